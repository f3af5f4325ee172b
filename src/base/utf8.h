/* utf8.h - UTF-8 as the stages need it: validity, code points, and folding. */
#ifndef ATT_BASE_UTF8_H
#define ATT_BASE_UTF8_H

#include "base/arena.h"

/* The offset of the first byte that is no valid UTF-8, or `text.size`. */
uint32_t att_utf8_valid_prefix(att_slice text);

/* Decodes the code point at `offset`, sets `*size` to its bytes. Invalid bytes
 * give U+FFFD with size 1. */
uint32_t att_utf8_decode(att_slice text, uint32_t offset, uint32_t *size);

/* Folds for look-up: lower case, diacritics dropped (also đ, ø, ł, ß …), curly
 * quotation marks and dashes to ASCII. The result lives in the arena and may
 * have another size. */
att_slice att_utf8_fold(att_arena *arena, att_slice text);

/* Lower case only. */
att_slice att_utf8_lower(att_arena *arena, att_slice text);

bool att_utf8_is_upper(uint32_t code_point);
bool att_utf8_is_letter(uint32_t code_point);

/* Whether the first letter is a capital; false for an empty text. */
bool att_utf8_starts_upper(att_slice text);

#endif
