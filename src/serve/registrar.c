/* registrar.c - see registrar.h.
 *
 * Commands go through one pipe, a letter each; each run is answered through the other by an
 * att_error. The child's first thread listens, its second computes; when the listening ends, so
 * does the child, and what was being computed is rolled back. */
#include "serve/registrar.h"

#include "base/error.h"
#include "store/register.h"

#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RUN = 'r', INTERRUPT = 'i', QUIT = 'q', LOWER_PRIORITY = 5 };

struct att_registrar {
    pid_t child;
    int commands, answers;
    bool ended;
};

/* ---- the child ------------------------------------------------------------------------------ */

typedef struct clerk {
    const char *database;
    int commands, answers;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool wanted;
    att_store *store; /* while it computes */
} clerk;

static void set_store(clerk *own, att_store *store) {
    pthread_mutex_lock(&own->lock);
    own->store = store;
    pthread_mutex_unlock(&own->lock);
}

static att_error compute(clerk *own) {
    att_error error = {0};
    att_store *store = NULL;
    error.status = att_store_open(&store, own->database, ATT_STORE_WRITE, &error);
    if (!error.status)
        error.status = att_store_execute(store, "PRAGMA cache_size = -8192", &error);
    if (error.status) {
        att_store_close(store);
        return error;
    }
    set_store(own, store);
    error.status = att_register_update(store, NULL, &error);
    set_store(own, NULL);
    att_store_close(store);
    return error;
}

static void *work(void *context) {
    clerk *own = context;
    for (;;) {
        pthread_mutex_lock(&own->lock);
        while (!own->wanted)
            pthread_cond_wait(&own->changed, &own->lock);
        own->wanted = false;
        pthread_mutex_unlock(&own->lock);
        att_error error = compute(own);
        malloc_trim(0);
        if (write(own->answers, &error, sizeof error) != sizeof error)
            _exit(1);
    }
}

static void follow(clerk *own, char command) {
    pthread_mutex_lock(&own->lock);
    if (command == RUN)
        own->wanted = true;
    else if (own->store)
        att_store_interrupt(own->store);
    pthread_cond_signal(&own->changed);
    pthread_mutex_unlock(&own->lock);
}

static _Noreturn void serve(const char *database, int commands, int answers) {
    clerk own = {.database = database, .commands = commands, .answers = answers};
    pthread_t thread;
    pthread_mutex_init(&own.lock, NULL);
    pthread_cond_init(&own.changed, NULL);
    if (nice(LOWER_PRIORITY) < 0 || pthread_create(&thread, NULL, work, &own))
        _exit(1);
    char command;
    while (read(own.commands, &command, 1) == 1 && command != QUIT)
        follow(&own, command);
    _exit(0);
}

/* ---- the server's side ---------------------------------------------------------------------- */

static att_status fail(att_error *error) {
    return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "no process to be had");
}

static att_status start(att_registrar *registrar, const char *database, const int commands[2],
                        const int answers[2], att_error *error) {
    registrar->child = fork();
    if (registrar->child == 0) {
        close(commands[1]);
        close(answers[0]);
        serve(database, commands[0], answers[1]);
    }
    close(commands[0]);
    close(answers[1]);
    registrar->commands = commands[1];
    registrar->answers = answers[0];
    return registrar->child < 0 ? fail(error) : ATT_OK;
}

att_status att_registrar_open(att_registrar **out, const char *database, att_error *error) {
    int commands[2], answers[2];
    *out = calloc(1, sizeof **out);
    if (!*out)
        return fail(error);
    **out = (att_registrar){-1, -1, -1, false};
    att_status status = ATT_OK;
    if (pipe(commands)) {
        status = fail(error);
    } else if (pipe(answers)) {
        close(commands[0]);
        close(commands[1]);
        status = fail(error);
    } else {
        status = start(*out, database, commands, answers, error);
    }
    if (status) {
        att_registrar_close(*out);
        *out = NULL;
    }
    return status;
}

static bool command(att_registrar *registrar, char letter) {
    return write(registrar->commands, &letter, 1) == 1;
}

void att_registrar_end(att_registrar *registrar) {
    if (!registrar->ended)
        command(registrar, QUIT);
    registrar->ended = true;
}

void att_registrar_close(att_registrar *registrar) {
    if (!registrar)
        return;
    if (registrar->child > 0) {
        att_registrar_end(registrar);
        waitpid(registrar->child, NULL, 0);
    }
    if (registrar->commands >= 0) {
        close(registrar->commands);
        close(registrar->answers);
    }
    free(registrar);
}

att_status att_registrar_run(att_registrar *registrar, att_error *error) {
    att_error answer;
    ssize_t got = -1;
    if (command(registrar, RUN))
        while ((got = read(registrar->answers, &answer, sizeof answer)) < 0 && errno == EINTR)
            continue;
    if (got != sizeof answer)
        return att_error_set(error, ATT_ERROR_STORE, ATT_NO_OFFSET,
                             "the process that computes the register has ended");
    if (error && answer.status)
        *error = answer;
    return answer.status;
}

void att_registrar_interrupt(att_registrar *registrar) {
    command(registrar, INTERRUPT);
}
