/* time_relative.c - what is told from where the story stands: weekdays, "yesterday", "last year",
 * "three days ago", and parts of years and months: "the fourth quarter", "the end of July". */
#include "mentions/time_read.h"

static uint32_t skip_daypart(const time_reader *reader, uint32_t at) {
    return at + is_class(reader, at, ATT_WORD_DAYPART);
}

/* Monday to Sunday of the week `weeks` from this one. */
static att_interval week_of(att_day today, int weeks) {
    att_day monday = today - (att_day_weekday(today) + 6) % 7 + 7 * weeks;
    return (att_interval){monday, monday + 6};
}

/* "Sat" and "Sun" are words too: they need "on" before or a full stop after. */
static bool weekday_is_meant(const time_reader *reader, uint32_t at) {
    if (atom_at(reader, at)->text.size > 5)
        return true;
    return is_mark(reader, at + 1, '.') || is_mark(reader, at + 1, ',') ||
           (at > reader->first && (att_slice_is(atom_at(reader, at - 1)->text, "on") ||
                                   atom_at(reader, at - 1)->word == ATT_WORD_RELATIVE));
}

static att_day weekday_day(const time_reader *reader, int weekday, bool told, int relative,
                           int tense) {
    int back = (att_day_weekday(reader->today) - weekday + 7) % 7, ahead = (7 - back) % 7;
    if (told && relative < 0)
        return reader->today - (back ? back : 7);
    if (told && relative > 0)
        return reader->today + (ahead ? ahead : 7);
    if (told)
        return week_of(reader->today, 0).first + (weekday + 6) % 7;
    return tense > 0 ? reader->today + ahead : reader->today - back;
}

uint32_t att_time_weekday(time_point *out, const time_reader *reader, uint32_t at) {
    bool told = is_class(reader, at, ATT_WORD_RELATIVE);
    uint32_t day = at + told;
    if (!is_class(reader, day, ATT_WORD_WEEKDAY) || !weekday_is_meant(reader, day))
        return at;
    uint32_t next = day + 1;
    next += is_mark(reader, next, '.') && atom_at(reader, day)->text.size <= 5;
    next = skip_daypart(reader, next);
    uint32_t date = next + is_mark(reader, next, ',') + is_mark(reader, next, '(');
    time_point point;
    uint32_t after = att_time_date(&point, reader, date);
    if (after > date && point.grain == TIME_DAY) { /* "Tuesday, June 13": the date wins */
        *out = point;
        return after + (is_mark(reader, after, ')') && is_mark(reader, date - 1, '('));
    }
    if (!reader->known)
        return at;
    int relative = told ? atom_at(reader, at)->value : 0;
    if (is_class(reader, next, ATT_WORD_RELATIVE) && is_class(reader, next + 1, ATT_WORD_UNIT) &&
        atom_at(reader, next + 1)->value == ATT_UNIT_WEEK) { /* "Wednesday last week" */
        att_interval week = week_of(reader->today, atom_at(reader, next)->value);
        *out =
            att_time_of_day(week.first + (atom_at(reader, day)->value + 6) % 7, ATT_BASIS_RELATIVE);
        return next + 2;
    }
    int tense = told ? 0 : att_time_tense(reader, at, next);
    *out = att_time_of_day(weekday_day(reader, atom_at(reader, day)->value, told, relative, tense),
                           ATT_BASIS_RELATIVE);
    return next;
}

/* The unit that lies `count` units from today. */
static time_point unit_at(const time_reader *reader, int unit, int count) {
    att_civil today = att_day_civil(reader->today);
    att_civil month;
    time_point point = att_time_of_day(reader->today + count, ATT_BASIS_RELATIVE);
    switch (unit) {
    case ATT_UNIT_WEEK:
        point.days = week_of(reader->today, count);
        point.grain = TIME_WEEK;
        break;
    case ATT_UNIT_MONTH:
        month = att_day_civil(att_time_months_before(reader->today, -count));
        point = att_time_of_month(month.year, month.month);
        break;
    case ATT_UNIT_QUARTER:
        month =
            att_day_civil(att_time_months_before(reader->today, (today.month - 1) % 3 - 3 * count));
        point.days = (att_interval){
            att_day_of(month.year, month.month, 1),
            att_day_of(month.year, month.month + 2, att_month_days(month.year, month.month + 2))};
        point.grain = TIME_QUARTER;
        break;
    case ATT_UNIT_YEAR:
        point = att_time_of_year(today.year + count);
        break;
    case ATT_UNIT_DECADE:
        point = att_time_of_year(today.year + 10 * count);
        break;
    default:
        break;
    }
    point.basis = ATT_BASIS_RELATIVE;
    return point;
}

/* "last year", "this month", "next week", "this morning", "last night", "the same day". */
static uint32_t relative_unit(time_point *out, const time_reader *reader, uint32_t at) {
    if (!is_class(reader, at, ATT_WORD_RELATIVE) || at + 1 >= reader->end)
        return at;
    const att_atom *relative = atom_at(reader, at), *unit = relative + 1;
    if (unit->word == ATT_WORD_DAYPART) {
        if (relative->value && !att_slice_is(relative->text, "last") &&
            !att_slice_is(relative->text, "previous"))
            return at;
        *out = att_time_of_day(reader->today + relative->value, ATT_BASIS_RELATIVE);
        return at + 2;
    }
    if (unit->word != ATT_WORD_UNIT || unit->plural || unit->value == ATT_UNIT_HOUR ||
        unit->value == ATT_UNIT_HALF)
        return at;
    if (unit->value == ATT_UNIT_DAY) {
        bool follows =
            att_slice_is(relative->text, "following") || att_slice_is(relative->text, "next");
        if (!follows && !att_slice_is(relative->text, "previous"))
            return at;
        *out = att_time_of_day(reader->anchor + (follows ? 1 : -1), ATT_BASIS_RELATIVE);
        return at + 2;
    }
    *out = unit_at(reader, unit->value, relative->value);
    return at + 2;
}

/* "the same day", "that evening", "earlier in the day", "the day before", "the evening before". */
static uint32_t anchored_day(time_point *out, const time_reader *reader, uint32_t at) {
    uint32_t next = at;
    att_day day = reader->anchor;
    if (is_word(reader, at, "same") || is_word(reader, at, "that")) {
        next = at + 1;
        if (is_class(reader, next, ATT_WORD_UNIT) && atom_at(reader, next)->value == ATT_UNIT_DAY &&
            !atom_at(reader, next)->plural)
            next++;
        next = skip_daypart(reader, next);
        if (next == at + 1)
            return at;
    } else if (is_class(reader, at, ATT_WORD_PHASE) && is_word(reader, at + 1, "in") &&
               is_word(reader, at + 2, "the") &&
               (is_word(reader, at + 3, "day") || is_class(reader, at + 3, ATT_WORD_DAYPART))) {
        next = at + 4;
    } else if ((is_class(reader, at, ATT_WORD_DAYPART) || is_word(reader, at, "day")) &&
               is_word(reader, at + 1, "before") && at > reader->first &&
               atom_at(reader, at - 1)->word == ATT_WORD_DETERMINER) {
        next = at + 2;
        day--;
    } else {
        return at;
    }
    *out = att_time_of_day(day, ATT_BASIS_RELATIVE);
    return next;
}

/* "three days ago", "a year earlier", "two days later", "three days after the …": from today or
 * from the story's day. */
static uint32_t counted_away(time_point *out, const time_reader *reader, uint32_t at) {
    double count = 0;
    uint32_t next = att_atoms_number(&count, reader->atoms, at, reader->end);
    if (next == at && (is_word(reader, at, "a") || is_word(reader, at, "one"))) {
        count = 1;
        next = at + 1;
    }
    if (next == at || count < 1 || count > 400 || !is_class(reader, next, ATT_WORD_UNIT))
        return at;
    int unit = atom_at(reader, next)->value;
    next++;
    bool ago = is_word(reader, next, "ago");
    bool back = ago || is_word(reader, next, "earlier") || is_word(reader, next, "after");
    bool ahead = is_word(reader, next, "later") || is_word(reader, next, "before");
    if ((!back && !ahead) || unit == ATT_UNIT_HOUR || unit == ATT_UNIT_HALF)
        return at;
    time_reader from = *reader;
    from.today = ago ? reader->today : reader->anchor;
    int steps = back ? -(int)count : (int)count;
    *out = unit_at(&from, unit, steps);
    return next + 1;
}

static uint32_t deictic(time_point *out, const time_reader *reader, uint32_t at) {
    if (!is_class(reader, at, ATT_WORD_DEICTIC))
        return at;
    *out = att_time_of_day(reader->today + atom_at(reader, at)->value, ATT_BASIS_RELATIVE);
    return skip_daypart(reader, at + 1);
}

uint32_t att_time_relative(time_point *out, const time_reader *reader, uint32_t at) {
    if (!reader->known)
        return at;
    uint32_t next = deictic(out, reader, at);
    if (next == at)
        next = relative_unit(out, reader, at);
    if (next == at)
        next = anchored_day(out, reader, at);
    return next > at ? next : counted_away(out, reader, at);
}

/* The year that a quarter or half belongs to: "of 2022", "of next year", "this year", or the one
 * that the verb means. Negative when it is another calendar's ("of the fiscal year"). */
static uint32_t year_of_part(int *year, const time_reader *reader, uint32_t at) {
    uint32_t next =
        at + (is_word(reader, at, "of") || is_mark(reader, at, '/') || is_word(reader, at, "in"));
    if (att_time_is_year(reader, next)) {
        *year = (int)atom_at(reader, next)->number;
        return next + 1;
    }
    if (is_word(reader, next, "the") || is_word(reader, next, "its"))
        next++;
    if (is_word(reader, next, "fiscal") || is_word(reader, next, "financial")) {
        *year = -1;
        return next + 1;
    }
    int relative = 0;
    bool told = is_class(reader, next, ATT_WORD_RELATIVE);
    if (told)
        relative = atom_at(reader, next++)->value;
    if (!reader->known || !is_word(reader, next, "year"))
        return at;
    *year = att_day_civil(reader->today).year + relative;
    return next + 1;
}

static bool part_point(time_point *out, const time_reader *reader, int year, int month, int months,
                       uint32_t from, uint32_t to) {
    if (year < 0 || month < 1 || months < 1 || month + months > 13 || (!year && !reader->known))
        return false;
    bool told = year != 0;
    if (!told)
        year = att_day_civil(reader->today).year;
    for (int shift = 0;; shift++) {
        int last = month + months - 1;
        out->days = (att_interval){att_day_of(year, month, 1),
                                   att_day_of(year, last, att_month_days(year, last))};
        if (told || shift)
            break;
        int tense = att_time_tense(reader, from, to);
        if (tense > 0 && out->days.last < reader->today)
            year++;
        else if (tense < 0 && out->days.first > reader->today)
            year--;
        else
            break;
    }
    out->grain = TIME_QUARTER;
    out->basis = told ? ATT_BASIS_STATED : ATT_BASIS_RELATIVE;
    out->period = !reader->known || out->days.first <= reader->today;
    return true;
}

/* "fourth quarter", "first half", "first nine months", "last three months of 2023". */
static uint32_t ordinal_part(time_point *out, const time_reader *reader, uint32_t at) {
    int32_t nth = 0;
    int year = 0;
    uint32_t next = att_atoms_ordinal(&nth, reader->atoms, at, reader->end);
    bool last = is_word(reader, at, "last") || is_word(reader, at, "final");
    if (last)
        next = at + 1;
    if (next == at)
        return at;
    double count = 0;
    uint32_t counted = att_atoms_number(&count, reader->atoms, next, reader->end);
    if (counted > next && count >= 2 && count < 12 && is_word(reader, counted, "months")) {
        uint32_t end = year_of_part(&year, reader, counted + 1);
        if ((last && end == counted + 1) || (!last && nth != 1))
            return at; /* "the last three months" counts from today */
        int month = last ? 13 - (int)count : 1;
        return part_point(out, reader, year, month, (int)count, at, end) ? end : at;
    }
    if (last || !is_class(reader, next, ATT_WORD_UNIT))
        return at;
    int unit = atom_at(reader, next)->value;
    int months = unit == ATT_UNIT_QUARTER ? 3 : unit == ATT_UNIT_HALF ? 6 : 0;
    if (!months || atom_at(reader, next)->plural || nth * months > 12)
        return at;
    uint32_t end = year_of_part(&year, reader, next + 1);
    if (unit == ATT_UNIT_HALF && end == next + 1 && is_word(reader, end, "of") &&
        !is_word(reader, end + 1, "the"))
        return at; /* "the first half of the match", "of July" */
    return part_point(out, reader, year, (nth - 1) * months + 1, months, at, end) ? end : at;
}

/* "Q3 2022", "Q1/2024". */
static uint32_t quarter_sign(time_point *out, const time_reader *reader, uint32_t at) {
    if (!is_word(reader, at, "q") || at + 1 >= reader->end)
        return at;
    const att_atom *number = atom_at(reader, at + 1);
    if (number->kind != ATT_ATOM_NUMBER || number->spaced || number->digits != 1 ||
        number->number < 1 || number->number > 4)
        return at;
    int year = 0;
    uint32_t end = year_of_part(&year, reader, at + 2);
    int month = (int)number->number * 3 - 2;
    return part_point(out, reader, year, month, 3, at, end) ? end : at;
}

/* The last or first day of the point, as its month or day. */
static time_point edge_of(time_point whole, bool end) {
    att_day day = end ? whole.days.last : whole.days.first;
    time_point point = whole;
    point.grain = TIME_DAY;
    point.days = (att_interval){day, day};
    point.period = false;
    point.edge = true;
    return point;
}

/* "end of July", "the beginning of next year", "the end of the month": its first or last day. */
static uint32_t edge(time_point *out, const time_reader *reader, uint32_t at) {
    if (!is_class(reader, at, ATT_WORD_EDGE))
        return at;
    uint32_t next = at + 1 + is_word(reader, at + 1, "of"), after;
    if (next == at + 1 && !is_class(reader, next, ATT_WORD_RELATIVE) &&
        !att_time_is_year(reader, next) && !is_mark(reader, next, '-'))
        return at;
    next += is_mark(reader, next, '-');
    bool the = is_word(reader, next, "the");
    if (reader->known && (the || is_word(reader, next, "its")) &&
        is_class(reader, next + 1, ATT_WORD_UNIT)) {
        int unit = atom_at(reader, next + 1)->value;
        if (unit < ATT_UNIT_WEEK || unit == ATT_UNIT_HALF)
            return at;
        *out = unit_at(reader, unit, 0);
        after = next + 2;
    } else if (is_class(reader, next, ATT_WORD_PHASE) || is_class(reader, next, ATT_WORD_EDGE)) {
        return at;
    } else {
        after = att_time_point(out, reader, next + the);
        if (after == next + the && att_time_is_year(reader, next)) {
            *out = att_time_of_year((int)atom_at(reader, next)->number);
            after = next + 1;
        } else if (after == next + the) {
            return at;
        }
    }
    if (out->grain == TIME_DAY)
        return at;
    *out = edge_of(*out, atom_at(reader, at)->value == 1);
    return after;
}

/* "early September", "late last year", "mid-2024", "later this month", "earlier on Friday". */
static uint32_t phased(time_point *out, const time_reader *reader, uint32_t at) {
    if (!is_class(reader, at, ATT_WORD_PHASE))
        return at;
    uint32_t next = at + 1 + is_mark(reader, at + 1, '-');
    next += is_word(reader, next, "in") || is_word(reader, next, "on");
    next += is_word(reader, next, "the");
    if (is_class(reader, next, ATT_WORD_PHASE) || is_class(reader, next, ATT_WORD_EDGE))
        return at;
    uint32_t after = att_time_point(out, reader, next);
    if (after == next && att_time_is_year(reader, next)) {
        *out = att_time_of_year((int)atom_at(reader, next)->number);
        after = next + 1;
    }
    return after > next ? after : at;
}

uint32_t att_time_part(time_point *out, const time_reader *reader, uint32_t at) {
    *out = (time_point){.year_told = true};
    uint32_t next = ordinal_part(out, reader, at);
    if (next == at)
        next = quarter_sign(out, reader, at);
    if (next == at)
        next = edge(out, reader, at);
    return next > at ? next : phased(out, reader, at);
}
