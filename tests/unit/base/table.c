/* Tables: comments, empty lines and the header are passed over, columns are trimmed, and a short
 * row does not show the columns of the one before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/table.h"

static const char rows[] = "# a comment\n\ncode\tname\nAAA\t Alpha \tone\r\nBBB\n"
                           "CCC\t\t\nD\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\t16\t17\n"
                           "EEE\tlast";

static void expect_row(att_table *table, uint32_t line, uint32_t columns, const char *first,
                       const char *second, const char *third) {
    assert_true(att_table_next(table));
    assert_int_equal(table->line, line);
    assert_int_equal(table->columns, columns);
    assert_true(att_slice_is(table->column[0], first));
    assert_true(att_slice_is(table->column[1], second));
    assert_true(att_slice_is(table->column[2], third));
}

static void test_rows(void **state) {
    (void)state;
    char dir[64], path[128];
    att_error error;
    att_arena arena;
    att_table table;
    att_arena_init(&arena);
    assert_int_equal(att_folder_temporary(dir, sizeof dir, &error), ATT_OK);
    snprintf(path, sizeof path, "%s/rows.tsv", dir);
    assert_int_equal(att_file_write(path, att_slice_of(rows), &error), ATT_OK);
    assert_int_equal(att_table_open(&table, &arena, dir, "rows.tsv", "code", &error), ATT_OK);
    expect_row(&table, 4, 3, "AAA", "Alpha", "one");
    expect_row(&table, 5, 1, "BBB", "", "");
    expect_row(&table, 6, 3, "CCC", "", "");
    expect_row(&table, 7, ATT_TABLE_COLUMNS, "D", "2", "3");
    assert_true(att_slice_is(table.column[15], "16"));
    expect_row(&table, 8, 2, "EEE", "last", "");
    assert_true(att_slice_is(table.column[15], ""));
    assert_false(att_table_next(&table));
    unlink(path);
    rmdir(dir);
    att_arena_release(&arena);
}

/* Files are read to their last byte, at and beside the sizes that room is taken for. */
static void test_file(void **state) {
    (void)state;
    char dir[64], path[128];
    att_error error;
    assert_int_equal(att_folder_temporary(dir, sizeof dir, &error), ATT_OK);
    snprintf(path, sizeof path, "%s/file", dir);
    for (uint32_t size = 0; size < 200000; size = size * 5 / 2 + 1) {
        att_arena arena;
        att_slice text;
        att_arena_init(&arena);
        char *bytes = att_arena_alloc(&arena, size + 1);
        memset(bytes, 'x', size);
        assert_int_equal(att_file_write(path, (att_slice){bytes, size}, &error), ATT_OK);
        assert_int_equal(att_file_read(&text, &arena, path, size, &error), ATT_OK);
        assert_int_equal(text.size, size);
        assert_memory_equal(text.data, bytes, size + 1);
        assert_true(size == 0 ||
                    att_file_read(&text, &arena, path, size - 1, &error) == ATT_ERROR_LIMIT);
        att_arena_release(&arena);
    }
    unlink(path);
    rmdir(dir);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
