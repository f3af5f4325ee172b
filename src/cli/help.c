/* help.c - `attache help`, the man page and the bash completion: all from the tables. */
#include "base/slice.h"
#include "cli/command.h"

#include <ctype.h>
#include <string.h>

const att_option att_cli_help_options[] = {
    {"format", 0, ATT_OPTION_CHOICE, "text|man|completion",
     "text, the man page in roff, or the completion for bash"},
    ATT_OPTION_END};

static const struct {
    int number;
    const char *meaning;
} exits[] = {
#define ATT_EXIT(id, number, meaning) {number, meaning},
#include "cli/exits.def"
};
enum { EXIT_COUNT = sizeof exits / sizeof exits[0] };

/* ---- text ------------------------------------------------------------------------------- */

static void print_option(const att_option *option) {
    char left[96];
    int size = 0;
    if (option->letter)
        size = snprintf(left, sizeof left, "-%c, ", option->letter);
    snprintf(left + size, sizeof left - (size_t)size, "--%s%s%s", option->name,
             option->argument ? " " : "", option->argument ? option->argument : "");
    printf("  %-28s %s\n", left, option->help);
}

static void print_command(const att_command *command) {
    printf("attache %s%s %s\n    %s\n", command->name, command->options[0].name ? " [OPTION]…" : "",
           command->arguments, command->summary);
    if (command->options[0].name)
        printf("\n");
    for (const att_option *option = command->options; option->name; option++)
        print_option(option);
}

/* The width for printf that pads a text to so many columns: it counts bytes. */
static int width_for(const char *text, int columns) {
    for (; *text; text++)
        columns += ((unsigned char)*text & 0xc0) == 0x80;
    return columns;
}

static void print_all(void) {
    printf("attache reads dated news stories on defence diplomacy and codes them into events,\n"
           "commitments and claims, each with the sentence behind it. Nothing leaves the machine.\n"
           "\n");
    for (const att_command *command = att_cli_commands; command->name; command++) {
        char left[64];
        snprintf(left, sizeof left, "%s %s", command->name, command->arguments);
        printf("  attache %-*s %s\n", width_for(left, 24), left, command->summary);
    }
    printf("  attache %-24s %s\n\n", "--version", "the version");
    printf("Exit codes\n");
    for (int i = 0; i < EXIT_COUNT; i++)
        printf("  %d  %s\n", exits[i].number, exits[i].meaning);
}

/* ---- man page --------------------------------------------------------------------------- */

/* Text for roff: a dash is a minus, and a line may not begin with a dot. */
static void roff(const char *text) {
    for (; *text; text++)
        if (*text == '-')
            fputs("\\-", stdout);
        else if (*text == '\\')
            fputs("\\e", stdout);
        else
            putchar(*text);
}

static void roff_option(const att_option *option) {
    printf(".TP\n.B ");
    if (option->letter)
        printf("\\-%c, ", option->letter);
    printf("\\-\\-");
    roff(option->name);
    if (option->argument) {
        printf(" \\fI");
        roff(option->argument);
        printf("\\fR");
    }
    printf("\n");
    roff(option->help);
    printf("\n");
}

static void print_man(void) {
    printf(".TH ATTACHE 1 \"\" \"attache %s\" \"User Commands\"\n", ATT_VERSION);
    printf(".SH NAME\nattache \\- codes news on defence diplomacy into sourced records\n"
           ".SH SYNOPSIS\n.B attache\n.I COMMAND\n[\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...\n"
           ".SH DESCRIPTION\nReads dated news stories and codes them into events, commitments and "
           "claims, keeps\nthem in one SQLite file with the sentence behind every figure, and "
           "writes a review of\na period. No command but those that name a feed touches the "
           "network.\n.SH COMMANDS\n");
    for (const att_command *command = att_cli_commands; command->name; command++) {
        printf(".SS attache ");
        roff(command->name);
        printf(" ");
        roff(command->arguments);
        printf("\n");
        roff(command->summary);
        printf(".\n");
        for (const att_option *option = command->options; option->name; option++)
            roff_option(option);
    }
    printf(".SH EXIT STATUS\n");
    for (int i = 0; i < EXIT_COUNT; i++) {
        printf(".TP\n.B %d\n", exits[i].number);
        roff(exits[i].meaning);
        printf("\n");
    }
    printf(".SH ENVIRONMENT\n.TP\n.B ATTACHE_DATA\nthe folder of the built\\-in data\n"
           ".TP\n.B NO_COLOR\nno colours, whatever the terminal\n");
}

/* ---- completion ------------------------------------------------------------------------- */

static void print_choices(const char *choices) {
    for (; *choices; choices++)
        putchar(*choices == '|' ? ' ' : *choices);
}

static void complete_value(const att_command *command, const att_option *option) {
    printf("        %s:--%s)", command->name, option->name);
    if (option->type == ATT_OPTION_CHOICE) {
        printf(" COMPREPLY=($(compgen -W \"");
        print_choices(option->argument);
        printf("\" -- \"$word\"));");
    } else if (option->type == ATT_OPTION_FILE) {
        printf(" COMPREPLY=($(compgen -f -- \"$word\"));");
    } else if (option->type == ATT_OPTION_FOLDER) {
        printf(" COMPREPLY=($(compgen -d -- \"$word\"));");
    }
    printf(" return;;\n");
}

static void print_completion(void) {
    printf("# bash completion for attache, made from its tables by attache help\n"
           "_attache() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    local command=${COMP_WORDS[1]} options\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "        COMPREPLY=($(compgen -W \"");
    for (const att_command *command = att_cli_commands; command->name; command++)
        printf("%s ", command->name);
    printf("--version\" -- \"$word\"))\n        return\n    fi\n    case $command:$before in\n");
    for (const att_command *command = att_cli_commands; command->name; command++)
        for (const att_option *option = command->options; option->name; option++)
            if (option->type != ATT_OPTION_FLAG)
                complete_value(command, option);
    printf("    esac\n    case $command in\n");
    for (const att_command *command = att_cli_commands; command->name; command++) {
        printf("        %s) options=\"--help", command->name);
        for (const att_option *option = command->options; option->name; option++)
            printf(" --%s", option->name);
        printf("\";;\n");
    }
    printf("    esac\n"
           "    case $word in\n"
           "        -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\"));;\n"
           "        *) COMPREPLY=($(compgen -f -- \"$word\"));;\n"
           "    esac\n"
           "}\n"
           "complete -o filenames -F _attache attache\n");
}

int att_cli_help(const att_arguments *arguments) {
    const char *format = att_arguments_value(arguments, "format");
    if (format && strcmp(format, "man") == 0) {
        print_man();
        return ATT_EXIT_DONE;
    }
    if (format && strcmp(format, "completion") == 0) {
        print_completion();
        return ATT_EXIT_DONE;
    }
    if (arguments->count == 0) {
        print_all();
        return ATT_EXIT_DONE;
    }
    const att_command *command = att_cli_find_command(arguments->positional[0]);
    if (!command) {
        att_cli_complain("there is no command \"%s\" (see attache help)", arguments->positional[0]);
        return ATT_EXIT_USAGE;
    }
    print_command(command);
    return ATT_EXIT_DONE;
}
