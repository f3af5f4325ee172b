/* One sentence through the model: embeddings → convolution → recurrent layers → tags and arc scores
 * → tree → relations → lemma rules. Rows are the root and the words. The buffer `wide` serves the
 * widest activations of each step in turn, and the tree decoder between them. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "document/document.h"
#include "parse/features.h"
#include "parse/lemma.h"
#include "parse/model_file.h"
#include "parse/spanning.h"

enum { ROWS = ATT_MODEL_WINDOW + 1, ROWS_PADDED = 512, BLOCK = 16, KNOWN = 1900 };

/* A form of at most 15 bytes, filled with zeros, and its size. */
typedef struct known_form {
    uint64_t words[2];
} known_form;

struct att_model_scratch {
    const att_model *model;
    const att_kernel *kernel;
    float *x, *y;       /* ROWS × width; the present layer is x */
    float *wide;        /* ROWS × the widest matrix, or the tree decoder's scratch */
    uint8_t *quantised; /* ROWS × the deepest matrix */
    float *row_scale;   /* ROWS */
    float *triple;      /* three embeddings; also the cell of a recurrence */
    int32_t *scores;    /* ROWS × ROWS */
    float *score_block; /* BLOCK × ROWS_PADDED */
    int8_t *packed;     /* arc × ROWS_PADDED: the heads as a matrix */
    float *packed_floats;
    int32_t *packed_offset;
    int32_t *heads;    /* ROWS */
    known_form *known; /* KNOWN: forms whose embeddings are at hand … */
    float *embeddings; /* … and these, KNOWN × embedding */
    void *memory;
};

/* ---- kernels ---- */

static const att_kernel *const kernels[] = {
#if defined(__x86_64__)
    &att_kernel_avx512,
    &att_kernel_avx2,
#endif
    &att_kernel_portable,
};

/* The kernels of this machine, best first. */
static size_t available(const att_kernel **out) {
    size_t count = 0;
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
        if (kernels[i]->available())
            out[count++] = kernels[i];
    return count;
}

size_t att_model_kernels(const char *out[ATT_MODEL_KERNELS_MOST]) {
    const att_kernel *list[ATT_MODEL_KERNELS_MOST];
    size_t count = available(list);
    for (size_t i = 0; i < count; i++)
        out[i] = list[i]->name;
    return count;
}

void att_model_use_kernel(att_model_scratch *scratch, size_t kernel) {
    const att_kernel *list[ATT_MODEL_KERNELS_MOST];
    size_t count = available(list);
    assert(kernel < count);
    (void)count;
    scratch->kernel = list[kernel];
    memset(scratch->known, 0, KNOWN * sizeof *scratch->known);
}

/* ---- scratch ---- */

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static size_t reserve(size_t *total, size_t bytes) {
    size_t at = *total;
    *total += (bytes + 63) / 64 * 64;
    return at;
}

/* Lays the buffers out from `base`, and returns how many bytes they take. */
static size_t lay_out(att_model_scratch *s, char *base) {
    const att_model *m = s->model;
    const att_format_header *h = m->header;
    size_t widest =
        larger(larger(3 * h->width, m->tags.columns), larger(m->labels.columns, h->width));
    size_t deepest = larger(larger(3 * h->embedding, h->width), larger(h->arc, h->label));
    size_t layer = larger(h->width, m->relations.columns), total = 0;
    size_t at[] = {
        reserve(&total, ROWS * layer * sizeof(float)),
        reserve(&total, ROWS * layer * sizeof(float)),
        reserve(&total, larger(ROWS * widest * sizeof(float), att_spanning_size(ROWS - 1))),
        reserve(&total, ROWS * deepest),
        reserve(&total, ROWS * sizeof(float)),
        reserve(&total, larger(3 * h->embedding, h->width) * sizeof(float)),
        reserve(&total, ROWS * ROWS * sizeof(int32_t)),
        reserve(&total, BLOCK * ROWS_PADDED * sizeof(float)),
        reserve(&total, h->arc * ROWS_PADDED),
        reserve(&total, 2 * ROWS_PADDED * sizeof(float)),
        reserve(&total, ROWS_PADDED * sizeof(int32_t)),
        reserve(&total, ROWS * sizeof(int32_t)),
        reserve(&total, KNOWN * sizeof(known_form)),
        reserve(&total, KNOWN * h->embedding * sizeof(float)),
    };
    if (base == NULL)
        return total;
    s->x = (float *)(void *)(base + at[0]);
    s->y = (float *)(void *)(base + at[1]);
    s->wide = (float *)(void *)(base + at[2]);
    s->quantised = (uint8_t *)(base + at[3]);
    s->row_scale = (float *)(void *)(base + at[4]);
    s->triple = (float *)(void *)(base + at[5]);
    s->scores = (int32_t *)(void *)(base + at[6]);
    s->score_block = (float *)(void *)(base + at[7]);
    s->packed = (int8_t *)(base + at[8]);
    s->packed_floats = (float *)(void *)(base + at[9]);
    s->packed_offset = (int32_t *)(void *)(base + at[10]);
    s->heads = (int32_t *)(void *)(base + at[11]);
    s->known = (known_form *)(void *)(base + at[12]);
    s->embeddings = (float *)(void *)(base + at[13]);
    return total;
}

att_model_scratch *att_model_scratch_open(const att_model *model) {
    att_model_scratch *s = calloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->model = model;
    s->memory = aligned_alloc(64, lay_out(s, NULL));
    if (s->memory == NULL) {
        free(s);
        return NULL;
    }
    lay_out(s, s->memory);
    att_model_use_kernel(s, 0);
    return s;
}

size_t att_model_scratch_size(const att_model_scratch *scratch) {
    att_model_scratch measured = *scratch;
    return sizeof measured + lay_out(&measured, NULL);
}

void att_model_scratch_close(att_model_scratch *scratch) {
    if (scratch == NULL)
        return;
    free(scratch->memory);
    free(scratch);
}

/* ---- encoder ---- */

static int64_t find_word(const att_model *m, uint64_t key) {
    uint32_t mask = m->header->word_slots - 1, print = (uint32_t)(key >> 32);
    for (uint32_t at = (uint32_t)key & mask; m->word_slots[at] != 0; at = (at + 1) & mask)
        if (m->word_prints[m->word_slots[at] - 1] == print)
            return m->word_slots[at] - 1;
    return -1;
}

static void embed_word(att_model_scratch *s, float *x, const att_word_in *word) {
    const att_model *m = s->model;
    size_t e = m->header->embedding;
    att_features features;
    att_features_read(&features, word->form, word->size);
    memset(x, 0, e * sizeof *x);
    int64_t row = find_word(m, features.word);
    if (row >= 0)
        s->kernel->add_row(x, m->word_rows + (size_t)row * e / 2, m->word_scales[row], e);
    for (int k = 0; k < ATT_FEATURES_PIECES; k++) {
        size_t piece = features.pieces[k] >> (32 - m->header->piece_bits);
        s->kernel->add_row(x, m->piece_rows + piece * e / 2, m->piece_scales[piece], e);
    }
    s->kernel->normalise(x, m->gain, m->bias, e);
}

/* Most words of a text were seen a moment ago: their embeddings are kept, one in each place. */
static void recall_word(att_model_scratch *s, float *x, const att_word_in *word) {
    size_t e = s->model->header->embedding;
    known_form form = {{0, 0}};
    if (word->size >= sizeof form) {
        embed_word(s, x, word);
        return;
    }
    memcpy(&form, word->form, word->size);
    ((uint8_t *)&form)[sizeof form - 1] = (uint8_t)word->size;
    uint64_t hash = (form.words[0] ^ form.words[1] * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
    size_t place = (hash >> 32) * KNOWN >> 32;
    float *kept = s->embeddings + place * e;
    if (memcmp(&s->known[place], &form, sizeof form) != 0) {
        embed_word(s, kept, word);
        s->known[place] = form;
    }
    memcpy(x, kept, e * sizeof *x);
}

/* Leaves the embeddings in y, `embedding` floats a row. */
static void embed(att_model_scratch *s, const att_word_in *words, size_t rows) {
    size_t e = s->model->header->embedding;
    memcpy(s->y, s->model->root, e * sizeof(float));
    for (size_t i = 1; i < rows; i++)
        recall_word(s, s->y + i * e, &words[i - 1]);
}

/* A window of three embeddings, zero beyond the ends, makes a row; the row itself is added. */
static void convolve(att_model_scratch *s, size_t rows) {
    const att_model *m = s->model;
    size_t e = m->header->embedding, d = m->header->width;
    for (size_t i = 0; i < rows; i++) {
        memset(s->triple, 0, 3 * e * sizeof(float));
        for (size_t k = 0; k < 3; k++)
            if (i + k >= 1 && i + k <= rows)
                memcpy(s->triple + k * e, s->y + (i + k - 1) * e, e * sizeof(float));
        s->row_scale[i] = s->kernel->quantise(s->quantised + i * 3 * e, s->triple, 3 * e);
    }
    s->kernel->multiply(&m->convolution, s->quantised, 3 * e, s->row_scale, rows, s->x, d);
    for (size_t i = 0; i < rows; i++) {
        float *x = s->x + i * d;
        for (size_t j = 0; j < d; j++)
            x[j] = x[j] > 0.0f ? x[j] : 0.0f;
        for (size_t j = 0; j < e; j++)
            x[j] += s->y[i * e + j];
    }
}

static void quantise_rows(att_model_scratch *s, const float *x, size_t stride, size_t count,
                          size_t rows) {
    for (size_t i = 0; i < rows; i++)
        s->row_scale[i] = s->kernel->quantise(s->quantised + i * count, x + i * stride, count);
}

static void recur(att_model_scratch *s, size_t layer, size_t rows) {
    const att_model *m = s->model;
    size_t d = m->header->width, half = d / 2;
    quantise_rows(s, s->x, d, d, rows);
    s->kernel->multiply(&m->recur[layer], s->quantised, d, s->row_scale, rows, s->wide, 3 * d);
    for (size_t direction = 0; direction < 2; direction++) {
        const float *gates = m->gates + (layer * 2 + direction) * 4 * half;
        att_recurrence r = {
            .rows = rows,
            .width = half,
            .stride = d,
            .gate_stride = 3 * d,
            .backward = direction == 1,
            .gates = s->wide + direction * 3 * half,
            .x = s->x + direction * half,
            .peep_forget = gates,
            .peep_reset = gates + half,
            .bias_forget = gates + 2 * half,
            .bias_reset = gates + 3 * half,
            .y = s->y + direction * half,
            .cell = s->triple,
        };
        s->kernel->recur(&r);
    }
    float *swap = s->x;
    s->x = s->y;
    s->y = swap;
}

/* ---- tags ---- */

static size_t best_of(const float *scores, size_t count) {
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (scores[i] > scores[best])
            best = i;
    return best;
}

static void tag_word(const att_model *m, const float *scores, att_word_out *out) {
    out->upos = (uint8_t)best_of(scores + m->tag_columns[0], m->tag_counts[0]);
    out->xpos = (uint8_t)best_of(scores + m->tag_columns[1], m->tag_counts[1]);
    out->features = m->classes[best_of(scores + m->tag_columns[2], m->tag_counts[2])];
    out->entity = (uint8_t)best_of(scores + m->tag_columns[3], m->tag_counts[3]);
}

/* A name that goes on without having begun begins where it is. */
static void mend_names(att_word_out *out, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint8_t before = i > 0 ? out[i - 1].entity : 0, now = out[i].entity;
        if (now != ATT_NAME_NONE && now % 2 == 0 && before != now && before != now - 1)
            out[i].entity = (uint8_t)(now - 1);
    }
}

/* Tags of all words; the arc columns of `wide` are left for score_arcs, made positive on the way.
 */
static void tag(att_model_scratch *s, size_t rows, att_word_out *out) {
    const att_model *m = s->model;
    size_t d = m->header->width, columns = m->tags.columns, arcs = 2 * m->header->arc;
    quantise_rows(s, s->x, d, d, rows);
    s->kernel->multiply(&m->tags, s->quantised, d, s->row_scale, rows, s->wide, columns);
    for (size_t i = 0; i < rows; i++) {
        float *row = s->wide + i * columns;
        for (size_t j = 0; j < arcs; j++) {
            float small = 0.05f * row[j];
            row[j] = row[j] > small ? row[j] : small;
        }
        if (i > 0)
            tag_word(m, row, &out[i - 1]);
    }
    mend_names(out, rows - 1);
}

/* ---- arcs ---- */

static size_t distance_of(size_t dependent, size_t head) {
    static const uint8_t buckets[] = {0, 1, 2, 3, 4, 5, 6, 6, 6, 7, 7, 7, 7,
                                      7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8};
    if (head == 0)
        return 0;
    size_t away = head > dependent ? head - dependent : dependent - head;
    size_t bucket = away < sizeof buckets ? buckets[away] : 9;
    return head < dependent ? bucket : 9 + bucket;
}

/* Packs one head's activations, halved to fit a weight, as a column of the matrix of heads. */
static void pack_head(att_model_scratch *s, const uint8_t *values, size_t column) {
    size_t depth = s->model->header->arc;
    int8_t *to = s->packed + column / ATT_KERNEL_COLUMNS * ATT_KERNEL_COLUMNS * depth +
                 column % ATT_KERNEL_COLUMNS * ATT_KERNEL_DEPTH;
    int32_t sum = 0;
    for (size_t k = 0; k < depth;
         k += ATT_KERNEL_DEPTH, to += ATT_KERNEL_COLUMNS * ATT_KERNEL_DEPTH)
        for (size_t i = 0; i < ATT_KERNEL_DEPTH; i++) {
            to[i] = (int8_t)((values[k + i] - ATT_KERNEL_ZERO + 1) >> 1);
            sum += to[i];
        }
    s->packed_offset[column] = ATT_KERNEL_ZERO * sum;
}

static att_matrix pack_heads(att_model_scratch *s, size_t rows) {
    const att_model *m = s->model;
    size_t arc = m->header->arc, columns = m->tags.columns;
    size_t padded = (rows + ATT_KERNEL_COLUMNS - 1) / ATT_KERNEL_COLUMNS * ATT_KERNEL_COLUMNS;
    float *scale = s->packed_floats, *bias = s->packed_floats + ROWS_PADDED;
    uint8_t *values = s->quantised;
    for (size_t j = 0; j < padded; j++) {
        bias[j] = 0.0f;
        scale[j] = 0.0f;
        if (j < rows)
            scale[j] = 2.0f * s->kernel->quantise(values, s->wide + j * columns + arc, arc);
        else
            memset(values, ATT_KERNEL_ZERO, arc);
        pack_head(s, values, j);
    }
    return (att_matrix){(uint32_t)padded, (uint32_t)arc, s->packed, scale, bias, s->packed_offset};
}

static void take_scores(att_model_scratch *s, size_t dependent, size_t rows, const float *from) {
    int32_t *to = s->scores + dependent * rows;
    const float *distance = s->model->distance;
    const float limit = (float)(ATT_SPANNING_LIMIT - 1);
    for (size_t head = 0; head < rows; head++) {
        float score = from[head] * 1024.0f + distance[distance_of(dependent, head)];
        score = score >= -limit ? score : -limit;
        score = score <= limit ? score : limit;
        to[head] = (int32_t)score;
    }
}

static void find_tree(att_model_scratch *s, size_t rows) {
    const att_model *m = s->model;
    size_t arc = m->header->arc;
    att_matrix heads = pack_heads(s, rows);
    quantise_rows(s, s->wide, m->tags.columns, arc, rows);
    s->kernel->multiply(&m->bilinear, s->quantised, arc, s->row_scale, rows, s->y, arc);
    quantise_rows(s, s->y, arc, arc, rows);
    for (size_t begin = 1; begin < rows; begin += BLOCK) {
        size_t count = rows - begin < BLOCK ? rows - begin : BLOCK;
        s->kernel->multiply(&heads, s->quantised + begin * arc, arc, s->row_scale + begin, count,
                            s->score_block, heads.columns);
        for (size_t i = 0; i < count; i++)
            take_scores(s, begin + i, rows, s->score_block + i * heads.columns);
    }
    att_spanning_decode(s->heads, s->scores, rows - 1, s->wide);
}

/* ---- relations ---- */

/* The root's relation is root, and no other word's is. */
static uint8_t best_relation(const float *scores, size_t count, int32_t head) {
    size_t best = ATT_RELATION_ROOT == 0 ? 1 : 0;
    if (head == 0)
        return ATT_RELATION_ROOT;
    for (size_t i = best + 1; i < count; i++)
        if (i != ATT_RELATION_ROOT && scores[i] > scores[best])
            best = i;
    return (uint8_t)best;
}

static void label(att_model_scratch *s, size_t rows, att_word_out *out) {
    const att_model *m = s->model;
    size_t d = m->header->width, width = m->header->label, columns = m->labels.columns;
    quantise_rows(s, s->x, d, d, rows);
    s->kernel->multiply(&m->labels, s->quantised, d, s->row_scale, rows, s->wide, columns);
    for (size_t i = 1; i < rows; i++) {
        float *x = s->wide + i * columns;
        const float *head = s->wide + (size_t)s->heads[i] * columns + width;
        for (size_t j = 0; j < width; j++) {
            float sum = x[j] + head[j];
            x[j] = sum > 0.0f ? sum : 0.0f;
        }
        s->row_scale[i - 1] = s->kernel->quantise(s->quantised + (i - 1) * width, x, width);
    }
    s->kernel->multiply(&m->relations, s->quantised, width, s->row_scale, rows - 1, s->y,
                        m->relations.columns);
    for (size_t i = 1; i < rows; i++) {
        const float *scores = s->y + (i - 1) * m->relations.columns;
        out[i - 1].head = s->heads[i];
        out[i - 1].relation = best_relation(scores, m->header->relations, s->heads[i]);
    }
}

/* ---- sentences ---- */

static void run_window(const att_model *m, att_model_scratch *s, const att_word_in *words,
                       size_t count, att_word_out *out) {
    size_t rows = count + 1;
    embed(s, words, rows);
    convolve(s, rows);
    for (size_t layer = 0; layer < m->header->layers; layer++)
        recur(s, layer, rows);
    tag(s, rows, out);
    find_tree(s, rows);
    label(s, rows, out);
    for (size_t i = 0; i < count; i++)
        out[i].lemma_rule = att_lemma_decide(m->lemma_slots, m->header->lemma_slots, words[i].form,
                                             words[i].size, out[i].xpos);
}

/* Hangs a later window on the root of the first. */
static void join_window(att_word_out *out, size_t begin, size_t count, int32_t root) {
    for (size_t i = begin; i < begin + count; i++) {
        if (out[i].head != 0) {
            out[i].head += (int32_t)begin;
            continue;
        }
        out[i].head = root;
        out[i].relation = ATT_RELATION_PARATAXIS;
    }
}

void att_model_run(const att_model *model, att_model_scratch *scratch, const att_word_in *words,
                   size_t count, att_word_out *out) {
    int32_t root = 0;
    assert(scratch->model == model && count > 0);
    for (size_t begin = 0; begin < count; begin += ATT_MODEL_WINDOW) {
        size_t left = count - begin;
        size_t size = left < ATT_MODEL_WINDOW ? left : ATT_MODEL_WINDOW;
        run_window(model, scratch, words + begin, size, out + begin);
        if (begin > 0)
            join_window(out, begin, size, root);
        for (size_t i = 0; begin == 0 && i < size; i++)
            root = out[i].head == 0 ? (int32_t)i + 1 : root;
    }
}

static const char *exception_of(const char *form, uint32_t size) {
    static const struct {
        const char *form, *lemma;
    } exceptions[] = {
#define ATT_LEMMA_EXCEPTION(form, lemma) {form, lemma},
#include "parse/lemma_exceptions.def"
#undef ATT_LEMMA_EXCEPTION
    };
    for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++)
        if (strlen(exceptions[i].form) == size && memcmp(exceptions[i].form, form, size) == 0)
            return exceptions[i].lemma;
    return NULL;
}

size_t att_model_lemma(const att_model *model, const char *form, uint32_t size, uint16_t rule,
                       char *out, size_t capacity) {
    assert(rule < model->header->lemma_rules);
    const char *exception = exception_of(form, size);
    if (exception && strlen(exception) <= capacity) {
        memcpy(out, exception, strlen(exception));
        return strlen(exception);
    }
    return att_lemma_apply(&model->lemma_rules[rule], form, size, out, capacity);
}
