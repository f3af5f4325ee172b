/* section_unfinished.c - what the period leaves to the next one: undertakings open or overdue,
 * editions missing, mechanisms that have not met, plans called off. */
#include "review/building.h"

enum { DORMANT_DAYS = 730 };

/* ---- mechanisms ----------------------------------------------------------------------------- */

static att_day last_of(const att_review *review, att_refs sessions) {
    att_day last = ATT_DAY_NONE;
    for (uint32_t i = 0; i < sessions.count; i++) {
        att_day day = review->material.acts.items[sessions.items[i]].first;
        last = day > last ? day : last;
    }
    return last;
}

static void dormant(att_review *review, att_section *section) {
    static const att_column columns[] = {{"Mechanism", COLUMN_TEXT},
                                         {"Sessions in the archive", COLUMN_NUMBER},
                                         {"Last session", COLUMN_TEXT}};
    att_table_block *table = NULL;
    for (uint32_t m = 0; m < review->material.mechanisms.count; m++) {
        const att_mechanism_row *mechanism = &review->material.mechanisms.items[m];
        att_refs sessions = att_sessions_of(review, mechanism);
        att_day last = last_of(review, sessions);
        if (!sessions.count || last >= review->period.last - DORMANT_DAYS)
            continue;
        if (!table)
            table = att_section_table(&review->model, section, "dormant",
                                      att_slice_of("Mechanisms without a reported session in the "
                                                   "last 730 days of the period"),
                                      ATT_COLUMNS(columns));
        att_slice id = review->material.acts.items[sessions.items[0]].id;
        att_row *row = att_table_block_row(&review->model, table);
        att_row_text(&review->model, row, att_mechanism_name(review, mechanism));
        att_row_figure(&review->model, row,
                       att_model_figure(&review->model, ATT_FORMAT(review, "dormant.%s", id.data),
                                        ATT_FORMAT(review, "Sessions: %s", mechanism->name.data),
                                        "Sessions that the archive tells, of all times.",
                                        sessions));
        att_row_text(&review->model, row, att_day_text(review, last));
    }
    if (!table)
        att_section_none(&review->model, section, att_searched(review, "Dormant mechanisms"));
}

static void list(att_review *review, att_section *section, const char *key, const char *title,
                 const char *caption, att_refs refs) {
    att_section_heading(&review->model, section, title);
    if (refs.count)
        att_undertaking_table(review, section, key, att_slice_of(caption), refs);
    else
        att_section_none(&review->model, section, att_searched(review, title));
}

void att_section_unfinished(att_review *review) {
    att_section *section = att_model_section(&review->model, "unfinished", "Unfinished business");
    att_owed asked = {.period = att_up_to_now(review), .fates = 1 << FATE_OVERDUE};
    att_refs overdue = att_ask_undertakings(review, &asked);
    asked.fates = 1 << FATE_OPEN;
    att_refs open = att_ask_undertakings(review, &asked);
    asked.due_later = true;
    att_refs due = att_ask_undertakings(review, &asked);
    att_block *block = att_section_figures(&review->model, section);
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("unfinished.overdue"),
                                    att_slice_of("Overdue"),
                                    "Undertakings of all times whose term has passed and of which "
                                    "no evidence was found.",
                                    overdue));
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("unfinished.due"),
                                    att_slice_of("Due after the period"),
                                    "Open undertakings whose term ends after the period.", due));
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("unfinished.open"),
                                    att_slice_of("Open, all"),
                                    "Open undertakings stated up to the end of the period, with "
                                    "and without a term.",
                                    open));
    list(review, section, "overdue", "Overdue undertakings",
         "Of all times, by the day on which they were first stated", overdue);
    list(review, section, "due", "Open undertakings with a term after the period",
         "What falls due in the next period, by the day on which it was first stated", due);
    att_section_heading(&review->model, section, "Dormant mechanisms");
    dormant(review, section);
}
