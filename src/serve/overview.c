/* overview.c - the session, the closed lists, and the key figures of the archive. */
#include "serve/call.h"

#include "document/document.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

/* ---- session -------------------------------------------------------------------------------- */

void att_serve_session(att_call *call) {
    att_server *server = call->server;
    att_buffer *out = &call->response->body;
    char token[GUARD_HEX];
    att_guard_token(token, &server->guard, call->request, call->response);
    bool entered = att_guard_admits(&server->guard, call->request, false, false, call->response);
    if (!entered)
        return;
    att_buffer_format(out, "{\"version\": \"%s\", \"token\": \"%s\", \"read_only\": %s}",
                      ATT_VERSION, token, server->read_only ? "true" : "false");
}

/* Lets a visitor in who gives the server's token. The session must be there first: see the guard.
 */
void att_serve_enter(att_call *call) {
    cJSON *body = att_call_json(call);
    if (!body)
        return;
    const char *word = att_json_text(body, "token");
    if (word && att_guard_enter(&call->server->guard, att_slice_of(word), call->response))
        att_buffer_add(&call->response->body, "{\"entered\": true}");
    else
        att_response_refuse(call->response, 401, "that is not the token");
    cJSON_Delete(body);
}

/* ---- vocabulary ----------------------------------------------------------------------------- */

typedef struct name_list {
    int count;
    const char *(*name)(int);
} name_list;

#define NAMES_OF(function, type)                                                                   \
    static const char *name_##function(int number) {                                               \
        return att_##function##_name((type)number);                                                \
    }
NAMES_OF(activity, att_activity)
NAMES_OF(field, att_field)
NAMES_OF(sector, att_sector)
NAMES_OF(plover, att_plover)
NAMES_OF(event_status, att_event_status)
NAMES_OF(force, att_force)
NAMES_OF(form, att_form)

static void write_names(att_buffer *out, const char *key, name_list list) {
    bool first = true;
    att_buffer_format(out, "\"%s\": [", key);
    for (int i = 0; i < list.count; i++) {
        const char *name = list.name(i);
        if (!*name)
            continue;
        att_buffer_add(out, first ? "" : ", ");
        att_buffer_add_json(out, att_slice_of(name));
        first = false;
    }
    att_buffer_add(out, "], ");
}

static void write_states(att_buffer *out, const att_names *names) {
    att_buffer_add(out, "\"states\": {");
    for (uint32_t i = 0; i < names->states.count; i++) {
        const att_state_row *state = &names->states.items[i];
        att_buffer_add(out, i ? ", " : "");
        att_buffer_add_json(out, state->code);
        att_buffer_add(out, ": [");
        att_buffer_add_json(out, att_names_of(names, state->code));
        att_buffer_format(out, ", %.2f, %.2f]", state->longitude, state->latitude);
    }
    att_buffer_add(out, "}, ");
}

/* Bodies that are no states and take part in something. */
static void write_bodies(att_buffer *out, att_call *call) {
    const att_names *names = &call->server->names;
    const att_column *partners = &call->shelves->shelf[SHELF_STORIES].columns[FACET_PARTNER];
    bool first = true;
    att_buffer_add(out, "\"bodies\": {");
    for (uint32_t i = 1; i < partners->names.count; i++) {
        att_slice code = partners->names.items[i], name = att_names_of(names, code);
        if (att_names_state(names, code) || att_slice_equal(code, name))
            continue;
        att_buffer_add(out, first ? "" : ", ");
        att_buffer_add_json(out, code);
        att_buffer_add(out, ": ");
        att_buffer_add_json(out, name);
        first = false;
    }
    att_buffer_add(out, "}, ");
}

/* Groups with the codes that were ever members. */
static void write_groups(att_buffer *out, const att_names *names) {
    att_buffer_add(out, "\"groups\": {");
    att_slice last = ATT_SLICE_EMPTY;
    for (uint32_t i = 0; i < names->members.count; i++) {
        const att_member *member = &names->members.items[i];
        bool fresh = !att_slice_equal(member->group, last);
        if (fresh) {
            att_buffer_add(out, i ? "], " : "");
            att_buffer_add_json(out, member->group);
            att_buffer_add(out, ": [");
        }
        att_buffer_add(out, fresh ? "" : ", ");
        att_buffer_add_json(out, member->code);
        last = member->group;
    }
    att_buffer_add(out, names->members.count ? "]}" : "}");
}

void att_serve_vocabulary(att_call *call) {
    att_buffer *out = &call->response->body;
    att_buffer_add_char(out, '{');
    write_names(out, "activities", (name_list){ATT_ACTIVITY_COUNT, name_activity});
    write_names(out, "fields", (name_list){ATT_FIELD_COUNT, name_field});
    write_names(out, "sectors", (name_list){ATT_SECTOR_COUNT, name_sector});
    write_names(out, "plover", (name_list){ATT_PLOVER_COUNT, name_plover});
    write_names(out, "statuses", (name_list){3, name_event_status});
    write_names(out, "forces", (name_list){4, name_force});
    write_names(out, "forms", (name_list){2, name_form});
    write_states(out, &call->server->names);
    write_bodies(out, call);
    write_groups(out, &call->server->names);
    att_buffer_add_char(out, '}');
}

/* ---- overview ------------------------------------------------------------------------------- */

static void write_count(att_buffer *out, const char *key, uint32_t count) {
    att_buffer_format(out, "\"%s\": %u, ", key, count);
}

static uint32_t count_value(const att_shelf *shelf, att_facet facet, const char *name) {
    const att_column *column = &shelf->columns[facet];
    uint32_t value = att_map_get(&column->numbers, att_slice_of(name)), count = 0;
    uint32_t end = column->offsets ? column->offsets[shelf->count] : shelf->count;
    for (uint32_t i = 0; value != ATT_NONE && i < end; i++)
        count += column->values[i] == value;
    return count;
}

/* States apart from the desk's own that take part in an event with it. */
static uint32_t count_partners(const att_call *call, att_slice country) {
    const att_shelf *shelf = &call->shelves->shelf[SHELF_EVENTS];
    const att_column *column = &shelf->columns[FACET_PARTNER];
    uint32_t own = att_map_get(&column->numbers, country), count = 0;
    uint8_t *seen = att_arena_alloc(call->arena, column->names.count + 1);
    for (uint32_t item = 0; item < shelf->count; item++) {
        bool ours = att_column_has(column, item, own);
        for (uint32_t i = column->offsets[item]; ours && i < column->offsets[item + 1]; i++)
            seen[column->values[i]] = 1;
    }
    for (uint32_t i = 1; i < column->names.count; i++)
        count += seen[i] && i != own &&
                 att_names_state(&call->server->names, column->names.items[i]) != NULL;
    return count;
}

static int64_t count_rows(att_call *call, const char *sql) {
    att_query query;
    att_query_begin(&query, call->store, sql, &call->error);
    return att_query_value(&query, 0);
}

void att_serve_overview(att_call *call) {
    att_buffer *out = &call->response->body;
    const att_shelf *shelf = call->shelves->shelf, *ledger = &shelf[SHELF_COMMITMENTS];
    att_slice country = att_call_country(call);
    att_buffer_add(out, "{\"country\": ");
    att_buffer_add_json(out, country);
    att_buffer_format(out, ", \"first\": \"%s\", \"last\": \"%s\", ", call->shelves->first,
                      call->shelves->last);
    write_count(out, "stories", shelf[SHELF_STORIES].count);
    write_count(out, "events", shelf[SHELF_EVENTS].count);
    write_count(out, "reports", shelf[SHELF_EVENTS].story_offsets[shelf[SHELF_EVENTS].count]);
    write_count(out, "disputed", count_value(&shelf[SHELF_EVENTS], FACET_MARK, "disputed"));
    write_count(out, "commitments", ledger->count);
    write_count(out, "open", count_value(ledger, FACET_STATUS, "open"));
    write_count(out, "overdue", count_value(ledger, FACET_STATUS, "overdue"));
    write_count(out, "evidenced",
                count_value(ledger, FACET_STATUS, "evidence found") +
                    count_value(ledger, FACET_STATUS, "done"));
    write_count(out, "claims", shelf[SHELF_CLAIMS].count);
    write_count(out, "differing", count_value(&shelf[SHELF_CLAIMS], FACET_MARK, "differs"));
    write_count(out, "partners", count_partners(call, country));
    write_count(out, "sources", shelf[SHELF_STORIES].columns[FACET_SOURCE].names.count - 1);
    att_buffer_format(out, "\"judgements\": %lld, \"conflicts\": %lld, \"stale\": %s}",
                      (long long)count_rows(call, "SELECT count(*) FROM judgement WHERE undone IS "
                                                  "NULL"),
                      (long long)count_rows(call, "SELECT count(*) FROM judgement_conflict"),
                      count_rows(call, "SELECT changes <> computed FROM register_state") ? "true"
                                                                                         : "false");
}
