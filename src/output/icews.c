/* icews.c - the 20 tab-separated columns of the ICEWS coded event data.
 *
 * Types become their nearest CAMEO code with ICEWS's intensity (scale.def). Rows
 * are pairs, as in polecat.c; only acts done or under way are written, since ICEWS
 * has no word for plans, claims and cancellations. */
#include "output/write.h"

void att_output_icews_head(att_buffer *out) {
    att_buffer_add(out, "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\t"
                        "Event Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\t"
                        "Target Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\t"
                        "Province\tCountry\tLatitude\tLongitude\n");
}

static void add_party(att_buffer *out, const att_document *document, uint32_t index) {
    if (index == ATT_NONE) {
        att_buffer_add(out, "\t\t\t");
        return;
    }
    const att_entity *entity = &document->entities.items[index];
    att_write_cell(out, entity->name.size ? entity->name : entity->text);
    att_write_cell(out, att_slice_of(att_sector_name(entity->sector)));
    att_write_cell(out, entity->code);
}

/* The number of the sentence that holds the evidence, from 1; from a store, which keeps no
 * sentences, nothing. */
static void add_sentence_number(att_buffer *out, const att_document *document,
                                const att_record *record) {
    att_span span = att_record_span(record);
    for (uint32_t i = 0; i < document->sentences.count; i++)
        if (document->sentences.items[i].span.end > span.start) {
            att_buffer_format(out, "%u", i + 1);
            break;
        }
    att_buffer_add_char(out, '\t');
}

static void add_place(att_buffer *out, const att_document *document, const att_record *record) {
    if (record->place == ATT_NONE) {
        att_buffer_add(out, "\t\t\t\t\t\n");
        return;
    }
    const att_place *place = &document->places.items[record->place];
    att_write_cell(out, place->located ? place->text : ATT_SLICE_EMPTY);
    att_buffer_add(out, "\t\t");
    att_write_cell(out, place->country);
    att_write_coordinates(out, place);
    att_buffer_add_char(out, '\n');
}

static void add_row(att_buffer *out, const att_document *document, const att_record *record,
                    uint32_t actor, uint32_t recipient, uint32_t number) {
    const char *cameo = att_scale_cameo(record);
    att_write_pair_head(out, document, record, number);
    add_party(out, document, actor);
    att_write_cell(out, att_slice_of(att_scale_text(cameo)));
    att_write_cell(out, att_slice_of(cameo));
    att_buffer_format(out, "%.1f\t", att_scale_goldstein(cameo));
    add_party(out, document, recipient);
    att_write_cell(out, document->id);
    add_sentence_number(out, document, record);
    att_write_cell(out, att_document_publisher(document));
    add_place(out, document, record);
}

void att_output_icews_document(att_buffer *out, const att_document *document) {
    for (uint32_t i = 0; i < document->records.count; i++) {
        const att_record *record = &document->records.items[i];
        if (record->kind == ATT_KIND_EVENT && record->plover != ATT_PLOVER_NONE &&
            record->status != ATT_CANCELLED)
            att_record_pairs(out, document, record, add_row);
    }
}
