/* section_agreements.c - what was signed, what was announced and not found signed, and what shows
 * that an agreement is used. */
#include "review/building.h"

/* Of acts under one document. */
static bool is_use(const att_act_row *act, const att_act_row *signing) {
    return act != signing && act->activity != ATT_ACTIVITY_SIGNING &&
           act->status != ATT_CANCELLED && act->first != ATT_DAY_NONE &&
           act->first > signing->first;
}

static att_figure *use_of(att_review *review, uint32_t index) {
    const att_act_row *signing = &review->material.acts.items[index];
    att_refs under = att_acts_under(review, signing->mechanism);
    att_picks picks = {0};
    for (uint32_t i = 0; i < under.count; i++)
        if (is_use(&review->material.acts.items[under.items[i]], signing))
            att_pick(review, &picks, under.items[i]);
    return att_model_figure(&review->model,
                            ATT_FORMAT(review, "agreement.%s.use", signing->id.data),
                            ATT_FORMAT(review, "Later acts under the document of %s",
                                       att_day_text(review, signing->first).data),
                            "Later activities that a story puts under the same document.",
                            att_picked(review, &picks, REF_ACT));
}

static att_slice signers(att_review *review, const att_act_row *act) {
    att_buffer out;
    att_buffer_init(&out);
    for (uint32_t i = 0; i < act->parties.count; i++) {
        att_slice code = review->material.parties.items[act->parties.first + i].code;
        att_slice persons = att_material_persons(&review->material, act->record, code);
        if (persons.size && !strstr(out.data ? out.data : "", persons.data))
            att_buffer_format(&out, "%s%.*s", out.size ? "; " : "", ATT_TEXT_OF(persons));
    }
    att_slice text = out.size ? att_arena_copy(&review->arena, att_buffer_slice(&out))
                              : att_slice_of("not stated");
    att_buffer_release(&out);
    return text;
}

static void signing_row(att_review *review, att_table_block *table, uint32_t index) {
    att_model *model = &review->model;
    const att_act_row *act = &review->material.acts.items[index];
    att_row *row = att_table_block_row(model, table);
    att_row_ref(model, row, att_days(review, act->first, act->last), REF_ACT, index);
    att_row_text(model, row, att_others(review, act->parties));
    att_row_text(model, row, act->instrument.size ? act->instrument : att_slice_of("no name"));
    att_row_text(model, row, signers(review, act));
    att_row_text(model, row, att_slice_of(att_level_name(act->level)));
    att_row_quote(model, row, att_material_quote(&review->material, act->record, ATT_QUOTE_BYTES));
    att_figure *use = use_of(review, index);
    if (!use->refs.count)
        att_model_value(
            model, use, 0,
            ATT_FORMAT(review,
                       act->mechanism ? "none found up to %s" : "no name to follow (up to %s)",
                       att_day_text(review, review->material.until).data));
    att_row_figure(model, row, use);
}

static void signed_ones(att_review *review, att_section *section, att_refs refs) {
    static const att_column columns[] = {{"Date", COLUMN_TEXT},     {"With", COLUMN_TEXT},
                                         {"Document", COLUMN_TEXT}, {"Signed by", COLUMN_TEXT},
                                         {"Level", COLUMN_TEXT},    {"As reported", COLUMN_TEXT},
                                         {"Later use", COLUMN_WIDE}};
    if (!refs.count) {
        att_section_none(&review->model, section, att_searched(review, "Signings"));
        return;
    }
    att_table_block *table =
        att_section_table(&review->model, section, "signings",
                          att_slice_of("Documents signed in the period, and later acts under them"),
                          ATT_COLUMNS(columns));
    const uint32_t *order = att_by_day(review, refs);
    for (uint32_t i = 0; i < refs.count && i < ATT_TABLE_ROWS; i++)
        signing_row(review, table, order[i]);
}

/* ---- announced, not found ------------------------------------------------------------------- */

static att_refs announced(att_review *review, uint32_t fates) {
    att_owed asked = {.period = review->period, .activities = ATT_A(SIGNING), .fates = fates};
    return att_ask_undertakings(review, &asked);
}

static void announced_table(att_review *review, att_section *section, att_refs refs) {
    static const att_column columns[] = {{"Announced", COLUMN_TEXT},
                                         {"With", COLUMN_TEXT},
                                         {"As reported", COLUMN_TEXT},
                                         {"Force", COLUMN_TEXT},
                                         {"Sought", COLUMN_TEXT}};
    att_section_heading(&review->model, section, "Announced, not found signed");
    if (!refs.count) {
        att_section_none(&review->model, section,
                         att_searched(review, "Signings announced and not found"));
        return;
    }
    att_table_block *table = att_section_table(
        &review->model, section, "announced",
        att_slice_of("Signings announced, agreed or proposed, of which no signing was found"),
        ATT_COLUMNS(columns));
    for (uint32_t i = 0; i < refs.count && i < ATT_TABLE_ROWS; i++) {
        const att_undertaking_row *item = &review->material.undertakings.items[refs.items[i]];
        att_row *row = att_table_block_row(&review->model, table);
        att_row_ref(&review->model, row, att_day_text(review, item->first), REF_UNDERTAKING,
                    refs.items[i]);
        att_row_text(&review->model, row, att_others(review, item->parties));
        att_row_quote(&review->model, row,
                      att_material_quote(&review->material, item->record, ATT_QUOTE_BYTES));
        att_row_text(&review->model, row, att_slice_of(att_force_name((att_force)item->force)));
        att_row_text(&review->model, row,
                     ATT_FORMAT(review, "in %u later stories up to %s", item->searched,
                                att_day_text(review, item->until).data));
    }
}

/* ---- named, never seen signed --------------------------------------------------------------- */

/* Signed, or adopted as declarations are. */
static bool has_signing(const att_review *review, att_refs acts) {
    uint64_t kinds = ATT_A(SIGNING) | ATT_A(DECLARATION);
    for (uint32_t i = 0; i < acts.count; i++)
        if (kinds >> review->material.acts.items[acts.items[i]].activity & 1)
            return true;
    return false;
}

static void unsigned_rows(att_review *review, att_section *section) {
    static const att_column columns[] = {{"Document", COLUMN_TEXT},
                                         {"With", COLUMN_TEXT},
                                         {"Acts under it in the archive", COLUMN_NUMBER}};
    att_table_block *table = NULL;
    for (uint32_t m = 0; m < review->material.mechanisms.count; m++) {
        const att_mechanism_row *mechanism = &review->material.mechanisms.items[m];
        att_refs under = att_acts_under(review, mechanism->number);
        if (!under.count || has_signing(review, under) || mechanism->nature != ATT_DOCUMENT)
            continue;
        if (!table)
            table = att_section_table(
                &review->model, section, "unsigned",
                att_slice_of("Documents that acts refer to and whose signing no story tells"),
                ATT_COLUMNS(columns));
        att_row *row = att_table_block_row(&review->model, table);
        att_row_text(&review->model, row, mechanism->name);
        att_row_text(&review->model, row, att_mechanism_parties(review, mechanism));
        att_row_figure(
            &review->model, row,
            att_model_figure(&review->model,
                             ATT_FORMAT(review, "document.%s.acts",
                                        review->material.acts.items[under.items[0]].id.data),
                             mechanism->name, "Acts that a story puts under the document.", under));
    }
}

void att_section_agreements(att_review *review) {
    att_section *section =
        att_model_section(&review->model, "agreements", "Agreements and evidence of use");
    att_asked asked = {.period = review->period, .activities = ATT_A(SIGNING)};
    att_refs refs = att_ask_acts(review, &asked), open = announced(review, ATT_UNANSWERED);
    att_block *block = att_section_figures(&review->model, section);
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("agreements.signed"),
                                    att_slice_of("Documents signed"),
                                    "Acts of signing or concluding in the period.", refs));
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("agreements.announced"),
                                    att_slice_of("Signings announced"),
                                    "Undertakings of the period to sign or conclude.",
                                    announced(review, 0)));
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("agreements.not-found"),
                                    att_slice_of("of them not found signed"),
                                    "No later story of the archive tells the signing.", open));
    signed_ones(review, section, refs);
    announced_table(review, section, open);
    unsigned_rows(review, section);
}
