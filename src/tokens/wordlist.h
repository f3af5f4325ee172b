/* wordlist.h - the words the tokenizer's rules ask for: one map from a word in lower case to
 * everything that the data files say of it. Immutable once read. */
#ifndef ATT_TOKENS_WORDLIST_H
#define ATT_TOKENS_WORDLIST_H

#include "attache.h"
#include "base/map.h"

enum {
    ATT_LEXEME_KNOWN = 1 << 0,       /* words.txt */
    ATT_LEXEME_CONTRACTION = 1 << 1, /* contractions.txt; see `cuts` */
    ATT_LEXEME_PREFIX = 1 << 2,      /* affixes.txt */
    ATT_LEXEME_SUFFIX = 1 << 3,
    ATT_LEXEME_UNIT = 1 << 4, /* units.txt, after a number; exact case: see `upper` */
    ATT_LEXEME_UNIT_BEFORE = 1 << 5,
    ATT_LEXEME_GLUE_HEAD = 1 << 6, /* glue.txt */
    ATT_LEXEME_GLUE_TAIL = 1 << 7,
    ATT_LEXEME_STARTER = 1 << 8, /* sentences.txt */
    ATT_LEXEME_SPEECH = 1 << 9,
    ATT_LEXEME_CLOCK = 1 << 10,
    ATT_LEXEME_TITLE = 1 << 11, /* abbreviations.txt, without the final period */
    ATT_LEXEME_INNER = 1 << 12,
    ATT_LEXEME_NUMBER = 1 << 13,
    ATT_LEXEME_DATE = 1 << 14,
    ATT_LEXEME_END = 1 << 15,
    ATT_LEXEME_OFTEN = 1 << 16,
    ATT_LEXEME_CAPITAL = 1 << 17, /* an abbreviation only with a capital */
    ATT_LEXEME_SYMBOL = 1 << 18   /* symbols.txt, exact case */
};

#define ATT_LEXEME_ABBREVIATION                                                                    \
    (ATT_LEXEME_TITLE | ATT_LEXEME_INNER | ATT_LEXEME_NUMBER | ATT_LEXEME_DATE | ATT_LEXEME_END |  \
     ATT_LEXEME_OFTEN)

typedef struct att_lexeme {
    uint32_t flags;
    uint8_t cuts[4]; /* a contraction's offsets, ending with 0 */
} att_lexeme;

typedef struct att_wordlist {
    att_arena arena;
    att_map map;   /* words in lower case */
    att_map exact; /* units and symbols, as written */
    ATT_ARRAY(att_lexeme) lexemes;
} att_wordlist;

att_status att_wordlist_read(att_wordlist *wordlist, const char *dir, att_error *error);
void att_wordlist_release(att_wordlist *wordlist);

/* What is said of `word`, in any case; a lexeme without flags when nothing is. */
att_lexeme att_wordlist_find(const att_wordlist *wordlist, att_slice word);

/* The flags of a unit or symbol as written. */
uint32_t att_wordlist_exact(const att_wordlist *wordlist, att_slice word);

/* The flags of an abbreviation given without its final period; 0 if it is none in that case. */
uint32_t att_wordlist_abbreviation(const att_wordlist *wordlist, att_slice word);

#endif
