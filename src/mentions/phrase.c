/* phrase.c - see phrase.h. The loop over the sentences, and whole phrases of three sorts: with a
 * head noun, a name alone, a state alone. */
#include "mentions/phrase.h"

#include "mentions/grammar.h"

/* ---- phrases that begin with a rank or a name --------------------------------------------------
 */

/* "Neil Farquhar of Australia", "General Tan from Singapore": whom a person stands for. */
static uint32_t of_state(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    bool stands = att_grammar_kind(grammar, k) == ATT_PIECE_OF ||
                  (phrase->ranked && att_grammar_word(grammar, k, "from"));
    if (!stands || phrase->code_count)
        return k;
    uint32_t end = att_grammar_states(grammar, k + 1, phrase);
    if (end == k + 1)
        return k;
    phrase->end = att_grammar_at(grammar, end - 1)->end;
    return end;
}

static uint32_t read_person(att_grammar *grammar, uint32_t k, bool with_person,
                            att_phrase *phrase) {
    *phrase = (att_phrase){.kind = ATT_MENTION_PERSON,
                           .sentence = grammar->sentence,
                           .first = att_grammar_at(grammar, k)->first,
                           .rule = "name"};
    if (!with_person)
        return k;
    uint32_t i = k;
    if (att_grammar_kind(grammar, i) == ATT_PIECE_DETERMINER) {
        phrase->definite = true;
        i++;
    }
    /* "Vietnamese General X", "China's Admiral Y" */
    uint32_t after = att_grammar_states(grammar, i, phrase);
    if (after != i)
        phrase->state =
            (att_run){att_grammar_at(grammar, i)->first, att_grammar_at(grammar, after - 1)->end};
    if (phrase->code_count > 1 || phrase->undecided)
        return k;
    if (after != i && att_grammar_kind(grammar, after) == ATT_PIECE_GENITIVE) {
        phrase->genitive = true;
        after++;
    }
    while (after != i && att_grammar_kind(grammar, after) == ATT_PIECE_PREFIX)
        after++;
    uint32_t end = att_grammar_person(grammar, after, phrase);
    if (end == after)
        return k;
    if (phrase->ranked) {
        phrase->kind = ATT_MENTION_OFFICE;
        phrase->office =
            (att_run){phrase->first, phrase->name_count ? phrase->names[0].first : phrase->end};
    }
    phrase->head = phrase->name_count ? phrase->names[0].end - 1 : phrase->end - 1;
    if (!phrase->name_count)
        return end;
    uint32_t of = of_state(grammar, end, phrase);
    if (of != end)
        phrase->rule = "name-of-state";
    end = of;
    return end;
}

/* ---- phrases with a head noun ------------------------------------------------------------------
 */

/* A number after an organ is its own unless it counts something else: "Brigade 170". */
static bool belongs(const att_grammar *grammar, uint32_t k, const att_phrase *phrase) {
    if (att_grammar_kind(grammar, k) != ATT_PIECE_NUMBER)
        return false;
    const att_word *words = grammar->pieces->document->words;
    uint32_t token = att_grammar_at(grammar, k)->first;
    return !words || (words[token].head != ATT_NONE && words[token].head < token &&
                      words[token].head >= phrase->first);
}

static uint32_t ship_name(const att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    uint32_t end = k;
    for (;;) {
        att_run name;
        uint32_t after = att_grammar_name(grammar, k, &name);
        if (after == k && belongs(grammar, k, phrase))
            after = k + 1;
        if (after == k)
            return end;
        end = after;
        phrase->end = att_grammar_at(grammar, after - 1)->end;
        k = after;
        if (phrase->plural && att_grammar_kind(grammar, k) == ATT_PIECE_AND &&
            att_grammar_kind(grammar, k + 1) == ATT_PIECE_NAME)
            k++;
        else if (att_grammar_kind(grammar, k) != ATT_PIECE_NUMBER)
            return end;
    }
}

/* ": the five countries, Benin, Cameroon, Chad and Niger" */
static uint32_t listed_states(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    bool many = phrase->plural || phrase->role == ATT_ROLE_COUNTRIES;
    if (!many || phrase->code_count || att_grammar_kind(grammar, k) != ATT_PIECE_COMMA)
        return k;
    att_phrase found = {.code_count = 0};
    uint32_t end = att_grammar_states(grammar, k + 1, &found);
    if (end == k + 1 || found.code_count < 2)
        return k;
    memcpy(phrase->codes, found.codes, sizeof found.codes);
    phrase->code_count = found.code_count;
    phrase->end = att_grammar_at(grammar, end - 1)->end;
    phrase->weak = false;
    return end;
}

static bool names_defence(const att_grammar *grammar, uint32_t first, uint32_t end) {
    for (uint32_t t = first; t < end; t++)
        if (att_pieces_lower_is(grammar->pieces, t, "defence") ||
            att_pieces_lower_is(grammar->pieces, t, "defense"))
            return true;
    return false;
}

/* "the Five Power Defence Arrangements (Australia, Britain …)": the members act. */
static uint32_t read_members(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    uint32_t end = att_grammar_bracket(grammar, k);
    att_phrase found = {.code_count = 0};
    if (end != k)
        att_grammar_states(grammar, k + 1, &found);
    if (found.code_count < 2)
        return end;
    memcpy(phrase->codes, found.codes, sizeof found.codes);
    phrase->code_count = found.code_count;
    phrase->organisation = ATT_SLICE_EMPTY;
    phrase->own_sector = names_defence(grammar, phrase->first, phrase->end);
    phrase->sector = phrase->own_sector ? ATT_SECTOR_MIL : ATT_SECTOR_NONE;
    phrase->kind = ATT_MENTION_GROUP;
    phrase->end = att_grammar_at(grammar, end - 1)->end;
    return end;
}

static uint32_t read_headed(att_grammar *grammar, uint32_t k, bool with_person,
                            att_phrase *phrase) {
    uint32_t end = att_grammar_core(grammar, k, phrase);
    if (end == k)
        return k;
    bool thing = phrase->kind == ATT_MENTION_ORGAN;
    if (thing && (phrase->ship || phrase->sector == ATT_SECTOR_BUS || phrase->level >= 7))
        end = ship_name(grammar, end, phrase);
    if (phrase->kind == ATT_MENTION_ORGANISATION) {
        end = read_members(grammar, end, phrase);
    } else {
        end = att_grammar_complements(grammar, end, phrase);
    }
    end = listed_states(grammar, end, phrase);
    bool personal = phrase->kind == ATT_MENTION_OFFICE || phrase->role == ATT_ROLE_COUNTERPART;
    if (thing && with_person && att_grammar_kind(grammar, end) == ATT_PIECE_RANK)
        personal = true; /* "Navy Capt. X" */
    if (!personal || !with_person)
        return end;
    uint32_t named = att_grammar_person(grammar, end, phrase);
    if (named != end && thing)
        phrase->kind = ATT_MENTION_OFFICE;
    return named;
}

/* The whole of it; titles may be stacked before the name and follow it. */
uint32_t att_grammar_phrase(att_grammar *grammar, uint32_t k, bool with_person,
                            att_phrase *phrase) {
    grammar->depth++;
    uint32_t end = read_headed(grammar, k, with_person, phrase);
    if (end == k)
        end = read_person(grammar, k, with_person, phrase);
    if (end != k && with_person) {
        uint32_t before;
        if (phrase->kind == ATT_MENTION_OFFICE || phrase->kind == ATT_MENTION_PERSON ||
            phrase->role == ATT_ROLE_COUNTERPART) {
            end = att_grammar_stack(grammar, end, phrase);
            if (phrase->name_count == 1)
                end = of_state(grammar, end, phrase);
            for (int round = 0; round < 3; round++) {
                before = end;
                end = att_grammar_apposition(grammar, end, phrase);
                if (end == before)
                    break;
                end = att_grammar_complements(grammar, end, phrase);
            }
        }
    }
    grammar->depth--;
    return end;
}

/* ---- a state, organisation or pronoun alone -----------------------------------------------------
 */

static att_mention_kind bare_kind(const att_grammar *grammar, uint32_t k) {
    const att_piece *piece = att_grammar_at(grammar, k);
    switch (piece->kind) {
    case ATT_PIECE_STATE:
        /* "Vietnam Airlines": part of a name that is not the state's. */
        if (att_grammar_kind(grammar, k + 1) == ATT_PIECE_NAME ||
            att_grammar_kind(grammar, k + 1) == ATT_PIECE_NOUN)
            return ATT_MENTION_DEMONYM;
        if (att_grammar_kind(grammar, k + 1) == ATT_PIECE_HYPHEN &&
            att_grammar_kind(grammar, k + 2) != ATT_PIECE_STATE)
            return ATT_MENTION_DEMONYM;
        return ATT_MENTION_STATE;
    case ATT_PIECE_PEOPLE:
        return ATT_MENTION_STATE;
    case ATT_PIECE_DEMONYM:
        return ATT_MENTION_DEMONYM;
    case ATT_PIECE_BLOCK:
        return ATT_MENTION_MISSION;
    case ATT_PIECE_GROUP:
        return ATT_MENTION_GROUP;
    case ATT_PIECE_PRONOUN:
        return ATT_MENTION_PRONOUN;
    default:
        return ATT_MENTION_KIND_COUNT;
    }
}

static bool is_state(const att_piece *piece) {
    return piece->kind == ATT_PIECE_STATE || piece->kind == ATT_PIECE_DEMONYM;
}

/* "the 15th Vietnam - India Defence Policy Dialogue", "a Korean-Japanese meeting": both at once, in
 * the sector that the thing they share names. */
static uint32_t read_joined(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    if (att_grammar_kind(grammar, k + 1) != ATT_PIECE_HYPHEN)
        return k;
    uint32_t end = k + 1;
    while (att_grammar_kind(grammar, end) == ATT_PIECE_HYPHEN &&
           !att_grammar_word(grammar, end, "/") && is_state(att_grammar_at(grammar, end + 1))) {
        if (!att_grammar_at(grammar, end + 1)->undecided)
            att_grammar_add_code(phrase, att_grammar_at(grammar, end + 1)->sense->code);
        end += 2;
    }
    if (end == k + 1)
        return k;
    phrase->end = att_grammar_at(grammar, end - 1)->end;
    phrase->kind = ATT_MENTION_STATE;
    phrase->rule = "joined";
    for (uint32_t i = end; i < end + 3; i++) {
        const att_piece *piece = att_grammar_at(grammar, i);
        if (piece->kind == ATT_PIECE_END || piece->kind == ATT_PIECE_OTHER ||
            piece->kind == ATT_PIECE_COMMA)
            break;
        bool says = piece->kind == ATT_PIECE_DOMAIN || piece->kind == ATT_PIECE_ORGAN;
        if (piece->kind == ATT_PIECE_BLOCK && names_defence(grammar, piece->first, piece->end))
            phrase->sector = ATT_SECTOR_MIL; /* "Defence Policy Dialogue" */
        if (says &&
            (piece->sense->sector == ATT_SECTOR_MIL || piece->sense->sector == ATT_SECTOR_COP)) {
            phrase->sector = piece->sense->sector;
            break;
        }
    }
    return end;
}

static uint32_t read_bare(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    const att_piece *piece = att_grammar_at(grammar, k);
    att_mention_kind kind = bare_kind(grammar, k);
    if (kind == ATT_MENTION_KIND_COUNT)
        return k;
    *phrase = (att_phrase){.kind = kind,
                           .sentence = grammar->sentence,
                           .first = piece->first,
                           .end = piece->end,
                           .head = piece->end - 1,
                           .undecided = piece->undecided,
                           .located = piece->located,
                           .bare = true,
                           .rule = "gazetteer"};
    if (kind == ATT_MENTION_PRONOUN || kind == ATT_MENTION_GROUP)
        return k + 1;
    if (!piece->sense || !piece->sense->code.size)
        return k;
    phrase->sector = piece->sense->sector ? piece->sense->sector : ATT_SECTOR_GOV;
    phrase->key = piece->sense->key;
    if (!piece->undecided)
        att_grammar_add_code(phrase, piece->sense->code);
    if (kind == ATT_MENTION_STATE && piece->kind == ATT_PIECE_PEOPLE)
        phrase->sector = ATT_SECTOR_GOV;
    if (kind != ATT_MENTION_STATE && kind != ATT_MENTION_DEMONYM)
        return att_grammar_bracket(grammar, k + 1);
    uint32_t joined = read_joined(grammar, k, phrase);
    return joined != k ? joined : att_grammar_bracket(grammar, k + 1);
}

/* ---- the loop -----------------------------------------------------------------------------------
 */

/* "border defence exchanges", "military medicine": an organ that only says of what sort a thing is.
 */
static bool attributive(const att_grammar *grammar, const att_phrase *phrase) {
    const att_word *words = grammar->pieces->document->words;
    bool organ = phrase->kind == ATT_MENTION_ORGAN && !phrase->code_count;
    bool office = phrase->kind == ATT_MENTION_OFFICE && phrase->weak; /* "Official Assistance" */
    if (!words || !(organ || office) || phrase->name_count)
        return false;
    const att_word *word = &words[phrase->head];
    bool modifies = word->relation == ATT_RELATION_COMPOUND || word->relation == ATT_RELATION_AMOD;
    return modifies && word->head != ATT_NONE && word->head >= phrase->end &&
           (phrase->mass || phrase->weak);
}

/* "under the command of Admiral X" */
static bool under_command(const att_grammar *grammar, const att_phrase *phrase) {
    if (!att_slice_is(phrase->key, "command") || phrase->code_count)
        return false;
    uint32_t token = phrase->first;
    if (token > 0 && att_pieces_lower_is(grammar->pieces, token - 1, "the"))
        token--;
    return token > 0 && att_pieces_lower_is(grammar->pieces, token - 1, "under");
}

/* A weak head makes no actor by itself: "officials", "the team". */
static bool keeps(const att_grammar *grammar, const att_phrase *phrase) {
    if (attributive(grammar, phrase) || under_command(grammar, phrase))
        return false;
    if (phrase->kind == ATT_MENTION_PERSON || phrase->kind == ATT_MENTION_ROLE)
        return true;
    return !phrase->weak || phrase->code_count || phrase->own_sector || phrase->name_count ||
           phrase->definite || phrase->both || phrase->place.end || phrase->possessed ||
           phrase->undecided;
}

static uint32_t read_at(att_grammar *grammar, uint32_t k) {
    uint32_t nested = grammar->out->count;
    att_phrase phrase;
    uint32_t end = att_grammar_phrase(grammar, k, true, &phrase);
    if (end == k || !keeps(grammar, &phrase)) {
        grammar->out->count = nested;
        end = read_bare(grammar, k, &phrase);
        if (end == k)
            return k + 1;
    }
    /* The phrase stands before those inside it. */
    att_arena *arena = &grammar->pieces->document->arena;
    ATT_PUSH(arena, grammar->out);
    att_phrase *items = grammar->out->items;
    memmove(items + nested + 1, items + nested, (grammar->out->count - 1 - nested) * sizeof *items);
    items[nested] = phrase;
    return end;
}

/* "the government and people of Saudi Arabia": what follows the second belongs to both. */
static void share_owner(att_phrases *phrases, const att_pieces *pieces, uint32_t from) {
    for (uint32_t i = from; i + 1 < phrases->count; i++) {
        att_phrase *phrase = &phrases->items[i];
        const att_phrase *next = phrase + 1;
        bool actors = (phrase->kind == ATT_MENTION_ORGAN || phrase->kind == ATT_MENTION_OFFICE) &&
                      (next->kind == ATT_MENTION_ORGAN || next->kind == ATT_MENTION_OFFICE);
        if (!actors || phrase->code_count || phrase->name_count || !next->owned_after ||
            next->definite || next->indefinite || next->first != phrase->end + 1 ||
            !att_pieces_lower_is(pieces, phrase->end, "and"))
            continue;
        memcpy(phrase->codes, next->codes, sizeof phrase->codes);
        phrase->code_count = next->code_count;
        phrase->weak = false;
    }
}

void att_phrases_read(att_phrases *out, const att_pieces *pieces) {
    *out = (att_phrases){0};
    att_grammar grammar = {.pieces = pieces, .out = out};
    for (uint32_t i = 0; i < pieces->document->sentences.count; i++) {
        grammar.sentence = i;
        uint32_t end = pieces->sentence_first[i + 1], before = out->count;
        for (uint32_t k = pieces->sentence_first[i] + 1; k < end;)
            k = read_at(&grammar, k);
        share_owner(out, pieces, before);
    }
}
