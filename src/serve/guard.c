/* guard.c - see guard.h. */
#include "serve/guard.h"

#include "base/error.h"
#include "base/file.h"
#include "base/hex.h"

#include <nettle/hmac.h>
#include <stdio.h>
#include <sys/random.h>

enum { SESSION_BYTES = 16, TOKEN_LEAST = 16, TOKEN_MOST = 256 };

static const char SESSION[] = "attache-session", ENTRANCE[] = "attache-entrance";

/* The keyed hash of a text for one purpose. */
static void sign(char out[GUARD_HEX], const att_guard *guard, const char *purpose, att_slice text) {
    struct hmac_sha256_ctx hash;
    uint8_t digest[SHA256_DIGEST_SIZE];
    hmac_sha256_set_key(&hash, GUARD_SECRET, guard->secret);
    hmac_sha256_update(&hash, strlen(purpose) + 1, (const uint8_t *)purpose);
    hmac_sha256_update(&hash, text.size, (const uint8_t *)text.data);
    hmac_sha256_digest(&hash, sizeof digest, digest);
    att_hex(out, digest, sizeof digest);
}

/* Compares in a time that does not tell where they differ. */
static bool same_secret(const att_guard *guard, att_slice a, att_slice b) {
    char left[GUARD_HEX], right[GUARD_HEX];
    unsigned difference = 0;
    sign(left, guard, "compare", a);
    sign(right, guard, "compare", b);
    for (int i = 0; i < GUARD_HEX - 1; i++)
        difference |= (unsigned char)(left[i] ^ right[i]);
    return a.size > 0 && difference == 0;
}

static bool is_local(const char *address) {
    return !strncmp(address, "127.", 4) || !strcmp(address, "localhost") || !strcmp(address, "::1");
}

static att_status read_token(att_guard *guard, const char *path, att_error *error) {
    att_arena arena;
    att_slice bytes;
    att_arena_init(&arena);
    att_status status = att_file_read(&bytes, &arena, path, 4096, error);
    att_slice token = status ? ATT_SLICE_EMPTY : att_slice_trim(bytes);
    if (!status && (token.size < TOKEN_LEAST || token.size > TOKEN_MOST))
        status =
            att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET,
                          "%s: a token has %d to %d characters", path, TOKEN_LEAST, TOKEN_MOST);
    if (!status)
        snprintf(guard->token, sizeof guard->token, "%.*s", (int)token.size, token.data);
    att_arena_release(&arena);
    return status;
}

att_status att_guard_init(att_guard *out, const char *address, unsigned port,
                          const char *token_file, att_error *error) {
    *out = (att_guard){.port = port};
    const char *name = address ? address : "127.0.0.1";
    snprintf(out->name, sizeof out->name, "%s", name);
    out->local = is_local(name);
    if (getrandom(out->secret, sizeof out->secret, 0) != (ssize_t)sizeof out->secret)
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET, "no random numbers to be had");
    if (token_file)
        return read_token(out, token_file, error);
    if (!out->local)
        return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET,
                             "listening on %s lets other machines in: give a --token-file", name);
    return ATT_OK;
}

/* "name:port" as a visitor may write it. With a token, the machine may be known by any name: then
 * the token, which a foreign page cannot have, stands guard. */
static bool is_own_name(const att_guard *guard, att_slice host) {
    static const char *const locals[] = {"127.0.0.1", "localhost", "[::1]"};
    char name[160];
    for (size_t i = 0; guard->local && i < sizeof locals / sizeof *locals; i++) {
        snprintf(name, sizeof name, "%s:%u", locals[i], guard->port);
        if (att_slice_is(host, name) || (guard->port == 80 && att_slice_is(host, locals[i])))
            return true;
    }
    snprintf(name, sizeof name, strchr(guard->name, ':') ? "[%s]:%u" : "%s:%u", guard->name,
             guard->port);
    return att_slice_is(host, name) || !guard->local;
}

static bool is_own_origin(const att_request *request) {
    if (!request->origin.data)
        return true;
    att_slice origin = request->origin;
    const char *scheme = att_slice_starts(origin, "https://") ? "https://" : "http://";
    if (!att_slice_starts(origin, scheme))
        return false;
    return att_slice_equal(att_slice_part(origin, (uint32_t)strlen(scheme), origin.size),
                           request->host);
}

static bool is_foreign(const att_request *request) {
    return request->site.data && !att_slice_is(request->site, "same-origin") &&
           !att_slice_is(request->site, "none");
}

static bool has_entered(const att_guard *guard, const att_request *request) {
    if (!guard->token[0])
        return true;
    if (att_slice_starts(request->authorization, "Bearer "))
        return same_secret(guard,
                           att_slice_part(request->authorization, 7, request->authorization.size),
                           att_slice_of(guard->token));
    char entrance[GUARD_HEX];
    sign(entrance, guard, "entrance", att_slice_of(guard->token));
    return same_secret(guard, att_request_cookie(request, ENTRANCE), att_slice_of(entrance));
}

static bool has_token(const att_guard *guard, const att_request *request) {
    char token[GUARD_HEX];
    att_slice session = att_request_cookie(request, SESSION);
    sign(token, guard, "write", session);
    return session.size && same_secret(guard, request->token, att_slice_of(token));
}

bool att_guard_admits(const att_guard *guard, const att_request *request, bool writes, bool open,
                      att_response *response) {
    const char *reason = NULL;
    unsigned status = 403;
    if (!request->host.size || !is_own_name(guard, request->host)) {
        reason = "this server does not go by that name";
        status = 421;
    } else if (!is_own_origin(request) || (writes && is_foreign(request))) {
        reason = "asked by a page of another site";
    } else if (!open && !has_entered(guard, request)) {
        reason = "the token is needed";
        status = 401;
    } else if (writes && !open && !has_token(guard, request)) {
        reason = "the page is of an earlier session: load it again";
    } else if (writes && request->body.size &&
               !att_slice_starts(request->type, "application/json")) {
        reason = "a write is JSON";
        status = 415;
    }
    if (reason)
        att_response_refuse(response, status, reason);
    return !reason;
}

static void set_cookie(att_response *response, const char *name, const char *value) {
    snprintf(response->cookie, sizeof response->cookie, "%s=%s; Path=/; HttpOnly; SameSite=Strict",
             name, value);
}

void att_guard_token(char out[GUARD_HEX], const att_guard *guard, const att_request *request,
                     att_response *response) {
    att_slice session = att_request_cookie(request, SESSION);
    uint8_t random[SESSION_BYTES];
    char fresh[2 * SESSION_BYTES + 1];
    if (session.size != 2 * SESSION_BYTES &&
        getrandom(random, sizeof random, 0) == (ssize_t)sizeof random) {
        att_hex(fresh, random, sizeof random);
        session = att_slice_of(fresh);
        set_cookie(response, SESSION, fresh);
    }
    sign(out, guard, "write", session);
}

bool att_guard_enter(const att_guard *guard, att_slice word, att_response *response) {
    char entrance[GUARD_HEX];
    if (!guard->token[0] || !same_secret(guard, word, att_slice_of(guard->token)))
        return false;
    sign(entrance, guard, "entrance", att_slice_of(guard->token));
    set_cookie(response, ENTRANCE, entrance);
    return true;
}
