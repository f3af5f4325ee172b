/* svg.c - see svg.h. */
#include "review/svg.h"

#include <math.h>
#include <stdio.h>

static void add_number(att_buffer *out, double value) {
    double tenth = round(value * 10) / 10;
    if (tenth == floor(tenth))
        att_buffer_format(out, "%.0f", tenth == 0 ? 0.0 : tenth);
    else
        att_buffer_format(out, "%.1f", tenth);
}

static void add_attribute(att_buffer *out, const char *name, double value) {
    att_buffer_format(out, " %s=\"", name);
    add_number(out, value);
    att_buffer_add_char(out, '"');
}

static void add_class(att_buffer *out, const char *class) {
    if (class && *class)
        att_buffer_format(out, " class=\"%s\"", class);
}

void att_svg_begin(att_svg *svg, double width, double height, const att_chart *chart) {
    att_buffer_init(&svg->out);
    svg->width = width;
    svg->height = height;
    att_buffer_add(&svg->out, "<svg viewBox=\"0 0 ");
    add_number(&svg->out, width);
    att_buffer_add_char(&svg->out, ' ');
    add_number(&svg->out, height);
    att_buffer_format(&svg->out,
                      "\" role=\"img\" aria-labelledby=\"t-%s d-%s\"><title id=\"t-%s\">",
                      chart->key.data, chart->key.data, chart->key.data);
    att_buffer_add_html(&svg->out, chart->title);
    att_buffer_format(&svg->out, "</title><desc id=\"d-%s\">", chart->key.data);
    att_buffer_add_html(&svg->out, chart->description);
    att_buffer_add(&svg->out, "</desc>");
}

void att_svg_rect(att_svg *svg, double x, double y, double width, double height,
                  const char *class) {
    att_buffer_add(&svg->out, "<rect");
    add_class(&svg->out, class);
    add_attribute(&svg->out, "x", x);
    add_attribute(&svg->out, "y", y);
    add_attribute(&svg->out, "width", width);
    add_attribute(&svg->out, "height", height);
    att_buffer_add(&svg->out, "/>");
}

void att_svg_line(att_svg *svg, double x1, double y1, double x2, double y2, const char *class) {
    att_buffer_add(&svg->out, "<line");
    add_class(&svg->out, class);
    add_attribute(&svg->out, "x1", x1);
    add_attribute(&svg->out, "y1", y1);
    add_attribute(&svg->out, "x2", x2);
    add_attribute(&svg->out, "y2", y2);
    att_buffer_add(&svg->out, "/>");
}

void att_svg_circle(att_svg *svg, double x, double y, double radius, const char *class) {
    att_buffer_add(&svg->out, "<circle");
    add_class(&svg->out, class);
    add_attribute(&svg->out, "cx", x);
    add_attribute(&svg->out, "cy", y);
    add_attribute(&svg->out, "r", radius);
    att_buffer_add(&svg->out, "/>");
}

void att_svg_text(att_svg *svg, double x, double y, att_anchor anchor, const char *class,
                  att_slice text) {
    static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    att_buffer_add(&svg->out, "<text");
    add_class(&svg->out, class);
    add_attribute(&svg->out, "x", x);
    add_attribute(&svg->out, "y", y);
    att_buffer_add(&svg->out, anchors[anchor]);
    att_buffer_add_char(&svg->out, '>');
    att_buffer_add_html(&svg->out, text);
    att_buffer_add(&svg->out, "</text>");
}

void att_svg_number(att_svg *svg, double x, double y, att_anchor anchor, const char *class,
                    double value) {
    char text[32];
    snprintf(text, sizeof text, "%.0f", value);
    att_svg_text(svg, x, y, anchor, class, att_slice_of(text));
}

void att_svg_path(att_svg *svg, const char *class, att_slice d) {
    att_buffer_add(&svg->out, "<path");
    add_class(&svg->out, class);
    att_buffer_add(&svg->out, " d=\"");
    att_buffer_add_slice(&svg->out, d);
    att_buffer_add(&svg->out, "\"/>");
}

void att_svg_group_open(att_svg *svg, att_slice label) {
    att_buffer_add(&svg->out, "<g><title>");
    att_buffer_add_html(&svg->out, label);
    att_buffer_add(&svg->out, "</title>");
}

void att_svg_group_close(att_svg *svg) {
    att_buffer_add(&svg->out, "</g>");
}

void att_svg_end(att_svg *svg, att_review *review, att_chart *chart) {
    att_buffer_add(&svg->out, "</svg>");
    chart->svg = att_arena_copy(&review->arena, att_buffer_slice(&svg->out));
    att_buffer_release(&svg->out);
}

double att_svg_round_up(double value) {
    double unit = 1;
    while (unit * 10 < value)
        unit *= 10;
    static const double steps[] = {1, 2, 3, 4, 5, 6, 8, 10};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i] * unit >= value)
            return steps[i] * unit;
    return unit * 10;
}
