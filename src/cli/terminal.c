/* terminal.c - see terminal.h. */
#include "cli/terminal.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool wants_colour(FILE *file) {
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(fileno(file)) && !(no_color && *no_color) && terminal &&
           strcmp(terminal, "dumb") != 0;
}

att_style att_style_for(FILE *file) {
    if (!wants_colour(file))
        return (att_style){"", "", "", "", ""};
    return (att_style){"\033[1m", "\033[2m", "\033[36m", "\033[33m", "\033[0m"};
}
