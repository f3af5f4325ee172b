/* read_html.c - a web page: one story a file. */
#include "base/error.h"
#include "input/page.h"

#include <stdlib.h>
#include <strings.h>

typedef struct html_state {
    att_stream *stream;
    const att_reader_options *options;
    bool done;
} html_state;

static bool recognises_html(att_slice head) {
    att_slice text = att_slice_trim(head);
    if (att_slice_starts(text, "\xef\xbb\xbf"))
        text = att_slice_trim(att_slice_part(text, 3, text.size));
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (text.size >= strlen(starts[i]) &&
            strncasecmp(text.data, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static att_status open_html(void **state, const att_reader_options *options, att_stream *stream,
                            att_error *error) {
    html_state *html = calloc(1, sizeof *html);
    if (!html)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    *html = (html_state){.stream = stream, .options = options};
    *state = html;
    return ATT_OK;
}

static att_status next_html(void *state, att_item *item, att_arena *arena, att_error *error) {
    html_state *html = state;
    item->kind = html->done ? ATT_ITEM_END : ATT_ITEM_STORY;
    if (html->done)
        return ATT_OK;
    html->done = true;
    const char *name = att_stream_name(html->stream);
    att_slice page;
    att_status status =
        att_stream_all(html->stream, arena, html->options->document_limit, &page, error);
    if (!status && !att_slice_trim(page).size)
        status = att_error_set(error, ATT_ERROR_INPUT, 0, "%s: is empty", name);
    if (!status)
        status = att_page_read(item->story, arena, page, ATT_SLICE_EMPTY, ATT_SLICE_EMPTY,
                               html->options, name, error);
    if (status)
        att_item_failed(item, status, error);
    return ATT_OK;
}

ATT_FORMAT_DEFINE(html, .recognises = recognises_html, .open = open_html, .next = next_html,
                  .close = free);
