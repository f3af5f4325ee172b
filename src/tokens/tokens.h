/* tokens.h - sentences and syntactic words of a document, as UD English writes them.
 *
 * The rules are in C, the words they need in text files of data/lang/XX
 * (wordlist.h names them). The tokenizer is
 * immutable once open and may be shared by any number of threads. */
#ifndef ATT_TOKENS_TOKENS_H
#define ATT_TOKENS_TOKENS_H

#include "document/document.h"

typedef struct att_tokenizer att_tokenizer;

/* Opens the data of `language_dir`, e.g. "data/lang/en". The caller closes it. */
att_status att_tokenizer_open(att_tokenizer **out, const char *language_dir, att_error *error);
void att_tokenizer_close(att_tokenizer *tokenizer);

/* The stage: fills `sentences` and `tokens` from `parts`. Every part but
 * header and end mark yields sentences; none crosses a part, and a blank line ends one. */
att_status att_tokens_run(const att_tokenizer *tokenizer, att_document *document, att_error *error);

/* The tokens of a text that is no document, e.g. a name in a gazetteer: spans in
 * `text`, at most `capacity` of them; returns how many there are. */
uint32_t att_tokens_split(const att_tokenizer *tokenizer, att_slice text, att_token *out,
                          uint32_t capacity);

#endif
