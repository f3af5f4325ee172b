/* parse.h - the stage that gives every token its word: tags, lemma, place in the tree, name class.
 */
#ifndef ATT_PARSE_PARSE_H
#define ATT_PARSE_PARSE_H

#include "document/document.h"
#include "parse/alike.h"
#include "parse/model.h"

/* Fills document->words. The scratch belongs to the calling thread; without `alike` (NULL) the
 * model sees every name as it is. */
att_status att_parse_run(const att_model *model, att_model_scratch *scratch, const att_alike *alike,
                         att_document *document, att_error *error);

/* The name of a language-specific tag ("NNP"), by its number in att_word. */
const char *att_xpos_name(uint8_t xpos);

/* Appends the features as CoNLL-U writes them, "Number=Sing|Tense=Past", or "_". */
struct att_buffer;
void att_features_write(struct att_buffer *out, uint16_t features);

#endif
