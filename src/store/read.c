/* read.c - a document taken back out of the store, and full text.
 *
 * What is read back has the same form as what a coder makes, so one writer for each output format
 * serves both. Each participant, place, instrument and quantity becomes an entry of its own. */
#include "store/database.h"

#include "base/buffer.h"
#include "base/error.h"

static att_slice copied(att_document *document, const att_query *query, int column) {
    return att_arena_copy(&document->arena, att_query_column(query, column));
}

/* ---- the document -------------------------------------------------------------------------------
 */

static att_status read_parts(att_document *document, att_store *store, int64_t number,
                             att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT kind, start, end FROM part WHERE document = ?1 ORDER BY ordinal",
                    error);
    att_query_integer(&query, 1, number);
    while (att_query_next(&query)) {
        att_part *part = ATT_PUSH(&document->arena, &document->parts);
        att_part_kind_find(&part->kind, att_query_column(&query, 0));
        part->span.start = (uint32_t)att_query_number(&query, 1);
        part->span.end = (uint32_t)att_query_number(&query, 2);
    }
    return att_query_end(&query);
}

static void take_document(att_document *document, const att_query *query) {
    document->id = copied(document, query, 1);
    document->date_known = att_day_parse(&document->date, att_query_column(query, 2));
    document->title = copied(document, query, 3);
    document->agency = copied(document, query, 4);
    document->source = copied(document, query, 5);
    document->url = copied(document, query, 6);
}

static att_status read_document(att_document **out, att_store *store, int64_t number,
                                att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT text, name, date, title, agency, source, url FROM document "
                    "WHERE number = ?1",
                    error);
    att_query_integer(&query, 1, number);
    att_status status;
    if (att_query_next(&query)) {
        status = att_document_new(out, att_query_column(&query, 0), error);
        if (!status)
            take_document(*out, &query);
    } else {
        status = query.status ? query.status
                              : att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET,
                                              "no document has the number %lld", (long long)number);
    }
    att_query_end(&query);
    return status;
}

/* ---- a record
 * ------------------------------------------------------------------------------------ */

static void take_place(att_document *document, att_record *record, const att_query *query) {
    record->place = ATT_NONE;
    if (att_query_is_null(query, 8))
        return;
    record->place = document->places.count;
    att_place *place = ATT_PUSH(&document->arena, &document->places);
    place->text = copied(document, query, 8);
    place->country = copied(document, query, 9);
    place->located = !att_query_is_null(query, 10);
    place->latitude = att_query_double(query, 10);
    place->longitude = att_query_double(query, 11);
}

static void take_instrument(att_document *document, att_record *record, const att_query *query) {
    record->instrument = ATT_NONE;
    if (att_query_is_null(query, 12))
        return;
    record->instrument = document->instruments.count;
    att_instrument *instrument = ATT_PUSH(&document->arena, &document->instruments);
    instrument->name = copied(document, query, 12);
    instrument->code = copied(document, query, 13);
    instrument->kind = copied(document, query, 14);
    instrument->country = copied(document, query, 15);
    instrument->edition = att_query_is_null(query, 16) ? -1 : (int32_t)att_query_number(query, 16);
    instrument->year = att_query_is_null(query, 17) ? -1 : (int32_t)att_query_number(query, 17);
}

static void take_record(att_document *document, att_record *record, const att_query *query) {
    att_slice id = att_query_column(query, 1);
    memcpy(record->id, id.data, id.size < 16 ? id.size : 16);
    att_kind_find(&record->kind, att_query_column(query, 2));
    att_activity_find(&record->activity, att_query_column(query, 3));
    att_plover_find(&record->plover, att_query_column(query, 4));
    record->mode = copied(document, query, 5).data;
    record->time = copied(document, query, 6);
    att_interval_parse(&record->interval, record->time);
    att_basis_find(&record->basis, att_query_column(query, 7));
    take_place(document, record, query);
    take_instrument(document, record, query);
    att_event_status_find(&record->status, att_query_column(query, 18));
    record->recalled = att_query_number(query, 19) != 0;
    att_force_find(&record->force, att_query_column(query, 20));
    att_form_find(&record->form, att_query_column(query, 21));
    record->rule = copied(document, query, 22);
    record->confidence = att_query_double(query, 23);
    record->trigger = ATT_NONE;
}

static att_status read_participants(att_document *document, att_record *record, att_store *store,
                                    int64_t number, att_error *error) {
    att_indexes *lists[] = {&record->actors, &record->recipients, &record->speakers}; /* by role */
    att_query query;
    att_query_begin(&query, store,
                    "SELECT role, code, sector, name, office, text, level FROM participant_now "
                    "WHERE record = ?1 ORDER BY role, ordinal",
                    error);
    att_query_integer(&query, 1, number);
    while (att_query_next(&query)) {
        att_record_role role = ATT_RECORD_SPEAKER;
        att_record_role_find(&role, att_query_column(&query, 0));
        *ATT_PUSH(&document->arena, lists[role]) = document->entities.count;
        att_entity *entity = ATT_PUSH(&document->arena, &document->entities);
        entity->code = copied(document, &query, 1);
        att_sector_find(&entity->sector, att_query_column(&query, 2));
        entity->name = copied(document, &query, 3);
        entity->office = copied(document, &query, 4);
        entity->text = copied(document, &query, 5);
        entity->level = (uint8_t)att_query_number(&query, 6);
    }
    return att_query_end(&query);
}

static att_status read_fields(att_record *record, att_store *store, int64_t number,
                              att_error *error) {
    att_query query;
    att_query_begin(&query, store, "SELECT field FROM field_now WHERE record = ?1", error);
    att_query_integer(&query, 1, number);
    while (att_query_next(&query)) {
        att_field field;
        if (att_field_find(&field, att_query_column(&query, 0)))
            record->fields |= 1u << field;
    }
    return att_query_end(&query);
}

static att_status read_quantities(att_document *document, att_record *record, att_store *store,
                                  int64_t number, att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT number, bound, unit, what FROM quantity WHERE record = ?1 "
                    "ORDER BY ordinal",
                    error);
    att_query_integer(&query, 1, number);
    while (att_query_next(&query)) {
        *ATT_PUSH(&document->arena, &record->quantities) = document->quantities.count;
        att_quantity *quantity = ATT_PUSH(&document->arena, &document->quantities);
        quantity->number = att_query_double(&query, 0);
        att_bound_find(&quantity->bound, att_query_column(&query, 1));
        quantity->unit = copied(document, &query, 2);
        quantity->what = copied(document, &query, 3);
    }
    return att_query_end(&query);
}

static att_status read_evidence(att_document *document, att_record *record, att_store *store,
                                int64_t number, att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT start, end FROM evidence WHERE record = ?1 ORDER BY ordinal", error);
    att_query_integer(&query, 1, number);
    while (att_query_next(&query)) {
        att_span *span = ATT_PUSH(&document->arena, &record->evidence);
        span->start = (uint32_t)att_query_number(&query, 0);
        span->end = (uint32_t)att_query_number(&query, 1);
    }
    return att_query_end(&query);
}

static att_status read_lists(att_document *document, att_record *record, att_store *store,
                             int64_t number, att_error *error) {
    att_status status = read_participants(document, record, store, number, error);
    if (!status)
        status = read_fields(record, store, number, error);
    if (!status)
        status = read_quantities(document, record, store, number, error);
    return status ? status : read_evidence(document, record, store, number, error);
}

static att_status read_records(att_document *document, att_store *store, int64_t number,
                               att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT number, id, kind, activity, plover, mode, time, basis, place, country, "
                    "latitude, longitude, instrument, instrument_code, instrument_kind, "
                    "instrument_country, edition, year, status, recalled, force, form, rule, "
                    "confidence FROM record_now WHERE document = ?1 ORDER BY ordinal, number",
                    error);
    att_query_integer(&query, 1, number);
    att_status status = ATT_OK;
    while (!status && att_query_next(&query)) {
        att_record *record = ATT_PUSH(&document->arena, &document->records);
        take_record(document, record, &query);
        status = read_lists(document, record, store, att_query_number(&query, 0), error);
    }
    att_query_end(&query);
    return status ? status : query.status;
}

att_status att_store_read(att_document **out, att_store *store, int64_t number, att_error *error) {
    *out = NULL;
    att_status status = read_document(out, store, number, error);
    if (!status)
        status = read_parts(*out, store, number, error);
    if (!status)
        status = read_records(*out, store, number, error);
    if (status) {
        att_document_free(*out);
        *out = NULL;
    }
    return status;
}

/* ---- full text
 * --------------------------------------------------------------------------------------- */

/* A string of FTS5, in which nothing is syntax. Folding takes marks off letters but leaves the
 * letter đ, which names of places begin with and keyboards lack: a first d stands for both. */
static void add_string(att_buffer *out, att_slice word) {
    bool either = (word.data[0] | 32) == 'd';
    att_buffer_add(out, out->size ? " AND " : "");
    att_buffer_add(out, either ? "(\"" : "\"");
    att_buffer_add_slice(out, word);
    att_buffer_add_char(out, '"');
    if (either) {
        att_buffer_add(out, " OR \"đ");
        att_buffer_add_slice(out, att_slice_part(word, 1, word.size));
        att_buffer_add(out, "\")");
    }
}

static void quote_words(att_buffer *out, att_slice words) {
    for (uint32_t i = 0; i < words.size;) {
        bool phrase = words.data[i] == '"';
        uint32_t start = phrase ? ++i : i;
        while (i < words.size && words.data[i] != '"' &&
               (phrase || (unsigned char)words.data[i] > ' '))
            i++;
        att_slice word = att_slice_trim(att_slice_part(words, start, i));
        if (word.size)
            add_string(out, word);
        i += i < words.size && (phrase || words.data[i] != '"');
    }
}

void att_store_search(att_query *query, att_store *store, const char *words, int64_t limit,
                      att_error *error) {
    att_buffer match;
    att_buffer_init(&match);
    quote_words(&match, att_slice_of(words));
    if (!match.size)
        att_buffer_add(&match, "\"\"");
    att_query_begin(query, store,
                    "SELECT d.number, d.date, d.title, snippet(document_text, 1, '', '', '…', 24) "
                    "FROM document_text JOIN document d ON d.number = document_text.rowid "
                    "WHERE document_text MATCH ?1 ORDER BY rank, d.number LIMIT ?2",
                    error);
    att_query_text(query, 1, att_buffer_slice(&match));
    att_query_integer(query, 2, limit);
    att_buffer_release(&match);
}

void att_store_match(att_query *query, att_store *store, att_slice words, att_error *error) {
    att_buffer match;
    att_buffer_init(&match);
    quote_words(&match, words);
    att_query_begin(query, store, "SELECT rowid FROM document_text WHERE document_text MATCH ?1",
                    error);
    att_query_text(query, 1, match.size ? att_buffer_slice(&match) : att_slice_of("\"\""));
    att_buffer_release(&match);
}
