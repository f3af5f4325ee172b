/* csv.c - one row for each record, RFC 4180 with a header. Lists are parted by ';'. */
#include "output/write.h"

static void add_parties(att_buffer *row, const att_document *document, const att_indexes *list) {
    for (uint32_t i = 0; i < list->count; i++) {
        const att_entity *entity = &document->entities.items[list->items[i]];
        att_buffer_add(row, i ? ";" : "");
        att_buffer_add_slice(row, entity->code);
        if (entity->sector != ATT_SECTOR_NONE)
            att_buffer_format(row, "/%s", att_sector_name(entity->sector));
    }
}

static void add_parties_text(att_buffer *row, const att_document *document,
                             const att_indexes *list) {
    for (uint32_t i = 0; i < list->count; i++) {
        att_buffer_add(row, i ? ";" : "");
        att_buffer_add_slice(row, document->entities.items[list->items[i]].text);
    }
}

static void add_quantities(att_buffer *row, const att_document *document,
                           const att_record *record) {
    for (uint32_t i = 0; i < record->quantities.count; i++) {
        const att_quantity *quantity = &document->quantities.items[record->quantities.items[i]];
        att_buffer_add(row, i ? ";" : "");
        if (quantity->bound != ATT_BOUND_EQUAL)
            att_buffer_add(row, att_bound_sign(quantity->bound));
        att_write_number(row, quantity->number);
        att_buffer_add(row, quantity->unit.size ? " " : "");
        att_buffer_add_slice(row, quantity->unit);
    }
}

static const att_place *place_of(const att_document *document, const att_record *record) {
    return record->place == ATT_NONE ? NULL : &document->places.items[record->place];
}

typedef void column_function(att_buffer *cell, const att_document *document,
                             const att_record *record);

static void column_id(att_buffer *cell, const att_document *document, const att_record *record) {
    att_buffer_add(cell, record->id);
}

static void column_doc(att_buffer *cell, const att_document *document, const att_record *record) {
    att_buffer_add_slice(cell, document->id);
}

static void column_date(att_buffer *cell, const att_document *document, const att_record *record) {
    att_write_date(cell, document);
}

static void column_kind(att_buffer *cell, const att_document *document, const att_record *record) {
    att_buffer_add(cell, att_kind_name(record->kind));
}

static void column_activity(att_buffer *cell, const att_document *document,
                            const att_record *record) {
    att_buffer_add(cell, att_activity_name(record->activity));
}

static void column_plover(att_buffer *cell, const att_document *document,
                          const att_record *record) {
    att_buffer_add(cell, att_plover_name(record->plover));
}

static void column_mode(att_buffer *cell, const att_document *document, const att_record *record) {
    if (record->plover != ATT_PLOVER_NONE && record->mode)
        att_buffer_add(cell, record->mode);
}

static void column_actors(att_buffer *cell, const att_document *document,
                          const att_record *record) {
    add_parties(cell, document, &record->actors);
}

static void column_recipients(att_buffer *cell, const att_document *document,
                              const att_record *record) {
    add_parties(cell, document, &record->recipients);
}

static void column_speakers(att_buffer *cell, const att_document *document,
                            const att_record *record) {
    add_parties(cell, document, &record->speakers);
}

static void column_actors_text(att_buffer *cell, const att_document *document,
                               const att_record *record) {
    add_parties_text(cell, document, &record->actors);
}

static void column_recipients_text(att_buffer *cell, const att_document *document,
                                   const att_record *record) {
    add_parties_text(cell, document, &record->recipients);
}

static void column_fields(att_buffer *cell, const att_document *document,
                          const att_record *record) {
    att_write_fields(cell, record->fields, ";");
}

/* Status, force or form, whichever the kind has. */
static void column_state(att_buffer *cell, const att_document *document, const att_record *record) {
    att_buffer_add(cell, att_record_state(record));
}

static void column_recalled(att_buffer *cell, const att_document *document,
                            const att_record *record) {
    if (record->kind == ATT_KIND_EVENT)
        att_buffer_add(cell, record->recalled ? "true" : "false");
}

static void column_time(att_buffer *cell, const att_document *document, const att_record *record) {
    att_buffer_add_slice(cell, record->time);
}

static void column_basis(att_buffer *cell, const att_document *document, const att_record *record) {
    if (record->time.size)
        att_buffer_add(cell, att_basis_name(record->basis));
}

static void column_place(att_buffer *cell, const att_document *document, const att_record *record) {
    const att_place *place = place_of(document, record);
    if (place)
        att_buffer_add_slice(cell, place->text);
}

static void column_country(att_buffer *cell, const att_document *document,
                           const att_record *record) {
    const att_place *place = place_of(document, record);
    if (place)
        att_buffer_add_slice(cell, place->country);
}

static void column_lat(att_buffer *cell, const att_document *document, const att_record *record) {
    const att_place *place = place_of(document, record);
    if (place && place->located)
        att_write_number(cell, place->latitude);
}

static void column_lon(att_buffer *cell, const att_document *document, const att_record *record) {
    const att_place *place = place_of(document, record);
    if (place && place->located)
        att_write_number(cell, place->longitude);
}

static void column_instrument(att_buffer *cell, const att_document *document,
                              const att_record *record) {
    if (record->instrument != ATT_NONE)
        att_buffer_add_slice(cell, document->instruments.items[record->instrument].name);
}

static void column_quantities(att_buffer *cell, const att_document *document,
                              const att_record *record) {
    add_quantities(cell, document, record);
}

static void column_rule(att_buffer *cell, const att_document *document, const att_record *record) {
    att_buffer_add_slice(cell, record->rule);
}

static void column_start(att_buffer *cell, const att_document *document, const att_record *record) {
    att_buffer_format(cell, "%u", att_record_span(record).start);
}

static void column_end(att_buffer *cell, const att_document *document, const att_record *record) {
    att_buffer_format(cell, "%u", att_record_span(record).end);
}

static void column_sentence(att_buffer *cell, const att_document *document,
                            const att_record *record) {
    att_write_sentence(cell, document, record);
}

static const struct {
    const char *name;
    column_function *write;
} columns[] = {
    {"id", column_id},
    {"doc", column_doc},
    {"date", column_date},
    {"kind", column_kind},
    {"activity", column_activity},
    {"plover", column_plover},
    {"mode", column_mode},
    {"actors", column_actors},
    {"recipients", column_recipients},
    {"speakers", column_speakers},
    {"actors_text", column_actors_text},
    {"recipients_text", column_recipients_text},
    {"fields", column_fields},
    {"state", column_state},
    {"recalled", column_recalled},
    {"time", column_time},
    {"basis", column_basis},
    {"place", column_place},
    {"country", column_country},
    {"lat", column_lat},
    {"lon", column_lon},
    {"instrument", column_instrument},
    {"quantities", column_quantities},
    {"rule", column_rule},
    {"start", column_start},
    {"end", column_end},
    {"sentence", column_sentence},
};
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0] };

void att_output_csv_head(att_buffer *out) {
    for (int i = 0; i < COLUMN_COUNT; i++)
        att_buffer_format(out, "%s%s", i ? "," : "", columns[i].name);
    att_buffer_add(out, "\r\n");
}

void att_output_csv_document(att_buffer *out, const att_document *document) {
    att_buffer cell;
    att_buffer_init(&cell);
    for (uint32_t i = 0; i < document->records.count; i++) {
        for (int column = 0; column < COLUMN_COUNT; column++) {
            att_buffer_clear(&cell);
            columns[column].write(&cell, document, &document->records.items[i]);
            att_buffer_add(out, column ? "," : "");
            att_write_csv(out, att_buffer_slice(&cell));
        }
        att_buffer_add(out, "\r\n");
    }
    out->failed = out->failed || cell.failed;
    att_buffer_release(&cell);
}
