/* annotation.c - W3C Web Annotations, one for each record, as JSON Lines.
 *
 * The body is the record in full; the target is each evidence sentence, by quotation and by
 * position in code points, as the recommendation counts. */
#include "output/write.h"

static void add_source(att_buffer *out, const att_document *document) {
    att_write_key(out, "source");
    if (document->url.size) {
        att_buffer_add_json(out, document->url);
        return;
    }
    /* Without a web address the story's own hash names it, as RFC 6920 would. */
    att_buffer_format(out, "\"urn:sha256:%s\"", document->hash);
}

static void add_target(att_buffer *out, const att_document *document, att_span span) {
    att_buffer_add_char(out, '{');
    add_source(out, document);
    att_write_key(out, "selector");
    att_buffer_add(out, "[{\"type\": \"TextQuoteSelector\", \"exact\": ");
    att_buffer_add_json(out, att_document_part(document, span));
    att_buffer_format(out, "}, {\"type\": \"TextPositionSelector\", \"start\": %u, \"end\": %u}]}",
                      att_code_points(document->text, span.start),
                      att_code_points(document->text, span.end));
}

static void add_annotation(att_buffer *out, const att_document *document,
                           const att_record *record) {
    att_buffer_format(out,
                      "{\"@context\": \"http://www.w3.org/ns/anno.jsonld\", "
                      "\"id\": \"urn:attache:record:%s\", \"type\": \"Annotation\", "
                      "\"motivation\": \"classifying\", \"generator\": \"attache %s\", "
                      "\"body\": {\"type\": \"Dataset\", \"format\": \"application/json\", "
                      "\"value\": ",
                      record->id, ATT_VERSION);
    att_output_record(out, document, record);
    att_buffer_add(out, "}, \"target\": [");
    for (uint32_t i = 0; i < record->evidence.count; i++) {
        att_buffer_add(out, i ? ", " : "");
        add_target(out, document, record->evidence.items[i]);
    }
    att_buffer_add(out, "]}\n");
}

void att_output_annotation_head(att_buffer *out) {
}

void att_output_annotation_document(att_buffer *out, const att_document *document) {
    for (uint32_t i = 0; i < document->records.count; i++)
        add_annotation(out, document, &document->records.items[i]);
}
