/* characters.h - what kind of character stands at a place of the text. */
#ifndef ATT_TOKENS_CHARACTERS_H
#define ATT_TOKENS_CHARACTERS_H

#include "base/slice.h"

typedef enum att_character {
    ATT_CHARACTER_SYMBOL, /* a token of its own, whatever is left */
    ATT_CHARACTER_SPACE,
    ATT_CHARACTER_LOWER, /* letters: these three, with marks, and digits make words */
    ATT_CHARACTER_UPPER,
    ATT_CHARACTER_LETTER, /* of a script without case, or a combining mark */
    ATT_CHARACTER_DIGIT,
    ATT_CHARACTER_PERIOD,
    ATT_CHARACTER_APOSTROPHE, /* ' ’ ʼ ` ‘ */
    ATT_CHARACTER_HYPHEN,     /* - ‐ ‑ */
    ATT_CHARACTER_RUN,        /* repeated, it stays one token: ! ? * = ~ # + _ … */
    ATT_CHARACTER_OPEN,       /* ( [ { “ « */
    ATT_CHARACTER_CLOSE,      /* ) ] } ” » */
    ATT_CHARACTER_QUOTE,      /* " that may open or close */
    ATT_CHARACTER_CURRENCY
} att_character;

extern const unsigned char att_character_ascii[128];

/* The kind of a character outside ASCII; see att_character_at. */
att_character att_character_beyond_ascii(att_slice text, uint32_t offset, uint32_t *size);

/* The kind of the character at `offset`; `*size` becomes its bytes, at least 1. */
static inline att_character att_character_at(att_slice text, uint32_t offset, uint32_t *size) {
    unsigned char byte = (unsigned char)text.data[offset];
    if (byte >= 0x80)
        return att_character_beyond_ascii(text, offset, size);
    *size = 1;
    return (att_character)att_character_ascii[byte];
}

static inline bool att_character_is_letter(att_character kind) {
    return kind == ATT_CHARACTER_LOWER || kind == ATT_CHARACTER_UPPER ||
           kind == ATT_CHARACTER_LETTER;
}

static inline bool att_character_is_word(att_character kind) {
    return att_character_is_letter(kind) || kind == ATT_CHARACTER_DIGIT;
}

#endif
