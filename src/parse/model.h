/* The language core: tags, features, lemma rules, dependency tree and names of one sentence.
 *
 * A model is mapped read-only and shared by any number of threads; each thread has a scratch of its
 * own (under 4 MB). It is independent of documents. The same input gives the same output on every
 * machine and with every kernel. A sentence of more than ATT_MODEL_WINDOW words is analysed in
 * windows of that many; the roots of all windows but the first hang on the root of the first as
 * parataxis. */
#ifndef ATT_PARSE_MODEL_H
#define ATT_PARSE_MODEL_H

#include "attache.h"

enum { ATT_MODEL_WINDOW = 500, ATT_MODEL_KERNELS_MOST = 3 };

/* att_word_out.entity: the class of a word in a name. A name begins with its odd label and goes on
 * with the even one. Titles and ranks written in capitals belong to the name. */
typedef enum att_name {
    ATT_NAME_NONE,
    ATT_NAME_PERSON,
    ATT_NAME_PERSON_INSIDE,
    ATT_NAME_ORGANIZATION,
    ATT_NAME_ORGANIZATION_INSIDE,
    ATT_NAME_PLACE,
    ATT_NAME_PLACE_INSIDE
} att_name;

typedef struct att_model att_model;
typedef struct att_model_scratch att_model_scratch;

typedef struct att_word_in {
    const char *form; /* UTF-8, not empty, not terminated */
    uint32_t size;
} att_word_in;

typedef struct att_word_out {
    int32_t head;        /* 0: root; else the number of a word, from 1 */
    uint16_t features;   /* packed as document/features.def says */
    uint16_t lemma_rule; /* for att_model_lemma */
    uint8_t upos;        /* order of document/upos.def */
    uint8_t xpos;        /* order of document/xpos.def */
    uint8_t relation;    /* order of document/relations.def */
    uint8_t entity;      /* att_name */
} att_word_out;

att_status att_model_open(att_model **out, const char *path, att_error *error);
void att_model_close(att_model *model);

/* NULL when memory ended. */
att_model_scratch *att_model_scratch_open(const att_model *model);
void att_model_scratch_close(att_model_scratch *scratch);

/* The bytes that it takes, whatever sentences come. */
size_t att_model_scratch_size(const att_model_scratch *scratch);

/* Analyses one sentence of `count` words, at least one. */
void att_model_run(const att_model *model, att_model_scratch *scratch, const att_word_in *words,
                   size_t count, att_word_out *out);

/* Writes the lemma of a form under a rule and returns its size, cut to `capacity`. */
size_t att_model_lemma(const att_model *model, const char *form, uint32_t size, uint16_t rule,
                       char *out, size_t capacity);

/* The names of the kernels that this machine can run, best first, and how many there are;
 * att_model_run uses the first unless the scratch is told otherwise. For tests and benchmarks. */
size_t att_model_kernels(const char *names[ATT_MODEL_KERNELS_MOST]);
void att_model_use_kernel(att_model_scratch *scratch, size_t kernel);

#endif
