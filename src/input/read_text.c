/* read_text.c - plain text: one story a file, or several where each begins with a line
 * " date YYYY-MM-DD ". The text of the first is the file as read, byte for byte. */
#include "base/error.h"
#include "document/date.h"
#include "input/format.h"

#include <stdlib.h>
#include <strings.h>

typedef struct text_state {
    att_stream *stream;
    const att_reader_options *options;
    char *bytes; /* of the whole file, while several stories are cut from it */
    att_slice rest, note;
    uint32_t line;
    bool begun, several;
} text_state;

static att_status open_text(void **state, const att_reader_options *options, att_stream *stream,
                            att_error *error) {
    text_state *text = calloc(1, sizeof *text);
    if (!text)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    *text = (text_state){.stream = stream, .options = options, .line = 1};
    *state = text;
    return ATT_OK;
}

static void close_text(void *state) {
    text_state *text = state;
    free(text->bytes);
    free(text);
}

static bool is_header(att_slice line) {
    att_day day;
    line = att_slice_trim(line);
    return line.size >= 15 && strncasecmp(line.data, "date ", 5) == 0 &&
           att_day_parse(&day, att_slice_part(line, 5, 15)) &&
           (line.size == 15 || line.data[15] == ' ');
}

/* Where the next story begins after the first line of `text`; its size if there is none. */
static uint32_t next_header(att_slice text, uint32_t *lines) {
    uint32_t at = 0;
    *lines = 0;
    for (;;) {
        const char *feed = memchr(text.data + at, '\n', text.size - at);
        if (!feed)
            return text.size;
        at = (uint32_t)(feed + 1 - text.data);
        ++*lines;
        att_slice line = att_slice_part(text, at, text.size < at + 40 ? text.size : at + 40);
        const char *end = memchr(line.data, '\n', line.size);
        if (end)
            line.size = (uint32_t)(end - line.data);
        if (is_header(line))
            return at;
    }
}

/* " date 2022-13-45 ": a header whose day does not exist. */
static bool is_wrong_header(att_slice text) {
    static const char form[] = "0000-00-00 ";
    text = att_slice_trim(text);
    if (text.size < 16 || strncasecmp(text.data, "date ", 5) != 0 ||
        is_header(att_slice_part(text, 0, 16)))
        return false;
    for (uint32_t i = 0; i < 11; i++) {
        char c = text.data[5 + i];
        if (form[i] == '0' ? c < '0' || c > '9' : c != form[i])
            return false;
    }
    return true;
}

static att_status load(text_state *text, att_arena *arena, att_error *error) {
    const char *name = att_stream_name(text->stream);
    att_slice whole;
    att_status status =
        att_stream_all(text->stream, arena, text->options->document_limit, &whole, error);
    if (!status)
        status =
            att_encoding_convert(&whole, &text->note, arena, text->options->encoding, name, error);
    if (status)
        return status;
    if (!att_slice_trim(whole).size)
        return att_error_set(error, ATT_ERROR_INPUT, 0, "%s: is empty", name);
    if (is_wrong_header(whole)) {
        att_slice date = att_slice_part(att_slice_trim(whole), 5, 15);
        return att_error_set(error, ATT_ERROR_INPUT, (uint64_t)(date.data - whole.data),
                             "%s: the date '%.10s' is no day YYYY-MM-DD", name, date.data);
    }
    text->rest = whole;
    uint32_t lines;
    text->several = next_header(whole, &lines) < whole.size;
    if (!text->several)
        return ATT_OK;
    text->bytes = malloc(whole.size); /* the arena is another one at the next call */
    if (!text->bytes)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended", name);
    memcpy(text->bytes, whole.data, whole.size);
    text->rest.data = text->bytes;
    return ATT_OK;
}

static att_status next_text(void *state, att_item *item, att_arena *arena, att_error *error) {
    text_state *text = state;
    if (!text->begun) {
        text->begun = true;
        item->kind = ATT_ITEM_STORY;
        att_status status = load(text, arena, error);
        if (status) {
            att_item_failed(item, status, error);
            return ATT_OK;
        }
    } else if (!text->several || !text->rest.size) {
        item->kind = ATT_ITEM_END;
        return ATT_OK;
    }
    uint32_t lines = 0, size = text->several ? next_header(text->rest, &lines) : text->rest.size;
    item->kind = ATT_ITEM_STORY;
    item->story->text = att_slice_part(text->rest, 0, size);
    item->story->note = text->note;
    if (text->several) {
        item->story->text = att_arena_copy(arena, item->story->text);
        item->story->origin =
            att_arena_format(arena, "%s:%u", att_stream_name(text->stream), text->line);
    }
    text->rest = att_slice_part(text->rest, size, text->rest.size);
    text->line += lines;
    return ATT_OK;
}

ATT_FORMAT_DEFINE(text, .open = open_text, .next = next_text, .close = close_text);
