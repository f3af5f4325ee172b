/* From sentences to batches: features, labels, and the changes that make the model robust to the
 * ways of newswire (capitals, missing full stops, names never seen). */
#ifndef TRAIN_EXAMPLES_H
#define TRAIN_EXAMPLES_H

#include "corpus.h"
#include "network.h"
#include "vocabulary.h"

typedef struct example {
    const sentence *source;
    int32_t *word;
    uint32_t (*pieces)[ATT_FEATURES_PIECES];
    int *classes;
    soft_target *soft; /* or NULL */
    bool varied;       /* its words are not those of the source */
} example;

/* A name from a list of many countries' names, by a random number. */
const char *examples_name(uint64_t random);

example *examples_prepare(const corpus *c, const vocabulary *v);

/* The same sentences with some nouns, names, adjectives and verbs replaced by others of the same
 * tag and a like meaning, as far as vectors tell; for teachers to judge. */
example *examples_vary(const example *all, const corpus *c, const vocabulary *v, uint64_t seed);

void batch_clear(batch *b);
/* False, and nothing added, when the sentence does not fit. */
bool batch_add(batch *b, const example *e, const vocabulary *v);
/* As batch_add, but now and then changed, as `random` says. */
bool batch_add_changed(batch *b, const example *e, const vocabulary *v, uint64_t *random);

#endif
