/* role.c - words that stand for participants spoken of before; and what each sentence leaves
 * behind for the next: its pair, its list of three or more, its host and guest, its topic. */
#include "mentions/resolve.h"

static const att_phrase *phrase_at(const att_resolver *resolver, uint32_t index) {
    return &resolver->phrases.items[index];
}

static const att_entity *entity_at(const att_resolver *resolver, uint32_t entity) {
    return &resolver->document->entities.items[entity];
}

static bool mean(att_resolver *resolver, uint32_t index, uint32_t entity, const char *rule) {
    if (entity == ATT_NONE)
        return false;
    att_resolve_add(&resolver->meanings[index], entity);
    resolver->meanings[index].rule = rule;
    return true;
}

static void mean_same(att_resolver *resolver, uint32_t index, uint32_t other, const char *rule) {
    if (other == ATT_NONE)
        return;
    for (uint32_t i = 0; i < resolver->meanings[other].count; i++)
        mean(resolver, index, resolver->meanings[other].entities[i], rule);
}

/* ---- both
 * ---------------------------------------------------------------------------------------- */

/* Those spoken of before, as the phrase calls them: "the two ministries", "both sides", "the three
 * countries". */
static void mean_members(att_resolver *resolver, uint32_t index, const uint32_t *entities,
                         uint32_t count) {
    const att_phrase *phrase = phrase_at(resolver, index);
    bool states = phrase->role == ATT_ROLE_COUNTRIES || phrase->role == ATT_ROLE_COUNTRY;
    bool same =
        phrase->role == ATT_ROLE_SIDE || phrase->role == ATT_ROLE_PAIR ||
        (!phrase->own_sector && !states &&
         (phrase->kind != ATT_MENTION_ORGAN || phrase->weak || phrase->sector == ATT_SECTOR_GOV));
    for (uint32_t i = 0; i < count; i++) {
        uint32_t entity = entities[i];
        att_slice code = att_resolve_code(resolver, entity);
        if (!same)
            entity = att_resolve_entity(resolver, code,
                                        states           ? ATT_SECTOR_GOV
                                        : phrase->sector ? phrase->sector
                                                         : entity_at(resolver, entity)->sector,
                                        phrase, ATT_SLICE_EMPTY);
        if (!same && phrase->second_sector)
            mean(resolver, index,
                 att_resolve_entity(resolver, code, phrase->second_sector, phrase, ATT_SLICE_EMPTY),
                 "pair");
        mean(resolver, index, entity, "pair");
    }
}

void att_resolve_pair_of(att_resolver *resolver, uint32_t index) {
    att_resolve_settle(resolver, resolver->sentence_first, index, 2);
    if (resolver->pair[0] != ATT_NONE)
        mean_members(resolver, index, resolver->pair, 2);
}

static bool is_after(uint32_t phrase, uint32_t other) {
    return phrase != ATT_NONE && (other == ATT_NONE || phrase >= other);
}

static bool is_person(const att_phrase *phrase) {
    return phrase->kind == ATT_MENTION_OFFICE || phrase->kind == ATT_MENTION_PERSON ||
           phrase->role == ATT_ROLE_COUNTERPART || phrase->role == ATT_ROLE_GUEST ||
           phrase->role == ATT_ROLE_HOST;
}

static bool pairs_up(const att_phrase *phrase, int round) {
    if (phrase->kind == ATT_MENTION_DEMONYM || phrase->located || phrase->sector == ATT_SECTOR_CVL)
        return false;
    if (is_person(phrase) || phrase->kind == ATT_MENTION_PRONOUN)
        return true;
    return round > 0 && (phrase->kind == ATT_MENTION_ORGAN || phrase->kind == ATT_MENTION_ROLE);
}

/* Of each code the first. */
static void add_states(const att_resolver *resolver, att_meaning *out, const att_meaning *of) {
    for (uint32_t i = 0; i < of->count; i++) {
        att_slice code = att_resolve_code(resolver, of->entities[i]);
        bool known = !code.size;
        for (uint32_t k = 0; k < out->count && !known; k++)
            known = att_slice_equal(code, att_resolve_code(resolver, out->entities[k]));
        if (!known)
            att_resolve_add(out, of->entities[i]);
    }
}

/* "A left for talks with B and C; the three sides": those of the last sentences, if just as many.
 */
static bool mean_counted(att_resolver *resolver, uint32_t index) {
    uint32_t from[2] = {resolver->sentence_first, resolver->before_first};
    uint32_t said = phrase_at(resolver, index)->count;
    for (int round = 0; round < 2; round++) {
        att_meaning found = {.count = 0};
        for (uint32_t i = from[round]; i < index; i++)
            if (pairs_up(phrase_at(resolver, i), 1))
                add_states(resolver, &found, &resolver->meanings[i]);
        if (found.count != said)
            continue;
        mean_members(resolver, index, found.entities, found.count);
        return true;
    }
    return false;
}

/* "they", "the ministers", "the three sides": whoever was spoken of together last, if as many. */
bool att_resolve_together(att_resolver *resolver, uint32_t index) {
    const att_meaning *meaning = &resolver->meanings[index];
    uint32_t pair = resolver->pair[0] == ATT_NONE ? ATT_NONE : resolver->pair_phrase;
    uint32_t several = resolver->several, said = phrase_at(resolver, index)->count;
    if (is_after(resolver->listed, pair) && is_after(resolver->listed, several)) {
        if (!said || said == resolver->list_count)
            mean_members(resolver, index, resolver->list, resolver->list_count);
    } else if (is_after(several, pair)) {
        const att_meaning *of = &resolver->meanings[several];
        if (!said || said == of->count)
            mean_members(resolver, index, of->entities, of->count);
    } else if (pair != ATT_NONE && (!said || said == 2)) {
        att_resolve_pair_of(resolver, index);
    }
    return meaning->count || (said > 2 && mean_counted(resolver, index));
}

static uint32_t last_person_of(const att_resolver *resolver, uint32_t index, att_slice code) {
    for (uint32_t i = index; i-- > 0;) {
        const att_meaning *meaning = &resolver->meanings[i];
        if (meaning->count == 1 && is_person(phrase_at(resolver, i)) &&
            att_slice_equal(att_resolve_code(resolver, meaning->entities[0]), code))
            return meaning->entities[0];
        if (i + 200 < index)
            break;
    }
    return ATT_NONE;
}

/* ---- counterpart
 * ---------------------------------------------------------------------------------- */

/* The office that the counterpart shares: the subject's, else the last spoken of. */
static uint32_t counterpart_of(const att_resolver *resolver, uint32_t index) {
    uint32_t sentence = phrase_at(resolver, index)->sentence;
    for (uint32_t i = index; i-- > 0;) {
        const att_phrase *before = phrase_at(resolver, i);
        if (before->sentence != sentence || i + ATT_RESOLVE_RECENT < index)
            break;
        if (resolver->meanings[i].count && att_resolve_is_subject(resolver, i))
            return i;
    }
    for (uint32_t i = index; i-- > 0 && i + ATT_RESOLVE_RECENT >= index;) {
        const att_phrase *before = phrase_at(resolver, i);
        bool actor = before->kind == ATT_MENTION_OFFICE || before->kind == ATT_MENTION_ORGAN ||
                     before->kind == ATT_MENTION_PERSON || before->kind == ATT_MENTION_PRONOUN;
        if (resolver->meanings[i].count && actor)
            return i;
    }
    return ATT_NONE;
}

/* "his counterpart" of a pair is the other one, in the office that both hold. */
static uint32_t other_in_office(att_resolver *resolver, uint32_t index, uint32_t other,
                                att_sector sector) {
    att_slice code = att_resolve_code(resolver, other);
    const att_phrase *phrase = phrase_at(resolver, index);
    if (phrase->name_count == 1 && sector)
        return att_resolve_entity(resolver, code, sector, phrase,
                                  att_resolve_text(resolver, phrase->names[0]));
    if (!sector || entity_at(resolver, other)->sector == sector)
        return other;
    uint32_t person = last_person_of(resolver, index, code);
    if (person != ATT_NONE && entity_at(resolver, person)->sector == sector)
        return person;
    return att_resolve_entity(resolver, code, sector, phrase, ATT_SLICE_EMPTY);
}

static void resolve_counterpart(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = phrase_at(resolver, index);
    uint32_t of = counterpart_of(resolver, index);
    const att_entity *owner =
        of == ATT_NONE ? NULL : entity_at(resolver, resolver->meanings[of].entities[0]);
    att_sector sector = phrase->own_sector && phrase->sector ? phrase->sector
                        : owner                              ? owner->sector
                                                             : ATT_SECTOR_NONE;
    for (uint32_t i = 0; i < phrase->code_count && sector; i++) {
        att_slice name = phrase->name_count == phrase->code_count
                             ? att_resolve_text(resolver, phrase->names[i])
                             : ATT_SLICE_EMPTY;
        mean(resolver, index, att_resolve_entity(resolver, phrase->codes[i], sector, phrase, name),
             "counterpart");
    }
    if (phrase->code_count || phrase->undecided || !owner)
        return;
    if (phrase->name_count)
        att_resolve_settle(resolver, resolver->sentence_first, index, 2);
    for (int i = 0; i < 2; i++)
        if (resolver->pair[i] != ATT_NONE &&
            att_slice_equal(att_resolve_code(resolver, resolver->pair[i]), owner->code))
            mean(resolver, index, other_in_office(resolver, index, resolver->pair[1 - i], sector),
                 "counterpart");
    uint32_t person =
        phrase->name_count == 1 ? att_resolve_person(resolver, phrase->names[0]) : ATT_NONE;
    if (person != ATT_NONE && resolver->meanings[index].count == 1)
        resolver->persons.items[person].entity = resolver->meanings[index].entities[0];
}

/* ---- host, guest, latter
 * ---------------------------------------------------------------------------- */

/* The first or last participant of this sentence before the phrase, else of the last one. */
static uint32_t in_order(const att_resolver *resolver, uint32_t index, bool last) {
    uint32_t from[2] = {resolver->sentence_first, resolver->before_first};
    uint32_t to[2] = {index, resolver->sentence_first};
    for (int round = 0; round < 2; round++) {
        uint32_t found = ATT_NONE, persons = 0;
        for (uint32_t i = from[round]; i < to[round]; i++) {
            if (!resolver->meanings[i].count || !is_person(phrase_at(resolver, i)))
                continue;
            persons++;
            if (last || found == ATT_NONE)
                found = i;
        }
        if (found != ATT_NONE && (persons > 1 || round == 1))
            return found;
    }
    return ATT_NONE;
}

static void resolve_country(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = phrase_at(resolver, index);
    if (phrase->count == 2) {
        att_resolve_pair_of(resolver, index);
        return;
    }
    if (phrase->role == ATT_ROLE_COUNTRIES &&
        att_pieces_lower_is(resolver->pieces, phrase->first, "the")) {
        att_resolve_together(resolver, index);
        return;
    }
    uint32_t of = phrase->possessed  ? att_resolve_possessor(resolver, phrase)
                  : phrase->definite ? resolver->last_state
                                     : ATT_NONE;
    if (phrase->role == ATT_ROLE_COUNTRIES || of == ATT_NONE || !resolver->meanings[of].count)
        return;
    uint32_t entity = resolver->meanings[of].entities[0];
    mean(resolver, index,
         att_resolve_entity(resolver, att_resolve_code(resolver, entity), ATT_SECTOR_GOV, phrase,
                            ATT_SLICE_EMPTY),
         "country");
}

/* "the Vietnamese guest", "the Lao side": the state is said, the sector is the one it acted in. */
static void resolve_stated(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = phrase_at(resolver, index);
    for (uint32_t i = 0; i < phrase->code_count; i++) {
        uint32_t entity = last_person_of(resolver, index, phrase->codes[i]);
        uint32_t sector = att_map_get(&resolver->sector_of, phrase->codes[i]);
        if (entity == ATT_NONE)
            entity = att_resolve_entity(resolver, phrase->codes[i],
                                        sector == ATT_NONE ? ATT_SECTOR_GOV : (att_sector)sector,
                                        phrase, ATT_SLICE_EMPTY);
        mean(resolver, index, entity, "stated");
    }
}

void att_resolve_role(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = phrase_at(resolver, index);
    if (phrase->role == ATT_ROLE_COUNTERPART) {
        resolve_counterpart(resolver, index);
        return;
    }
    if (phrase->code_count) {
        resolve_stated(resolver, index);
        return;
    }
    if (phrase->undecided)
        return;
    switch (phrase->role) {
    case ATT_ROLE_HOST:
        mean(resolver, index, resolver->host, "host");
        break;
    case ATT_ROLE_GUEST:
        mean(resolver, index, resolver->guest, "guest");
        break;
    case ATT_ROLE_LATTER:
        mean_same(resolver, index, in_order(resolver, index, true), "latter");
        break;
    case ATT_ROLE_FORMER:
        mean_same(resolver, index, in_order(resolver, index, false), "former");
        break;
    case ATT_ROLE_SIDE:
    case ATT_ROLE_PAIR:
        if (phrase->count == 2 || phrase->role == ATT_ROLE_PAIR)
            att_resolve_pair_of(resolver, index);
        else
            att_resolve_together(resolver, index);
        break;
    case ATT_ROLE_COUNTRY:
    case ATT_ROLE_COUNTRIES:
        resolve_country(resolver, index);
        break;
    default:
        break;
    }
}

/* ---- pronouns
 * ----------------------------------------------------------------------------------------- */

/* "The soldiers flew in; they …": whether a plural subject was spoken of after any two sides. */
bool att_resolve_is_one(const att_resolver *resolver) {
    uint32_t many = resolver->many;
    return many != ATT_NONE && (resolver->several == ATT_NONE || many > resolver->several) &&
           (resolver->pair[0] == ATT_NONE || many > resolver->pair_phrase);
}

void att_resolve_pronoun(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = phrase_at(resolver, index);
    const att_word *words = resolver->document->words;
    uint32_t token = phrase->first;
    if (words && words[token].relation == ATT_RELATION_EXPL)
        return;
    const att_pieces *pieces = resolver->pieces;
    if (att_pieces_lower_is(pieces, token, "he") || att_pieces_lower_is(pieces, token, "she") ||
        att_pieces_lower_is(pieces, token, "him") || att_pieces_lower_is(pieces, token, "her"))
        mean_same(resolver, index, resolver->person, "pronoun");
    else if (att_pieces_lower_is(pieces, token, "it"))
        mean_same(resolver, index, resolver->thing, "pronoun");
    else if (att_resolve_is_one(resolver))
        mean_same(resolver, index, resolver->many, "pronoun");
    else
        att_resolve_together(resolver, index);
}

/* ---- what a sentence leaves
 * --------------------------------------------------------------------------- */

typedef struct pairing {
    uint32_t entities[2], phrases[2];
    uint32_t count;
} pairing;

static void join(att_resolver *resolver, pairing *out, uint32_t index) {
    const att_meaning *meaning = &resolver->meanings[index];
    for (uint32_t i = 0; i < meaning->count && out->count < 2; i++) {
        att_slice code = att_resolve_code(resolver, meaning->entities[i]);
        if (!code.size ||
            (out->count && att_slice_equal(code, att_resolve_code(resolver, out->entities[0]))))
            continue;
        out->phrases[out->count] = index;
        out->entities[out->count++] = meaning->entities[i];
    }
}

static bool verb_is(const att_resolver *resolver, uint32_t token, const char *const *verbs) {
    for (; *verbs; verbs++)
        if (att_slice_is(resolver->document->words[token].lemma, *verbs))
            return true;
    return false;
}

/* 1: hosts, -1: is a guest, 0: the verb does not say. */
static int hospitality(const att_resolver *resolver, uint32_t index) {
    static const char *const hosting[] = {"receive", "host", "welcome", "greet", "entertain", NULL};
    static const char *const visiting[] = {"visit", "arrive", "pay", "travel", "call", NULL};
    const att_word *words = resolver->document->words;
    if (!words)
        return 0;
    uint32_t root = resolver->roots[index], verb = words[root].head;
    if (verb == ATT_NONE || verb >= resolver->document->tokens.count)
        return 0;
    bool passive = words[root].relation == ATT_RELATION_NSUBJ_PASS;
    bool object = words[root].relation == ATT_RELATION_OBJ;
    bool agent = words[root].relation == ATT_RELATION_OBL_AGENT;
    bool subject = words[root].relation == ATT_RELATION_NSUBJ;
    if (verb_is(resolver, verb, hosting))
        return subject || agent ? 1 : passive || object ? -1 : 0;
    if (verb_is(resolver, verb, visiting) && subject)
        return -1;
    return 0;
}

/* Who of the two is host: by the verb, else the one at home. */
static void settle_host(att_resolver *resolver, const pairing *pair) {
    for (int i = 0; i < 2; i++) {
        int kind = hospitality(resolver, pair->phrases[i]);
        if (kind) {
            resolver->host = pair->entities[kind > 0 ? i : 1 - i];
            resolver->guest = pair->entities[kind > 0 ? 1 - i : i];
            return;
        }
    }
    for (int i = 0; i < 2; i++)
        if (att_slice_equal(att_resolve_code(resolver, pair->entities[i]), resolver->home)) {
            resolver->host = pair->entities[i];
            resolver->guest = pair->entities[1 - i];
            return;
        }
}

/* Persons first; then organs too; in the last round states as well, where there is no pair yet. */
void att_resolve_settle(att_resolver *resolver, uint32_t first, uint32_t end, int rounds) {
    for (int round = 0; round < rounds; round++) {
        pairing found = {.count = 0};
        for (uint32_t i = first; i < end; i++)
            if (pairs_up(phrase_at(resolver, i), round))
                join(resolver, &found, i);
        if (found.count < 2)
            continue;
        resolver->pair[0] = found.entities[0];
        resolver->pair[1] = found.entities[1];
        resolver->pair_phrase = found.phrases[1];
        settle_host(resolver, &found);
        return;
    }
    if (resolver->pair[0] != ATT_NONE || rounds < 2)
        return;
    pairing found = {.count = 0};
    for (uint32_t i = first; i < end; i++)
        if (phrase_at(resolver, i)->kind != ATT_MENTION_DEMONYM)
            join(resolver, &found, i);
    if (found.count == 2) {
        resolver->pair[0] = found.entities[0];
        resolver->pair[1] = found.entities[1];
        resolver->pair_phrase = found.phrases[1];
        settle_host(resolver, &found);
    }
}

/* Whether only a comma, "and" or both part the two phrases. */
static bool adjoins(const att_resolver *resolver, uint32_t before, uint32_t index) {
    uint32_t from = phrase_at(resolver, before)->end, to = phrase_at(resolver, index)->first;
    if (from >= to || to - from > 2)
        return false;
    for (uint32_t t = from; t < to; t++)
        if (!att_pieces_lower_is(resolver->pieces, t, ",") &&
            !att_pieces_lower_is(resolver->pieces, t, "and"))
            return false;
    return true;
}

/* "A, B and C held an exercise": three or more who act as one. */
static void settle_list(att_resolver *resolver, uint32_t first, uint32_t end) {
    for (uint32_t i = first, next; i < end; i = next) {
        att_meaning found = {.count = 0};
        for (next = i; next < end && (next == i || adjoins(resolver, next - 1, next)); next++)
            if (resolver->meanings[next].count == 1)
                att_resolve_add(&found, resolver->meanings[next].entities[0]);
        if (found.count < 3 || found.count != next - i || !att_resolve_is_subject(resolver, i))
            continue;
        memcpy(resolver->list, found.entities, sizeof resolver->list);
        resolver->list_count = found.count;
        resolver->listed = next - 1;
    }
}

void att_resolve_sentence(att_resolver *resolver, uint32_t first, uint32_t end) {
    att_resolve_settle(resolver, first, end, 2);
    settle_list(resolver, first, end);
    resolver->before_first = first;
}
