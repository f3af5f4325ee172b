/* keeper.c - the connections to the database, and the thread that keeps the shelves and the
 * register up to date.
 *
 * Each reader stays with one state of the database, over many requests, until the keeper moves to a
 * later one; it moves when it has the shelves that go with it, so that nobody waits for shelves
 * while the old ones are still true of what the readers see. `generation` counts the moves.
 *
 * One connection writes, one holder at a time. A decision that changes nothing in the register
 * (accepted, noted) makes new only what the shelves know of decisions; after another one the
 * registrar computes the register. On a large archive that takes a while: it waits until nothing
 * has been decided for some time, and is broken off for the next decision. */
#include "base/clock.h"
#include "base/error.h"
#include "serve/call.h"
#include "serve/registrar.h"

#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum {
    READERS_MOST = 12,
    READERS_READY = 6, /* that hold a state before they are asked for */
    WAIT = 1500,       /* milliseconds */
    WRITE_WAIT = 6000,
    LONG_WAIT = 300, /* for a register that takes longer than WAIT */
    QUIET_MOST = 20000,
    RETRY = 30000,
    POLL = 500,
    NUDGE = 50
};

typedef struct reader {
    att_store *store;    /* NULL: not opened yet */
    uint64_t generation; /* of the state that it holds; 0: it holds none */
    bool out;
} reader;

/* What the register says of itself, and SQLite of other programs' writing. */
typedef struct database_state {
    int64_t changes, computed, judgements, data_version;
} database_state;

struct att_keeper {
    const char *path;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    reader readers[READERS_MOST];
    uint64_t generation;
    att_shelves *shelves;
    att_error failure; /* why there are no shelves */

    att_store *writer;
    bool writing;         /* somebody holds the writer */
    uint32_t waiting;     /* who want it */
    uint64_t asked;       /* decisions that were written */
    uint64_t settled;     /* … and that the shelves show */
    int64_t due_at, took; /* when the register may be computed; how long that takes: milliseconds */
    att_registrar *registrar; /* NULL: for reading only */
    bool computing;

    att_store *own; /* the thread's reader, and the state that it saw last */
    database_state seen;
    bool stop;
};

/* Waits for a change, with the lock held; false when the time is over. */
static bool wait_until(att_keeper *keeper, int64_t end) {
    struct timespec until = {end / 1000, end % 1000 * 1000000};
    return pthread_cond_timedwait(&keeper->changed, &keeper->lock, &until) == 0 ||
           att_milliseconds() < end;
}

static att_status read_state(database_state *out, att_store *store, att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT changes, computed, (SELECT count(*) + count(undone) FROM judgement), "
                    "data_version FROM register_state, pragma_data_version",
                    error);
    *out = (database_state){-1, -1, -1, -1};
    if (att_query_next(&query))
        *out = (database_state){att_query_number(&query, 0), att_query_number(&query, 1),
                                att_query_number(&query, 2), att_query_number(&query, 3)};
    return att_query_end(&query);
}

/* ---- readers -------------------------------------------------------------------------------- */

/* Lets go of the state that a reader holds. */
static void let_go(reader *held) {
    if (held->generation && att_store_execute(held->store, "COMMIT", NULL)) {
        att_store_close(held->store);
        held->store = NULL;
    }
    held->generation = 0;
}

/* Begins with the present state of the database; `computed` says of which register that is. */
static att_status begin_state(reader *one, const char *path, int64_t *computed, att_error *error) {
    database_state state = {0};
    att_status status =
        one->store ? ATT_OK : att_store_open(&one->store, path, ATT_STORE_READ, error);
    if (!status)
        status = att_store_execute(one->store, "BEGIN", error);
    if (!status)
        status = read_state(&state, one->store, error);
    if (status) {
        att_store_close(one->store);
        one->store = NULL;
    }
    *computed = state.computed;
    return status;
}

/* With the lock held: readers go on to the present state, and stay with it. */
static void move_on(att_keeper *keeper) {
    keeper->generation++;
    for (int i = 0; i < READERS_MOST; i++) {
        reader *one = &keeper->readers[i];
        int64_t computed;
        if (one->out)
            continue;
        let_go(one);
        if (i < READERS_READY && keeper->shelves &&
            !begin_state(one, keeper->path, &computed, NULL))
            one->generation = keeper->generation;
        if (one->generation && computed != keeper->shelves->computed)
            let_go(one);
    }
    pthread_cond_broadcast(&keeper->changed);
}

/* One that holds the present state, else an open one, else one to be opened; NULL: all are out. */
static reader *find_reader(att_keeper *keeper) {
    reader *found = NULL;
    for (int i = 0; i < READERS_MOST; i++) {
        reader *one = &keeper->readers[i];
        if (!one->out &&
            (!found || one->generation > found->generation || (one->store && !found->store)))
            found = one;
    }
    return found;
}

static void release_held(att_shelves *shelves) {
    if (!shelves || --shelves->holders)
        return;
    att_shelves *base = shelves->base;
    att_shelves_free(shelves);
    release_held(base);
}

/* With the lock held. Takes the reader with the shelves, if the two belong together. */
static bool take_pair(att_keeper *keeper, att_call *call, reader *one) {
    int64_t computed = keeper->shelves->computed;
    uint64_t generation = keeper->generation;
    att_status status = ATT_OK;
    call->shelves = keeper->shelves;
    call->shelves->holders++;
    one->out = true;
    if (!one->generation) {
        pthread_mutex_unlock(&keeper->lock);
        status = begin_state(one, keeper->path, &computed, &call->error);
        pthread_mutex_lock(&keeper->lock);
        one->generation = status ? 0 : generation;
    }
    if (!status && computed == call->shelves->computed) {
        call->store = one->store;
        return true;
    }
    one->out = false;
    let_go(one);
    release_held(call->shelves);
    call->shelves = NULL;
    return false;
}

bool att_keeper_take(att_keeper *keeper, att_call *call) {
    int64_t end = att_milliseconds() + WAIT;
    bool taken = false, waits = true;
    pthread_mutex_lock(&keeper->lock);
    while (!taken && waits && !call->error.status) {
        reader *one = keeper->shelves ? find_reader(keeper) : NULL;
        taken = one && take_pair(keeper, call, one);
        if (!taken)
            waits = !keeper->failure.status && wait_until(keeper, end);
    }
    if (!taken && !call->error.status && keeper->failure.status)
        call->error = keeper->failure;
    else if (!taken && !call->error.status)
        att_error_set(&call->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET,
                      keeper->shelves ? "too many readers at once"
                                      : "the archive is still being read");
    pthread_mutex_unlock(&keeper->lock);
    return taken;
}

void att_keeper_give(att_keeper *keeper, att_store *store) {
    pthread_mutex_lock(&keeper->lock);
    for (int i = 0; i < READERS_MOST; i++) {
        reader *one = &keeper->readers[i];
        if (one->store != store)
            continue;
        one->out = false;
        if (one->generation != keeper->generation)
            let_go(one);
    }
    pthread_cond_broadcast(&keeper->changed);
    pthread_mutex_unlock(&keeper->lock);
}

void att_keeper_release(att_keeper *keeper, att_shelves *shelves) {
    pthread_mutex_lock(&keeper->lock);
    release_held(shelves);
    pthread_mutex_unlock(&keeper->lock);
}

/* ---- shelves -------------------------------------------------------------------------------- */

static void put_shelves(att_keeper *keeper, att_shelves *fresh, const database_state *state) {
    fresh->computed = state->computed;
    fresh->changes = state->changes;
    fresh->judgements = state->judgements;
    pthread_mutex_lock(&keeper->lock);
    if (fresh->base)
        fresh->base->holders++;
    release_held(keeper->shelves);
    keeper->shelves = fresh;
    keeper->failure = (att_error){0};
    move_on(keeper);
    pthread_mutex_unlock(&keeper->lock);
}

/* Makes the shelves agree with the database, as far as they do not. One state of the database for
 * all queries. */
static att_status renew(att_keeper *keeper, database_state *state, att_error *error) {
    att_shelves *fresh = NULL;
    att_status status = att_store_execute(keeper->own, "BEGIN", error);
    if (!status)
        status = read_state(state, keeper->own, error);
    if (!status && (!keeper->shelves || keeper->shelves->computed != state->computed))
        status = att_shelves_load(&fresh, keeper->own, error);
    else if (!status && (keeper->shelves->judgements != state->judgements ||
                         keeper->shelves->changes != state->changes))
        status = att_shelves_rejudge(&fresh, keeper->shelves, keeper->own, error);
    att_store_execute(keeper->own, "COMMIT", NULL);
    if (!status && fresh) {
        put_shelves(keeper, fresh, state);
        malloc_trim(0);
    }
    return status;
}

/* `asked` is what the shelves show afterwards, unless the register is behind. With the lock held;
 * gives it up meanwhile. */
static void refresh(att_keeper *keeper, uint64_t asked) {
    att_error error = {0};
    database_state state;
    pthread_mutex_unlock(&keeper->lock);
    att_status status = renew(keeper, &state, &error);
    pthread_mutex_lock(&keeper->lock);
    if (status) {
        keeper->failure = keeper->shelves ? keeper->failure : error;
        pthread_cond_broadcast(&keeper->changed);
        return;
    }
    if (state.data_version != keeper->seen.data_version)
        move_on(keeper);
    keeper->seen = state;
    if (state.changes == state.computed && keeper->settled < asked) {
        keeper->settled = asked;
        pthread_cond_broadcast(&keeper->changed);
    }
}

/* ---- writing -------------------------------------------------------------------------------- */

att_store *att_keeper_write(att_keeper *keeper, att_error *error) {
    int64_t end = att_milliseconds() + WRITE_WAIT, now = 0;
    pthread_mutex_lock(&keeper->lock);
    keeper->waiting++;
    while ((keeper->writing || keeper->computing) && (now = att_milliseconds()) < end) {
        if (keeper->computing)
            att_registrar_interrupt(keeper->registrar);
        wait_until(keeper, now + NUDGE);
    }
    keeper->waiting--;
    bool mine = !keeper->writing && !keeper->computing;
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

bool att_keeper_wrote(att_keeper *keeper, bool decided) {
    pthread_mutex_lock(&keeper->lock);
    int64_t now = att_milliseconds();
    int64_t quiet = keeper->took < WAIT ? 0 : keeper->took;
    keeper->writing = false;
    uint64_t mine = keeper->asked += decided;
    if (decided)
        keeper->due_at = now + (quiet < QUIET_MOST ? quiet : QUIET_MOST);
    move_on(keeper);
    int64_t end = now + (quiet ? LONG_WAIT : WAIT);
    while (decided && keeper->settled < mine && wait_until(keeper, end))
        continue;
    bool settled = keeper->settled >= mine;
    pthread_mutex_unlock(&keeper->lock);
    return settled;
}

/* Whether the register is to be computed now; with the lock held. */
static bool is_due(const att_keeper *keeper) {
    return keeper->asked > keeper->settled && keeper->registrar && !keeper->writing &&
           !keeper->waiting && att_milliseconds() >= keeper->due_at;
}

/* With the lock held; gives it up meanwhile. */
static void compute(att_keeper *keeper) {
    int64_t began = att_milliseconds();
    keeper->computing = true;
    pthread_mutex_unlock(&keeper->lock);
    att_status status = att_registrar_run(keeper->registrar, NULL);
    pthread_mutex_lock(&keeper->lock);
    keeper->computing = false;
    if (!status)
        keeper->took = att_milliseconds() - began;
    else if (!keeper->waiting)
        keeper->due_at = att_milliseconds() + RETRY;
    pthread_cond_broadcast(&keeper->changed);
}

/* Until something changes, or the register is due. */
static void rest(att_keeper *keeper) {
    int64_t now = att_milliseconds(), end = now + POLL;
    bool waits = keeper->asked > keeper->settled && keeper->due_at > now;
    wait_until(keeper, waits && keeper->due_at < end ? keeper->due_at : end);
}

/* A register that is behind its records is computed before anything is shown. */
static void *keep(void *context) {
    att_keeper *keeper = context;
    pthread_mutex_lock(&keeper->lock);
    if (is_due(keeper))
        compute(keeper);
    while (!keeper->stop) {
        uint64_t asked = keeper->asked;
        refresh(keeper, asked);
        if (keeper->stop)
            break;
        if (is_due(keeper))
            compute(keeper);
        else if (keeper->asked == asked)
            rest(keeper);
    }
    pthread_mutex_unlock(&keeper->lock);
    return NULL;
}

/* ---- the keeper ----------------------------------------------------------------------------- */

static att_status start_thread(att_keeper *keeper, att_error *error) {
    keeper->stop = false;
    if (!pthread_create(&keeper->thread, NULL, keep, keeper))
        return ATT_OK;
    keeper->stop = true;
    return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "no thread to be had");
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
    keeper->generation = 1;
    keeper->stop = true;
    att_status status =
        server->read_only ? ATT_OK : att_registrar_open(&keeper->registrar, keeper->path, error);
    if (!status)
        status = att_store_open(&keeper->own, keeper->path, ATT_STORE_READ, error);
    if (!status)
        status = read_state(&keeper->seen, keeper->own, error);
    keeper->asked = keeper->registrar && keeper->seen.changes != keeper->seen.computed;
    if (!status)
        status = start_thread(keeper, error);
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
    if (keeper->registrar)
        att_registrar_end(keeper->registrar);
    if (running)
        pthread_join(keeper->thread, NULL);
    for (int i = 0; i < READERS_MOST; i++)
        att_store_close(keeper->readers[i].store);
    att_store_close(keeper->own);
    att_store_close(keeper->writer);
    att_registrar_close(keeper->registrar);
    release_held(keeper->shelves);
    pthread_mutex_destroy(&keeper->lock);
    pthread_cond_destroy(&keeper->changed);
    free(keeper);
}
