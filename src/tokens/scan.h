/* scan.h - from a run of text to tokens; the inside of the tokenizer. */
#ifndef ATT_TOKENS_SCAN_H
#define ATT_TOKENS_SCAN_H

#include "document/document.h"
#include "tokens/characters.h"
#include "tokens/wordlist.h"

/* Tokens go to `items`, which grows in `arena`; without an arena `capacity` stays
 * and `count` goes on counting. */
typedef struct att_scanner {
    const att_wordlist *wordlist;
    att_slice text;
    uint32_t end; /* of the run being scanned */
    att_arena *arena;
    att_token *items;
    uint32_t count, capacity;
    uint32_t first;    /* token at which the run began */
    bool single_quote; /* an opening ' or ‘ stands open */
} att_scanner;

/* Appends the tokens of text[start, end). */
void att_scan(att_scanner *scanner, uint32_t start, uint32_t end);

/* Appends the token [start, end); joined to the one before when `joined`. */
void att_scan_emit(att_scanner *scanner, uint32_t start, uint32_t end, bool joined);

/* word.c: the end of the word that begins at `start`, no further than `limit`; a word is letters
 * and digits with what holds them together ("3.5", "U.S.", "O'Connor", "non-member"). */
uint32_t att_scan_word_end(const att_scanner *scanner, uint32_t start, uint32_t limit);

/* cut.c: appends a word, cut at its clitics, unit and glue. */
void att_scan_word(att_scanner *scanner, uint32_t start, uint32_t end);

/* cut.c: like att_scan_word for a word of letters only. */
void att_scan_letters(att_scanner *scanner, uint32_t start, uint32_t end);

/* cut.c: whether letters are a clitic after an apostrophe: "s", "ll" … */
bool att_scan_is_clitic(att_slice letters);

static inline att_character att_scan_at(const att_scanner *scanner, uint32_t offset,
                                        uint32_t *size) {
    if (offset >= scanner->end) {
        *size = 1;
        return ATT_CHARACTER_SPACE;
    }
    return att_character_at(scanner->text, offset, size);
}

/* The kind of the character that ends before `offset`, going back no further than `start`. */
att_character att_scan_before(const att_scanner *scanner, uint32_t offset, uint32_t start);

#endif
