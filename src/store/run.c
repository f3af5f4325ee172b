/* run.c - runs: documents come in one by one and are committed in batches.
 *
 * A document and all its rows lie inside one savepoint, so a batch holds whole documents only. An
 * input of the run that has a row in the manifest is done: that is how an interrupted run goes on.
 */
#include "store/database.h"

#include "base/error.h"
#include "store/version.h"

#include <stdio.h>
#include <stdlib.h>

enum { DEFAULT_BATCH = 64 };

static const char *const outcome_names[] = {"coded", "empty", "duplicate", "skipped", "failed"};

const char *att_outcome_name(att_outcome outcome) {
    return outcome_names[outcome];
}

static att_outcome find_outcome(att_slice name) {
    for (int i = 0; i < ATT_OUTCOME_COUNT; i++)
        if (att_slice_is(name, outcome_names[i]))
            return (att_outcome)i;
    return ATT_OUTCOME_FAILED;
}

/* ---- beginning and ending ---------------------------------------------------------------------
 */

static int64_t find_interrupted(att_store *store, att_error *error) {
    att_query query;
    att_query_begin(
        &query, store,
        "SELECT max(number) FROM run WHERE finished IS NULL AND kind = ?1 AND version = ?2 "
        "AND codebook = ?3 AND data_hash = ?4",
        error);
    att_query_string(&query, 1, store->import ? "import" : "code");
    att_query_string(&query, 2, store->version);
    att_query_integer(&query, 3, ATT_CODEBOOK_VERSION);
    att_query_string(&query, 4, store->data_hash);
    int64_t run = att_query_value(&query, 0);
    return query.status ? -1 : run;
}

static att_status insert_run(att_store *store, att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "INSERT INTO run (kind, version, codebook, data_hash, started) "
                    "VALUES (?1, ?2, ?3, ?4, strftime('%Y-%m-%dT%H:%M:%SZ'))",
                    error);
    att_query_string(&query, 1, store->import ? "import" : "code");
    att_query_string(&query, 2, store->version);
    att_query_integer(&query, 3, ATT_CODEBOOK_VERSION);
    att_query_string(&query, 4, store->data_hash);
    att_status status = att_query_run(&query);
    store->run = sqlite3_last_insert_rowid(store->database);
    return status;
}

static att_status abandon(att_store *store, att_status status) {
    att_store_unlock(store);
    store->run = 0;
    return status;
}

att_status att_store_begin(att_store *store, const att_run_info *info, att_error *error) {
    free(store->version);
    free(store->data_hash);
    store->version = strdup(info->version ? info->version : ATT_VERSION);
    store->data_hash = strdup(info->data_hash ? info->data_hash : "");
    if (!store->version || !store->data_hash)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    store->import = info->import;
    store->batch = info->batch ? info->batch : DEFAULT_BATCH;
    if (store->mode == ATT_STORE_READ)
        return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET, "%s: is open for reading only",
                             store->path);
    att_status status = att_store_lock(store, error);
    if (status)
        return status;
    store->run = find_interrupted(store, error);
    if (store->run < 0)
        return abandon(store, ATT_ERROR_STORE);
    status = store->run ? ATT_OK : insert_run(store, error);
    return status ? abandon(store, status) : ATT_OK;
}

static int64_t count(att_store *store, const char *sql, att_status *status, att_error *error) {
    att_query query;
    att_query_begin(&query, store, sql, error);
    att_query_integer(&query, 1, store->run);
    int64_t value = att_query_value(&query, 0);
    *status = *status ? *status : query.status;
    return value;
}

static att_status tally(att_tally *out, att_store *store, att_error *error) {
    *out = (att_tally){.run = store->run};
    att_query query;
    att_query_begin(&query, store, "SELECT outcome, count(*) FROM input WHERE run = ?1 GROUP BY 1",
                    error);
    att_query_integer(&query, 1, store->run);
    while (att_query_next(&query))
        out->outcome[find_outcome(att_query_column(&query, 0))] = att_query_number(&query, 1);
    att_status status = att_query_end(&query);
    out->added =
        count(store, "SELECT count(*) FROM record WHERE run_from = ?1 AND change = 'added'",
              &status, error);
    out->changed =
        count(store, "SELECT count(*) FROM record WHERE run_from = ?1 AND change = 'changed'",
              &status, error);
    out->withdrawn = count(store, "SELECT count(*) FROM record WHERE run_to = ?1", &status, error) -
                     out->changed;
    out->kept = count(store,
                      "SELECT count(*) FROM record r JOIN document d ON d.number = r.document "
                      "WHERE d.last_run = ?1 AND r.run_from < ?1 AND r.run_to IS NULL",
                      &status, error);
    return status;
}

att_status att_store_flush(att_store *store, att_error *error) {
    if (!store->in_batch)
        return ATT_OK;
    att_status status = att_store_commit(store, ATT_OK, error);
    store->in_batch = false;
    store->pending = 0;
    return status;
}

att_status att_store_finish(att_tally *out, att_store *store, att_error *error) {
    att_status status = att_store_flush(store, error);
    att_query query;
    if (!status) {
        att_query_begin(
            &query, store,
            "UPDATE run SET finished = strftime('%Y-%m-%dT%H:%M:%SZ') WHERE number = ?1", error);
        att_query_integer(&query, 1, store->run);
        status = att_query_run(&query);
    }
    if (!status)
        status = tally(out, store, error);
    return abandon(store, status);
}

void att_store_abandon(att_store *store) {
    if (!sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    store->in_batch = false;
    store->pending = 0;
    abandon(store, ATT_OK);
}

/* ---- the batch ----------------------------------------------------------------------------------
 */

static att_status open_batch(att_store *store, att_error *error) {
    att_status status = ATT_OK;
    if (!store->in_batch) {
        status = att_store_transaction(store, error);
        store->in_batch = !status;
        store->pending = 0;
    }
    return status ? status : att_store_execute(store, "SAVEPOINT document", error);
}

/* Ends the document's savepoint; after a failure nothing of it stays, and if SQLite had to give up
 * the whole transaction, the batch is gone too, to be done again by the next run. */
static att_status close_document(att_store *store, att_status status, att_error *error) {
    if (status) {
        if (!sqlite3_get_autocommit(store->database))
            sqlite3_exec(store->database, "ROLLBACK TO document; RELEASE document", NULL, NULL,
                         NULL);
        store->in_batch = !sqlite3_get_autocommit(store->database);
        return status;
    }
    status = att_store_execute(store, "RELEASE document", error);
    if (!status && ++store->pending >= store->batch)
        status = att_store_flush(store, error);
    return status;
}

/* ---- the manifest
 * ----------------------------------------------------------------------------------- */

static att_status find_input(bool *found, att_outcome *outcome, att_store *store, const char *input,
                             att_error *error) {
    att_query query;
    att_query_begin(&query, store, "SELECT outcome FROM input WHERE run = ?1 AND name = ?2", error);
    att_query_integer(&query, 1, store->run);
    att_query_string(&query, 2, input);
    *found = att_query_next(&query);
    if (*found)
        *outcome = find_outcome(att_query_column(&query, 0));
    return att_query_end(&query);
}

att_status att_store_seen(bool *out, att_store *store, const char *input, att_error *error) {
    att_outcome outcome;
    return find_input(out, &outcome, store, input, error);
}

static att_status insert_input(att_store *store, const char *input, att_outcome outcome,
                               const char *reason, int64_t document, att_error *error) {
    att_query query;
    att_query_begin(&query, store, "INSERT INTO input VALUES (?1, ?2, ?3, ?4, ?5)", error);
    att_query_integer(&query, 1, store->run);
    att_query_string(&query, 2, input);
    att_query_string(&query, 3, outcome_names[outcome]);
    att_query_string(&query, 4, reason ? reason : "");
    if (document)
        att_query_integer(&query, 5, document);
    return att_query_run(&query);
}

att_status att_store_account(att_store *store, const char *input, att_outcome outcome,
                             const char *reason, att_error *error) {
    att_outcome before;
    bool found;
    att_status status = find_input(&found, &before, store, input, error);
    if (status || found)
        return status;
    status = open_batch(store, error);
    if (status)
        return status;
    status = insert_input(store, input, outcome, reason, 0, error);
    return close_document(store, status, error);
}

/* ---- documents
 * ------------------------------------------------------------------------------------------ */

typedef struct known {
    int64_t number;
    bool same_coder; /* coded by this version with this data */
    char name[200];
} known;

static att_status find_document(known *out, att_store *store, const char *hash, att_error *error) {
    *out = (known){0};
    att_query query;
    att_query_begin(
        &query, store,
        "SELECT d.number, d.name, r.version = ?2 AND r.data_hash = ?3 AND r.codebook = ?4 "
        "FROM document d JOIN run r ON r.number = d.last_run WHERE d.hash = ?1",
        error);
    att_query_string(&query, 1, hash);
    att_query_string(&query, 2, store->version);
    att_query_string(&query, 3, store->data_hash);
    att_query_integer(&query, 4, ATT_CODEBOOK_VERSION);
    if (att_query_next(&query)) {
        out->number = att_query_number(&query, 0);
        out->same_coder = att_query_number(&query, 2);
        att_slice name = att_query_column(&query, 1);
        uint32_t size = name.size < sizeof out->name - 1 ? name.size : sizeof out->name - 1;
        memcpy(out->name, name.data, size);
    }
    return att_query_end(&query);
}

static void bind_metadata(att_query *query, const att_document *document) {
    if (document->date_known)
        att_query_day(query, 1, document->date);
    att_query_text(query, 2, document->title);
    att_query_text(query, 3, document->agency);
    att_query_text(query, 4, document->source);
    att_query_text(query, 5, document->url);
}

static att_status index_text(att_store *store, int64_t number, const att_document *document,
                             att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "INSERT INTO document_text (rowid, title, text) VALUES (?1, ?2, ?3)", error);
    att_query_integer(&query, 1, number);
    att_query_text(&query, 2, document->title);
    att_query_text(&query, 3, document->text);
    return att_query_run(&query);
}

static att_status insert_document(int64_t *number, att_store *store, const att_document *document,
                                  att_error *error) {
    att_query query;
    att_query_begin(
        &query, store,
        "INSERT INTO document (date, title, agency, source, url, hash, kind, name, text, "
        "first_run, last_run) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10)",
        error);
    bind_metadata(&query, document);
    att_query_string(&query, 6, document->hash);
    att_query_string(&query, 7, store->import ? "import" : "story");
    att_query_text(&query, 8, document->id);
    att_query_text(&query, 9, document->text);
    att_query_integer(&query, 10, store->run);
    att_status status = att_query_run(&query);
    *number = sqlite3_last_insert_rowid(store->database);
    return status ? status : index_text(store, *number, document, error);
}

/* What a later coder read out of the same text, apart from the records. The title is part of the
 * full text, whose old words must be named to be taken out. */
static att_status renew_document(int64_t number, att_store *store, const att_document *document,
                                 att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "INSERT INTO document_text (document_text, rowid, title, text) "
                    "SELECT 'delete', number, title, text FROM document WHERE number = ?1",
                    error);
    att_query_integer(&query, 1, number);
    att_status status = att_query_run(&query);
    if (status)
        return status;
    att_query_begin(&query, store,
                    "UPDATE document SET date = coalesce(?1, date), title = ?2, agency = ?3, "
                    "source = CASE WHEN ?4 = '' THEN source ELSE ?4 END, "
                    "url = CASE WHEN ?5 = '' THEN url ELSE ?5 END, last_run = ?7 WHERE number = ?6",
                    error);
    bind_metadata(&query, document);
    att_query_integer(&query, 6, number);
    att_query_integer(&query, 7, store->run);
    status = att_query_run(&query);
    return status ? status : index_text(store, number, document, error);
}

static att_status write_parts(int64_t number, att_store *store, const att_document *document,
                              att_error *error) {
    att_query query;
    att_query_begin(&query, store, "DELETE FROM part WHERE document = ?1", error);
    att_query_integer(&query, 1, number);
    att_status status = att_query_run(&query);
    for (uint32_t i = 0; i < document->parts.count && !status; i++) {
        const att_part *part = &document->parts.items[i];
        att_query_begin(&query, store, "INSERT INTO part VALUES (?1, ?2, ?3, ?4, ?5)", error);
        att_query_integer(&query, 1, number);
        att_query_integer(&query, 2, i);
        att_query_string(&query, 3, att_part_kind_name(part->kind));
        att_query_integer(&query, 4, part->span.start);
        att_query_integer(&query, 5, part->span.end);
        status = att_query_run(&query);
    }
    return status;
}

static att_status keep(att_outcome *out, att_store *store, const char *input,
                       const att_document *document, att_error *error) {
    known is;
    att_status status = find_document(&is, store, document->hash, error);
    if (status)
        return status;
    if (is.number && is.same_coder) {
        *out = ATT_OUTCOME_DUPLICATE;
        return insert_input(store, input, *out, is.name, is.number, error);
    }
    *out = document->records.count ? ATT_OUTCOME_CODED : ATT_OUTCOME_EMPTY;
    status = is.number ? renew_document(is.number, store, document, error)
                       : insert_document(&is.number, store, document, error);
    if (!status)
        status = write_parts(is.number, store, document, error);
    if (!status)
        status = att_version_write(store, is.number, document, error);
    if (!status)
        status = insert_input(store, input, *out, "", is.number, error);
    return status ? status : att_store_touch(store, error);
}

att_status att_store_add(att_outcome *out, att_store *store, const char *input,
                         const att_document *document, att_error *error) {
    bool found;
    att_status status = find_input(&found, out, store, input, error);
    if (status || found)
        return status;
    status = open_batch(store, error);
    if (status)
        return status;
    status = keep(out, store, input, document, error);
    return close_document(store, status, error);
}
