/* people.h - from the tokens in a role to the entities that take part. */
#ifndef ATT_RECORDS_PEOPLE_H
#define ATT_RECORDS_PEOPLE_H

#include "records/match.h"

/* Adds the entities that a token stands for: of its mention, else of a state or organ that
 * qualifies it ("a delegation of the navy"). */
void att_people_of_token(const att_coder *coder, uint32_t token, att_indexes *out);

/* The same of the token and its coordinated fellows; nothing for ATT_NONE. */
void att_people_of_all(const att_coder *coder, uint32_t token, att_indexes *out);

/* Whoever acts or receives in a record. */
void att_people_of_record(const att_coder *coder, const att_record *record, att_indexes *out);

/* Whether more than one state or organisation takes part. */
bool att_people_between(const att_coder *coder, const att_record *record);

/* The entities in the first group of choices that finds any. */
void att_people_of_choices(const att_coder *coder, const att_match *match,
                           const att_slot_choices *choices, att_indexes *out);

/* The same where no mention names anybody: those of the place or state that qualifies a noun ("an
 * army camp in Mali"), else a body or group without a state ("the opposition party"). */
void att_parties_of_choices(const att_coder *coder, const att_match *match,
                            const att_slot_choices *choices, att_indexes *out);

/* Whoever qualifies the object of the match's verb, else stands beside it behind a preposition. */
void att_parties_beside(const att_coder *coder, const att_match *match, att_indexes *out);

/* Adds an entity once: entities of one code and sector are one participant. */
void att_people_add(const att_coder *coder, att_indexes *list, uint32_t entity);
bool att_people_has(const att_coder *coder, const att_indexes *list, uint32_t entity);

/* The number of distinct codes. */
uint32_t att_people_codes(const att_coder *coder, const att_indexes *list);

/* The sides that they make: an organisation of states is many by itself. */
uint32_t att_people_sides(const att_coder *coder, const att_indexes *list);

/* Adds from `from` whoever has a code that `list` and `also` lack. */
void att_people_complete(const att_coder *coder, att_indexes *list, const att_indexes *also,
                         const att_indexes *from);

/* Whether everybody in the list who has a code has one that is in `a` or `b` (or NULL). */
bool att_people_within(const att_coder *coder, const att_indexes *list, const att_indexes *a,
                       const att_indexes *b);

/* The armed or police service that the first of them who is of one is of; or NONE. */
att_sector att_people_service(const att_coder *coder, const att_indexes *list);

/* Who says what the clause tells: the subject of the verb of saying above it, or the source that
 * "according to" names. */
void att_people_speakers(const att_coder *coder, uint32_t token, att_indexes *out);

/* Adds whom a predicate serves: of other codes than the actors, in its object or behind "to" or
 * "for" ("will train Lao pilots", "has sent doctors to Chad"). */
void att_people_served(const att_coder *coder, uint32_t predicate, const att_indexes *actors,
                       att_indexes *out);

/* The person who was last the subject of a clause before the token, up to three sentences back. */
void att_people_last_subject(const att_coder *coder, uint32_t token, att_indexes *out);

/* The line of effort that an act of theirs has by who they are: police, or law enforcement at sea
 * of a coast guard; 0 of all others. */
att_fields att_people_fields(const att_coder *coder, const att_indexes *list);

static inline const att_entity *att_people_entity(const att_coder *coder, uint32_t entity) {
    return &coder->document->entities.items[entity];
}

/* Whether somebody is named as the counterpart of another. */
bool att_people_is_counterpart(const att_entity *entity);

#endif
