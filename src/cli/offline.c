/* offline.c - see offline.h.
 *
 * A seccomp filter outlives exec and cannot be taken off again: a process that ends
 * by itself under it has never asked for a socket. */
#include "cli/offline.h"

#include "base/file.h"
#include "cli/command.h"
#include "cli/sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static const char story[] =
    " date 2022-04-14 Hanoi (VNA) - Minister of National Defence General Phan Van Giang held talks "
    "with his Japanese counterpart Kishi Nobuo in Hanoi on April 14.\n";

static const char table[] = "kind,activity,date,actors,recipients,place\n"
                            "event,talks,2022-05-02,VNM/MIL,JPN/MIL,VNM:Hanoi\n";

enum { CHILD_HAS_NO_SECCOMP = 99 };

static void become(const char *const arguments[]) {
    int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    if (!att_sandbox_forbid_network())
        _exit(CHILD_HAS_NO_SECCOMP);
    execv("/proc/self/exe", (char *const *)arguments);
    _exit(127);
}

/* The wait status of the program run so. */
static int run_forbidden(const char *const arguments[]) {
    pid_t child = fork();
    if (child == 0)
        become(arguments);
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return status;
}

/* True unless the command asked for the network, or nothing can be said. */
static bool prove(const char *const arguments[]) {
    int status = run_forbidden(arguments);
    const char *what;
    bool proven = false;
    if (status >= 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) {
        what = "ASKED FOR THE NETWORK";
    } else if (status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == CHILD_HAS_NO_SECCOMP) {
        what = "cannot tell: this kernel has no seccomp";
    } else if (status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) <= ATT_EXIT_FAILED) {
        what = "no network call";
        proven = true;
    } else {
        what = "did not run to its end";
    }
    printf("offline     %-8s %s\n", arguments[1], what);
    return proven;
}

/* Where the commands of the proof find their files. */
typedef struct places {
    char text[4200], table[4200], gold[4200], database[4200], page[4200];
} places;

static places places_in(const char *folder) {
    places in;
    snprintf(in.text, sizeof in.text, "%s/story.txt", folder);
    snprintf(in.table, sizeof in.table, "%s/table.csv", folder);
    snprintf(in.gold, sizeof in.gold, "%s/gold.jsonl", folder);
    snprintf(in.database, sizeof in.database, "%s/desk.db", folder);
    snprintf(in.page, sizeof in.page, "%s/review.html", folder);
    return in;
}

static bool run_all(const places *in, const char *folder) {
    const char *const runs[][12] = {
        {"attache", "code", "-o", in->gold, in->text},
        {"attache", "add", "--db", in->database, in->text},
        {"attache", "import", "--db", in->database, in->table},
        {"attache", "watch", "--db", in->database, "--once", folder},
        {"attache", "show", "--db", in->database, "1"},
        {"attache", "search", "--db", in->database, "talks"},
        {"attache", "review", "--db", in->database, "--country", "VNM", "-o", in->page},
        {"attache", "verify", "--db", in->database, in->page},
        {"attache", "judge", "--db", in->database},
        {"attache", "conflicts", "--db", in->database},
        {"attache", "diff", "--db", in->database},
        {"attache", "export", "--db", in->database},
        {"attache", "explain", in->text},
        {"attache", "parse", in->text},
        {"attache", "check"},
        {"attache", "score", in->gold, in->gold},
        {"attache", "doctor"},
        {"attache", "help"},
    };
    bool proven = true;
    for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++)
        if (att_cli_find_command(runs[i][1]))
            proven = prove(runs[i]) && proven;
    printf(
        "            not run: serve, which listens, and watch with addresses, which asks them\n");
    return proven;
}

static bool prove_all(const char *folder) {
    places in = places_in(folder);
    att_error error = {0};
    if (att_file_write(in.text, att_slice_of(story), &error) ||
        att_file_write(in.table, att_slice_of(table), &error)) {
        att_cli_fail(&error);
        return false;
    }
    return run_all(&in, folder);
}

static void remove_folder(const char *folder) {
    static const char *const names[] = {"story.txt", "table.csv",    "gold.jsonl",  "review.html",
                                        "desk.db",   "desk.db-lock", "desk.db-wal", "desk.db-shm"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[4200];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}

int att_cli_prove_offline(void) {
    char folder[4096];
    att_error error = {0};
    if (att_folder_temporary(folder, sizeof folder, &error))
        return att_cli_fail(&error);
    fflush(stdout);
    bool proven = prove_all(folder);
    remove_folder(folder);
    return proven ? ATT_EXIT_DONE : ATT_EXIT_PARTLY;
}
