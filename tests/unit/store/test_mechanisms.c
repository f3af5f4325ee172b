/* test_mechanisms.c - which names are one mechanism, and the editions of each. */
#include "stories.h"

/* A session between VNM and `partner` under a name, told on its day. */
static att_record *session(const char *story, const char *date, const char *partner,
                           const char *name, int edition, att_document **document) {
    static int number;
    char text[128];
    snprintf(text, sizeof text, "Story %d: the session under %.40s was held.", ++number, name);
    *document = make_story(story, date, text);
    att_record *record =
        add_record(*document, ATT_KIND_EVENT, ATT_ACTIVITY_DIALOGUE, "VNM", partner, date);
    add_instrument(*document, record, name, edition);
    return record;
}

static void hold(test_store *fixture, const char *story, const char *date, const char *partner,
                 const char *name, int edition) {
    att_document *document;
    session(story, date, partner, name, edition, &document);
    keep(fixture, document);
}

/* As hold, under a name that the world's tables know. */
static void hold_coded(test_store *fixture, const char *story, const char *date,
                       const char *partner, const char *name, const char *code, const char *kind) {
    att_document *document;
    att_record *record = session(story, date, partner, name, -1, &document);
    document->instruments.items[record->instrument].code = att_slice_of(code);
    document->instruments.items[record->instrument].kind = att_slice_of(kind);
    keep(fixture, document);
}

static void each_pair_has_its_own(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    hold_coded(fixture, "one", "2020-01-02", "IND", "Defence Policy Dialogue", "DPD", "mechanism");
    hold_coded(fixture, "two", "2020-03-02", "JPN", "Defence Policy Dialogue", "DPD", "mechanism");
    hold_coded(fixture, "three", "2020-05-02", "IND", "the Shangri-La Dialogue", "SLD", "forum");
    hold_coded(fixture, "four", "2021-05-02", "JPN", "Shangri-La Dialogue", "SLD", "forum");
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM mechanism WHERE code = 'DPD'"), 2);
    assert_text(fixture, "SELECT parties FROM mechanism WHERE code = 'DPD' ORDER BY number",
                "IND VNM");
    assert_text(fixture, "SELECT name || parties FROM mechanism WHERE code = 'SLD'",
                "Shangri-La Dialogue");
}

static void numbers_are_no_part_of_a_name(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    hold(fixture, "one", "2019-01-02", "IND", "the 14th Young Leaders Exchange", 14);
    hold(fixture, "two", "2020-01-02", "IND", "Fifteenth Young Leaders Exchange", 15);
    hold(fixture, "three", "2021-01-02", "IND", "Young Leaders Exchange-2021", -1);
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM mechanism"), 1);
    assert_text(fixture, "SELECT name FROM mechanism", "Young Leaders Exchange");
    assert_int_equal(ask(fixture, "SELECT count(*) FROM edition WHERE state = 'held'"), 2);
}

static void joins_short_and_long_names(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    hold(fixture, "one", "2019-01-02", "IND", "Deputy Ministers Security Dialogue", 3);
    hold(fixture, "two", "2020-01-02", "IND", "DMSD", 4);
    hold(fixture, "three", "2021-01-02", "IND", "Security Dialogue", 5);
    hold(fixture, "four", "2021-02-02", "JPN", "Security Dialogue", 1);
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM mechanism WHERE parties = 'IND VNM'"), 1);
    assert_int_equal(ask(fixture, "SELECT records FROM mechanism WHERE parties = 'IND VNM'"), 3);
    assert_int_equal(ask(fixture, "SELECT records FROM mechanism WHERE parties = 'JPN VNM'"), 1);
}

/* Short for two, or with a session of the same number, it is neither. */
static void leaves_ambiguous_names(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    hold(fixture, "one", "2019-01-02", "IND", "Navy Staff Exchange", 3);
    hold(fixture, "two", "2019-05-02", "IND", "Army Staff Exchange", 7);
    hold(fixture, "three", "2020-01-02", "IND", "Staff Exchange", -1);
    hold(fixture, "four", "2019-01-02", "JPN", "Coast Guard Working Talks", 3);
    hold(fixture, "five", "2019-09-02", "JPN", "Working Talks", 3);
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM mechanism WHERE parties = 'IND VNM'"), 3);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM mechanism WHERE parties = 'JPN VNM'"), 2);
}

static void sign(test_store *fixture, const char *story, const char *date, const char *name) {
    att_document *document;
    att_record *record = session(story, date, "IND", name, -1, &document);
    record->activity = ATT_ACTIVITY_SIGNING;
    record->fields = 1u << ATT_FIELD_LEGAL;
    document->instruments.items[record->instrument].kind = att_slice_of("memorandum");
    add_place(document, record, "VNM", "Hanoi");
    keep(fixture, document);
}

static void two_documents_are_two(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    sign(fixture, "one", "2015-01-02", "memorandum on cyber defence");
    sign(fixture, "two", "2019-01-02", "memorandum on cyber defence training");
    sign(fixture, "three", "2020-01-02", "memorandum on logistics support");
    sign(fixture, "four", "2020-01-02", "memorandum of understanding on logistics");
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM act"), 3);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM mechanism WHERE name LIKE '%cyber%'"), 2);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM mechanism WHERE name LIKE '%logistics%'"),
                     1);
}

static void plans_no_session_of_the_past(void **state) {
    test_store *fixture = *state;
    att_document *document;
    begin(fixture, "a");
    hold(fixture, "one", "2018-03-02", "IND", "policy talks", 4);
    att_record *record = session("two", "2018-03-05", "IND", "policy talks", 3, &document);
    record->kind = ATT_KIND_COMMITMENT;
    keep(fixture, document);
    record = session("three", "2018-03-06", "IND", "policy talks", 5, &document);
    record->kind = ATT_KIND_COMMITMENT;
    keep(fixture, document);
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT edition FROM edition WHERE state = 'planned'"), 5);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM edition"), 2);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
    const struct CMUnitTest tests[] = {
        TEST(each_pair_has_its_own),      TEST(numbers_are_no_part_of_a_name),
        TEST(joins_short_and_long_names), TEST(leaves_ambiguous_names),
        TEST(two_documents_are_two),      TEST(plans_no_session_of_the_past),
    };
    return cmocka_run_group_tests_name("mechanisms", tests, NULL, NULL);
}
