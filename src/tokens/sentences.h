/* sentences.h - where sentences end among the tokens of one part; the inside of the tokenizer. */
#ifndef ATT_TOKENS_SENTENCES_H
#define ATT_TOKENS_SENTENCES_H

#include "tokens/scan.h"

/* Whether a sentence begins at `token`; the sentence so far began at `begun`, the
 * part at the scanner's `first`. */
bool att_sentence_begins(const att_scanner *scanner, uint32_t begun, uint32_t token);

#endif
