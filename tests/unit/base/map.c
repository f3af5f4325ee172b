/* Maps from bytes to numbers: what was put is found, whatever the order, growth and room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/map.h"

enum { KEYS = 20000 };

static att_slice key_of(att_arena *arena, uint32_t number) {
    return att_arena_format(arena, "%.*s%u", (int)(number % 23), "a long beginning of the key",
                            number);
}

static void fill(att_map *map, att_arena *arena) {
    for (uint32_t i = 0; i < KEYS; i++)
        att_map_put(map, key_of(arena, i), i);
}

static void expect_all(const att_map *map, att_arena *arena) {
    for (uint32_t i = 0; i < KEYS; i++)
        assert_int_equal(att_map_get(map, key_of(arena, i)), i);
    assert_int_equal(att_map_get(map, key_of(arena, KEYS)), ATT_NONE);
    assert_int_equal(map->entries.count, KEYS);
}

static void test_growth(void **state) {
    (void)state;
    att_arena arena;
    att_map map;
    att_arena_init(&arena);
    att_map_init(&map, &arena);
    assert_int_equal(att_map_get(&map, ATT_SLICE_EMPTY), ATT_NONE);
    fill(&map, &arena);
    expect_all(&map, &arena);
    att_arena_release(&arena);
}

static void test_reserve(void **state) {
    (void)state;
    att_arena arena;
    att_map map;
    att_arena_init(&arena);
    att_map_init(&map, &arena);
    att_map_put(&map, att_slice_of("before"), 7);
    att_map_reserve(&map, KEYS + 1);
    const void *slots = map.slots, *entries = map.entries.items;
    assert_int_equal(att_map_get(&map, att_slice_of("before")), 7);
    fill(&map, &arena);
    assert_ptr_equal(map.slots, slots);
    assert_ptr_equal(map.entries.items, entries);
    assert_int_equal(att_map_get(&map, key_of(&arena, KEYS - 1)), KEYS - 1);
    att_arena_release(&arena);
}

static void test_at(void **state) {
    (void)state;
    att_arena arena;
    att_map map;
    att_arena_init(&arena);
    att_map_init(&map, &arena);
    uint32_t *place = att_map_at(&map, att_slice_of("ship"));
    assert_int_equal(*place, ATT_NONE);
    *place = 3;
    assert_int_equal(*att_map_at(&map, att_slice_of("ship")), 3);
    att_map_put(&map, att_slice_of("ship"), 4);
    assert_int_equal(att_map_get(&map, att_slice_of("ship")), 4);
    assert_int_equal(att_map_get(&map, att_slice_of("shi")), ATT_NONE);
    att_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_reserve),
        cmocka_unit_test(test_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
