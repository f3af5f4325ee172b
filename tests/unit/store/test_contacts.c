/* The count model behind alerts on contacts, against figures computed by another program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/alerts.h"

enum { WINDOWS = 12 };

static void assert_chance(const uint32_t *before, uint32_t last, bool more, double expected) {
    double chance = att_contacts_chance(before, WINDOWS, last, more);
    assert_float_equal((float)(chance / expected), 1.0f, 1e-3f);
}

static void test_steady(void **state) {
    const uint32_t one[WINDOWS] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    assert_chance(one, 6, true, 0.0014476);
    assert_chance(one, 7, true, 0.00028897);
}

static void test_silence(void **state) {
    const uint32_t eight[WINDOWS] = {8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8};
    assert_chance(eight, 0, false, 0.00044204);
    assert_chance(eight, 1, false, 0.0037233);
}

/* What comes in bursts is used to them. */
static void test_bursts(void **state) {
    const uint32_t bursts[WINDOWS] = {6, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0};
    assert_chance(bursts, 8, true, 0.028306);
}

static void test_nothing_before(void **state) {
    const uint32_t none[WINDOWS] = {0};
    assert_chance(none, 0, true, 1.0);
    assert_chance(none, 3, true, 0.00014654);
    assert_true(att_contacts_chance(none, WINDOWS, 4000, true) >= 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steady), cmocka_unit_test(test_silence),
        cmocka_unit_test(test_bursts), cmocka_unit_test(test_nothing_before)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
