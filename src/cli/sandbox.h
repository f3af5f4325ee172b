/* sandbox.h - takes from the process what reading stories does not need, before it reads any.
 *
 * The network, starting programs and looking into other processes are refused by seccomp; writing,
 * making and removing files, but for those that the command line names, by Landlock. Each holds for
 * good, and where the kernel lets it. */
#ifndef ATT_CLI_SANDBOX_H
#define ATT_CLI_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

typedef struct att_sandbox {
    bool calls; /* seccomp holds */
    bool files; /* Landlock holds */
} att_sandbox;

/* `writable`: files, there or not, that may still be written. Before threads are made. */
att_sandbox att_sandbox_enter(const char *const *writable, size_t count);

/* From here on any use of the network kills the process. False where that cannot be had. */
bool att_sandbox_forbid_network(void);

/* What this kernel would let hold; tried in a process of its own. */
att_sandbox att_sandbox_probe(void);

#endif
