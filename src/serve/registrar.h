/* registrar.h - the process that computes the register for the server.
 *
 * The register of a large archive takes memory and time. Computed beside the server, at lower
 * priority, it slows no reader, what it took goes back whole, and it can be broken off. */
#ifndef ATT_SERVE_REGISTRAR_H
#define ATT_SERVE_REGISTRAR_H

#include "attache.h"

typedef struct att_registrar att_registrar;

/* Before the caller has threads, and before it has any database open: the process is forked. */
att_status att_registrar_open(att_registrar **out, const char *database, att_error *error);
void att_registrar_close(att_registrar *registrar);

/* From any thread: ends the process, whatever it does. What runs, fails. */
void att_registrar_end(att_registrar *registrar);

/* Computes the register, and waits for it. */
att_status att_registrar_run(att_registrar *registrar, att_error *error);

/* From another thread: breaks off what is being computed, soon; to be asked again while it lasts.
 */
void att_registrar_interrupt(att_registrar *registrar);

#endif
