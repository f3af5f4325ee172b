/* The kernel for AVX2. Four rows by 16 columns at a time, so that a weight is loaded once for four
 * words. */
#include "parse/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define ATT_KERNEL_TARGET __attribute__((target("avx2")))
#define ATT_KERNEL_LANES 8
#include "parse/kernel_steps.h"

enum { ROWS = 4 };

static int available(void) {
    return __builtin_cpu_supports("avx2");
}

static inline ATT_KERNEL_TARGET __m256i add_products(__m256i sum, __m256i x, __m256i weights,
                                                     __m256i ones) {
    return _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(x, weights), ones));
}

static inline ATT_KERNEL_TARGET __m256i four_bytes(const uint8_t *x) {
    int32_t word;
    memcpy(&word, x, sizeof word);
    return _mm256_set1_epi32(word);
}

static ATT_KERNEL_TARGET void block(const int8_t *weights, const uint8_t *const *x, size_t depth,
                                    __m256i (*sums)[2]) {
    const __m256i ones = _mm256_set1_epi16(1), zero = _mm256_setzero_si256();
    __m256i a0 = zero, a1 = zero, b0 = zero, b1 = zero, c0 = zero, c1 = zero, d0 = zero, d1 = zero;
    for (size_t k = 0; k < depth; k += ATT_KERNEL_DEPTH) {
        const __m256i *packed = (const __m256i *)(const void *)(weights + k * ATT_KERNEL_COLUMNS);
        __m256i low = _mm256_loadu_si256(packed), high = _mm256_loadu_si256(packed + 1);
        __m256i a = four_bytes(x[0] + k), b = four_bytes(x[1] + k);
        a0 = add_products(a0, a, low, ones);
        a1 = add_products(a1, a, high, ones);
        b0 = add_products(b0, b, low, ones);
        b1 = add_products(b1, b, high, ones);
        __m256i c = four_bytes(x[2] + k), d = four_bytes(x[3] + k);
        c0 = add_products(c0, c, low, ones);
        c1 = add_products(c1, c, high, ones);
        d0 = add_products(d0, d, low, ones);
        d1 = add_products(d1, d, high, ones);
    }
    sums[0][0] = a0, sums[0][1] = a1, sums[1][0] = b0, sums[1][1] = b1;
    sums[2][0] = c0, sums[2][1] = c1, sums[3][0] = d0, sums[3][1] = d1;
}

static inline ATT_KERNEL_TARGET void store(const att_matrix *m, size_t column, __m256i sum,
                                           float scale, float *out) {
    __m256i offset = _mm256_loadu_si256((const __m256i *)(const void *)(m->offset + column));
    __m256 value = _mm256_cvtepi32_ps(_mm256_sub_epi32(sum, offset));
    __m256 factor = _mm256_mul_ps(_mm256_set1_ps(scale), _mm256_loadu_ps(m->scale + column));
    value = _mm256_add_ps(_mm256_mul_ps(value, factor), _mm256_loadu_ps(m->bias + column));
    _mm256_storeu_ps(out, value);
}

static ATT_KERNEL_TARGET void multiply(const att_matrix *m, const uint8_t *x, size_t stride,
                                       const float *scale, size_t rows, float *out,
                                       size_t out_stride) {
    __m256i sums[ROWS][2];
    for (size_t c = 0; c < m->columns; c += ATT_KERNEL_COLUMNS)
        for (size_t row = 0; row < rows; row += ROWS) {
            size_t count = rows - row < ROWS ? rows - row : ROWS;
            const uint8_t *four[ROWS];
            for (size_t i = 0; i < ROWS; i++)
                four[i] = x + (row + (i < count ? i : 0)) * stride;
            block(m->weights + c * m->depth, four, m->depth, sums);
            for (size_t i = 0; i < count; i++) {
                float *to = out + (row + i) * out_stride + c;
                store(m, c, sums[i][0], scale[row + i], to);
                store(m, c + 8, sums[i][1], scale[row + i], to + 8);
            }
        }
}

const att_kernel att_kernel_avx2 = {
    .name = "avx2",
    .available = available,
    .multiply = multiply,
    .quantise = quantise,
    .add_row = add_row,
    .normalise = normalise,
    .recur = recur,
};
#endif
