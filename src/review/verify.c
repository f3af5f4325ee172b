/* verify.c - reading the figures back out of a page and holding them against the store of today.
 *
 * Only pages that this program wrote are read, so that a search for its own attributes is enough.
 */
#include "review/html.h"

#include "base/error.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* The text between `before` and the next quotation mark; false when there is none from `*at` on. */
static bool next_value(att_slice html, uint32_t *at, const char *before, att_slice *out) {
    size_t size = strlen(before);
    const char *found =
        *at < html.size ? memmem(html.data + *at, html.size - *at, before, size) : NULL;
    if (!found)
        return false;
    const char *start = found + size, *end = html.data + html.size;
    const char *quote = memchr(start, '"', (size_t)(end - start));
    if (!quote)
        return false;
    *out = (att_slice){start, (uint32_t)(quote - start)};
    *at = (uint32_t)(quote - html.data);
    return true;
}

static void read_meta(char *out, size_t size, att_slice html, const char *name) {
    char before[64];
    uint32_t at = 0;
    att_slice value;
    snprintf(before, sizeof before, "<meta name=\"attache-%s\" content=\"", name);
    out[0] = '\0';
    if (next_value(html, &at, before, &value))
        snprintf(out, size, "%.*s", (int)value.size, value.data);
}

att_status att_review_page_read(att_review_page *out, att_slice html, att_error *error) {
    read_meta(out->country, sizeof out->country, html, "country");
    read_meta(out->from, sizeof out->from, html, "from");
    read_meta(out->to, sizeof out->to, html, "to");
    read_meta(out->compare_from, sizeof out->compare_from, html, "compare-from");
    read_meta(out->compare_to, sizeof out->compare_to, html, "compare-to");
    if (!out->country[0] || !out->from[0] || !out->to[0])
        return att_error_set(error, ATT_ERROR_INPUT, ATT_NO_OFFSET,
                             "this is no review that attaché wrote as HTML");
    return ATT_OK;
}

/* What the page's writer escaped. */
static att_slice unescaped(att_arena *arena, att_slice text) {
    static const struct {
        const char *written;
        char character;
    } names[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    char *out = att_arena_alloc(arena, text.size + 1);
    uint32_t size = 0;
    for (uint32_t i = 0; i < text.size;) {
        bool found = false;
        for (size_t n = 0; n < sizeof names / sizeof *names && !found; n++)
            if (att_slice_starts(att_slice_part(text, i, text.size), names[n].written)) {
                out[size++] = names[n].character;
                i += (uint32_t)strlen(names[n].written);
                found = true;
            }
        if (!found)
            out[size++] = text.data[i++];
    }
    return (att_slice){out, size};
}

typedef struct verifying {
    att_review *review;
    att_review_tally *tally;
    att_review_stale_take *take;
    void *context;
    att_map seen;
} verifying;

static void compare(verifying *work, att_slice key, att_slice value, att_slice digest) {
    att_review *review = work->review;
    uint32_t index = att_map_get(&review->model.keys, key);
    att_review_stale stale = {key, key, value, ATT_SLICE_EMPTY, false};
    work->tally->figures++;
    if (index == ATT_NONE) {
        work->tally->gone++;
        work->take(work->context, &stale);
        return;
    }
    const att_figure *figure = review->model.figures.items[index];
    att_slice now = ATT_FORMAT(review, "%.10g", figure->value);
    att_slice now_digest = ATT_FORMAT(review, "%016" PRIx64, att_figure_digest(review, figure));
    stale.label = figure->label;
    stale.now = now;
    stale.same_value = att_slice_equal(now, value);
    if (stale.same_value && att_slice_equal(now_digest, digest)) {
        work->tally->hold++;
        return;
    }
    work->tally->changed++;
    work->take(work->context, &stale);
}

void att_review_verify(att_review_tally *out, att_slice html, att_review *review,
                       att_review_stale_take *take, void *context) {
    *out = (att_review_tally){0};
    verifying work = {review, out, take, context, {0}};
    att_map_init(&work.seen, &review->arena);
    uint32_t at = 0;
    att_slice key, value, digest;
    while (next_value(html, &at, " data-figure=\"", &key) &&
           next_value(html, &at, " data-value=\"", &value) &&
           next_value(html, &at, " data-digest=\"", &digest)) {
        key = unescaped(&review->arena, key);
        if (att_map_get(&work.seen, key) != ATT_NONE)
            continue;
        att_map_put(&work.seen, key, 1);
        compare(&work, key, value, digest);
    }
    for (uint32_t i = 0; i < review->model.figures.count; i++)
        out->added += att_map_get(&work.seen, review->model.figures.items[i]->key) == ATT_NONE;
}
