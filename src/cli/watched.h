/* watched.h - the sources that `watch` follows: which have changed since they were read last. */
#ifndef ATT_CLI_WATCHED_H
#define ATT_CLI_WATCHED_H

#include "cli/fetch.h"
#include "store/store.h"

typedef struct att_watched {
    const char *source; /* an address or a path */
    const char *path;   /* where to read it from: itself, or the file it was fetched into */
    att_fetch state;    /* `tag` and `modified` also of paths */
    int64_t failures, next;
    bool changed;
} att_watched;

/* What is remembered of the source, if anything. */
att_status att_watched_read(att_watched *watched, att_store *store, att_error *error);

/* Looks at the source; fetches an address into `file` if it is time. Sets `changed`. A source that
 * cannot be read is an error, remembered with the time to try again. */
att_status att_watched_look(att_watched *watched, const char *file, int64_t now, att_error *error);

/* Keeps the state: after what was read is safely in the database, or after a failure. */
att_status att_watched_write(const att_watched *watched, att_store *store, att_error *error);

#endif
