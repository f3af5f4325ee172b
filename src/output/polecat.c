/* polecat.c - the 40 tab-separated columns of the POLECAT data set.
 *
 * POLECAT is dyadic: a record of several parties becomes one row for each ordered
 * pair, its id with the pair's number. What only POLECAT knows (Wikipedia and
 * GeoNames ids, COW numbers, districts) stays empty. */
#include "output/contexts.h"

void att_output_polecat_head(att_buffer *out) {
    att_buffer_add(
        out,
        "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\t"
        "Actor Name\tActor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\t"
        "Actor Name Raw\tWikipedia Actor ID\t"
        "Recipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\t"
        "Recipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\t"
        "Placename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\t"
        "Raw Placename\tFeature Type\tSource\tPublication Date\tStory People\t"
        "Story Organizations\tStory Locations\tLanguage\tVersion\n");
}

static const char *quad_name(int quad) {
    static const char *const names[] = {"", "VERBAL COOPERATION", "MATERIAL COOPERATION",
                                        "VERBAL CONFLICT", "MATERIAL CONFLICT"};
    return quad >= 0 && quad <= 4 ? names[quad] : "";
}

static void add_text(att_buffer *out, const char *text) {
    att_write_cell(out, att_slice_of(text));
}

/* Name, country, COW, primary sector, sectors, title, raw name, Wikipedia id. */
static void add_party(att_buffer *out, const att_document *document, uint32_t index) {
    if (index == ATT_NONE) {
        att_buffer_add(out, "None\tNone\t\t\t\t\t\t\t");
        return;
    }
    const att_entity *entity = &document->entities.items[index];
    att_write_cell(out, entity->name.size ? entity->name : entity->text);
    att_write_cell(out, entity->code);
    add_text(out, "");
    add_text(out, att_sector_name(entity->sector));
    add_text(out, att_sector_name(entity->sector));
    att_write_cell(out, entity->office);
    att_write_cell(out, entity->text);
    add_text(out, "");
}

/* Placename to Feature Type. */
static void add_place(att_buffer *out, const att_document *document, const att_record *record) {
    if (record->place == ATT_NONE) {
        att_buffer_add(out, "None\t\t\t\tNone\t\t\t\t\t\t");
        return;
    }
    const att_place *place = &document->places.items[record->place];
    att_write_cell(out, place->text);
    att_write_cell(out, place->located ? place->text : ATT_SLICE_EMPTY);
    att_buffer_add(out, "\t\t");
    att_write_cell(out, place->country);
    att_write_coordinates(out, place);
    att_buffer_add(out, "\t\t");
    att_write_cell(out, place->text);
    add_text(out, "");
}

static void add_what(att_buffer *out, const att_record *record) {
    add_text(out, att_plover_name(record->plover));
    add_text(out, record->mode ? record->mode : "");
    att_buffer_format(out, "%.1f\t", att_scale_intensity(record));
    add_text(out, quad_name(att_plover_quad(record->plover)));
    att_write_contexts(out, record, "", ";");
    att_buffer_add_char(out, '\t');
}

static void add_row(att_buffer *out, const att_document *document, const att_record *record,
                    uint32_t actor, uint32_t recipient, uint32_t number) {
    att_write_pair_head(out, document, record, number);
    add_what(out, record);
    add_party(out, document, actor);
    add_party(out, document, recipient);
    add_place(out, document, record);
    att_write_cell(out, att_document_publisher(document));
    att_write_date(out, document);
    att_buffer_add(out, "\t\t\t\tEnglish\tattache " ATT_VERSION "\n");
}

void att_output_polecat_document(att_buffer *out, const att_document *document) {
    for (uint32_t i = 0; i < document->records.count; i++)
        if (document->records.items[i].plover != ATT_PLOVER_NONE)
            att_record_pairs(out, document, &document->records.items[i], add_row);
}
