/* model.h - the review as a tree: sections of blocks, in which every figure knows its records.
 *
 * Sections build it, writers only read it. A figure's key is unique and stable, so that a page can
 * be compared with a later one. Everything lives in the review's arena. */
#ifndef ATT_REVIEW_MODEL_H
#define ATT_REVIEW_MODEL_H

#include "base/arena.h"
#include "base/map.h"
#include "document/date.h"

/* What a figure counts, and where its link leads: one list of the annexes for each. */
typedef enum ref_kind { REF_ACT, REF_UNDERTAKING, REF_CLAIM, REF_STORY, REF_KIND_COUNT } ref_kind;

typedef struct att_refs {
    ref_kind kind;
    const uint32_t *items; /* indexes into the material's list, ascending */
    uint32_t count;
} att_refs;

typedef struct att_figure {
    att_slice key, label, definition;
    double value;
    att_slice text; /* the value as shown */
    att_refs refs;
} att_figure;

typedef enum cell_kind { CELL_TEXT, CELL_NUMBER, CELL_FIGURE, CELL_REF, CELL_QUOTE } cell_kind;

typedef struct att_cell {
    cell_kind kind;
    att_slice text;
    const att_figure *figure; /* CELL_FIGURE */
    att_refs refs;            /* CELL_REF: one item, whose entry the text opens */
} att_cell;

typedef enum column_shape {
    COLUMN_TEXT,
    COLUMN_NUMBER, /* aligned to the right */
    COLUMN_WIDE    /* holds whole clauses */
} column_shape;

typedef struct att_column {
    const char *title;
    column_shape shape;
} att_column;

typedef ATT_ARRAY(att_cell) att_row;

typedef struct att_table_block {
    att_slice key, caption;
    const att_column *columns;
    uint32_t column_count;
    ATT_ARRAY(att_row) rows;
} att_table_block;

typedef struct att_chart {
    att_slice key, title, description, svg;
} att_chart;

typedef enum block_kind {
    BLOCK_HEADING,
    BLOCK_TEXT,
    BLOCK_NONE, /* "none found", with what was searched */
    BLOCK_FIGURES,
    BLOCK_TABLE,
    BLOCK_CHART,
    BLOCK_ENTRIES, /* one of the annexes' lists, written from the material */
    BLOCK_INDEX    /* the figures and their records */
} block_kind;

typedef struct att_block {
    block_kind kind;
    att_slice text;
    ATT_ARRAY(const att_figure *) figures;
    att_table_block *table;
    att_chart *chart;
    ref_kind entries;
} att_block;

typedef struct att_section {
    const char *key, *title;
    ATT_ARRAY(att_block) blocks;
} att_section;

typedef struct att_model {
    att_arena *arena;
    ATT_ARRAY(att_section) sections;
    ATT_ARRAY(att_figure *) figures; /* all, in the order in which they were made */
    att_map keys;                    /* of figures */
} att_model;

void att_model_init(att_model *model, att_arena *arena);

/* Valid until the next section is begun. */
att_section *att_model_section(att_model *model, const char *key, const char *title);

/* A figure of its own; shown where a block or a cell takes it. The value is refs.count unless
 * att_model_value gives another. */
att_figure *att_model_figure(att_model *model, att_slice key, att_slice label,
                             const char *definition, att_refs refs);
void att_model_value(att_model *model, att_figure *figure, double value, att_slice text);

void att_section_heading(att_model *model, att_section *section, const char *text);
void att_section_text(att_model *model, att_section *section, att_slice text);
void att_section_none(att_model *model, att_section *section, att_slice text);
att_block *att_section_figures(att_model *model, att_section *section);
void att_block_take(att_model *model, att_block *block, const att_figure *figure);
att_table_block *att_section_table(att_model *model, att_section *section, const char *key,
                                   att_slice caption, const att_column *columns, uint32_t count);
att_chart *att_section_chart(att_model *model, att_section *section, const char *key,
                             att_slice title, att_slice description);
void att_section_entries(att_model *model, att_section *section, ref_kind kind);
void att_section_index(att_model *model, att_section *section);

att_row *att_table_block_row(att_model *model, att_table_block *table);
void att_row_text(att_model *model, att_row *row, att_slice text);
void att_row_quote(att_model *model, att_row *row, att_slice text);
void att_row_number(att_model *model, att_row *row, double value);
void att_row_figure(att_model *model, att_row *row, const att_figure *figure);
void att_row_ref(att_model *model, att_row *row, att_slice text, ref_kind kind, uint32_t index);

/* "1,234", "0.5", "-3". */
att_slice att_number_text(att_arena *arena, double value);

#define ATT_COLUMNS(name) (name), (uint32_t)(sizeof(name) / sizeof(name)[0])

#endif
