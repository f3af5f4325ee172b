/* The kernel for AVX2. Three rows by 16 columns at a time: as many sums as the registers hold. */
#include "parse/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define ATT_KERNEL_TARGET __attribute__((target("avx2")))
#define ATT_KERNEL_LANES 8
#include "parse/kernel_steps.h"

enum { ROWS = 3 };

static int available(void) {
    return __builtin_cpu_supports("avx2");
}

static inline ATT_KERNEL_TARGET __m256i four_bytes(const uint8_t *x) {
    int32_t word;
    memcpy(&word, x, sizeof word);
    return _mm256_set1_epi32(word);
}

/* Left alone, the compiler forms all products before it adds any, and spills them. */
#define KEEP_ORDER(x, y) __asm__("" : "+x"(x), "+x"(y))

/* `count` rows by 16 columns over 16 of the depth: products of a pair of bytes are summed four
 * times in 16 bits, which the size of weights allows, before they are widened. */
static inline ATT_KERNEL_TARGET __attribute__((always_inline)) void
add_sixteen(__m256i *sums, const int8_t *weights, const uint8_t *x, size_t stride, int count) {
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i part[2 * ROWS];
    for (int k = 0; k < 4; k++) {
        const __m256i *packed = (const __m256i *)(const void *)weights + 2 * k;
        __m256i low = _mm256_loadu_si256(packed), high = _mm256_loadu_si256(packed + 1);
        KEEP_ORDER(low, high);
        for (int row = 0; row < count; row++) {
            __m256i *here = part + 2 * row, a = four_bytes(x + (size_t)row * stride + 4 * k);
            __m256i first = _mm256_maddubs_epi16(a, low), second = _mm256_maddubs_epi16(a, high);
            here[0] = k == 0 ? first : _mm256_add_epi16(here[0], first);
            here[1] = k == 0 ? second : _mm256_add_epi16(here[1], second);
            KEEP_ORDER(here[0], here[1]);
        }
    }
    for (int i = 0; i < 2 * count; i++)
        sums[i] = _mm256_add_epi32(sums[i], _mm256_madd_epi16(part[i], ones));
}

static inline ATT_KERNEL_TARGET void store(const att_matrix *m, size_t column, __m256i sum,
                                           float scale, float *out) {
    __m256i offset = _mm256_loadu_si256((const __m256i *)(const void *)(m->offset + column));
    __m256 value = _mm256_cvtepi32_ps(_mm256_sub_epi32(sum, offset));
    __m256 factor = _mm256_mul_ps(_mm256_set1_ps(scale), _mm256_loadu_ps(m->scale + column));
    value = _mm256_add_ps(_mm256_mul_ps(value, factor), _mm256_loadu_ps(m->bias + column));
    _mm256_storeu_ps(out, value);
}

/* Columns from `c` on of `count` rows. */
static inline ATT_KERNEL_TARGET __attribute__((always_inline)) void
block(const att_matrix *m, size_t c, const uint8_t *x, size_t stride, const float *scale, int count,
      float *out, size_t out_stride) {
    const int8_t *weights = m->weights + c * m->depth;
    __m256i sums[2 * ROWS];
    for (int i = 0; i < 2 * count; i++)
        sums[i] = _mm256_setzero_si256();
    for (size_t k = 0; k < m->depth; k += 16)
        add_sixteen(sums, weights + k * ATT_KERNEL_COLUMNS, x + k, stride, count);
    for (int row = 0; row < count; row++) {
        float *to = out + (size_t)row * out_stride + c;
        store(m, c, sums[2 * row], scale[row], to);
        store(m, c + 8, sums[2 * row + 1], scale[row], to + 8);
    }
}

static ATT_KERNEL_TARGET void multiply(const att_matrix *m, const uint8_t *x, size_t stride,
                                       const float *scale, size_t rows, float *out,
                                       size_t out_stride) {
    for (size_t c = 0; c < m->columns; c += ATT_KERNEL_COLUMNS) {
        size_t row = 0;
        for (; row + ROWS <= rows; row += ROWS)
            block(m, c, x + row * stride, stride, scale + row, ROWS, out + row * out_stride,
                  out_stride);
        for (; row < rows; row++)
            block(m, c, x + row * stride, stride, scale + row, 1, out + row * out_stride,
                  out_stride);
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
