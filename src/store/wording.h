/* wording.h - words as the register compares them: stems of evidence, classes of units, and names
 * of mechanisms without what changes from one session to the next. Inputs are folded (utf8.h). */
#ifndef ATT_STORE_WORDING_H
#define ATT_STORE_WORDING_H

#include "store/snapshot.h"

typedef struct att_wording {
    att_arena arena, scratch; /* scratch: the caller resets it between texts */
    att_map small;            /* words that say nothing by themselves */
    att_map states;           /* words that only name states */
    att_map names;            /* of a state: code to the first of its names */
    ATT_ARRAY(att_slice) forms;
    ATT_ARRAY(uint32_t) next; /* the next name of the same state */
} att_wording;

att_status wording_open(att_wording *wording, att_store *store, att_error *error);
void wording_close(att_wording *wording);

/* The next word of a text that says what it is about: its stem. Small words, names of states and
 * numbers of one digit are passed over. */
bool wording_next(att_wording *wording, att_slice *rest, att_slice *word);

/* The next run of letters and digits of a text. */
bool wording_run(att_slice *rest, att_slice *run);

/* "fourth", "4th": 4; 0 for what is no ordinal. */
int32_t wording_ordinal(att_slice word);

/* What a unit counts: "fishing boats" → "vessel"; in the scratch arena or constant. */
att_slice wording_unit_class(att_wording *wording, att_slice unit);

/* "15th Vietnam–India Defense Policy Dialogue", of VNM and IND → "defence policy dialogue"; in the
 * scratch arena. */
att_slice wording_mechanism(att_wording *wording, att_slice instrument,
                            const att_snapshot *snapshot, att_range codes);

/* An instrument's name as written, without article and number before it and, for what is held again
 * and again, without number or year behind it: "the 14th Defence Policy Dialogue", "ADMM-14". */
att_slice wording_title(att_slice instrument, bool standing);

#endif
