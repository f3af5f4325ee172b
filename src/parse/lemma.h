/* Lemmas by decision: the tag and the longest known ending of a form choose an edit rule. The
 * decisions are learnt by train/lemmas.c; whole irregular words are endings too, with a mark that
 * says that the word begins there. */
#ifndef ATT_PARSE_LEMMA_H
#define ATT_PARSE_LEMMA_H

#include "parse/format.h"

enum { ATT_LEMMA_ENDING = 8 /* longest ending in bytes that is not a whole word */ };

/* The print under which the decision for an ending is kept; whole: the ending is the word. */
uint32_t att_lemma_print(const char *form, uint32_t size, uint32_t ending, uint8_t xpos, int whole);

/* The rule of the most special decision. `slots` is a power of two. */
uint16_t att_lemma_decide(const att_lemma_slot *table, uint32_t slots, const char *form,
                          uint32_t size, uint8_t xpos);

/* Writes the lemma, cut to `capacity`, and returns its size. */
size_t att_lemma_apply(const att_lemma_rule *rule, const char *form, uint32_t size, char *out,
                       size_t capacity);

/* Lower case of the first `size` bytes; Latin letters, length unchanged. */
void att_lemma_lower(char *out, const char *form, size_t size);

#endif
