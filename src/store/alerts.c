/* alerts.c - see alerts.h. Each kind but contacts is one query over the register. */
#include "store/watching.h"

#include "base/error.h"
#include "store/database.h"

#include <stdio.h>

static const char tables[] =
#include "store/watch.sql.inc"
    ;

att_status att_watch_prepare(bool *fresh, att_store *store, att_error *error) {
    att_query query;
    att_query_begin(&query, store, "SELECT count(*) FROM sqlite_schema WHERE name = 'alert'",
                    error);
    *fresh = att_query_value(&query, 0) == 0;
    return query.status ? query.status : att_store_execute(store, tables, error);
}

att_status att_alert_add(alerting *now, const att_alert *alert) {
    att_query query;
    att_query_begin(&query, now->store,
                    "INSERT INTO alert (key, kind, made, date, title, detail, record, quiet) "
                    "VALUES (?1, ?2, strftime('%Y-%m-%dT%H:%M:%SZ'), ?3, ?4, ?5, ?6, ?7) "
                    "ON CONFLICT (key) DO NOTHING",
                    now->error);
    att_query_string(&query, 1, alert->key);
    att_query_string(&query, 2, alert->kind);
    att_query_string(&query, 3, alert->date);
    att_query_string(&query, 4, alert->title);
    att_query_text(&query, 5, alert->detail);
    att_query_string(&query, 6, alert->record);
    att_query_integer(&query, 7, now->quiet);
    return att_query_run(&query);
}

/* ---- what the register says ----------------------------------------------------------------- */

#define QUOTE                                                                                      \
    "(SELECT e.quote FROM evidence e WHERE e.record = r.number ORDER BY e.ordinal LIMIT 1)"
#define PARTIES(table, column, value)                                                              \
    "(SELECT group_concat(code, ', ') FROM (SELECT DISTINCT code FROM " table " WHERE " column     \
    " = " value " ORDER BY role, code))"

/* An act or undertaking is named by its first record, which an older story that comes later may
 * change: so nothing is said of one whose records had an alert of the kind already. */
#define TOLD(kind, member, whole)                                                                  \
    " AND NOT EXISTS (SELECT 1 FROM alert t JOIN record tr ON tr.id = t.record JOIN " member       \
    " m ON m.record = tr.number WHERE t.kind = '" kind "' AND m." whole ".number) "

/* Each yields: what makes the key, date, title, detail, record. ?1: the highest level. */
static const struct {
    const char *kind, *sql;
} kinds[] = {
    {"visit",
     "SELECT a.id, a.first_date, 'visit: ' || coalesce(" PARTIES(
         "act_participant", "act",
         "a.number") ", '') || coalesce(' (' || nullif(a.country, '') || ')', ''), " QUOTE ", r.id "
                     "FROM act a JOIN record r ON r.number = a.record WHERE a.activity IN "
                     "('visit', "
                     "'reception') AND a.status <> 'cancelled' AND a.level BETWEEN 1 AND ?1" TOLD(
                         "visit", "report", "act = a") "ORDER BY a.first_date, a.id"},
    {"cancellation",
     "SELECT a.id, a.first_date, 'cancelled: ' || a.activity || ' of ' || coalesce(" PARTIES(
         "act_participant", "act",
         "a.number") ", ''), " QUOTE ", r.id FROM act a JOIN record r ON r.number = a.record WHERE "
                     "a.status = 'cancelled' AND ?1" TOLD("cancellation", "report",
                                                          "act = a") "ORDER BY a.first_date, a.id"},
    {"cancellation",
     "SELECT u.id, u.last_date, 'cancelled: ' || u.activity || ' of ' || coalesce(" PARTIES(
         "participant_now", "record",
         "r.number") ", ''), " QUOTE ", r.id FROM undertaking u JOIN record r ON r.number = "
                     "u.record WHERE u.status = 'cancelled' AND ?1" TOLD(
                         "cancellation", "undertaking_record",
                         "undertaking = u") "ORDER BY u.last_date, u.id"},
    {"overdue",
     "SELECT u.id || '/' || coalesce(u.term_last, ''), u.term_last, 'overdue: ' || u.activity || "
     "' of ' || coalesce(" PARTIES(
         "participant_now", "record",
         "r.number") ", '') || coalesce(', due ' || u.term_last, ''), " QUOTE
                     ", r.id FROM undertaking u JOIN record r ON r.number = u.record WHERE "
                     "u.status "
                     "= 'overdue' AND ?1" TOLD("overdue", "undertaking_record",
                                               "undertaking = u") "ORDER BY u.term_last, u.id"},
    {"claim",
     "SELECT min(r.id, o.id) || '/' || max(r.id, o.id) || '/' || d.what, max(w.date, v.date), "
     "'contradicted: ' || d.what || ': ' || d.a_value || ' against ' || d.b_value, " QUOTE
     ", r.id FROM disagreement d JOIN record r ON r.number = d.b JOIN record o ON o.number = d.a "
     "JOIN document w ON w.number = r.document JOIN document v ON v.number = o.document WHERE "
     "d.kind = 'claim' AND ?1 ORDER BY 2, 1"},
};

static att_status add_row(alerting *now, const char *kind, const att_query *query) {
    char key[300];
    snprintf(key, sizeof key, "%s/%s", kind, att_query_column(query, 0).data);
    return att_alert_add(
        now, &(att_alert){kind, key,
                          att_query_is_null(query, 1) ? NULL : att_query_column(query, 1).data,
                          att_query_column(query, 2).data, att_query_column(query, 3),
                          att_query_column(query, 4).data});
}

static att_status add_kind(alerting *now, const char *kind, const char *sql) {
    att_query query;
    att_query_begin(&query, now->store, sql, now->error);
    att_query_integer(&query, 1, ATT_HIGH_LEVEL);
    att_status status = ATT_OK;
    while (!status && att_query_next(&query))
        status = add_row(now, kind, &query);
    att_status ended = att_query_end(&query);
    return status ? status : ended;
}

/* ---- all ------------------------------------------------------------------------------------ */

/* The first column of a query without values, cut to the room there is; "" where there is none. */
static att_status read_text(char *out, size_t size, alerting *now, const char *sql) {
    att_query query;
    att_query_begin(&query, now->store, sql, now->error);
    if (att_query_next(&query))
        snprintf(out, size, "%s", att_query_column(&query, 0).data);
    return att_query_end(&query);
}

static att_status find_scope(alerting *now, const att_watching *watching) {
    att_status status = read_text(now->until, sizeof now->until, now,
                                  "SELECT coalesce(until, '') FROM register_state");
    snprintf(now->country, sizeof now->country, "%s", watching->country ? watching->country : "");
    if (status || watching->country)
        return status;
    return read_text(now->country, sizeof now->country, now,
                     "SELECT code FROM act_participant WHERE length(code) = 3 GROUP BY code "
                     "ORDER BY count(DISTINCT act) DESC, code LIMIT 1");
}

static int64_t next_number(att_store *store, att_error *error) {
    att_query query;
    att_query_begin(&query, store, "SELECT coalesce(max(number), 0) + 1 FROM alert", error);
    return att_query_value(&query, 1);
}

att_status att_alerts_update(int64_t *first, att_store *store, const att_watching *watching,
                             att_error *error) {
    alerting now = {.store = store,
                    .error = error,
                    .unusual = watching->unusual ? watching->unusual : ATT_UNUSUAL,
                    .quiet = watching->quiet};
    att_status status = att_store_transaction(store, error);
    if (status)
        return status;
    *first = next_number(store, error);
    status = find_scope(&now, watching);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && !status; i++)
        status = add_kind(&now, kinds[i].kind, kinds[i].sql);
    if (!status)
        status = att_alerts_contacts(&now);
    return att_store_commit(store, status, error);
}
