/* quantity.h - how many: numbers in digits and words with what they count.
 *
 * A quantity has a bound ("more than", "about"), a number and the noun counted; money has its
 * currency for a unit. A number that stands alone counts what the one before it counted ("184
 * officers, 21 of them women"; "112 guests were received and 87 sent"). Numbers of dates, clocks
 * and ages, and numbers that are names ("Brigade 170", "Article 5", "C-17"), are none. Ordinals
 * before a noun, and "Rotation 4", are editions and never figures. */
#ifndef ATT_MENTIONS_QUANTITY_H
#define ATT_MENTIONS_QUANTITY_H

#include "mentions/atoms.h"

/* The stage, after times: fills `quantities`, in the order of their first tokens. */
att_status att_quantities_run(const att_atoms *atoms, att_document *document, att_error *error);

#endif
