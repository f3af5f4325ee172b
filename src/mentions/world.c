/* world.c - see world.h. Every table has one reader below; a row gives one sense, and each of its
 * forms an entry of the matcher. The overlay is read last, and the matcher hands out what was
 * added last first: so the user's rows win. Tables other than the states may be absent. */
#include "mentions/world.h"

#include "base/error.h"
#include "base/table.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FORMS = 16000 }; /* about as many as the tables have */

typedef struct member {
    att_slice group, code;
    att_day from, to;
    uint32_t next; /* of the same group, or ATT_NONE */
} member;

struct att_world {
    att_arena arena;
    const att_gazetteer *places;
    att_matcher *matcher;
    ATT_ARRAY(att_sense) senses;
    ATT_ARRAY(att_state) states;
    att_map state_of; /* code → index of states */
    ATT_ARRAY(member) members;
    att_map group_of; /* group → its last member */
    ATT_ARRAY(att_slice) wholes;
    att_map whole_of; /* code of a body → index of wholes */
};

/* ---- shared by the readers ---------------------------------------------------------------- */

/* The head of a phrase: the word before " of ", " in " or " for ", else the last. */
static att_slice head_word(att_slice form) {
    uint32_t end = form.size, start;
    for (uint32_t i = 1; i + 4 <= form.size && end == form.size; i++)
        if (form.data[i] == ' ' &&
            (memcmp(form.data + i, " of ", 4) == 0 || memcmp(form.data + i, " for ", 5) == 0 ||
             memcmp(form.data + i, " in ", 4) == 0))
            end = i;
    for (start = end; start > 0 && form.data[start - 1] != ' ' && form.data[start - 1] != '-';)
        start--;
    return att_slice_part(form, start, end);
}

static bool is_plural_word(att_slice word) {
    return (att_slice_ends(word, "s") && !att_slice_ends(word, "ss") &&
            !att_slice_ends(word, "us") && !att_slice_ends(word, "'s")) ||
           att_slice_ends(word, "men") || att_slice_is(word, "people") ||
           att_slice_is(word, "troops") || att_slice_is(word, "personnel");
}

/* What all forms of one office or organ share: "ministries" and "ministry" → "ministry". */
static att_slice key_of(att_arena *arena, att_slice form) {
    att_slice word = att_utf8_fold(arena, head_word(form));
    if (att_slice_ends(word, "men") && word.size > 4)
        return att_arena_format(arena, "%.*sman", (int)word.size - 3, word.data);
    if (att_slice_ends(word, "ies"))
        return att_arena_format(arena, "%.*sy", (int)word.size - 3, word.data);
    if (is_plural_word(word) && att_slice_ends(word, "s") && !att_slice_is(word, "forces") &&
        !att_slice_is(word, "troops"))
        return att_slice_part(word, 0, word.size - 1);
    return word;
}

/* "COAS", "CDS": stands for the words of an office. */
static bool is_short_form(att_slice form) {
    for (uint32_t i = 0; i < form.size; i++)
        if (form.data[i] < 'A' || form.data[i] > 'Z')
            return false;
    return form.size > 2;
}

static att_sense *new_sense(att_world *world, att_piece_kind piece) {
    att_sense *sense = ATT_PUSH(&world->arena, &world->senses);
    sense->piece = piece;
    sense->code = sense->other = sense->key = ATT_SLICE_EMPTY;
    return sense;
}

static void add_form(att_world *world, att_slice form) {
    att_sense *sense = &world->senses.items[world->senses.count - 1];
    att_matcher_add(world->matcher, form, (uint32_t)sense->piece, world->senses.count - 1);
}

/* Each form of a column, and its name, is an entry of the newest sense. */
static void add_forms(att_world *world, att_slice name, att_slice forms) {
    add_form(world, name);
    att_slice form;
    while (att_slice_next(&forms, '|', &form))
        if (form.size)
            add_form(world, form);
}

static att_day bound_day(att_slice text, bool last, att_day open) {
    att_interval interval;
    if (!text.size || !att_interval_parse(&interval, text))
        return open;
    return last ? interval.last : interval.first;
}

/* ---- states ------------------------------------------------------------------------------- */

static void read_state(att_world *world, const att_table *table) {
    uint32_t known = att_map_get(&world->state_of, table->column[0]);
    att_state *state =
        known == ATT_NONE ? ATT_PUSH(&world->arena, &world->states) : &world->states.items[known];
    state->code = table->column[0];
    state->name = table->column[3];
    state->status = (uint8_t)(table->column[2].size ? table->column[2].data[0] : 0);
    if (known == ATT_NONE)
        att_map_put(&world->state_of, state->code, world->states.count - 1);
}

static const struct {
    const char *name;
    att_state_form form;
} state_kinds[] = {{"capital", ATT_FORM_CAPITAL},
                   {"metonym", ATT_FORM_METONYM},
                   {"demonym-adjective", ATT_FORM_ADJECTIVE},
                   {"demonym-noun", ATT_FORM_NOUN}};

static const struct {
    const char *name;
    uint32_t flag;
} state_flags[] = {{"ambiguous", ATT_SENSE_AMBIGUOUS}, {"default", ATT_SENSE_DEFAULT},
                   {"likely", ATT_SENSE_LIKELY},       {"prefix", ATT_SENSE_PREFIX},
                   {"part", ATT_SENSE_PART},           {"person", ATT_SENSE_PERSON},
                   {"place", ATT_SENSE_PLACE},         {"word", ATT_SENSE_PLACE}};

static void read_alternatives(att_sense *sense, att_slice list) {
    att_slice item;
    while (att_slice_next(&list, '+', &item)) {
        bool known = false;
        for (size_t i = 0; i < sizeof state_flags / sizeof *state_flags; i++)
            if (att_slice_is(item, state_flags[i].name)) {
                sense->flags |= state_flags[i].flag;
                known = true;
            }
        if (!known && item.size && item.data[0] >= 'A' && item.data[0] <= 'Z')
            sense->other = item;
    }
}

static void read_state_note(att_sense *sense, att_slice note) {
    att_slice item;
    while (att_slice_next(&note, ';', &item)) {
        item = att_slice_trim(item);
        if (att_slice_starts(item, "or="))
            read_alternatives(sense, att_slice_part(item, 3, item.size));
        else if (att_slice_starts(item, "sector="))
            att_sector_find(&sense->sector, att_slice_part(item, 7, item.size));
        for (size_t i = 0; i < sizeof state_flags / sizeof *state_flags; i++)
            if (att_slice_is(item, state_flags[i].name))
                sense->flags |= state_flags[i].flag;
    }
}

static void read_state_name(att_world *world, const att_table *table) {
    att_state_form form = ATT_FORM_NAME;
    for (size_t i = 0; i < sizeof state_kinds / sizeof *state_kinds; i++)
        if (att_slice_is(table->column[2], state_kinds[i].name))
            form = state_kinds[i].form;
    att_sense *sense = new_sense(world, form == ATT_FORM_ADJECTIVE ? ATT_PIECE_DEMONYM
                                        : form == ATT_FORM_NOUN    ? ATT_PIECE_PEOPLE
                                                                   : ATT_PIECE_STATE);
    sense->form = form;
    sense->code = table->column[0];
    sense->sector = ATT_SECTOR_GOV;
    read_state_note(sense, table->column[3]);
    add_form(world, table->column[1]);
}

/* ---- organisations, groups, what only bears a state's name --------------------------------- */

static void read_organisation(att_world *world, const att_table *table) {
    att_sense *sense = new_sense(world, ATT_PIECE_ORGANISATION);
    bool of_state = table->column[6].size > 0;
    sense->code = of_state ? table->column[6] : table->column[0];
    sense->key = table->column[0];
    if (!att_sector_find(&sense->sector, table->column[3]))
        sense->sector = ATT_SECTOR_REB;
    add_forms(world, table->column[1], table->column[2]);
}

static void read_group(att_world *world, const att_table *table) {
    if (table->column[4].size && !att_slice_is(table->column[4], "member"))
        return;
    member *row = ATT_PUSH(&world->arena, &world->members);
    *row = (member){.group = table->column[0],
                    .code = table->column[1],
                    .from = bound_day(table->column[2], false, ATT_DAY_OPEN_START),
                    .to = bound_day(table->column[3], true, ATT_DAY_OPEN_END),
                    .next = att_map_get(&world->group_of, table->column[0])};
    att_map_put(&world->group_of, row->group, world->members.count - 1);
}

static void read_block(att_world *world, const att_table *table) {
    new_sense(world, ATT_PIECE_BLOCK)->key = table->column[0];
    add_forms(world, table->column[1], table->column[2]);
}

/* A mission acts for the organisation or state that leads it. */
static void read_mission(att_world *world, const att_table *table) {
    att_sense *sense = new_sense(world, ATT_PIECE_BLOCK);
    sense->code = table->column[3].size ? table->column[3] : table->column[0];
    sense->key = key_of(&world->arena, table->column[1]); /* "the force", "the mission" */
    sense->sector = att_world_state(world, sense->code) ? ATT_SECTOR_MIL : ATT_SECTOR_IGO;
    add_forms(world, table->column[1], table->column[2]);
}

/* Whom newswire names without the office. */
static void read_leader(att_world *world, const att_table *table) {
    att_slice forms = table->column[2], form = table->column[1], note = table->column[7];
    bool full = true;
    do {
        att_sense *sense = new_sense(world, ATT_PIECE_NAME);
        sense->code = table->column[0];
        att_sector_find(&sense->sector, table->column[4]);
        sense->from = bound_day(table->column[5], false, ATT_DAY_OPEN_START);
        sense->to = bound_day(table->column[6], true, ATT_DAY_OPEN_END);
        sense->level = att_slice_starts(table->column[3], "head") ? 1 : 3;
        if (!full && form.size && memmem(note.data, note.size, form.data, form.size))
            sense->flags |= ATT_SENSE_AMBIGUOUS;
        if (form.size)
            add_form(world, form);
        full = false;
    } while (att_slice_next(&forms, '|', &form));
}

static void read_name_order(att_world *world, const att_table *table) {
    uint32_t index = att_map_get(&world->state_of, table->column[0]);
    if (index == ATT_NONE)
        return;
    bool family_first = att_slice_starts(table->column[1], "family-first");
    bool family = att_slice_starts(table->column[2], "family");
    bool given = att_slice_starts(table->column[2], "given");
    bool first = att_slice_starts(table->column[2], "first") &&
                 !att_slice_starts(table->column[2], "first-surname");
    world->states.items[index].called_by_first = family_first ? family : given || first;
}

/* "Gen.", "Sr. Col."; titles such as "H.E."; and marks such as "(Retd)", which say nothing. */
static void read_rank(att_world *world, const att_table *table) {
    bool rank = att_slice_starts(table->column[0], "O");
    bool title = att_slice_is(table->column[0], "TITLE");
    att_sense *sense = new_sense(world, rank    ? ATT_PIECE_RANK
                                        : title ? ATT_PIECE_HONORIFIC
                                                : ATT_PIECE_PREFIX);
    att_sector_find(&sense->sector, table->column[3]);
    sense->level = 8;
    sense->key = table->column[1];
    add_form(world, table->column[2]);
}

static const struct {
    const char *name;
    uint8_t level;
} levels[] = {{"head-of-state", 1},   {"head-of-government", 1}, {"minister", 3},
              {"deputy-minister", 4}, {"chief-of-defence", 4},   {"service-chief", 5},
              {"director", 6},        {"ambassador", 6},         {"attache", 7},
              {"commander", 7},       {"spokesperson", 8}};

/* An office or organ that any state can have. A phrase of several words says its sector itself. */
static void read_office(att_world *world, const att_table *table) {
    att_slice form = table->column[0];
    bool office = att_slice_is(table->column[3], "office");
    if ((office && att_slice_is(table->column[1], "IGO")) || att_slice_ends(form, " of"))
        return; /* the grammar joins the organisation and the office */
    att_sense *sense = new_sense(world, office ? ATT_PIECE_OFFICE : ATT_PIECE_ORGAN);
    att_sector_find(&sense->sector, table->column[1]);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (att_slice_is(table->column[2], levels[i].name))
            sense->level = levels[i].level;
    if (sense->sector == ATT_SECTOR_CVL && !office)
        sense->piece = ATT_PIECE_PEOPLE;
    bool short_form = is_short_form(form);
    bool chief =
        att_slice_starts(table->column[2], "chief") || att_slice_ends(table->column[2], "chief");
    sense->key = !short_form ? key_of(&world->arena, form)
                 : chief     ? att_slice_of("chief")
                             : table->column[2];
    bool phrase = short_form || memchr(form.data, ' ', form.size) != NULL;
    sense->flags = (phrase && sense->sector ? ATT_SENSE_OWN : 0u) |
                   (att_slice_starts(table->column[4], "weak") ? ATT_SENSE_WEAK : 0u) |
                   (is_plural_word(head_word(form)) ? ATT_SENSE_PLURAL : 0u) |
                   (sense->level == 6 && sense->sector == ATT_SECTOR_GOV ? ATT_SENSE_POST : 0u);
    add_form(world, form);
}

/* A body under its own name: "Royal Australian Navy", "TNI". */
static void read_organ(att_world *world, const att_table *table) {
    att_sense *sense = new_sense(world, ATT_PIECE_ORGAN);
    sense->code = table->column[1];
    att_sector_find(&sense->sector, table->column[2]);
    if (sense->sector == ATT_SECTOR_MED)
        sense->sector = ATT_SECTOR_JRN; /* of that table they are media */
    sense->key = key_of(&world->arena, table->column[0]);
    sense->level = 5;
    sense->flags = ATT_SENSE_OWN | ATT_SENSE_MASS;
    att_slice note = table->column[3], item;
    while (att_slice_next(&note, ';', &item)) {
        item = att_slice_trim(item);
        if (att_slice_is(item, "ambiguous") || att_slice_is(item, "with state"))
            sense->flags |= ATT_SENSE_AMBIGUOUS;
        if (att_slice_is(item, "ship prefix"))
            sense->flags = ATT_SENSE_OWN | ATT_SENSE_NAMED | ATT_SENSE_PREFIX | ATT_SENSE_SHIP;
    }
    add_form(world, table->column[0]);
}

/* ---- the words of a language --------------------------------------------------------------- */

static const struct {
    const char *name;
    att_piece_kind piece;
} word_kinds[] = {{"office", ATT_PIECE_OFFICE},       {"organ", ATT_PIECE_ORGAN},
                  {"people", ATT_PIECE_PEOPLE},       {"company", ATT_PIECE_COMPANY},
                  {"domain", ATT_PIECE_DOMAIN},       {"prefix", ATT_PIECE_PREFIX},
                  {"honorific", ATT_PIECE_HONORIFIC}, {"role", ATT_PIECE_ROLE},
                  {"rank", ATT_PIECE_RANK},           {"group", ATT_PIECE_GROUP}};

static const char *const role_names[ATT_ROLE_COUNT] = {
    "", "host", "guest", "latter", "former", "counterpart", "side", "pair", "country", "countries"};

static const struct {
    const char *name;
    uint32_t flag;
} word_flags[] = {
    {"own", ATT_SENSE_OWN},     {"mass", ATT_SENSE_MASS},     {"plural", ATT_SENSE_PLURAL},
    {"named", ATT_SENSE_NAMED}, {"post", ATT_SENSE_POST},     {"weak", ATT_SENSE_WEAK},
    {"ship", ATT_SENSE_SHIP},   {"suffix", ATT_SENSE_SUFFIX}, {"prefix", ATT_SENSE_PREFIX}};

static void read_word_flags(att_sense *sense, att_slice list) {
    att_slice item;
    while (att_slice_next(&list, ';', &item)) {
        for (size_t i = 0; i < sizeof word_flags / sizeof *word_flags; i++)
            if (att_slice_is(item, word_flags[i].name))
                sense->flags |= word_flags[i].flag;
        for (int role = 1; role < ATT_ROLE_COUNT; role++)
            if (sense->piece == ATT_PIECE_ROLE && att_slice_is(item, role_names[role]))
                sense->role = (att_role)role;
    }
}

/* "chief of staff" → "chiefs of staff", "ministry" → "ministries"; "" where the form has none. */
static att_slice plural_of(att_arena *arena, att_slice form) {
    att_slice head = form, tail = ATT_SLICE_EMPTY;
    for (uint32_t i = 1; i < form.size; i++)
        if (form.data[i] == ' ' &&
            (att_slice_starts(att_slice_part(form, i, form.size), " of ") ||
             att_slice_starts(att_slice_part(form, i, form.size), " in ") ||
             att_slice_starts(att_slice_part(form, i, form.size), " for "))) {
            head = att_slice_part(form, 0, i);
            tail = att_slice_part(form, i, form.size);
            break;
        }
    int rest = (int)head.size;
    const char *ending = "s";
    if (att_slice_ends(head, "man")) {
        rest -= 3;
        ending = "men";
    } else if (att_slice_ends(head, "y") && !att_slice_ends(head, "ey")) {
        rest -= 1;
        ending = "ies";
    } else if (att_slice_ends(head, "s") || att_slice_ends(head, "h") ||
               att_slice_ends(head, "x")) {
        ending = "es";
    }
    return att_arena_format(arena, "%.*s%s%.*s", rest, head.data, ending, (int)tail.size,
                            tail.data);
}

static bool has_plural(const att_sense *sense) {
    bool counted = sense->piece == ATT_PIECE_OFFICE || sense->piece == ATT_PIECE_ORGAN ||
                   sense->piece == ATT_PIECE_COMPANY || sense->piece == ATT_PIECE_RANK;
    return counted && !(sense->flags & (ATT_SENSE_PLURAL | ATT_SENSE_PREFIX | ATT_SENSE_SUFFIX));
}

/* One sense for each form, since the form gives the key that later mentions share. */
static void add_word(att_world *world, const att_sense *model, att_slice form) {
    att_sense *sense = new_sense(world, model->piece);
    *sense = *model;
    sense->key = key_of(&world->arena, form);
    att_slice key = sense->key;
    add_form(world, form);
    if (!has_plural(model))
        return;
    sense = new_sense(world, model->piece);
    *sense = *model;
    sense->key = key;
    sense->flags |= ATT_SENSE_PLURAL;
    add_form(world, plural_of(&world->arena, form));
}

static void read_part(att_world *world, const att_table *table) {
    att_slice bodies = table->column[1], body;
    *ATT_PUSH(&world->arena, &world->wholes) = table->column[2];
    while (att_slice_next(&bodies, '|', &body))
        att_map_put(&world->whole_of, body, world->wholes.count - 1);
}

static void read_word(att_world *world, const att_table *table) {
    if (att_slice_is(table->column[0], "part")) {
        read_part(world, table);
        return;
    }
    att_sense model = {.code = ATT_SLICE_EMPTY, .other = ATT_SLICE_EMPTY};
    for (size_t i = 0; i < sizeof word_kinds / sizeof *word_kinds; i++)
        if (att_slice_is(table->column[0], word_kinds[i].name))
            model.piece = word_kinds[i].piece;
    if (!model.piece)
        return;
    att_sector_find(&model.sector, table->column[2]);
    model.level = (uint8_t)(table->column[3].size ? table->column[3].data[0] - '0' : 0);
    read_word_flags(&model, table->column[4]);
    att_slice forms = table->column[1], form;
    while (att_slice_next(&forms, '|', &form))
        add_word(world, &model, form);
}

/* ---- opening ------------------------------------------------------------------------------- */

static const struct {
    const char *folder, *name, *header;
    void (*read)(att_world *world, const att_table *table);
} tables[] = {
    {"world", "states.tsv", "code", read_state},
    {"world", "state_names.tsv", "code", read_state_name},
    {"world", "organisations.tsv", "code", read_organisation},
    {"world", "groups.tsv", "group", read_group},
    {"world", "forums.tsv", "code", read_block},
    {"world", "exercises.tsv", "code", read_block},
    {"world", "missions.tsv", "code", read_mission},
    {"world", "name_orders.tsv", "code", read_name_order},
    {"world", "leaders.tsv", "code", read_leader},
    {"world", "ranks.tsv", "level", read_rank},
    {"world", "offices.tsv", "form", read_office},
    {"world", "organs.tsv", "form", read_organ},
    {"lang/en", "actors.tsv", "kind", read_word},
};

static att_status read_folder(att_world *world, const char *folder, att_error *error) {
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char dir[1024], path[1100];
        snprintf(dir, sizeof dir, "%s/%s", folder, tables[i].folder);
        snprintf(path, sizeof path, "%s/%s", dir, tables[i].name);
        if (access(path, F_OK) != 0)
            continue;
        att_table table;
        att_status status =
            att_table_open(&table, &world->arena, dir, tables[i].name, tables[i].header, error);
        if (status)
            return status;
        while (att_table_next(&table))
            tables[i].read(world, &table);
    }
    return ATT_OK;
}

att_status att_world_open(att_world **out, const char *data, const char *overlay,
                          att_error *error) {
    *out = NULL;
    att_world *world = calloc(1, sizeof *world);
    if (!world)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_arena_init(&world->arena);
    jmp_buf here;
    world->arena.recovery = &here;
    if (setjmp(here)) {
        att_world_close(world);
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    }
    ATT_RESERVE(&world->arena, &world->senses, FORMS);
    world->matcher = att_matcher_new(&world->arena, FORMS);
    att_map_init(&world->state_of, &world->arena);
    att_map_init(&world->group_of, &world->arena);
    att_map_init(&world->whole_of, &world->arena);
    att_status status = read_folder(world, data, error);
    if (!status && overlay)
        status = read_folder(world, overlay, error);
    if (!status && !world->states.count)
        status = att_error_set(error, ATT_ERROR_DATA, ATT_NO_OFFSET,
                               "%s/world/states.tsv names no state", data);
    world->arena.recovery = NULL;
    if (status) {
        att_world_close(world);
        return status;
    }
    *out = world;
    return ATT_OK;
}

void att_world_close(att_world *world) {
    if (!world)
        return;
    att_arena_release(&world->arena);
    free(world);
}

/* ---- asking -------------------------------------------------------------------------------- */

const att_state *att_world_state(const att_world *world, att_slice code) {
    uint32_t index = att_map_get(&world->state_of, code);
    return index == ATT_NONE ? NULL : &world->states.items[index];
}

bool att_world_is_member(const att_world *world, att_slice group, att_slice code, att_day day) {
    for (uint32_t i = att_map_get(&world->group_of, group); i != ATT_NONE;
         i = world->members.items[i].next) {
        const member *row = &world->members.items[i];
        if (att_slice_equal(row->code, code) && row->from <= day && day <= row->to)
            return true;
    }
    return false;
}

const att_sense *att_world_leader(const att_world *world, const att_document *document,
                                  const att_squashed *squashed, uint32_t first, uint32_t end) {
    uint32_t found_end = first;
    uint32_t entry = att_matcher_find(world->matcher, document, squashed, first, end, &found_end);
    if (entry == ATT_NONE || found_end != end)
        return NULL;
    const att_sense *best = NULL;
    for (const att_match_entry *it = att_matcher_entry(world->matcher, entry); it;
         it = att_matcher_entry(world->matcher, it->next)) {
        const att_sense *sense = &world->senses.items[it->value];
        bool in_office =
            !document->date_known || (sense->from <= document->date && document->date <= sense->to);
        if (sense->piece != ATT_PIECE_NAME || sense->flags & ATT_SENSE_AMBIGUOUS || !in_office)
            continue;
        if (best && !att_slice_equal(best->code, sense->code))
            return NULL;
        best = sense;
    }
    return best;
}

att_slice att_world_whole(const att_world *world, att_slice code) {
    uint32_t index = att_map_get(&world->whole_of, code);
    return index == ATT_NONE ? code : world->wholes.items[index];
}

void att_world_use_places(att_world *world, const att_gazetteer *places) {
    world->places = places;
}

const att_gazetteer *att_world_places(const att_world *world) {
    return world->places;
}

const att_matcher *att_world_matcher(const att_world *world) {
    return world->matcher;
}

const att_sense *att_world_sense(const att_world *world, uint32_t index) {
    return &world->senses.items[index];
}

uint32_t att_world_sense_count(const att_world *world) {
    return world->senses.count;
}
