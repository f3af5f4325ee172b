/* The backward pass of network.c, block by block in reverse order. */
#include <string.h>

#include "network.h"

static void add_columns(float *restrict to, const float *from, int rows, int count, int stride) {
    for (int t = 0; t < rows; t++)
        for (int j = 0; j < count; j++)
            to[j] += from[(size_t)t * (size_t)stride + (size_t)j];
}

static void back_labels(worker *w) {
    const network *net = w->net;
    const batch *b = &w->input;
    int rows = b->rows, label = net->shape.label, relations = net->shape.relations;
    size_t columns = (size_t)net->at.columns;
    float *g = w->gradient;
    multiply(true, false, label, relations, rows, w->hidden, label, w->logits, relations, 1.0f,
             g + net->at.relation, relations);
    add_columns(g + net->at.relation_bias, w->logits, rows, relations, relations);
    multiply(false, true, rows, label, relations, w->logits, relations,
             net->dense + net->at.relation, relations, 0.0f, w->d_hidden, label);
    for (int t = 0; t < rows; t++)
        memset(w->d_out + (size_t)t * columns + net->at.label_dependent, 0,
               sizeof(float) * 2 * (size_t)label);
    for (int s = 0; s < b->count; s++)
        for (int i = 1; i < b->length[s]; i++) {
            int t = b->start[s] + i, head = b->start[s] + b->head[t];
            float *dx = w->d_out + (size_t)t * columns + net->at.label_dependent;
            float *dy = w->d_out + (size_t)head * columns + net->at.label_head;
            for (int j = 0; j < label; j++) {
                float d = w->hidden[t * label + j] > 0.0f
                              ? w->d_hidden[t * label + j] * w->mask_hidden[t * label + j]
                              : 0.0f;
                dx[j] = d;
                dy[j] += d;
            }
        }
}

static void back_rectified(float *to, const float *from, const float *value, const float *mask,
                           int rows, int count, size_t stride) {
    for (int t = 0; t < rows; t++)
        for (int j = 0; j < count; j++) {
            int i = t * count + j;
            to[(size_t)t * stride + (size_t)j] =
                from[i] * mask[i] * (value[i] > 0.0f ? 1.0f : 0.05f);
        }
}

static void back_arcs(worker *w) {
    const network *net = w->net;
    int rows = w->input.rows, arc = net->shape.arc;
    size_t columns = (size_t)net->at.columns;
    float *g = w->gradient;
    add_columns(g + net->at.arc_bias, w->d_query, rows, arc, arc);
    multiply(true, false, arc, arc, rows, w->dependent, arc, w->d_query, arc, 1.0f,
             g + net->at.bilinear, arc);
    multiply(false, true, rows, arc, arc, w->d_query, arc, net->dense + net->at.bilinear, arc, 0.0f,
             w->d_dependent, arc);
    back_rectified(w->d_out + net->at.arc_dependent, w->d_dependent, w->dependent,
                   w->mask_dependent, rows, arc, columns);
    back_rectified(w->d_out + net->at.arc_head, w->d_head, w->head, w->mask_head, rows, arc,
                   columns);
}

static void back_heads(worker *w) {
    const network *net = w->net;
    int rows = w->input.rows, d = net->shape.width, columns = net->at.columns;
    const float *top = w->x[net->shape.layers + 1];
    multiply(true, false, d, columns, rows, top, d, w->d_out, columns, 1.0f,
             w->gradient + net->at.heads, columns);
    add_columns(w->gradient + net->at.heads_bias, w->d_out, rows, columns, columns);
    multiply(false, true, rows, d, columns, w->d_out, columns, net->dense + net->at.heads, columns,
             0.0f, w->d_x, d);
}

static void mask_gradient(float *restrict gradient, const float *restrict mask, size_t count) {
    for (size_t i = 0; i < count; i++)
        gradient[i] *= mask[i];
}

static void back_recur_one(worker *w, int l, int start, int length, int direction) {
    const network *net = w->net;
    int d = net->shape.width, h = d / 2;
    size_t sd = (size_t)d, side = (size_t)(direction * h);
    const float *peep_f = net->dense + net->at.peep[l] + direction * d, *peep_r = peep_f + h;
    float *restrict g_pf = w->gradient + net->at.peep[l] + direction * d, *restrict g_pr = g_pf + h;
    float *restrict g_bf = w->gradient + net->at.gate[l] + direction * d, *restrict g_br = g_bf + h;
    float zero[512] = {0}, carry[512] = {0};
    for (int s = length - 1; s >= 0; s--) {
        size_t t = (size_t)(start + (direction ? length - 1 - s : s)),
               before = direction ? t + 1 : t - 1;
        const float *restrict u = w->gates[l] + t * 3 * sd + 3 * side;
        float *restrict du = w->d_gates + t * 3 * sd + 3 * side;
        const float *restrict x = w->x[l + 1] + t * sd + side, *restrict dy =
                                                                   w->d_x + t * sd + side;
        float *restrict dx = w->d_y + t * sd + side;
        const float *restrict c = w->cell[l] + t * sd + side, *restrict f =
                                                                  w->forget[l] + t * sd + side;
        const float *restrict r = w->reset[l] + t * sd + side;
        const float *restrict p = s > 0 ? w->cell[l] + before * sd + side : zero;
        for (int j = 0; j < h; j++) {
            float dr = dy[j] * (c[j] - x[j]) * r[j] * (1.0f - r[j]);
            float dc = carry[j] + dy[j] * r[j];
            float df = dc * (p[j] - u[j]) * f[j] * (1.0f - f[j]);
            dx[j] = dy[j] * (1.0f - r[j]);
            du[j] = dc * (1.0f - f[j]);
            du[h + j] = df;
            du[2 * h + j] = dr;
            g_pf[j] += df * p[j];
            g_pr[j] += dr * p[j];
            g_bf[j] += df;
            g_br[j] += dr;
            carry[j] = dc * f[j] + df * peep_f[j] + dr * peep_r[j];
        }
    }
}

static void swap_gradients(worker *w) {
    float *other = w->d_x;
    w->d_x = w->d_y;
    w->d_y = other;
}

static void back_recur(worker *w, int l) {
    const network *net = w->net;
    const batch *b = &w->input;
    int d = net->shape.width;
    mask_gradient(w->d_x, w->mask[l + 2], (size_t)b->rows * (size_t)d);
    for (int s = 0; s < b->count; s++)
        for (int direction = 0; direction < 2; direction++)
            back_recur_one(w, l, b->start[s], b->length[s], direction);
    multiply(true, false, d, 3 * d, b->rows, w->x[l + 1], d, w->d_gates, 3 * d, 1.0f,
             w->gradient + net->at.recur[l], 3 * d);
    multiply(false, true, b->rows, d, 3 * d, w->d_gates, 3 * d, net->dense + net->at.recur[l],
             3 * d, 1.0f, w->d_y, d);
    swap_gradients(w);
}

static void back_convolve(worker *w) {
    const network *net = w->net;
    const batch *b = &w->input;
    int e = net->shape.embedding, d = net->shape.width, rows = b->rows;
    size_t se = (size_t)e, sd = (size_t)d;
    float *dz = w->d_gates; /* free by now */
    mask_gradient(w->d_x, w->mask[1], (size_t)rows * sd);
    for (int t = 0; t < rows; t++) {
        for (int j = 0; j < d; j++)
            dz[(size_t)t * sd + (size_t)j] = w->convolved[(size_t)t * sd + (size_t)j] > 0.0f
                                                 ? w->d_x[(size_t)t * sd + (size_t)j]
                                                 : 0.0f;
        memcpy(w->d_y + (size_t)t * se, w->d_x + (size_t)t * sd, sizeof(float) * (e < d ? se : sd));
    }
    add_columns(w->gradient + net->at.convolution_bias, dz, rows, d, d);
    multiply(true, false, 3 * e, d, rows, w->columns, 3 * e, dz, d, 1.0f,
             w->gradient + net->at.convolution, d);
    multiply(false, true, rows, 3 * e, d, dz, d, net->dense + net->at.convolution, d, 0.0f,
             w->columns, 3 * e);
    for (int s = 0; s < b->count; s++)
        for (int i = 0; i < b->length[s]; i++)
            for (int k = 0; k < 3; k++)
                if (i + k >= 1 && i + k <= b->length[s])
                    add_columns(w->d_y + (size_t)(b->start[s] + i + k - 1) * se,
                                w->columns + ((size_t)(b->start[s] + i) * 3 + (size_t)k) * se, 1, e,
                                e);
    swap_gradients(w);
}

static void back_embed(worker *w) {
    const network *net = w->net;
    const batch *b = &w->input;
    int e = net->shape.embedding, rows = b->rows;
    size_t se = (size_t)e;
    const float *gain = net->dense + net->at.gain;
    float *restrict g_gain = w->gradient + net->at.gain, *restrict g_bias =
                                                             w->gradient + net->at.bias;
    mask_gradient(w->d_x, w->mask[0], (size_t)rows * se);
    for (int t = 0; t < rows; t++) {
        float *restrict g = w->d_x + (size_t)t * se, sum = 0.0f, product = 0.0f;
        const float *restrict y = w->normal + (size_t)t * se;
        for (int j = 0; j < e; j++) {
            g_gain[j] += g[j] * y[j];
            g_bias[j] += g[j];
            g[j] *= gain[j];
            sum += g[j];
            product += g[j] * y[j];
        }
        for (int j = 0; j < e; j++)
            g[j] = (g[j] - sum / (float)e - y[j] * product / (float)e) * w->inverse[t];
    }
    multiply(true, false, VECTOR, e, rows, w->vectors, VECTOR, w->d_x, e, 1.0f,
             w->gradient + net->at.vectors, e);
    for (int s = 0; s < b->count; s++)
        add_columns(w->gradient + net->at.root, w->d_x + (size_t)b->start[s] * se, 1, e, e);
}

void network_backward(worker *w) {
    if (w->input.rows == 0)
        return;
    back_labels(w);
    back_arcs(w);
    back_heads(w);
    for (int l = w->net->shape.layers - 1; l >= 0; l--)
        back_recur(w, l);
    back_convolve(w);
    back_embed(w);
}
