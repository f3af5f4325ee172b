/* Variants of the sentences for teachers to judge: the tree stays plausible, the words are new. A
 * word's stand-in is the nearest, by its pretrained vector, of a few drawn from all words of its
 * tag. */
#include <stdlib.h>
#include <string.h>

#include "examples.h"

enum { TAGS_MOST = 64, DRAWN = 24, PERCENT = 25, VERB_PERCENT = 12 };

typedef struct word_list {
    const token **tokens;
    int *rows; /* in the vocabulary */
    int count, capacity;
} word_list;

static uint64_t draw(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 11;
}

/* How often words of a tag are replaced, in percent. */
static unsigned percent_of(const token *t) {
    static const char *const nouns[] = {"NN", "NNS", "NNP", "JJ"};
    static const char *const verbs[] = {"VB", "VBD", "VBZ", "VBG", "VBN", "VBP"};
    const char *tag = corpus_xpos(t->xpos);
    if (t->upos == corpus_find_upos("AUX") || t->size < 3)
        return 0;
    for (int i = 0; i < 4; i++)
        if (strcmp(tag, nouns[i]) == 0)
            return PERCENT;
    for (int i = 0; i < 6; i++)
        if (strcmp(tag, verbs[i]) == 0)
            return VERB_PERCENT;
    return 0;
}

static void add(word_list *l, const token *t, int row) {
    if (l->count == l->capacity) {
        l->capacity = l->capacity ? 2 * l->capacity : 256;
        l->tokens = realloc(l->tokens, (size_t)l->capacity * sizeof *l->tokens);
        l->rows = realloc(l->rows, (size_t)l->capacity * sizeof *l->rows);
    }
    l->tokens[l->count] = t;
    l->rows[l->count++] = row;
}

/* One list for each tag, every word once. */
static void collect(word_list *lists, const example *all, const corpus *c, const vocabulary *v) {
    char *seen = calloc((size_t)v->count * TAGS_MOST, 1);
    for (int i = 0; i < c->count; i++)
        for (int j = 1; j <= c->sentences[i].count; j++) {
            const token *t = &c->sentences[i].tokens[j];
            int row = all[i].word[j];
            if (row < 0 || percent_of(t) == 0 || seen[(size_t)row * TAGS_MOST + t->xpos]++)
                continue;
            add(&lists[t->xpos], t, row);
        }
    free(seen);
}

static float likeness(const vocabulary *v, int a, int b) {
    const float *x = v->vectors + (size_t)a * VECTOR_SIZE,
                *y = v->vectors + (size_t)b * VECTOR_SIZE;
    float product = 0.0f, size = 1e-3f;
    for (int i = 0; i < VECTOR_SIZE; i++) {
        product += x[i] * y[i];
        size += y[i] * y[i];
    }
    return product > 0.0f ? product * product / size : 0.0f;
}

static const token *stand_in(const word_list *l, const vocabulary *v, int row, uint64_t *random) {
    const token *best = NULL;
    float top = -1.0f;
    for (int k = 0; k < DRAWN && l->count > 0; k++) {
        int i = (int)(draw(random) % (uint64_t)l->count);
        float like = row >= 0 && l->rows[i] != row ? likeness(v, row, l->rows[i]) : 0.0f;
        if (like > top) {
            top = like;
            best = l->tokens[i];
        }
    }
    return best;
}

/* A stand-in takes the capital of the word for which it stands. */
static void replace(example *e, int j, const token *by, const vocabulary *v) {
    char form[256];
    const char *old = e->source->tokens[j].form;
    uint32_t size = by->size < sizeof form ? by->size : sizeof form;
    memcpy(form, by->form, size);
    if (old[0] >= 'A' && old[0] <= 'Z' && form[0] >= 'a' && form[0] <= 'z')
        form[0] = (char)(form[0] - 32);
    else if (old[0] >= 'a' && old[0] <= 'z' && form[0] >= 'A' && form[0] <= 'Z')
        form[0] = (char)(form[0] + 32);
    att_features f;
    att_features_read(&f, form, size);
    e->word[j] = vocabulary_find(v, f.word);
    memcpy(e->pieces[j], f.pieces, sizeof f.pieces);
}

static example copy_of(const example *e) {
    size_t rows = (size_t)e->source->count + 1;
    example copy = {.source = e->source, .classes = e->classes, .varied = true};
    copy.word = malloc(rows * sizeof *copy.word);
    copy.pieces = malloc(rows * sizeof *copy.pieces);
    memcpy(copy.word, e->word, rows * sizeof *copy.word);
    memcpy(copy.pieces, e->pieces, rows * sizeof *copy.pieces);
    return copy;
}

example *examples_vary(const example *all, const corpus *c, const vocabulary *v, uint64_t seed) {
    word_list lists[TAGS_MOST] = {0};
    example *varied = calloc((size_t)c->count, sizeof *varied);
    collect(lists, all, c, v);
    for (int i = 0; i < c->count; i++) {
        varied[i] = copy_of(&all[i]);
        for (int j = 1; j <= c->sentences[i].count; j++) {
            const token *t = &c->sentences[i].tokens[j];
            if (draw(&seed) % 100 >= percent_of(t))
                continue;
            const token *by = stand_in(&lists[t->xpos], v, all[i].word[j], &seed);
            if (by != NULL)
                replace(&varied[i], j, by, v);
        }
    }
    for (int i = 0; i < TAGS_MOST; i++) {
        free(lists[i].tokens);
        free(lists[i].rows);
    }
    return varied;
}
