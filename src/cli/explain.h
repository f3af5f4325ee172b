/* explain.h - what the coder saw and decided, sentence by sentence. */
#ifndef ATT_CLI_EXPLAIN_H
#define ATT_CLI_EXPLAIN_H

#include "cli/terminal.h"
#include "document/document.h"

#include <stdbool.h>

/* `record` limits it to the sentences that carry that record; NULL: everything. */
void att_explain_text(const att_document *document, const char *record, const att_style *style);
void att_explain_json(const att_document *document, const char *record);

/* Whether a sentence is evidence of the record. */
bool att_explain_carries(const att_record *record, const att_sentence *sentence);

/* Whether the sentence is to be shown. */
bool att_explain_wants(const att_document *document, const char *record,
                       const att_sentence *sentence);

#endif
