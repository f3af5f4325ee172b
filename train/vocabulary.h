/* Which words get a row of their own, their pretrained vectors, and the classes of packed
 * features. Rows below `trained` also occur in the treebanks and learn a vector of their own. */
#ifndef TRAIN_VOCABULARY_H
#define TRAIN_VOCABULARY_H

#include "corpus.h"
#include "strings.h"

enum { VECTOR_SIZE = 100, FEATURE_CLASSES_MOST = 64 };

typedef struct vocabulary {
    int count, trained;
    uint64_t *keys;  /* per row */
    int *frequency;  /* per row; 0 for rows from the vectors alone */
    float *vectors;  /* count × VECTOR_SIZE, 0 where there is none */
    uint32_t *slots; /* open addressing: row + 1 */
    uint32_t slot_mask;
    uint16_t classes[FEATURE_CLASSES_MOST]; /* packed features, most frequent first */
    int class_count;
} vocabulary;

/* `vectors` is the JSON file of pretrained vectors, words in order of frequency. */
void vocabulary_build(vocabulary *out, const corpus *text, const char *vectors, int most);

/* The first words of the vectors, commonest first. */
void vocabulary_words(strings *out, const char *vectors, int most);

/* The row of a key, or -1. */
int vocabulary_find(const vocabulary *v, uint64_t key);

/* The class of packed features: the nearest one where the very combination was not seen. */
int vocabulary_class(const vocabulary *v, uint16_t packed);

#endif
