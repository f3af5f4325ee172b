/* time_dates.c - calendar dates: "June 13", "13 June 2023", "2023-06-13", "July 2024", "2016". */
#include "mentions/time_read.h"

#include <stdlib.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2100 };

time_point att_time_of_month(int year, int month) {
    att_interval days = {att_day_of(year, month, 1),
                         att_day_of(year, month, att_month_days(year, month))};
    return (time_point){days, TIME_MONTH, ATT_BASIS_STATED, false, false, true};
}

time_point att_time_of_year(int year) {
    att_interval days = {att_day_of(year, 1, 1), att_day_of(year, 12, 31)};
    return (time_point){days, TIME_YEAR, ATT_BASIS_STATED, false, false, true};
}

time_point att_time_of_day(att_day day, att_basis basis) {
    return (time_point){{day, day}, TIME_DAY, basis, false, false, true};
}

att_day att_time_months_before(att_day day, int months) {
    att_civil civil = att_day_civil(day);
    int count = civil.year * 12 + civil.month - 1 - months;
    return att_day_of(count / 12, count % 12 + 1, 1);
}

/* 1 to 31 in digits; "13th" is read by its caller. */
bool att_time_is_day(const time_reader *reader, uint32_t at) {
    if (at >= reader->end)
        return false;
    const att_atom *atom = atom_at(reader, at);
    return atom->kind == ATT_ATOM_NUMBER && atom->digits >= 1 && atom->digits <= 2 &&
           atom->number >= 1 && atom->number <= 31;
}

bool att_time_is_year(const time_reader *reader, uint32_t at) {
    if (at >= reader->end)
        return false;
    const att_atom *atom = atom_at(reader, at);
    return atom->kind == ATT_ATOM_NUMBER && atom->digits == 4 && atom->number >= FIRST_YEAR &&
           atom->number <= LAST_YEAR;
}

static int valid_day(int year, int month, int day) {
    int days = att_month_days(year, month);
    return day > days ? days : day;
}

/* How many days lie between today and the month or day in that year. */
static int distance(const time_reader *reader, int year, int month, int day) {
    int middle = day ? valid_day(year, month, day) : 15;
    return att_day_of(year, month, middle) - reader->today;
}

int att_time_nearest_year(const time_reader *reader, int month, int day, int tense) {
    enum { SURELY = 70 }; /* a day told so near is meant, whatever the verb */
    int slack = day ? 1 : 31;
    att_civil today = att_day_civil(reader->today);
    int best = today.year;
    for (int year = today.year - 1; year <= today.year + 1; year++)
        if (abs(distance(reader, year, month, day)) < abs(distance(reader, best, month, day)))
            best = year;
    int apart = distance(reader, best, month, day);
    if (tense == 0 || tense == 1 || (day && abs(apart) < SURELY))
        return best;
    if (tense > 1 && apart < -slack / 2 - 1 && today.month != month)
        return best + 1;
    if (tense < 0 && apart > slack && today.month != month)
        return best - 1;
    return best;
}

/* "Oct" may have a full stop. */
static uint32_t month_at(int *out, const time_reader *reader, uint32_t at) {
    if (!is_class(reader, at, ATT_WORD_MONTH))
        return at;
    *out = atom_at(reader, at)->value;
    att_slice text = atom_at(reader, at)->text;
    bool whole =
        att_slice_is(text, "may") || att_slice_is(text, "june") || att_slice_is(text, "july");
    return at + 1 +
           (text.size <= 4 && !whole && is_mark(reader, at + 1, '.') &&
            !atom_at(reader, at + 1)->spaced);
}

/* A year after a date: ", 2023", "2023", " this year", "last year", "of 2023". */
static uint32_t year_after(int *out, const time_reader *reader, uint32_t at) {
    uint32_t next = at + (is_mark(reader, at, ',') || is_word(reader, at, "of"));
    if (att_time_is_year(reader, next)) {
        *out = (int)atom_at(reader, next)->number;
        return next + 1;
    }
    next += is_word(reader, next, "of");
    if (!reader->known || !is_class(reader, next, ATT_WORD_RELATIVE))
        return at;
    const att_atom *relative = atom_at(reader, next);
    if (is_class(reader, next + 1, ATT_WORD_UNIT) &&
        atom_at(reader, next + 1)->value == ATT_UNIT_YEAR && !atom_at(reader, next + 1)->plural) {
        *out = att_day_civil(reader->today).year + relative->value;
        return next + 2;
    }
    return at;
}

/* "11 July 16": two digits that are this year or a neighbour, with no noun after them. */
static uint32_t short_year_after(int *out, const time_reader *reader, uint32_t at) {
    if (!reader->known || at >= reader->end)
        return at;
    const att_atom *atom = atom_at(reader, at);
    int year = att_day_civil(reader->today).year;
    if (atom->kind != ATT_ATOM_NUMBER || atom->digits != 2 ||
        abs(year % 100 - (int)atom->number) > 1)
        return at;
    bool free = at + 1 >= reader->end || atom[1].kind == ATT_ATOM_MARK ||
                atom[1].word == ATT_WORD_PREPOSITION;
    *out = year - year % 100 + (int)atom->number;
    return free ? at + 1 : at;
}

static bool month_day_point(time_point *out, const time_reader *reader, int year, int month,
                            int day, uint32_t from, uint32_t to) {
    bool told = year != 0;
    if (!told && !reader->known)
        return false;
    if (!told)
        year = att_time_nearest_year(reader, month, day, att_time_tense(reader, from, to));
    if (day > att_month_days(year, month))
        return false;
    *out = att_time_of_day(att_day_of(year, month, day), ATT_BASIS_STATED);
    out->year_told = told;
    return true;
}

/* "2023-06-13", "13/06/2023". */
static uint32_t numeric_date(time_point *out, const time_reader *reader, uint32_t at) {
    char mark = is_mark(reader, at + 1, '-') ? '-' : '/';
    if (at + 4 >= reader->end || !is_mark(reader, at + 1, mark) || !is_mark(reader, at + 3, mark))
        return at;
    const att_atom *a = atom_at(reader, at);
    if (a->kind != ATT_ATOM_NUMBER || a[2].kind != ATT_ATOM_NUMBER || a[2].digits > 2 ||
        a[4].kind != ATT_ATOM_NUMBER || a[2].spaced || a[4].spaced)
        return at;
    int parts[3] = {(int)a[0].number, (int)a[2].number, (int)a[4].number};
    bool year_first = att_time_is_year(reader, at), year_last = att_time_is_year(reader, at + 4);
    if (!year_first && !year_last)
        return at;
    int year = year_first ? parts[0] : parts[2], month = parts[1];
    int day = year_first ? parts[2] : parts[0];
    if (month > 12 && day <= 12) { /* month first, as Americans write */
        int swapped = month;
        month = day;
        day = swapped;
    }
    if (month < 1 || month > 12 || day < 1 || day > att_month_days(year, month))
        return at;
    *out = att_time_of_day(att_day_of(year, month, day), ATT_BASIS_STATED);
    return at + 5;
}

/* "13 June [2023]", "13th of June", "12-July-2016". */
static uint32_t day_month(time_point *out, const time_reader *reader, uint32_t at) {
    if (!att_time_is_day(reader, at))
        return at;
    int day = (int)atom_at(reader, at)->number, month, year = 0;
    int32_t ordinal;
    uint32_t next = att_atoms_ordinal(&ordinal, reader->atoms, at, reader->end);
    next = next > at ? next : at + 1;
    next += is_word(reader, next, "of");
    bool dashed = is_mark(reader, next, '-') && !atom_at(reader, next)->spaced;
    next += dashed;
    uint32_t end = month_at(&month, reader, next);
    if (end == next)
        return at;
    if (dashed)
        end += is_mark(reader, end, '-');
    uint32_t after = year_after(&year, reader, end);
    if (after == end)
        after = short_year_after(&year, reader, end);
    return month_day_point(out, reader, year, month, day, at, after) ? after : at;
}

/* "June 13", "June 13th, 2023", "last June 13" is not written. The number must not be a clock or
 * belong to what follows ("June 13 ships"): a day is followed by anything, so only ':' is checked.
 */
static uint32_t month_day(time_point *out, const time_reader *reader, uint32_t at) {
    int month, year = 0;
    uint32_t next = month_at(&month, reader, at);
    if (next == at || !att_time_is_day(reader, next) || is_mark(reader, next + 1, ':'))
        return at;
    int day = (int)atom_at(reader, next)->number;
    int32_t ordinal;
    uint32_t end = att_atoms_ordinal(&ordinal, reader->atoms, next, reader->end);
    end = end > next ? end : next + 1;
    uint32_t after = year_after(&year, reader, end);
    return month_day_point(out, reader, year, month, day, at, after) ? after : at;
}

/* Whether a bare month stands where a month may: after a preposition, an adverb of phase … */
static bool month_is_meant(const time_reader *reader, uint32_t at, uint32_t next) {
    if (atom_at(reader, at)->text.size > 5 && next == at + 1)
        return true; /* no person or word is called October */
    if (at == reader->first)
        return false;
    const att_atom *before = atom_at(reader, at - 1);
    return before->word == ATT_WORD_PREPOSITION || before->word == ATT_WORD_PHASE ||
           before->word == ATT_WORD_RELATIVE || before->mark == '-' ||
           att_slice_is(before->text, "and") || att_slice_is(before->text, "or");
}

/* "June [2023]", "this June", "last August", "June last year". */
static uint32_t month_alone(time_point *out, const time_reader *reader, uint32_t at) {
    int month, year = 0, relative = 0;
    bool told = is_class(reader, at, ATT_WORD_RELATIVE);
    if (told)
        relative = atom_at(reader, at)->value;
    uint32_t from = at + told, next = month_at(&month, reader, from);
    if (next == from)
        return at;
    uint32_t after = year_after(&year, reader, next);
    bool year_told = year != 0;
    if (!year && (!reader->known || !month_is_meant(reader, from, next)))
        return at;
    if (!year && told) {
        att_civil today = att_day_civil(reader->today);
        year = today.year;
        if (relative < 0 && month >= today.month)
            year--;
        if (relative > 0 && month <= today.month)
            year++;
    } else if (!year) {
        year = att_time_nearest_year(reader, month, 0, att_time_tense(reader, at, after));
    }
    *out = att_time_of_month(year, month);
    out->year_told = year_told || told;
    return after;
}

uint32_t att_time_date(time_point *out, const time_reader *reader, uint32_t at) {
    uint32_t next = numeric_date(out, reader, at);
    if (next == at)
        next = day_month(out, reader, at);
    if (next == at)
        next = month_day(out, reader, at);
    return next > at ? next : month_alone(out, reader, at);
}

/* Whether a bare number of four digits is a year here: what stands before speaks for it. A noun
 * after a determiner and the year makes it part of a name ("the 2011 agreement"). */
uint32_t att_time_year(time_point *out, const time_reader *reader, uint32_t at) {
    if (!att_time_is_year(reader, at) || is_mark(reader, at + 1, '/'))
        return at;
    int year = (int)atom_at(reader, at)->number;
    if (is_word(reader, at + 1, "s") && !atom_at(reader, at + 1)->spaced) { /* "the 1990s" */
        *out = att_time_of_year(year);
        out->days.last = att_day_of(year + 9, 12, 31);
        return year % 10 == 0 ? at + 2 : at;
    }
    if (at == reader->first)
        return at;
    const att_atom *before = atom_at(reader, at - 1);
    bool led = before->word == ATT_WORD_PREPOSITION || before->word == ATT_WORD_PHASE ||
               att_slice_is(before->text, "year") || att_slice_is(before->text, "and") ||
               (before->mark == '-' && at >= 2 && before[-1].word == ATT_WORD_PHASE) ||
               (before->mark == '(' && is_mark(reader, at + 1, ')'));
    if (!led || before->word == ATT_WORD_DETERMINER)
        return at;
    if (at + 1 < reader->end) {
        const att_atom *after = atom_at(reader, at + 1);
        bool counted = after->kind == ATT_ATOM_WORD && after->word == ATT_WORD_OTHER &&
                       att_slice_ends(after->text, "s") && !att_slice_is(after->text, "was") &&
                       !att_slice_is(after->text, "has") && !att_slice_is(after->text, "as");
        if (counted && !att_slice_is(before->text, "since") && year % 100 == 0)
            return at; /* "in 2000 villages" */
    }
    *out = att_time_of_year(year);
    return at + 1;
}
