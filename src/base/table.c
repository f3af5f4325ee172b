/* table.c - see table.h. */
#include "base/table.h"

#include "base/error.h"
#include "base/file.h"

#include <stdio.h>

enum { TABLE_LIMIT = 64 * 1024 * 1024 };

att_status att_table_open(att_table *table, att_arena *arena, const char *dir, const char *name,
                          const char *header, att_error *error) {
    *table = (att_table){0};
    for (uint32_t i = 0; i < ATT_TABLE_COLUMNS; i++)
        table->column[i] = ATT_SLICE_EMPTY;
    if (snprintf(table->path, sizeof table->path, "%s/%s", dir, name) >= (int)sizeof table->path)
        return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET, "%s: path too long", name);
    att_status status = att_file_read(&table->rest, arena, table->path, TABLE_LIMIT, error);
    if (status)
        return status;
    att_table first = *table;
    if (att_table_next(&first) && att_slice_is(first.column[0], header))
        *table = first;
    return ATT_OK;
}

/* Columns are short, so bytes are looked at one by one. Those of the row before are emptied. */
static void cut_columns(att_table *table, att_slice line) {
    uint32_t count = 0, start = 0;
    for (uint32_t at = 0; at <= line.size && count < ATT_TABLE_COLUMNS; at++)
        if (at == line.size || line.data[at] == '\t') {
            table->column[count++] = att_slice_trim(att_slice_part(line, start, at));
            start = at + 1;
        }
    for (uint32_t i = count; i < table->columns; i++)
        table->column[i] = ATT_SLICE_EMPTY;
    table->columns = count;
}

bool att_table_next(att_table *table) {
    att_slice line;
    while (att_slice_next(&table->rest, '\n', &line)) {
        table->line++;
        if (line.size && line.data[line.size - 1] == '\r')
            line.size--;
        if (!line.size || line.data[0] == '#')
            continue;
        cut_columns(table, line);
        return true;
    }
    return false;
}

bool att_table_note_has(att_slice note, const char *item) {
    att_slice part;
    while (att_slice_next(&note, ';', &part))
        if (att_slice_starts(att_slice_trim(part), item))
            return true;
    return false;
}

att_status att_table_error(const att_table *table, att_error *error, const char *reason) {
    return att_error_set(error, ATT_ERROR_DATA, ATT_NO_OFFSET, "%s:%u: %s", table->path,
                         table->line, reason);
}
