/* query.c - prepared statements, kept and used again by their text.
 *
 * A statement that is asked for while an earlier query of the same text is still open is prepared
 * anew for that one use. */
#include "store/database.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>

static kept_statement *find_kept(att_store *store, const char *sql) {
    for (size_t i = 0; i < store->kept_count; i++)
        if (store->kept[i].sql == sql || strcmp(store->kept[i].sql, sql) == 0)
            return &store->kept[i];
    return NULL;
}

static kept_statement *add_kept(att_store *store, const char *sql, sqlite3_stmt *statement) {
    if (store->kept_count == store->kept_capacity) {
        size_t capacity = store->kept_capacity ? store->kept_capacity * 2 : 64;
        kept_statement *kept = realloc(store->kept, capacity * sizeof *kept);
        if (!kept)
            return NULL;
        store->kept = kept;
        store->kept_capacity = capacity;
    }
    store->kept[store->kept_count] = (kept_statement){sql, statement, false};
    return &store->kept[store->kept_count++];
}

void att_store_finalize(att_store *store) {
    for (size_t i = 0; i < store->kept_count; i++)
        sqlite3_finalize(store->kept[i].statement);
    free(store->kept);
    store->kept = NULL;
    store->kept_count = store->kept_capacity = 0;
}

void att_query_begin(att_query *query, att_store *store, const char *sql, att_error *error) {
    *query = (att_query){.store = store, .error = error};
    kept_statement *kept = find_kept(store, sql);
    if (kept && !kept->busy) {
        query->statement = kept->statement;
        kept->busy = true;
        return;
    }
    if (sqlite3_prepare_v3(store->database, sql, -1, kept ? 0 : SQLITE_PREPARE_PERSISTENT,
                           &query->statement, NULL)) {
        query->status = att_store_fail(store, "asking", error);
        return;
    }
    if (!kept && (kept = add_kept(store, sql, query->statement)))
        kept->busy = true;
}

static void check_bind(att_query *query, int result) {
    if (result && !query->status)
        query->status = att_store_fail(query->store, "asking", query->error);
}

void att_query_text(att_query *query, int parameter, att_slice value) {
    if (!query->status)
        check_bind(query,
                   sqlite3_bind_text(query->statement, parameter, value.data ? value.data : "",
                                     (int)value.size, SQLITE_TRANSIENT));
}

void att_query_string(att_query *query, int parameter, const char *value) {
    if (!query->status)
        check_bind(query,
                   sqlite3_bind_text(query->statement, parameter, value, -1, SQLITE_TRANSIENT));
}

void att_query_integer(att_query *query, int parameter, int64_t value) {
    if (!query->status)
        check_bind(query, sqlite3_bind_int64(query->statement, parameter, value));
}

void att_query_real(att_query *query, int parameter, double value) {
    if (!query->status)
        check_bind(query, sqlite3_bind_double(query->statement, parameter, value));
}

void att_query_null(att_query *query, int parameter) {
    if (!query->status)
        check_bind(query, sqlite3_bind_null(query->statement, parameter));
}

void att_query_day(att_query *query, int parameter, att_day day) {
    if (day == ATT_DAY_OPEN_START || day == ATT_DAY_OPEN_END) {
        att_query_null(query, parameter);
        return;
    }
    char text[40];
    att_civil civil = att_day_civil(day);
    snprintf(text, sizeof text, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
    att_query_string(query, parameter, text);
}

bool att_query_next(att_query *query) {
    if (query->status)
        return false;
    int result = sqlite3_step(query->statement);
    if (result == SQLITE_ROW)
        return true;
    if (result != SQLITE_DONE)
        query->status = att_store_fail(
            query->store, sqlite3_stmt_readonly(query->statement) ? "reading" : "writing",
            query->error);
    return false;
}

att_status att_query_end(att_query *query) {
    if (!query->statement)
        return query->status;
    for (size_t i = 0; i < query->store->kept_count; i++)
        if (query->store->kept[i].statement == query->statement) {
            sqlite3_reset(query->statement);
            sqlite3_clear_bindings(query->statement);
            query->store->kept[i].busy = false;
            query->statement = NULL;
            return query->status;
        }
    sqlite3_finalize(query->statement);
    query->statement = NULL;
    return query->status;
}

att_status att_query_run(att_query *query) {
    while (att_query_next(query))
        continue;
    return att_query_end(query);
}

int64_t att_query_value(att_query *query, int64_t missing) {
    int64_t value = att_query_next(query) && !att_query_is_null(query, 0)
                        ? att_query_number(query, 0)
                        : missing;
    att_query_end(query);
    return value;
}

att_slice att_query_column(const att_query *query, int column) {
    const char *text = (const char *)sqlite3_column_text(query->statement, column);
    if (!text)
        return ATT_SLICE_EMPTY;
    return (att_slice){text, (uint32_t)sqlite3_column_bytes(query->statement, column)};
}

int64_t att_query_number(const att_query *query, int column) {
    return sqlite3_column_int64(query->statement, column);
}

double att_query_double(const att_query *query, int column) {
    return sqlite3_column_double(query->statement, column);
}

att_day att_query_date(const att_query *query, int column) {
    att_day day;
    return att_day_parse(&day, att_query_column(query, column)) ? day : ATT_DAY_OPEN_START;
}

bool att_query_is_null(const att_query *query, int column) {
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

void att_store_interrupt(att_store *store) {
    sqlite3_interrupt(store->database);
}

att_status att_store_execute(att_store *store, const char *sql, att_error *error) {
    if (sqlite3_exec(store->database, sql, NULL, NULL, NULL))
        return att_store_fail(store, "writing", error);
    return ATT_OK;
}

att_status att_store_insert_fields(att_store *store, const char *sql, int64_t number,
                                   att_fields fields, att_error *error) {
    att_status status = ATT_OK;
    for (int i = 0; i < ATT_FIELD_COUNT && !status; i++) {
        if (!(fields & 1u << i))
            continue;
        att_query query;
        att_query_begin(&query, store, sql, error);
        att_query_integer(&query, 1, number);
        att_query_string(&query, 2, att_field_name((att_field)i));
        status = att_query_run(&query);
    }
    return status;
}
