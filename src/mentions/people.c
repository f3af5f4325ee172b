/* people.c - the persons that a document gives an office to. Only they are ever meant by a name;
 * everybody else is private. */
#include "mentions/resolve.h"

enum { NAME_TOKENS = 8 };

static uint32_t name_tokens(const att_resolver *resolver, att_run name,
                            att_slice out[NAME_TOKENS]) {
    uint32_t count = 0;
    for (uint32_t t = name.first; t < name.end && count < NAME_TOKENS; t++) {
        att_slice token = resolver->pieces->squashed.tokens[t];
        if (token.size)
            out[count++] = token;
    }
    return count;
}

static bool has_token(const att_slice *tokens, uint32_t count, att_slice token) {
    for (uint32_t i = 0; i < count; i++)
        if (att_slice_equal(tokens[i], token))
            return true;
    return false;
}

/* Whether all of the shorter name stands in the longer one. */
static bool same_name(const att_resolver *resolver, att_run a, att_run b) {
    att_slice in_a[NAME_TOKENS], in_b[NAME_TOKENS];
    uint32_t count_a = name_tokens(resolver, a, in_a), count_b = name_tokens(resolver, b, in_b);
    uint32_t shared = 0;
    for (uint32_t i = 0; i < count_a; i++)
        shared += has_token(in_b, count_b, in_a[i]);
    return shared > 0 && (shared == count_a || shared == count_b);
}

/* Whether a story of that state would call the person by this one word. */
static bool called_by(const att_resolver *resolver, const att_person *person, att_run name) {
    const att_phrase *phrase = &resolver->phrases.items[person->phrase];
    att_slice code = phrase->code_count == 1 ? phrase->codes[0] : resolver->home;
    const att_state *state = att_world_state(resolver->world, code);
    uint32_t expected = state && state->called_by_first ? person->name.first : person->name.end - 1;
    const att_slice *words = resolver->pieces->squashed.tokens;
    return name.end == name.first + 1 && att_slice_equal(words[name.first], words[expected]);
}

/* Of several bearers of a name the one who is called by it, else the one last spoken of. */
uint32_t att_resolve_person(const att_resolver *resolver, att_run name) {
    uint32_t best = ATT_NONE;
    bool best_called = false;
    for (uint32_t t = name.first; t < name.end; t++) {
        uint32_t link = att_map_get(&resolver->name_of, resolver->pieces->squashed.tokens[t]);
        for (; link != ATT_NONE; link = resolver->bearers.items[link].next) {
            uint32_t person = resolver->bearers.items[link].person;
            if (!same_name(resolver, name, resolver->persons.items[person].name))
                continue;
            const att_person *one = &resolver->persons.items[person];
            bool called = called_by(resolver, one, name);
            bool later = best == ATT_NONE || one->seen + 1 > resolver->persons.items[best].seen + 1;
            if (best == ATT_NONE || (called && !best_called) || (called == best_called && later)) {
                best = person;
                best_called = called;
            }
        }
        if (best != ATT_NONE)
            return best;
    }
    return ATT_NONE;
}

static void add_bearer(att_resolver *resolver, uint32_t token, uint32_t person) {
    att_slice folded = resolver->pieces->squashed.tokens[token];
    if (folded.size < 2)
        return;
    uint32_t link = resolver->bearers.count;
    ATT_PUSH(&resolver->document->arena, &resolver->bearers)->person = person;
    resolver->bearers.items[link].next = att_map_get(&resolver->name_of, folded);
    att_map_put(&resolver->name_of, folded, link);
}

/* How much a phrase says of a person's office. */
static int fullness(const att_phrase *phrase) {
    return (phrase->code_count == 1) * 4 + phrase->own_sector * 2 +
           (phrase->office.end > phrase->office.first) + (phrase->kind == ATT_MENTION_ROLE);
}

static uint32_t name_size(att_run name) {
    return name.end - name.first;
}

static void note_person(att_resolver *resolver, uint32_t index, att_run name) {
    const att_phrase *phrase = &resolver->phrases.items[index];
    uint32_t known = att_resolve_person(resolver, name);
    if (known == ATT_NONE) {
        known = resolver->persons.count;
        *ATT_PUSH(&resolver->document->arena, &resolver->persons) =
            (att_person){.name = name, .phrase = index, .entity = ATT_NONE, .seen = ATT_NONE};
    } else {
        att_person *person = &resolver->persons.items[known];
        const att_phrase *before = &resolver->phrases.items[person->phrase];
        if (fullness(phrase) > fullness(before) &&
            (!before->code_count || phrase->code_count || before->code_count > 1))
            person->phrase = index;
        if (name_size(name) <= name_size(person->name))
            return;
        person->name = name;
    }
    for (uint32_t t = name.first; t < name.end; t++)
        add_bearer(resolver, t, known);
}

/* A leader named without an office is a person from then on: "Emmanuel Macron … Macron". */
uint32_t att_resolve_leader(att_resolver *resolver, uint32_t index, att_run name) {
    const att_phrase *phrase = &resolver->phrases.items[index];
    const att_sense *leader = att_world_leader(resolver->world, resolver->document,
                                               &resolver->pieces->squashed, name.first, name.end);
    if (!leader || (phrase->code_count && !att_slice_equal(phrase->codes[0], leader->code)))
        return ATT_NONE;
    uint32_t entity = att_resolve_entity(resolver, leader->code, leader->sector, phrase,
                                         att_resolve_text(resolver, name));
    uint32_t person = resolver->persons.count;
    *ATT_PUSH(&resolver->document->arena, &resolver->persons) =
        (att_person){.name = name, .phrase = index, .entity = entity, .seen = index};
    for (uint32_t t = name.first; t < name.end; t++)
        add_bearer(resolver, t, person);
    return entity;
}

/* Full names first, so that "General Bao" later joins the man. */
void att_resolve_people(att_resolver *resolver) {
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < resolver->phrases.count; i++) {
            const att_phrase *phrase = &resolver->phrases.items[i];
            if (phrase->kind != ATT_MENTION_OFFICE && phrase->kind != ATT_MENTION_ROLE)
                continue;
            for (uint32_t n = 0; n < phrase->name_count; n++)
                if ((name_size(phrase->names[n]) > 1) == (round == 0))
                    note_person(resolver, i, phrase->names[n]);
        }
}

static att_sector sector_before(const att_resolver *resolver, uint32_t index) {
    while (index-- > 0) {
        const att_phrase *phrase = &resolver->phrases.items[index];
        if (phrase->kind == ATT_MENTION_OFFICE && phrase->sector)
            return phrase->sector;
    }
    return ATT_SECTOR_GOV;
}

static uint32_t name_index(const att_resolver *resolver, const att_phrase *phrase, att_run name) {
    for (uint32_t i = 0; i < phrase->name_count; i++)
        if (same_name(resolver, phrase->names[i], name))
            return i;
    return 0;
}

/* "Deputy Minister Cao" of the ministry that was just spoken of. */
static att_sector ministry_sector(const att_resolver *resolver, const att_phrase *phrase,
                                  att_slice code) {
    static const char *const keys[] = {"(minister)", "ministry", "department"};
    bool minister = att_phrase_is_ministerial(phrase);
    uint32_t latest = ATT_NONE;
    for (size_t i = 0; minister && i < sizeof keys / sizeof *keys; i++) {
        uint32_t last = att_map_get(&resolver->last_of, att_slice_of(keys[i]));
        bool same =
            last != ATT_NONE && resolver->meanings[last].count &&
            att_slice_equal(att_resolve_code(resolver, resolver->meanings[last].entities[0]), code);
        if (same && (latest == ATT_NONE || last > latest))
            latest = last;
    }
    if (latest == ATT_NONE)
        return phrase->sector;
    return resolver->document->entities.items[resolver->meanings[latest].entities[0]].sector;
}

/* "President Obama": of the state that he led then, before the state of context. */
static att_slice state_in_office(const att_resolver *resolver, const att_phrase *phrase,
                                 att_run name) {
    const att_sense *leader = att_world_leader(resolver->world, resolver->document,
                                               &resolver->pieces->squashed, name.first, name.end);
    return leader ? leader->code : att_resolve_local_state(resolver, phrase);
}

/* The person as an entity, by the phrase that says the office best. */
uint32_t att_resolve_person_entity(att_resolver *resolver, uint32_t index) {
    att_person *person = &resolver->persons.items[index];
    if (person->entity != ATT_NONE)
        return person->entity;
    const att_phrase *phrase = &resolver->phrases.items[person->phrase];
    att_slice code = ATT_SLICE_EMPTY;
    if (phrase->code_count == 1)
        code = phrase->codes[0];
    else if (phrase->code_count > 1 && phrase->code_count == phrase->name_count)
        code = phrase->codes[name_index(resolver, phrase, person->name)];
    else if (phrase->code_count == 0 && !phrase->undecided && phrase->kind == ATT_MENTION_OFFICE)
        code = state_in_office(resolver, phrase, person->name);
    if (!code.size)
        return ATT_NONE;
    att_sector sector = phrase->sector ? att_resolve_service(resolver, phrase, code)
                                       : sector_before(resolver, person->phrase);
    if (phrase->sector == ATT_SECTOR_GOV && !phrase->own_sector)
        sector = ministry_sector(resolver, phrase, code);
    person->entity = att_resolve_entity(resolver, code, sector, phrase,
                                        att_resolve_text(resolver, person->name));
    return person->entity;
}
