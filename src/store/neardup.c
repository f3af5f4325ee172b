/* neardup.c - which stories copy one another, and what counts as one source.
 *
 * Each story is sketched by one-permutation MinHash over runs of three words. Banding finds the
 * pairs worth comparing; the sketches then estimate how much text two stories have in common. A
 * copy is near its original in time. What comes from one agency, by its own word or as a copy, is
 * one source. */
#include "store/passes.h"

#include "base/error.h"
#include "store/database.h"

#include <stdio.h>
#include <stdlib.h>

enum { BINS = 96, ROWS = 3, BANDS = BINS / ROWS, SHINGLE = 3, NEAR_DAYS = 10, RUN_LIMIT = 64 };

static const double COPY = 0.5;         /* share of all runs of words */
static const double PART = 0.3;         /* … or this, if */
static const double PART_OF_LESS = 0.7; /* this share of the shorter story is in the longer one */

typedef struct sketched {
    int64_t number;
    att_day date;
    bool dated;
    uint32_t shingles;
    uint32_t sketch[BINS];
    att_slice agency, publisher;
    char hash[13];
    uint32_t copy_of; /* index of the story it is nearest to; ATT_NONE */
    float similarity;
} sketched;

typedef struct origin_state {
    att_store *store;
    att_error *error;
    att_arena arena;
    ATT_ARRAY(sketched *) stories;
} origin_state;

/* ---- sketches -----------------------------------------------------------------------------------
 */

static uint64_t mix(uint64_t value) {
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccdu;
    value ^= value >> 33;
    value *= 0xc4ceb9fe1a85ec53u;
    return value ^ value >> 33;
}

/* The hash of the next word, in lower case; false at the end. */
static bool next_word(att_slice *rest, uint64_t *hash) {
    const unsigned char *at = (const unsigned char *)rest->data, *end = at + rest->size;
    while (at < end && *at < 0x80 && !((*at | 32) >= 'a' && (*at | 32) <= 'z') &&
           !(*at >= '0' && *at <= '9'))
        at++;
    const unsigned char *start = at;
    *hash = 0xcbf29ce484222325u;
    while (at < end &&
           (*at >= 0x80 || ((*at | 32) >= 'a' && (*at | 32) <= 'z') || (*at >= '0' && *at <= '9')))
        *hash = (*hash ^ (*at >= 'A' && *at <= 'Z' ? *at + 32 : *at)) * 0x100000001b3u, at++;
    *rest = (att_slice){(const char *)at, (uint32_t)(end - at)};
    return at > start;
}

/* An empty bin takes over the value of another one, found by its own sequence of tries. */
static void fill_empty(uint32_t sketch[BINS]) {
    uint32_t filled[BINS];
    memcpy(filled, sketch, sizeof filled);
    for (uint32_t i = 0; i < BINS; i++)
        for (uint64_t attempt = 1; sketch[i] == UINT32_MAX && attempt < 10000; attempt++)
            sketch[i] = filled[mix(i * 10007 + attempt) % BINS];
}

static void make_sketch(sketched *story, att_slice text) {
    memset(story->sketch, 0xff, sizeof story->sketch);
    uint64_t last[SHINGLE] = {0}, word;
    for (uint32_t count = 0; next_word(&text, &word); count++) {
        memmove(last, last + 1, sizeof last - sizeof *last);
        last[SHINGLE - 1] = word;
        if (count + 1 < SHINGLE)
            continue;
        uint64_t hash = mix(last[0] * 31 + mix(last[1] * 31 + mix(last[2])));
        uint32_t bin = (uint32_t)(hash % BINS), value = (uint32_t)(hash >> 32) & 0x7fffffff;
        if (value < story->sketch[bin])
            story->sketch[bin] = value;
        story->shingles++;
    }
    if (story->shingles)
        fill_empty(story->sketch);
}

static att_status read_stories(origin_state *origins) {
    att_query query;
    att_query_begin(&query, origins->store,
                    "SELECT number, date, agency, source, hash, text, kind FROM document "
                    "ORDER BY date IS NULL, date, hash",
                    origins->error);
    while (att_query_next(&query)) {
        sketched *story = ATT_NEW(&origins->arena, sketched);
        *ATT_PUSH(&origins->arena, &origins->stories) = story;
        story->number = att_query_number(&query, 0);
        story->dated = att_day_parse(&story->date, att_query_column(&query, 1));
        story->agency = att_arena_copy(&origins->arena, att_query_column(&query, 2));
        story->publisher = att_arena_copy(&origins->arena, att_query_column(&query, 3));
        snprintf(story->hash, sizeof story->hash, "%s", att_query_column(&query, 4).data);
        story->copy_of = ATT_NONE;
        if (att_slice_is(att_query_column(&query, 6), "story")) /* rows of tables look alike */
            make_sketch(story, att_query_column(&query, 5));
    }
    return att_query_end(&query);
}

/* ---- pairs
 * ---------------------------------------------------------------------------------------- */

static double estimate(const sketched *a, const sketched *b) {
    uint32_t equal = 0;
    for (uint32_t i = 0; i < BINS; i++)
        equal += a->sketch[i] == b->sketch[i];
    return (double)equal / BINS;
}

static void compare(origin_state *origins, uint32_t earlier, uint32_t later) {
    sketched *a = origins->stories.items[earlier], *b = origins->stories.items[later];
    if (a->dated && b->dated && b->date - a->date > NEAR_DAYS)
        return;
    double common = estimate(a, b);
    uint32_t least = a->shingles < b->shingles ? a->shingles : b->shingles;
    double contained = common * (a->shingles + b->shingles) / ((1 + common) * (least ? least : 1));
    if (common < COPY && !(common >= PART && contained >= PART_OF_LESS))
        return;
    if (b->copy_of == ATT_NONE || common > b->similarity ||
        ((float)common == b->similarity && earlier < b->copy_of)) {
        b->copy_of = earlier;
        b->similarity = (float)common;
    }
}

typedef struct banded {
    uint64_t key;
    uint32_t story;
} banded;

static int compare_banded(const void *left, const void *right) {
    const banded *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->story > b->story) - (a->story < b->story);
}

static void compare_band(origin_state *origins, banded *list, uint32_t band) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < origins->stories.count; i++) {
        const sketched *story = origins->stories.items[i];
        if (!story->shingles)
            continue;
        uint64_t key = band;
        for (uint32_t row = 0; row < ROWS; row++)
            key = mix(key + story->sketch[band * ROWS + row]);
        list[count++] = (banded){key, i};
    }
    qsort(list, count, sizeof *list, compare_banded);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = i; k-- > 0 && list[k].key == list[i].key && i - k <= RUN_LIMIT;)
            compare(origins, list[k].story, list[i].story);
}

/* ---- sources
 * ----------------------------------------------------------------------------------------- */

/* The story at the start of the chain of copies; an earlier one each time. */
static uint32_t root_of(const origin_state *origins, uint32_t index) {
    while (origins->stories.items[index]->copy_of != ATT_NONE)
        index = origins->stories.items[index]->copy_of;
    return index;
}

/* The root takes the agency that the earliest of its copies names, when it names none itself. */
static void spread_agencies(origin_state *origins) {
    for (uint32_t i = 0; i < origins->stories.count; i++) {
        sketched *root = origins->stories.items[root_of(origins, i)];
        if (!root->agency.size)
            root->agency = origins->stories.items[i]->agency;
    }
}

static att_status insert_origin(origin_state *origins, uint32_t index) {
    const sketched *story = origins->stories.items[index];
    uint32_t root = root_of(origins, index);
    const sketched *first = origins->stories.items[root];
    att_slice source = first->agency.size ? first->agency : first->publisher;
    if (!source.size)
        source = att_arena_format(&origins->arena, "story %s", first->hash);
    att_query query;
    att_query_begin(&query, origins->store, "INSERT INTO origin VALUES (?1, ?2, ?3, ?4, ?5)",
                    origins->error);
    att_query_integer(&query, 1, story->number);
    att_query_text(&query, 2, first->agency);
    att_query_text(&query, 3, source);
    if (root != index) {
        att_query_integer(&query, 4, first->number);
        att_query_real(&query, 5, (int)(story->similarity * 100 + 0.5f) / 100.0);
    }
    return att_query_run(&query);
}

static att_status find_origins(origin_state *origins) {
    att_status status = read_stories(origins);
    if (status)
        return status;
    banded *list = malloc((origins->stories.count + 1) * sizeof *list);
    if (!list)
        return att_error_set(origins->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    for (uint32_t band = 0; band < BANDS; band++)
        compare_band(origins, list, band);
    free(list);
    spread_agencies(origins);
    for (uint32_t i = 0; i < origins->stories.count && !status; i++)
        status = insert_origin(origins, i);
    return status;
}

att_status att_pass_origins(att_store *store, att_error *error) {
    origin_state origins = {.store = store, .error = error};
    att_arena_init(&origins.arena);
    att_status status = find_origins(&origins);
    att_arena_release(&origins.arena);
    return status;
}
