/* date.h - days as numbers, and the intervals that EDTF strings stand for. */
#ifndef ATT_DOCUMENT_DATE_H
#define ATT_DOCUMENT_DATE_H

#include "base/arena.h"

typedef int32_t att_day; /* days since 1970-01-01, proleptic Gregorian */

#define ATT_DAY_OPEN_START INT32_MIN /* "../2022": no known start */
#define ATT_DAY_OPEN_END INT32_MAX   /* "2022/..": no known end */

/* The first and last day, both included. */
typedef struct att_interval {
    att_day first, last;
} att_interval;

typedef struct att_civil {
    int year, month, day;
} att_civil;

att_day att_day_of(int year, int month, int day);
att_civil att_day_civil(att_day day);
int att_day_weekday(att_day day); /* 0 Sunday … 6 Saturday */
int att_month_days(int year, int month);

/* Parses exactly YYYY-MM-DD of a date that exists. */
bool att_day_parse(att_day *out, att_slice text);

/* Parses EDTF level 0 and 1 as the program writes it: YYYY, YYYY-MM, YYYY-MM-DD,
 * each also as A/B with ".." for an open end, and quarters and halves written as
 * month ranges. A trailing '~' or '?' is ignored. */
bool att_interval_parse(att_interval *out, att_slice edtf);

/* Writes a day ("2022-04-14"), or the shortest EDTF for whole years, months and ranges. */
att_slice att_day_format(att_arena *arena, att_day day);
att_slice att_interval_format(att_arena *arena, att_interval interval);

#endif
