/* chart_timeline.c - standing mechanisms through time: sessions, editions planned, called off or
 * missing; as a drawing and as a table. */
#include "review/svg.h"

#include <stdlib.h>

enum { TRACKS = 24, WIDTH = 900, LEFT = 300, ROW = 24, TOP = 26 };

typedef struct edition_row {
    int64_t number;
    att_slice state, id; /* of the record that tells it best */
    att_day first, last;
    uint32_t act; /* ATT_NONE: none of the country's */
    bool mine;    /* the country takes part in that record */
} edition_row;

typedef struct track {
    const att_mechanism_row *mechanism;
    att_refs sessions;
    ATT_ARRAY(edition_row) editions;
    bool mine, shown;
} track;

typedef struct timeline {
    att_review *review;
    track *tracks; /* by the mechanism's index */
    track *chosen[TRACKS];
    uint32_t count;
} timeline;

static void read_editions(timeline *line) {
    att_material *material = &line->review->material;
    att_query query;
    att_query_begin(&query, material->store,
                    "SELECT e.mechanism, e.edition, e.state, e.act, e.first_date, e.last_date, "
                    "e.record, r.id FROM edition e LEFT JOIN record r ON r.number = e.record "
                    "ORDER BY e.mechanism, e.edition",
                    material->error);
    while (att_query_next(&query)) {
        uint32_t at = att_lookup_get(&material->mechanism_of, att_query_number(&query, 0));
        if (at == ATT_NONE)
            continue;
        edition_row *row = ATT_PUSH(&line->review->arena, &line->tracks[at].editions);
        row->number = att_query_number(&query, 1);
        row->state = att_arena_copy(&line->review->arena, att_query_column(&query, 2));
        row->act = att_query_is_null(&query, 3)
                       ? ATT_NONE
                       : att_lookup_get(&material->act_of, att_query_number(&query, 3));
        row->first = att_query_date(&query, 4);
        row->last = att_query_date(&query, 5);
        row->mine = !att_query_is_null(&query, 6) &&
                    att_material_is_mine(material, att_query_number(&query, 6));
        row->id = att_arena_copy(&line->review->arena, att_query_column(&query, 7));
    }
    att_material_end(material, &query);
}

/* Sessions, and what else was done at a numbered one: talks on the margin of a forum show that it
 * met. */
static att_refs sessions_of(att_review *review, const track *track_now,
                            const att_mechanism_row *mechanism) {
    att_refs sessions = att_sessions_of(review, mechanism);
    att_picks picks = {0};
    for (uint32_t i = 0; i < sessions.count; i++)
        att_pick(review, &picks, sessions.items[i]);
    for (uint32_t e = 0; e < track_now->editions.count; e++) {
        const edition_row *edition = &track_now->editions.items[e];
        if (edition->act != ATT_NONE && att_slice_is(edition->state, "held") &&
            edition->first <= review->period.last)
            att_pick(review, &picks, edition->act);
    }
    return att_picked(review, &picks, REF_ACT);
}

static void read_sessions(timeline *line) {
    const att_review *review = line->review;
    for (uint32_t m = 0; m < review->material.mechanisms.count; m++) {
        track *track_now = &line->tracks[m];
        track_now->sessions =
            sessions_of(line->review, track_now, &review->material.mechanisms.items[m]);
        track_now->mine = track_now->sessions.count > 0;
        for (uint32_t i = 0; i < track_now->sessions.count; i++) {
            uint32_t act = track_now->sessions.items[i];
            track_now->shown |= att_within(review->period, review->material.acts.items[act].first);
        }
        for (uint32_t e = 0; e < track_now->editions.count; e++) {
            const edition_row *edition = &track_now->editions.items[e];
            track_now->mine |= edition->mine;
            track_now->shown |= edition->mine && att_within(review->period, edition->first);
        }
    }
}

static uint32_t weight(const track *track_now) {
    return track_now->sessions.count * 2 + track_now->editions.count;
}

/* Those with a session, held or planned, in the period, and either two sessions or editions told;
 * most first. */
static void choose(timeline *line) {
    for (uint32_t i = 0; i < line->review->material.mechanisms.count; i++) {
        track *track_now = &line->tracks[i];
        track_now->mechanism = &line->review->material.mechanisms.items[i];
        if (!track_now->shown || (track_now->sessions.count < 2 && !track_now->editions.count))
            continue;
        uint32_t at = line->count < TRACKS ? line->count++ : TRACKS;
        while (at > 0 && (at == TRACKS || weight(line->chosen[at - 1]) < weight(track_now))) {
            if (at < TRACKS)
                line->chosen[at] = line->chosen[at - 1];
            at--;
            if (weight(line->chosen[at]) >= weight(track_now)) {
                at++;
                break;
            }
        }
        if (at < TRACKS)
            line->chosen[at] = track_now;
    }
}

/* ---- drawing -------------------------------------------------------------------------------- */

static double x_of(const att_review *review, att_day day) {
    double span = review->period.last - review->period.first + 1;
    double at = (day - review->period.first) / span;
    return LEFT + (WIDTH - LEFT - 10) * (at < 0 ? 0 : at > 1 ? 1 : at);
}

static void draw_cross(att_svg *svg, double x, double y) {
    att_svg_line(svg, x - 4, y - 4, x + 4, y + 4, "missing");
    att_svg_line(svg, x - 4, y + 4, x + 4, y - 4, "missing");
}

static att_slice shortened(att_review *review, att_slice name) {
    enum { MOST = 44 };
    if (name.size <= MOST)
        return name;
    uint32_t cut = MOST - 2;
    while (cut > 10 && name.data[cut] != ' ')
        cut--;
    return ATT_FORMAT(review, "%.*s …", (int)cut, name.data);
}

static void draw_track(timeline *line, att_svg *svg, uint32_t row) {
    att_review *review = line->review;
    const track *track_now = line->chosen[row];
    double y = TOP + row * ROW + ROW / 2.0;
    att_svg_text(svg, LEFT - 12, y + 4, ANCHOR_END, "",
                 shortened(review, att_mechanism_name(review, track_now->mechanism)));
    att_svg_line(svg, LEFT, y, WIDTH - 10, y, "grid");
    for (uint32_t i = 0; i < track_now->editions.count; i++) {
        const edition_row *edition = &track_now->editions.items[i];
        if (att_slice_is(edition->state, "held") || !att_within(review->period, edition->first))
            continue;
        if (att_slice_is(edition->state, "planned"))
            att_svg_circle(svg, x_of(review, edition->first), y, 4.5, "hollow");
        else
            draw_cross(svg, x_of(review, edition->first), y);
    }
    for (uint32_t i = 0; i < track_now->sessions.count; i++) {
        const att_act_row *act = &review->material.acts.items[track_now->sessions.items[i]];
        if (!att_within(review->period, act->first))
            continue;
        att_svg_group_open(svg, att_days(review, act->first, act->last));
        att_svg_circle(svg, x_of(review, act->first), y, 5, "k1");
        att_svg_group_close(svg);
    }
}

static void draw_years(const timeline *line, att_svg *svg, double bottom) {
    const att_review *review = line->review;
    int last = att_year_of(review->period.last);
    for (int year = att_year_of(review->period.first); year <= last; year++) {
        double x = x_of(review, att_day_of(year, 1, 1));
        att_svg_line(svg, x, TOP - 6, x, bottom, "grid");
        att_svg_number(svg, x + 3, 14, ANCHOR_START, "muted", year);
    }
}

static void draw(timeline *line, att_chart *chart) {
    att_svg svg;
    double height = TOP + line->count * ROW + 26;
    att_svg_begin(&svg, WIDTH, height, chart);
    draw_years(line, &svg, height - 26);
    for (uint32_t i = 0; i < line->count; i++)
        draw_track(line, &svg, i);
    double y = height - 8;
    att_svg_circle(&svg, LEFT + 5, y - 4, 5, "k1");
    att_svg_text(&svg, LEFT + 15, y, ANCHOR_START, "", att_slice_of("session reported"));
    att_svg_circle(&svg, LEFT + 145, y - 4, 4.5, "hollow");
    att_svg_text(&svg, LEFT + 155, y, ANCHOR_START, "", att_slice_of("planned"));
    draw_cross(&svg, LEFT + 235, y - 4);
    att_svg_text(&svg, LEFT + 246, y, ANCHOR_START, "", att_slice_of("called off or missing"));
    att_svg_end(&svg, line->review, chart);
}

/* ---- the table ------------------------------------------------------------------------------ */

/* Missing editions in a row are told together. */
static uint32_t missing_run(const track *track_now, uint32_t from) {
    uint32_t end = from;
    while (end < track_now->editions.count &&
           att_slice_is(track_now->editions.items[end].state, "missing"))
        end++;
    return end - from;
}

static att_slice editions_text(att_review *review, const track *track_now) {
    att_buffer out;
    att_buffer_init(&out);
    for (uint32_t i = 0; i < track_now->editions.count; i++) {
        const edition_row *row = &track_now->editions.items[i];
        uint32_t run = missing_run(track_now, i);
        att_buffer_add(&out, out.size ? "; " : "");
        if (run > 1) {
            att_buffer_format(&out, "nos. %d to %d missing", (int)row->number,
                              (int)track_now->editions.items[i + run - 1].number);
            i += run - 1;
            continue;
        }
        att_buffer_format(&out, "no. %d %.*s", (int)row->number, ATT_TEXT_OF(row->state));
        if (row->first != ATT_DAY_NONE)
            att_buffer_format(&out, " %s", att_days(review, row->first, row->last).data);
    }
    att_slice text = out.size ? att_arena_copy(&review->arena, att_buffer_slice(&out))
                              : att_slice_of("not numbered");
    att_buffer_release(&out);
    return text;
}

static int32_t longest_gap(att_review *review, const track *track_now) {
    att_refs refs = track_now->sessions;
    const uint32_t *order = att_by_day(review, refs);
    int32_t gap = 0;
    for (uint32_t i = 1; i < refs.count; i++) {
        int32_t days = review->material.acts.items[order[i]].first -
                       review->material.acts.items[order[i - 1]].first;
        gap = days > gap ? days : gap;
    }
    return gap;
}

/* The record that tells of the lowest edition. */
static att_slice first_told(const track *track_now) {
    for (uint32_t e = 0; e < track_now->editions.count; e++)
        if (track_now->editions.items[e].id.size)
            return track_now->editions.items[e].id;
    return ATT_SLICE_EMPTY;
}

static void add_row(timeline *line, att_table_block *table, track *track_now) {
    att_review *review = line->review;
    att_model *model = &review->model;
    att_row *row = att_table_block_row(model, table);
    att_refs refs = track_now->sessions;
    att_row_text(model, row, att_mechanism_name(review, track_now->mechanism));
    att_slice id =
        refs.count ? review->material.acts.items[refs.items[0]].id : first_told(track_now);
    att_row_figure(
        model, row,
        att_model_figure(model, ATT_FORMAT(review, "mechanism.%s", id.data),
                         ATT_FORMAT(review, "Sessions: %s", track_now->mechanism->name.data),
                         "Sessions that the archive tells, of all times.", refs));
    att_row_text(model, row, editions_text(review, track_now));
    int32_t gap = longest_gap(review, track_now);
    if (gap)
        att_row_number(model, row, gap);
    else
        att_row_text(model, row, att_slice_of("—"));
}

static void state_figure(timeline *line, att_block *block, const char *state, const char *label,
                         const char *definition) {
    att_review *review = line->review;
    att_picks picks = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < review->material.mechanisms.count; i++) {
        const track *track_now = &line->tracks[i];
        for (uint32_t e = 0; e < track_now->editions.count && track_now->mine; e++) {
            const edition_row *row = &track_now->editions.items[e];
            if (!att_slice_is(row->state, state) ||
                (row->first != ATT_DAY_NONE && !att_within(review->period, row->first)))
                continue;
            count++;
            if (row->act != ATT_NONE)
                att_pick(review, &picks, row->act);
        }
    }
    att_figure *figure =
        att_model_figure(&review->model, ATT_FORMAT(review, "editions.%s", state),
                         att_slice_of(label), definition, att_picked(review, &picks, REF_ACT));
    att_model_value(&review->model, figure, count, ATT_SLICE_EMPTY);
    att_block_take(&review->model, block, figure);
}

static void figures(timeline *line, att_section *section) {
    att_block *block = att_section_figures(&line->review->model, section);
    state_figure(line, block, "held", "Editions held",
                 "Numbered sessions that a story tells as held.");
    state_figure(line, block, "planned", "Editions planned",
                 "Numbered sessions announced and not yet told as held.");
    state_figure(line, block, "cancelled", "Editions called off",
                 "Numbered sessions cancelled or postponed and not told as held later.");
    state_figure(line, block, "missing", "Editions skipped",
                 "Numbers between two known sessions of which no story tells.");
}

void att_chart_timeline(att_review *review, att_section *section) {
    static const att_column columns[] = {{"Mechanism", COLUMN_TEXT},
                                         {"Sessions", COLUMN_NUMBER},
                                         {"Editions", COLUMN_TEXT},
                                         {"Longest gap, days", COLUMN_NUMBER}};
    timeline line = {.review = review};
    line.tracks = att_arena_alloc(&review->arena,
                                  (review->material.mechanisms.count + 1) * sizeof *line.tracks);
    read_editions(&line);
    read_sessions(&line);
    choose(&line);
    figures(&line, section);
    if (!line.count) {
        att_section_none(
            &review->model, section,
            att_searched(review, "Standing mechanisms with two sessions or an edition"));
        return;
    }
    att_chart *chart = att_section_chart(
        &review->model, section, "timeline", att_slice_of("Sessions of standing mechanisms"),
        att_slice_of("A line for each mechanism with a session, held or announced, in the period "
                     "and either a second session or a numbered edition; a dot for each session."));
    draw(&line, chart);
    att_table_block *table =
        att_section_table(&review->model, section, "mechanisms",
                          att_slice_of("Mechanisms, their editions and the longest gap between two "
                                       "reported sessions"),
                          ATT_COLUMNS(columns));
    for (uint32_t i = 0; i < line.count; i++)
        add_row(&line, table, line.chosen[i]);
}
