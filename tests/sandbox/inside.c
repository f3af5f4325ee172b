/* inside.c - tries, in the sandbox, what it refuses and what it must leave: inside ALLOWED
 * FORBIDDEN. One line "what: yes" or "what: no (why)" for each. */
#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void say(const char *what, int worked) {
    if (worked)
        printf("%s: yes\n", what);
    else
        printf("%s: no (%s)\n", what, strerror(errno));
}

static int can_write(const char *path) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int worked = file >= 0 && write(file, "x", 1) == 1;
    if (file >= 0)
        close(file);
    return worked;
}

static void *nothing(void *argument) {
    return argument;
}

int main(int count, char **arguments) {
    if (count < 3)
        return 2;
    const char *const writable[] = {arguments[1]};
    char *const program[] = {"/bin/true", NULL};
    att_sandbox holds = att_sandbox_enter(writable, 1);
    pthread_t thread;
    char path[4096];
    printf("seccomp: %s\nLandlock: %s\n", holds.calls ? "yes" : "no", holds.files ? "yes" : "no");
    say("socket", socket(AF_INET, SOCK_STREAM, 0) >= 0);
    say("local socket", socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
    say("thread", (errno = pthread_create(&thread, NULL, nothing, NULL)) == 0 &&
                      pthread_join(thread, NULL) == 0);
    say("read", open("/etc/passwd", O_RDONLY) >= 0);
    say("write named", can_write(arguments[1]));
    say("write other", can_write(arguments[2]));
    snprintf(path, sizeof path, "%s.new", arguments[2]);
    say("make other", can_write(path));
    say("make folder", mkdir(path, 0700) == 0);
    say("remove other", unlink(arguments[2]) == 0);
    fflush(stdout);
    execv(program[0], program);
    say("exec", 0);
    return 0;
}
