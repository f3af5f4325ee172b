/* chart_map.c - the world: land without boundaries, and a circle for each partner, its area by the
 * number of contacts. Projection: Equal Earth (Šavrič, Patterson and Jenny, 2018). */
#include "review/svg.h"

#include <math.h>
#include <stdlib.h>

static const char land[] =
#include "land.txt.inc"
    ;

enum { WIDTH = 900, HEIGHT = 396, LEFT = 10, LABELS = 14 };

static const double DEGREE = 0.017453292519943295;

typedef struct point {
    double x, y;
} point;

static point project(double longitude, double latitude) {
    static const double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796;
    double theta = asin(sqrt(3) / 2 * sin(latitude * DEGREE));
    double t2 = theta * theta, t6 = t2 * t2 * t2;
    double x = longitude * DEGREE * cos(theta) /
               (sqrt(3) / 2 * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)));
    double y = theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2));
    double scale = (WIDTH - 2 * LEFT) / 5.4133;
    return (point){WIDTH / 2.0 + x * scale, 206 - y * scale};
}

/* One ring as a path; steps are relative, in tenths, so that rounding does not add up. */
static void add_ring(att_buffer *out, att_slice line) {
    int last_x = 0, last_y = 0;
    bool first = true;
    const char *at = line.data, *end = line.data + line.size;
    while (at < end) {
        char *next;
        double longitude = strtol(at, &next, 10) / 10.0;
        double latitude = strtol(next, &next, 10) / 10.0;
        point here = project(longitude, latitude);
        int x = (int)lround(here.x * 2), y = (int)lround(here.y * 2);
        if (first)
            att_buffer_format(out, "M%d %d", x, y);
        else if (x != last_x || y != last_y)
            att_buffer_format(out, "l%d %d", x - last_x, y - last_y);
        first = false;
        last_x = x;
        last_y = y;
        at = next;
        while (at < end && *at == ' ')
            at++;
    }
    att_buffer_add_char(out, 'z');
}

static void draw_land(att_svg *svg) {
    att_buffer path;
    att_buffer_init(&path);
    att_slice rest = att_slice_of(land), line;
    while (att_slice_next(&rest, '\n', &line))
        if (line.size && line.data[0] != '#')
            add_ring(&path, line);
    att_buffer_add(&svg->out, "<g transform=\"scale(.5)\">");
    att_svg_path(svg, "land", att_buffer_slice(&path));
    att_buffer_add(&svg->out, "</g>");
    att_buffer_release(&path);
}

static double radius_of(uint32_t contacts, uint32_t most) {
    return 3 + 15 * sqrt((double)contacts / (most ? most : 1));
}

static void draw_partners(att_review *review, att_svg *svg) {
    uint32_t most = review->partners.count ? review->partners.items[0].contacts : 0;
    for (uint32_t i = 0; i < review->partners.count; i++) {
        const att_partner *partner = &review->partners.items[i];
        const att_state_row *state = att_names_state(&review->names, partner->code);
        if (!state || !partner->contacts)
            continue;
        point at = project(state->longitude, state->latitude);
        att_svg_group_open(
            svg, ATT_FORMAT(review, "%.*s: %u", ATT_TEXT_OF(partner->name), partner->contacts));
        att_svg_circle(svg, at.x, at.y, radius_of(partner->contacts, most), "dot");
        att_svg_group_close(svg);
    }
}

typedef struct box {
    double left, top, right, bottom;
} box;

/* A label stands right of its circle, else left, above or below, else not at all. */
static void draw_label(att_review *review, att_svg *svg, const att_partner *partner, box *taken,
                       uint32_t *count, uint32_t most) {
    const att_state_row *state = att_names_state(&review->names, partner->code);
    if (!state || !partner->contacts)
        return;
    point at = project(state->longitude, state->latitude);
    double radius = radius_of(partner->contacts, most), width = partner->name.size * 6.0;
    const struct {
        double x, y;
        att_anchor anchor;
    } places[] = {{at.x + radius + 3, at.y + 4, ANCHOR_START},
                  {at.x - radius - 3, at.y + 4, ANCHOR_END},
                  {at.x, at.y - radius - 4, ANCHOR_MIDDLE},
                  {at.x, at.y + radius + 12, ANCHOR_MIDDLE}};
    for (int p = 0; p < 4; p++) {
        double left = places[p].x - (places[p].anchor == ANCHOR_END      ? width
                                     : places[p].anchor == ANCHOR_MIDDLE ? width / 2
                                                                         : 0);
        box own = {left, places[p].y - 10, left + width, places[p].y + 3};
        bool free = own.right < WIDTH && own.left > 0;
        for (uint32_t i = 0; i < *count && free; i++)
            free = own.right < taken[i].left || own.left > taken[i].right ||
                   own.bottom < taken[i].top || own.top > taken[i].bottom;
        if (!free)
            continue;
        att_svg_text(svg, places[p].x, places[p].y, places[p].anchor, "", partner->name);
        taken[(*count)++] = own;
        return;
    }
}

static void draw_labels(att_review *review, att_svg *svg) {
    box taken[LABELS];
    uint32_t count = 0, most = review->partners.count ? review->partners.items[0].contacts : 0;
    for (uint32_t i = 0; i < review->partners.count && count < LABELS; i++)
        draw_label(review, svg, &review->partners.items[i], taken, &count, most);
}

void att_chart_map(att_review *review, att_section *section) {
    att_chart *chart = att_section_chart(
        &review->model, section, "map", att_slice_of("Partners on the map"),
        ATT_FORMAT(review,
                   "A circle at a rounded middle of each partner state or entity, its area by the "
                   "number of activities in the period; the ring marks %.*s. Land without "
                   "boundaries; no opinion on any is implied. The tables above hold the figures.",
                   ATT_TEXT_OF(review->country_name)));
    att_svg svg;
    att_svg_begin(&svg, WIDTH, HEIGHT, chart);
    draw_land(&svg);
    draw_partners(review, &svg);
    const att_state_row *home = att_names_state(&review->names, review->country);
    if (home) {
        point at = project(home->longitude, home->latitude);
        att_svg_circle(&svg, at.x, at.y, 6, "home");
    }
    draw_labels(review, &svg);
    att_svg_end(&svg, review, chart);
}
