/* terminal.h - colours where a person looks, none where a program or NO_COLOR says so. */
#ifndef ATT_CLI_TERMINAL_H
#define ATT_CLI_TERMINAL_H

#include <stdio.h>

/* Escape sequences, or empty strings. */
typedef struct att_style {
    const char *bold, *dim, *name, *rule, *plain;
} att_style;

att_style att_style_for(FILE *file);

#endif
