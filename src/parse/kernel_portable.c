/* The kernel for every machine, and the reference for the others. */
#include "parse/kernels.h"

#define ATT_KERNEL_TARGET
#define ATT_KERNEL_LANES 4
#include "parse/kernel_steps.h"

static int available(void) {
    return 1;
}

/* One row times 16 columns. */
static void block(const int8_t *weights, const uint8_t *x, size_t depth, int32_t *sums) {
    memset(sums, 0, ATT_KERNEL_COLUMNS * sizeof *sums);
    for (size_t k = 0; k < depth; k += ATT_KERNEL_DEPTH)
        for (size_t c = 0; c < ATT_KERNEL_COLUMNS; c++, weights += ATT_KERNEL_DEPTH)
            sums[c] += x[k] * weights[0] + x[k + 1] * weights[1] + x[k + 2] * weights[2] +
                       x[k + 3] * weights[3];
}

static void multiply(const att_matrix *m, const uint8_t *x, size_t stride, const float *scale,
                     size_t rows, float *out, size_t out_stride) {
    int32_t sums[ATT_KERNEL_COLUMNS];
    for (size_t c = 0; c < m->columns; c += ATT_KERNEL_COLUMNS)
        for (size_t row = 0; row < rows; row++) {
            block(m->weights + c * m->depth, x + row * stride, m->depth, sums);
            float *to = out + row * out_stride + c;
            for (size_t i = 0; i < ATT_KERNEL_COLUMNS; i++)
                to[i] = (float)(sums[i] - m->offset[c + i]) * (scale[row] * m->scale[c + i]) +
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
