/* matcher.h - finds the longest phrase of a table that starts at a token.
 *
 * Phrases and text are compared squashed: folded (case, diacritics) and without
 * anything but letters and digits, so that "Sen. Lt. Gen.", "Sen Lt Gen" and any
 * splitting into tokens are one. A phrase written in capitals only ("US", "WHO")
 * matches capitals only, and one that begins with a capital does not match a word
 * in lower case. A match always ends at the end of a token. */
#ifndef ATT_MENTIONS_MATCHER_H
#define ATT_MENTIONS_MATCHER_H

#include "document/document.h"

typedef struct att_matcher att_matcher;

/* What is known of a form in one table; several tables may know one form, in a chain. */
typedef struct att_match_entry {
    att_slice form; /* as the table writes it */
    uint32_t kind;  /* the caller's: which table */
    uint32_t value; /* the caller's: which row */
    uint32_t next;  /* another entry of the same squashed form, or ATT_NONE */
} att_match_entry;

/* Folds and keeps letters and digits only (bytes over 0x7f stay: scripts other than Latin). */
att_slice att_squash(att_arena *arena, att_slice text);

/* Where the first word of a form ends: at white space, a hyphen, an apostrophe, a slash or inner
 * full stop, where a tokenizer might cut. */
uint32_t att_first_word(att_slice form);

/* The same of the first `size` bytes of a form that was squashed already. */
att_slice att_squash_start(att_arena *arena, att_slice squashed, att_slice form, uint32_t size);

/* Whether there are ASCII letters and none of them is in lower case. */
bool att_all_capitals(att_slice text);

/* Folded, squashed text of every token of a document. The first to ask makes it, after the tokens;
 * it stays with the document for the others. */
typedef struct att_squashed {
    att_slice *tokens;
} att_squashed;

void att_squash_document(att_squashed *out, att_document *document);

/* `forms`: how many are likely to come. */
att_matcher *att_matcher_new(att_arena *arena, uint32_t forms);
void att_matcher_add(att_matcher *matcher, att_slice form, uint32_t kind, uint32_t value);

/* The longest match that starts at token `first` and ends at or before `limit`: sets `*end` and
 * returns the index of its first entry, or ATT_NONE. */
uint32_t att_matcher_find(const att_matcher *matcher, const att_document *document,
                          const att_squashed *squashed, uint32_t first, uint32_t limit,
                          uint32_t *end);

const att_match_entry *att_matcher_entry(const att_matcher *matcher, uint32_t index);

#endif
