/* rules.h - the coder's knowledge of acts, as read from the rule files of data/lang/XX/rules.
 *
 * docs/rules.md describes the language. A rule says which verbs and nouns tell
 * an act, what must or must not stand around them, and who takes part in which
 * role. A frame is a rule for what turns an act into something else: an
 * undertaking, an order, a proposal, a cancellation. Rules are immutable after
 * opening and shared by all threads. */
#ifndef ATT_RECORDS_RULES_H
#define ATT_RECORDS_RULES_H

#include "document/document.h"

typedef enum att_slot {
    ATT_SLOT_SELF,
    ATT_SLOT_SUBJECT,
    ATT_SLOT_OBJECT,
    ATT_SLOT_INDIRECT,
    ATT_SLOT_POSSESSOR,
    ATT_SLOT_MODIFIER, /* adjective, compound or name that stands before a noun */
    ATT_SLOT_CONTENT,  /* the clause that says what: xcomp, ccomp, acl, advcl with "to" */
    ATT_SLOT_GOVERNOR, /* the word above */
    ATT_SLOT_PREPOSITION
} att_slot;

typedef struct att_slot_step {
    att_slot role;
    att_slice preposition;
} att_slot_step;

enum { ATT_SLOT_PATH_MAX = 3 };

typedef struct att_slot_path {
    att_slot_step steps[ATT_SLOT_PATH_MAX];
    uint32_t count;
} att_slot_path;

/* Role paths in groups: the first group that finds somebody decides. */
typedef struct att_slot_choice {
    att_slot_path path;
    uint32_t group;
} att_slot_choice;

typedef ATT_ARRAY(att_slot_choice) att_slot_choices;

typedef struct att_condition {
    att_slot_path path;
    bool negated;
    ATT_ARRAY(att_slice) values; /* lemmas; "#kind" a kind of mention; "*" anything */
} att_condition;

/* What a frame makes of the act in its content. */
typedef enum att_frame {
    ATT_FRAME_NONE, /* an act rule */
    ATT_FRAME_AGREED,
    ATT_FRAME_PLANNED,
    ATT_FRAME_DIRECTED,
    ATT_FRAME_PROPOSED,
    ATT_FRAME_CANCELLED,
    ATT_FRAME_DENIED,  /* the act is said not to be: no record */
    ATT_FRAME_REPORTED /* said, shown, noted: the content stands as if told directly */
} att_frame;

typedef struct att_example {
    att_slice text;
    att_slice expected; /* "event talks IND/MIL JPN/MIL", or "" */
    bool positive;
    uint32_t line;
} att_example;

typedef struct att_rule {
    att_slice name;
    const char *path; /* the file it stands in, and its line there */
    uint32_t line;
    att_frame frame;
    bool meeting; /* "meeting": talks between equals, else a reception */
    att_activity activity;
    att_plover plover;
    const char *mode;
    bool mutual;  /* all who take part are actors */
    bool alone;   /* one participant, or none, is enough */
    bool open;    /* whom it is about may stay unknown */
    bool special; /* a frame that needs a line of effort of its own: a hope that ties flourish is
                     none */
    bool purpose; /* "came to …" tells the act as done */
    bool bare;    /* the noun tells the act without a verb that supports it */
    bool loose;   /* who takes part may be told by a noun that no mention covers */
    bool refused; /* the verb is told as what somebody will not do */
    att_fields fields;
    att_fields about; /* one of which the sentence or the story must name, or 0 */
    ATT_ARRAY(att_condition) conditions;
    att_slot_choices actors, recipients, contents;
    ATT_ARRAY(att_example) examples;
} att_rule;

/* A word that may start a match. */
typedef struct att_trigger {
    uint32_t rule;
    uint8_t upos;       /* VERB, NOUN or ADJ */
    att_slice particle; /* "off" of "call off", or "" */
    uint32_t next;      /* the next trigger of the same lemma, or ATT_NONE */
} att_trigger;

/* The words of a class, or the verbs of an act noun. */
typedef struct att_rule_list {
    att_slice text; /* with commas between */
    att_map words;  /* the same as a set */
    const char *path;
    uint32_t line;
} att_rule_list;

typedef struct att_rules {
    att_arena arena;
    ATT_ARRAY(att_rule) rules;
    ATT_ARRAY(att_trigger) triggers;
    ATT_ARRAY(att_rule_list) lists;
    att_map by_lemma; /* lemma → first trigger */
    att_map nominals; /* act noun → index in lists */
    att_map classes;  /* class name → index in lists */
    att_map names;    /* rule or frame name → index */
} att_rules;

/* Reads every *.rules file of `dir`, in the order of their names; then those of `overlay` (may be
 * NULL), which replace what has the same name. In one folder a name stands once. An error names
 * file, line and column. */
att_status att_rules_open(att_rules **out, const char *dir, const char *overlay, att_error *error);
void att_rules_close(att_rules *rules);

/* Reads one file's text into the rules; `path` is for messages, and tells one folder from another.
 */
att_status att_rules_parse(att_rules *rules, const char *path, att_slice text, att_error *error);

att_status att_rules_new(att_rules **out, att_error *error);

#endif
