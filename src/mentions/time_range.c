/* time_range.c - two dates that belong together, where either may lack what the other tells. */
#include "mentions/time_read.h"

/* What may stand between: "to", "-", "until", "through"; "and" only where `between` or `days`. */
static uint32_t connector(const time_reader *reader, uint32_t at, bool and_too) {
    if (is_mark(reader, at, '-'))
        return at + 1;
    if (is_word(reader, at, "to") || is_word(reader, at, "until") || is_word(reader, at, "till") ||
        is_word(reader, at, "through") || (and_too && is_word(reader, at, "and")))
        return at + 1;
    return at;
}

static void set_range(time_expression *out, const time_reader *reader, time_point from,
                      time_point to) {
    *out = (time_expression){.from = from, .to = to, .range = true, .kind = ATT_TIME_POINT};
    out->basis = from.basis == ATT_BASIS_RELATIVE && to.basis == ATT_BASIS_RELATIVE
                     ? ATT_BASIS_RELATIVE
                     : ATT_BASIS_STATED;
    bool coarse = from.grain >= TIME_MONTH && to.grain >= TIME_MONTH;
    if (coarse && (!reader->known || from.days.first <= reader->today))
        out->kind = ATT_TIME_PERIOD;
}

/* The same month and day in another year. */
static time_point in_year(time_point point, int year) {
    att_civil civil = att_day_civil(point.days.first);
    time_point moved = point;
    if (point.grain == TIME_MONTH)
        moved = att_time_of_month(year, civil.month);
    else if (point.grain == TIME_DAY && civil.day <= att_month_days(year, civil.month))
        moved.days.first = moved.days.last = att_day_of(year, civil.month, civil.day);
    return moved;
}

/* What one side leaves out it takes from the other; the first is never after the second. */
static void agree(time_point *from, time_point *to) {
    int from_year = att_day_civil(from->days.first).year;
    int to_year = att_day_civil(to->days.first).year;
    if (!from->year_told && to->year_told && from_year != to_year)
        *from = in_year(*from, to_year);
    if (from->year_told && !to->year_told && from_year != to_year)
        *to = in_year(*to, from_year);
    if (from->days.first <= to->days.first)
        return;
    if (to->basis == ATT_BASIS_RELATIVE && to->grain == TIME_DAY) /* "Friday to Monday" */
        to->days = (att_interval){to->days.first + 7, to->days.last + 7};
    else if (!from->year_told)
        *from = in_year(*from, att_day_civil(to->days.first).year);
    else if (!to->year_told)
        *to = in_year(*to, att_day_civil(from->days.first).year + 1);
    if (from->days.first > to->days.first && !from->year_told)
        *from = in_year(*from, att_day_civil(to->days.first).year - 1);
}

/* "27 to 29 October", "8 and 15 September", "8, 9 and 10 May": days that share the last's month. */
static uint32_t days_then_month(time_expression *out, const time_reader *reader, uint32_t at) {
    enum { MOST = 6 };
    if (!att_time_is_day(reader, at))
        return at;
    uint32_t next = at;
    for (int i = 0; i < MOST; i++) {
        uint32_t after = connector(reader, next + 1, true);
        if (after == next + 1 && is_mark(reader, next + 1, ','))
            after++;
        if (after == next + 1 || !att_time_is_day(reader, after))
            return at;
        next = after;
        time_point to;
        uint32_t end = att_time_date(&to, reader, next);
        if (end == next || to.grain != TIME_DAY)
            continue;
        att_civil civil = att_day_civil(to.days.first);
        int day = (int)atom_at(reader, at)->number;
        if (day >= civil.day)
            return at;
        time_point from = to;
        from.days.first = from.days.last = att_day_of(civil.year, civil.month, day);
        set_range(out, reader, from, to);
        return end;
    }
    return at;
}

/* The second day of "October 28-29", "June 12 to 14, 2023"; what follows must not be counted. */
static uint32_t second_day(time_point *from, time_point *to, const time_reader *reader, uint32_t at,
                           bool loose) {
    if (from->grain != TIME_DAY || !att_time_is_day(reader, at))
        return at;
    att_civil civil = att_day_civil(from->days.first);
    int day = (int)atom_at(reader, at)->number, year = civil.year;
    uint32_t next = at + 1;
    int32_t ordinal;
    uint32_t suffix = att_atoms_ordinal(&ordinal, reader->atoms, at, reader->end);
    next = suffix > at ? suffix : next;
    uint32_t told = next + is_mark(reader, next, ',');
    bool has_year = att_time_is_year(reader, told);
    if (!has_year && next < reader->end && loose) {
        const att_atom *after = atom_at(reader, next);
        if (after->kind != ATT_ATOM_MARK && after->word != ATT_WORD_PREPOSITION)
            return at;
    }
    if (has_year) {
        year = (int)atom_at(reader, told)->number;
        *from = in_year(*from, year);
        from->year_told = true;
    }
    if (day <= civil.day || day > att_month_days(year, civil.month))
        return at;
    *to = *from;
    to->days.first = to->days.last = att_day_of(year, civil.month, day);
    return has_year ? told + 1 : next;
}

/* "2016-2021", "2016 to 2021", "2016-21", whatever stands before. */
static uint32_t years(time_expression *out, const time_reader *reader, uint32_t at, bool led) {
    uint32_t next = connector(reader, at + 1, led);
    if (!att_time_is_year(reader, at) || next == at + 1 || next >= reader->end)
        return at;
    int from = (int)atom_at(reader, at)->number, to = (int)atom_at(reader, next)->number;
    bool shortened = atom_at(reader, next)->digits == 2 && !atom_at(reader, next)->spaced &&
                     !is_word(reader, next - 1, "to") && to == (from + 1) % 100;
    if (!shortened && !att_time_is_year(reader, next)) {
        if (atom_at(reader, next)->digits != 2 || atom_at(reader, next)->spaced ||
            to <= from % 100 || !is_mark(reader, next - 1, '-'))
            return at;
        shortened = true;
    }
    if (shortened)
        to += from - from % 100 + (to < from % 100 ? 100 : 0);
    if (to <= from || to > from + 100)
        return at;
    set_range(out, reader, att_time_of_year(from), att_time_of_year(to));
    return next + 1;
}

uint32_t att_time_range(time_expression *out, const time_reader *reader, uint32_t at) {
    bool from_word = is_word(reader, at, "from"), between = is_word(reader, at, "between");
    uint32_t start = at + (from_word || between);
    start += is_word(reader, start, "the") && att_time_is_year(reader, start + 1);
    uint32_t end = years(out, reader, start, between);
    if (end == start)
        end = days_then_month(out, reader, start);
    if (end > start)
        return end;
    time_point from, to;
    uint32_t next = att_time_point(&from, reader, start);
    if (next == start && from_word && att_time_is_year(reader, start)) {
        from = att_time_of_year((int)atom_at(reader, start)->number);
        next = start + 1;
    }
    if (next == start)
        return at;
    uint32_t second = connector(reader, next, true);
    if (second == next)
        return at;
    bool loose = is_word(reader, next, "and") && !between;
    end = second_day(&from, &to, reader, second, loose);
    if (end == second && !loose)
        end = att_time_point(&to, reader, second);
    if (end == second)
        return at;
    agree(&from, &to);
    if (from.days.first > to.days.last)
        return at;
    set_range(out, reader, from, to);
    return end;
}
