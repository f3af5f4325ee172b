/* The parameters of a network: where each block stands, how they begin, and their file. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"

float *network_floats(size_t count) {
    size_t bytes = (count * sizeof(float) + 127) / 64 * 64;
    float *block = aligned_alloc(64, bytes);
    if (block == NULL)
        abort();
    memset(block, 0, bytes);
    return block;
}

uint64_t network_random(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

static size_t reserve(size_t *total, size_t count) {
    size_t at = *total;
    *total += (count + 15) / 16 * 16;
    return at;
}

static void lay_out(network *net) {
    const network_shape *s = &net->shape;
    network_layout *at = &net->at;
    size_t e = (size_t)s->embedding, d = (size_t)s->width, total = 0;
    at->vectors = reserve(&total, VECTOR * e);
    at->gain = reserve(&total, e);
    at->bias = reserve(&total, e);
    at->root = reserve(&total, e);
    at->convolution = reserve(&total, 3 * e * d);
    at->convolution_bias = reserve(&total, d);
    for (int l = 0; l < s->layers; l++) {
        at->recur[l] = reserve(&total, 3 * d * d);
        at->peep[l] = reserve(&total, 2 * d);
        at->gate[l] = reserve(&total, 2 * d);
    }
    at->arc_dependent = 0;
    at->arc_head = s->arc;
    at->label_dependent = 2 * s->arc;
    at->label_head = 2 * s->arc + s->label;
    at->columns = 2 * s->arc + 2 * s->label;
    for (int k = 0; k < HEAD_COUNT; k++) {
        at->tags[k] = at->columns;
        at->columns += s->classes[k];
    }
    at->heads = reserve(&total, d * (size_t)at->columns);
    at->heads_bias = reserve(&total, (size_t)at->columns);
    at->bilinear = reserve(&total, (size_t)(s->arc * s->arc));
    at->arc_bias = reserve(&total, (size_t)s->arc);
    at->distance = reserve(&total, DISTANCES);
    at->relation = reserve(&total, (size_t)(s->label * s->relations));
    at->relation_bias = reserve(&total, (size_t)s->relations);
    at->total = total;
}

static void randomise(float *out, size_t count, float range, uint64_t *random) {
    for (size_t i = 0; i < count; i++)
        out[i] = ((float)(network_random(random) >> 40) * (2.0f / 16777216.0f) - 1.0f) * range;
}

static void allocate(network *net) {
    size_t e = (size_t)net->shape.embedding;
    lay_out(net);
    net->dense = network_floats(net->at.total);
    net->words = network_floats((size_t)net->shape.trained * e);
    net->pieces = network_floats(e << net->shape.bits);
}

void network_init(network *net, const network_shape *shape, const float *vectors, uint64_t seed) {
    *net = (network){.shape = *shape, .vectors = vectors};
    allocate(net);
    float *p = net->dense;
    const network_layout *at = &net->at;
    int e = shape->embedding, d = shape->width;
    size_t se = (size_t)e, sd = (size_t)d;
    randomise(p + at->vectors, VECTOR * se, sqrtf(6.0f / (float)(VECTOR + e)), &seed);
    for (int j = 0; j < e; j++)
        p[at->gain + (size_t)j] = 1.0f;
    randomise(p + at->root, se, 1.0f, &seed);
    randomise(p + at->convolution, 3 * se * sd, sqrtf(6.0f / (float)(3 * e + d)), &seed);
    for (int l = 0; l < shape->layers; l++)
        randomise(p + at->recur[l], 3 * sd * sd, sqrtf(6.0f / (1.5f * (float)d)), &seed);
    randomise(p + at->heads, sd * (size_t)at->columns, sqrtf(6.0f / (float)(2 * d)), &seed);
    randomise(p + at->bilinear, (size_t)(shape->arc * shape->arc), 0.05f, &seed);
    randomise(p + at->relation, (size_t)(shape->label * shape->relations),
              sqrtf(6.0f / (float)(shape->label + shape->relations)), &seed);
    randomise(net->words, (size_t)shape->trained * se, 0.1f, &seed);
    randomise(net->pieces, se << shape->bits, 0.1f, &seed);
}

void network_release(network *net) {
    free(net->dense);
    free(net->words);
    free(net->pieces);
}

static void fail(const char *path) {
    perror(path);
    exit(1);
}

void network_save(const network *net, const char *path) {
    size_t e = (size_t)net->shape.embedding;
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        fail(path);
    fwrite(&net->shape, sizeof net->shape, 1, file);
    fwrite(net->dense, sizeof(float), net->at.total, file);
    fwrite(net->words, sizeof(float), (size_t)net->shape.trained * e, file);
    fwrite(net->pieces, sizeof(float), e << net->shape.bits, file);
    if (fclose(file) != 0)
        fail(path);
}

void network_load(network *net, const char *path, const float *vectors) {
    FILE *file = fopen(path, "rb");
    *net = (network){.vectors = vectors};
    if (file == NULL || fread(&net->shape, sizeof net->shape, 1, file) != 1)
        fail(path);
    allocate(net);
    size_t e = (size_t)net->shape.embedding;
    size_t words = (size_t)net->shape.trained * e, pieces = e << net->shape.bits;
    if (fread(net->dense, sizeof(float), net->at.total, file) != net->at.total ||
        fread(net->words, sizeof(float), words, file) != words ||
        fread(net->pieces, sizeof(float), pieces, file) != pieces)
        fail(path);
    fclose(file);
}
