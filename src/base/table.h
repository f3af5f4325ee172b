/* table.h - reading the tab-separated tables of data/.
 *
 * A line is a row, a tab separates columns, '#' at the start of a line opens a
 * comment, empty lines are skipped. Missing columns at the end read as empty.
 * The first row that is no comment may be a header: the caller names it. */
#ifndef ATT_BASE_TABLE_H
#define ATT_BASE_TABLE_H

#include "attache.h"
#include "base/arena.h"

enum { ATT_TABLE_COLUMNS = 16 };

typedef struct att_table {
    char path[1024];
    att_slice rest;
    uint32_t line;                       /* of the current row, from 1 */
    uint32_t columns;                    /* present in the current row */
    att_slice column[ATT_TABLE_COLUMNS]; /* trimmed; absent ones are empty */
} att_table;

/* Reads the file `name` of folder `dir`; its bytes live in the arena. When the
 * first row's first column equals `header`, that row is skipped. */
att_status att_table_open(att_table *table, att_arena *arena, const char *dir, const char *name,
                          const char *header, att_error *error);

/* Moves to the next row; false at the end. */
bool att_table_next(att_table *table);

/* Whether an item of a note begins with `item`: "ambiguous;or=place;default". */
bool att_table_note_has(att_slice note, const char *item);

/* An error that names the table's file and line. */
att_status att_table_error(const att_table *table, att_error *error, const char *reason);

#endif
