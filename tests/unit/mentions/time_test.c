/* time_test.c - expressions of time against their EDTF, in time_cases.tsv. */
#include "mentions/time.h"

#include "cases.h"
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
}

static att_document *read_times(att_slice text, att_slice date) {
    att_document *document = plain_document(text, date);
    att_atoms atoms;
    att_atoms_make(&atoms, document);
    assert_int_equal(att_times_run(&atoms, document, NULL), ATT_OK);
    return document;
}

static const cases_stage stage = {"time", true, read_times, render};

static void test_cases(void **state) {
    check_cases(&stage, 100);
}

/* Bytes at random, and long runs of what the grammar recurses on, end soon and in bounds. */
static void test_noise(void **state) {
    static const char *const words[] = {"early", "late",  "end of",       "June", "13",     "-",
                                        "to",    "the",   "2016",         "last", "year",   "since",
                                        "in",    "first", "half",         "of",   "Monday", ",",
                                        "past",  "five",  "\xe2\x80\x93", "99"};
    check_noise(&stage, words, sizeof words / sizeof *words, 300, 7);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_noise)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
