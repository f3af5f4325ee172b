/* main.c - finds the subcommand and runs it. */
#include "cli/command.h"
#include "cli/sandbox.h"

#include <stdlib.h>
#include <string.h>

const att_command att_cli_commands[] = {
#define ATT_COMMAND(id, shape, least, most, summary)                                               \
    {#id, shape, summary, least, most, att_cli_##id##_options, att_cli_##id},
#include "cli/commands.def"
    {NULL, NULL, NULL, 0, 0, NULL, NULL}};

const att_command *att_cli_find_command(const char *name) {
    for (const att_command *command = att_cli_commands; command->name; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

static bool wants_help(int argc, char **argv) {
    for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

/* Before the first byte of input, where the command has an option to leave it. */
static void enter_sandbox(const att_arguments *arguments) {
    const char *writable[2], *output = att_arguments_value(arguments, "output"),
                             *manifest = att_arguments_value(arguments, "manifest");
    size_t count = 0;
    bool may_enter = false;
    for (const att_option *option = arguments->command->options; option->name; option++)
        may_enter |= strcmp(option->name, "no-sandbox") == 0;
    if (!may_enter || att_arguments_flag(arguments, "no-sandbox"))
        return;
    if (output)
        writable[count++] = output;
    if (manifest)
        writable[count++] = manifest;
    att_sandbox_enter(writable, count);
}

static int run(const att_command *command, int argc, char **argv) {
    const char **positional = calloc((size_t)argc + 1, sizeof *positional);
    if (!positional) {
        att_cli_complain("memory ended");
        return ATT_EXIT_FAILED;
    }
    att_arguments arguments;
    int code = att_arguments_parse(&arguments, command, positional, argc, argv);
    if (code == ATT_EXIT_DONE) {
        enter_sandbox(&arguments);
        code = command->run(&arguments);
    }
    free(positional);
    return code;
}

/* A full disk or a closed pipe shows at the last flush. */
static int finish(int code) {
    if (fflush(stdout) != 0 || ferror(stdout)) {
        att_cli_complain("standard output: cannot write");
        return ATT_EXIT_FAILED;
    }
    return code;
}

int main(int argc, char **argv) {
    const char *name = argc > 1 ? argv[1] : "help";
    if (strcmp(name, "--version") == 0) {
        printf("attache %s\n", ATT_VERSION);
        return finish(ATT_EXIT_DONE);
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    const att_command *command = att_cli_find_command(name);
    if (!command) {
        att_cli_complain("there is no command \"%s\" (see attache help)", name);
        return ATT_EXIT_USAGE;
    }
    if (wants_help(argc, argv))
        return finish(run(att_cli_find_command("help"), 1, argv + 1));
    return finish(run(command, argc > 2 ? argc - 2 : 0, argv + 2));
}
