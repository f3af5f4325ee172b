/* The arithmetic of the model, once for each instruction set. Matrix products are exact integer
 * sums and every floating-point step is written in one order without fusion, so all kernels agree
 * to the bit (tests/unit/parse/kernels.c). */
#ifndef ATT_PARSE_KERNELS_H
#define ATT_PARSE_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/* Activations are 7 bits, 1…127 around a zero of 64; weights are 6 bits, at most ±32. The sum of
 * eight products then fits 16 bits, of which AVX2 makes use. */
enum {
    ATT_KERNEL_ZERO = 64,
    ATT_KERNEL_LEVELS = 63,
    ATT_KERNEL_WEIGHT = 31, /* the largest weight that a model holds */
    ATT_KERNEL_COLUMNS = 16,
    ATT_KERNEL_DEPTH = 4
};

/* Weights are packed by 16 columns and 4 rows: [columns/16][depth/4][16][4]. */
typedef struct att_matrix {
    uint32_t columns, depth; /* multiples of 16 */
    const int8_t *weights;
    const float *scale;    /* per column */
    const float *bias;     /* per column */
    const int32_t *offset; /* per column: ATT_KERNEL_ZERO × the sum of its weights */
} att_matrix;

/* One direction of a recurrent layer over a sentence. Gates of a row: candidate, forget, reset,
 * each `width` wide. `stride` is that of x and y, `gate_stride` that of gates, in floats. */
typedef struct att_recurrence {
    size_t rows, width, stride, gate_stride;
    int backward;
    const float *gates, *x;
    const float *peep_forget, *peep_reset, *bias_forget, *bias_reset;
    float *y, *cell; /* cell: width floats of scratch */
} att_recurrence;

typedef struct att_kernel {
    const char *name;
    int (*available)(void);
    /* out[row × out_stride + column] for `rows` rows of quantised activations */
    void (*multiply)(const att_matrix *m, const uint8_t *x, size_t stride, const float *scale,
                     size_t rows, float *out, size_t out_stride);
    /* one row to 7 bits; returns its scale */
    float (*quantise)(uint8_t *out, const float *x, size_t count);
    /* adds a row of a table: two values of 4 bits in a byte, those of the first half in the low
     * bits, 8 for zero */
    void (*add_row)(float *sum, const uint8_t *row, float scale, size_t count);
    void (*normalise)(float *x, const float *gain, const float *bias, size_t count);
    void (*recur)(const att_recurrence *r);
} att_kernel;

extern const att_kernel att_kernel_portable;
#if defined(__x86_64__)
extern const att_kernel att_kernel_avx2;
extern const att_kernel att_kernel_avx512;
#endif

#endif
