/* cases.c - see cases.h. */
#include "cases.h"

#include "base/table.h"

#include "../random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char usual_date[] = "2024-02-29";

/* Whether the story gives what the row expects; says so where it does not. */
static bool is_right(const cases_stage *stage, const att_table *table) {
    att_slice text = table->column[stage->dated], expected = table->column[stage->dated + 1];
    att_slice date = stage->dated ? table->column[0] : att_slice_of(usual_date);
    att_document *document = stage->read(text, date);
    att_buffer found;
    att_buffer_init(&found);
    stage->render(&found, document);
    att_buffer_add(&found, "");
    bool right = att_slice_equal(att_buffer_slice(&found), expected);
    if (!right)
        fprintf(stderr, "line %u: %.*s\n  expected %.*s\n  found    %.*s\n", table->line,
                (int)text.size, text.data, (int)expected.size, expected.data, (int)found.size,
                found.data);
    att_buffer_release(&found);
    att_document_free(document);
    return right;
}

void check_cases(const cases_stage *stage, int least) {
    char name[64];
    snprintf(name, sizeof name, "unit/mentions/%s_cases.tsv", stage->name);
    att_arena arena;
    att_arena_init(&arena);
    att_table table;
    assert_int_equal(
        att_table_open(&table, &arena, ATT_TEST_FILES, name, stage->dated ? "date" : "text", NULL),
        ATT_OK);
    int cases = 0, wrong = 0;
    while (att_table_next(&table)) {
        wrong += !is_right(stage, &table);
        cases++;
    }
    printf("%d cases of %s\n", cases, stage->name);
    assert_true(cases >= least);
    assert_int_equal(wrong, 0);
    att_arena_release(&arena);
}

void check_noise(const cases_stage *stage, const char *const *words, uint32_t count, int runs,
                 uint32_t seed) {
    enum { LENGTH = 200 };
    for (int run = 0; run < runs; run++) {
        att_buffer text;
        att_buffer_init(&text);
        for (int i = 0; i < LENGTH; i++) {
            uint32_t number = next_random(&seed);
            att_buffer_add(&text, words[(number >> 16) % (run < 3 ? (uint32_t)run + 1 : count)]);
            att_buffer_add(&text, number >> 30 ? " " : "");
        }
        att_document_free(stage->read(att_buffer_slice(&text), att_slice_of(usual_date)));
        att_buffer_release(&text);
    }
}
