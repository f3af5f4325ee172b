/* repair.h - mends attachments that English grammar rules out, after the parser and before use. */
#ifndef ATT_PARSE_REPAIR_H
#define ATT_PARSE_REPAIR_H

#include "document/document.h"

/* Works on the words of one sentence; heads stay a tree. */
void att_parse_repair(att_document *document, const att_sentence *sentence);

#endif
