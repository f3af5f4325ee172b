/* section_ledger.c - undertakings: who owes what, and what later stories tell of it. */
#include "review/svg.h"

#include <stdlib.h>

typedef struct account {
    att_review *review;
    att_refs stated; /* in the period */
} account;

static const att_undertaking_row *item_at(const att_review *review, uint32_t index) {
    return &review->material.undertakings.items[index];
}

/* Of those stated in the period. Force or fate -1: any. */
static att_refs those(account *ledger, int force, int fate) {
    att_owed asked = {.among = &ledger->stated,
                      .period = ledger->review->period,
                      .forces = force < 0 ? 0 : UINT32_C(1) << force,
                      .fates = fate < 0 ? 0 : UINT32_C(1) << fate};
    return att_ask_undertakings(ledger->review, &asked);
}

/* ---- how long it took ----------------------------------------------------------------------- */

static int compare_days(const void *left, const void *right) {
    int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;
    return (a > b) - (a < b);
}

/* The median of the days from the undertaking to the first evidence; false when there is none. */
static bool median_days(att_review *review, att_refs refs, double *out, att_refs *found) {
    int32_t *days = ATT_NEW_ARRAY(&review->arena, int32_t, refs.count + 1);
    att_picks picks = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < refs.count; i++) {
        const att_undertaking_row *row = item_at(review, refs.items[i]);
        bool carried = row->fate == FATE_FOUND || row->fate == FATE_DONE;
        if (!carried || row->evidence == ATT_DAY_NONE || row->first == ATT_DAY_NONE)
            continue;
        days[count++] = row->evidence - row->first;
        att_pick(review, &picks, refs.items[i]);
    }
    *found = att_picked(review, &picks, REF_UNDERTAKING);
    if (!count)
        return false;
    qsort(days, count, sizeof *days, compare_days);
    uint32_t middle = count / 2;
    *out = count % 2 ? days[middle] : (days[middle - 1] + days[middle]) / 2.0;
    return true;
}

static att_figure *median_figure(att_review *review, att_slice key, att_slice label,
                                 att_refs refs) {
    double median = 0;
    att_refs found;
    bool known = median_days(review, refs, &median, &found);
    att_figure *figure = att_model_figure(
        &review->model, key, label,
        "Median of the days from the first story that states the undertaking to the first "
        "evidence that it is carried out; only those with such evidence.",
        found);
    att_model_value(&review->model, figure, known ? median : 0,
                    known ? ATT_SLICE_EMPTY : att_slice_of("—"));
    return figure;
}

static void delay_row(account *ledger, att_table_block *table, const char *by, att_slice key,
                      att_slice name, att_refs refs) {
    att_review *review = ledger->review;
    att_row *row = att_table_block_row(&review->model, table);
    att_row_text(&review->model, row, name);
    att_row_figure(&review->model, row,
                   att_model_figure(&review->model,
                                    ATT_FORMAT(review, "ledger.%s.%.*s", by, ATT_TEXT_OF(key)),
                                    ATT_FORMAT(review, "Undertakings: %.*s", ATT_TEXT_OF(name)),
                                    "Undertakings first stated in the period.", refs));
    att_figure *median =
        median_figure(review, ATT_FORMAT(review, "ledger.%s.%.*s.days", by, ATT_TEXT_OF(key)),
                      ATT_FORMAT(review, "Median days: %.*s", ATT_TEXT_OF(name)), refs);
    att_row_number(&review->model, row, median->refs.count);
    att_row_figure(&review->model, row, median);
}

static const att_column delay_columns[] = {{"Kind or partner", COLUMN_TEXT},
                                           {"Undertakings", COLUMN_NUMBER},
                                           {"With evidence", COLUMN_NUMBER},
                                           {"Median days", COLUMN_NUMBER}};

static void delays_by_kind(account *ledger, att_section *section) {
    att_review *review = ledger->review;
    att_table_block *table =
        att_section_table(&review->model, section, "delays-kind",
                          att_slice_of("Days from the undertaking to the first evidence, by kind"),
                          ATT_COLUMNS(delay_columns));
    for (int a = 0; a < ATT_ACTIVITY_COUNT; a++) {
        att_owed asked = {
            .among = &ledger->stated, .period = review->period, .activities = UINT64_C(1) << a};
        att_refs refs = att_ask_undertakings(review, &asked);
        if (refs.count)
            delay_row(ledger, table, "kind", att_slice_of(att_activity_name((att_activity)a)),
                      att_activity_words(review, (uint8_t)a), refs);
    }
}

static void delays_by_partner(account *ledger, att_section *section) {
    att_review *review = ledger->review;
    att_table_block *table = att_section_table(
        &review->model, section, "delays-partner",
        att_slice_of("Days from the undertaking to the first evidence, by partner"),
        ATT_COLUMNS(delay_columns));
    for (uint32_t p = 0; p < review->partners.count && p < 40; p++) {
        const att_partner *partner = &review->partners.items[p];
        att_owed asked = {
            .among = &ledger->stated, .period = review->period, .partner = partner->code};
        att_refs refs = att_ask_undertakings(review, &asked);
        if (refs.count)
            delay_row(ledger, table, "with", partner->code, partner->name, refs);
    }
}

/* ---- by force and fate ---------------------------------------------------------------------- */

static void matrix(account *ledger, att_section *section) {
    static const att_column columns[] = {{"Force", COLUMN_TEXT},
                                         {"Open", COLUMN_NUMBER},
                                         {"Evidence found", COLUMN_NUMBER},
                                         {"Done", COLUMN_NUMBER},
                                         {"Overdue", COLUMN_NUMBER},
                                         {"Cancelled", COLUMN_NUMBER},
                                         {"Superseded", COLUMN_NUMBER},
                                         {"All", COLUMN_NUMBER}};
    att_review *review = ledger->review;
    att_table_block *table =
        att_section_table(&review->model, section, "ledger-matrix",
                          att_slice_of("Undertakings first stated in the period, by force and by "
                                       "what later stories tell"),
                          ATT_COLUMNS(columns));
    for (int force = 0; force < 4; force++) {
        att_row *row = att_table_block_row(&review->model, table);
        const char *name = att_force_name((att_force)force);
        att_row_text(&review->model, row, att_slice_of(name));
        for (int fate = 0; fate <= FATE_COUNT; fate++) {
            int wanted = fate == FATE_COUNT ? -1 : fate;
            const char *fate_name = wanted < 0 ? "all" : att_fate_name((att_fate)fate);
            att_row_figure(&review->model, row,
                           att_model_figure(
                               &review->model, ATT_FORMAT(review, "ledger.%s.%s", name, fate_name),
                               ATT_FORMAT(review, "Undertakings %s: %s", name, fate_name),
                               "Undertakings first stated in the period; repetitions are one.",
                               those(ledger, force, wanted)));
        }
    }
}

/* ---- the lines ------------------------------------------------------------------------------ */

static void evidence_cell(att_review *review, att_row *row, const att_undertaking_row *item) {
    att_model *model = &review->model;
    for (uint32_t i = 0; i < item->outcomes.count; i++) {
        const att_outcome_row *outcome = &review->material.outcomes.items[item->outcomes.first + i];
        uint32_t index = att_lookup_get(&review->material.act_of, outcome->act);
        if (!outcome->act || index == ATT_NONE)
            continue;
        const att_act_row *act = &review->material.acts.items[index];
        att_row_ref(model, row,
                    ATT_FORMAT(review, "%.*s: %.*s, %.*s", ATT_TEXT_OF(outcome->kind),
                               ATT_TEXT_OF(att_activity_words(review, act->activity)),
                               ATT_TEXT_OF(att_days(review, act->first, act->last))),
                    REF_ACT, index);
        return;
    }
    if (item->evidence != ATT_DAY_NONE)
        att_row_text(model, row, att_day_text(review, item->evidence));
    else
        att_row_text(model, row,
                     ATT_FORMAT(review, "none found in %u later stories up to %s", item->searched,
                                att_day_text(review, item->until).data));
}

static void line_row(att_review *review, att_table_block *table, uint32_t index) {
    att_model *model = &review->model;
    const att_undertaking_row *item = item_at(review, index);
    att_row *row = att_table_block_row(model, table);
    att_slice others = att_others(review, item->parties);
    att_row_ref(model, row, att_day_text(review, item->first), REF_UNDERTAKING, index);
    att_row_text(model, row, att_slice_of(att_force_name((att_force)item->force)));
    att_row_text(model, row, att_about(review, item->activity, item->fields));
    att_row_text(model, row, others.size ? others : att_slice_of("—"));
    att_row_quote(model, row, att_material_quote(&review->material, item->record, ATT_QUOTE_BYTES));
    bool term = item->term_first != ATT_DAY_NONE || item->term_last != ATT_DAY_NONE;
    att_row_text(model, row,
                 term ? att_days(review, item->term_first, item->term_last) : att_slice_of("—"));
    att_row_text(model, row, att_slice_of(att_fate_name((att_fate)item->fate)));
    evidence_cell(review, row, item);
}

static const att_column line_columns[] = {{"Stated", COLUMN_TEXT},      {"Force", COLUMN_TEXT},
                                          {"About", COLUMN_TEXT},       {"With", COLUMN_TEXT},
                                          {"As reported", COLUMN_TEXT}, {"Term", COLUMN_TEXT},
                                          {"Status", COLUMN_TEXT},      {"Evidence", COLUMN_WIDE}};

att_table_block *att_undertaking_table(att_review *review, att_section *section, const char *key,
                                       att_slice caption, att_refs refs) {
    att_table_block *table =
        att_section_table(&review->model, section, key, caption, ATT_COLUMNS(line_columns));
    for (uint32_t i = 0; i < refs.count && i < ATT_TABLE_ROWS; i++)
        line_row(review, table, refs.items[i]);
    if (refs.count > ATT_TABLE_ROWS)
        att_section_text(&review->model, section,
                         ATT_FORMAT(review, "The table shows the first %u of %u.",
                                    (unsigned)ATT_TABLE_ROWS, refs.count));
    return table;
}

static void figures(account *ledger, att_section *section) {
    att_review *review = ledger->review;
    att_model *model = &review->model;
    att_block *block = att_section_figures(model, section);
    att_block_take(model, block,
                   att_model_figure(model, att_slice_of("ledger.stated"),
                                    att_slice_of("Undertakings"),
                                    "What the country or its partners agreed, planned, directed "
                                    "or proposed, first stated in the period; repetitions are one.",
                                    ledger->stated));
    for (int fate = 0; fate < FATE_COUNT; fate++) {
        const char *name = att_fate_name((att_fate)fate);
        att_block_take(model, block,
                       att_model_figure(model, ATT_FORMAT(review, "ledger.%s", name),
                                        ATT_FORMAT(review, "of them %s", name),
                                        "By what later stories of the archive tell.",
                                        those(ledger, -1, fate)));
    }
    att_block_take(model, block,
                   median_figure(review, att_slice_of("ledger.days"),
                                 att_slice_of("Median days to first evidence"), ledger->stated));
}

void att_section_ledger(att_review *review) {
    att_section *section = att_model_section(&review->model, "ledger", "Commitments ledger");
    att_owed stated = {.period = review->period};
    account ledger_now = {review, att_ask_undertakings(review, &stated)};
    figures(&ledger_now, section);
    if (!ledger_now.stated.count) {
        att_section_none(&review->model, section, att_searched(review, "Undertakings"));
        return;
    }
    att_chart_funnel(review, section);
    matrix(&ledger_now, section);
    delays_by_kind(&ledger_now, section);
    delays_by_partner(&ledger_now, section);
    att_owed agreed = {.among = &ledger_now.stated,
                       .period = review->period,
                       .forces = 1 << ATT_AGREED,
                       .fates = ATT_UNANSWERED};
    att_section_heading(&review->model, section, "Agreed, without later evidence");
    att_block_take(&review->model, att_section_figures(&review->model, section),
                   att_model_figure(&review->model, att_slice_of("ledger.agreed-without"),
                                    att_slice_of("Agreed items without later evidence"),
                                    "Undertakings of both or all sides, open or overdue.",
                                    att_ask_undertakings(review, &agreed)));
    att_section_heading(&review->model, section, "All undertakings of the period");
    att_undertaking_table(review, section, "ledger-lines",
                          att_slice_of("Undertakings by the day on which they were first stated"),
                          ledger_now.stated);
}
