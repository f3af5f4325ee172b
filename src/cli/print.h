/* print.h - a record as a person reads it. */
#ifndef ATT_CLI_PRINT_H
#define ATT_CLI_PRINT_H

#include "cli/terminal.h"
#include "document/document.h"

#include <stdio.h>

/* A slice for printf's "%.*s". */
#define ATT_TEXT(slice) (int)(slice).size, (slice).data

/* "event talks  VNM/MIL, KOR/MIL" and its attributes, on lines that begin with `indent`. */
void att_print_record(const att_document *document, const att_record *record,
                      const att_style *style, const char *indent);

/* The text of a span on one line. */
void att_print_line(att_slice text);

#endif
