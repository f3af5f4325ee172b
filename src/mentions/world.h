/* world.h - what the program knows before it reads: states and their names, organisations,
 * groups with dates, offices, organs, ranks, and the words from which English builds phrases
 * for actors. Read once from data/world and data/lang/en, with a user's folder laid over it,
 * and then shared by all threads unchanged.
 *
 * All forms go into one matcher; an entry's value is the index of a sense. */
#ifndef ATT_MENTIONS_WORLD_H
#define ATT_MENTIONS_WORLD_H

#include "mentions/gazetteer.h"

/* What a run of words is, as far as a table knows. The second half is given by the scan to
 * words that no table knows, from their shape and part of speech. */
typedef enum att_piece_kind {
    ATT_PIECE_END, /* before and after the pieces of a sentence */
    ATT_PIECE_STATE,
    ATT_PIECE_DEMONYM, /* an adjective of a state */
    ATT_PIECE_PEOPLE,  /* people of a state, or of a calling */
    ATT_PIECE_ORGANISATION,
    ATT_PIECE_GROUP, /* a named set of states that does not act as one body */
    ATT_PIECE_ORGAN,
    ATT_PIECE_OFFICE,
    ATT_PIECE_COMPANY,
    ATT_PIECE_RANK,
    ATT_PIECE_HONORIFIC,
    ATT_PIECE_DOMAIN, /* "defence", "foreign affairs" */
    ATT_PIECE_PREFIX, /* "deputy", "visiting" */
    ATT_PIECE_ROLE,
    ATT_PIECE_BLOCK, /* a mission, forum or exercise: names states but is none */
    ATT_PIECE_DETERMINER,
    ATT_PIECE_POSSESSIVE, /* his, her, its, their */
    ATT_PIECE_GENITIVE,   /* 's */
    ATT_PIECE_PRONOUN,
    ATT_PIECE_OF,
    ATT_PIECE_PREPOSITION,
    ATT_PIECE_AND,
    ATT_PIECE_COMMA,
    ATT_PIECE_HYPHEN,
    ATT_PIECE_OPEN,
    ATT_PIECE_CLOSE,
    ATT_PIECE_NUMBER,
    ATT_PIECE_NAME, /* a capitalised word that no table knows; a leader's name, with a sense */
    ATT_PIECE_ADJECTIVE,
    ATT_PIECE_NOUN,
    ATT_PIECE_OTHER
} att_piece_kind;

/* Roles, in the order of the words in data/lang/en/actors.tsv. */
typedef enum att_role {
    ATT_ROLE_NONE,
    ATT_ROLE_HOST,
    ATT_ROLE_GUEST,
    ATT_ROLE_LATTER,
    ATT_ROLE_FORMER,
    ATT_ROLE_COUNTERPART,
    ATT_ROLE_SIDE,
    ATT_ROLE_PAIR,
    ATT_ROLE_COUNTRY,
    ATT_ROLE_COUNTRIES,
    ATT_ROLE_COUNT
} att_role;

typedef enum att_state_form {
    ATT_FORM_NAME,
    ATT_FORM_CAPITAL,
    ATT_FORM_METONYM,
    ATT_FORM_ADJECTIVE,
    ATT_FORM_NOUN
} att_state_form;

enum {
    ATT_SENSE_AMBIGUOUS = 1 << 0,
    ATT_SENSE_DEFAULT = 1 << 1,
    ATT_SENSE_LIKELY = 1 << 2,
    ATT_SENSE_PREFIX = 1 << 3, /* only before a hyphen or another name */
    ATT_SENSE_PERSON = 1 << 4, /* can be a person's name */
    ATT_SENSE_OWN = 1 << 5,    /* the sector holds whatever organ is named */
    ATT_SENSE_MASS = 1 << 6,
    ATT_SENSE_PLURAL = 1 << 7,
    ATT_SENSE_NAMED = 1 << 8,
    ATT_SENSE_POST = 1 << 9,
    ATT_SENSE_WEAK = 1 << 10,
    ATT_SENSE_SHIP = 1 << 11,
    ATT_SENSE_SUFFIX = 1 << 12,
    ATT_SENSE_PART = 1 << 13, /* names a part of the state */
    ATT_SENSE_PLACE = 1 << 14 /* can be another place or a word */
};

typedef struct att_sense {
    att_piece_kind piece;
    att_state_form form; /* of states */
    att_role role;
    att_sector sector;
    uint32_t flags;
    uint8_t level;
    att_slice code;   /* of a state or organisation; "" otherwise */
    att_slice other;  /* the organisation that a capital can also be */
    att_day from, to; /* of leaders: the years of office */
    att_slice key;    /* the word that later mentions share: "ministry", "minister" */
} att_sense;

typedef struct att_state {
    att_slice code, name;
    uint8_t status;       /* the first letter of member, observer, other, former */
    bool called_by_first; /* later mentions use the first element of a name, else the last */
} att_state;

typedef struct att_world att_world;

/* `data` is the folder that holds world/ and lang/; `overlay` one of the same form, or NULL. */
att_status att_world_open(att_world **out, const char *data, const char *overlay, att_error *error);
void att_world_close(att_world *world);

/* Lets the world find the states of towns: "the Da Nang People's Committee". Before the world is
 * shared; the gazetteer must outlive it. */
void att_world_use_places(att_world *world, const att_gazetteer *places);
const att_gazetteer *att_world_places(const att_world *world); /* or NULL */

/* NULL if unknown. */
const att_state *att_world_state(const att_world *world, att_slice code);
bool att_world_is_member(const att_world *world, att_slice group, att_slice code, att_day day);

/* Whom a name alone stands for, among those in office on that day: the sense of a leader, or NULL.
 * A short name that others bear too stands for nobody. */
const att_sense *att_world_leader(const att_world *world, const att_document *document,
                                  const att_squashed *squashed, uint32_t first, uint32_t end);

/* The organisation that a body is coded as; usually itself. */
att_slice att_world_whole(const att_world *world, att_slice code);

const att_matcher *att_world_matcher(const att_world *world);
const att_sense *att_world_sense(const att_world *world, uint32_t index);
uint32_t att_world_sense_count(const att_world *world);

#endif
