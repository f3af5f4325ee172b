/* section_unfinished.c - what the period leaves to the next one: undertakings open or overdue,
 * editions missing, mechanisms that have not met, plans called off. */
#include "review/building.h"

enum { DORMANT_DAYS = 730 };

static att_refs with_fate(att_review *review, int fate) {
    att_picks picks = {0};
    for (uint32_t i = 0; i < review->material.undertakings.count; i++) {
        const att_undertaking_row *row = &review->material.undertakings.items[i];
        if (row->fate == fate && row->first != ATT_DAY_NONE && row->first <= review->period.last)
            att_pick(review, &picks, i);
    }
    return att_picked(review, &picks, REF_UNDERTAKING);
}

/* Open ones with a term after the end of the period. */
static att_refs due_later(att_review *review, att_refs open) {
    att_picks picks = {0};
    for (uint32_t i = 0; i < open.count; i++) {
        const att_undertaking_row *row = &review->material.undertakings.items[open.items[i]];
        if (row->term_last != ATT_DAY_NONE && row->term_last != ATT_DAY_OPEN_END &&
            row->term_last > review->period.last)
            att_pick(review, &picks, open.items[i]);
    }
    return att_picked(review, &picks, REF_UNDERTAKING);
}

/* ---- mechanisms ----------------------------------------------------------------------------- */

static bool is_session(const att_act_row *act) {
    uint64_t sessions = ATT_MEETINGS | ATT_A(FORUM) | ATT_A(EXERCISE) | ATT_A(EXCHANGE) |
                        ATT_A(BORDER_PATROL) | ATT_A(SEA_PATROL) | ATT_A(SPORT);
    return act->status != ATT_CANCELLED && act->first != ATT_DAY_NONE &&
           (sessions >> act->activity & 1);
}

/* The day of the last one up to the end of the period, of all of which `picks` is made. */
static att_day last_session(att_review *review, const att_mechanism_row *mechanism,
                            att_picks *picks) {
    att_refs under = att_acts_under(review, mechanism->number);
    att_day last = ATT_DAY_NONE;
    for (uint32_t i = 0; i < under.count; i++) {
        const att_act_row *act = &review->material.acts.items[under.items[i]];
        if (!is_session(act) || act->first > review->period.last)
            continue;
        att_pick(review, picks, under.items[i]);
        last = act->first > last ? act->first : last;
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
        att_picks picks = {0};
        att_day last = last_session(review, mechanism, &picks);
        if (!picks.count || last >= review->period.last - DORMANT_DAYS)
            continue;
        if (!table)
            table = att_section_table(&review->model, section, "dormant",
                                      att_slice_of("Mechanisms without a reported session in the "
                                                   "last 730 days of the period"),
                                      ATT_COLUMNS(columns));
        att_slice id = review->material.acts.items[picks.items[0]].id;
        att_row *row = att_table_block_row(&review->model, table);
        att_row_text(&review->model, row, att_mechanism_name(review, mechanism));
        att_row_figure(&review->model, row,
                       att_model_figure(&review->model, ATT_FORMAT(review, "dormant.%s", id.data),
                                        ATT_FORMAT(review, "Sessions: %s", mechanism->name.data),
                                        "Sessions that the archive tells, of all times.",
                                        att_picked(review, &picks, REF_ACT)));
        att_row_text(&review->model, row, att_day_text(review, last));
    }
    if (!table)
        att_section_none(&review->model, section, att_searched(review, "Dormant mechanisms"));
}

static void list(att_review *review, att_section *section, const char *key, const char *caption,
                 att_refs refs) {
    att_section_heading(&review->model, section, caption);
    if (refs.count)
        att_undertaking_table(review, section, key, att_slice_of(caption), refs);
    else
        att_section_none(&review->model, section, att_searched(review, caption));
}

void att_section_unfinished(att_review *review) {
    att_section *section = att_model_section(&review->model, "unfinished", "Unfinished business");
    att_refs overdue = with_fate(review, FATE_OVERDUE), open = with_fate(review, FATE_OPEN);
    att_refs due = due_later(review, open);
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
    list(review, section, "overdue", "Overdue undertakings", overdue);
    list(review, section, "due", "Open undertakings with a term after the period", due);
    att_section_heading(&review->model, section, "Dormant mechanisms");
    dormant(review, section);
}
