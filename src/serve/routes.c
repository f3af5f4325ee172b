/* routes.c - the way of a request: guard, route, answer. */
#include "base/error.h"
#include "serve/call.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

const att_route att_routes[] = {
#define ATT_ROUTE(id, method, path, flags, summary) {method, path, summary, flags, att_serve_##id},
#include "serve/routes.def"
    {0}};

/* The route, or NULL; `known`: the path is there, under another method. */
static const att_route *find_route(att_request *request, bool *known) {
    bool head = att_slice_is(request->method, "HEAD");
    *known = false;
    for (const att_route *route = att_routes; route->method; route++) {
        if (!att_request_matches(request, route->path))
            continue;
        *known = true;
        if (att_slice_is(request->method, head ? "HEAD" : route->method) &&
            (!head || !strcmp(route->method, "GET")))
            return route;
    }
    return NULL;
}

static unsigned status_of(const att_error *error) {
    switch (error->status) {
    case ATT_ERROR_USAGE:
    case ATT_ERROR_INPUT:
        return 400;
    case ATT_ERROR_LIMIT:
        return 413;
    case ATT_ERROR_MEMORY:
        return 503;
    default:
        return 500;
    }
}

static void give_readers(att_call *call) {
    if (call->shelves)
        att_keeper_release(call->server->keeper, call->shelves);
    if (call->store)
        att_keeper_give(call->server->keeper, call->store);
    call->shelves = NULL;
    call->store = NULL;
}

bool att_call_key(att_call *call) {
    att_buffer_add_slice(&call->key, call->request->path);
    for (uint32_t i = 0; i < call->request->parameters.count; i++) {
        const att_parameter *parameter = &call->request->parameters.items[i];
        if (att_slice_is(parameter->name, "q"))
            return false;
        if (!att_slice_is(parameter->name, "limit") && !att_slice_is(parameter->name, "offset"))
            att_buffer_format(&call->key, "\x1f%s\x1e%s", parameter->name.data,
                              parameter->value.data);
    }
    return !call->key.failed;
}

static void run_kept(att_call *call, const att_route *route) {
    att_response *response = call->response;
    bool keeps = att_call_key(call);
    att_slice key = att_buffer_slice(&call->key);
    if (keeps && att_counts_find(&response->body, &call->shelves->counts, key))
        return;
    route->run(call);
    if (keeps && response->status == 200 && !response->file[0] && !call->error.status &&
        !response->body.failed)
        att_counts_keep(&call->shelves->counts, key, att_buffer_slice(&response->body));
}

static void run_directly(att_call *call, const att_route *route) {
    route->run(call);
}

static void run_route(att_call *call, const att_route *route) {
    jmp_buf here;
    att_buffer_init(&call->key);
    att_buffer_init(&call->kept);
    call->arena->recovery = &here;
    if (setjmp(here))
        att_error_set(&call->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    else if ((route->flags & (ROUTE_LIGHT | ROUTE_WRITES)) ||
             att_keeper_take(call->server->keeper, call))
        (route->flags & ROUTE_KEPT ? run_kept : run_directly)(call, route);
    call->arena->recovery = NULL;
    give_readers(call);
    att_buffer_release(&call->key);
    att_buffer_release(&call->kept);
    if (call->error.status)
        att_response_refuse(call->response, status_of(&call->error), call->error.message);
    else if (call->response->body.failed)
        att_response_refuse(call->response, 503, "memory ended");
}

void att_server_answer(att_server *server, att_request *request, att_response *response) {
    att_call call = {
        .server = server, .arena = request->arena, .request = request, .response = response};
    bool reads = att_slice_is(request->method, "GET") || att_slice_is(request->method, "HEAD");
    if (!att_slice_starts(request->path, "/api/")) {
        if (!att_guard_admits(&server->guard, request, false, true, response))
            return;
        if (!reads)
            att_response_refuse(response, 405, "pages are only read");
        else
            att_asset_find(response, request);
        return;
    }
    bool known;
    const att_route *route = find_route(request, &known);
    bool writes = route && (route->flags & ROUTE_WRITES), open = route && route->flags & ROUTE_OPEN;
    if (!att_guard_admits(&server->guard, request, writes, open, response))
        return;
    if (!route)
        att_response_refuse(response, known ? 405 : 404,
                            known ? "not in that way" : "there is no such thing here");
    else if (writes && !open && server->read_only)
        att_response_refuse(response, 403, "the server was started for reading only");
    else
        run_route(&call, route);
}

int64_t att_call_number(const att_call *call) {
    char *end;
    int64_t number = strtoll(call->request->arguments[0].data, &end, 10);
    return *end || number <= 0 ? 0 : number;
}

/* ---- JSON bodies ---------------------------------------------------------------------------- */

cJSON *att_call_json(att_call *call) {
    cJSON *json = cJSON_ParseWithLength(call->request->body.data, call->request->body.size);
    if (cJSON_IsObject(json))
        return json;
    cJSON_Delete(json);
    att_response_refuse(call->response, 400, "the body is no JSON object");
    return NULL;
}

const char *att_json_text(const cJSON *object, const char *name) {
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsString(value) && *value->valuestring ? value->valuestring : NULL;
}
