/* dateline.h - "SEOUL, June 13 (Yonhap) --": place, date and agency before the lead. */
#ifndef ATT_INPUT_DATELINE_H
#define ATT_INPUT_DATELINE_H

#include "document/date.h"

typedef struct att_dateline {
    att_span span;    /* in the text searched, from the place to the dash */
    att_slice agency; /* as counted in agencies.def, else as written; "" if none */
    bool dated;       /* it holds a full date */
    att_day date;
} att_dateline;

/* A dateline at the start of `text`. `sure` asks for one that cannot be anything else: with an
 * agency, a date, or the place in capitals. */
bool att_dateline_at_start(att_dateline *out, att_slice text, bool sure);

/* A sure dateline further on, glued to a headline or caption. */
bool att_dateline_inside(att_dateline *out, att_slice text);

/* The name an agency is counted under; "" if `name` is none known. */
att_slice att_agency_find(att_slice name);

#endif
