/* expand.c - the compressed sources of stream.h: gzip, zstd and raw deflate. Each counts what goes
 * in and what comes out; too much in all, or for what went in, is a decompression bomb. */
#include "base/error.h"
#include "input/stream.h"

#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

enum { FREE_OF_RATIO = 1024 * 1024, LARGEST_WINDOW_LOG = 27, RAW_DEFLATE = -15, GZIP = 15 + 16 };

typedef struct expander {
    att_stream *packed;
    att_expansion limits;
    uint64_t out, in;
    bool zstd, raw, ended, begun; /* raw: `packed` is the archive's and stays open */
    const char *fault;            /* once the bytes are wrong, nothing more comes of them */
    z_stream zlib;
    ZSTD_DStream *zstd_stream;
} expander;

static att_status damaged(expander *e, const char *reason, att_error *error) {
    e->fault = reason;
    return att_error_set(error, ATT_ERROR_INPUT, att_stream_offset(e->packed), "%s: %s",
                         att_stream_name(e->packed), reason);
}

static att_status count(expander *e, size_t in, size_t out, att_error *error) {
    e->in += in;
    e->out += out;
    const char *name = att_stream_name(e->packed);
    if (e->out > e->limits.total)
        return att_error_set(error, ATT_ERROR_LIMIT, att_stream_offset(e->packed),
                             "%s: expands to more than %llu bytes", name,
                             (unsigned long long)e->limits.total);
    if (e->out > FREE_OF_RATIO && e->out / e->limits.ratio > e->in)
        return att_error_set(error, ATT_ERROR_LIMIT, att_stream_offset(e->packed),
                             "%s: expands more than %u times, refused", name, e->limits.ratio);
    return ATT_OK;
}

/* After a gzip member another may follow; anything else after it is ignored, as gzip does. */
static att_status next_member(expander *e, att_error *error) {
    att_slice ahead;
    att_status status = att_stream_peek(e->packed, 2, &ahead, error);
    if (status)
        return status;
    e->ended = e->raw || ahead.size < 2 || memcmp(ahead.data, "\x1f\x8b", 2) != 0;
    if (!e->ended && inflateReset(&e->zlib) != Z_OK)
        return damaged(e, "cannot be inflated", error);
    return ATT_OK;
}

static att_status read_zlib(expander *e, char *bytes, size_t size, size_t *got, att_error *error) {
    size_t room = size > UINT32_MAX ? UINT32_MAX : size;
    while (!*got && !e->ended) {
        att_slice ahead;
        att_status status = att_stream_peek(e->packed, 1, &ahead, error);
        if (status)
            return status;
        e->zlib.next_in = (Bytef *)(uintptr_t)ahead.data;
        e->zlib.avail_in = ahead.size;
        e->zlib.next_out = (Bytef *)bytes;
        e->zlib.avail_out = (uInt)room;
        int result = inflate(&e->zlib, Z_NO_FLUSH);
        size_t in = ahead.size - e->zlib.avail_in;
        *got = room - e->zlib.avail_out;
        att_stream_skip(e->packed, in);
        status = count(e, in, *got, error);
        if (status)
            return status;
        if (result == Z_STREAM_END)
            status = next_member(e, error);
        else if (result == Z_MEM_ERROR)
            status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
        else if (result != Z_OK && result != Z_BUF_ERROR)
            status = damaged(e, "is damaged: it cannot be inflated", error);
        else if (!ahead.size && !*got)
            status = damaged(e, "is truncated", error);
        if (status)
            return status;
    }
    return ATT_OK;
}

static att_status read_zstd(expander *e, char *bytes, size_t size, size_t *got, att_error *error) {
    while (!*got && !e->ended) {
        att_slice ahead;
        att_status status = att_stream_peek(e->packed, 1, &ahead, error);
        if (status)
            return status;
        if (!ahead.size && !e->begun) {
            e->ended = true;
            break;
        }
        ZSTD_inBuffer in = {ahead.data, ahead.size, 0};
        ZSTD_outBuffer out = {bytes, size, 0};
        size_t result = ZSTD_decompressStream(e->zstd_stream, &out, &in);
        if (ZSTD_isError(result))
            return damaged(e, "is damaged: it cannot be decompressed", error);
        *got = out.pos;
        e->begun = result != 0; /* zero at the end of a frame */
        att_stream_skip(e->packed, in.pos);
        status = count(e, in.pos, out.pos, error);
        if (!status && !ahead.size && !out.pos && e->begun)
            status = damaged(e, "is truncated", error);
        if (status)
            return status;
    }
    return ATT_OK;
}

static att_status read_expanded(void *state, char *bytes, size_t size, size_t *got,
                                att_error *error) {
    expander *e = state;
    *got = 0;
    if (e->fault)
        return damaged(e, e->fault, error);
    return e->zstd ? read_zstd(e, bytes, size, got, error) : read_zlib(e, bytes, size, got, error);
}

static void close_expanded(void *state) {
    expander *e = state;
    if (e->zstd_stream)
        ZSTD_freeDStream(e->zstd_stream);
    else if (!e->zstd)
        inflateEnd(&e->zlib);
    if (!e->raw)
        att_stream_close(e->packed);
    free(e);
}

static bool start(expander *e) {
    if (!e->zstd)
        return inflateInit2(&e->zlib, e->raw ? RAW_DEFLATE : GZIP) == Z_OK;
    e->zstd_stream = ZSTD_createDStream();
    return e->zstd_stream && !ZSTD_isError(ZSTD_DCtx_setParameter(
                                 e->zstd_stream, ZSTD_d_windowLogMax, LARGEST_WINDOW_LOG));
}

/* Takes over `packed` unless `raw`. */
static att_status wrap(att_stream **out, att_stream *packed, bool zstd, bool raw,
                       att_expansion limits, att_error *error) {
    expander *e = calloc(1, sizeof *e);
    *out = NULL;
    if (!e) {
        if (!raw)
            att_stream_close(packed);
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    }
    *e = (expander){.packed = packed, .limits = limits, .zstd = zstd, .raw = raw};
    if (!start(e)) {
        close_expanded(e);
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    }
    att_source source = {read_expanded, close_expanded, e};
    return att_stream_new(out, source, att_stream_name(packed), error);
}

att_status att_stream_expand(att_stream **stream, att_expansion limits, bool *expanded,
                             att_error *error) {
    att_slice ahead;
    *expanded = false;
    att_status status = att_stream_peek(*stream, 4, &ahead, error);
    if (status) {
        att_stream_close(*stream);
        *stream = NULL;
        return status;
    }
    bool gzip = ahead.size > 2 && memcmp(ahead.data, "\x1f\x8b\x08", 3) == 0;
    bool zstd = ahead.size > 3 && memcmp(ahead.data, "\x28\xb5\x2f\xfd", 4) == 0;
    /* a skippable frame may come first, as in WARC files with a dictionary */
    zstd |= ahead.size > 3 && (ahead.data[0] & 0xF0) == 0x50 &&
            memcmp(ahead.data + 1, "\x2a\x4d\x18", 3) == 0;
    if (!gzip && !zstd)
        return ATT_OK;
    *expanded = true;
    return wrap(stream, *stream, zstd, false, limits, error);
}

att_status att_stream_inflate_from(att_stream **out, att_stream *packed, att_expansion limits,
                                   att_error *error) {
    return wrap(out, packed, false, true, limits, error);
}
