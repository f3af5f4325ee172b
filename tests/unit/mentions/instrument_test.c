/* instrument_test.c - agreements, forums, exercises and missions, in instrument_cases.tsv. */
#include "mentions/instrument.h"
#include "mentions/time.h"

#include "plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static att_titles *titles;

static int open_tables(void **state) {
    att_error error = {0};
    if (att_titles_open(&titles, ATT_TEST_DATA "/world", NULL, &error))
        fprintf(stderr, "%s\n", error.message);
    return titles ? 0 : -1;
}

static int close_tables(void **state) {
    att_titles_close(titles);
    return 0;
}

static att_document *read_instruments(att_slice text) {
    att_document *document = plain_document(text, att_slice_of("2024-02-29"));
    att_atoms atoms;
    att_squashed squashed;
    att_atoms_make(&atoms, document);
    att_squash_document(&squashed, document);
    assert_int_equal(att_times_run(&atoms, document, NULL), ATT_OK);
    assert_int_equal(att_instruments_run(titles, &squashed, document, NULL), ATT_OK);
    return document;
}

/* "forum 14th ADMM [ADMM] #14 @2020": kind, name, code, edition, year. */
static void render(att_buffer *out, const att_document *document) {
    for (uint32_t i = 0; i < document->instruments.count; i++) {
        const att_instrument *instrument = &document->instruments.items[i];
        att_buffer_add(out, i ? "; " : "");
        att_buffer_add_slice(out, instrument->kind);
        att_buffer_add_char(out, ' ');
        att_buffer_add_slice(out, instrument->name);
        if (instrument->code.size) {
            att_buffer_add(out, " [");
            att_buffer_add_slice(out, instrument->code);
            att_buffer_add_char(out, ']');
        }
        if (instrument->edition >= 0)
            att_buffer_format(out, " #%d", instrument->edition);
        if (instrument->year >= 0)
            att_buffer_format(out, " @%d", instrument->year);
        assert_true(instrument->first < instrument->end);
        assert_true(instrument->end <= document->tokens.count);
    }
    att_buffer_add(out, "");
}

static void test_cases(void **state) {
    att_arena arena;
    att_arena_init(&arena);
    att_table table;
    assert_int_equal(att_table_open(&table, &arena, ATT_TEST_FILES,
                                    "unit/mentions/instrument_cases.tsv", "text", NULL),
                     ATT_OK);
    int cases = 0, wrong = 0;
    while (att_table_next(&table)) {
        att_document *document = read_instruments(table.column[0]);
        att_buffer found;
        att_buffer_init(&found);
        render(&found, document);
        if (!att_slice_equal(att_buffer_slice(&found), table.column[1])) {
            fprintf(stderr, "line %u: %.*s\n  expected %.*s\n  found    %.*s\n", table.line,
                    (int)table.column[0].size, table.column[0].data, (int)table.column[1].size,
                    table.column[1].data, (int)found.size, found.data);
            wrong++;
        }
        cases++;
        att_buffer_release(&found);
        att_document_free(document);
    }
    printf("%d cases of instrument\n", cases);
    assert_true(cases >= 40);
    assert_int_equal(wrong, 0);
    att_arena_release(&arena);
}

/* Any order of the words that the stage knows ends soon and in bounds. */
static void test_noise(void **state) {
    static const char *const words[] = {
        "the",      "14th", "agreement", "on",       "of",    "'s",   "-",          "2+2",
        "ADMM",     "+",    "16",        "Exercise", "Cobra", "Gold", "Resolution", "UN",
        "missions", "\"",   "policy",    "dialogue", "and",   "joint"};
    enum { WORDS = sizeof words / sizeof *words, RUNS = 200, LENGTH = 200 };
    uint32_t seed = 5;
    for (int run = 0; run < RUNS; run++) {
        att_buffer text;
        att_buffer_init(&text);
        for (int i = 0; i < LENGTH; i++) {
            seed = seed * 1664525u + 1013904223u;
            att_buffer_add(&text, words[(seed >> 16) % (run < 3 ? (uint32_t)run + 1 : WORDS)]);
            att_buffer_add(&text, seed >> 30 ? " " : "");
        }
        att_document_free(read_instruments(att_buffer_slice(&text)));
        att_buffer_release(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_noise)};
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
