/* output.h - a document's records in every format that the program writes.
 *
 * A format is two functions that append to a buffer: what stands once at the
 * top, and a document. They keep nothing between calls, so that documents may be
 * written by several threads and put together in order. What a format cannot
 * hold is listed in docs/formats.md. */
#ifndef ATT_OUTPUT_OUTPUT_H
#define ATT_OUTPUT_OUTPUT_H

#include "base/buffer.h"
#include "document/document.h"

typedef struct att_format {
    const char *name, *ending, *summary;
    bool folder; /* a file for each document, and its text beside it */
    void (*head)(att_buffer *out);
    void (*document)(att_buffer *out, const att_document *document);
} att_format;

/* All rows of formats.def, ended by one without a name. */
extern const att_format att_formats[];

const att_format *att_format_find(const char *name); /* NULL if unknown */

/* One record as a JSON object without a newline. */
void att_output_record(att_buffer *out, const att_document *document, const att_record *record);

#endif
