/* fetch.h - what is at an address, politely: only http and https, only if it has changed, with
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
    const char *accept;  /* kinds of content, as HTTP names them */
    uint64_t size_limit; /* 0: ATT_FETCH_SIZE */
    bool public_only;    /* refuse to ask a machine of this network */
    /* What the last answer said, "" where nothing; changed by this one. */
    char tag[256], modified[64];
    /* The answer. */
    long status;      /* of HTTP; 304: it has not changed; 0: there was no answer */
    long retry_after; /* seconds that the server asks for; 0: none */
    bool local;       /* it came from a machine of this network */
    char charset[32]; /* as the server names it, or "" */
} att_fetch;

bool att_fetch_is_address(const char *text);

/* The part of an address that names the server: "http://host:port". */
att_slice att_fetch_server(att_slice address);

/* The answer's body goes to `body`. Any status but 200 and 304 is an error. */
att_status att_fetch_get(att_fetch *fetch, att_buffer *body, att_error *error);

#endif
