/* Treebanks as the trainer and the evaluation see them: CoNLL-U, plain or xz, syntactic words only,
 * with the entity layer of GUM reduced to names of persons, organisations and places. */
#ifndef TRAIN_CORPUS_H
#define TRAIN_CORPUS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct token {
    char *form, *lemma;
    uint32_t size;
    uint8_t upos, xpos, relation, entity;
    uint16_t features; /* packed as in document/features.def */
    int16_t head;
} token;

typedef struct sentence {
    token *tokens; /* tokens[1…count]; tokens[0] is the root */
    int count;
    bool has_entities;
    bool news;
    bool decorated; /* by corpus_decorate: not the treebanks' own */
} sentence;

typedef struct corpus {
    sentence *sentences;
    int count, capacity;
    long words;
} corpus;

enum { ENTITY_LABELS = 7, WORDS_MOST = 2000 };

/* Appends the sentences of a file; ends the program with a message when it cannot. */
void corpus_read(corpus *into, const char *path);

int corpus_find_upos(const char *name);
int corpus_find_xpos(const char *name);
int corpus_find_relation(const char *name);
const char *corpus_relation(int relation);
const char *corpus_upos(int upos);
const char *corpus_xpos(int xpos);
int corpus_relations(void);
int corpus_upos_count(void);
int corpus_xpos_count(void);
uint16_t corpus_pack_features(const char *text);

#endif
