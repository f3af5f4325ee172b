/* cluster.c - which events of different stories are one act.
 *
 * Candidates come from blocks: events of one family of activities in which one state takes part,
 * within days of one another. Each pair gets a score from what the two have in common; the best
 * pairs join first. A cluster never holds two records of one story (a story tells an act once),
 * nor two that contradict each other: held and called off, two editions, two countries. What a
 * person merged or split goes before. */
#include "store/passes.h"

#include "base/error.h"
#include "store/database.h"

#include <stdlib.h>

enum {
    WINDOW_DAYS = 2,   /* between stories of one act that give different days */
    LONGEST_DAYS = 400 /* an act known to no more than a year */
};

static const double JOIN = 0.62; /* the least score that joins */

typedef struct joinable {
    float score;
    uint32_t a, b;
} joinable;

typedef struct clustering_state {
    att_passes *passes;
    uint32_t *parent; /* of each record: union-find */
    uint32_t *next;   /* of each record: the next member of its cluster, in a ring */
    ATT_ARRAY(joinable) candidates;
} clustering_state;

/* ---- the score of a pair --------------------------------------------------------------------- */

typedef struct score_parts {
    double activity, codes, fields, time, place, instrument, figure, persons, text;
} score_parts;

/* A country on both sides that differs; the high sea and unknown places exclude nothing. */
static bool countries_differ(const snap_record *a, const snap_record *b) {
    return a->country && b->country && a->country != b->country;
}

/* Two numbers for one session of one day and place are a mistake of one story, not two sessions. */
static bool numbers_exclude(const snap_record *a, const snap_record *b) {
    if (!att_editions_differ(a, b))
        return false;
    bool neighbours = a->edition >= 0 && b->edition >= 0 && abs(a->edition - b->edition) == 1;
    return !(neighbours && a->mechanism == b->mechanism && a->placed && b->placed &&
             a->place == b->place && a->interval.first == b->interval.first &&
             att_snapshot_span(a) <= 3 && att_snapshot_span(b) <= 3);
}

/* A document that was signed or adopted is told by its name. */
static bool documents_differ(const att_snapshot *snapshot, const snap_record *a,
                             const snap_record *b) {
    return att_family(a->activity) == ATT_ACTIVITY_SIGNING && a->mechanism && b->mechanism &&
           att_mechanism_likeness(snapshot, a, b) < 0.34;
}

static bool persons_matter(uint8_t activity) {
    return att_family(activity) == ATT_ACTIVITY_TALKS || activity == ATT_ACTIVITY_VISIT ||
           activity == ATT_ACTIVITY_HONOUR || activity == ATT_ACTIVITY_APPOINTMENT ||
           activity == ATT_ACTIVITY_INVITATION;
}

/* Positions and hostile acts are many in a day: their PLOVER types must agree. */
static bool content_differs(const snap_record *a, const snap_record *b) {
    return (a->activity == ATT_ACTIVITY_STATEMENT || a->activity == ATT_ACTIVITY_CONFLICT) &&
           a->plover && b->plover && a->plover != b->plover;
}

/* Two acts with different partners are two acts, unless most of many take part in both. */
static bool parties_differ(const att_snapshot *snapshot, const snap_record *a,
                           const snap_record *b) {
    uint32_t x = att_range_count(a->codes), y = att_range_count(b->codes);
    uint32_t common = att_snapshot_common(snapshot, a->codes, b->codes);
    return common < (x < y ? x : y) && common * 2 < x + y - common;
}

static bool contradict(const att_snapshot *snapshot, const snap_record *a, const snap_record *b) {
    return a->document == b->document || att_family(a->activity) != att_family(b->activity) ||
           (a->status == ATT_CANCELLED) != (b->status == ATT_CANCELLED) || countries_differ(a, b) ||
           numbers_exclude(a, b) || documents_differ(snapshot, a, b) || content_differs(a, b) ||
           parties_differ(snapshot, a, b);
}

static double score_codes(const att_snapshot *snapshot, const snap_record *a,
                          const snap_record *b) {
    uint32_t x = att_range_count(a->codes), y = att_range_count(b->codes);
    uint32_t common = att_snapshot_common(snapshot, a->codes, b->codes);
    uint32_t least = x < y ? x : y;
    double jaccard = (double)common / (x + y - common);
    if (x == 1 && y == 1)
        return 0.10; /* alone, one state says little */
    if (common == least)
        return least == 1 ? 0.10 + 0.05 * jaccard : 0.15 + 0.10 * jaccard;
    return 0.25 * jaccard;
}

static double score_time(const snap_record *a, const snap_record *b) {
    int32_t gap = att_snapshot_gap(a, b), x = att_snapshot_span(a), y = att_snapshot_span(b);
    bool vague = a->basis == ATT_BASIS_DOCUMENT || b->basis == ATT_BASIS_DOCUMENT;
    int32_t least = x < y ? x : y, most = x < y ? y : x;
    if (gap)
        return vague ? 0.15 - 0.05 * (gap - 1) : 0.05 - 0.05 * (gap - 1);
    if (most <= 3)
        return 0.25;
    if (most <= 15)
        return 0.22;
    if (most <= 31)
        return least == most ? 0.12 : 0.10;
    return least == most ? 0.08 : 0.05;
}

static double score_place(const snap_record *a, const snap_record *b) {
    if (!a->placed || !b->placed)
        return 0;
    if (a->place == b->place)
        return a->country && a->place ? 0.10 : 0.08;
    return a->country == b->country ? 0.02 : 0;
}

static double score_instrument(const att_snapshot *snapshot, const snap_record *a,
                               const snap_record *b) {
    if (!a->mechanism || !b->mechanism)
        return 0;
    double likeness = att_mechanism_likeness(snapshot, a, b);
    bool same_edition = a->edition >= 0 && a->edition == b->edition;
    if (likeness >= 0.5)
        return same_edition ? 0.30 : 0.15 * likeness;
    return a->activity == ATT_ACTIVITY_EXERCISE ? 0 : -0.10;
}

static score_parts weigh(const att_snapshot *snapshot, const snap_record *a, const snap_record *b) {
    score_parts parts = {0};
    parts.activity = a->activity == b->activity ? 0.25 : 0.12;
    parts.codes = score_codes(snapshot, a, b);
    parts.fields = a->fields & b->fields ? 0.04 : 0;
    parts.time = score_time(a, b);
    parts.place = score_place(a, b);
    parts.instrument = score_instrument(snapshot, a, b);
    parts.figure = att_figure_shared(snapshot, a, b) ? 0.10 : 0;
    parts.text = 0.30 * att_snapshot_likeness(snapshot, a, b);
    att_persons persons = att_persons_compare(snapshot, a, b);
    if (persons == ATT_PERSONS_SAME)
        parts.persons = 0.15;
    else if (persons == ATT_PERSONS_OTHER)
        parts.persons = persons_matter(a->activity) ? -0.30 : -0.05;
    return parts;
}

static bool same_roles(const att_snapshot *snapshot, const snap_record *a, const snap_record *b) {
    for (uint32_t i = a->participants.first; i < a->participants.end; i++) {
        const snap_participant *x = &snapshot->participants.items[i];
        bool found = x->role == ATT_RECORD_SPEAKER;
        for (uint32_t j = b->participants.first; j < b->participants.end && !found; j++)
            found = snapshot->participants.items[j].role == x->role &&
                    snapshot->participants.items[j].code == x->code;
        if (!found)
            return false;
    }
    return true;
}

/* One state alone, or a position taken, needs something of its own besides the day; a hostile act
 * at least the same doer, the same victim and the same matter. */
static bool too_little(const att_snapshot *snapshot, const snap_record *a, const snap_record *b,
                       const score_parts *parts) {
    bool alone = att_range_count(a->codes) == 1 && att_range_count(b->codes) == 1;
    bool content = a->activity == ATT_ACTIVITY_STATEMENT || a->activity == ATT_ACTIVITY_CONFLICT;
    if (!alone && !content)
        return false;
    if (parts->instrument >= 0.05 || parts->figure > 0 || parts->persons > 0 ||
        parts->place >= 0.08 || parts->text >= 0.05)
        return false;
    return alone || a->activity == ATT_ACTIVITY_STATEMENT || !parts->fields || parts->time < 0.25 ||
           !same_roles(snapshot, a, b);
}

static double total(const score_parts *parts) {
    return parts->activity + parts->codes + parts->fields + parts->time + parts->place +
           parts->instrument + parts->figure + parts->persons + parts->text;
}

static double score(const att_snapshot *snapshot, const snap_record *a, const snap_record *b) {
    if (contradict(snapshot, a, b))
        return 0;
    score_parts parts = weigh(snapshot, a, b);
    return too_little(snapshot, a, b, &parts) ? 0 : total(&parts);
}

static const char *explain(att_passes *passes, uint32_t a, uint32_t b) {
    const att_snapshot *snapshot = &passes->snapshot;
    score_parts p = weigh(snapshot, att_passes_record(passes, a), att_passes_record(passes, b));
    return att_arena_format(passes->arena,
                            "activity %.2f, participants %.2f, fields %.2f, time %.2f, place %.2f, "
                            "instrument %.2f, figure %.2f, persons %.2f, wording %.2f",
                            p.activity, p.codes, p.fields, p.time, p.place, p.instrument, p.figure,
                            p.persons, p.text)
        .data;
}

/* ---- blocks
 * ----------------------------------------------------------------------------------------- */

typedef struct entry {
    uint32_t family, code, record;
    att_day first;
} entry;

static int compare_entries(const void *left, const void *right) {
    const entry *a = left, *b = right;
    if (a->family != b->family)
        return a->family < b->family ? -1 : 1;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->record > b->record) - (a->record < b->record);
}

static entry *make_entries(att_passes *passes, uint32_t *count) {
    const att_snapshot *snapshot = &passes->snapshot;
    *count = 0;
    size_t room = 0;
    for (uint32_t i = 0; i < snapshot->records.count; i++)
        room += att_range_count(snapshot->records.items[i].codes);
    entry *entries = malloc((room + 1) * sizeof *entries);
    for (uint32_t i = 0; entries && i < snapshot->records.count; i++) {
        const snap_record *record = &snapshot->records.items[i];
        if (record->kind != ATT_KIND_EVENT || att_snapshot_span(record) > LONGEST_DAYS)
            continue;
        for (uint32_t c = record->codes.first; c < record->codes.end; c++)
            entries[(*count)++] = (entry){(uint32_t)att_family(record->activity),
                                          snapshot->pool.items[c], i, record->interval.first};
    }
    if (entries && *count)
        qsort(entries, *count, sizeof *entries, compare_entries);
    return entries;
}

/* A pair that has several states in common is looked at in the block of the first of them. */
static bool is_first_common(const att_snapshot *snapshot, const snap_record *a,
                            const snap_record *b, uint32_t code) {
    const uint32_t *pool = snapshot->pool.items;
    for (uint32_t i = a->codes.first, j = b->codes.first; i < a->codes.end && j < b->codes.end;) {
        if (pool[i] == pool[j])
            return pool[i] == code;
        if (pool[i] < pool[j])
            i++;
        else
            j++;
    }
    return false;
}

static void compare_block(clustering_state *clustering, const entry *entries, uint32_t count) {
    att_passes *passes = clustering->passes;
    const att_snapshot *snapshot = &passes->snapshot;
    for (uint32_t i = 0; i < count; i++) {
        const snap_record *a = att_passes_record(passes, entries[i].record);
        for (uint32_t j = i + 1; j < count; j++) {
            const snap_record *b = att_passes_record(passes, entries[j].record);
            if (b->interval.first > a->interval.last + WINDOW_DAYS)
                break;
            if (!is_first_common(snapshot, a, b, entries[i].code))
                continue;
            double value = score(snapshot, a, b);
            if (value < JOIN)
                continue;
            uint32_t x = entries[i].record, y = entries[j].record;
            *ATT_PUSH(passes->arena, &clustering->candidates) =
                (joinable){(float)value, x < y ? x : y, x < y ? y : x};
        }
    }
}

static att_status find_candidates(clustering_state *clustering) {
    uint32_t count;
    entry *entries = make_entries(clustering->passes, &count);
    if (!entries)
        return att_error_set(clustering->passes->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET,
                             "memory ended");
    for (uint32_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && entries[end].family == entries[first].family &&
                              entries[end].code == entries[first].code;)
            end++;
        compare_block(clustering, entries + first, end - first);
    }
    free(entries);
    return ATT_OK;
}

/* ---- joining
 * -------------------------------------------------------------------------------------------- */

static uint32_t root_of(clustering_state *clustering, uint32_t record) {
    uint32_t *parent = clustering->parent;
    while (parent[record] != record)
        record = parent[record] = parent[parent[record]];
    return record;
}

static bool was_split(const att_passes *passes, uint32_t a, uint32_t b) {
    for (uint32_t i = 0; i < passes->split.count; i++) {
        att_pair pair = passes->split.items[i];
        if ((pair.a == a && pair.b == b) || (pair.a == b && pair.b == a))
            return true;
    }
    return false;
}

/* Whether no member of one cluster contradicts a member of the other. */
static bool may_join(clustering_state *clustering, uint32_t a, uint32_t b) {
    const att_passes *passes = clustering->passes;
    uint32_t x = a;
    do {
        uint32_t y = b;
        do {
            if (contradict(&passes->snapshot, att_passes_record(passes, x),
                           att_passes_record(passes, y)) ||
                was_split(passes, x, y))
                return false;
            y = clustering->next[y];
        } while (y != b);
        x = clustering->next[x];
    } while (x != a);
    return true;
}

/* The earlier root stays: a cluster's root is its first record. The root that goes carries the
 * link. */
static void join(clustering_state *clustering, uint32_t a, uint32_t b, double value,
                 const char *reason) {
    uint32_t first = root_of(clustering, a), second = root_of(clustering, b), end = a;
    if (first > second) {
        uint32_t swap = first;
        first = second;
        second = swap;
        end = b;
    }
    clustering->parent[second] = first;
    uint32_t swap = clustering->next[first];
    clustering->next[first] = clustering->next[second];
    clustering->next[second] = swap;
    clustering->passes->links[second] = (att_link){end, value, reason};
}

static int compare_candidates(const void *left, const void *right) {
    const joinable *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static void join_all(clustering_state *clustering) {
    att_passes *passes = clustering->passes;
    for (uint32_t i = 0; i < passes->merged.count; i++) {
        att_pair pair = passes->merged.items[i];
        if (root_of(clustering, pair.a) != root_of(clustering, pair.b))
            join(clustering, pair.a, pair.b, 1, "merged by a person");
    }
    if (clustering->candidates.count)
        qsort(clustering->candidates.items, clustering->candidates.count, sizeof(joinable),
              compare_candidates);
    for (uint32_t i = 0; i < clustering->candidates.count; i++) {
        joinable *candidate = &clustering->candidates.items[i];
        uint32_t a = root_of(clustering, candidate->a), b = root_of(clustering, candidate->b);
        if (a != b && may_join(clustering, a, b))
            join(clustering, candidate->a, candidate->b, candidate->score,
                 explain(passes, candidate->a, candidate->b));
    }
}

/* ---- the clusters as acts
 * ------------------------------------------------------------------------------------ */

static void collect_acts(clustering_state *clustering) {
    att_passes *passes = clustering->passes;
    uint32_t count = passes->snapshot.records.count;
    uint32_t *size = ATT_NEW_ARRAY(passes->arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++)
        if (att_passes_record(passes, i)->kind == ATT_KIND_EVENT)
            size[root_of(clustering, i)]++;
    uint32_t room = 0;
    for (uint32_t i = 0; i < count; i++) {
        passes->act_of[i] = ATT_NONE;
        if (!size[i])
            continue;
        passes->act_of[i] = passes->acts.count;
        att_act *act = ATT_PUSH(passes->arena, &passes->acts);
        act->members = (att_range){room, room};
        room += size[i];
    }
    passes->act_members.items = ATT_NEW_ARRAY(passes->arena, uint32_t, room + 1);
    passes->act_members.count = passes->act_members.capacity = room;
    for (uint32_t i = 0; i < count; i++) {
        if (att_passes_record(passes, i)->kind != ATT_KIND_EVENT)
            continue;
        passes->act_of[i] = passes->act_of[root_of(clustering, i)];
        passes->act_members.items[passes->acts.items[passes->act_of[i]].members.end++] = i;
    }
}

att_status att_pass_clusters(att_passes *passes) {
    uint32_t count = passes->snapshot.records.count;
    clustering_state clustering = {.passes = passes};
    clustering.parent = ATT_NEW_ARRAY(passes->arena, uint32_t, count + 1);
    clustering.next = ATT_NEW_ARRAY(passes->arena, uint32_t, count + 1);
    passes->links = ATT_NEW_ARRAY(passes->arena, att_link, count + 1);
    passes->act_of = ATT_NEW_ARRAY(passes->arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        clustering.parent[i] = clustering.next[i] = i;
        passes->links[i] = (att_link){ATT_NONE, 1, "first report"};
    }
    att_status status = find_candidates(&clustering);
    if (status)
        return status;
    join_all(&clustering);
    collect_acts(&clustering);
    return ATT_OK;
}
