/* deployments.c - what was sent to missions: the unit and its rotation, as the sentences of the
 * peacekeeping acts name them. An act whose sentences name neither has no row. */
#include "store/passes.h"

#include "base/error.h"
#include "base/utf8.h"
#include "store/database.h"
#include "store/wording.h"

enum { MOST_WORDS = 200 };

typedef struct deployment {
    int64_t act;
    const char *unit; /* NULL: not named */
    int32_t rotation; /* 0: not named */
} deployment;

typedef struct sentence {
    att_slice words[MOST_WORDS];
    uint32_t count;
    uint32_t mission; /* where the act's mission is named; ATT_NONE */
} sentence;

static const struct {
    const char *name, *unit;
} units[] = {
#define ATT_DEPLOYED(name, unit) {name, unit},
#include "store/deployments.def"
#undef ATT_DEPLOYED
};

/* How many words of a text stand from `at` on: all, or 0. */
static uint32_t stands_at(const sentence *text, uint32_t at, att_slice name) {
    att_slice word;
    uint32_t words = 0;
    for (; wording_run(&name, &word); words++)
        if (at + words >= text->count || !att_slice_equal(text->words[at + words], word))
            return 0;
    return words;
}

static const char *unit_at(const sentence *text, uint32_t at) {
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++)
        if (stands_at(text, at, att_slice_of(units[u].name)))
            return units[u].unit;
    return NULL;
}

/* The last unit before the mission's name, else the first in the sentence; ATT_NONE. Of words that
 * stand together, as in "engineering company", the first. */
static uint32_t find_unit(const sentence *text) {
    uint32_t first = ATT_NONE, last = ATT_NONE;
    for (uint32_t i = 0; i < text->count; i++)
        if (unit_at(text, i) && !(i && unit_at(text, i - 1))) {
            first = first == ATT_NONE ? i : first;
            last = text->mission != ATT_NONE && i < text->mission ? i : last;
        }
    return last != ATT_NONE ? last : first;
}

static int32_t number_of(att_slice word) {
    int32_t number = 0;
    for (uint32_t i = 0; i < word.size; i++) {
        if (word.data[i] < '0' || word.data[i] > '9' || number > 99)
            return 0;
        number = number * 10 + (word.data[i] - '0');
    }
    return number;
}

static bool is_rotated(att_slice word) {
    return att_slice_in(word, "rotation|hospital|unit|company|battalion|team|contingent");
}

/* "fourth rotation", "rotation 4", "rotation no. 4", "field hospital no. 2". */
static int32_t rotation_at(const sentence *text, uint32_t i) {
    const att_slice *words = text->words;
    bool rotation = att_slice_is(words[i], "rotation");
    if (rotation && i && wording_ordinal(words[i - 1]))
        return wording_ordinal(words[i - 1]);
    if (i + 1 < text->count && rotation && number_of(words[i + 1]))
        return number_of(words[i + 1]);
    bool numbered = i + 2 < text->count &&
                    (att_slice_is(words[i + 1], "no") || att_slice_is(words[i + 1], "number"));
    return numbered && is_rotated(words[i]) ? number_of(words[i + 2]) : 0;
}

/* "the third level-2 field hospital": an ordinal shortly before the unit. */
static int32_t ordinal_before(const sentence *text, uint32_t unit) {
    for (uint32_t i = unit; i > 0 && i + 3 > unit; i--)
        if (wording_ordinal(text->words[i - 1]))
            return wording_ordinal(text->words[i - 1]);
    return 0;
}

/* The rotation that is told nearest to the unit. */
static int32_t find_rotation(const sentence *text, uint32_t unit) {
    int32_t rotation = unit == ATT_NONE ? 0 : ordinal_before(text, unit);
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < text->count && (!rotation || least != UINT32_MAX); i++) {
        uint32_t gap = unit == ATT_NONE ? i : unit > i ? unit - i : i - unit;
        if (gap < least && rotation_at(text, i)) {
            rotation = rotation_at(text, i);
            least = gap;
        }
    }
    return rotation;
}

static void read_sentence(deployment *found, att_slice folded, att_slice mission) {
    sentence text = {.mission = ATT_NONE};
    while (text.count < MOST_WORDS && wording_run(&folded, &text.words[text.count]))
        text.count++;
    for (uint32_t i = 0; i < text.count && text.mission == ATT_NONE; i++)
        if (stands_at(&text, i, mission))
            text.mission = i;
    uint32_t unit = find_unit(&text);
    if (!found->unit && unit != ATT_NONE)
        found->unit = unit_at(&text, unit);
    if (!found->rotation)
        found->rotation = find_rotation(&text, unit);
}

static att_status insert_deployment(att_passes *passes, const deployment *found) {
    if (!found->unit && !found->rotation)
        return ATT_OK;
    att_query query;
    att_query_begin(&query, passes->store, "INSERT INTO deployment VALUES (?1, ?2, ?3)",
                    passes->error);
    att_query_integer(&query, 1, found->act);
    att_query_string(&query, 2, found->unit ? found->unit : "");
    if (found->rotation)
        att_query_integer(&query, 3, found->rotation);
    return att_query_run(&query);
}

att_status att_pass_deployments(att_passes *passes) {
    deployment found = {0};
    att_arena scratch;
    att_arena_init(&scratch);
    scratch.recovery = passes->arena->recovery;
    att_status status = ATT_OK;
    att_query query;
    att_query_begin(&query, passes->store,
                    "SELECT a.number, e.quote, coalesce(a.instrument, '') FROM act a JOIN report p "
                    "ON p.act = a.number "
                    "JOIN evidence e ON e.record = p.record WHERE a.activity = 'peacekeeping' "
                    "ORDER BY a.number, p.record = a.record DESC, p.record, e.ordinal",
                    passes->error);
    while (!status && att_query_next(&query)) {
        if (att_query_number(&query, 0) != found.act) {
            status = insert_deployment(passes, &found);
            found = (deployment){.act = att_query_number(&query, 0)};
        }
        att_arena_reset(&scratch);
        read_sentence(&found, att_utf8_fold(&scratch, att_query_column(&query, 1)),
                      att_utf8_fold(&scratch, att_query_column(&query, 2)));
    }
    att_status read = att_query_end(&query);
    att_arena_release(&scratch);
    if (!status)
        status = read;
    return status ? status : insert_deployment(passes, &found);
}
