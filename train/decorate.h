/* Sentences of the treebanks with ranks, offices and appositions put around the names of persons,
 * as newswire has them and the treebanks hardly do. */
#ifndef TRAIN_DECORATE_H
#define TRAIN_DECORATE_H

#include "corpus.h"

/* Appends decorated copies of the first `count` sentences of the corpus, where they name a person.
 */
void corpus_decorate(corpus *text, int count, uint64_t seed);

#endif
