/* records.h - the stage that codes: from the parsed, annotated document to its records. */
#ifndef ATT_RECORDS_RECORDS_H
#define ATT_RECORDS_RECORDS_H

#include "records/fields.h"
#include "records/rules.h"

/* What the coder knows: rules and the lexicon of fields. */
typedef struct att_codebook {
    att_rules *rules;
    att_lexicon *lexicon;
} att_codebook;

att_status att_codebook_open(att_codebook *out, const char *language_dir, const char *overlay,
                             att_error *error);
void att_codebook_close(att_codebook *codebook);

/* Fills document->records and, where it is to be explained, document->decisions. */
att_status att_records_run(const att_codebook *codebook, att_document *document, att_error *error);

#endif
