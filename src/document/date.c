/* date.c - see date.h. Day numbers follow the usual civil-calendar arithmetic of 400-year eras. */
#include "document/date.h"

enum { DAYS_OF_ERA = 146097, DAYS_TO_1970 = 719468 };

att_day att_day_of(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year; /* years begin in March */
    int era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    int year_of_era = shifted - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_OF_ERA + day_of_era - DAYS_TO_1970;
}

att_civil att_day_civil(att_day number) {
    int shifted = number + DAYS_TO_1970;
    int era = (shifted >= 0 ? shifted : shifted - DAYS_OF_ERA + 1) / DAYS_OF_ERA;
    int day_of_era = shifted - era * DAYS_OF_ERA;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    int day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return (att_civil){year_of_era + era * 400 + (month <= 2), month, day};
}

int att_day_weekday(att_day day) {
    int weekday = (day + 4) % 7; /* 1970-01-01 was a Thursday */
    return weekday < 0 ? weekday + 7 : weekday;
}

int att_month_days(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* Reads `count` digits at `offset`; -1 if there are none. */
static int digits(att_slice text, uint32_t offset, uint32_t count) {
    if (offset + count > text.size)
        return -1;
    int value = 0;
    for (uint32_t i = offset; i < offset + count; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return -1;
        value = value * 10 + (text.data[i] - '0');
    }
    return value;
}

/* One side of an EDTF interval: the days that a year, month or day spans. */
static bool parse_side(att_interval *out, att_slice text) {
    while (text.size && strchr("~?%", text.data[text.size - 1]))
        text.size--;
    int year = digits(text, 0, 4), month = 1, day = 1;
    if (year < 0)
        return false;
    if (text.size == 4) {
        *out = (att_interval){att_day_of(year, 1, 1), att_day_of(year, 12, 31)};
        return true;
    }
    month = text.data[4] == '-' ? digits(text, 5, 2) : -1;
    if (month < 1 || month > 12)
        return false;
    if (text.size == 7) {
        *out = (att_interval){att_day_of(year, month, 1),
                              att_day_of(year, month, att_month_days(year, month))};
        return true;
    }
    day = text.size == 10 && text.data[7] == '-' ? digits(text, 8, 2) : -1;
    if (day < 1 || day > att_month_days(year, month))
        return false;
    out->first = out->last = att_day_of(year, month, day);
    return true;
}

bool att_day_parse(att_day *out, att_slice text) {
    att_interval interval;
    if (text.size != 10 || !parse_side(&interval, text))
        return false;
    *out = interval.first;
    return true;
}

bool att_interval_parse(att_interval *out, att_slice edtf) {
    att_slice rest = edtf, start, end;
    if (!edtf.size || !att_slice_next(&rest, '/', &start))
        return false;
    if (!att_slice_next(&rest, '/', &end))
        return parse_side(out, start);
    att_interval first = {ATT_DAY_OPEN_START, 0}, last = {0, ATT_DAY_OPEN_END};
    if (!att_slice_is(start, "..") && !parse_side(&first, start))
        return false;
    if (!att_slice_is(end, "..") && !parse_side(&last, end))
        return false;
    *out = (att_interval){first.first, last.last};
    return true;
}

att_slice att_day_format(att_arena *arena, att_day day) {
    att_civil civil = att_day_civil(day);
    return att_arena_format(arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

/* Whole years, else whole months, else days: both sides in the coarsest form that fits both. */
att_slice att_interval_format(att_arena *arena, att_interval interval) {
    if (interval.first == ATT_DAY_OPEN_START && interval.last == ATT_DAY_OPEN_END)
        return ATT_SLICE_EMPTY;
    if (interval.first == ATT_DAY_OPEN_START)
        return att_arena_format(arena, "../%s", att_day_format(arena, interval.last).data);
    if (interval.last == ATT_DAY_OPEN_END)
        return att_arena_format(arena, "%s/..", att_day_format(arena, interval.first).data);
    att_civil a = att_day_civil(interval.first), b = att_day_civil(interval.last);
    bool months = a.day == 1 && b.day == att_month_days(b.year, b.month);
    if (months && a.month == 1 && b.month == 12)
        return a.year == b.year ? att_arena_format(arena, "%04d", a.year)
                                : att_arena_format(arena, "%04d/%04d", a.year, b.year);
    if (months && a.year == b.year && a.month == b.month)
        return att_arena_format(arena, "%04d-%02d", a.year, a.month);
    if (months)
        return att_arena_format(arena, "%04d-%02d/%04d-%02d", a.year, a.month, b.year, b.month);
    if (interval.first == interval.last)
        return att_day_format(arena, interval.first);
    return att_arena_format(arena, "%04d-%02d-%02d/%04d-%02d-%02d", a.year, a.month, a.day, b.year,
                            b.month, b.day);
}
