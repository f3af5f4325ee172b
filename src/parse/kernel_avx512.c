/* The kernel for AVX-512 with VNNI: one instruction multiplies and adds 64 pairs exactly. */
#include "parse/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define ATT_KERNEL_TARGET __attribute__((target("avx512f,avx512bw,avx512vnni")))
#define ATT_KERNEL_LANES 16
#include "parse/kernel_steps.h"

enum { ROWS = 8 };

static int available(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vnni");
}

static inline ATT_KERNEL_TARGET __m512i four_bytes(const uint8_t *x) {
    int32_t word;
    memcpy(&word, x, sizeof word);
    return _mm512_set1_epi32(word);
}

static ATT_KERNEL_TARGET void block(const int8_t *weights, const uint8_t *const *x, size_t depth,
                                    __m512i *sums) {
    __m512i s[ROWS];
    for (int i = 0; i < ROWS; i++)
        s[i] = _mm512_setzero_si512();
    for (size_t k = 0; k < depth; k += ATT_KERNEL_DEPTH) {
        __m512i packed = _mm512_loadu_si512(weights + k * ATT_KERNEL_COLUMNS);
        for (int i = 0; i < ROWS; i++)
            s[i] = _mm512_dpbusd_epi32(s[i], four_bytes(x[i] + k), packed);
    }
    for (int i = 0; i < ROWS; i++)
        sums[i] = s[i];
}

static ATT_KERNEL_TARGET void multiply(const att_matrix *m, const uint8_t *x, size_t stride,
                                       const float *scale, size_t rows, float *out,
                                       size_t out_stride) {
    __m512i sums[ROWS];
    for (size_t c = 0; c < m->columns; c += ATT_KERNEL_COLUMNS) {
        __m512i offset = _mm512_loadu_si512(m->offset + c);
        __m512 factor = _mm512_loadu_ps(m->scale + c), bias = _mm512_loadu_ps(m->bias + c);
        for (size_t row = 0; row < rows; row += ROWS) {
            size_t count = rows - row < ROWS ? rows - row : ROWS;
            const uint8_t *group[ROWS];
            for (size_t i = 0; i < ROWS; i++)
                group[i] = x + (row + (i < count ? i : 0)) * stride;
            block(m->weights + c * m->depth, group, m->depth, sums);
            for (size_t i = 0; i < count; i++) {
                __m512 value = _mm512_cvtepi32_ps(_mm512_sub_epi32(sums[i], offset));
                value = _mm512_mul_ps(value, _mm512_mul_ps(_mm512_set1_ps(scale[row + i]), factor));
                _mm512_storeu_ps(out + (row + i) * out_stride + c, _mm512_add_ps(value, bias));
            }
        }
    }
}

const att_kernel att_kernel_avx512 = {
    .name = "avx512vnni",
    .available = available,
    .multiply = multiply,
    .quantise = quantise,
    .add_row = add_row,
    .normalise = normalise,
    .recur = recur,
};
#endif
