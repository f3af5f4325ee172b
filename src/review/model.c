/* model.c - see model.h. */
#include "review/model.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

void att_model_init(att_model *model, att_arena *arena) {
    *model = (att_model){.arena = arena};
    att_map_init(&model->keys, arena);
}

att_section *att_model_section(att_model *model, const char *key, const char *title) {
    att_section *section = ATT_PUSH(model->arena, &model->sections);
    section->key = key;
    section->title = title;
    return section;
}

/* Thousands are set apart by commas; at most one decimal. */
att_slice att_number_text(att_arena *arena, double value) {
    char digits[64], out[96];
    double size = fabs(value);
    bool whole = fabs(size - round(size)) < 0.05;
    snprintf(digits, sizeof digits, whole ? "%.0f" : "%.1f", size);
    size_t count = strcspn(digits, "."), used = 0;
    if (value < 0 && strcmp(digits, "0") != 0) {
        memcpy(out, "−", 3);
        used = 3;
    }
    for (size_t i = 0; digits[i]; i++) {
        if (i && i < count && (count - i) % 3 == 0)
            out[used++] = ',';
        out[used++] = digits[i];
    }
    return att_arena_copy(arena, (att_slice){out, (uint32_t)used});
}

att_figure *att_model_figure(att_model *model, att_slice key, att_slice label,
                             const char *definition, att_refs refs) {
    assert(att_map_get(&model->keys, key) == ATT_NONE);
    att_figure *figure = ATT_NEW(model->arena, att_figure);
    *figure = (att_figure){key, label, att_slice_of(definition), refs.count, ATT_SLICE_EMPTY, refs};
    figure->text = att_number_text(model->arena, refs.count);
    att_map_put(&model->keys, key, model->figures.count);
    *ATT_PUSH(model->arena, &model->figures) = figure;
    return figure;
}

void att_model_value(att_model *model, att_figure *figure, double value, att_slice text) {
    figure->value = value;
    figure->text = text.size ? text : att_number_text(model->arena, value);
}

static att_block *add_block(att_model *model, att_section *section, block_kind kind) {
    att_block *block = ATT_PUSH(model->arena, &section->blocks);
    block->kind = kind;
    return block;
}

void att_section_heading(att_model *model, att_section *section, const char *text) {
    add_block(model, section, BLOCK_HEADING)->text = att_slice_of(text);
}

void att_section_text(att_model *model, att_section *section, att_slice text) {
    add_block(model, section, BLOCK_TEXT)->text = text;
}

void att_section_none(att_model *model, att_section *section, att_slice text) {
    add_block(model, section, BLOCK_NONE)->text = text;
}

att_block *att_section_figures(att_model *model, att_section *section) {
    return add_block(model, section, BLOCK_FIGURES);
}

void att_block_take(att_model *model, att_block *block, const att_figure *figure) {
    *ATT_PUSH(model->arena, &block->figures) = figure;
}

att_table_block *att_section_table(att_model *model, att_section *section, const char *key,
                                   att_slice caption, const att_column *columns, uint32_t count) {
    att_table_block *table = ATT_NEW(model->arena, att_table_block);
    table->key = att_slice_of(key);
    table->caption = caption;
    table->columns = columns;
    table->column_count = count;
    add_block(model, section, BLOCK_TABLE)->table = table;
    return table;
}

att_chart *att_section_chart(att_model *model, att_section *section, const char *key,
                             att_slice title, att_slice description) {
    att_chart *chart = ATT_NEW(model->arena, att_chart);
    *chart = (att_chart){att_slice_of(key), title, description, ATT_SLICE_EMPTY};
    add_block(model, section, BLOCK_CHART)->chart = chart;
    return chart;
}

void att_section_entries(att_model *model, att_section *section, ref_kind kind) {
    add_block(model, section, BLOCK_ENTRIES)->entries = kind;
}

void att_section_index(att_model *model, att_section *section) {
    add_block(model, section, BLOCK_INDEX);
}

/* ---- rows ----------------------------------------------------------------------------------- */

att_row *att_table_block_row(att_model *model, att_table_block *table) {
    return ATT_PUSH(model->arena, &table->rows);
}

static att_cell *add_cell(att_model *model, att_row *row, cell_kind kind, att_slice text) {
    att_cell *cell = ATT_PUSH(model->arena, row);
    cell->kind = kind;
    cell->text = text;
    return cell;
}

void att_row_text(att_model *model, att_row *row, att_slice text) {
    add_cell(model, row, CELL_TEXT, text);
}

void att_row_quote(att_model *model, att_row *row, att_slice text) {
    add_cell(model, row, CELL_QUOTE, text);
}

void att_row_number(att_model *model, att_row *row, double value) {
    add_cell(model, row, CELL_NUMBER, att_number_text(model->arena, value));
}

void att_row_figure(att_model *model, att_row *row, const att_figure *figure) {
    add_cell(model, row, CELL_FIGURE, figure->text)->figure = figure;
}

void att_row_ref(att_model *model, att_row *row, att_slice text, ref_kind kind, uint32_t index) {
    att_cell *cell = add_cell(model, row, CELL_REF, text);
    uint32_t *item = ATT_NEW(model->arena, uint32_t);
    *item = index;
    cell->refs = (att_refs){kind, item, 1};
}
