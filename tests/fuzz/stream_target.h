/* stream_target.h - what the targets of input formats share: the bytes as a stream, read to the end
 * by one format, members passed over. */
#ifndef TESTS_FUZZ_STREAM_TARGET_H
#define TESTS_FUZZ_STREAM_TARGET_H

#include "input/format.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct fuzz_bytes {
    const uint8_t *data;
    size_t left;
} fuzz_bytes;

static inline att_status fuzz_read(void *state, char *bytes, size_t size, size_t *got,
                                   att_error *error) {
    fuzz_bytes *source = state;
    *got = size < source->left ? size : source->left;
    *got = *got > 4096 ? 4096 : *got; /* in pieces, so that readers must ask again */
    memcpy(bytes, source->data, *got);
    source->data += *got;
    source->left -= *got;
    return ATT_OK;
}

static inline void fuzz_close(void *state) {
}

static inline const att_reader_options *fuzz_options(void) {
    static const att_reader_options options = {.document_limit = 1 << 20,
                                               .line_limit = 1 << 20,
                                               .archive_limit = 1 << 22,
                                               .ratio_limit = 100,
                                               .depth_limit = 4,
                                               .nesting_limit = 64};
    return &options;
}

/* Reads a member to its end, as the reader may. */
static inline void fuzz_drain(att_stream *member) {
    char bytes[512];
    size_t got = 1;
    att_error error;
    while (got && !att_stream_read(member, bytes, sizeof bytes, &got, &error))
        ;
    att_stream_close(member);
}

static inline void fuzz_format(const att_input_format *format, att_stream *stream) {
    att_arena arena;
    att_error error;
    void *state;
    att_arena_init(&arena);
    if (format->recognises) {
        att_slice head;
        if (!att_stream_peek(stream, 2048, &head, &error))
            format->recognises(head);
    }
    if (!format->open(&state, fuzz_options(), stream, &error)) {
        for (int i = 0; i < 1000; i++) {
            att_source_story story = {0};
            att_item item = {.story = &story, .member_name = ATT_SLICE_EMPTY};
            if (format->next(state, &item, &arena, &error) || item.kind == ATT_ITEM_END)
                break;
            if (item.kind == ATT_ITEM_MEMBER && i % 3 == 2)
                att_stream_close(item.member);
            else if (item.kind == ATT_ITEM_MEMBER)
                fuzz_drain(item.member);
            att_arena_reset(&arena);
        }
        format->close(state);
    }
    att_arena_release(&arena);
}

/* Runs `format` over the bytes; with `expand`, over what they unpack to. */
static inline int fuzz_stream(const att_input_format *format, const uint8_t *data, size_t size,
                              bool expand) {
    fuzz_bytes bytes = {data, size};
    att_stream *stream;
    att_error error;
    bool expanded = false;
    att_source source = {fuzz_read, fuzz_close, &bytes};
    if (att_stream_new(&stream, source, "fuzz", &error))
        return 0;
    att_expansion limits = {fuzz_options()->archive_limit, fuzz_options()->ratio_limit};
    if (expand && att_stream_expand(&stream, limits, &expanded, &error))
        return 0;
    fuzz_format(format, stream);
    att_stream_close(stream);
    return 0;
}

#endif
