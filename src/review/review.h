/* review.h - the period review: what a store says about one country in one period.
 *
 * att_review_build computes every figure from the store once; the writers turn the same tree into
 * HTML, JSON or Markdown, and att_review_verify computes it again and compares. The same store and
 * options give the same bytes. A review belongs to one thread and borrows the store. */
#ifndef ATT_REVIEW_REVIEW_H
#define ATT_REVIEW_REVIEW_H

#include "base/buffer.h"
#include "store/store.h"

typedef struct att_review att_review;

typedef struct att_review_options {
    const char *country;      /* ISO alpha-3 code of the state under review */
    const char *from, *to;    /* YYYY-MM-DD; NULL: the first and last day of the archive */
    const char *compare_from; /* the comparison period; both or neither */
    const char *compare_to;
    const char *desk;     /* the desk's own file of names, groups and sources; or NULL */
    const char *data_dir; /* of the built-in data */
} att_review_options;

att_status att_review_build(att_review **out, att_store *store, const att_review_options *options,
                            att_error *error);
void att_review_free(att_review *review);

typedef att_status att_review_writer(att_buffer *out, att_review *review, att_error *error);
att_review_writer att_review_write_html, att_review_write_json, att_review_write_markdown;

/* ---- verification --------------------------------------------------------------------------- */

typedef struct att_review_stale {
    att_slice key, label;
    att_slice was, now; /* now: "" where the figure is no longer made */
    bool same_value;    /* the figure holds, but rests on other records */
} att_review_stale;

typedef void att_review_stale_take(void *context, const att_review_stale *stale);

typedef struct att_review_tally {
    uint32_t figures, hold, changed, gone, added;
} att_review_tally;

/* What the review of that page was made with, taken from the page itself. */
typedef struct att_review_page {
    char country[16], from[16], to[16], compare_from[16], compare_to[16];
} att_review_page;

att_status att_review_page_read(att_review_page *out, att_slice html, att_error *error);

/* Compares the figures that a page holds with those of a review made anew. */
void att_review_verify(att_review_tally *out, att_slice html, att_review *review,
                       att_review_stale_take *take, void *context);

#endif
