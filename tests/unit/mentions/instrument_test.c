/* instrument_test.c - agreements, forums, exercises and missions, in instrument_cases.tsv. */
#include "mentions/instrument.h"
#include "mentions/time.h"

#include "cases.h"
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

static att_document *read_instruments(att_slice text, att_slice date) {
    att_document *document = plain_document(text, date);
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
}

static const cases_stage stage = {"instrument", false, read_instruments, render};

static void test_cases(void **state) {
    check_cases(&stage, 40);
}

/* What one stage squashed is there for the next. */
static void test_squashed_once(void **state) {
    att_document *document = read_instruments(att_slice_of("The 14th ADMM"), ATT_SLICE_EMPTY);
    att_slice *before = document->squashed;
    assert_non_null(before);
    att_squashed squashed;
    att_squash_document(&squashed, document);
    assert_ptr_equal(squashed.tokens, before);
    assert_true(att_slice_is(before[1], "14th") && att_slice_is(before[2], "admm"));
    att_document_free(document);
}

/* Any order of the words that the stage knows ends soon and in bounds. */
static void test_noise(void **state) {
    static const char *const words[] = {
        "the",      "14th", "agreement", "on",       "of",    "'s",   "-",          "2+2",
        "ADMM",     "+",    "16",        "Exercise", "Cobra", "Gold", "Resolution", "UN",
        "missions", "\"",   "policy",    "dialogue", "and",   "joint"};
    check_noise(&stage, words, sizeof words / sizeof *words, 200, 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases),
                                       cmocka_unit_test(test_squashed_once),
                                       cmocka_unit_test(test_noise)};
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
