/* contexts.h - PLOVER's contexts and auxiliary modes, derived from a record. */
#ifndef ATT_OUTPUT_CONTEXTS_H
#define ATT_OUTPUT_CONTEXTS_H

#include "output/write.h"

/* The contexts of the record's fields, each once and between two `quote`, with
 * `separator` between two. */
void att_write_contexts(att_buffer *out, const att_record *record, const char *quote,
                        const char *separator);

/* "historical" for what is recalled, "future" for a commitment, else "". */
const char *att_record_auxiliary(const att_record *record);

#endif
