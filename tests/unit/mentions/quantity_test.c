/* quantity_test.c - numbers and what they count, in quantity_cases.tsv. */
#include "mentions/quantity.h"
#include "mentions/time.h"

#include "cases.h"
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
}

static att_document *read_quantities(att_slice text, att_slice date) {
    att_document *document = plain_document(text, date);
    att_atoms atoms;
    att_atoms_make(&atoms, document);
    assert_int_equal(att_times_run(&atoms, document, NULL), ATT_OK);
    assert_int_equal(att_quantities_run(&atoms, document, NULL), ATT_OK);
    return document;
}

static const cases_stage stage = {"quantity", false, read_quantities, render};

static void test_cases(void **state) {
    check_cases(&stage, 60);
}

/* Any order of the words that the grammar knows ends soon and in bounds. */
static void test_noise(void **state) {
    static const char *const words[] = {"10",   "-",       "US$",  "million", "officers", "of",
                                        "them", "more",    "than", "one",     "twenty",   "'s",
                                        "th",   "percent", "to",   ",",       "number",   "1,000.5",
                                        "or",   "twice",   "a",    "year"};
    check_noise(&stage, words, sizeof words / sizeof *words, 300, 11);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_noise)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
