/* evaluate - scores a model on treebanks as the CoNLL 2018 shared task does, words and sentences as
 * given: UPOS, XPOS, the features the model knows, lemmas, UAS, LAS (relations without subtypes),
 * names; and how fast it was on one core.
 *
 *   evaluate --model FILE [--kernel N] [--news] [--errors] TREEBANK…
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "corpus.h"
#include "parse/model.h"

typedef struct options {
    const char *model;
    int kernel;
    bool news, errors;
    int first_treebank;
} options;

typedef struct score {
    long words, upos, xpos, features, lemmas, heads, labels, full_labels;
    long given_features; /* words with features; none where a file gives none */
    long names, found_names, right_names;
    double seconds;
} score;

static double now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool same_universal(int a, int b) {
    const char *x = corpus_relation(a), *y = corpus_relation(b);
    size_t size = strcspn(x, ":");
    return size == strcspn(y, ":") && strncmp(x, y, size) == 0;
}

static bool lemma_is(const att_model *m, const token *t, uint16_t rule, bool show) {
    char lemma[512];
    size_t size = att_model_lemma(m, t->form, t->size, rule, lemma, sizeof lemma - 1);
    lemma[size] = '\0';
    bool same = strcmp(lemma, t->lemma) == 0;
    if (!same && show)
        printf("lemma\t%s\t%s\t%s\t%s\n", t->form, corpus_xpos(t->xpos), t->lemma, lemma);
    return same;
}

static void score_word(const att_model *m, const token *t, const att_word_out *w, score *s,
                       bool show) {
    s->words++;
    s->upos += w->upos == t->upos;
    s->xpos += w->xpos == t->xpos;
    s->features += w->features == t->features;
    s->given_features += t->features != 0;
    s->lemmas += lemma_is(m, t, w->lemma_rule, show);
    if (w->head != t->head)
        return;
    s->heads++;
    s->labels += same_universal(w->relation, t->relation);
    s->full_labels += w->relation == t->relation;
}

/* Where a name that begins at `i` ends, by a function of the index. */
static int name_end(const uint8_t *labels, int count, int i) {
    int end = i + 1;
    while (end < count && labels[end] == labels[i] + 1)
        end++;
    return end;
}

static void score_names(const sentence *s, const att_word_out *out, score *to) {
    uint8_t gold[WORDS_MOST], found[WORDS_MOST];
    for (int i = 0; i < s->count; i++) {
        gold[i] = s->tokens[i + 1].entity;
        found[i] = out[i].entity;
    }
    for (int i = 0; i < s->count; i++) {
        to->names += gold[i] % 2;
        to->found_names += found[i] % 2;
        to->right_names += gold[i] % 2 && gold[i] == found[i] &&
                           name_end(gold, s->count, i) == name_end(found, s->count, i);
    }
}

static void run(const att_model *m, att_model_scratch *scratch, const options *o, const corpus *c,
                score *s) {
    static att_word_in in[WORDS_MOST];
    static att_word_out out[WORDS_MOST];
    for (int i = 0; i < c->count; i++) {
        const sentence *k = &c->sentences[i];
        if (o->news && !k->news)
            continue;
        for (int j = 0; j < k->count; j++)
            in[j] = (att_word_in){k->tokens[j + 1].form, k->tokens[j + 1].size};
        double start = now(CLOCK_THREAD_CPUTIME_ID);
        att_model_run(m, scratch, in, (size_t)k->count, out);
        s->seconds += now(CLOCK_THREAD_CPUTIME_ID) - start;
        for (int j = 0; j < k->count; j++)
            score_word(m, &k->tokens[j + 1], &out[j], s, o->errors);
        if (k->has_entities)
            score_names(k, out, s);
    }
}

static void print_score(const char *path, const options *o, const score *s) {
    double n = (double)(s->words ? s->words : 1) / 100.0;
    const char *name = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
    printf("%-20s%-7s words %6ld  UPOS %.2f  XPOS %.2f  lemma %.2f  UAS %.2f  LAS %.2f (%.2f with "
           "subtypes)",
           name, o->news ? " (news)" : "", s->words, (double)s->upos / n, (double)s->xpos / n,
           (double)s->lemmas / n, (double)s->heads / n, (double)s->labels / n,
           (double)s->full_labels / n);
    if (s->given_features > 0)
        printf("  features %.2f", (double)s->features / n);
    if (s->names > 0) {
        double precision = (double)s->right_names / (double)(s->found_names ? s->found_names : 1);
        double recall = (double)s->right_names / (double)s->names;
        printf("  names P %.1f R %.1f F %.1f", 100 * precision, 100 * recall,
               precision + recall > 0 ? 200 * precision * recall / (precision + recall) : 0.0);
    }
    printf("  %.0f tokens/s\n", (double)s->words / (s->seconds > 0 ? s->seconds : 1));
}

static options read_options(int count, char **arguments) {
    options o = {.first_treebank = count};
    for (int i = 1; i < count; i++) {
        if (strcmp(arguments[i], "--model") == 0 && i + 1 < count)
            o.model = arguments[++i];
        else if (strcmp(arguments[i], "--kernel") == 0 && i + 1 < count)
            o.kernel = atoi(arguments[++i]);
        else if (strcmp(arguments[i], "--news") == 0)
            o.news = true;
        else if (strcmp(arguments[i], "--errors") == 0)
            o.errors = true;
        else {
            o.first_treebank = i;
            break;
        }
    }
    return o;
}

int main(int count, char **arguments) {
    options o = read_options(count, arguments);
    att_model *model;
    att_error error;
    const char *kernels[ATT_MODEL_KERNELS_MOST];
    if (o.model == NULL || o.first_treebank == count) {
        fprintf(stderr,
                "usage: evaluate --model FILE [--kernel N] [--news] [--errors] TREEBANK...\n");
        return 2;
    }
    double start = now(CLOCK_PROCESS_CPUTIME_ID);
    if (att_model_open(&model, o.model, &error) != ATT_OK) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    double opened = 1e3 * (now(CLOCK_PROCESS_CPUTIME_ID) - start);
    att_model_scratch *scratch = att_model_scratch_open(model);
    if ((size_t)o.kernel >= att_model_kernels(kernels))
        return 2;
    att_model_use_kernel(scratch, (size_t)o.kernel);
    printf("kernel %s, model opened in %.1f ms, %zu bytes for each thread\n", kernels[o.kernel],
           opened, att_model_scratch_size(scratch));
    for (int i = o.first_treebank; i < count; i++) {
        corpus c = {0};
        score s = {0};
        corpus_read(&c, arguments[i]);
        run(model, scratch, &o, &c, &s);
        print_score(arguments[i], &o, &s);
    }
    att_model_scratch_close(scratch);
    att_model_close(model);
    return 0;
}
