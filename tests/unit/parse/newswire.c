/* The hard ways of newswire, in sentences with trees of our own: capitals, quotation marks, titles
 * and ranks, names with and without diacritics, datelines, glued words, stacked appositions. Prints
 * the figures of each file, and holds the whole to a floor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "parse/model.h"

enum { WORDS_MOST = 128, FLOOR_HEADS = 88, FLOOR_LABELS = 84 };

static const char *const relations[] = {
#define ATT_RELATION(id, name, base) name,
#include "document/relations.def"
#undef ATT_RELATION
};

typedef struct row {
    char form[64], relation[32];
    int head;
} row;

typedef struct tally {
    int words, heads, labels;
} tally;

static void take_row(row *out, char *line) {
    char *save = NULL, *cell = strtok_r(line, "\t", &save);
    for (int column = 0; cell != NULL; cell = strtok_r(NULL, "\t", &save), column++) {
        if (column == 1)
            snprintf(out->form, sizeof out->form, "%s", cell);
        else if (column == 6)
            out->head = atoi(cell);
        else if (column == 7)
            snprintf(out->relation, sizeof out->relation, "%s", cell);
    }
}

static void score(tally *t, const att_model *model, att_model_scratch *scratch, const row *rows,
                  size_t count) {
    att_word_in in[WORDS_MOST];
    att_word_out out[WORDS_MOST];
    for (size_t i = 0; i < count; i++)
        in[i] = (att_word_in){rows[i].form, (uint32_t)strlen(rows[i].form)};
    att_model_run(model, scratch, in, count, out);
    for (size_t i = 0; i < count; i++) {
        bool head = out[i].head == rows[i].head;
        size_t size = strcspn(rows[i].relation, ":");
        const char *found = relations[out[i].relation];
        t->words++;
        t->heads += head;
        t->labels +=
            head && strcspn(found, ":") == size && strncmp(found, rows[i].relation, size) == 0;
    }
}

static tally score_file(const att_model *model, att_model_scratch *scratch, const char *path) {
    static row rows[WORDS_MOST];
    char line[512];
    size_t count = 0;
    tally t = {0};
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        if (line[0] == '\n' && count > 0) {
            score(&t, model, scratch, rows, count);
            count = 0;
        } else if (line[0] != '#' && line[0] != '\n') {
            assert_true(count < WORDS_MOST);
            take_row(&rows[count++], line);
        }
    }
    fclose(file);
    return t;
}

static void test_newswire(void **state) {
    (void)state;
    static const char *const names[] = {"capitals", "dateline", "glued", "long",
                                        "names",    "quotes",   "titles"};
    char path[512];
    tally all = {0};
    att_model *model;
    assert_int_equal(att_model_open(&model, ATT_TEST_DATA "/lang/en/model.bin", NULL), ATT_OK);
    att_model_scratch *scratch = att_model_scratch_open(model);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, ATT_TEST_FILES "/unit/parse/newswire/%s.conllu", names[i]);
        tally t = score_file(model, scratch, path);
        print_message("%-10s %3d words, UAS %.1f, LAS %.1f\n", names[i], t.words,
                      100.0 * t.heads / t.words, 100.0 * t.labels / t.words);
        all = (tally){all.words + t.words, all.heads + t.heads, all.labels + t.labels};
    }
    att_model_scratch_close(scratch);
    att_model_close(model);
    assert_true(100 * all.heads >= FLOOR_HEADS * all.words);
    assert_true(100 * all.labels >= FLOOR_LABELS * all.words);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_newswire)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
