/* Gather: the dense gradients of the two workers are added up, and their norm taken; the gradients
 * of table rows are summed per row. Apply: one step of Adam with the clipped gradient. */
#include "optimiser.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TOUCHED_MOST = BATCH_ROWS * ATT_FEATURES_PIECES };

static float *zeros(size_t count) {
    float *block = calloc(count + 16, sizeof(float));
    if (block == NULL)
        abort();
    return block;
}

static moments moments_of(size_t count) {
    return (moments){zeros(count), zeros(count)};
}

static table_sum sums_of(size_t rows, int embedding) {
    table_sum t = {.slot = malloc(rows * sizeof(int32_t)),
                   .touched = malloc(TOUCHED_MOST * sizeof(int32_t)),
                   .sums = zeros((size_t)TOUCHED_MOST * (size_t)embedding)};
    memset(t.slot, 255, rows * sizeof(int32_t));
    return t;
}

void optimiser_init(optimiser *o, network *net) {
    size_t e = (size_t)net->shape.embedding, rows = (size_t)1 << net->shape.bits;
    *o = (optimiser){.net = net};
    o->dense = moments_of(net->at.total);
    o->words = moments_of((size_t)net->shape.trained * e);
    o->pieces = moments_of(rows * e);
    for (int i = 0; i < 2; i++) {
        o->word_sums[i] = sums_of((size_t)net->shape.trained, net->shape.embedding);
        o->piece_sums[i] = sums_of(rows, net->shape.embedding);
    }
}

static void add_to(table_sum *t, int32_t row, const float *gradient, int e) {
    if (t->slot[row] < 0) {
        t->slot[row] = t->count;
        t->touched[t->count] = row;
        memset(t->sums + (size_t)t->count++ * (size_t)e, 0, sizeof(float) * (size_t)e);
    }
    float *sum = t->sums + (size_t)t->slot[row] * (size_t)e;
    for (int j = 0; j < e; j++)
        sum[j] += gradient[j];
}

static void gather_tables(optimiser *o, const worker *w, int thread) {
    int e = o->net->shape.embedding;
    for (int t = 0; t < w->input.rows; t++) {
        const float *gradient = w->d_x + (size_t)t * (size_t)e;
        if (w->word_rows[t] >= 0 && w->word_rows[t] % 2 == thread)
            add_to(&o->word_sums[thread], w->word_rows[t], gradient, e);
        for (int k = 0; k < ATT_FEATURES_PIECES; k++) {
            int32_t row = w->piece_rows[t * ATT_FEATURES_PIECES + k];
            if (row >= 0 && row % 2 == thread)
                add_to(&o->piece_sums[thread], row, gradient, e);
        }
    }
}

static void half(const optimiser *o, int thread, size_t *begin, size_t *end) {
    size_t middle = o->net->at.total / 32 * 16;
    *begin = thread ? middle : 0;
    *end = thread ? o->net->at.total : middle;
}

void optimiser_gather(optimiser *o, worker *workers, int thread) {
    size_t begin, end;
    half(o, thread, &begin, &end);
    float *restrict a = workers[0].gradient, *restrict b = workers[1].gradient;
    float norm = 0.0f;
    for (size_t i = begin; i < end; i++) {
        a[i] += b[i];
        b[i] = 0.0f;
        norm += a[i] * a[i];
    }
    o->norm[thread] = (double)norm;
    o->word_sums[thread].count = o->piece_sums[thread].count = 0;
    gather_tables(o, &workers[0], thread);
    gather_tables(o, &workers[1], thread);
}

static void adam(float *restrict p, float *restrict m, float *restrict v, float *restrict g,
                 size_t count, float rate, float scale) {
    for (size_t i = 0; i < count; i++) {
        float x = g[i] * scale;
        m[i] = 0.9f * m[i] + 0.1f * x;
        v[i] = 0.98f * v[i] + 0.02f * x * x;
        p[i] -= rate * m[i] / sqrtf(v[i] + 1e-16f); /* never the root of a denormal */
        g[i] = 0.0f;
    }
}

static void apply_table(table_sum *t, float *table, moments *m, int e, float rate, float scale) {
    for (int i = 0; i < t->count; i++) {
        size_t at = (size_t)t->touched[i] * (size_t)e;
        adam(table + at, m->first + at, m->second + at, t->sums + (size_t)i * (size_t)e, (size_t)e,
             rate, scale);
        t->slot[t->touched[i]] = -1;
    }
}

void optimiser_apply(optimiser *o, worker *workers, int thread) {
    network *net = o->net;
    int rows = workers[0].input.rows + workers[1].input.rows, e = net->shape.embedding;
    float scale = 1.0f / (float)(rows > 0 ? rows : 1);
    float norm = (float)sqrt(o->norm[0] + o->norm[1]) * scale;
    if (norm > 3.0f)
        scale *= 3.0f / norm;
    float correction =
        sqrtf(1.0f - powf(0.98f, (float)o->step)) / (1.0f - powf(0.9f, (float)o->step));
    float rate = o->rate * correction;
    size_t begin, end;
    half(o, thread, &begin, &end);
    adam(net->dense + begin, o->dense.first + begin, o->dense.second + begin,
         workers[0].gradient + begin, end - begin, rate, scale);
    apply_table(&o->word_sums[thread], net->words, &o->words, e, rate, scale);
    apply_table(&o->piece_sums[thread], net->pieces, &o->pieces, e, rate, scale);
}
