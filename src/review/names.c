/* names.c - see names.h. */
#include "review/names.h"

#include "base/error.h"
#include "base/table.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

static const char NEIGHBOURS[] = "NEIGHBOURS"; /* the group that states.tsv gives by itself */

static const char STATES[] = "STATES"; /* the desk adds entities that it counts as states */

static void keep(att_names *names, att_map *map, att_slice key, att_slice text) {
    uint32_t index = att_map_get(map, key);
    if (index == ATT_NONE) {
        index = names->texts.count;
        ATT_PUSH(names->arena, &names->texts);
        att_map_put(map, key, index);
    }
    names->texts.items[index] = text;
}

static att_slice kept(const att_names *names, const att_map *map, att_slice key) {
    uint32_t index = att_map_get(map, key);
    return index == ATT_NONE ? ATT_SLICE_EMPTY : names->texts.items[index];
}

/* A column that ends with NUL, as the rest of the review takes texts to do. */
static att_slice column_of(att_names *names, const att_table *table, int index) {
    return att_arena_copy(names->arena, table->column[index]);
}

/* ---- built-in tables ------------------------------------------------------------------------ */

static att_status read_states(att_names *names, const char *data_dir, att_error *error) {
    att_table table;
    att_status status =
        att_table_open(&table, names->arena, data_dir, "world/states.tsv", "code", error);
    while (!status && att_table_next(&table)) {
        att_state_row *row = ATT_PUSH(names->arena, &names->states);
        row->code = column_of(names, &table, 0);
        row->name = column_of(names, &table, 3);
        row->neighbours = column_of(names, &table, 7);
        row->latitude = atof(column_of(names, &table, 8).data);
        row->longitude = atof(column_of(names, &table, 9).data);
        row->is_state = !att_slice_is(table.column[2], "other");
        att_map_put(&names->state_index, row->code, names->states.count - 1);
        keep(names, &names->bodies, row->code, row->name);
    }
    return status;
}

static att_status read_organisations(att_names *names, const char *data_dir, att_error *error) {
    att_table table;
    att_status status =
        att_table_open(&table, names->arena, data_dir, "world/organisations.tsv", "code", error);
    while (!status && att_table_next(&table))
        keep(names, &names->full, column_of(names, &table, 0), column_of(names, &table, 1));
    return status;
}

static att_day day_or(att_slice text, att_day otherwise) {
    att_day day;
    return att_day_parse(&day, text) ? day : otherwise;
}

static void add_member(att_names *names, att_slice group, att_slice code, att_slice from,
                       att_slice to) {
    *ATT_PUSH(names->arena, &names->members) =
        (att_member){att_arena_copy(names->arena, group), att_arena_copy(names->arena, code),
                     day_or(from, ATT_DAY_OPEN_START), day_or(to, ATT_DAY_OPEN_END)};
}

static att_status read_memberships(att_names *names, att_store *store, att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT grp, code, first_date, last_date FROM membership "
                    "WHERE status = 'member' ORDER BY grp, code, first_date",
                    error);
    while (att_query_next(&query))
        add_member(names, att_query_column(&query, 0), att_query_column(&query, 1),
                   att_query_column(&query, 2), att_query_column(&query, 3));
    return att_query_end(&query);
}

/* ---- desk files ----------------------------------------------------------------------------- */

static void add_box(att_names *names, att_slice group, att_slice title) {
    for (uint32_t i = 0; i < names->boxes.count; i++)
        if (att_slice_equal(names->boxes.items[i].group, group)) {
            names->boxes.items[i].title = title;
            return;
        }
    *ATT_PUSH(names->arena, &names->boxes) = (att_box){group, title};
}

static void add_state(att_names *names, att_slice code) {
    uint32_t index = att_map_get(&names->state_index, code);
    if (index != ATT_NONE)
        names->states.items[index].is_state = true;
}

static bool take_desk_row(att_names *names, const att_table *table) {
    att_slice column[5];
    for (int i = 0; i < 5; i++)
        column[i] = column_of(names, table, i);
    if (att_slice_is(column[0], "name"))
        keep(names, &names->bodies, column[1], column[2]);
    else if (att_slice_is(column[0], "place"))
        keep(names, &names->places, att_utf8_fold(names->arena, column[1]), column[2]);
    else if (att_slice_is(column[0], "source"))
        keep(names, &names->sources, column[1], column[2]);
    else if (att_slice_is(column[0], "box"))
        add_box(names, column[1], column[2]);
    else if (att_slice_is(column[0], "member") && att_slice_is(column[1], STATES))
        add_state(names, column[2]);
    else if (att_slice_is(column[0], "member"))
        add_member(names, column[1], column[2], column[3], column[4]);
    else if (att_slice_is(column[0], "note"))
        *ATT_PUSH(names->arena, &names->notes) = column[1];
    else
        return false;
    return column[1].size > 0;
}

static att_status read_desk(att_names *names, const char *dir, const char *name, att_error *error) {
    att_table table;
    att_status status = att_table_open(&table, names->arena, dir, name, "kind", error);
    while (!status && att_table_next(&table))
        if (!take_desk_row(names, &table))
            status =
                att_table_error(&table, error, "a row is name, place, source, box, member or note");
    return status;
}

static att_status read_own_desk(att_names *names, const char *path, att_error *error) {
    const char *slash = strrchr(path, '/');
    if (!slash)
        return read_desk(names, ".", path, error);
    att_slice dir = {path, (uint32_t)(slash - path)};
    return read_desk(names, slash == path ? "/" : att_arena_copy(names->arena, dir).data, slash + 1,
                     error);
}

att_status att_names_read(att_names *out, att_arena *arena, att_store *store, const char *data_dir,
                          const char *desk, att_error *error) {
    *out = (att_names){.arena = arena};
    att_map_init(&out->state_index, arena);
    att_map_init(&out->bodies, arena);
    att_map_init(&out->full, arena);
    att_map_init(&out->places, arena);
    att_map_init(&out->sources, arena);
    att_status status = read_states(out, data_dir, error);
    if (!status)
        status = read_organisations(out, data_dir, error);
    if (!status)
        status = read_memberships(out, store, error);
    if (!status)
        status = read_desk(out, data_dir, "review/desk.tsv", error);
    if (!status && desk)
        status = read_own_desk(out, desk, error);
    return status;
}

/* ---- asking --------------------------------------------------------------------------------- */

att_slice att_names_of(const att_names *names, att_slice code) {
    att_slice name = kept(names, &names->bodies, code);
    return name.size ? name : code;
}

att_slice att_names_full(const att_names *names, att_slice code) {
    att_slice name = att_names_of(names, code), full = kept(names, &names->full, code);
    if (!full.size || att_slice_equal(name, full))
        return name;
    return att_arena_format(names->arena, "%s, %s", name.data, full.data);
}

att_slice att_names_place(const att_names *names, att_slice written) {
    att_slice name = kept(names, &names->places, att_utf8_fold(names->arena, written));
    return name.size ? name : written;
}

att_slice att_names_ownership(const att_names *names, att_slice source) {
    return kept(names, &names->sources, source);
}

const att_state_row *att_names_state(const att_names *names, att_slice code) {
    uint32_t index = att_map_get(&names->state_index, code);
    return index == ATT_NONE ? NULL : &names->states.items[index];
}

/* "NEIGHBOURS:VNM" is the group of the states that have a land border with it. */
static bool is_neighbour(const att_names *names, att_slice group, att_slice code) {
    uint32_t size = sizeof NEIGHBOURS - 1;
    if (group.size < size + 2)
        return false;
    const att_state_row *row = att_names_state(names, att_slice_part(group, size + 1, group.size));
    att_slice rest = row ? row->neighbours : ATT_SLICE_EMPTY, part;
    while (rest.size && att_slice_next(&rest, '|', &part))
        if (att_slice_equal(part, code))
            return true;
    return false;
}

bool att_names_in_group(const att_names *names, att_slice group, att_slice code, att_day day) {
    if (att_slice_starts(group, NEIGHBOURS))
        return is_neighbour(names, group, code);
    for (uint32_t i = 0; i < names->members.count; i++) {
        const att_member *member = &names->members.items[i];
        if (att_slice_equal(member->group, group) && att_slice_equal(member->code, code) &&
            member->first <= day && day <= member->last)
            return true;
    }
    return false;
}
