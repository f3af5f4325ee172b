/* gazetteer.c - see gazetteer.h. Twenty-five thousand names are read at every start of the program,
 * so their room is taken before they come. */
#include "mentions/gazetteer.h"

#include "base/error.h"
#include "base/table.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LONGEST_NAME = 64, LONGEST_TOKENS = 8 };

struct att_gazetteer {
    att_arena arena;
    ATT_ARRAY(att_gazetteer_row) rows;
    att_map names;    /* squashed name → the first row */
    att_map starts;   /* squashed first word of names of several words → longest name */
    att_map states;   /* code → row of the state */
    att_map capitals; /* code → row of its seat of government */
};

/* ---- reading ----------------------------------------------------------------------------------
 */

static bool add(att_gazetteer *gazetteer, att_slice form, att_gazetteer_row row) {
    att_slice key = att_squash(&gazetteer->arena, form);
    if (key.size < 2 || key.size > LONGEST_NAME)
        return false;
    uint32_t *first = att_map_at(&gazetteer->names, key);
    row.next = *first;
    for (uint32_t i = row.next; i != ATT_NONE; i = gazetteer->rows.items[i].next) {
        const att_gazetteer_row *other = &gazetteer->rows.items[i];
        if (att_slice_equal(other->country, row.country) && other->kind == row.kind)
            return false; /* the first of a state is the larger */
    }
    *first = gazetteer->rows.count;
    *ATT_PUSH(&gazetteer->arena, &gazetteer->rows) = row;
    uint32_t word = att_first_word(form);
    if (word < form.size && word) {
        att_slice start = att_squash_start(&gazetteer->arena, key, form, word);
        uint32_t *longest = att_map_at(&gazetteer->starts, start);
        if (*longest == ATT_NONE || *longest < key.size)
            *longest = key.size;
    }
    return true;
}

double att_gazetteer_degrees(att_slice text) {
    char digits[32] = "";
    if (text.size && text.size < sizeof digits)
        memcpy(digits, text.data, text.size);
    return strtod(digits, NULL);
}

/* How well known a place is: towns by the logarithm of their people, states before all. */
static float size_of(att_slice population, uint8_t kind) {
    static const float bonus[] = {[ATT_PLACE_STATE] = 6,
                                  [ATT_PLACE_CAPITAL] = 1.5f,
                                  [ATT_PLACE_SEAT] = 0.5f,
                                  [ATT_PLACE_REGION] = 2};
    double people = 1000;
    for (uint32_t i = 0; i < population.size && i < 9; i++)
        if (population.data[i] >= '0' && population.data[i] <= '9')
            people = people * (i ? 10 : 0) + (population.data[i] - '0');
    float size = kind <= ATT_PLACE_REGION ? bonus[kind] : 0;
    return size + (float)log10(people + 1000);
}

static att_status read_states(att_gazetteer *gazetteer, const char *dir, att_error *error) {
    att_table table;
    att_status status = att_table_open(&table, &gazetteer->arena, dir, "states.tsv", "code", error);
    while (!status && att_table_next(&table)) {
        att_gazetteer_row *row = ATT_PUSH(&gazetteer->arena, &gazetteer->rows);
        row->name = table.column[3];
        row->country = table.column[0];
        row->latitude = table.column[8];
        row->longitude = table.column[9];
        row->kind = ATT_PLACE_STATE;
        row->size = size_of(ATT_SLICE_EMPTY, row->kind);
        row->next = ATT_NONE;
        att_map_put(&gazetteer->states, row->country, gazetteer->rows.count - 1);
    }
    return status;
}

/* Whether a state has a capital or seat of that name already. */
static bool is_known(att_gazetteer *gazetteer, att_slice form, att_slice country) {
    uint32_t row = att_map_get(&gazetteer->names, att_squash(&gazetteer->arena, form));
    for (; row != ATT_NONE; row = gazetteer->rows.items[row].next)
        if (att_slice_equal(gazetteer->rows.items[row].country, country) &&
            gazetteer->rows.items[row].kind != ATT_PLACE_TOWN &&
            gazetteer->rows.items[row].kind != ATT_PLACE_REGION)
            return true;
    return false;
}

static att_status read_state_names(att_gazetteer *gazetteer, const char *dir, att_error *error) {
    att_table table;
    att_status status =
        att_table_open(&table, &gazetteer->arena, dir, "state_names.tsv", "code", error);
    while (!status && att_table_next(&table)) {
        att_slice kind = table.column[2];
        bool capital = att_slice_is(kind, "capital");
        bool demonym = att_slice_starts(kind, "demonym");
        uint32_t state = att_map_get(&gazetteer->states, table.column[0]);
        if (state == ATT_NONE || att_slice_is(kind, "metonym") ||
            att_table_note_has(table.column[3], "prefix"))
            continue;
        att_gazetteer_row row = gazetteer->rows.items[state];
        row.kind = demonym ? ATT_PLACE_DEMONYM : ATT_PLACE_STATE;
        row.ambiguous = att_table_note_has(table.column[3], "ambiguous");
        row.capitals =
            att_all_capitals(table.column[1]) && att_table_note_has(table.column[3], "case");
        if (capital) {
            uint32_t known = att_map_get(&gazetteer->capitals, table.column[0]);
            if (known == ATT_NONE || is_known(gazetteer, table.column[1], table.column[0]))
                continue; /* the towns have their own table */
            row = gazetteer->rows.items[known];
        }
        add(gazetteer, table.column[1], row);
    }
    return status;
}

static uint8_t town_kind(att_slice kind) {
    if (att_slice_is(kind, "capital"))
        return ATT_PLACE_CAPITAL;
    if (att_slice_is(kind, "seat"))
        return ATT_PLACE_SEAT;
    return att_slice_is(kind, "town") ? ATT_PLACE_TOWN : ATT_PLACE_REGION;
}

static void add_town(att_gazetteer *gazetteer, att_slice form, const att_gazetteer_row *row) {
    bool added = add(gazetteer, form, *row);
    uint32_t last = gazetteer->rows.count - 1;
    if (added && row->kind == ATT_PLACE_CAPITAL &&
        att_map_get(&gazetteer->capitals, row->country) == ATT_NONE)
        att_map_put(&gazetteer->capitals, row->country, last);
    if (form.size > 8 && att_slice_ends(form, " City") && row->kind != ATT_PLACE_CAPITAL) {
        att_gazetteer_row shorter = *row;
        shorter.shortened = true;
        shorter.name = att_slice_part(form, 0, form.size - 5);
        add(gazetteer, shorter.name, shorter);
    }
}

static att_status read_places(att_gazetteer *gazetteer, const char *dir, att_error *error) {
    att_table table;
    att_status status = att_table_open(&table, &gazetteer->arena, dir, "places.tsv", "name", error);
    while (!status && att_table_next(&table)) {
        att_gazetteer_row row = {.name = table.column[0], .country = table.column[2]};
        row.latitude = table.column[3];
        row.longitude = table.column[4];
        row.kind = town_kind(table.column[6]);
        row.size = size_of(table.column[5], row.kind);
        add_town(gazetteer, table.column[1].size ? table.column[1] : table.column[0], &row);
    }
    return status;
}

static bool exists(const char *dir, const char *name) {
    char path[2048];
    return dir && snprintf(path, sizeof path, "%s/%s", dir, name) < (int)sizeof path &&
           access(path, R_OK) == 0;
}

/* A crossing has two codes. */
static void set_countries(att_gazetteer_row *row, att_slice codes) {
    att_slice rest = codes;
    row->country = codes;
    if (att_slice_next(&rest, '|', &row->country))
        row->other = rest.size ? rest : ATT_SLICE_EMPTY;
}

/* "named: East Sea=VNM; South Sea=CHN": the codes of those who call it by this form, or "". */
static att_slice namers_of(att_slice note, att_slice form) {
    att_slice part;
    while (note.size && att_slice_next(&note, ';', &part)) {
        part = att_slice_trim(part);
        if (att_slice_starts(part, "named:"))
            part = att_slice_trim(att_slice_part(part, 6, part.size));
        if (part.size > form.size + 1 && part.data[form.size] == '=' &&
            memcmp(part.data, form.data, form.size) == 0)
            return att_slice_part(part, form.size + 1, part.size);
    }
    return ATT_SLICE_EMPTY;
}

static att_status read_extra(att_gazetteer *gazetteer, const char *dir, att_error *error) {
    att_table table;
    if (!exists(dir, "places_extra.tsv"))
        return ATT_OK;
    att_status status =
        att_table_open(&table, &gazetteer->arena, dir, "places_extra.tsv", "id", error);
    while (!status && att_table_next(&table)) {
        att_gazetteer_row row = {
            .name = table.column[1],
        };
        set_countries(&row, table.column[4]);
        row.kind = town_kind(table.column[3]);
        row.size = size_of(ATT_SLICE_EMPTY, row.kind);
        row.latitude = table.column[5];
        row.longitude = table.column[6];
        row.ambiguous = att_table_note_has(table.column[7], "ambiguous");
        row.contested = att_slice_is(table.column[3], "contested");
        add_town(gazetteer, row.name, &row);
        att_slice forms = table.column[2], form;
        while (forms.size && att_slice_next(&forms, '|', &form)) {
            row.namers = namers_of(table.column[7], att_slice_trim(form));
            if (form.size)
                add(gazetteer, att_slice_trim(form), row);
        }
    }
    return status;
}

/* Room for the tables as they are, so that reading them copies nothing; they may outgrow it. */
static void reserve(att_gazetteer *gazetteer) {
    enum { ROWS = 28000 };
    ATT_RESERVE(&gazetteer->arena, &gazetteer->rows, ROWS);
    att_map_reserve(&gazetteer->names, ROWS);
}

att_status att_gazetteer_open(att_gazetteer **out, const char *world, const char *overlay,
                              att_error *error) {
    *out = NULL;
    att_gazetteer *gazetteer = calloc(1, sizeof *gazetteer);
    if (!gazetteer)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_arena_init(&gazetteer->arena);
    att_map_init(&gazetteer->names, &gazetteer->arena);
    att_map_init(&gazetteer->starts, &gazetteer->arena);
    att_map_init(&gazetteer->states, &gazetteer->arena);
    att_map_init(&gazetteer->capitals, &gazetteer->arena);
    jmp_buf here;
    gazetteer->arena.recovery = &here;
    volatile att_status status = ATT_OK;
    if (setjmp(here)) {
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    } else {
        reserve(gazetteer);
        status = overlay ? read_extra(gazetteer, overlay, error) : ATT_OK;
        if (!status)
            status = read_states(gazetteer, world, error);
        if (!status)
            status = read_extra(gazetteer, world, error);
        if (!status)
            status = read_places(gazetteer, world, error);
        if (!status)
            status = read_state_names(gazetteer, world, error);
    }
    gazetteer->arena.recovery = NULL;
    if (status)
        att_gazetteer_close(gazetteer);
    else
        *out = gazetteer;
    return status;
}

void att_gazetteer_close(att_gazetteer *gazetteer) {
    if (!gazetteer)
        return;
    att_arena_release(&gazetteer->arena);
    free(gazetteer);
}

/* ---- asking -----------------------------------------------------------------------------------
 */

static uint32_t fitting(const att_gazetteer *gazetteer, uint32_t row, att_slice text) {
    while (row != ATT_NONE && gazetteer->rows.items[row].capitals && !att_all_capitals(text))
        row = gazetteer->rows.items[row].next;
    return row;
}

uint32_t att_gazetteer_find(const att_gazetteer *gazetteer, const att_document *document,
                            const att_squashed *squashed, uint32_t first, uint32_t limit,
                            uint32_t *end) {
    char key[LONGEST_NAME];
    uint32_t size = 0, best = ATT_NONE;
    att_slice word = squashed->tokens[first];
    if (!word.size || !att_utf8_starts_upper(att_document_form(document, first)))
        return ATT_NONE;
    uint32_t longest = att_map_get(&gazetteer->starts, word);
    if (longest == ATT_NONE || longest < word.size)
        longest = word.size;
    for (uint32_t i = first; i < limit && i < first + LONGEST_TOKENS; i++) {
        word = squashed->tokens[i];
        if (size + word.size > longest || size + word.size > LONGEST_NAME)
            break;
        if (!word.size && att_slice_is(att_document_form(document, i), ","))
            break;
        memcpy(key + size, word.data, word.size);
        size += word.size;
        uint32_t row =
            word.size ? att_map_get(&gazetteer->names, (att_slice){key, size}) : ATT_NONE;
        att_span span = {document->tokens.items[first].span.start,
                         document->tokens.items[i].span.end};
        row = fitting(gazetteer, row, att_document_part(document, span));
        if (row != ATT_NONE) {
            best = row;
            *end = i + 1;
        }
    }
    return best;
}

const att_gazetteer_row *att_gazetteer_row_at(const att_gazetteer *gazetteer, uint32_t index) {
    return index == ATT_NONE ? NULL : &gazetteer->rows.items[index];
}

const att_gazetteer_row *att_gazetteer_capital(const att_gazetteer *gazetteer, att_slice country) {
    return att_gazetteer_row_at(gazetteer, att_map_get(&gazetteer->capitals, country));
}
