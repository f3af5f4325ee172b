/* Learns the decisions of parse/lemma.h from the treebanks, a table of irregular forms and the
 * words of the pretrained vectors. */
#ifndef TRAIN_LEMMAS_H
#define TRAIN_LEMMAS_H

#include "corpus.h"
#include "parse/format.h"

typedef struct lemma_table {
    att_lemma_rule *rules;
    int rule_count;
    att_lemma_slot *slots;
    uint32_t slot_count;
    int used;
} lemma_table;

void lemmas_learn(lemma_table *out, const corpus *text, const char *irregular, const char *vectors);

#endif
