/* coding.c - blind double coding: two people code the same sample of records without seeing what
 * the program or the other coded; their agreement is computed by field.
 *
 * A sample is drawn by a seed from the records current at the time, by kind in equal parts as far
 * as there are enough. A coder sees a record's sentence and kind, never its codes. */
#include "base/error.h"
#include "serve/agreement.h"
#include "serve/call.h"

#include "document/document.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

enum { SAMPLE_MOST = 500, NAME_MOST = 80, ANSWER_MOST = 400 };

static const char tables[] =
#include "coding.sql.inc"
    ;

/* What a coder answers on each record; a list's values are a set. */
static const struct {
    const char *name;
    bool set;
} fields[] = {{"record", false}, {"activity", false}, {"actor", true}, {"recipient", true},
              {"field", true},   {"status", false},   {"time", false}};
enum { FIELDS = sizeof fields / sizeof *fields };

static bool has_tables(att_call *call) {
    att_query query;
    att_query_begin(&query, call->store, "SELECT 1 FROM sqlite_schema WHERE name = 'coding_sample'",
                    &call->error);
    bool has = att_query_next(&query);
    att_query_end(&query);
    return has;
}

/* ---- samples -------------------------------------------------------------------------------- */

void att_serve_samples(att_call *call) {
    if (!has_tables(call))
        att_buffer_add(&call->response->body, "{\"items\": [], \"total\": 0}");
    else
        att_rows_listing(
            call, "samples",
            "SELECT s.number, s.name, s.seed, s.made, (SELECT count(*) FROM coding_item i WHERE "
            "i.sample = s.number) AS records, (SELECT group_concat(coder || ':' || n, char(31)) "
            "FROM (SELECT coder, count(DISTINCT record) AS n FROM coding_answer a WHERE a.sample = "
            "s.number GROUP BY coder)) AS \"coders[]\" FROM coding_sample s WHERE ?1 IS NULL OR "
            "s.name = ?1 ORDER BY s.number DESC",
            att_request_parameter(call->request, "name"));
}

/* The order is a hash of seed and number: the same seed draws the same sample. */
static att_status draw(att_store *store, int64_t sample, int64_t seed, int64_t size,
                       att_error *error) {
    att_query query;
    att_query_begin(
        &query, store,
        "INSERT INTO coding_item SELECT ?1, row_number() OVER (ORDER BY lot, id), id FROM ("
        "SELECT id, lot, row_number() OVER (PARTITION BY kind ORDER BY lot, id) AS place FROM "
        "(SELECT id, kind, (number * 2654435761 + ?2 * 40503) * 2246822519 % 4294967291 AS lot "
        "FROM record_now)) WHERE place <= (?3 + 2) / 3 LIMIT ?3",
        error);
    att_query_integer(&query, 1, sample);
    att_query_integer(&query, 2, seed);
    att_query_integer(&query, 3, size);
    return att_query_run(&query);
}

static att_status keep_sample(int64_t *out, att_store *store, const char *name, int64_t seed,
                              int64_t size, att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "INSERT INTO coding_sample (name, seed, made) VALUES (?1, ?2, "
                    "strftime('%Y-%m-%dT%H:%M:%SZ'))",
                    error);
    att_query_string(&query, 1, name);
    att_query_integer(&query, 2, seed);
    att_status status = att_query_run(&query);
    att_query_begin(&query, store, "SELECT last_insert_rowid()", error);
    *out = att_query_value(&query, 0);
    return status ? status : draw(store, *out, seed, size, error);
}

/* What is written happens whole or not at all. */
static att_status begin(att_store *store, att_error *error) {
    att_status status = att_store_transaction(store, error);
    return status ? status : att_store_execute(store, tables, error);
}

static int64_t number_of(const cJSON *body, const char *name, int64_t otherwise) {
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(body, name);
    return cJSON_IsNumber(value) && value->valuedouble >= 0 && value->valuedouble < 1e9
               ? (int64_t)value->valuedouble
               : otherwise;
}

void att_serve_draw_sample(att_call *call) {
    cJSON *body = att_call_json(call);
    if (!body)
        return;
    const char *name = att_json_text(body, "name");
    int64_t size = number_of(body, "size", 50), sample = 0;
    att_store *store = NULL;
    if (!name || strlen(name) > NAME_MOST || size < 1 || size > SAMPLE_MOST)
        att_response_refuse(call->response, 400, "a sample has a name and 1 to 500 records");
    else if ((store = att_keeper_write(call->server->keeper, &call->error)) != NULL) {
        att_status status = begin(store, &call->error);
        if (!status)
            status =
                keep_sample(&sample, store, name, number_of(body, "seed", 1), size, &call->error);
        att_store_commit(store, status, &call->error);
        att_keeper_wrote(call->server->keeper, false);
        att_buffer_format(&call->response->body, "{\"number\": %lld}", (long long)sample);
    }
    cJSON_Delete(body);
}

/* ---- coding --------------------------------------------------------------------------------- */

static const char items_sql[] =
    "SELECT i.record, r.kind, d.number AS story, d.date, e.quote, substr(CAST(d.text AS BLOB), "
    "max(e.start - 600, 0) + 1, min(e.start, 600)) AS before, substr(CAST(d.text AS BLOB), e.end + "
    "1, 600) AS after, (SELECT json_group_object(field, value) FROM coding_answer a WHERE a.sample "
    "= i.sample AND a.record = i.record AND a.coder = ?2) AS \"answers{}\" FROM coding_item i "
    "JOIN record r ON r.id = i.record AND r.run_to IS NULL JOIN document d ON d.number = "
    "r.document JOIN evidence e ON e.record = r.number AND e.ordinal = 0 WHERE i.sample = ?1 "
    "ORDER BY i.ordinal";

void att_serve_sample(att_call *call) {
    att_buffer *out = &call->response->body;
    att_slice coder = att_request_parameter(call->request, "coder");
    int64_t number = att_call_number(call);
    if (!number || !has_tables(call)) {
        att_response_refuse(call->response, 404, "there is no sample of that number");
        return;
    }
    att_query query;
    att_query_begin(&query, call->store, items_sql, &call->error);
    att_query_integer(&query, 1, number);
    att_query_string(&query, 2, coder.size ? coder.data : "");
    att_buffer_format(out, "{\"number\": %lld, \"fields\": [", (long long)number);
    for (int i = 0; i < FIELDS; i++)
        att_buffer_format(out, "%s\"%s\"", i ? ", " : "", fields[i].name);
    att_buffer_add(out, "], \"items\": [");
    for (bool first = true; att_query_next(&query); first = false) {
        att_buffer_add(out, first ? "" : ", ");
        att_rows_object(out, &query);
    }
    att_buffer_add(out, "]}");
    att_query_end(&query);
}

static int compare_slices(const void *a, const void *b) {
    return att_slice_compare(*(const att_slice *)a, *(const att_slice *)b);
}

/* A set as text: sorted, once each, so that equal sets are equal texts. */
static void add_canonical(att_buffer *out, att_slice text) {
    att_slice parts[64], rest = text, part;
    uint32_t count = 0;
    while (count < 64 && att_slice_next(&rest, ',', &part))
        if (att_slice_trim(part).size)
            parts[count++] = att_slice_trim(part);
    qsort(parts, count, sizeof *parts, compare_slices);
    for (uint32_t i = 0; i < count; i++) {
        if (i && att_slice_equal(parts[i], parts[i - 1]))
            continue;
        att_buffer_add(out, out->size ? "," : "");
        att_buffer_add_slice(out, parts[i]);
    }
}

static att_status write_answer(att_call *call, att_store *store, const char *record,
                               const char *coder, int field, att_slice value) {
    att_query query;
    att_query_begin(&query, store,
                    "INSERT OR REPLACE INTO coding_answer SELECT ?1, ?2, ?3, ?4, ?5, "
                    "strftime('%Y-%m-%dT%H:%M:%SZ') FROM coding_item WHERE sample = ?1 AND record "
                    "= ?2",
                    &call->error);
    att_query_integer(&query, 1, att_call_number(call));
    att_query_string(&query, 2, record);
    att_query_string(&query, 3, coder);
    att_query_string(&query, 4, fields[field].name);
    att_query_text(&query, 5, value);
    return att_query_run(&query);
}

static att_status keep_answer(att_call *call, att_store *store, const char *record,
                              const char *coder, int field, att_slice value) {
    att_buffer text;
    att_buffer_init(&text);
    if (fields[field].set)
        add_canonical(&text, value);
    else
        att_buffer_add_slice(&text, value);
    att_status status =
        text.failed ? att_error_set(&call->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended")
                    : write_answer(call, store, record, coder, field, att_buffer_slice(&text));
    att_buffer_release(&text);
    return status;
}

/* Nothing here takes from the call's arena: a jump would keep the writer for good. */
static att_status keep_answers(att_call *call, att_store *store, const cJSON *body,
                               const char *record, const char *coder) {
    const cJSON *answers = cJSON_GetObjectItemCaseSensitive(body, "answers");
    att_status status = begin(store, &call->error);
    for (int i = 0; i < FIELDS && !status; i++) {
        const cJSON *value = cJSON_GetObjectItemCaseSensitive(answers, fields[i].name);
        if (cJSON_IsString(value) && strlen(value->valuestring) <= ANSWER_MOST)
            status = keep_answer(call, store, record, coder, i, att_slice_of(value->valuestring));
    }
    return att_store_commit(store, status, &call->error);
}

void att_serve_code_sample(att_call *call) {
    cJSON *body = att_call_json(call);
    if (!body)
        return;
    const char *record = att_json_text(body, "record"), *coder = att_json_text(body, "coder");
    att_store *store = NULL;
    if (!record || !coder || strlen(coder) > NAME_MOST || !att_call_number(call))
        att_response_refuse(call->response, 400, "answers have record and coder");
    else if ((store = att_keeper_write(call->server->keeper, &call->error)) != NULL) {
        keep_answers(call, store, body, record, coder);
        att_keeper_wrote(call->server->keeper, false);
        att_buffer_add(&call->response->body, "{\"kept\": true}");
    }
    cJSON_Delete(body);
}

/* ---- agreement ------------------------------------------------------------------------------ */

static void read_answers(att_call *call, att_ratings *ratings, int64_t sample, int field) {
    att_query query;
    att_query_begin(&query, call->store,
                    "SELECT record, coder, value FROM coding_answer WHERE sample = ?1 AND field = "
                    "?2 ORDER BY record, coder",
                    &call->error);
    att_query_integer(&query, 1, sample);
    att_query_string(&query, 2, fields[field].name);
    while (att_query_next(&query))
        att_ratings_add(ratings, att_query_column(&query, 0), att_query_column(&query, 1),
                        att_query_column(&query, 2));
    att_query_end(&query);
}

static void write_coefficient(att_buffer *out, const char *name, double value, bool known) {
    if (known)
        att_buffer_format(out, ", \"%s\": %.3f", name, value);
    else
        att_buffer_format(out, ", \"%s\": null", name);
}

void att_serve_agreement(att_call *call) {
    att_buffer *out = &call->response->body;
    int64_t sample = att_call_number(call);
    if (!sample || !has_tables(call)) {
        att_response_refuse(call->response, 404, "there is no sample of that number");
        return;
    }
    att_buffer_add(out, "{\"items\": [");
    for (int i = 0; i < FIELDS; i++) {
        att_ratings ratings;
        att_ratings_init(&ratings, call->arena, fields[i].set);
        read_answers(call, &ratings, sample, i);
        att_agreement result = att_ratings_agreement(&ratings);
        att_buffer_format(out,
                          "%s{\"field\": \"%s\", \"set\": %s, \"coders\": %u, \"both\": %u, "
                          "\"same\": %u",
                          i ? ", " : "", fields[i].name, fields[i].set ? "true" : "false",
                          result.coders, result.both, result.same);
        write_coefficient(out, "kappa", result.kappa, result.kappa_known);
        write_coefficient(out, "alpha", result.alpha, result.alpha_known);
        att_buffer_add_char(out, '}');
    }
    att_buffer_format(out, "], \"total\": %d}", FIELDS);
    att_rows_convert(call, "agreement");
}
