/* person.c - ranks, names, stacked titles and appositions; see grammar.h. */
#include "mentions/grammar.h"

static const char *const particles[] = {"al",  "bin", "bint", "ibn", "de",  "da",   "do", "dos",
                                        "van", "von", "der",  "den", "la",  "el",   "di", "du",
                                        "del", "ter", "y",    "e",   "abu", "ould", "ben"};

enum { NAME_PIECES = 7 };

static bool is_particle(const att_grammar *grammar, uint32_t k) {
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (att_grammar_word(grammar, k, particles[i]))
            return true;
    return false;
}

/* A hyphen inside a name stands close to both sides: "Jae-wook". */
static bool is_close_hyphen(const att_grammar *grammar, uint32_t k) {
    if (att_grammar_kind(grammar, k) != ATT_PIECE_HYPHEN || k == 0)
        return false;
    const att_token *tokens = grammar->pieces->document->tokens.items;
    uint32_t token = att_grammar_at(grammar, k)->first;
    return token > 0 && !tokens[token - 1].space_after && !tokens[token].space_after;
}

static bool is_name(const att_grammar *grammar, uint32_t k) {
    return att_grammar_kind(grammar, k) == ATT_PIECE_NAME;
}

static bool is_state_word(const att_grammar *grammar, uint32_t k) {
    att_piece_kind kind = att_grammar_kind(grammar, k);
    return kind == ATT_PIECE_STATE || kind == ATT_PIECE_DEMONYM || kind == ATT_PIECE_PEOPLE;
}

/* "Noh Jae-wook", "Alejandra Ruiz de Quintana", "Saif Al Mazrouei". */
uint32_t att_grammar_name(const att_grammar *grammar, uint32_t k, att_run *name) {
    uint32_t i = k;
    if (att_grammar_word(grammar, i, "i") && is_name(grammar, i + 1) &&
        (att_grammar_kind(grammar, i - 1) == ATT_PIECE_RANK ||
         att_grammar_kind(grammar, i - 1) == ATT_PIECE_CLOSE))
        i++; /* "General I Gede Putu" */
    else if (is_particle(grammar, i) &&
             att_pieces_capital(grammar->pieces, att_grammar_at(grammar, i)->first) &&
             (is_name(grammar, i + 1) || att_grammar_kind(grammar, i + 1) == ATT_PIECE_HYPHEN))
        i++;
    else if (is_state_word(grammar, i) && i > 0 && is_name(grammar, i + 1) &&
             att_grammar_kind(grammar, i - 1) == ATT_PIECE_RANK)
        i++; /* "Gen. Thai Ba Quyet" bears the name, not the state */
    else if (!is_name(grammar, i))
        return k;
    uint32_t end = i;
    while (i < k + NAME_PIECES) {
        if (is_name(grammar, i)) {
            end = ++i;
        } else if (is_close_hyphen(grammar, i) &&
                   att_grammar_kind(grammar, i + 1) != ATT_PIECE_END) {
            i += 2;
            end = i;
        } else if (is_particle(grammar, i) &&
                   (is_name(grammar, i + 1) || is_particle(grammar, i + 1) ||
                    is_close_hyphen(grammar, i + 1))) {
            i++;
        } else {
            break;
        }
    }
    if (end == k)
        return k;
    name->first = att_grammar_at(grammar, k)->first;
    name->end = att_grammar_at(grammar, end - 1)->end;
    return end;
}

/* Ranks, titles and marks before a name: "Senior Lieutenant General", "Dr", "(Retired)". */
static uint32_t read_ranks(const att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    for (;; k++) {
        const att_piece *piece = att_grammar_at(grammar, k);
        bool police = piece->kind == ATT_PIECE_ORGAN && piece->sense->sector == ATT_SECTOR_COP &&
                      att_grammar_kind(grammar, k + 1) == ATT_PIECE_RANK;
        bool mark = piece->kind == ATT_PIECE_PREFIX && phrase->ranked;
        if (piece->kind == ATT_PIECE_RANK) {
            phrase->ranked = true;
            if (!phrase->sector) {
                phrase->sector = piece->sense->sector ? piece->sense->sector : ATT_SECTOR_MIL;
            }
            if (!phrase->key.size)
                phrase->key = piece->sense->key;
            if (!phrase->level)
                phrase->level = piece->sense->level;
        } else if (police) {
            if (!phrase->sector) {
                phrase->sector = ATT_SECTOR_COP;
                phrase->own_sector = true;
            }
        } else if (piece->kind == ATT_PIECE_HYPHEN && phrase->ranked &&
                   att_grammar_kind(grammar, k + 1) == ATT_PIECE_RANK) {
            continue; /* "Colonel-General" */
        } else if (piece->kind != ATT_PIECE_HONORIFIC && !mark) {
            uint32_t after = phrase->ranked ? att_grammar_bracket(grammar, k) : k;
            if (after == k || after - k > 4)
                return k;
            k = after - 1;
        }
    }
}

/* Ranks and a name into the phrase. */
uint32_t att_grammar_person(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    att_phrase with = *phrase;
    uint32_t after_ranks = read_ranks(grammar, k, &with);
    att_run name;
    uint32_t end = att_grammar_name(grammar, after_ranks, &name);
    if (end == after_ranks) {
        if (after_ranks == k || !with.ranked)
            return k;
        *phrase = with; /* "the Admiral" */
        phrase->end = att_grammar_at(grammar, after_ranks - 1)->end;
        return after_ranks;
    }
    *phrase = with;
    phrase->names[0] = name;
    phrase->name_count = 1;
    phrase->end = name.end;
    uint32_t marked = att_grammar_bracket(grammar, end);
    return marked != end && marked - end <= 4 ? marked : end;
}

/* ---- stacked titles ---------------------------------------------------------------------------
 */

/* Which of two offices of one person an act is done in: the lower number counts more. */
static int relevance(const att_phrase *phrase) {
    switch (phrase->sector) {
    case ATT_SECTOR_NONE:
        return 9;
    case ATT_SECTOR_PTY:
        return phrase->level <= 1 ? 1 : 6;
    default:
        if (phrase->level <= 1 && phrase->level)
            return 0;
        return phrase->own_sector ? 2 + phrase->level : 7 + phrase->level;
    }
}

/* The second title joins the first: the more relevant one gives the sector. */
static void join_titles(att_phrase *phrase, const att_phrase *other) {
    if (!phrase->sector || relevance(other) < relevance(phrase)) {
        phrase->sector = other->sector ? other->sector : phrase->sector;
        phrase->own_sector = other->own_sector;
        phrase->key = other->key.size ? other->key : phrase->key;
        phrase->organisation = other->organisation;
        if (other->code_count && other->organisation.size)
            phrase->code_count = 0;
    }
    if (other->level && (!phrase->level || other->level < phrase->level))
        phrase->level = other->level;
    for (uint32_t i = 0; i < other->code_count && !phrase->code_count; i++)
        att_grammar_add_code(phrase, other->codes[i]);
    phrase->kind = ATT_MENTION_OFFICE;
    phrase->ranked |= other->ranked;
    phrase->weak = phrase->weak && other->weak;
    if (phrase->office.first == phrase->office.end)
        phrase->office = other->office;
    else if (other->office.end > phrase->office.end)
        phrase->office.end = other->office.end;
    if (phrase->place.first == phrase->place.end)
        phrase->place = other->place;
    if (!phrase->name_count && other->name_count) {
        phrase->names[0] = other->names[0];
        phrase->name_count = 1;
    }
    phrase->end = other->end;
}

static bool same_codes(const att_phrase *a, const att_phrase *b) {
    if (!a->code_count || !b->code_count)
        return true;
    return a->code_count == b->code_count && att_slice_equal(a->codes[0], b->codes[0]);
}

/* "Secretary of the Commission and Minister of Defence General X": titles up to one with a name. */
uint32_t att_grammar_stack(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    if (phrase->kind != ATT_MENTION_OFFICE || phrase->plural || phrase->name_count ||
        grammar->depth >= ATT_GRAMMAR_DEPTH)
        return k;
    uint32_t i = k;
    if (att_grammar_kind(grammar, i) == ATT_PIECE_COMMA)
        i++;
    if (att_grammar_kind(grammar, i) == ATT_PIECE_AND)
        i++;
    if (i == k || att_grammar_kind(grammar, i) == ATT_PIECE_DETERMINER)
        return k;
    att_phrase other;
    uint32_t nested = grammar->out->count;
    uint32_t end = att_grammar_phrase(grammar, i, true, &other);
    bool fits = end != i && other.kind == ATT_MENTION_OFFICE && other.name_count == 1 &&
                !other.plural && same_codes(phrase, &other) && other.office.first == other.first &&
                other.office.end > other.office.first;
    if (!fits) {
        grammar->out->count = nested;
        return k;
    }
    join_titles(phrase, &other);
    return end;
}

/* ---- appositions ------------------------------------------------------------------------------
 */

static bool closes(const att_grammar *grammar, uint32_t k) {
    att_piece_kind kind = att_grammar_kind(grammar, k);
    return kind == ATT_PIECE_END || kind == ATT_PIECE_COMMA || kind == ATT_PIECE_OTHER ||
           kind == ATT_PIECE_AND || kind == ATT_PIECE_CLOSE || kind == ATT_PIECE_PREPOSITION;
}

/* ", Prasert Wongsiri, Lim Boon Keat and Ricardo Villanueva": as many names as states. */
static uint32_t read_names(const att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    att_run names[ATT_PHRASE_CODES];
    uint32_t count = 0, end = k;
    for (uint32_t i = k; count < phrase->code_count;) {
        uint32_t after = att_grammar_name(grammar, i, &names[count]);
        if (after == i)
            break;
        count++;
        end = i = after;
        if (att_grammar_kind(grammar, i) == ATT_PIECE_COMMA)
            i++;
        if (att_grammar_kind(grammar, i) == ATT_PIECE_AND)
            i++;
        if (i == after)
            break;
    }
    if (!count || count != phrase->code_count)
        return k;
    memcpy(phrase->names, names, sizeof names);
    phrase->name_count = count;
    phrase->end = names[count - 1].end;
    return end;
}

/* "…, Noh Jae-wook, …" after an office; "…, Minister of Defence, …" after a name. */
static uint32_t named_after(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    if (phrase->code_count > 1 || phrase->plural)
        return read_names(grammar, k, phrase);
    att_phrase with = *phrase;
    uint32_t end = att_grammar_person(grammar, k, &with);
    bool ranked = att_grammar_kind(grammar, k) == ATT_PIECE_RANK ||
                  att_grammar_kind(grammar, k) == ATT_PIECE_HONORIFIC;
    if (end == k || !with.name_count || (!ranked && !closes(grammar, end)))
        return k;
    *phrase = with;
    return end;
}

/* "who is Deputy Minister", "who commanded the vessels". */
static uint32_t skip_relative(const att_grammar *grammar, uint32_t k) {
    static const char *const verbs[] = {"is",         "was",    "commands", "commanded",
                                        "heads",      "headed", "leads",    "led",
                                        "represents", "chairs", "chaired",  "also"};
    if (!att_grammar_word(grammar, k, "who"))
        return k;
    uint32_t i = k + 1;
    for (size_t round = 0; round < 2; round++)
        for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++)
            if (att_grammar_word(grammar, i, verbs[v])) {
                i++;
                break;
            }
    return i > k + 1 ? i : k;
}

static uint32_t titled_after(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    uint32_t i = skip_relative(grammar, k);
    bool relative = i != k;
    uint32_t nested = grammar->out->count;
    att_phrase other;
    uint32_t end = att_grammar_phrase(grammar, i, false, &other);
    bool actor = other.kind == ATT_MENTION_OFFICE || (relative && other.kind == ATT_MENTION_ORGAN);
    bool fits = end != i && actor && !other.name_count && other.plural <= relative &&
                same_codes(phrase, &other);
    if (!relative && !closes(grammar, end) && att_grammar_kind(grammar, end) != ATT_PIECE_GENITIVE)
        fits = false;
    if (!fits) {
        grammar->out->count = nested;
        return k;
    }
    join_titles(phrase, &other);
    return end;
}

/* A plain name takes a title after it only where it is a person's: not "in Cilangkap, the
 * Commander", not "Mauritius's National Day, the Chief". */
static bool can_be_titled(const att_grammar *grammar, const att_phrase *phrase) {
    if (phrase->ranked || phrase->kind != ATT_MENTION_PERSON)
        return true;
    const att_document *document = grammar->pieces->document;
    att_run name = phrase->names[0];
    uint32_t start = document->sentences.items[grammar->sentence].first;
    if (name.first > start) {
        att_slice before = att_pieces_lower(grammar->pieces, name.first - 1);
        static const char *const words[] = {"in", "at", "near", "'s", "’s", "national", "of"};
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (att_slice_is(before, words[i]))
                return false;
    }
    return name.end - name.first > 1 || !document->words || document->words[name.first].entity == 1;
}

uint32_t att_grammar_apposition(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    if (att_grammar_kind(grammar, k) != ATT_PIECE_COMMA || grammar->depth >= ATT_GRAMMAR_DEPTH)
        return k;
    uint32_t end = k + 1;
    if (!phrase->name_count)
        end = named_after(grammar, k + 1, phrase);
    else if (phrase->name_count == 1 && can_be_titled(grammar, phrase))
        end = titled_after(grammar, k + 1, phrase);
    return end == k + 1 ? k : end;
}
