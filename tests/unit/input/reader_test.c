/* reader_test.c - stories out of files and folders: what is read, what is refused and how it is
 * said. Each test writes its files into a folder of its own. */
#include "reading.h"

#include <errno.h>
#include <sys/stat.h>

static void text_stays_as_read(void **state) {
    reading r;
    static const char text[] = "\xef\xbb\xbf date 2022-04-14 The army met.\r\n\r\nIt went on.\r\n";
    read_all(&r, put("bom.txt", text), NULL);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.stories[0].status, ATT_OK);
    assert_true(att_slice_is(r.stories[0].text, text));
    assert_true(att_slice_is(r.stories[0].origin, path_of("bom.txt")));
    release(&r);
}

static void several_stories_in_one_text(void **state) {
    reading r;
    read_all(&r, put("two.txt", " date 2022-12-01 One.\nMore.\n date 2023-01-01 Two.\n"), NULL);
    assert_int_equal(r.count, 2);
    assert_true(att_slice_is(r.stories[0].text, " date 2022-12-01 One.\nMore.\n"));
    assert_true(att_slice_is(r.stories[1].text, " date 2023-01-01 Two.\n"));
    assert_true(att_slice_ends(r.stories[1].origin, "two.txt:3"));
    release(&r);
}

static void bad_text_is_named(void **state) {
    att_reader_options small = {.document_limit = 10};
    check_failure(put("empty.txt", ""), NULL, ATT_ERROR_INPUT, 0, "is empty");
    check_failure(put("blank.txt", " \n\n"), NULL, ATT_ERROR_INPUT, 0, "is empty");
    check_failure(put("latin.txt", "caf\xe9 au lait"), NULL, ATT_ERROR_INPUT, 3, "not UTF-8");
    check_failure(put_bytes("nul.txt", "ab\0c", 4), NULL, ATT_ERROR_INPUT, 2, "NUL");
    check_failure(put("long.txt", "more than ten bytes"), &small, ATT_ERROR_LIMIT, 10,
                  "longer than 10");
    check_failure(put("day.txt", " date 2022-13-45 Text."), NULL, ATT_ERROR_INPUT, 6, "2022-13-45");
}

static void encodings_are_converted(void **state) {
    reading r;
    att_reader_options options = {.encoding = "windows-1252", .date = "2020-02-29"};
    read_all(&r,
             put("cp.txt", "\x93"
                           "caf\xe9\x94 \x80"),
             &options);
    assert_true(att_slice_is(r.stories[0].text, "“café” €"));
    assert_true(att_slice_is(r.stories[0].note, "from windows-1252"));
    assert_true(att_slice_is(r.stories[0].date, "2020-02-29"));
    release(&r);
    read_all(&r,
             put_bytes("utf16.txt",
                       "\xff\xfe"
                       "A\0\xe9\0=\xd8\0\xde",
                       10),
             NULL);
    assert_true(att_slice_is(r.stories[0].text, "Aé\xf0\x9f\x98\x80"));
    assert_true(att_slice_is(r.stories[0].note, "from UTF-16"));
    release(&r);
}

static void json_lines(void **state) {
    reading r;
    read_all(&r,
             put("a.jsonl", "{\"id\":17,\"date\":\"2022-04-14T08:00:00Z\",\"title\":\"T\","
                            "\"text\":\"caf\\u00e9\",\"source\":\"VNA\",\"url\":\"u\"}\r\n\n"
                            "{\"text\":\"b\"}"),
             NULL);
    assert_int_equal(r.count, 2);
    assert_true(att_slice_is(r.stories[0].id, "17"));
    assert_true(att_slice_is(r.stories[0].date, "2022-04-14"));
    assert_true(att_slice_is(r.stories[0].title, "T"));
    assert_true(att_slice_is(r.stories[0].text, "café"));
    assert_true(att_slice_is(r.stories[0].source, "VNA"));
    assert_true(att_slice_is(r.stories[0].url, "u"));
    assert_true(att_slice_ends(r.stories[0].origin, "a.jsonl:1"));
    assert_true(att_slice_ends(r.stories[1].origin, "a.jsonl:3"));
    release(&r);
}

static void json_values_over_lines(void **state) {
    reading r;
    read_all(&r, put("a.json", "[\n  {\"text\": \"a\"},\n  {\"text\": \"b\"}\n]\n"), NULL);
    assert_int_equal(r.count, 2);
    assert_true(att_slice_is(r.stories[1].text, "b"));
    release(&r);
    read_all(&r, put("b.json", "{\n  \"text\": \"a\",\n  \"id\": \"x\"\n}\n"), NULL);
    assert_int_equal(r.count, 1);
    assert_true(att_slice_is(r.stories[0].id, "x"));
    release(&r);
}

static void bad_json_is_named(void **state) {
    att_reader_options deep = {.nesting_limit = 8}, lines = {.line_limit = 16};
    check_failure(put("c.jsonl", "{\"text\":\"a"), NULL, ATT_ERROR_INPUT, 9, "cut off");
    check_failure(put("n.jsonl", "{\"text\":nonsense }"), NULL, ATT_ERROR_INPUT, 8, "no JSON");
    check_failure(put("d.jsonl", "{\"text\":\"a\",\"date\":\"14 April\"}"), NULL, ATT_ERROR_INPUT,
                  0, "14 April");
    check_failure(put("o.jsonl", "17"), &(att_reader_options){.format = "json"}, ATT_ERROR_INPUT, 0,
                  "no JSON object");
    check_failure(put("t.jsonl", "{\"title\":\"a\"}"), NULL, ATT_ERROR_INPUT, 0, "no text");
    check_failure(put("z.jsonl", "{\"text\":\"a\\u0000b\"}"), NULL, ATT_ERROR_INPUT, 10, "NUL");
    check_failure(put("u.jsonl", "{\"text\":\"\xff\"}"), NULL, ATT_ERROR_INPUT, 9, "not UTF-8");
    check_failure(put("r.jsonl", "{\"text\":\"a\"} x"), NULL, ATT_ERROR_INPUT, 13, "after");
    check_failure(put("e.jsonl", ""), NULL, ATT_ERROR_INPUT, 0, "is empty");
    check_failure(put("p.jsonl", "{\"a\":[[[[[[[[[[]]]]]]]]]]}"), &deep, ATT_ERROR_LIMIT, 0,
                  "nested");
    check_failure(put("l.jsonl", "{\"text\":\"longer than 16\"}"), &lines, ATT_ERROR_LIMIT, 0,
                  "line longer than 16");
}

static void a_bad_line_spoils_no_other(void **state) {
    reading r;
    read_all(&r, put("m.jsonl", "{\"text\":\"a\"}\n{\"text\":\n{\"text\":\"c\"}\n"), NULL);
    assert_int_equal(r.count, 3);
    assert_int_equal(r.stories[0].status, ATT_OK);
    assert_int_equal(r.stories[1].status, ATT_ERROR_INPUT);
    assert_int_equal(r.stories[2].status, ATT_OK);
    release(&r);
}

static void folders_are_walked_in_order(void **state) {
    reading r;
    mkdir(path_of("walk"), 0777);
    mkdir(path_of("walk/b"), 0777);
    put("walk/c.txt", "third");
    put("walk/b/a.txt", "second");
    put("walk/a.txt", "first");
    put("walk/a.csv", "not a story");
    put("walk/.hidden.txt", "hidden");
    assert_int_equal(symlink("..", path_of("walk/b/up")), 0);
    read_all(&r, path_of("walk"), NULL);
    assert_int_equal(r.count, 4);
    assert_true(att_slice_is(r.stories[0].text, "first"));
    assert_true(att_slice_is(r.stories[1].text, "second"));
    assert_int_equal(r.stories[2].status, ATT_ERROR_INPUT);
    assert_non_null(strstr(r.stories[2].reason.message, "leads back"));
    assert_true(att_slice_is(r.stories[3].text, "third"));
    assert_int_equal(r.passed_over, 1);
    release(&r);
}

static void depth_is_limited(void **state) {
    reading r;
    att_reader_options options = {.depth_limit = 2};
    mkdir(path_of("deep"), 0777);
    mkdir(path_of("deep/er"), 0777);
    put("deep/er/a.txt", "text");
    read_all(&r, path_of("deep"), &options);
    assert_int_equal(r.count, 1);
    assert_int_equal(r.stories[0].status, ATT_ERROR_LIMIT);
    release(&r);
}

static void what_cannot_be_opened_fails(void **state) {
    att_reader *reader = NULL;
    att_error error = {0};
    assert_int_equal(att_reader_open(&reader, path_of("none"), NULL, &error), ATT_ERROR_IO);
    assert_non_null(strstr(error.message, "none"));
    att_reader_options options = {.format = "papyrus"};
    assert_int_equal(att_reader_open(&reader, folder, &options, &error), ATT_ERROR_USAGE);
    options = (att_reader_options){.date = "yesterday"};
    assert_int_equal(att_reader_open(&reader, folder, &options, &error), ATT_ERROR_USAGE);
    if (geteuid() == 0)
        return; /* root may read everything */
    put("walk/secret.txt", "text");
    chmod(path_of("walk/secret.txt"), 0);
    assert_int_equal(att_reader_open(&reader, path_of("walk/secret.txt"), NULL, &error),
                     ATT_ERROR_IO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_stays_as_read),
        cmocka_unit_test(several_stories_in_one_text),
        cmocka_unit_test(bad_text_is_named),
        cmocka_unit_test(encodings_are_converted),
        cmocka_unit_test(json_lines),
        cmocka_unit_test(json_values_over_lines),
        cmocka_unit_test(bad_json_is_named),
        cmocka_unit_test(a_bad_line_spoils_no_other),
        cmocka_unit_test(folders_are_walked_in_order),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(what_cannot_be_opened_fails),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
