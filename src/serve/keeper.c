/* keeper.c - the connections to the database, and the thread that keeps the shelves and the
 * register up to date.
 *
 * Readers wait in a pool; each holds one state of the database while it is out. One connection
 * writes, one holder at a time. The keeper's thread computes the register after a judgement, and
 * makes new shelves when the register has changed, by whomever. On a large archive the register
 * takes a while: then the keeper waits until nothing has been judged for some time. */
#include "base/clock.h"
#include "base/error.h"
#include "serve/call.h"
#include "store/register.h"

#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { READERS_MOST = 12, WAIT_MILLISECONDS = 1500, SHELVES_MILLISECONDS = 30000, POLL = 500 };

struct att_keeper {
    const char *path;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    att_store *idle[READERS_MOST];
    uint32_t idle_count, out_count;
    att_shelves *shelves;

    att_store *writer;
    bool writing;            /* somebody holds the writer */
    uint64_t asked, settled; /* changes that were written, and those in the register */
    int64_t asked_at, took;  /* when the last one came; how long the register took: milliseconds */
    att_store *own;          /* the thread's reader */
    bool stop;
};

/* Waits for a change, with the lock held; false when the time is over. */
static bool wait_until(att_keeper *keeper, int64_t end) {
    struct timespec until = {end / 1000, end % 1000 * 1000000};
    return pthread_cond_timedwait(&keeper->changed, &keeper->lock, &until) == 0 ||
           att_milliseconds() < end;
}

/* ---- readers -------------------------------------------------------------------------------- */

static att_store *take_idle(att_keeper *keeper, bool *may_open) {
    int64_t end = att_milliseconds() + WAIT_MILLISECONDS;
    pthread_mutex_lock(&keeper->lock);
    while (!keeper->idle_count && keeper->out_count == READERS_MOST && wait_until(keeper, end))
        continue;
    att_store *reader = keeper->idle_count ? keeper->idle[--keeper->idle_count] : NULL;
    *may_open = !reader && keeper->out_count < READERS_MOST;
    keeper->out_count += reader || *may_open;
    pthread_mutex_unlock(&keeper->lock);
    return reader;
}

static void drop_reader(att_keeper *keeper, att_store *reader) {
    att_store_close(reader);
    pthread_mutex_lock(&keeper->lock);
    keeper->out_count--;
    pthread_cond_broadcast(&keeper->changed);
    pthread_mutex_unlock(&keeper->lock);
}

att_store *att_keeper_take(att_keeper *keeper, att_error *error) {
    bool may_open;
    att_store *reader = take_idle(keeper, &may_open);
    if (!reader && !may_open) {
        att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "too many readers at once");
        return NULL;
    }
    att_status status =
        reader ? ATT_OK : att_store_open(&reader, keeper->path, ATT_STORE_READ, error);
    if (!status)
        status = att_store_execute(reader, "BEGIN", error);
    if (!status)
        return reader;
    drop_reader(keeper, reader);
    return NULL;
}

void att_keeper_give(att_keeper *keeper, att_store *reader) {
    if (att_store_execute(reader, "COMMIT", NULL)) {
        drop_reader(keeper, reader);
        return;
    }
    pthread_mutex_lock(&keeper->lock);
    keeper->idle[keeper->idle_count++] = reader;
    keeper->out_count--;
    pthread_cond_broadcast(&keeper->changed);
    pthread_mutex_unlock(&keeper->lock);
}

/* ---- shelves -------------------------------------------------------------------------------- */

/* What the register was computed from: another number, another register. */
static att_status read_version(int64_t *out, att_store *store, att_error *error) {
    att_query query;
    att_query_begin(&query, store, "SELECT computed FROM register_state", error);
    *out = att_query_next(&query) ? att_query_number(&query, 0) : -1;
    return att_query_end(&query);
}

static void release_held(att_shelves *shelves) {
    if (shelves && --shelves->holders == 0)
        att_shelves_free(shelves);
}

att_shelves *att_keeper_shelves(att_keeper *keeper, att_store *reader, att_error *error) {
    int64_t version, end = att_milliseconds() + SHELVES_MILLISECONDS;
    if (read_version(&version, reader, error))
        return NULL;
    pthread_mutex_lock(&keeper->lock);
    while (!keeper->stop && (!keeper->shelves || keeper->shelves->version < version)) {
        pthread_cond_broadcast(&keeper->changed);
        if (!wait_until(keeper, end))
            break;
    }
    att_shelves *shelves = keeper->shelves;
    if (shelves)
        shelves->holders++;
    else
        att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "the archive is still being read");
    pthread_mutex_unlock(&keeper->lock);
    return shelves;
}

void att_keeper_release(att_keeper *keeper, att_shelves *shelves) {
    pthread_mutex_lock(&keeper->lock);
    release_held(shelves);
    pthread_mutex_unlock(&keeper->lock);
}

static att_status renew_shelves(att_keeper *keeper, att_error *error) {
    int64_t version;
    att_status status = read_version(&version, keeper->own, error);
    if (status || (keeper->shelves && keeper->shelves->version == version))
        return status;
    /* The old ones go first, so that there are never two: who asks now waits for the new ones. */
    pthread_mutex_lock(&keeper->lock);
    release_held(keeper->shelves);
    keeper->shelves = NULL;
    pthread_mutex_unlock(&keeper->lock);
    att_shelves *fresh;
    status = att_shelves_load(&fresh, keeper->own, error);
    malloc_trim(0);
    if (status)
        return status;
    fresh->version = version;
    pthread_mutex_lock(&keeper->lock);
    keeper->shelves = fresh;
    pthread_cond_broadcast(&keeper->changed);
    pthread_mutex_unlock(&keeper->lock);
    return ATT_OK;
}

/* ---- writing -------------------------------------------------------------------------------- */

att_store *att_keeper_write(att_keeper *keeper, att_error *error) {
    int64_t end = att_milliseconds() + 4 * (int64_t)WAIT_MILLISECONDS;
    pthread_mutex_lock(&keeper->lock);
    while (keeper->writing && wait_until(keeper, end))
        continue;
    bool mine = !keeper->writing;
    keeper->writing |= mine;
    pthread_mutex_unlock(&keeper->lock);
    if (!mine) {
        att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET,
                      "the register is being computed; please try again in a moment");
        return NULL;
    }
    if (keeper->writer || !att_store_open(&keeper->writer, keeper->path, ATT_STORE_WRITE, error))
        return keeper->writer;
    keeper->writer = NULL;
    att_keeper_wrote(keeper, false);
    return NULL;
}

bool att_keeper_wrote(att_keeper *keeper, bool changed) {
    pthread_mutex_lock(&keeper->lock);
    keeper->writing = false;
    uint64_t mine = keeper->asked += changed;
    keeper->asked_at = changed ? att_milliseconds() : keeper->asked_at;
    pthread_cond_broadcast(&keeper->changed);
    int64_t end = att_milliseconds() + (keeper->took < WAIT_MILLISECONDS ? WAIT_MILLISECONDS : 0);
    while (changed && keeper->settled < mine && wait_until(keeper, end))
        continue;
    bool settled = keeper->settled >= mine;
    pthread_mutex_unlock(&keeper->lock);
    return settled;
}

/* Whether the register is to be computed now; with the lock held. */
static bool is_due(const att_keeper *keeper) {
    int64_t quiet = keeper->took < WAIT_MILLISECONDS ? 0 : keeper->took;
    return keeper->asked > keeper->settled && !keeper->writing &&
           att_milliseconds() - keeper->asked_at >= quiet;
}

static void settle(att_keeper *keeper) {
    att_error error = {0};
    uint64_t upto = keeper->asked;
    keeper->writing = true;
    pthread_mutex_unlock(&keeper->lock);
    int64_t began = att_milliseconds();
    att_status status = att_register_update(keeper->writer, NULL, &error);
    if (!status)
        renew_shelves(keeper, &error);
    pthread_mutex_lock(&keeper->lock);
    keeper->writing = false;
    keeper->took = att_milliseconds() - began;
    if (!status)
        keeper->settled = upto;
    else
        keeper->asked_at = att_milliseconds() + WAIT_MILLISECONDS;
    pthread_cond_broadcast(&keeper->changed);
}

static void *keep(void *context) {
    att_keeper *keeper = context;
    pthread_mutex_lock(&keeper->lock);
    while (!keeper->stop) {
        if (is_due(keeper)) {
            settle(keeper);
            continue;
        }
        pthread_mutex_unlock(&keeper->lock);
        renew_shelves(keeper, NULL);
        pthread_mutex_lock(&keeper->lock);
        if (!keeper->stop && !is_due(keeper))
            wait_until(keeper, att_milliseconds() + POLL);
    }
    pthread_mutex_unlock(&keeper->lock);
    return NULL;
}

/* ---- the keeper ----------------------------------------------------------------------------- */

/* A register that is behind its records is computed before anything is shown. */
static att_status catch_up(att_keeper *keeper, bool read_only, att_error *error) {
    att_query query;
    att_query_begin(&query, keeper->own, "SELECT changes <> computed FROM register_state", error);
    bool behind = att_query_next(&query) && att_query_number(&query, 0);
    att_status status = att_query_end(&query);
    if (status || !behind || read_only)
        return status;
    att_store *writer = att_keeper_write(keeper, error);
    if (!writer)
        return ATT_OK; /* it may not be written: shown as it is */
    int64_t began = att_milliseconds();
    status = att_register_update(writer, NULL, error);
    keeper->took = att_milliseconds() - began;
    att_keeper_wrote(keeper, false);
    return status;
}

att_status att_keeper_open(att_keeper **out, att_server *server, att_error *error) {
    att_keeper *keeper = calloc(1, sizeof *keeper);
    if (!keeper)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&keeper->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&keeper->lock, NULL);
    keeper->path = server->database;
    keeper->stop = true;
    att_status status = att_store_open(&keeper->own, keeper->path, ATT_STORE_READ, error);
    if (!status)
        status = catch_up(keeper, server->read_only, error);
    if (!status)
        status = renew_shelves(keeper, error);
    keeper->stop = false;
    if (!status && pthread_create(&keeper->thread, NULL, keep, keeper)) {
        keeper->stop = true;
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "no thread to be had");
    } else if (status) {
        keeper->stop = true;
    }
    if (status)
        att_keeper_close(keeper);
    else
        *out = keeper;
    return status;
}

void att_keeper_close(att_keeper *keeper) {
    if (!keeper)
        return;
    pthread_mutex_lock(&keeper->lock);
    bool running = !keeper->stop;
    keeper->stop = true;
    pthread_cond_broadcast(&keeper->changed);
    pthread_mutex_unlock(&keeper->lock);
    if (running)
        pthread_join(keeper->thread, NULL);
    while (keeper->idle_count)
        att_store_close(keeper->idle[--keeper->idle_count]);
    att_store_close(keeper->own);
    att_store_close(keeper->writer);
    release_held(keeper->shelves);
    pthread_mutex_destroy(&keeper->lock);
    pthread_cond_destroy(&keeper->changed);
    free(keeper);
}
