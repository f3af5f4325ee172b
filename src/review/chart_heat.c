/* chart_heat.c - partner by year: how many activities, as a heat map and as a table of figures. */
#include "review/svg.h"

enum { ROWS = 40, WIDTH = 900, LEFT = 190, ROW = 20, TOP = 24, SHADES = 6 };

typedef struct heat {
    int first, years;
    uint32_t rows;
    uint32_t most;
    uint32_t *counts; /* rows × years */
} heat;

static att_figure *cell(att_review *review, const att_partner *partner, int year) {
    att_asked asked = {.period = att_year_days(review, year),
                       .activities = ATT_CONTACTS,
                       .partner = partner->code};
    return att_act_figure(review, ATT_FORMAT(review, "heat.%s.%d", partner->code.data, year),
                          ATT_FORMAT(review, "Activities with %s in %d", partner->name.data, year),
                          "Activities that begin in the year in which the partner takes part.",
                          &asked);
}

static int shade_of(const heat *data, uint32_t value) {
    if (!value)
        return 0;
    int shade = 1 + (int)((double)(value - 1) / (data->most > 1 ? data->most - 1 : 1) * 4.999);
    return shade > 5 ? 5 : shade;
}

static void draw(att_review *review, att_svg *svg, const heat *data) {
    static const char *const shades[SHADES] = {"h0", "h1", "h2", "h3", "h4", "h5"};
    double width = (double)(WIDTH - LEFT) / data->years;
    for (int y = 0; y < data->years; y++)
        att_svg_number(svg, LEFT + width * (y + 0.5), 14, ANCHOR_MIDDLE, "muted", data->first + y);
    for (uint32_t r = 0; r < data->rows; r++) {
        double top = TOP + r * ROW;
        att_svg_text(svg, LEFT - 10, top + 14, ANCHOR_END, "", review->partners.items[r].name);
        for (int y = 0; y < data->years; y++) {
            uint32_t value = data->counts[r * (uint32_t)data->years + (uint32_t)y];
            int shade = shade_of(data, value);
            att_svg_rect(svg, LEFT + width * y + 1, top + 1, width - 2, ROW - 2, shades[shade]);
            if (value)
                att_svg_number(svg, LEFT + width * (y + 0.5), top + 14.5, ANCHOR_MIDDLE,
                               shade >= 4 ? "on4" : "on", value);
        }
    }
}

static const att_column *columns_of(att_review *review, const heat *data, uint32_t *count) {
    att_column *columns = ATT_NEW_ARRAY(&review->arena, att_column, data->years + 1);
    columns[0] = (att_column){"Partner", COLUMN_TEXT};
    for (int y = 0; y < data->years; y++)
        columns[y + 1] =
            (att_column){ATT_FORMAT(review, "%d", data->first + y).data, COLUMN_NUMBER};
    *count = (uint32_t)data->years + 1;
    return columns;
}

static void fill(att_review *review, att_section *section, heat *data) {
    uint32_t count;
    const att_column *columns = columns_of(review, data, &count);
    att_table_block *table =
        att_section_table(&review->model, section, "heat",
                          att_slice_of("Activities by partner and year"), columns, count);
    for (uint32_t r = 0; r < data->rows; r++) {
        const att_partner *partner = &review->partners.items[r];
        att_row *row = att_table_block_row(&review->model, table);
        att_row_text(&review->model, row, partner->name);
        for (int y = 0; y < data->years; y++) {
            const att_figure *figure = cell(review, partner, data->first + y);
            att_row_figure(&review->model, row, figure);
            data->counts[r * (uint32_t)data->years + (uint32_t)y] = figure->refs.count;
            data->most = figure->refs.count > data->most ? figure->refs.count : data->most;
        }
    }
}

void att_chart_heat(att_review *review, att_section *section) {
    heat data = {.first = att_year_of(review->period.first)};
    data.years = att_year_of(review->period.last) - data.first + 1;
    while (data.rows < review->partners.count && data.rows < ROWS &&
           review->partners.items[data.rows].contacts)
        data.rows++;
    if (!data.rows)
        return;
    data.counts = ATT_NEW_ARRAY(&review->arena, uint32_t, data.rows * (uint32_t)data.years);
    att_chart *chart = att_section_chart(
        &review->model, section, "heat-chart", att_slice_of("Partner by year"),
        ATT_FORMAT(review,
                   "The %u partners with most activities, organisations among them; the "
                   "darker a field, the more activities in the year.",
                   data.rows));
    fill(review, section, &data);
    att_svg svg;
    att_svg_begin(&svg, WIDTH, TOP + data.rows * ROW + 4, chart);
    draw(review, &svg, &data);
    att_svg_end(&svg, review, chart);
}
