/* request.c - see request.h. */
#include "serve/request.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

static int hex_value(char digit) {
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    digit |= 32;
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* The byte that "%XX" stands for; -1: malformed. */
static int escaped(att_slice text, uint32_t at) {
    int high = at + 2 < text.size ? hex_value(text.data[at + 1]) : -1;
    int low = high >= 0 ? hex_value(text.data[at + 2]) : -1;
    return low < 0 ? -1 : high * 16 + low;
}

bool att_request_decode(att_slice *out, att_arena *arena, att_slice text, bool plus) {
    char *bytes = att_arena_alloc(arena, text.size + 1u);
    uint32_t size = 0;
    for (uint32_t i = 0; i < text.size; i++) {
        int byte = (unsigned char)text.data[i];
        if (byte == '%') {
            byte = escaped(text, i);
            i += 2;
        } else if (byte == '+' && plus) {
            byte = ' ';
        }
        if (byte <= 0)
            return false;
        bytes[size++] = (char)byte;
    }
    bytes[size] = '\0';
    *out = (att_slice){bytes, size};
    return att_utf8_valid_prefix(*out) == size;
}

bool att_request_add(att_request *request, att_slice name, att_slice value) {
    if (request->parameters.count == REQUEST_PARAMETERS_MOST)
        return false;
    att_parameter *parameter = ATT_PUSH(request->arena, &request->parameters);
    return att_request_decode(&parameter->name, request->arena, name, true) &&
           att_request_decode(&parameter->value, request->arena, value, true);
}

bool att_request_query(att_request *request, att_slice query) {
    att_slice rest = query, pair;
    while (att_slice_next(&rest, '&', &pair)) {
        att_slice name = pair, value = pair;
        att_slice_next(&value, '=', &name);
        if (name.size && !att_request_add(request, name, value.data ? value : ATT_SLICE_EMPTY))
            return false;
    }
    return true;
}

att_slice att_request_parameter(const att_request *request, const char *name) {
    for (uint32_t i = 0; i < request->parameters.count; i++)
        if (att_slice_is(request->parameters.items[i].name, name))
            return request->parameters.items[i].value;
    return (att_slice){NULL, 0};
}

int64_t att_request_number(const att_request *request, const char *name, int64_t least,
                           int64_t most, int64_t otherwise) {
    att_slice text = att_request_parameter(request, name);
    if (!text.size)
        return otherwise;
    char *end;
    int64_t number = strtoll(text.data, &end, 10);
    if (*end || number < least)
        return otherwise;
    return number > most ? most : number;
}

att_slice att_request_cookie(const att_request *request, const char *name) {
    att_slice rest = request->cookie, pair;
    while (rest.size && att_slice_next(&rest, ';', &pair)) {
        att_slice value = pair, found;
        if (att_slice_next(&value, '=', &found) && value.data &&
            att_slice_is(att_slice_trim(found), name))
            return att_slice_trim(value);
    }
    return ATT_SLICE_EMPTY;
}

bool att_request_matches(att_request *request, const char *pattern) {
    att_slice rest = request->path, wanted = att_slice_of(pattern), part, name;
    int count = 0;
    while (att_slice_next(&wanted, '/', &name)) {
        if (!att_slice_next(&rest, '/', &part))
            return false;
        if (!att_slice_starts(name, "{")) {
            if (!att_slice_equal(name, part))
                return false;
        } else if (!part.size || count == REQUEST_ARGUMENTS_MOST ||
                   !att_request_decode(&request->arguments[count++], request->arena, part, false)) {
            return false;
        }
    }
    return !rest.data;
}

/* ---- the answer ----------------------------------------------------------------------------- */

void att_response_init(att_response *response) {
    *response = (att_response){.status = 200, .type = "application/json; charset=utf-8"};
    att_buffer_init(&response->body);
}

void att_response_release(att_response *response) {
    if (response->stream_end)
        response->stream_end(response->stream_state);
    response->stream_end = NULL;
    att_buffer_release(&response->body);
}

void att_response_refuse(att_response *response, unsigned status, const char *reason) {
    att_response_release(response);
    att_response_init(response);
    response->status = status;
    att_buffer_add(&response->body, "{\"error\": ");
    att_buffer_add_json(&response->body, att_slice_of(reason));
    att_buffer_add(&response->body, "}");
}
