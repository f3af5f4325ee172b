/* arguments.c - from argv to checked values; see command.h. */
#include "base/slice.h"
#include "cli/command.h"
#include "document/date.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void att_cli_complain(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("attache: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

int att_cli_fail(const att_error *error) {
    att_cli_complain("%s", error->message);
    return error->status == ATT_ERROR_USAGE ? ATT_EXIT_USAGE : ATT_EXIT_FAILED;
}

static int mistaken(const att_arguments *arguments, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static int mistaken(const att_arguments *arguments, const char *format, ...) {
    va_list rest;
    va_start(rest, format);
    fputs("attache: ", stderr);
    vfprintf(stderr, format, rest);
    fprintf(stderr, " (see attache help %s)\n", arguments->command->name);
    va_end(rest);
    return ATT_EXIT_USAGE;
}

static int index_of(const att_option *options, const char *name, size_t size) {
    for (int i = 0; options[i].name; i++)
        if (strlen(options[i].name) == size && memcmp(options[i].name, name, size) == 0)
            return i;
    return -1;
}

static int index_of_letter(const att_option *options, char letter) {
    for (int i = 0; options[i].name; i++)
        if (options[i].letter && options[i].letter == letter)
            return i;
    return -1;
}

static bool is_choice(const char *choices, const char *value) {
    att_slice rest = att_slice_of(choices), choice;
    while (att_slice_next(&rest, '|', &choice))
        if (att_slice_is(choice, value))
            return true;
    return false;
}

static bool is_number(const char *value) {
    if (!isdigit((unsigned char)*value))
        return false;
    char *end;
    errno = 0;
    strtoull(value, &end, 10);
    return *end == '\0' && errno == 0;
}

static int check_value(const att_arguments *arguments, const att_option *option,
                       const char *value) {
    att_day day;
    if (option->type == ATT_OPTION_NUMBER && !is_number(value))
        return mistaken(arguments, "--%s wants a number, not \"%s\"", option->name, value);
    if (option->type == ATT_OPTION_DATE && !att_day_parse(&day, att_slice_of(value)))
        return mistaken(arguments, "--%s wants a date YYYY-MM-DD, not \"%s\"", option->name, value);
    if (option->type == ATT_OPTION_CHOICE && !is_choice(option->argument, value))
        return mistaken(arguments, "--%s wants one of %s, not \"%s\"", option->name,
                        option->argument, value);
    return ATT_EXIT_DONE;
}

/* Takes the option at argv[*at], and its value from the same or the next argument. */
static int take_option(att_arguments *out, int argc, char **argv, int *at) {
    const att_option *options = out->command->options;
    const char *text = argv[*at], *value = NULL;
    int index;
    if (text[1] == '-') {
        size_t size = strcspn(text + 2, "=");
        index = index_of(options, text + 2, size);
        value = text[2 + size] == '=' ? text + 2 + size + 1 : NULL;
    } else {
        index = index_of_letter(options, text[1]);
        value = text[2] ? text + 2 : NULL;
    }
    if (index < 0)
        return mistaken(out, "%s has no option %s", out->command->name, text);
    const att_option *option = &options[index];
    if (option->type == ATT_OPTION_FLAG) {
        if (value)
            return mistaken(out, "--%s takes no value", option->name);
        out->values[index] = "";
        return ATT_EXIT_DONE;
    }
    if (!value && *at + 1 < argc)
        value = argv[++*at];
    if (!value)
        return mistaken(out, "--%s wants %s", option->name, option->argument);
    out->values[index] = value;
    return check_value(out, option, value);
}

int att_arguments_parse(att_arguments *out, const att_command *command, const char **positional,
                        int argc, char **argv) {
    *out = (att_arguments){.command = command, .positional = positional};
    bool only_positional = false;
    for (int i = 0; i < argc; i++) {
        if (!only_positional && strcmp(argv[i], "--") == 0) {
            only_positional = true;
        } else if (!only_positional && argv[i][0] == '-' && argv[i][1]) {
            int code = take_option(out, argc, argv, &i);
            if (code)
                return code;
        } else {
            positional[out->count++] = argv[i];
        }
    }
    if (out->count < command->least)
        return mistaken(out, "%s wants %s", command->name, command->arguments);
    if (out->count > command->most)
        return mistaken(out, "\"%s\" is one argument too many", positional[command->most]);
    return ATT_EXIT_DONE;
}

const char *att_arguments_value(const att_arguments *arguments, const char *name) {
    int index = index_of(arguments->command->options, name, strlen(name));
    return index < 0 ? NULL : arguments->values[index];
}

bool att_arguments_flag(const att_arguments *arguments, const char *name) {
    return att_arguments_value(arguments, name) != NULL;
}

uint64_t att_arguments_number(const att_arguments *arguments, const char *name,
                              uint64_t otherwise) {
    const char *value = att_arguments_value(arguments, name);
    return value ? strtoull(value, NULL, 10) : otherwise;
}
