/* judge.c - what a person decided about a record, and whether it still fits.
 *
 * A judgement is anchored by the record's id and by the sentence it rests on. When a later coding
 * knows the id no more, the one record of the same story and kind that rests on that sentence takes
 * its place; when there is none or more than one, or when the coded value has moved away under a
 * correction, the judgement goes to the conflicts and has no effect. Nothing is ever lost. */
#include "store/passes.h"

#include "base/error.h"
#include "store/database.h"
#include "store/register.h"

#include <stdio.h>

static const char *const verdicts[] = {"accept", "reject", "correct", "merge", "split", "note"};
static const char *const fields[] = {"actor",    "recipient", "speaker", "field",
                                     "activity", "plover",    "status",  "force",
                                     "form",     "time",      "place",   "instrument"};

static bool is_among(const char *text, const char *const *names, size_t count) {
    for (size_t i = 0; text && i < count; i++)
        if (strcmp(text, names[i]) == 0)
            return true;
    return false;
}

/* ---- a coded value as text, as corrections write it ---------------------------------------------
 */

static const char value_sql[] =
    "SELECT CASE ?2 "
    "WHEN 'activity' THEN activity WHEN 'plover' THEN plover WHEN 'status' THEN coalesce(status, "
    "'') "
    "WHEN 'force' THEN coalesce(force, '') WHEN 'form' THEN coalesce(form, '') WHEN 'time' THEN "
    "time "
    "WHEN 'place' THEN CASE WHEN place IS NULL THEN '' ELSE country || ':' || place END "
    "WHEN 'instrument' THEN coalesce(instrument, '') "
    "WHEN 'field' THEN (SELECT coalesce(group_concat(field, ','), '') FROM "
    "  (SELECT field FROM field WHERE record = r.number ORDER BY field)) "
    "ELSE (SELECT coalesce(group_concat(code || '/' || sector, ','), '') FROM "
    "  (SELECT code, sector FROM participant WHERE record = r.number AND role = ?2 ORDER BY "
    "ordinal)) "
    "END FROM record r WHERE number = ?1";

att_status att_judged_value(char *out, size_t size, att_store *store, int64_t record,
                            const char *field, att_error *error) {
    att_query query;
    att_query_begin(&query, store, value_sql, error);
    att_query_integer(&query, 1, record);
    att_query_string(&query, 2, field);
    *out = '\0';
    if (att_query_next(&query))
        snprintf(out, size, "%s", att_query_column(&query, 0).data);
    return att_query_end(&query);
}

/* ---- judging
 * ---------------------------------------------------------------------------------------- */

static bool is_list_of(const char *value, bool (*is_item)(att_slice)) {
    att_slice rest = att_slice_of(value), item;
    while (att_slice_next(&rest, ',', &item))
        if (!is_item(att_slice_trim(item)))
            return false;
    return true;
}

static bool is_entity(att_slice text) {
    att_slice code, sector = text;
    att_sector found;
    return att_slice_next(&sector, '/', &code) && code.size && code.size < 24 && sector.data &&
           att_sector_find(&found, sector);
}

static bool is_field(att_slice text) {
    att_field found;
    return att_field_find(&found, text);
}

/* Whether a corrected value is one that the codebook knows. */
static bool is_valid(const char *field, const char *value) {
    att_activity activity;
    att_plover plover;
    att_event_status status;
    att_force force;
    att_form form;
    att_record_role role;
    att_interval interval;
    if (att_record_role_find(&role, att_slice_of(field)))
        return !*value || is_list_of(value, is_entity);
    if (!strcmp(field, "field"))
        return !*value || is_list_of(value, is_field);
    if (!strcmp(field, "activity"))
        return att_activity_find(&activity, att_slice_of(value));
    if (!strcmp(field, "plover"))
        return !*value || att_plover_find(&plover, att_slice_of(value));
    if (!strcmp(field, "status"))
        return att_event_status_find(&status, att_slice_of(value));
    if (!strcmp(field, "force"))
        return att_force_find(&force, att_slice_of(value));
    if (!strcmp(field, "form"))
        return att_form_find(&form, att_slice_of(value));
    if (!strcmp(field, "time"))
        return !*value || att_interval_parse(&interval, att_slice_of(value));
    return !strcmp(field, "instrument") || !*value || strchr(value, ':');
}

static att_status check(const att_judgement *judgement, att_error *error) {
    const char *problem = NULL;
    bool correct = judgement->verdict && !strcmp(judgement->verdict, "correct");
    bool pair = judgement->verdict &&
                (!strcmp(judgement->verdict, "merge") || !strcmp(judgement->verdict, "split"));
    if (!is_among(judgement->verdict, verdicts, sizeof verdicts / sizeof *verdicts))
        problem = "a judgement is accept, reject, correct, merge, split or note";
    else if (correct && !is_among(judgement->field, fields, sizeof fields / sizeof *fields))
        problem =
            "what can be corrected: actor, recipient, speaker, field, activity, plover, status, "
            "force, form, time, place, instrument";
    else if (correct && (!judgement->value || !is_valid(judgement->field, judgement->value)))
        problem = "the corrected value is none that the codebook knows";
    else if (pair && (!judgement->other || !strcmp(judgement->other, judgement->record)))
        problem = "to merge or split takes another record";
    else if (!judgement->author || !*judgement->author)
        problem = "a judgement has an author";
    return problem ? att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET, "%s", problem) : ATT_OK;
}

att_status att_record_current(int64_t *out, att_store *store, const char *id, att_error *error) {
    att_query query;
    att_query_begin(&query, store, "SELECT number FROM record WHERE id = ?1 AND run_to IS NULL",
                    error);
    att_query_string(&query, 1, id);
    *out = att_query_value(&query, 0);
    return query.status;
}

static att_status find_current(int64_t *number, att_store *store, const char *id,
                               att_error *error) {
    att_status status = att_record_current(number, store, id, error);
    if (!status && !*number)
        status =
            att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET, "no record has the id %s", id);
    return status;
}

static att_status insert_judgement(int64_t *out, att_store *store, const att_judgement *judgement,
                                   int64_t record, att_error *error) {
    char was[4096] = "";
    bool correct = !strcmp(judgement->verdict, "correct");
    att_status status =
        correct ? att_judged_value(was, sizeof was, store, record, judgement->field, error)
                : ATT_OK;
    if (status)
        return status;
    att_query query;
    att_query_begin(
        &query, store,
        "INSERT INTO judgement (record, verdict, field, value, was, other, document, start, "
        "end, quote, author, made) SELECT ?1, ?2, ?3, ?4, ?5, ?6, d.hash, e.start, e.end, "
        "e.quote, ?7, coalesce(?8, strftime('%Y-%m-%dT%H:%M:%SZ')) FROM record r "
        "JOIN document d ON d.number = r.document "
        "JOIN evidence e ON e.record = r.number AND e.ordinal = 0 WHERE r.number = ?9",
        error);
    att_query_string(&query, 1, judgement->record);
    att_query_string(&query, 2, judgement->verdict);
    att_query_string(&query, 3, correct ? judgement->field : "");
    att_query_string(&query, 4, judgement->value ? judgement->value : "");
    att_query_string(&query, 5, was);
    att_query_string(&query, 6, judgement->other ? judgement->other : "");
    att_query_string(&query, 7, judgement->author);
    att_query_string(&query, 8, judgement->made);
    att_query_integer(&query, 9, record);
    status = att_query_run(&query);
    *out = sqlite3_last_insert_rowid(store->database);
    if (!status && !sqlite3_changes(store->database))
        status = att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET, "record %s has no evidence",
                               judgement->record);
    return status;
}

/* What is accepted or noted changes nothing in the register but the list of judgements, by `sql`;
 * what else is decided is for the next att_register_update. */
static att_status apply(att_store *store, const char *sql, int64_t judgement, att_error *error) {
    att_query query;
    att_query_begin(&query, store, sql, error);
    att_query_integer(&query, 1, judgement);
    att_status status = att_query_run(&query);
    if (status)
        return status;
    att_query_begin(&query, store,
                    "SELECT verdict IN ('accept', 'note') FROM judgement WHERE number = ?1", error);
    att_query_integer(&query, 1, judgement);
    bool light = att_query_value(&query, 0) != 0;
    return query.status || light ? query.status : att_store_touch(store, error);
}

att_status att_store_judge(int64_t *out, att_store *store, const att_judgement *judgement,
                           att_error *error) {
    att_status status = check(judgement, error);
    if (status || (status = att_store_transaction(store, error)))
        return status;
    int64_t record = 0, other = 0;
    status = find_current(&record, store, judgement->record, error);
    if (!status && judgement->other)
        status = find_current(&other, store, judgement->other, error);
    if (!status)
        status = insert_judgement(out, store, judgement, record, error);
    if (!status)
        status = apply(store,
                       "INSERT INTO judged SELECT j.number, r.number, NULL FROM judgement j "
                       "JOIN record r ON r.id = j.record AND r.run_to IS NULL WHERE j.number = ?1 "
                       "AND j.verdict IN ('accept', 'note')",
                       *out, error);
    return att_store_commit(store, status, error);
}

att_status att_store_undo(att_store *store, int64_t judgement, att_error *error) {
    att_status status = att_store_transaction(store, error);
    if (status)
        return status;
    att_query query;
    att_query_begin(&query, store,
                    "UPDATE judgement SET undone = strftime('%Y-%m-%dT%H:%M:%SZ') "
                    "WHERE number = ?1 AND undone IS NULL",
                    error);
    att_query_integer(&query, 1, judgement);
    status = att_query_run(&query);
    if (!status && !sqlite3_changes(store->database))
        status = att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET,
                               "no standing judgement has the number %lld", (long long)judgement);
    if (!status)
        status = apply(store, "DELETE FROM judged WHERE judgement = ?1", judgement, error);
    return att_store_commit(store, status, error);
}
