/* adding.h - stories into an open database: what `add` and `watch` share. */
#ifndef ATT_CLI_ADDING_H
#define ATT_CLI_ADDING_H

#include "cli/batch.h"

typedef struct att_adding {
    att_store *store;
    /* Or NULL. Called in order before a story is coded; may rename it, or set `done_before`. */
    att_status (*admit)(struct att_adding *adding, att_batch_job *job, att_error *error);
    void *context;
    att_tally tally; /* of a run that was finished */
} att_adding;

/* A run over the batch's paths, and the register after it. Returns the exit code; what went wrong
 * is printed. The batch has arguments and engine, the rest is zero. */
int att_cli_add_batch(att_batch *batch, att_adding *adding);

#endif
