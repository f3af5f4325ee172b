/* resolve.h - from phrases to entities: whom each phrase means.
 *
 * Phrases are resolved in the order of the text. What is known so far is kept in the resolver:
 * the persons with an office (gathered before, from the whole document), the last phrase of each
 * office and organ, the two who deal with each other, host and guest, and the topic of the last
 * sentence. Nothing is guessed: what the rules do not decide stays open. */
#ifndef ATT_MENTIONS_RESOLVE_H
#define ATT_MENTIONS_RESOLVE_H

#include "mentions/phrase.h"

enum { ATT_RESOLVE_RECENT = 12 };

typedef struct att_person {
    att_run name;    /* as first given in full */
    uint32_t phrase; /* that says the office best */
    uint32_t entity; /* ATT_NONE until it is needed */
    uint32_t seen;   /* the last phrase that meant this person */
    bool female, male;
} att_person;

/* What a phrase came to mean. */
typedef struct att_meaning {
    uint32_t entities[ATT_PHRASE_CODES];
    uint32_t count;
    bool resolved, dropped; /* dropped: no mention at all */
    att_mention_kind kind;
    att_run span;
    const char *rule;
} att_meaning;

/* One who has a word in the name; chained by word. */
typedef struct att_bearer {
    uint32_t person, next;
} att_bearer;

typedef struct att_resolver {
    const att_world *world;
    att_document *document;
    const att_pieces *pieces;
    att_phrases phrases;
    att_meaning *meanings; /* one for each phrase */
    uint32_t *roots;       /* the topmost token of each phrase */

    att_slice home; /* the state that the story is told from, or "" */
    att_slice away; /* the one it names most often beside, or "" */
    att_map entity_of;
    ATT_ARRAY(att_person) persons;
    ATT_ARRAY(att_bearer) bearers;
    att_map name_of;     /* folded name token → chain of bearers */
    att_map alias_of;    /* short form → the phrase that it was given to */
    att_map last_of;     /* key of an office or organ → the last phrase of it */
    att_map minister_of; /* code → the sector of its minister, where it was told */
    att_map sector_of;   /* code → the sector in which it acted last */
    att_map service_of;  /* the same of armed services only */

    uint32_t pair[2], host, guest; /* entities, or ATT_NONE */
    uint32_t pair_phrase;          /* the later of the two that last made the pair */
    uint32_t listed;               /* the last phrase of the last "A, B and C" that acted */
    uint32_t list[ATT_PHRASE_CODES], list_count; /* entities */
    uint32_t person, thing;                /* phrases: the person and the body last spoken of */
    uint32_t several;                      /* the last phrase that means several */
    uint32_t many;                         /* the last subject in the plural that means one */
    uint32_t sentence_first, before_first; /* phrases: where this and the last sentence begin */
    uint32_t last_state;                   /* phrase */
} att_resolver;

/* entity.c */
uint32_t att_resolve_entity(att_resolver *resolver, att_slice code, att_sector sector,
                            const att_phrase *phrase, att_slice name);
att_slice att_resolve_code(const att_resolver *resolver, uint32_t entity);
att_slice att_resolve_text(const att_resolver *resolver, att_run run);

/* home.c: the state that the story is told from. */
void att_resolve_home(att_resolver *resolver);

/* people.c */
void att_resolve_people(att_resolver *resolver);
uint32_t att_resolve_person(const att_resolver *resolver, att_run name);
uint32_t att_resolve_leader(att_resolver *resolver, uint32_t index, att_run name);
uint32_t att_resolve_person_entity(att_resolver *resolver, uint32_t person);

/* context.c: offices and organs without a state. */

/* What deputies of one office share ("the deputy minister"); "" if the phrase names none. */
att_slice att_resolve_deputy_key(const att_resolver *resolver, const att_phrase *phrase);

/* Whether the word is one that units of armed forces are called by. */
bool att_resolve_is_unit(att_slice key);

bool att_resolve_alias(att_resolver *resolver, uint32_t index, uint32_t token);
bool att_resolve_context(att_resolver *resolver, uint32_t index);
uint32_t att_resolve_possessor(const att_resolver *resolver, const att_phrase *phrase);
void att_resolve_owner(att_resolver *resolver, uint32_t index);
att_slice att_resolve_local_state(const att_resolver *resolver, const att_phrase *phrase);

/* role.c: host, both sides, counterpart, pronouns; and what a sentence leaves behind. */
void att_resolve_role(att_resolver *resolver, uint32_t index);
void att_resolve_pronoun(att_resolver *resolver, uint32_t index);
bool att_resolve_is_one(const att_resolver *resolver);
bool att_resolve_together(att_resolver *resolver, uint32_t index);
void att_resolve_pair_of(att_resolver *resolver, uint32_t index);
void att_resolve_settle(att_resolver *resolver, uint32_t first, uint32_t end, int rounds);
void att_resolve_sentence(att_resolver *resolver, uint32_t first, uint32_t end);

/* The sector of one who has only a rank or a ship: that in which the state's organs acted last. */
att_sector att_resolve_service(const att_resolver *resolver, const att_phrase *phrase,
                               att_slice code);

/* resolve.c */
void att_resolve_run(att_resolver *resolver);
void att_resolve_add(att_meaning *meaning, uint32_t entity);
bool att_resolve_is_subject(const att_resolver *resolver, uint32_t index);

#endif
