/* utf8.c - see utf8.h. ASCII takes a fast path; the rest goes through utf8proc. */
#include "base/utf8.h"

#include <utf8proc.h>

uint32_t att_utf8_decode(att_slice text, uint32_t offset, uint32_t *size) {
    unsigned char first = (unsigned char)text.data[offset];
    if (first < 0x80) {
        *size = 1;
        return first;
    }
    utf8proc_int32_t code_point;
    utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text.data + offset,
                                              (utf8proc_ssize_t)(text.size - offset), &code_point);
    if (taken <= 0) {
        *size = 1;
        return 0xFFFD;
    }
    *size = (uint32_t)taken;
    return (uint32_t)code_point;
}

uint32_t att_utf8_valid_prefix(att_slice text) {
    for (uint32_t offset = 0; offset < text.size;) {
        uint32_t size, code_point = att_utf8_decode(text, offset, &size);
        if (code_point == 0xFFFD && size == 1)
            return offset;
        offset += size;
    }
    return text.size;
}

/* Letters whose stroke is no combining mark, and typographic punctuation. */
static const char *special_fold(uint32_t code_point) {
    switch (code_point) {
    case 0x110:
    case 0x111:
        return "d";
    case 0xD8:
    case 0xF8:
        return "o";
    case 0x141:
    case 0x142:
        return "l";
    case 0xDF:
        return "ss";
    case 0xC6:
    case 0xE6:
        return "ae";
    case 0x152:
    case 0x153:
        return "oe";
    case 0x131:
    case 0x130:
        return "i";
    case 0xDE:
    case 0xFE:
        return "th";
    case 0xD0:
    case 0xF0:
        return "d";
    case 0x2018:
    case 0x2019:
    case 0x2BC:
        return "'";
    case 0x201C:
    case 0x201D:
        return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
        return "-";
    case 0xA0:
        return " ";
    default:
        return NULL;
    }
}

static uint32_t fold_code_point(uint32_t code_point, char *out) {
    const char *special = special_fold(code_point);
    if (special) {
        memcpy(out, special, strlen(special));
        return (uint32_t)strlen(special);
    }
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)code_point, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
    uint32_t size = 0;
    for (utf8proc_ssize_t i = 0; i < count && i < 8; i++)
        if (utf8proc_category(parts[i]) != UTF8PROC_CATEGORY_MN)
            size += (uint32_t)utf8proc_encode_char(parts[i], (utf8proc_uint8_t *)out + size);
    return size;
}

att_slice att_utf8_fold(att_arena *arena, att_slice text) {
    size_t most = (size_t)text.size * 8 + 1;
    char *out = att_arena_alloc(arena, most);
    uint32_t size = 0;
    for (uint32_t offset = 0; offset < text.size;) {
        unsigned char byte = (unsigned char)text.data[offset];
        if (byte < 0x80) {
            out[size++] = (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
            offset++;
            continue;
        }
        uint32_t taken;
        size += fold_code_point(att_utf8_decode(text, offset, &taken), out + size);
        offset += taken;
    }
    out[size] = '\0';
    att_arena_trim(arena, out, most, (size_t)size + 1);
    return (att_slice){out, size};
}

att_slice att_utf8_lower(att_arena *arena, att_slice text) {
    char *out = att_arena_alloc(arena, (size_t)text.size * 2 + 5);
    uint32_t size = 0;
    for (uint32_t offset = 0; offset < text.size;) {
        uint32_t taken, code_point = att_utf8_decode(text, offset, &taken);
        if (code_point < 0x80)
            out[size++] =
                (char)(code_point >= 'A' && code_point <= 'Z' ? code_point + 32 : code_point);
        else
            size += (uint32_t)utf8proc_encode_char(utf8proc_tolower((utf8proc_int32_t)code_point),
                                                   (utf8proc_uint8_t *)out + size);
        offset += taken;
    }
    out[size] = '\0';
    return (att_slice){out, size};
}

bool att_utf8_is_upper(uint32_t code_point) {
    if (code_point < 0x80)
        return code_point >= 'A' && code_point <= 'Z';
    return utf8proc_category((utf8proc_int32_t)code_point) == UTF8PROC_CATEGORY_LU;
}

bool att_utf8_is_letter(uint32_t code_point) {
    if (code_point < 0x80)
        return (code_point | 32) >= 'a' && (code_point | 32) <= 'z';
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool att_utf8_starts_upper(att_slice text) {
    uint32_t size;
    return text.size && att_utf8_is_upper(att_utf8_decode(text, 0, &size));
}
