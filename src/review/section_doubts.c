/* section_doubts.c - where sources disagree or are few, and plans that were called off. */
#include "review/building.h"

#include <stdlib.h>

static const double DOUBTFUL = 0.5; /* confidence below which a record is named here */

/* ---- disagreements -------------------------------------------------------------------------- */

/* Where the pair is shown: its act, or its claim. */
static bool place_of(const att_review *review, int64_t act, int64_t record, ref_kind *kind,
                     uint32_t *index) {
    *kind = REF_ACT;
    *index = att_lookup_get(&review->material.act_of, act);
    if (act && *index != ATT_NONE)
        return att_within(review->period, review->material.acts.items[*index].first);
    *kind = REF_CLAIM;
    *index = att_lookup_get(&review->material.claim_of, record);
    if (*index == ATT_NONE)
        return false;
    const att_claim_row *claim = &review->material.claims.items[*index];
    return att_within(review->period, att_claim_day(&review->material, claim));
}

/* ">1080 officers" as a reader writes it: "more than 1,080 officers". */
static att_slice figure_text(att_review *review, att_slice value) {
    uint32_t digits = 0;
    while (digits < value.size && strchr("<>=~", value.data[digits]))
        digits++;
    att_slice bound = att_bound_text(att_slice_part(value, 0, digits));
    char *end;
    double number = strtod(value.data + digits, &end);
    if (end == value.data + digits || *end == '-' || number < 10000)
        return bound.size ? ATT_FORMAT(review, "%s%s", bound.data, value.data + digits)
                          : att_arena_copy(&review->arena, value);
    return ATT_FORMAT(review, "%.*s%s%s", ATT_TEXT_OF(bound),
                      att_number_text(&review->arena, number).data, end);
}

static att_slice days_text(att_review *review, att_slice value) {
    att_interval days;
    return att_interval_parse(&days, value) ? att_days(review, days.first, days.last)
                                            : att_arena_copy(&review->arena, value);
}

static void disagreement_row(att_review *review, att_table_block *table, const att_query *query,
                             ref_kind kind, uint32_t index) {
    att_model *model = &review->model;
    att_row *row = att_table_block_row(model, table);
    if (kind == REF_ACT) {
        const att_act_row *act = &review->material.acts.items[index];
        att_row_ref(model, row,
                    ATT_FORMAT(review, "%.*s, %.*s",
                               ATT_TEXT_OF(att_activity_words(review, act->activity)),
                               ATT_TEXT_OF(att_days(review, act->first, act->last))),
                    kind, index);
    } else {
        att_row_ref(model, row, att_slice_of("claim"), kind, index);
    }
    bool days = att_slice_is(att_query_column(query, 4), "date");
    for (int side = 0; side < 2; side++) {
        att_slice value = att_query_column(query, 5 + side);
        att_row_text(model, row, days ? days_text(review, value) : figure_text(review, value));
        att_row_quote(
            model, row,
            att_material_quote(&review->material, att_query_number(query, 2 + side), 160));
    }
    att_row_text(model, row, att_arena_copy(&review->arena, att_query_column(query, 7)));
}

static void disagreements(att_review *review, att_section *section) {
    static const att_column columns[] = {
        {"Of what", COLUMN_TEXT},         {"One says", COLUMN_TEXT},
        {"In the sentence", COLUMN_TEXT}, {"Another says", COLUMN_TEXT},
        {"In the sentence", COLUMN_TEXT}, {"What they are", COLUMN_TEXT}};
    att_material *material = &review->material;
    att_table_block *table = NULL;
    uint32_t shown = 0;
    att_query query;
    att_query_begin(&query, material->store,
                    "SELECT act, line, a, b, what, a_value, b_value, reason FROM disagreement "
                    "ORDER BY number",
                    material->error);
    while (att_query_next(&query)) {
        ref_kind kind;
        uint32_t index;
        if (!place_of(review, att_query_number(&query, 0), att_query_number(&query, 2), &kind,
                      &index) ||
            shown++ >= ATT_TABLE_ROWS)
            continue;
        if (!table)
            table = att_section_table(&review->model, section, "disagreements",
                                      att_slice_of("Figures that cannot both be right, side by "
                                                   "side; neither is preferred"),
                                      ATT_COLUMNS(columns));
        disagreement_row(review, table, &query, kind, index);
    }
    att_material_end(material, &query);
    if (!table)
        att_section_none(&review->model, section, att_searched(review, "Disagreeing figures"));
}

/* ---- few sources ---------------------------------------------------------------------------- */

static void doubtful(att_review *review, att_block *block) {
    att_picks state = {0}, low = {0};
    for (uint32_t i = 0; i < review->material.acts.count; i++) {
        const att_act_row *act = &review->material.acts.items[i];
        if (act->status == ATT_CANCELLED || !att_within(review->period, act->first))
            continue;
        if (att_state_media_only(review, act))
            att_pick(review, &state, i);
        if (act->reports.count && att_act_best(&review->material, act)->confidence < DOUBTFUL)
            att_pick(review, &low, i);
    }
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("doubts.state-media"),
                                    att_slice_of("State media only"),
                                    "Activities that only agencies owned or run by a state report.",
                                    att_picked(review, &state, REF_ACT)));
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("doubts.confidence"),
                                    att_slice_of("Coded with low confidence"),
                                    "Activities whose record has a confidence below 0.5.",
                                    att_picked(review, &low, REF_ACT)));
}

static void figures(att_review *review, att_section *section) {
    att_block *block = att_section_figures(&review->model, section);
    att_asked single = {.period = review->period, .one_source = true};
    att_asked disputed = {.period = review->period, .disputed = true};
    att_block_take(&review->model, block,
                   att_act_figure(review, att_slice_of("doubts.single"),
                                  att_slice_of("On one source only"),
                                  "Activities of the period that one independent source reports; "
                                  "copies of one agency are one source.",
                                  &single));
    att_block_take(&review->model, block,
                   att_act_figure(review, att_slice_of("doubts.disputed"),
                                  att_slice_of("With disagreeing reports"),
                                  "Activities of which reports give figures or dates that cannot "
                                  "both be right.",
                                  &disputed));
    doubtful(review, block);
}

/* ---- called off ----------------------------------------------------------------------------- */

static bool later_cell(att_review *review, att_row *row, const att_act_row *act) {
    att_material *material = &review->material;
    att_query query;
    att_query_begin(&query, material->store,
                    "SELECT s.later, s.record, r.first_date, r.kind FROM resumption s "
                    "JOIN record r ON r.number = s.record WHERE s.act = ?1 "
                    "ORDER BY s.later IS NULL, s.score DESC, r.first_date LIMIT 1",
                    material->error);
    att_query_integer(&query, 1, act->number);
    bool found = att_query_next(&query);
    if (found) {
        uint32_t later = att_lookup_get(&material->act_of, att_query_number(&query, 0));
        att_slice day = att_arena_copy(&review->arena, att_query_column(&query, 2));
        if (later != ATT_NONE && att_query_number(&query, 0))
            att_row_ref(&review->model, row, ATT_FORMAT(review, "held, %s", day.data), REF_ACT,
                        later);
        else
            att_row_text(&review->model, row,
                         ATT_FORMAT(review, "set again%s%s", day.size ? " for " : "", day.data));
    }
    att_material_end(material, &query);
    return found;
}

static void called_off(att_review *review, att_section *section) {
    static const att_column columns[] = {{"Was set for", COLUMN_TEXT},
                                         {"Activity", COLUMN_TEXT},
                                         {"With", COLUMN_TEXT},
                                         {"As reported", COLUMN_TEXT},
                                         {"Held later", COLUMN_TEXT}};
    att_asked asked = {.period = review->period, .cancelled = true};
    att_refs refs = att_ask_acts(review, &asked);
    att_picks resumed = {0};
    att_section_heading(&review->model, section, "Called off or put off");
    att_block *block = att_section_figures(&review->model, section);
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("doubts.cancelled"),
                                    att_slice_of("Called off or put off"),
                                    "Activities reported as cancelled or postponed, by the day for "
                                    "which they were set.",
                                    refs));
    if (!refs.count) {
        att_section_none(&review->model, section, att_searched(review, "Cancelled plans"));
        return;
    }
    att_table_block *table = att_section_table(
        &review->model, section, "cancelled",
        att_slice_of("Plans called off, and whether a later story tells that they were held"),
        ATT_COLUMNS(columns));
    const uint32_t *order = att_by_day(review, refs);
    for (uint32_t i = 0; i < refs.count && i < ATT_TABLE_ROWS; i++) {
        const att_act_row *act = &review->material.acts.items[order[i]];
        att_row *row = att_table_block_row(&review->model, table);
        att_slice others = att_others(review, act->parties);
        att_row_ref(&review->model, row, att_days(review, act->first, act->last), REF_ACT,
                    order[i]);
        att_row_text(&review->model, row, att_activity_words(review, act->activity));
        att_row_text(&review->model, row, others.size ? others : att_slice_of("—"));
        att_row_quote(&review->model, row,
                      att_material_quote(&review->material, act->record, ATT_QUOTE_BYTES));
        if (later_cell(review, row, act))
            att_pick(review, &resumed, order[i]);
        else
            att_row_text(&review->model, row,
                         ATT_FORMAT(review, "none found up to %s",
                                    att_day_text(review, review->material.until).data));
    }
    att_section_text(
        &review->model, section,
        ATT_FORMAT(review, "%u of %u were held or set again later.", resumed.count, refs.count));
}

void att_section_doubts(att_review *review) {
    att_section *section = att_model_section(&review->model, "doubts", "Conflicts and doubts");
    figures(review, section);
    disagreements(review, section);
    called_off(review, section);
}
