/* train - trains one network and saves it in floating point; `export` makes the model of it.
 *
 *   train --out FILE --vectors FILE [options] TREEBANK… [--dev TREEBANK…]
 *
 * With --teacher FILE (any number) the targets are mixed with the mean of the teachers' opinions;
 * with --variants N half the sentences are variants that the teachers have not seen; --init FILE
 * goes on from a trained network; --decorate SEED adds sentences with ranks and appositions.
 * Everything random comes from --seed; two halves of each batch have a thread each (or, with
 * --threads 1, take turns) and their sums a fixed order, so the same command gives the same bytes
 * on the same machine. */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "corpus.h"
#include "decorate.h"
#include "examples.h"
#include "network.h"
#include "optimiser.h"
#include "vocabulary.h"

void openblas_set_num_threads(int count);

enum { TEACHERS_MOST = 8, FILES_MOST = 16, VARIANTS_MOST = 8, DECORATIONS = 2 };

typedef struct options {
    const char *out, *vectors, *init;
    const char *teachers[TEACHERS_MOST], *text[FILES_MOST], *dev[FILES_MOST];
    int teacher_count, text_count, dev_count;
    int epochs, batch, words, seed, variants, threads, decorate;
    float rate, softness;
    network_shape shape;
    dropout_rates rates;
} options;

typedef struct trainer {
    options o;
    corpus text, dev[FILES_MOST];
    vocabulary vocabulary;
    example *examples, *dev_examples[FILES_MOST], *variants[VARIANTS_MOST];
    network net;
    optimiser optimiser;
    worker workers[2];
    pthread_barrier_t barrier;
    int *order;
    long steps;
    uint64_t random;
    bool finished;
} trainer;

/* Seconds of a clock: CLOCK_MONOTONIC, or CLOCK_PROCESS_CPUTIME_ID for what both threads worked. */
static double seconds(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static uint64_t draw(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 11;
}

/* ---- evaluation while training, in floating point ---- */

static bool same_universal(int a, int b) {
    const char *x = corpus_relation(a), *y = corpus_relation(b);
    size_t size = strcspn(x, ":");
    return size == strcspn(y, ":") && strncmp(x, y, size) == 0;
}

typedef struct score {
    long words, upos, xpos, features, heads, labels;
} score;

static void score_batch(const worker *w, score *s) {
    const batch *b = &w->input;
    for (int i = 0; i < b->count; i++)
        for (int t = b->start[i] + 1; t < b->start[i] + b->length[i]; t++) {
            s->words++;
            s->upos += w->best[HEAD_UPOS][t] == b->label[HEAD_UPOS][t];
            s->xpos += w->best[HEAD_XPOS][t] == b->label[HEAD_XPOS][t];
            s->features += w->best[HEAD_FEATURES][t] == b->label[HEAD_FEATURES][t];
            if (w->best_head[t] == b->head[t]) {
                s->heads++;
                s->labels += same_universal(w->best_relation[t], b->relation[t]);
            }
        }
}

static void evaluate(trainer *t, int d, bool news) {
    worker *w = &t->workers[0];
    score s = {0};
    w->training = false;
    for (int i = 0; i < t->dev[d].count;) {
        batch_clear(&w->input);
        for (; i < t->dev[d].count && w->input.rows < 1000; i++)
            if (!news || t->dev[d].sentences[i].news)
                batch_add(&w->input, &t->dev_examples[d][i], &t->vocabulary);
        network_forward(w);
        score_batch(w, &s);
    }
    double n = (double)(s.words ? s.words : 1) / 100.0;
    fprintf(stderr, "  %s%s UPOS %.2f XPOS %.2f feats %.2f UAS %.2f LAS %.2f\n",
            strrchr(t->o.dev[d], '/') ? strrchr(t->o.dev[d], '/') + 1 : t->o.dev[d],
            news ? " (news)" : "", (double)s.upos / n, (double)s.xpos / n, (double)s.features / n,
            (double)s.heads / n, (double)s.labels / n);
}

/* ---- teachers ---- */

static void allocate_soft(const trainer *t, example *examples) {
    for (int i = 0; i < t->text.count; i++) {
        size_t n = (size_t)t->text.sentences[i].count;
        if (t->text.sentences[i].decorated)
            continue; /* teachers know nothing of it */
        soft_target *s = calloc(1, sizeof *s);
        s->arcs = calloc(n * (n + 1), sizeof(float));
        s->relations = calloc(n * (size_t)t->o.shape.relations, sizeof(float));
        for (int k = 0; k < HEAD_COUNT; k++)
            s->tags[k] = calloc(n * (size_t)t->o.shape.classes[k], sizeof(float));
        examples[i].soft = s;
    }
}

static void scale(float *x, size_t count, float factor) {
    for (size_t i = 0; i < count; i++)
        x[i] *= factor;
}

static void average_soft(const trainer *t, example *examples) {
    float factor = 1.0f / (float)t->o.teacher_count;
    for (int i = 0; i < t->text.count; i++) {
        size_t n = (size_t)t->text.sentences[i].count;
        soft_target *s = examples[i].soft;
        if (s == NULL)
            continue;
        scale(s->arcs, n * (n + 1), factor);
        scale(s->relations, n * (size_t)t->o.shape.relations, factor);
        for (int k = 0; k < HEAD_COUNT; k++)
            scale(s->tags[k], n * (size_t)t->o.shape.classes[k], factor);
    }
}

typedef struct asking {
    trainer *t;
    const network *teacher;
    example *examples;
    int thread;
} asking;

/* Sentences are asked one by one; each thread takes every other one. */
static void *ask(void *argument) {
    asking *a = argument;
    worker *w = malloc(sizeof *w);
    worker_init(w, a->teacher, 1);
    for (int i = a->thread; i < a->t->text.count; i += 2) {
        batch_clear(&w->input);
        if (a->examples[i].soft == NULL ||
            !batch_add(&w->input, &a->examples[i], &a->t->vocabulary))
            continue;
        w->record = a->examples[i].soft;
        network_forward(w);
    }
    worker_release(w);
    return NULL;
}

static void ask_about(trainer *t, example *examples) {
    allocate_soft(t, examples);
    for (int k = 0; k < t->o.teacher_count; k++) {
        network teacher;
        pthread_t thread;
        network_load(&teacher, t->o.teachers[k], t->vocabulary.vectors);
        asking a[2] = {{t, &teacher, examples, 0}, {t, &teacher, examples, 1}};
        pthread_create(&thread, NULL, ask, &a[1]);
        ask(&a[0]);
        pthread_join(thread, NULL);
        network_release(&teacher);
    }
    average_soft(t, examples);
}

static void ask_teachers(trainer *t) {
    double start = seconds(CLOCK_MONOTONIC);
    ask_about(t, t->examples);
    for (int k = 0; k < t->o.variants; k++) {
        t->variants[k] = examples_vary(t->examples, &t->text, &t->vocabulary,
                                       (uint64_t)(t->o.seed * 100 + k + 1));
        ask_about(t, t->variants[k]);
    }
    fprintf(stderr, "teachers asked, %.0f s\n", seconds(CLOCK_MONOTONIC) - start);
}

/* ---- training ---- */

static void shuffle(trainer *t) {
    for (int i = t->text.count - 1; i > 0; i--) {
        int j = (int)(draw(&t->random) % (uint64_t)(i + 1)), keep = t->order[i];
        t->order[i] = t->order[j];
        t->order[j] = keep;
    }
}

/* The sentence itself, or with teachers as likely one of its variants. */
static const example *pick(trainer *t, int sentence) {
    uint64_t dice = draw(&t->random) % (uint64_t)(2 * (t->o.variants > 0 ? t->o.variants : 1));
    if (dice < (uint64_t)t->o.variants && t->o.teacher_count > 0)
        return &t->variants[dice][sentence];
    return &t->examples[sentence];
}

static int fill(trainer *t, int next) {
    for (int k = 0; k < 2; k++) {
        worker *w = &t->workers[k];
        batch_clear(&w->input);
        w->training = true;
        while (next < t->text.count && w->input.rows < t->o.batch) {
            const example *e = pick(t, t->order[next++]);
            batch_add_changed(&w->input, e, &t->vocabulary, &t->random);
        }
    }
    return next;
}

static void step(trainer *t, int thread) {
    network_forward(&t->workers[thread]);
    network_backward(&t->workers[thread]);
    pthread_barrier_wait(&t->barrier);
    optimiser_gather(&t->optimiser, t->workers, thread);
    pthread_barrier_wait(&t->barrier);
    optimiser_apply(&t->optimiser, t->workers, thread);
    pthread_barrier_wait(&t->barrier);
}

/* The same sums in the same order on one thread. */
static void step_alone(trainer *t) {
    for (int k = 0; k < 2; k++) {
        network_forward(&t->workers[k]);
        network_backward(&t->workers[k]);
    }
    for (int k = 0; k < 2; k++)
        optimiser_gather(&t->optimiser, t->workers, k);
    for (int k = 0; k < 2; k++)
        optimiser_apply(&t->optimiser, t->workers, k);
}

static void *second_thread(void *argument) {
    trainer *t = argument;
    for (;;) {
        pthread_barrier_wait(&t->barrier);
        if (t->finished)
            return NULL;
        step(t, 1);
    }
}

static void set_rate(trainer *t) {
    float done = (float)t->optimiser.step++ / (float)t->steps;
    float left = done < 1.0f ? 1.0f - done : 0.0f;
    t->optimiser.rate = t->o.rate * (done < 0.03f ? done / 0.03f : left + 0.002f);
}

static void train_epoch(trainer *t) {
    shuffle(t);
    for (int next = 0; next < t->text.count;) {
        next = fill(t, next);
        set_rate(t);
        if (t->o.threads == 1) {
            step_alone(t);
            continue;
        }
        pthread_barrier_wait(&t->barrier);
        step(t, 0);
    }
}

static void train(trainer *t) {
    pthread_t thread;
    double start = seconds(CLOCK_MONOTONIC);
    t->steps =
        (long)((double)(t->text.words + t->text.count) / (2.0 * t->o.batch + 18.0) * t->o.epochs);
    pthread_barrier_init(&t->barrier, NULL, 2);
    pthread_create(&thread, NULL, second_thread, t);
    for (int epoch = 0; epoch < t->o.epochs; epoch++) {
        train_epoch(t);
        double loss = t->workers[0].loss + t->workers[1].loss;
        long words = t->workers[0].words + t->workers[1].words;
        fprintf(stderr, "epoch %d loss %.4f %.0f s, %.0f s of processor time\n", epoch + 1,
                loss / (double)words, seconds(CLOCK_MONOTONIC) - start,
                seconds(CLOCK_PROCESS_CPUTIME_ID));
        for (int k = 0; k < 2; k++) {
            t->workers[k].loss = 0.0;
            t->workers[k].words = 0;
        }
        if (epoch % 4 == 3 || epoch + 1 == t->o.epochs)
            for (int d = 0; d < t->o.dev_count; d++)
                evaluate(t, d, false);
    }
    t->finished = true;
    pthread_barrier_wait(&t->barrier);
    pthread_join(thread, NULL);
}

/* ---- command line ---- */

static void usage(void) {
    fprintf(stderr,
            "usage: train --out FILE --vectors FILE [options] TREEBANK... [--dev TREEBANK...]\n");
    exit(2);
}

static bool set_number(options *o, const char *name, const char *value) {
    const struct {
        const char *name;
        int *number;
    } numbers[] = {
        {"--epochs", &o->epochs},
        {"--batch", &o->batch},
        {"--words", &o->words},
        {"--threads", &o->threads},
        {"--decorate", &o->decorate},
        {"--variants", &o->variants},
        {"--seed", &o->seed},
        {"--bits", &o->shape.bits},
        {"--embedding", &o->shape.embedding},
        {"--width", &o->shape.width},
        {"--layers", &o->shape.layers},
        {"--arc", &o->shape.arc},
        {"--label", &o->shape.label},
    };
    const struct {
        const char *name;
        float *number;
    } rates[] = {
        {"--rate", &o->rate},
        {"--softness", &o->softness},
        {"--drop-input", &o->rates.input},
        {"--drop-layer", &o->rates.layer},
        {"--drop-head", &o->rates.head},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(name, numbers[i].name) == 0) {
            *numbers[i].number = atoi(value);
            return true;
        }
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        if (strcmp(name, rates[i].name) == 0) {
            *rates[i].number = strtof(value, NULL);
            return true;
        }
    return false;
}

static void read_options(options *o, int count, char **arguments) {
    bool dev = false;
    *o = (options){
        .epochs = 24, .batch = 150, .words = 28000, .seed = 1, .threads = 2, .rate = 2.5e-3f};
    o->softness = 0.5f;
    o->rates = (dropout_rates){0.15f, 0.15f, 0.2f};
    o->shape = (network_shape){
        .bits = 15, .embedding = 128, .width = 160, .layers = 3, .arc = 96, .label = 128};
    for (int i = 1; i < count; i++) {
        const char *name = arguments[i];
        if (strcmp(name, "--dev") == 0)
            dev = true;
        else if (name[0] != '-' && dev && o->dev_count < FILES_MOST)
            o->dev[o->dev_count++] = name;
        else if (name[0] != '-' && o->text_count < FILES_MOST)
            o->text[o->text_count++] = name;
        else if (i + 1 == count)
            usage();
        else if (strcmp(name, "--out") == 0)
            o->out = arguments[++i];
        else if (strcmp(name, "--vectors") == 0)
            o->vectors = arguments[++i];
        else if (strcmp(name, "--init") == 0)
            o->init = arguments[++i];
        else if (strcmp(name, "--teacher") == 0 && o->teacher_count < TEACHERS_MOST)
            o->teachers[o->teacher_count++] = arguments[++i];
        else if (!set_number(o, name, arguments[++i]))
            usage();
    }
    if (o->out == NULL || o->vectors == NULL || o->text_count == 0 || o->variants > VARIANTS_MOST)
        usage();
}

static void prepare(trainer *t) {
    options *o = &t->o;
    for (int i = 0; i < o->text_count; i++)
        corpus_read(&t->text, o->text[i]);
    vocabulary_build(&t->vocabulary, &t->text, o->vectors, o->words);
    for (int i = 0, own = t->text.count; i < DECORATIONS && o->decorate > 0; i++)
        corpus_decorate(&t->text, own, (uint64_t)(o->decorate * DECORATIONS + i));
    t->examples = examples_prepare(&t->text, &t->vocabulary);
    for (int i = 0; i < o->dev_count; i++) {
        corpus_read(&t->dev[i], o->dev[i]);
        t->dev_examples[i] = examples_prepare(&t->dev[i], &t->vocabulary);
    }
    o->shape.rows = t->vocabulary.count;
    o->shape.trained = t->vocabulary.trained;
    o->shape.classes[HEAD_UPOS] = corpus_upos_count();
    o->shape.classes[HEAD_XPOS] = corpus_xpos_count();
    o->shape.classes[HEAD_FEATURES] = t->vocabulary.class_count;
    o->shape.classes[HEAD_ENTITY] = ENTITY_LABELS;
    o->shape.relations = corpus_relations();
    t->random = (uint64_t)o->seed * 0x9E3779B97F4A7C15u + 1;
    t->order = malloc((size_t)t->text.count * sizeof *t->order);
    for (int i = 0; i < t->text.count; i++)
        t->order[i] = i;
}

int main(int count, char **arguments) {
    trainer *t = calloc(1, sizeof *t);
    openblas_set_num_threads(1);
    read_options(&t->o, count, arguments);
    prepare(t);
    if (t->o.teacher_count > 0)
        ask_teachers(t);
    if (t->o.init != NULL)
        network_load(&t->net, t->o.init, t->vocabulary.vectors);
    else
        network_init(&t->net, &t->o.shape, t->vocabulary.vectors, (uint64_t)t->o.seed);
    optimiser_init(&t->optimiser, &t->net);
    for (int k = 0; k < 2; k++) {
        worker_init(&t->workers[k], &t->net, (uint64_t)(t->o.seed * 2 + k + 1));
        t->workers[k].rates = t->o.rates;
        t->workers[k].softness = t->o.softness;
    }
    fprintf(stderr, "%d sentences, %ld words; %d rows (%d trained), %zu dense parameters\n",
            t->text.count, t->text.words, t->vocabulary.count, t->vocabulary.trained,
            t->net.at.total);
    train(t);
    network_save(&t->net, t->o.out);
    for (int d = 0; d < t->o.dev_count; d++)
        evaluate(t, d, true);
    return 0;
}
