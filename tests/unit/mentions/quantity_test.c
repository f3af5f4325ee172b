/* quantity_test.c - numbers and what they count, in quantity_cases.tsv. */
#include "mentions/quantity.h"
#include "mentions/time.h"

#include "plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* ">100 countries; #14 Dialogue": bound, number, unit; '#' an ordinal. */
static void render(att_buffer *out, const att_document *document) {
    for (uint32_t i = 0; i < document->quantities.count; i++) {
        const att_quantity *quantity = &document->quantities.items[i];
        const char *sign = quantity->ordinal ? "#" : att_bound_sign(quantity->bound);
        att_buffer_format(out, "%s%s%.10g ", i ? "; " : "", sign[0] == '=' ? "" : sign,
                          quantity->number);
        att_buffer_add_slice(out, quantity->unit);
        assert_true(quantity->first < quantity->end);
        assert_true(quantity->end <= document->tokens.count);
        assert_true(quantity->head < document->tokens.count);
    }
    att_buffer_add(out, "");
}

static att_document *read_quantities(att_slice text) {
    att_document *document = plain_document(text, att_slice_of("2024-02-29"));
    att_atoms atoms;
    att_atoms_make(&atoms, document);
    assert_int_equal(att_times_run(&atoms, document, NULL), ATT_OK);
    assert_int_equal(att_quantities_run(&atoms, document, NULL), ATT_OK);
    return document;
}

static void test_cases(void **state) {
    att_arena arena;
    att_arena_init(&arena);
    att_table table;
    assert_int_equal(att_table_open(&table, &arena, ATT_TEST_FILES,
                                    "unit/mentions/quantity_cases.tsv", "text", NULL),
                     ATT_OK);
    int cases = 0, wrong = 0;
    while (att_table_next(&table)) {
        att_document *document = read_quantities(table.column[0]);
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
    printf("%d cases of quantity\n", cases);
    assert_true(cases >= 60);
    assert_int_equal(wrong, 0);
    att_arena_release(&arena);
}

/* Any order of the words that the grammar knows ends soon and in bounds. */
static void test_noise(void **state) {
    static const char *const words[] = {"10",   "-",       "US$",  "million", "officers", "of",
                                        "them", "more",    "than", "one",     "twenty",   "'s",
                                        "th",   "percent", "to",   ",",       "number",   "1,000.5",
                                        "or",   "twice",   "a",    "year"};
    enum { WORDS = sizeof words / sizeof *words, RUNS = 300, LENGTH = 200 };
    uint32_t seed = 11;
    for (int run = 0; run < RUNS; run++) {
        att_buffer text;
        att_buffer_init(&text);
        for (int i = 0; i < LENGTH; i++) {
            seed = seed * 1664525u + 1013904223u;
            att_buffer_add(&text, words[(seed >> 16) % (run < 3 ? (uint32_t)run + 1 : WORDS)]);
            att_buffer_add(&text, seed >> 30 ? " " : "");
        }
        att_document_free(read_quantities(att_buffer_slice(&text)));
        att_buffer_release(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_noise)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
