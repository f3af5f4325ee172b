/* resolve.c - see resolve.h. The order of the rules, and what is remembered of each phrase. */
#include "mentions/resolve.h"

void att_resolve_add(att_meaning *meaning, uint32_t entity) {
    if (entity == ATT_NONE)
        return;
    for (uint32_t i = 0; i < meaning->count; i++)
        if (meaning->entities[i] == entity)
            return;
    if (meaning->count < ATT_PHRASE_CODES)
        meaning->entities[meaning->count++] = entity;
    meaning->resolved = true;
}

bool att_resolve_is_subject(const att_resolver *resolver, uint32_t index) {
    const att_word *words = resolver->document->words;
    if (!words)
        return false;
    uint8_t relation = words[resolver->roots[index]].relation;
    return relation == ATT_RELATION_NSUBJ || relation == ATT_RELATION_NSUBJ_PASS ||
           relation == ATT_RELATION_NSUBJ_OUTER;
}

/* The topmost token of a phrase in the parse; the grammar's head where there is none. */
static uint32_t root_of(const att_resolver *resolver, const att_phrase *phrase) {
    const att_word *words = resolver->document->words;
    uint32_t root = phrase->head;
    if (root < phrase->first || root >= phrase->end)
        root = phrase->end - 1;
    for (uint32_t step = phrase->first; words && step < phrase->end; step++) {
        uint32_t head = words[root].head;
        if (head == ATT_NONE || head < phrase->first || head >= phrase->end)
            break;
        root = head;
    }
    return root;
}

/* ---- phrases that say their state
 * ------------------------------------------------------------------ */

/* Organs such as "the Lao side" act in the sector in which their state acted last. */
att_sector att_resolve_service(const att_resolver *resolver, const att_phrase *phrase,
                               att_slice code) {
    uint32_t sector = att_map_get(&resolver->service_of, code);
    bool open = phrase->sector == ATT_SECTOR_MIL && !phrase->own_sector;
    return open && sector == ATT_SECTOR_COP ? ATT_SECTOR_COP : phrase->sector;
}

/* "The Chilean minister", after "the defence ministers of Chile and Peru": whose ministry was told.
 */
static bool is_minister_only(const att_phrase *phrase) {
    return phrase->kind == ATT_MENTION_OFFICE && att_phrase_is_ministerial(phrase) &&
           phrase->definite && !phrase->own_sector && !phrase->name_count;
}

static att_sector sector_for(const att_resolver *resolver, const att_phrase *phrase,
                             att_slice code) {
    uint32_t minister =
        is_minister_only(phrase) ? att_map_get(&resolver->minister_of, code) : ATT_NONE;
    if (minister != ATT_NONE)
        return (att_sector)minister;
    if (att_resolve_service(resolver, phrase, code) == ATT_SECTOR_COP)
        return ATT_SECTOR_COP;
    if (phrase->sector)
        return phrase->sector;
    if (phrase->kind == ATT_MENTION_ORGAN) {
        uint32_t sector = att_map_get(&resolver->sector_of, code);
        if (sector != ATT_NONE)
            return (att_sector)sector;
    }
    return phrase->sector ? phrase->sector : ATT_SECTOR_GOV;
}

static void resolve_stated(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = &resolver->phrases.items[index];
    att_meaning *meaning = &resolver->meanings[index];
    for (uint32_t i = 0; i < phrase->code_count; i++) {
        att_sector sector = sector_for(resolver, phrase, phrase->codes[i]);
        att_slice name = phrase->name_count == phrase->code_count && phrase->name_count
                             ? att_resolve_text(resolver, phrase->names[i])
                             : ATT_SLICE_EMPTY;
        if (phrase->second_sector)
            att_resolve_add(meaning,
                            att_resolve_entity(resolver, phrase->codes[i], phrase->second_sector,
                                               phrase, ATT_SLICE_EMPTY));
        att_resolve_add(meaning,
                        att_resolve_entity(resolver, phrase->codes[i], sector, phrase, name));
    }
    if (phrase->home_too && phrase->place.end > phrase->place.first && resolver->home.size)
        att_resolve_add(meaning, att_resolve_entity(resolver, resolver->home, phrase->sector,
                                                    phrase, ATT_SLICE_EMPTY));
}

/* ---- names
 * ----------------------------------------------------------------------------------------- */

static bool known_person(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = &resolver->phrases.items[index];
    if (phrase->name_count != 1)
        return false;
    uint32_t person = att_resolve_person(resolver, phrase->names[0]);
    if (person == ATT_NONE)
        return false;
    uint32_t entity = att_resolve_person_entity(resolver, person);
    if (entity == ATT_NONE)
        return false;
    resolver->persons.items[person].seen = index;
    att_resolve_add(&resolver->meanings[index], entity);
    resolver->meanings[index].rule = phrase->kind == ATT_MENTION_PERSON ? "name" : "office";
    return true;
}

static bool known_leader(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = &resolver->phrases.items[index];
    if (phrase->name_count != 1)
        return false;
    uint32_t entity = att_resolve_leader(resolver, index, phrase->names[0]);
    att_resolve_add(&resolver->meanings[index], entity);
    resolver->meanings[index].rule = "leader";
    return entity != ATT_NONE;
}

static bool beside_company(const att_resolver *resolver, uint32_t index) {
    const att_phrase *items = resolver->phrases.items;
    bool before = index > 0 && items[index - 1].sentence == items[index].sentence &&
                  items[index - 1].sector == ATT_SECTOR_BUS;
    bool after = index + 1 < resolver->phrases.count &&
                 items[index + 1].sentence == items[index].sentence &&
                 items[index + 1].sector == ATT_SECTOR_BUS;
    return before || after;
}

/* "Neil Farquhar of Australia" among ministers is one. */
static bool among_officials(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = &resolver->phrases.items[index];
    for (uint32_t i = index; i-- > 0 && i + ATT_RESOLVE_RECENT >= index;) {
        const att_phrase *before = &resolver->phrases.items[i];
        if (before->sentence != phrase->sentence)
            return false;
        if (before->kind != ATT_MENTION_OFFICE && before->kind != ATT_MENTION_PERSON)
            continue;
        if (!resolver->meanings[i].count)
            continue;
        uint32_t first = resolver->meanings[i].entities[0];
        att_resolve_add(&resolver->meanings[index],
                        att_resolve_entity(resolver, phrase->codes[0],
                                           resolver->document->entities.items[first].sector, phrase,
                                           att_resolve_text(resolver, phrase->names[0])));
        resolver->meanings[index].rule = "among";
        return true;
    }
    return false;
}

/* A name that nobody here bears; what is left is the state before it. */
static void resolve_stranger(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = &resolver->phrases.items[index];
    att_meaning *meaning = &resolver->meanings[index];
    bool one_word = phrase->name_count == 1 && phrase->names[0].end == phrase->names[0].first + 1;
    if (one_word && att_resolve_alias(resolver, index, phrase->names[0].first)) {
        meaning->kind = ATT_MENTION_ORGAN;
        return;
    }
    if (phrase->code_count == 1 && phrase->state.end > phrase->state.first) {
        bool company = phrase->genitive && beside_company(resolver, index);
        meaning->kind = company            ? ATT_MENTION_ORGAN
                        : phrase->genitive ? ATT_MENTION_STATE
                                           : ATT_MENTION_DEMONYM;
        if (!company)
            meaning->span = phrase->state;
        att_resolve_add(meaning, att_resolve_entity(resolver, phrase->codes[0],
                                                    company ? ATT_SECTOR_BUS : ATT_SECTOR_GOV,
                                                    phrase, ATT_SLICE_EMPTY));
        meaning->rule = company ? "company" : "gazetteer";
    } else if (phrase->code_count == 1 && beside_company(resolver, index)) {
        meaning->kind = ATT_MENTION_ORGAN;
        meaning->rule = "company";
        att_resolve_add(meaning, att_resolve_entity(resolver, phrase->codes[0], ATT_SECTOR_BUS,
                                                    phrase, ATT_SLICE_EMPTY));
    } else if (phrase->code_count != 1 || !among_officials(resolver, index)) {
        meaning->dropped = true;
    }
}

/* ---- one phrase
 * -------------------------------------------------------------------------------------- */

static void resolve_phrase(att_resolver *resolver, uint32_t index) {
    att_resolve_owner(resolver, index);
    const att_phrase *phrase = &resolver->phrases.items[index];
    switch (phrase->kind) {
    case ATT_MENTION_PERSON:
        if (!known_person(resolver, index) && !known_leader(resolver, index))
            resolve_stranger(resolver, index);
        break;
    case ATT_MENTION_ROLE:
        if (!known_person(resolver, index))
            att_resolve_role(resolver, index);
        break;
    case ATT_MENTION_PRONOUN:
        att_resolve_pronoun(resolver, index);
        break;
    case ATT_MENTION_GROUP:
        if (phrase->code_count)
            resolve_stated(resolver, index);
        break;
    case ATT_MENTION_OFFICE:
        if (known_person(resolver, index))
            break;
        /* fall through */
    default:
        if (phrase->code_count)
            resolve_stated(resolver, index);
        else
            att_resolve_context(resolver, index);
    }
}

/* ---- what is remembered
 * ------------------------------------------------------------------------------ */

static void remember_key(att_resolver *resolver, uint32_t index, const char *key) {
    att_map_put(&resolver->last_of, att_slice_of(key), index);
}

/* A person is later called by rank or class: "the admiral", "the diplomat", "the officer". */
static void remember_classes(att_resolver *resolver, uint32_t index, const att_entity *entity) {
    const att_phrase *phrase = &resolver->phrases.items[index];
    att_slice office = att_resolve_text(resolver, (att_run){phrase->first, phrase->end});
    static const struct {
        const char *written, *key;
    } ranks[] = {
        {"Admiral", "admiral"},     {"General", "general"},     {"Colonel", "colonel"},
        {"Captain", "captain"},     {"Commodore", "commodore"}, {"Brigadier", "brigadier"},
        {"Commander", "commander"}, {"Marshal", "marshal"},     {"Lieutenant", "lieutenant"}};
    for (size_t i = 0; phrase->ranked && i < sizeof ranks / sizeof *ranks; i++)
        if (memmem(office.data, office.size, ranks[i].written, strlen(ranks[i].written)))
            remember_key(resolver, index, ranks[i].key);
    if (phrase->ranked)
        remember_key(resolver, index, "officer");
    if (att_slice_in(phrase->key, "ambassador|commissioner|d'affaires|consul"))
        remember_key(resolver, index, "diplomat");
    if (entity->level == 1)
        remember_key(resolver, index, "leader");
    remember_key(resolver, index, "official");
}

static bool is_person(const att_phrase *phrase) {
    return phrase->kind == ATT_MENTION_OFFICE || phrase->kind == ATT_MENTION_PERSON ||
           phrase->role == ATT_ROLE_COUNTERPART || phrase->role == ATT_ROLE_HOST ||
           phrase->role == ATT_ROLE_GUEST || phrase->role == ATT_ROLE_LATTER;
}

static bool is_organ(const att_phrase *phrase) {
    return phrase->kind == ATT_MENTION_ORGAN || phrase->kind == ATT_MENTION_MISSION;
}

/* The names under which a later phrase may mean the same one. */
static void remember_keys(att_resolver *resolver, uint32_t index, const att_entity *entity) {
    const att_phrase *phrase = &resolver->phrases.items[index];
    bool one = resolver->meanings[index].count == 1, office = phrase->kind == ATT_MENTION_OFFICE;
    att_slice deputy = att_resolve_deputy_key(resolver, phrase);
    if (entity->sector == ATT_SECTOR_REB)
        remember_key(resolver, index, "(rebels)");
    if (is_organ(phrase) && one && att_resolve_is_unit(phrase->key))
        remember_key(resolver, index, "(unit)");
    if (one && deputy.size)
        att_map_put(&resolver->last_of, deputy, index);
    if (phrase->owner_key.size)
        att_map_put(&resolver->last_of, phrase->owner_key, index);
    if (office && att_phrase_is_ministerial(phrase) && one &&
        att_world_state(resolver->world, entity->code))
        remember_key(resolver, index, "(minister)");
    if (phrase->key.size && (is_organ(phrase) || office))
        att_map_put(&resolver->last_of,
                    phrase->plural ? att_arena_format(&resolver->document->arena, "%.*s+",
                                                      (int)phrase->key.size, phrase->key.data)
                                   : phrase->key,
                    index);
    if (one && office)
        remember_classes(resolver, index, entity);
}

static void remember_sectors(att_resolver *resolver, const att_phrase *phrase,
                             const att_entity *entity) {
    if (entity->sector != ATT_SECTOR_CVL && entity->sector != ATT_SECTOR_JRN)
        att_map_put(&resolver->sector_of, entity->code, entity->sector);
    if ((phrase->own_sector && att_phrase_is_ministerial(phrase)) ||
        phrase->role == ATT_ROLE_COUNTERPART)
        att_map_put(&resolver->minister_of, entity->code, entity->sector);
    if (entity->sector == ATT_SECTOR_MIL || entity->sector == ATT_SECTOR_COP)
        att_map_put(&resolver->service_of, entity->code, entity->sector);
}

static void remember(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = &resolver->phrases.items[index];
    const att_meaning *meaning = &resolver->meanings[index];
    if (!meaning->count)
        return;
    const att_entity *entities = resolver->document->entities.items;
    if (phrase->alias)
        att_map_put(&resolver->alias_of, resolver->pieces->squashed.tokens[phrase->alias], index);
    remember_keys(resolver, index, &entities[meaning->entities[0]]);
    if ((is_person(phrase) || is_organ(phrase)) && !phrase->located)
        for (uint32_t i = 0; i < meaning->count; i++)
            remember_sectors(resolver, phrase, &entities[meaning->entities[i]]);
    if (meaning->kind == ATT_MENTION_STATE || phrase->role == ATT_ROLE_COUNTRY)
        resolver->last_state = index;
}

static int strength(const att_resolver *resolver, uint32_t index) {
    uint32_t end = resolver->phrases.items[index].end;
    if (att_resolve_is_subject(resolver, index))
        return 2;
    bool owns = end < resolver->document->tokens.count &&
                (att_pieces_lower_is(resolver->pieces, end, "'s") ||
                 att_pieces_lower_is(resolver->pieces, end, "’s"));
    return owns ? 0 : 1;
}

/* Subjects are what he, it and they go back to; a first participant serves until one comes. */
static void remember_topic(att_resolver *resolver, uint32_t index) {
    const att_phrase *phrase = &resolver->phrases.items[index];
    const att_meaning *meaning = &resolver->meanings[index];
    if (!meaning->count || phrase->kind == ATT_MENTION_PRONOUN || phrase->located)
        return;
    /* "Friendship between the Vietnamese and Japanese people" is no one who acts later. */
    if (resolver->document->entities.items[meaning->entities[0]].sector == ATT_SECTOR_CVL)
        return;
    bool subject = att_resolve_is_subject(resolver, index);
    if (meaning->count > 1) {
        if (subject || resolver->several == ATT_NONE)
            resolver->several = index;
        return;
    }
    if (subject && phrase->plural)
        resolver->many = index;
    uint32_t *slot = is_person(phrase) ? &resolver->person : &resolver->thing;
    if (phrase->kind == ATT_MENTION_DEMONYM)
        return;
    bool same_sentence =
        *slot != ATT_NONE && resolver->phrases.items[*slot].sentence == phrase->sentence;
    if (same_sentence) { /* not one who only owns something, if another comes */
        if (strength(resolver, index) > strength(resolver, *slot))
            *slot = index;
        return;
    }
    if (*slot == ATT_NONE || subject)
        *slot = index;
}

void att_resolve_run(att_resolver *resolver) {
    uint32_t count = resolver->phrases.count;
    att_arena *arena = &resolver->document->arena;
    resolver->meanings = ATT_NEW_ARRAY(arena, att_meaning, count);
    resolver->roots = ATT_NEW_ARRAY(arena, uint32_t, count);
    att_map_init(&resolver->entity_of, arena);
    att_map_init(&resolver->name_of, arena);
    att_map_init(&resolver->last_of, arena);
    att_map_init(&resolver->alias_of, arena);
    att_map_init(&resolver->minister_of, arena);
    att_map_init(&resolver->sector_of, arena);
    att_map_init(&resolver->service_of, arena);
    resolver->pair[0] = resolver->pair[1] = resolver->host = resolver->guest = ATT_NONE;
    resolver->person = resolver->thing = resolver->several = resolver->last_state = ATT_NONE;
    resolver->many = resolver->listed = ATT_NONE;
    att_resolve_home(resolver);
    att_resolve_people(resolver);
    for (uint32_t i = 0; i < count; i++) {
        const att_phrase *phrase = &resolver->phrases.items[i];
        if (i > 0 && phrase->sentence != resolver->phrases.items[i - 1].sentence) {
            att_resolve_sentence(resolver, resolver->sentence_first, i);
            resolver->sentence_first = i;
        }
        resolver->roots[i] = root_of(resolver, phrase);
        resolver->meanings[i] = (att_meaning){
            .kind = phrase->kind, .span = {phrase->first, phrase->end}, .rule = phrase->rule};
        resolve_phrase(resolver, i);
        remember(resolver, i);
        remember_topic(resolver, i);
    }
}
