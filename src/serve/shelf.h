/* shelf.h - what can be browsed, in memory, so that any choice of filters is counted in
 * milliseconds.
 *
 * A shelf holds one kind of item (events, commitments, claims, stories) as columns: for each facet
 * the values of each item as small numbers, 0 for none. Items are few dozen bytes; their texts stay
 * in the database and are read for what is shown. Shelves are immutable; a change in the database
 * makes new ones. */
#ifndef ATT_SERVE_SHELF_H
#define ATT_SERVE_SHELF_H

#include "base/buffer.h"
#include "base/map.h"
#include "document/date.h"
#include "store/store.h"

#include <pthread.h>

typedef enum att_shelf_kind {
    SHELF_EVENTS,
    SHELF_COMMITMENTS,
    SHELF_CLAIMS,
    SHELF_STORIES,
    SHELF_COUNT
} att_shelf_kind;

typedef enum att_facet {
#define ATT_FACET(id, name, many) FACET_##id,
#include "serve/facets.def"
    FACET_COUNT
} att_facet;

const char *att_facet_name(att_facet facet);

typedef struct att_column {
    uint32_t *offsets; /* facets with many values: where an item's begin; else NULL */
    uint16_t *values;
    ATT_ARRAY(att_slice) names; /* of the values; names[0] is "" */
    att_map numbers;
} att_column;

#define SHELF_NO_DAY INT32_MIN

typedef struct att_shelf {
    uint32_t count;
    int64_t *numbers;  /* in the database, rising */
    att_day *days;     /* SHELF_NO_DAY: unknown */
    float *doubts;     /* how much each deserves a look */
    float *priorities; /* … and for the review queue: 0 where judged */
    att_column columns[FACET_COUNT];
    uint32_t *none; /* zeros: the offsets of a facet that the shelf does not have */
    uint32_t *story_offsets;
    uint32_t *stories; /* numbers of the documents that tell of an item */
} att_shelf;

/* What was answered lately, until the shelves are renewed. */
enum { COUNTS_KEPT = 64, COUNTS_SIZE_MOST = 64 << 10 };
typedef struct att_counts {
    pthread_mutex_t lock;
    struct {
        char *key, *text;
        uint32_t key_size, size;
    } kept[COUNTS_KEPT];
    uint32_t next;
} att_counts;

/* Appends the text kept under the key; false if there is none. */
bool att_counts_find(att_buffer *out, att_counts *counts, att_slice key);
void att_counts_keep(att_counts *counts, att_slice key, att_slice text); /* unless too long */

typedef struct att_shelves {
    att_arena arena;
    att_counts counts;
    att_shelf shelf[SHELF_COUNT];
    int64_t changes, computed; /* the state that they show: register_state, */
    int64_t judgements;        /* and how often one was made or undone */
    uint32_t holders;
    struct att_shelves *base; /* whose arrays these share, all but what depends on judgements */
    uint32_t stories_most;    /* the highest number of a document */
    char country[24];         /* that takes part in most events */
    char first[11], last[11];
} att_shelves;

/* Both read one state of the database if the caller has begun one. */
att_status att_shelves_load(att_shelves **out, att_store *store, att_error *error);
/* The same register after other judgements; the caller holds `old` meanwhile. */
att_status att_shelves_rejudge(att_shelves **out, att_shelves *old, att_store *store,
                               att_error *error);
void att_shelves_free(att_shelves *shelves);

static inline uint32_t att_column_first(const att_column *column, uint32_t item) {
    return column->offsets ? column->offsets[item] : item;
}
static inline uint32_t att_column_end(const att_column *column, uint32_t item) {
    return column->offsets ? column->offsets[item + 1] : item + 1;
}

static inline bool att_column_has(const att_column *column, uint32_t item, uint32_t value) {
    for (uint32_t i = att_column_first(column, item); i < att_column_end(column, item); i++)
        if (column->values[i] == value)
            return true;
    return false;
}

/* ---- choosing ------------------------------------------------------------------------------- */

typedef struct att_names att_names;

enum { CHOICES_MOST = 32 };

typedef struct att_choice {
    att_facet facet;
    uint16_t value; /* UINT16_MAX: a name that no item has */
} att_choice;

typedef struct att_selection {
    const att_shelf *shelf;
    att_choice choices[CHOICES_MOST];
    uint32_t choice_count;
    uint32_t chosen;        /* the facets that have a choice: one bit each */
    att_day from, to;       /* SHELF_NO_DAY: open */
    const uint8_t *stories; /* one bit for each story that has the words; NULL: any */
    const uint8_t *members; /* one bit for each partner value of the group asked for; or NULL */
    uint32_t counted;       /* the facets that are counted: one bit each */

    uint32_t *items; /* what was found, in the shelf's order */
    uint32_t count;
    uint32_t *counts[FACET_COUNT]; /* by value: what choosing it would leave */
} att_selection;

/* Finds what the choices leave and counts each facet. Values of one facet widen the choice, except
 * partners: each one chosen must take part. */
void att_selection_run(att_selection *selection, att_arena *arena);

/* A value of a facet and how often it occurs; in order, the most frequent first. */
typedef struct att_value_count {
    uint32_t count, value;
} att_value_count;
int att_value_count_compare(const void *a, const void *b); /* for qsort */

typedef enum att_order { ORDER_NEWEST, ORDER_OLDEST, ORDER_PRIORITY } att_order;

/* Puts the best `wanted` of the items first, in order. */
void att_selection_sort(att_selection *selection, att_order order, uint32_t wanted);

#endif
