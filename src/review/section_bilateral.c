/* section_bilateral.c - the forms that contacts with one partner take, and the standing dialogues
 * with their editions. */
#include "review/svg.h"

static void forms(att_review *review, att_section *section) {
    static const att_column columns[] = {{"Form", COLUMN_TEXT},
                                         {"Events", COLUMN_NUMBER},
                                         {"Reports", COLUMN_NUMBER},
                                         {"Partner states", COLUMN_NUMBER},
                                         {"Called off", COLUMN_NUMBER}};
    att_table_block *table = att_section_table(
        &review->model, section, "forms", att_slice_of("Activities with one other party, by form"),
        ATT_COLUMNS(columns));
    for (int i = 0; i < ATT_ACTIVITY_COUNT; i++) {
        att_asked asked = {
            .period = review->period, .activities = UINT64_C(1) << i, .scope = SCOPE_BILATERAL};
        att_asked off = asked;
        off.cancelled = true;
        att_refs refs = att_ask_acts(review, &asked), cancelled = att_ask_acts(review, &off);
        if (!refs.count && !cancelled.count)
            continue;
        const char *name = att_activity_name((att_activity)i);
        att_slice words = att_activity_words(review, (uint8_t)i);
        att_row *row = att_table_block_row(&review->model, table);
        att_row_text(&review->model, row, words);
        att_row_figure(&review->model, row,
                       att_model_figure(&review->model, ATT_FORMAT(review, "bilateral.%s", name),
                                        ATT_FORMAT(review, "Bilateral: %s", words.data),
                                        "Events of the period with exactly one other party.",
                                        refs));
        att_row_number(&review->model, row, att_count_reports(review, refs));
        att_row_number(&review->model, row, att_count_states(review, refs, ATT_SLICE_EMPTY));
        att_row_figure(&review->model, row,
                       att_model_figure(&review->model,
                                        ATT_FORMAT(review, "bilateral.%s.cancelled", name),
                                        ATT_FORMAT(review, "Called off: %s", words.data),
                                        "Reported as cancelled or postponed.", cancelled));
    }
}

static void visits(att_review *review, att_section *section) {
    att_asked asked = {.period = review->period,
                       .activities = ATT_A(VISIT) | ATT_A(DIALOGUE) | ATT_A(TALKS) | ATT_A(CALL),
                       .scope = SCOPE_BILATERAL};
    att_refs refs = att_ask_acts(review, &asked);
    if (!refs.count) {
        att_section_none(&review->model, section,
                         att_searched(review, "Visits, dialogues, talks and calls"));
        return;
    }
    att_act_table(review, section, "meetings",
                  att_slice_of("Visits, dialogues, talks and calls with one other party"), refs);
}

void att_section_bilateral(att_review *review) {
    att_section *section = att_model_section(&review->model, "bilateral", "Bilateral forms");
    forms(review, section);
    att_section_heading(&review->model, section, "Standing mechanisms and their editions");
    att_chart_timeline(review, section);
    att_section_heading(&review->model, section, "Meetings");
    visits(review, section);
}
