/* phrase.h - phrases for actors as the grammar finds them, before it is known whom they mean.
 *
 * A phrase covers titles, names and appositions of one participant, or of several where one head
 * noun names several ("the defence ministers of India and Japan"). Phrases of a sentence stand in
 * order and do not overlap, except that one may lie inside another: the state of accreditation in
 * "the ambassador to Laos". */
#ifndef ATT_MENTIONS_PHRASE_H
#define ATT_MENTIONS_PHRASE_H

#include "mentions/pieces.h"

enum { ATT_PHRASE_CODES = 16, ATT_PHRASE_MANY = UINT8_MAX };

typedef struct att_run {
    uint32_t first, end; /* tokens */
} att_run;

typedef struct att_phrase {
    att_mention_kind kind;
    uint32_t sentence, first, end;
    uint32_t head; /* the head noun by the grammar; the mention's head is the parse's */
    att_slice codes[ATT_PHRASE_CODES];
    uint32_t code_count;
    att_slice organisation; /* the row of organisations.tsv, where the codes come from one */
    att_sector sector, second_sector; /* two for "foreign and defence ministers" */
    bool own_sector;                  /* the sector was named, not just usual */
    uint8_t level;
    att_slice key;       /* "minister", "ministry" */
    att_slice owner_key; /* of the organ that the head belongs to */
    att_role role;
    att_run names[ATT_PHRASE_CODES];
    uint32_t name_count;
    att_run office;
    att_run state;  /* the words of the codes, where they stand first */
    uint32_t alias; /* the token of a short form in brackets after it, or 0 */
    att_run place;  /* a plain name before the organ: "the Da Nang People's Committee" */
    uint8_t count;  /* 2 for "two" and "both", 0 where no number is said */
    bool plural, mass, definite, possessed, ranked, weak, undecided, indefinite, both, located,
        ship, genitive;
    bool owned_after;   /* the codes stand after the head: "of India" */
    bool home_too;      /* places without a state stand among those of other states */
    bool country_owned; /* "the country's navy" */
    bool bare;          /* a state, people or organisation by itself */
    const char *rule;
} att_phrase;

typedef ATT_ARRAY(att_phrase) att_phrases;

/* All phrases of the document, in order of their first token. */
void att_phrases_read(att_phrases *out, const att_pieces *pieces);

/* A minister or a deputy minister. */
static inline bool att_phrase_is_ministerial(const att_phrase *phrase) {
    return phrase->level == 3 || phrase->level == 4;
}

#endif
