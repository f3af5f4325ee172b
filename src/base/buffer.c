/* buffer.c - see buffer.h. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void att_buffer_init(att_buffer *buffer) {
    *buffer = (att_buffer){0};
}

void att_buffer_release(att_buffer *buffer) {
    free(buffer->data);
    att_buffer_init(buffer);
}

void att_buffer_clear(att_buffer *buffer) {
    buffer->size = 0;
    if (buffer->data)
        buffer->data[0] = '\0';
}

static bool reserve(att_buffer *buffer, size_t more) {
    if (buffer->failed)
        return false;
    size_t wanted = buffer->size + more + 1;
    if (wanted <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity ? buffer->capacity : 256;
    while (capacity < wanted)
        capacity *= 2;
    char *grown = realloc(buffer->data, capacity);
    if (!grown) {
        buffer->failed = true;
        return false;
    }
    buffer->data = grown;
    buffer->capacity = capacity;
    return true;
}

void att_buffer_append(att_buffer *buffer, const void *bytes, size_t size) {
    if (!reserve(buffer, size))
        return;
    if (size)
        memcpy(buffer->data + buffer->size, bytes, size);
    buffer->size += size;
    buffer->data[buffer->size] = '\0';
}

void att_buffer_add(att_buffer *buffer, const char *text) {
    att_buffer_append(buffer, text, strlen(text));
}

void att_buffer_add_slice(att_buffer *buffer, att_slice text) {
    att_buffer_append(buffer, text.data, text.size);
}

void att_buffer_add_char(att_buffer *buffer, char character) {
    att_buffer_append(buffer, &character, 1);
}

void att_buffer_format(att_buffer *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (size < 0 || !reserve(buffer, (size_t)size))
        return;
    va_start(arguments, format);
    vsnprintf(buffer->data + buffer->size, (size_t)size + 1, format, arguments);
    va_end(arguments);
    buffer->size += (size_t)size;
}

static void add_json_escape(att_buffer *buffer, unsigned char byte) {
    switch (byte) {
    case '"':
        att_buffer_add(buffer, "\\\"");
        break;
    case '\\':
        att_buffer_add(buffer, "\\\\");
        break;
    case '\n':
        att_buffer_add(buffer, "\\n");
        break;
    case '\r':
        att_buffer_add(buffer, "\\r");
        break;
    case '\t':
        att_buffer_add(buffer, "\\t");
        break;
    default:
        att_buffer_format(buffer, "\\u%04x", byte);
    }
}

void att_buffer_add_json(att_buffer *buffer, att_slice text) {
    att_buffer_add_char(buffer, '"');
    uint32_t clean = 0;
    for (uint32_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte >= ' ' && byte != '"' && byte != '\\' && byte != 0x7f)
            continue;
        att_buffer_append(buffer, text.data + clean, i - clean);
        add_json_escape(buffer, byte);
        clean = i + 1;
    }
    att_buffer_append(buffer, text.data + clean, text.size - clean);
    att_buffer_add_char(buffer, '"');
}

static const char *html_escape(char character) {
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void att_buffer_add_html(att_buffer *buffer, att_slice text) {
    uint32_t clean = 0;
    for (uint32_t i = 0; i < text.size; i++) {
        const char *escape = html_escape(text.data[i]);
        if (!escape)
            continue;
        att_buffer_append(buffer, text.data + clean, i - clean);
        att_buffer_add(buffer, escape);
        clean = i + 1;
    }
    att_buffer_append(buffer, text.data + clean, text.size - clean);
}

att_slice att_buffer_slice(const att_buffer *buffer) {
    return buffer->data ? (att_slice){buffer->data, (uint32_t)buffer->size} : ATT_SLICE_EMPTY;
}
