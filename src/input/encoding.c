/* encoding.c - text of other encodings to UTF-8. See format.h. */
#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "input/format.h"

#include <strings.h>

/* Windows-1252 from 0x80 to 0x9F; zero where it has none. */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static uint32_t put(char *out, uint32_t point) {
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (char)(0xC0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (char)(0xE0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | point >> 18);
    out[1] = (char)(0x80 | (point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

uint32_t att_encoding_windows(unsigned char byte) {
    uint32_t point = byte >= 0x80 && byte < 0xA0 ? windows[byte - 0x80] : byte;
    return point ? point : 0xFFFD;
}

/* Every byte is a character; iso-8859-1 is read as windows-1252, as browsers do. */
static att_slice from_single_bytes(att_slice text, att_arena *arena) {
    char *out = att_arena_alloc(arena, (size_t)text.size * 3 + 1);
    uint32_t size = 0;
    for (uint32_t i = 0; i < text.size; i++)
        size += put(out + size, att_encoding_windows((unsigned char)text.data[i]));
    return (att_slice){out, size};
}

static att_slice from_utf16(att_slice text, bool big, att_arena *arena) {
    char *out = att_arena_alloc(arena, (size_t)text.size * 2 + 1);
    const unsigned char *bytes = (const unsigned char *)text.data;
    uint32_t size = 0, high = 0;
    for (uint32_t i = 2; i + 1 < text.size; i += 2) {
        uint32_t unit =
            big ? (uint32_t)bytes[i] << 8 | bytes[i + 1] : (uint32_t)bytes[i + 1] << 8 | bytes[i];
        if (unit >= 0xD800 && unit < 0xDC00) {
            high = unit;
            continue;
        }
        if (unit >= 0xDC00 && unit < 0xE000)
            unit = high ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) : 0xFFFD;
        high = 0;
        size += put(out + size, unit ? unit : 0xFFFD);
    }
    return (att_slice){out, size};
}

static bool is_named(const char *encoding, const char *const *names) {
    for (; encoding && *names; names++)
        if (strcasecmp(encoding, *names) == 0)
            return true;
    return false;
}

att_status att_encoding_convert(att_slice *text, att_slice *note, att_arena *arena,
                                const char *encoding, const char *name, att_error *error) {
    static const char *const single[] = {"windows-1252", "cp1252",   "iso-8859-1", "latin-1",
                                         "latin1",       "us-ascii", "ascii",      NULL};
    static const char *const unicode[] = {"utf-8", "utf8", NULL};
    bool little = text->size > 1 && memcmp(text->data, "\xff\xfe", 2) == 0;
    bool big = text->size > 1 && memcmp(text->data, "\xfe\xff", 2) == 0;
    if (little || big) {
        *text = from_utf16(*text, big, arena);
        *note = att_slice_of("from UTF-16");
        return ATT_OK;
    }
    const char *nul = text->size ? memchr(text->data, '\0', text->size) : NULL;
    if (nul)
        return att_error_set(error, ATT_ERROR_INPUT, (uint64_t)(nul - text->data),
                             "%s: has a NUL byte at %llu: no text", name,
                             (unsigned long long)(nul - text->data));
    uint32_t valid = att_utf8_valid_prefix(*text);
    if (valid == text->size)
        return ATT_OK;
    if (encoding && !is_named(encoding, single) && !is_named(encoding, unicode))
        return att_error_set(error, ATT_ERROR_INPUT, valid,
                             "%s: the encoding %s cannot be read, and byte %u is not UTF-8", name,
                             encoding, valid);
    if (!is_named(encoding, single))
        return att_error_set(error, ATT_ERROR_INPUT, valid,
                             "%s: byte %u is not UTF-8 (name the encoding to convert)", name,
                             valid);
    *text = from_single_bytes(*text, arena);
    *note = att_slice_of("from windows-1252");
    return ATT_OK;
}
