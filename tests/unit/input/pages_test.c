/* pages_test.c - the pages of tests/input/pages against what was put into them: day, title, every
 * paragraph of the text and hardly anything else; and pages that are refused. */
#include "input/page.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/table.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { LIMIT = 1 << 24 };

static const att_reader_options options = {.document_limit = LIMIT, .nesting_limit = 512};

static bool contains(att_slice text, att_slice part) {
    return part.size && memmem(text.data, text.size, part.data, part.size);
}

/* Compares with the table beside the page: rows date, title, text and caption. */
static void check_page(const char *path) {
    att_arena arena;
    att_table table;
    att_slice page;
    att_source_story story = {.note = ATT_SLICE_EMPTY, .date = ATT_SLICE_EMPTY};
    att_error error = {0};
    att_arena_init(&arena);
    assert_int_equal(att_file_read(&page, &arena, path, LIMIT, &error), ATT_OK);
    assert_int_equal(att_page_read(&story, &arena, page, ATT_SLICE_EMPTY, ATT_SLICE_EMPTY, &options,
                                   path, &error),
                     ATT_OK);
    const char *name = strrchr(path, '/') + 1;
    att_slice wanted = att_arena_format(&arena, "%.*s.tsv", (int)strcspn(name, "."), name);
    assert_int_equal(
        att_table_open(&table, &arena, ATT_TEST_FILES "/input/pages", wanted.data, "", &error),
        ATT_OK);
    uint32_t expected = story.title.size;
    while (att_table_next(&table)) {
        att_slice value = table.column[1];
        bool right = att_slice_is(table.column[0], "date")    ? att_slice_equal(story.date, value)
                     : att_slice_is(table.column[0], "title") ? att_slice_equal(story.title, value)
                                                              : contains(story.text, value);
        if (!right)
            fprintf(stderr, "%s: %.*s is not there\n", name, (int)value.size, value.data);
        assert_true(right);
        if (value.size > 10 && !att_slice_is(table.column[0], "title"))
            expected += value.size + 2;
    }
    if (story.text.size > expected + 60)
        fprintf(stderr, "%s: %u bytes too many\n%.*s\n", name, story.text.size - expected,
                (int)story.text.size, story.text.data);
    assert_true(story.text.size <= expected + 60);
    att_arena_release(&arena);
}

static void pages_give_their_story(void **state) {
    glob_t paths;
    assert_int_equal(glob(ATT_TEST_FILES "/input/pages/*.html", 0, NULL, &paths), 0);
    assert_int_equal(paths.gl_pathc, 12);
    for (size_t i = 0; i < paths.gl_pathc; i++)
        check_page(paths.gl_pathv[i]);
    globfree(&paths);
}

static att_status read_page(att_source_story *story, att_arena *arena, att_slice page,
                            att_error *error) {
    *story = (att_source_story){.note = ATT_SLICE_EMPTY};
    return att_page_read(story, arena, page, ATT_SLICE_EMPTY, ATT_SLICE_EMPTY, &options, "page",
                         error);
}

/* A page of `count` times `piece` is refused for `reason`. */
static void check_refused(const char *before, const char *piece, uint32_t count,
                          const char *reason) {
    att_arena arena;
    att_buffer page;
    att_source_story story;
    att_error error = {0};
    att_arena_init(&arena);
    att_buffer_init(&page);
    att_buffer_add(&page, before);
    for (uint32_t i = 0; i < count; i++)
        att_buffer_add(&page, piece);
    assert_int_equal(read_page(&story, &arena, att_buffer_slice(&page), &error), ATT_ERROR_LIMIT);
    assert_non_null(strstr(error.message, reason));
    att_buffer_release(&page);
    att_arena_release(&arena);
}

static void hostile_pages_are_refused(void **state) {
    check_refused("<html>", "<div>", 100000, "nested too deep");
    check_refused("<html>", "<b><p>", 100000, "nested too deep");
    check_refused("<html>", "<x-one></x-two>", 100000, "nested too deep");
    check_refused("<p", " a=1", 100000, "attributes");
}

static void scripts_do_not_open_elements(void **state) {
    att_arena arena;
    att_buffer page;
    att_source_story story;
    att_error error = {0};
    att_arena_init(&arena);
    att_buffer_init(&page);
    att_buffer_add(&page, "<html><body><script>var a = '");
    for (int i = 0; i < 5000; i++)
        att_buffer_add(&page, "<div>");
    att_buffer_add(&page, "';</script><p>The two ministers met on Monday, and agreed on the date "
                          "of the next meeting.</p></body></html>");
    assert_int_equal(read_page(&story, &arena, att_buffer_slice(&page), &error), ATT_OK);
    assert_true(att_slice_starts(story.text, "The two ministers"));
    att_buffer_release(&page);
    att_arena_release(&arena);
}

static void a_page_without_text_is_named(void **state) {
    att_arena arena;
    att_source_story story;
    att_error error = {0};
    att_arena_init(&arena);
    assert_int_equal(read_page(&story, &arena, att_slice_of("<html><body></body>"), &error),
                     ATT_ERROR_INPUT);
    assert_non_null(strstr(error.message, "without text"));
    assert_int_equal(read_page(&story, &arena,
                               att_slice_of("<meta charset=gb2312><p>\xb9\xfa\xb7\xc0</p>"),
                               &error),
                     ATT_ERROR_INPUT);
    assert_non_null(strstr(error.message, "gb2312"));
    att_arena_release(&arena);
}

static void fragments_lose_no_text(void **state) {
    att_arena arena;
    att_slice text;
    att_arena_init(&arena);
    assert_int_equal(
        att_page_fragment(&text, &arena,
                          att_slice_of("One &amp; two.<br>Three<p>Four <b>five</b>.</p>six"),
                          &options, "page", NULL),
        ATT_OK);
    assert_true(att_slice_is(text, "One & two.\n\nThree\n\nFour five.\n\nsix"));
    att_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_give_their_story),
        cmocka_unit_test(hostile_pages_are_refused),
        cmocka_unit_test(scripts_do_not_open_elements),
        cmocka_unit_test(a_page_without_text_is_named),
        cmocka_unit_test(fragments_lose_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
