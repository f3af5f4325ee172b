/* workers.h - many jobs on several threads, with results in the order of the input.
 *
 * One thread reads jobs into a ring of bounded size, any number work on them, and
 * the calling thread takes the results in input order. Nothing here depends on how
 * many threads there are, so neither does any output. With one thread everything
 * happens in the caller, and no thread is made. */
#ifndef ATT_ENGINE_WORKERS_H
#define ATT_ENGINE_WORKERS_H

#include "attache.h"

#include <stdbool.h>

typedef struct att_workers {
    uint32_t threads; /* that work; 0: one for each core */
    void *jobs;       /* the caller's array of job structures, used again and again … */
    size_t job_size;
    uint32_t job_count; /* … at least att_workers_jobs(threads) of them */
    void *context;      /* handed to every function */

    /* Fills the next job; `*more` false at the end. Called from one thread, in order. */
    att_status (*read)(void *context, void *job, bool *more, att_error *error);

    /* Before the work, in the calling thread and in order: whether the job is to be done may
     * depend on what only that thread may touch. Or NULL. */
    att_status (*admit)(void *context, void *job, att_error *error);

    /* The work, in any thread; what fails is kept in the job. */
    void (*work)(void *context, void *job);

    /* Takes a finished job, in the calling thread and in order. */
    att_status (*emit)(void *context, void *job, att_error *error);
} att_workers;

/* How many threads 0 stands for, and how many jobs keep that many threads busy. */
uint32_t att_workers_threads(uint32_t wanted);
uint32_t att_workers_jobs(uint32_t threads);

/* Runs until the end of the input or the first failure of read, admit or emit; jobs that were
 * read before a failing read are still emitted. */
att_status att_workers_run(const att_workers *workers, att_error *error);

#endif
