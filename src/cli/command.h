/* command.h - what a subcommand is, and the arguments it gets.
 *
 * A command's file defines `att_cli_<id>_options` (ended by a row without a
 * name) and `att_cli_<id>`, which does the work and returns an exit code. Only
 * this layer prints and exits. Options are checked against their type before the
 * command runs, so a command only asks for values. */
#ifndef ATT_CLI_COMMAND_H
#define ATT_CLI_COMMAND_H

#include "attache.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum {
#define ATT_EXIT(id, number, meaning) ATT_EXIT_##id = number,
#include "cli/exits.def"
};

typedef enum att_option_type {
    ATT_OPTION_FLAG,
    ATT_OPTION_TEXT,
    ATT_OPTION_FILE,
    ATT_OPTION_FOLDER,
    ATT_OPTION_NUMBER, /* not negative */
    ATT_OPTION_DATE,   /* YYYY-MM-DD */
    ATT_OPTION_CHOICE  /* `argument` lists the choices: "jsonl|csv" */
} att_option_type;

typedef struct att_option {
    const char *name; /* without its dashes; NULL ends a table */
    char letter;      /* short form, or 0 */
    att_option_type type;
    const char *argument; /* the value's name in the help; NULL for a flag */
    const char *help;
} att_option;

/* Rows that several commands share. */
#define ATT_OPTION_DATA                                                                            \
    { "data", 0, ATT_OPTION_FOLDER, "DIR", "own data added to the built-in: rules, names, words" }
#define ATT_OPTION_DB                                                                              \
    { "db", 0, ATT_OPTION_FILE, "FILE", "the database" }
#define ATT_OPTION_JSON                                                                            \
    { "json", 0, ATT_OPTION_FLAG, NULL, "print JSON instead of text" }
#define ATT_OPTION_OUTPUT                                                                          \
    { "output", 'o', ATT_OPTION_FILE, "FILE", "write there instead of standard output" }
#define ATT_OPTION_THREADS                                                                         \
    { "threads", 0, ATT_OPTION_NUMBER, "N", "worker threads; all cores unless told" }
/* A command that has this row runs in the sandbox: see sandbox.h. It writes no file but those that
 * its options "output" and "manifest" name. */
#define ATT_OPTION_NO_SANDBOX                                                                      \
    { "no-sandbox", 0, ATT_OPTION_FLAG, NULL, "keep the rights that reading stories does not need" }
#define ATT_OPTION_END                                                                             \
    { NULL, 0, ATT_OPTION_FLAG, NULL, NULL }

typedef struct att_arguments att_arguments;

typedef struct att_command {
    const char *name, *arguments, *summary;
    uint32_t least, most; /* positional arguments */
    const att_option *options;
    int (*run)(const att_arguments *arguments);
} att_command;

/* All rows of commands.def, ended by one without a name. */
extern const att_command att_cli_commands[];

#define ATT_COMMAND(id, shape, least, most, summary)                                               \
    extern const att_option att_cli_##id##_options[];                                              \
    int att_cli_##id(const att_arguments *arguments);
#include "cli/commands.def"

const att_command *att_cli_find_command(const char *name);

enum { ATT_OPTIONS_MOST = 32 };

struct att_arguments {
    const att_command *command;
    const char *values[ATT_OPTIONS_MOST]; /* in the order of the options table; NULL: absent */
    const char **positional;
    uint32_t count;
};

/* Reads argv after the command's name. On a mistake prints one line and
 * returns ATT_EXIT_USAGE. `positional` has room for `argc` pointers. */
int att_arguments_parse(att_arguments *out, const att_command *command, const char **positional,
                        int argc, char **argv);

/* The value of an option, or NULL where it was not given or the command has no such option; a
 * flag's is "". */
const char *att_arguments_value(const att_arguments *arguments, const char *name);
bool att_arguments_flag(const att_arguments *arguments, const char *name);
uint64_t att_arguments_number(const att_arguments *arguments, const char *name, uint64_t otherwise);

/* One line on standard error, "attache: …". The second returns the exit code of a status. */
void att_cli_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
int att_cli_fail(const att_error *error);

#endif
