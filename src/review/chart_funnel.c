/* chart_funnel.c - undertakings from the word to the deed: how many are left at each step. */
#include "review/svg.h"

enum { WIDTH = 900, LEFT = 250, ROW = 30 };

typedef struct step {
    const char *key, *label, *definition;
    uint32_t forces, fates;
    bool with_term;
} step;

void att_chart_funnel(att_review *review, att_section *section) {
    enum { FIRM = 1 << ATT_AGREED | 1 << ATT_PLANNED | 1 << ATT_DIRECTED };
    static const step steps[] = {
        {"all", "Stated", "All undertakings first stated in the period.", 0, 0, false},
        {"firm", "Agreed, planned or directed", "Those that are more than a proposal.", FIRM, 0,
         false},
        {"term", "of these with a date", "Those for which a story gives a date or a term.", FIRM, 0,
         true},
        {"evidence", "With later evidence", "All those of which a later story tells a part.", 0,
         ATT_CARRIED_OUT, false},
        {"done", "Done", "All those of which a later story tells that they were carried out.", 0,
         1 << FATE_DONE, false}};
    static const att_column columns[] = {{"Step", COLUMN_TEXT}, {"Undertakings", COLUMN_NUMBER}};
    att_chart *chart = att_section_chart(
        &review->model, section, "funnel", att_slice_of("From the word to the deed"),
        att_slice_of(
            "Bars for the undertakings of the period: stated; more than proposed; of these "
            "with a date; with later evidence; done."));
    att_table_block *table = att_section_table(
        &review->model, section, "funnel-table",
        att_slice_of("Undertakings of the period, step by step"), ATT_COLUMNS(columns));
    att_svg svg;
    att_svg_begin(&svg, WIDTH, 5 * ROW + 4, chart);
    double most = 0;
    for (int s = 0; s < 5; s++) {
        att_owed asked = {.period = review->period,
                          .forces = steps[s].forces,
                          .fates = steps[s].fates,
                          .with_term = steps[s].with_term};
        att_figure *figure =
            att_model_figure(&review->model, ATT_FORMAT(review, "funnel.%s", steps[s].key),
                             att_slice_of(steps[s].label), steps[s].definition,
                             att_ask_undertakings(review, &asked));
        most = s ? most : figure->value;
        double width = most > 0 ? (WIDTH - LEFT - 60) * figure->value / most : 0;
        att_svg_text(&svg, LEFT - 10, s * ROW + 19, ANCHOR_END, "", figure->label);
        att_svg_rect(&svg, LEFT, s * ROW + 4, width, ROW - 8, s < 3 ? "h3" : "k1");
        att_svg_text(&svg, LEFT + width + 7, s * ROW + 19, ANCHOR_START, "strong", figure->text);
        att_row *row = att_table_block_row(&review->model, table);
        att_row_text(&review->model, row, figure->label);
        att_row_figure(&review->model, row, figure);
    }
    att_svg_end(&svg, review, chart);
}
