/* The vectors' file is one line of JSON of 300 MB: "words":[…],…,"vectors":{"the":[…],…}. It is
 * read as a stream, since only a tenth of it is kept. */
#include "vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/features.h"

static uint64_t key_of(const char *form, uint32_t size) {
    char folded[ATT_FEATURES_FOLDED];
    return att_features_key(folded, att_features_fold(folded, form, size));
}

static void rehash(vocabulary *v, uint32_t slots) {
    free(v->slots);
    v->slots = calloc(slots, sizeof *v->slots);
    v->slot_mask = slots - 1;
    for (int row = 0; row < v->count; row++) {
        uint32_t at = (uint32_t)v->keys[row] & v->slot_mask;
        while (v->slots[at] != 0)
            at = (at + 1) & v->slot_mask;
        v->slots[at] = (uint32_t)row + 1;
    }
}

int vocabulary_find(const vocabulary *v, uint64_t key) {
    for (uint32_t at = (uint32_t)key & v->slot_mask; v->slots[at] != 0;
         at = (at + 1) & v->slot_mask)
        if (v->keys[v->slots[at] - 1] == key)
            return (int)v->slots[at] - 1;
    return -1;
}

static void insert(vocabulary *v, uint64_t key, int frequency) {
    uint32_t at = (uint32_t)key & v->slot_mask;
    while (v->slots[at] != 0)
        at = (at + 1) & v->slot_mask;
    v->keys[v->count] = key;
    v->frequency[v->count] = frequency;
    v->slots[at] = (uint32_t)++v->count;
}

static void count_words(vocabulary *v, const corpus *text) {
    vocabulary all = {0};
    all.keys = malloc((size_t)text->words * sizeof *all.keys);
    all.frequency = calloc((size_t)text->words, sizeof *all.frequency);
    rehash(&all, 1 << 20);
    for (int i = 0; i < text->count; i++)
        for (int j = 1; j <= text->sentences[i].count; j++) {
            const token *t = &text->sentences[i].tokens[j];
            uint64_t key = key_of(t->form, t->size);
            int row = vocabulary_find(&all, key);
            if (row < 0)
                insert(&all, key, 1);
            else
                all.frequency[row]++;
        }
    for (int row = 0; row < all.count; row++)
        if (all.frequency[row] >= 2)
            insert(v, all.keys[row], all.frequency[row]);
    v->trained = v->count;
    free(all.keys);
    free(all.frequency);
    free(all.slots);
}

static void count_classes(vocabulary *v, const corpus *text) {
    int *counts = calloc(65536, sizeof *counts);
    for (int i = 0; i < text->count; i++)
        for (int j = 1; j <= text->sentences[i].count; j++)
            counts[text->sentences[i].tokens[j].features]++;
    while (v->class_count < FEATURE_CLASSES_MOST) {
        int best = 0;
        for (int packed = 1; packed < 65536; packed++)
            if (counts[packed] > counts[best])
                best = packed;
        if (counts[best] < 3)
            break;
        v->classes[v->class_count++] = (uint16_t)best;
        counts[best] = 0;
    }
    free(counts);
}

int vocabulary_class(const vocabulary *v, uint16_t packed) {
    int best = 0, least = 99;
    for (int i = 0; i < v->class_count; i++) {
        int distance = __builtin_popcount((unsigned)(v->classes[i] ^ packed));
        if (distance < least) {
            best = i;
            least = distance;
        }
    }
    return best;
}

/* Reads a JSON string after its opening quotation mark; enough escapes for this file. */
static uint32_t read_string(FILE *file, char *out, uint32_t capacity) {
    uint32_t size = 0;
    for (int c = getc_unlocked(file); c != '"' && c != EOF; c = getc_unlocked(file)) {
        if (c == '\\')
            c = getc_unlocked(file);
        if (size < capacity)
            out[size++] = (char)c;
    }
    return size;
}

static void read_vector(FILE *file, float *out) {
    char number[64];
    int at = 0, length = 0;
    for (int c = getc_unlocked(file); c != EOF; c = getc_unlocked(file)) {
        if (c == '[' || c == ':')
            continue;
        if (c != ',' && c != ']') {
            if (length < 63)
                number[length++] = (char)c;
            continue;
        }
        number[length] = '\0';
        length = 0;
        if (out != NULL && at < VECTOR_SIZE)
            out[at] = strtof(number, NULL);
        at++;
        if (c == ']')
            return;
    }
}

static void skip_to(FILE *file, const char *mark) {
    size_t matched = 0;
    for (int c = getc_unlocked(file); mark[matched] != '\0'; c = getc_unlocked(file)) {
        if (c == EOF) {
            fprintf(stderr, "the vectors' file has no %s\n", mark);
            exit(1);
        }
        matched = c == mark[matched] ? matched + 1 : c == mark[0];
        if (mark[matched] == '\0')
            return;
    }
}

static FILE *open_vectors(const char *path, const char *mark) {
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    skip_to(file, mark);
    return file;
}

void vocabulary_words(strings *out, const char *vectors, int most) {
    FILE *file = open_vectors(vectors, "\"words\":[");
    char word[256];
    for (int c = getc_unlocked(file); (c == '"' || c == ',') && out->count < most;
         c = getc_unlocked(file)) {
        if (c == ',')
            continue;
        word[read_string(file, word, sizeof word - 1)] = '\0';
        strings_add(out, word);
    }
    fclose(file);
}

static void read_vectors(vocabulary *v, const char *path, int most) {
    FILE *file = open_vectors(path, "\"vectors\":{");
    char word[256];
    char *filled = calloc((size_t)most, 1);
    for (int c = getc_unlocked(file); c == '"' || c == ','; c = getc_unlocked(file)) {
        if (c == ',')
            continue;
        uint64_t key = key_of(word, read_string(file, word, sizeof word));
        int row = vocabulary_find(v, key);
        if (row < 0 && v->count < most) {
            insert(v, key, 0);
            row = v->count - 1;
        }
        bool wanted = row >= 0 && !filled[row];
        read_vector(file, wanted ? v->vectors + (size_t)row * VECTOR_SIZE : NULL);
        if (wanted)
            filled[row] = 1;
    }
    fclose(file);
    free(filled);
}

void vocabulary_build(vocabulary *out, const corpus *text, const char *vectors, int most) {
    *out = (vocabulary){0};
    out->keys = calloc((size_t)most, sizeof *out->keys);
    out->frequency = calloc((size_t)most, sizeof *out->frequency);
    out->vectors = calloc((size_t)most * VECTOR_SIZE, sizeof *out->vectors);
    rehash(out, 1 << 18);
    count_words(out, text);
    count_classes(out, text);
    read_vectors(out, vectors, most);
}
