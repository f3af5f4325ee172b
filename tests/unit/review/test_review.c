/* test_review.c - the review of the annotated examples: each question that a review must answer is
 * asked of it, its figures are held against their records, and pages against a store that changed.
 *
 * The questions are those of docs/review.md, in its order. */
#include "../store/stories.h"

#include "../../tools/gold.h"
#include "review/building.h"
#include "review/html.h"

#include <dirent.h>

#define EXAMPLES ATT_TEST_FILES "/../examples"

/* ---- the fixture ---------------------------------------------------------------------------- */

static int is_json(const struct dirent *entry) {
    size_t size = strlen(entry->d_name);
    return size > 5 && strcmp(entry->d_name + size - 5, ".json") == 0;
}

/* The six stories that come as JSON Lines have no text of their own and are left out. */
static void load_examples(test_store *fixture) {
    struct dirent **names;
    int count = scandir(EXAMPLES "/gold", &names, is_json, alphasort);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        att_document *document = NULL;
        att_outcome outcome;
        names[i]->d_name[strlen(names[i]->d_name) - 5] = '\0';
        if (test_gold_read(&document, EXAMPLES "/gold", EXAMPLES "/stories", names[i]->d_name,
                           NULL) == ATT_OK)
            OK(att_store_add(&outcome, fixture->store, names[i]->d_name, document,
                             &fixture->error));
        att_document_free(document);
        free(names[i]);
    }
    free(names);
}

static int open_examples(void **state) {
    att_run_info info = {.data_hash = "gold"};
    att_tally tally;
    if (open_fixture(state))
        return 1;
    test_store *fixture = *state;
    OK(att_store_load_world(fixture->store, ATT_TEST_DATA, NULL, &fixture->error));
    OK(att_store_begin(fixture->store, &info, &fixture->error));
    load_examples(fixture);
    OK(att_store_finish(&tally, fixture->store, &fixture->error));
    OK(att_register_update(fixture->store, NULL, &fixture->error));
    return 0;
}

static att_review *review_of(test_store *fixture, const char *country) {
    att_review_options options = {.country = country,
                                  .from = "2019-01-01",
                                  .to = "2022-12-31",
                                  .compare_from = "2016-01-01",
                                  .compare_to = "2018-12-31",
                                  .data_dir = ATT_TEST_DATA};
    att_review *review = NULL;
    OK(att_review_build(&review, fixture->store, &options, &fixture->error));
    return review;
}

/* ---- questions ------------------------------------------------------------------------------ */

typedef struct question {
    const char *asked;
    const char *figures[4]; /* keys; one that ends with '*' is the beginning of one */
    const char *table;      /* its key, or NULL */
    bool positive;          /* the examples hold a case of it: the first figure is over zero */
} question;

static const question questions[] = {
    {"distinct partners, per year and in all",
     {"key.partners", "year.2019.partners"},
     "partners",
     true},
    {"ministers and the five permanent members, each year, and where",
     {"group.UNSC-P5.USA", "group.UNSC-P5.USA.2021", "group.UNSC-P5.CHN.2019"},
     "group-UNSC-P5",
     true},
    {"counted against claimed, and on what definition",
     {"claims.figures", "claim.*"},
     "claims-check",
     true},
    {"new partners, and those without contact for 24 months",
     {"partners.new", "partners.silent", "partners.lapsed"},
     "partners",
     true},
    {"dialogues held, which edition, and editions skipped",
     {"editions.held", "editions.missing", "editions.planned", "editions.cancelled"},
     "mechanisms",
     true},
    {"agreements signed, by whom; announced and not found signed",
     {"agreements.signed", "agreements.announced", "agreements.not-found"},
     "signings",
     true},
    {"agreed items without later evidence",
     {"ledger.agreed-without", "ledger.open"},
     "ledger-lines",
     true},
    {"plans called off, and whether held later", {"doubts.cancelled"}, "cancelled", true},
    {"days from undertaking to first evidence, by kind and partner",
     {"ledger.days", "ledger.kind.*", "ledger.with.*"},
     "delays-partner",
     true},
    {"forums attended or hosted, at what level, what was adopted",
     {"forums.attended", "forums.hosted", "forums.adopted"},
     "forums",
     true},
    {"initiatives, and which were taken up",
     {"forums.suggestions", "forums.taken-up", "forums.proposals"},
     NULL,
     false},
    {"deployments: mission, strength, women, rotations",
     {"theme.peacekeeping.events"},
     "strength-table",
     true},
    {"medical aid given and received, and on one source",
     {"theme.health.events", "theme.health.given", "theme.health.received", "theme.health.single"},
     "acts-health",
     true},
    {"military sports", {"theme.sports.events"}, NULL, false},
    {"remains, ordnance, dioxin, with units",
     {"theme.war-legacies.events"},
     "units-war-legacies",
     true},
    {"border and sea series, unbroken or not",
     {"theme.sea.events", "theme.borders.events"},
     "mechanisms",
     true},
    {"people trained, each way",
     {"theme.training.events", "theme.training.given", "theme.training.received"},
     "units-training",
     true},
    {"sentences of a directive with and without activity", {"directive.*"}, NULL, true},
    {"facts on one source, on state media only, or disputed",
     {"doubts.single", "doubts.state-media", "doubts.disputed"},
     "disagreements",
     true},
    {"change against the previous period, beyond that in stories",
     {"key.activities", "compared.activities"},
     "change",
     true},
    {"the three pillars", {"pillar.STATE", "pillar.PARTY", "pillar.PEOPLE"}, NULL, true},
    {"the situation, by month", {"watch.positions", "watch.claims"}, NULL, false},
    {"what is left to the next period", {"unfinished.overdue", "unfinished.open"}, "overdue", true},
};

static const att_figure *find_figure(const att_review *review, const char *key) {
    size_t size = strlen(key);
    bool prefix = key[size - 1] == '*';
    for (uint32_t i = 0; i < review->model.figures.count; i++) {
        const att_figure *figure = review->model.figures.items[i];
        if (prefix ? figure->key.size >= size && memcmp(figure->key.data, key, size - 1) == 0
                   : att_slice_is(figure->key, key))
            return figure;
    }
    return NULL;
}

static bool has_table(const att_review *review, const char *key) {
    for (uint32_t s = 0; s < review->model.sections.count; s++)
        for (uint32_t b = 0; b < review->model.sections.items[s].blocks.count; b++) {
            const att_block *block = &review->model.sections.items[s].blocks.items[b];
            if (block->kind == BLOCK_TABLE && att_slice_is(block->table->key, key))
                return block->table->rows.count > 0;
        }
    return false;
}

static void answers_every_question(void **state) {
    test_store *fixture = *state;
    att_review *review = review_of(fixture, "VNM");
    for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
        const question *item = &questions[q];
        for (int f = 0; f < 4 && item->figures[f]; f++) {
            const att_figure *figure = find_figure(review, item->figures[f]);
            if (!figure)
                fail_msg("%s: no figure %s", item->asked, item->figures[f]);
            if (f == 0 && item->positive && figure->value <= 0)
                fail_msg("%s: %s is zero", item->asked, item->figures[f]);
            assert_true(figure->definition.size > 0);
        }
        if (item->table && !has_table(review, item->table))
            fail_msg("%s: no table %s", item->asked, item->table);
    }
    att_review_free(review);
}

/* ---- figures and records -------------------------------------------------------------------- */

static void counts_what_the_examples_hold(void **state) {
    test_store *fixture = *state;
    att_review *review = review_of(fixture, "VNM");
    const att_figure *stories = find_figure(review, "corpus.stories");
    assert_int_equal((int)stories->value,
                     ask(fixture, "SELECT count(*) FROM document WHERE date BETWEEN '2019-01-01' "
                                  "AND '2022-12-31'"));
    const att_figure *activities = find_figure(review, "key.activities");
    assert_int_equal((int)activities->value,
                     ask(fixture, "SELECT count(DISTINCT a.number) FROM act a JOIN act_participant "
                                  "p ON p.act = a.number AND p.code = 'VNM' WHERE a.status <> "
                                  "'cancelled' AND a.first_date BETWEEN '2019-01-01' AND "
                                  "'2022-12-31'"));
    const att_figure *china = find_figure(review, "partner.CHN.activities");
    for (uint32_t i = 0; i < china->refs.count; i++)
        assert_true(att_takes_part(&review->material,
                                   review->material.acts.items[china->refs.items[i]].parties,
                                   att_slice_of("CHN")));
    att_review_free(review);
}

/* A group's members are those of the day: Brexit, and the eleventh member of ASEAN. */
static void groups_follow_their_dates(void **state) {
    test_store *fixture = *state;
    att_review *review = review_of(fixture, "VNM");
    const att_names *names = &review->names;
    att_slice eu = att_slice_of("EU"), asean = att_slice_of("ASEAN");
    assert_true(att_names_in_group(names, eu, att_slice_of("GBR"), att_day_of(2020, 1, 31)));
    assert_false(att_names_in_group(names, eu, att_slice_of("GBR"), att_day_of(2020, 2, 1)));
    assert_false(att_names_in_group(names, asean, att_slice_of("TLS"), att_day_of(2021, 12, 31)));
    assert_true(att_names_in_group(names, asean, att_slice_of("TLS"), att_day_of(2025, 10, 26)));
    att_review_free(review);
}

/* Nothing but the names differs between the review of one side and that of the other. */
static void counts_both_sides_alike(void **state) {
    test_store *fixture = *state;
    att_review *ours = review_of(fixture, "VNM"), *theirs = review_of(fixture, "IND");
    assert_int_equal((int)find_figure(ours, "partner.IND.activities")->value,
                     (int)find_figure(theirs, "partner.VNM.activities")->value);
    att_review_free(ours);
    att_review_free(theirs);
}

static void reviews_a_state_of_which_nothing_is_told(void **state) {
    test_store *fixture = *state;
    att_review *review = review_of(fixture, "NRU");
    att_buffer page;
    att_buffer_init(&page);
    OK(att_review_write_html(&page, review, &fixture->error));
    assert_non_null(strstr(page.data, "none found in"));
    assert_int_equal((int)find_figure(review, "key.activities")->value, 0);
    att_buffer_release(&page);
    att_review_free(review);
}

static void refuses_what_is_no_state(void **state) {
    test_store *fixture = *state;
    att_review *review = NULL;
    att_review_options options = {.country = "XYZ", .data_dir = ATT_TEST_DATA};
    assert_int_equal(att_review_build(&review, fixture->store, &options, &fixture->error),
                     ATT_ERROR_USAGE);
    options = (att_review_options){
        .country = "VNM", .from = "2020-02-01", .to = "2020-01-01", .data_dir = ATT_TEST_DATA};
    assert_int_equal(att_review_build(&review, fixture->store, &options, &fixture->error),
                     ATT_ERROR_USAGE);
    assert_null(review);
}

/* ---- writers and verification --------------------------------------------------------------- */

typedef struct counted {
    int stale;
} counted;

static void count_stale(void *context, const att_review_stale *stale) {
    counted *work = context;
    work->stale += stale->key.size > 0;
}

static void same_store_same_bytes(void **state) {
    test_store *fixture = *state;
    att_review_writer *const writers[] = {att_review_write_html, att_review_write_json,
                                          att_review_write_markdown};
    for (int w = 0; w < 3; w++) {
        att_buffer pages[2];
        for (int i = 0; i < 2; i++) {
            att_review *review = review_of(fixture, "VNM");
            att_buffer_init(&pages[i]);
            OK(writers[w](&pages[i], review, &fixture->error));
            att_review_free(review);
        }
        assert_int_equal(pages[0].size, pages[1].size);
        assert_memory_equal(pages[0].data, pages[1].data, pages[0].size);
        att_buffer_release(&pages[0]);
        att_buffer_release(&pages[1]);
    }
}

static void verifies_and_finds_what_changed(void **state) {
    test_store *fixture = *state;
    att_buffer page;
    att_review_tally tally;
    att_review_page from;
    counted work = {0};
    att_review *review = review_of(fixture, "VNM");
    att_buffer_init(&page);
    OK(att_review_write_html(&page, review, &fixture->error));
    OK(att_review_page_read(&from, att_buffer_slice(&page), &fixture->error));
    assert_string_equal(from.country, "VNM");
    assert_string_equal(from.compare_to, "2018-12-31");
    att_review_verify(&tally, att_buffer_slice(&page), review, count_stale, &work);
    assert_true(tally.figures > 300);
    assert_int_equal(tally.hold, tally.figures);
    assert_int_equal(work.stale, 0);
    att_review_free(review);

    /* a person rejects one record: what it carried no longer holds */
    att_query query;
    char id[32] = "";
    att_query_begin(&query, fixture->store,
                    "SELECT a.id FROM act a JOIN act_participant p ON p.act = a.number AND p.code "
                    "= 'VNM' WHERE a.reports = 1 AND a.status = 'done' AND a.first_date > "
                    "'2019-01-01' ORDER BY a.number LIMIT 1",
                    &fixture->error);
    if (att_query_next(&query))
        snprintf(id, sizeof id, "%s", att_query_column(&query, 0).data);
    OK(att_query_end(&query));
    int64_t number;
    att_judgement judgement = {.record = id, .verdict = "reject", .author = "test"};
    OK(att_store_judge(&number, fixture->store, &judgement, &fixture->error));
    OK(att_register_update(fixture->store, NULL, &fixture->error));
    review = review_of(fixture, "VNM");
    att_review_verify(&tally, att_buffer_slice(&page), review, count_stale, &work);
    assert_true(tally.hold < tally.figures);
    assert_int_equal(work.stale, tally.changed + tally.gone);
    att_review_free(review);
    att_buffer_release(&page);
    assert_int_equal(att_review_page_read(&from, att_slice_of("<html></html>"), NULL),
                     ATT_ERROR_INPUT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_every_question, open_examples, close_fixture),
        cmocka_unit_test_setup_teardown(counts_what_the_examples_hold, open_examples,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(groups_follow_their_dates, open_examples, close_fixture),
        cmocka_unit_test_setup_teardown(counts_both_sides_alike, open_examples, close_fixture),
        cmocka_unit_test_setup_teardown(reviews_a_state_of_which_nothing_is_told, open_examples,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_state, open_examples, close_fixture),
        cmocka_unit_test_setup_teardown(same_store_same_bytes, open_examples, close_fixture),
        cmocka_unit_test_setup_teardown(verifies_and_finds_what_changed, open_examples,
                                        close_fixture),
    };
    return cmocka_run_group_tests_name("review", tests, NULL, NULL);
}
