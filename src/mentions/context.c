/* context.c - whom an office or organ without a state belongs to: its owner ("its coast guard"), an
 * earlier mention of the same ("the ministry"), or the state of context. */
#include "mentions/resolve.h"

static const att_phrase *phrase_at(const att_resolver *resolver, uint32_t index) {
    return &resolver->phrases.items[index];
}

/* Singular and plural are different things: "the minister" is not one of "the ministers". */
static att_slice key_for(const att_resolver *resolver, const att_phrase *phrase) {
    return phrase->plural ? att_arena_format(&resolver->document->arena, "%.*s+",
                                             (int)phrase->key.size, phrase->key.data)
                          : phrase->key;
}

static uint32_t last_of(const att_resolver *resolver, att_slice key) {
    return att_map_get(&resolver->last_of, key);
}

static uint32_t last_by_name(const att_resolver *resolver, const char *key) {
    return last_of(resolver, att_slice_of(key));
}

att_slice att_resolve_deputy_key(const att_resolver *resolver, const att_phrase *phrase) {
    for (uint32_t t = phrase->first; t < phrase->end; t++)
        if ((att_pieces_lower_is(resolver->pieces, t, "deputy") ||
             att_pieces_lower_is(resolver->pieces, t, "vice")) &&
            phrase->kind == ATT_MENTION_OFFICE && !phrase->plural)
            return att_arena_format(&resolver->document->arena, "deputy %.*s",
                                    (int)phrase->key.size, phrase->key.data);
    return ATT_SLICE_EMPTY;
}

static bool is_envoy(const att_phrase *phrase) {
    return att_slice_in(phrase->key, "ambassador|d'affaires|attache|embassy");
}

/* An envoy comes from elsewhere: from the embassy named before, if one was. */
static att_slice envoy_state(const att_resolver *resolver) {
    uint32_t last = last_by_name(resolver, "embassy");
    if (last == ATT_NONE)
        last = last_by_name(resolver, "ambassador");
    if (last == ATT_NONE || !resolver->meanings[last].count)
        return ATT_SLICE_EMPTY;
    return att_resolve_code(resolver, resolver->meanings[last].entities[0]);
}

/* Of the towns and provinces of one name that of a state which the story names, else the largest.
 */
static att_slice state_of_rows(const att_resolver *resolver, uint32_t row) {
    const att_gazetteer *places = att_world_places(resolver->world);
    att_slice best = ATT_SLICE_EMPTY;
    float best_weight = -1;
    for (; row != ATT_NONE; row = att_gazetteer_row_at(places, row)->next) {
        const att_gazetteer_row *at = att_gazetteer_row_at(places, row);
        bool named = att_pieces_evidence(resolver->pieces, at->country) > 0;
        if (at->kind == ATT_PLACE_STATE || at->kind == ATT_PLACE_DEMONYM)
            continue; /* "the University of North Georgia" */
        float weight = at->size + (named ? 100 : 0);
        if (at->country.size && weight > best_weight) {
            best = at->country;
            best_weight = weight;
        }
    }
    return best;
}

static att_slice place_state(const att_resolver *resolver, att_run run) {
    const att_gazetteer *places = att_world_places(resolver->world);
    for (uint32_t t = run.first; places && t < run.end; t++) {
        uint32_t end;
        uint32_t row = att_gazetteer_find(places, resolver->document, &resolver->pieces->squashed,
                                          t, run.end, &end);
        att_slice code = state_of_rows(resolver, row);
        if (code.size)
            return code;
    }
    return ATT_SLICE_EMPTY;
}

/* "In Moscow, the Foreign Ministry …", "the ministry in Asunción". */
static att_slice sentence_state(const att_resolver *resolver, const att_phrase *phrase) {
    const att_sentence *sentence = &resolver->document->sentences.items[phrase->sentence];
    const att_pieces *pieces = resolver->pieces;
    uint32_t k = pieces->sentence_first[phrase->sentence] + 1;
    const att_piece *piece = &pieces->items.items[k];
    if (att_pieces_lower_is(pieces, sentence->first, "in") && piece[1].kind == ATT_PIECE_STATE &&
        piece[2].kind == ATT_PIECE_COMMA && !piece[1].undecided)
        return piece[1].sense->code;
    return ATT_SLICE_EMPTY;
}

static bool sits_somewhere(att_slice key) {
    return att_slice_in(key, "ministry|government|court|police|official|authority|"
                             "prosecutor|authorities|judge|parliament");
}

/* "the ministry in Asunción", "a court in Lyon". */
static att_slice seat_state(const att_resolver *resolver, const att_phrase *phrase) {
    const att_sentence *sentence = &resolver->document->sentences.items[phrase->sentence];
    if (!sits_somewhere(phrase->key) || phrase->end + 1 >= sentence->end ||
        !att_pieces_lower_is(resolver->pieces, phrase->end, "in"))
        return ATT_SLICE_EMPTY;
    uint32_t index = (uint32_t)(phrase - resolver->phrases.items) + 1;
    const att_phrase *next = index < resolver->phrases.count ? phrase_at(resolver, index) : NULL;
    if (next && next->first == phrase->end + 1 && next->bare)
        return next->code_count == 1 ? next->codes[0] : ATT_SLICE_EMPTY;
    return place_state(resolver, (att_run){phrase->end + 1, phrase->end + 2});
}

/* "ships led by Rear Admiral X", "under the command of Colonel Y": of whom they lead. */
static att_slice led_state(const att_resolver *resolver, const att_phrase *phrase) {
    static const char *const verbs[] = {"led", "headed", "commanded", "captained", "command"};
    uint32_t index = (uint32_t)(phrase - resolver->phrases.items), token = phrase->first;
    if (!phrase->ranked || index == 0 || token < 2)
        return ATT_SLICE_EMPTY;
    const att_phrase *before = phrase_at(resolver, index - 1);
    const att_meaning *meaning = &resolver->meanings[index - 1];
    if (before->sentence != phrase->sentence || meaning->count != 1)
        return ATT_SLICE_EMPTY;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (att_pieces_lower_is(resolver->pieces, token - 2, verbs[i]))
            return att_resolve_code(resolver, meaning->entities[0]);
    return ATT_SLICE_EMPTY;
}

/* "Mission spokeswoman X", "the head of the mission": of the organisation that leads the one spoken
 * of before. */
static att_slice mission_leader(const att_resolver *resolver, const att_phrase *phrase) {
    uint32_t last = phrase->owner_key.size ? last_of(resolver, phrase->owner_key) : ATT_NONE;
    if (last == ATT_NONE || !resolver->meanings[last].count)
        return ATT_SLICE_EMPTY;
    att_slice code = att_resolve_code(resolver, resolver->meanings[last].entities[0]);
    return att_world_state(resolver->world, code) ? ATT_SLICE_EMPTY : code;
}

static bool is_post(const att_phrase *phrase) {
    return is_envoy(phrase) || att_slice_in(phrase->key, "adviser|representative");
}

/* The state that an office or a person is said to be of, here or elsewhere; else "". */
static att_slice stated_code(const att_resolver *resolver, const att_phrase *phrase) {
    if (phrase->kind == ATT_MENTION_PERSON && phrase->name_count == 1) {
        uint32_t person = att_resolve_person(resolver, phrase->names[0]);
        if (person != ATT_NONE)
            phrase = phrase_at(resolver, resolver->persons.items[person].phrase);
    }
    return phrase->kind == ATT_MENTION_OFFICE && phrase->code_count == 1 && !is_post(phrase)
               ? phrase->codes[0]
               : ATT_SLICE_EMPTY;
}

static bool joined_by_and(const att_resolver *resolver, const att_phrase *a, const att_phrase *b) {
    return b->first == a->end + 1 && att_pieces_lower_is(resolver->pieces, a->end, "and");
}

/* "Minister X and Kenyan Minister Y" in a story told from Kenya: X is of elsewhere, or Y would go
 * without the state's name too. */
static bool is_beside_home(const att_resolver *resolver, const att_phrase *phrase) {
    uint32_t index = (uint32_t)(phrase - resolver->phrases.items);
    if (phrase->kind != ATT_MENTION_OFFICE || !phrase->name_count || is_envoy(phrase))
        return false;
    const att_phrase *before = index ? phrase - 1 : NULL;
    const att_phrase *after = index + 1 < resolver->phrases.count ? phrase + 1 : NULL;
    const att_phrase *beside = after && joined_by_and(resolver, phrase, after)     ? after
                               : before && joined_by_and(resolver, before, phrase) ? before
                                                                                   : NULL;
    return beside && att_slice_equal(stated_code(resolver, beside), resolver->home);
}

att_slice att_resolve_local_state(const att_resolver *resolver, const att_phrase *phrase) {
    att_slice code = led_state(resolver, phrase);
    if (!code.size)
        code = mission_leader(resolver, phrase);
    if (!code.size)
        code = seat_state(resolver, phrase);
    if (!code.size)
        code = place_state(resolver, phrase->place);
    if (!code.size && is_envoy(phrase))
        code = envoy_state(resolver);
    if (!code.size)
        code = sentence_state(resolver, phrase);
    if (code.size || !is_beside_home(resolver, phrase))
        return code.size ? code : resolver->home;
    return resolver->away.size ? resolver->away : resolver->home;
}

/* ---- owners -------------------------------------------------------------------------------------
 */

static bool take_owner(att_resolver *resolver, uint32_t index, uint32_t owner) {
    const att_phrase *phrase = phrase_at(resolver, index);
    att_meaning *meaning = &resolver->meanings[index];
    if (owner == ATT_NONE || !resolver->meanings[owner].count)
        return false;
    const att_meaning *of = &resolver->meanings[owner];
    for (uint32_t i = 0; i < of->count; i++) {
        const att_entity *entity = &resolver->document->entities.items[of->entities[i]];
        att_sector sector = phrase->own_sector || !entity->sector ? phrase->sector : entity->sector;
        att_resolve_add(
            meaning, att_resolve_entity(resolver, entity->code, sector, phrase, ATT_SLICE_EMPTY));
    }
    meaning->rule = "owner";
    return true;
}

/* "its": the subject of this sentence if it is no person, else the state or body named last. */
static uint32_t its(const att_resolver *resolver, const att_phrase *phrase) {
    uint32_t thing = resolver->thing, state = resolver->last_state;
    if (thing != ATT_NONE && phrase_at(resolver, thing)->sentence == phrase->sentence &&
        att_resolve_is_subject(resolver, thing))
        return thing;
    if (state != ATT_NONE && (thing == ATT_NONE || state > thing ||
                              phrase_at(resolver, state)->sentence == phrase->sentence))
        return state;
    return thing;
}

static bool owned(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = phrase_at(resolver, index);
    uint32_t token = phrase->first;
    if (att_pieces_lower_is(resolver->pieces, token, "its"))
        return take_owner(resolver, index, its(resolver, phrase));
    if (att_pieces_lower_is(resolver->pieces, token, "his") ||
        att_pieces_lower_is(resolver->pieces, token, "her"))
        return take_owner(resolver, index, resolver->person);
    if (!att_pieces_lower_is(resolver->pieces, token, "their"))
        return false;
    if (take_owner(resolver, index, resolver->several))
        return true;
    if (phrase->plural && att_resolve_is_one(resolver))
        return take_owner(resolver, index, resolver->many);
    if (phrase->plural && !phrase->weak) /* "Peru and Chile … their navies" */
        att_resolve_pair_of(resolver, index);
    return resolver->meanings[index].count > 0;
}

/* ---- the same before ----------------------------------------------------------------------------
 */

static bool same_sector(const att_resolver *resolver, const att_phrase *phrase, uint32_t last) {
    if (!phrase->own_sector)
        return true;
    const att_meaning *meaning = &resolver->meanings[last];
    return meaning->count &&
           resolver->document->entities.items[meaning->entities[0]].sector == phrase->sector;
}

static bool same_as(att_resolver *resolver, uint32_t index, uint32_t last, const char *rule) {
    if (last == ATT_NONE || last == index || !resolver->meanings[last].count ||
        !same_sector(resolver, phrase_at(resolver, index), last))
        return false;
    att_meaning *meaning = &resolver->meanings[index];
    const att_meaning *before = &resolver->meanings[last];
    for (uint32_t i = 0; i < before->count; i++)
        att_resolve_add(meaning, before->entities[i]);
    meaning->rule = rule;
    return true;
}

bool att_resolve_is_unit(att_slice key) {
    return att_slice_in(key, "battalion|contingent|regiment|company|platoon|unit|squadron|"
                             "detachment|brigade|force|troops|troop|peacekeeper|soldier|"
                             "soldiers|team|group|hospital|rotation|sappers|personnel|"
                             "battlegroup");
}

static bool spoken_of_before(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = phrase_at(resolver, index);
    if (phrase->indefinite || phrase->possessed || phrase->name_count ||
        (phrase->weak && !phrase->definite))
        return false;
    att_slice deputy = att_resolve_deputy_key(resolver, phrase);
    if (deputy.size && same_as(resolver, index, last_of(resolver, deputy), "same-deputy"))
        return true;
    if (same_as(resolver, index, last_of(resolver, key_for(resolver, phrase)), "same-office"))
        return true;
    if (phrase->sector == ATT_SECTOR_REB && phrase->definite &&
        same_as(resolver, index, last_by_name(resolver, "(rebels)"), "same-rebels"))
        return true;
    bool placed = phrase->place.end > phrase->place.first;
    if (phrase->kind == ATT_MENTION_ORGAN && phrase->definite && !placed &&
        att_resolve_is_unit(phrase->key) &&
        same_as(resolver, index, last_by_name(resolver, "(unit)"), "same-unit"))
        return true;
    if (phrase->plural || !phrase->definite || phrase->kind != ATT_MENTION_OFFICE)
        return false;
    if ((att_slice_is(phrase->key, "commander") || att_slice_is(phrase->key, "captain")) &&
        same_as(resolver, index, last_by_name(resolver, "officer"), "same-officer"))
        return true;
    bool leads = att_slice_is(phrase->key, "leader") || phrase->level == 1;
    return leads && same_as(resolver, index, last_by_name(resolver, "leader"), "same-leader");
}

/* "a ministry official", "the department's training centre": of the organ spoken of before. */
static bool of_organ(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = phrase_at(resolver, index);
    if (!phrase->owner_key.size)
        return false;
    uint32_t last = last_of(resolver, phrase->owner_key);
    if (last == ATT_NONE || !resolver->meanings[last].count || !same_sector(resolver, phrase, last))
        return false;
    return take_owner(resolver, index, last);
}

/* "the ministry", "the department": of the minister spoken of before. */
static bool of_minister(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = phrase_at(resolver, index);
    bool ministry =
        att_slice_is(phrase->key, "ministry") || att_slice_is(phrase->key, "department");
    if (!ministry || phrase->own_sector || !phrase->definite ||
        phrase->place.end > phrase->place.first)
        return false;
    uint32_t last = last_by_name(resolver, "(minister)");
    if (last == ATT_NONE)
        return false;
    const att_entity *entity =
        &resolver->document->entities.items[resolver->meanings[last].entities[0]];
    att_slice seat = seat_state(resolver, phrase);
    if (seat.size && !att_slice_equal(seat, entity->code))
        return false;
    att_resolve_add(
        &resolver->meanings[index],
        att_resolve_entity(resolver, entity->code, entity->sector, phrase, ATT_SLICE_EMPTY));
    resolver->meanings[index].rule = "minister";
    return true;
}

/* "the Vietnam side" aside, a plain organ is the home state's where it is said as known. */
static bool may_be_home(const att_phrase *phrase) {
    if (phrase->kind == ATT_MENTION_OFFICE)
        return phrase->name_count || phrase->own_sector ||
               (phrase->definite && !phrase->weak && phrase->level <= 4 && phrase->level);
    if (phrase->owner_key.size && phrase->own_sector)
        return true;
    if (phrase->sector == ATT_SECTOR_JRN || phrase->sector == ATT_SECTOR_MED ||
        phrase->sector == ATT_SECTOR_CVL)
        return false;
    if (phrase->indefinite || phrase->weak || phrase->ship || (phrase->plural && !phrase->definite))
        return false;
    return (phrase->own_sector || phrase->definite) && !att_slice_is(phrase->key, "base");
}

/* "The ministers agreed", "the principals", "the navies": those of whom each side has one, not "the
 * officers", "the judges" or "the departments". */
static bool are_one_a_side(const att_phrase *phrase) {
    bool office = phrase->kind == ATT_MENTION_OFFICE, organ = phrase->kind == ATT_MENTION_ORGAN;
    return (office || organ) && phrase->plural && phrase->definite && !phrase->name_count &&
           phrase->level && phrase->level <= (office && !phrase->own_sector ? 6 : 4) &&
           phrase->place.end == phrase->place.first;
}

/* "The delegation laid flowers": that of the guest. */
static bool is_delegation(const att_phrase *phrase, bool plural) {
    return phrase->definite && phrase->plural == plural && !phrase->name_count &&
           att_slice_is(phrase->key, "delegation") && phrase->place.end == phrase->place.first;
}

static bool mean_guest(att_resolver *resolver, uint32_t index) {
    if (resolver->guest == ATT_NONE)
        return false;
    const att_entity *guest = &resolver->document->entities.items[resolver->guest];
    att_resolve_add(&resolver->meanings[index],
                    att_resolve_entity(resolver, guest->code, guest->sector,
                                       phrase_at(resolver, index), ATT_SLICE_EMPTY));
    resolver->meanings[index].rule = "guest";
    return true;
}

/* "the China Coast Guard (CCG)" … "a CCG delegation". */
bool att_resolve_alias(att_resolver *resolver, uint32_t index, uint32_t token) {
    uint32_t known = att_map_get(&resolver->alias_of, resolver->pieces->squashed.tokens[token]);
    if (known == ATT_NONE || known == index)
        return false;
    for (uint32_t i = 0; i < resolver->meanings[known].count; i++)
        att_resolve_add(&resolver->meanings[index], resolver->meanings[known].entities[i]);
    resolver->meanings[index].rule = "short-form";
    return resolver->meanings[index].count > 0;
}

bool att_resolve_context(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = phrase_at(resolver, index);
    att_meaning *meaning = &resolver->meanings[index];
    if (phrase->undecided)
        return false;
    if (phrase->count == 2 && !phrase->ship && phrase->plural &&
        (phrase->definite || phrase->both || phrase->possessed)) {
        att_resolve_pair_of(resolver, index);
        return meaning->count > 0;
    }
    if (phrase->count > 2 && phrase->plural && phrase->definite &&
        att_resolve_together(resolver, index))
        return true;
    if (phrase->place.end == phrase->place.first + 1 &&
        att_resolve_alias(resolver, index, phrase->place.first))
        return true;
    if (phrase->country_owned && resolver->last_state != ATT_NONE && !phrase->possessed)
        return take_owner(resolver, index, resolver->last_state);
    if (phrase->possessed && owned(resolver, index))
        return true;
    if (spoken_of_before(resolver, index) || of_organ(resolver, index) ||
        of_minister(resolver, index))
        return true;
    if ((are_one_a_side(phrase) || is_delegation(phrase, true)) &&
        att_resolve_together(resolver, index))
        return true;
    if (is_delegation(phrase, false) && mean_guest(resolver, index))
        return true;
    att_slice code = place_state(resolver, phrase->place);
    if (!code.size)
        code = seat_state(resolver, phrase);
    if (!code.size && !may_be_home(phrase))
        return false;
    if (!code.size)
        code = att_resolve_local_state(resolver, phrase);
    if (!code.size)
        return false;
    att_sector sector = phrase->sector ? phrase->sector : ATT_SECTOR_GOV;
    att_resolve_add(meaning, att_resolve_entity(resolver, code, sector, phrase, ATT_SLICE_EMPTY));
    meaning->rule = att_slice_equal(code, resolver->home) ? "home" : "local";
    return true;
}

/* The one phrase that "his", "her" or "its" goes back to, or ATT_NONE. */
uint32_t att_resolve_possessor(const att_resolver *resolver, const att_phrase *phrase) {
    if (att_pieces_lower_is(resolver->pieces, phrase->first, "its"))
        return its(resolver, phrase);
    if (att_pieces_lower_is(resolver->pieces, phrase->first, "their"))
        return ATT_NONE;
    return resolver->person;
}

/* "its Security Minister, Graciela Bustamante": the owner's state becomes the phrase's own. */
void att_resolve_owner(att_resolver *resolver, uint32_t index) {
    att_phrase *phrase = &resolver->phrases.items[index];
    if (!phrase->possessed || phrase->code_count || !phrase->name_count ||
        phrase->role == ATT_ROLE_COUNTERPART) /* of another state than whose he is */
        return;
    uint32_t owner = att_resolve_possessor(resolver, phrase);
    if (owner != ATT_NONE && resolver->meanings[owner].count == 1)
        phrase->codes[phrase->code_count++] =
            att_resolve_code(resolver, resolver->meanings[owner].entities[0]);
}
