/* Arenas: memory is zeroed and aligned also where it was given back, and what is not the latest
 * allocation stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static void expect_zero(const char *memory, size_t size) {
    assert_int_equal((uintptr_t)memory % 16, 0);
    for (size_t i = 0; i < size; i++)
        assert_int_equal(memory[i], 0);
}

static void test_trim(void **state) {
    (void)state;
    att_arena arena;
    att_arena_init(&arena);
    char *first = att_arena_alloc(&arena, 100);
    memset(first, 1, 100);
    att_arena_trim(&arena, first, 100, 3);
    char *second = att_arena_alloc(&arena, 200);
    assert_ptr_equal(second, first + 16);
    expect_zero(second, 200);
    memset(second, 2, 200);
    att_arena_trim(&arena, first, 3, 0); /* not the latest */
    char *third = att_arena_alloc(&arena, 10);
    assert_true(third >= second + 200);
    assert_int_equal(second[199], 2);
    att_arena_release(&arena);
}

static void test_reserve(void **state) {
    (void)state;
    att_arena arena;
    ATT_ARRAY(uint32_t) numbers = {0};
    att_arena_init(&arena);
    *ATT_PUSH(&arena, &numbers) = 5;
    ATT_RESERVE(&arena, &numbers, 1000);
    const uint32_t *items = numbers.items;
    for (uint32_t i = 1; i < 1000; i++)
        assert_int_equal((*ATT_PUSH(&arena, &numbers))++, 0);
    assert_ptr_equal(numbers.items, items);
    assert_int_equal(numbers.items[0], 5);
    ATT_RESERVE(&arena, &numbers, 10);
    assert_int_equal(numbers.capacity, 1000);
    att_arena_release(&arena);
}

/* Two arrays that outgrow the largest block grow beside each other, and beside what is small. */
static void test_large_arrays(void **state) {
    (void)state;
    enum { ITEMS = 6 << 20 };
    att_arena arena;
    ATT_ARRAY(uint32_t) rising = {0}, falling = {0};
    att_arena_init(&arena);
    char *small = att_arena_alloc(&arena, 100);
    memset(small, 7, 100);
    for (uint32_t i = 0; i < ITEMS; i++) {
        *ATT_PUSH(&arena, &rising) = i;
        uint32_t *item = ATT_PUSH(&arena, &falling);
        assert_int_equal(*item, 0);
        *item = ITEMS - i;
        if (i % 100000 == 0)
            expect_zero(att_arena_alloc(&arena, 1000), 1000);
    }
    for (uint32_t i = 0; i < ITEMS; i++)
        assert_true(rising.items[i] == i && falling.items[i] == ITEMS - i);
    assert_int_equal(small[99], 7);
    /* grown where they stand, they leave no former selves behind */
    assert_true(arena.total < 2 * sizeof(uint32_t) * (rising.capacity + falling.capacity));
    att_arena_release(&arena);
}

/* An array that nothing was allocated after grows in place; one with a neighbour moves. */
static void test_growth(void **state) {
    (void)state;
    att_arena arena;
    ATT_ARRAY(uint32_t) numbers = {0};
    att_arena_init(&arena);
    for (uint32_t i = 0; i < 100; i++)
        *ATT_PUSH(&arena, &numbers) = i;
    const uint32_t *items = numbers.items;
    char *neighbour = att_arena_alloc(&arena, 1);
    assert_ptr_equal(neighbour, (const char *)(items + numbers.capacity));
    for (uint32_t i = 100; i < 100000; i++) {
        uint32_t *item = ATT_PUSH(&arena, &numbers);
        assert_int_equal(*item, 0);
        *item = i;
    }
    assert_ptr_not_equal(numbers.items, items);
    for (uint32_t i = 0; i < 100000; i++)
        assert_int_equal(numbers.items[i], i);
    assert_int_equal(*neighbour, 0);
    att_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trim),
        cmocka_unit_test(test_reserve),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_large_arrays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
