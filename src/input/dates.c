/* dates.c - see dates.h. */
#include "input/dates.h"

#include <strings.h>

enum { EARLIEST_YEAR = 1800, LATEST_YEAR = 2199 };

static const char *const months[12] = {"january",   "february", "march",    "april",
                                       "may",       "june",     "july",     "august",
                                       "september", "october",  "november", "december"};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Up to `most` digits at `*at`; moves past them. -1 if there are none or more. */
static int number(att_slice text, uint32_t *at, uint32_t least, uint32_t most) {
    uint32_t count = 0;
    int value = 0;
    while (*at + count < text.size && is_digit(text.data[*at + count])) {
        if (++count > most)
            return -1;
        value = value * 10 + (text.data[*at + count - 1] - '0');
    }
    if (count < least)
        return -1;
    *at += count;
    return value;
}

/* A month's name or its abbreviation of three or four letters, with a period or not. */
static int month(att_slice text, uint32_t *at) {
    uint32_t size = 0;
    while (*at + size < text.size && is_letter(text.data[*at + size]))
        size++;
    for (int i = 0; i < 12; i++) {
        size_t whole = strlen(months[i]);
        bool fits = size == whole || size == 3 || (size == 4 && i == 8);
        if (!fits || strncasecmp(months[i], text.data + *at, size) != 0)
            continue;
        *at += size;
        if (size < whole && *at < text.size && text.data[*at] == '.')
            ++*at;
        return i + 1;
    }
    return 0;
}

static void skip(att_slice text, uint32_t *at, const char *characters) {
    while (*at < text.size && text.data[*at] && strchr(characters, text.data[*at]))
        ++*at;
}

static bool make(att_day *out, int year, int month_number, int day) {
    if (year < EARLIEST_YEAR || year > LATEST_YEAR || month_number < 1 || month_number > 12 ||
        day < 1 || day > att_month_days(year, month_number))
        return false;
    *out = att_day_of(year, month_number, day);
    return true;
}

/* "2022-04-14", "2022/4/14", "20220414" */
static bool year_first(att_day *out, uint32_t *size, att_slice text) {
    uint32_t at = 0;
    if (text.size >= 8) {
        att_slice eight = att_slice_part(text, 0, 8);
        int packed = number(eight, &at, 8, 8);
        if (packed > 0 && (text.size == 8 || !is_digit(text.data[8]))) {
            *size = 8;
            return make(out, packed / 10000, packed / 100 % 100, packed % 100);
        }
    }
    int year = number(text, &at, 4, 4);
    char mark = year > 0 && at < text.size ? text.data[at] : ' ';
    if (mark != '-' && mark != '/' && mark != '.')
        return false;
    at++;
    int month_number = number(text, &at, 1, 2);
    if (month_number < 0 || at >= text.size || text.data[at] != mark)
        return false;
    at++;
    int day = number(text, &at, 1, 2);
    *size = at;
    return day > 0 && make(out, year, month_number, day);
}

/* "14/4/2022", "4/14/2022": which is the month must be plain. */
static bool slashes(att_day *out, uint32_t *size, att_slice text) {
    uint32_t at = 0;
    int first = number(text, &at, 1, 2);
    char mark = first > 0 && at < text.size ? text.data[at] : ' ';
    if (mark != '/' && mark != '.' && mark != '-')
        return false;
    at++;
    int second = number(text, &at, 1, 2);
    if (second < 0 || at >= text.size || text.data[at] != mark)
        return false;
    at++;
    int year = number(text, &at, 4, 4);
    *size = at;
    if (year < 0 || (first <= 12 && second <= 12 && first != second))
        return false;
    return first > 12 ? make(out, year, second, first) : make(out, year, first, second);
}

/* The year after day and month, or no year at all. */
static bool with_year(att_day *out, uint32_t *size, att_slice text, uint32_t at, int month_number,
                      int day) {
    if (day < 1 || day > att_month_days(2000, month_number))
        return false;
    uint32_t end = at;
    skip(text, &at, " ,-");
    int year = number(text, &at, 4, 4);
    if (year > 0 && make(out, year, month_number, day)) {
        *size = at;
        return true;
    }
    *out = ATT_DAY_OPEN_START;
    *size = end;
    return true;
}

static void skip_ordinal(att_slice text, uint32_t *at) {
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    for (int i = 0; i < 4; i++)
        if (*at + 2 <= text.size && strncasecmp(text.data + *at, endings[i], 2) == 0 &&
            (*at + 2 == text.size || !is_letter(text.data[*at + 2]))) {
            *at += 2;
            return;
        }
}

/* "14 April 2022", "14-Apr-2022", "14th of April" */
static bool day_first(att_day *out, uint32_t *size, att_slice text) {
    uint32_t at = 0;
    int day = number(text, &at, 1, 2);
    if (day < 0)
        return false;
    skip_ordinal(text, &at);
    skip(text, &at, " -");
    if (at + 3 < text.size && strncasecmp(text.data + at, "of ", 3) == 0)
        at += 3;
    int month_number = month(text, &at);
    return month_number && with_year(out, size, text, at, month_number, day);
}

/* "April 14, 2022", "AUG. 8, 2017" */
static bool month_first(att_day *out, uint32_t *size, att_slice text) {
    uint32_t at = 0;
    int month_number = month(text, &at);
    if (!month_number)
        return false;
    skip(text, &at, " ");
    int day = number(text, &at, 1, 2);
    if (day < 0)
        return false;
    skip_ordinal(text, &at);
    return with_year(out, size, text, at, month_number, day);
}

bool att_date_at(att_day *out, uint32_t *size, att_slice text) {
    if (!text.size)
        return false;
    if (is_letter(text.data[0]))
        return month_first(out, size, text);
    return is_digit(text.data[0]) &&
           (year_first(out, size, text) || slashes(out, size, text) || day_first(out, size, text));
}

bool att_date_find(att_day *out, att_span *span, att_slice text) {
    for (uint32_t i = 0; i < text.size; i++) {
        bool inside = i && (is_letter(text.data[i - 1]) || is_digit(text.data[i - 1]));
        uint32_t size;
        att_day day;
        if (inside || !att_date_at(&day, &size, att_slice_part(text, i, text.size)) ||
            day == ATT_DAY_OPEN_START)
            continue;
        *out = day;
        *span = (att_span){i, i + size};
        return true;
    }
    return false;
}
