/* html.c - the review as one HTML page: no script, no request, everything in it.
 *
 * Each figure carries data-figure, data-value and data-digest, by which `attache verify` finds it
 * again, and is a link to its records. */
#include "review/html.h"

#include <inttypes.h>

static const char style[] =
#include "review.css.inc"
    ;

static void add(att_page *page, const char *text) {
    att_buffer_add(page->out, text);
}

static void html(att_page *page, att_slice text) {
    att_buffer_add_html(page->out, text);
}

/* ---- links ---------------------------------------------------------------------------------- */

void att_page_anchor(att_page *page, ref_kind kind, uint32_t index) {
    static const char letters[] = "aucs";
    att_slice id = att_ref_id(page->review, kind, index);
    att_buffer_format(page->out, "%c-%.*s", letters[kind], ATT_TEXT_OF(id));
}

void att_page_link(att_page *page, ref_kind kind, uint32_t index, att_slice text) {
    if (!page->shown[kind][index]) {
        html(page, text);
        return;
    }
    add(page, "<a href=\"#");
    att_page_anchor(page, kind, index);
    add(page, "\">");
    html(page, text);
    add(page, "</a>");
}

/* A figure's anchor: its key, with what has no place in an address written as _XX. */
static void add_key(att_page *page, att_slice key) {
    for (uint32_t i = 0; i < key.size; i++) {
        unsigned char c = (unsigned char)key.data[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     c == '.' || c == '-';
        if (plain)
            att_buffer_add_char(page->out, (char)c);
        else
            att_buffer_format(page->out, "_%02X", c);
    }
}

static void figure_data(att_page *page, const att_figure *figure) {
    add(page, " data-figure=\"");
    html(page, figure->key);
    att_buffer_format(page->out, "\" data-value=\"%.10g\" data-digest=\"%016" PRIx64 "\"",
                      figure->value, att_figure_digest(page->review, figure));
}

void att_page_figure(att_page *page, const att_figure *figure) {
    uint32_t count = figure->refs.count;
    add(page, count ? "<a href=\"#" : figure->value == 0 ? "<span class=\"zero\"" : "<span");
    if (count == 1)
        att_page_anchor(page, figure->refs.kind, figure->refs.items[0]);
    else if (count) {
        add(page, "f-");
        add_key(page, figure->key);
    }
    add(page, count ? "\"" : "");
    figure_data(page, figure);
    add(page, ">");
    html(page, figure->text);
    add(page, count ? "</a>" : "</span>");
}

void att_page_index(att_page *page) {
    att_review *review = page->review;
    add(page, "<ul class=\"index\">");
    for (uint32_t i = 0; i < review->model.figures.count; i++) {
        const att_figure *figure = review->model.figures.items[i];
        if (figure->refs.count < 2)
            continue;
        add(page, "<li id=\"f-");
        add_key(page, figure->key);
        add(page, "\"><b>");
        html(page, figure->text);
        add(page, "</b>");
        html(page, figure->label);
        add(page, ". <span class=\"definition\">");
        html(page, figure->definition);
        add(page, "</span><ul>");
        for (uint32_t r = 0; r < figure->refs.count && r < ATT_FIGURE_LINKS; r++) {
            add(page, "<li>");
            att_page_link(page, figure->refs.kind, figure->refs.items[r],
                          att_ref_text(review, figure->refs.kind, figure->refs.items[r]));
            add(page, "</li>");
        }
        if (figure->refs.count > ATT_FIGURE_LINKS)
            att_buffer_format(page->out, "<li>and %u more, in the review as JSON</li>",
                              figure->refs.count - ATT_FIGURE_LINKS);
        add(page, "</ul></li>\n");
    }
    add(page, "</ul>\n");
}

/* ---- blocks --------------------------------------------------------------------------------- */

static void write_figures(att_page *page, const att_block *block) {
    add(page, "<dl class=\"figures\">");
    for (uint32_t i = 0; i < block->figures.count; i++) {
        const att_figure *figure = block->figures.items[i];
        add(page, "<div><dt>");
        html(page, figure->label);
        add(page, "</dt><dd class=\"value\">");
        att_page_figure(page, figure);
        add(page, "</dd><dd class=\"definition\">");
        html(page, figure->definition);
        add(page, "</dd></div>\n");
    }
    add(page, "</dl>\n");
}

static uint32_t day_at(att_slice text, uint32_t at) {
    static const char shape[] = "0000-00-00";
    uint32_t size = 0;
    while (size < sizeof shape - 1 && at + size < text.size &&
           (shape[size] == '0' ? text.data[at + size] >= '0' && text.data[at + size] <= '9'
                               : text.data[at + size] == '-'))
        size++;
    return size == 10 ? 10 : size >= 7 ? 7 : 0;
}

/* Text whose days do not break at their hyphens. */
static void text_with_days(att_page *page, att_slice text) {
    uint32_t from = 0;
    for (uint32_t i = 0; i < text.size; i++) {
        uint32_t size = day_at(text, i);
        if (!size)
            continue;
        html(page, att_slice_part(text, from, i));
        add(page, "<span class=\"day\">");
        html(page, att_slice_part(text, i, i + size));
        add(page, "</span>");
        from = i + size;
        i = from - 1;
    }
    html(page, att_slice_part(text, from, text.size));
}

static void write_ref(att_page *page, const att_cell *cell) {
    bool shown = page->shown[cell->refs.kind][cell->refs.items[0]];
    if (shown) {
        add(page, "<a href=\"#");
        att_page_anchor(page, cell->refs.kind, cell->refs.items[0]);
        add(page, "\">");
    }
    text_with_days(page, cell->text);
    add(page, shown ? "</a>" : "");
}

static const char *class_of(const att_cell *cell, const att_column *column) {
    if (cell->kind == CELL_QUOTE)
        return "quote";
    if (column->shape == COLUMN_NUMBER)
        return "num";
    if (cell->kind == CELL_FIGURE)
        return "day";
    return column->shape == COLUMN_WIDE ? "wide" : "text";
}

static void write_cell(att_page *page, const att_cell *cell, const att_column *column, bool head) {
    att_buffer_format(page->out, "<%s class=\"%s\"%s>", head ? "th" : "td", class_of(cell, column),
                      head ? " scope=\"row\"" : "");
    if (cell->kind == CELL_FIGURE)
        att_page_figure(page, cell->figure);
    else if (cell->kind == CELL_REF)
        write_ref(page, cell);
    else if (cell->kind == CELL_QUOTE && cell->text.size) {
        add(page, "“");
        html(page, cell->text);
        add(page, "”");
    } else
        text_with_days(page, cell->text);
    add(page, head ? "</th>" : "</td>");
}

/* Few columns of numbers need not fill the page. */
static bool is_narrow(const att_table_block *table) {
    for (uint32_t c = 1; c < table->column_count; c++)
        if (table->columns[c].shape != COLUMN_NUMBER)
            return false;
    return table->column_count <= 5;
}

static void write_table(att_page *page, const att_table_block *table) {
    if (!table->rows.count)
        return;
    att_buffer_format(
        page->out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"c-%s\">"
        "<table%s><caption id=\"c-%s\">",
        table->key.data, is_narrow(table) ? " class=\"narrow\"" : "", table->key.data);
    html(page, table->caption);
    add(page, "</caption><thead><tr>");
    for (uint32_t c = 0; c < table->column_count; c++) {
        att_buffer_format(page->out, "<th scope=\"col\"%s>",
                          table->columns[c].shape == COLUMN_NUMBER ? " class=\"num\"" : "");
        html(page, att_slice_of(table->columns[c].title));
        add(page, "</th>");
    }
    add(page, "</tr></thead><tbody>\n");
    for (uint32_t r = 0; r < table->rows.count; r++) {
        const att_row *row = &table->rows.items[r];
        add(page, "<tr>");
        for (uint32_t c = 0; c < row->count; c++)
            write_cell(page, &row->items[c], &table->columns[c], c == 0);
        add(page, "</tr>\n");
    }
    add(page, "</tbody></table></div>\n");
}

static void write_chart(att_page *page, const att_chart *chart) {
    if (!chart->svg.size)
        return;
    add(page, "<figure><figcaption>");
    html(page, chart->title);
    add(page, "</figcaption><p>");
    html(page, chart->description);
    add(page, "</p>");
    att_buffer_add_slice(page->out, chart->svg);
    add(page, "</figure>\n");
}

static void write_block(att_page *page, const att_block *block) {
    static const struct {
        const char *open, *close;
    } tags[] = {[BLOCK_HEADING] = {"<h3>", "</h3>\n"},
                [BLOCK_TEXT] = {"<p>", "</p>\n"},
                [BLOCK_NONE] = {"<p class=\"none\">", "</p>\n"}};
    switch (block->kind) {
    case BLOCK_FIGURES:
        write_figures(page, block);
        break;
    case BLOCK_TABLE:
        write_table(page, block->table);
        break;
    case BLOCK_CHART:
        write_chart(page, block->chart);
        break;
    case BLOCK_ENTRIES:
        att_page_entries(page, block->entries);
        break;
    case BLOCK_INDEX:
        att_page_index(page);
        break;
    default:
        add(page, tags[block->kind].open);
        html(page, block->text);
        add(page, tags[block->kind].close);
    }
}

/* ---- the page ------------------------------------------------------------------------------- */

static void meta(att_page *page, const char *name, att_slice value) {
    att_buffer_format(page->out, "<meta name=\"attache-%s\" content=\"", name);
    html(page, value);
    add(page, "\">\n");
}

static void write_head(att_page *page) {
    att_review *review = page->review;
    add(page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    html(page, review->country_name);
    att_buffer_format(page->out, ": defence diplomacy, %s</title>\n",
                      att_period_text(review, review->period).data);
    meta(page, "country", review->country);
    meta(page, "from", att_day_text(review, review->period.first));
    meta(page, "to", att_day_text(review, review->period.last));
    if (review->compares) {
        meta(page, "compare-from", att_day_text(review, review->compared.first));
        meta(page, "compare-to", att_day_text(review, review->compared.last));
    }
    add(page, "<style>\n");
    add(page, style);
    add(page, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#corpus\">To the review</a>\n"
              "<div class=\"page\">\n");
}

static void write_cover(att_page *page) {
    att_review *review = page->review;
    add(page, "<header>\n<p class=\"kicker\">Period review of defence diplomacy</p>\n<h1>");
    html(page, review->country_name);
    att_buffer_format(page->out, "</h1>\n<p>%s", att_period_text(review, review->period).data);
    if (review->compares)
        att_buffer_format(page->out, ", compared with %s",
                          att_period_text(review, review->compared).data);
    att_buffer_format(page->out,
                      "</p>\n<p>From %u stories of the period. Every figure leads to its records "
                      "and their sentences.</p>\n</header>\n",
                      review->stories);
}

static bool is_annex(const att_section *section) {
    return strncmp(section->title, "Annex ", 6) == 0;
}

static void write_contents(att_page *page) {
    const att_model *model = &page->review->model;
    add(page, "<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n<ol>\n");
    for (uint32_t i = 0; i < model->sections.count; i++) {
        const att_section *section = &model->sections.items[i];
        att_buffer_format(page->out, "<li><a href=\"#%s\">", section->key);
        if (!is_annex(section))
            att_buffer_format(page->out, "%u. ", i + 1);
        html(page, att_slice_of(section->title));
        add(page, "</a></li>\n");
    }
    add(page, "</ol>\n</nav>\n");
}

static void write_section(att_page *page, uint32_t index) {
    const att_section *section = &page->review->model.sections.items[index];
    att_buffer_format(page->out, "<section id=\"%s\" aria-labelledby=\"h-%s\">\n<h2 id=\"h-%s\">",
                      section->key, section->key, section->key);
    if (!is_annex(section))
        att_buffer_format(page->out, "<span class=\"number\">%u</span>", index + 1);
    html(page, att_slice_of(section->title));
    add(page, "</h2>\n");
    for (uint32_t b = 0; b < section->blocks.count; b++)
        write_block(page, &section->blocks.items[b]);
    add(page, "</section>\n");
}

att_status att_write_html(att_buffer *out, att_review *review, att_error *error) {
    att_page page = {.review = review, .out = out};
    att_page_mark(&page);
    write_head(&page);
    write_cover(&page);
    write_contents(&page);
    add(&page, "<main>\n");
    for (uint32_t i = 0; i < review->model.sections.count; i++)
        write_section(&page, i);
    add(&page, "</main>\n<footer class=\"page-end\"><p>Made by attaché from the stories listed in "
               "Annex C, of which only the sentences that carry a record are quoted.</p></footer>\n"
               "</div>\n</body>\n</html>\n");
    return att_written(out, review, error);
}
