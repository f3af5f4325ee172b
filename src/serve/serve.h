/* serve.h - the desk in the browser: one HTTP server over one database.
 *
 * A server owns its threads: the HTTP workers, which read, and the keeper, which writes judgements
 * into the register and renews the shelves when the database has changed. Every reader is a
 * connection of its own in WAL mode, so that nobody waits for a writer. */
#ifndef ATT_SERVE_SERVE_H
#define ATT_SERVE_SERVE_H

#include "attache.h"

#include <stdbool.h>

enum { ATT_SERVE_PORT = 8710 };

typedef struct att_server att_server;

typedef struct att_serve_options {
    const char *database;
    const char *data_dir;
    const char *address;    /* NULL: 127.0.0.1 */
    unsigned port;          /* 0: any free one */
    const char *token_file; /* a secret that visitors name; needed beyond this machine */
    const char *country;    /* the desk's own state; NULL: the one that takes part most */
    const char *desk;       /* the desk's own names, groups and sources; or NULL */
    bool read_only;         /* no judgements */
} att_serve_options;

/* Listens at once. Refuses an address beyond this machine without a token. */
att_status att_server_open(att_server **out, const att_serve_options *options, att_error *error);
unsigned att_server_port(const att_server *server);
void att_server_close(att_server *server);

#endif
