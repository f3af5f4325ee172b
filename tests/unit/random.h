/* random.h - numbers at random that are the same on every machine and in every run. The low bits
 * repeat soon: shift them out. */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stdint.h>

static inline uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state;
}

#endif
