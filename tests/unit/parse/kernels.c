/* Every kernel that this machine runs against the portable one, bit for bit, on random numbers and
 * at the edges: one row, rows that fill no group, the largest weights and activations. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "parse/kernels.h"

#include "../random.h"

enum { COLUMNS = 48, DEPTH = 160, ROWS = 13, WIDTH = 96 };

static const att_kernel *const others[] = {
#if defined(__x86_64__)
    &att_kernel_avx2,
    &att_kernel_avx512,
#endif
    &att_kernel_portable,
};

static float next_float(uint32_t *state, float range) {
    return ((float)(next_random(state) >> 8) / 8388608.0f - 1.0f) * range;
}

static void fill(float *out, size_t count, float range, uint32_t *seed) {
    for (size_t i = 0; i < count; i++)
        out[i] = next_float(seed, range);
}

static void test_multiply(void **state) {
    (void)state;
    static int8_t weights[COLUMNS * DEPTH];
    static uint8_t x[ROWS * DEPTH];
    static float expected[ROWS * COLUMNS], found[ROWS * COLUMNS];
    float scale[COLUMNS], bias[COLUMNS], row_scale[ROWS];
    int32_t offset[COLUMNS];
    uint32_t seed = 3;
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < sizeof weights; i++)
            weights[i] = (int8_t)(round == 0   ? 32
                                  : round == 1 ? -32
                                               : (int)((next_random(&seed) >> 8) % 65) - 32);
        for (size_t i = 0; i < sizeof x; i++)
            x[i] = (uint8_t)(round < 2 ? 127 : 1 + (next_random(&seed) >> 8) % 127);
        for (size_t i = 0; i < COLUMNS; i++)
            offset[i] = (int32_t)(next_random(&seed) >> 8) % 100000 - 50000;
        fill(scale, COLUMNS, 0.01f, &seed);
        fill(bias, COLUMNS, 2.0f, &seed);
        fill(row_scale, ROWS, 0.1f, &seed);
        att_matrix m = {COLUMNS, DEPTH, weights, scale, bias, offset};
        size_t rows = 1 + (size_t)round % ROWS;
        att_kernel_portable.multiply(&m, x, DEPTH, row_scale, rows, expected, COLUMNS);
        for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
            if (!others[k]->available())
                continue;
            memset(found, 255, sizeof found);
            others[k]->multiply(&m, x, DEPTH, row_scale, rows, found, COLUMNS);
            assert_memory_equal(expected, found, rows * COLUMNS * sizeof(float));
        }
    }
}

static void test_rows(void **state) {
    (void)state;
    float x[DEPTH], y[DEPTH], z[DEPTH], gain[DEPTH], bias[DEPTH];
    uint8_t expected[DEPTH], found[DEPTH];
    uint8_t row[DEPTH / 2];
    uint32_t seed = 5;
    for (int round = 0; round < 50; round++) {
        fill(x, DEPTH, round % 2 ? 3.0f : 1e-12f, &seed);
        fill(gain, DEPTH, 1.0f, &seed);
        fill(bias, DEPTH, 1.0f, &seed);
        for (size_t i = 0; i < sizeof row; i++)
            row[i] = (uint8_t)(next_random(&seed) >> 8);
        for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
            if (!others[k]->available())
                continue;
            float a = att_kernel_portable.quantise(expected, x, DEPTH);
            float b = others[k]->quantise(found, x, DEPTH);
            assert_memory_equal(&a, &b, sizeof a);
            assert_memory_equal(expected, found, sizeof found);
            memcpy(y, x, sizeof y);
            memcpy(z, x, sizeof z);
            att_kernel_portable.add_row(y, row, 0.37f, DEPTH);
            others[k]->add_row(z, row, 0.37f, DEPTH);
            att_kernel_portable.normalise(y, gain, bias, DEPTH);
            others[k]->normalise(z, gain, bias, DEPTH);
            assert_memory_equal(y, z, sizeof y);
        }
    }
}

/* Every number to the nearest level of 1…127; no numbers of a damaged model go further. */
static void test_levels(void **state) {
    (void)state;
    float x[16] = {0};
    uint8_t found[16];
    for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
        if (!others[k]->available())
            continue;
        for (int i = 0; i < 16; i++)
            x[i] = (float)(i - 8) * 1e30f;
        float scale = others[k]->quantise(found, x, 16);
        assert_true(scale == 8e30f / 63.0f);
        assert_int_equal(found[0], 1);
        assert_int_equal(found[8], ATT_KERNEL_ZERO);
        assert_int_equal(found[9], ATT_KERNEL_ZERO + 8);
        assert_int_equal(found[15], ATT_KERNEL_ZERO + 55);
        const float ends[] = {INFINITY, -INFINITY, NAN};
        for (int i = 0; i < 3; i++) {
            x[3] = ends[i];
            assert_true(others[k]->quantise(found, x, 16) == 0.0f);
            for (int j = 0; j < 16; j++)
                assert_int_equal(found[j], ATT_KERNEL_ZERO);
        }
    }
}

static void test_recurrence(void **state) {
    (void)state;
    static float gates[ROWS * 3 * WIDTH], x[ROWS * WIDTH], y[ROWS * WIDTH], z[ROWS * WIDTH];
    float parameters[4 * WIDTH], cell[WIDTH];
    uint32_t seed = 11;
    fill(gates, ROWS * 3 * WIDTH, 12.0f, &seed);
    fill(x, ROWS * WIDTH, 2.0f, &seed);
    fill(parameters, 4 * WIDTH, 1.5f, &seed);
    for (int backward = 0; backward < 2; backward++)
        for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
            att_recurrence r = {ROWS,
                                WIDTH,
                                WIDTH,
                                3 * WIDTH,
                                backward,
                                gates,
                                x,
                                parameters,
                                parameters + WIDTH,
                                parameters + 2 * WIDTH,
                                parameters + 3 * WIDTH,
                                y,
                                cell};
            if (!others[k]->available())
                continue;
            att_kernel_portable.recur(&r);
            r.y = z;
            others[k]->recur(&r);
            assert_memory_equal(y, z, sizeof y);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_multiply),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_recurrence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
