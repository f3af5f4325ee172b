/* place_test.c - names as places, in place_cases.tsv; and the place of an act. */
#include "mentions/place.h"
#include "mentions/time.h"

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

static att_document *read_places(att_slice text) {
    att_document *document = plain_document(text, att_slice_of("2024-02-29"));
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
    att_buffer_add(out, "");
}

static void test_cases(void **state) {
    att_arena arena;
    att_arena_init(&arena);
    att_table table;
    assert_int_equal(att_table_open(&table, &arena, ATT_TEST_FILES, "unit/mentions/place_cases.tsv",
                                    "text", NULL),
                     ATT_OK);
    int cases = 0, wrong = 0;
    while (att_table_next(&table)) {
        att_document *document = read_places(table.column[0]);
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
    printf("%d cases of place\n", cases);
    assert_true(cases >= 50);
    assert_int_equal(wrong, 0);
    att_arena_release(&arena);
}

static void check_place_of(const char *text, uint32_t token, const char *expected) {
    att_document *document = read_places(att_slice_of(text));
    uint32_t place = att_place_of(document, document->tokens.items[token].sentence, token);
    if (!expected) {
        assert_int_equal(place, ATT_NONE);
    } else {
        assert_int_not_equal(place, ATT_NONE);
        assert_true(att_slice_is(document->places.items[place].text, expected));
    }
    att_document_free(document);
}

static void test_place_of(void **state) {
    check_place_of("The ministers met in Lisbon on Monday.", 2, "Lisbon");
    check_place_of("MANILA, March 14 - The navy took over three boats.", 6, "Manila");
    check_place_of("MANILA, March 14 - The navy took over boats in Cebu.", 6, "Cebu");
    check_place_of("The ministers met on Monday.", 2, NULL);
}

/* Any order of the words that the stage knows ends soon and in bounds. */
static void test_noise(void **state) {
    static const char *const words[] = {"in",      "Hanoi",   ",",        "Vietnam", "(",  ")",
                                        "the",     "city",    "of",       "Paris",   "'s", "-",
                                        "Georgia", "capital", "here",     "Chadian", "X",  "Sea",
                                        "to",      "and",     "\xc4\x90", "."};
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
        att_document_free(read_places(att_buffer_slice(&text)));
        att_buffer_release(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases),
                                       cmocka_unit_test(test_place_of),
                                       cmocka_unit_test(test_noise)};
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
