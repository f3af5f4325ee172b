/* score.c - matching and counting; see score.h.
 *
 * Strict matches form classes (activity and codes equal), so their greatest
 * number is the sum of the smaller sides. Lenient matches need a real
 * assignment: the one with most pairs, among these with most strict pairs,
 * among these with most attributes right. */
#include "output/score.h"

#include "base/utf8.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

#define PAIR_WEIGHT 1e6
#define STRICT_WEIGHT 1e3

/* ---- participants ------------------------------------------------------------------------ */

static int compare_slices(const void *a, const void *b) {
    return att_slice_compare(*(const att_slice *)a, *(const att_slice *)b);
}

typedef ATT_ARRAY(att_slice) codes;

static void add_codes(codes *out, att_arena *arena, const att_score_parties *parties) {
    for (uint32_t i = 0; i < parties->count; i++)
        *ATT_PUSH(arena, out) = parties->items[i].code;
}

/* The set in order, each code once. */
static void settle(codes *set) {
    if (!set->count)
        return;
    qsort(set->items, set->count, sizeof set->items[0], compare_slices);
    uint32_t kept = 1;
    for (uint32_t i = 1; i < set->count; i++)
        if (!att_slice_equal(set->items[i], set->items[kept - 1]))
            set->items[kept++] = set->items[i];
    set->count = kept;
}

static codes codes_of(att_arena *arena, const att_score_parties *first,
                      const att_score_parties *second) {
    codes out = {0};
    add_codes(&out, arena, first);
    if (second)
        add_codes(&out, arena, second);
    settle(&out);
    return out;
}

static uint32_t shared(const codes *a, const codes *b) {
    uint32_t count = 0;
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        int order = att_slice_compare(a->items[i], b->items[j]);
        count += order == 0;
        i += order <= 0;
        j += order >= 0;
    }
    return count;
}

static bool equal_codes(const codes *a, const codes *b) {
    return a->count == b->count && shared(a, b) == a->count;
}

/* ---- when two records match ------------------------------------------------------------ */

static bool shares_number(const att_score_record *a, const att_score_record *b) {
    for (uint32_t i = 0; i < a->numbers.count; i++)
        for (uint32_t j = 0; j < b->numbers.count; j++)
            if (fabs(a->numbers.items[i] - b->numbers.items[j]) <
                1e-9 * (1 + fabs(a->numbers.items[i])))
                return true;
    return false;
}

static bool is_strict(att_arena *arena, const att_score_record *a, const att_score_record *b) {
    codes first = codes_of(arena, &a->actors, &a->recipients);
    codes second = codes_of(arena, &b->actors, &b->recipients);
    return a->activity == b->activity && equal_codes(&first, &second);
}

static bool is_lenient(att_arena *arena, const att_score_record *a, const att_score_record *b) {
    bool alike = a->activity == b->activity;
    if (a->kind == ATT_KIND_EVENT)
        alike = alike || (a->plover != ATT_PLOVER_NONE && a->plover == b->plover);
    else
        alike = alike || (a->fields & b->fields) || shares_number(a, b);
    if (!alike)
        return false;
    codes first = codes_of(arena, &a->actors, &a->recipients);
    codes second = codes_of(arena, &b->actors, &b->recipients);
    uint32_t both = shared(&first, &second), either = first.count + second.count - both;
    return either == 0 || 2 * both >= either;
}

/* ---- attributes ------------------------------------------------------------------------ */

/* A town is right where the coded place's words hold the gold's name. */
static bool town_within(att_slice gold, att_slice coded) {
    for (uint32_t i = 0; i + gold.size <= coded.size; i++)
        if (memcmp(coded.data + i, gold.data, gold.size) == 0)
            return true;
    return false;
}

/* The sectors of the codes that both sides name: right where they are the same set. */
static bool sectors_agree(const att_score_parties *gold, const att_score_parties *coded) {
    for (uint32_t i = 0; i < gold->count; i++) {
        bool named = false, right = false;
        for (uint32_t j = 0; j < coded->count; j++)
            if (att_slice_equal(gold->items[i].code, coded->items[j].code)) {
                named = true;
                right = right || att_slice_equal(gold->items[i].sector, coded->items[j].sector);
            }
        if (named && !right)
            return false;
    }
    return true;
}

static bool same_codes(att_arena *arena, const att_score_parties *a, const att_score_parties *b) {
    codes first = codes_of(arena, a, NULL), second = codes_of(arena, b, NULL);
    return equal_codes(&first, &second);
}

static bool same_numbers(const att_score_record *gold, const att_score_record *coded) {
    return gold->numbers.count == 0 ? coded->numbers.count == 0 : shares_number(gold, coded);
}

/* 1 right, 0 wrong, -1 does not apply to this kind. */
static int judge(att_arena *arena, const att_score_record *gold, const att_score_record *coded,
                 att_score_attribute attribute) {
    bool same_country = att_slice_equal(gold->country, coded->country);
    switch (attribute) {
    case ATT_SCORE_TIME:
        return att_slice_equal(gold->time, coded->time);
    case ATT_SCORE_COUNTRY:
        return same_country;
    case ATT_SCORE_TOWN:
        return same_country &&
               town_within(att_utf8_fold(arena, gold->town), att_utf8_fold(arena, coded->town));
    case ATT_SCORE_STATUS:
        return gold->kind == ATT_KIND_EVENT ? att_slice_equal(gold->state, coded->state) : -1;
    case ATT_SCORE_FORCE:
        return gold->kind == ATT_KIND_COMMITMENT ? att_slice_equal(gold->state, coded->state) : -1;
    case ATT_SCORE_FORM:
        return gold->kind == ATT_KIND_CLAIM ? att_slice_equal(gold->state, coded->state) : -1;
    case ATT_SCORE_RECALLED:
        return gold->kind == ATT_KIND_EVENT ? gold->recalled == coded->recalled : -1;
    case ATT_SCORE_ACTIVITY:
        return gold->activity == coded->activity;
    case ATT_SCORE_PLOVER:
        return gold->plover == coded->plover;
    case ATT_SCORE_ROLES:
        return same_codes(arena, &gold->actors, &coded->actors) &&
               same_codes(arena, &gold->recipients, &coded->recipients);
    case ATT_SCORE_SECTOR:
        return sectors_agree(&gold->actors, &coded->actors) &&
               sectors_agree(&gold->recipients, &coded->recipients);
    case ATT_SCORE_SPEAKERS:
        return same_codes(arena, &gold->speakers, &coded->speakers);
    case ATT_SCORE_NUMBERS:
        return same_numbers(gold, coded);
    case ATT_SCORE_INSTRUMENT:
        return gold->instrument == coded->instrument;
    case ATT_SCORE_ATTRIBUTE_COUNT:
        break;
    }
    return -1;
}

static double likeness(att_arena *arena, const att_score_record *gold,
                       const att_score_record *coded) {
    if (!is_lenient(arena, gold, coded))
        return 0;
    double weight = PAIR_WEIGHT + (is_strict(arena, gold, coded) ? STRICT_WEIGHT : 0);
    for (int attribute = 0; attribute < ATT_SCORE_ATTRIBUTE_COUNT; attribute++)
        weight += judge(arena, gold, coded, (att_score_attribute)attribute) == 1;
    return weight + 5 * __builtin_popcount(gold->fields & coded->fields);
}

/* ---- the assignment -------------------------------------------------------------------- */

/* The state of the Hungarian method over a square of `size`; rows and columns count from 1. */
typedef struct square {
    uint32_t size;
    const double *weight; /* size × size */
    double *row, *column, *least;
    uint32_t *owner, *way; /* the row that holds a column; the column reached before it */
    bool *used;
} square;

/* Grows the tree of alternating paths by its cheapest edge; returns the column reached. */
static uint32_t reach(square *s, uint32_t from) {
    uint32_t row = s->owner[from], next = 0;
    double step = DBL_MAX;
    s->used[from] = true;
    for (uint32_t j = 1; j <= s->size; j++) {
        if (s->used[j])
            continue;
        double cost = -s->weight[(row - 1) * s->size + j - 1] - s->row[row] - s->column[j];
        if (cost < s->least[j]) {
            s->least[j] = cost;
            s->way[j] = from;
        }
        if (s->least[j] < step) {
            step = s->least[j];
            next = j;
        }
    }
    for (uint32_t j = 0; j <= s->size; j++)
        if (s->used[j]) {
            s->row[s->owner[j]] += step;
            s->column[j] -= step;
        } else {
            s->least[j] -= step;
        }
    return next;
}

static void assign_row(square *s, uint32_t row) {
    uint32_t column = 0;
    s->owner[0] = row;
    for (uint32_t j = 0; j <= s->size; j++) {
        s->least[j] = DBL_MAX;
        s->used[j] = false;
    }
    do
        column = reach(s, column);
    while (s->owner[column] != 0);
    for (; column; column = s->way[column])
        s->owner[column] = s->owner[s->way[column]];
}

static void assign(square *s, att_arena *arena) {
    uint32_t room = s->size + 1;
    s->row = ATT_NEW_ARRAY(arena, double, room);
    s->column = ATT_NEW_ARRAY(arena, double, room);
    s->least = ATT_NEW_ARRAY(arena, double, room);
    s->owner = ATT_NEW_ARRAY(arena, uint32_t, room);
    s->way = ATT_NEW_ARRAY(arena, uint32_t, room);
    s->used = ATT_NEW_ARRAY(arena, bool, room);
    for (uint32_t row = 1; row <= s->size; row++)
        assign_row(s, row);
}

/* ---- one document and kind ------------------------------------------------------------- */

typedef struct record_list {
    ATT_ARRAY(uint32_t) indexes; /* of the document's records of the kind */
    att_score_record *records;
} record_list;

static record_list side_of(att_arena *arena, att_score_document *document, att_kind kind) {
    record_list out = {0};
    if (!document)
        return out;
    out.records = document->records.items;
    for (uint32_t i = 0; i < document->records.count; i++)
        if (document->records.items[i].kind == kind)
            *ATT_PUSH(arena, &out.indexes) = i;
    return out;
}

static void count_attributes(att_score *score, att_arena *arena, const att_score_record *gold,
                             const att_score_record *coded) {
    for (int i = 0; i < ATT_SCORE_ATTRIBUTE_COUNT; i++) {
        int right = judge(arena, gold, coded, (att_score_attribute)i);
        if (right < 0)
            continue;
        score->attributes[gold->kind][i].right += (uint32_t)right;
        score->attributes[gold->kind][i].of++;
        score->attributes[ATT_SCORE_ALL][i].right += (uint32_t)right;
        score->attributes[ATT_SCORE_ALL][i].of++;
    }
    score->fields_gold += (uint32_t)__builtin_popcount(gold->fields);
    score->fields_coded += (uint32_t)__builtin_popcount(coded->fields);
    score->fields_both += (uint32_t)__builtin_popcount(gold->fields & coded->fields);
}

static void count_lenient(att_score *score, att_arena *arena, att_score_record *gold,
                          att_score_record *coded, uint32_t gold_index, uint32_t coded_index) {
    gold->match = coded_index;
    coded->match = gold_index;
    score->kinds[gold->kind].gold_lenient++;
    score->kinds[gold->kind].coded_lenient++;
    score->activities[gold->activity].gold_lenient++;
    score->activities[coded->activity].coded_lenient++;
    count_attributes(score, arena, gold, coded);
}

static void match_lenient(att_score *score, att_arena *arena, record_list *gold,
                          record_list *coded) {
    uint32_t rows = gold->indexes.count, columns = coded->indexes.count;
    square s = {.size = rows > columns ? rows : columns};
    double *weight = ATT_NEW_ARRAY(arena, double, s.size *s.size);
    for (uint32_t i = 0; i < rows; i++)
        for (uint32_t j = 0; j < columns; j++)
            weight[i * s.size + j] = likeness(arena, &gold->records[gold->indexes.items[i]],
                                              &coded->records[coded->indexes.items[j]]);
    s.weight = weight;
    assign(&s, arena);
    for (uint32_t j = 1; j <= columns; j++) {
        uint32_t i = s.owner[j];
        if (i <= rows && weight[(i - 1) * s.size + j - 1] > 0) {
            uint32_t a = gold->indexes.items[i - 1], b = coded->indexes.items[j - 1];
            count_lenient(score, arena, &gold->records[a], &coded->records[b], a, b);
        }
    }
}

/* Each gold record takes the first free coded record of its class. */
static void match_strict(att_score *score, att_arena *arena, const record_list *gold,
                         const record_list *coded) {
    bool *taken = ATT_NEW_ARRAY(arena, bool, coded->indexes.count + 1);
    for (uint32_t i = 0; i < gold->indexes.count; i++) {
        const att_score_record *a = &gold->records[gold->indexes.items[i]];
        for (uint32_t j = 0; j < coded->indexes.count; j++) {
            if (taken[j] || !is_strict(arena, a, &coded->records[coded->indexes.items[j]]))
                continue;
            taken[j] = true;
            score->kinds[a->kind].gold_strict++;
            score->kinds[a->kind].coded_strict++;
            score->activities[a->activity].gold_strict++;
            score->activities[a->activity].coded_strict++;
            break;
        }
    }
}

static void count_side(att_score *score, const record_list *side, bool gold) {
    for (uint32_t i = 0; i < side->indexes.count; i++) {
        const att_score_record *record = &side->records[side->indexes.items[i]];
        score->kinds[record->kind].gold += gold;
        score->kinds[record->kind].coded += !gold;
        score->activities[record->activity].gold += gold;
        score->activities[record->activity].coded += !gold;
    }
}

static void add_counts(att_score_count *sum, const att_score_count *part) {
    sum->gold += part->gold;
    sum->coded += part->coded;
    sum->gold_strict += part->gold_strict;
    sum->coded_strict += part->coded_strict;
    sum->gold_lenient += part->gold_lenient;
    sum->coded_lenient += part->coded_lenient;
}

void att_score_compare(att_score *out, att_arena *arena, att_score_set *gold,
                       att_score_set *coded) {
    *out = (att_score){.documents = gold->documents.count};
    for (uint32_t i = 0; i < gold->documents.count; i++) {
        att_score_document *document = &gold->documents.items[i];
        att_score_document *other = att_score_find(coded, document);
        for (int kind = 0; kind < ATT_SCORE_KINDS; kind++) {
            record_list a = side_of(arena, document, (att_kind)kind);
            record_list b = side_of(arena, other, (att_kind)kind);
            count_side(out, &a, true);
            count_side(out, &b, false);
            match_strict(out, arena, &a, &b);
            match_lenient(out, arena, &a, &b);
        }
        if (document->records.count == 0) {
            out->empty++;
            out->empty_coded += other ? other->records.count : 0;
        }
    }
    for (int kind = 0; kind < ATT_SCORE_KINDS; kind++)
        add_counts(&out->kinds[ATT_SCORE_ALL], &out->kinds[kind]);
    for (uint32_t i = 0; i < coded->documents.count; i++)
        out->without_gold += !att_score_find(gold, &coded->documents.items[i]);
}

/* ---- figures --------------------------------------------------------------------------- */

const char *att_score_attribute_name(att_score_attribute attribute) {
    static const char *const names[] = {
#define ATT_SCORE_NAME(id, name) name,
        ATT_SCORE_ATTRIBUTES(ATT_SCORE_NAME)
#undef ATT_SCORE_NAME
    };
    assert(attribute < ATT_SCORE_ATTRIBUTE_COUNT);
    return names[attribute];
}

double att_score_ratio(uint32_t part, uint32_t whole) {
    return whole ? (double)part / whole : part == 0;
}

double att_score_f1(double precision, double recall) {
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

att_slice att_score_sentence(const att_score_record *record, att_slice text) {
    if (record->quoted)
        return record->quote;
    if (record->span.end > text.size)
        return ATT_SLICE_EMPTY;
    return att_slice_part(text, record->span.start, record->span.end);
}
