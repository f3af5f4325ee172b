/* time_span.c - stretches of time told from where the story stands: "so far", "over the past five
 * years", "in the time to come", "in the same period". */
#include "mentions/time_read.h"

/* The words of a fixed phrase, in lower case, at `at`; returns the atom after it, or `at`. */
static uint32_t phrase(const time_reader *reader, uint32_t at, const char *text) {
    att_slice rest = att_slice_of(text), word;
    uint32_t next = at;
    while (att_slice_next(&rest, ' ', &word)) {
        if (next >= reader->end || !att_slice_equal(atom_at(reader, next)->text, word))
            return at;
        next++;
    }
    return next;
}

static uint32_t any_phrase(const time_reader *reader, uint32_t at, const char *const *phrases) {
    for (; *phrases; phrases++) {
        uint32_t next = phrase(reader, at, *phrases);
        if (next > at)
            return next;
    }
    return at;
}

static const char *const to_date_phrases[] = {"so far this year",
                                              "so far",
                                              "thus far",
                                              "to date",
                                              "until now",
                                              "up to now",
                                              "till now",
                                              "until today",
                                              "up to the present",
                                              "as of now",
                                              "in recent years",
                                              "in past years",
                                              "over the years",
                                              "over past years",
                                              "in the past years",
                                              "over the past years",
                                              "over the last years",
                                              "through the years",
                                              "throughout the years",
                                              "during the past years",
                                              "in recent times",
                                              "in the recent past",
                                              "over recent years",
                                              "in the last few years",
                                              "over the past few years",
                                              "in the past few years",
                                              "over the last few years",
                                              "in recent decades",
                                              "over the decades",
                                              "in recent months",
                                              "over the past time",
                                              "in the past time",
                                              "in the past period",
                                              NULL};

static const char *const future_phrases[] = {"in the time to come",    "in times to come",
                                             "in the years to come",   "in the coming time",
                                             "in the coming years",    "in the coming months",
                                             "in the coming weeks",    "in the coming days",
                                             "in the coming period",   "in coming years",
                                             "in coming months",       "in coming weeks",
                                             "in coming days",         "over the coming years",
                                             "over the coming months", "in the near future",
                                             "in the future",          "in the years ahead",
                                             "in the next few years",  "in the next few months",
                                             "in the following years", "in the period ahead",
                                             "in the upcoming period", "in the upcoming time",
                                             "in the next period",     "in the new period",
                                             "for years to come",      "in the foreseeable future",
                                             "in the new situation",   NULL};

/* Whether a fixed phrase can begin here, by the class of its second word: few do. */
static bool may_be_fixed(const time_reader *reader, uint32_t at) {
    if (is_class(reader, at, ATT_WORD_OPENING))
        return true;
    uint32_t next = at + 1 + is_word(reader, at + 1, "the");
    if (!is_class(reader, at, ATT_WORD_PREPOSITION) || next >= reader->end)
        return false;
    att_word_class word = atom_at(reader, next)->word;
    return word == ATT_WORD_STRETCH || word == ATT_WORD_RELATIVE || word == ATT_WORD_UNIT ||
           word == ATT_WORD_DEICTIC || is_word(reader, next, "near");
}

static uint32_t fixed(time_expression *out, const time_reader *reader, uint32_t at) {
    if (!may_be_fixed(reader, at))
        return at;
    time_point today = att_time_of_day(reader->today, ATT_BASIS_RELATIVE);
    *out = (time_expression){.from = today, .to = today, .range = true};
    out->basis = ATT_BASIS_RELATIVE;
    out->kind = ATT_TIME_TO_DATE;
    out->open_from = true;
    uint32_t next = any_phrase(reader, at, to_date_phrases);
    if (next > at && phrase(reader, at, "so far this year") == next) {
        out->open_from = false;
        out->from = att_time_of_year(att_day_civil(reader->today).year);
    }
    if (next > at)
        return next;
    out->kind = ATT_TIME_FUTURE;
    out->open_from = false;
    out->open_to = true;
    return any_phrase(reader, at, future_phrases);
}

/* The point `count` units from today, as finely told as the unit. */
static time_point units_away(const time_reader *reader, int unit, int count) {
    att_civil today = att_day_civil(reader->today);
    att_civil month = att_day_civil(att_time_months_before(reader->today, -count));
    switch (unit) {
    case ATT_UNIT_WEEK:
        return att_time_of_day(reader->today + 7 * count, ATT_BASIS_RELATIVE);
    case ATT_UNIT_MONTH:
        return att_time_of_month(month.year, month.month);
    case ATT_UNIT_QUARTER:
        month = att_day_civil(att_time_months_before(reader->today, -3 * count));
        return att_time_of_month(month.year, month.month);
    case ATT_UNIT_YEAR:
        return att_time_of_year(today.year + count);
    case ATT_UNIT_DECADE:
        return att_time_of_year(today.year + 10 * count);
    default:
        return att_time_of_day(reader->today + count, ATT_BASIS_RELATIVE);
    }
}

/* "five years", "decade", "nearly two decades", from `at`. */
static uint32_t counted_units(int *unit, int *count, const time_reader *reader, uint32_t at) {
    double number = 1;
    uint32_t next = at;
    if (is_word(reader, next, "nearly") || is_word(reader, next, "almost") ||
        is_word(reader, next, "about") || is_word(reader, next, "some"))
        next++;
    uint32_t after = att_atoms_number(&number, reader->atoms, next, reader->end);
    if (after == next && is_word(reader, next, "a")) {
        after = next + 1;
        number = 1;
    } else if (after == next) {
        number = 1;
    }
    if (number < 1 || number > 200 || !is_class(reader, after, ATT_WORD_UNIT))
        return at;
    const att_atom *atom = atom_at(reader, after);
    if (atom->value == ATT_UNIT_HOUR || atom->value == ATT_UNIT_HALF ||
        (after == next && atom->plural))
        return at;
    *unit = atom->value;
    *count = (int)number;
    return after + 1;
}

/* "over the past five years", "in the last decade", "the past year": but "last year" is a point. */
static uint32_t past_units(time_expression *out, const time_reader *reader, uint32_t at) {
    uint32_t next = at + is_class(reader, at, ATT_WORD_PREPOSITION);
    bool led = next > at, the = is_class(reader, next, ATT_WORD_DETERMINER);
    next += the;
    bool past = is_word(reader, next, "past"), last = is_word(reader, next, "last");
    if (!past && !last && !is_word(reader, next, "previous"))
        return at;
    int unit = 0, count = 0;
    uint32_t end = counted_units(&unit, &count, reader, next + 1);
    if (end == next + 1 || (count == 1 && !past && !(led && the)) || is_word(reader, end, "of"))
        return at;
    time_point today = units_away(reader, unit, 0);
    *out = (time_expression){.from = units_away(reader, unit, -count), .to = today, .range = true};
    out->kind = ATT_TIME_PERIOD;
    out->basis = ATT_BASIS_RELATIVE;
    return end;
}

/* "in the next three months", "over the coming five years"; "within ten days" ends there. */
static uint32_t next_units(time_expression *out, const time_reader *reader, uint32_t at) {
    bool within = is_word(reader, at, "within");
    uint32_t next = at + is_class(reader, at, ATT_WORD_PREPOSITION);
    next += is_word(reader, next, "the");
    bool told = is_word(reader, next, "next") || is_word(reader, next, "coming") ||
                is_word(reader, next, "following");
    if (!told && !within)
        return at;
    next += told;
    int unit = 0, count = 0;
    uint32_t end = counted_units(&unit, &count, reader, next);
    if (end == next || (count == 1 && !within) || is_word(reader, end, "of"))
        return at;
    *out = (time_expression){.from = units_away(reader, unit, 0),
                             .to = units_away(reader, unit, count),
                             .range = true,
                             .open_from = within};
    out->kind = within ? ATT_TIME_POINT : ATT_TIME_FUTURE;
    out->basis = ATT_BASIS_RELATIVE;
    return end;
}

/* "in the period [under review]", "over the same period", "in the five years". */
static uint32_t told_before(time_expression *out, const time_reader *reader, uint32_t at) {
    uint32_t next = at;
    bool led = is_class(reader, next, ATT_WORD_PREPOSITION);
    next += led;
    bool the = is_class(reader, next, ATT_WORD_DETERMINER) || is_word(reader, next, "that");
    next += the;
    bool same = is_word(reader, next, "same") || is_word(reader, next, "reviewed") ||
                is_word(reader, next, "said");
    next += same;
    bool period = is_word(reader, next, "period") || is_word(reader, next, "term");
    bool last = same && is_word(reader, next - 1, "same");
    const time_expression *told = last ? &reader->period : &reader->main_period;
    if (!led || !the || !(last ? reader->period_known : reader->main_known))
        return at;
    att_interval days = {told->from.days.first, told->to.days.last};
    uint32_t end = next + 1;
    if (!period) {
        int unit = 0, count = 0;
        end = counted_units(&unit, &count, reader, next);
        int length = (int)((days.last - days.first + 184) / 365);
        if (end == next || unit != ATT_UNIT_YEAR || count < 2 || count != length)
            return at;
    }
    if (is_word(reader, end, "of") || is_class(reader, end, ATT_WORD_PREPOSITION))
        return is_word(reader, end, "under") && is_word(reader, end + 1, "review") ? end + 2 : at;
    *out = *told;
    out->basis = ATT_BASIS_RELATIVE;
    return end;
}

uint32_t att_time_span(time_expression *out, const time_reader *reader, uint32_t at) {
    if (!reader->known)
        return at;
    uint32_t next = fixed(out, reader, at);
    if (next == at)
        next = past_units(out, reader, at);
    if (next == at)
        next = next_units(out, reader, at);
    return next > at ? next : told_before(out, reader, at);
}
