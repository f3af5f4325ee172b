/* read_zip.c - zip archives, read front to back by their local headers, so that they may come
 * through a pipe. Members are stored or deflated; encrypted ones are named and passed over. */
#include "base/error.h"
#include "input/format.h"
#include "input/member.h"

#include <stdlib.h>

enum {
    HEADER = 30,
    ENCRYPTED = 1,
    SIZES_FOLLOW = 8, /* flag: sizes stand after the data */
    STORED = 0,
    DEFLATED = 8,
    ZIP64_EXTRA = 1
};

typedef struct zip_state {
    att_stream *stream;
    const att_reader_options *options;
    att_member member;
    bool follows;      /* the last member was deflated with its sizes after it … */
    bool follows_wide; /* … in zip64's eight bytes */
    att_stream *drain; /* that member while the reader has it: read to its end first … */
    uint64_t data_end; /* … unless this is known: offset of the byte after it */
    bool done;
} zip_state;

static uint32_t number(const char *bytes, int size) {
    uint32_t value = 0;
    for (int i = size; i-- > 0;)
        value = value << 8 | (unsigned char)bytes[i];
    return value;
}

static uint64_t wide_number(const char *bytes) {
    return (uint64_t)number(bytes + 4, 4) << 32 | number(bytes, 4);
}

static bool recognises_zip(att_slice head) {
    return att_slice_starts(head, "PK\x03\x04") || att_slice_starts(head, "PK\x05\x06");
}

static att_status open_zip(void **state, const att_reader_options *options, att_stream *stream,
                           att_error *error) {
    zip_state *zip = calloc(1, sizeof *zip);
    if (!zip)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    zip->stream = stream;
    zip->options = options;
    *state = zip;
    return ATT_OK;
}

/* ---- a deflated member reads the archive's stream itself, so that it takes no byte too many ----
 */

static att_status read_borrowed(void *state, char *bytes, size_t size, size_t *got,
                                att_error *error) {
    zip_state *zip = state;
    return att_stream_read_inflated(zip->drain, bytes, size, got, error);
}

static void close_borrowed(void *state) {
}

/* Passes over what the reader left of the last member: by its size, or by inflating the rest. */
static att_status drain(zip_state *zip, att_error *error) {
    char bytes[4096];
    size_t got = 1;
    att_status status = ATT_OK;
    while (zip->drain && !zip->data_end && got && !status)
        status = att_stream_read_inflated(zip->drain, bytes, sizeof bytes, &got, error);
    uint64_t at = att_stream_offset(zip->stream);
    if (zip->drain && zip->data_end > at)
        status = att_stream_discard(zip->stream, zip->data_end - at, error);
    att_stream_close(zip->drain);
    zip->drain = NULL;
    return status;
}

/* The sizes after a member: with a signature or without, of four bytes or eight. */
static att_status skip_descriptor(zip_state *zip, att_error *error) {
    att_slice ahead;
    att_status status = att_stream_peek(zip->stream, 28, &ahead, error);
    if (status)
        return status;
    uint32_t start = att_slice_starts(ahead, "PK\x07\x08") ? 4 : 0;
    uint32_t sizes[2] = {start + 12, start + 20};
    for (int i = 0; i < 2; i++) {
        uint32_t size = sizes[zip->follows_wide ? 1 - i : i];
        if (ahead.size >= size + 4 && memcmp(ahead.data + size, "PK", 2) == 0)
            return att_stream_discard(zip->stream, size, error);
    }
    return att_stream_fault(zip->stream, ATT_ERROR_INPUT, "no sizes after a member", error);
}

static att_status finish_last(zip_state *zip, att_error *error) {
    att_status status = drain(zip, error);
    if (!status)
        status = att_member_finish(&zip->member, error);
    if (!status && zip->follows)
        status = skip_descriptor(zip, error);
    zip->follows = false;
    return status;
}

static void close_zip(void *state) {
    zip_state *zip = state;
    att_stream_close(zip->drain);
    free(zip);
}

typedef struct local_header {
    uint32_t flags, method;
    uint64_t packed;
    bool wide;
    att_slice name; /* "archive!member" */
    const char *fault;
} local_header;

/* Reads a local header and what follows it, up to the data. */
static att_status read_header(zip_state *zip, local_header *header, att_arena *arena,
                              att_error *error) {
    att_slice ahead;
    att_status status = att_stream_peek(zip->stream, HEADER, &ahead, error);
    if (status)
        return status;
    if (ahead.size < HEADER)
        return att_stream_fault(zip->stream, ATT_ERROR_INPUT, "ends in the middle of a header",
                                error);
    uint32_t name_size = number(ahead.data + 26, 2), extra = number(ahead.data + 28, 2);
    status = att_stream_peek(zip->stream, HEADER + name_size + extra, &ahead, error);
    if (status)
        return status;
    if (ahead.size < HEADER + name_size + extra)
        return att_stream_fault(zip->stream, ATT_ERROR_INPUT, "ends in the middle of a header",
                                error);
    *header = (local_header){.flags = number(ahead.data + 6, 2),
                             .method = number(ahead.data + 8, 2),
                             .packed = number(ahead.data + 18, 4)};
    const char *at = ahead.data + HEADER + name_size, *end = at + extra;
    for (; at + 4 <= end && at + 4 + number(at + 2, 2) <= end; at += 4 + number(at + 2, 2))
        if (number(at, 2) == ZIP64_EXTRA && number(at + 2, 2) >= 16) {
            header->wide = true;
            if (header->packed == UINT32_MAX)
                header->packed = wide_number(at + 12);
        }
    att_slice name = {ahead.data + HEADER, name_size};
    header->fault = att_member_name_fault(name);
    header->name =
        att_arena_format(arena, "%s!%.*s", att_stream_name(zip->stream), (int)name_size, name.data);
    att_stream_skip(zip->stream, HEADER + name_size + extra);
    return ATT_OK;
}

static att_status failed_member(zip_state *zip, att_item *item, const char *reason,
                                att_error *error) {
    item->kind = ATT_ITEM_STORY;
    item->story->origin = item->member_name;
    att_item_failed(item, att_stream_fault(zip->stream, ATT_ERROR_INPUT, reason, error), error);
    return ATT_OK;
}

static att_status open_deflated(zip_state *zip, const local_header *header, att_item *item,
                                att_error *error) {
    att_expansion limits = {zip->options->archive_limit, zip->options->ratio_limit};
    att_status status = att_stream_inflate_from(&zip->drain, zip->stream, limits, error);
    if (status)
        return status;
    zip->follows = header->flags & SIZES_FOLLOW;
    zip->data_end = zip->follows ? 0 : att_stream_offset(zip->stream) + header->packed;
    zip->follows_wide = header->wide;
    item->kind = ATT_ITEM_MEMBER;
    att_source source = {read_borrowed, close_borrowed, zip};
    return att_stream_new(&item->member, source, item->member_name.data, error);
}

static att_status take_member(zip_state *zip, att_item *item, att_arena *arena, att_error *error) {
    local_header header = {0};
    att_status status = read_header(zip, &header, arena, error);
    if (status)
        return status;
    item->member_name = header.name;
    bool sized = !(header.flags & SIZES_FOLLOW), folder = att_slice_ends(header.name, "/");
    bool readable = !(header.flags & ENCRYPTED) &&
                    (header.method == DEFLATED || (header.method == STORED && sized));
    if (!readable && !sized)
        return att_stream_fault(zip->stream, ATT_ERROR_INPUT,
                                "a member that can be neither read nor passed over", error);
    if (readable && header.method == DEFLATED && !header.fault && !folder)
        return open_deflated(zip, &header, item, error);
    zip->member = (att_member){.archive = zip->stream, .left = header.packed};
    if (header.fault && sized)
        return failed_member(zip, item, header.fault, error);
    if (header.fault)
        return att_stream_fault(zip->stream, ATT_ERROR_INPUT, header.fault, error);
    if (!readable)
        return failed_member(zip, item,
                             header.flags & ENCRYPTED ? "an encrypted member"
                                                      : "a member compressed in a way not known",
                             error);
    if (folder && !sized)
        return att_stream_fault(zip->stream, ATT_ERROR_INPUT, "a folder with content", error);
    if (folder)
        return ATT_OK;
    item->kind = ATT_ITEM_MEMBER;
    return att_member_open(&item->member, &zip->member, zip->stream, header.packed, 0,
                           item->member_name.data, error);
}

static att_status next_zip(void *state, att_item *item, att_arena *arena, att_error *error) {
    zip_state *zip = state;
    item->kind = ATT_ITEM_END;
    while (item->kind == ATT_ITEM_END && !zip->done) {
        att_slice ahead;
        att_status status = finish_last(zip, error);
        if (!status)
            status = att_stream_peek(zip->stream, 4, &ahead, error);
        if (status)
            return status;
        if (!att_slice_starts(ahead, "PK\x03\x04")) {
            zip->done = true; /* the central directory, or the end */
            if (!att_slice_starts(ahead, "PK"))
                return att_stream_fault(zip->stream, ATT_ERROR_INPUT, "no zip header", error);
            break;
        }
        status = take_member(zip, item, arena, error);
        if (status)
            return status;
    }
    return ATT_OK;
}

ATT_FORMAT_DEFINE(zip, .recognises = recognises_zip, .open = open_zip, .next = next_zip,
                  .close = close_zip);
