/* export - makes a model file of a trained network: tables in 4 bits and matrices in 6, the
 * pretrained vectors folded into the rows of the word table, the decisions for lemmas.
 *
 *   export --net FILE --vectors FILE --irregular FILE --out FILE TREEBANK…
 *
 * The treebanks and vectors must be those of the training, from which the vocabulary follows. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "lemmas.h"
#include "network.h"
#include "parse/format.h"
#include "parse/kernels.h"
#include "vocabulary.h"

typedef struct options {
    const char *net, *vectors, *irregular, *out;
    int first_treebank;
} options;

typedef struct writer {
    unsigned char *bytes;
    size_t size, capacity;
    att_format_header header;
} writer;

static void *section(writer *w, int number, size_t size) {
    size_t at = (w->size + ATT_FORMAT_ALIGNMENT - 1) / ATT_FORMAT_ALIGNMENT * ATT_FORMAT_ALIGNMENT;
    if (at + size > w->capacity) {
        fprintf(stderr, "the model is larger than it may be\n");
        exit(1);
    }
    w->header.sections[number] = (att_format_span){(uint32_t)at, (uint32_t)size};
    w->size = at + size;
    return w->bytes + at;
}

/* ---- tables ---- */

/* Packs a row in 4 bits a value and returns its scale. */
static float quantise_row(uint8_t *out, const float *row, int count) {
    float most = 1e-9f;
    int half = count / 2;
    for (int i = 0; i < count; i++)
        most = fmaxf(most, fabsf(row[i]));
    for (int i = 0; i < half; i++) {
        long low = lrintf(row[i] * 7.0f / most), high = lrintf(row[half + i] * 7.0f / most);
        out[i] = (uint8_t)((low + 8) | (high + 8) << 4);
    }
    return most / 7.0f;
}

static void write_words(writer *w, const network *net, const vocabulary *v) {
    int e = net->shape.embedding;
    uint32_t slots = 1;
    while (slots < 2 * (uint32_t)v->count)
        slots *= 2;
    w->header.word_slots = slots;
    uint32_t *slot = section(w, ATT_SECTION_WORD_SLOTS, slots * sizeof *slot);
    uint32_t *print = section(w, ATT_SECTION_WORD_PRINTS, (size_t)v->count * sizeof *print);
    size_t bytes = (size_t)e / 2;
    uint8_t *rows = section(w, ATT_SECTION_WORD_ROWS, (size_t)v->count * bytes);
    float *scales = section(w, ATT_SECTION_WORD_SCALES, (size_t)v->count * sizeof *scales);
    float *row = malloc((size_t)e * sizeof *row);
    for (int i = 0; i < v->count; i++) {
        memset(row, 0, (size_t)e * sizeof *row);
        multiply(false, false, 1, e, VECTOR, v->vectors + (size_t)i * VECTOR, VECTOR,
                 net->dense + net->at.vectors, e, 0.0f, row, e);
        for (int j = 0; i < v->trained && j < e; j++)
            row[j] += net->words[(size_t)i * (size_t)e + (size_t)j];
        scales[i] = quantise_row(rows + (size_t)i * bytes, row, e);
        print[i] = (uint32_t)(v->keys[i] >> 32);
        uint32_t at = (uint32_t)v->keys[i] & (slots - 1);
        while (slot[at] != 0)
            at = (at + 1) & (slots - 1);
        slot[at] = (uint32_t)i + 1;
    }
    free(row);
}

static void write_pieces(writer *w, const network *net) {
    size_t e = (size_t)net->shape.embedding, count = (size_t)1 << net->shape.bits;
    uint8_t *rows = section(w, ATT_SECTION_PIECE_ROWS, count * e / 2);
    float *scales = section(w, ATT_SECTION_PIECE_SCALES, count * sizeof *scales);
    for (size_t i = 0; i < count; i++)
        scales[i] = quantise_row(rows + i * e / 2, net->pieces + i * e, (int)e);
}

static void write_norm(writer *w, const network *net) {
    size_t e = (size_t)net->shape.embedding;
    const float *gain = net->dense + net->at.gain, *bias = net->dense + net->at.bias;
    const float *root = net->dense + net->at.root;
    float *out = section(w, ATT_SECTION_NORM, 3 * e * sizeof *out);
    double mean = 0.0, variance = 0.0;
    for (size_t i = 0; i < e; i++)
        mean += (double)root[i] / (double)e;
    for (size_t i = 0; i < e; i++)
        variance += ((double)root[i] - mean) * ((double)root[i] - mean) / (double)e;
    for (size_t i = 0; i < e; i++) {
        out[i] = gain[i];
        out[e + i] = bias[i];
        out[2 * e + i] =
            (float)(((double)root[i] - mean) / sqrt(variance + 1e-5)) * gain[i] + bias[i];
    }
}

/* ---- matrices ---- */

/* Columns gathered from a dense block: where each begins, and its bias. */
typedef struct gathered {
    const float *column[2048];
    float bias[2048];
    size_t stride[2048];
    uint32_t count;
} gathered;

static void gather(gathered *g, const float *block, size_t stride, size_t first, size_t count,
                   const float *bias) {
    for (size_t i = 0; i < count; i++) {
        g->column[g->count] = block + first + i;
        g->stride[g->count] = stride;
        g->bias[g->count++] = bias != NULL ? bias[first + i] : 0.0f;
    }
}

static void write_matrix(writer *w, int number, const gathered *g, size_t depth) {
    uint32_t wide = (g->count + ATT_KERNEL_COLUMNS - 1) / ATT_KERNEL_COLUMNS * ATT_KERNEL_COLUMNS;
    int8_t *packed = section(w, number, wide * depth);
    float *scale = section(w, number + 1, 2 * wide * sizeof *scale), *bias = scale + wide;
    int32_t *offset = section(w, number + 2, wide * sizeof *offset);
    for (uint32_t c = 0; c < g->count; c++) {
        float most = 1e-9f;
        int8_t *to = packed + c / ATT_KERNEL_COLUMNS * ATT_KERNEL_COLUMNS * depth +
                     c % ATT_KERNEL_COLUMNS * ATT_KERNEL_DEPTH;
        for (size_t k = 0; k < depth; k++)
            most = fmaxf(most, fabsf(g->column[c][k * g->stride[c]]));
        for (size_t k = 0; k < depth; k++) {
            long value = lrintf(g->column[c][k * g->stride[c]] * (float)ATT_KERNEL_WEIGHT / most);
            to[k / ATT_KERNEL_DEPTH * ATT_KERNEL_COLUMNS * ATT_KERNEL_DEPTH +
               k % ATT_KERNEL_DEPTH] = (int8_t)value;
            offset[c] += (int32_t)value * ATT_KERNEL_ZERO;
        }
        scale[c] = most / (float)ATT_KERNEL_WEIGHT;
        bias[c] = g->bias[c];
    }
}

static void write_block(writer *w, int number, const float *block, size_t columns, size_t depth,
                        const float *bias) {
    gathered g = {.count = 0};
    gather(&g, block, columns, 0, columns, bias);
    write_matrix(w, number, &g, depth);
}

static void write_heads(writer *w, const network *net) {
    const network_layout *at = &net->at;
    const float *heads = net->dense + at->heads, *bias = net->dense + at->heads_bias;
    size_t columns = (size_t)at->columns, d = (size_t)net->shape.width;
    gathered tags = {.count = 0}, labels = {.count = 0};
    gather(&tags, heads, columns, 0, 2 * (size_t)net->shape.arc, bias);
    for (int k = 0; k < HEAD_COUNT; k++)
        gather(&tags, heads, columns, (size_t)at->tags[k], (size_t)net->shape.classes[k], bias);
    gather(&labels, heads, columns, (size_t)at->label_dependent, 2 * (size_t)net->shape.label,
           bias);
    write_matrix(w, ATT_SECTION_TAGS, &tags, d);
    write_matrix(w, ATT_SECTION_LABELS, &labels, d);
}

static void write_layers(writer *w, const network *net) {
    size_t d = (size_t)net->shape.width, half = d / 2, layers = (size_t)net->shape.layers;
    float *gates = section(w, ATT_SECTION_GATES, layers * 4 * d * sizeof *gates);
    for (size_t l = 0; l < layers; l++)
        for (size_t direction = 0; direction < 2; direction++) {
            float *to = gates + (l * 2 + direction) * 4 * half;
            memcpy(to, net->dense + net->at.peep[l] + direction * d, d * sizeof *to);
            memcpy(to + d, net->dense + net->at.gate[l] + direction * d, d * sizeof *to);
        }
    for (size_t l = 0; l < layers; l++)
        write_block(w, ATT_SECTION_RECUR + 3 * (int)l, net->dense + net->at.recur[l], 3 * d, d,
                    NULL);
}

static void write_matrices(writer *w, const network *net) {
    const network_shape *s = &net->shape;
    const float *p = net->dense;
    size_t d = (size_t)s->width, arc = (size_t)s->arc;
    write_layers(w, net);
    write_block(w, ATT_SECTION_CONVOLUTION, p + net->at.convolution, d, 3 * (size_t)s->embedding,
                p + net->at.convolution_bias);
    write_heads(w, net);
    write_block(w, ATT_SECTION_BILINEAR, p + net->at.bilinear, arc, arc, p + net->at.arc_bias);
    write_block(w, ATT_SECTION_RELATIONS, p + net->at.relation, (size_t)s->relations,
                (size_t)s->label, p + net->at.relation_bias);
    float *distance = section(w, ATT_SECTION_DISTANCE, DISTANCES * sizeof *distance);
    for (size_t i = 0; i < DISTANCES; i++)
        distance[i] = p[net->at.distance + i] * 1024.0f;
}

/* ---- the file ---- */

static void write_lemmas(writer *w, const lemma_table *lemmas) {
    size_t rules = (size_t)lemmas->rule_count * sizeof(att_lemma_rule);
    size_t slots = lemmas->slot_count * sizeof(att_lemma_slot);
    w->header.lemma_rules = (uint32_t)lemmas->rule_count;
    w->header.lemma_slots = lemmas->slot_count;
    memcpy(section(w, ATT_SECTION_LEMMA_RULES, rules), lemmas->rules, rules);
    memcpy(section(w, ATT_SECTION_LEMMA_SLOTS, slots), lemmas->slots, slots);
}

static void write_classes(writer *w, const vocabulary *v) {
    size_t size = (size_t)v->class_count * sizeof(uint16_t);
    memcpy(section(w, ATT_SECTION_CLASSES, size), v->classes, size);
}

static void write_header(writer *w, const network *net, const vocabulary *v) {
    att_format_header *h = &w->header;
    memcpy(h->magic, ATT_FORMAT_MAGIC, sizeof h->magic);
    h->version = ATT_FORMAT_VERSION;
    h->features_version = ATT_FEATURES_VERSION;
    w->size = (w->size + ATT_FORMAT_ALIGNMENT - 1) / ATT_FORMAT_ALIGNMENT * ATT_FORMAT_ALIGNMENT;
    h->size = (uint32_t)w->size;
    h->word_rows = (uint32_t)v->count;
    h->piece_bits = (uint32_t)net->shape.bits;
    h->embedding = (uint32_t)net->shape.embedding;
    h->width = (uint32_t)net->shape.width;
    h->layers = (uint32_t)net->shape.layers;
    h->arc = (uint32_t)net->shape.arc;
    h->label = (uint32_t)net->shape.label;
    for (int k = 0; k < HEAD_COUNT; k++)
        h->tags[k] = (uint32_t)net->shape.classes[k];
    h->relations = (uint32_t)net->shape.relations;
    memcpy(w->bytes, h, sizeof *h);
    h->checksum = att_format_checksum(w->bytes, w->size);
    memcpy(w->bytes, h, sizeof *h);
}

static void save(const writer *w, const char *path) {
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(w->bytes, 1, w->size, file) != w->size || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
    fprintf(stderr, "%s: %zu bytes\n", path, w->size);
}

static options read_options(int count, char **arguments) {
    options o = {.first_treebank = count};
    const struct {
        const char *name;
        const char **value;
    } names[] = {{"--net", &o.net},
                 {"--vectors", &o.vectors},
                 {"--irregular", &o.irregular},
                 {"--out", &o.out}};
    for (int i = 1; i < count; i += 2) {
        if (arguments[i][0] != '-') {
            o.first_treebank = i;
            break;
        }
        for (size_t k = 0; k < sizeof names / sizeof *names && i + 1 < count; k++)
            if (strcmp(arguments[i], names[k].name) == 0)
                *names[k].value = arguments[i + 1];
    }
    if (o.net == NULL || o.vectors == NULL || o.irregular == NULL || o.out == NULL ||
        o.first_treebank == count) {
        fprintf(stderr, "usage: export --net FILE --vectors FILE --irregular FILE --out FILE "
                        "TREEBANK...\n");
        exit(2);
    }
    return o;
}

int main(int count, char **arguments) {
    options o = read_options(count, arguments);
    corpus text = {0};
    vocabulary words;
    network net;
    lemma_table lemmas;
    for (int i = o.first_treebank; i < count; i++)
        corpus_read(&text, arguments[i]);
    network_load(&net, o.net, NULL);
    vocabulary_build(&words, &text, o.vectors, net.shape.rows);
    lemmas_learn(&lemmas, &text, o.irregular, o.vectors);
    writer w = {.size = sizeof(att_format_header), .capacity = 32 << 20};
    w.bytes = calloc(w.capacity, 1);
    write_words(&w, &net, &words);
    write_pieces(&w, &net);
    write_norm(&w, &net);
    write_classes(&w, &words);
    write_lemmas(&w, &lemmas);
    write_matrices(&w, &net);
    write_header(&w, &net, &words);
    save(&w, o.out);
    return 0;
}
