/* likeness.c - what two records of a snapshot have in common. */
#include "store/snapshot.h"

uint32_t att_snapshot_common(const att_snapshot *snapshot, att_range a, att_range b) {
    const uint32_t *pool = snapshot->pool.items;
    uint32_t common = 0;
    for (uint32_t i = a.first, j = b.first; i < a.end && j < b.end;) {
        if (pool[i] == pool[j])
            common++, i++, j++;
        else if (pool[i] < pool[j])
            i++;
        else
            j++;
    }
    return common;
}

double att_snapshot_jaccard(const att_snapshot *snapshot, att_range a, att_range b) {
    uint32_t common = att_snapshot_common(snapshot, a, b);
    uint32_t all = att_range_count(a) + att_range_count(b) - common;
    return all ? (double)common / all : 0;
}

static double common_weight(const att_snapshot *snapshot, att_range a, att_range b) {
    const uint32_t *pool = snapshot->pool.items;
    double common = 0;
    for (uint32_t i = a.first, j = b.first; i < a.end && j < b.end;) {
        if (pool[i] == pool[j])
            common += snapshot->weights[pool[i]], i++, j++;
        else if (pool[i] < pool[j])
            i++;
        else
            j++;
    }
    return common;
}

double att_snapshot_likeness(const att_snapshot *snapshot, const snap_record *a,
                             const snap_record *b) {
    if (a->norm <= 0 || b->norm <= 0)
        return 0;
    return common_weight(snapshot, a->terms, b->terms) / (a->norm * b->norm);
}

double att_snapshot_coverage(const att_snapshot *snapshot, const snap_record *a,
                             const snap_record *b) {
    double least = a->norm < b->norm ? a->norm : b->norm;
    return least > 0 ? common_weight(snapshot, a->terms, b->terms) / (least * least) : 0;
}

/* A phrase that one story in twenty has tells nothing. */
uint32_t att_snapshot_phrases(const att_snapshot *snapshot, const snap_record *a,
                              const snap_record *b) {
    const uint32_t *pool = snapshot->pool.items;
    uint32_t common = 0, limit = snapshot->documents.count / 20;
    if (limit < 10)
        limit = 10;
    for (uint32_t i = a->phrases.first, j = b->phrases.first;
         i < a->phrases.end && j < b->phrases.end;) {
        if (pool[i] == pool[j]) {
            common += snapshot->phrase_counts[pool[i] % ATT_PHRASE_COUNTERS] <= limit;
            i++, j++;
        } else if (pool[i] < pool[j]) {
            i++;
        } else {
            j++;
        }
    }
    return common;
}

int32_t att_snapshot_gap(const snap_record *a, const snap_record *b) {
    if (!a->timed || !b->timed)
        return INT32_MAX;
    int64_t after = (int64_t)b->interval.first - a->interval.last;
    int64_t before = (int64_t)a->interval.first - b->interval.last;
    int64_t gap = after > before ? after : before;
    return gap <= 0 ? 0 : gap > INT32_MAX ? INT32_MAX : (int32_t)gap;
}

int32_t att_snapshot_span(const snap_record *record) {
    if (!record->timed || record->interval.first == ATT_DAY_OPEN_START ||
        record->interval.last == ATT_DAY_OPEN_END)
        return INT32_MAX;
    return record->interval.last - record->interval.first + 1;
}
