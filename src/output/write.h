/* write.h - what the formats share: small pieces of JSON and of tab-separated rows. */
#ifndef ATT_OUTPUT_WRITE_H
#define ATT_OUTPUT_WRITE_H

#include "output/output.h"

/* The two functions of each format, in the file of its name. */
#define ATT_FORMAT(id, name, ending, folder, summary)                                              \
    void att_output_##id##_head(att_buffer *out);                                                  \
    void att_output_##id##_document(att_buffer *out, const att_document *document);
#include "output/formats.def"

/* A JSON string, or null when the text is empty. */
void att_write_json_or_null(att_buffer *out, att_slice text);

/* The key with its colon, and a comma before it unless the buffer ends in '{' or '['. */
void att_write_key(att_buffer *out, const char *key);

/* The shortest decimal that reads back as the same number. */
void att_write_number(att_buffer *out, double number);

/* A field of a CSV row (RFC 4180), or of a tab-separated row, where tabs and line ends are spaces.
 */
void att_write_csv(att_buffer *out, att_slice text);
void att_write_tsv(att_buffer *out, att_slice text);

/* The same with the tab behind it. */
void att_write_cell(att_buffer *out, att_slice text);

/* Latitude, tab, longitude; both empty where the place is not located. */
void att_write_coordinates(att_buffer *out, const att_place *place);

/* The first two cells of a row for a pair: the id with the pair's number, and the day. */
void att_write_pair_head(att_buffer *out, const att_document *document, const att_record *record,
                         uint32_t number);

/* Whom a story is from: its agency, else its source. */
att_slice att_document_publisher(const att_document *document);

/* YYYY-MM-DD of the document, or nothing. */
void att_write_date(att_buffer *out, const att_document *document);
void att_write_day(att_buffer *out, att_day day);

/* The first evidence of a record: its span, and its text without line ends. */
att_span att_record_span(const att_record *record);
void att_write_sentence(att_buffer *out, const att_document *document, const att_record *record);

/* The names of a set of fields, parted by `separator`. */
void att_write_fields(att_buffer *out, att_fields fields, const char *separator);

/* The last day of a record's time that is known, for formats with one date: the first day unless
 * that is open; false where nothing is known. */
bool att_record_day(att_day *out, const att_document *document, const att_record *record);

/* How many code points stand before a byte offset: other tools count these, not bytes. */
uint32_t att_code_points(att_slice text, uint32_t offset);

/* Pairs of a record for dyadic formats: each actor with each recipient, or in a mutual act each
 * actor with each other one, both ways. Calls `pair` with ATT_NONE as recipient where an act has
 * one side only. */
typedef void att_pair_function(att_buffer *out, const att_document *document,
                               const att_record *record, uint32_t actor, uint32_t recipient,
                               uint32_t number);
void att_record_pairs(att_buffer *out, const att_document *document, const att_record *record,
                      att_pair_function *pair);

/* The scales of scale.def for a record. */
double att_scale_intensity(const att_record *record);
const char *att_scale_cameo(const att_record *record);
double att_scale_goldstein(const char *cameo);
const char *att_scale_text(const char *cameo);

#endif
