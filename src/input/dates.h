/* dates.h - the first full calendar date written in a text: how a story without a header
 * tells its own date. */
#ifndef ATT_INPUT_DATES_H
#define ATT_INPUT_DATES_H

#include "document/date.h"

/* Finds "2022-04-14", "14 April 2022", "14-Apr-2022", "April 14, 2022", "14/4/2022" (only when
 * day and month cannot be confused), "20220414". `*span` is where it stands in `text`. */
bool att_date_find(att_day *out, att_span *span, att_slice text);

/* The same at the very start of `text`; `*size` becomes the bytes it takes. A day and month
 * without a year ("June 13", "7 October") sets `*out` to ATT_DAY_OPEN_START. */
bool att_date_at(att_day *out, uint32_t *size, att_slice text);

#endif
