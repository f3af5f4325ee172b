/* diff.c - what changed between the states after two runs, and why.
 *
 * The state after run R is the versions with run_from <= R that no run up to R has closed. */
#include "store/register.h"

#include "base/buffer.h"
#include "base/error.h"
#include "store/database.h"

/* Each record that differs between the states, with its version in each; 0: none. */
static const char changed_sql[] =
    "WITH a AS (SELECT * FROM record WHERE run_from <= ?1 AND (run_to IS NULL OR run_to > ?1)), "
    "b AS (SELECT * FROM record WHERE run_from <= ?2 AND (run_to IS NULL OR run_to > ?2)) "
    "SELECT coalesce(b.id, a.id) AS id, d.name, coalesce(a.number, 0), coalesce(b.number, 0), "
    "coalesce(a.rule, ''), coalesce(b.rule, ''), coalesce(a.run_to, 0), coalesce(b.run_from, 0) "
    "FROM (SELECT id FROM a UNION SELECT id FROM b) i LEFT JOIN a ON a.id = i.id "
    "LEFT JOIN b ON b.id = i.id JOIN document d ON d.number = coalesce(b.document, a.document) "
    "WHERE a.number IS NOT b.number ORDER BY d.date IS NULL, d.date, d.hash, i.id";

/* A version in one line: kind, activity and who takes part. */
static const char line_sql[] =
    "SELECT kind || ' ' || activity || ' ' || coalesce((SELECT group_concat(code || '/' || sector, "
    "' ') "
    "FROM (SELECT code, sector FROM participant WHERE record = ?1 AND role = 'actor' ORDER BY "
    "ordinal)), "
    "'-') || coalesce((SELECT ' > ' || group_concat(code || '/' || sector, ' ') FROM (SELECT code, "
    "sector FROM participant WHERE record = ?1 AND role = 'recipient' ORDER BY ordinal)), '') || "
    "CASE WHEN time = '' THEN '' ELSE ' ' || time END FROM record WHERE number = ?1";

/* What is compared, by the names that the codebook gives. */
static const struct {
    const char *name, *sql;
} columns[] = {
    {"activity", "SELECT activity FROM record WHERE number = ?1"},
    {"plover", "SELECT plover || ' ' || mode FROM record WHERE number = ?1"},
    {"time", "SELECT time || ' ' || basis FROM record WHERE number = ?1"},
    {"place", "SELECT place || ' ' || country FROM record WHERE number = ?1"},
    {"instrument", "SELECT instrument || ' ' || coalesce(edition, '') || ' ' || coalesce(year, '') "
                   "FROM record WHERE number = ?1"},
    {"status", "SELECT coalesce(status, force, form) || recalled FROM record WHERE number = ?1"},
    {"rule", "SELECT rule FROM record WHERE number = ?1"},
    {"actors",
     "SELECT group_concat(code || sector || name || office) FROM (SELECT * FROM participant "
     "WHERE record = ?1 AND role = 'actor' ORDER BY ordinal)"},
    {"recipients",
     "SELECT group_concat(code || sector || name || office) FROM (SELECT * FROM participant "
     "WHERE record = ?1 AND role = 'recipient' ORDER BY ordinal)"},
    {"speakers",
     "SELECT group_concat(code || sector || name || office) FROM (SELECT * FROM participant "
     "WHERE record = ?1 AND role = 'speaker' ORDER BY ordinal)"},
    {"fields",
     "SELECT group_concat(field) FROM (SELECT field FROM field WHERE record = ?1 ORDER BY 1)"},
    {"quantities", "SELECT group_concat(bound || number || unit) FROM (SELECT * FROM quantity "
                   "WHERE record = ?1 ORDER BY ordinal)"},
    {"evidence", "SELECT group_concat(start || '-' || end) FROM (SELECT * FROM evidence "
                 "WHERE record = ?1 ORDER BY ordinal)"}};

static att_status read_text(att_buffer *out, att_store *store, const char *sql, int64_t record,
                            att_error *error) {
    att_query query;
    att_buffer_clear(out);
    att_query_begin(&query, store, sql, error);
    att_query_integer(&query, 1, record);
    if (att_query_next(&query))
        att_buffer_add_slice(out, att_query_column(&query, 0));
    att_buffer_add(out, "");
    return att_query_end(&query);
}

typedef struct differing {
    att_store *store;
    att_error *error;
    att_buffer before, after, columns, why;
    int64_t from, to;
} differing;

static att_status compare_columns(differing *state, int64_t a, int64_t b) {
    att_status status = ATT_OK;
    att_buffer_clear(&state->columns);
    for (size_t i = 0; i < sizeof columns / sizeof columns[0] && !status; i++) {
        status = read_text(&state->before, state->store, columns[i].sql, a, state->error);
        if (!status)
            status = read_text(&state->after, state->store, columns[i].sql, b, state->error);
        if (!status &&
            !att_slice_equal(att_buffer_slice(&state->before), att_buffer_slice(&state->after))) {
            att_buffer_add(&state->columns, state->columns.size ? " " : "");
            att_buffer_add(&state->columns, columns[i].name);
        }
    }
    return status;
}

/* The run that made the difference, how it differs from the one before, and the rules. */
static att_status explain(differing *state, int64_t run, att_slice old_rule, att_slice new_rule) {
    att_query query;
    att_buffer_clear(&state->why);
    att_query_begin(
        &query, state->store,
        "SELECT 'run ' || n.number || CASE WHEN o.number IS NULL THEN '' ELSE "
        "CASE WHEN o.version <> n.version THEN ', version ' || o.version || ' → ' || n.version "
        "ELSE '' END || CASE WHEN o.data_hash <> n.data_hash THEN ', data ' || "
        "substr(o.data_hash, 1, 8) || ' → ' || substr(n.data_hash, 1, 8) ELSE '' END END "
        "FROM run n LEFT JOIN run o ON o.number = ?2 WHERE n.number = ?1",
        state->error);
    att_query_integer(&query, 1, run);
    att_query_integer(&query, 2, state->from);
    if (att_query_next(&query))
        att_buffer_add_slice(&state->why, att_query_column(&query, 0));
    if (!att_slice_equal(old_rule, new_rule))
        att_buffer_format(&state->why, ", rule %.*s → %.*s", old_rule.size ? (int)old_rule.size : 4,
                          old_rule.size ? old_rule.data : "none",
                          new_rule.size ? (int)new_rule.size : 4,
                          new_rule.size ? new_rule.data : "none");
    return att_query_end(&query);
}

static att_status report(differing *state, const att_query *row, att_difference_take *take,
                         void *context) {
    int64_t a = att_query_number(row, 2), b = att_query_number(row, 3);
    att_status status = ATT_OK;
    att_buffer_clear(&state->columns);
    if (a && b)
        status = compare_columns(state, a, b);
    if (!status)
        status = read_text(&state->before, state->store, line_sql, a, state->error);
    if (!status)
        status = read_text(&state->after, state->store, line_sql, b, state->error);
    int64_t run = b ? att_query_number(row, 7) : att_query_number(row, 6);
    if (!status)
        status = explain(state, run, att_query_column(row, 4), att_query_column(row, 5));
    if (status)
        return status;
    att_buffer_add(&state->columns, "");
    att_difference difference = {.change = !a   ? "added"
                                           : !b ? "withdrawn"
                                                : "changed",
                                 .id = att_query_column(row, 0).data,
                                 .document = att_query_column(row, 1).data,
                                 .columns = state->columns.size ? state->columns.data : "",
                                 .before = state->before.size ? state->before.data : "",
                                 .after = state->after.size ? state->after.data : "",
                                 .why = state->why.size ? state->why.data : ""};
    take(context, &difference);
    return ATT_OK;
}

static bool run_exists(att_store *store, int64_t run, att_error *error) {
    att_query query;
    att_query_begin(&query, store, "SELECT count(*) FROM run WHERE number = ?1", error);
    att_query_integer(&query, 1, run);
    return att_query_value(&query, 0) > 0;
}

att_status att_store_diff(att_store *store, int64_t from, int64_t to, att_difference_take *take,
                          void *context, att_error *error) {
    for (int i = 0; i < 2; i++)
        if (!run_exists(store, i ? to : from, error))
            return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET, "%s: has no run %lld",
                                 store->path, (long long)(i ? to : from));
    differing state = {.store = store, .error = error, .from = from, .to = to};
    att_buffer *buffers[] = {&state.before, &state.after, &state.columns, &state.why};
    for (int i = 0; i < 4; i++)
        att_buffer_init(buffers[i]);
    att_query row;
    att_query_begin(&row, store, changed_sql, error);
    att_query_integer(&row, 1, from);
    att_query_integer(&row, 2, to);
    att_status status = ATT_OK;
    while (!status && att_query_next(&row))
        status = report(&state, &row, take, context);
    att_query_end(&row);
    for (int i = 0; i < 4; i++)
        att_buffer_release(buffers[i]);
    return status ? status : row.status;
}
