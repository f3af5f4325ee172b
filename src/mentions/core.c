/* core.c - determiner, modifiers and head of an actor's phrase; see grammar.h.
 *
 * The reader walks to the right as long as the pieces can belong to one noun phrase and keeps the
 * longest stretch that ended in a head. */
#include "mentions/grammar.h"

typedef struct walk {
    att_phrase now, best;
    uint32_t k, best_end, loose;
    bool genitive; /* one was read after the last head */
} walk;

bool att_grammar_word(const att_grammar *grammar, uint32_t k, const char *word) {
    const att_piece *piece = att_grammar_at(grammar, k);
    return piece->kind != ATT_PIECE_END && piece->end == piece->first + 1 &&
           att_pieces_lower_is(grammar->pieces, piece->first, word);
}

void att_grammar_add_code(att_phrase *phrase, att_slice code) {
    for (uint32_t i = 0; i < phrase->code_count; i++)
        if (att_slice_equal(phrase->codes[i], code))
            return;
    if (phrase->code_count < ATT_PHRASE_CODES)
        phrase->codes[phrase->code_count++] = code;
}

void att_grammar_mission(att_phrase *phrase, const att_sense *mission) {
    if (mission->sector == ATT_SECTOR_IGO)
        phrase->organisation = mission->code;
    phrase->sector = mission->sector;
    phrase->own_sector = true;
    att_grammar_add_code(phrase, mission->code);
}

/* After a bracket that closes soon; `k` when there is none. */
uint32_t att_grammar_bracket(const att_grammar *grammar, uint32_t k) {
    if (att_grammar_kind(grammar, k) != ATT_PIECE_OPEN)
        return k;
    for (uint32_t i = k + 1; i < k + ATT_GRAMMAR_BRACKET; i++) {
        if (att_grammar_kind(grammar, i) == ATT_PIECE_END)
            return k;
        if (att_grammar_kind(grammar, i) == ATT_PIECE_CLOSE)
            return i + 1;
    }
    return k;
}

static bool is_state(const att_piece *piece) {
    return (piece->kind == ATT_PIECE_STATE || piece->kind == ATT_PIECE_DEMONYM ||
            piece->kind == ATT_PIECE_PEOPLE) &&
           piece->sense && piece->sense->code.size;
}

/* The next state after a separator, or 0. */
static uint32_t next_state(const att_grammar *grammar, uint32_t k, att_piece_kind kind) {
    uint32_t i = k;
    if (att_grammar_kind(grammar, i) == ATT_PIECE_HYPHEN) {
        if (att_grammar_word(grammar, i, "/"))
            return 0;
        i++;
    } else {
        if (att_grammar_kind(grammar, i) == ATT_PIECE_COMMA)
            i++;
        if (att_grammar_kind(grammar, i) == ATT_PIECE_AND)
            i++;
    }
    if (i == k)
        return 0;
    if (att_grammar_kind(grammar, i) == ATT_PIECE_DETERMINER && kind == ATT_PIECE_STATE)
        i++;
    const att_piece *piece = att_grammar_at(grammar, i);
    bool alike = (piece->also_adjective && piece->kind == ATT_PIECE_STATE) ||
                 (kind == ATT_PIECE_STATE) == (piece->kind == ATT_PIECE_STATE);
    return is_state(piece) && alike ? i : 0;
}

/* "China", "India and Japan", "the South Korean, Chinese and Lao": codes into the phrase. */
uint32_t att_grammar_states(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    if (att_grammar_kind(grammar, k) == ATT_PIECE_DETERMINER &&
        is_state(att_grammar_at(grammar, k + 1)))
        k++;
    if (!is_state(att_grammar_at(grammar, k)))
        return k;
    att_piece_kind kind = att_grammar_kind(grammar, k);
    if (kind == ATT_PIECE_STATE && att_grammar_at(grammar, k)->also_adjective &&
        next_state(grammar, k + 1, ATT_PIECE_DEMONYM))
        kind = ATT_PIECE_DEMONYM; /* "US and Chinese" */
    for (uint32_t i = k; i;) {
        const att_piece *piece = att_grammar_at(grammar, i);
        if (piece->undecided)
            phrase->undecided = true;
        else
            att_grammar_add_code(phrase, piece->sense->code);
        k = att_grammar_bracket(grammar, i + 1);
        i = next_state(grammar, k, kind);
    }
    return k;
}

/* ---- heads ------------------------------------------------------------------------------------
 */

static void take_sector(att_phrase *phrase, const att_sense *sense) {
    bool own = sense->flags & ATT_SENSE_OWN || sense->piece == ATT_PIECE_COMPANY;
    if (phrase->organisation.size && phrase->sector)
        return;
    if (own && sense->sector) {
        phrase->sector = sense->sector;
        phrase->own_sector = true;
    } else if (!phrase->own_sector && sense->sector) {
        phrase->sector = sense->sector;
    }
}

static void take_head(walk *at, const att_piece *piece, att_mention_kind kind) {
    att_phrase *phrase = &at->now;
    const att_sense *sense = piece->sense;
    if (at->best_end && at->best.kind == ATT_MENTION_ORGAN)
        phrase->owner_key = at->best.key;
    phrase->country_owned |= at->best_end && at->best.role == ATT_ROLE_COUNTRY;
    phrase->kind = kind;
    phrase->head = piece->end - 1;
    phrase->key = sense->key;
    phrase->plural = sense->flags & ATT_SENSE_PLURAL;
    phrase->mass = sense->flags & ATT_SENSE_MASS;
    phrase->weak = sense->flags & ATT_SENSE_WEAK;
    phrase->ship = sense->flags & ATT_SENSE_SHIP;
    phrase->role = sense->role;
    take_sector(phrase, sense);
    if (sense->level && (!phrase->level || sense->level < phrase->level))
        phrase->level = sense->level;
    if (kind == ATT_MENTION_ORGAN && sense->code.size && !piece->undecided) {
        phrase->code_count = 0;
        att_grammar_add_code(phrase, sense->code);
    }
    if (kind == ATT_MENTION_OFFICE && phrase->office.first == phrase->office.end)
        phrase->office.first = phrase->first;
    phrase->end = piece->end;
    if (kind == ATT_MENTION_OFFICE)
        phrase->office.end = piece->end;
    at->k++;
    at->loose = 0;
    at->genitive = false;
    at->best = *phrase;
    at->best_end = at->k;
}

static bool step_organisation(const att_grammar *grammar, walk *at, const att_piece *piece) {
    if (at->now.code_count)
        return false;
    att_phrase *phrase = &at->now;
    phrase->organisation = piece->sense->key.size ? piece->sense->key : piece->sense->code;
    att_grammar_add_code(phrase, att_world_whole(grammar->pieces->world, piece->sense->code));
    phrase->sector = piece->sense->sector;
    phrase->own_sector = true;
    take_head(at, piece, ATT_MENTION_ORGANISATION);
    at->best.bare = true;
    return true;
}

static bool step_loose(walk *at) {
    at->k++;
    return ++at->loose <= ATT_GRAMMAR_LOOSE;
}

/* "The UNMISS force commander": of the organisation that leads the mission. */
static bool step_mission(walk *at, const att_piece *piece) {
    att_phrase *phrase = &at->now;
    if (!piece->sense->code.size || phrase->code_count || at->best_end)
        return false;
    att_grammar_mission(phrase, piece->sense);
    return step_loose(at);
}

static bool step_states(att_grammar *grammar, walk *at) {
    if (at->now.code_count || at->now.undecided)
        return false;
    uint32_t end = att_grammar_states(grammar, at->k, &at->now);
    if (end == at->k)
        return false;
    at->k = end;
    return true;
}

/* A plain name belongs to an organ when one follows soon: "the Foreign Relations Department". */
static bool leads_to_organ(const att_grammar *grammar, uint32_t k) {
    for (uint32_t i = k; i < k + ATT_GRAMMAR_LOOSE; i++)
        switch (att_grammar_kind(grammar, i)) {
        case ATT_PIECE_NAME:
        case ATT_PIECE_DOMAIN:
        case ATT_PIECE_NOUN:
        case ATT_PIECE_ADJECTIVE:
        case ATT_PIECE_HYPHEN:
        case ATT_PIECE_NUMBER:
        case ATT_PIECE_PREFIX:
        case ATT_PIECE_GENITIVE:
            continue;
        case ATT_PIECE_ORGAN:
        case ATT_PIECE_COMPANY:
            return true;
        default:
            return false;
        }
    return false;
}

static bool step_name(const att_grammar *grammar, walk *at) {
    if (!leads_to_organ(grammar, at->k))
        return false;
    const att_piece *piece = att_grammar_at(grammar, at->k);
    if (!at->now.place.end)
        at->now.place.first = piece->first;
    at->now.place.end = piece->end;
    at->k++;
    return true;
}

/* "foreign and defence ministers" has two sectors, "Justice and Public Security Minister" the one
 * that is named. */
static void take_domain(att_phrase *phrase, const att_sense *sense) {
    if (phrase->organisation.size)
        return;
    att_sector sector = sense->sector;
    if (!sector || phrase->sector == sector)
        return;
    if (!phrase->own_sector || !phrase->sector || phrase->sector == ATT_SECTOR_GOV) {
        phrase->sector = sector;
        phrase->own_sector = true;
    }
}

static bool modifies(const att_word *word, uint32_t token) {
    if (word->head == ATT_NONE || word->head <= token)
        return false;
    switch (word->relation) {
    case ATT_RELATION_AMOD:
    case ATT_RELATION_COMPOUND:
    case ATT_RELATION_NUMMOD:
    case ATT_RELATION_NMOD:
    case ATT_RELATION_NMOD_POSS:
    case ATT_RELATION_NMOD_DESC:
    case ATT_RELATION_NMOD_UNMARKED:
    case ATT_RELATION_FLAT:
    case ATT_RELATION_CONJ:
    case ATT_RELATION_DEP:
    case ATT_RELATION_ADVMOD:
        return true;
    default:
        return false;
    }
}

/* A plain word goes on only towards a head to its right, and not after a head without a genitive
 * between: not "the UN reserve more headquarters". */
static bool step_word(const att_grammar *grammar, walk *at) {
    const att_word *words = grammar->pieces->document->words;
    uint32_t token = att_grammar_at(grammar, at->k)->end - 1;
    if (at->best_end && !at->genitive && at->best.kind != ATT_MENTION_ORGANISATION)
        return false;
    if (words && !modifies(&words[token], token))
        return false;
    return step_loose(at);
}

static bool step_and(const att_grammar *grammar, walk *at) {
    att_piece_kind next = att_grammar_kind(grammar, at->k + 1);
    if (att_grammar_kind(grammar, at->k - 1) != ATT_PIECE_DOMAIN ||
        (next != ATT_PIECE_DOMAIN && next != ATT_PIECE_OFFICE))
        return false;
    if (!at->now.second_sector && !at->now.own_sector)
        at->now.second_sector = ATT_SECTOR_GOV;
    return step_loose(at);
}

static bool step_genitive(const att_grammar *grammar, walk *at) {
    switch (att_grammar_kind(grammar, at->k - 1)) {
    case ATT_PIECE_STATE:
    case ATT_PIECE_DEMONYM:
    case ATT_PIECE_PEOPLE:
    case ATT_PIECE_ORGAN:
    case ATT_PIECE_ORGANISATION:
    case ATT_PIECE_COMPANY:
    case ATT_PIECE_ROLE:
    case ATT_PIECE_NAME:
    case ATT_PIECE_CLOSE:
        /* What follows belongs to the owner but has a sector of its own where it names one. */
        at->now.own_sector = at->now.own_sector && at->now.sector != ATT_SECTOR_GOV;
        at->genitive = true;
        at->k++;
        return true;
    default:
        return false;
    }
}

/* A hyphen without space on either side. */
static bool is_joined(const att_grammar *grammar, uint32_t k) {
    const att_piece *piece = att_grammar_at(grammar, k);
    const att_token *tokens = grammar->pieces->document->tokens.items;
    return piece->kind == ATT_PIECE_HYPHEN && piece->first > 0 &&
           att_grammar_kind(grammar, k + 1) != ATT_PIECE_END &&
           !tokens[piece->first - 1].space_after && !tokens[piece->first].space_after;
}

static bool step_role(const att_grammar *grammar, walk *at, const att_piece *piece) {
    att_piece_kind next = att_grammar_kind(grammar, at->k + 1);
    att_role role = piece->sense->role;
    bool alone = role == ATT_ROLE_PAIR || role == ATT_ROLE_LATTER || role == ATT_ROLE_FORMER;
    bool noun = next == ATT_PIECE_NOUN || next == ATT_PIECE_NAME ||
                (next == ATT_PIECE_ADJECTIVE && role == ATT_ROLE_FORMER) ||
                next == ATT_PIECE_ORGAN || next == ATT_PIECE_OFFICE || next == ATT_PIECE_DOMAIN ||
                next == ATT_PIECE_STATE || next == ATT_PIECE_DEMONYM;
    if (at->best_end || (alone && (at->loose || at->now.code_count || noun)))
        return false;
    if (alone && role != ATT_ROLE_PAIR && !at->now.definite)
        return false;
    take_head(at, piece, ATT_MENTION_ROLE);
    return role == ATT_ROLE_COUNTRY && next == ATT_PIECE_GENITIVE;
}

/* "the Rwanda Defence Force (RDF) Chief of Staff" */
static bool step_bracket(const att_grammar *grammar, walk *at) {
    uint32_t end = att_grammar_bracket(grammar, at->k);
    att_piece_kind next = att_grammar_kind(grammar, end);
    bool owner = at->best_end == at->k && at->best.kind != ATT_MENTION_OFFICE;
    if (end == at->k || !owner || (next != ATT_PIECE_OFFICE && next != ATT_PIECE_RANK))
        return false;
    at->k = end;
    return true;
}

/* "the three ministers"; a number that is no short word is many. */
static uint8_t number_of(const att_grammar *grammar, uint32_t k) {
    static const char *const words[] = {"two", "three", "four", "five", "six", "seven"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (att_grammar_word(grammar, k, words[i]))
            return (uint8_t)(i + 2);
    return ATT_PHRASE_MANY;
}

static bool step(att_grammar *grammar, walk *at) {
    const att_piece *piece = att_grammar_at(grammar, at->k);
    bool article = piece->sense && att_pieces_lower_is(grammar->pieces, piece->first, "the");
    if (article && (at->loose || at->best_end))
        return false;
    switch (piece->kind) {
    case ATT_PIECE_STATE:
    case ATT_PIECE_DEMONYM:
        return step_states(grammar, at);
    case ATT_PIECE_PEOPLE:
        if (is_state(piece))
            return false;
        take_head(at, piece, ATT_MENTION_ORGAN);
        return true;
    case ATT_PIECE_ORGANISATION:
        return step_organisation(grammar, at, piece);
    case ATT_PIECE_BLOCK:
        return piece->sense && step_mission(at, piece);
    case ATT_PIECE_ORGAN:
    case ATT_PIECE_COMPANY:
        if (is_joined(grammar, at->k + 1))
            return step_loose(at); /* "troop-contributing" */
        take_head(at, piece, ATT_MENTION_ORGAN);
        return true;
    case ATT_PIECE_OFFICE:
        take_head(at, piece, ATT_MENTION_OFFICE);
        return true;
    case ATT_PIECE_ROLE:
        return step_role(grammar, at, piece);
    case ATT_PIECE_DOMAIN:
        take_domain(&at->now, piece->sense);
        return step_loose(at);
    case ATT_PIECE_NUMBER:
        at->now.count = number_of(grammar, at->k);
        return step_loose(at);
    case ATT_PIECE_PREFIX:
        return step_loose(at);
    case ATT_PIECE_ADJECTIVE:
    case ATT_PIECE_NOUN:
        return step_word(grammar, at);
    case ATT_PIECE_HYPHEN:
        if (!at->loose || !is_joined(grammar, at->k))
            return false;
        at->k++;
        return step_loose(at);
    case ATT_PIECE_AND:
        return step_and(grammar, at);
    case ATT_PIECE_OPEN:
        return step_bracket(grammar, at);
    case ATT_PIECE_GENITIVE:
        return step_genitive(grammar, at);
    case ATT_PIECE_NAME:
        return step_name(grammar, at);
    default:
        return false;
    }
}

/* ---- the whole core ---------------------------------------------------------------------------
 */

static void read_two(const att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    phrase->count = 2;
    phrase->both |= att_grammar_word(grammar, k, "both");
}

static uint32_t read_determiners(const att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    for (;; k++) {
        const att_piece *piece = att_grammar_at(grammar, k);
        bool both = att_grammar_word(grammar, k, "both") || att_grammar_word(grammar, k, "two");
        if (both && att_grammar_kind(grammar, k + 1) != ATT_PIECE_OF)
            read_two(grammar, k, phrase);
        else if (piece->kind == ATT_PIECE_POSSESSIVE)
            phrase->possessed = true;
        else if (att_grammar_word(grammar, k, "a") || att_grammar_word(grammar, k, "an"))
            phrase->indefinite = true;
        else if (piece->kind == ATT_PIECE_DETERMINER)
            phrase->definite |= att_grammar_word(grammar, k, "the") ||
                                att_grammar_word(grammar, k, "these") ||
                                att_grammar_word(grammar, k, "this");
        else
            return k;
        if (both && piece->kind == ATT_PIECE_ROLE &&
            att_grammar_kind(grammar, k + 1) == ATT_PIECE_OTHER)
            return k; /* "the two discussed" */
    }
}

/* Several states before one head need a head that is many: "India and Japan's ministers". */
static bool states_fit(const att_phrase *phrase) {
    return phrase->code_count < 2 || phrase->plural || phrase->mass ||
           phrase->kind == ATT_MENTION_ROLE || phrase->kind == ATT_MENTION_ORGAN;
}

uint32_t att_grammar_core(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    att_piece_kind kind = att_grammar_kind(grammar, k);
    if (kind == ATT_PIECE_GENITIVE || kind == ATT_PIECE_HYPHEN || kind == ATT_PIECE_AND)
        return k;
    walk at = {.now = {.sentence = grammar->sentence, .rule = "grammar"}};
    at.now.first = att_grammar_at(grammar, k)->first;
    at.now.located = att_grammar_at(grammar, k)->located;
    at.k = read_determiners(grammar, k, &at.now);
    while (step(grammar, &at)) {
    }
    if (!at.best_end || !states_fit(&at.best))
        return k;
    *phrase = at.best;
    return at.best_end;
}
