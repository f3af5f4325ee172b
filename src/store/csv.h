/* csv.h - tables as RFC 4180 writes them: commas, double quotation marks, a header. */
#ifndef ATT_STORE_CSV_H
#define ATT_STORE_CSV_H

#include "base/arena.h"

enum { ATT_CSV_COLUMNS = 32 };

typedef struct att_csv {
    att_slice text;
    uint32_t at, line; /* line: of the current row, from 1 */
    uint32_t next_line;
    att_slice cell[ATT_CSV_COLUMNS]; /* trimmed, in the arena; what is over is dropped */
    uint32_t count;
} att_csv;

/* Moves to the next row that is not empty. False at the end, or with `*broken` when a quotation
 * mark is never closed. */
bool att_csv_next(att_csv *csv, att_arena *arena, bool *broken);

#endif
