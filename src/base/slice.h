/* slice.h - a borrowed run of bytes: pointer and size, never owned, seldom terminated. */
#ifndef ATT_BASE_SLICE_H
#define ATT_BASE_SLICE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

typedef struct att_slice {
    const char *data;
    uint32_t size;
} att_slice;

/* A run of bytes of a document, as offsets: [start, end). */
typedef struct att_span {
    uint32_t start, end;
} att_span;

#define ATT_SLICE_EMPTY ((att_slice){"", 0})

static inline att_slice att_slice_of(const char *text) {
    return (att_slice){text, (uint32_t)strlen(text)};
}

static inline att_slice att_slice_part(att_slice whole, uint32_t start, uint32_t end) {
    return (att_slice){whole.data + start, end - start};
}

/* Most comparisons end at the first byte, before a call. */
static inline bool att_slice_equal(att_slice a, att_slice b) {
    return a.size == b.size &&
           (a.size == 0 || (a.data[0] == b.data[0] && memcmp(a.data, b.data, a.size) == 0));
}

static inline bool att_slice_is(att_slice a, const char *text) {
    if (a.size == 0 || a.data[0] != text[0])
        return a.size == 0 && text[0] == 0;
    return att_slice_equal(a, att_slice_of(text));
}

/* Letters of ASCII in either case. */
static inline bool att_slice_is_caseless(att_slice a, const char *text) {
    if (a.size == 0 || (a.data[0] | 0x20) != (text[0] | 0x20))
        return a.size == 0 && text[0] == 0;
    return a.size == strlen(text) && strncasecmp(a.data, text, a.size) == 0;
}

static inline bool att_slice_starts(att_slice a, const char *prefix) {
    size_t size = strlen(prefix);
    return a.size >= size && memcmp(a.data, prefix, size) == 0;
}

static inline bool att_slice_ends(att_slice a, const char *suffix) {
    size_t size = strlen(suffix);
    return a.size >= size && memcmp(a.data + a.size - size, suffix, size) == 0;
}

/* Byte order, shorter first on a tie: for sorting. */
static inline int att_slice_compare(att_slice a, att_slice b) {
    uint32_t least = a.size < b.size ? a.size : b.size;
    int order = least ? memcmp(a.data, b.data, least) : 0;
    return order ? order : (a.size > b.size) - (a.size < b.size);
}

/* Without the white space around it. */
static inline att_slice att_slice_trim(att_slice a) {
    while (a.size && (unsigned char)a.data[0] <= ' ') {
        a.data++;
        a.size--;
    }
    while (a.size && (unsigned char)a.data[a.size - 1] <= ' ')
        a.size--;
    return a;
}

/* Cuts `*rest` at the first `separator`: returns what stands before it and
 * leaves what follows. False when nothing is left. */
static inline bool att_slice_next(att_slice *rest, char separator, att_slice *part) {
    if (!rest->data)
        return false;
    const char *found = rest->size ? memchr(rest->data, separator, rest->size) : NULL;
    if (!found) {
        *part = *rest;
        *rest = (att_slice){NULL, 0};
        return true;
    }
    uint32_t size = (uint32_t)(found - rest->data);
    *part = (att_slice){rest->data, size};
    *rest = (att_slice){found + 1, rest->size - size - 1};
    return true;
}

/* Whether it is one of several: "a|b|c". */
static inline bool att_slice_in(att_slice a, const char *choices) {
    att_slice rest = att_slice_of(choices), choice;
    while (att_slice_next(&rest, '|', &choice))
        if (att_slice_equal(a, choice))
            return true;
    return false;
}

#endif
