/* The kernel for AVX2. Two rows by 16 columns at a time: as many sums as the registers hold. */
#include "parse/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define ATT_KERNEL_TARGET __attribute__((target("avx2")))
#define ATT_KERNEL_LANES 8
#include "parse/kernel_steps.h"

enum { ROWS = 2 };

static int available(void) {
    return __builtin_cpu_supports("avx2");
}

static inline ATT_KERNEL_TARGET __m256i four_bytes(const uint8_t *x) {
    int32_t word;
    memcpy(&word, x, sizeof word);
    return _mm256_set1_epi32(word);
}

/* Rows x and y by 16 columns over 16 of the depth: products of a pair of bytes are summed four
 * times in 16 bits, which the size of weights allows, before they are widened. */
static inline ATT_KERNEL_TARGET void add_sixteen(__m256i sums[4], const int8_t *weights,
                                                 const uint8_t *x, const uint8_t *y) {
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i part[4];
    for (int k = 0; k < 4; k++) {
        const __m256i *packed = (const __m256i *)(const void *)weights + 2 * k;
        __m256i low = _mm256_loadu_si256(packed), high = _mm256_loadu_si256(packed + 1);
        __m256i a = four_bytes(x + 4 * k), b = four_bytes(y + 4 * k);
        __m256i products[4] = {_mm256_maddubs_epi16(a, low), _mm256_maddubs_epi16(a, high),
                               _mm256_maddubs_epi16(b, low), _mm256_maddubs_epi16(b, high)};
        for (int i = 0; i < 4; i++)
            part[i] = k == 0 ? products[i] : _mm256_add_epi16(part[i], products[i]);
    }
    for (int i = 0; i < 4; i++)
        sums[i] = _mm256_add_epi32(sums[i], _mm256_madd_epi16(part[i], ones));
}

static inline ATT_KERNEL_TARGET void block(const int8_t *weights, const uint8_t *x,
                                           const uint8_t *y, size_t depth, __m256i sums[4]) {
    for (int i = 0; i < 4; i++)
        sums[i] = _mm256_setzero_si256();
    for (size_t k = 0; k < depth; k += 16)
        add_sixteen(sums, weights + k * ATT_KERNEL_COLUMNS, x + k, y + k);
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
    __m256i sums[2 * ROWS];
    for (size_t c = 0; c < m->columns; c += ATT_KERNEL_COLUMNS)
        for (size_t row = 0; row < rows; row += ROWS) {
            size_t second = row + 1 < rows ? row + 1 : row;
            block(m->weights + c * m->depth, x + row * stride, x + second * stride, m->depth, sums);
            float *to = out + row * out_stride + c;
            store(m, c, sums[0], scale[row], to);
            store(m, c + 8, sums[1], scale[row], to + 8);
            to = out + second * out_stride + c;
            store(m, c, sums[2], scale[second], to);
            store(m, c + 8, sums[3], scale[second], to + 8);
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
