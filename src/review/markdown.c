/* markdown.c - the review as plain text that reads well: the sections, figures and tables, and the
 * acts with their sentences. Charts are their tables. */
#include "review/html.h"

static void add(att_buffer *out, const char *text) {
    att_buffer_add(out, text);
}

/* Text that Markdown would not read as marks; in tables, without bars and line ends. */
static void plain(att_buffer *out, att_slice text) {
    for (uint32_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '|' || c == '*' || c == '_' || c == '`' || c == '<' || c == '[')
            att_buffer_add_char(out, '\\');
        att_buffer_add_char(out, c == '\n' ? ' ' : c);
    }
}

static void table(att_buffer *out, const att_table_block *item) {
    if (!item->rows.count)
        return;
    add(out, "**");
    plain(out, item->caption);
    add(out, "**\n\n|");
    for (uint32_t c = 0; c < item->column_count; c++) {
        add(out, " ");
        plain(out, att_slice_of(item->columns[c].title));
        add(out, " |");
    }
    add(out, "\n|");
    for (uint32_t c = 0; c < item->column_count; c++)
        add(out, item->columns[c].shape == COLUMN_NUMBER ? " ---: |" : " --- |");
    add(out, "\n");
    for (uint32_t r = 0; r < item->rows.count; r++) {
        add(out, "|");
        for (uint32_t c = 0; c < item->rows.items[r].count; c++) {
            const att_cell *cell = &item->rows.items[r].items[c];
            bool quote = cell->kind == CELL_QUOTE && cell->text.size;
            add(out, quote ? " “" : " ");
            plain(out, cell->text);
            add(out, quote ? "” |" : " |");
        }
        add(out, "\n");
    }
    add(out, "\n");
}

static void figures(att_buffer *out, const att_block *item) {
    for (uint32_t i = 0; i < item->figures.count; i++) {
        add(out, "- ");
        plain(out, item->figures.items[i]->label);
        add(out, ": **");
        plain(out, item->figures.items[i]->text);
        add(out, "** (");
        plain(out, item->figures.items[i]->definition);
        add(out, ")\n");
    }
    add(out, "\n");
}

static void sentences(att_buffer *out, att_review *review, att_span_of span) {
    for (uint32_t i = 0; i < span.count; i++) {
        const att_source_row *row = att_material_row(&review->material, span, i);
        const att_story_row *story = att_material_story(&review->material, row);
        add(out, "  > “");
        plain(out, att_material_quote(&review->material, row->number, 1200));
        att_buffer_format(out, "” (%s, %.*s%sstory ", att_day_text(review, story->date).data,
                          ATT_TEXT_OF(story->agency), story->agency.size ? ", " : "");
        plain(out, story->name);
        add(out, ")\n\n");
    }
}

static void acts(att_buffer *out, att_review *review) {
    att_asked asked = {.period = review->period};
    att_refs refs = att_ask_acts(review, &asked);
    const uint32_t *order = att_by_day(review, refs);
    for (uint32_t i = 0; i < refs.count && i < ATT_PAGE_ENTRIES; i++) {
        const att_act_row *act = &review->material.acts.items[order[i]];
        att_slice others = att_others(review, act->parties);
        att_buffer_format(out, "- **%s** %s", att_days(review, act->first, act->last).data,
                          att_activity_words(review, act->activity).data);
        add(out, others.size ? " with " : "");
        plain(out, others);
        att_buffer_format(out, " (%s)\n\n", att_sources_text(review, act).data);
        sentences(out, review, act->reports);
    }
}

static void block(att_buffer *out, att_review *review, const att_block *item) {
    switch (item->kind) {
    case BLOCK_HEADING:
        add(out, "### ");
        plain(out, item->text);
        add(out, "\n\n");
        break;
    case BLOCK_TEXT:
    case BLOCK_NONE:
        plain(out, item->text);
        add(out, "\n\n");
        break;
    case BLOCK_FIGURES:
        figures(out, item);
        break;
    case BLOCK_TABLE:
        table(out, item->table);
        break;
    case BLOCK_ENTRIES:
        if (item->entries == REF_ACT)
            acts(out, review);
        else
            add(out, "In the review as HTML or JSON.\n\n");
        break;
    case BLOCK_INDEX:
        add(out, "In the review as HTML or JSON.\n\n");
        break;
    case BLOCK_CHART:
        break;
    }
}

att_status att_write_markdown(att_buffer *out, att_review *review, att_error *error) {
    add(out, "# ");
    plain(out, review->country_name);
    att_buffer_format(out, ": defence diplomacy, %s\n\n",
                      att_period_text(review, review->period).data);
    for (uint32_t s = 0; s < review->model.sections.count; s++) {
        const att_section *section = &review->model.sections.items[s];
        add(out, "## ");
        plain(out, att_slice_of(section->title));
        add(out, "\n\n");
        for (uint32_t b = 0; b < section->blocks.count; b++)
            block(out, review, &section->blocks.items[b]);
    }
    return att_written(out, review, error);
}
