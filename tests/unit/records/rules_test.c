/* The rule language: what it reads, and that a mistake is named with line, column and a hint. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "records/rules.h"

static att_status parse(att_rules **rules, const char *text, att_error *error) {
    assert_int_equal(att_rules_new(rules, error), ATT_OK);
    return att_rules_parse(*rules, "own.rules", att_slice_of(text), error);
}

static void reads_a_rule(void **state) {
    att_rules *rules;
    att_error error;
    const char *text = "class ship: frigate, corvette\n"
                       "# a comment\n"
                       "rule call: port-call\n"
                       "    verb dock, put+in\n"
                       "    when subject: @ship\n"
                       "    unless in: #person\n"
                       "    actor subject | by\n"
                       "    recipient to, object.of\n"
                       "    alone\n"
                       "    yes The frigate docked. => event port-call\n";
    assert_int_equal(parse(&rules, text, &error), ATT_OK);
    assert_int_equal(rules->rules.count, 1);
    const att_rule *rule = &rules->rules.items[0];
    assert_int_equal(rule->activity, ATT_ACTIVITY_PORT_CALL);
    assert_int_equal(rule->plover, ATT_PLOVER_COOPERATE);
    assert_true(rule->alone);
    assert_int_equal(rule->conditions.count, 2);
    assert_int_equal(rule->conditions.items[0].values.count, 2);
    assert_true(rule->conditions.items[1].negated);
    assert_int_equal(rule->actors.count, 2);
    assert_int_equal(rule->actors.items[1].group, 1);
    assert_int_equal(rule->recipients.items[1].path.count, 2);
    assert_int_equal(rules->triggers.count, 2);
    assert_true(att_slice_is(rules->triggers.items[1].particle, "in"));
    assert_string_equal(rule->examples.items[0].expected.data, "event port-call");
    att_rules_close(rules);
}

static void reads_a_plover_mode(void **state) {
    att_rules *rules;
    att_error error;
    assert_int_equal(parse(&rules, "rule raid: conflict ASSAULT aerial\n    verb bomb\n", &error),
                     ATT_OK);
    assert_int_equal(rules->rules.items[0].plover, ATT_PLOVER_ASSAULT);
    assert_string_equal(rules->rules.items[0].mode, "aerial");
    att_rules_close(rules);
}

static void names_the_mistake(void **state) {
    static const struct {
        const char *text, *where;
    } cases[] = {
        {"rule a: tolks\n", "own.rules:1:9: no such activity"},
        {"rule a: talks\n    verv hold\n", "own.rules:2:5: no such keyword"},
        {"rule a: talks\n    actor objekt\n", "own.rules:2:11: no such role"},
        {"rule a: talks\n    verb @nothing\n", "own.rules:2:10: no such class"},
        {"rule a: talks\n    when object talk\n", "own.rules:2:10: a condition is written"},
        {"rule a: talks\n    field cooking\n", "own.rules:2:11: no such field"},
        {"    verb hold\n", "own.rules:1:5: an indented line needs a rule"},
        {"frame a: wished\n", "own.rules:1:10: no such frame"},
        {"rule a: conflict BOO\n", "own.rules:1:18: no such PLOVER type"},
        {"rule a: talks\nrule a: visit\n", "own.rules:2:6: a second 'a', after own.rules:1; join"},
        {"rule a: talks\nframe a: planned\n", "own.rules:2:7: a second 'a'"},
        {"class a: frigate\n\nclass  a: tug\n", "own.rules:3:8: a second 'a', after own.rules:1"},
        {"nominal a: hold\nnominal a: meet\n", "own.rules:2:9: a second 'a'"},
        {"rool a: talks\n", "own.rules:1:1: a line in the first column"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        att_rules *rules;
        att_error error = {0};
        assert_int_equal(parse(&rules, cases[i].text, &error), ATT_ERROR_DATA);
        assert_memory_equal(error.message, cases[i].where, strlen(cases[i].where));
        att_rules_close(rules);
    }
}

static att_status parse_twice(att_rules **rules, const char *second, const char *text,
                              att_error *error) {
    assert_int_equal(att_rules_new(rules, error), ATT_OK);
    assert_int_equal(att_rules_parse(*rules, "rules/first.rules", att_slice_of(text), error),
                     ATT_OK);
    return att_rules_parse(*rules, second, att_slice_of(text), error);
}

static void a_folder_names_a_thing_once(void **state) {
    static const char *const texts[] = {"class ship: tug\n", "nominal raid: attack\n",
                                        "rule a: talks\n", "frame a: planned\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        att_rules *rules;
        att_error error = {0};
        assert_int_equal(parse_twice(&rules, "rules/second.rules", texts[i], &error),
                         ATT_ERROR_DATA);
        assert_non_null(strstr(error.message, "rules/second.rules:1:"));
        assert_non_null(strstr(error.message, "after first.rules:1;"));
        att_rules_close(rules);
        assert_int_equal(parse_twice(&rules, "other/second.rules", texts[i], &error), ATT_OK);
        att_rules_close(rules);
    }
}

static void a_later_folder_replaces_a_rule(void **state) {
    att_rules *rules;
    att_error error;
    const char *text = "rule a: talks\n    verb hold\n";
    assert_int_equal(parse_twice(&rules, "other/first.rules", text, &error), ATT_OK);
    uint32_t trigger = att_map_get(&rules->by_lemma, att_slice_of("hold"));
    assert_int_equal(rules->triggers.items[trigger].rule, 1);
    trigger = rules->triggers.items[trigger].next;
    assert_int_equal(rules->triggers.items[trigger].rule, ATT_NONE);
    att_rules_close(rules);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_rule),
        cmocka_unit_test(reads_a_plover_mode),
        cmocka_unit_test(names_the_mistake),
        cmocka_unit_test(a_folder_names_a_thing_once),
        cmocka_unit_test(a_later_folder_replaces_a_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
