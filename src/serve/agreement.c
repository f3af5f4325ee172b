/* agreement.c - see agreement.h. */
#include "serve/agreement.h"

void att_ratings_init(att_ratings *ratings, att_arena *arena, bool set) {
    *ratings = (att_ratings){.arena = arena, .set = set};
    att_map_init(&ratings->units, arena);
    att_map_init(&ratings->coders, arena);
    att_map_init(&ratings->numbers, arena);
}

static uint32_t number_of(att_ratings *ratings, att_map *map, att_slice text) {
    uint32_t number = att_map_get(map, text);
    if (number == ATT_NONE) {
        number = map->entries.count;
        att_map_put(map, att_arena_copy(ratings->arena, text), number);
    }
    return number;
}

void att_ratings_add(att_ratings *ratings, att_slice unit, att_slice coder, att_slice value) {
    att_answer answer = {number_of(ratings, &ratings->units, unit),
                         number_of(ratings, &ratings->coders, coder),
                         number_of(ratings, &ratings->numbers, value)};
    if (answer.value == ratings->values.count)
        *ATT_PUSH(ratings->arena, &ratings->values) = att_arena_copy(ratings->arena, value);
    *ATT_PUSH(ratings->arena, &ratings->answers) = answer;
}

/* ---- distance ------------------------------------------------------------------------------- */

static uint32_t count_parts(att_slice text) {
    uint32_t count = 0;
    att_slice part;
    while (text.size && att_slice_next(&text, ',', &part))
        count++;
    return count;
}

static bool has_part(att_slice text, att_slice wanted) {
    att_slice part;
    while (text.size && att_slice_next(&text, ',', &part))
        if (att_slice_equal(part, wanted))
            return true;
    return false;
}

static double distance(const att_ratings *ratings, uint32_t a, uint32_t b) {
    if (a == b)
        return 0;
    if (!ratings->set)
        return 1;
    att_slice left = ratings->values.items[a], right = ratings->values.items[b], rest = left, part;
    uint32_t common = 0;
    while (rest.size && att_slice_next(&rest, ',', &part))
        common += has_part(right, part);
    uint32_t all = count_parts(left) + count_parts(right) - common;
    return all ? 1 - (double)common / all : 0;
}

/* ---- kappa ---------------------------------------------------------------------------------- */

/* The answer of a coder on a unit, or ATT_NONE. */
static uint32_t answer_of(const att_ratings *ratings, uint32_t unit, uint32_t coder) {
    for (uint32_t i = 0; i < ratings->answers.count; i++)
        if (ratings->answers.items[i].unit == unit && ratings->answers.items[i].coder == coder)
            return ratings->answers.items[i].value;
    return ATT_NONE;
}

static void add_kappa(att_agreement *out, const att_ratings *ratings) {
    uint32_t *first = ATT_NEW_ARRAY(ratings->arena, uint32_t, ratings->values.count + 1);
    uint32_t *second = ATT_NEW_ARRAY(ratings->arena, uint32_t, ratings->values.count + 1);
    for (uint32_t unit = 0; unit < ratings->units.entries.count; unit++) {
        uint32_t a = answer_of(ratings, unit, 0), b = answer_of(ratings, unit, 1);
        if (a == ATT_NONE || b == ATT_NONE)
            continue;
        out->both++;
        out->same += a == b;
        first[a]++;
        second[b]++;
    }
    if (!out->both)
        return;
    double met = (double)out->same / out->both, chance = 0;
    for (uint32_t i = 0; i < ratings->values.count; i++)
        chance += (double)first[i] / out->both * second[i] / out->both;
    out->kappa_known = chance < 1;
    out->kappa = out->kappa_known ? (met - chance) / (1 - chance) : 0;
}

/* ---- alpha ---------------------------------------------------------------------------------- */

static void add_alpha(att_agreement *out, const att_ratings *ratings) {
    uint32_t *in_unit = ATT_NEW_ARRAY(ratings->arena, uint32_t, ratings->units.entries.count + 1);
    double *frequency = ATT_NEW_ARRAY(ratings->arena, double, ratings->values.count + 1);
    const att_answer *answers = ratings->answers.items;
    for (uint32_t i = 0; i < ratings->answers.count; i++)
        in_unit[answers[i].unit]++;
    double total = 0, met = 0, expected = 0;
    for (uint32_t i = 0; i < ratings->answers.count; i++) {
        if (in_unit[answers[i].unit] < 2)
            continue;
        total++;
        frequency[answers[i].value]++;
        /* Answers on one unit stand together: they were read in its order. */
        for (uint32_t k = i + 1; k < ratings->answers.count && answers[k].unit == answers[i].unit;
             k++)
            met += 2 * distance(ratings, answers[i].value, answers[k].value) /
                   (in_unit[answers[i].unit] - 1);
    }
    for (uint32_t a = 0; a < ratings->values.count; a++)
        for (uint32_t b = a + 1; b < ratings->values.count; b++)
            expected += 2 * frequency[a] * frequency[b] * distance(ratings, a, b);
    out->alpha_known = expected > 0;
    out->alpha = out->alpha_known ? 1 - (total - 1) * met / expected : 0;
}

att_agreement att_ratings_agreement(const att_ratings *ratings) {
    att_agreement out = {.coders = ratings->coders.entries.count};
    add_kappa(&out, ratings);
    add_alpha(&out, ratings);
    return out;
}
