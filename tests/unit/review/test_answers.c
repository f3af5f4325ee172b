/* test_answers.c - a small archive of which every answer is known: each question that a review must
 * answer is asked of it, and the figures and cells must say exactly what the stories tell. */
#include "../store/stories.h"

#include "review/building.h"

typedef struct told {
    att_document *story;
    att_record *record;
} told;

/* One story with one record that rests on all of its text. */
static told tell(const char *date, att_kind kind, att_activity activity, const char *a,
                 const char *b, const char *time, const char *text) {
    told out = {make_story(text, date, text), NULL};
    out.record = add_record(out.story, kind, activity, a, b, time);
    return out;
}

static told event(const char *day, att_activity activity, const char *a, const char *b,
                  const char *text) {
    return tell(day, ATT_KIND_EVENT, activity, a, b, day, text);
}

static told commitment(const char *day, att_activity activity, att_force force, const char *a,
                       const char *b, const char *term, const char *text) {
    told out = tell(day, ATT_KIND_COMMITMENT, activity, a, b, term, text);
    out.record->force = force;
    return out;
}

static void name_minister(told item, const char *name) {
    att_entity *entity = &item.story->entities.items[item.record->actors.items[0]];
    entity->name = att_slice_of(name);
    entity->office = att_slice_of("Minister");
    entity->level = 3;
}

/* The second party receives. */
static void give(told item) {
    att_record *record = item.record;
    *ATT_PUSH(&item.story->arena, &record->recipients) =
        record->actors.items[--record->actors.count];
}

static void put_under(told item, const char *name, const char *kind, int edition) {
    add_instrument(item.story, item.record, name, edition);
    item.story->instruments.items[item.record->instrument].kind = att_slice_of(kind);
}

static void count(told item, double number, const char *unit) {
    add_quantity(item.story, item.record, number, ATT_BOUND_EQUAL, unit);
}

/* ---- the archive ---------------------------------------------------------------------------- */

static void tell_of_partners(test_store *fixture) {
    keep(fixture,
         event("2018-05-10", ATT_ACTIVITY_TALKS, "VNM", "JPN", "Talks opened in May.").story);
    keep(fixture,
         event("2019-03-01", ATT_ACTIVITY_TALKS, "VNM", "LAO", "Vientiane was host.").story);
    told talks = event("2020-02-05", ATT_ACTIVITY_TALKS, "VNM", "USA", "The secretary came.");
    name_minister(talks, "Tran Van Minh");
    add_place(talks.story, talks.record, "VNM", "Hanoi");
    talks.story->agency = att_slice_of("VNA");
    keep(fixture, talks.story);
    told third = event("2020-03-04", ATT_ACTIVITY_DIALOGUE, "VNM", "IND", "A third session.");
    put_under(third, "Defence Policy Dialogue", "mechanism", 3);
    keep(fixture, third.story);
    told fifth = event("2021-09-01", ATT_ACTIVITY_DIALOGUE, "VNM", "IND", "Delhi hosted again.");
    put_under(fifth, "Defence Policy Dialogue", "mechanism", 5);
    keep(fixture, fifth.story);
    told patrol = event("2020-06-15", ATT_ACTIVITY_SEA_PATROL, "VNM", "CHN", "Two ships met.");
    put_under(patrol, "gulf patrol", "mechanism", 1);
    keep(fixture, patrol.story);
    patrol = event("2021-06-15", ATT_ACTIVITY_SEA_PATROL, "VNM", "CHN", "A year on they sailed.");
    put_under(patrol, "gulf patrol", "mechanism", 2);
    keep(fixture, patrol.story);
    told post = event("2020-08-01", ATT_ACTIVITY_BORDER_PATROL, "VNM", "CHN", "Markers were seen.");
    keep(fixture, post.story);
}

static void tell_of_words_and_deeds(test_store *fixture) {
    told sign = event("2020-04-01", ATT_ACTIVITY_SIGNING, "VNM", "FRA", "The paper was signed.");
    name_minister(sign, "Jean Moreau");
    put_under(sign, "memorandum on hydrography", "memorandum", -1);
    keep(fixture, sign.story);
    told use = event("2021-03-01", ATT_ACTIVITY_EXCHANGE, "VNM", "FRA", "Charts were compared.");
    put_under(use, "memorandum on hydrography", "memorandum", -1);
    keep(fixture, use.story);
    keep(fixture, commitment("2020-05-01", ATT_ACTIVITY_EXERCISE, ATT_AGREED, "VNM", "IND",
                             "2020-09", "A drill will be held.")
                      .story);
    keep(fixture,
         event("2020-09-10", ATT_ACTIVITY_EXERCISE, "VNM", "IND", "The drill began.").story);
    keep(fixture, commitment("2020-05-02", ATT_ACTIVITY_PORT_CALL, ATT_AGREED, "VNM", "JPN", "",
                             "A frigate will call.")
                      .story);
    keep(fixture, commitment("2020-06-01", ATT_ACTIVITY_SIGNING, ATT_PLANNED, "VNM", "KOR",
                             "2020-12", "An accord is due by winter.")
                      .story);
    told off = event("2020-07-01", ATT_ACTIVITY_VISIT, "VNM", "AUS", "The trip is off for now.");
    off.record->status = ATT_CANCELLED;
    add_place(off.story, off.record, "AUS", "Perth");
    keep(fixture, off.story);
    told on = event("2020-10-01", ATT_ACTIVITY_VISIT, "VNM", "AUS", "The trip took place at last.");
    add_place(on.story, on.record, "AUS", "Perth");
    keep(fixture, on.story);
}

static void tell_of_forums(test_store *fixture) {
    told forum = event("2020-11-10", ATT_ACTIVITY_FORUM, "VNM", "MYS", "Ministers gathered.");
    add_party(forum.story, &forum.record->actors, "SGP", "");
    name_minister(forum, "Tran Van Minh");
    put_under(forum, "ADMM", "forum", -1);
    add_place(forum.story, forum.record, "MYS", "Kuala Lumpur");
    keep(fixture, forum.story);
    told text = event("2020-11-11", ATT_ACTIVITY_DECLARATION, "VNM", "MYS", "They adopted a text.");
    add_party(text.story, &text.record->actors, "SGP", "");
    put_under(text, "ADMM", "forum", -1);
    keep(fixture, text.story);
    told idea = event("2020-11-10", ATT_ACTIVITY_PROPOSAL, "VNM", "", "A centre was tabled.");
    put_under(idea, "ADMM", "forum", -1);
    keep(fixture, idea.story);
    told wish = commitment("2020-11-12", ATT_ACTIVITY_TRAINING, ATT_PROPOSED, "VNM", "MYS",
                           "2021-02", "A joint course was suggested.");
    wish.record->fields |= 1u << ATT_FIELD_MULTILATERAL;
    keep(fixture, wish.story);
    told course = event("2021-02-10", ATT_ACTIVITY_TRAINING, "VNM", "MYS", "The course was run.");
    course.record->fields |= 1u << ATT_FIELD_MULTILATERAL;
    keep(fixture, course.story);
}

static void tell_of_themes(test_store *fixture) {
    for (int i = 0; i < 2; i++) {
        told unit = event("2021-04-01", ATT_ACTIVITY_PEACEKEEPING, "VNM", "",
                          i ? "They numbered 65, other papers said of Rotation 3 at UNMISS."
                            : "Field Hospital Rotation 3 flew to UNMISS.");
        put_under(unit, "UNMISS", "mission", -1);
        add_place(unit.story, unit.record, "VNM", "Hanoi");
        count(unit, i ? 65 : 63, "members");
        count(unit, 10, "women");
        keep(fixture, unit.story);
    }
    told masks = event("2021-05-01", ATT_ACTIVITY_MEDICAL, "VNM", "KHM", "Masks were sent west.");
    count(masks, 300000, "masks");
    give(masks);
    keep(fixture, masks.story);
    told doses = event("2021-06-01", ATT_ACTIVITY_MEDICAL, "JPN", "VNM", "Vaccines landed.");
    count(doses, 1000000, "doses");
    give(doses);
    keep(fixture, doses.story);
    told games = event("2021-07-01", ATT_ACTIVITY_SPORT, "VNM", "RUS", "The games were opened.");
    keep(fixture, games.story);
    told sets = event("2021-08-01", ATT_ACTIVITY_WAR_LEGACY, "VNM", "USA", "Remains went home.");
    count(sets, 3, "sets of remains");
    keep(fixture, sets.story);
    told out = event("2021-10-01", ATT_ACTIVITY_TRAINING, "VNM", "KHM", "Pilots were taught here.");
    count(out, 40, "officers");
    give(out);
    keep(fixture, out.story);
    told in =
        event("2021-10-05", ATT_ACTIVITY_TRAINING, "IND", "VNM", "Divers were taught abroad.");
    count(in, 20, "officers");
    give(in);
    keep(fixture, in.story);
    keep(fixture, event("2021-10-20", ATT_ACTIVITY_STATEMENT, "VNM", "CHN", "A position.").story);
}

static void tell_of_orders_and_claims(test_store *fixture) {
    told meeting = tell("2021-11-01", ATT_KIND_EVENT, ATT_ACTIVITY_CONFERENCE, "VNM", "",
                        "2021-11-01", "The conference told units to survey the sea and to drill.");
    add_place(meeting.story, meeting.record, "VNM", "Hanoi");
    static const att_activity ordered[] = {ATT_ACTIVITY_WAR_LEGACY, ATT_ACTIVITY_RELIEF};
    for (int i = 0; i < 2; i++) {
        att_record *task =
            add_record(meeting.story, ATT_KIND_COMMITMENT, ordered[i], "VNM", "", "2021-12");
        task->force = ATT_DIRECTED;
    }
    keep(fixture, meeting.story);
    told done = event("2021-12-05", ATT_ACTIVITY_RELIEF, "VNM", "", "Rice went to the flooded.");
    keep(fixture, done.story);
    told claim = tell("2021-12-20", ATT_KIND_CLAIM, ATT_ACTIVITY_COOPERATION, "VNM", "",
                      "../2021-12-20", "Ties with more than 100 countries, he said.");
    claim.record->form = ATT_FIGURE;
    add_quantity(claim.story, claim.record, 100, ATT_BOUND_MORE, "countries");
    add_party(claim.story, &claim.record->speakers, "VNM", "");
    keep(fixture, claim.story);
}

static int open_archive(void **state) {
    if (open_fixture(state))
        return 1;
    test_store *fixture = *state;
    OK(att_store_load_world(fixture->store, ATT_TEST_DATA, NULL, &fixture->error));
    begin(fixture, "a");
    tell_of_partners(fixture);
    tell_of_words_and_deeds(fixture);
    tell_of_forums(fixture);
    tell_of_themes(fixture);
    tell_of_orders_and_claims(fixture);
    finish(fixture);
    return 0;
}

/* ---- the questions -------------------------------------------------------------------------- */

static const struct {
    const char *asked, *figure; /* a key; '*' stands for anything */
    double answer;
} figures[] = {
    {"distinct partners in all", "key.partners", 10},
    {"… and per year", "year.2020.partners", 7},
    {"P5 ministerial contacts per year", "group.UNSC-P5.USA.2020", 1},
    {"… none in the other", "group.UNSC-P5.USA.2021", 0},
    {"counted against claimed", "claim.*", 11},
    {"new partners", "partners.new", 9},
    {"lapsed partners", "partners.lapsed", 1},
    {"silent partners", "partners.silent", 1},
    {"dialogues held", "editions.held", 4},
    {"editions skipped", "editions.missing", 1},
    {"agreements signed", "agreements.signed", 1},
    {"announced", "agreements.announced", 1},
    {"… and not found signed", "agreements.not-found", 1},
    {"agreed items without later evidence", "ledger.agreed-without", 1},
    {"cancelled plans", "doubts.cancelled", 1},
    {"days from undertaking to first evidence", "ledger.with.IND.days", 132},
    {"… by kind", "ledger.kind.exercise.days", 132},
    {"forums attended", "forums.attended", 1},
    {"what was adopted", "forums.adopted", 1},
    {"initiatives tabled", "forums.proposals", 1},
    {"initiatives taken up", "forums.taken-up", 1},
    {"deployments", "theme.peacekeeping.events", 1},
    {"medical aid given", "theme.health.given", 1},
    {"medical aid received", "theme.health.received", 1},
    {"military sports", "theme.sports.events", 1},
    {"remains, ordnance, dioxin", "theme.war-legacies.events", 1},
    {"border series", "theme.borders.events", 1},
    {"sea series", "theme.sea.events", 2},
    {"people trained by the country", "theme.training.given", 1},
    {"people trained abroad", "theme.training.received", 1},
    {"facts on state media only", "doubts.state-media", 1},
    {"disputed facts", "doubts.disputed", 1},
    {"change against the previous period", "compared.activities", 2},
    {"position statements", "watch.positions", 1},
    {"overdue", "unfinished.overdue", 1},
    {"tasks of a directive", "directive.*", 2},
    {"… with activity behind them", "directive.*.with", 1},
    {"… and without", "directive.*.without", 1},
};

/* A row of a table that has the first text has the second too. */
static const struct {
    const char *asked, *table, *row, *cell;
} cells[] = {
    {"where ministers of the P5 met", "group-UNSC-P5", "United States", "2020: Hanoi, Vietnam"},
    {"which editions, and which were skipped", "mechanisms", "Defence Policy Dialogue (India)",
     "no. 3 held 2020-03-04; no. 4 missing; no. 5 held 2021-09-01"},
    {"whether the sea series is unbroken", "mechanisms", "gulf patrol (China)",
     "no. 1 held 2020-06-15; no. 2 held 2021-06-15"},
    {"… and its longest gap", "mechanisms", "gulf patrol (China)", "365"},
    {"who signed", "signings", "memorandum on hydrography", "Jean Moreau, Minister"},
    {"at which level", "signings", "memorandum on hydrography", "minister"},
    {"evidence of use", "signings", "memorandum on hydrography", "1"},
    {"whether held later", "cancelled", "2020-07-01", "held, 2020-10-01"},
    {"at what level the forum met", "forums", "ADMM", "minister"},
    {"what became of an initiative", "initiatives", "2020-11-10",
     "2020-11-11, document of the same forum"},
    {"… and of a suggestion", "initiatives", "2020-11-12", "2021-02-10"},
    {"the unit", "strength-table", "2021-04-01", "field hospital"},
    {"the rotation", "strength-table", "2021-04-01", "3"},
    {"the strength, both ends", "strength-table", "2021-04-01", "63"},
    {"… both ends", "strength-table", "2021-04-01", "65"},
    {"women", "strength-table", "2021-04-01", "10"},
    {"remains with their unit", "units-war-legacies", "sets of remains", "3"},
    {"people trained, each way", "units-training", "given", "40"},
    {"… the other way", "units-training", "received", "20"},
    {"figures that cannot both be right", "disagreements", "63 members", "65 members"},
    {"the definition of the count", "claims-check", "more than 100 countries",
     "partner states with a dated contact"},
    {"activities for 100 stories", "change", "Activities", "77.4"},
    {"… and in the previous period", "change", "Activities", "100.0"},
};

static bool fits(att_slice key, const char *wanted) {
    const char *star = strchr(wanted, '*');
    if (!star)
        return att_slice_is(key, wanted);
    size_t head = (size_t)(star - wanted), tail = strlen(star + 1);
    return key.size >= head + tail && memcmp(key.data, wanted, head) == 0 &&
           memcmp(key.data + key.size - tail, star + 1, tail) == 0;
}

static const char *const charts[] = {"months-chart", "map",    "heat-chart", "small",
                                     "timeline",     "funnel", "strength"};

static bool draws(const att_review *review, const char *key) {
    for (uint32_t s = 0; s < review->model.sections.count; s++)
        for (uint32_t b = 0; b < review->model.sections.items[s].blocks.count; b++) {
            const att_block *block = &review->model.sections.items[s].blocks.items[b];
            if (block->kind == BLOCK_CHART && att_slice_is(block->chart->key, key))
                return block->chart->svg.size > 0 && block->chart->description.size > 0;
        }
    return false;
}

static const att_figure *find_figure(const att_review *review, const char *key) {
    for (uint32_t i = 0; i < review->model.figures.count; i++)
        if (fits(review->model.figures.items[i]->key, key))
            return review->model.figures.items[i];
    return NULL;
}

static att_slice text_of(const att_cell *cell) {
    return cell->kind == CELL_FIGURE ? cell->figure->text : cell->text;
}

static bool row_has(const att_row *row, const char *wanted) {
    for (uint32_t c = 0; c < row->count; c++) {
        att_slice text = text_of(&row->items[c]);
        if (text.size && memmem(text.data, text.size, wanted, strlen(wanted)))
            return true;
    }
    return false;
}

static bool table_has(const att_review *review, const char *key, const char *row,
                      const char *cell) {
    for (uint32_t s = 0; s < review->model.sections.count; s++)
        for (uint32_t b = 0; b < review->model.sections.items[s].blocks.count; b++) {
            const att_block *block = &review->model.sections.items[s].blocks.items[b];
            if (block->kind != BLOCK_TABLE || !att_slice_is(block->table->key, key))
                continue;
            for (uint32_t r = 0; r < block->table->rows.count; r++)
                if (row_has(&block->table->rows.items[r], row) &&
                    row_has(&block->table->rows.items[r], cell))
                    return true;
        }
    return false;
}

static void answers_exactly(void **state) {
    test_store *fixture = *state;
    att_review_options options = {.country = "VNM",
                                  .from = "2020-01-01",
                                  .to = "2021-12-31",
                                  .compare_from = "2018-01-01",
                                  .compare_to = "2019-12-31",
                                  .data_dir = ATT_TEST_DATA};
    att_review *review = NULL;
    int wrong = 0;
    OK(att_review_build(&review, fixture->store, &options, &fixture->error));
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        const att_figure *figure = find_figure(review, figures[i].figure);
        if (figure && figure->value == figures[i].answer)
            continue;
        print_error("%s: %s is %g, not %g\n", figures[i].asked, figures[i].figure,
                    figure ? figure->value : -1, figures[i].answer);
        wrong++;
    }
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        if (table_has(review, cells[i].table, cells[i].row, cells[i].cell))
            continue;
        print_error("%s: no \"%s\" with \"%s\" in the table %s\n", cells[i].asked, cells[i].cell,
                    cells[i].row, cells[i].table);
        wrong++;
    }
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++)
        if (!draws(review, charts[i])) {
            print_error("no chart %s\n", charts[i]);
            wrong++;
        }
    att_review_free(review);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(answers_exactly, open_archive, close_fixture)};
    return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
