/* The network in floating point, as it is trained: hashed embeddings → convolution → bidirectional
 * simple recurrent units → one matrix of heads → arcs and relations. One worker belongs to one
 * thread and holds the activations and gradients of one batch. */
#ifndef TRAIN_NETWORK_H
#define TRAIN_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parse/features.h"

enum { HEAD_UPOS, HEAD_XPOS, HEAD_FEATURES, HEAD_ENTITY, HEAD_COUNT };
enum { LAYERS_MOST = 6, BATCH_ROWS = 2048, BATCH_SENTENCES = 512, SENTENCE_MOST = 400 };
enum { DISTANCES = 20, VECTOR = 100 };

typedef struct network_shape {
    int32_t rows, trained; /* of the word table; rows that the treebanks train */
    int32_t bits;          /* the table of pieces has 1 << bits rows */
    int32_t embedding, width, layers, arc, label;
    int32_t classes[HEAD_COUNT];
    int32_t relations;
} network_shape;

/* Where each block of dense parameters begins. */
typedef struct network_layout {
    size_t vectors, gain, bias, root, convolution, convolution_bias;
    size_t recur[LAYERS_MOST], peep[LAYERS_MOST], gate[LAYERS_MOST];
    size_t heads, heads_bias, bilinear, arc_bias, distance, relation, relation_bias;
    size_t total;
    int arc_dependent, arc_head, label_dependent, label_head, tags[HEAD_COUNT], columns;
} network_layout;

typedef struct network {
    network_shape shape;
    network_layout at;
    float *dense, *words, *pieces;
    const float *vectors; /* rows × VECTOR, borrowed */
} network;

typedef struct dropout_rates {
    float input, layer, head;
} dropout_rates;

/* What a teacher thought of one sentence; probabilities, rows for words 1…n. */
typedef struct soft_target {
    float *arcs; /* n × (n + 1) */
    float *relations;
    float *tags[HEAD_COUNT];
} soft_target;

typedef struct batch {
    int rows, count;
    int start[BATCH_SENTENCES], length[BATCH_SENTENCES]; /* length: words and root */
    int32_t word[BATCH_ROWS];                            /* -1: none */
    int32_t frequency[BATCH_ROWS];
    uint32_t pieces[BATCH_ROWS][ATT_FEATURES_PIECES];
    int label[HEAD_COUNT][BATCH_ROWS]; /* -1: not known */
    int head[BATCH_ROWS], relation[BATCH_ROWS];
    const soft_target *soft[BATCH_SENTENCES];
} batch;

typedef struct worker {
    const network *net;
    batch input;
    bool training;
    dropout_rates rates;
    float softness; /* share of the teacher in the targets */
    uint64_t random;
    double loss;
    long words;
    float *gradient; /* dense, like net->dense */
    /* activations, one row per word */
    float *vectors, *normal, *inverse, *columns;
    float *x[LAYERS_MOST + 2], *mask[LAYERS_MOST + 2], *gates[LAYERS_MOST], *cell[LAYERS_MOST],
        *forget[LAYERS_MOST], *reset[LAYERS_MOST], *convolved;
    float *out, *dependent, *head, *query, *hidden, *logits, *scores;
    float *mask_dependent, *mask_head, *mask_hidden;
    int32_t *piece_rows, *word_rows; /* after dropout; -1: none */
    /* gradients */
    float *d_out, *d_x, *d_y, *d_gates, *d_dependent, *d_head, *d_query, *d_hidden;
    /* predictions when not training */
    int *best[HEAD_COUNT], *best_head, *best_relation;
    soft_target *record; /* per sentence of the batch: filled with probabilities if not NULL */
    int32_t *tree_scores;
    void *tree_scratch;
} worker;

void network_init(network *net, const network_shape *shape, const float *vectors, uint64_t seed);
void network_release(network *net);
void network_save(const network *net, const char *path);
void network_load(network *net, const char *path, const float *vectors);

void worker_init(worker *w, const network *net, uint64_t seed);
void worker_release(worker *w);

/* Forward over w->input; fills predictions, or the loss and its gradient by the logits. */
void network_forward(worker *w);
/* After network_forward in training: dense gradients are added to w->gradient, and the gradient by
 * each row's embedding sum is left in w->d_x. */
void network_backward(worker *w);

/* Zeros, aligned for vectors. */
float *network_floats(size_t count);
uint64_t network_random(uint64_t *state);

int network_distance(int dependent, int head);
float worker_uniform(worker *w);
void multiply(bool transpose_a, bool transpose_b, int rows, int columns, int inner, const float *a,
              int stride_a, const float *b, int stride_b, float keep, float *c, int stride_c);

#endif
