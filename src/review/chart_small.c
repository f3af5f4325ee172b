/* chart_small.c - small multiples: one panel for each member of a group, a bar for each year. */
#include "review/svg.h"

enum { WIDTH = 900, PLOT = 90, TOP = 24, MOST_PANELS = 12 };

typedef struct panel {
    att_slice code;
    uint32_t *all, *ministers;
} panel;

static uint32_t count(att_review *review, att_slice code, int year, uint8_t level) {
    att_asked asked = {.period = att_year_days(review, year),
                       .activities = level ? ATT_MEETINGS : ATT_CONTACTS,
                       .partner = code,
                       .level = level};
    return att_ask_acts(review, &asked).count;
}

static uint32_t collect(att_review *review, const att_box *box, panel *panels, int first, int years,
                        uint32_t *most) {
    uint32_t used = 0;
    for (uint32_t i = 0; i < review->names.states.count && used < MOST_PANELS; i++) {
        att_slice code = review->names.states.items[i].code;
        if (att_slice_equal(code, review->country) ||
            !att_names_in_group(&review->names, box->group, code, review->period.last))
            continue;
        panel *panel_now = &panels[used++];
        panel_now->code = code;
        panel_now->all = ATT_NEW_ARRAY(&review->arena, uint32_t, years);
        panel_now->ministers = ATT_NEW_ARRAY(&review->arena, uint32_t, years);
        for (int y = 0; y < years; y++) {
            panel_now->all[y] = count(review, code, first + y, 0);
            panel_now->ministers[y] = count(review, code, first + y, 3);
            *most = panel_now->all[y] > *most ? panel_now->all[y] : *most;
        }
    }
    return used;
}

static void draw(att_review *review, att_svg *svg, const panel *panel_now, double left,
                 double width, int first, int years, double top) {
    double bar = width / years, base = TOP + PLOT;
    att_svg_text(svg, left, 14, ANCHOR_START, "strong",
                 att_names_of(&review->names, panel_now->code));
    att_svg_line(svg, left, base, left + width, base, "axis");
    att_svg_line(svg, left, TOP, left + width, TOP, "grid");
    att_svg_number(svg, left + width, TOP + 12, ANCHOR_END, "muted", top);
    for (int y = 0; y < years; y++) {
        double all = panel_now->all[y] * PLOT / top, own = panel_now->ministers[y] * PLOT / top;
        if (!panel_now->all[y])
            continue;
        att_svg_group_open(svg, ATT_FORMAT(review, "%d: %u, %u of them ministerial", first + y,
                                           panel_now->all[y], panel_now->ministers[y]));
        att_svg_rect(svg, left + bar * y + 1, base - all, bar - 2, all, "h2");
        if (own > 0)
            att_svg_rect(svg, left + bar * y + 1, base - own, bar - 2, own, "k1");
        att_svg_group_close(svg);
    }
    att_svg_number(svg, left, base + 15, ANCHOR_START, "muted", first);
    if (years > 1)
        att_svg_number(svg, left + width, base + 15, ANCHOR_END, "muted", first + years - 1);
}

void att_chart_small(att_review *review, att_section *section, const att_box *box) {
    int first = att_year_of(review->period.first);
    int years = att_year_of(review->period.last) - first + 1;
    panel panels[MOST_PANELS];
    uint32_t most = 0, used = collect(review, box, panels, first, years, &most);
    if (!used || !most)
        return;
    att_chart *chart = att_section_chart(
        &review->model, section, "small",
        ATT_FORMAT(review, "%.*s, year by year", ATT_TEXT_OF(box->title)),
        att_slice_of("One panel for each state, one bar for each year, all on one scale: pale, all "
                     "activities; dark, the ministerial contacts among them. The table of the "
                     "group holds the figures."));
    att_svg svg;
    att_svg_begin(&svg, WIDTH, TOP + PLOT + 22, chart);
    double slot = (double)WIDTH / used, top = att_svg_round_up(most);
    for (uint32_t i = 0; i < used; i++)
        draw(review, &svg, &panels[i], slot * i, slot - 22, first, years, top);
    att_svg_end(&svg, review, chart);
}
