/* guard.h - who may ask what. Everything that arrives passes here first.
 *
 * A page of another site may make a visitor's browser send requests here. Three walls stand before
 * that: the Host must be this server's own name (a foreign name that resolves here is refused), the
 * Origin and Sec-Fetch-Site of a write must be this server's own, and a write carries a token in a
 * header that another site can neither read nor send. The token is a keyed hash of the visitor's
 * session, which is a random cookie with SameSite=Strict. */
#ifndef ATT_SERVE_GUARD_H
#define ATT_SERVE_GUARD_H

#include "attache.h"
#include "serve/request.h"

enum { GUARD_SECRET = 32, GUARD_HEX = 65 };

typedef struct att_guard {
    uint8_t secret[GUARD_SECRET]; /* of this process */
    char name[128];               /* the address as the visitor writes it, without the port */
    unsigned port;
    bool local;      /* bound to this machine alone */
    char token[257]; /* what a visitor must know; "": nothing */
} att_guard;

/* `address` NULL: 127.0.0.1. Reads the token file, which must hold 16 to 256 characters. */
att_status att_guard_init(att_guard *out, const char *address, unsigned port,
                          const char *token_file, att_error *error);

/* Whether the request may go on to its route. `writes`: it changes something; `open`: it needs no
 * token, since the route gives none of the archive away. If not, the response says why. */
bool att_guard_admits(const att_guard *guard, const att_request *request, bool writes, bool open,
                      att_response *response);

/* The token for writes that belongs to the visitor's session; starts one, in the response's cookie,
 * if there is none. */
void att_guard_token(char out[GUARD_HEX], const att_guard *guard, const att_request *request,
                     att_response *response);

/* Whether `word` is the token; then the response's cookie lets the visitor in from now on. */
bool att_guard_enter(const att_guard *guard, att_slice word, att_response *response);

#endif
