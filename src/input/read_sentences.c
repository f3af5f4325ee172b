/* read_sentences.c - the XML that PETRARCH and the later TABARI read: Sentence or Article elements
 * with attributes date (YYYYMMDD), id and source, the text in a Text element. Each is a story. */
#include "base/error.h"
#include "document/date.h"
#include "input/dates.h"
#include "input/xml.h"

#include <stdlib.h>

typedef struct sentences_state {
    att_xml xml;
    att_buffer id, date, source, url, text;
    bool inside;
} sentences_state;

static bool is_story(const char *name) {
    return strcmp(name, "sentence") == 0 || strcmp(name, "article") == 0;
}

static void set(att_buffer *buffer, const char *value) {
    att_buffer_clear(buffer);
    att_buffer_add(buffer, value);
}

static void on_start(att_xml *xml, const char *name, const char *const *attributes) {
    sentences_state *s = xml->owner;
    if (is_story(name)) {
        s->inside = true;
        set(&s->id, att_xml_attribute(attributes, "id"));
        set(&s->date, att_xml_attribute(attributes, "date"));
        set(&s->source, att_xml_attribute(attributes, "source"));
        set(&s->url, att_xml_attribute(attributes, "url"));
        att_buffer_clear(&s->text);
    }
    att_buffer_clear(&xml->text);
}

static void on_end(att_xml *xml, const char *name) {
    sentences_state *s = xml->owner;
    if (s->inside && strcmp(name, "text") == 0)
        att_buffer_add_slice(&s->text, att_slice_trim(att_buffer_slice(&xml->text)));
    if (s->inside && is_story(name)) {
        s->inside = false;
        att_xml_suspend(xml);
    }
    att_buffer_clear(&xml->text);
}

static void close_sentences(void *state) {
    sentences_state *s = state;
    att_xml_close(&s->xml);
    att_buffer_release(&s->id);
    att_buffer_release(&s->date);
    att_buffer_release(&s->source);
    att_buffer_release(&s->url);
    att_buffer_release(&s->text);
    free(s);
}

static att_status fill(att_xml *xml, att_source_story *story, att_arena *arena, att_error *error) {
    const sentences_state *s = xml->owner;
    const char *name = att_stream_name(xml->stream);
    story->id = att_arena_copy(arena, att_buffer_slice(&s->id));
    story->source = att_arena_copy(arena, att_buffer_slice(&s->source));
    story->url = att_arena_copy(arena, att_buffer_slice(&s->url));
    story->origin = att_arena_format(arena, "%s:%.*s", name, (int)story->id.size, story->id.data);
    att_slice date = att_buffer_slice(&s->date);
    att_day day;
    uint32_t size;
    if (date.size && (!att_date_at(&day, &size, date) || day == ATT_DAY_OPEN_START))
        return att_error_set(error, ATT_ERROR_INPUT, ATT_NO_OFFSET,
                             "%.*s: the date '%.*s' is no day", (int)story->origin.size,
                             story->origin.data, (int)date.size, date.data);
    if (date.size)
        story->date = att_day_format(arena, day);
    story->text = att_arena_copy(arena, att_buffer_slice(&s->text));
    if (!story->text.size)
        return att_error_set(error, ATT_ERROR_INPUT, ATT_NO_OFFSET, "%.*s: no text",
                             (int)story->origin.size, story->origin.data);
    return ATT_OK;
}

static att_status open_sentences(void **state, const att_reader_options *options,
                                 att_stream *stream, att_error *error) {
    sentences_state *s = calloc(1, sizeof *s);
    if (!s)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    s->xml.handlers = (att_xml_handlers){on_start, on_end, fill};
    s->xml.owner = s;
    att_status status = att_xml_open(&s->xml, options, stream, error);
    if (status)
        close_sentences(s);
    else
        *state = s;
    return status;
}

static att_status next_sentences(void *state, att_item *item, att_arena *arena, att_error *error) {
    sentences_state *s = state;
    return att_xml_next(&s->xml, item, arena, error);
}

static bool recognises_sentences(att_slice head) {
    att_slice text = att_slice_trim(head);
    return att_slice_starts(text, "<") && (memmem(text.data, text.size, "<Sentence", 9) ||
                                           memmem(text.data, text.size, "<Article", 8));
}

ATT_FORMAT_DEFINE(sentences, .recognises = recognises_sentences, .open = open_sentences,
                  .next = next_sentences, .close = close_sentences);
