/* serve.c - `attache serve`: the desk in the browser, until interrupted. */
#include "serve/serve.h"

#include "cli/batch.h"
#include "engine/engine.h"

#include <signal.h>
#include <stdlib.h>

const att_option att_cli_serve_options[] = {
    ATT_OPTION_DB,
    {"port", 'p', ATT_OPTION_NUMBER, "N", "8710 unless told"},
    {"listen", 0, ATT_OPTION_TEXT, "ADDRESS", "127.0.0.1 unless told; another wants --token-file"},
    {"token-file", 0, ATT_OPTION_FILE, "FILE", "holds a secret that visitors have to give"},
    {"country", 0, ATT_OPTION_TEXT, "CODE", "the desk's own state; the most frequent unless told"},
    {"desk", 0, ATT_OPTION_FILE, "FILE", "the desk's own names, groups and sources"},
    {"read-only", 0, ATT_OPTION_FLAG, NULL, "nothing can be judged or changed"},
    ATT_OPTION_END};

/* Waits for an interrupt; the server's threads do the work. */
static void wait_for_end(void) {
    sigset_t signals;
    int received;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigwait(&signals, &received);
}

/* Before threads are made, so that all of them leave these signals to sigwait. */
static void hold_signals(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
}

int att_cli_serve(const att_arguments *arguments) {
    char data_dir[1024];
    att_error error = {0};
    att_serve_options options = {
        .database = att_arguments_value(arguments, "db"),
        .address = att_arguments_value(arguments, "listen"),
        .port = (unsigned)att_arguments_number(arguments, "port", ATT_SERVE_PORT),
        .token_file = att_arguments_value(arguments, "token-file"),
        .country = att_arguments_value(arguments, "country"),
        .desk = att_arguments_value(arguments, "desk"),
        .read_only = att_arguments_flag(arguments, "read-only"),
        .data_dir = data_dir};
    if (!options.database || options.port > 65535) {
        att_cli_complain(options.database ? "a port is at most 65535"
                                          : "serve wants a database: --db FILE");
        return ATT_EXIT_USAGE;
    }
    if (att_engine_find_data(data_dir, sizeof data_dir, NULL, &error))
        return att_cli_fail(&error);
    hold_signals();
    att_server *server;
    if (att_server_open(&server, &options, &error))
        return att_cli_fail(&error);
    const char *name = options.address ? options.address : "127.0.0.1";
    printf(strchr(name, ':') ? "The desk is open at http://[%s]:%u\n"
                             : "The desk is open at http://%s:%u\n",
           name, att_server_port(server));
    fflush(stdout);
    wait_for_end();
    att_server_close(server);
    return ATT_EXIT_DONE;
}
