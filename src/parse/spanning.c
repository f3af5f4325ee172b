/* Chu-Liu-Edmonds in place. A cycle is contracted into one of its own slots; `entered` and `left`
 * keep, for every pair of live slots, the original dependent and head of the arc whose score stands
 * there, and each contraction is logged so that it can be taken apart again in reverse.
 *
 * One root: unless the best head of every word makes such a tree already, every root arc is lowered
 * by more than all other differences together, so that the best tree uses as few as it can: one. */
#include "parse/spanning.h"

#include <assert.h>
#include <string.h>

enum { ROOT_PENALTY = 1 << 27 };

typedef struct tree {
    size_t nodes; /* words and the root */
    int32_t *scores;
    uint16_t *entered; /* original dependent of the arc at [dependent][head] */
    uint16_t *left;    /* original head of it */
    uint16_t *best;    /* chosen head slot of each live slot */
    uint16_t *live;    /* live slots but the root, in no order */
    size_t live_count;
    uint16_t *part;    /* which part lives in a slot: a word, or nodes + number of a contraction */
    uint16_t *parent;  /* part → the contraction that swallowed it */
    uint16_t *entry;   /* part → the word by which the final tree enters it */
    uint16_t *members; /* the log: the parts of each cycle in turn … */
    uint16_t *deps_in; /* … and the arc that the cycle gave each of them */
    uint16_t *heads_in;
    uint16_t *ends; /* where each cycle ends in the log */
    size_t logged, cycles;
    uint8_t *mark;
} tree;

size_t att_spanning_size(size_t words) {
    size_t nodes = words + 1;
    return (2 * nodes * nodes + 14 * nodes) * sizeof(uint16_t) + nodes;
}

static void lay_out(tree *t, int32_t *scores, size_t words, void *scratch) {
    size_t nodes = words + 1;
    *t = (tree){.nodes = nodes, .scores = scores, .entered = scratch};
    t->left = t->entered + nodes * nodes;
    t->best = t->left + nodes * nodes;
    t->live = t->best + nodes;
    t->part = t->live + nodes;
    t->parent = t->part + nodes;
    t->entry = t->parent + 2 * nodes;
    t->members = t->entry + 2 * nodes;
    t->deps_in = t->members + 2 * nodes;
    t->heads_in = t->deps_in + 2 * nodes;
    t->ends = t->heads_in + 2 * nodes;
    t->mark = (uint8_t *)(t->ends + nodes);
}

/* Every word a live slot of its own, every arc its own original. */
static void reset(tree *t) {
    for (size_t i = 0; i < t->nodes; i++) {
        t->part[i] = (uint16_t)i;
        for (size_t j = 0; j < t->nodes; j++) {
            t->entered[i * t->nodes + j] = (uint16_t)i;
            t->left[i * t->nodes + j] = (uint16_t)j;
        }
    }
    t->logged = t->cycles = 0;
}

static void choose(tree *t, size_t slot) {
    const int32_t *row = t->scores + slot * t->nodes;
    size_t best = 0;
    int32_t top = row[0];
    for (size_t i = 0; i < t->live_count; i++) {
        size_t head = t->live[i];
        if (head != slot && (row[head] > top || (row[head] == top && head < best))) {
            best = head;
            top = row[head];
        }
    }
    t->best[slot] = (uint16_t)best;
}

/* A slot on a cycle of chosen heads, or 0. Marks: 1 = on the present path, 2 = known to be free. */
static size_t find_cycle(tree *t) {
    memset(t->mark, 0, t->nodes);
    for (size_t i = 0; i < t->live_count; i++) {
        size_t slot = t->live[i];
        while (slot != 0 && t->mark[slot] == 0) {
            t->mark[slot] = 1;
            slot = t->best[slot];
        }
        if (slot != 0 && t->mark[slot] == 1)
            return slot;
        for (slot = t->live[i]; slot != 0 && t->mark[slot] == 1; slot = t->best[slot])
            t->mark[slot] = 2;
    }
    return 0;
}

/* Logs the cycle through `slot`, marks its slots 1 and all others 0. */
static void log_cycle(tree *t, size_t slot) {
    size_t number = t->nodes + t->cycles, at = slot;
    memset(t->mark, 0, t->nodes);
    do {
        size_t arc = at * t->nodes + t->best[at];
        t->members[t->logged] = t->part[at];
        t->parent[t->part[at]] = (uint16_t)number;
        t->deps_in[t->logged] = t->entered[arc];
        t->heads_in[t->logged++] = t->left[arc];
        t->mark[at] = 1;
        at = t->best[at];
    } while (at != slot);
    t->ends[t->cycles++] = (uint16_t)t->logged;
}

static void copy_arc(tree *t, size_t to, size_t from, int32_t score) {
    t->scores[to] = score;
    t->entered[to] = t->entered[from];
    t->left[to] = t->left[from];
}

/* The best arc into the cycle from one outside head goes to the row of `into`. */
static void merge_entering(tree *t, size_t head, size_t into) {
    size_t from = 0, slot = into;
    int32_t top = INT32_MIN;
    do {
        const int32_t *row = t->scores + slot * t->nodes;
        int32_t gain = row[head] - row[t->best[slot]];
        if (gain > top) {
            top = gain;
            from = slot * t->nodes + head;
        }
        slot = t->best[slot];
    } while (slot != into);
    copy_arc(t, into * t->nodes + head, from, top);
}

/* The best arc out of the cycle to one outside dependent goes to the column of `into`. */
static void merge_leaving(tree *t, size_t dependent, size_t into) {
    size_t from = 0, slot = into;
    int32_t top = INT32_MIN;
    do {
        size_t arc = dependent * t->nodes + slot;
        if (t->scores[arc] > top) {
            top = t->scores[arc];
            from = arc;
        }
        slot = t->best[slot];
    } while (slot != into);
    copy_arc(t, dependent * t->nodes + into, from, top);
}

/* Contracts the cycle through `into` into that slot. What is overwritten on the way, one cell of
 * the row and one of the column of `into` for each outside slot, is not read again. */
static void contract(tree *t, size_t into) {
    size_t kept = 0;
    log_cycle(t, into);
    merge_entering(t, 0, into);
    for (size_t i = 0; i < t->live_count; i++)
        if (!t->mark[t->live[i]]) {
            merge_entering(t, t->live[i], into);
            merge_leaving(t, t->live[i], into);
        }
    for (size_t i = 0; i < t->live_count; i++)
        if (!t->mark[t->live[i]] || t->live[i] == into)
            t->live[kept++] = t->live[i];
    t->live_count = kept;
    t->part[into] = (uint16_t)(t->nodes + t->cycles - 1);
    for (size_t i = 0; i < t->live_count; i++)
        if (t->mark[t->best[t->live[i]]])
            choose(t, t->live[i]);
}

/* Takes the contractions apart, last first: the member through which the tree enters a cycle takes
 * the entering arc, the others keep the arcs of the cycle. */
static void expand(tree *t, int32_t *heads) {
    for (size_t i = 0; i < t->live_count; i++) {
        size_t slot = t->live[i], arc = slot * t->nodes + t->best[slot];
        t->entry[t->part[slot]] = t->entered[arc];
        heads[t->entered[arc]] = t->left[arc];
    }
    for (size_t c = t->cycles; c-- > 0;) {
        size_t number = t->nodes + c, through = t->entry[number];
        uint16_t word = t->entry[number];
        while (t->parent[through] != number)
            through = t->parent[through];
        t->entry[through] = word;
        for (size_t i = c > 0 ? t->ends[c - 1] : 0; i < t->ends[c]; i++)
            if (t->members[i] != through) {
                t->entry[t->members[i]] = t->deps_in[i];
                heads[t->deps_in[i]] = t->heads_in[i];
            }
    }
}

static void choose_all(tree *t) {
    t->live_count = t->nodes - 1;
    for (size_t i = 1; i < t->nodes; i++)
        t->live[i - 1] = (uint16_t)i;
    for (size_t i = 1; i < t->nodes; i++)
        choose(t, i);
}

static size_t count_roots(const tree *t) {
    size_t roots = 0;
    for (size_t i = 0; i < t->live_count; i++)
        roots += t->best[t->live[i]] == 0;
    return roots;
}

void att_spanning_decode(int32_t *heads, int32_t *scores, size_t words, void *scratch) {
    tree t;
    assert(words <= ATT_SPANNING_WORDS);
    lay_out(&t, scores, words, scratch);
    heads[0] = 0;
    choose_all(&t);
    size_t slot = find_cycle(&t);
    if (slot == 0 && count_roots(&t) == 1) {
        for (size_t i = 1; i < t.nodes; i++)
            heads[i] = t.best[i];
        return;
    }
    for (size_t i = 1; i < t.nodes; i++)
        scores[i * t.nodes] -= ROOT_PENALTY;
    choose_all(&t);
    reset(&t);
    while ((slot = find_cycle(&t)) != 0)
        contract(&t, slot);
    expand(&t, heads);
}
