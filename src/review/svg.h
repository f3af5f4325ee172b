/* svg.h - drawing charts. Colours are classes of review.css, so that a chart follows the page into
 * the dark and onto paper; a chart never says anything that its table does not. */
#ifndef ATT_REVIEW_SVG_H
#define ATT_REVIEW_SVG_H

#include "base/buffer.h"
#include "review/building.h"

typedef struct att_svg {
    att_buffer out;
    double width, height;
} att_svg;

typedef enum att_anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END } att_anchor;

/* `key` makes the ids of title and description unique in the page. */
void att_svg_begin(att_svg *svg, double width, double height, const att_chart *chart);
void att_svg_rect(att_svg *svg, double x, double y, double width, double height, const char *class);
void att_svg_line(att_svg *svg, double x1, double y1, double x2, double y2, const char *class);
void att_svg_circle(att_svg *svg, double x, double y, double radius, const char *class);
void att_svg_text(att_svg *svg, double x, double y, att_anchor anchor, const char *class,
                  att_slice text);
/* A path of `d`. */
void att_svg_path(att_svg *svg, const char *class, att_slice d);
/* A label that a pointer shows over the last shape drawn by `..._open`. */
void att_svg_group_open(att_svg *svg, att_slice label);
void att_svg_group_close(att_svg *svg);
/* Hands the drawing to the chart. */
void att_svg_end(att_svg *svg, att_review *review, att_chart *chart);

/* A round number at or above the value: 1, 2, 5, 10, 20, 50 … */
double att_svg_round_up(double value);
/* "2016" … along the bottom etc. */
void att_svg_number(att_svg *svg, double x, double y, att_anchor anchor, const char *class,
                    double value);

/* ---- the charts ----------------------------------------------------------------------------- */

void att_chart_months(att_review *review, att_section *section);
void att_chart_heat(att_review *review, att_section *section);
void att_chart_small(att_review *review, att_section *section, const att_box *box);
void att_chart_map(att_review *review, att_section *section);
void att_chart_timeline(att_review *review, att_section *section);
void att_chart_funnel(att_review *review, att_section *section);
void att_chart_strength(att_review *review, att_section *section);

#endif
