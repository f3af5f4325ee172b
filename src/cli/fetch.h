/* fetch.h - a feed by its address, politely: only http and https, only if it has changed, with
 * limits on time, size and redirects. Without libcurl at build, every fetch says so. */
#ifndef ATT_CLI_FETCH_H
#define ATT_CLI_FETCH_H

#include "attache.h"
#include "base/buffer.h"

enum {
    ATT_FETCH_SIZE = 16 << 20, /* bytes, unpacked */
    ATT_FETCH_SECONDS = 60,
    ATT_FETCH_CONNECT_SECONDS = 10,
    ATT_FETCH_REDIRECTS = 5
};

typedef struct att_fetch {
    const char *address;
    uint64_t size_limit; /* 0: ATT_FETCH_SIZE */
    /* What the last answer said, "" where nothing; changed by this one. */
    char tag[256], modified[64];
    /* The answer. */
    long status;      /* of HTTP; 304: it has not changed */
    long retry_after; /* seconds that the server asks for; 0: none */
} att_fetch;

bool att_fetch_is_address(const char *text);

/* The answer's body goes to `body`. Any status but 200 and 304 is an error. */
att_status att_fetch_get(att_fetch *fetch, att_buffer *body, att_error *error);

#endif
