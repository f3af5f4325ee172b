/* import.c - records that a person brings along as a table.
 *
 * Each row becomes a document of kind 'import' with one record whose evidence is the row written
 * out, so that everything downstream treats it as it treats a story's record, and a figure opens
 * its source. The same row twice is one document. */
#include "store/register.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "store/csv.h"
#include "store/database.h"

#include <stdio.h>
#include <stdlib.h>

enum { FILE_LIMIT = 64 << 20 };

/* The columns of a table; docs/formats.md explains each. */
typedef enum csv_column {
#define ATT_IMPORT(id, name) id,
#include "store/import.def"
#undef ATT_IMPORT
    COLUMNS
} csv_column;

static const char *const names[COLUMNS] = {
#define ATT_IMPORT(id, name) name,
#include "store/import.def"
#undef ATT_IMPORT
};

typedef struct importing {
    att_store *store;
    att_error *error;
    att_arena arena; /* of the file */
    att_csv csv;
    int where[COLUMNS]; /* in a row; -1: absent */
    const char *path;
} importing;

static att_slice cell(const importing *state, csv_column column) {
    int where = state->where[column];
    return where >= 0 && (uint32_t)where < state->csv.count ? state->csv.cell[where]
                                                            : ATT_SLICE_EMPTY;
}

static att_status fault(const importing *state, const char *reason, const char *what) {
    return att_error_set(state->error, ATT_ERROR_INPUT, ATT_NO_OFFSET, "%s:%u: %s: %s", state->path,
                         state->csv.line, what, reason);
}

/* ---- a row as a record
 * --------------------------------------------------------------------------- */

/* "VNM/MIL; KOR/MIL"; a sector may be left out. */
static att_status take_entities(const importing *state, att_document *document, att_indexes *list,
                                csv_column column) {
    att_slice rest = cell(state, column), item;
    while (rest.size && att_slice_next(&rest, ';', &item)) {
        att_slice code, sector = att_slice_trim(item);
        att_slice_next(&sector, '/', &code);
        *ATT_PUSH(&document->arena, list) = document->entities.count;
        att_entity *entity = ATT_PUSH(&document->arena, &document->entities);
        entity->code = att_arena_copy(&document->arena, att_slice_trim(code));
        entity->name = entity->office = ATT_SLICE_EMPTY;
        entity->text = entity->code;
        if (sector.data && !att_sector_find(&entity->sector, sector))
            return fault(state, "no such sector", names[column]);
    }
    return ATT_OK;
}

static att_status take_fields(const importing *state, att_record *record) {
    att_slice rest = cell(state, FIELDS), item;
    record->fields = 1u << att_activity_field(record->activity);
    while (rest.size && att_slice_next(&rest, ';', &item)) {
        att_field field;
        if (!att_field_find(&field, att_slice_trim(item)))
            return fault(state, "no such line of effort", names[FIELDS]);
        record->fields |= 1u << field;
    }
    return ATT_OK;
}

static void take_place(const importing *state, att_document *document, att_record *record) {
    att_slice rest = cell(state, PLACE), country;
    record->place = ATT_NONE;
    if (!rest.size)
        return;
    att_slice_next(&rest, ':', &country);
    record->place = document->places.count;
    att_place *place = ATT_PUSH(&document->arena, &document->places);
    place->country = att_arena_copy(&document->arena, country);
    place->text = rest.data ? att_arena_copy(&document->arena, rest) : place->country;
}

static int32_t number_or(att_slice text, int32_t missing) {
    return text.size ? (int32_t)strtol(text.data, NULL, 10) : missing;
}

static void take_instrument(const importing *state, att_document *document, att_record *record) {
    record->instrument = ATT_NONE;
    if (!cell(state, INSTRUMENT).size)
        return;
    record->instrument = document->instruments.count;
    att_instrument *instrument = ATT_PUSH(&document->arena, &document->instruments);
    instrument->name = att_arena_copy(&document->arena, cell(state, INSTRUMENT));
    instrument->kind = att_arena_copy(&document->arena, cell(state, INSTRUMENT_KIND));
    instrument->code = instrument->country = ATT_SLICE_EMPTY;
    instrument->edition = number_or(att_arena_copy(&document->arena, cell(state, EDITION)), -1);
    instrument->year = number_or(att_arena_copy(&document->arena, cell(state, YEAR)), -1);
}

static void take_quantity(const importing *state, att_document *document, att_record *record) {
    if (!cell(state, NUMBER).size)
        return;
    *ATT_PUSH(&document->arena, &record->quantities) = document->quantities.count;
    att_quantity *quantity = ATT_PUSH(&document->arena, &document->quantities);
    quantity->number = strtod(att_arena_copy(&document->arena, cell(state, NUMBER)).data, NULL);
    att_bound_find(&quantity->bound, cell(state, BOUND));
    quantity->unit = quantity->what = att_arena_copy(&document->arena, cell(state, UNIT));
}

static att_status take_kind(const importing *state, att_record *record) {
    if (!att_kind_find(&record->kind, cell(state, KIND)))
        return fault(state, "is event, commitment or claim", names[KIND]);
    if (!att_activity_find(&record->activity, cell(state, ACTIVITY)))
        return fault(state, "no such activity", names[ACTIVITY]);
    record->plover = record->kind == ATT_KIND_EVENT        ? att_activity_plover(record->activity)
                     : record->kind == ATT_KIND_COMMITMENT ? ATT_PLOVER_AGREE
                                                           : ATT_PLOVER_NONE;
    record->mode = record->kind == ATT_KIND_EVENT ? att_activity_mode(record->activity) : "";
    if (cell(state, STATUS).size && !att_event_status_find(&record->status, cell(state, STATUS)))
        return fault(state, "no such value", names[STATUS]);
    if (cell(state, FORCE).size && !att_force_find(&record->force, cell(state, FORCE)))
        return fault(state, "no such value", names[FORCE]);
    if (cell(state, FORM).size && !att_form_find(&record->form, cell(state, FORM)))
        return fault(state, "no such value", names[FORM]);
    return ATT_OK;
}

static att_status take_row(const importing *state, att_document *document) {
    att_record *record = ATT_PUSH(&document->arena, &document->records);
    att_status status = take_kind(state, record);
    if (!status)
        status = take_entities(state, document, &record->actors, ACTORS);
    if (!status)
        status = take_entities(state, document, &record->recipients, RECIPIENTS);
    if (!status)
        status = take_entities(state, document, &record->speakers, SPEAKERS);
    if (!status)
        status = take_fields(state, record);
    if (status)
        return status;
    record->time = att_arena_copy(&document->arena, cell(state, DATE));
    if (record->time.size && !att_interval_parse(&record->interval, record->time))
        return fault(state, "no date in EDTF", names[DATE]);
    take_place(state, document, record);
    take_instrument(state, document, record);
    take_quantity(state, document, record);
    *ATT_PUSH(&document->arena, &record->evidence) = (att_span){0, document->text.size};
    record->rule = att_slice_of("import");
    record->confidence = 1;
    record->trigger = ATT_NONE;
    memcpy(record->id, document->hash, 16);
    return ATT_OK;
}

/* ---- a row as a document
 * --------------------------------------------------------------------------- */

static void write_out(const importing *state, att_buffer *text) {
    att_buffer_clear(text);
    for (int column = 0; column < COLUMNS; column++) {
        att_slice value = cell(state, (csv_column)column);
        if (value.size)
            att_buffer_format(text, "%s: %.*s\n", names[column], (int)value.size, value.data);
    }
}

/* The day on which it was told: the column `stated`, else the first day of the act's own time. */
static void take_date(const importing *state, att_document *document) {
    att_interval interval;
    att_slice stated = cell(state, STATED);
    if (att_interval_parse(&interval, stated.size ? stated : cell(state, DATE)) &&
        interval.first != ATT_DAY_OPEN_START) {
        document->date = interval.first;
        document->date_known = true;
    }
}

static att_status import_row(importing *state, att_buffer *text) {
    att_document *document = NULL;
    write_out(state, text);
    att_status status = att_document_new(&document, att_buffer_slice(text), state->error);
    if (status)
        return status;
    char name[1200];
    snprintf(name, sizeof name, "%s:%u", state->path, state->csv.line);
    document->id = att_arena_copy(&document->arena, att_slice_of(name));
    document->source = att_arena_copy(&document->arena, cell(state, SOURCE));
    take_date(state, document);
    att_outcome outcome;
    status = take_row(state, document);
    if (!status)
        status = att_store_add(&outcome, state->store, name, document, state->error);
    att_document_free(document);
    return status;
}

static att_status read_header(importing *state) {
    bool broken;
    for (int column = 0; column < COLUMNS; column++)
        state->where[column] = -1;
    if (!att_csv_next(&state->csv, &state->arena, &broken))
        return fault(state, "the table is empty", "header");
    for (uint32_t i = 0; i < state->csv.count; i++) {
        int found = -1;
        for (int column = 0; column < COLUMNS; column++)
            if (att_slice_is(state->csv.cell[i], names[column]))
                found = column;
        if (found < 0)
            return fault(state, "no such column",
                         att_arena_copy(&state->arena, state->csv.cell[i]).data);
        state->where[found] = (int)i;
    }
    for (int column = KIND; column <= ACTORS; column++)
        if (state->where[column] < 0)
            return fault(state, "the column is needed", names[column]);
    return ATT_OK;
}

/* All rows or none: a table with a fault is refused before anything is kept. */
static att_status import_rows(importing *state) {
    att_buffer text;
    att_buffer_init(&text);
    bool broken = false;
    att_status status = ATT_OK;
    while (!status && att_csv_next(&state->csv, &state->arena, &broken))
        status = import_row(state, &text);
    if (!status && broken)
        status = fault(state, "is never closed", "a quotation mark");
    att_buffer_release(&text);
    return status;
}

static att_status import_table(importing *state, att_tally *out) {
    att_status status =
        att_file_read(&state->csv.text, &state->arena, state->path, FILE_LIMIT, state->error);
    if (!status && att_utf8_valid_prefix(state->csv.text) < state->csv.text.size)
        status =
            att_error_set(state->error, ATT_ERROR_INPUT, att_utf8_valid_prefix(state->csv.text),
                          "%s: is not UTF-8", state->path);
    if (!status)
        status = read_header(state);
    att_run_info info = {.data_hash = "import", .import = true, .batch = UINT32_MAX};
    if (!status)
        status = att_store_begin(state->store, &info, state->error);
    if (status)
        return status;
    status = import_rows(state);
    if (status) {
        att_store_abandon(state->store);
        return status;
    }
    return att_store_finish(out, state->store, state->error);
}

att_status att_store_import(att_tally *out, att_store *store, const char *path, att_error *error) {
    importing state = {.store = store, .error = error, .path = path};
    att_arena_init(&state.arena);
    att_status status = import_table(&state, out);
    att_arena_release(&state.arena);
    return status;
}
