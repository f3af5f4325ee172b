/* section_corpus.c - what the review rests on, and its key figures. */
#include "review/svg.h"

#include <stdio.h>
#include <stdlib.h>

static const char ACTIVITY[] =
    "Events done or under way in which the country takes part, each counted once however many "
    "stories report it, by the day on which it begins.";

/* ---- the corpus ----------------------------------------------------------------------------- */

static uint32_t count_sources(att_review *review, const att_picks *stories, uint32_t *copies) {
    att_map seen;
    att_map_init(&seen, &review->arena);
    uint32_t unnamed = 0;
    *copies = 0;
    for (uint32_t i = 0; i < stories->count; i++) {
        const att_story_row *story = &review->material.stories.items[stories->items[i]];
        *copies += story->copy;
        if (story->source.size)
            att_map_put(&seen, story->source, 1);
        else
            unnamed++;
    }
    return seen.entries.count + unnamed;
}

static uint32_t count_days(const att_review *review, const att_picks *stories) {
    uint32_t days = 0;
    att_day last = ATT_DAY_NONE;
    for (uint32_t i = 0; i < stories->count; i++) {
        att_day day = review->material.stories.items[stories->items[i]].date;
        days += day != last;
        last = day;
    }
    return days;
}

static void state_media(att_review *review, att_block *block, const att_picks *stories) {
    att_picks found = {0};
    for (uint32_t i = 0; i < stories->count; i++) {
        const att_story_row *story = &review->material.stories.items[stories->items[i]];
        if (att_is_state_media(review, story))
            att_pick(review, &found, stories->items[i]);
    }
    att_figure *figure = att_model_figure(
        &review->model, att_slice_of("corpus.state-media"), att_slice_of("Stories of state media"),
        "Stories of the period whose agency is owned or run by a state, by the desk's list.",
        att_picked(review, &found, REF_STORY));
    att_block_take(&review->model, block, figure);
}

static void corpus(att_review *review, att_section *section) {
    att_model *model = &review->model;
    att_picks stories = {0};
    uint32_t copies, count = att_count_stories(review, review->period, &stories);
    uint32_t sources = count_sources(review, &stories, &copies);
    uint32_t days = (uint32_t)(review->period.last - review->period.first + 1);
    uint32_t covered = count_days(review, &stories);
    att_refs refs = att_picked(review, &stories, REF_STORY);
    att_block *block = att_section_figures(model, section);
    att_block_take(model, block,
                   att_model_figure(model, att_slice_of("corpus.stories"), att_slice_of("Stories"),
                                    "Dated stories of the archive within the period.", refs));
    att_figure *figure = att_model_figure(
        model, att_slice_of("corpus.sources"), att_slice_of("Independent sources"),
        "Originating agencies or publishers; copies and rewrites of one text count as one.", refs);
    att_model_value(model, figure, sources, ATT_SLICE_EMPTY);
    att_block_take(model, block, figure);
    figure = att_model_figure(model, att_slice_of("corpus.empty-days"),
                              att_slice_of("Days without a story"),
                              "Days of the period on which the archive holds no story.", refs);
    att_model_value(model, figure, days - covered, ATT_SLICE_EMPTY);
    att_block_take(model, block, figure);
    state_media(review, block, &stories);
    att_section_text(
        model, section,
        ATT_FORMAT(review,
                   "The archive holds %u stories dated in the period, %u of them copies or "
                   "rewrites of an earlier one, on %u of its %s days. Everything below counts "
                   "only what these stories, and earlier and later ones of the archive, tell.",
                   count, copies, covered, att_number_text(&review->arena, days).data));
}

/* ---- key figures ---------------------------------------------------------------------------- */

typedef struct key_row {
    const char *key, *label, *definition;
    att_asked asked;
    enum { COUNT_ACTS, COUNT_STATES, COUNT_REPORTS, COUNT_MECHANISMS } count;
} key_row;

static double measure(att_review *review, const key_row *row, att_refs refs) {
    switch (row->count) {
    case COUNT_STATES:
        return att_count_states(review, refs, row->asked.group);
    case COUNT_REPORTS:
        return att_count_reports(review, refs);
    case COUNT_MECHANISMS:
        return att_count_mechanisms(review, refs);
    default:
        return refs.count;
    }
}

static const key_row *key_rows(uint32_t *count) {
    static const key_row rows[] = {
        {"activities", "Activities", ACTIVITY, {.activities = 0}, COUNT_ACTS},
        {"reports",
         "Reports of them",
         "Records in which stories tell these activities; more reports are not more events.",
         {.activities = 0},
         COUNT_REPORTS},
        {"partners",
         "Partner states",
         "Distinct other states with at least one dated activity of the period that is no "
         "statement, hostile act or appointment; UN members and observers, and what the desk "
         "adds.",
         {.activities = ATT_CONTACTS},
         COUNT_STATES},
        {"p5",
         "of them permanent members",
         "Permanent members of the Security Council, by the membership of the day.",
         {.activities = ATT_CONTACTS, .group = {"UNSC-P5", 7}},
         COUNT_STATES},
        {"asean",
         "of them members of ASEAN",
         "Members of ASEAN on the day of the activity.",
         {.activities = ATT_CONTACTS, .group = {"ASEAN", 5}},
         COUNT_STATES},
        {"ministerial",
         "Ministerial contacts",
         "Talks, receptions, visits, calls and dialogues in which an office-holder of the rank of "
         "minister or above takes part on either side, as far as the stories name the office.",
         {.activities = ATT_MEETINGS, .level = 3},
         COUNT_ACTS},
        {"signings",
         "Agreements signed",
         "Acts of signing or concluding a document.",
         {.activities = ATT_A(SIGNING)},
         COUNT_ACTS},
        {"mechanisms",
         "Mechanisms and forums met",
         "Distinct standing dialogues, forums and exercises of which a session is reported.",
         {.activities = ATT_SESSIONS},
         COUNT_MECHANISMS},
        {"cancelled",
         "Called off",
         "Activities reported as cancelled or postponed.",
         {.cancelled = true},
         COUNT_ACTS},
    };
    *count = sizeof rows / sizeof *rows;
    return rows;
}

static att_figure *key_figure(att_review *review, const char *prefix, const key_row *row,
                              att_interval period) {
    att_asked asked = row->asked;
    asked.period = period;
    att_refs refs = att_ask_acts(review, &asked);
    att_figure *figure =
        att_model_figure(&review->model, ATT_FORMAT(review, "%s.%s", prefix, row->key),
                         att_slice_of(row->label), row->definition, refs);
    att_model_value(&review->model, figure, measure(review, row, refs), ATT_SLICE_EMPTY);
    return figure;
}

static void key_figures(att_review *review, att_section *section) {
    uint32_t count;
    const key_row *rows = key_rows(&count);
    att_section_heading(&review->model, section, "Key figures");
    att_block *block = att_section_figures(&review->model, section);
    for (uint32_t i = 0; i < count; i++)
        att_block_take(&review->model, block, key_figure(review, "key", &rows[i], review->period));
}

/* ---- by year -------------------------------------------------------------------------------- */

static void by_year(att_review *review, att_section *section) {
    static const att_column columns[] = {{"Year", COLUMN_TEXT},
                                         {"Stories", COLUMN_NUMBER},
                                         {"Activities", COLUMN_NUMBER},
                                         {"Reports", COLUMN_NUMBER},
                                         {"Partner states", COLUMN_NUMBER},
                                         {"Permanent members", COLUMN_NUMBER},
                                         {"ASEAN members", COLUMN_NUMBER},
                                         {"Ministerial contacts", COLUMN_NUMBER}};
    att_table_block *table =
        att_section_table(&review->model, section, "by-year",
                          att_slice_of("The key figures by year"), ATT_COLUMNS(columns));
    uint32_t count;
    const key_row *rows = key_rows(&count);
    for (int year = att_year_of(review->period.first); year <= att_year_of(review->period.last);
         year++) {
        att_interval days = att_year_days(review, year);
        char prefix[32];
        snprintf(prefix, sizeof prefix, "year.%d", year);
        att_row *row = att_table_block_row(&review->model, table);
        att_row_text(&review->model, row, ATT_FORMAT(review, "%d", year));
        att_row_number(&review->model, row, att_count_stories(review, days, NULL));
        for (uint32_t i = 0; i < 6; i++)
            att_row_figure(&review->model, row, key_figure(review, prefix, &rows[i], days));
    }
}

/* ---- the comparison ------------------------------------------------------------------------- */

static att_slice percent(att_review *review, double now, double before) {
    if (before <= 0)
        return att_slice_of("—");
    double change = (now / before - 1) * 100;
    return ATT_FORMAT(review, "%s%.0f %%",
                      change > 0   ? "+"
                      : change < 0 ? "−"
                                   : "",
                      change < 0 ? -change : change);
}

static void comparison(att_review *review, att_section *section) {
    static const att_column columns[] = {{"Figure", COLUMN_TEXT},
                                         {"Period", COLUMN_NUMBER},
                                         {"Comparison", COLUMN_NUMBER},
                                         {"Change", COLUMN_NUMBER},
                                         {"Per 100 stories", COLUMN_NUMBER},
                                         {"Per 100 then", COLUMN_NUMBER},
                                         {"Beyond the change in stories", COLUMN_TEXT}};
    if (!review->compares)
        return;
    att_table_block *table =
        att_section_table(&review->model, section, "change",
                          ATT_FORMAT(review, "Change against %s (%u stories then, %u now)",
                                     att_period_text(review, review->compared).data,
                                     review->stories_compared, review->stories),
                          ATT_COLUMNS(columns));
    uint32_t count;
    const key_row *rows = key_rows(&count);
    for (uint32_t i = 0; i < count; i++) {
        att_row *row = att_table_block_row(&review->model, table);
        const att_figure *now =
            review->model.figures
                .items[att_map_get(&review->model.keys, ATT_FORMAT(review, "key.%s", rows[i].key))];
        const att_figure *then = key_figure(review, "compared", &rows[i], review->compared);
        double rate = review->stories ? now->value * 100 / review->stories : 0;
        double before = review->stories_compared ? then->value * 100 / review->stories_compared : 0;
        att_row_text(&review->model, row, att_slice_of(rows[i].label));
        att_row_figure(&review->model, row, now);
        att_row_figure(&review->model, row, then);
        att_row_text(&review->model, row, percent(review, now->value, then->value));
        att_row_text(&review->model, row, ATT_FORMAT(review, "%.1f", rate));
        att_row_text(&review->model, row, ATT_FORMAT(review, "%.1f", before));
        bool larger = (now->value > then->value && rate > before * 1.1) ||
                      (now->value < then->value && rate < before * 0.9);
        att_row_text(&review->model, row,
                     att_slice_of(larger ? "yes, by more than a tenth" : "no"));
    }
}

void att_section_corpus(att_review *review) {
    att_section *section = att_model_section(&review->model, "corpus", "Corpus and key figures");
    corpus(review, section);
    key_figures(review, section);
    by_year(review, section);
    comparison(review, section);
    att_chart_months(review, section);
}
