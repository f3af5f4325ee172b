/* dateline.c - see dateline.h. A dateline is found by its dash and read backwards: dash, agency in
 * brackets, date, place. How far the place reaches is certain at the start of a block, after a
 * mark, and where capitals begin; else a table of towns of several words decides, or it is one
 * word. */
#include "input/dateline.h"

#include "base/utf8.h"
#include "input/dates.h"

#include <strings.h>

enum { LONGEST_DATELINE = 120, LONGEST_AGENCY = 40, SEARCH_LIMIT = 600, MOST_WORDS = 5 };

static const struct {
    const char *name, *counted;
} agencies[] = {
#define ATT_AGENCY(name, counted) {name, counted},
#include "input/agencies.def"
#undef ATT_AGENCY
};

static const char *const cities[] = {
#define ATT_CITY(name) name,
#include "input/cities.def"
#undef ATT_CITY
};

att_slice att_agency_find(att_slice name) {
    name = att_slice_trim(name);
    for (size_t i = 0; i < sizeof agencies / sizeof *agencies; i++)
        if (att_slice_is_caseless(name, agencies[i].name))
            return att_slice_of(agencies[i].counted);
    return ATT_SLICE_EMPTY;
}

/* The bytes of a dash at `at`: "-" and "–" with a space after, "--", "—", ":"; 0 if none. */
static uint32_t dash_size(att_slice text, uint32_t at) {
    att_slice rest = att_slice_part(text, at, text.size);
    if (att_slice_starts(rest, "\xe2\x80\x94")) /* — */
        return 3;
    if (att_slice_starts(rest, "--"))
        return rest.size > 2 && rest.data[2] == '-' ? 3 : 2;
    if (att_slice_starts(rest, "\xe2\x80\x93") || att_slice_starts(rest, "\xe2\x80\x92"))
        return rest.size > 3 && (rest.data[3] == ' ' || at == 0 || text.data[at - 1] == ' ' ||
                                 text.data[at - 1] == ')')
                   ? 3
                   : 0;
    bool spaced = at && (text.data[at - 1] == ' ' || text.data[at - 1] == ')');
    return rest.size > 1 && rest.data[0] == '-' && (rest.data[1] == ' ' || spaced) && spaced ? 1
                                                                                             : 0;
}

static uint32_t trim_back(att_slice text, uint32_t end) {
    for (;;) {
        if (end && (unsigned char)text.data[end - 1] <= ' ')
            end--;
        else if (end > 1 && memcmp(text.data + end - 2, "\xc2\xa0", 2) == 0)
            end -= 2;
        else
            return end;
    }
}

/* Takes "(VNA)" off the end; what stands in the brackets goes to `agency`. */
static uint32_t take_agency(att_slice text, uint32_t end, att_slice *agency) {
    if (!end || text.data[end - 1] != ')')
        return end;
    uint32_t open = end - 1;
    while (open && text.data[open - 1] != '(' && end - open < LONGEST_AGENCY)
        open--;
    if (!open || text.data[open - 1] != '(')
        return end;
    *agency = att_slice_trim(att_slice_part(text, open, end - 1));
    for (uint32_t i = 0; i < agency->size; i++)
        if (agency->data[i] == '.' || agency->data[i] == ':')
            if (!att_agency_find(*agency).size)
                *agency = ATT_SLICE_EMPTY;
    bool upper = agency->size && att_utf8_is_letter(att_utf8_decode(*agency, 0, &(uint32_t){0}));
    if (!upper)
        return end;
    return trim_back(text, open - 1);
}

/* Takes ", June 13" (also "June 13, 2021") off the end. */
static uint32_t take_date(att_slice text, uint32_t end, att_dateline *line) {
    for (uint32_t at = end; at > 0 && end - at < 24; at--) {
        char before = text.data[at - 1];
        uint32_t size;
        att_day day;
        if ((before != ' ' && before != ',') ||
            !att_date_at(&day, &size, att_slice_part(text, at, end)) || at + size != end)
            continue;
        uint32_t place = trim_back(text, at);
        if (!place || text.data[place - 1] != ',')
            continue;
        line->dated = day != ATT_DAY_OPEN_START;
        line->date = day;
        return trim_back(text, place - 1);
    }
    return end;
}

static bool is_space(char c) {
    return (unsigned char)c <= ' ';
}

/* The start of the word that ends at `end`. */
static uint32_t word_start(att_slice text, uint32_t end) {
    uint32_t start = end;
    while (start && !is_space(text.data[start - 1]) && text.data[start - 1] != ')')
        start--;
    return start;
}

static bool is_capitals(att_slice word) {
    uint32_t letters = 0;
    for (uint32_t i = 0, size; i < word.size; i += size) {
        uint32_t point = att_utf8_decode(word, i, &size);
        if (att_utf8_is_letter(point)) {
            if (!att_utf8_is_upper(point))
                return false;
            letters++;
        }
    }
    return letters >= 2;
}

static bool is_small_word(att_slice word) {
    return att_slice_in(word, "of|de|del|es|la|au|and|al|den");
}

/* Whether text[start, end) can be a place: at most a few capitalised words. */
static bool is_place(att_slice text, uint32_t start, uint32_t end) {
    uint32_t words = 0;
    for (uint32_t at = end; at > start;) {
        uint32_t from = word_start(text, at);
        if (from < start)
            from = start;
        att_slice word = att_slice_part(text, from, at);
        if (!att_utf8_starts_upper(word) && !(is_small_word(word) && from > start))
            return false;
        for (uint32_t i = 0; i < word.size; i++)
            if (strchr("()[]!?;:\"", word.data[i]) || (word.data[i] >= '0' && word.data[i] <= '9'))
                return false;
        if (++words > MOST_WORDS)
            return false;
        at = trim_back(text, from);
    }
    return words > 0;
}

/* In "conferenceHanoi" the place begins at the capital inside; `start` if there is none. */
static uint32_t inner_capital(att_slice text, uint32_t start, uint32_t end) {
    for (uint32_t i = start + 1; i + 1 < end; i++)
        if (text.data[i] >= 'A' && text.data[i] <= 'Z' && text.data[i - 1] >= 'a' &&
            text.data[i - 1] <= 'z' && text.data[i + 1] >= 'a' && i - start > 2)
            return i;
    return start;
}

/* How far back the place reaches that ends at `end`, within a line that goes on before it. */
static uint32_t place_start(att_slice text, uint32_t end) {
    uint32_t last = word_start(text, end);
    att_slice word = att_slice_part(text, last, end);
    if (is_capitals(word)) {
        uint32_t start = last;
        for (uint32_t words = 1; words < MOST_WORDS && start; words++) {
            uint32_t before = trim_back(text, start), from = word_start(text, before);
            if (before == start || !is_capitals(att_slice_part(text, from, before)))
                break;
            start = from;
        }
        return start;
    }
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++) {
        uint32_t size = (uint32_t)strlen(cities[i]);
        if (size <= end && strncasecmp(text.data + end - size, cities[i], size) == 0 &&
            (size == end || is_space(text.data[end - size - 1]) ||
             text.data[end - size - 1] == ')'))
            return end - size;
    }
    return inner_capital(text, last, end);
}

/* Without agency and date, what follows must look like a lead; inside a line the dash must be a
 * long one too ("ASEAN - EU ties" is no dateline). */
static bool lead_follows(att_slice text, uint32_t dash, uint32_t size, bool inside) {
    att_slice rest = att_slice_trim(att_slice_part(text, dash + size, text.size));
    if (!rest.size || (inside && size == 1))
        return false;
    bool lower = rest.data[0] >= 'a' && rest.data[0] <= 'z';
    bool short_dash = text.data[dash] != '-' && (unsigned char)text.data[dash + 2] != 0x94;
    return !lower && !(inside && short_dash);
}

/* Reads a dateline backwards from the dash at `dash`. */
static bool read_back(att_dateline *out, att_slice text, uint32_t dash, uint32_t size, bool inside,
                      bool sure) {
    att_dateline line = {.agency = ATT_SLICE_EMPTY};
    uint32_t end = trim_back(text, dash), whole = end;
    end = take_agency(text, end, &line.agency);
    bool agency = end < whole, dated;
    whole = end;
    end = take_date(text, end, &line);
    dated = end < whole;
    if (!end)
        return false;
    uint32_t start = inside ? place_start(text, end) : 0;
    if (inside && start) {
        uint32_t before = trim_back(text, start);
        char mark = before ? text.data[before - 1] : ')';
        if (before == start && mark != ')' && !(mark >= 'a' && mark <= 'z'))
            return false;
    }
    att_slice place = att_slice_part(text, start, end);
    bool capitals = is_capitals(place) || (!inside && att_agency_find(place).size);
    if (!is_place(text, start, end) || (sure && !agency && !dated && !capitals))
        return false;
    if (!agency && !dated && !lead_follows(text, dash, size, inside))
        return false;
    line.span = (att_span){start, dash + size};
    att_slice known = att_agency_find(agency ? line.agency : place);
    if (known.size)
        line.agency = known;
    *out = line;
    return true;
}

/* Where the dateline ends that no dash closes: behind ": " or ". " before a capital; 0 if nowhere.
 */
static uint32_t stop_at(att_slice text, uint32_t from) {
    for (uint32_t i = from; i + 2 < text.size; i++)
        if ((text.data[i] == ':' || text.data[i] == '.') && text.data[i + 1] == ' ' &&
            att_utf8_starts_upper(att_slice_part(text, i + 2, text.size)))
            return i + 1;
    return 0;
}

/* "SATTAHIP: The …", "New Delhi, Sept 5: …", "LIMA, Jun. 28. …", "Santiago, May 5 (TDI): …"; and
 * "Jakarta: The …" where a lead is sure to follow. */
static bool stop_line(att_dateline *out, att_slice text, bool sure) {
    text = att_slice_part(text, 0, text.size < 60 ? text.size : 60);
    for (uint32_t stop = stop_at(text, 0); stop; stop = stop_at(text, stop)) {
        att_dateline line = {.agency = ATT_SLICE_EMPTY, .span = {0, stop}};
        uint32_t whole = take_agency(text, stop - 1, &line.agency);
        uint32_t end = take_date(text, whole, &line);
        bool colon = text.data[stop - 1] == ':';
        bool certain = end < whole || (colon && whole < stop - 1) ||
                       (colon && (!sure || is_capitals(att_slice_part(text, 0, end))));
        if (certain && is_place(text, 0, end)) {
            *out = line;
            return true;
        }
        if (colon)
            return false;
    }
    return false;
}

/* The next line of `text` only; datelines stand within one. */
static att_slice first_line(att_slice text, uint32_t limit) {
    uint32_t size = text.size < limit ? text.size : limit;
    const char *feed = memchr(text.data, '\n', size);
    return (att_slice){text.data, feed ? (uint32_t)(feed - text.data) : size};
}

static bool at_start(att_dateline *out, att_slice text, bool sure, bool first) {
    att_slice line = first_line(text, LONGEST_DATELINE);
    for (uint32_t i = 1; i < line.size; i++) {
        uint32_t size = dash_size(line, i);
        if (!size)
            continue;
        if (!read_back(out, line, i, size, false, sure))
            break;
        att_dateline more; /* "Việt Nam News - HCM CITY —": a second one after the first */
        att_slice rest = att_slice_part(text, i + size, text.size);
        uint32_t skipped = rest.size - att_slice_trim(rest).size;
        rest = att_slice_trim(rest);
        if (first && out->agency.size && at_start(&more, rest, true, false)) {
            out->span.end = i + size + skipped + more.span.end;
            out->dated |= more.dated;
            out->date = more.dated ? more.date : out->date;
        }
        return true;
    }
    return stop_line(out, line, sure);
}

bool att_dateline_at_start(att_dateline *out, att_slice text, bool sure) {
    return at_start(out, text, sure, true);
}

bool att_dateline_inside(att_dateline *out, att_slice text) {
    att_slice line = first_line(text, SEARCH_LIMIT);
    for (uint32_t i = 1; i < line.size; i++) {
        uint32_t size = dash_size(line, i);
        if (size && read_back(out, line, i, size, true, true) && out->span.start > 0)
            return true;
    }
    return false;
}
