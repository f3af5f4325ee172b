/* test_store.c - opening, runs, versions, reading back, search. */
#include "stories.h"

#include <sqlite3.h>
#include <sys/stat.h>

static void write_file(const char *path, const char *bytes) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(bytes, file);
    fclose(file);
}

static void refuses_what_is_no_archive(void **state) {
    test_store *fixture = *state;
    att_store *other = NULL;
    char path[256];
    snprintf(path, sizeof path, "%s/other", fixture->dir);
    assert_int_equal(att_store_open(&other, path, ATT_STORE_READ, &fixture->error), ATT_ERROR_IO);
    write_file(path, "this is a text file and no database, long enough to have a header");
    assert_int_equal(att_store_open(&other, path, ATT_STORE_READ, &fixture->error),
                     ATT_ERROR_STORE);
    assert_non_null(strstr(fixture->error.message, "is no database"));
    unlink(path);
    sqlite3 *database;
    assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
    sqlite3_exec(database, "CREATE TABLE bookmark (url)", NULL, NULL, NULL);
    sqlite3_close(database);
    assert_int_equal(att_store_open(&other, path, ATT_STORE_CREATE, &fixture->error),
                     ATT_ERROR_STORE);
    assert_non_null(strstr(fixture->error.message, "another program"));
    assert_null(other);
}

static void refuses_a_newer_schema(void **state) {
    test_store *fixture = *state;
    OK(att_store_execute(fixture->store, "PRAGMA user_version = 99", &fixture->error));
    att_store_close(fixture->store);
    assert_int_equal(
        att_store_open(&fixture->store, fixture->path, ATT_STORE_WRITE, &fixture->error),
        ATT_ERROR_STORE);
    assert_non_null(strstr(fixture->error.message, "schema version 99"));
}

static void brings_an_older_schema_up_to_date(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    keep(fixture, make_story("one", "2020-01-01", "A story."));
    finish(fixture);
    OK(att_store_execute(fixture->store, "DROP TABLE deployment; PRAGMA user_version = 1",
                         &fixture->error));
    att_store_close(fixture->store);
    assert_int_equal(
        att_store_open(&fixture->store, fixture->path, ATT_STORE_READ, &fixture->error),
        ATT_ERROR_STORE);
    assert_non_null(strstr(fixture->error.message, "open it once for writing"));
    OK(att_store_open(&fixture->store, fixture->path, ATT_STORE_WRITE, &fixture->error));
    assert_int_equal(ask(fixture, "PRAGMA user_version"), ATT_STORE_SCHEMA);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM deployment"), 0);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM document"), 1);
}

static void reads_where_it_may_not_write(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    keep(fixture, make_story("one", "2020-01-01", "A story."));
    finish(fixture);
    att_store_close(fixture->store);
    chmod(fixture->path, 0444);
    chmod(fixture->dir, 0555);
    OK(att_store_open(&fixture->store, fixture->path, ATT_STORE_READ, &fixture->error));
    assert_int_equal(ask(fixture, "SELECT count(*) FROM document"), 1);
    att_run_info info = {.data_hash = "b"};
    assert_int_equal(att_store_begin(fixture->store, &info, &fixture->error), ATT_ERROR_USAGE);
    chmod(fixture->dir, 0755);
}

static att_document *talks(const char *name, const char *text) {
    att_document *story = make_story(name, "2020-03-02", text);
    add_record(story, ATT_KIND_EVENT, ATT_ACTIVITY_TALKS, "VNM", "JPN", "2020-03-02");
    return story;
}

static void keeps_a_text_once(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    assert_int_equal(keep(fixture, talks("one", "The ministers held talks.")), ATT_OUTCOME_CODED);
    assert_int_equal(keep(fixture, talks("two", "The ministers held talks.")),
                     ATT_OUTCOME_DUPLICATE);
    assert_int_equal(keep(fixture, make_story("three", "2020-03-03", "Nothing.")),
                     ATT_OUTCOME_EMPTY);
    OK(att_store_account(fixture->store, "four", ATT_OUTCOME_FAILED, "not UTF-8", &fixture->error));
    att_tally tally = finish(fixture);
    assert_int_equal(tally.outcome[ATT_OUTCOME_CODED], 1);
    assert_int_equal(tally.outcome[ATT_OUTCOME_DUPLICATE], 1);
    assert_int_equal(tally.outcome[ATT_OUTCOME_EMPTY], 1);
    assert_int_equal(tally.outcome[ATT_OUTCOME_FAILED], 1);
    assert_int_equal(tally.added, 1);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM document"), 2);
    OK(att_store_check(fixture->store, &fixture->error));
}

static void takes_up_an_interrupted_run(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a"); /* batches of two: "three" is lost with its batch */
    keep(fixture, talks("one", "First."));
    keep(fixture, talks("two", "Second."));
    keep(fixture, talks("three", "Third."));
    att_store_close(fixture->store);
    OK(att_store_open(&fixture->store, fixture->path, ATT_STORE_WRITE, &fixture->error));
    begin(fixture, "a");
    bool seen;
    OK(att_store_seen(&seen, fixture->store, "two", &fixture->error));
    assert_true(seen);
    OK(att_store_seen(&seen, fixture->store, "three", &fixture->error));
    assert_false(seen);
    assert_int_equal(keep(fixture, talks("two", "Second.")), ATT_OUTCOME_CODED);
    keep(fixture, talks("three", "Third."));
    att_tally tally = finish(fixture);
    assert_int_equal(tally.run, 1);
    assert_int_equal(tally.outcome[ATT_OUTCOME_CODED], 3);
    assert_int_equal(tally.outcome[ATT_OUTCOME_DUPLICATE], 0);
}

static void lets_one_writer_in(void **state) {
    test_store *fixture = *state;
    att_store *second = NULL;
    att_run_info info = {.data_hash = "a"};
    begin(fixture, "a");
    keep(fixture, talks("one", "First."));
    OK(att_store_open(&second, fixture->path, ATT_STORE_WRITE, &fixture->error));
    assert_int_equal(att_store_begin(second, &info, &fixture->error), ATT_ERROR_STORE);
    assert_non_null(strstr(fixture->error.message, "another program is adding"));
    finish(fixture);
    OK(att_store_begin(second, &info, &fixture->error));
    att_store_close(second);
}

static att_document *three_records(const char *first, const char *second) {
    att_document *story = make_story("one", "2020-03-02", "The ministers held talks and signed.");
    if (first)
        add_record(story, ATT_KIND_EVENT, ATT_ACTIVITY_TALKS, "VNM", first, "2020-03-02");
    else
        ATT_PUSH(&story->arena, &story->records)->rule = att_slice_of("to be dropped");
    add_record(story, ATT_KIND_EVENT, ATT_ACTIVITY_SIGNING, "VNM", second, "2020-03-02");
    if (!first) { /* only the second is left, with the id it had */
        story->records.items[0] = story->records.items[1];
        story->records.count = 1;
    }
    return story;
}

typedef struct difference_counts {
    int added, changed, withdrawn;
    char columns[64], why[128];
} difference_counts;

static void count_difference(void *context, const att_difference *difference) {
    difference_counts *found = context;
    found->added += !strcmp(difference->change, "added");
    found->withdrawn += !strcmp(difference->change, "withdrawn");
    if (strcmp(difference->change, "changed") == 0) {
        found->changed++;
        snprintf(found->columns, sizeof found->columns, "%s", difference->columns);
        snprintf(found->why, sizeof found->why, "%s", difference->why);
    }
}

static void keeps_every_version(void **state) {
    test_store *fixture = *state;
    begin(fixture, "aaaa");
    keep(fixture, three_records("JPN", "JPN"));
    finish(fixture);
    begin(fixture, "bbbb");
    keep(fixture, three_records("JPN", "KOR"));
    att_tally second = finish(fixture);
    assert_int_equal(second.changed, 1);
    assert_int_equal(second.kept, 1);
    begin(fixture, "cccc");
    keep(fixture, three_records(NULL, "KOR"));
    att_tally third = finish(fixture);
    assert_int_equal(third.withdrawn, 1);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM record"), 3);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM record_now"), 1);
    difference_counts found = {0};
    OK(att_store_diff(fixture->store, 1, 2, count_difference, &found, &fixture->error));
    assert_int_equal(found.changed, 1);
    assert_string_equal(found.columns, "actors");
    assert_non_null(strstr(found.why, "aaaa → bbbb"));
    found = (difference_counts){0};
    OK(att_store_diff(fixture->store, 1, 3, count_difference, &found, &fixture->error));
    assert_int_equal(found.withdrawn, 1);
    assert_int_equal(found.changed, 1);
    assert_int_equal(
        att_store_diff(fixture->store, 1, 9, count_difference, &found, &fixture->error),
        ATT_ERROR_USAGE);
}

static void gives_a_document_back(void **state) {
    test_store *fixture = *state;
    att_document *story = make_story("one", "2020-03-02", "Some 300 officers trained in Hanoi.");
    att_record *record = add_record(story, ATT_KIND_EVENT, ATT_ACTIVITY_TRAINING, "VNM", "JPN",
                                    "2020-03-01/2020-03-02");
    add_place(story, record, "VNM", "Hanoi");
    add_instrument(story, record, "staff talks", 7);
    add_quantity(story, record, 300, ATT_BOUND_ABOUT, "officers");
    *ATT_PUSH(&story->arena, &story->parts) = (att_part){ATT_PART_BODY, {0, 10}};
    begin(fixture, "a");
    keep(fixture, story);
    finish(fixture);
    att_document *back = NULL;
    OK(att_store_read(&back, fixture->store, 1, &fixture->error));
    const att_record *read = &back->records.items[0];
    assert_string_equal(back->id.data, "one");
    assert_int_equal(back->parts.items[0].kind, ATT_PART_BODY);
    assert_int_equal(read->activity, ATT_ACTIVITY_TRAINING);
    assert_int_equal(read->actors.count, 2);
    assert_string_equal(back->entities.items[read->actors.items[1]].code.data, "JPN");
    assert_int_equal(back->instruments.items[read->instrument].edition, 7);
    assert_int_equal(back->quantities.items[0].bound, ATT_BOUND_ABOUT);
    assert_true(read->interval.last - read->interval.first == 1);
    assert_int_equal(read->fields, 1u << ATT_FIELD_TRAINING);
    att_document_free(back);
    assert_int_equal(att_store_read(&back, fixture->store, 5, &fixture->error), ATT_ERROR_USAGE);
}

static void finds_words(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    keep(fixture, make_story("one", "2020-03-02", "The frigate called at Đà Nẵng."));
    keep(fixture, make_story("two", "2020-03-02", "The corvette left."));
    finish(fixture);
    static const struct {
        const char *words;
        int found;
    } cases[] = {{"frigate", 1},
                 {"da nang", 1},
                 {"frigate corvette", 0},
                 {"the", 2},
                 {"\"called at\"", 1},
                 {"\"at called\"", 0},
                 {"NEAR(the )", 0},
                 {"\"", 0},
                 {"", 0},
                 {"col:x OR *", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        att_query query;
        int found = 0;
        att_store_search(&query, fixture->store, cases[i].words, 10, &fixture->error);
        while (att_query_next(&query))
            found++;
        OK(att_query_end(&query));
        assert_int_equal(found, cases[i].found);
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
    const struct CMUnitTest tests[] = {
        TEST(refuses_what_is_no_archive),
        TEST(refuses_a_newer_schema),
        TEST(brings_an_older_schema_up_to_date),
        TEST(reads_where_it_may_not_write),
        TEST(keeps_a_text_once),
        TEST(takes_up_an_interrupted_run),
        TEST(lets_one_writer_in),
        TEST(keeps_every_version),
        TEST(gives_a_document_back),
        TEST(finds_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
