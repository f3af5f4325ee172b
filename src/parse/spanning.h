/* The best dependency tree under arc scores: Chu-Liu-Edmonds with exactly one root, on integer
 * scores, so that every machine gives the same tree. */
#ifndef ATT_PARSE_SPANNING_H
#define ATT_PARSE_SPANNING_H

#include <stddef.h>
#include <stdint.h>

/* Scores must lie in ±ATT_SPANNING_LIMIT; with it, no sum overflows up to ATT_SPANNING_WORDS words.
 */
enum { ATT_SPANNING_LIMIT = 1 << 16, ATT_SPANNING_WORDS = 500 };

/* Scratch of att_spanning_size(words) bytes, aligned to 8, serves any sentence of up to `words`. */
size_t att_spanning_size(size_t words);

/* Node 0 is the root, words are 1…words. scores[(words+1) * dependent + head] is overwritten.
 * heads[1…words] receives the head of each word; heads[0] is 0. */
void att_spanning_decode(int32_t *heads, int32_t *scores, size_t words, void *scratch);

#endif
