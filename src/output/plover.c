/* plover.c - PLOVER 2.0 records as JSON Lines, with the names of its data exchange form.
 *
 * Only what has a PLOVER type is written. Compound actors stay together, as PLOVER allows. */
#include "output/contexts.h"

static void add_actors(att_buffer *out, const char *key, const att_document *document,
                       const att_indexes *list) {
    att_write_key(out, key);
    att_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        const att_entity *entity = &document->entities.items[list->items[i]];
        att_buffer_add(out, i ? ", {" : "{");
        att_write_key(out, "actorText");
        att_buffer_add_json(out, entity->text);
        att_write_key(out, "code");
        att_buffer_add_json(out, entity->code);
        att_write_key(out, "sector");
        att_buffer_add_json(out, att_slice_of(att_sector_name(entity->sector)));
        att_buffer_add_char(out, '}');
    }
    att_buffer_add_char(out, ']');
}

static void add_string(att_buffer *out, const char *key, att_slice text) {
    att_write_key(out, key);
    att_buffer_add_json(out, text);
}

static void add_day(att_buffer *out, const att_document *document, const att_record *record) {
    att_day day;
    att_write_key(out, "date");
    att_buffer_add_char(out, '"');
    if (att_record_day(&day, document, record))
        att_write_day(out, day);
    att_buffer_add_char(out, '"');
}

static void add_location(att_buffer *out, const att_document *document, const att_record *record) {
    if (record->place == ATT_NONE)
        return;
    const att_place *place = &document->places.items[record->place];
    att_write_key(out, "location");
    att_buffer_add_char(out, '{');
    add_string(out, "name", place->text);
    add_string(out, "country", place->country);
    if (place->located) {
        att_write_key(out, "lat");
        att_write_number(out, place->latitude);
        att_write_key(out, "lon");
        att_write_number(out, place->longitude);
    }
    att_buffer_add_char(out, '}');
}

static void add_what(att_buffer *out, const att_record *record) {
    add_string(out, "event", att_slice_of(att_plover_name(record->plover)));
    add_string(out, "mode", att_slice_of(record->mode ? record->mode : ""));
    add_string(out, "auxiliaryMode", att_slice_of(att_record_auxiliary(record)));
    att_write_key(out, "context");
    att_buffer_add_char(out, '[');
    att_write_contexts(out, record, "\"", ", ");
    att_buffer_add_char(out, ']');
    att_write_key(out, "quad");
    att_buffer_format(out, "%d", att_plover_quad(record->plover));
    att_write_key(out, "score");
    att_buffer_format(out, "%.1f", att_scale_intensity(record));
}

static void add_event(att_buffer *out, const att_document *document, const att_record *record) {
    att_buffer_add_char(out, '{');
    add_string(out, "id", att_slice_of(record->id));
    add_day(out, document, record);
    add_actors(out, "actor", document, &record->actors);
    add_actors(out, "recipient", document, &record->recipients);
    add_what(out, record);
    att_buffer sentence;
    att_buffer_init(&sentence);
    att_write_sentence(&sentence, document, record);
    add_string(out, "text", att_buffer_slice(&sentence));
    att_buffer_release(&sentence);
    add_location(out, document, record);
    add_string(out, "language", att_slice_of("en"));
    add_string(out, "publication", att_document_publisher(document));
    add_string(out, "story", document->id);
    add_string(out, "coder", att_slice_of("attache " ATT_VERSION));
    add_string(out, "version", att_slice_of("PLOVER 2.0"));
    att_buffer_add(out, "}\n");
}

void att_output_plover_head(att_buffer *out) {
}

void att_output_plover_document(att_buffer *out, const att_document *document) {
    for (uint32_t i = 0; i < document->records.count; i++)
        if (document->records.items[i].plover != ATT_PLOVER_NONE)
            add_event(out, document, &document->records.items[i]);
}
