/* Loaded before a program: as a command that would use the network. Of the commands that
 * FAULT_COMMAND names (all for "*"), each makes the network call FAULT_CALL before it begins. */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static void call(const char *name) {
    struct sockaddr_in nobody = {.sin_family = AF_INET};
    if (strcmp(name, "socket") == 0)
        close(socket(AF_INET, SOCK_STREAM, 0));
    else if (strcmp(name, "connect") == 0)
        connect(STDIN_FILENO, (struct sockaddr *)&nobody, sizeof nobody);
    else if (strcmp(name, "sendto") == 0)
        sendto(STDIN_FILENO, "x", 1, 0, (struct sockaddr *)&nobody, sizeof nobody);
    else if (strcmp(name, "io_uring") == 0)
        syscall(SYS_io_uring_setup, 1, NULL);
}

__attribute__((constructor)) static void begin(int count, char **arguments) {
    const char *command = getenv("FAULT_COMMAND"), *name = getenv("FAULT_CALL");
    if (command && name && count > 1 &&
        (strcmp(command, "*") == 0 || strcmp(command, arguments[1]) == 0))
        call(name);
}
