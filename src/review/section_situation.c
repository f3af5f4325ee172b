/* section_situation.c - the watch by month: positions stated, hostile acts, and what was said of
 * threats that are no state's. Quoted and dated; nothing is judged. */
#include "review/building.h"

#include <stdio.h>

enum { WATCH = 1u << ATT_FIELD_SITUATION | 1u << ATT_FIELD_NON_TRADITIONAL };

static att_interval month_days(int year, int month) {
    return (att_interval){att_day_of(year, month, 1),
                          att_day_of(year, month, att_month_days(year, month))};
}

static att_refs claims_of(att_review *review, att_interval days) {
    att_picks picks = {0};
    for (uint32_t i = 0; i < review->material.claims.count; i++) {
        const att_claim_row *claim = &review->material.claims.items[i];
        if ((claim->fields & WATCH) && att_within(days, att_claim_day(&review->material, claim)))
            att_pick(review, &picks, i);
    }
    return att_picked(review, &picks, REF_CLAIM);
}

static att_refs acts_of(att_review *review, att_interval days, uint64_t activities,
                        att_fields fields) {
    att_asked asked = {.period = days, .activities = activities, .fields = fields};
    return att_ask_acts(review, &asked);
}

static void month_row(att_review *review, att_table_block *table, int year, int month) {
    att_interval days = month_days(year, month);
    att_refs statements = acts_of(review, days, ATT_A(STATEMENT), 0);
    att_refs conflicts = acts_of(review, days, ATT_A(CONFLICT), 0);
    att_refs threats = acts_of(review, days, ATT_CONTACTS, WATCH);
    att_refs claims = claims_of(review, days);
    if (!statements.count && !conflicts.count && !threats.count && !claims.count)
        return;
    const struct {
        const char *key, *label, *definition;
        att_refs refs;
    } cells[] = {
        {"statements", "Position statements", "Statements of or about the country.", statements},
        {"conflicts", "Hostile acts", "Acts coded as conflict: protest, sanction, force.",
         conflicts},
        {"threats", "Activities on threats",
         "Activities whose subject is the situation or non-traditional security.", threats},
        {"claims", "Claims on the situation",
         "Claims whose field is the situation or non-traditional security.", claims}};
    att_row *row = att_table_block_row(&review->model, table);
    att_row_text(&review->model, row, ATT_FORMAT(review, "%d-%02d", year, month));
    for (int i = 0; i < 4; i++)
        att_row_figure(
            &review->model, row,
            att_model_figure(&review->model,
                             ATT_FORMAT(review, "watch.%d-%02d.%s", year, month, cells[i].key),
                             ATT_FORMAT(review, "%s in %d-%02d", cells[i].label, year, month),
                             cells[i].definition, cells[i].refs));
}

static void months(att_review *review, att_section *section) {
    static const att_column columns[] = {{"Month", COLUMN_TEXT},
                                         {"Position statements", COLUMN_NUMBER},
                                         {"Hostile acts", COLUMN_NUMBER},
                                         {"Activities on threats", COLUMN_NUMBER},
                                         {"Claims", COLUMN_NUMBER}};
    att_table_block *table =
        att_section_table(&review->model, section, "watch",
                          att_slice_of("Months of the period with at least one record; months "
                                       "that are not listed have none"),
                          ATT_COLUMNS(columns));
    att_civil first = att_day_civil(review->period.first),
              last = att_day_civil(review->period.last);
    for (int at = first.year * 12 + first.month - 1; at <= last.year * 12 + last.month - 1; at++)
        month_row(review, table, at / 12, at % 12 + 1);
}

static void claim_quotes(att_review *review, att_section *section, att_refs refs) {
    static const att_column columns[] = {
        {"Said", COLUMN_TEXT}, {"By", COLUMN_TEXT}, {"As reported", COLUMN_TEXT}};
    if (!refs.count)
        return;
    att_table_block *table = att_section_table(
        &review->model, section, "watch-claims",
        att_slice_of("What was said of the situation and of non-traditional threats"),
        ATT_COLUMNS(columns));
    for (uint32_t i = 0; i < refs.count && i < ATT_TABLE_ROWS; i++)
        att_claim_table_row(review, table, refs.items[i], false);
}

void att_section_situation(att_review *review) {
    att_section *section =
        att_model_section(&review->model, "situation", "Situation watch by month");
    att_refs acts = acts_of(review, review->period, ATT_A(STATEMENT) | ATT_A(CONFLICT), 0);
    att_refs claims = claims_of(review, review->period);
    att_block *block = att_section_figures(&review->model, section);
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("watch.positions"),
                                    att_slice_of("Position statements and hostile acts"),
                                    "Acts coded as statement or conflict in which the country "
                                    "takes part, on either side.",
                                    acts));
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("watch.claims"),
                                    att_slice_of("Claims on the situation"),
                                    "Claims of the period's stories whose field is the situation "
                                    "or non-traditional security.",
                                    claims));
    if (!acts.count && !claims.count &&
        !acts_of(review, review->period, ATT_CONTACTS, WATCH).count) {
        att_section_none(&review->model, section,
                         att_searched(review, "Statements, hostile acts and claims of this kind"));
        return;
    }
    months(review, section);
    att_act_table(review, section, "watch-acts",
                  att_slice_of("Position statements and hostile acts, as reported"), acts);
    claim_quotes(review, section, claims);
}
