/* database.h - what the files of the store share: the open database and its way of failing. */
#ifndef ATT_STORE_DATABASE_H
#define ATT_STORE_DATABASE_H

#include "store/store.h"

#include <sqlite3.h>

typedef struct kept_statement {
    const char *sql;
    sqlite3_stmt *statement;
    bool busy;
} kept_statement;

struct att_store {
    sqlite3 *database;
    char *path;
    att_store_mode mode;
    int lock; /* of the writer's lock file; -1: none */
    kept_statement *kept;
    size_t kept_count, kept_capacity;

    int64_t run; /* the open run; 0: none */
    char *version, *data_hash;
    bool import;
    uint32_t batch, pending; /* documents in a transaction, and so far */
    bool in_batch;
};

/* Turns SQLite's last failure into one sentence; `doing` is what could not be done. */
att_status att_store_fail(att_store *store, const char *doing, att_error *error);

/* Binds a day as text, an open side as NULL. */
void att_query_day(att_query *query, int parameter, att_day day);

/* Runs `sql`, which takes a number and the name of a field, for each of the fields. */
att_status att_store_insert_fields(att_store *store, const char *sql, int64_t number,
                                   att_fields fields, att_error *error);

/* Notes that coded or judged tables have changed. */
att_status att_store_touch(att_store *store, att_error *error);

/* One writer of runs at a time: a lock file beside the database. */
att_status att_store_lock(att_store *store, att_error *error);
void att_store_unlock(att_store *store);

void att_store_finalize(att_store *store);

#endif
