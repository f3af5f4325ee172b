/* section_forums.c - multilateral meetings: attended or hosted, what was adopted, and initiatives
 * with what became of them. */
#include "review/building.h"

static void figures(att_review *review, att_section *section, att_refs forums) {
    att_model *model = &review->model;
    att_picks hosted = {0}, attended = {0};
    for (uint32_t i = 0; i < forums.count; i++) {
        const att_act_row *act = &review->material.acts.items[forums.items[i]];
        bool host = att_slice_equal(act->country, review->country);
        att_pick(review, host ? &hosted : &attended, forums.items[i]);
    }
    att_block *block = att_section_figures(model, section);
    att_block_take(model, block,
                   att_model_figure(model, att_slice_of("forums.attended"),
                                    att_slice_of("Sessions elsewhere or online"),
                                    "Multilateral meetings of the period that took place outside "
                                    "the country, online, or at a place that is not stated.",
                                    att_picked(review, &attended, REF_ACT)));
    att_block_take(model, block,
                   att_model_figure(model, att_slice_of("forums.hosted"),
                                    att_slice_of("Sessions in the country"),
                                    "Multilateral meetings of the period held in the country.",
                                    att_picked(review, &hosted, REF_ACT)));
}

static void session_row(att_review *review, att_table_block *table, uint32_t index) {
    att_model *model = &review->model;
    const att_act_row *act = &review->material.acts.items[index];
    att_row *row = att_table_block_row(model, table);
    att_slice others = att_others(review, act->parties);
    bool host = att_slice_equal(act->country, review->country);
    att_row_ref(model, row, att_days(review, act->first, act->last), REF_ACT, index);
    att_row_text(model, row, act->instrument.size ? act->instrument : att_slice_of("not named"));
    att_row_text(model, row, att_slice_of(host ? "in the country" : "elsewhere or online"));
    att_row_text(model, row, att_slice_of(att_level_name(act->level)));
    att_row_text(model, row, others.size ? others : att_slice_of("—"));
    att_row_quote(model, row, att_material_quote(&review->material, act->record, ATT_QUOTE_BYTES));
    att_row_text(model, row, att_sources_text(review, act));
}

static void sessions(att_review *review, att_section *section, att_refs forums) {
    static const att_column columns[] = {{"Date", COLUMN_TEXT},   {"Forum", COLUMN_TEXT},
                                         {"Where", COLUMN_TEXT},  {"Highest level", COLUMN_TEXT},
                                         {"With", COLUMN_TEXT},   {"As reported", COLUMN_TEXT},
                                         {"Reports", COLUMN_TEXT}};
    att_table_block *table =
        att_section_table(&review->model, section, "forums",
                          att_slice_of("Sessions attended or hosted"), ATT_COLUMNS(columns));
    const uint32_t *order = att_by_day(review, forums);
    for (uint32_t i = 0; i < forums.count && i < ATT_TABLE_ROWS; i++)
        session_row(review, table, order[i]);
}

/* ---- what was adopted ----------------------------------------------------------------------- */

static void adopted(att_review *review, att_section *section) {
    att_asked asked = {.period = review->period,
                       .activities = ATT_A(DECLARATION) | ATT_A(SIGNING),
                       .scope = SCOPE_MULTILATERAL};
    att_refs refs = att_ask_acts(review, &asked);
    att_section_heading(&review->model, section, "What was adopted");
    att_figure *figure = att_model_figure(
        &review->model, att_slice_of("forums.adopted"), att_slice_of("Documents adopted"),
        "Declarations and documents adopted or signed by three or more parties.", refs);
    att_block_take(&review->model, att_section_figures(&review->model, section), figure);
    if (refs.count)
        att_act_table(review, section, "adopted",
                      att_slice_of("Declarations and documents of several parties"), refs);
    else
        att_section_none(&review->model, section,
                         att_searched(review, "Declarations and documents of several parties"));
}

/* ---- initiatives ---------------------------------------------------------------------------- */

/* The first act that adopts or signs a document under the same mechanism; ATT_NONE. */
static uint32_t later_document(const att_review *review, const att_act_row *act) {
    att_refs under = att_acts_under(review, act->mechanism);
    for (uint32_t i = 0; i < under.count; i++) {
        const att_act_row *other = &review->material.acts.items[under.items[i]];
        bool kind =
            other->activity == ATT_ACTIVITY_DECLARATION || other->activity == ATT_ACTIVITY_SIGNING;
        if (kind && other->first >= act->first && other->status != ATT_CANCELLED)
            return under.items[i];
    }
    return ATT_NONE;
}

static void proposal_row(att_review *review, att_table_block *table, uint32_t index) {
    att_model *model = &review->model;
    const att_act_row *act = &review->material.acts.items[index];
    att_row *row = att_table_block_row(model, table);
    att_row_ref(model, row, att_days(review, act->first, act->last), REF_ACT, index);
    att_row_text(model, row, act->instrument.size ? act->instrument : att_slice_of("—"));
    att_row_quote(model, row, att_material_quote(&review->material, act->record, ATT_QUOTE_BYTES));
    uint32_t later = later_document(review, act);
    if (later == ATT_NONE)
        att_row_text(model, row,
                     ATT_FORMAT(review, "none found up to %s",
                                att_day_text(review, review->material.until).data));
    else
        att_row_ref(model, row,
                    ATT_FORMAT(review, "%s, document of the same forum",
                               att_day_text(review, review->material.acts.items[later].first).data),
                    REF_ACT, later);
}

static void initiative_row(att_review *review, att_table_block *table, uint32_t index) {
    att_model *model = &review->model;
    const att_undertaking_row *item = &review->material.undertakings.items[index];
    att_row *row = att_table_block_row(model, table);
    att_row_ref(model, row, att_day_text(review, item->first), REF_UNDERTAKING, index);
    att_slice under = att_material_instrument(&review->material, item->record);
    att_row_text(model, row, under.size ? under : att_slice_of("—"));
    att_row_quote(model, row, att_material_quote(&review->material, item->record, ATT_QUOTE_BYTES));
    if (item->evidence == ATT_DAY_NONE)
        att_row_text(model, row,
                     ATT_FORMAT(review, "none found in %u later stories up to %s", item->searched,
                                att_day_text(review, item->until).data));
    else
        att_row_text(model, row,
                     ATT_FORMAT(review, "%s: %s", att_fate_name(item->fate),
                                att_day_text(review, item->evidence).data));
}

static void initiatives(att_review *review, att_section *section) {
    static const att_column columns[] = {{"Date", COLUMN_TEXT},
                                         {"Forum", COLUMN_TEXT},
                                         {"As reported", COLUMN_TEXT},
                                         {"Taken up", COLUMN_TEXT}};
    att_asked asked = {.period = review->period, .activities = ATT_A(PROPOSAL)};
    att_refs proposals = att_ask_acts(review, &asked);
    att_owed suggested = {.period = review->period,
                          .forces = 1 << ATT_PROPOSED,
                          .fields = 1u << ATT_FIELD_MULTILATERAL};
    att_owed taken_up = suggested;
    taken_up.fates = ATT_CARRIED_OUT;
    att_section_heading(&review->model, section, "Initiatives");
    att_refs owed = att_ask_undertakings(review, &suggested);
    att_block *block = att_section_figures(&review->model, section);
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("forums.proposals"),
                                    att_slice_of("Initiatives tabled"),
                                    "Proposals put forward as acts at a forum.", proposals));
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("forums.suggestions"),
                                    att_slice_of("Multilateral suggestions"),
                                    "Proposed commitments in the multilateral field.", owed));
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("forums.taken-up"),
                                    att_slice_of("of them with later evidence"),
                                    "Suggestions of which a later story tells something that "
                                    "carries them out.",
                                    att_ask_undertakings(review, &taken_up)));
    if (!proposals.count && !owed.count) {
        att_section_none(&review->model, section, att_searched(review, "Initiatives"));
        return;
    }
    att_table_block *table = att_section_table(&review->model, section, "initiatives",
                                               att_slice_of("Initiatives and what became of them"),
                                               ATT_COLUMNS(columns));
    for (uint32_t i = 0; i < proposals.count && i < ATT_TABLE_ROWS; i++)
        proposal_row(review, table, proposals.items[i]);
    for (uint32_t i = 0; i < owed.count && i < ATT_TABLE_ROWS; i++)
        initiative_row(review, table, owed.items[i]);
}

void att_section_forums(att_review *review) {
    att_section *section =
        att_model_section(&review->model, "forums", "Multilateral forums and initiatives");
    att_asked asked = {.period = review->period, .activities = ATT_A(FORUM)};
    att_refs forums = att_ask_acts(review, &asked);
    figures(review, section, forums);
    if (forums.count)
        sessions(review, section, forums);
    else
        att_section_none(&review->model, section, att_searched(review, "Multilateral meetings"));
    adopted(review, section);
    initiatives(review, section);
}
