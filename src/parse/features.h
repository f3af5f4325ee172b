/* What the model sees of a word: one key into the word table and a fixed number of hashed pieces
 * (affixes, shape, the word as written). Training and run time share this file, so a change here
 * needs a new model; ATT_FEATURES_VERSION, kept in the model file, says so. */
#ifndef ATT_PARSE_FEATURES_H
#define ATT_PARSE_FEATURES_H

#include <stdint.h>

enum {
    ATT_FEATURES_VERSION = 1,
    ATT_FEATURES_PIECES = 11, /* hashed pieces of a word */
    ATT_FEATURES_FOLDED = 128 /* bytes of a folded word; longer words are seen by their beginning */
};

typedef struct att_features {
    uint64_t word;                        /* key of the folded word in the word table */
    uint32_t pieces[ATT_FEATURES_PIECES]; /* hashes; the upper bits choose a row */
} att_features;

void att_features_read(att_features *out, const char *form, uint32_t size);

/* Writes the folded word: lower case, letters without their diacritics, every digit 0, quotation
 * marks and dashes in ASCII. Returns its size, at most ATT_FEATURES_FOLDED. */
uint32_t att_features_fold(char *out, const char *form, uint32_t size);

/* The key of a word that is already folded. */
uint64_t att_features_key(const char *folded, uint32_t size);

#endif
