/* version.c - see version.h. A version's digest covers all that is coded, so that two codings are
 * compared without reading the tables that hang on a record. */
#include "store/version.h"

#include "base/buffer.h"
#include "base/error.h"
#include "store/database.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- digests ----------------------------------------------------------------------------------
 */

static void add_text(att_buffer *buffer, att_slice text) {
    att_buffer_add_slice(buffer, text);
    att_buffer_add_char(buffer, '\x1f');
}

static void add_entities(att_buffer *buffer, const att_document *document,
                         const att_indexes *indexes) {
    for (uint32_t i = 0; i < indexes->count; i++) {
        const att_entity *entity = &document->entities.items[indexes->items[i]];
        add_text(buffer, entity->code);
        add_text(buffer, entity->name);
        add_text(buffer, entity->office);
        add_text(buffer, entity->text);
        att_buffer_format(buffer, "%d %d;", entity->sector, entity->level);
    }
    att_buffer_add_char(buffer, '\x1e');
}

static void add_place(att_buffer *buffer, const att_place *place) {
    add_text(buffer, place->text);
    add_text(buffer, place->country);
    if (place->located)
        att_buffer_format(buffer, "%.5f %.5f", place->latitude, place->longitude);
}

static void add_instrument(att_buffer *buffer, const att_instrument *instrument) {
    add_text(buffer, instrument->name);
    add_text(buffer, instrument->code);
    add_text(buffer, instrument->kind);
    add_text(buffer, instrument->country);
    att_buffer_format(buffer, "%d %d", instrument->edition, instrument->year);
}

static void add_lists(att_buffer *buffer, const att_document *document, const att_record *record) {
    add_entities(buffer, document, &record->actors);
    add_entities(buffer, document, &record->recipients);
    add_entities(buffer, document, &record->speakers);
    for (uint32_t i = 0; i < record->quantities.count; i++) {
        const att_quantity *quantity = &document->quantities.items[record->quantities.items[i]];
        att_buffer_format(buffer, "%s%.17g ", att_bound_sign(quantity->bound), quantity->number);
        add_text(buffer, quantity->unit);
        add_text(buffer, quantity->what);
    }
    for (uint32_t i = 0; i < record->evidence.count; i++)
        att_buffer_format(buffer, "%u-%u ", record->evidence.items[i].start,
                          record->evidence.items[i].end);
}

/* 16 hexadecimal digits into `out`. */
static bool digest(char out[17], att_buffer *buffer, const att_document *document,
                   const att_record *record) {
    att_buffer_clear(buffer);
    att_buffer_format(
        buffer, "%d %d %d %u %d %d %d %d %.2f ", record->kind, record->activity, record->plover,
        record->fields, record->basis, record->status, record->recalled,
        record->kind == ATT_KIND_CLAIM ? record->form : record->force, record->confidence);
    add_text(buffer, att_slice_of(record->mode ? record->mode : ""));
    add_text(buffer, record->time);
    add_text(buffer, record->rule);
    if (record->place != ATT_NONE)
        add_place(buffer, &document->places.items[record->place]);
    att_buffer_add_char(buffer, '\x1e');
    if (record->instrument != ATT_NONE)
        add_instrument(buffer, &document->instruments.items[record->instrument]);
    att_buffer_add_char(buffer, '\x1e');
    add_lists(buffer, document, record);
    if (buffer->failed)
        return false;
    snprintf(out, 17, "%016llx", (unsigned long long)att_hash(buffer->data, buffer->size));
    return true;
}

/* ---- one version
 * ------------------------------------------------------------------------------------ */

static void bind_place(att_query *query, const att_place *place) {
    att_query_text(query, 15, place->text);
    att_query_text(query, 16, place->country);
    if (place->located) {
        att_query_real(query, 17, place->latitude);
        att_query_real(query, 18, place->longitude);
    }
}

static void bind_instrument(att_query *query, const att_instrument *instrument) {
    att_query_text(query, 19, instrument->name);
    att_query_text(query, 20, instrument->code);
    att_query_text(query, 21, instrument->kind);
    att_query_text(query, 22, instrument->country);
    if (instrument->edition >= 0)
        att_query_integer(query, 23, instrument->edition);
    if (instrument->year >= 0)
        att_query_integer(query, 24, instrument->year);
}

/* A parameter that is not bound is NULL. */
static void bind_kind(att_query *query, const att_record *record) {
    if (record->kind == ATT_KIND_EVENT)
        att_query_string(query, 25, att_event_status_name(record->status));
    else if (record->kind == ATT_KIND_COMMITMENT)
        att_query_string(query, 27, att_force_name(record->force));
    else
        att_query_string(query, 28, att_form_name(record->form));
    att_query_integer(query, 26, record->recalled);
}

static void bind_record(att_query *query, const att_document *document, const att_record *record) {
    att_query_string(query, 7, att_kind_name(record->kind));
    att_query_string(query, 8, att_activity_name(record->activity));
    att_query_string(query, 9, att_plover_name(record->plover));
    att_query_string(query, 10, record->mode ? record->mode : "");
    att_query_text(query, 11, record->time);
    att_query_string(query, 12, att_basis_name(record->basis));
    if (record->time.size) {
        att_query_day(query, 13, record->interval.first);
        att_query_day(query, 14, record->interval.last);
    }
    if (record->place != ATT_NONE)
        bind_place(query, &document->places.items[record->place]);
    if (record->instrument != ATT_NONE)
        bind_instrument(query, &document->instruments.items[record->instrument]);
    bind_kind(query, record);
    att_query_text(query, 29, record->rule);
    att_query_real(query, 30, record->confidence);
}

static att_status insert_entities(att_store *store, int64_t number, const att_document *document,
                                  att_record_role role, const att_indexes *indexes,
                                  att_error *error) {
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < indexes->count && !status; i++) {
        const att_entity *entity = &document->entities.items[indexes->items[i]];
        att_query query;
        att_query_begin(&query, store,
                        "INSERT INTO participant VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                        error);
        att_query_integer(&query, 1, number);
        att_query_string(&query, 2, att_record_role_name(role));
        att_query_integer(&query, 3, i);
        att_query_text(&query, 4, entity->code);
        att_query_string(&query, 5, att_sector_name(entity->sector));
        att_query_text(&query, 6, entity->name);
        att_query_text(&query, 7, entity->office);
        att_query_text(&query, 8, entity->text);
        att_query_integer(&query, 9, entity->level);
        status = att_query_run(&query);
    }
    return status;
}

static att_status insert_quantities(att_store *store, int64_t number, const att_document *document,
                                    const att_record *record, att_error *error) {
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < record->quantities.count && !status; i++) {
        const att_quantity *quantity = &document->quantities.items[record->quantities.items[i]];
        att_query query;
        att_query_begin(&query, store, "INSERT INTO quantity VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                        error);
        att_query_integer(&query, 1, number);
        att_query_integer(&query, 2, i);
        att_query_real(&query, 3, quantity->number);
        att_query_string(&query, 4, att_bound_sign(quantity->bound));
        att_query_text(&query, 5, quantity->unit);
        att_query_text(&query, 6, quantity->what);
        status = att_query_run(&query);
    }
    return status;
}

static att_status insert_evidence(att_store *store, int64_t number, const att_document *document,
                                  const att_record *record, att_error *error) {
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < record->evidence.count && !status; i++) {
        att_span span = record->evidence.items[i];
        att_query query;
        att_query_begin(&query, store, "INSERT INTO evidence VALUES (?1, ?2, ?3, ?4, ?5)", error);
        att_query_integer(&query, 1, number);
        att_query_integer(&query, 2, i);
        att_query_integer(&query, 3, span.start);
        att_query_integer(&query, 4, span.end);
        att_query_text(&query, 5, att_document_part(document, span));
        status = att_query_run(&query);
    }
    return status;
}

static att_status insert_lists(att_store *store, int64_t number, const att_document *document,
                               const att_record *record, att_error *error) {
    att_status status =
        insert_entities(store, number, document, ATT_RECORD_ACTOR, &record->actors, error);
    if (!status)
        status = insert_entities(store, number, document, ATT_RECORD_RECIPIENT, &record->recipients,
                                 error);
    if (!status)
        status =
            insert_entities(store, number, document, ATT_RECORD_SPEAKER, &record->speakers, error);
    if (!status)
        status = att_store_insert_fields(store, "INSERT INTO field VALUES (?1, ?2)", number,
                                         record->fields, error);
    if (!status)
        status = insert_quantities(store, number, document, record, error);
    return status ? status : insert_evidence(store, number, document, record, error);
}

typedef struct fresh {
    char id[24]; /* the record's, made unique within the document */
    char digest[17];
    bool known; /* a current version of the same id is there */
    bool equal; /* … and it is the same */
} fresh;

static att_status insert_record(att_store *store, int64_t number, const att_document *document,
                                uint32_t index, const fresh *version, att_error *error) {
    const att_record *record = &document->records.items[index];
    att_query query;
    att_query_begin(
        &query, store,
        "INSERT INTO record (id, document, ordinal, run_from, change, digest, kind, "
        "activity, plover, mode, time, basis, first_date, last_date, place, country, "
        "latitude, longitude, instrument, instrument_code, instrument_kind, "
        "instrument_country, edition, year, status, recalled, force, form, rule, "
        "confidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
        "?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30)",
        error);
    att_query_string(&query, 1, version->id);
    att_query_integer(&query, 2, number);
    att_query_integer(&query, 3, index);
    att_query_integer(&query, 4, store->run);
    att_query_string(&query, 5, version->known ? "changed" : "added");
    att_query_string(&query, 6, version->digest);
    bind_record(&query, document, record);
    att_status status = att_query_run(&query);
    if (status)
        return status;
    return insert_lists(store, sqlite3_last_insert_rowid(store->database), document, record, error);
}

/* ---- a document's versions
 * ------------------------------------------------------------------------------ */

/* Two records of one id would be a fault of the coder; the later one gets a number after its id. */
static void make_unique(fresh *list, uint32_t index, const char *id) {
    snprintf(list[index].id, sizeof list[index].id, "%s", id);
    for (uint32_t i = 0, copy = 2; i < index; i++)
        if (strcmp(list[i].id, list[index].id) == 0) {
            snprintf(list[index].id, sizeof list[index].id, "%s-%u", id, copy++);
            i = UINT32_MAX;
        }
}

static att_status close_version(att_store *store, int64_t record, att_error *error) {
    att_query query;
    att_query_begin(&query, store, "UPDATE record SET run_to = ?2 WHERE number = ?1", error);
    att_query_integer(&query, 1, record);
    att_query_integer(&query, 2, store->run);
    return att_query_run(&query);
}

/* Closes the current versions that are not among the fresh ones as they are. */
static att_status compare(att_store *store, int64_t number, fresh *list, uint32_t count,
                          att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT number, id, digest FROM record WHERE document = ?1 AND +run_to IS NULL",
                    error);
    att_query_integer(&query, 1, number);
    att_status status = ATT_OK;
    while (!status && att_query_next(&query)) {
        fresh *same = NULL;
        for (uint32_t i = 0; i < count && !same; i++)
            if (att_slice_is(att_query_column(&query, 1), list[i].id))
                same = &list[i];
        if (same) {
            same->known = true;
            same->equal = att_slice_is(att_query_column(&query, 2), same->digest);
        }
        if (!same || !same->equal)
            status = close_version(store, att_query_number(&query, 0), error);
    }
    att_query_end(&query);
    return status ? status : query.status;
}

static att_status write_list(att_store *store, int64_t number, const att_document *document,
                             fresh *list, att_error *error) {
    uint32_t count = document->records.count;
    att_buffer buffer;
    att_buffer_init(&buffer);
    bool digested = true;
    for (uint32_t i = 0; i < count && digested; i++) {
        make_unique(list, i, document->records.items[i].id);
        digested = digest(list[i].digest, &buffer, document, &document->records.items[i]);
    }
    att_buffer_release(&buffer);
    if (!digested)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_status status = compare(store, number, list, count, error);
    for (uint32_t i = 0; i < count && !status; i++)
        if (!list[i].equal)
            status = insert_record(store, number, document, i, &list[i], error);
    return status;
}

att_status att_version_write(att_store *store, int64_t number, const att_document *document,
                             att_error *error) {
    fresh *list = calloc(document->records.count + 1, sizeof *list);
    if (!list)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_status status = write_list(store, number, document, list, error);
    free(list);
    return status;
}
