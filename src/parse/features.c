/* The hashed pieces of a word. Everything works on the folded word except the shape and the word as
 * written, so that "Nguyễn", "Nguyen" and "NGUYEN" share all but those two. Malformed UTF-8 is
 * hashed byte by byte. */
#include "parse/features.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Base letters of U+00C0–U+024F and U+1E00–U+1EFF; '?' where there is none. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkk?llllll?"
                            "?llnnnnnn?nnoooooooorrrrrrsssssssstttt??uuuuuuuuuuuuwwyyyzzzzzz?"
                            "????????????????????????????????oo?????????????uu???????????????"
                            "?????????????aaiioouuuuuuuuuu?aaaa????ggkkoooo??j???gg??nnaa????"
                            "aaaaeeeeiiiioooorrrruuuusstt??hh??????aaeeooooooooyy????????????"
                            "????????????????";
static const char latin_additional[] =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy??????aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy??????";

/* Decodes one code point of two or three bytes; anything else comes back as its first byte. */
static uint32_t decode(const unsigned char *bytes, uint32_t left, uint32_t *used) {
    *used = 1;
    if ((bytes[0] & 0xE0) == 0xC0 && left > 1 && (bytes[1] & 0xC0) == 0x80) {
        *used = 2;
        return (bytes[0] & 0x1Fu) << 6 | (bytes[1] & 0x3Fu);
    }
    if ((bytes[0] & 0xF0) == 0xE0 && left > 2 && (bytes[1] & 0xC0) == 0x80 &&
        (bytes[2] & 0xC0) == 0x80) {
        *used = 3;
        return (bytes[0] & 0x0Fu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
    }
    return bytes[0];
}

/* The ASCII character that stands for a code point above ASCII; 0: none; 1: drop it. */
static char plain(uint32_t code) {
    if (code >= 0xC0 && code < 0x250)
        return latin[code - 0xC0];
    if (code >= 0x1E00 && code < 0x1F00)
        return latin_additional[code - 0x1E00];
    if (code >= 0x300 && code < 0x370)
        return 1;
    switch (code) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0xB4:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0xAB:
    case 0xBB:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
        return '-';
    case 0xAD:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0xFEFF:
        return 1;
    default:
        return 0;
    }
}

static char fold_ascii(unsigned char byte) {
    if (byte >= 'A' && byte <= 'Z')
        return (char)(byte + 32);
    if (byte >= '0' && byte <= '9')
        return '0';
    return byte == '`' ? '\'' : (char)byte;
}

uint32_t att_features_fold(char *out, const char *form, uint32_t size) {
    const unsigned char *bytes = (const unsigned char *)form;
    uint32_t written = 0, used;
    for (uint32_t at = 0; at < size && written + 4 <= ATT_FEATURES_FOLDED; at += used) {
        uint32_t code = bytes[at] < 0x80 ? bytes[at] : decode(bytes + at, size - at, &used);
        if (bytes[at] < 0x80) {
            used = 1;
            out[written++] = fold_ascii(bytes[at]);
            continue;
        }
        char letter = used > 1 ? plain(code) : 0;
        if (letter > 1)
            out[written++] = letter;
        else if (letter == 0)
            for (uint32_t i = 0; i < used; i++)
                out[written++] = (char)bytes[at + i];
    }
    if (written == 2 && out[0] == '\'' && out[1] == '\'') {
        out[0] = '"';
        written = 1;
    }
    return written;
}

static uint64_t mix(uint64_t hash) {
    hash ^= hash >> 32;
    hash *= 0x9E3779B97F4A7C15u;
    hash ^= hash >> 29;
    hash *= 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 32;
}

static uint64_t hash_bytes(const char *bytes, uint32_t size, uint64_t seed) {
    uint64_t hash = 14695981039346656037u ^ seed * 0x9E3779B97F4A7C15u;
    for (uint32_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001B3u;
    return mix(hash);
}

uint64_t att_features_key(const char *folded, uint32_t size) {
    return hash_bytes(folded, size, 0);
}

static bool continues(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Where the last `count` code points begin. */
static uint32_t suffix_start(const char *word, uint32_t size, int count) {
    while (size > 0 && count-- > 0) {
        size--;
        while (size > 0 && continues(word[size]))
            size--;
    }
    return size;
}

static uint32_t prefix_end(const char *word, uint32_t size, int count) {
    uint32_t at = 0;
    while (at < size && count-- > 0) {
        at++;
        while (at < size && continues(word[at]))
            at++;
    }
    return at;
}

static char shape_class(unsigned char byte) {
    if (byte >= 'A' && byte <= 'Z')
        return 'X';
    if (byte >= 'a' && byte <= 'z')
        return 'x';
    if (byte >= '0' && byte <= '9')
        return '0';
    return (char)byte;
}

/* Upper and lower case of letters above ASCII: in the Latin blocks capitals are mostly the even
 * code points (in U+00C0–U+00DE, all of them). Good enough for a feature. */
static char shape_wide(uint32_t code) {
    if (code < 0xC0 || plain(code) < 'a' || plain(code) > 'z')
        return 'u';
    if (code < 0x100)
        return code < 0xDF ? 'X' : 'x';
    if (code == 0x1AF || code == 0x1A0)
        return 'X';
    return code % 2 == 0 && code != 0x1B0 ? 'X' : 'x';
}

/* "Lieut." is Xxxx. — runs are cut at four. */
static uint64_t hash_shape(const char *form, uint32_t size, uint64_t seed) {
    char shape[32];
    uint32_t length = 0, run = 0, used;
    const unsigned char *bytes = (const unsigned char *)form;
    for (uint32_t at = 0; at < size && length < sizeof shape; at += used) {
        uint32_t code = decode(bytes + at, size - at, &used);
        char class = used == 1 ? shape_class((unsigned char)code) : shape_wide(code);
        if (used > 1 && plain(code) == 1)
            continue;
        run = length > 0 && shape[length - 1] == class ? run + 1 : 1;
        if (run <= 4)
            shape[length++] = class;
    }
    return hash_bytes(shape, length, seed);
}

void att_features_read(att_features *out, const char *form, uint32_t size) {
    char word[ATT_FEATURES_FOLDED];
    uint32_t length = att_features_fold(word, form, size);
    uint64_t hashes[ATT_FEATURES_PIECES];
    int count = 0;
    out->word = att_features_key(word, length);
    hashes[count++] = hash_bytes(word, length, 1);
    for (int letters = 1; letters <= 5; letters++) {
        uint32_t start = suffix_start(word, length, letters);
        hashes[count++] = hash_bytes(word + start, length - start, 1 + (uint64_t)letters);
    }
    for (int letters = 2; letters <= 4; letters++)
        hashes[count++] =
            hash_bytes(word, prefix_end(word, length, letters), 8 + (uint64_t)letters);
    hashes[count++] = hash_shape(form, size, 20);
    hashes[count++] = hash_bytes(form, size, 21);
    for (int i = 0; i < ATT_FEATURES_PIECES; i++)
        out->pieces[i] = (uint32_t)(hashes[i] >> 32);
}
