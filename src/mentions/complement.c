/* complement.c - what follows the head of an actor's phrase: "of the Republic of Korea", "of
 * National Defence", "at the UN", "to Laos"; see grammar.h. */
#include "mentions/grammar.h"

static bool one_of(const att_grammar *grammar, uint32_t k, const char *a, const char *b) {
    return att_grammar_word(grammar, k, a) || att_grammar_word(grammar, k, b);
}

static uint32_t after_determiner(const att_grammar *grammar, uint32_t k) {
    return att_grammar_kind(grammar, k) == ATT_PIECE_DETERMINER ||
                   att_grammar_kind(grammar, k) == ATT_PIECE_POSSESSIVE
               ? k + 1
               : k;
}

/* "National Defence", "Political, Legal and Security Affairs": a run of domains. */
static uint32_t read_domains(const att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    uint32_t i = after_determiner(grammar, k), end = k;
    for (;; i++) {
        const att_piece *piece = att_grammar_at(grammar, i);
        if (piece->kind == ATT_PIECE_DOMAIN) {
            if (piece->sense->sector && (!phrase->own_sector || phrase->sector == ATT_SECTOR_GOV)) {
                phrase->sector = piece->sense->sector;
                phrase->own_sector = true;
            }
            end = i + 1;
            phrase->end = piece->end;
        } else if (piece->kind != ATT_PIECE_COMMA && piece->kind != ATT_PIECE_AND) {
            return end;
        } else if (end == k) {
            return k;
        }
        if (i > k + 12)
            return end;
    }
}

/* The organ or organisation that an office belongs to gives what the office lacks. */
static void take_owner(att_phrase *phrase, const att_phrase *owner) {
    phrase->owner_key = owner->key;
    phrase->country_owned |= owner->role == ATT_ROLE_COUNTRY || owner->country_owned;
    bool has_own = phrase->kind == ATT_MENTION_ORGAN && phrase->sector && !phrase->weak &&
                   owner->sector == ATT_SECTOR_GOV;
    if (owner->organisation.size && !phrase->code_count) {
        phrase->organisation = owner->organisation;
        phrase->sector = owner->sector;
        phrase->own_sector = true;
    } else if (owner->sector && !phrase->own_sector && !has_own) {
        phrase->sector = owner->sector;
        phrase->own_sector = owner->own_sector;
    }
    phrase->owned_after |= !phrase->code_count && owner->code_count;
    if (!phrase->code_count)
        for (uint32_t i = 0; i < owner->code_count; i++)
            att_grammar_add_code(phrase, owner->codes[i]);
    phrase->undecided |= owner->undecided;
    if (owner->count == 2 && !phrase->code_count) { /* "sailors of the two navies" */
        phrase->count = 2;
        phrase->definite = phrase->plural = true;
        phrase->own_sector = phrase->own_sector && owner->own_sector;
    }
    if (phrase->place.first == phrase->place.end)
        phrase->place = owner->place;
    phrase->weak = owner->count == 2 && !owner->own_sector;
    phrase->end = owner->end;
}

/* "of Kon Tum, Attapeu (Laos) and Ratanakiri (Cambodia)": places, with states in brackets. */
static uint32_t read_places(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    uint32_t i = k, end = k;
    for (;;) {
        att_run name;
        uint32_t after = att_grammar_name(grammar, i, &name);
        if (after == i)
            return end;
        if (phrase->place.first == phrase->place.end)
            phrase->place = name;
        if (att_grammar_kind(grammar, after) == ATT_PIECE_OPEN) {
            uint32_t closed = att_grammar_bracket(grammar, after);
            att_grammar_states(grammar, after + 1, phrase);
            after = closed;
        } else {
            phrase->home_too = true;
        }
        phrase->end = att_grammar_at(grammar, after - 1)->end;
        end = after;
        i = after;
        if (att_grammar_kind(grammar, i) == ATT_PIECE_COMMA)
            i++;
        if (att_grammar_kind(grammar, i) == ATT_PIECE_AND)
            i++;
        if (i == after || !(phrase->plural || phrase->mass))
            return end;
        phrase->weak = false;
    }
}

static uint32_t read_owner(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    if (grammar->depth >= ATT_GRAMMAR_DEPTH)
        return k;
    att_phrase owner;
    uint32_t end = att_grammar_phrase(grammar, k, false, &owner);
    if (end == k || owner.kind == ATT_MENTION_PERSON)
        return k;
    take_owner(phrase, &owner);
    return end;
}

static uint32_t read_states(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    uint32_t i = after_determiner(grammar, k);
    if (att_grammar_kind(grammar, i) == ATT_PIECE_ADJECTIVE ||
        one_of(grammar, i, "neighbouring", "neighboring"))
        i++; /* "neighbouring Ethiopia" */
    if (att_grammar_kind(grammar, i) != ATT_PIECE_STATE)
        return k;
    att_phrase found = {.code_count = 0};
    uint32_t end = att_grammar_states(grammar, i, &found);
    if (found.code_count == 2 && att_grammar_kind(grammar, end) == ATT_PIECE_GENITIVE &&
        phrase->kind != ATT_MENTION_OFFICE) {
        found.code_count = 1; /* "Kalinga of India and Malaysia's Selat" are two */
        end = i + 1;
    }
    /* "of Laos' Savannakhet province" owns what follows. */
    phrase->owned_after |= !phrase->code_count;
    if (!phrase->code_count)
        for (uint32_t c = 0; c < found.code_count; c++)
            att_grammar_add_code(phrase, found.codes[c]);
    phrase->undecided |= found.undecided;
    phrase->weak = false;
    phrase->end = att_grammar_at(grammar, end - 1)->end;
    if (att_grammar_kind(grammar, end) == ATT_PIECE_GENITIVE)
        for (end++; att_grammar_kind(grammar, end) == ATT_PIECE_NAME ||
                    att_grammar_kind(grammar, end) == ATT_PIECE_NOUN;
             end++)
            phrase->end = att_grammar_at(grammar, end)->end;
    return end;
}

/* "Of the UN Mission in South Sudan". */
static uint32_t read_mission(const att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    const att_piece *piece = att_grammar_at(grammar, k);
    if (piece->kind != ATT_PIECE_BLOCK || !piece->sense || !piece->sense->code.size)
        return k;
    if (!phrase->code_count)
        att_grammar_mission(phrase, piece->sense);
    phrase->weak = false;
    phrase->end = piece->end;
    return k + 1;
}

static uint32_t read_of(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    uint32_t end = read_domains(grammar, k, phrase);
    if (end != k && att_grammar_kind(grammar, end) != ATT_PIECE_ORGAN &&
        att_grammar_kind(grammar, end) != ATT_PIECE_OFFICE)
        return end;
    end = read_owner(grammar, k, phrase);
    if (end == k)
        end = read_states(grammar, k, phrase);
    if (end == k)
        end = read_mission(grammar, after_determiner(grammar, k), phrase);
    if (end == after_determiner(grammar, k))
        end = read_places(grammar, after_determiner(grammar, k), phrase);
    if (end == after_determiner(grammar, k) && phrase->role == ATT_ROLE_SIDE)
        phrase->undecided = true; /* "both sides of the strait" */
    return end == after_determiner(grammar, k) ? k : end;
}

/* "the ambassador to Laos": the post is a mention of its own and stands for nobody here. */
static uint32_t read_post(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    uint32_t i = after_determiner(grammar, k);
    const att_piece *piece = att_grammar_at(grammar, i);
    bool place = piece->kind == ATT_PIECE_STATE || piece->kind == ATT_PIECE_ORGANISATION;
    if (!place)
        return k;
    att_phrase *nested = ATT_PUSH(&grammar->pieces->document->arena, grammar->out);
    *nested = (att_phrase){.kind = ATT_MENTION_STATE,
                           .sentence = grammar->sentence,
                           .first = piece->first,
                           .end = piece->end,
                           .head = piece->end - 1,
                           .sector = piece->sense->sector,
                           .bare = true,
                           .located = true,
                           .undecided = piece->undecided,
                           .rule = "post"};
    if (piece->kind == ATT_PIECE_ORGANISATION)
        nested->kind = ATT_MENTION_ORGANISATION;
    if (!piece->undecided)
        att_grammar_add_code(nested, att_world_whole(grammar->pieces->world, piece->sense->code));
    phrase->end = piece->end;
    return i + 1;
}

/* The same place after an office whose head is one of a group or an organ of several states. */
static uint32_t read_from(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    if (phrase->code_count)
        return k;
    bool owner = att_grammar_kind(grammar, k + 1) == ATT_PIECE_GENITIVE;
    uint32_t end = owner ? read_owner(grammar, k, phrase) : read_states(grammar, k, phrase);
    if (end == k)
        end = owner ? read_states(grammar, k, phrase) : read_owner(grammar, k, phrase);
    return end;
}

static bool is_post(const att_phrase *phrase) {
    return att_slice_in(phrase->key, "ambassador|attache|embassy|commission|adviser|advisor|consul|"
                                     "consulate|commissioner|representative|mission|envoy|nuncio");
}

/* "Recalled its envoy from Laos", "pulled its troops from Mali": where they come from is not whose
 * they are. */
static bool is_away(const att_phrase *phrase) {
    return phrase->possessed && (phrase->kind == ATT_MENTION_ORGAN || is_post(phrase));
}

static bool is_adviser(const att_phrase *phrase) {
    return att_slice_in(phrase->key, "adviser|advisor");
}

static bool is_quote(const att_grammar *grammar, uint32_t k) {
    return att_grammar_word(grammar, k, "\"") || att_grammar_word(grammar, k, "”") ||
           att_grammar_word(grammar, k, "''");
}

static uint32_t complement(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    uint32_t end = k;
    if (is_quote(grammar, k) && att_grammar_word(grammar, k + 1, "from"))
        k++;
    if (att_grammar_kind(grammar, k) == ATT_PIECE_OF)
        end = read_of(grammar, k + 1, phrase);
    else if (att_grammar_kind(grammar, k) != ATT_PIECE_PREPOSITION)
        return k;
    else if (att_grammar_word(grammar, k, "at") && !phrase->code_count && is_adviser(phrase))
        end = read_owner(grammar, k + 1, phrase); /* "Military Adviser at the UN Department" */
    else if (is_post(phrase) &&
             (one_of(grammar, k, "to", "in") || att_grammar_word(grammar, k, "at")))
        end = read_post(grammar, k + 1, phrase);
    else if (att_grammar_word(grammar, k, "from") && !is_away(phrase))
        end = read_from(grammar, k + 1, phrase);
    else if (phrase->kind == ATT_MENTION_OFFICE && att_grammar_word(grammar, k, "for"))
        end = read_domains(grammar, k + 1, phrase);
    else if (phrase->kind == ATT_MENTION_OFFICE && !phrase->code_count && !phrase->own_sector &&
             one_of(grammar, k, "at", "with"))
        end = read_owner(grammar, k + 1, phrase);
    return end == k + 1 || end == k ? k : end;
}

uint32_t att_grammar_complements(att_grammar *grammar, uint32_t k, att_phrase *phrase) {
    for (int round = 0; round < 4; round++) {
        uint32_t bracket = att_grammar_bracket(grammar, k);
        if (bracket != k) {
            if (!phrase->code_count)
                att_grammar_states(grammar, k + 1, phrase);
            if (bracket == k + 3 && att_grammar_kind(grammar, k + 1) == ATT_PIECE_NAME)
                phrase->alias = att_grammar_at(grammar, k + 1)->first;
            phrase->end = att_grammar_at(grammar, bracket - 1)->end;
            k = bracket;
        }
        uint32_t end = complement(grammar, k, phrase);
        if (end == k)
            return k;
        k = end;
        if (phrase->kind == ATT_MENTION_OFFICE)
            phrase->office.end = phrase->end;
    }
    return k;
}
