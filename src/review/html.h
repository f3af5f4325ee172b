/* html.h - what the HTML writer's files share. */
#ifndef ATT_REVIEW_HTML_H
#define ATT_REVIEW_HTML_H

#include "base/buffer.h"
#include "review/building.h"

/* A long archive's page quotes only what its figures and tables open. */
enum { ATT_PAGE_ENTRIES = 4000, ATT_FIGURE_LINKS = 24 };

typedef struct att_page {
    att_review *review;
    att_buffer *out;
    uint8_t *shown[REF_KIND_COUNT]; /* entries that the page has, by index */
    uint32_t shown_count[REF_KIND_COUNT], of[REF_KIND_COUNT];
} att_page;

/* Decides which entries the page has. */
void att_page_mark(att_page *page);

/* The entry's anchor without '#', as "a-0123456789abcdef". */
void att_page_anchor(att_page *page, ref_kind kind, uint32_t index);

/* A link to an entry that the page has, else the plain text. */
void att_page_link(att_page *page, ref_kind kind, uint32_t index, att_slice text);
void att_page_figure(att_page *page, const att_figure *figure);

/* One of the annexes' lists. */
void att_page_entries(att_page *page, ref_kind kind);
void att_page_index(att_page *page);

/* A hash over the ids of a figure's records, whatever their order. */
uint64_t att_figure_digest(const att_review *review, const att_figure *figure);
att_slice att_ref_id(const att_review *review, ref_kind kind, uint32_t index);

#endif
