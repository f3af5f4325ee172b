/* csv.c - see csv.h. */
#include "store/csv.h"

/* The end of the cell at `at`, before its comma or line end; false if its quotation mark stays
 * open. */
static bool find_end(att_slice text, uint32_t at, uint32_t *end) {
    bool quoted = false;
    for (; at < text.size && (quoted || (text.data[at] != ',' && text.data[at] != '\n')); at++)
        quoted ^= text.data[at] == '"';
    *end = at;
    return !quoted;
}

static att_slice unquote(att_arena *arena, att_slice cell) {
    cell = att_slice_trim(cell);
    if (cell.size < 2 || cell.data[0] != '"' || cell.data[cell.size - 1] != '"')
        return att_arena_copy(arena, cell);
    char *out = att_arena_alloc(arena, cell.size), *to = out;
    for (uint32_t i = 1; i + 1 < cell.size; i++) {
        *to++ = cell.data[i];
        i += cell.data[i] == '"' && cell.data[i + 1] == '"';
    }
    return att_slice_trim((att_slice){out, (uint32_t)(to - out)});
}

static uint32_t count_lines(att_slice text) {
    uint32_t lines = 0;
    for (uint32_t i = 0; i < text.size; i++)
        lines += text.data[i] == '\n';
    return lines;
}

bool att_csv_next(att_csv *csv, att_arena *arena, bool *broken) {
    *broken = false;
    bool empty = true;
    while (empty && csv->at < csv->text.size) {
        csv->line = ++csv->next_line;
        csv->count = 0;
        for (bool more = true; more;) {
            uint32_t end;
            if (!find_end(csv->text, csv->at, &end)) {
                *broken = true;
                return false;
            }
            att_slice raw = att_slice_part(csv->text, csv->at, end);
            csv->next_line += count_lines(raw);
            att_slice cell = unquote(arena, raw);
            empty &= !cell.size;
            if (csv->count < ATT_CSV_COLUMNS)
                csv->cell[csv->count++] = cell;
            more = end < csv->text.size && csv->text.data[end] == ',';
            csv->at = end + (end < csv->text.size);
        }
    }
    return !empty;
}
