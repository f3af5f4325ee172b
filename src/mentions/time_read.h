/* time_read.h - what the files that read expressions of time share; private to them. */
#ifndef ATT_MENTIONS_TIME_READ_H
#define ATT_MENTIONS_TIME_READ_H

#include "mentions/atoms.h"

/* How fine a side of an interval is told. */
typedef enum time_grain { TIME_DAY, TIME_WEEK, TIME_MONTH, TIME_QUARTER, TIME_YEAR } time_grain;

typedef struct time_point {
    att_interval days;
    time_grain grain;
    att_basis basis;
    bool period;    /* tells a stretch that is worked through: "the first nine months" */
    bool edge;      /* the first or last day of something longer: "the end of July" */
    bool year_told; /* false where the year was inferred */
} time_point;

/* An expression with what wraps it: "since 2014", "from May 31 to June 1". */
typedef struct time_expression {
    time_point from, to; /* the same when there is but one */
    bool range, open_from, open_to;
    att_time_kind kind;
    att_basis basis;
} time_expression;

/* The sentence being read, and what the story has told of time so far. */
typedef struct time_reader {
    const att_document *document;
    const att_atoms *atoms;
    uint32_t first, end; /* atoms of the sentence */
    bool known;          /* whether the document's date is */
    att_day today;
    att_day anchor;              /* the day that "the same day" means */
    time_expression period;      /* the last period told */
    time_expression main_period; /* the first closed one: what a review is about */
    bool period_known, main_known;
    int edge; /* of the last sentence that told one: 1 an act ended on edge_day, -1 it began */
    att_day edge_day;
} time_reader;

static inline const att_atom *atom_at(const time_reader *reader, uint32_t at) {
    return &reader->atoms->items[at];
}

static inline bool is_mark(const time_reader *reader, uint32_t at, char mark) {
    return att_atom_mark(reader->atoms, at, reader->end, mark);
}

static inline bool is_class(const time_reader *reader, uint32_t at, att_word_class word) {
    return att_atom_class(reader->atoms, at, reader->end, word);
}

static inline bool is_word(const time_reader *reader, uint32_t at, const char *text) {
    return att_atom_is(reader->atoms, at, reader->end, text);
}

/* How what stands at atoms [from, to) is told: 2 to come, 1 once to come ("planned"), -1 past, 0
 * undecided. */
int att_time_tense(const time_reader *reader, uint32_t from, uint32_t to);

/* Each reads one expression at atom `at` and returns the atom after it, or `at`. */
uint32_t att_time_date(time_point *out, const time_reader *reader, uint32_t at);
uint32_t att_time_year(time_point *out, const time_reader *reader, uint32_t at);
uint32_t att_time_weekday(time_point *out, const time_reader *reader, uint32_t at);
uint32_t att_time_relative(time_point *out, const time_reader *reader, uint32_t at);
uint32_t att_time_part(time_point *out, const time_reader *reader, uint32_t at);

/* Any of them; what the wrappers ("since", "until", "from … to") take. */
uint32_t att_time_point(time_point *out, const time_reader *reader, uint32_t at);

/* The year's reading of a month (day 0) or a month-day nearest to today, by tense. */
int att_time_nearest_year(const time_reader *reader, int month, int day, int tense);

time_point att_time_of_month(int year, int month);
time_point att_time_of_year(int year);
time_point att_time_of_day(att_day day, att_basis basis);
att_day att_time_months_before(att_day day, int months); /* first day of that month */

uint32_t att_time_expression(time_expression *out, const time_reader *reader, uint32_t at);

/* "from May 31 to June 1", "October 28-29", "2016-2021". */
uint32_t att_time_range(time_expression *out, const time_reader *reader, uint32_t at);

/* "so far", "over the past five years", "in the time to come", "in the same period". */
uint32_t att_time_span(time_expression *out, const time_reader *reader, uint32_t at);

/* The EDTF of an expression, and its days. */
att_slice att_time_edtf(att_arena *arena, const time_expression *expression, att_interval *days);

/* Adds the days of "a three-day visit" where the sentence tells when it began or ended. */
void att_time_durations(att_document *document, time_reader *reader, uint32_t first_time);

/* Whether atom `at` is the number of a day of the month, and of a year. */
bool att_time_is_day(const time_reader *reader, uint32_t at);
bool att_time_is_year(const time_reader *reader, uint32_t at);

#endif
