/* store.c - opening, checking and closing the database, and what to say when it fails.
 *
 * Migration 0 is the schema itself: a new file is an old file of version 0. */
#include "store/database.h"

#include "base/error.h"
#include "base/table.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { APPLICATION = 0x61747431 /* "att1" */, BUSY_MILLISECONDS = 10000 };

/* migrations[n] takes a database from version n to n + 1. */
static const char *const migrations[ATT_STORE_SCHEMA] = {
#include "store/schema.sql.inc"
    ,
#include "store/schema_2.sql.inc"
};

att_status att_store_fail(att_store *store, const char *doing, att_error *error) {
    sqlite3 *database = store->database;
    const char *path = store->path;
    int system = sqlite3_system_errno(database);
    switch (sqlite3_errcode(database) & 0xff) {
    case SQLITE_NOMEM:
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended while %s",
                             path, doing);
    case SQLITE_FULL:
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET,
                             "%s: the disk is full; what was committed is safe", path);
    case SQLITE_IOERR:
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET,
                             "%s: the disk failed while %s (%s); what was committed is safe", path,
                             doing, system ? strerror(system) : sqlite3_errmsg(database));
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET, "%s: may not be written", path);
    case SQLITE_CANTOPEN:
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET, "%s: cannot be opened (%s)", path,
                             system ? strerror(system) : sqlite3_errmsg(database));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET,
                             "%s: another program is writing to it", path);
    case SQLITE_NOTADB:
        return att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET, "%s: is no database", path);
    case SQLITE_CORRUPT:
        return att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET, "%s: is damaged (%s)", path,
                             sqlite3_errmsg(database));
    default:
        return att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET, "%s: %s while %s", path,
                             sqlite3_errmsg(database), doing);
    }
}

/* ---- opening ------------------------------------------------------------------------------------
 */

static int64_t pragma(att_store *store, const char *sql, att_error *error) {
    att_query query;
    att_query_begin(&query, store, sql, error);
    int64_t value = att_query_value(&query, 0);
    return query.status ? -1 : value;
}

/* Whether the file holds no table yet. */
static bool is_blank(att_store *store) {
    return pragma(store, "SELECT count(*) FROM sqlite_schema", NULL) == 0;
}

static att_status migrate(att_store *store, att_error *error) {
    att_status status = att_store_transaction(store, error);
    if (status)
        return status;
    int64_t version = pragma(store, "PRAGMA user_version", error); /* again: now it is ours alone */
    if (version < 0)
        status = ATT_ERROR_STORE;
    char set[64];
    for (; !status && version < ATT_STORE_SCHEMA; version++) {
        status = att_store_execute(store, migrations[version], error);
        snprintf(set, sizeof set, "PRAGMA user_version = %d", (int)version + 1);
        if (!status)
            status = att_store_execute(store, set, error);
    }
    snprintf(set, sizeof set, "PRAGMA application_id = %d", APPLICATION);
    if (!status)
        status = att_store_execute(store, set, error);
    return att_store_commit(store, status, error);
}

/* Sees to it that the file is ours and of our version. */
static att_status check_version(att_store *store, att_error *error) {
    int64_t version = pragma(store, "PRAGMA user_version", error);
    if (version < 0)
        return ATT_ERROR_STORE;
    int64_t application = pragma(store, "PRAGMA application_id", error);
    if (application != APPLICATION && !(application == 0 && is_blank(store)))
        return att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET,
                             "%s: is a database of another program", store->path);
    if (version > ATT_STORE_SCHEMA)
        return att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET,
                             "%s: has schema version %d; this program knows up to %d", store->path,
                             (int)version, ATT_STORE_SCHEMA);
    if (version == ATT_STORE_SCHEMA)
        return ATT_OK;
    if (store->mode == ATT_STORE_READ && version == 0)
        return att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET, "%s: is an empty database",
                             store->path);
    if (store->mode == ATT_STORE_READ)
        return att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET,
                             "%s: has schema version %d of %d; open it once for writing to migrate",
                             store->path, (int)version, ATT_STORE_SCHEMA);
    return migrate(store, error);
}

static att_status configure(att_store *store, att_error *error) {
    sqlite3_busy_timeout(store->database, BUSY_MILLISECONDS);
    sqlite3_extended_result_codes(store->database, 1);
    att_status status = att_store_execute(
        store, "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON",
        error);
    if (!status && store->mode != ATT_STORE_READ)
        status = att_store_execute(
            store,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536",
            error);
    return status;
}

/* A finished archive in a folder that may not be written: nobody else can write it either. */
static bool open_immutable(att_store *store) {
    struct stat log;
    att_slice path = att_slice_of(store->path);
    char *uri = malloc((size_t)path.size * 3 + 32), *wal = malloc((size_t)path.size + 5);
    bool opened = false;
    if (uri && wal) {
        snprintf(wal, (size_t)path.size + 5, "%s-wal", store->path);
        char *out = uri + sprintf(uri, "file:");
        for (uint32_t i = 0; i < path.size; i++)
            out += sprintf(out, strchr("%?#", path.data[i]) ? "%%%02X" : "%c", path.data[i]);
        strcpy(out, "?immutable=1");
        if (stat(wal, &log) || log.st_size == 0) {
            sqlite3_close(store->database);
            opened = !sqlite3_open_v2(uri, &store->database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                                      NULL);
        }
    }
    free(uri);
    free(wal);
    return opened;
}

static att_status open_database(att_store *store, att_error *error) {
    struct stat info;
    if (store->mode != ATT_STORE_CREATE && stat(store->path, &info))
        return att_error_set_errno(error, store->path, "open");
    int flags = store->mode == ATT_STORE_READ ? SQLITE_OPEN_READONLY
                                              : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(store->path, &store->database, flags | SQLITE_OPEN_NOMUTEX, NULL))
        return store->database ? att_store_fail(store, "opening", error)
                               : att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET,
                                               "%s: memory ended", store->path);
    att_status status = configure(store, error);
    if (!status)
        status = check_version(store, error);
    int code = sqlite3_errcode(store->database) & 0xff;
    if (status && store->mode == ATT_STORE_READ &&
        (code == SQLITE_CANTOPEN || code == SQLITE_READONLY)) {
        att_store_finalize(store);
        if (open_immutable(store) && !(status = configure(store, error)))
            status = check_version(store, error);
    }
    return status;
}

att_status att_store_open(att_store **out, const char *path, att_store_mode mode,
                          att_error *error) {
    *out = NULL;
    att_store *store = calloc(1, sizeof *store);
    if (!store || !(store->path = strdup(path))) {
        free(store);
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended", path);
    }
    store->mode = mode;
    store->lock = -1;
    att_status status = open_database(store, error);
    if (status) {
        att_store_close(store);
        return status;
    }
    *out = store;
    return ATT_OK;
}

void att_store_close(att_store *store) {
    if (!store)
        return;
    if (store->database && !sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    att_store_finalize(store);
    sqlite3_close(store->database);
    att_store_unlock(store);
    free(store->version);
    free(store->data_hash);
    free(store->path);
    free(store);
}

/* ---- transactions and locks
 * ----------------------------------------------------------------------- */

att_status att_store_transaction(att_store *store, att_error *error) {
    return att_store_execute(store, "BEGIN IMMEDIATE", error);
}

att_status att_store_commit(att_store *store, att_status status, att_error *error) {
    if (!status)
        status = att_store_execute(store, "COMMIT", error);
    if (status && !sqlite3_get_autocommit(store->database))
        sqlite3_exec(store->database, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

att_status att_store_touch(att_store *store, att_error *error) {
    att_query query;
    att_query_begin(&query, store, "UPDATE register_state SET changes = changes + 1", error);
    return att_query_run(&query);
}

/* The lock file may be removed by its former holder between our opening and our locking of it:
 * then what we hold is no longer the file of that name, and we try again. */
att_status att_store_lock(att_store *store, att_error *error) {
    size_t size = strlen(store->path) + 6;
    char *path = malloc(size);
    if (!path)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    snprintf(path, size, "%s-lock", store->path);
    att_status status = ATT_OK;
    while (!status && store->lock < 0) {
        struct stat held, named;
        int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (lock < 0)
            status = att_error_set_errno(error, path, "open");
        else if (flock(lock, LOCK_EX | LOCK_NB))
            status = att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET,
                                   "%s: another program is adding to it", store->path);
        else if (!fstat(lock, &held) && !stat(path, &named) && held.st_ino == named.st_ino)
            store->lock = lock;
        if (lock >= 0 && store->lock < 0)
            close(lock);
    }
    free(path);
    return status;
}

void att_store_unlock(att_store *store) {
    if (store->lock < 0)
        return;
    size_t size = strlen(store->path) + 6;
    char *path = malloc(size);
    if (path) {
        snprintf(path, size, "%s-lock", store->path);
        unlink(path);
        free(path);
    }
    close(store->lock);
    store->lock = -1;
}

/* ---- the whole file
 * --------------------------------------------------------------------------------- */

/* SQLite's reports have several lines, the last of which says what is wrong. */
static att_status damaged(att_store *store, att_error *error, const char *what) {
    const char *line = strrchr(what, '\n');
    return att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET, "%s: is damaged (%s)", store->path,
                         line ? line + 1 : what);
}

att_status att_store_check(att_store *store, att_error *error) {
    att_query query;
    att_status status = ATT_OK;
    att_query_begin(&query, store, "PRAGMA integrity_check(1)", error);
    if (att_query_next(&query) && !att_slice_is(att_query_column(&query, 0), "ok"))
        status = damaged(store, error, att_query_column(&query, 0).data);
    if (att_query_end(&query) || status)
        return status ? status : query.status;
    att_query_begin(&query, store, "PRAGMA foreign_key_check", error);
    if (att_query_next(&query))
        status = damaged(store, error, "a row refers to one that is missing");
    return att_query_end(&query) ? query.status : status;
}

/* ---- dated memberships
 * --------------------------------------------------------------------------------- */

/* The first or last day of "2006", "2006-05" or "2006-05-09"; NULL binds as open. */
static void bind_side(att_query *query, int parameter, att_slice date, bool last) {
    att_interval interval;
    if (!date.size || !att_interval_parse(&interval, date)) {
        att_query_null(query, parameter);
        return;
    }
    att_query_day(query, parameter, last ? interval.last : interval.first);
}

static att_status load_groups_of(att_store *store, att_arena *arena, const char *dir,
                                 att_error *error) {
    att_table table;
    att_status status = att_table_open(&table, arena, dir, "groups.tsv", "group", error);
    while (!status && att_table_next(&table)) {
        att_query query;
        att_query_begin(&query, store,
                        "INSERT OR REPLACE INTO membership VALUES (?1, ?2, ?3, ?4, ?5)", error);
        att_query_text(&query, 1, table.column[0]);
        att_query_text(&query, 2, table.column[1]);
        bind_side(&query, 3, table.column[2], false);
        bind_side(&query, 4, table.column[3], true);
        att_query_text(&query, 5, table.column[4]);
        status = att_query_run(&query);
    }
    return status;
}

/* Capitals and metonyms stand for places too, and stay in a name. */
static att_status load_names_of(att_store *store, att_arena *arena, const char *dir,
                                att_error *error) {
    att_table table;
    att_status status = att_table_open(&table, arena, dir, "state_names.tsv", "code", error);
    while (!status && att_table_next(&table)) {
        if (att_slice_is(table.column[2], "capital") || att_slice_is(table.column[2], "metonym"))
            continue;
        att_query query;
        att_query_begin(&query, store, "INSERT OR IGNORE INTO state_name VALUES (?1, ?2)", error);
        att_query_text(&query, 1, table.column[0]);
        att_query_text(&query, 2, att_utf8_fold(arena, table.column[1]));
        status = att_query_run(&query);
    }
    return status;
}

typedef att_status load_table(att_store *store, att_arena *arena, const char *dir,
                              att_error *error);

/* The built-in table must be there, the user's own may. */
static att_status load_both(att_store *store, att_arena *arena, const char *const dirs[2],
                            const char *name, load_table *load, att_error *error) {
    att_status status = ATT_OK;
    for (int i = 0; i < 2 && !status; i++) {
        char world[1024], table[1100];
        if (!dirs[i] || snprintf(world, sizeof world, "%s/world", dirs[i]) >= (int)sizeof world)
            continue;
        snprintf(table, sizeof table, "%s/%s", world, name);
        if (i == 0 || access(table, R_OK) == 0)
            status = load(store, arena, world, error);
    }
    return status;
}

att_status att_store_load_world(att_store *store, const char *data_dir, const char *overlay_dir,
                                att_error *error) {
    const char *const dirs[] = {data_dir, overlay_dir};
    att_status status = att_store_transaction(store, error);
    if (status)
        return status;
    att_arena arena;
    att_arena_init(&arena);
    status = att_store_execute(store, "DELETE FROM membership; DELETE FROM state_name", error);
    if (!status)
        status = load_both(store, &arena, dirs, "groups.tsv", load_groups_of, error);
    if (!status)
        status = load_both(store, &arena, dirs, "state_names.tsv", load_names_of, error);
    att_arena_release(&arena);
    return att_store_commit(store, status, error);
}
