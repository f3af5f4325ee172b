/* jsonl.c - the records in full: every key of the codebook, in its order. */
#include "base/error.h"
#include "output/write.h"

#include <stdlib.h>

static void add_entity(att_buffer *out, const att_entity *entity) {
    att_buffer_add_char(out, '{');
    att_write_key(out, "code");
    att_write_json_or_null(out, entity->code);
    att_write_key(out, "sector");
    att_write_json_or_null(out, att_slice_of(att_sector_name(entity->sector)));
    att_write_key(out, "name");
    att_write_json_or_null(out, entity->name);
    att_write_key(out, "office");
    att_write_json_or_null(out, entity->office);
    att_write_key(out, "text");
    att_write_json_or_null(out, entity->text);
    att_buffer_add_char(out, '}');
}

static void add_entities(att_buffer *out, const char *key, const att_document *document,
                         const att_indexes *list) {
    att_write_key(out, key);
    att_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        att_buffer_add(out, i ? ", " : "");
        add_entity(out, &document->entities.items[list->items[i]]);
    }
    att_buffer_add_char(out, ']');
}

static void add_fields(att_buffer *out, att_fields fields) {
    att_write_key(out, "fields");
    if (fields) {
        att_buffer_add(out, "[\"");
        att_write_fields(out, fields, "\", \"");
        att_buffer_add(out, "\"]");
    } else {
        att_buffer_add(out, "[]");
    }
}

static void add_plover(att_buffer *out, const att_record *record) {
    att_write_key(out, "plover");
    if (record->plover == ATT_PLOVER_NONE) {
        att_buffer_add(out, "null");
        return;
    }
    att_buffer_add_char(out, '{');
    att_write_key(out, "type");
    att_buffer_add_json(out, att_slice_of(att_plover_name(record->plover)));
    att_write_key(out, "mode");
    att_write_json_or_null(out, att_slice_of(record->mode ? record->mode : ""));
    att_buffer_add_char(out, '}');
}

static void add_time(att_buffer *out, const att_record *record) {
    att_write_key(out, "time");
    if (!record->time.size) {
        att_buffer_add(out, "null");
        return;
    }
    att_buffer_add_char(out, '{');
    att_write_key(out, "edtf");
    att_buffer_add_json(out, record->time);
    att_write_key(out, "basis");
    att_buffer_add_json(out, att_slice_of(att_basis_name(record->basis)));
    att_buffer_add_char(out, '}');
}

static void add_coordinate(att_buffer *out, const char *key, const att_place *place,
                           double degrees) {
    att_write_key(out, key);
    if (place->located)
        att_write_number(out, degrees);
    else
        att_buffer_add(out, "null");
}

static void add_place(att_buffer *out, const att_document *document, const att_record *record) {
    att_write_key(out, "place");
    if (record->place == ATT_NONE) {
        att_buffer_add(out, "null");
        return;
    }
    const att_place *place = &document->places.items[record->place];
    att_buffer_add_char(out, '{');
    att_write_key(out, "text");
    att_buffer_add_json(out, place->text);
    att_write_key(out, "country");
    att_write_json_or_null(out, place->country);
    add_coordinate(out, "lat", place, place->latitude);
    add_coordinate(out, "lon", place, place->longitude);
    att_buffer_add_char(out, '}');
}

static void add_ordinal(att_buffer *out, const char *key, int32_t value) {
    att_write_key(out, key);
    if (value >= 0)
        att_buffer_format(out, "%d", value);
    else
        att_buffer_add(out, "null");
}

static void add_instrument(att_buffer *out, const att_document *document,
                           const att_record *record) {
    att_write_key(out, "instrument");
    if (record->instrument == ATT_NONE) {
        att_buffer_add(out, "null");
        return;
    }
    const att_instrument *instrument = &document->instruments.items[record->instrument];
    att_buffer_add_char(out, '{');
    att_write_key(out, "name");
    att_buffer_add_json(out, instrument->name);
    att_write_key(out, "kind");
    att_write_json_or_null(out, instrument->kind);
    add_ordinal(out, "edition", instrument->edition);
    add_ordinal(out, "year", instrument->year);
    att_buffer_add_char(out, '}');
}

static void add_quantities(att_buffer *out, const att_document *document,
                           const att_record *record) {
    att_write_key(out, "quantities");
    att_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < record->quantities.count; i++) {
        const att_quantity *quantity = &document->quantities.items[record->quantities.items[i]];
        att_buffer_add(out, i ? ", {" : "{");
        att_write_key(out, "number");
        att_write_number(out, quantity->number);
        att_write_key(out, "bound");
        att_buffer_add_json(out, att_slice_of(att_bound_sign(quantity->bound)));
        att_write_key(out, "unit");
        att_write_json_or_null(out, quantity->unit);
        att_write_key(out, "what");
        att_write_json_or_null(out, quantity->what);
        att_buffer_add_char(out, '}');
    }
    att_buffer_add_char(out, ']');
}

static void add_evidence(att_buffer *out, const att_record *record) {
    att_write_key(out, "evidence");
    att_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < record->evidence.count; i++)
        att_buffer_format(out, "%s{\"start\": %u, \"end\": %u}", i ? ", " : "",
                          record->evidence.items[i].start, record->evidence.items[i].end);
    att_buffer_add_char(out, ']');
}

/* Status and recalled of an event, force of a commitment, form of a claim. */
static void add_state(att_buffer *out, const att_record *record) {
    switch (record->kind) {
    case ATT_KIND_EVENT:
        att_buffer_format(out, ", \"status\": \"%s\", \"recalled\": %s",
                          att_event_status_name(record->status),
                          record->recalled ? "true" : "false");
        break;
    case ATT_KIND_COMMITMENT:
        att_buffer_format(out, ", \"force\": \"%s\"", att_force_name(record->force));
        break;
    case ATT_KIND_CLAIM:
        att_buffer_format(out, ", \"form\": \"%s\"", att_form_name(record->form));
        break;
    }
}

static void add_heading(att_buffer *out, const att_document *document, const att_record *record) {
    att_write_key(out, "id");
    att_buffer_add_json(out, att_slice_of(record->id));
    att_write_key(out, "doc");
    att_buffer_add_json(out, document->id);
    att_write_key(out, "date");
    if (document->date_known) {
        att_buffer_add_char(out, '"');
        att_write_date(out, document);
        att_buffer_add_char(out, '"');
    } else {
        att_buffer_add(out, "null");
    }
    att_write_key(out, "kind");
    att_buffer_add_json(out, att_slice_of(att_kind_name(record->kind)));
}

void att_output_record(att_buffer *out, const att_document *document, const att_record *record) {
    att_buffer_add_char(out, '{');
    add_heading(out, document, record);
    add_entities(out, "actors", document, &record->actors);
    add_entities(out, "recipients", document, &record->recipients);
    att_write_key(out, "activity");
    att_buffer_add_json(out, att_slice_of(att_activity_name(record->activity)));
    add_fields(out, record->fields);
    add_plover(out, record);
    add_time(out, record);
    add_place(out, document, record);
    add_instrument(out, document, record);
    add_quantities(out, document, record);
    add_entities(out, "speakers", document, &record->speakers);
    add_state(out, record);
    add_evidence(out, record);
    att_write_key(out, "rule");
    att_buffer_add_json(out, record->rule);
    att_buffer_add_char(out, '}');
}

void att_output_jsonl_head(att_buffer *out) {
}

void att_output_jsonl_document(att_buffer *out, const att_document *document) {
    for (uint32_t i = 0; i < document->records.count; i++) {
        att_output_record(out, document, &document->records.items[i]);
        att_buffer_add_char(out, '\n');
    }
}

att_status att_document_record_json(char **out, const att_document *document, size_t index,
                                    att_error *error) {
    *out = NULL;
    if (index >= document->records.count)
        return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET, "the document has %u records",
                             document->records.count);
    att_buffer buffer;
    att_buffer_init(&buffer);
    att_output_record(&buffer, document, &document->records.items[index]);
    if (buffer.failed) {
        att_buffer_release(&buffer);
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    }
    *out = buffer.data;
    return ATT_OK;
}
