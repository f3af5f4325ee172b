/* place_test.c - names as places, in place_cases.tsv. */
#include "mentions/place.h"
#include "mentions/time.h"

#include "cases.h"
#include "plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static att_gazetteer *gazetteer;

static int open_tables(void **state) {
    att_error error = {0};
    if (att_gazetteer_open(&gazetteer, ATT_TEST_DATA "/world", NULL, &error))
        fprintf(stderr, "%s\n", error.message);
    return gazetteer ? 0 : -1;
}

static int close_tables(void **state) {
    att_gazetteer_close(gazetteer);
    return 0;
}

static att_document *read_places(att_slice text, att_slice date) {
    att_document *document = plain_document(text, date);
    att_atoms atoms;
    att_squashed squashed;
    att_atoms_make(&atoms, document);
    att_squash_document(&squashed, document);
    assert_int_equal(att_times_run(&atoms, document, NULL), ATT_OK);
    assert_int_equal(att_places_run(gazetteer, &squashed, document, NULL), ATT_OK);
    return document;
}

/* "VNM:Hanoi; *PHL:Manila": state and name; '*' the dateline's. */
static void render(att_buffer *out, const att_document *document) {
    for (uint32_t i = 0; i < document->places.count; i++) {
        const att_place *place = &document->places.items[i];
        att_buffer_add(out, i ? "; " : "");
        att_buffer_add(out, place->dateline ? "*" : "");
        att_buffer_add_slice(out, place->country);
        att_buffer_add_char(out, ':');
        att_buffer_add_slice(out, place->text);
        assert_true(place->first < place->end && place->end <= document->tokens.count);
    }
}

static const cases_stage stage = {"place", false, read_places, render};

static void test_cases(void **state) {
    check_cases(&stage, 50);
}

/* Any order of the words that the stage knows ends soon and in bounds. */
static void test_noise(void **state) {
    static const char *const words[] = {"in",      "Hanoi",   ",",        "Vietnam", "(",  ")",
                                        "the",     "city",    "of",       "Paris",   "'s", "-",
                                        "Georgia", "capital", "here",     "Chadian", "X",  "Sea",
                                        "to",      "and",     "\xc4\x90", "."};
    check_noise(&stage, words, sizeof words / sizeof *words, 200, 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_noise)};
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
