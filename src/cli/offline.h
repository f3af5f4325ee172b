/* offline.h - evidence that a command never touches the network. */
#ifndef ATT_CLI_OFFLINE_H
#define ATT_CLI_OFFLINE_H

/* Runs the commands on a small story of its own, each in a process that the kernel kills at the
 * first network call, and prints how each ended. Returns the exit code. */
int att_cli_prove_offline(void);

#endif
