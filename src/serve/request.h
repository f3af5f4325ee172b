/* request.h - what a visitor asks, and what is answered, apart from the library that carries it.
 *
 * All of a request is untrusted. Its texts are borrowed or live in its arena; every one ends with a
 * NUL. Parameters are decoded once, here; a malformed one makes the whole request malformed. */
#ifndef ATT_SERVE_REQUEST_H
#define ATT_SERVE_REQUEST_H

#include "base/buffer.h"
#include "base/map.h"

enum {
    REQUEST_PARAMETERS_MOST = 64,
    REQUEST_TARGET_MOST = 8192,
    REQUEST_BODY_MOST = 256 << 10,
    REQUEST_ARGUMENTS_MOST = 2
};

typedef struct att_parameter {
    att_slice name, value;
} att_parameter;

typedef struct att_request {
    att_arena *arena;
    att_slice method, path; /* path: not decoded, without the query */
    att_slice host, origin, site, cookie, authorization, token, type, match, encoding;
    att_slice body;
    ATT_ARRAY(att_parameter) parameters;
    att_slice arguments[REQUEST_ARGUMENTS_MOST]; /* what stands for {…} in the route's path */
} att_request;

/* Takes one "name=value" of the query, percent-encoded; false: malformed or too many. */
bool att_request_add(att_request *request, att_slice name, att_slice value);

/* Cuts "a=b&c=d" into parameters. */
bool att_request_query(att_request *request, att_slice query);

/* The first parameter of the name; data is NULL where there is none. */
att_slice att_request_parameter(const att_request *request, const char *name);
int64_t att_request_number(const att_request *request, const char *name, int64_t least,
                           int64_t most, int64_t otherwise);

/* The value of a cookie, or an empty slice. */
att_slice att_request_cookie(const att_request *request, const char *name);

/* Whether the path has the pattern's form, "/api/events/{id}"; fills in the arguments, decoded. */
bool att_request_matches(att_request *request, const char *pattern);

/* %XX and, in a query, +. False: malformed, a NUL, or not UTF-8. */
bool att_request_decode(att_slice *out, att_arena *arena, att_slice text, bool plus);

/* ---- the answer ----------------------------------------------------------------------------- */

/* More of a body that is too long to be held: appends some, false at the end. */
typedef bool att_stream_next(void *state, att_buffer *out);

typedef struct att_response {
    unsigned status;
    const char *type;
    att_buffer body;
    att_slice fixed; /* instead of the body: bytes that outlive the server */
    bool zipped;     /* the fixed bytes are gzip's */
    char tag[48], file[64], cookie[160];
    char style[64];          /* a style in the page that may apply: its hash */
    att_stream_next *stream; /* instead of the body */
    void *stream_state;
    void (*stream_end)(void *state);
} att_response;

void att_response_init(att_response *response);
void att_response_release(att_response *response);

/* An answer {"error": …} instead of whatever was there. */
void att_response_refuse(att_response *response, unsigned status, const char *reason);

#endif
