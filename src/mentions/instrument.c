/* instrument.c - see instrument.h. At each token: a title of the tables, a quoted or capitalised
 * name beside "exercise" or "operation", or a noun of instruments.def. */
#include "mentions/instrument.h"

#include "mentions/instrument_read.h"

static const instrument_noun nouns[] = {
#define ATT_INSTRUMENT_NOUN(singular, plural, kind, need) {singular, plural, kind, NEED_##need},
#include "mentions/instruments.def"
#undef ATT_INSTRUMENT_NOUN
};

static bool is_any(const instrument_reader *reader, uint32_t at, const char *const *list) {
    for (; at < reader->end && *list; list++)
        if (att_instrument_word(reader, at, *list))
            return true;
    return false;
}

static bool is_form(const instrument_reader *reader, uint32_t at, const char *text) {
    return at < reader->end && att_slice_is(att_instrument_form(reader, at), text);
}

/* ---- adding -----------------------------------------------------------------------------------
 */

static uint32_t head_of(const instrument_reader *reader, uint32_t first, uint32_t end,
                        uint32_t head) {
    const att_word *words = reader->document->words;
    for (uint32_t i = end; words && i-- > first;)
        if ((words[i].head < first || words[i].head >= end) && words[i].upos != ATT_UPOS_PUNCT)
            return i;
    return head;
}

static att_instrument *add(instrument_reader *reader, const instrument_phrase *phrase,
                           const char *kind) {
    att_document *document = reader->document;
    att_instrument *instrument = ATT_PUSH(&document->arena, &document->instruments);
    att_span span = {document->tokens.items[phrase->first].span.start,
                     document->tokens.items[phrase->end - 1].span.end};
    instrument->name = att_document_part(document, span);
    instrument->kind = att_slice_of(kind);
    instrument->code = instrument->country = ATT_SLICE_EMPTY;
    instrument->edition = phrase->edition;
    instrument->year = phrase->year;
    instrument->first = phrase->first;
    instrument->end = phrase->end;
    instrument->head = head_of(reader, phrase->first, phrase->end, phrase->head);
    reader->taken = phrase->end;
    return instrument;
}

static instrument_phrase phrase_of(uint32_t first, uint32_t end, uint32_t head) {
    return (instrument_phrase){.first = first, .end = end, .head = head, .edition = -1, .year = -1};
}

/* ---- titles of the tables ---------------------------------------------------------------------
 */

static const char *const exercise_words[] = {"exercise",   "exercises", "drill", "drills",
                                             "manoeuvres", "maneuvers", "war",   "games",
                                             "manoeuvre",  NULL};

static bool near_exercise(const instrument_reader *reader, uint32_t first, uint32_t end) {
    enum { REACH = 12 };
    uint32_t least = first > reader->first + REACH ? first - REACH : reader->first;
    for (uint32_t at = least; at < reader->end && at < end + REACH; at++)
        if (is_any(reader, at, exercise_words))
            return true;
    return false;
}

static int32_t small_number(att_slice form) {
    int32_t number = 0;
    for (uint32_t i = 0; i < form.size; i++) {
        if (form.data[i] < '0' || form.data[i] > '9' || form.size > 4)
            return -1;
        number = number * 10 + (form.data[i] - '0');
    }
    return form.size ? number : -1;
}

/* "-16", " 2024", "-2024", "24" after a title: an edition, or a year. */
static void number_after(instrument_phrase *phrase, const instrument_reader *reader) {
    uint32_t at = phrase->end;
    const att_token *tokens = reader->document->tokens.items;
    bool dash = is_form(reader, at, "-") || is_form(reader, at, "\xe2\x80\x93");
    bool glued = at > phrase->first && !tokens[at - 1].space_after;
    if (dash && (!glued || (at < reader->end && tokens[at].space_after)))
        return;
    at += dash;
    if (at >= reader->end)
        return;
    att_slice form = att_instrument_form(reader, at);
    if (form.size > 1 && form.data[0] == '-' && glued) /* "-16" as one token */
        form = att_slice_part(form, 1, form.size);
    else if (glued && !dash)
        return;
    int32_t number = small_number(form);
    bool year = number >= 1900 && number <= 2100;
    if (number < 1 || (!year && !(dash || glued)) || (!year && number > 99))
        return;
    if (year)
        phrase->year = number;
    else
        phrase->edition = number;
    phrase->end = at + 1;
}

/* "the 14th", "2022", "Exercise" before a title. */
static void number_before(instrument_phrase *phrase, const instrument_reader *reader) {
    static const char *const skipped[] = {"annual", "biennial", "exercise", NULL};
    uint32_t at = phrase->first;
    uint32_t least = reader->first > reader->taken ? reader->first : reader->taken;
    while (at > least && is_any(reader, at - 1, skipped))
        at--;
    bool exercise = at < phrase->first &&
                    att_instrument_word(reader, phrase->first - 1, "exercise") &&
                    att_instrument_capital(reader, phrase->first - 1);
    if (exercise)
        phrase->first--;
    if (at <= least)
        return;
    int32_t edition = att_instrument_edition(reader, at - 1);
    if (edition > 0) {
        phrase->edition = edition;
        phrase->first = at - 1;
    } else if (att_instrument_year(reader, at - 1) > 0 && at - 1 > least &&
               !att_instrument_word(reader, at - 2, "in")) {
        phrase->year = att_instrument_year(reader, at - 1);
        phrase->first = at - 1;
    }
}

/* "Experts' Working Group on Military Medicine": a subject after a title that ends in a noun. */
static void subject_after(instrument_phrase *phrase, const instrument_reader *reader) {
    static const char *const bodies[] = {"group",      "groups", "meeting",   "dialogue",
                                         "conference", "forum",  "committee", NULL};
    if (!is_any(reader, phrase->end - 1, bodies) || !att_instrument_word(reader, phrase->end, "on"))
        return;
    instrument_phrase tail = {.head = phrase->end - 1, .edition = 0};
    if (phrase->end + 1 < reader->end && att_instrument_capital(reader, phrase->end + 1)) {
        att_instrument_after(&tail, reader);
        phrase->end = tail.end;
    }
}

static uint32_t read_title(instrument_reader *reader, uint32_t at) {
    uint32_t end = at;
    const att_title *title =
        att_titles_find(reader->titles, reader->document, reader->squashed, at, reader->end, &end);
    if (!title || (title->ambiguous && !near_exercise(reader, at, end)))
        return at;
    instrument_phrase phrase = phrase_of(at, end, end - 1);
    if (title->generic) {
        phrase.head = at;
        att_instrument_before(&phrase, reader);
        phrase.head = end - 1;
    } else {
        number_before(&phrase, reader);
    }
    number_after(&phrase, reader);
    subject_after(&phrase, reader);
    att_instrument *instrument = add(reader, &phrase, "");
    instrument->kind = title->kind;
    instrument->code = title->code;
    instrument->country = title->country;
    if (instrument->edition < 0)
        instrument->edition = att_instrument_round(reader, phrase.first);
    return phrase.end;
}

/* ---- names of exercises and operations --------------------------------------------------------
 */

static bool is_opening_quote(const instrument_reader *reader, uint32_t at) {
    return is_form(reader, at, "\"") || is_form(reader, at, "\xe2\x80\x9c") ||
           is_form(reader, at, "``") || is_form(reader, at, "\xe2\x80\x98");
}

static bool is_closing_quote(const instrument_reader *reader, uint32_t at) {
    return is_form(reader, at, "\"") || is_form(reader, at, "\xe2\x80\x9d") ||
           is_form(reader, at, "''") || is_form(reader, at, "\xe2\x80\x99");
}

/* "Peaceful Rescue-2024" in quotation marks, in a sentence of exercising. */
static uint32_t read_quoted(instrument_reader *reader, uint32_t at) {
    enum { LONGEST = 7 };
    if (!is_opening_quote(reader, at) || at + 2 >= reader->end ||
        !att_instrument_capital(reader, at + 1) || !near_exercise(reader, at, at + LONGEST))
        return at;
    uint32_t end = at + 1;
    while (end < reader->end && end < at + LONGEST && !is_closing_quote(reader, end) &&
           !is_form(reader, end, ",") && !is_form(reader, end, "."))
        end++;
    uint32_t close = end + (is_form(reader, end, ",") || is_form(reader, end, "."));
    if (end == at + 1 || !is_closing_quote(reader, close))
        return at;
    for (uint32_t i = at + 1; i < end; i++) { /* a name, not a sentence */
        char byte = att_instrument_form(reader, i).data[0];
        if (byte >= 'a' && byte <= 'z' && !att_instrument_word(reader, i, "of"))
            return at;
    }
    instrument_phrase phrase = phrase_of(at + 1, end, end - 1);
    for (uint32_t i = at + 1; i < end; i++) {
        att_slice form = att_instrument_form(reader, i);
        att_slice last = form.size > 4 ? att_slice_part(form, form.size - 4, form.size) : form;
        int32_t number = small_number(last);
        if (number >= 1900 && number <= 2100)
            phrase.year = number;
    }
    add(reader, &phrase, "exercise");
    return close + 1;
}

/* "Operation Frontera Limpia", "exercise Bersama Lima". */
static uint32_t read_prefixed(instrument_reader *reader, uint32_t at) {
    enum { LONGEST = 5 };
    bool operation = att_instrument_word(reader, at, "operation");
    if ((!operation && !att_instrument_word(reader, at, "exercise")) ||
        (operation && !att_instrument_capital(reader, at)))
        return at;
    uint32_t start = at + 1, end = start;
    if (is_opening_quote(reader, start))
        return at;
    while (end < reader->end && end < start + LONGEST && att_instrument_capital(reader, end))
        end++;
    if (end == start || (end == start + 1 && !operation && end < reader->end &&
                         att_instrument_word(reader, end, "and")))
        return at;
    bool capital = att_instrument_capital(reader, at);
    instrument_phrase phrase = phrase_of(capital ? at : start, end, end - 1);
    number_after(&phrase, reader);
    add(reader, &phrase, operation ? "operation" : "exercise");
    return phrase.end;
}

/* ---- nouns ------------------------------------------------------------------------------------
 */

static const instrument_noun *noun_at(const instrument_reader *reader, uint32_t at, bool *plural) {
    uint32_t row = att_titles_noun(reader->titles, reader->squashed->tokens[at]);
    if (row == ATT_NONE)
        return NULL;
    *plural = !att_instrument_word(reader, at, nouns[row].singular);
    return &nouns[row];
}

/* "of understanding", "of intent", "of credit" after the noun. */
static uint32_t fixed_after(const instrument_reader *reader, uint32_t head) {
    static const char *const seconds[] = {"understanding", "intent", "credit", "conduct", NULL};
    if (att_instrument_word(reader, head + 1, "of") && is_any(reader, head + 2, seconds))
        return head + 2;
    return head;
}

static bool is_enough(const instrument_noun *noun, const instrument_phrase *phrase) {
    bool more = phrase->modifiers > 0 || phrase->complement || phrase->year > 0 ||
                phrase->edition > 0 || phrase->end > phrase->head + 1;
    switch (noun->need) {
    case NEED_ANY:
        return true;
    case NEED_MORE:
        return more;
    case NEED_FIELD:
        return phrase->field || (phrase->capital && phrase->modifiers > 0) ||
               (phrase->edition > 0 && phrase->modifiers > 1);
    case NEED_NUMBERED:
        return phrase->edition > 0;
    case NEED_WORKING:
        return phrase->working;
    case NEED_JOINT:
        return phrase->joint || (phrase->complement && phrase->field);
    case NEED_EDITION:
        return (phrase->edition > 0 && phrase->modifiers > 1) ||
               (phrase->capital && phrase->modifiers > 0);
    default:
        return phrase->capital && more;
    }
}

/* Whether the noun's own word, or the one before it, is written with a capital. */
static bool is_capital(const instrument_reader *reader, const instrument_phrase *phrase) {
    if (phrase->head > reader->first && att_instrument_capital(reader, phrase->head))
        return true;
    return phrase->head > phrase->first + 1 && att_instrument_capital(reader, phrase->head - 1) &&
           att_instrument_capital(reader, phrase->head - 2);
}

static bool is_vision_or_joint(const instrument_reader *reader, const instrument_phrase *phrase) {
    static const char *const kinds[] = {"joint", "vision", "action", "border-regulation", NULL};
    return phrase->head > phrase->first && is_any(reader, phrase->head - 1, kinds);
}

/* "signed a plan on": a plan that two sides sign is an instrument. */
static bool is_signed_plan(const instrument_reader *reader, const instrument_phrase *phrase) {
    static const char *const verbs[] = {"sign", "signed", "signs", "signing", "inked", NULL};
    uint32_t least = phrase->first > reader->first + 4 ? phrase->first - 4 : reader->first;
    for (uint32_t at = least; at < phrase->first; at++)
        if (is_any(reader, at, verbs))
            return true;
    return false;
}

/* "State Partnership Program", "the Congress's Resolution": the later noun is the head. */
static bool is_before_head(const instrument_reader *reader, uint32_t at) {
    bool plural;
    uint32_t next = at + 1;
    next += next < reader->end && att_slice_ends(att_instrument_form(reader, next), "s") &&
            att_instrument_form(reader, next).size < 5 && !att_instrument_capital(reader, next);
    return next < reader->end && noun_at(reader, next, &plural) && !plural;
}

static uint32_t read_noun(instrument_reader *reader, uint32_t at) {
    bool plural = false;
    const instrument_noun *noun = noun_at(reader, at, &plural);
    const att_word *words = reader->document->words;
    if (noun && words && words[at].upos != ATT_UPOS_NOUN && words[at].upos != ATT_UPOS_PROPN &&
        words[at].upos != ATT_UPOS_X)
        return at;
    if (!noun || is_before_head(reader, at) ||
        (plural && noun->need == NEED_ANY && noun->singular[0] == 'l'))
        return at;
    instrument_phrase phrase = phrase_of(at, at + 1, at);
    uint32_t fixed = fixed_after(reader, at);
    bool lettered = noun->need == NEED_ANY && noun->singular[0] == 'l'; /* "letter", "line" */
    if (lettered && fixed == at)
        return at;
    att_instrument_before(&phrase, reader);
    phrase.capital = is_capital(reader, &phrase);
    phrase.head = fixed;
    att_instrument_after(&phrase, reader);
    phrase.head = at;
    bool enough = is_enough(noun, &phrase);
    if (!enough && noun->need == NEED_CAPITAL)
        enough = is_vision_or_joint(reader, &phrase) ||
                 (att_slice_is(att_slice_of(noun->kind), "plan") && phrase.complement &&
                  is_signed_plan(reader, &phrase)) ||
                 (att_slice_is(att_slice_of(noun->kind), "resolution") &&
                  (phrase.edition > 0 || phrase.end > phrase.head + 1));
    if (!enough)
        return at;
    if (phrase.year < 0)
        phrase.year = att_instrument_signed(reader, phrase.end);
    if (phrase.edition < 0)
        phrase.edition = att_instrument_round(reader, phrase.first);
    add(reader, &phrase, noun->kind);
    return phrase.end;
}

/* "UN missions", "peacekeeping operations": missions that are not named. */
static uint32_t read_operation(instrument_reader *reader, uint32_t at) {
    static const char *const words[] = {"operations", "missions", "mission", NULL};
    static const char *const leads[] = {"peacekeeping", "peace", "un", "u.n.", "nations", NULL};
    if (!is_any(reader, at, words) || at == reader->first || !is_any(reader, at - 1, leads))
        return at;
    uint32_t least = reader->first > reader->taken ? reader->first : reader->taken;
    if (at < least + 1)
        return at;
    if (at >= least + 3 && att_instrument_word(reader, at - 2, "of") &&
        att_instrument_capital(reader, at - 3))
        return at; /* "the Department of Peacekeeping Operations" */
    uint32_t first = at;
    while (first > least && is_any(reader, first - 1, leads))
        first--;
    if (first > least && att_instrument_word(reader, first, "nations") &&
        att_instrument_word(reader, first - 1, "united"))
        first--;
    if (first > least && att_instrument_word(reader, first, "peacekeeping") &&
        att_instrument_word(reader, first - 1, "nations"))
        first -= first > least + 1 ? 2 : 1;
    instrument_phrase phrase = phrase_of(first, at + 1, at);
    add(reader, &phrase, "mission");
    return at + 1;
}

static void read_sentence(instrument_reader *reader) {
    reader->taken = reader->first;
    for (uint32_t at = reader->first; at < reader->end;) {
        uint32_t next = read_title(reader, at);
        char byte = (char)(att_instrument_form(reader, at).data[0] | 0x20);
        if (next == at)
            next = read_quoted(reader, at);
        if (next == at && (byte == 'e' || byte == 'o'))
            next = read_prefixed(reader, at);
        if (next == at && (byte == 'm' || byte == 'o'))
            next = read_operation(reader, at);
        if (next == at)
            next = read_noun(reader, at);
        at = next > at ? next : at + 1;
    }
}

att_status att_instruments_run(const att_titles *titles, const att_squashed *squashed,
                               att_document *document, att_error *error) {
    instrument_reader reader = {.titles = titles, .squashed = squashed, .document = document};
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        reader.first = document->sentences.items[s].first;
        reader.end = document->sentences.items[s].end;
        if (att_part_is_told(att_document_part_kind(document, &document->sentences.items[s])))
            read_sentence(&reader);
    }
    return ATT_OK;
}
