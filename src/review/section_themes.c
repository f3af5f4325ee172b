/* section_themes.c - the subjects of defence diplomacy, one after another, and its three pillars.
 */
#include "review/svg.h"

#include <stdio.h>

#define FIELD(id) (1u << ATT_FIELD_##id)

typedef struct theme {
    const char *key, *title;
    uint64_t activities;
    att_fields fields;
    bool directions;
} theme;

static const theme themes[] = {
#define ATT_THEME(key, title, activities, fields, directions)                                      \
    {key, title, activities, fields, directions},
#include "review/themes.def"
};

/* ---- figures -------------------------------------------------------------------------------- */

static void take(att_review *review, att_block *block, const theme *theme_now, const char *what,
                 const char *label, const char *definition, att_refs refs, double value) {
    att_figure *figure =
        att_model_figure(&review->model, ATT_FORMAT(review, "theme.%s.%s", theme_now->key, what),
                         att_slice_of(label), definition, refs);
    att_model_value(&review->model, figure, value, ATT_SLICE_EMPTY);
    att_block_take(&review->model, block, figure);
}

/* Acts of other kinds at which the theme was a subject. */
static att_refs subject_of(att_review *review, const theme *theme_now) {
    att_asked asked = {.period = review->period,
                       .fields = theme_now->fields,
                       .activities = ~theme_now->activities};
    return att_ask_acts(review, &asked);
}

static void figures(att_review *review, att_section *section, const theme *theme_now,
                    att_refs refs) {
    att_block *block = att_section_figures(&review->model, section);
    att_asked asked = {.period = review->period, .activities = theme_now->activities};
    take(review, block, theme_now, "events", "Events",
         "Events of the period of this kind, done or under way.", refs, refs.count);
    take(review, block, theme_now, "reports", "Reports of them", "Records that tell these events.",
         refs, att_count_reports(review, refs));
    take(review, block, theme_now, "partners", "Partner states",
         "Distinct other states that take part.", refs,
         att_count_states(review, refs, ATT_SLICE_EMPTY));
    if (theme_now->directions) {
        asked.giving = true;
        att_refs given = att_ask_acts(review, &asked);
        take(review, block, theme_now, "given", "Given", "The country acts and another receives.",
             given, given.count);
        asked.giving = false;
        asked.receiving = true;
        att_refs received = att_ask_acts(review, &asked);
        take(review, block, theme_now, "received", "Received",
             "Another acts and the country receives.", received, received.count);
    }
    att_refs subjects = subject_of(review, theme_now);
    take(review, block, theme_now, "subject", "Other events with this subject",
         "Events of other kinds, such as talks, that name it as a subject.", subjects,
         subjects.count);
    asked = (att_asked){
        .period = review->period, .activities = theme_now->activities, .one_source = true};
    att_refs single = att_ask_acts(review, &asked);
    take(review, block, theme_now, "single", "On one source only",
         "Events that one independent source reports.", single, single.count);
    att_owed owed = {.period = review->period,
                     .fates = ATT_UNANSWERED,
                     .activities = theme_now->activities,
                     .fields = theme_now->fields};
    att_refs open = att_ask_undertakings(review, &owed);
    take(review, block, theme_now, "open", "Open commitments",
         "Undertakings of the period on this subject, open or overdue.", open, open.count);
}

/* ---- figures by unit ------------------------------------------------------------------------ */

typedef struct unit_line {
    att_slice unit;
    const char *direction;
    double least, most;
    att_picks acts;
} unit_line;

typedef ATT_ARRAY(unit_line) unit_lines;

static unit_line *line_of(att_review *review, unit_lines *lines, att_slice unit,
                          const char *direction) {
    for (uint32_t i = 0; i < lines->count; i++)
        if (att_slice_equal(lines->items[i].unit, unit) &&
            strcmp(lines->items[i].direction, direction) == 0)
            return &lines->items[i];
    unit_line *line = ATT_PUSH(&review->arena, lines);
    line->direction = direction;
    line->unit = att_arena_copy(&review->arena, unit);
    return line;
}

static void add_units(att_review *review, unit_lines *lines, uint32_t index, bool directions) {
    const att_act_row *act = &review->material.acts.items[index];
    const char *direction = directions ? att_act_direction(review, act) : "all";
    for (uint32_t i = 0; i < act->sums.count; i++) {
        const att_sum_row *sum = &review->material.sums.items[act->sums.first + i];
        unit_line *line = line_of(review, lines, sum->unit, direction);
        line->least += sum->least;
        line->most += sum->most;
        att_pick(review, &line->acts, index);
    }
}

static void unit_table(att_review *review, att_section *section, const theme *theme_now,
                       att_refs refs) {
    static const att_column directed[] = {{"Unit as written", COLUMN_TEXT},
                                          {"Events with a figure", COLUMN_NUMBER},
                                          {"Sum of figures", COLUMN_NUMBER},
                                          {"Direction", COLUMN_TEXT}};
    unit_lines lines = {0};
    for (uint32_t i = 0; i < refs.count; i++)
        add_units(review, &lines, refs.items[i], theme_now->directions);
    if (!lines.count)
        return;
    att_table_block *table = att_section_table(
        &review->model, section, ATT_FORMAT(review, "units-%s", theme_now->key).data,
        ATT_FORMAT(review,
                   "%s: figures as reported, by unit. Each event counts once; where its reports "
                   "disagree, both ends are shown.",
                   theme_now->title),
        directed, theme_now->directions ? 4 : 3);
    for (uint32_t i = 0; i < lines.count && i < 60; i++) {
        unit_line *line = &lines.items[i];
        att_row *row = att_table_block_row(&review->model, table);
        att_row_text(&review->model, row, line->unit);
        att_figure *figure = att_model_figure(
            &review->model,
            ATT_FORMAT(review, "theme.%s.%s.unit.%.*s", theme_now->key, line->direction,
                       ATT_TEXT_OF(line->unit)),
            ATT_FORMAT(review, "%s: %.*s", theme_now->title, ATT_TEXT_OF(line->unit)),
            "Events of which a report gives a figure in this unit.",
            att_picked(review, &line->acts, REF_ACT));
        att_row_figure(&review->model, row, figure);
        att_slice least = att_number_text(&review->arena, line->least);
        att_row_text(&review->model, row,
                     line->most > line->least
                         ? ATT_FORMAT(review, "%s to %s", least.data,
                                      att_number_text(&review->arena, line->most).data)
                         : least);
        if (theme_now->directions)
            att_row_text(&review->model, row, att_slice_of(line->direction));
    }
}

/* ---- claims of the theme -------------------------------------------------------------------- */

static void claim_table(att_review *review, att_section *section, const theme *theme_now) {
    static const att_column columns[] = {{"Said", COLUMN_TEXT},
                                         {"By", COLUMN_TEXT},
                                         {"Period claimed", COLUMN_TEXT},
                                         {"As reported", COLUMN_TEXT}};
    att_table_block *table = NULL;
    uint32_t rows = 0;
    for (uint32_t i = 0; i < review->material.claims.count && rows < ATT_TABLE_ROWS; i++) {
        const att_claim_row *claim = &review->material.claims.items[i];
        bool fits =
            (claim->fields & theme_now->fields) || (theme_now->activities >> claim->activity & 1);
        bool again = i && claim[-1].record == claim->record;
        if (!fits || again || !att_within(review->period, att_claim_day(&review->material, claim)))
            continue;
        if (!table)
            table = att_section_table(
                &review->model, section, ATT_FORMAT(review, "claims-%s", theme_now->key).data,
                ATT_FORMAT(review, "%s: what was claimed", theme_now->title), ATT_COLUMNS(columns));
        rows++;
        att_claim_table_row(review, table, i, true);
    }
}

static void show(att_review *review, att_section *section, const theme *theme_now) {
    att_asked asked = {.period = review->period, .activities = theme_now->activities};
    att_refs refs = att_ask_acts(review, &asked);
    att_section_heading(&review->model, section, theme_now->title);
    figures(review, section, theme_now, refs);
    if (strcmp(theme_now->key, "peacekeeping") == 0)
        att_chart_strength(review, section);
    if (refs.count)
        att_act_table(review, section, ATT_FORMAT(review, "acts-%s", theme_now->key).data,
                      ATT_FORMAT(review, "%s: events of the period", theme_now->title), refs);
    else
        att_section_none(&review->model, section, att_searched(review, theme_now->title));
    unit_table(review, section, theme_now, refs);
    claim_table(review, section, theme_now);
}

/* ---- the three pillars ---------------------------------------------------------------------- */

static void pillars(att_review *review, att_section *section) {
    static const struct {
        const char *pillar, *label, *definition;
    } rows[] = {{"PARTY", "Party", "Activities in which a party body takes part."},
                {"STATE", "State",
                 "Activities in which a government, military, police, parliament or court body "
                 "takes part."},
                {"PEOPLE", "People", "Activities in which any other body takes part."}};
    att_section_heading(&review->model, section, "The three pillars: Party, State, people");
    att_section_text(&review->model, section,
                     att_slice_of("Derived from the sector of those who take part on the country's "
                                  "side; an act can belong to several."));
    att_block *block = att_section_figures(&review->model, section);
    for (int p = 0; p < 3; p++) {
        att_picks picks = {0};
        for (uint32_t i = 0; i < review->material.acts.count; i++) {
            const att_act_row *act = &review->material.acts.items[i];
            if (act->status == ATT_CANCELLED || !att_within(review->period, act->first))
                continue;
            for (uint32_t k = 0; k < act->parties.count; k++) {
                const att_party *party = &review->material.parties.items[act->parties.first + k];
                if (party->sector && att_slice_equal(party->code, review->country) &&
                    strcmp(att_sector_pillar((att_sector)party->sector), rows[p].pillar) == 0)
                    att_pick(review, &picks, i);
            }
        }
        att_block_take(&review->model, block,
                       att_model_figure(&review->model,
                                        ATT_FORMAT(review, "pillar.%s", rows[p].pillar),
                                        att_slice_of(rows[p].label), rows[p].definition,
                                        att_picked(review, &picks, REF_ACT)));
    }
}

void att_section_themes(att_review *review) {
    att_section *section = att_model_section(&review->model, "themes", "Themes");
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++)
        show(review, section, &themes[i]);
    pillars(review, section);
}
