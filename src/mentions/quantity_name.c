/* quantity_name.c - numbers that count nothing, and the words that bound those that do. */
#include "mentions/quantity_read.h"

/* Nouns whose number is a name, whatever follows. */
static const char *const always_numbered[] = {"no",          "number", "numbered",  "article",
                                              "articles",    "decree", "directive", "resolution",
                                              "resolutions", "level",  NULL};

/* Nouns whose number is a name unless a plural noun follows: "handed the unit 40 sets". */
static const char *const numbered[] = {
    "ship",     "ships",   "vessel", "vessels", "brigade",  "battalion", "division",  "regiment",
    "region",   "route",   "line",   "flight",  "zone",     "corps",     "marker",    "markers",
    "gate",     "highway", "boeing", "airbus",  "chapter",  "section",   "paragraph", "annex",
    "room",     "channel", "class",  "type",    "mark",     "vision",    "agenda",    "covid",
    "category", "grade",   "pier",   "pillar",  "decision", "circular",  "squadron",  "fleet",
    "hospital", "station", "base",   "area",    "district", "ward",      "unit",      "company",
    "tel",      "phone",   "fax",    "page",    "figure",   "table",     "version",   "model",
    "hull",     "pennant", "law",    "item",    "clause",   "sector",    "post",      "beijing",
    "group",    NULL};

/* "14:00", "9 a.m.", "1800 GMT", "11.30 hours". */
static bool is_clock(const quantity_reader *reader, uint32_t from, uint32_t to) {
    if (is_mark(reader, to, ':') && to + 1 < reader->end &&
        atom_at(reader, to + 1)->kind == ATT_ATOM_NUMBER && !atom_at(reader, to + 1)->spaced)
        return true;
    if (from > reader->first + 1 && is_mark(reader, from - 1, ':') &&
        atom_at(reader, from - 2)->kind == ATT_ATOM_NUMBER && !atom_at(reader, from)->spaced)
        return true;
    if (is_word(reader, to, "am") || is_word(reader, to, "pm") || is_word(reader, to, "gmt") ||
        is_word(reader, to, "o") || is_word(reader, to, "utc"))
        return true;
    bool hours = is_word(reader, to, "hours") && to == from + 1;
    if (hours && atom_at(reader, from)->digits == 4)
        return true;
    return (is_word(reader, to, "a") || is_word(reader, to, "p")) && is_mark(reader, to + 1, '.') &&
           is_word(reader, to + 2, "m");
}

static bool is_age(const quantity_reader *reader, uint32_t from, uint32_t to) {
    if (from > reader->first && is_word(reader, from - 1, "aged"))
        return true;
    uint32_t next = to + is_mark(reader, to, '-');
    if (!is_word(reader, next, "year") && !is_word(reader, next, "years"))
        return false;
    next++;
    next += is_mark(reader, next, '-');
    return is_word(reader, next, "old");
}

/* "2-1", "270-5512": one part of a run of numbers that no noun follows. */
static bool is_score(const quantity_reader *reader, uint32_t from, uint32_t to) {
    bool after = is_mark(reader, to, '-') && !atom_at(reader, to)->spaced && to + 1 < reader->end &&
                 atom_at(reader, to + 1)->kind == ATT_ATOM_NUMBER &&
                 !atom_at(reader, to + 1)->spaced;
    bool before = from > reader->first + 1 && is_mark(reader, from - 1, '-') &&
                  !atom_at(reader, from)->spaced &&
                  atom_at(reader, from - 2)->kind == ATT_ATOM_NUMBER;
    return before || (after && atom_at(reader, to + 1)->number <= atom_at(reader, from)->number);
}

/* "C-17", "COVID-19", "ADMM-16", "P5", "2+2": written in one with letters before it. */
static bool is_glued(const quantity_reader *reader, uint32_t from) {
    if (from == reader->first || atom_at(reader, from)->spaced)
        return false;
    const att_atom *before = atom_at(reader, from - 1);
    if (before->kind == ATT_ATOM_WORD)
        return !att_slice_is(before->text, "usd") && !att_slice_is(before->text, "vnd") &&
               !att_slice_is(before->text, "eur") && !att_slice_is(before->text, "rs");
    if (before->mark == '+' || before->mark == '/' || before->mark == '_')
        return true;
    return before->mark == '-' && !before->spaced && from >= reader->first + 2 &&
           before[-1].kind == ATT_ATOM_WORD && before[-1].word != ATT_WORD_PREPOSITION;
}

static bool looks_plural(const quantity_reader *reader, uint32_t at) {
    if (at >= reader->end || atom_at(reader, at)->kind != ATT_ATOM_WORD)
        return false;
    quantity_unit unit = att_quantity_unit(reader, at);
    if (!unit.found)
        return false;
    att_slice text = atom_at(reader, unit.head)->text;
    return att_slice_ends(text, "s") || att_slice_is(text, "personnel") ||
           att_slice_is(text, "people") || att_slice_is(text, "women") ||
           att_slice_is(text, "men") || att_slice_is(text, "aircraft") ||
           att_slice_is(text, "percent") || att_slice_is(text, "staff");
}

/* "5G", "3D": letters in one with it that are no measure. */
static bool is_sign(const quantity_reader *reader, uint32_t from, uint32_t to) {
    return to == from + 1 && to < reader->end && !atom_at(reader, to)->spaced &&
           atom_at(reader, from)->kind == ATT_ATOM_NUMBER && atom_at(reader, to)->capital &&
           atom_at(reader, to)->text.size == 1;
}

/* A noun right before the number makes it that noun's name, unless a plural noun follows. */
static bool is_named(const quantity_reader *reader, uint32_t from, uint32_t to) {
    if (from == reader->first || atom_at(reader, from)->kind != ATT_ATOM_NUMBER)
        return false;
    uint32_t at = from - 1;
    if (is_mark(reader, at, '.') && at > reader->first && is_word(reader, at - 1, "no"))
        return true;
    const att_atom *before = atom_at(reader, at);
    if (before->kind != ATT_ATOM_WORD)
        return false;
    if (is_any(before->text, always_numbered) || before->word == ATT_WORD_SERIES)
        return true;
    bool named = is_any(before->text, numbered);
    if (named && (before->capital || !looks_plural(reader, to)))
        return true;
    if ((is_word(reader, at, "to") || is_word(reader, at, "and")) && at >= reader->first + 2 &&
        before[-1].kind == ATT_ATOM_NUMBER && !looks_plural(reader, to) &&
        is_any(before[-2].text, numbered))
        return true; /* "markers 605 to 612" */
    if (!looks_plural(reader, to) && is_word(reader, at, "of") && at > reader->first &&
        is_word(reader, at - 1, "group"))
        return true;
    bool noun = before->capital && before->word == ATT_WORD_OTHER && at > reader->first;
    return noun && !looks_plural(reader, to);
}

/* A number of four digits that may be a year and counts nothing in the plural. */
static bool is_year(const quantity_reader *reader, uint32_t from, uint32_t to) {
    const att_atom *atom = atom_at(reader, from);
    if (to != from + 1 || atom->digits != 4 || atom->number < 1900 || atom->number > 2100)
        return false;
    bool the = from > reader->first && (atom[-1].word == ATT_WORD_DETERMINER ||
                                        atom[-1].word == ATT_WORD_PREPOSITION || atom[-1].capital);
    return the || !looks_plural(reader, to);
}

/* "one of the", "one another", "no one", "1." opening a list. */
static bool is_pronoun(const quantity_reader *reader, uint32_t from, uint32_t to) {
    if (is_word(reader, from, "one") && to == from + 1) {
        bool of = is_word(reader, to, "of") || is_word(reader, to, "another") ||
                  is_mark(reader, to, '\'');
        bool no = from > reader->first &&
                  (is_word(reader, from - 1, "no") || is_word(reader, from - 1, "the") ||
                   is_word(reader, from - 1, "this"));
        return of || no || !att_quantity_unit(reader, to).found;
    }
    return from == reader->first && (is_mark(reader, to, '.') || is_mark(reader, to, ')'));
}

/* "the Five Power Defence Arrangements": a number word that opens a name. */
static bool is_title(const quantity_reader *reader, uint32_t from, uint32_t to) {
    const att_atom *atom = atom_at(reader, from);
    return from > reader->first && atom->kind == ATT_ATOM_WORD && atom->capital &&
           to < reader->end && atom_at(reader, to)->capital;
}

/* "the two sides", "both countries": who takes part, not how many. */
static bool is_party(const quantity_reader *reader, uint32_t from, uint32_t to) {
    static const char *const parties[] = {
        "sides",    "countries",  "nations",     "states",      "ministries", "ministers",
        "armies",   "navies",     "forces",      "governments", "leaders",    "peoples",
        "parties",  "militaries", "neighbours",  "neighbors",   "officials",  "chiefs",
        "guards",   "presidents", "delegations", "agencies",    "capitals",   "generals",
        "officers", NULL};
    const att_atom *atom = atom_at(reader, from);
    if (atom->word != ATT_WORD_NUMBER || atom->value < 2 || atom->value > 3 || to != from + 1)
        return false;
    quantity_unit unit = att_quantity_unit(reader, to);
    if (!unit.found || !is_any(atom_at(reader, unit.head)->text, parties))
        return false;
    bool definite = from > reader->first &&
                    (atom[-1].word == ATT_WORD_DETERMINER || att_slice_is(atom[-1].text, "both"));
    return definite || is_word(reader, unit.head, "sides");
}

bool att_quantity_is_name(const quantity_reader *reader, uint32_t from, uint32_t to) {
    return is_glued(reader, from) || is_clock(reader, from, to) || is_age(reader, from, to) ||
           is_score(reader, from, to) || is_sign(reader, from, to) || is_named(reader, from, to) ||
           is_year(reader, from, to) || is_pronoun(reader, from, to) ||
           is_title(reader, from, to) || is_party(reader, from, to);
}

typedef struct bound_phrase {
    const char *words;
    att_bound bound;
} bound_phrase;

/* Longer phrases first, where one ends with another. */
static const bound_phrase bound_phrases[] = {{"no fewer than", ATT_BOUND_AT_LEAST},
                                             {"no less than", ATT_BOUND_AT_LEAST},
                                             {"not less than", ATT_BOUND_AT_LEAST},
                                             {"not fewer than", ATT_BOUND_AT_LEAST},
                                             {"no time less than", ATT_BOUND_AT_LEAST},
                                             {"never less than", ATT_BOUND_AT_LEAST},
                                             {"no more than", ATT_BOUND_LESS},
                                             {"not more than", ATT_BOUND_LESS},
                                             {"at least", ATT_BOUND_AT_LEAST},
                                             {"a minimum of", ATT_BOUND_AT_LEAST},
                                             {"more than", ATT_BOUND_MORE},
                                             {"upwards of", ATT_BOUND_MORE},
                                             {"in excess of", ATT_BOUND_MORE},
                                             {"greater than", ATT_BOUND_MORE},
                                             {"fewer than", ATT_BOUND_LESS},
                                             {"less than", ATT_BOUND_LESS},
                                             {"up to", ATT_BOUND_LESS},
                                             {"at most", ATT_BOUND_LESS},
                                             {"a maximum of", ATT_BOUND_LESS},
                                             {"close to", ATT_BOUND_ABOUT},
                                             {"an estimated", ATT_BOUND_ABOUT},
                                             {"over", ATT_BOUND_MORE},
                                             {"exceeding", ATT_BOUND_MORE},
                                             {"above", ATT_BOUND_MORE},
                                             {"under", ATT_BOUND_LESS},
                                             {"below", ATT_BOUND_LESS},
                                             {"nearly", ATT_BOUND_ABOUT},
                                             {"almost", ATT_BOUND_ABOUT},
                                             {"about", ATT_BOUND_ABOUT},
                                             {"around", ATT_BOUND_ABOUT},
                                             {"approximately", ATT_BOUND_ABOUT},
                                             {"some", ATT_BOUND_ABOUT},
                                             {"roughly", ATT_BOUND_ABOUT},
                                             {"circa", ATT_BOUND_ABOUT},
                                             {"estimated", ATT_BOUND_ABOUT},
                                             {NULL, ATT_BOUND_EQUAL}};

/* Whether the phrase stands right before atom `end`: where it begins, or `end`. */
static uint32_t phrase_before(const quantity_reader *reader, const char *words, uint32_t end) {
    uint32_t count = 1;
    for (const char *at = words; *at; at++)
        count += *at == ' ';
    if (end < reader->first + count)
        return end;
    att_slice rest = att_slice_of(words), word;
    for (uint32_t i = end - count; att_slice_next(&rest, ' ', &word); i++)
        if (!att_slice_equal(atom_at(reader, i)->text, word))
            return end;
    return end - count;
}

/* "handed over 36 vehicles", "took over 5 posts": no bound. */
static bool is_phrasal(const quantity_reader *reader, uint32_t start, const char *words) {
    static const char *const verbs[] = {"hand",  "hands", "handed", "handing", "take",   "took",
                                        "taken", "turn",  "turned", "turning", "taking", NULL};
    return start > reader->first && att_slice_is(att_slice_of(words), "over") &&
           is_any(atom_at(reader, start - 1)->text, verbs);
}

att_bound att_quantity_bound(const quantity_reader *reader, uint32_t *first, uint32_t after) {
    uint32_t end = *first;
    if (is_mark(reader, after, '+'))
        return ATT_BOUND_MORE;
    if (is_word(reader, after, "or")) {
        if (is_word(reader, after + 1, "more"))
            return ATT_BOUND_AT_LEAST;
        if (is_word(reader, after + 1, "so"))
            return ATT_BOUND_ABOUT;
    }
    if (end > reader->first && is_word(reader, end - 1, "a"))
        end--;
    for (const bound_phrase *phrase = bound_phrases; phrase->words; phrase++) {
        uint32_t start = phrase_before(reader, phrase->words, end);
        if (start == end || is_phrasal(reader, start, phrase->words))
            continue;
        *first = start;
        return phrase->bound;
    }
    return ATT_BOUND_EQUAL;
}
