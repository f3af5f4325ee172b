/* stream.c - see stream.h. */
#include "input/stream.h"

#include "base/error.h"

#include <errno.h>
#include <stdlib.h>

enum { LEAST_BUFFER = 64 * 1024 };

struct att_stream {
    att_source source;
    char *name, *buffer;
    size_t start, end, capacity; /* bytes read ahead: buffer[start, end) */
    uint64_t offset;             /* of buffer[start] in the stream */
    bool ended;
};

att_status att_stream_new(att_stream **out, att_source source, const char *name, att_error *error) {
    att_stream *stream = calloc(1, sizeof *stream);
    char *copy = strdup(name);
    if (!stream || !copy) {
        source.close(source.state);
        free(stream);
        free(copy);
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended", name);
    }
    stream->source = source;
    stream->name = copy;
    *out = stream;
    return ATT_OK;
}

void att_stream_close(att_stream *stream) {
    if (!stream)
        return;
    stream->source.close(stream->source.state);
    free(stream->buffer);
    free(stream->name);
    free(stream);
}

const char *att_stream_name(const att_stream *stream) {
    return stream->name;
}

uint64_t att_stream_offset(const att_stream *stream) {
    return stream->offset;
}

att_status att_stream_fault_at(const att_stream *stream, att_status status, uint64_t offset,
                               const char *reason, att_error *error) {
    return att_error_set(error, status, offset, "%s: %s at byte %llu", stream->name, reason,
                         (unsigned long long)offset);
}

att_status att_stream_fault(const att_stream *stream, att_status status, const char *reason,
                            att_error *error) {
    return att_stream_fault_at(stream, status, stream->offset, reason, error);
}

static att_status make_room(att_stream *stream, size_t wanted, att_error *error) {
    if (stream->start) {
        memmove(stream->buffer, stream->buffer + stream->start, stream->end - stream->start);
        stream->end -= stream->start;
        stream->start = 0;
    }
    size_t capacity = stream->capacity ? stream->capacity : LEAST_BUFFER;
    while (capacity < wanted)
        capacity *= 2;
    if (capacity == stream->capacity)
        return ATT_OK;
    char *grown = realloc(stream->buffer, capacity);
    if (!grown)
        return att_error_set(error, ATT_ERROR_MEMORY, stream->offset, "%s: memory ended",
                             stream->name);
    stream->buffer = grown;
    stream->capacity = capacity;
    return ATT_OK;
}

att_status att_stream_peek(att_stream *stream, size_t wanted, att_slice *ahead, att_error *error) {
    while (stream->end - stream->start < wanted && !stream->ended) {
        att_status status = ATT_OK;
        if (stream->capacity - stream->start < wanted || stream->end == stream->capacity)
            status = make_room(stream, wanted, error);
        size_t got = 0;
        if (!status)
            status = stream->source.read(stream->source.state, stream->buffer + stream->end,
                                         stream->capacity - stream->end, &got, error);
        if (status)
            return status;
        stream->end += got;
        stream->ended = got == 0;
    }
    size_t size = stream->end - stream->start;
    *ahead = size ? (att_slice){stream->buffer + stream->start,
                                size > UINT32_MAX ? UINT32_MAX : (uint32_t)size}
                  : ATT_SLICE_EMPTY;
    return ATT_OK;
}

void att_stream_skip(att_stream *stream, size_t size) {
    stream->start += size;
    stream->offset += size;
    if (stream->start == stream->end)
        stream->start = stream->end = 0;
}

att_status att_stream_discard(att_stream *stream, uint64_t size, att_error *error) {
    while (size) {
        att_slice ahead;
        att_status status = att_stream_peek(stream, 1, &ahead, error);
        if (status)
            return status;
        if (!ahead.size)
            return att_error_set(error, ATT_ERROR_INPUT, stream->offset,
                                 "%s: ends in the middle of a member", stream->name);
        size_t part = ahead.size < size ? ahead.size : (size_t)size;
        att_stream_skip(stream, part);
        size -= part;
    }
    return ATT_OK;
}

att_status att_stream_read(att_stream *stream, char *bytes, size_t size, size_t *got,
                           att_error *error) {
    att_slice ahead;
    att_status status = att_stream_peek(stream, 1, &ahead, error);
    *got = 0;
    if (status)
        return status;
    *got = ahead.size < size ? ahead.size : size;
    memcpy(bytes, ahead.data, *got);
    att_stream_skip(stream, *got);
    return ATT_OK;
}

att_status att_stream_read_inflated(att_stream *stream, char *bytes, size_t size, size_t *got,
                                    att_error *error) {
    return stream->source.read(stream->source.state, bytes, size, got, error);
}

/* Passes over the rest of a line that is too long. */
static att_status skip_line(att_stream *stream, att_error *error) {
    for (;;) {
        att_slice ahead;
        att_status status = att_stream_peek(stream, 1, &ahead, error);
        if (status || !ahead.size)
            return status;
        const char *feed = memchr(ahead.data, '\n', ahead.size);
        att_stream_skip(stream, feed ? (size_t)(feed - ahead.data) + 1 : ahead.size);
        if (feed)
            return ATT_OK;
    }
}

att_status att_stream_line(att_stream *stream, uint32_t limit, att_slice *line, bool *more,
                           att_error *error) {
    size_t looked = 0, wanted = 1;
    for (;;) {
        att_slice ahead;
        att_status status = att_stream_peek(stream, wanted, &ahead, error);
        if (status)
            return status;
        const char *feed =
            ahead.size > looked ? memchr(ahead.data + looked, '\n', ahead.size - looked) : NULL;
        size_t size = feed ? (size_t)(feed - ahead.data) : ahead.size;
        if (size > limit) {
            uint64_t offset = stream->offset;
            status = skip_line(stream, error);
            return status ? status
                          : att_error_set(error, ATT_ERROR_LIMIT, offset,
                                          "%s: a line longer than %u bytes", stream->name, limit);
        }
        if (feed || ahead.size < wanted) {
            *more = feed || size;
            *line = (att_slice){ahead.data, (uint32_t)size};
            if (size && ahead.data[size - 1] == '\r')
                line->size--;
            att_stream_skip(stream, feed ? size + 1 : size);
            return ATT_OK;
        }
        looked = ahead.size;
        wanted = (size_t)ahead.size + 1;
    }
}

att_status att_stream_all(att_stream *stream, att_arena *arena, uint32_t limit, att_slice *out,
                          att_error *error) {
    att_slice ahead;
    att_status status = att_stream_peek(stream, (size_t)limit + 1, &ahead, error);
    if (status)
        return status;
    if (ahead.size > limit)
        return att_error_set(error, ATT_ERROR_LIMIT, limit, "%s: longer than %u bytes",
                             stream->name, limit);
    *out = att_arena_copy(arena, ahead);
    att_stream_skip(stream, ahead.size);
    return ATT_OK;
}

/* ---- files ------------------------------------------------------------------------------ */

typedef struct file_state {
    FILE *file;
    char name[];
} file_state;

static att_status read_file(void *state, char *bytes, size_t size, size_t *got, att_error *error) {
    file_state *file = state;
    *got = fread(bytes, 1, size, file->file);
    return ferror(file->file) ? att_error_set_errno(error, file->name, "read") : ATT_OK;
}

static void close_file(void *state) {
    file_state *file = state;
    if (file->file != stdin)
        fclose(file->file);
    free(file);
}

att_status att_stream_open_file(att_stream **out, const char *path, att_error *error) {
    bool standard = strcmp(path, "-") == 0;
    const char *name = standard ? "standard input" : path;
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (!file)
        return att_error_set_errno(error, path, "open");
    file_state *state = malloc(sizeof *state + strlen(name) + 1);
    if (!state) {
        if (!standard)
            fclose(file);
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended", path);
    }
    setvbuf(file, NULL, _IONBF, 0); /* the stream has its own buffer */
    state->file = file;
    strcpy(state->name, name);
    return att_stream_new(out, (att_source){read_file, close_file, state}, name, error);
}
