/* time.h - when: every expression of time in the story, as EDTF against the document's date.
 *
 * A year that is not told is the one nearest to the document's date, or the next where the verb
 * speaks of what is to come; a weekday is the last one, the document's own day included. What is
 * relative to the story ("the same day", "on the eve") counts from the last day told that lies
 * within ten days of the document's date, else from that date. Dates inside names ("the 2011
 * MoU", "the September 11 attacks") and anniversaries' own dates are left out. Without a document
 * date only what is complete in itself is read. */
#ifndef ATT_MENTIONS_TIME_H
#define ATT_MENTIONS_TIME_H

#include "mentions/atoms.h"

/* The stage: fills `times`, in the order of their first tokens. */
att_status att_times_run(const att_atoms *atoms, att_document *document, att_error *error);

#endif
