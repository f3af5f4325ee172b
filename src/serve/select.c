/* select.c - choosing on a shelf: one pass over its items. See shelf.h. */
#include "serve/shelf.h"

#include <stdlib.h>

/* Whether an item passes the choices of one facet. */
static bool passes(const att_selection *selection, uint32_t item, att_facet facet) {
    const att_column *column = &selection->shelf->columns[facet];
    bool any = false;
    for (uint32_t i = 0; i < selection->choice_count; i++) {
        if (selection->choices[i].facet != facet)
            continue;
        bool has = att_column_has(column, item, selection->choices[i].value);
        if (facet == FACET_PARTNER && !has)
            return false;
        any |= has;
    }
    return any;
}

static bool is_in_group(const att_selection *selection, uint32_t item) {
    const att_column *column = &selection->shelf->columns[FACET_PARTNER];
    for (uint32_t i = att_column_first(column, item); i < att_column_end(column, item); i++)
        if (selection->members[column->values[i] / 8] >> column->values[i] % 8 & 1)
            return true;
    return false;
}

static bool has_words(const att_selection *selection, uint32_t item) {
    const att_shelf *shelf = selection->shelf;
    for (uint32_t i = shelf->story_offsets[item]; i < shelf->story_offsets[item + 1]; i++)
        if (selection->stories[shelf->stories[i] / 8] >> shelf->stories[i] % 8 & 1)
            return true;
    return false;
}

/* What no facet can lift: words, group, days and partners. */
static bool is_within(const att_selection *selection, uint32_t item) {
    att_day day = selection->shelf->days[item];
    if ((selection->from != SHELF_NO_DAY && (day == SHELF_NO_DAY || day < selection->from)) ||
        (selection->to != SHELF_NO_DAY && (day == SHELF_NO_DAY || day > selection->to)))
        return false;
    return (!selection->stories || has_words(selection, item)) &&
           (!selection->members || is_in_group(selection, item)) &&
           (!(selection->chosen >> FACET_PARTNER & 1) || passes(selection, item, FACET_PARTNER));
}

static void count_values(att_selection *selection, uint32_t item, int facet) {
    const att_column *column = &selection->shelf->columns[facet];
    for (uint32_t i = att_column_first(column, item); i < att_column_end(column, item); i++)
        selection->counts[facet][column->values[i]]++;
}

/* An item that one facet alone keeps out is counted in that facet: choosing would let it in. */
static void visit(att_selection *selection, uint32_t item) {
    int failed = -1;
    for (uint32_t rest = selection->chosen & ~(1u << FACET_PARTNER); rest; rest &= rest - 1) {
        int facet = __builtin_ctz(rest);
        if (passes(selection, item, (att_facet)facet))
            continue;
        if (failed >= 0)
            return;
        failed = facet;
    }
    if (failed >= 0) {
        if (selection->counted >> failed & 1)
            count_values(selection, item, failed);
        return;
    }
    selection->items[selection->count++] = item;
    for (uint32_t rest = selection->counted; rest; rest &= rest - 1)
        count_values(selection, item, __builtin_ctz(rest));
}

void att_selection_run(att_selection *selection, att_arena *arena) {
    const att_shelf *shelf = selection->shelf;
    selection->items = ATT_NEW_ARRAY(arena, uint32_t, shelf->count + 1);
    selection->count = 0;
    for (int facet = 0; facet < FACET_COUNT; facet++)
        selection->counts[facet] =
            ATT_NEW_ARRAY(arena, uint32_t, shelf->columns[facet].names.count);
    for (uint32_t i = 0; i < selection->choice_count; i++)
        selection->chosen |= 1u << selection->choices[i].facet;
    selection->counted &= (1u << FACET_COUNT) - 1;
    for (uint32_t item = 0; item < shelf->count; item++)
        if (is_within(selection, item))
            visit(selection, item);
}

/* ---- order ---------------------------------------------------------------------------------- */

typedef struct ordering {
    const att_shelf *shelf;
    att_order order;
} ordering;

/* Items without a day come last in any order. */
static int compare_days(const att_shelf *shelf, uint32_t a, uint32_t b, bool newest) {
    att_day x = shelf->days[a], y = shelf->days[b];
    if (x != y && (x == SHELF_NO_DAY || y == SHELF_NO_DAY))
        return x == SHELF_NO_DAY ? 1 : -1;
    int order = (x > y) - (x < y);
    return newest ? -order : order;
}

static int compare_items(const void *left, const void *right, void *context) {
    const ordering *by = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    int order = 0;
    if (by->order == ORDER_PRIORITY) {
        float x = by->shelf->priorities[a], y = by->shelf->priorities[b];
        order = (x < y) - (x > y);
    }
    if (!order)
        order = compare_days(by->shelf, a, b, by->order != ORDER_OLDEST);
    return order ? order : (a > b) - (a < b);
}

static void swap_items(uint32_t *items, uint32_t a, uint32_t b) {
    uint32_t kept = items[a];
    items[a] = items[b];
    items[b] = kept;
}

/* Quickselect: puts the best `wanted` first, not yet in order. */
static void gather(uint32_t *items, uint32_t count, uint32_t wanted, ordering *by) {
    uint32_t first = 0, end = count;
    while (end - first > 1 && wanted > first && wanted < end) {
        swap_items(items, first + (end - first) / 2, end - 1);
        uint32_t middle = first;
        for (uint32_t i = first; i < end - 1; i++)
            if (compare_items(&items[i], &items[end - 1], by) < 0)
                swap_items(items, i, middle++);
        swap_items(items, middle, end - 1);
        if (middle < wanted)
            first = middle + 1;
        else
            end = middle;
    }
}

void att_selection_sort(att_selection *selection, att_order order, uint32_t wanted) {
    ordering by = {selection->shelf, order};
    if (wanted > selection->count)
        wanted = selection->count;
    gather(selection->items, selection->count, wanted, &by);
    qsort_r(selection->items, wanted, sizeof *selection->items, compare_items, &by);
}

int att_value_count_compare(const void *left, const void *right) {
    const att_value_count *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return (a->value > b->value) - (a->value < b->value);
}
