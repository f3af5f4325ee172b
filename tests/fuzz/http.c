/* Fuzzes the desk's answers to requests: the guard, every route, parameters, cookies and bodies.
 *
 * An input is "METHOD TARGET" in its first line, headers in the next ones and, after an empty line,
 * the body. With "!" in front of the method the request comes from a visitor who was let in, so
 * that what writes is reached too. */
#include "fuzz_file.h"
#include "serve/call.h"
#include "store/register.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char table[] = "kind,activity,date,actors,recipients,place,note\n"
                            "event,visit,2022-04-14,VNM/MIL,KOR/MIL,KOR:Seoul,They met\n"
                            "event,talks,2022-05-02,VNM/MIL,JPN/MIL,VNM:Hanoi,They talked\n";

static att_server *make_server(void) {
    att_store *store;
    att_server *server;
    att_tally tally;
    att_error error;
    fuzz_write(fuzz_path("table.csv"), (const uint8_t *)table, sizeof table - 1);
    if (att_store_open(&store, fuzz_path("desk.db"), ATT_STORE_CREATE, &error))
        abort();
    att_store_import(&tally, store, fuzz_path("table.csv"), &error);
    att_register_update(store, NULL, &error);
    att_store_close(store);
    att_serve_options options = {.database = fuzz_path("desk.db"), .data_dir = ATT_SOURCE_DATA};
    if (att_server_open(&server, &options, &error))
        abort();
    return server;
}

static att_server *server(void) {
    static att_server *open;
    if (!open)
        open = make_server();
    return open;
}

/* What the visitor's browser would send along. */
static void let_in(att_request *request, const att_server *server) {
    char token[GUARD_HEX];
    att_response response;
    att_response_init(&response);
    request->host = att_arena_format(request->arena, "127.0.0.1:%u", server->guard.port);
    request->origin = att_arena_format(request->arena, "http://127.0.0.1:%u", server->guard.port);
    request->site = att_slice_of("same-origin");
    att_guard_token(token, &server->guard, request, &response);
    request->token = att_arena_copy(request->arena, att_slice_of(token));
    att_slice rest = att_slice_of(response.cookie), cookie;
    if (att_slice_next(&rest, ';', &cookie) && cookie.size)
        request->cookie = att_arena_copy(request->arena, cookie);
    request->type = att_slice_of("application/json");
    att_response_release(&response);
}

static void take_header(att_request *request, att_slice line) {
    att_slice rest = line, name;
    if (!att_slice_next(&rest, ':', &name) || !rest.data)
        return;
    const struct {
        const char *name;
        att_slice *place;
    } headers[] = {{"Host", &request->host},
                   {"Origin", &request->origin},
                   {"Sec-Fetch-Site", &request->site},
                   {"Cookie", &request->cookie},
                   {"Authorization", &request->authorization},
                   {"X-Attache-Token", &request->token},
                   {"Content-Type", &request->type},
                   {"If-None-Match", &request->match},
                   {"Accept-Encoding", &request->encoding}};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (att_slice_is(name, headers[i].name))
            *headers[i].place = att_arena_copy(request->arena, att_slice_trim(rest));
}

/* False where the request is malformed and would be refused before it gets anywhere. */
static bool read_request(att_request *request, att_slice bytes) {
    att_slice rest = bytes, line, method, path;
    att_slice_next(&rest, '\n', &line);
    bool known = att_slice_starts(line, "!");
    att_slice target = known ? att_slice_part(line, 1, line.size) : line;
    att_slice_next(&target, ' ', &method);
    if (!target.data || memchr(bytes.data, '\0', line.size))
        return false;
    att_slice_next(&target, '?', &path);
    request->method = att_arena_copy(request->arena, method);
    request->path = att_arena_copy(request->arena, path);
    request->host = request->origin = request->site = request->cookie = request->authorization =
        request->token = request->type = request->match = request->encoding = (att_slice){NULL, 0};
    while (rest.data && att_slice_next(&rest, '\n', &line) && line.size)
        if (!memchr(line.data, '\0', line.size))
            take_header(request, line);
    request->body = rest.data ? att_arena_copy(request->arena, rest) : ATT_SLICE_EMPTY;
    if (known)
        let_in(request, server());
    return !target.data || att_request_query(request, att_arena_copy(request->arena, target));
}

static void drain(att_response *response) {
    att_buffer chunk;
    att_buffer_init(&chunk);
    bool more = response->stream != NULL;
    for (int i = 0; more && i < 1000; i++) {
        more = response->stream(response->stream_state, &chunk);
        att_buffer_clear(&chunk);
    }
    att_buffer_release(&chunk);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    att_arena arena;
    att_response response;
    att_request request = {.arena = &arena};
    if (size == 0 || size > REQUEST_BODY_MOST)
        return 0;
    att_arena_init(&arena);
    att_response_init(&response);
    if (read_request(&request, (att_slice){(const char *)data, (uint32_t)size})) {
        att_server_answer(server(), &request, &response);
        drain(&response);
    }
    att_response_release(&response);
    att_arena_release(&arena);
    return 0;
}
