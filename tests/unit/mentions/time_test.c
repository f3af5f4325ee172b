/* time_test.c - expressions of time against their EDTF, in time_cases.tsv. */
#include "mentions/time.h"

#include "plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* "2018/2023=P 2023-06-13": the EDTF and, where it is no point, the kind's letter. */
static void render(att_buffer *out, const att_document *document) {
    static const char *const letters[] = {"", "=P", "=T", "=F"};
    for (uint32_t i = 0; i < document->times.count; i++) {
        const att_time *time = &document->times.items[i];
        if (i)
            att_buffer_add_char(out, ' ');
        att_buffer_add_slice(out, time->edtf);
        att_buffer_add(out, letters[time->kind]);
        assert_true(time->first < time->end && time->end <= document->tokens.count);
        assert_true(time->head >= time->first && time->head < time->end);
    }
    att_buffer_add(out, "");
}

static void test_cases(void **state) {
    att_arena arena;
    att_arena_init(&arena);
    att_table table;
    assert_int_equal(att_table_open(&table, &arena, ATT_TEST_FILES, "unit/mentions/time_cases.tsv",
                                    "date", NULL),
                     ATT_OK);
    int cases = 0, wrong = 0;
    while (att_table_next(&table)) {
        att_document *document = plain_document(table.column[1], table.column[0]);
        att_atoms atoms;
        att_atoms_make(&atoms, document);
        assert_int_equal(att_times_run(&atoms, document, NULL), ATT_OK);
        att_buffer found;
        att_buffer_init(&found);
        render(&found, document);
        if (!att_slice_equal(att_buffer_slice(&found), table.column[2])) {
            fprintf(stderr, "line %u: %.*s\n  expected %.*s\n  found    %.*s\n", table.line,
                    (int)table.column[1].size, table.column[1].data, (int)table.column[2].size,
                    table.column[2].data, (int)found.size, found.data ? found.data : "");
            wrong++;
        }
        cases++;
        att_buffer_release(&found);
        att_document_free(document);
    }
    printf("%d cases of time\n", cases);
    assert_true(cases >= 100);
    assert_int_equal(wrong, 0);
    att_arena_release(&arena);
}

/* Bytes at random, and long runs of what the grammar recurses on, end soon and in bounds. */
static void test_noise(void **state) {
    static const char *const words[] = {"early", "late",  "end of",       "June", "13",     "-",
                                        "to",    "the",   "2016",         "last", "year",   "since",
                                        "in",    "first", "half",         "of",   "Monday", ",",
                                        "past",  "five",  "\xe2\x80\x93", "99"};
    enum { WORDS = sizeof words / sizeof *words, RUNS = 300, LENGTH = 200 };
    uint32_t seed = 7;
    for (int run = 0; run < RUNS; run++) {
        att_buffer text;
        att_buffer_init(&text);
        for (int i = 0; i < LENGTH; i++) {
            seed = seed * 1664525u + 1013904223u;
            att_buffer_add(&text, words[(seed >> 16) % (run < 3 ? (uint32_t)run + 1 : WORDS)]);
            att_buffer_add(&text, seed >> 30 ? " " : "");
        }
        att_document *document =
            plain_document(att_buffer_slice(&text), att_slice_of("2024-02-29"));
        att_atoms atoms;
        att_atoms_make(&atoms, document);
        assert_int_equal(att_times_run(&atoms, document, NULL), ATT_OK);
        att_document_free(document);
        att_buffer_release(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_noise)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
