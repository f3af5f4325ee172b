/* http.c - the server proper: libmicrohttpd's requests made into ours, and answers sent.
 *
 * Limits: 256 connections, 64 from one address; 20 seconds without a byte; 32 KiB of headers; 8 KiB
 * of address; 256 KiB of body. Every answer forbids scripts and styles that are not this server's
 * files, framing, sniffing and referrers. */
#include "base/error.h"
#include "serve/call.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORKERS = 4, CONNECTIONS = 256, FROM_ONE = 64, SECONDS = 20, HEADERS = 32 << 10 };

/* One request while it arrives. */
typedef struct arriving {
    att_arena arena;
    att_request request;
    att_buffer body;
    bool malformed, too_long;
} arriving;

/* ---- receiving ------------------------------------------------------------------------------ */

/* What libmicrohttpd hands over is kept: it ends with NUL and lives as long as the request. */
static att_slice header(struct MHD_Connection *connection, const char *name) {
    const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return value ? att_slice_of(value) : (att_slice){NULL, 0};
}

static enum MHD_Result take_parameter(void *context, enum MHD_ValueKind kind, const char *key,
                                      const char *value) {
    arriving *arrived = context;
    arrived->malformed |= !att_request_add(&arrived->request, att_slice_of(key),
                                           value ? att_slice_of(value) : ATT_SLICE_EMPTY);
    return arrived->malformed ? MHD_NO : MHD_YES;
}

static void *begin_request(void *context, const char *uri, struct MHD_Connection *connection) {
    arriving *arrived = calloc(1, sizeof *arrived);
    if (!arrived)
        return NULL;
    att_arena_init(&arrived->arena);
    att_buffer_init(&arrived->body);
    arrived->request.arena = &arrived->arena;
    arrived->too_long = strlen(uri) > REQUEST_TARGET_MOST;
    return arrived;
}

/* Nothing is decoded by the library: the request does that once, strictly. */
static size_t leave_encoded(void *context, struct MHD_Connection *connection, char *text) {
    return strlen(text);
}

static void end_request(void *context, struct MHD_Connection *connection, void **state,
                        enum MHD_RequestTerminationCode code) {
    arriving *arrived = *state;
    if (!arrived)
        return;
    att_buffer_release(&arrived->body);
    att_arena_release(&arrived->arena);
    free(arrived);
    *state = NULL;
}

static void take_request(arriving *arrived, struct MHD_Connection *connection, const char *method,
                         const char *path) {
    att_request *request = &arrived->request;
    request->method = att_slice_of(method);
    request->path = att_slice_of(path);
    request->host = header(connection, "Host");
    request->origin = header(connection, "Origin");
    request->site = header(connection, "Sec-Fetch-Site");
    request->cookie = header(connection, "Cookie");
    request->authorization = header(connection, "Authorization");
    request->token = header(connection, "X-Attache-Token");
    request->type = header(connection, "Content-Type");
    request->match = header(connection, "If-None-Match");
    request->encoding = header(connection, "Accept-Encoding");
    request->body = arrived->body.size ? att_buffer_slice(&arrived->body) : ATT_SLICE_EMPTY;
    jmp_buf here;
    arrived->arena.recovery = &here;
    if (setjmp(here))
        arrived->malformed = true;
    else
        MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_parameter, arrived);
    arrived->arena.recovery = NULL;
}

/* ---- sending -------------------------------------------------------------------------------- */

typedef struct sending {
    att_response response;
    att_buffer chunk;
    size_t at;
    bool ended;
} sending;

static ssize_t send_more(void *state, uint64_t position, char *out, size_t most) {
    sending *sent = state;
    while (sent->at == sent->chunk.size && !sent->ended) {
        att_buffer_clear(&sent->chunk);
        sent->at = 0;
        sent->ended = !sent->response.stream(sent->response.stream_state, &sent->chunk);
    }
    if (sent->chunk.failed)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    size_t size = sent->chunk.size - sent->at;
    if (!size)
        return MHD_CONTENT_READER_END_OF_STREAM;
    size = size < most ? size : most;
    memcpy(out, sent->chunk.data + sent->at, size);
    sent->at += size;
    return (ssize_t)size;
}

static void end_sending(void *state) {
    sending *sent = state;
    att_response_release(&sent->response);
    att_buffer_release(&sent->chunk);
    free(sent);
}

static struct MHD_Response *make_response(att_response *response) {
    if (response->stream) {
        sending *sent = calloc(1, sizeof *sent);
        if (!sent)
            return NULL;
        sent->response = *response;
        att_buffer_init(&sent->chunk);
        response->stream_end = NULL; /* now the sending's */
        att_buffer_init(&response->body);
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 32 << 10, send_more, sent,
                                                 end_sending);
    }
    if (response->fixed.size)
        return MHD_create_response_from_buffer(
            response->fixed.size, (void *)(uintptr_t)response->fixed.data, MHD_RESPMEM_PERSISTENT);
    struct MHD_Response *made = MHD_create_response_from_buffer(
        response->body.size, response->body.data, MHD_RESPMEM_MUST_FREE);
    if (made)
        att_buffer_init(&response->body); /* its bytes are the library's */
    return made;
}

static void add_policy(struct MHD_Response *made, const att_response *response) {
    char policy[400], style[100] = "'self'";
    if (response->style[0])
        snprintf(style, sizeof style, "'sha256-%s'", response->style);
    snprintf(policy, sizeof policy,
             "default-src 'none'; script-src %s; style-src %s; img-src 'self' data:; connect-src "
             "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
             response->style[0] ? "'none'" : "'self'", style);
    MHD_add_response_header(made, "Content-Security-Policy", policy);
    MHD_add_response_header(made, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(made, "X-Frame-Options", "DENY");
    MHD_add_response_header(made, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(made, "Cross-Origin-Opener-Policy", "same-origin");
    MHD_add_response_header(made, "Cross-Origin-Resource-Policy", "same-origin");
}

static void add_headers(struct MHD_Response *made, const att_response *response) {
    add_policy(made, response);
    MHD_add_response_header(made, "Content-Type", response->type);
    MHD_add_response_header(made, "Cache-Control", response->tag[0] ? "no-cache" : "no-store");
    if (response->fixed.size || response->tag[0])
        MHD_add_response_header(made, "Vary", "Accept-Encoding");
    if (response->tag[0])
        MHD_add_response_header(made, "ETag", response->tag);
    if (response->zipped)
        MHD_add_response_header(made, "Content-Encoding", "gzip");
    if (response->status == 503)
        MHD_add_response_header(made, "Retry-After", "1");
    if (response->cookie[0])
        MHD_add_response_header(made, "Set-Cookie", response->cookie);
    if (response->file[0]) {
        char line[96];
        snprintf(line, sizeof line, "attachment; filename=\"%s\"", response->file);
        MHD_add_response_header(made, "Content-Disposition", line);
    }
}

static enum MHD_Result send_response(struct MHD_Connection *connection, att_response *response) {
    struct MHD_Response *made = make_response(response);
    if (!made)
        return MHD_NO;
    add_headers(made, response);
    enum MHD_Result result = MHD_queue_response(connection, response->status, made);
    MHD_destroy_response(made);
    return result;
}

static enum MHD_Result receive(void *context, struct MHD_Connection *connection, const char *path,
                               const char *method, const char *version, const char *bytes,
                               size_t *size, void **state) {
    arriving *arrived = *state;
    if (!arrived)
        return MHD_NO;
    if (!arrived->request.method.data) {
        arrived->request.method = att_slice_of(method);
        return MHD_YES; /* the headers: the body follows */
    }
    if (*size) {
        arrived->too_long |= arrived->body.size + *size > REQUEST_BODY_MOST;
        if (!arrived->too_long)
            att_buffer_append(&arrived->body, bytes, *size);
        *size = 0;
        return MHD_YES;
    }
    att_response response;
    att_response_init(&response);
    take_request(arrived, connection, method, path);
    if (arrived->too_long || arrived->body.failed)
        att_response_refuse(&response, 413, "the request is too long");
    else if (arrived->malformed)
        att_response_refuse(&response, 400, "the address is malformed");
    else
        att_server_answer(context, &arrived->request, &response);
    enum MHD_Result result = send_response(connection, &response);
    att_response_release(&response);
    return result;
}

/* ---- opening -------------------------------------------------------------------------------- */

static att_status find_address(struct sockaddr_storage *out, const char *address, unsigned port,
                               att_error *error) {
    char service[16];
    struct addrinfo hints = {.ai_family = AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV},
                    *found = NULL;
    snprintf(service, sizeof service, "%u", port);
    if (address && !strcmp(address, "localhost"))
        address = "127.0.0.1";
    if (getaddrinfo(address ? address : "127.0.0.1", service, &hints, &found))
        return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET,
                             "%s is no address of a machine (write it in numbers)", address);
    memcpy(out, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    return ATT_OK;
}

static att_status listen_at(att_server *server, const att_serve_options *options,
                            att_error *error) {
    struct sockaddr_storage address;
    att_status status = find_address(&address, options->address, options->port, error);
    if (status)
        return status;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC |
                     (address.ss_family == AF_INET6 ? MHD_USE_IPv6 : 0);
    server->daemon = MHD_start_daemon(
        flags, (uint16_t)options->port, NULL, NULL, receive, server, MHD_OPTION_SOCK_ADDR,
        (struct sockaddr *)&address, MHD_OPTION_THREAD_POOL_SIZE, WORKERS,
        MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT, FROM_ONE,
        MHD_OPTION_CONNECTION_TIMEOUT, SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADERS,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, begin_request, NULL,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_encoded, NULL, MHD_OPTION_NOTIFY_COMPLETED, end_request,
        NULL, MHD_OPTION_END);
    if (!server->daemon)
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET,
                             "cannot listen on %s port %u: is another server there?",
                             options->address ? options->address : "127.0.0.1", options->port);
    const union MHD_DaemonInfo *info =
        MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
    server->guard.port = info ? info->port : options->port;
    return ATT_OK;
}

unsigned att_server_port(const att_server *server) {
    return server->guard.port;
}

static char *kept(att_server *server, const char *text) {
    return text ? (char *)(uintptr_t)att_arena_copy(&server->arena, att_slice_of(text)).data : NULL;
}

static att_status read_names(att_server *server, att_error *error) {
    att_store *store = NULL;
    att_status status = att_store_open(&store, server->database, ATT_STORE_READ, error);
    if (!status)
        status = att_names_read(&server->names, &server->arena, store, server->data_dir,
                                server->desk, error);
    att_store_close(store);
    return status;
}

static att_status open_all(att_server *server, const att_serve_options *options, att_error *error) {
    jmp_buf here;
    server->arena.recovery = &here;
    if (setjmp(here))
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    server->database = kept(server, options->database);
    server->data_dir = kept(server, options->data_dir);
    server->desk = kept(server, options->desk);
    server->read_only = options->read_only;
    snprintf(server->country, sizeof server->country, "%s",
             options->country ? options->country : "");
    att_status status =
        att_guard_init(&server->guard, options->address, options->port, options->token_file, error);
    if (!status)
        status = read_names(server, error);
    server->arena.recovery = NULL;
    if (!status)
        status = att_keeper_open(&server->keeper, server, error);
    if (!status)
        status = att_studio_open(&server->studio, server, error);
    return status ? status : listen_at(server, options, error);
}

att_status att_server_open(att_server **out, const att_serve_options *options, att_error *error) {
    att_server *server = calloc(1, sizeof *server);
    if (!server)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_arena_init(&server->arena);
    att_status status = open_all(server, options, error);
    if (status) {
        att_server_close(server);
        return status;
    }
    *out = server;
    return ATT_OK;
}

void att_server_close(att_server *server) {
    if (!server)
        return;
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    att_studio_close(server->studio);
    att_keeper_close(server->keeper);
    att_arena_release(&server->arena);
    free(server);
}
