/* A growing set of strings with numbers, for the trainer. */
#ifndef TRAIN_STRINGS_H
#define TRAIN_STRINGS_H

#include <stdint.h>

typedef struct strings {
    char **items;
    int count, capacity;
    int *slots; /* number + 1 */
    uint32_t mask;
} strings;

/* The number of a string, or -1. */
int strings_find(const strings *s, const char *text);
/* Its number; it is added if new. */
int strings_add(strings *s, const char *text);

#endif
