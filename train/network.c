/* Workers and the forward pass. */
#include "network.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "parse/spanning.h"

void multiply(bool transpose_a, bool transpose_b, int rows, int columns, int inner, const float *a,
              int stride_a, const float *b, int stride_b, float keep, float *c, int stride_c) {
    cblas_sgemm(CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans,
                transpose_b ? CblasTrans : CblasNoTrans, rows, columns, inner, 1.0f, a, stride_a, b,
                stride_b, keep, c, stride_c);
}

float worker_uniform(worker *w) {
    return (float)(network_random(&w->random) >> 40) * (1.0f / 16777216.0f);
}

/* ---- workers ---- */

void worker_init(worker *w, const network *net, uint64_t seed) {
    const network_shape *s = &net->shape;
    size_t rows = BATCH_ROWS, d = (size_t)s->width, e = (size_t)s->embedding;
    size_t wide = d > e ? d : e, arc = (size_t)s->arc, label = (size_t)s->label;
    memset(w, 0, sizeof *w);
    w->net = net;
    w->random = seed;
    w->gradient = network_floats(net->at.total);
    w->vectors = network_floats(rows * VECTOR);
    w->normal = network_floats(rows * e);
    w->inverse = network_floats(rows);
    w->columns = network_floats(rows * 3 * e);
    w->convolved = network_floats(rows * d);
    for (int l = 0; l < s->layers + 2; l++) {
        w->x[l] = network_floats(rows * wide);
        w->mask[l] = network_floats(rows * wide);
    }
    for (int l = 0; l < s->layers; l++) {
        w->gates[l] = network_floats(rows * 3 * d);
        w->cell[l] = network_floats(rows * d);
        w->forget[l] = network_floats(rows * d);
        w->reset[l] = network_floats(rows * d);
    }
    float **wide_blocks[] = {&w->out, &w->d_out};
    for (int i = 0; i < 2; i++)
        *wide_blocks[i] = network_floats(rows * (size_t)net->at.columns);
    float **arc_blocks[] = {&w->dependent, &w->head,           &w->query,     &w->d_dependent,
                            &w->d_head,    &w->mask_dependent, &w->mask_head, &w->d_query};
    for (int i = 0; i < 8; i++)
        *arc_blocks[i] = network_floats(rows * arc);
    float **label_blocks[] = {&w->hidden, &w->d_hidden, &w->mask_hidden};
    for (int i = 0; i < 3; i++)
        *label_blocks[i] = network_floats(rows * label);
    w->logits = network_floats(rows * (size_t)s->relations);
    w->scores = network_floats((size_t)(SENTENCE_MOST + 1) * (SENTENCE_MOST + 1));
    w->d_x = network_floats(rows * wide);
    w->d_y = network_floats(rows * wide);
    w->d_gates = network_floats(rows * 3 * d);
    w->piece_rows = malloc(rows * ATT_FEATURES_PIECES * sizeof *w->piece_rows);
    w->word_rows = malloc(rows * sizeof *w->word_rows);
    for (int k = 0; k < HEAD_COUNT; k++)
        w->best[k] = calloc(rows, sizeof(int));
    w->best_head = calloc(rows, sizeof(int));
    w->best_relation = calloc(rows, sizeof(int));
    w->tree_scores = malloc(sizeof(int32_t) * (SENTENCE_MOST + 1) * (SENTENCE_MOST + 1));
    w->tree_scratch = malloc(att_spanning_size(SENTENCE_MOST));
}

void worker_release(worker *w) {
    free(w->gradient); /* the rest lives as long as the program */
}

/* ---- forward ---- */

/* Inverted dropout; the mask is kept for the way back. Eight elements per draw. */
static void drop(worker *w, float *x, float *mask, size_t count, float rate) {
    if (!w->training)
        return;
    int threshold = (int)(rate * 256.0f + 0.5f);
    float keep = 256.0f / (float)(256 - threshold);
    for (size_t i = 0; i < count; i += 8) {
        uint64_t bits = network_random(&w->random);
        for (size_t k = 0; k < 8; k++)
            mask[i + k] = (int)(bits >> 8 * k & 255) < threshold ? 0.0f : keep;
    }
    for (size_t i = 0; i < count; i++)
        x[i] *= mask[i];
}

static void add_row(float *restrict x, const float *restrict row, int count) {
    for (int j = 0; j < count; j++)
        x[j] += row[j];
}

/* Word and piece dropout: a rare word is often hidden, so that its pieces learn to stand for it. */
static void choose_rows(worker *w, int row) {
    const batch *b = &w->input;
    int32_t *pieces = w->piece_rows + row * ATT_FEATURES_PIECES;
    int word = b->word[row];
    int known = word >= 0 && word < w->net->shape.trained ? word : -1;
    for (int k = 0; k < ATT_FEATURES_PIECES; k++)
        pieces[k] = (int32_t)(b->pieces[row][k] >> (32 - w->net->shape.bits));
    w->word_rows[row] = known;
    if (!w->training)
        return;
    bool hidden = known < 0 || worker_uniform(w) < 0.5f / (0.5f + (float)b->frequency[row]);
    if (hidden)
        w->word_rows[row] = -1;
    for (int k = 0; k < ATT_FEATURES_PIECES; k++)
        if (worker_uniform(w) < 0.05f)
            pieces[k] = -1;
    if (hidden && worker_uniform(w) < 0.5f)
        pieces[0] = pieces[ATT_FEATURES_PIECES - 1] = -1;
}

static bool is_root(const batch *b, int row) {
    return b->word[row] == -2;
}

static void embed(worker *w) {
    const network *net = w->net;
    int e = net->shape.embedding, rows = w->input.rows;
    memset(w->vectors, 0, sizeof(float) * (size_t)rows * VECTOR);
    for (int t = 0; t < rows; t++) {
        float *x = w->x[0] + (size_t)t * (size_t)e;
        int32_t *pieces = w->piece_rows + t * ATT_FEATURES_PIECES;
        memset(x, 0, sizeof(float) * (size_t)e);
        if (is_root(&w->input, t)) {
            add_row(x, net->dense + net->at.root, e);
            w->word_rows[t] = -1;
            for (int k = 0; k < ATT_FEATURES_PIECES; k++)
                pieces[k] = -1;
            continue;
        }
        choose_rows(w, t);
        if (w->word_rows[t] >= 0)
            add_row(x, net->words + (size_t)w->word_rows[t] * (size_t)e, e);
        for (int k = 0; k < ATT_FEATURES_PIECES; k++)
            if (pieces[k] >= 0)
                add_row(x, net->pieces + (size_t)pieces[k] * (size_t)e, e);
        int word = w->input.word[t];
        if (word >= 0 && !(w->training && worker_uniform(w) < 0.05f))
            memcpy(w->vectors + (size_t)t * VECTOR, net->vectors + (size_t)word * VECTOR,
                   sizeof(float) * VECTOR);
    }
    multiply(false, false, rows, e, VECTOR, w->vectors, VECTOR, net->dense + net->at.vectors, e,
             1.0f, w->x[0], e);
}

static void normalise(worker *w) {
    const network *net = w->net;
    int e = net->shape.embedding;
    const float *gain = net->dense + net->at.gain, *bias = net->dense + net->at.bias;
    for (int t = 0; t < w->input.rows; t++) {
        float *x = w->x[0] + (size_t)t * (size_t)e, *y = w->normal + (size_t)t * (size_t)e;
        float mean = 0.0f, variance = 0.0f;
        for (int j = 0; j < e; j++)
            mean += x[j];
        mean /= (float)e;
        for (int j = 0; j < e; j++)
            variance += (x[j] - mean) * (x[j] - mean);
        float inverse = 1.0f / sqrtf(variance / (float)e + 1e-5f);
        w->inverse[t] = inverse;
        for (int j = 0; j < e; j++) {
            y[j] = (x[j] - mean) * inverse;
            x[j] = y[j] * gain[j] + bias[j];
        }
    }
    drop(w, w->x[0], w->mask[0], (size_t)w->input.rows * (size_t)e, w->rates.input);
}

static void convolve(worker *w) {
    const network *net = w->net;
    const batch *b = &w->input;
    int e = net->shape.embedding, d = net->shape.width;
    size_t se = (size_t)e, sd = (size_t)d;
    memset(w->columns, 0, sizeof(float) * (size_t)b->rows * 3 * se);
    for (int s = 0; s < b->count; s++)
        for (int i = 0; i < b->length[s]; i++)
            for (int k = 0; k < 3; k++)
                if (i + k >= 1 && i + k <= b->length[s])
                    memcpy(w->columns + ((size_t)(b->start[s] + i) * 3 + (size_t)k) * se,
                           w->x[0] + (size_t)(b->start[s] + i + k - 1) * se, sizeof(float) * se);
    multiply(false, false, b->rows, d, 3 * e, w->columns, 3 * e, net->dense + net->at.convolution,
             d, 0.0f, w->convolved, d);
    const float *bias = net->dense + net->at.convolution_bias;
    for (int t = 0; t < b->rows; t++) {
        float *z = w->convolved + (size_t)t * sd, *y = w->x[1] + (size_t)t * sd;
        const float *x = w->x[0] + (size_t)t * se;
        for (int j = 0; j < d; j++) {
            z[j] = z[j] + bias[j] > 0.0f ? z[j] + bias[j] : 0.0f;
            y[j] = z[j] + (j < e ? x[j] : 0.0f);
        }
    }
    drop(w, w->x[1], w->mask[1], (size_t)b->rows * sd, w->rates.layer);
}

static inline float sigmoid(float x) {
    return 1.0f / (1.0f + expf(-x));
}

/* One direction of one sentence. Gates of a row: for each direction candidate, forget, reset. */
static void recur_one(worker *w, int l, int start, int length, int direction) {
    const network *net = w->net;
    int d = net->shape.width, h = d / 2;
    size_t sd = (size_t)d, side = (size_t)(direction * h);
    const float *peep_f = net->dense + net->at.peep[l] + direction * d, *peep_r = peep_f + h;
    const float *bias_f = net->dense + net->at.gate[l] + direction * d, *bias_r = bias_f + h;
    float zero[512] = {0};
    const float *before = zero;
    for (int s = 0; s < length; s++) {
        size_t t = (size_t)(start + (direction ? length - 1 - s : s));
        const float *restrict u = w->gates[l] + t * 3 * sd + 3 * side;
        const float *restrict x = w->x[l + 1] + t * sd + side;
        float *restrict y = w->x[l + 2] + t * sd + side, *restrict c = w->cell[l] + t * sd + side;
        float *restrict f = w->forget[l] + t * sd + side, *restrict r = w->reset[l] + t * sd + side;
        for (int j = 0; j < h; j++) {
            f[j] = sigmoid(u[h + j] + peep_f[j] * before[j] + bias_f[j]);
            r[j] = sigmoid(u[2 * h + j] + peep_r[j] * before[j] + bias_r[j]);
            c[j] = f[j] * before[j] + (1.0f - f[j]) * u[j];
            y[j] = r[j] * c[j] + (1.0f - r[j]) * x[j];
        }
        before = c;
    }
}

static void recur(worker *w, int l) {
    const network *net = w->net;
    const batch *b = &w->input;
    int d = net->shape.width;
    multiply(false, false, b->rows, 3 * d, d, w->x[l + 1], d, net->dense + net->at.recur[l], 3 * d,
             0.0f, w->gates[l], 3 * d);
    for (int s = 0; s < b->count; s++)
        for (int direction = 0; direction < 2; direction++)
            recur_one(w, l, b->start[s], b->length[s], direction);
    drop(w, w->x[l + 2], w->mask[l + 2], (size_t)b->rows * (size_t)d, w->rates.layer);
}

static int best_of(const float *z, int count) {
    int best = 0;
    for (int i = 1; i < count; i++)
        if (z[i] > z[best])
            best = i;
    return best;
}

static void softmax(float *z, int count) {
    float top = z[best_of(z, count)], sum = 0.0f;
    for (int i = 0; i < count; i++) {
        z[i] = expf(z[i] - top);
        sum += z[i];
    }
    for (int i = 0; i < count; i++)
        z[i] /= sum;
}

/* Turns logits into the gradient of weight × cross entropy with the mixture of the gold label and
 * the teacher's distribution. */
static void cross_entropy(worker *w, float *z, int count, int gold, const float *soft,
                          float weight) {
    if (gold < 0 && soft == NULL) {
        memset(z, 0, sizeof(float) * (size_t)count);
        return;
    }
    softmax(z, count);
    float share = soft == NULL ? 0.0f : gold < 0 ? 1.0f : w->softness;
    if (gold >= 0)
        w->loss -= (double)(weight * (1.0f - share) * logf(z[gold] + 1e-20f));
    for (int i = 0; i < count; i++)
        z[i] *= weight;
    if (gold >= 0)
        z[gold] -= weight * (1.0f - share);
    if (soft != NULL)
        for (int i = 0; i < count; i++)
            z[i] -= weight * share * soft[i];
}

static const float tag_weights[HEAD_COUNT] = {0.5f, 0.5f, 0.3f, 0.5f};

static void tag(worker *w) {
    const network *net = w->net;
    const batch *b = &w->input;
    size_t columns = (size_t)net->at.columns;
    for (int s = 0; s < b->count; s++)
        for (int i = 0; i < b->length[s]; i++)
            for (int k = 0; k < HEAD_COUNT; k++) {
                int t = b->start[s] + i, count = net->shape.classes[k];
                float *z = w->out + (size_t)t * columns + net->at.tags[k];
                float *d = w->d_out + (size_t)t * columns + net->at.tags[k];
                memcpy(d, z, sizeof(float) * (size_t)count);
                const float *soft = NULL;
                if (b->soft[s] != NULL && i > 0)
                    soft = b->soft[s]->tags[k] + (i - 1) * count;
                if (w->training) {
                    cross_entropy(w, d, count, i ? b->label[k][t] : -1, soft, tag_weights[k]);
                    continue;
                }
                w->best[k][t] = best_of(z, count);
                if (w->record != NULL && i > 0) {
                    softmax(d, count);
                    float *to = w->record[s].tags[k] + (i - 1) * count;
                    for (int j = 0; j < count; j++)
                        to[j] += d[j];
                }
            }
}

int network_distance(int dependent, int head) {
    if (head == 0)
        return 0;
    int away = head > dependent ? head - dependent : dependent - head;
    int bucket = away <= 5 ? away : away <= 8 ? 6 : away <= 14 ? 7 : away <= 25 ? 8 : 9;
    return head < dependent ? bucket : 9 + bucket;
}

static void rectify(float *restrict to, const float *from, int rows, int count, int stride) {
    for (int t = 0; t < rows; t++)
        for (int j = 0; j < count; j++) {
            float z = from[t * stride + j];
            to[t * count + j] = z > 0.0f ? z : 0.05f * z;
        }
}

static void decode(worker *w, int start, int nodes) {
    for (int i = 1; i < nodes; i++)
        for (int j = 0; j < nodes; j++) {
            float score = w->scores[i * nodes + j] * 1024.0f;
            w->tree_scores[i * nodes + j] = score > 65535.0f    ? 65535
                                            : score < -65535.0f ? -65535
                                                                : (int32_t)lrintf(score);
        }
    int32_t heads[SENTENCE_MOST + 1];
    att_spanning_decode(heads, w->tree_scores, (size_t)nodes - 1, w->tree_scratch);
    for (int i = 0; i < nodes; i++)
        w->best_head[start + i] = heads[i];
}

static void record_arcs(worker *w, int s, int nodes) {
    for (int i = 1; i < nodes; i++) {
        softmax(w->scores + i * nodes, nodes);
        float *to = w->record[s].arcs + (i - 1) * nodes;
        for (int j = 0; j < nodes; j++)
            to[j] += w->scores[i * nodes + j];
    }
}

/* The gradient by one sentence's scores goes on to the queries and the heads at once, since the
 * score matrix is reused. */
static void train_arcs(worker *w, int s, int start, int nodes) {
    const network *net = w->net;
    int arc = net->shape.arc;
    float *distance = w->gradient + net->at.distance;
    memset(w->scores, 0, sizeof(float) * (size_t)nodes);
    for (int i = 1; i < nodes; i++) {
        float *row = w->scores + i * nodes;
        const soft_target *soft = w->input.soft[s];
        row[i] = -1e9f;
        cross_entropy(w, row, nodes, w->input.head[start + i],
                      soft ? soft->arcs + (i - 1) * nodes : NULL, 1.0f);
        for (int j = 0; j < nodes; j++)
            distance[network_distance(i, j)] += row[j];
    }
    size_t at = (size_t)start * (size_t)arc;
    multiply(false, false, nodes, arc, nodes, w->scores, nodes, w->head + at, arc, 0.0f,
             w->d_query + at, arc);
    multiply(true, false, nodes, arc, nodes, w->scores, nodes, w->query + at, arc, 0.0f,
             w->d_head + at, arc);
}

static void arcs(worker *w) {
    const network *net = w->net;
    const batch *b = &w->input;
    int arc = net->shape.arc, columns = net->at.columns;
    size_t count = (size_t)b->rows * (size_t)arc;
    rectify(w->dependent, w->out + net->at.arc_dependent, b->rows, arc, columns);
    rectify(w->head, w->out + net->at.arc_head, b->rows, arc, columns);
    drop(w, w->dependent, w->mask_dependent, count, w->rates.head);
    drop(w, w->head, w->mask_head, count, w->rates.head);
    multiply(false, false, b->rows, arc, arc, w->dependent, arc, net->dense + net->at.bilinear, arc,
             0.0f, w->query, arc);
    for (int t = 0; t < b->rows; t++)
        add_row(w->query + t * arc, net->dense + net->at.arc_bias, arc);
    for (int s = 0; s < b->count; s++) {
        int start = b->start[s], nodes = b->length[s];
        size_t at = (size_t)start * (size_t)arc;
        multiply(false, true, nodes, nodes, arc, w->query + at, arc, w->head + at, arc, 0.0f,
                 w->scores, nodes);
        for (int i = 1; i < nodes; i++)
            for (int j = 0; j < nodes; j++)
                w->scores[i * nodes + j] +=
                    net->dense[net->at.distance + (size_t)network_distance(i, j)];
        for (int i = 1; i < nodes; i++)
            w->scores[i * nodes + i] = -1e9f;
        if (w->training)
            train_arcs(w, s, start, nodes);
        else
            decode(w, start, nodes);
        if (w->record != NULL)
            record_arcs(w, s, nodes);
    }
}

static void join_labels(worker *w) {
    const network *net = w->net;
    const batch *b = &w->input;
    int label = net->shape.label;
    size_t columns = (size_t)net->at.columns;
    bool gold = w->training || w->record != NULL;
    for (int s = 0; s < b->count; s++)
        for (int i = 0; i < b->length[s]; i++) {
            int t = b->start[s] + i;
            int head = b->start[s] + (i == 0 ? 0 : gold ? b->head[t] : w->best_head[t]);
            const float *x = w->out + (size_t)t * columns + net->at.label_dependent;
            const float *y = w->out + (size_t)head * columns + net->at.label_head;
            float *z = w->hidden + t * label;
            for (int j = 0; j < label; j++)
                z[j] = x[j] + y[j] > 0.0f ? x[j] + y[j] : 0.0f;
        }
    drop(w, w->hidden, w->mask_hidden, (size_t)b->rows * (size_t)label, w->rates.head);
}

static void labels(worker *w) {
    const network *net = w->net;
    const batch *b = &w->input;
    int relations = net->shape.relations, label = net->shape.label;
    join_labels(w);
    multiply(false, false, b->rows, relations, label, w->hidden, label,
             net->dense + net->at.relation, relations, 0.0f, w->logits, relations);
    for (int s = 0; s < b->count; s++)
        for (int i = 0; i < b->length[s]; i++) {
            int t = b->start[s] + i;
            float *z = w->logits + t * relations;
            add_row(z, net->dense + net->at.relation_bias, relations);
            const soft_target *soft = i > 0 ? b->soft[s] : NULL;
            if (w->training) {
                cross_entropy(w, z, relations, i ? b->relation[t] : -1,
                              soft ? soft->relations + (i - 1) * relations : NULL, 1.0f);
                continue;
            }
            w->best_relation[t] = best_of(z, relations);
            if (w->record != NULL && i > 0) {
                softmax(z, relations);
                add_row(w->record[s].relations + (i - 1) * relations, z, relations);
            }
        }
}

void network_forward(worker *w) {
    const network *net = w->net;
    int d = net->shape.width, columns = net->at.columns;
    if (w->input.rows == 0)
        return;
    embed(w);
    normalise(w);
    convolve(w);
    for (int l = 0; l < net->shape.layers; l++)
        recur(w, l);
    multiply(false, false, w->input.rows, columns, d, w->x[net->shape.layers + 1], d,
             net->dense + net->at.heads, columns, 0.0f, w->out, columns);
    for (int t = 0; t < w->input.rows; t++)
        add_row(w->out + (size_t)t * (size_t)columns, net->dense + net->at.heads_bias, columns);
    tag(w);
    arcs(w);
    labels(w);
    w->words += w->input.rows - w->input.count;
}
