/* chart_strength.c - peacekeeping: the unit, rotation and persons of each deployment, as reports
 * give them. */
#include "review/svg.h"

enum { WIDTH = 900, LEFT = 40, TOP = 12, PLOT = 170, MOST = 60 };

typedef struct deployment {
    uint32_t act;
    double least, most, women; /* over its reports; 0: not told */
    att_slice unit;            /* "": not told */
    int64_t rotation;          /* 0: not told */
} deployment;

/* Persons by the unit as written: what counts people and not women, ships or tonnes. */
static bool counts_persons(att_slice unit) {
    static const char *const words[] = {"member",   "personnel", "officer", "soldier",
                                        "staff",    "people",    "troop",   "peacekeeper",
                                        "engineer", "doctor",    "medic",   "person"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasestr(unit.data, words[i]))
            return true;
    return false;
}

static bool counts_women(att_slice unit) {
    return strcasestr(unit.data, "women") || strcasestr(unit.data, "female");
}

/* The largest body of persons in each report is its strength; reports may differ. */
static void read_strength(att_review *review, deployment *out) {
    att_material *material = &review->material;
    att_query query;
    int64_t record = 0;
    double best = 0;
    att_query_begin(&query, material->store,
                    "SELECT q.record, q.number, q.unit FROM quantity q JOIN report p ON p.record = "
                    "q.record WHERE p.act = ?1 ORDER BY q.record, q.ordinal",
                    material->error);
    att_query_integer(&query, 1, material->acts.items[out->act].number);
    for (bool more = true; more;) {
        more = att_query_next(&query);
        if (!more || att_query_number(&query, 0) != record) {
            if (best > 0) {
                out->least = out->least > 0 && out->least < best ? out->least : best;
                out->most = out->most > best ? out->most : best;
            }
            best = 0;
        }
        if (!more)
            break;
        record = att_query_number(&query, 0);
        att_slice unit = att_query_column(&query, 2);
        double number = att_query_double(&query, 1);
        if (counts_women(unit))
            out->women = number > out->women ? number : out->women;
        else if (counts_persons(unit) && number > best)
            best = number;
    }
    att_material_end(material, &query);
}

static void read_unit(att_review *review, deployment *out) {
    att_material *material = &review->material;
    att_query query;
    att_query_begin(&query, material->store, "SELECT unit, rotation FROM deployment WHERE act = ?1",
                    material->error);
    att_query_integer(&query, 1, material->acts.items[out->act].number);
    if (att_query_next(&query)) {
        out->unit = att_arena_copy(&review->arena, att_query_column(&query, 0));
        out->rotation = att_query_number(&query, 1);
    }
    att_material_end(material, &query);
}

/* Those that say who went, or how many. */
static uint32_t collect(att_review *review, deployment *list, double *top) {
    att_asked asked = {.period = review->period, .activities = ATT_A(PEACEKEEPING)};
    att_refs refs = att_ask_acts(review, &asked);
    const uint32_t *order = att_by_day(review, refs);
    uint32_t count = 0;
    for (uint32_t i = 0; i < refs.count && count < MOST; i++) {
        deployment *item = &list[count];
        *item = (deployment){.act = order[i], .unit = ATT_SLICE_EMPTY};
        read_strength(review, item);
        read_unit(review, item);
        *top = item->most > *top ? item->most : *top;
        count += item->most > 0 || item->unit.size || item->rotation;
    }
    return count;
}

static void draw_bar(att_review *review, att_svg *svg, const deployment *item, double x,
                     double width, double top) {
    double base = TOP + PLOT, least = item->least * PLOT / top, most = item->most * PLOT / top;
    const att_act_row *act = &review->material.acts.items[item->act];
    att_svg_group_open(svg, att_days(review, act->first, act->last));
    if (most > least)
        att_svg_rect(svg, x, base - most, width, most, "h2");
    att_svg_rect(svg, x, base - least, width, least, "h4");
    if (item->women > 0)
        att_svg_rect(svg, x, base - item->women * PLOT / top, width, item->women * PLOT / top,
                     "k2");
    att_svg_group_close(svg);
}

static void draw(att_review *review, att_chart *chart, const deployment *list, uint32_t count,
                 double most) {
    double top = att_svg_round_up(most), slot = (double)(WIDTH - LEFT) / (count < 8 ? 8 : count);
    double width = slot - 8 > 44 ? 44 : slot * 0.75;
    att_svg svg;
    att_svg_begin(&svg, WIDTH, TOP + PLOT + 46, chart);
    for (int i = 0; i <= 2; i++) {
        double y = TOP + PLOT - PLOT * i / 2.0;
        att_svg_line(&svg, LEFT, y, WIDTH, y, i ? "grid" : "axis");
        att_svg_number(&svg, LEFT - 6, y + 4, ANCHOR_END, "muted", top * i / 2);
    }
    for (uint32_t i = 0; i < count; i++) {
        double x = LEFT + slot * i + (slot - width) / 2;
        draw_bar(review, &svg, &list[i], x, width, top);
        if (slot >= 52)
            att_svg_text(
                &svg, x + width / 2, TOP + PLOT + 16, ANCHOR_MIDDLE, "muted",
                ATT_FORMAT(
                    review, "%.7s",
                    att_day_text(review, review->material.acts.items[list[i].act].first).data));
    }
    static const struct {
        const char *class, *text;
        double x;
    } legend[] = {{"h4", "persons, lowest report", 0},
                  {"h2", "up to the highest report", 190},
                  {"k2", "women among them", 385}};
    for (int i = 0; i < 3; i++) {
        att_svg_rect(&svg, LEFT + legend[i].x, TOP + PLOT + 30, 11, 11, legend[i].class);
        att_svg_text(&svg, LEFT + legend[i].x + 17, TOP + PLOT + 40, ANCHOR_START, "",
                     att_slice_of(legend[i].text));
    }
    att_svg_end(&svg, review, chart);
}

static void table_of(att_review *review, att_section *section, const deployment *list,
                     uint32_t count) {
    static const att_column columns[] = {{"Date", COLUMN_TEXT},
                                         {"Under", COLUMN_TEXT},
                                         {"Unit", COLUMN_TEXT},
                                         {"Rotation", COLUMN_NUMBER},
                                         {"Persons, lowest report", COLUMN_NUMBER},
                                         {"Persons, highest report", COLUMN_NUMBER},
                                         {"Women", COLUMN_NUMBER},
                                         {"Reports", COLUMN_TEXT}};
    att_model *model = &review->model;
    att_table_block *table = att_section_table(
        model, section, "strength-table",
        att_slice_of("Deployments, rotations and returns, with unit and strength"),
        ATT_COLUMNS(columns));
    for (uint32_t i = 0; i < count; i++) {
        const att_act_row *act = &review->material.acts.items[list[i].act];
        att_row *row = att_table_block_row(model, table);
        att_row_ref(model, row, att_days(review, act->first, act->last), REF_ACT, list[i].act);
        att_row_text(model, row, act->instrument.size ? act->instrument : att_slice_of("—"));
        att_row_text(model, row, list[i].unit.size ? list[i].unit : att_slice_of("not told"));
        double numbers[] = {(double)list[i].rotation, list[i].least, list[i].most, list[i].women};
        for (int n = 0; n < 4; n++)
            if (numbers[n] > 0)
                att_row_number(model, row, numbers[n]);
            else
                att_row_text(model, row, att_slice_of("not told"));
        att_row_text(model, row, att_sources_text(review, act));
    }
}

/* The bars are of those that give a number of persons. */
static void draw_strengths(att_review *review, att_section *section, const deployment *list,
                           uint32_t count, double most) {
    deployment counted[MOST];
    uint32_t bars = 0;
    for (uint32_t i = 0; i < count; i++)
        if (list[i].most > 0)
            counted[bars++] = list[i];
    att_chart *chart = att_section_chart(
        &review->model, section, "strength", att_slice_of("Peacekeeping: strength of deployments"),
        att_slice_of("A bar for each peacekeeping event that gives a number of persons. Where "
                     "reports disagree the bar shows both ends. Events are not added up: a unit "
                     "that is sent off and comes home appears twice."));
    draw(review, chart, counted, bars, most);
}

void att_chart_strength(att_review *review, att_section *section) {
    deployment list[MOST];
    double most = 0;
    uint32_t count = collect(review, list, &most);
    if (most > 0)
        draw_strengths(review, section, list, count, most);
    if (count)
        table_of(review, section, list, count);
}
