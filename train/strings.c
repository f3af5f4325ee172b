/* Open addressing over FNV-1a. */
#include "strings.h"

#include <stdlib.h>
#include <string.h>

static uint32_t hash(const char *text) {
    uint32_t h = 2166136261u;
    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * 16777619u;
    return h ^ h >> 15;
}

int strings_find(const strings *s, const char *text) {
    if (s->count == 0)
        return -1;
    for (uint32_t at = hash(text) & s->mask; s->slots[at] != 0; at = (at + 1) & s->mask)
        if (strcmp(s->items[s->slots[at] - 1], text) == 0)
            return s->slots[at] - 1;
    return -1;
}

static void grow(strings *s) {
    s->capacity = s->capacity ? 2 * s->capacity : 512;
    s->items = realloc(s->items, (size_t)s->capacity * sizeof *s->items);
    free(s->slots);
    s->mask = 4 * (uint32_t)s->capacity - 1;
    s->slots = calloc(s->mask + 1, sizeof *s->slots);
    for (int i = 0; i < s->count; i++) {
        uint32_t at = hash(s->items[i]) & s->mask;
        while (s->slots[at] != 0)
            at = (at + 1) & s->mask;
        s->slots[at] = i + 1;
    }
}

int strings_add(strings *s, const char *text) {
    int found = strings_find(s, text);
    if (found >= 0)
        return found;
    if (s->count == s->capacity)
        grow(s);
    uint32_t at = hash(text) & s->mask;
    while (s->slots[at] != 0)
        at = (at + 1) & s->mask;
    s->items[s->count] = strdup(text);
    s->slots[at] = ++s->count;
    return s->count - 1;
}
