/* The steps of a kernel that plain C says best; the compiler vectorises them for the instruction
 * set named by ATT_KERNEL_TARGET, a function attribute that each kernel defines before including
 * this. Sums that could be reordered run over 16 lanes joined in a fixed way. Widths are multiples
 * of 16. */

#include <float.h>
#include <math.h>
#include <string.h>

static inline ATT_KERNEL_TARGET float join_lanes(const float *lanes) {
    float sum[8];
    for (int i = 0; i < 8; i++)
        sum[i] = lanes[i] + lanes[i + 8];
    return ((sum[0] + sum[4]) + (sum[1] + sum[5])) + ((sum[2] + sum[6]) + (sum[3] + sum[7]));
}

/* The largest size of a row. The bits of positive floats are ordered as they are, and the largest
 * of integers is one that the compiler finds with whole vectors. */
static inline ATT_KERNEL_TARGET float largest(const float *restrict x, size_t count) {
    int32_t most = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t bits;
        memcpy(&bits, x + i, sizeof bits);
        bits &= INT32_MAX;
        most = bits > most ? bits : most;
    }
    float size;
    memcpy(&size, &most, sizeof size);
    return size;
}

static ATT_KERNEL_TARGET float quantise(uint8_t *restrict out, const float *restrict x,
                                        size_t count) {
    float most = largest(x, count);
    if (!(most <= FLT_MAX)) { /* a hostile model makes such numbers, which end here */
        memset(out, ATT_KERNEL_ZERO, count);
        return 0.0f;
    }
    most = most > 1e-9f ? most : 1e-9f;
    float scale = (float)ATT_KERNEL_LEVELS / most;
    for (size_t i = 0; i < count; i++) /* from 1 to 127, whatever the rounding */
        out[i] = (uint8_t)(int32_t)(x[i] * scale + ((float)ATT_KERNEL_ZERO + 0.5f));
    return most / (float)ATT_KERNEL_LEVELS;
}

static ATT_KERNEL_TARGET void add_row(float *restrict sum, const uint8_t *restrict row, float scale,
                                      size_t count) {
    size_t half = count / 2;
    float *restrict second = sum + half;
    for (size_t i = 0; i < half; i++) {
        sum[i] += scale * (float)((int32_t)(row[i] & 15) - 8);
        second[i] += scale * (float)((int32_t)(row[i] >> 4) - 8);
    }
}

static ATT_KERNEL_TARGET void normalise(float *restrict x, const float *restrict gain,
                                        const float *restrict bias, size_t count) {
    float sum[16] = {0}, square[16] = {0};
    for (size_t i = 0; i < count; i += 16)
        for (size_t k = 0; k < 16; k++)
            sum[k] += x[i + k];
    float mean = join_lanes(sum) / (float)count;
    for (size_t i = 0; i < count; i += 16)
        for (size_t k = 0; k < 16; k++) {
            float away = x[i + k] - mean;
            square[k] += away * away;
        }
    float inverse = 1.0f / sqrtf(join_lanes(square) / (float)count + 1e-5f);
    for (size_t i = 0; i < count; i++)
        x[i] = (x[i] - mean) * inverse * gain[i] + bias[i];
}

/* Vectors of the compiler's own, so that each instruction set gets its width from one source. */
typedef float lanes __attribute__((vector_size(4 * ATT_KERNEL_LANES)));
typedef int32_t lane_mask __attribute__((vector_size(4 * ATT_KERNEL_LANES)));

static inline ATT_KERNEL_TARGET lanes load(const float *from) {
    lanes value;
    memcpy(&value, from, sizeof value);
    return value;
}

static inline ATT_KERNEL_TARGET lanes choose(lane_mask mask, lanes yes, lanes no) {
    return (lanes)((mask & (lane_mask)yes) | (~mask & (lane_mask)no));
}

/* The logistic function by a continued fraction of tanh(x/2), within 2e-4. */
static inline ATT_KERNEL_TARGET lanes logistic(lanes x) {
    const lanes most = (lanes){0} + 4.97f;
    lanes t = 0.5f * x;
    t = choose(t > most, most, t);
    t = choose(t < -most, -most, t);
    lanes s = t * t;
    lanes above = t * (135135.0f + s * (17325.0f + s * (378.0f + s)));
    lanes below = 135135.0f + s * (62370.0f + s * (3150.0f + s * 28.0f));
    return 0.5f + 0.5f * (above / below);
}

static inline ATT_KERNEL_TARGET void recur_row(const att_recurrence *r, const float *u,
                                               const float *from, float *to) {
    size_t width = r->width;
    for (size_t i = 0; i < width; i += ATT_KERNEL_LANES) {
        lanes cell = load(r->cell + i), x = load(from + i), candidate = load(u + i);
        lanes forget =
            load(u + width + i) + (load(r->peep_forget + i) * cell + load(r->bias_forget + i));
        lanes reset =
            load(u + 2 * width + i) + (load(r->peep_reset + i) * cell + load(r->bias_reset + i));
        cell = candidate + logistic(forget) * (cell - candidate);
        lanes y = x + logistic(reset) * (cell - x);
        memcpy(r->cell + i, &cell, sizeof cell);
        memcpy(to + i, &y, sizeof y);
    }
}

static ATT_KERNEL_TARGET void recur(const att_recurrence *r) {
    memset(r->cell, 0, r->width * sizeof *r->cell);
    for (size_t s = 0; s < r->rows; s++) {
        size_t row = r->backward ? r->rows - 1 - s : s;
        recur_row(r, r->gates + row * r->gate_stride, r->x + row * r->stride,
                  r->y + row * r->stride);
    }
}
