/* rows.c - rows of a query as JSON, JSON Lines and CSV. See call.h. */
#include "output/write.h"
#include "serve/call.h"

#include <cjson/cJSON.h>
#include <sqlite3.h>
#include <stdio.h>

enum { PART = '\x1f' };

typedef enum column_form { FORM_PLAIN, FORM_LIST, FORM_JSON, FORM_TRUTH } column_form;

/* The column's name without its mark. */
static att_slice name_of(const att_query *query, int column, column_form *form) {
    att_slice name = att_slice_of(sqlite3_column_name(query->statement, column));
    *form = att_slice_ends(name, "[]")   ? FORM_LIST
            : att_slice_ends(name, "{}") ? FORM_JSON
            : att_slice_ends(name, "?")  ? FORM_TRUTH
                                         : FORM_PLAIN;
    name.size -= *form == FORM_PLAIN ? 0 : *form == FORM_TRUTH ? 1 : 2;
    return name;
}

static void add_list(att_buffer *out, att_slice text) {
    att_slice rest = text, part;
    att_buffer_add_char(out, '[');
    for (bool first = true; rest.size && att_slice_next(&rest, PART, &part); first = false) {
        att_buffer_add(out, first ? "" : ", ");
        att_buffer_add_json(out, part);
    }
    att_buffer_add_char(out, ']');
}

static void add_value(att_buffer *out, const att_query *query, int column, column_form form) {
    att_slice text = att_query_column(query, column);
    if (form == FORM_LIST) {
        add_list(out, text);
        return;
    }
    if (form == FORM_TRUTH) {
        att_buffer_add(out, att_query_number(query, column) ? "true" : "false");
        return;
    }
    switch (sqlite3_column_type(query->statement, column)) {
    case SQLITE_NULL:
        att_buffer_add(out, "null");
        break;
    case SQLITE_INTEGER:
        att_buffer_format(out, "%lld", (long long)att_query_number(query, column));
        break;
    case SQLITE_FLOAT:
        att_write_number(out, att_query_double(query, column));
        break;
    default:
        if (form == FORM_JSON)
            att_buffer_add_slice(out, att_query_column(query, column));
        else
            att_buffer_add_json(out, att_query_column(query, column));
    }
}

void att_rows_object(att_buffer *out, const att_query *query) {
    int count = sqlite3_column_count(query->statement);
    att_buffer_add_char(out, '{');
    for (int i = 0; i < count; i++) {
        column_form form;
        att_buffer_add(out, i ? ", " : "");
        att_buffer_add_json(out, name_of(query, i, &form));
        att_buffer_add(out, ": ");
        add_value(out, query, i, form);
    }
    att_buffer_add_char(out, '}');
}

void att_rows_csv_head(att_buffer *out, const att_query *query) {
    int count = sqlite3_column_count(query->statement);
    for (int i = 0; i < count; i++) {
        column_form form;
        att_buffer_add(out, i ? "," : "");
        att_write_csv(out, name_of(query, i, &form));
    }
    att_buffer_add(out, "\r\n");
}

/* A text that a spreadsheet would take for a formula gets an apostrophe before it. */
static void add_cell(att_buffer *out, att_slice text, column_form form, bool number) {
    att_buffer cell;
    att_buffer_init(&cell);
    if (!number && text.size && strchr("=+-@\t\r", text.data[0]))
        att_buffer_add_char(&cell, '\'');
    for (uint32_t i = 0; i < text.size; i++)
        if (form == FORM_LIST && text.data[i] == PART)
            att_buffer_add(&cell, "; ");
        else
            att_buffer_add_char(&cell, text.data[i]);
    att_write_csv(out, cell.size ? att_buffer_slice(&cell) : ATT_SLICE_EMPTY);
    att_buffer_release(&cell);
}

static void add_csv(att_buffer *out, const att_query *query) {
    int count = sqlite3_column_count(query->statement);
    for (int i = 0; i < count; i++) {
        column_form form;
        name_of(query, i, &form);
        att_buffer_add(out, i ? "," : "");
        int type = sqlite3_column_type(query->statement, i);
        add_cell(out, att_query_column(query, i), form,
                 type == SQLITE_INTEGER || type == SQLITE_FLOAT);
    }
    att_buffer_add(out, "\r\n");
}

/* ---- whole answers -------------------------------------------------------------------------- */

static void add_part(att_call *call, const att_part_query *part, int64_t number) {
    att_buffer *out = &call->response->body;
    att_query query;
    att_query_begin(&query, call->store, part->sql, &call->error);
    att_query_integer(&query, 1, number);
    att_buffer_format(out, ", \"%s\": [", part->key);
    for (bool first = true; att_query_next(&query); first = false) {
        att_buffer_add(out, first ? "" : ", ");
        att_rows_object(out, &query);
    }
    att_buffer_add_char(out, ']');
    att_query_end(&query);
}

void att_rows_answer(att_call *call, int64_t number, const char *head,
                     const att_part_query *parts) {
    att_buffer *out = &call->response->body;
    att_query query;
    att_query_begin(&query, call->store, head, &call->error);
    att_query_integer(&query, 1, number);
    bool found = att_query_next(&query);
    if (found)
        att_rows_object(out, &query);
    att_query_end(&query);
    if (!found) {
        if (!call->error.status)
            att_response_refuse(call->response, 404, "there is none of that number");
        return;
    }
    out->size--; /* the closing brace */
    for (; parts && parts->key && !call->error.status; parts++)
        add_part(call, parts, number);
    att_buffer_add_char(out, '}');
}

bool att_rows_format_read(att_rows_format *out, att_call *call, const char *name) {
    static const struct {
        const char *name, *type;
    } formats[] = {{"json", "application/json; charset=utf-8"},
                   {"jsonl", "application/x-ndjson; charset=utf-8"},
                   {"csv", "text/csv; charset=utf-8"}};
    att_slice asked = att_request_parameter(call->request, "format");
    *out = ROWS_JSON;
    if (!asked.data)
        return true;
    for (int i = 0; i < 3; i++) {
        if (!att_slice_is(asked, formats[i].name))
            continue;
        *out = (att_rows_format)i;
        call->response->type = formats[i].type;
        snprintf(call->response->file, sizeof call->response->file, "attache-%s.%s", name,
                 formats[i].name);
        return true;
    }
    att_response_refuse(call->response, 400, "format is json, jsonl or csv");
    return false;
}

void att_rows_row(att_buffer *out, const att_query *query, att_rows_format format, bool first) {
    if (format == ROWS_CSV) {
        add_csv(out, query);
        return;
    }
    att_buffer_add(out, format == ROWS_JSON && !first ? ", " : "");
    att_rows_object(out, query);
    att_buffer_add(out, format == ROWS_JSONL ? "\n" : "");
}

void att_rows_listing(att_call *call, const char *name, const char *sql, att_slice text) {
    att_rows_format format;
    if (!att_rows_format_read(&format, call, name))
        return;
    att_buffer *out = &call->response->body;
    uint32_t total = 0;
    att_query query;
    att_query_begin(&query, call->store, sql, &call->error);
    att_query_string(&query, 1, text.data);
    att_buffer_add(out, format == ROWS_JSON ? "{\"items\": [" : "");
    if (format == ROWS_CSV && !query.status)
        att_rows_csv_head(out, &query);
    for (; att_query_next(&query); total++)
        att_rows_row(out, &query, format, total == 0);
    if (format == ROWS_JSON)
        att_buffer_format(out, "], \"total\": %u}", total);
    att_query_end(&query);
}

/* ---- answers made otherwise ----------------------------------------------------------------- */

static void add_member(att_buffer *out, const cJSON *value) {
    if (cJSON_IsString(value)) {
        add_cell(out, att_slice_of(value->valuestring), FORM_PLAIN, false);
    } else if (cJSON_IsNumber(value)) {
        att_write_number(out, value->valuedouble);
    } else if (cJSON_IsBool(value)) {
        att_buffer_add(out, cJSON_IsTrue(value) ? "true" : "false");
    } else if (cJSON_IsArray(value)) {
        att_buffer list;
        const cJSON *part;
        att_buffer_init(&list);
        cJSON_ArrayForEach(part, value) if (cJSON_IsString(part))
            att_buffer_format(&list, "%s%s", list.size ? "; " : "", part->valuestring);
        att_write_csv(out, list.size ? att_buffer_slice(&list) : ATT_SLICE_EMPTY);
        att_buffer_release(&list);
    }
}

static void add_items_csv(att_buffer *out, const cJSON *items) {
    const cJSON *item, *member;
    cJSON_ArrayForEach(item, items) {
        if (item == items->child) {
            cJSON_ArrayForEach(member, item)
                att_buffer_format(out, "%s%s", member == item->child ? "" : ",", member->string);
            att_buffer_add(out, "\r\n");
        }
        cJSON_ArrayForEach(member, item) {
            att_buffer_add(out, member == item->child ? "" : ",");
            add_member(out, member);
        }
        att_buffer_add(out, "\r\n");
    }
}

void att_rows_convert(att_call *call, const char *name) {
    att_rows_format format;
    att_buffer *out = &call->response->body;
    if (!att_rows_format_read(&format, call, name) || format == ROWS_JSON)
        return;
    cJSON *answer = cJSON_ParseWithLength(out->data, out->size);
    const cJSON *items = cJSON_GetObjectItemCaseSensitive(answer, "items"), *item;
    att_buffer_clear(out);
    if (format == ROWS_CSV) {
        add_items_csv(out, items);
    } else {
        cJSON_ArrayForEach(item, items) {
            char *line = cJSON_PrintUnformatted(item);
            att_buffer_format(out, "%s\n", line ? line : "");
            cJSON_free(line);
        }
    }
    cJSON_Delete(answer);
}
