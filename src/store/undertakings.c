/* undertakings.c - commitments of different stories that state one undertaking.
 *
 * Blocks hold commitments of the same participants and the same family of activity, in the order of
 * their stories. Each joins the undertaking of the earlier one that it is most like, if it is like
 * enough; a story never states one undertaking twice. */
#include "store/passes.h"

#include "base/error.h"
#include "store/database.h"

#include <stdlib.h>

enum { LONGEST_MEMORY = 1100 /* days */, COMPARED = 200, TERM_SLACK = 31 };

static const double JOIN = 0.68;

typedef struct grouping_state {
    att_passes *passes;
    uint32_t *leader; /* of each record: the first of its undertaking */
    att_link *links;
} grouping_state;

/* ---- likeness ---------------------------------------------------------------------------------
 */

static bool may_be_one(const snap_record *a, const snap_record *b) {
    if (a->document == b->document || att_editions_differ(a, b))
        return false;
    if (a->country && b->country && a->country != b->country)
        return false;
    if (a->activity == ATT_ACTIVITY_COOPERATION && att_fields_jaccard(a->fields, b->fields) < 0.5)
        return false;
    return !a->timed || !b->timed || att_snapshot_gap(a, b) <= TERM_SLACK;
}

/* What ties two statements beside the same partners and the same kind of act. */
typedef struct statement_ties {
    double wording;
    uint32_t phrases;
    bool alike, numbered, same_term, figure;
} statement_ties;

static statement_ties find_ties(const att_snapshot *snapshot, const snap_record *a,
                                const snap_record *b) {
    statement_ties found = {.wording = att_snapshot_likeness(snapshot, a, b),
                            .phrases = att_snapshot_phrases(snapshot, a, b),
                            .figure = att_figure_shared(snapshot, a, b)};
    found.alike = a->mechanism && b->mechanism && att_mechanism_likeness(snapshot, a, b) >= 0.5;
    found.numbered = found.alike && a->edition >= 0 && a->edition == b->edition;
    found.same_term =
        a->timed && b->timed && att_snapshot_span(a) <= 100 && att_snapshot_span(b) <= 100;
    return found;
}

static double likeness(const att_snapshot *snapshot, const snap_record *a, const snap_record *b) {
    if (!may_be_one(a, b))
        return 0;
    statement_ties ties = find_ties(snapshot, a, b);
    if (ties.wording < 0.15 && !ties.phrases && !ties.numbered && !ties.same_term && !ties.figure)
        return 0;
    double score = a->activity == b->activity ? 0.3 : 0.2;
    score += 0.15 * att_fields_jaccard(a->fields, b->fields) + 0.4 * ties.wording +
             0.05 * (ties.phrases < 4 ? ties.phrases : 4);
    if (a->mechanism && b->mechanism)
        score += ties.numbered ? 0.4 : ties.alike ? 0.2 : -0.3;
    if (a->timed && b->timed)
        score += ties.same_term ? 0.25 : 0.1;
    if (a->placed && b->placed && a->place == b->place)
        score += 0.1;
    return score + (ties.figure ? 0.2 : 0);
}

/* ---- grouping
 * ------------------------------------------------------------------------------------ */

typedef struct entry {
    uint64_t key; /* of participants and family */
    uint32_t record;
} entry;

static int compare_entries(const void *left, const void *right) {
    const entry *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->record > b->record) - (a->record < b->record);
}

static uint64_t key_of(const att_passes *passes, const snap_record *record) {
    uint64_t codes = att_hash(&passes->snapshot.pool.items[record->codes.first],
                              att_range_count(record->codes) * sizeof(uint32_t));
    return codes * 64 + (uint64_t)att_family(record->activity);
}

/* Whether a member of the undertaking stands in the same story, or excludes the record. */
static bool is_excluded(grouping_state *grouping, const entry *entries, uint32_t first, uint32_t i,
                        uint32_t leader) {
    for (uint32_t k = first; k < i; k++)
        if (grouping->leader[entries[k].record] == leader &&
            !may_be_one(att_passes_record(grouping->passes, entries[k].record),
                        att_passes_record(grouping->passes, entries[i].record)))
            return true;
    return false;
}

static bool too_old(const att_passes *passes, uint32_t earlier, uint32_t later) {
    const snap_document *a = att_passes_document(passes, earlier);
    const snap_document *b = att_passes_document(passes, later);
    return a->dated && b->dated && b->date - a->date > LONGEST_MEMORY;
}

static void place(grouping_state *grouping, const entry *entries, uint32_t first, uint32_t i) {
    att_passes *passes = grouping->passes;
    uint32_t record = entries[i].record, best = ATT_NONE;
    double highest = JOIN;
    uint32_t from = i - first > COMPARED ? i - COMPARED : first;
    for (uint32_t k = i; k-- > from && !too_old(passes, entries[k].record, record);) {
        double score = likeness(&passes->snapshot, att_passes_record(passes, entries[k].record),
                                att_passes_record(passes, record));
        if (score >= highest &&
            !is_excluded(grouping, entries, from, i, grouping->leader[entries[k].record])) {
            highest = score;
            best = entries[k].record;
        }
    }
    if (best == ATT_NONE)
        return;
    grouping->leader[record] = grouping->leader[best];
    grouping->links[record] = (att_link){
        best, highest,
        att_arena_format(passes->arena, "same participants and activity, likeness %.2f", highest)
            .data};
}

static att_status group(grouping_state *grouping) {
    att_passes *passes = grouping->passes;
    const att_snapshot *snapshot = &passes->snapshot;
    entry *entries = malloc((snapshot->records.count + 1) * sizeof *entries);
    if (!entries)
        return att_error_set(passes->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    uint32_t count = 0;
    for (uint32_t i = 0; i < snapshot->records.count; i++)
        if (snapshot->records.items[i].kind == ATT_KIND_COMMITMENT)
            entries[count++] = (entry){key_of(passes, &snapshot->records.items[i]), i};
    qsort(entries, count, sizeof *entries, compare_entries);
    for (uint32_t i = 0, first = 0; i < count; i++) {
        if (entries[i].key != entries[first].key)
            first = i;
        place(grouping, entries, first, i);
    }
    free(entries);
    return ATT_OK;
}

/* Joins by a person go before, splits after. */
static void apply_judgements(grouping_state *grouping) {
    att_passes *passes = grouping->passes;
    for (uint32_t i = 0; i < passes->merged.count; i++) {
        att_pair pair = passes->merged.items[i];
        if (att_passes_record(passes, pair.a)->kind != ATT_KIND_COMMITMENT)
            continue;
        uint32_t from = grouping->leader[pair.b], to = grouping->leader[pair.a];
        for (uint32_t k = 0; k < passes->snapshot.records.count; k++)
            if (grouping->leader[k] == (from > to ? from : to))
                grouping->leader[k] = from > to ? to : from;
        grouping->links[pair.b] = (att_link){pair.a, 1, "merged by a person"};
    }
    for (uint32_t i = 0; i < passes->split.count; i++) {
        att_pair pair = passes->split.items[i];
        if (grouping->leader[pair.b] == grouping->leader[pair.a] &&
            att_passes_record(passes, pair.a)->kind == ATT_KIND_COMMITMENT) {
            grouping->leader[pair.b] = pair.b;
            grouping->links[pair.b] = (att_link){ATT_NONE, 1, "split by a person"};
        }
    }
}

/* ---- the groups as undertakings
 * ----------------------------------------------------------------------- */

static void add_member(att_passes *passes, att_undertaking *undertaking, uint32_t index) {
    const snap_record *record = att_passes_record(passes, index);
    const snap_document *document = att_passes_document(passes, index);
    bool first = undertaking->members.first == undertaking->members.end;
    passes->undertaking_members.items[undertaking->members.end++] = index;
    undertaking->fields |= record->fields;
    if (first || record->force < undertaking->force)
        undertaking->force = record->force;
    if (!undertaking->mechanism)
        undertaking->mechanism = passes->mechanism_of[index];
    if (document->dated) {
        if (first || document->date < undertaking->first)
            undertaking->first = document->date;
        if (first || document->date > undertaking->last)
            undertaking->last = document->date;
    }
    /* the narrowest term that is told */
    if (record->timed && record->interval.last != ATT_DAY_OPEN_END &&
        (!undertaking->has_term || att_snapshot_span(record) < (int64_t)undertaking->term.last -
                                                                   undertaking->term.first + 1)) {
        undertaking->term = record->interval;
        undertaking->has_term = true;
    }
}

static void collect(grouping_state *grouping) {
    att_passes *passes = grouping->passes;
    uint32_t count = passes->snapshot.records.count, room = 0;
    uint32_t *size = ATT_NEW_ARRAY(passes->arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++)
        if (att_passes_record(passes, i)->kind == ATT_KIND_COMMITMENT)
            size[grouping->leader[i]]++;
    passes->undertaking_of = ATT_NEW_ARRAY(passes->arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        passes->undertaking_of[i] = size[i] ? passes->undertakings.count : ATT_NONE;
        if (!size[i])
            continue;
        ATT_PUSH(passes->arena, &passes->undertakings)->members = (att_range){room, room};
        room += size[i];
    }
    passes->undertaking_members.items = ATT_NEW_ARRAY(passes->arena, uint32_t, room + 1);
    passes->undertaking_members.count = passes->undertaking_members.capacity = room;
    for (uint32_t i = 0; i < count; i++) {
        if (att_passes_record(passes, i)->kind != ATT_KIND_COMMITMENT)
            continue;
        passes->undertaking_of[i] = passes->undertaking_of[grouping->leader[i]];
        add_member(passes, &passes->undertakings.items[passes->undertaking_of[i]], i);
    }
}

static att_status write_members(grouping_state *grouping) {
    att_passes *passes = grouping->passes;
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < passes->snapshot.records.count && !status; i++) {
        if (passes->undertaking_of[i] == ATT_NONE)
            continue;
        att_query query;
        att_query_begin(&query, passes->store, "INSERT INTO undertaking_record VALUES (?1, ?2, ?3)",
                        passes->error);
        att_query_integer(&query, 1, att_passes_record(passes, i)->number);
        att_query_integer(&query, 2, passes->undertaking_of[i] + 1);
        att_query_string(&query, 3, grouping->links[i].reason);
        status = att_query_run(&query);
    }
    return status;
}

att_status att_pass_undertakings(att_passes *passes) {
    uint32_t count = passes->snapshot.records.count;
    grouping_state grouping = {.passes = passes};
    grouping.leader = ATT_NEW_ARRAY(passes->arena, uint32_t, count + 1);
    grouping.links = ATT_NEW_ARRAY(passes->arena, att_link, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        grouping.leader[i] = i;
        grouping.links[i] = (att_link){ATT_NONE, 1, "first statement"};
    }
    att_status status = group(&grouping);
    if (status)
        return status;
    apply_judgements(&grouping);
    collect(&grouping);
    return write_members(&grouping);
}
