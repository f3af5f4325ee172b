/* place.c - see place.h. One pass over the tokens counts the states that the story names; a second
 * decides name by name. */
#include "mentions/place.h"

#include "mentions/place_read.h"
#include "parse/model.h"

static const att_gazetteer_row *row_at(const place_reader *reader, uint32_t index) {
    return att_gazetteer_row_at(reader->gazetteer, index);
}

static bool is_mark(const place_reader *reader, uint32_t token, const char *mark) {
    return token < reader->end && att_slice_is(att_place_form(reader, token), mark);
}

/* ---- which of several -------------------------------------------------------------------------
 */

static uint32_t evidence_of(const place_reader *reader, att_slice country) {
    uint32_t count = att_map_get(&reader->evidence, country);
    return count == ATT_NONE ? 0 : count;
}

static void count_states(place_reader *reader) {
    const att_document *document = reader->document;
    for (uint32_t i = 0; i < document->tokens.count;) {
        const att_sentence *sentence =
            &document->sentences.items[document->tokens.items[i].sentence];
        uint32_t end = i + 1, found = ATT_NONE;
        if (att_place_capital(reader, i))
            found = att_gazetteer_find(reader->gazetteer, document, reader->squashed, i,
                                       sentence->end, &end);
        const att_gazetteer_row *row = row_at(reader, found);
        if (row && row->kind <= ATT_PLACE_CAPITAL && !row->ambiguous && row->country.size)
            att_map_put(&reader->evidence, row->country, evidence_of(reader, row->country) + 1);
        i = end;
    }
}

static double weight(const place_reader *reader, const att_gazetteer_row *row) {
    uint32_t seen = evidence_of(reader, row->country);
    double value = row->size + 0.7 * (seen < 3 ? seen : 3);
    if (row->kind == ATT_PLACE_REGION && row->ambiguous)
        value -= 1.5;
    att_slice rest = row->namers, code;
    while (rest.size && att_slice_next(&rest, ',', &code))
        value += evidence_of(reader, code) ? 1 : 0;
    return row->shortened ? value - 1.5 : value;
}

/* The row that is meant; `context` is the state that the text sets beside the name, or "". NULL
 * when no row lies there. */
static const att_gazetteer_row *choose(const place_reader *reader, uint32_t first,
                                       att_slice context) {
    const att_gazetteer_row *best = NULL;
    double most = 0;
    for (uint32_t i = first; i != ATT_NONE; i = row_at(reader, i)->next) {
        const att_gazetteer_row *row = row_at(reader, i);
        if (row->kind == ATT_PLACE_DEMONYM)
            continue;
        if (context.size && row->country.size && !att_slice_equal(row->country, context) &&
            !att_slice_equal(row->other, context))
            continue;
        double value = weight(reader, row);
        if (!best || value > most) {
            best = row;
            most = value;
        }
    }
    return best;
}

/* ---- adding -----------------------------------------------------------------------------------
 */

static bool is_all_capitals(att_slice text) {
    for (uint32_t i = 0; i < text.size; i++)
        if (text.data[i] >= 'a' && text.data[i] <= 'z')
            return false;
    return true;
}

/* The name without the type that ends it: "Cao Bang Province". */
static att_slice bare_name(att_slice text) {
    static const char *const endings[] = {" Province",          " province", " Prefecture",
                                          " District",          " County",   " Governorate",
                                          " Autonomous Region", NULL};
    for (const char *const *ending = endings; *ending; ending++)
        if (att_slice_ends(text, *ending))
            return att_slice_part(text, 0, text.size - (uint32_t)strlen(*ending));
    return text;
}

static uint32_t head_of(const place_reader *reader, uint32_t first, uint32_t end) {
    const att_word *words = reader->document->words;
    for (uint32_t i = end; words && i-- > first;)
        if (words[i].head < first || words[i].head >= end)
            return i;
    return end - 1;
}

/* Of a crossing's two states, the one that the story names more often. */
static att_slice side_of(const place_reader *reader, const att_gazetteer_row *row) {
    if (!row->other.size || evidence_of(reader, row->country) >= evidence_of(reader, row->other))
        return row->country;
    return row->other;
}

static att_place *add(place_reader *reader, uint32_t first, uint32_t end,
                      const att_gazetteer_row *row, att_slice country) {
    att_document *document = reader->document;
    att_place *place = ATT_PUSH(&document->arena, &document->places);
    place->span = (att_span){document->tokens.items[first].span.start,
                             document->tokens.items[end - 1].span.end};
    place->text = bare_name(att_document_part(document, place->span));
    if (row && is_all_capitals(place->text) && place->text.size > 3)
        place->text = att_arena_copy(&document->arena, row->name);
    place->country = att_arena_copy(&document->arena, row ? side_of(reader, row) : country);
    if (row && row->kind != ATT_PLACE_DEMONYM) {
        place->latitude = att_gazetteer_degrees(row->latitude);
        place->longitude = att_gazetteer_degrees(row->longitude);
        place->located = true;
    }
    place->sentence = document->tokens.items[first].sentence;
    place->first = first;
    place->end = end;
    place->head = head_of(reader, first, end);
    place->dateline = reader->dateline;
    if (reader->dateline && reader->dateline_place == ATT_NONE) {
        reader->dateline_place = document->places.count - 1;
        att_map_put(&reader->evidence, place->country, evidence_of(reader, place->country) + 2);
    }
    return place;
}

/* ---- what stands around a name ----------------------------------------------------------------
 */

/* "Georgia": both a state and a part of another one. */
static bool is_undecided(const place_reader *reader, uint32_t found) {
    const att_gazetteer_row *state = NULL, *part = NULL;
    for (; found != ATT_NONE; found = row_at(reader, found)->next) {
        const att_gazetteer_row *row = row_at(reader, found);
        if (row->kind == ATT_PLACE_STATE)
            state = row;
        if (row->kind == ATT_PLACE_REGION && row->country.size)
            part = row;
    }
    return state && part && !att_slice_equal(state->country, part->country);
}

/* ", Ethiopia" or "(Laos)" after a name: its state, and the token after it. A state after a comma
 * that goes on as a subject ("In Seoul, Vietnam proposed …") is none. */
static uint32_t beside(att_slice *context, const place_reader *reader, uint32_t at) {
    if (reader->dateline)
        return at;
    bool bracket = is_mark(reader, at, "(");
    if (!bracket && !is_mark(reader, at, ","))
        return at;
    uint32_t start = at + 1, end = start;
    while (start < reader->end && att_place_word(reader, start, "in"))
        start++;
    if (start >= reader->end)
        return at;
    uint32_t found = att_gazetteer_find(reader->gazetteer, reader->document, reader->squashed,
                                        start, reader->end, &end);
    const att_gazetteer_row *row = row_at(reader, found);
    while (row && row->kind != ATT_PLACE_STATE && row->kind != ATT_PLACE_REGION)
        row = row_at(reader, row->next);
    if (!row || !row->country.size)
        return at;
    bool region = row->kind == ATT_PLACE_REGION;
    if ((bracket && !is_mark(reader, end, ")")) || (region && is_mark(reader, end, "(")))
        return at;
    bool closes = end >= reader->end || is_mark(reader, end, ",") || is_mark(reader, end, ".") ||
                  is_mark(reader, end, ")") || is_mark(reader, end, ";") ||
                  is_mark(reader, end, "-") || is_mark(reader, end, "(");
    if (!closes && reader->document->words)
        closes = reader->document->words[end].upos == ATT_UPOS_ADP && start == at + 1;
    if (!closes)
        return at;
    *context = is_undecided(reader, found) ? ATT_SLICE_EMPTY : row->country;
    return bracket ? end + 1 : end;
}

/* "Vietnam's Cao Bang Province": the state of the genitive before the name, or "". */
static att_slice owner(const place_reader *reader, uint32_t first) {
    if (first < reader->first + 2)
        return ATT_SLICE_EMPTY;
    att_slice mark = att_place_form(reader, first - 1);
    bool genitive = att_slice_ends(mark, "'s") || att_slice_is(mark, "'") ||
                    att_slice_is(mark, "\xe2\x80\x99s") || att_slice_is(mark, "\xe2\x80\x99");
    for (uint32_t at = first - 1; genitive && at-- > reader->first && first - at < 6;) {
        uint32_t end = at;
        uint32_t found = att_gazetteer_find(reader->gazetteer, reader->document, reader->squashed,
                                            at, first - 1, &end);
        const att_gazetteer_row *row = row_at(reader, found);
        if (row && end == first - 1 && row->kind == ATT_PLACE_STATE)
            return row->country;
    }
    return ATT_SLICE_EMPTY;
}

static bool in_time(place_reader *reader, uint32_t token) {
    const att_document *document = reader->document;
    while (reader->time < document->times.count && document->times.items[reader->time].end <= token)
        reader->time++;
    return reader->time < document->times.count &&
           document->times.items[reader->time].first <= token;
}

/* A weekday, month or the opening of a clause may stand right after a name without being its part.
 */
static bool goes_on(place_reader *reader, uint32_t end) {
    if (end >= reader->end || !att_place_capital(reader, end) || in_time(reader, end))
        return false;
    static const char *const openings[] = {"The", "He", "She", "They", "It", "This", NULL};
    for (const char *const *word = openings; *word; word++)
        if (att_slice_is(att_place_form(reader, end), *word))
            return false;
    return true;
}

/* Whether the token before belongs to the same name: "Paul Jordan", "General Georgia". */
static bool has_name_before(const place_reader *reader, uint32_t first) {
    if (first == reader->first)
        return false;
    uint32_t before = first - 1;
    return att_place_capital(reader, before) && !att_place_is_direction(reader, before) &&
           !att_place_is_type(reader, before) && before > reader->first;
}

/* The end of the types after a name: "Cao Bang Province", "Quang Tri province". */
static uint32_t types_after(const place_reader *reader, uint32_t end) {
    while (end < reader->end && att_place_is_type(reader, end))
        end++;
    return end;
}

/* ---- deciding ---------------------------------------------------------------------------------
 */

/* "flown home from Moscow": where something set out; "a request from Moscow" is an actor's. */
static bool is_departure(const place_reader *reader, uint32_t first) {
    static const char *const verbs[] = {
        "called", "recalled", "flew",  "flown",   "arrived", "came",     "home", "returned", "back",
        "left",   "sailed",   "moved", "brought", "sent",    "departed", "take", "took",     NULL};
    uint32_t least = first > reader->first + 6 ? first - 6 : reader->first;
    for (uint32_t at = first; at-- > least;)
        for (const char *const *verb = verbs; *verb; verb++)
            if (att_place_word(reader, at, *verb))
                return true;
    return false;
}

static bool is_enough(const att_gazetteer_row *row, place_lead lead, bool typed) {
    if (row->kind == ATT_PLACE_STATE)
        return lead >= PLACE_LED_TO;
    if (row->kind == ATT_PLACE_CAPITAL)
        return lead >= PLACE_LED_TO || typed;
    return lead > PLACE_NOT_LED || typed;
}

/* A name of the tables; returns the token after it, or `first` when it is no place. */
static uint32_t known_name(place_reader *reader, uint32_t first, uint32_t found, uint32_t end) {
    uint32_t after = types_after(reader, end);
    if (has_name_before(reader, first) || goes_on(reader, after))
        return first;
    if (after < reader->end && after == end && is_mark(reader, after, "-") &&
        !reader->document->tokens.items[end - 1].space_after && after + 1 < reader->end &&
        !reader->dateline)
        return first; /* "Vietnam-Japan ties" */
    att_slice context = owner(reader, first);
    uint32_t closed = context.size ? after : beside(&context, reader, after);
    place_lead lead = reader->dateline ? PLACE_LED_IN : att_place_lead(reader, first);
    if (lead == PLACE_LED_FROM && is_departure(reader, first))
        lead = PLACE_LED_TO;
    const att_gazetteer_row *row = choose(reader, found, context);
    att_slice country = ATT_SLICE_EMPTY;
    if (!row) { /* the text puts the name in another state than the tables */
        row = choose(reader, found, ATT_SLICE_EMPTY);
        if (!row || row->kind == ATT_PLACE_STATE)
            return first;
        country = context;
    }
    bool genitive = after < reader->end && att_slice_ends(att_place_form(reader, after), "'s");
    genitive = genitive || (after < reader->end &&
                            att_slice_is(att_place_form(reader, after), "\xe2\x80\x99s"));
    bool state = row->kind == ATT_PLACE_STATE;
    att_slice text = att_place_form(reader, first);
    if (!state && !reader->dateline && end == first + 1 && text.size < 6 && is_all_capitals(text))
        return first; /* an acronym */
    bool clause = state && first > reader->first && is_mark(reader, first - 1, ",") &&
                  !reader->last_state; /* "In Seoul, Vietnam proposed" */
    if (!is_enough(row, lead, after > end || closed > after) || genitive || clause)
        return first;
    bool water = after > end && row->kind != ATT_PLACE_REGION && att_place_is_water(reader, end);
    bool site = after > end && row->shortened; /* "Zayed Port" is not the city of Zayed */
    if (site)
        country = row->country;
    bool other = water || country.size;
    add(reader, first, water || site ? after : end, other ? NULL : row, country);
    reader->last_lead = lead ? lead : PLACE_LED_FROM;
    reader->last_state = state;
    return closed > after ? closed : after;
}

static bool is_nominal(uint8_t upos) {
    return upos == ATT_UPOS_PROPN || upos == ATT_UPOS_NOUN || upos == ATT_UPOS_NUM ||
           upos == ATT_UPOS_X;
}

/* A capitalised name that no table knows. */
static uint32_t unknown_name(place_reader *reader, uint32_t first) {
    uint32_t end = att_place_name_end(reader, first);
    if (first == reader->first && att_place_is_opening(reader, first))
        return first;
    if (has_name_before(reader, first) || is_all_capitals(att_place_form(reader, first)) ||
        end > first + 6)
        return first;
    bool typed = false;
    for (uint32_t i = first; i < end; i++) {
        if (att_place_is_body(reader, i))
            return first;
        typed = typed || (end > first + 1 && att_place_is_type(reader, i));
    }
    uint32_t after = types_after(reader, end);
    typed = typed || after > end;
    place_lead lead = att_place_lead(reader, first);
    if (!lead && after == end + 1 && att_place_is_site(reader, end))
        lead = PLACE_LED_FROM; /* "the Gallabat crossing" */
    bool of_type = first >= reader->first + 2 && att_place_word(reader, first - 1, "of") &&
                   att_place_is_type(reader, first - 2);
    if (!lead || (!typed && !of_type && lead < PLACE_LED_IN))
        return first;
    bool plain =
        first > reader->first &&
        (att_place_word(reader, first - 1, "in") || att_place_word(reader, first - 1, "near") ||
         att_place_word(reader, first - 1, "off") || att_place_word(reader, first - 1, "outside"));
    if (!typed && !of_type && !plain)
        return first;
    const att_word *words = reader->document->words;
    if (words && !typed && !is_nominal(words[end - 1].upos))
        return first;
    if (words && after == end && end < reader->end && words[end].upos == ATT_UPOS_NOUN)
        return first; /* "in Garuda contingents" */
    if (words && !typed &&
        (words[first].entity == ATT_NAME_PERSON || words[first].entity == ATT_NAME_ORGANIZATION))
        return first;
    att_slice context = owner(reader, first);
    uint32_t closed = context.size ? after : beside(&context, reader, after);
    add(reader, first, end, NULL, context);
    reader->last_lead = lead;
    return closed > after ? closed : after;
}

/* "here": where the dateline is. */
static void here(place_reader *reader, uint32_t token) {
    if (reader->dateline_place == ATT_NONE)
        return;
    att_place dateline = reader->document->places.items[reader->dateline_place];
    att_place *place = add(reader, token, token + 1, NULL, dateline.country);
    place->text = dateline.text;
    place->latitude = dateline.latitude;
    place->longitude = dateline.longitude;
    place->located = dateline.located;
    place->dateline = true;
}

/* "in the Chadian capital": the seat of government of that state, unless its name follows. */
static void capital_of(place_reader *reader, uint32_t token) {
    if (token < reader->first + 2 || goes_on(reader, token + 1) ||
        (token + 1 < reader->end && att_place_word(reader, token + 1, "of")))
        return;
    uint32_t end = token;
    uint32_t found = ATT_NONE, first = token;
    while (first > reader->first && token - first < 3 && end != token + 1) {
        first--;
        end = first;
        found = att_gazetteer_find(reader->gazetteer, reader->document, reader->squashed, first,
                                   token, &end);
        if (found != ATT_NONE && end == token)
            break;
    }
    const att_gazetteer_row *row = row_at(reader, found);
    if (!row || end != token || row->kind > ATT_PLACE_DEMONYM)
        return;
    const att_gazetteer_row *capital = att_gazetteer_capital(reader->gazetteer, row->country);
    place_lead lead = att_place_lead(reader, first);
    if (!capital || lead < PLACE_LED_TO)
        return;
    att_place *place = add(reader, first, token + 1, capital, ATT_SLICE_EMPTY);
    place->text = att_arena_copy(&reader->document->arena, capital->name);
    reader->last_lead = lead;
}

/* Whether the name at `first` opens the paragraph as a dateline: "Jakarta - Indonesia on Monday".
 */
static bool opens_dateline(const place_reader *reader, uint32_t first, uint32_t end) {
    if (first != reader->first)
        return false;
    enum { REACH = 12 };
    uint32_t at = end;
    bool bracket = false;
    for (; at < reader->end && at < end + REACH; at++) {
        att_slice form = att_place_form(reader, at);
        bracket = bracket || att_slice_is(form, "(");
        if (att_slice_is(form, "-") || att_slice_is(form, "--") ||
            att_slice_is(form, "\xe2\x80\x93") || att_slice_is(form, "\xe2\x80\x94"))
            return reader->document->tokens.items[at].space_after &&
                   reader->document->tokens.items[at - 1].space_after;
        bool date = att_slice_is(form, ",") || att_slice_is(form, ".") || bracket ||
                    (form.data[0] >= '0' && form.data[0] <= '9') || att_place_capital(reader, at);
        if (!date)
            return false;
    }
    return false;
}

static bool in_instrument(const place_reader *reader, uint32_t token, uint32_t *next) {
    const att_document *document = reader->document;
    while (*next < document->instruments.count && document->instruments.items[*next].end <= token)
        (*next)++;
    return *next < document->instruments.count && document->instruments.items[*next].first <= token;
}

static void read_sentence(place_reader *reader, bool body_start, uint32_t *instrument) {
    reader->first_place = reader->document->places.count;
    reader->last_lead = PLACE_NOT_LED;
    bool given = reader->dateline;
    for (uint32_t at = reader->first; at < reader->end;) {
        uint32_t next = at, end = at;
        if (att_place_word(reader, at, "here")) {
            here(reader, at);
        } else if (att_place_word(reader, at, "capital")) {
            capital_of(reader, at);
        } else if (att_place_capital(reader, at) && !in_time(reader, at) &&
                   !att_place_is_calendar(reader, at) && !in_instrument(reader, at, instrument)) {
            uint32_t found = att_gazetteer_find(reader->gazetteer, reader->document,
                                                reader->squashed, at, reader->end, &end);
            bool opens = found != ATT_NONE && body_start && opens_dateline(reader, at, end);
            reader->dateline = given || opens;
            bool body = end == at + 1 && att_place_is_body(reader, at);
            if (found != ATT_NONE && !body && choose(reader, found, ATT_SLICE_EMPTY))
                next = known_name(reader, at, found, end);
            else if (found == ATT_NONE)
                next = unknown_name(reader, at);
            reader->dateline = given;
            if (next == at && found != ATT_NONE)
                next = end;
            if (next == at && at > reader->first)
                next = att_place_name_end(reader, at);
        }
        at = next > at ? next : at + 1;
    }
}

att_status att_places_run(const att_gazetteer *gazetteer, const att_squashed *squashed,
                          att_document *document, att_error *error) {
    place_reader reader = {.gazetteer = gazetteer, .squashed = squashed, .document = document};
    reader.dateline_place = ATT_NONE;
    att_map_init(&reader.evidence, &document->arena);
    count_states(&reader);
    uint32_t instrument = 0;
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const att_sentence *sentence = &document->sentences.items[s];
        att_part_kind kind = att_document_part_kind(document, sentence);
        if (kind != ATT_PART_DATELINE && !att_part_is_told(kind))
            continue;
        reader.first = sentence->first;
        reader.end = sentence->end;
        reader.dateline = kind == ATT_PART_DATELINE;
        bool opens = kind == ATT_PART_BODY &&
                     (s == 0 || document->sentences.items[s - 1].paragraph != sentence->paragraph ||
                      document->sentences.items[s - 1].part != sentence->part);
        read_sentence(&reader, opens, &instrument);
    }
    return ATT_OK;
}
