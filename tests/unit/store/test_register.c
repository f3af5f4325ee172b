/* test_register.c - acts, undertakings, claims, judgements, sources, imports; the annotated
 * examples. */
#include "stories.h"

#include "../../tools/gold.h"

#include <dirent.h>

static att_document *talks_on(const char *name, const char *date, const char *partner,
                              const char *text) {
    att_document *story = make_story(name, date, text);
    att_record *record =
        add_record(story, ATT_KIND_EVENT, ATT_ACTIVITY_TALKS, "VNM", partner, date);
    add_place(story, record, "VNM", "Hanoi");
    return story;
}

static void joins_reports_of_one_act(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    keep(fixture,
         talks_on("one", "2020-03-02", "JPN", "The two ministers met in Hanoi on Monday."));
    keep(fixture,
         talks_on("two", "2020-03-02", "JPN", "Defence chiefs hold talks in the capital."));
    keep(fixture, talks_on("three", "2020-03-02", "KOR", "Talks with another guest followed."));
    keep(fixture, talks_on("four", "2020-09-02", "JPN", "They met again half a year later."));
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM act"), 3);
    assert_int_equal(ask(fixture, "SELECT reports FROM act ORDER BY reports DESC"), 2);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM report WHERE joined IS NOT NULL "
                                  "AND reason LIKE '%participants%'"),
                     1);
}

static void keeps_apart_what_contradicts(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    att_document *held = talks_on("one", "2020-03-02", "JPN", "The session took place.");
    att_document *off = talks_on("two", "2020-03-02", "JPN", "The session was called off.");
    off->records.items[0].status = ATT_CANCELLED;
    keep(fixture, held);
    keep(fixture, off);
    att_document *both = talks_on("three", "2020-03-02", "JPN", "Two sessions were held.");
    add_place(both,
              add_record(both, ATT_KIND_EVENT, ATT_ACTIVITY_TALKS, "VNM", "JPN", "2020-03-02"),
              "VNM", "Hanoi");
    keep(fixture, both);
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM act"), 3);
}

static void shows_figures_that_disagree(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    for (int i = 0; i < 2; i++) {
        att_document *story = talks_on(i ? "two" : "one", "2020-03-02", "JPN",
                                       i ? "Some 186 soldiers left." : "The unit of 184 left.");
        add_quantity(story, &story->records.items[0], i ? 186 : 184, ATT_BOUND_EQUAL,
                     i ? "soldiers" : "members");
        keep(fixture, story);
    }
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT disputed FROM act"), 1);
    assert_text(fixture, "SELECT a_value || ' / ' || b_value FROM disagreement",
                ask(fixture, "SELECT a_value = '184 members' FROM disagreement")
                    ? "184 members / 186 soldiers"
                    : "186 soldiers / 184 members");
}

static void follows_an_undertaking(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    att_document *promise = make_story("one", "2020-03-02", "The 7th dialogue will be in Tokyo.");
    att_record *record = add_record(promise, ATT_KIND_COMMITMENT, ATT_ACTIVITY_DIALOGUE, "VNM",
                                    "JPN", "2020-07/2020-12");
    add_instrument(promise, record, "Defence Policy Dialogue", 7);
    record =
        add_record(promise, ATT_KIND_COMMITMENT, ATT_ACTIVITY_PORT_CALL, "JPN", "VNM", "2020-05");
    keep(fixture, promise);
    att_document *held = make_story("two", "2020-08-05", "The seventh dialogue was held.");
    record = add_record(held, ATT_KIND_EVENT, ATT_ACTIVITY_DIALOGUE, "JPN", "VNM", "2020-08-04");
    add_instrument(held, record, "Vietnam-Japan Defense Policy Dialogue", 7);
    keep(fixture, held);
    finish(fixture);
    assert_text(fixture, "SELECT status FROM undertaking WHERE activity = 'dialogue'", "done");
    assert_text(fixture, "SELECT status FROM undertaking WHERE activity = 'port-call'", "overdue");
    assert_text(fixture,
                "SELECT searched || ' ' || searched_until FROM undertaking "
                "WHERE activity = 'port-call'",
                "1 2020-08-05");
    assert_int_equal(
        ask(fixture, "SELECT count(*) FROM edition WHERE edition = 7 AND state = 'held'"), 1);
}

/* A time after the story is of something else in its sentence: the act has the story's day. */
static void no_act_lies_after_its_story(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    att_document *story =
        make_story("one", "2020-06-13", "They were invited to the November fair.");
    add_record(story, ATT_KIND_EVENT, ATT_ACTIVITY_INVITATION, "VNM", "JPN", "2020-11");
    add_record(story, ATT_KIND_EVENT, ATT_ACTIVITY_TALKS, "VNM", "JPN", "2020-06-14");
    keep(fixture, story);
    att_document *off = talks_on("two", "2020-06-13", "KOR", "The autumn session is off.");
    off->records.items[0].status = ATT_CANCELLED;
    off->records.items[0].interval = (att_interval){att_day_of(2020, 9, 1), att_day_of(2020, 9, 1)};
    keep(fixture, off);
    finish(fixture);
    assert_text(fixture, "SELECT first_date FROM act WHERE activity = 'invitation'", "2020-06-13");
    assert_text(fixture, "SELECT first_date FROM act WHERE activity = 'talks' AND status = 'done'",
                "2020-06-14");
    assert_text(fixture, "SELECT first_date FROM act WHERE status = 'cancelled'", "2020-09-01");
    assert_text(fixture, "SELECT a_value || ' ' || b_value FROM disagreement WHERE what = 'date'",
                "2020-11 2020-06-13");
}

/* Of two conferences in a story, the one told last before the task; told twice, it is one. */
static void gives_tasks_to_their_conference(void **state) {
    test_store *fixture = *state;
    static const char text[] = "A conference met in Hanoi. It met again. Units must train. "
                               "Another was held in Hue. Ships must sail.";
    static const struct {
        att_kind kind;
        const char *town;
        uint32_t start, end;
    } records[] = {{ATT_KIND_EVENT, "Hanoi", 0, 26},
                   {ATT_KIND_EVENT, "Hanoi", 27, 40},
                   {ATT_KIND_COMMITMENT, NULL, 41, 58},
                   {ATT_KIND_EVENT, "Hue", 59, 83},
                   {ATT_KIND_COMMITMENT, NULL, 84, 100}};
    begin(fixture, "a");
    att_document *story = make_story("one", "2020-03-02", text);
    for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
        att_record *record =
            add_record(story, records[i].kind,
                       records[i].town ? ATT_ACTIVITY_CONFERENCE
                                       : (i == 2 ? ATT_ACTIVITY_TRAINING : ATT_ACTIVITY_PORT_CALL),
                       "VNM", "", "2020-03-02");
        record->force = ATT_DIRECTED;
        story->records.items[i].evidence.items[0] = (att_span){records[i].start, records[i].end};
        if (records[i].town)
            add_place(story, record, "VNM", records[i].town);
    }
    keep(fixture, story);
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM directive"), 2);
    assert_text(fixture,
                "SELECT d.name FROM task t JOIN directive d ON d.number = t.directive JOIN "
                "undertaking u ON u.number = t.undertaking WHERE u.activity = 'training'",
                "Conference in Hanoi");
    assert_text(fixture,
                "SELECT d.name FROM task t JOIN directive d ON d.number = t.directive JOIN "
                "undertaking u ON u.number = t.undertaking WHERE u.activity = 'port-call'",
                "Conference in Hue");
    assert_int_equal(ask(fixture, "SELECT count(*) FROM task"), 2);
}

/* The unit and its rotation, of two in one sentence the one before the mission's name. */
static void names_what_was_deployed(void **state) {
    test_store *fixture = *state;
    static const struct {
        const char *text, *mission, *wanted;
    } cases[] = {
        {"The fourth rotation of the engineering unit left for UNISFA.", "UNISFA",
         "engineering unit 4"},
        {"Level-2 Field Hospital No. 2 flew to Bentiu.", "UNMISS", "field hospital 2"},
        {"The country's third level-2 field hospital came home.", "UNMISS", "field hospital 3"},
        {"Engineering Company Rotation 1 goes to UNISFA, Field Hospital Rotation 4 to UNMISS.",
         "UNMISS", "field hospital 4"},
        {"Engineering Company Rotation 1 goes to UNISFA, Field Hospital Rotation 4 to UNMISS.",
         "UNISFA", "engineering unit 1"},
        {"A battalion completed its rotation.", "MINUSCA", "battalion"}};
    enum { CASES = sizeof cases / sizeof *cases };
    begin(fixture, "a");
    for (int i = 0; i < CASES; i++) {
        char name[8], date[16], text[160];
        snprintf(name, sizeof name, "%d", i);
        snprintf(date, sizeof date, "20%02d-03-02", i + 10);
        snprintf(text, sizeof text, "Story %d: %s", i, cases[i].text); /* no copies */
        att_document *story = make_story(name, date, text);
        att_record *record =
            add_record(story, ATT_KIND_EVENT, ATT_ACTIVITY_PEACEKEEPING, "VNM", "", date);
        add_instrument(story, record, cases[i].mission, -1);
        keep(fixture, story);
    }
    finish(fixture);
    static char sql[CASES][200]; /* the store keeps statements by the address of their text */
    for (int i = 0; i < CASES; i++) {
        snprintf(
            sql[i], sizeof sql[i],
            "SELECT unit || coalesce(' ' || rotation, '') FROM deployment JOIN act ON number = "
            "act WHERE first_date = '20%02d-03-02'",
            i + 10);
        assert_text(fixture, sql[i], cases[i].wanted);
    }
}

static void shows_missing_editions(void **state) {
    test_store *fixture = *state;
    begin(fixture, "a");
    for (int i = 0; i < 2; i++) {
        att_document *story = make_story(i ? "two" : "one", i ? "2020-03-02" : "2018-03-02",
                                         i ? "The 16th was held." : "The 14th was held.");
        att_record *record = add_record(story, ATT_KIND_EVENT, ATT_ACTIVITY_DIALOGUE, "VNM", "IND",
                                        i ? "2020-03-02" : "2018-03-02");
        add_instrument(story, record, "policy dialogue", i ? 16 : 14);
        keep(fixture, story);
    }
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT edition FROM edition WHERE state = 'missing'"), 15);
}

static void holds_claims_against_counts(void **state) {
    test_store *fixture = *state;
    static const char *const partners[] = {"JPN", "KOR", "IND"};
    begin(fixture, "a");
    for (int i = 0; i < 3; i++)
        keep(fixture, talks_on(partners[i], "2020-03-02", partners[i], partners[i]));
    for (int i = 0; i < 2; i++) {
        att_document *story = make_story(i ? "repeat" : "claim", i ? "2021-06-01" : "2021-05-01",
                                         i ? "More than 100, he said again." : "More than 100.");
        att_record *record = add_record(story, ATT_KIND_CLAIM, ATT_ACTIVITY_COOPERATION, "VNM", "",
                                        i ? "../2021-06-01" : "../2021-05-01");
        record->form = ATT_FIGURE;
        add_quantity(story, record, 100, ATT_BOUND_MORE, "countries");
        add_party(story, &record->speakers, "VNM", "");
        keep(fixture, story);
    }
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT statements FROM claim_line"), 1);
    assert_int_equal(ask(fixture, "SELECT records FROM claim_line"), 2);
    assert_int_equal(ask(fixture, "SELECT counted FROM claim"), 3);
    assert_int_equal(
        ask(fixture, "SELECT count(*) FROM claim_line WHERE definition LIKE '%states%'"), 1);
}

static void judges(test_store *fixture, const char *record, const char *verdict, const char *field,
                   const char *value, const char *other) {
    att_judgement judgement = {record, verdict, field, value, other, "M. Reviewer", NULL};
    int64_t number;
    OK(att_store_judge(&number, fixture->store, &judgement, &fixture->error));
    OK(att_register_update(fixture->store, NULL, &fixture->error));
}

static const char *id_of(test_store *fixture, const char *document, char out[32]) {
    att_query query;
    att_query_begin(&query, fixture->store,
                    "SELECT r.id FROM record r JOIN document d ON d.number = r.document "
                    "WHERE d.name = ?1 AND run_to IS NULL",
                    &fixture->error);
    att_query_string(&query, 1, document);
    assert_true(att_query_next(&query));
    snprintf(out, 32, "%s", att_query_column(&query, 0).data);
    OK(att_query_end(&query));
    return out;
}

static void obeys_judgements(void **state) {
    test_store *fixture = *state;
    char one[32], two[32];
    begin(fixture, "a");
    keep(fixture, talks_on("one", "2020-03-02", "JPN", "The two ministers met in Hanoi."));
    keep(fixture, talks_on("two", "2020-03-02", "JPN", "Talks were held."));
    finish(fixture);
    id_of(fixture, "one", one);
    id_of(fixture, "two", two);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM act"), 1);
    judges(fixture, one, "split", NULL, NULL, two);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM act"), 2);
    OK(att_store_undo(fixture->store, 1, &fixture->error));
    OK(att_register_update(fixture->store, NULL, &fixture->error));
    assert_int_equal(ask(fixture, "SELECT count(*) FROM act"), 1);
    judges(fixture, two, "correct", "actor", "VNM/MIL,KOR/MIL", NULL);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM act"), 2);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM act_participant WHERE code = 'KOR'"), 1);
    judges(fixture, two, "merge", NULL, NULL, one);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM act"), 1);
    judges(fixture, two, "reject", NULL, NULL, NULL);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM record_now"), 1);
    att_judgement bad = {one, "correct", "activity", "tea party", NULL, "M. Reviewer", NULL};
    int64_t number;
    assert_int_equal(att_store_judge(&number, fixture->store, &bad, &fixture->error),
                     ATT_ERROR_USAGE);
}

/* What is accepted or noted leaves the register as it is, and as much up to date as it was. */
static void keeps_the_register_when_accepted(void **state) {
    static const char stale[] = "SELECT changes - computed FROM register_state";
    static const char *const verdicts[] = {"accept", "note", "reject"};
    test_store *fixture = *state;
    char one[32];
    begin(fixture, "a");
    keep(fixture, talks_on("one", "2020-03-02", "JPN", "The two ministers met in Hanoi."));
    finish(fixture);
    id_of(fixture, "one", one);
    assert_int_equal(ask(fixture, stale), 0);
    for (int i = 0; i < 3; i++) {
        int64_t number;
        att_judgement judgement = {one, verdicts[i], NULL, "so", NULL, "M. Reviewer", NULL};
        bool light = i < 2;
        OK(att_store_judge(&number, fixture->store, &judgement, &fixture->error));
        assert_int_equal(ask(fixture, stale), !light);
        assert_int_equal(ask(fixture, "SELECT count(*) FROM judged"), light);
        OK(att_store_undo(fixture->store, number, &fixture->error));
        assert_int_equal(ask(fixture, stale), light ? 0 : 2);
        assert_int_equal(ask(fixture, "SELECT count(*) FROM judged"), 0);
    }
}

static void keeps_judgements_over_new_codings(void **state) {
    test_store *fixture = *state;
    char one[32];
    begin(fixture, "a");
    keep(fixture, talks_on("one", "2020-03-02", "JPN", "The two ministers met in Hanoi."));
    finish(fixture);
    judges(fixture, id_of(fixture, "one", one), "correct", "time", "2020-03-01", NULL);
    begin(fixture, "b"); /* the same sentence, another anchor, hence another id */
    att_document *again = talks_on("one", "2020-03-02", "JPN", "The two ministers met in Hanoi.");
    strcpy(again->records.items[0].id, "00000000deadbeef");
    keep(fixture, again);
    finish(fixture);
    assert_text(fixture, "SELECT time FROM record_now", "2020-03-01");
    assert_int_equal(ask(fixture, "SELECT count(*) FROM judgement_conflict"), 0);
    begin(fixture, "c"); /* now coded as a third thing: for a person to look at */
    again = talks_on("one", "2020-03-05", "JPN", "The two ministers met in Hanoi.");
    again->date -= 3;
    keep(fixture, again);
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM judgement_conflict"), 1);
    assert_text(fixture, "SELECT time FROM record_now", "2020-03-05");
    assert_int_equal(ask(fixture, "SELECT count(*) FROM judgement"), 1);
}

static const char story_text[] =
    "The deputy minister received the guest at the ministry on Monday morning and thanked him for "
    "the "
    "help of his country in the clearing of old ordnance in the central provinces over many years. "
    "The "
    "guest promised further funds for the coming year and invited his host to pay a visit to the "
    "capital in autumn, when the two navies will hold their first joint exercise off the coast.";

static void counts_copies_as_one_source(void **state) {
    test_store *fixture = *state;
    char copy[1024];
    begin(fixture, "a");
    att_document *original = talks_on("one", "2020-03-02", "JPN", story_text);
    original->agency = att_slice_of("VNA");
    keep(fixture, original);
    snprintf(copy, sizeof copy, "Our staff. %s Read more.", story_text);
    keep(fixture, talks_on("two", "2020-03-03", "JPN", copy));
    keep(fixture,
         talks_on("three", "2020-03-02", "JPN", "They met, another paper wrote at length."));
    finish(fixture);
    assert_int_equal(ask(fixture, "SELECT count(*) FROM origin WHERE copy_of IS NOT NULL"), 1);
    assert_text(fixture,
                "SELECT o.source FROM origin o JOIN document ON number = o.document "
                "WHERE name = 'two'",
                "VNA");
    assert_int_equal(ask(fixture, "SELECT documents FROM act"), 3);
    assert_int_equal(ask(fixture, "SELECT sources FROM act"), 2);
}

static void imports_a_table(void **state) {
    test_store *fixture = *state;
    char path[256];
    snprintf(path, sizeof path, "%s/agreements.csv", fixture->dir);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("kind,activity,date,actors,instrument,year,note,source\n"
          "event,signing,2011-10,VNM/MIL; IND/MIL,\"memorandum, naval\",2011,\"said "
          "\"\"so\"\"\",book\n"
          "commitment,dialogue,2012,VNM;IND,,,\"two\nlines\",book\n",
          file);
    fclose(file);
    att_tally tally;
    OK(att_store_import(&tally, fixture->store, path, &fixture->error));
    assert_int_equal(tally.outcome[ATT_OUTCOME_CODED], 2);
    OK(att_store_import(&tally, fixture->store, path, &fixture->error));
    assert_int_equal(tally.outcome[ATT_OUTCOME_DUPLICATE], 2);
    OK(att_register_update(fixture->store, NULL, &fixture->error));
    assert_text(fixture, "SELECT instrument FROM act", "memorandum, naval");
    file = fopen(path, "w");
    assert_non_null(file);
    fputs("kind,activity,date,actors\nevent,signing,2011,VNM\nevent,tea,2011,VNM\n", file);
    fclose(file);
    assert_int_equal(att_store_import(&tally, fixture->store, path, &fixture->error),
                     ATT_ERROR_INPUT);
    assert_non_null(strstr(fixture->error.message, "agreements.csv:3: activity"));
    assert_int_equal(ask(fixture, "SELECT count(*) FROM document"), 2);
}

/* ---- the annotated examples
 * -------------------------------------------------------------------------- */

static int is_json(const struct dirent *entry) {
    return strstr(entry->d_name, ".json") != NULL;
}

static int add_examples(test_store *fixture, bool backwards) {
    struct dirent **names;
    const char *gold = ATT_TEST_FILES "/../examples/gold";
    int count = scandir(gold, &names, is_json, alphasort), added = 0;
    OK(att_store_load_world(fixture->store, ATT_TEST_DATA, NULL, &fixture->error));
    begin(fixture, "gold");
    for (int i = 0; i < count; i++) {
        char *name = names[backwards ? count - 1 - i : i]->d_name;
        *strrchr(name, '.') = '\0';
        att_document *document = NULL;
        if (test_gold_read(&document, gold, ATT_TEST_FILES "/../examples/stories", name, NULL))
            continue;
        keep(fixture, document);
        added++;
    }
    for (int i = 0; i < count; i++)
        free(names[i]);
    free(names);
    finish(fixture);
    return added;
}

static void digest_of(test_store *fixture, char *out, size_t size) {
    att_query query;
    uint64_t hash = 0;
    att_query_begin(&query, fixture->store,
                    "SELECT a.id || a.reports || r.id FROM act a JOIN report p ON p.act = a.number "
                    "JOIN record r ON r.number = p.record UNION ALL "
                    "SELECT u.id || u.status || coalesce(u.evidence_date, '') FROM undertaking u "
                    "UNION ALL SELECT a_value || b_value FROM disagreement ORDER BY 1",
                    &fixture->error);
    while (att_query_next(&query)) {
        att_slice row = att_query_column(&query, 0);
        hash = hash * 31 + att_hash(row.data, row.size);
    }
    OK(att_query_end(&query));
    snprintf(out, size, "%016llx", (unsigned long long)hash);
}

static void does_not_depend_on_the_order(void **state) {
    test_store *fixture = *state;
    char forwards[32], backwards[32];
    if (!add_examples(fixture, false))
        skip();
    digest_of(fixture, forwards, sizeof forwards);
    OK(att_register_update(fixture->store, &(att_register_options){true}, &fixture->error));
    digest_of(fixture, backwards, sizeof backwards);
    assert_string_equal(forwards, backwards);
    att_store_close(fixture->store);
    unlink(fixture->path);
    OK(att_store_open(&fixture->store, fixture->path, ATT_STORE_CREATE, &fixture->error));
    add_examples(fixture, true);
    digest_of(fixture, backwards, sizeof backwards);
    assert_string_equal(forwards, backwards);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)
    const struct CMUnitTest tests[] = {
        TEST(joins_reports_of_one_act),         TEST(keeps_apart_what_contradicts),
        TEST(shows_figures_that_disagree),      TEST(follows_an_undertaking),
        TEST(no_act_lies_after_its_story),      TEST(gives_tasks_to_their_conference),
        TEST(names_what_was_deployed),          TEST(shows_missing_editions),
        TEST(holds_claims_against_counts),      TEST(obeys_judgements),
        TEST(keeps_the_register_when_accepted), TEST(keeps_judgements_over_new_codings),
        TEST(counts_copies_as_one_source),      TEST(imports_a_table),
        TEST(does_not_depend_on_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
