/* alike.c - see alike.h.
 *
 * The map holds each form twice, as written and in capitals; its value is a row of stand_ins,
 * odd for capitals. A form of two kinds ("Singapore") is the first that the table gives. */
#include "parse/alike.h"

#include "base/error.h"
#include "base/map.h"
#include "base/table.h"

#include <stdlib.h>

struct att_alike {
    att_arena arena;
    att_map forms;
};

enum { NAME, DEMONYM, PLURAL, CAPITAL };

static const char *const stand_ins[][2] = {
    [NAME] = {"Iraq", "IRAQ"},
    [DEMONYM] = {"Iraqi", "IRAQI"},
    [PLURAL] = {"Iraqis", "IRAQIS"},
    [CAPITAL] = {"Baghdad", "BAGHDAD"},
};

/* One capitalised word of ASCII letters. */
static bool is_plain(att_slice form) {
    for (uint32_t i = 1; i < form.size; i++)
        if (form.data[i] < 'a' || form.data[i] > 'z')
            return false;
    return form.size > 2 && form.data[0] >= 'A' && form.data[0] <= 'Z';
}

/* The stand-in for a row of the table, or -1: plurals without -s keep their form. */
static int stand_in(att_slice form, att_slice kind) {
    if (att_slice_is(kind, "name"))
        return NAME;
    if (att_slice_is(kind, "capital"))
        return CAPITAL;
    if (att_slice_is(kind, "demonym-adjective"))
        return DEMONYM;
    if (!att_slice_is(kind, "demonym-noun") || att_slice_ends(form, "men"))
        return -1;
    return att_slice_ends(form, "s") ? PLURAL : DEMONYM;
}

/* Nothing else, or else a common word and no name ("China", "Indian"). */
static bool is_certain(att_slice note) {
    return !note.size || att_slice_starts(note, "ambiguous;or=word;default");
}

static void put(att_alike *alike, att_slice form, uint32_t value) {
    if (att_map_get(&alike->forms, form) == ATT_NONE)
        att_map_put(&alike->forms, form, value);
}

static void add_form(att_alike *alike, att_slice form, int kind) {
    att_slice capitals = att_arena_copy(&alike->arena, form);
    char *letters = (char *)capitals.data; /* a copy of our own */
    for (uint32_t i = 1; i < capitals.size; i++)
        letters[i] -= 'a' - 'A';
    put(alike, form, 2 * (uint32_t)kind);
    put(alike, capitals, 2 * (uint32_t)kind + 1);
}

static att_status read_names(att_alike *alike, const char *dir, att_error *error) {
    att_table table;
    att_status status =
        att_table_open(&table, &alike->arena, dir, "state_names.tsv", "code", error);
    if (status)
        return status;
    while (att_table_next(&table)) {
        att_slice form = table.column[1], note = table.column[3];
        int kind = stand_in(form, table.column[2]);
        if (kind >= 0 && is_plain(form) && is_certain(note))
            add_form(alike, form, kind);
    }
    return ATT_OK;
}

att_status att_alike_open(att_alike **out, const char *world, att_error *error) {
    *out = NULL;
    att_alike *alike = calloc(1, sizeof *alike);
    if (!alike)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_arena_init(&alike->arena);
    att_map_init(&alike->forms, &alike->arena);
    jmp_buf here;
    alike->arena.recovery = &here;
    volatile att_status status = ATT_OK;
    if (setjmp(here))
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    else
        status = read_names(alike, world, error);
    alike->arena.recovery = NULL;
    if (status)
        att_alike_close(alike);
    else
        *out = alike;
    return status;
}

void att_alike_close(att_alike *alike) {
    if (!alike)
        return;
    att_arena_release(&alike->arena);
    free(alike);
}

att_slice att_alike_form(const att_alike *alike, att_slice form) {
    uint32_t value = att_map_get(&alike->forms, form);
    return value == ATT_NONE ? form : att_slice_of(stand_ins[value / 2][value % 2]);
}

att_slice att_alike_singular(const att_alike *alike, att_slice form) {
    bool plural = att_map_get(&alike->forms, form) / 2 == PLURAL;
    return att_slice_part(form, 0, form.size - plural);
}
