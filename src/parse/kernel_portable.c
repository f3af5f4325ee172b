/* The kernel for every machine, and the reference for the others. */
#include "parse/kernels.h"

#define ATT_KERNEL_TARGET
#define ATT_KERNEL_LANES 4
#include "parse/kernel_steps.h"

static int available(void) {
    return 1;
}

enum { LANES = 8, GROUPS = ATT_KERNEL_COLUMNS * ATT_KERNEL_DEPTH / LANES, STEPS = 4 };
typedef int8_t bytes __attribute__((vector_size(LANES)));
typedef int16_t halves __attribute__((vector_size(2 * LANES)));
typedef int32_t words __attribute__((vector_size(4 * LANES)));

/* One row times 16 columns, in the compiler's vectors: a group of lanes is two columns by four of
 * the depth, and four products of a lane fit 16 bits. */
static void block(const int8_t *weights, const uint8_t *x, size_t depth, int32_t *sums) {
    words total[GROUPS] = {{0}};
    bytes packed;
    for (size_t k = 0; k < depth; k += STEPS * ATT_KERNEL_DEPTH) {
        halves part[GROUPS] = {{0}};
        for (size_t step = 0; step < STEPS; step++, x += ATT_KERNEL_DEPTH) {
            halves spread = {x[0], x[1], x[2], x[3], x[0], x[1], x[2], x[3]};
            for (size_t g = 0; g < GROUPS; g++, weights += LANES) {
                memcpy(&packed, weights, sizeof packed);
                part[g] += __builtin_convertvector(packed, halves) * spread;
            }
        }
        for (size_t g = 0; g < GROUPS; g++)
            total[g] += __builtin_convertvector(part[g], words);
    }
    for (size_t g = 0; g < GROUPS; g++) {
        sums[2 * g] = total[g][0] + total[g][1] + total[g][2] + total[g][3];
        sums[2 * g + 1] = total[g][4] + total[g][5] + total[g][6] + total[g][7];
    }
}

static void multiply(const att_matrix *m, const uint8_t *x, size_t stride, const float *scale,
                     size_t rows, float *out, size_t out_stride) {
    int32_t sums[ATT_KERNEL_COLUMNS];
    for (size_t c = 0; c < m->columns; c += ATT_KERNEL_COLUMNS)
        for (size_t row = 0; row < rows; row++) {
            block(m->weights + c * m->depth, x + row * stride, m->depth, sums);
            float *to = out + row * out_stride + c;
            for (size_t i = 0; i < ATT_KERNEL_COLUMNS; i++)
                to[i] = (float)(int32_t)((uint32_t)sums[i] - (uint32_t)m->offset[c + i]) *
                            (scale[row] * m->scale[c + i]) +
                        m->bias[c + i];
        }
}

const att_kernel att_kernel_portable = {
    .name = "portable",
    .available = available,
    .multiply = multiply,
    .quantise = quantise,
    .add_row = add_row,
    .normalise = normalise,
    .recur = recur,
};
