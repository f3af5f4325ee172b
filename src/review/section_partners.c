/* section_partners.c - with whom: every partner, the groups, who is new, who has fallen silent. */
#include "review/svg.h"

#include <stdio.h>

enum { SILENT_DAYS = 730 };

static const char CONTACTS[] = "Activities of the period in which the partner takes part too; "
                               "statements, hostile acts and appointments do not count.";

/* ---- histories ------------------------------------------------------------------------------ */

typedef struct history {
    att_day first, last; /* contacts up to the end of the period */
    bool before, within;
    uint32_t first_act, last_act;
} history;

static history look_at(const att_review *review, const att_partner *partner) {
    history out = {ATT_DAY_OPEN_END, ATT_DAY_NONE, false, false, ATT_NONE, ATT_NONE};
    for (uint32_t i = 0; i < partner->act_count; i++) {
        const att_act_row *act = &review->material.acts.items[partner->acts[i]];
        if (act->status == ATT_CANCELLED || !(ATT_CONTACTS >> act->activity & 1) ||
            act->first == ATT_DAY_NONE || act->first > review->period.last)
            continue;
        if (act->first < out.first) {
            out.first = act->first;
            out.first_act = partner->acts[i];
        }
        if (act->first >= out.last) {
            out.last = act->first;
            out.last_act = partner->acts[i];
        }
        out.before = out.before || act->first < review->period.first;
        out.within = out.within || act->first >= review->period.first;
    }
    return out;
}

static const history *look_at_all(att_review *review) {
    history *out = ATT_NEW_ARRAY(&review->arena, history, review->partners.count + 1);
    for (uint32_t i = 0; i < review->partners.count; i++)
        out[i] = look_at(review, &review->partners.items[i]);
    return out;
}

static att_slice days_of_act(att_review *review, uint32_t index) {
    const att_act_row *act = &review->material.acts.items[index];
    return att_days(review, act->first, act->last);
}

/* ---- one partner ---------------------------------------------------------------------------- */

static att_figure *last_contact(att_review *review, const att_partner *partner,
                                const history *seen) {
    att_day day = seen->last;
    att_picks picks = {0};
    if (seen->last_act != ATT_NONE)
        att_pick(review, &picks, seen->last_act);
    att_figure *figure =
        att_model_figure(&review->model, ATT_FORMAT(review, "partner.%s.last", partner->code.data),
                         ATT_FORMAT(review, "Last contact with %s", partner->name.data),
                         "The latest contact up to the end of the period, of all times.",
                         att_picked(review, &picks, REF_ACT));
    att_civil civil = att_day_civil(day == ATT_DAY_NONE ? 0 : day);
    att_model_value(&review->model, figure,
                    day == ATT_DAY_NONE ? 0 : civil.year * 10000 + civil.month * 100 + civil.day,
                    seen->last_act == ATT_NONE ? att_slice_of("none")
                                               : days_of_act(review, seen->last_act));
    return figure;
}

static uint8_t highest_level(const att_review *review, att_refs refs) {
    uint8_t best = 0;
    for (uint32_t i = 0; i < refs.count; i++) {
        uint8_t level = review->material.acts.items[refs.items[i]].level;
        if (level && (!best || level < best))
            best = level;
    }
    return best;
}

static att_figure *mechanisms_with(att_review *review, const att_partner *partner) {
    att_asked asked = {
        .period = review->period, .activities = ATT_SESSIONS, .partner = partner->code};
    att_figure *figure = att_act_figure(
        review, ATT_FORMAT(review, "partner.%s.mechanisms", partner->code.data),
        ATT_FORMAT(review, "Mechanisms met with %s", partner->name.data),
        "Distinct dialogues, forums, exercises and the like of which a session took place with "
        "the partner.",
        &asked);
    att_model_value(&review->model, figure, att_count_mechanisms(review, figure->refs),
                    ATT_SLICE_EMPTY);
    return figure;
}

static att_figure *owed_with(att_review *review, const att_partner *partner) {
    att_owed asked = {
        .period = att_up_to_now(review), .fates = ATT_UNANSWERED, .partner = partner->code};
    return att_model_figure(
        &review->model, ATT_FORMAT(review, "partner.%s.open", partner->code.data),
        ATT_FORMAT(review, "Open commitments with %s", partner->name.data),
        "Undertakings stated up to the end of the period in which the partner takes part and of "
        "which no later evidence was found.",
        att_ask_undertakings(review, &asked));
}

static att_figure *with(att_review *review, const att_partner *partner, const char *what,
                        const char *label, const char *definition, att_asked asked) {
    asked.partner = partner->code;
    return att_act_figure(review, ATT_FORMAT(review, "partner.%s.%s", partner->code.data, what),
                          ATT_FORMAT(review, "%s with %s", label, partner->name.data), definition,
                          &asked);
}

static void partner_row(att_review *review, att_table_block *table, const att_partner *partner,
                        const history *seen) {
    att_model *model = &review->model;
    att_interval period = review->period;
    att_figure *contacts = with(review, partner, "activities", "Activities", CONTACTS,
                                (att_asked){.period = period, .activities = ATT_CONTACTS});
    att_figure *signings =
        with(review, partner, "signings", "Agreements signed", "Documents signed in the period.",
             (att_asked){.period = period, .activities = ATT_A(SIGNING)});
    att_row *row = att_table_block_row(model, table);
    att_row_text(model, row, att_names_full(&review->names, partner->code));
    att_row_figure(model, row, contacts);
    att_row_number(model, row, att_count_reports(review, contacts->refs));
    att_row_text(model, row, att_slice_of(att_level_name(highest_level(review, contacts->refs))));
    att_row_figure(model, row, last_contact(review, partner, seen));
    att_row_figure(model, row, mechanisms_with(review, partner));
    att_row_figure(model, row, signings);
    att_row_figure(model, row, owed_with(review, partner));
    if (!review->compares)
        return;
    att_figure *then = with(review, partner, "compared", "Activities in the comparison period",
                            "The same, in the comparison period.",
                            (att_asked){.period = review->compared, .activities = ATT_CONTACTS});
    att_row_figure(model, row, then);
    att_row_number(model, row, contacts->value - then->value);
}

static void partner_table(att_review *review, att_section *section, const char *key,
                          const char *caption, bool states, const history *histories) {
    static const att_column columns[] = {
        {"Partner", COLUMN_TEXT},      {"Activities", COLUMN_NUMBER},
        {"Reports", COLUMN_NUMBER},    {"Highest level", COLUMN_TEXT},
        {"Last contact", COLUMN_TEXT}, {"Mechanisms", COLUMN_NUMBER},
        {"Signed", COLUMN_NUMBER},     {"Open commitments", COLUMN_NUMBER},
        {"Comparison", COLUMN_NUMBER}, {"Change", COLUMN_NUMBER}};
    uint32_t count = sizeof columns / sizeof *columns - (review->compares ? 0 : 2), rows = 0;
    att_table_block *table = NULL;
    for (uint32_t i = 0; i < review->partners.count; i++) {
        const att_partner *partner = &review->partners.items[i];
        if (partner->is_state != states || !partner->contacts)
            continue;
        if (!table)
            table = att_section_table(&review->model, section, key, att_slice_of(caption), columns,
                                      count);
        if (rows++ < ATT_TABLE_ROWS)
            partner_row(review, table, partner, &histories[i]);
    }
    if (!table)
        att_section_none(&review->model, section, att_searched(review, caption));
}

/* ---- groups --------------------------------------------------------------------------------- */

static att_slice where_met(att_review *review, att_refs refs) {
    att_buffer out;
    att_buffer_init(&out);
    const uint32_t *order = att_by_day(review, refs);
    for (uint32_t i = 0; i < refs.count && i < 12; i++) {
        const att_act_row *act = &review->material.acts.items[order[i]];
        att_slice where = att_where(review, act->place, act->country);
        att_buffer_format(&out, "%s%d: %.*s", out.size ? "; " : "", att_year_of(act->first),
                          ATT_TEXT_OF(where.size ? where : att_slice_of("place not stated")));
    }
    att_slice text = att_arena_copy(&review->arena, att_buffer_slice(&out));
    att_buffer_release(&out);
    return text;
}

static void member_row(att_review *review, att_table_block *table, const att_box *box,
                       att_slice code) {
    att_model *model = &review->model;
    att_row *row = att_table_block_row(model, table);
    att_row_text(model, row, att_names_of(&review->names, code));
    for (int year = att_year_of(review->period.first); year <= att_year_of(review->period.last);
         year++) {
        att_asked asked = {.period = att_year_days(review, year),
                           .activities = ATT_MEETINGS,
                           .level = 3,
                           .partner = code};
        att_row_figure(
            model, row,
            att_act_figure(review,
                           ATT_FORMAT(review, "group.%s.%s.%d", box->group.data, code.data, year),
                           ATT_FORMAT(review, "Ministerial contacts with %s in %d",
                                      att_names_of(&review->names, code).data, year),
                           "Talks, receptions, visits, calls and dialogues with an office-holder "
                           "of the rank of minister or above on either side.",
                           &asked));
    }
    att_asked all = {.period = review->period, .activities = ATT_CONTACTS, .partner = code};
    att_figure *figure = att_act_figure(
        review, ATT_FORMAT(review, "group.%s.%s", box->group.data, code.data),
        ATT_FORMAT(review, "All contacts with %s", att_names_of(&review->names, code).data),
        CONTACTS, &all);
    att_row_figure(model, row, figure);
    att_asked ministers = {
        .period = review->period, .activities = ATT_MEETINGS, .level = 3, .partner = code};
    att_row_text(model, row, where_met(review, att_ask_acts(review, &ministers)));
}

/* Members on the last day of the period, or on any day of it. */
static bool ever_member(const att_review *review, const att_box *box, att_slice code) {
    return att_names_in_group(&review->names, box->group, code, review->period.last) ||
           att_names_in_group(&review->names, box->group, code, review->period.first);
}

static const att_column *year_columns(att_review *review, uint32_t *count) {
    int first = att_year_of(review->period.first), last = att_year_of(review->period.last);
    uint32_t years = (uint32_t)(last - first + 1);
    att_column *columns = ATT_NEW_ARRAY(&review->arena, att_column, years + 3);
    columns[0] = (att_column){"State", COLUMN_TEXT};
    for (uint32_t i = 0; i < years; i++)
        columns[i + 1] = (att_column){ATT_FORMAT(review, "%d", first + (int)i).data, COLUMN_NUMBER};
    columns[years + 1] = (att_column){"All contacts", COLUMN_NUMBER};
    columns[years + 2] = (att_column){"Where ministers met", COLUMN_TEXT};
    *count = years + 3;
    return columns;
}

static void group_box(att_review *review, att_section *section, const att_box *box) {
    uint32_t count;
    const att_column *columns = year_columns(review, &count);
    att_section_heading(&review->model, section, box->title.data);
    att_table_block *table = att_section_table(
        &review->model, section, ATT_FORMAT(review, "group-%s", box->group.data).data,
        ATT_FORMAT(review,
                   "%s: ministerial contacts by year, by the membership of the day. A contact "
                   "counts as ministerial only where a story names the office.",
                   box->title.data),
        columns, count);
    for (uint32_t i = 0; i < review->names.states.count; i++) {
        const att_state_row *state = &review->names.states.items[i];
        if (!att_slice_equal(state->code, review->country) && ever_member(review, box, state->code))
            member_row(review, table, box, state->code);
    }
}

static void groups(att_review *review, att_section *section) {
    for (uint32_t i = 0; i < review->names.boxes.count; i++)
        group_box(review, section, &review->names.boxes.items[i]);
    att_slice group = ATT_FORMAT(review, "NEIGHBOURS:%s", review->country.data);
    att_box box = {group, att_slice_of("Neighbours by land")};
    const att_state_row *state = att_names_state(&review->names, review->country);
    if (state && state->neighbours.size)
        group_box(review, section, &box);
}

/* ---- new, lapsed, silent -------------------------------------------------------------------- */

typedef enum standing { NEW, LAPSED, SILENT } standing;

static bool stands(const att_review *review, const history *seen, standing which) {
    if (which == NEW)
        return seen->within && !seen->before;
    if (which == LAPSED)
        return seen->before && !seen->within;
    return seen->last != ATT_DAY_NONE && seen->last < review->period.last - SILENT_DAYS;
}

typedef struct standing_row {
    standing which;
    const char *key, *label, *definition;
} standing_row;

static void standing_figure(att_review *review, att_block *block, const standing_row *row,
                            const history *histories, att_buffer *names) {
    att_picks picks = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < review->partners.count; i++) {
        const att_partner *partner = &review->partners.items[i];
        const history *seen = &histories[i];
        if (!partner->is_state || !stands(review, seen, row->which))
            continue;
        count++;
        uint32_t act = row->which == NEW ? seen->first_act : seen->last_act;
        att_pick(review, &picks, act);
        att_buffer_format(names, "%s%.*s (%s)", names->size ? "; " : "", ATT_TEXT_OF(partner->name),
                          days_of_act(review, act).data);
    }
    att_figure *figure =
        att_model_figure(&review->model, att_slice_of(row->key), att_slice_of(row->label),
                         row->definition, att_picked(review, &picks, REF_ACT));
    att_model_value(&review->model, figure, count, ATT_SLICE_EMPTY);
    att_block_take(&review->model, block, figure);
}

static void standings(att_review *review, att_section *section, const history *histories) {
    static const standing_row rows[] = {
        {NEW, "partners.new", "New partners",
         "States with a contact in the period and none before it in the archive."},
        {LAPSED, "partners.lapsed", "Lapsed partners",
         "States with a contact before the period and none in it."},
        {SILENT, "partners.silent", "Silent partners",
         "States whose last contact lies more than 730 days before the end of the period."}};
    att_section_heading(&review->model, section, "New, lapsed and silent partners");
    att_block *block = att_section_figures(&review->model, section);
    att_slice lists[3];
    for (int i = 0; i < 3; i++) {
        att_buffer names;
        att_buffer_init(&names);
        standing_figure(review, block, &rows[i], histories, &names);
        lists[i] = att_arena_copy(&review->arena, att_buffer_slice(&names));
        att_buffer_release(&names);
    }
    for (int i = 0; i < 3; i++)
        if (lists[i].size)
            att_section_text(&review->model, section,
                             ATT_FORMAT(review, "%s: %s.", rows[i].label, lists[i].data));
    att_section_text(
        &review->model, section,
        ATT_FORMAT(review,
                   "The archive begins on %s; what lies before it is unknown to this review, so "
                   "that a partner can be new to the archive without being new.",
                   att_day_text(review, review->material.first).data));
}

void att_section_partners(att_review *review) {
    att_section *section = att_model_section(&review->model, "partners", "Partners");
    const history *histories = look_at_all(review);
    partner_table(review, section, "partners", "Partner states", true, histories);
    partner_table(review, section, "bodies", "Organisations and other entities", false, histories);
    att_chart_map(review, section);
    att_chart_heat(review, section);
    groups(review, section);
    if (review->names.boxes.count)
        att_chart_small(review, section, &review->names.boxes.items[0]);
    standings(review, section, histories);
}
