/* chart_months.c - activities by month and kind: a bar for each month, and the tables beside it. */
#include "review/svg.h"

#include <stdio.h>

enum { KINDS = 6, MOST_BARS = 132, WIDTH = 900, LEFT = 34, TOP = 40, PLOT = 190 };

static const char *const kind_names[KINDS] = {
    "Meetings, visits, forums",          "Documents and proposals",     "Exercises, ships, patrols",
    "Training, exchange, sport, memory", "Peacekeeping, aid, legacies", "Industry, police, other"};

static const char *const kind_classes[KINDS] = {"k1", "k2", "k3", "k4", "k5", "k6"};

static const uint8_t kind_of[ATT_ACTIVITY_COUNT] = {
#define ATT_KIND_OF(activity, kind) [ATT_ACTIVITY_##activity] = kind,
#include "review/kinds.def"
};

typedef struct months {
    int first_year, years;
    uint32_t (*counts)[KINDS]; /* by month from January of the first year */
    uint32_t bars, most;       /* bars: months, or years where months are too many */
    uint32_t step;             /* months in a bar */
} months;

static uint32_t bar_of(const months *data, uint32_t bar, int kind) {
    uint32_t sum = 0;
    for (uint32_t m = bar * data->step; m < (bar + 1) * data->step; m++)
        sum += data->counts[m][kind];
    return sum;
}

static months count(att_review *review) {
    months data = {.first_year = att_year_of(review->period.first)};
    data.years = att_year_of(review->period.last) - data.first_year + 1;
    uint32_t months_count = (uint32_t)data.years * 12;
    data.counts = att_arena_alloc(&review->arena, months_count * sizeof *data.counts);
    data.step = months_count > MOST_BARS ? 12 : 1;
    data.bars = months_count / data.step;
    for (uint32_t i = 0; i < review->material.acts.count; i++) {
        const att_act_row *act = &review->material.acts.items[i];
        if (act->status == ATT_CANCELLED || !att_within(review->period, act->first))
            continue;
        att_civil civil = att_day_civil(act->first);
        int month = (civil.year - data.first_year) * 12 + civil.month - 1;
        data.counts[month][kind_of[act->activity]]++;
    }
    for (uint32_t b = 0; b < data.bars; b++) {
        uint32_t sum = 0;
        for (int k = 0; k < KINDS; k++)
            sum += bar_of(&data, b, k);
        data.most = sum > data.most ? sum : data.most;
    }
    return data;
}

/* ---- drawing -------------------------------------------------------------------------------- */

static void draw_legend(att_svg *svg) {
    for (int k = 0; k < KINDS; k++) {
        int line = k / 3;
        double x = LEFT + (k % 3) * 285, y = 4 + line * 17;
        att_svg_rect(svg, x, y, 11, 11, kind_classes[k]);
        att_svg_text(svg, x + 17, y + 10, ANCHOR_START, "", att_slice_of(kind_names[k]));
    }
}

static void draw_axes(att_svg *svg, const months *data, double top) {
    for (int i = 0; i <= 4; i++) {
        double value = top * i / 4, y = TOP + PLOT - PLOT * i / 4.0;
        if (value != (int)value)
            continue;
        att_svg_line(svg, LEFT, y, WIDTH, y, i ? "grid" : "axis");
        att_svg_number(svg, LEFT - 6, y + 4, ANCHOR_END, "muted", value);
    }
    double width = (double)(WIDTH - LEFT) / data->years;
    for (int i = 0; i < data->years; i++) {
        double x = LEFT + width * i;
        att_svg_line(svg, x, TOP + PLOT, x, TOP + PLOT + 5, "axis");
        att_svg_number(svg, x + width / 2, TOP + PLOT + 18, ANCHOR_MIDDLE, "muted",
                       data->first_year + i);
    }
}

static void draw_bars(att_review *review, att_svg *svg, const months *data, double top) {
    double width = (double)(WIDTH - LEFT) / data->bars, gap = width > 5 ? 1.5 : 0.5;
    for (uint32_t b = 0; b < data->bars; b++) {
        double y = TOP + PLOT;
        int year = data->first_year + (int)(b * data->step / 12);
        bool opened = false;
        for (int k = 0; k < KINDS; k++) {
            double height = bar_of(data, b, k) * PLOT / top;
            if (height <= 0)
                continue;
            if (!opened)
                att_svg_group_open(svg, data->step == 12
                                            ? ATT_FORMAT(review, "%d", year)
                                            : ATT_FORMAT(review, "%d-%02u", year, b % 12 + 1));
            opened = true;
            y -= height;
            att_svg_rect(svg, LEFT + b * width + gap / 2, y, width - gap, height, kind_classes[k]);
        }
        if (opened)
            att_svg_group_close(svg);
    }
}

/* ---- tables --------------------------------------------------------------------------------- */

static void month_table(att_review *review, att_section *section, const months *data) {
    static const att_column columns[] = {
        {"Year", COLUMN_TEXT},  {"Jan", COLUMN_NUMBER}, {"Feb", COLUMN_NUMBER},
        {"Mar", COLUMN_NUMBER}, {"Apr", COLUMN_NUMBER}, {"May", COLUMN_NUMBER},
        {"Jun", COLUMN_NUMBER}, {"Jul", COLUMN_NUMBER}, {"Aug", COLUMN_NUMBER},
        {"Sep", COLUMN_NUMBER}, {"Oct", COLUMN_NUMBER}, {"Nov", COLUMN_NUMBER},
        {"Dec", COLUMN_NUMBER}, {"All", COLUMN_NUMBER}};
    att_table_block *table =
        att_section_table(&review->model, section, "months",
                          att_slice_of("Activities by month of beginning"), ATT_COLUMNS(columns));
    for (int y = 0; y < data->years; y++) {
        att_row *row = att_table_block_row(&review->model, table);
        uint32_t sum = 0;
        att_row_text(&review->model, row, ATT_FORMAT(review, "%d", data->first_year + y));
        for (int m = 0; m < 12; m++) {
            uint32_t month = 0;
            for (int k = 0; k < KINDS; k++)
                month += data->counts[y * 12 + m][k];
            att_row_number(&review->model, row, month);
            sum += month;
        }
        att_row_number(&review->model, row, sum);
    }
}

static att_refs acts_of_kind(att_review *review, int year, int kind) {
    uint64_t activities = 0;
    for (int a = 0; a < ATT_ACTIVITY_COUNT; a++)
        if (kind_of[a] == kind)
            activities |= UINT64_C(1) << a;
    att_asked asked = {.period = att_year_days(review, year), .activities = activities};
    return att_ask_acts(review, &asked);
}

static void kind_table(att_review *review, att_section *section, const months *data) {
    static const att_column columns[] = {{"Year", COLUMN_TEXT},
                                         {"Meetings, visits, forums", COLUMN_NUMBER},
                                         {"Documents and proposals", COLUMN_NUMBER},
                                         {"Exercises, ships, patrols", COLUMN_NUMBER},
                                         {"Training, exchange, sport, memory", COLUMN_NUMBER},
                                         {"Peacekeeping, aid, legacies", COLUMN_NUMBER},
                                         {"Industry, police, other", COLUMN_NUMBER}};
    att_table_block *table =
        att_section_table(&review->model, section, "kinds",
                          att_slice_of("Activities by year and kind"), ATT_COLUMNS(columns));
    for (int y = 0; y < data->years; y++) {
        att_row *row = att_table_block_row(&review->model, table);
        int year = data->first_year + y;
        att_row_text(&review->model, row, ATT_FORMAT(review, "%d", year));
        for (int k = 0; k < KINDS; k++)
            att_row_figure(&review->model, row,
                           att_model_figure(&review->model,
                                            ATT_FORMAT(review, "kind.%d.%d", k + 1, year),
                                            ATT_FORMAT(review, "%s, %d", kind_names[k], year),
                                            "Activities that begin in the year, by kind.",
                                            acts_of_kind(review, year, k)));
    }
}

void att_chart_months(att_review *review, att_section *section) {
    months data = count(review);
    if (!data.most)
        return;
    double top = att_svg_round_up(data.most < 4 ? 4 : data.most);
    att_chart *chart = att_section_chart(
        &review->model, section, "months-chart",
        att_slice_of(data.step == 1 ? "Activities by month and kind"
                                    : "Activities by year and kind"),
        ATT_FORMAT(review,
                   "Each bar is a %s; its parts are kinds of activities. The highest bar "
                   "stands for %u activities.",
                   data.step == 1 ? "month" : "year", data.most));
    att_svg svg;
    att_svg_begin(&svg, WIDTH, TOP + PLOT + 26, chart);
    draw_legend(&svg);
    draw_axes(&svg, &data, top);
    draw_bars(review, &svg, &data, top);
    att_svg_end(&svg, review, chart);
    month_table(review, section, &data);
    kind_table(review, section, &data);
}
