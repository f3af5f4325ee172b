/* The tree decoder against brute force: every head assignment of small random sentences. Scores are
 * drawn from a small range so that ties, cycles and several roots are common. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "parse/spanning.h"

#include "../random.h"

/* The tree's score, or INT64_MIN where heads make no tree with one root. */
static int64_t score_of(const int32_t *heads, const int32_t *scores, size_t words) {
    int64_t sum = 0;
    int roots = 0;
    for (size_t i = 1; i <= words; i++) {
        size_t at = i, steps = 0;
        while (at != 0 && steps++ <= words)
            at = (size_t)heads[at];
        if (at != 0)
            return INT64_MIN;
        roots += heads[i] == 0;
        sum += scores[i * (words + 1) + (size_t)heads[i]];
    }
    return roots == 1 ? sum : INT64_MIN;
}

static int64_t brute_force(const int32_t *scores, size_t words) {
    int32_t heads[8] = {0};
    int64_t best = INT64_MIN;
    size_t total = 1;
    for (size_t i = 0; i < words; i++)
        total *= words + 1;
    for (size_t code = 0; code < total; code++) {
        size_t rest = code;
        for (size_t i = 1; i <= words; i++, rest /= words + 1)
            heads[i] = (int32_t)(rest % (words + 1));
        int64_t score = score_of(heads, scores, words);
        best = score > best ? score : best;
    }
    return best;
}

static void test_brute_force(void **state) {
    (void)state;
    uint32_t seed = 1;
    int32_t scores[49], copy[49], heads[8];
    void *scratch = malloc(att_spanning_size(6));
    for (int round = 0; round < 3000; round++) {
        size_t words = 1 + (next_random(&seed) >> 8) % 5;
        int32_t range = round % 3 == 0 ? 4 : round % 3 == 1 ? 50 : 60000;
        for (size_t i = 0; i < (words + 1) * (words + 1); i++)
            scores[i] = (int32_t)((next_random(&seed) >> 8) % (uint32_t)(2 * range)) - range;
        memcpy(copy, scores, sizeof scores);
        att_spanning_decode(heads, copy, words, scratch);
        assert_true(score_of(heads, scores, words) == brute_force(scores, words));
    }
    free(scratch);
}

/* The largest sentence, with scores that make long chains of nested cycles. */
static void test_largest(void **state) {
    (void)state;
    size_t words = ATT_SPANNING_WORDS, nodes = words + 1;
    uint32_t seed = 7;
    int32_t *scores = malloc(nodes * nodes * sizeof *scores);
    int32_t *copy = malloc(nodes * nodes * sizeof *scores);
    int32_t *heads = malloc(nodes * sizeof *heads);
    void *scratch = malloc(att_spanning_size(words));
    for (size_t i = 0; i < nodes * nodes; i++)
        scores[i] =
            (int32_t)((next_random(&seed) >> 8) % (2 * ATT_SPANNING_LIMIT)) - ATT_SPANNING_LIMIT;
    memcpy(copy, scores, nodes * nodes * sizeof *scores);
    att_spanning_decode(heads, copy, words, scratch);
    assert_true(score_of(heads, scores, words) > INT64_MIN);
    free(scratch);
    free(heads);
    free(copy);
    free(scores);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_brute_force),
        cmocka_unit_test(test_largest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
