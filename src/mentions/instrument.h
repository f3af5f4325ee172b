/* instrument.h - under what: agreements, mechanisms, forums, exercises, missions and resolutions.
 *
 * Names come from the tables of forums, exercises and missions, and from phrases that end in a noun
 * of instruments.def with what makes it one of its kind: a year, an edition, a subject ("the
 * memorandum on logistics", "the 11th Defence Policy Dialogue"). A bare "the agreement" refers to
 * another and is none. */
#ifndef ATT_MENTIONS_INSTRUMENT_H
#define ATT_MENTIONS_INSTRUMENT_H

#include "mentions/atoms.h"
#include "mentions/matcher.h"

typedef struct att_titles att_titles; /* the names of forums, exercises and missions */

/* `world` is the folder of the tables; a user's may be laid over it, or NULL. Caller closes. */
att_status att_titles_open(att_titles **out, const char *world, const char *overlay,
                           att_error *error);
void att_titles_close(att_titles *titles);

/* Which noun of instruments.def a squashed word is, singular or plural: its row, or ATT_NONE. */
uint32_t att_titles_noun(const att_titles *titles, att_slice squashed);

typedef struct att_title {
    att_slice code, name, kind, country;
    bool generic;   /* any two states may have one: its name takes in what stands before it */
    bool ambiguous; /* an exercise that needs a word of exercising nearby */
} att_title;

/* The longest title that starts at token `first`, or NULL. */
const att_title *att_titles_find(const att_titles *titles, const att_document *document,
                                 const att_squashed *squashed, uint32_t first, uint32_t limit,
                                 uint32_t *end);

/* The stage, after times: fills `instruments`, by first token. */
att_status att_instruments_run(const att_titles *titles, const att_squashed *squashed,
                               att_document *document, att_error *error);

#endif
