/* pieces.c - see pieces.h. Two passes: the first matches and counts what is certain, the second
 * decides what is not. */
#include "mentions/pieces.h"

#include "base/utf8.h"

static const struct {
    const char *word;
    att_piece_kind kind;
} function_words[] = {
    {"the", ATT_PIECE_DETERMINER},   {"a", ATT_PIECE_DETERMINER},
    {"an", ATT_PIECE_DETERMINER},    {"this", ATT_PIECE_DETERMINER},
    {"these", ATT_PIECE_DETERMINER}, {"those", ATT_PIECE_DETERMINER},
    {"that", ATT_PIECE_DETERMINER},  {"each", ATT_PIECE_DETERMINER},
    {"all", ATT_PIECE_DETERMINER},   {"its", ATT_PIECE_POSSESSIVE},
    {"his", ATT_PIECE_POSSESSIVE},   {"her", ATT_PIECE_POSSESSIVE},
    {"their", ATT_PIECE_POSSESSIVE}, {"our", ATT_PIECE_POSSESSIVE},
    {"my", ATT_PIECE_POSSESSIVE},    {"he", ATT_PIECE_PRONOUN},
    {"she", ATT_PIECE_PRONOUN},      {"him", ATT_PIECE_PRONOUN},
    {"it", ATT_PIECE_PRONOUN},       {"they", ATT_PIECE_PRONOUN},
    {"them", ATT_PIECE_PRONOUN},     {"'s", ATT_PIECE_GENITIVE},
    {"’s", ATT_PIECE_GENITIVE},      {"'", ATT_PIECE_GENITIVE},
    {"’", ATT_PIECE_GENITIVE},       {"of", ATT_PIECE_OF},
    {"for", ATT_PIECE_PREPOSITION},  {"from", ATT_PIECE_PREPOSITION},
    {"to", ATT_PIECE_PREPOSITION},   {"in", ATT_PIECE_PREPOSITION},
    {"at", ATT_PIECE_PREPOSITION},   {"with", ATT_PIECE_PREPOSITION},
    {"on", ATT_PIECE_PREPOSITION},   {"by", ATT_PIECE_PREPOSITION},
    {"near", ATT_PIECE_PREPOSITION}, {"off", ATT_PIECE_PREPOSITION},
    {"and", ATT_PIECE_AND},          {"&", ATT_PIECE_AND},
    {"or", ATT_PIECE_AND},           {",", ATT_PIECE_COMMA},
    {"-", ATT_PIECE_HYPHEN},         {"–", ATT_PIECE_HYPHEN},
    {"/", ATT_PIECE_HYPHEN},         {"(", ATT_PIECE_OPEN},
    {"[", ATT_PIECE_OPEN},           {")", ATT_PIECE_CLOSE},
    {"]", ATT_PIECE_CLOSE},
};

/* Capitalised, but never part of a person's or a body's name when they stand alone. */
static const char *const calendar_words[] = {
    "monday",   "tuesday",  "wednesday", "thursday", "friday",   "saturday", "sunday", "january",
    "february", "march",    "april",     "may",      "june",     "july",     "august", "september",
    "october",  "november", "december",  "jan.",     "feb.",     "mar.",     "apr.",   "jun.",
    "jul.",     "aug.",     "sept.",     "sep.",     "sept",     "oct.",     "nov.",   "dec.",
    "i",        "gmt",      "photo",     "source",   "reporter", "editor",   "covid",  "covid-19",
};

att_slice att_pieces_lower(const att_pieces *pieces, uint32_t token) {
    const att_document *document = pieces->document;
    if (document->words && document->words[token].lower.size)
        return document->words[token].lower;
    return pieces->squashed.tokens[token].size ? pieces->squashed.tokens[token]
                                               : att_document_form(document, token);
}

bool att_pieces_lower_is(const att_pieces *pieces, uint32_t token, const char *word) {
    return att_slice_is(att_pieces_lower(pieces, token), word);
}

bool att_pieces_capital(const att_pieces *pieces, uint32_t token) {
    return att_utf8_starts_upper(att_document_form(pieces->document, token));
}

static att_upos upos_of(const att_pieces *pieces, uint32_t token) {
    const att_word *words = pieces->document->words;
    return words ? (att_upos)words[token].upos : ATT_UPOS_X;
}

/* ---- plain words ---------------------------------------------------------------------------- */

static bool is_calendar(att_slice lower) {
    for (size_t i = 0; i < sizeof calendar_words / sizeof *calendar_words; i++)
        if (att_slice_is(lower, calendar_words[i]))
            return true;
    return false;
}

static bool is_number(att_slice form) {
    return form.size && form.data[0] >= '0' && form.data[0] <= '9';
}

/* Inside a sentence and long enough, so that it is no small word after a quotation mark. */
static bool after_comma(const att_pieces *pieces, uint32_t token) {
    return token > 0 && att_document_form(pieces->document, token).size >= 5 &&
           (att_pieces_lower_is(pieces, token - 1, ",") ||
            upos_of(pieces, token - 1) != ATT_UPOS_PUNCT);
}

/* A capitalised word that the parse does not take for something else. */
static bool is_name(const att_pieces *pieces, uint32_t token, bool opens) {
    if (!att_pieces_capital(pieces, token) || is_calendar(att_pieces_lower(pieces, token)))
        return false;
    switch (upos_of(pieces, token)) {
    case ATT_UPOS_PROPN:
        return true;
    case ATT_UPOS_X:
    case ATT_UPOS_NOUN:
    case ATT_UPOS_ADJ:
    case ATT_UPOS_NUM:
        return !opens;
    case ATT_UPOS_VERB:
    case ATT_UPOS_ADV:
    case ATT_UPOS_INTJ:
        return !opens;
    case ATT_UPOS_CCONJ:
    case ATT_UPOS_PART:
    case ATT_UPOS_SCONJ:
    case ATT_UPOS_ADP:
    case ATT_UPOS_AUX:
        return !opens && after_comma(pieces, token); /* a name that the tagger has never seen */
    default:
        return false;
    }
}

/* "Theresa May" */
static bool continues_name(const att_pieces *pieces, uint32_t token) {
    const att_word *words = pieces->document->words;
    return words && token > 0 && words[token].relation == ATT_RELATION_FLAT &&
           words[token].head < token && words[token].entity == words[token - 1].entity + 1 &&
           att_pieces_capital(pieces, token - 1);
}

static att_piece_kind plain_kind(const att_pieces *pieces, uint32_t token, bool opens) {
    att_slice form = att_document_form(pieces->document, token);
    att_slice lower = att_pieces_lower(pieces, token);
    if (upos_of(pieces, token) == ATT_UPOS_PROPN && is_name(pieces, token, opens))
        return ATT_PIECE_NAME; /* "To Lam" */
    if (att_slice_is(lower, "that") && upos_of(pieces, token) != ATT_UPOS_DET)
        return ATT_PIECE_OTHER;
    for (size_t i = 0; i < sizeof function_words / sizeof *function_words; i++)
        if (att_slice_is(lower, function_words[i].word) ||
            att_slice_is(form, function_words[i].word))
            return function_words[i].kind;
    if (is_number(form))
        return ATT_PIECE_NUMBER;
    if (is_name(pieces, token, opens))
        return ATT_PIECE_NAME;
    if (att_pieces_capital(pieces, token) && is_calendar(lower))
        return continues_name(pieces, token) ? ATT_PIECE_NAME : ATT_PIECE_OTHER;
    const att_word *words = pieces->document->words;
    switch (upos_of(pieces, token)) {
    case ATT_UPOS_ADJ:
        return ATT_PIECE_ADJECTIVE;
    case ATT_UPOS_NUM:
        return ATT_PIECE_NUMBER;
    case ATT_UPOS_NOUN:
    case ATT_UPOS_PROPN:
        return ATT_PIECE_NOUN;
    case ATT_UPOS_VERB:
        return words[token].relation == ATT_RELATION_AMOD ? ATT_PIECE_ADJECTIVE : ATT_PIECE_OTHER;
    default:
        return ATT_PIECE_OTHER;
    }
}

/* ---- what the tables know -------------------------------------------------------------------- */

static bool is_state_kind(att_piece_kind kind) {
    return kind == ATT_PIECE_STATE || kind == ATT_PIECE_DEMONYM || kind == ATT_PIECE_PEOPLE;
}

/* Common words are what a table says only where the parse takes them for nouns. */
static bool part_fits(const att_pieces *pieces, const att_sense *sense, uint32_t first,
                      uint32_t end) {
    if (end - first > 1 || !pieces->document->words)
        return true;
    att_upos upos = upos_of(pieces, first);
    switch (sense->piece) {
    case ATT_PIECE_OFFICE:
    case ATT_PIECE_ORGAN:
    case ATT_PIECE_COMPANY:
    case ATT_PIECE_ROLE:
    case ATT_PIECE_PEOPLE:
        if (sense->role == ATT_ROLE_COUNTRY && att_pieces_capital(pieces, first) &&
            first != pieces->document->sentences.items[pieces->sentence].first)
            return false; /* "the State Partnership Program" */
        if (sense->piece == ATT_PIECE_OFFICE && upos == ATT_UPOS_ADJ &&
            end < pieces->document->tokens.count && att_pieces_capital(pieces, end))
            return true; /* "premier Leo Varadkar" */
        if (sense->role == ATT_ROLE_LATTER || sense->role == ATT_ROLE_FORMER ||
            sense->role == ATT_ROLE_PAIR)
            return true;
        return upos == ATT_UPOS_NOUN || upos == ATT_UPOS_PROPN ||
               (upos == ATT_UPOS_ADJ && sense->code.size) ||
               (upos == ATT_UPOS_ADJ && sense->piece == ATT_PIECE_ORGAN);
    case ATT_PIECE_DOMAIN:
    case ATT_PIECE_PREFIX:
        return upos != ATT_UPOS_VERB ||
               pieces->document->words[first].relation == ATT_RELATION_AMOD;
    default:
        return upos != ATT_UPOS_VERB && upos != ATT_UPOS_AUX && upos != ATT_UPOS_ADP;
    }
}

/* Which of several senses of one form is read first. */
static int preference(const att_sense *sense) {
    switch (sense->piece) {
    case ATT_PIECE_ROLE:
        return 9;
    case ATT_PIECE_OFFICE: /* "General" is a rank before "the general" is an office */
        return sense->flags & ATT_SENSE_WEAK ? 3 : 8;
    case ATT_PIECE_ORGAN:
    case ATT_PIECE_COMPANY:
        return 8;
    case ATT_PIECE_STATE:
        return 7;
    case ATT_PIECE_DEMONYM:
    case ATT_PIECE_ORGANISATION: /* a body that meets as a forum is the body */
        return 6;
    case ATT_PIECE_BLOCK:
        return 5;
    case ATT_PIECE_RANK:
        return 4;
    case ATT_PIECE_DOMAIN:
        return 3;
    default:
        return 2;
    }
}

static bool better(const att_sense *sense, const att_sense *best) {
    return !best || preference(sense) > preference(best);
}

static bool is_former(const att_pieces *pieces, const att_sense *sense) {
    const att_state *state = sense->code.size ? att_world_state(pieces->world, sense->code) : NULL;
    return state && state->status == 'f';
}

/* A chain whose members name different states waits for the second pass. */
static void read_chain(att_pieces *pieces, att_piece *piece, uint32_t entry) {
    const att_matcher *matcher = att_world_matcher(pieces->world);
    att_slice form = att_document_part(
        pieces->document, (att_span){pieces->document->tokens.items[piece->first].span.start,
                                     pieces->document->tokens.items[piece->end - 1].span.end});
    bool lower = form.size && form.data[0] >= 'a' && form.data[0] <= 'z';
    const att_sense *best = NULL;
    for (const att_match_entry *it = att_matcher_entry(matcher, entry); it;
         it = att_matcher_entry(matcher, it->next)) {
        const att_sense *sense = att_world_sense(pieces->world, it->value);
        bool capital = it->form.size && it->form.data[0] >= 'A' && it->form.data[0] <= 'Z';
        if ((lower && capital) || !part_fits(pieces, sense, piece->first, piece->end))
            continue;
        piece->also_adjective |= sense->piece == ATT_PIECE_DEMONYM;
        if (best && is_former(pieces, sense) != is_former(pieces, best)) {
            if (is_former(pieces, best))
                best = sense; /* "Moscow" is Russia's, whatever it was */
            continue;
        }
        if (best && (is_state_kind(sense->piece) ? is_state_kind(best->piece)
                                                 : sense->piece == best->piece)) {
            if (sense->code.size && best->code.size && !att_slice_equal(sense->code, best->code))
                piece->undecided = true;
            piece->also_people |=
                sense->piece == ATT_PIECE_PEOPLE || best->piece == ATT_PIECE_PEOPLE;
        }
        if (sense->piece == ATT_PIECE_DOMAIN)
            piece->domain = sense;
        if (better(sense, best))
            best = sense;
    }
    piece->sense = best;
    piece->kind = best ? best->piece : ATT_PIECE_OTHER;
}

static void count_evidence(att_pieces *pieces, att_slice code) {
    uint32_t before = att_map_get(&pieces->evidence, code);
    att_map_put(&pieces->evidence, code, before == ATT_NONE ? 1 : before + 1);
}

uint32_t att_pieces_evidence(const att_pieces *pieces, att_slice code) {
    uint32_t count = att_map_get(&pieces->evidence, code);
    return count == ATT_NONE ? 0 : count;
}

static bool is_genitive(const att_pieces *pieces, uint32_t token) {
    return att_pieces_lower_is(pieces, token, "'s") || att_pieces_lower_is(pieces, token, "’s") ||
           att_pieces_lower_is(pieces, token, "'") || att_pieces_lower_is(pieces, token, "’");
}

static bool is_adjective(const att_pieces *pieces, uint32_t entry) {
    const att_matcher *matcher = att_world_matcher(pieces->world);
    for (const att_match_entry *it = att_matcher_entry(matcher, entry); it;
         it = att_matcher_entry(matcher, it->next))
        if (it->kind == ATT_PIECE_DEMONYM)
            return true;
    return false;
}

/* The longest form here; none where leaving out an article gives a longer one, or one that is an
 * adjective too: "the UN" gives way to "UN Department of Peace Operations", "the US" to "US". */
static uint32_t find_here(const att_pieces *pieces, uint32_t first, uint32_t limit, uint32_t *end) {
    const att_matcher *matcher = att_world_matcher(pieces->world);
    uint32_t entry =
        att_matcher_find(matcher, pieces->document, &pieces->squashed, first, limit, end);
    if (entry != ATT_NONE && *end > first + 1 && is_genitive(pieces, *end - 1)) {
        att_slice form = att_matcher_entry(matcher, entry)->form;
        if (!memchr(form.data, '\'', form.size)) /* "government's", no plural */
            entry = att_matcher_find(matcher, pieces->document, &pieces->squashed, first, *end - 1,
                                     end);
    }
    if (entry == ATT_NONE || first + 1 >= limit ||
        !att_slice_is(pieces->squashed.tokens[first], "the"))
        return entry;
    uint32_t other_end = 0;
    uint32_t other = att_matcher_find(matcher, pieces->document, &pieces->squashed, first + 1,
                                      limit, &other_end);
    bool gives_way = other != ATT_NONE &&
                     (other_end > *end || (other_end == *end && is_adjective(pieces, other)));
    return gives_way ? ATT_NONE : entry;
}

static void match_at(att_pieces *pieces, att_piece *piece, uint32_t limit, bool opens) {
    uint32_t end = piece->first + 1;
    uint32_t entry = find_here(pieces, piece->first, limit, &end);
    piece->end = piece->first + 1;
    if (entry != ATT_NONE) {
        piece->end = end;
        read_chain(pieces, piece, entry);
    }
    if (!piece->sense) {
        piece->end = piece->first + 1;
        piece->kind = plain_kind(pieces, piece->first, opens);
        return;
    }
    bool certain = is_state_kind(piece->kind) || piece->kind == ATT_PIECE_ORGANISATION;
    if (certain && !piece->undecided && !(piece->sense->flags & ATT_SENSE_AMBIGUOUS))
        count_evidence(pieces, piece->sense->code);
}

static void match_sentence(att_pieces *pieces, uint32_t sentence) {
    att_arena *arena = &pieces->document->arena;
    const att_sentence *bounds = &pieces->document->sentences.items[sentence];
    pieces->sentence = sentence;
    pieces->sentence_first[sentence] = pieces->items.count;
    ATT_PUSH(arena, &pieces->items)->first = bounds->first;
    for (uint32_t token = bounds->first; token < bounds->end;) {
        att_piece *piece = ATT_PUSH(arena, &pieces->items);
        piece->first = token;
        match_at(pieces, piece, bounds->end, token == bounds->first);
        token = piece->end;
    }
}

/* ---- the second pass: what is not certain -----------------------------------------------------
 */

static bool all_capitals(att_slice form) {
    for (uint32_t i = 0; i < form.size; i++)
        if (form.data[i] < 'A' || form.data[i] > 'Z')
            return false;
    return form.size > 1;
}

static bool piece_is(const att_pieces *pieces, const att_piece *piece, const char *word) {
    return piece->kind != ATT_PIECE_END && piece->end == piece->first + 1 &&
           att_pieces_lower_is(pieces, piece->first, word);
}

static bool is_sea_word(const att_pieces *pieces, const att_piece *piece) {
    static const char *const words[] = {"sea",     "ocean",     "strait", "straits", "gulf",
                                        "channel", "peninsula", "bay",    "delta",   "river",
                                        "basin",   "current",   "seas",   "dollar",  "dollars"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (piece_is(pieces, piece, words[i]))
            return true;
    return false;
}

/* "South China Sea", "Gulf of Oman": waters and coins bear a state's name. */
static bool is_waters(const att_pieces *pieces, const att_piece *piece) {
    if (is_sea_word(pieces, piece + 1))
        return true;
    return piece[-1].kind == ATT_PIECE_OF && is_sea_word(pieces, piece - 2);
}

/* "Paul Jordan", "Chad Okafor": beside a name that no table knows it is a name too. */
static bool is_personal(const att_pieces *pieces, const att_piece *piece) {
    if (piece->end != piece->first + 1 || piece->kind == ATT_PIECE_PEOPLE)
        return false;
    bool after = piece[-1].kind == ATT_PIECE_NAME;
    bool before = piece[1].kind == ATT_PIECE_NAME;
    if (piece->sense->flags & ATT_SENSE_PERSON)
        return after || before;
    const att_word *words = pieces->document->words;
    if (!words || piece->kind == ATT_PIECE_DEMONYM)
        return false;
    return after && words[piece->first].relation == ATT_RELATION_FLAT &&
           words[piece->first].head == piece[-1].first;
}

static bool is_direction(const att_pieces *pieces, const att_piece *piece) {
    static const char *const words[] = {"south", "north", "central", "latin", "inter", "pan"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (piece_is(pieces, piece, words[i]))
            return true;
    return false;
}

/* "Fort Stewart, Georgia", "the US state of Georgia", "Latin American ministers". */
static bool is_other_place(const att_pieces *pieces, const att_piece *piece) {
    if (!(piece->sense->flags & ATT_SENSE_PLACE))
        return false;
    if (is_direction(pieces, piece - 1) ||
        (piece[-1].kind == ATT_PIECE_HYPHEN && is_direction(pieces, piece - 2)))
        return true;
    if (piece[-1].kind == ATT_PIECE_OF && piece_is(pieces, piece - 2, "state"))
        return true;
    return piece[-1].kind == ATT_PIECE_COMMA && piece[-2].kind == ATT_PIECE_NAME &&
           piece[-3].kind != ATT_PIECE_COMMA && piece->kind == ATT_PIECE_STATE;
}

/* "English classes", "the South China Sea": a language, a direction. */
static bool is_word(const att_pieces *pieces, const att_piece *piece) {
    uint32_t flags = piece->sense->flags;
    if (!(flags & ATT_SENSE_AMBIGUOUS) || !(flags & ATT_SENSE_PLACE))
        return false;
    if (flags & ATT_SENSE_PART && piece->kind == ATT_PIECE_DEMONYM)
        return !att_pieces_evidence(pieces, piece->sense->code);
    bool named = piece[1].kind == ATT_PIECE_NAME || piece[1].kind == ATT_PIECE_STATE ||
                 piece[1].kind == ATT_PIECE_DEMONYM;
    return !(flags & ATT_SENSE_DEFAULT) && named;
}

/* Of several states of one name the one that the document names otherwise, if it is one. */
static const att_sense *decide_state(const att_pieces *pieces, const att_piece *piece) {
    uint32_t end = piece->first + 1, best_count = 0;
    uint32_t entry = att_matcher_find(att_world_matcher(pieces->world), pieces->document,
                                      &pieces->squashed, piece->first, piece->end, &end);
    const att_sense *best = NULL;
    bool tie = false;
    for (const att_match_entry *it = att_matcher_entry(att_world_matcher(pieces->world), entry); it;
         it = att_matcher_entry(att_world_matcher(pieces->world), it->next)) {
        const att_sense *sense = att_world_sense(pieces->world, it->value);
        if (sense->piece != piece->kind)
            continue;
        uint32_t count = att_pieces_evidence(pieces, sense->code);
        tie = count == best_count && best && !att_slice_equal(best->code, sense->code) ? true : tie;
        if (count > best_count) {
            best = sense;
            best_count = count;
            tie = false;
        }
    }
    return tie || !best_count ? NULL : best;
}

/* "Brussels" as the Union's where Belgium is not spoken of and it is no mere place. */
static bool stands_for_other(const att_pieces *pieces, const att_piece *piece) {
    return piece->sense->form == ATT_FORM_CAPITAL && piece->sense->other.size &&
           !att_world_state(pieces->world, piece->sense->other) && !piece->located &&
           !att_pieces_evidence(pieces, piece->sense->code);
}

static const att_sense *organisation_sense(const att_pieces *pieces, att_slice code) {
    for (uint32_t i = 0; i < att_world_sense_count(pieces->world); i++) {
        const att_sense *sense = att_world_sense(pieces->world, i);
        if (sense->piece == ATT_PIECE_ORGANISATION && att_slice_equal(sense->code, code))
            return sense;
    }
    return NULL;
}

/* "Justice and Public Security Minister" */
static bool before_domain(const att_piece *piece) {
    if (piece[1].kind == ATT_PIECE_AND || piece[1].kind == ATT_PIECE_COMMA)
        return piece[2].kind == ATT_PIECE_DOMAIN || piece[2].kind == ATT_PIECE_OFFICE;
    return piece[1].kind == ATT_PIECE_OFFICE && piece->kind == ATT_PIECE_HONORIFIC;
}

/* A body's name that other states' bodies share needs the state in the text. */
static void decide_organ(att_pieces *pieces, att_piece *piece) {
    if (piece->undecided) {
        const att_sense *sense = decide_state(pieces, piece);
        piece->undecided = !sense;
        piece->sense = sense ? sense : piece->sense;
    } else if (piece->sense->flags & ATT_SENSE_AMBIGUOUS) {
        piece->undecided = !att_pieces_evidence(pieces, piece->sense->code);
    }
    if (piece->undecided && all_capitals(att_document_form(pieces->document, piece->first))) {
        piece->kind = ATT_PIECE_NAME;
        piece->sense = NULL;
        piece->undecided = false;
    }
}

static bool names_former(const att_pieces *pieces, att_slice code) {
    const att_state *state = code.size ? att_world_state(pieces->world, code) : NULL;
    return state && state->status == 'f';
}

static void decide(att_pieces *pieces, att_piece *piece) {
    if (piece[-1].kind == ATT_PIECE_PREPOSITION)
        piece->located = !piece_is(pieces, piece - 1, "by") && !piece_is(pieces, piece - 1, "with");
    if (piece->domain && piece->kind != ATT_PIECE_DOMAIN && before_domain(piece)) {
        piece->kind = ATT_PIECE_DOMAIN;
        piece->sense = piece->domain;
    }
    if (piece->kind == ATT_PIECE_ORGAN && piece->sense->code.size)
        decide_organ(pieces, piece);
    if (!is_state_kind(piece->kind) || !piece->sense->code.size)
        return;
    bool waters = is_waters(pieces, piece);
    if (waters || is_personal(pieces, piece) || is_other_place(pieces, piece)) {
        piece->kind = waters ? ATT_PIECE_BLOCK : ATT_PIECE_NAME;
        piece->sense = NULL;
        piece->undecided = false;
    } else if (is_word(pieces, piece)) {
        piece->kind = ATT_PIECE_OTHER;
        piece->sense = NULL;
        piece->undecided = false;
    } else if (piece->sense->flags & ATT_SENSE_PREFIX && piece[1].kind != ATT_PIECE_HYPHEN) {
        piece->kind = piece->end == piece->first + 1 ? ATT_PIECE_NAME : ATT_PIECE_OTHER;
        piece->sense = NULL;
    } else if (stands_for_other(pieces, piece)) {
        const att_sense *other = organisation_sense(pieces, piece->sense->other);
        if (other) {
            piece->sense = other;
            piece->kind = ATT_PIECE_ORGANISATION;
        }
    } else if (piece->undecided) {
        const att_sense *sense = decide_state(pieces, piece);
        piece->undecided = !sense;
        piece->sense = sense ? sense : piece->sense;
    } else if ((piece->sense->flags & (ATT_SENSE_AMBIGUOUS | ATT_SENSE_DEFAULT)) ==
                   ATT_SENSE_AMBIGUOUS &&
               !att_pieces_evidence(pieces, piece->sense->code) &&
               !names_former(pieces, piece->sense->other)) {
        piece->undecided = true;
    }
}

void att_pieces_read(att_pieces *out, const att_world *world, att_document *document) {
    *out = (att_pieces){.world = world, .document = document};
    att_squash_document(&out->squashed, document);
    att_map_init(&out->evidence, &document->arena);
    out->sentence_first = ATT_NEW_ARRAY(&document->arena, uint32_t, document->sentences.count + 1);
    /* Two ENDs in front, so that a look two or three pieces back stays inside. */
    for (int i = 0; i < 4; i++)
        ATT_PUSH(&document->arena, &out->items);
    for (uint32_t i = 0; i < document->sentences.count; i++)
        match_sentence(out, i);
    out->sentence_first[document->sentences.count] = out->items.count;
    for (int i = 0; i < 4; i++)
        ATT_PUSH(&document->arena, &out->items)->first = document->tokens.count;
    for (uint32_t i = 4; i + 4 < out->items.count; i++)
        decide(out, &out->items.items[i]);
}
