/* read_warc.c - web archives as crawlers write them: response records with pages, and the plain
 * text of conversion records. Other records, statuses and kinds of content are passed over. */
#include "base/buffer.h"
#include "base/error.h"
#include "input/page.h"

#include <stdlib.h>
#include <strings.h>

enum { LONGEST_HEADER = 64 * 1024, MOST_HEADERS = 1000 };

typedef struct warc_state {
    att_stream *stream;
    const att_reader_options *options;
    uint64_t left; /* bytes of the present record not yet passed */
    /* headers of the present record */
    char type[32], content_type[160];
    att_buffer uri;
} warc_state;

/* The headers of a record, borrowed from the state. */
typedef struct record {
    att_slice type, uri, content_type;
    uint64_t size, offset;
} record;

static bool recognises_warc(att_slice head) {
    return att_slice_starts(head, "WARC/");
}

static void close_warc(void *state) {
    warc_state *warc = state;
    att_buffer_release(&warc->uri);
    free(warc);
}

static att_status open_warc(void **state, const att_reader_options *options, att_stream *stream,
                            att_error *error) {
    warc_state *warc = calloc(1, sizeof *warc);
    if (!warc)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    *warc = (warc_state){.stream = stream, .options = options};
    *state = warc;
    return ATT_OK;
}

/* Cuts "Name: value"; false for a line without a colon. */
static bool cut_header(att_slice line, att_slice *name, att_slice *value) {
    const char *colon = line.size ? memchr(line.data, ':', line.size) : NULL;
    if (!colon)
        return false;
    *name = att_slice_trim((att_slice){line.data, (uint32_t)(colon - line.data)});
    *value = att_slice_trim(att_slice_part(line, (uint32_t)(colon - line.data) + 1, line.size));
    return true;
}

static bool parse_size(uint64_t *out, att_slice text) {
    *out = 0;
    for (uint32_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9' || *out > UINT64_MAX / 16)
            return false;
        *out = *out * 10 + (uint64_t)(text.data[i] - '0');
    }
    return text.size > 0;
}

/* Copies a header's value into room of `size` bytes, cut where it is longer. */
static void keep(char *room, size_t size, att_slice value) {
    size_t length = value.size < size - 1 ? value.size : size - 1;
    memcpy(room, value.data, length);
    room[length] = '\0';
}

/* The headers up to the empty line; `*more` false at the end of the archive. */
static att_status read_headers(warc_state *warc, record *out, bool *more, att_error *error) {
    att_slice line, name, value;
    att_status status;
    do /* empty lines stand between records */
        status = att_stream_line(warc->stream, LONGEST_HEADER, &line, more, error);
    while (!status && *more && !att_slice_trim(line).size);
    if (status || !*more)
        return status;
    uint64_t offset = att_stream_offset(warc->stream);
    uint32_t count = 0;
    if (!att_slice_starts(line, "WARC/"))
        return att_stream_fault_at(warc->stream, ATT_ERROR_INPUT, offset, "no WARC record", error);
    warc->type[0] = warc->content_type[0] = '\0';
    att_buffer_clear(&warc->uri);
    out->size = 0;
    out->offset = offset;
    bool sized = false;
    for (;;) {
        status = att_stream_line(warc->stream, LONGEST_HEADER, &line, more, error);
        if (status)
            return status;
        if (!*more)
            return att_stream_fault_at(warc->stream, ATT_ERROR_INPUT, offset,
                                       "ends in the middle of a record", error);
        if (!line.size)
            break;
        if (++count > MOST_HEADERS)
            return att_stream_fault_at(warc->stream, ATT_ERROR_LIMIT, offset,
                                       "a record with too many headers", error);
        if (!cut_header(line, &name, &value))
            continue;
        if (att_slice_is_caseless(name, "WARC-Type"))
            keep(warc->type, sizeof warc->type, value);
        else if (att_slice_is_caseless(name, "WARC-Target-URI"))
            att_buffer_add_slice(&warc->uri, value);
        else if (att_slice_is_caseless(name, "Content-Type"))
            keep(warc->content_type, sizeof warc->content_type, value);
        else if (att_slice_is_caseless(name, "Content-Length"))
            sized = parse_size(&out->size, value);
    }
    out->type = att_slice_of(warc->type);
    out->content_type = att_slice_of(warc->content_type);
    out->uri = att_buffer_slice(&warc->uri);
    return sized ? ATT_OK
                 : att_stream_fault_at(warc->stream, ATT_ERROR_INPUT, offset,
                                       "a record without its length", error);
}

/* charset=… of a content type. */
static att_slice charset_of(att_slice type) {
    for (uint32_t i = 0; i + 8 < type.size; i++) {
        if (strncasecmp(type.data + i, "charset=", 8) != 0)
            continue;
        uint32_t start = i + 8, end;
        while (start < type.size && strchr("\"' ", type.data[start]))
            start++;
        for (end = start; end < type.size && !strchr("\"'; ", type.data[end]);)
            end++;
        return att_slice_part(type, start, end);
    }
    return ATT_SLICE_EMPTY;
}

typedef struct response {
    bool page, chunked, compressed;
    att_slice charset, body;
} response;

/* Status line and headers of an HTTP response; `body` is what follows. */
static void read_response(response *out, att_slice block) {
    *out = (response){.charset = ATT_SLICE_EMPTY, .body = ATT_SLICE_EMPTY};
    att_slice rest = block, line, name, value;
    att_slice_next(&rest, '\n', &line);
    bool fine = line.size > 12 && att_slice_starts(line, "HTTP/") &&
                memmem(line.data, line.size, " 200", 4);
    while (att_slice_next(&rest, '\n', &line) && att_slice_trim(line).size) {
        if (!cut_header(line, &name, &value))
            continue;
        if (att_slice_is_caseless(name, "Content-Type")) {
            out->page = fine && (memmem(value.data, value.size, "html", 4) != NULL);
            out->charset = charset_of(value);
        } else if (att_slice_is_caseless(name, "Transfer-Encoding")) {
            out->chunked = att_slice_is_caseless(value, "chunked");
        } else if (att_slice_is_caseless(name, "Content-Encoding")) {
            out->compressed = att_slice_is_caseless(value, "gzip") ||
                              att_slice_is_caseless(value, "br") ||
                              att_slice_is_caseless(value, "deflate");
        }
    }
    out->body = rest.data ? rest : ATT_SLICE_EMPTY;
}

/* The body of a response that is still in chunks; unchanged when it turns out not to be. */
static att_slice without_chunks(att_slice body, att_arena *arena) {
    char *out = att_arena_alloc(arena, (size_t)body.size + 1);
    uint32_t size = 0, at = 0;
    while (at < body.size) {
        uint32_t length = 0, digits = 0;
        for (; at < body.size && digits < 8; at++, digits++) {
            char c = body.data[at];
            int digit = c >= '0' && c <= '9'                 ? c - '0'
                        : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                             : -1;
            if (digit < 0)
                break;
            length = length << 4 | (uint32_t)digit;
        }
        const char *feed = memchr(body.data + at, '\n', body.size - at);
        if (!digits || !feed)
            return size ? (att_slice){out, size} : body;
        at = (uint32_t)(feed - body.data) + 1;
        if (!length)
            break;
        length = length < body.size - at ? length : body.size - at;
        memcpy(out + size, body.data + at, length);
        size += length;
        at += length;
        while (at < body.size && (body.data[at] == '\r' || body.data[at] == '\n'))
            at++;
    }
    return (att_slice){out, size};
}

/* Reads a record's block and fills the story; true when it holds one. */
static bool read_block(warc_state *warc, const record *r, att_item *item, att_arena *arena) {
    att_error error = {0};
    att_slice block;
    const char *name = att_stream_name(warc->stream);
    att_status status = att_stream_peek(warc->stream, (size_t)r->size, &block, &error);
    bool cut = !status && block.size < r->size;
    if (cut)
        warc->left = block.size; /* the end comes next, and is no second failure */
    if (cut)
        status = att_stream_fault_at(warc->stream, ATT_ERROR_INPUT, r->offset,
                                     "ends in the middle of a record", &error);
    response http = {.page = false};
    bool text = att_slice_is_caseless(r->type, "conversion") &&
                att_slice_starts(r->content_type, "text/plain");
    if (!status) {
        block = att_arena_copy(arena, (att_slice){block.data, (uint32_t)r->size});
        if (!text)
            read_response(&http, block);
        if (!text && !http.page)
            return false;
    }
    if (!status && http.compressed)
        status = att_stream_fault_at(warc->stream, ATT_ERROR_INPUT, r->offset,
                                     "a page still compressed", &error);
    if (!status && text) {
        item->story->text = block;
        item->story->url = att_arena_copy(arena, r->uri);
        status = att_encoding_convert(&item->story->text, &item->story->note, arena,
                                      warc->options->encoding, name, &error);
    } else if (!status) {
        att_slice body = http.chunked ? without_chunks(http.body, arena) : http.body;
        status = att_page_read(item->story, arena, body, http.charset, r->uri, warc->options, name,
                               &error);
    }
    if (status)
        att_item_failed(item, status, &error);
    return true;
}

static att_status next_warc(void *state, att_item *item, att_arena *arena, att_error *error) {
    warc_state *warc = state;
    item->kind = ATT_ITEM_END;
    for (;;) {
        att_status status = att_stream_discard(warc->stream, warc->left, error);
        warc->left = 0;
        record r = {0};
        bool more = false;
        if (!status)
            status = read_headers(warc, &r, &more, error);
        if (status || !more)
            return status;
        warc->left = r.size;
        bool answer = att_slice_is_caseless(r.type, "response") && !att_slice_starts(r.uri, "dns:");
        if (!answer && !att_slice_is_caseless(r.type, "conversion"))
            continue;
        item->story->origin = att_arena_format(arena, "%s:%llu", att_stream_name(warc->stream),
                                               (unsigned long long)r.offset);
        if (r.size > warc->options->document_limit) {
            item->kind = ATT_ITEM_STORY;
            att_item_failed(item,
                            att_stream_fault_at(warc->stream, ATT_ERROR_LIMIT, r.offset,
                                                "a record over the limit of a document", error),
                            error);
            return ATT_OK;
        }
        if (read_block(warc, &r, item, arena)) {
            item->kind = ATT_ITEM_STORY;
            return ATT_OK;
        }
        item->story->origin = ATT_SLICE_EMPTY;
    }
}

ATT_FORMAT_DEFINE(warc, .recognises = recognises_warc, .open = open_warc, .next = next_warc,
                  .close = close_warc);
