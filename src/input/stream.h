/* stream.h - bytes of a file, a member of an archive or a compressed run, read ahead.
 *
 * A stream owns its source and its buffer. Sources are stacked: a gzip source owns
 * the stream that it inflates. Every failure names the stream and the byte. */
#ifndef ATT_INPUT_STREAM_H
#define ATT_INPUT_STREAM_H

#include "attache.h"
#include "base/arena.h"

#include <stdio.h>

typedef struct att_stream att_stream;

/* Where bytes come from. `read` sets `*got`, 0 only at the end. */
typedef struct att_source {
    att_status (*read)(void *state, char *bytes, size_t size, size_t *got, att_error *error);
    void (*close)(void *state);
    void *state;
} att_source;

/* Takes over `source`, also on failure. `name` is copied. */
att_status att_stream_new(att_stream **out, att_source source, const char *name, att_error *error);
att_status att_stream_open_file(att_stream **out, const char *path, att_error *error);
void att_stream_close(att_stream *stream);

const char *att_stream_name(const att_stream *stream);
uint64_t att_stream_offset(const att_stream *stream); /* of the next byte */

/* An error that names the stream and the next byte, or the byte at `offset`. */
att_status att_stream_fault(const att_stream *stream, att_status status, const char *reason,
                            att_error *error);
att_status att_stream_fault_at(const att_stream *stream, att_status status, uint64_t offset,
                               const char *reason, att_error *error);

/* At least `wanted` bytes ahead, fewer only at the end; borrowed until the next call. */
att_status att_stream_peek(att_stream *stream, size_t wanted, att_slice *ahead, att_error *error);
void att_stream_skip(att_stream *stream, size_t size); /* of the bytes peeked */
att_status att_stream_discard(att_stream *stream, uint64_t size, att_error *error);

/* Copies up to `size` bytes; `*got` 0 only at the end. */
att_status att_stream_read(att_stream *stream, char *bytes, size_t size, size_t *got,
                           att_error *error);

/* The next line without its line end, borrowed until the next call; `*more` false at the end.
 * A line over `limit` is passed over and gives ATT_ERROR_LIMIT, so that the next one can be read.
 */
att_status att_stream_line(att_stream *stream, uint32_t limit, att_slice *line, bool *more,
                           att_error *error);

/* All that is left, in the arena and with a NUL after it. More than `limit` is an error. */
att_status att_stream_all(att_stream *stream, att_arena *arena, uint32_t limit, att_slice *out,
                          att_error *error);

typedef struct att_expansion {
    uint64_t total; /* bytes out of one compressed run */
    uint32_t ratio; /* bytes out for each byte in, past the first MiB */
} att_expansion;

/* When the stream is gzip or zstd, `*stream` becomes what it holds (several members or frames run
 * together); else nothing changes. On failure `*stream` is closed and NULL. */
att_status att_stream_expand(att_stream **stream, att_expansion limits, bool *expanded,
                             att_error *error);

/* Raw deflate out of the middle of `packed`, as in zip archives. It takes no byte of `packed` after
 * its own end, and leaves it open; read it by att_stream_read_inflated alone, without a buffer. */
att_status att_stream_inflate_from(att_stream **out, att_stream *packed, att_expansion limits,
                                   att_error *error);
att_status att_stream_read_inflated(att_stream *stream, char *bytes, size_t size, size_t *got,
                                    att_error *error);

#endif
