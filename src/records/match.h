/* match.h - where a rule fires, and what stands in its roles. */
#ifndef ATT_RECORDS_MATCH_H
#define ATT_RECORDS_MATCH_H

#include "records/rules.h"
#include "records/tree.h"

/* A rule that fired at a word. An act noun is carried by a verb ("held talks", "talks took
 * place"): the anchor, whose tense, voice and negation count. Of a verb it is the verb itself. */
typedef struct att_match {
    uint32_t rule;
    uint32_t trigger;
    uint32_t base;   /* the noun whose function places the trigger: "round" of "a round of talks" */
    uint32_t anchor; /* a verb, or the trigger where the noun stands bare */
    bool bare;
} att_match;

typedef ATT_ARRAY(att_match) att_matches;

/* What a sentence holds, by kind: the lists of a document in the order of its text. */
typedef enum att_list {
    ATT_LIST_MENTIONS,
    ATT_LIST_TIMES,
    ATT_LIST_PLACES,
    ATT_LIST_INSTRUMENTS,
    ATT_LIST_QUANTITIES,
    ATT_LIST_ACTS,
    ATT_LIST_FRAMES,
    ATT_LIST_COUNT
} att_list;

/* What the matching of one document needs. */
typedef struct att_coder {
    att_document *document;
    const att_rules *rules;
    att_tree tree;
    uint32_t *mention_of; /* of each token: the narrowest actor mention over it, or ATT_NONE */
    uint32_t *instrument_of;
    uint32_t *quantity_of;
    uint32_t *place_of;
    att_slice *compound_of; /* of the head of words joined by hyphens: "send-off"; else empty */
    uint32_t *first_of[ATT_LIST_COUNT]; /* of each sentence, and one more: its first item */
    att_matches acts, frames;
    uint32_t *act_at;      /* of each token: the first act that is anchored there, or ATT_NONE */
    uint32_t *frame_of;    /* of each token: the frame whose content it heads, or ATT_NONE */
    att_fields *fields_at; /* of each token: lines of effort that a phrase ending there names */
    att_indexes focus;     /* entities of the act that is being told */
    att_indexes pair;      /* the two sides that most of the story is about, if there are two */
    uint32_t principal;    /* entity whom the story is about: the first that acts, or ATT_NONE */
    att_fields about;      /* lines of effort that a third of the story's sentences name */
    att_fields theme;      /* the one of them that the story is told about, or 0 */
    att_activity topic;    /* of the act told last that has a line of effort of its own */
    att_fields topic_fields;
    att_activity series; /* of the act told last that comes in editions; with who took part */
    att_indexes series_people;
    att_interval period; /* the period under review, while a review is being told */
    bool has_period;
    uint32_t review_speaker; /* entity whose report is being told, or ATT_NONE */
} att_coder;

/* Notes a decision about a word in a document that is explained; costs nothing in others. */
#define att_note(coder, token, ...)                                                                \
    ((coder)->document->explained ? att_note_write((coder), (token), __VA_ARGS__) : (void)0)
void att_note_write(const att_coder *coder, uint32_t token, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void att_coder_prepare(att_coder *coder, const att_rules *rules, att_document *document);

static inline const att_rule *att_match_rule(const att_coder *coder, const att_match *match) {
    return &coder->rules->rules.items[match->rule];
}

/* Appends it to the coder's acts or frames, whichever its rule is. */
void att_match_add(att_coder *coder, const att_match *match);

/* The items [first, end) of a list that stand in a sentence. */
static inline uint32_t att_list_first(const att_coder *coder, att_list list, uint32_t sentence) {
    return coder->first_of[list][sentence];
}

static inline uint32_t att_list_end(const att_coder *coder, att_list list, uint32_t sentence) {
    return coder->first_of[list][sentence + 1];
}

/* Whether the lemma is one of a class of the rules. */
/* Whether the verb tells what a document says: "a resolution condemning the strike"; and whether
 * that of a document which somebody else wrote: "vetoed a resolution condemning …". */
bool att_coder_is_wording(const att_coder *coder, uint32_t verb);
bool att_coder_is_disowned(const att_coder *coder, uint32_t verb);

bool att_coder_in_class(const att_coder *coder, uint32_t token, const char *name);

/* Makes the index of acts and frames, once they are settled; of the others att_coder_prepare does.
 */
void att_coder_index_matches(att_coder *coder);

/* Whether the trigger's rule fires at the token. */
bool att_match_try(const att_coder *coder, const att_trigger *trigger, uint32_t token,
                   att_match *out);

/* Fills coder->acts and coder->frames, in text order. */
void att_match_all(att_coder *coder);

/* The tokens at the end of a role path from the match, with their coordinated fellows. */
void att_match_path(const att_coder *coder, const att_match *match, const att_slot_path *path,
                    att_tokens *out);

#endif
