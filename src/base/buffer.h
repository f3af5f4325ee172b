/* buffer.h - text under construction, on the heap.
 *
 * Appending never fails at once: when memory ends the buffer remembers it in
 * `failed`, drops what follows, and whoever takes the text asks once, as in
 * SQLite's string accumulator. */
#ifndef ATT_BASE_BUFFER_H
#define ATT_BASE_BUFFER_H

#include "base/slice.h"

#include <stddef.h>

typedef struct att_buffer {
    char *data; /* terminated by NUL once anything was appended */
    size_t size, capacity;
    bool failed;
} att_buffer;

void att_buffer_init(att_buffer *buffer);
void att_buffer_release(att_buffer *buffer);
void att_buffer_clear(att_buffer *buffer);

void att_buffer_append(att_buffer *buffer, const void *bytes, size_t size);
void att_buffer_add(att_buffer *buffer, const char *text);
void att_buffer_add_slice(att_buffer *buffer, att_slice text);
void att_buffer_add_char(att_buffer *buffer, char character);
void att_buffer_format(att_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A JSON string with its quotation marks; and text for HTML, with & < > " ' escaped. */
void att_buffer_add_json(att_buffer *buffer, att_slice text);
void att_buffer_add_html(att_buffer *buffer, att_slice text);

/* The text so far, borrowed. */
att_slice att_buffer_slice(const att_buffer *buffer);

#endif
