/* judging.c - decisions that arrive: accept, reject, correct, merge, split, note; undo; and records
 * of one's own. */
#include "base/file.h"
#include "output/write.h"
#include "serve/call.h"
#include "store/register.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <unistd.h>

enum { AUTHOR_MOST = 80, VALUE_MOST = 2000 };

/* What was done, and whether the pages show it already. */
static void write_done(att_call *call, int64_t number, bool settled) {
    att_buffer_format(&call->response->body, "{\"number\": %lld, \"settled\": %s}",
                      (long long)number, settled ? "true" : "false");
}

static bool is_short(const char *text, size_t most) {
    return !text || strlen(text) <= most;
}

void att_serve_judge(att_call *call) {
    cJSON *body = att_call_json(call);
    if (!body)
        return;
    att_judgement judgement = {.record = att_json_text(body, "record"),
                               .verdict = att_json_text(body, "verdict"),
                               .field = att_json_text(body, "field"),
                               .value = att_json_text(body, "value"),
                               .other = att_json_text(body, "other"),
                               .author = att_json_text(body, "author")};
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(body, "value");
    if (!judgement.value && cJSON_IsString(value))
        judgement.value = ""; /* a correction may be to nothing */
    int64_t number = 0;
    att_store *store = NULL;
    if (!judgement.record || !judgement.verdict || !judgement.author)
        att_response_refuse(call->response, 400, "a judgement has record, verdict and author");
    else if (!is_short(judgement.author, AUTHOR_MOST) || !is_short(judgement.value, VALUE_MOST))
        att_response_refuse(call->response, 400, "the name or the value is too long");
    else if ((store = att_keeper_write(call->server->keeper, &call->error)) != NULL) {
        att_status status = att_store_judge(&number, store, &judgement, &call->error);
        bool settled = att_keeper_wrote(call->server->keeper, !status);
        if (!status)
            write_done(call, number, settled);
    }
    cJSON_Delete(body);
}

void att_serve_undo(att_call *call) {
    int64_t number = att_call_number(call);
    if (!number) {
        att_response_refuse(call->response, 404, "there is none of that number");
        return;
    }
    att_store *store = att_keeper_write(call->server->keeper, &call->error);
    if (!store)
        return;
    att_status status = att_store_undo(store, number, &call->error);
    bool settled = att_keeper_wrote(call->server->keeper, !status);
    if (!status)
        write_done(call, number, settled);
}

/* ---- records of one's own ------------------------------------------------------------------- */

static const char *const import_columns[] = {
#define ATT_IMPORT(id, name) name,
#include "store/import.def"
#undef ATT_IMPORT
};
enum { IMPORT_COLUMNS = sizeof import_columns / sizeof *import_columns };

/* One row of the table that `attache import` reads. */
static void write_table(att_buffer *out, const cJSON *body) {
    for (int i = 0; i < IMPORT_COLUMNS; i++)
        att_buffer_format(out, "%s%s", i ? "," : "", import_columns[i]);
    att_buffer_add(out, "\r\n");
    for (int i = 0; i < IMPORT_COLUMNS; i++) {
        const char *value = att_json_text(body, import_columns[i]);
        att_buffer_add(out, i ? "," : "");
        att_write_csv(out, value ? att_slice_of(value) : ATT_SLICE_EMPTY);
    }
    att_buffer_add(out, "\r\n");
}

/* Imports the table and has the register computed again. */
static void add_table(att_call *call, const char *path) {
    att_tally tally = {0};
    att_store *store = att_keeper_write(call->server->keeper, &call->error);
    if (!store)
        return;
    att_status status = att_store_import(&tally, store, path, &call->error);
    bool settled = att_keeper_wrote(call->server->keeper, !status);
    if (!status)
        att_buffer_format(&call->response->body, "{\"added\": %lld, \"settled\": %s}",
                          (long long)tally.added, settled ? "true" : "false");
}

/* The record becomes a document of kind 'import' whose text is the row with the words selected; it
 * stays when the story that it was found in is coded again. */
void att_serve_add_record(att_call *call) {
    cJSON *body = att_call_json(call);
    if (!body)
        return;
    char folder[4096], path[4200];
    att_buffer table;
    att_buffer_init(&table);
    write_table(&table, body);
    if (!att_folder_temporary(folder, sizeof folder, &call->error)) {
        snprintf(path, sizeof path, "%s/record.csv", folder);
        if (!att_file_write(path, att_buffer_slice(&table), &call->error))
            add_table(call, path);
        unlink(path);
        rmdir(folder);
    }
    att_buffer_release(&table);
    cJSON_Delete(body);
}
