/* assets.c - the page, its script and style, compiled in as gzip. */
#include "serve/call.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

typedef struct asset {
    const char *path, *type, *tag;
    const unsigned char *bytes;
    size_t size, plain;
} asset;

#include "serve/assets.inc"

static bool inflate_asset(att_buffer *out, const asset *found) {
    char *plain = malloc(found->plain + 1);
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)found->bytes,
                       .avail_in = (uInt)found->size,
                       .next_out = (Bytef *)plain,
                       .avail_out = (uInt)found->plain};
    bool good = plain && inflateInit2(&stream, 15 + 16) == Z_OK;
    if (good) {
        good = inflate(&stream, Z_FINISH) == Z_STREAM_END;
        inflateEnd(&stream);
        att_buffer_append(out, plain, stream.total_out);
    }
    free(plain);
    return good;
}

/* Every page of the desk is the one page; its script reads the address. */
static const asset *find_asset(att_slice path) {
    const asset *page = NULL;
    if (att_slice_is(path, "/favicon.ico"))
        path = att_slice_of("/assets/icon.svg");
    for (size_t i = 0; i < sizeof assets / sizeof *assets; i++) {
        if (att_slice_is(path, assets[i].path))
            return &assets[i];
        if (!strcmp(assets[i].path, "/"))
            page = &assets[i];
    }
    bool file = memchr(path.data, '.', path.size) != NULL;
    return file ? NULL : page;
}

bool att_asset_find(att_response *out, const att_request *request) {
    const asset *found = find_asset(request->path);
    if (!found) {
        att_response_refuse(out, 404, "there is no such page");
        return false;
    }
    out->type = found->type;
    snprintf(out->tag, sizeof out->tag, "\"%s\"", found->tag);
    if (att_slice_is(request->match, out->tag)) {
        out->status = 304;
        return true;
    }
    out->zipped = request->encoding.size &&
                  memmem(request->encoding.data, request->encoding.size, "gzip", 4) != NULL;
    if (out->zipped)
        out->fixed = (att_slice){(const char *)found->bytes, (uint32_t)found->size};
    else if (!inflate_asset(&out->body, found))
        att_response_refuse(out, 503, "memory ended");
    return true;
}
