/* quantity_unit.c - what a number counts: the noun at the end of the phrase that follows it. */
#include "mentions/quantity_read.h"

/* Words at which a counted phrase ends, whatever the tagger says. */
static const char *const stops[] = {
    "who",  "which", "that",  "was",   "were",    "are",    "is",   "be",   "been",   "have",
    "has",  "had",   "will",  "would", "to",      "and",    "or",   "but",  "than",   "as",
    "so",   "them",  "whom",  "it",    "he",      "she",    "they", "when", "while",  "where",
    "not",  "there", "could", "may",   "can",     "should", "must", "also", "abroad", "home",
    "each", "per",   "ago",   "later", "earlier", "since",  "then", "more", NULL};

static bool is_stop(const quantity_reader *reader, uint32_t at) {
    const att_atom *atom = atom_at(reader, at);
    if (atom->kind != ATT_ATOM_WORD || atom->word == ATT_WORD_PREPOSITION ||
        atom->word == ATT_WORD_DETERMINER || atom->word == ATT_WORD_WEEKDAY)
        return true;
    if (atom->word == ATT_WORD_MONTH && atom->capital)
        return true;
    return is_any(atom->text, stops);
}

/* Without a tagger: the first word that looks like a plural or counts in the singular. */
static bool looks_counted(att_slice text) {
    static const char *const collectives[] = {
        "personnel", "people", "staff",    "police",   "aircraft", "women",   "men",  "troops",
        "percent",   "cent",   "children", "hectares", "crew",     "yen",     "baht", "won",
        "dong",      "vnd",    "usd",      "rand",     "yuan",     "sorties", NULL};
    return (text.size > 3 && att_slice_ends(text, "s") && !att_slice_ends(text, "ss") &&
            !att_slice_ends(text, "ous") && !att_slice_ends(text, "'s")) ||
           is_any(text, collectives);
}

/* 1 a noun, 0 what may stand before one, -1 neither. */
static int noun_like(const quantity_reader *reader, uint32_t at) {
    const att_atom *atom = atom_at(reader, at);
    if (!reader->document->words)
        return 1;
    switch (reader->document->words[atom->token].upos) {
    case ATT_UPOS_NOUN:
    case ATT_UPOS_PROPN:
        return 1;
    case ATT_UPOS_ADJ:
    case ATT_UPOS_NUM:
    case ATT_UPOS_ADV:
    case ATT_UPOS_X:
        return 0;
    case ATT_UPOS_VERB: /* "armoured vehicles": only before a noun */
        if (at > reader->first && looks_counted(atom->text) &&
            (atom[-1].kind == ATT_ATOM_NUMBER || atom[-1].word == ATT_WORD_NUMBER))
            return 1; /* "21,300 hectares", whatever the tagger says */
        return att_slice_ends(atom->text, "ed") || att_slice_ends(atom->text, "ing") ? 0 : -1;
    default:
        return -1;
    }
}

static bool is_verb(const quantity_reader *reader, uint32_t at) {
    const att_word *words = reader->document->words;
    return words && words[atom_at(reader, at)->token].upos == ATT_UPOS_VERB;
}

/* The end of the run of words that can make up one counted phrase. */
static uint32_t run_end(const quantity_reader *reader, uint32_t at) {
    enum { LONGEST = 8 };
    uint32_t next = at;
    bool noun = !reader->document->words;
    while (next < reader->end && next < at + LONGEST) {
        /* "340 Paraguayan and Brazilian officers", "COVID-19 checkpoints" */
        bool joins = !noun && next > at && next + 1 < reader->end && is_word(reader, next, "and");
        bool part = next > at && atom_at(reader, next)->kind == ATT_ATOM_NUMBER &&
                    atom_at(reader, next - 1)->mark == '-';
        if (joins || part) {
            next++;
            continue;
        }
        bool hyphen = is_mark(reader, next, '-') && !atom_at(reader, next)->spaced && next > at &&
                      next + 1 < reader->end;
        bool genitive =
            is_mark(reader, next, '\'') && next + 1 < reader->end && is_word(reader, next + 1, "s");
        bool bare_genitive = is_mark(reader, next, '\'') && next > at && next + 1 < reader->end &&
                             atom_at(reader, next + 1)->spaced;
        if (!hyphen && !genitive && !bare_genitive &&
            (is_stop(reader, next) || noun_like(reader, next) < 0 ||
             (noun && is_verb(reader, next))))
            break;
        noun = noun || (!hyphen && !genitive && !bare_genitive && noun_like(reader, next) > 0 &&
                        !atom_at(reader, next)->capital);
        next++;
    }
    return next;
}

static uint32_t head_in(const quantity_reader *reader, uint32_t at, uint32_t end) {
    uint32_t head = ATT_NONE;
    for (uint32_t i = at; i < end; i++) {
        if (atom_at(reader, i)->kind != ATT_ATOM_WORD || noun_like(reader, i) < 1)
            continue;
        if (reader->document->words) {
            head = i;
            continue;
        }
        if (looks_counted(atom_at(reader, i)->text))
            return i;
        if (head == ATT_NONE || !atom_at(reader, i)->capital || atom_at(reader, head)->capital)
            head = i;
    }
    return head;
}

/* "of protective clothing" after the noun; "and professional soldiers". */
static uint32_t widen(const quantity_reader *reader, uint32_t head, uint32_t end) {
    if (!is_word(reader, end, "of") && !is_word(reader, end, "and"))
        return end;
    uint32_t start = end + 1;
    if (start < reader->end && atom_at(reader, start)->kind == ATT_ATOM_NUMBER)
        return end;
    if (start < reader->end &&
        (atom_at(reader, start)->word == ATT_WORD_NUMBER || is_stop(reader, start)))
        return end;
    bool and_too = is_word(reader, end, "and");
    uint32_t after = run_end(reader, start);
    uint32_t noun = after > start ? head_in(reader, start, after) : ATT_NONE;
    if (noun == ATT_NONE)
        return end;
    if (and_too && !looks_counted(atom_at(reader, noun)->text))
        return end;
    return noun + 1;
}

static quantity_unit percent(const quantity_reader *reader, uint32_t at) {
    quantity_unit unit = {at, at, at, false, false};
    if (is_mark(reader, at, '%') || is_word(reader, at, "percent"))
        unit.end = at + 1;
    else if (is_word(reader, at, "per") && is_word(reader, at + 1, "cent"))
        unit.end = at + 2;
    unit.head = unit.end - (unit.end > at);
    unit.found = unit.end > at;
    return unit;
}

/* "20 of our officers", "three of five radar sets": the noun after "of". */
static quantity_unit out_of(const quantity_reader *reader, uint32_t at) {
    quantity_unit unit = {at, at, at, false, false};
    double number = 0;
    if (!is_word(reader, at, "of"))
        return unit;
    uint32_t next = at + 1;
    next += next < reader->end && atom_at(reader, next)->word == ATT_WORD_DETERMINER;
    next += is_word(reader, next, "our") || is_word(reader, next, "whose");
    uint32_t after = att_atoms_number(&number, reader->atoms, next, reader->end);
    if (after == at + 1)
        return unit;
    uint32_t end = run_end(reader, after);
    uint32_t head = head_in(reader, after, end);
    if (head != ATT_NONE)
        unit = (quantity_unit){after, head + 1, head, true, false};
    return unit;
}

/* "nine wounded": people, told by what befell them. */
static quantity_unit casualties(const quantity_reader *reader, uint32_t at) {
    static const char *const fates[] = {"wounded", "killed", "injured", "dead", "missing", NULL};
    quantity_unit unit = {at, at, at, false, false};
    if (at < reader->end && is_any(atom_at(reader, at)->text, fates) &&
        (at + 1 >= reader->end || is_stop(reader, at + 1) ||
         atom_at(reader, at + 1)->word == ATT_WORD_DEICTIC ||
         atom_at(reader, at + 1)->kind == ATT_ATOM_MARK))
        unit = (quantity_unit){at, at + 1, at, true, false};
    return unit;
}

/* "21 of whom are women", "25 of them women": the noun after "of them". */
static quantity_unit among_them(const quantity_reader *reader, uint32_t at) {
    quantity_unit unit = {at, at, at, false, false};
    uint32_t next = at + 2;
    if (!is_word(reader, at, "of") ||
        !(is_word(reader, at + 1, "them") || is_word(reader, at + 1, "whom") ||
          is_word(reader, at + 1, "which")))
        return unit;
    next += is_word(reader, next, "are") || is_word(reader, next, "were");
    if (next >= reader->end || is_stop(reader, next))
        return unit;
    const att_atom *atom = atom_at(reader, next);
    bool named = att_slice_is(atom->text, "female") || att_slice_is(atom->text, "male") ||
                 looks_counted(atom->text);
    if (named)
        unit = (quantity_unit){next, next + 1, next, true, false};
    return unit;
}

quantity_unit att_quantity_unit(const quantity_reader *reader, uint32_t at) {
    quantity_unit unit = percent(reader, at);
    if (!unit.found)
        unit = among_them(reader, at);
    if (!unit.found)
        unit = out_of(reader, at);
    if (!unit.found)
        unit = casualties(reader, at);
    if (unit.found || at >= reader->end)
        return unit;
    bool hyphen = is_mark(reader, at, '-') && !atom_at(reader, at)->spaced;
    bool strong = hyphen && is_word(reader, at + 1, "strong"); /* "a 331-strong unit" */
    if (strong)
        at += 2;
    if (hyphen && !strong && at + 1 < reader->end && !atom_at(reader, at + 1)->spaced &&
        atom_at(reader, at + 1)->kind == ATT_ATOM_WORD)
        return (quantity_unit){at + 1, at + 2, at + 1, true, true};
    uint32_t start = at + is_mark(reader, at, '+');
    while (is_word(reader, start, "more") || is_word(reader, start, "or"))
        start += is_word(reader, start, "more") ? 1 : reader->end;
    if (start >= reader->end)
        return unit;
    uint32_t end = run_end(reader, start);
    uint32_t head = head_in(reader, start, end);
    if (head == ATT_NONE)
        return unit;
    unit = (quantity_unit){start, head + 1, head, true, false};
    unit.end = widen(reader, head, head + 1);
    return unit;
}
