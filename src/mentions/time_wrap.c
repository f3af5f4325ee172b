/* time_wrap.c - what prepositions make of a date: "since 2014", "until 8 March", "by the end of
 * 2025"; and how an expression is written as EDTF. */
#include "mentions/time_read.h"

uint32_t att_time_point(time_point *out, const time_reader *reader, uint32_t at) {
    if (at >= reader->end)
        return at;
    uint32_t next = att_time_weekday(out, reader, at);
    if (next == at)
        next = att_time_date(out, reader, at);
    if (next == at)
        next = att_time_relative(out, reader, at);
    if (next == at)
        next = att_time_part(out, reader, at);
    return next > at ? next : att_time_year(out, reader, at);
}

/* A point after a preposition, "the" allowed between. */
static uint32_t point_after(time_point *out, const time_reader *reader, uint32_t at) {
    uint32_t next = att_time_point(out, reader, at);
    if (next > at || !is_word(reader, at, "the"))
        return next;
    next = att_time_point(out, reader, at + 1);
    return next > at + 1 ? next : at;
}

/* "Tuesday's talks": the date is the noun's. */
static bool is_possessive(const time_reader *reader, uint32_t at) {
    return is_mark(reader, at, '\'') && is_word(reader, at + 1, "s");
}

/* A date that cannot lie ahead of today moves back: "since Friday", "since October". */
static void settle_past(time_point *point, const time_reader *reader) {
    if (!reader->known || point->days.first <= reader->today)
        return;
    att_civil civil = att_day_civil(point->days.first);
    if (point->grain == TIME_DAY && point->basis == ATT_BASIS_RELATIVE) {
        point->days = (att_interval){point->days.first - 7, point->days.last - 7};
    } else if (point->grain == TIME_MONTH && !point->year_told) {
        *point = att_time_of_month(civil.year - 1, civil.month);
    } else if (point->grain == TIME_DAY && !point->year_told &&
               civil.day <= att_month_days(civil.year - 1, civil.month)) {
        point->days.first = point->days.last = att_day_of(civil.year - 1, civil.month, civil.day);
    }
}

/* "since its founding in 2014": the date stands a few words on, in the same phrase. */
static uint32_t far_point(time_point *out, const time_reader *reader, uint32_t at) {
    enum { REACH = 10 };
    for (uint32_t i = at; i < at + REACH && i + 1 < reader->end; i++) {
        const att_atom *atom = atom_at(reader, i);
        if (atom->kind == ATT_ATOM_MARK && atom->mark != '\'' && atom->mark != '-')
            return at;
        if (!att_slice_is(atom->text, "in") && !att_slice_is(atom->text, "on"))
            continue;
        uint32_t next = point_after(out, reader, i + 1);
        if (next > i + 1)
            return next;
    }
    return at;
}

static uint32_t since(time_expression *out, const time_reader *reader, uint32_t at) {
    if (!is_word(reader, at, "since"))
        return at;
    time_point from;
    uint32_t next = point_after(&from, reader, at + 1);
    if (next == at + 1)
        next = far_point(&from, reader, at + 1);
    if (next == at + 1)
        return at;
    settle_past(&from, reader);
    *out = (time_expression){.from = from, .range = true, .kind = ATT_TIME_PERIOD};
    out->basis = from.basis;
    out->to = reader->known ? att_time_of_day(reader->today, ATT_BASIS_RELATIVE) : from;
    out->open_to = !reader->known;
    return next;
}

/* The preposition that puts an end: returns the atom after it, or `at`. */
static uint32_t ending(const time_reader *reader, uint32_t at) {
    if (is_word(reader, at, "by") || is_word(reader, at, "until") || is_word(reader, at, "till") ||
        is_word(reader, at, "before") || is_word(reader, at, "through"))
        return at + 1;
    if (is_word(reader, at, "up") && is_word(reader, at + 1, "to"))
        return at + 2;
    if (is_word(reader, at, "no") && is_word(reader, at + 1, "later") &&
        is_word(reader, at + 2, "than"))
        return at + 3;
    return at;
}

/* A term is ahead unless the story says "had": "unless it is settled by March". */
static void settle_ahead(time_point *point, const time_reader *reader, uint32_t at) {
    enum { REACH = 14 };
    if (!reader->known || point->year_told || point->grain != TIME_MONTH ||
        point->days.last >= reader->today)
        return;
    uint32_t least = at > reader->first + REACH ? at - REACH : reader->first;
    for (uint32_t i = least; i < reader->end && i < at + REACH; i++)
        if (is_word(reader, i, "had"))
            return;
    att_civil civil = att_day_civil(point->days.first);
    *point = att_time_of_month(civil.year + 1, civil.month);
}

static uint32_t until(time_expression *out, const time_reader *reader, uint32_t at) {
    uint32_t start = ending(reader, at);
    bool as_of = is_word(reader, at, "as") && is_word(reader, at + 1, "of");
    start = as_of ? at + 2 : start;
    /* "vision to 2030", "to the end of 2025" */
    bool to = is_word(reader, at, "to") && at + 1 < reader->end;
    if (to)
        start = at + 1;
    if (start == at)
        return at;
    time_point end;
    uint32_t next = point_after(&end, reader, start);
    if (next == start && att_time_is_year(reader, start)) {
        end = att_time_of_year((int)atom_at(reader, start)->number);
        next = start + 1;
    }
    if (next == start || is_possessive(reader, next) ||
        (to && (!reader->known || end.days.last <= reader->today ||
                (end.grain != TIME_YEAR && !end.edge))))
        return at;
    if (!as_of)
        settle_ahead(&end, reader, at);
    *out = (time_expression){.from = end, .to = end, .range = true, .open_from = true};
    out->kind = as_of ? ATT_TIME_TO_DATE : ATT_TIME_POINT;
    out->basis = end.basis;
    return next;
}

static uint32_t after(time_expression *out, const time_reader *reader, uint32_t at) {
    if (!is_word(reader, at, "after") && !is_word(reader, at, "from"))
        return at;
    bool from = is_word(reader, at, "from");
    time_point start;
    uint32_t next = point_after(&start, reader, at + 1);
    if (next == at + 1 || is_possessive(reader, next))
        return at;
    bool onwards = is_word(reader, next, "onward") || is_word(reader, next, "onwards") ||
                   (is_word(reader, next, "on") && from);
    *out = (time_expression){.from = start, .to = start, .kind = ATT_TIME_POINT};
    out->basis = start.basis;
    out->range = out->open_to = onwards || (!from && start.grain == TIME_YEAR);
    return next + onwards;
}

/* "on the eve of the conference": the day before the story's; of a named day, the story's own. */
static uint32_t eve(time_expression *out, const time_reader *reader, uint32_t at) {
    if (!reader->known || !is_word(reader, at, "eve") || !is_word(reader, at + 1, "of"))
        return at;
    time_point point;
    uint32_t next = point_after(&point, reader, at + 2);
    att_day day = reader->anchor - 1;
    bool named = false;
    for (uint32_t i = at + 2; i < at + 12 && i < reader->end; i++) {
        const att_atom *atom = atom_at(reader, i);
        if (atom->mark == ',' || atom->mark == ';')
            break;
        named = named || (atom->capital &&
                          (att_slice_is(atom->text, "day") || att_slice_is(atom->text, "year") ||
                           att_slice_is(atom->text, "christmas") ||
                           att_slice_is(atom->text, "anniversary")));
    }
    if (next > at + 2 && point.grain == TIME_DAY)
        day = point.days.first - 1;
    else
        next = at + 2;
    point = att_time_of_day(named && next == at + 2 ? reader->anchor : day, ATT_BASIS_RELATIVE);
    *out = (time_expression){.from = point, .to = point, .kind = ATT_TIME_POINT};
    out->basis = ATT_BASIS_RELATIVE;
    return next;
}

/* "the end of July" told alone is the month, the end of a year its last month. */
static time_point widen_edge(time_point point) {
    if (!point.edge)
        return point;
    att_civil civil = att_day_civil(point.days.first);
    att_basis basis = point.basis;
    point = att_time_of_month(civil.year, civil.month);
    point.basis = basis;
    return point;
}

static uint32_t plain(time_expression *out, const time_reader *reader, uint32_t at) {
    time_point point;
    uint32_t next = att_time_point(&point, reader, at);
    if (next == at)
        return at;
    point = widen_edge(point);
    *out = (time_expression){.from = point, .to = point};
    out->kind = point.period ? ATT_TIME_PERIOD : ATT_TIME_POINT;
    out->basis = point.basis;
    return next;
}

uint32_t att_time_expression(time_expression *out, const time_reader *reader, uint32_t at) {
    uint32_t next = att_time_span(out, reader, at);
    if (next == at)
        next = att_time_range(out, reader, at);
    if (next == at)
        next = since(out, reader, at);
    if (next == at)
        next = until(out, reader, at);
    if (next == at)
        next = after(out, reader, at);
    if (next == at)
        next = eve(out, reader, at);
    return next > at ? next : plain(out, reader, at);
}

/* One side, as finely as it was told. */
static att_slice side(att_arena *arena, const time_point *point, bool last) {
    att_day day = last ? point->days.last : point->days.first;
    att_civil civil = att_day_civil(day);
    if (point->grain == TIME_YEAR)
        return att_arena_format(arena, "%04d", civil.year);
    if (point->grain == TIME_MONTH || point->grain == TIME_QUARTER)
        return att_arena_format(arena, "%04d-%02d", civil.year, civil.month);
    return att_day_format(arena, day);
}

att_slice att_time_edtf(att_arena *arena, const time_expression *expression, att_interval *days) {
    *days = (att_interval){expression->from.days.first, expression->to.days.last};
    if (expression->open_from)
        days->first = ATT_DAY_OPEN_START;
    if (expression->open_to)
        days->last = ATT_DAY_OPEN_END;
    if (!expression->range)
        return att_interval_format(arena, *days);
    att_slice open = att_slice_of("..");
    att_slice from = expression->open_from ? open : side(arena, &expression->from, false);
    att_slice to = expression->open_to ? open : side(arena, &expression->to, true);
    if (att_slice_equal(from, to))
        return from;
    return att_arena_format(arena, "%.*s/%.*s", (int)from.size, from.data, (int)to.size, to.data);
}
