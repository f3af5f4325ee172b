/* read_feed.c - RSS and Atom: each item or entry is a story. Its text is the longest of content,
 * description and summary, HTML turned into text. */
#include "base/error.h"
#include "document/date.h"
#include "input/dates.h"
#include "input/page.h"
#include "input/xml.h"

#include <stdlib.h>
#include <strings.h>

typedef enum field { FIELD_TITLE, FIELD_DATE, FIELD_URL, FIELD_ID, FIELD_TEXT, FIELD_COUNT } field;

static const struct {
    const char *element;
    field field;
} elements[] = {
    {"title", FIELD_TITLE},  {"pubdate", FIELD_DATE}, {"published", FIELD_DATE},
    {"updated", FIELD_DATE}, {"date", FIELD_DATE},    {"link", FIELD_URL},
    {"guid", FIELD_ID},      {"id", FIELD_ID},        {"description", FIELD_TEXT},
    {"summary", FIELD_TEXT}, {"encoded", FIELD_TEXT}, {"content", FIELD_TEXT},
};

typedef struct feed_state {
    att_xml xml;
    att_buffer fields[FIELD_COUNT];
    att_buffer channel;  /* the feed's own title */
    uint32_t item_depth; /* depth of the present item, 0 outside */
    uint32_t number;     /* of the last item that was filled */
    char language[3];
} feed_state;

static bool is_item(const char *name) {
    return strcmp(name, "item") == 0 || strcmp(name, "entry") == 0;
}

static void on_start(att_xml *xml, const char *name, const char *const *attributes) {
    feed_state *feed = xml->owner;
    if (!feed->item_depth && is_item(name)) {
        feed->item_depth = xml->depth;
        for (int i = 0; i < FIELD_COUNT; i++)
            att_buffer_clear(&feed->fields[i]);
    }
    /* markup that stands unescaped inside content is text with breaks */
    if (feed->item_depth && xml->depth > feed->item_depth + 1) {
        att_buffer_add(&xml->text, strcmp(name, "p") == 0 ? "<p>" : " ");
        return;
    }
    att_buffer_clear(&xml->text);
    const char *href = att_xml_attribute(attributes, "href");
    const char *relation = att_xml_attribute(attributes, "rel");
    if (feed->item_depth && strcmp(name, "link") == 0 && *href && !feed->fields[FIELD_URL].size &&
        (!*relation || strcmp(relation, "alternate") == 0))
        att_buffer_add(&feed->fields[FIELD_URL], href);
}

/* Takes the text gathered for a field: the first, but the longest of texts. */
static void take(feed_state *feed, field which, att_slice text) {
    att_buffer *buffer = &feed->fields[which];
    text = att_slice_trim(text);
    if (!text.size || (buffer->size && (which != FIELD_TEXT || buffer->size >= text.size)))
        return;
    att_buffer_clear(buffer);
    att_buffer_add_slice(buffer, text);
}

static void on_end(att_xml *xml, const char *name) {
    feed_state *feed = xml->owner;
    att_slice text = att_buffer_slice(&xml->text);
    if (!feed->item_depth) {
        if (strcmp(name, "title") == 0 && !feed->channel.size)
            att_buffer_add_slice(&feed->channel, att_slice_trim(text));
        if (strcmp(name, "language") == 0 && att_slice_trim(text).size >= 2)
            memcpy(feed->language, att_slice_trim(text).data, 2);
        return;
    }
    if (xml->depth + 1 == feed->item_depth) {
        feed->item_depth = 0;
        att_xml_suspend(xml);
        return;
    }
    if (xml->depth != feed->item_depth)
        return;
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp(name, elements[i].element) == 0)
            take(feed, elements[i].field, text);
    att_buffer_clear(&xml->text);
}

static void close_feed(void *state) {
    feed_state *feed = state;
    att_xml_close(&feed->xml);
    for (int i = 0; i < FIELD_COUNT; i++)
        att_buffer_release(&feed->fields[i]);
    att_buffer_release(&feed->channel);
    free(feed);
}

static att_slice copied(const feed_state *feed, field which, att_arena *arena) {
    return att_arena_copy(arena, att_buffer_slice(&feed->fields[which]));
}

static att_status fill(att_xml *xml, att_source_story *story, att_arena *arena, att_error *error) {
    feed_state *feed = xml->owner;
    const char *name = att_stream_name(xml->stream);
    att_day day;
    att_span span;
    story->origin = att_arena_format(arena, "%s:%u", name, ++feed->number);
    story->title = copied(feed, FIELD_TITLE, arena);
    story->url = copied(feed, FIELD_URL, arena);
    story->id = copied(feed, FIELD_ID, arena);
    story->source = att_arena_copy(arena, att_buffer_slice(&feed->channel));
    story->language = att_arena_copy(arena, att_slice_of(feed->language));
    if (att_date_find(&day, &span, att_buffer_slice(&feed->fields[FIELD_DATE])))
        story->date = att_day_format(arena, day);
    att_slice text = ATT_SLICE_EMPTY;
    att_status status =
        att_page_fragment(&text, arena, copied(feed, FIELD_TEXT, arena), xml->options, name, error);
    if (status)
        return status;
    if (!text.size && !story->title.size)
        return att_error_set(error, ATT_ERROR_INPUT, ATT_NO_OFFSET, "%s:%u: an item without text",
                             name, feed->number);
    story->text =
        att_arena_format(arena, "%.*s%s%.*s", (int)story->title.size, story->title.data,
                         story->title.size && text.size ? "\n\n" : "", (int)text.size, text.data);
    return ATT_OK;
}

static att_status open_feed(void **state, const att_reader_options *options, att_stream *stream,
                            att_error *error) {
    feed_state *feed = calloc(1, sizeof *feed);
    if (!feed)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    feed->xml.handlers = (att_xml_handlers){on_start, on_end, fill};
    feed->xml.owner = feed;
    att_status status = att_xml_open(&feed->xml, options, stream, error);
    if (status)
        close_feed(feed);
    else
        *state = feed;
    return status;
}

static att_status next_feed(void *state, att_item *item, att_arena *arena, att_error *error) {
    feed_state *feed = state;
    return att_xml_next(&feed->xml, item, arena, error);
}

static bool recognises_feed(att_slice head) {
    att_slice text = att_slice_trim(head);
    if (att_slice_starts(text, "\xef\xbb\xbf"))
        text = att_slice_part(text, 3, text.size);
    return att_slice_starts(text, "<") &&
           (memmem(text.data, text.size, "<rss", 4) || memmem(text.data, text.size, "<feed", 5) ||
            memmem(text.data, text.size, "<rdf:RDF", 8));
}

ATT_FORMAT_DEFINE(feed, .recognises = recognises_feed, .open = open_feed, .next = next_feed,
                  .close = close_feed);
