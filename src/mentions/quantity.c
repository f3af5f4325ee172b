/* quantity.c - see quantity.h. Goes over each sentence once; what times cover is not read again. */
#include "mentions/quantity.h"

#include "mentions/quantity_read.h"

/* "three-day": read as a quantity although its days may be told by a time. */
static bool is_length(const quantity_reader *reader, uint32_t at) {
    return is_mark(reader, at, '-') && at + 1 < reader->end &&
           atom_at(reader, at + 1)->word == ATT_WORD_UNIT;
}

static bool is_in_time(quantity_reader *reader, uint32_t at) {
    uint32_t token = atom_at(reader, at)->token;
    const att_document *document = reader->document;
    while (reader->time < document->times.count && document->times.items[reader->time].end <= token)
        reader->time++;
    return reader->time < document->times.count &&
           document->times.items[reader->time].first <= token &&
           document->times.items[reader->time].span.start < atom_at(reader, at)->span.end &&
           document->times.items[reader->time].span.end > atom_at(reader, at)->span.start;
}

/* ---- money ------------------------------------------------------------------------------------
 */

static bool is_currency_code(att_slice text) {
    static const char *const codes[] = {
        "usd", "eur", "gbp", "vnd", "jpy", "cny", "rmb", "krw", "inr", "aud", "cad",  "sgd",
        "idr", "php", "thb", "myr", "rm",  "rs",  "rub", "brl", "zar", "chf", "sek",  "nok",
        "aed", "sar", "kes", "ngn", "php", "pln", "try", "uah", "nzd", "bnd", "euro", NULL};
    for (const char *const *code = codes; *code; code++)
        if (att_slice_is(text, *code))
            return true;
    return false;
}

/* "US$", "$", "USD", "Rs." before a number: where it begins, or `at`. */
static uint32_t currency_before(const quantity_reader *reader, uint32_t at) {
    if (at == reader->first)
        return at;
    uint32_t before = at - 1;
    if (is_mark(reader, before, '.') && before > reader->first && is_word(reader, before - 1, "rs"))
        return before - 1;
    if (is_mark(reader, before, '$')) {
        bool named = before > reader->first && !atom_at(reader, before)->spaced &&
                     atom_at(reader, before - 1)->kind == ATT_ATOM_WORD &&
                     atom_at(reader, before - 1)->text.size <= 3;
        if (named)
            return before - 1;
        /* "U.S.$" */
        bool dotted = before >= reader->first + 4 && is_mark(reader, before - 1, '.') &&
                      is_word(reader, before - 2, "s") && is_word(reader, before - 4, "u");
        return dotted ? before - 4 : before;
    }
    bool code = atom_at(reader, before)->capital && is_currency_code(atom_at(reader, before)->text);
    return code ? before : at;
}

/* The phrase "US dollars" whole, where the noun is a currency. */
static bool is_currency_noun(att_slice text) {
    static const char *const nouns[] = {
        "dollars", "dollar", "pounds",  "euros",   "yen",    "yuan",   "won",     "dong",
        "rupees",  "pesos",  "dinars",  "dirhams", "francs", "rubles", "roubles", "riyals",
        "baht",    "rupiah", "ringgit", "rand",    "reais",  "kroner", "kronor",  NULL};
    for (const char *const *noun = nouns; *noun; noun++)
        if (att_slice_is(text, *noun))
            return true;
    return false;
}

/* ---- putting together -------------------------------------------------------------------------
 */

static att_slice text_of(const quantity_reader *reader, uint32_t from, uint32_t to) {
    if (to <= from)
        return ATT_SLICE_EMPTY;
    return att_slice_part(reader->document->text, atom_at(reader, from)->span.start,
                          atom_at(reader, to - 1)->span.end);
}

static att_quantity *add(att_document *document, const quantity_reader *reader, uint32_t from,
                         uint32_t to, double number) {
    att_quantity *quantity = ATT_PUSH(&document->arena, &document->quantities);
    quantity->number = number;
    quantity->unit = quantity->what = ATT_SLICE_EMPTY;
    quantity->first = atom_at(reader, from)->token;
    quantity->end = atom_at(reader, to - 1)->token + 1;
    quantity->head = quantity->end - 1;
    quantity->sentence = document->tokens.items[quantity->first].sentence;
    quantity->span =
        (att_span){atom_at(reader, from)->span.start, atom_at(reader, to - 1)->span.end};
    return quantity;
}

/* "including 22 women": part of what was counted before. */
static bool among_before(const quantity_reader *reader, uint32_t token) {
    if (token == 0 || token <= atom_at(reader, reader->first)->token)
        return false;
    att_slice before = att_document_form(reader->document, token - 1);
    return att_slice_is(before, "including") || att_slice_is(before, "whom");
}

static void set_unit(att_quantity *quantity, quantity_reader *reader, const quantity_unit *unit) {
    uint32_t first = unit->head;
    if (is_currency_noun(atom_at(reader, unit->head)->text))
        first = unit->first;
    bool percent = unit->end == unit->first + 2 && is_word(reader, unit->first, "per");
    quantity->unit = text_of(reader, percent ? unit->first : first, unit->head + 1);
    quantity->what = text_of(reader, unit->first, unit->end);
    quantity->head = atom_at(reader, unit->head)->token;
    bool subset = among_before(reader, quantity->first) ||
                  (unit->first > 0 && is_word(reader, unit->first - 1, "whom")) ||
                  (unit->first > 0 && is_word(reader, unit->first - 1, "them"));
    if (!unit->joined && !subset) {
        reader->unit = quantity->unit;
        reader->unit_sentence = quantity->sentence;
    }
}

/* "raise the number of scholarships to 70": the noun after the last "number of" before the atom. */
static bool number_of_before(att_slice *unit, uint32_t *token, const quantity_reader *reader,
                             uint32_t at) {
    enum { REACH = 40 };
    for (uint32_t i = at; i-- > reader->first + 1 && at - i < REACH;) {
        if (!is_word(reader, i, "of") || !is_word(reader, i - 1, "number"))
            continue;
        quantity_unit found = att_quantity_unit(reader, i + 1);
        if (!found.found)
            return false;
        *unit = text_of(reader, found.head, found.head + 1);
        *token = atom_at(reader, found.head)->token;
        return true;
    }
    return false;
}

/* "killing 38 and losing three of their own". */
static bool killed_before(att_slice *unit, const quantity_reader *reader, uint32_t at) {
    if (at == reader->first)
        return false;
    att_slice verb = atom_at(reader, at - 1)->text;
    bool killed = att_slice_starts(verb, "kill") || att_slice_starts(verb, "losing");
    bool wounded = att_slice_starts(verb, "wound") || att_slice_starts(verb, "injur");
    *unit = att_slice_of(killed ? "killed" : "wounded");
    return killed || wounded;
}

/* "1.2 billion, 640 million and 85 million dirhams": the unit stands with the last. */
static bool listed_unit(att_slice *unit, uint32_t *head, const quantity_reader *reader,
                        uint32_t after) {
    enum { MOST = 4 };
    for (int i = 0; i < MOST; i++) {
        double number;
        if (!is_mark(reader, after, ',') && !is_word(reader, after, "and") &&
            !is_word(reader, after, "or"))
            return false;
        uint32_t next = after + 1;
        next += is_word(reader, next, "and");
        after = att_atoms_number(&number, reader->atoms, next, reader->end);
        if (after == next)
            return false;
        quantity_unit found = att_quantity_unit(reader, after);
        if (!found.found)
            continue;
        *unit = text_of(reader, found.head, found.head + 1);
        *head = atom_at(reader, found.head)->token;
        return true;
    }
    return false;
}

/* A number that no noun follows counts what was counted last. */
static bool inherit_unit(att_slice *unit, uint32_t *head, const quantity_reader *reader,
                         uint32_t at, uint32_t after) {
    *head = atom_at(reader, at)->token;
    if (number_of_before(unit, head, reader, at))
        return true;
    uint32_t sentence = reader->document->tokens.items[*head].sentence;
    if (killed_before(unit, reader, at) || listed_unit(unit, head, reader, after))
        return true;
    if (atom_at(reader, at)->digits == 4)
        return false; /* the name of a ship, a year */
    if (!reader->unit.size || sentence > reader->unit_sentence + 1)
        return false;
    bool among = is_word(reader, after, "of") &&
                 (is_word(reader, after + 1, "them") || is_word(reader, after + 1, "whom"));
    bool first = at > reader->first + 1 &&
                 (is_word(reader, at - 1, "first") || is_word(reader, at - 1, "other") ||
                  is_word(reader, at - 1, "remaining"));
    if (sentence != reader->unit_sentence && !among && !first)
        return false;
    *unit = reader->unit;
    return true;
}

static uint32_t read_ordinal(att_document *document, quantity_reader *reader, uint32_t at) {
    int32_t nth = 0;
    uint32_t next = att_atoms_ordinal(&nth, reader->atoms, at, reader->end);
    if (next == at || next >= reader->end || atom_at(reader, next)->kind != ATT_ATOM_WORD ||
        atom_at(reader, next)->word == ATT_WORD_NUMBER)
        return at;
    quantity_unit unit = att_quantity_unit(reader, next);
    if (!unit.found)
        return at;
    att_quantity *quantity = add(document, reader, at, unit.head + 1, nth);
    att_slice kept = reader->unit;
    set_unit(quantity, reader, &unit);
    reader->unit = kept;
    quantity->ordinal = true;
    return next;
}

/* "Rotation 4", "phase two". */
static uint32_t read_series(att_document *document, quantity_reader *reader, uint32_t at) {
    double number = 0;
    if (atom_at(reader, at)->word != ATT_WORD_SERIES)
        return at;
    uint32_t next = att_atoms_number(&number, reader->atoms, at + 1, reader->end);
    if (next == at + 1 || number > 200)
        return at;
    att_quantity *quantity = add(document, reader, at, next, number);
    quantity->unit = quantity->what = text_of(reader, at, at + 1);
    quantity->head = atom_at(reader, at)->token;
    quantity->ordinal = true;
    return next;
}

/* "twice a year": two times. */
static uint32_t read_times(att_document *document, quantity_reader *reader, uint32_t at) {
    bool twice = is_word(reader, at, "twice");
    if (!twice && !is_word(reader, at, "once"))
        return at;
    bool per = is_word(reader, at + 1, "a") || is_word(reader, at + 1, "every") ||
               is_word(reader, at + 1, "each");
    if ((!per && !twice) ||
        (per && !(at + 2 < reader->end && atom_at(reader, at + 2)->word == ATT_WORD_UNIT)))
        return at;
    uint32_t end = per ? at + 3 : at + 1;
    att_quantity *quantity = add(document, reader, at, end, twice ? 2 : 1);
    quantity->unit = att_slice_of("times");
    quantity->what = per ? text_of(reader, at + 1, end) : quantity->unit;
    quantity->head = atom_at(reader, at)->token;
    return end;
}

/* "10-15 officers", "10 to 15 officers": at least the lower. */
static uint32_t skip_upper(const quantity_reader *reader, uint32_t next, double number,
                           bool *range) {
    double upper = 0;
    bool dash = is_mark(reader, next, '-');
    if (!dash && !is_word(reader, next, "to"))
        return next;
    uint32_t after = att_atoms_number(&upper, reader->atoms, next + 1, reader->end);
    if (after == next + 1 || upper <= number || !att_quantity_unit(reader, after).found ||
        att_quantity_unit(reader, after).joined)
        return next;
    *range = true;
    return after;
}

static uint32_t read_number(att_document *document, quantity_reader *reader, uint32_t at) {
    double number = 0;
    uint32_t next = att_atoms_number(&number, reader->atoms, at, reader->end);
    if (next == at)
        return at;
    uint32_t first = currency_before(reader, at);
    bool money = first < at, range = false;
    if (!money && att_quantity_is_name(reader, at, next))
        return next;
    next = skip_upper(reader, next, number, &range);
    quantity_unit unit = {0};
    if (!money)
        unit = att_quantity_unit(reader, next);
    uint32_t bound_first = first;
    att_bound bound = att_quantity_bound(reader, &bound_first, next);
    att_slice inherited = ATT_SLICE_EMPTY;
    uint32_t head = 0;
    if (!money && !unit.found && !inherit_unit(&inherited, &head, reader, at, next))
        return next;
    uint32_t end = unit.found ? unit.head + 1 : next;
    att_quantity *quantity = add(document, reader, bound_first, end > next ? end : next, number);
    quantity->bound = range && bound == ATT_BOUND_EQUAL ? ATT_BOUND_AT_LEAST : bound;
    if (unit.found) {
        set_unit(quantity, reader, &unit);
    } else if (money) {
        quantity->unit = quantity->what = text_of(reader, first, at);
        quantity->head = atom_at(reader, next - 1)->token;
    } else {
        quantity->unit = quantity->what = inherited;
        quantity->head = head;
    }
    return next;
}

/* Whether a quantity can begin here at all; most words cannot. */
static bool opens(const att_atom *atom) {
    return atom->kind == ATT_ATOM_NUMBER || atom->word == ATT_WORD_NUMBER ||
           atom->word == ATT_WORD_ORDINAL || atom->word == ATT_WORD_SCALE ||
           atom->word == ATT_WORD_SERIES || atom->word == ATT_WORD_OPENING ||
           atom->word == ATT_WORD_UNIT || atom->word == ATT_WORD_DETERMINER;
}

static void read_sentence(att_document *document, quantity_reader *reader) {
    for (uint32_t at = reader->first; at < reader->end;) {
        uint32_t next = at;
        bool number = atom_at(reader, at)->kind == ATT_ATOM_NUMBER ||
                      atom_at(reader, at)->word == ATT_WORD_NUMBER;
        if (!opens(atom_at(reader, at))) {
            at++;
            continue;
        }
        if (!is_in_time(reader, at) || (number && is_length(reader, at + 1))) {
            next = read_ordinal(document, reader, at);
            if (next == at)
                next = read_series(document, reader, at);
            if (next == at)
                next = read_times(document, reader, at);
            if (next == at)
                next = read_number(document, reader, at);
        }
        at = next > at ? next : at + 1;
    }
}

att_status att_quantities_run(const att_atoms *atoms, att_document *document, att_error *error) {
    quantity_reader reader = {.document = document, .atoms = atoms, .unit = ATT_SLICE_EMPTY};
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        reader.first = atoms->first[s];
        reader.end = atoms->first[s + 1];
        if (att_part_is_told(att_document_part_kind(document, &document->sentences.items[s])))
            read_sentence(document, &reader);
    }
    return ATT_OK;
}
