/* gold_tokens.h - the words of a CoNLL-U file parsed anew.
 *
 * The file's lines go through as they are; only the columns of its words from LEMMA to DEPREL are
 * replaced, so that an evaluation script finds the same tokens on both sides. */
#ifndef ATT_CLI_GOLD_TOKENS_H
#define ATT_CLI_GOLD_TOKENS_H

#include "attache.h"
#include "base/buffer.h"

/* `bytes` end with a NUL that is not counted; `path` is for messages. */
att_status att_gold_parse(att_buffer *out, const att_engine *engine, att_slice bytes,
                          const char *path, att_error *error);

#endif
