/* store.h - the archive: one SQLite file that keeps stories, records, judgements and the register.
 *
 * Writing. A run takes documents one by one and commits them in batches; whatever was committed
 * survives a crash at any moment, and the next run of the same program and data takes the
 * interrupted one up again: its number, and its manifest, in which every input has one row.
 * Coded records are versioned, never overwritten: see schema.sql.
 *
 * Reading. Readers see the last committed batch and never wait for a writer. They ask in SQL, over
 * the tables and views of schema.sql, through att_query; or take a whole document back.
 *
 * A store belongs to one thread at a time. Every failure is one clear sentence in att_error. */
#ifndef ATT_STORE_STORE_H
#define ATT_STORE_STORE_H

#include "document/document.h"

#define ATT_STORE_SCHEMA 2 /* PRAGMA user_version */

typedef struct att_store att_store;

typedef enum att_store_mode {
    ATT_STORE_READ,   /* must exist; nothing is written */
    ATT_STORE_WRITE,  /* must exist */
    ATT_STORE_CREATE, /* made when it does not exist */
} att_store_mode;

/* A database of an older schema is migrated by the writing modes; one of another program or a newer
 * schema is an error. */
att_status att_store_open(att_store **out, const char *path, att_store_mode mode, att_error *error);

/* Commits nothing: an open batch is dropped, to be done again by the next run. */
void att_store_close(att_store *store);

/* Replaces the dated memberships and the names of states by the tables world/groups.tsv and
 * world/state_names.tsv of the data folder and, where there are any, of the user's own (or NULL).
 */
att_status att_store_load_world(att_store *store, const char *data_dir, const char *overlay_dir,
                                att_error *error);

/* Checks the whole file: SQLite's own check and foreign keys. */
att_status att_store_check(att_store *store, att_error *error);

/* ---- runs ------------------------------------------------------------------------------------ */

typedef enum att_outcome {
    ATT_OUTCOME_CODED,     /* has records */
    ATT_OUTCOME_EMPTY,     /* coded, and there are none */
    ATT_OUTCOME_DUPLICATE, /* the same text is there, coded by this program and data */
    ATT_OUTCOME_SKIPPED,   /* on purpose, e.g. of another language */
    ATT_OUTCOME_FAILED,    /* could not be read or coded */
    ATT_OUTCOME_COUNT
} att_outcome;

const char *att_outcome_name(att_outcome outcome);

typedef struct att_run_info {
    const char *version;   /* of the program; NULL: ATT_VERSION */
    const char *data_hash; /* of rules, tables and model */
    uint32_t batch;        /* documents in a transaction; 0: 64 */
    bool import;           /* records that a person brings: see import.h */
} att_run_info;

/* Opens a run, or takes up again the unfinished one of the same version and data. */
att_status att_store_begin(att_store *store, const att_run_info *info, att_error *error);

/* Whether the open run has already dealt with the input of that name. */
att_status att_store_seen(bool *out, att_store *store, const char *input, att_error *error);

/* Keeps a coded document under an input's name, which is unique in the run ("file" or
 * "archive:17"). When the run has dealt with the name before, nothing happens and the old outcome
 * is given. A known text coded by an older version or other data gets new versions of its records.
 */
att_status att_store_add(att_outcome *out, att_store *store, const char *input,
                         const att_document *document, att_error *error);

/* Accounts for an input that yields no document: skipped or failed, with the reason. */
att_status att_store_account(att_store *store, const char *input, att_outcome outcome,
                             const char *reason, att_error *error);

/* Commits the open batch. */
att_status att_store_flush(att_store *store, att_error *error);

typedef struct att_tally {
    int64_t run;
    int64_t outcome[ATT_OUTCOME_COUNT];      /* inputs */
    int64_t added, changed, withdrawn, kept; /* record versions */
} att_tally;

/* Commits, and closes the run. The tally is the whole run's, interruptions included. */
att_status att_store_finish(att_tally *out, att_store *store, att_error *error);

/* Leaves the run unfinished, drops the open batch and lets other writers in. */
void att_store_abandon(att_store *store);

/* ---- reading -----------------------------------------------------------------------------------
 */

/* A prepared statement. Statements are kept and used again by their text, so `sql` must be constant
 * text: values go in by binding only. */
typedef struct att_query {
    att_store *store;
    struct sqlite3_stmt *statement;
    att_error *error;
    att_status status;
} att_query;

/* Begins a query. `error` is remembered: att_query_next reports there. A query that failed to open
 * yields no row. Finish each with att_query_end before the same text is opened again. */
void att_query_begin(att_query *query, att_store *store, const char *sql, att_error *error);
void att_query_text(att_query *query, int parameter, att_slice value);     /* parameters from 1 */
void att_query_string(att_query *query, int parameter, const char *value); /* NULL binds NULL */
void att_query_integer(att_query *query, int parameter, int64_t value);
void att_query_real(att_query *query, int parameter, double value);
void att_query_null(att_query *query, int parameter);

bool att_query_next(att_query *query); /* the next row; false at the end or on failure */
att_status att_query_end(att_query *query);

/* Runs a query that yields nothing, and ends it. */
att_status att_query_run(att_query *query);

/* The first column of the first row, or `missing`; ends the query. */
int64_t att_query_value(att_query *query, int64_t missing);

/* Columns from 0; slices are terminated by NUL and live until the next row. NULL reads as "" or 0.
 */
att_slice att_query_column(const att_query *query, int column);
int64_t att_query_number(const att_query *query, int column);
double att_query_double(const att_query *query, int column);
bool att_query_is_null(const att_query *query, int column);
att_day att_query_date(const att_query *query, int column); /* ATT_DAY_OPEN_START for no day */

/* Runs a statement that yields no rows. */
att_status att_store_execute(att_store *store, const char *sql, att_error *error);

/* From another thread: what is being read or written fails soon. Without effect between statements.
 */
void att_store_interrupt(att_store *store);

/* Write transactions outside a run. After a failure, `status` is what is handed on. */
att_status att_store_transaction(att_store *store, att_error *error);
att_status att_store_commit(att_store *store, att_status status, att_error *error);

/* A document as it was coded last, with its current records (corrections applied, rejected ones
 * left out), so that every output format writes it as it writes a fresh one. Tokens, parse and
 * mentions are not kept. Freed by att_document_free. */
att_status att_store_read(att_document **out, att_store *store, int64_t document, att_error *error);

/* Full text: the numbers of documents that match, best first, by a plain phrase of words
 * (each must occur; "…" keeps a phrase together; never FTS syntax). The query is of the form
 * number, date, title, snippet; end it as any other. */
void att_store_search(att_query *query, att_store *store, const char *words, int64_t limit,
                      att_error *error);

/* The numbers of all documents that match, in no order. */
void att_store_match(att_query *query, att_store *store, att_slice words, att_error *error);

#endif
