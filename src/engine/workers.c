/* workers.c - see workers.h.
 *
 * The ring is four counters that only grow: emitted <= taken <= admitted <= read,
 * and read - emitted never exceeds the number of jobs. A job belongs to whoever
 * stands between its counters, so only the counters need the lock. */
#include "engine/workers.h"

#include "base/error.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { JOBS_PER_THREAD = 8, THREADS_MOST = 256 };

typedef struct ring {
    const att_workers *workers;
    pthread_mutex_t lock;
    pthread_cond_t room, ready, done; /* for the reader, the workers, the caller */
    uint64_t read, admitted, taken, emitted;
    bool *finished; /* by job: the work is done */
    bool ended;     /* nothing more to read */
    bool stopping;  /* the caller failed: everyone goes home */
    att_status read_status;
    att_error read_error;
} ring;

uint32_t att_workers_threads(uint32_t wanted) {
    if (wanted == 0) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        wanted = cores > 0 ? (uint32_t)cores : 1;
    }
    return wanted < THREADS_MOST ? wanted : THREADS_MOST;
}

uint32_t att_workers_jobs(uint32_t threads) {
    threads = att_workers_threads(threads);
    return threads == 1 ? 1 : threads * JOBS_PER_THREAD;
}

static void *job_at(const att_workers *workers, uint64_t number) {
    return (char *)workers->jobs + (size_t)(number % workers->job_count) * workers->job_size;
}

/* ---- one thread ------------------------------------------------------------------------- */

static att_status run_alone(const att_workers *workers, att_error *error) {
    for (;;) {
        bool more = false;
        att_status status = workers->read(workers->context, workers->jobs, &more, error);
        if (status || !more)
            return status;
        if (workers->admit)
            status = workers->admit(workers->context, workers->jobs, error);
        if (!status) {
            workers->work(workers->context, workers->jobs);
            status = workers->emit(workers->context, workers->jobs, error);
        }
        if (status)
            return status;
    }
}

/* ---- several ---------------------------------------------------------------------------- */

static void *reader_main(void *argument) {
    ring *r = argument;
    const att_workers *workers = r->workers;
    pthread_mutex_lock(&r->lock);
    while (!r->ended) {
        while (r->read - r->emitted == workers->job_count && !r->stopping)
            pthread_cond_wait(&r->room, &r->lock);
        if (r->stopping)
            break;
        void *job = job_at(workers, r->read);
        pthread_mutex_unlock(&r->lock);
        bool more = false;
        att_error error = {0};
        att_status status = workers->read(workers->context, job, &more, &error);
        pthread_mutex_lock(&r->lock);
        if (status || !more) {
            r->ended = true;
            r->read_status = status;
            r->read_error = error;
            pthread_cond_broadcast(&r->ready);
        } else {
            r->read++;
            if (!workers->admit) {
                r->admitted = r->read;
                pthread_cond_signal(&r->ready);
            }
        }
        pthread_cond_signal(&r->done);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static void *worker_main(void *argument) {
    ring *r = argument;
    const att_workers *workers = r->workers;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (r->taken == r->admitted && !(r->ended && r->taken == r->read) && !r->stopping)
            pthread_cond_wait(&r->ready, &r->lock);
        if (r->stopping || r->taken == r->admitted)
            break;
        uint64_t number = r->taken++;
        pthread_mutex_unlock(&r->lock);
        workers->work(workers->context, job_at(workers, number));
        pthread_mutex_lock(&r->lock);
        r->finished[number % workers->job_count] = true;
        if (number == r->emitted)
            pthread_cond_signal(&r->done);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static bool can_admit(const ring *r) {
    return r->workers->admit && r->admitted < r->read;
}

static bool can_emit(const ring *r) {
    return r->emitted < r->taken && r->finished[r->emitted % r->workers->job_count];
}

/* The calling thread's part; holds the lock but while it works. */
static att_status take_results(ring *r, att_error *error) {
    const att_workers *workers = r->workers;
    att_status status = ATT_OK;
    while (!status) {
        while (!can_admit(r) && !can_emit(r) && !(r->ended && r->emitted == r->read))
            pthread_cond_wait(&r->done, &r->lock);
        if (can_admit(r)) {
            void *job = job_at(workers, r->admitted);
            pthread_mutex_unlock(&r->lock);
            status = workers->admit(workers->context, job, error);
            pthread_mutex_lock(&r->lock);
            r->admitted++;
            pthread_cond_signal(&r->ready);
        } else if (can_emit(r)) {
            void *job = job_at(workers, r->emitted);
            pthread_mutex_unlock(&r->lock);
            status = workers->emit(workers->context, job, error);
            pthread_mutex_lock(&r->lock);
            r->finished[r->emitted % workers->job_count] = false;
            r->emitted++;
            pthread_cond_signal(&r->room);
        } else {
            break;
        }
    }
    return status;
}

static void stop(ring *r, pthread_t *threads, uint32_t count) {
    pthread_mutex_lock(&r->lock);
    r->stopping = true;
    pthread_cond_broadcast(&r->room);
    pthread_cond_broadcast(&r->ready);
    pthread_mutex_unlock(&r->lock);
    for (uint32_t i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}

/* Starts the reader and as many workers as the system grants; at least one is needed. */
static uint32_t start(ring *r, pthread_t *threads, uint32_t wanted) {
    uint32_t count = 0;
    if (pthread_create(&threads[count], NULL, reader_main, r) != 0)
        return 0;
    for (count = 1; count <= wanted; count++)
        if (pthread_create(&threads[count], NULL, worker_main, r) != 0)
            break;
    return count;
}

static att_status run_ring(ring *r, pthread_t *threads, uint32_t wanted, att_error *error) {
    uint32_t count = start(r, threads, wanted);
    att_status status;
    if (count >= 2) {
        pthread_mutex_lock(&r->lock);
        status = take_results(r, error);
        pthread_mutex_unlock(&r->lock);
    } else {
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "no thread can start");
    }
    stop(r, threads, count);
    if (!status && r->read_status) {
        status = r->read_status;
        if (error)
            *error = r->read_error;
    }
    return status;
}

static att_status run_together(const att_workers *workers, uint32_t wanted, att_error *error) {
    ring r = {.workers = workers};
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);
    r.finished = calloc(workers->job_count, sizeof *r.finished);
    att_status status;
    if (threads && r.finished) {
        pthread_mutex_init(&r.lock, NULL);
        pthread_cond_init(&r.room, NULL);
        pthread_cond_init(&r.ready, NULL);
        pthread_cond_init(&r.done, NULL);
        status = run_ring(&r, threads, wanted, error);
        pthread_cond_destroy(&r.room);
        pthread_cond_destroy(&r.ready);
        pthread_cond_destroy(&r.done);
        pthread_mutex_destroy(&r.lock);
    } else {
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    }
    free(threads);
    free(r.finished);
    return status;
}

att_status att_workers_run(const att_workers *workers, att_error *error) {
    uint32_t threads = att_workers_threads(workers->threads);
    assert(workers->job_count >= att_workers_jobs(threads));
    return threads == 1 ? run_alone(workers, error) : run_together(workers, threads, error);
}
