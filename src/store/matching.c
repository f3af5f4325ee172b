/* matching.c - see matching.h. */
#include "store/matching.h"

#include "base/error.h"

#include <stdlib.h>

enum {
    MOST_CODES = 12, /* of an event, for pairs */
    HORIZON = 1100,  /* days after an announcement without a term */
    LATE = 400,      /* days after a term */
    EARLY = 31       /* days before a term */
};

/* ---- the index
 * -------------------------------------------------------------------------------------- */

static uint64_t make_key(uint32_t a, uint32_t b, int family) {
    uint64_t key = ((uint64_t)a << 32 | b) * 0x9e3779b97f4a7c15u;
    return (key ^ key >> 29) * 64 + (uint64_t)family;
}

static int compare_listed(const void *left, const void *right) {
    const att_listed *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->record > b->record) - (a->record < b->record);
}

/* The first and the end of a record's codes that enter pairs. */
static att_range paired_codes(const snap_record *record) {
    att_range codes = record->codes;
    if (att_range_count(codes) > MOST_CODES)
        codes.end = codes.first + MOST_CODES;
    return codes;
}

static uint32_t count_entries(const att_passes *passes) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < passes->snapshot.records.count; i++) {
        const snap_record *record = &passes->snapshot.records.items[i];
        uint32_t paired = att_range_count(paired_codes(record));
        count += att_range_count(record->codes) + paired * (paired - (paired > 0)) / 2;
    }
    return count;
}

/* Where a record stands in the lists; false for one without a day. */
static bool day_of(att_day *day, const att_passes *passes, uint32_t index) {
    const snap_record *record = att_passes_record(passes, index);
    const snap_document *document = att_passes_document(passes, index);
    if (record->timed && record->interval.first != ATT_DAY_OPEN_START) {
        *day = record->interval.first;
        return true;
    }
    *day = document->date;
    return record->kind == ATT_KIND_COMMITMENT && document->dated;
}

att_status att_index_open(att_index *index, att_passes *passes, att_kind kind) {
    const att_snapshot *snapshot = &passes->snapshot;
    *index = (att_index){malloc((count_entries(passes) + 1) * sizeof(att_listed)), 0};
    if (!index->entries)
        return att_error_set(passes->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    for (uint32_t i = 0; i < snapshot->records.count; i++) {
        const snap_record *record = &snapshot->records.items[i];
        att_day day;
        if (record->kind != kind || !day_of(&day, passes, i))
            continue;
        int family = att_family(record->activity);
        att_range paired = paired_codes(record);
        for (uint32_t c = record->codes.first; c < record->codes.end; c++)
            index->entries[index->count++] =
                (att_listed){make_key(snapshot->pool.items[c], 0, family), day, i};
        for (uint32_t c = paired.first; c < paired.end; c++)
            for (uint32_t d = c + 1; d < paired.end; d++)
                index->entries[index->count++] = (att_listed){
                    make_key(snapshot->pool.items[c], snapshot->pool.items[d], family), day, i};
    }
    qsort(index->entries, index->count, sizeof *index->entries, compare_listed);
    return ATT_OK;
}

void att_index_close(att_index *index) {
    free(index->entries);
    index->entries = NULL;
}

/* ---- the score
 * ---------------------------------------------------------------------------------------- */

typedef struct score_parts {
    double activity, codes, fields, time, instrument, place, figure, text;
    bool excluded;
} score_parts;

static double fields_jaccard(att_fields a, att_fields b) {
    int all = __builtin_popcount(a | b);
    return all ? (double)__builtin_popcount(a & b) / all : 0;
}

static bool answers_by_field(const att_announced *announced, uint8_t activity) {
    att_field field = att_activity_field((att_activity)activity);
    return field != ATT_FIELD_GENERAL && announced->fields & 1u << field;
}

static void score_activity(score_parts *parts, const att_announced *announced,
                           const snap_record *event) {
    const snap_record *record = announced->record;
    if (record->activity == event->activity)
        parts->activity = 0.25;
    else if (att_family(record->activity) == att_family(event->activity))
        parts->activity = 0.2;
    else if (answers_by_field(announced, event->activity))
        parts->activity = 0.1;
    else
        parts->excluded = true;
    parts->fields = 0.1 * fields_jaccard(announced->fields, event->fields);
}

static void score_codes(score_parts *parts, const att_snapshot *snapshot,
                        const snap_record *record, const snap_record *event) {
    uint32_t x = att_range_count(record->codes), y = att_range_count(event->codes);
    uint32_t common = att_snapshot_common(snapshot, record->codes, event->codes);
    if (!common || (common < x && common < y))
        parts->excluded = true;
    else if (x == y)
        parts->codes = x > 1 ? 0.2 : 0.1;
    else
        parts->codes = common > 1 ? 0.15 : 0.05;
}

/* A term is kept when the event meets it, nearly so some days off, and worn out a year after it. */
static void score_time(score_parts *parts, const att_announced *announced,
                       const snap_record *event) {
    if (!announced->has_term) {
        int64_t after = (int64_t)event->interval.first - announced->from;
        parts->time = after <= 180 ? 0.1 : after <= 400 ? 0.07 : after <= 800 ? 0.03 : 0;
        return;
    }
    int64_t span = (int64_t)announced->term.last - announced->term.first + 1;
    int64_t late = (int64_t)event->interval.first - announced->term.last;
    int64_t early = (int64_t)announced->term.first - event->interval.last;
    if (late <= 0 && early <= 0)
        parts->time = span <= 31 ? 0.3 : span <= 100 ? 0.25 : span <= 370 ? 0.2 : 0.12;
    else if (early > 0)
        parts->time = early <= 7 ? 0.2 : 0.05;
    else
        parts->time = late <= 3 ? 0.25 : late <= 31 ? 0.15 : late <= 100 ? 0.08 : 0;
    parts->excluded |= early > EARLY || late > LATE;
}

static void score_instrument(score_parts *parts, const att_passes *passes,
                             const att_announced *announced, uint32_t index) {
    const snap_record *record = announced->record, *event = att_passes_record(passes, index);
    if (!record->mechanism || !event->mechanism)
        return;
    bool same = announced->mechanism && announced->mechanism == passes->mechanism_of[index];
    double likeness = same ? 1 : att_mechanism_likeness(&passes->snapshot, record, event);
    bool numbered = record->edition >= 0 && record->edition == event->edition;
    if (likeness >= 0.5)
        parts->instrument = numbered ? 0.35 : same ? 0.2 : 0.15;
    else
        parts->instrument = -0.1;
    parts->excluded |= likeness >= 0.5 && att_editions_differ(record, event);
}

static void score_place(score_parts *parts, const snap_record *record,
                        const snap_record *event) {
    if (!record->placed || !event->placed)
        return;
    if (record->place == event->place)
        parts->place = 0.12;
    else if (record->country && record->country == event->country)
        parts->place = 0.06;
    else if (record->country && event->country)
        parts->place = record->activity == event->activity ? -0.3 : -0.15;
}

static score_parts weigh(att_passes *passes, const att_announced *announced,
                                  uint32_t index) {
    const snap_record *event = att_passes_record(passes, index);
    score_parts parts = {0};
    score_activity(&parts, announced, event);
    score_codes(&parts, &passes->snapshot, announced->record, event);
    score_time(&parts, announced, event);
    score_instrument(&parts, passes, announced, index);
    if (parts.excluded)
        return parts;
    score_place(&parts, announced->record, event);
    parts.figure = att_figure_shared(&passes->snapshot, announced->record, event) ? 0.1 : 0;
    parts.text = 0.5 * att_snapshot_likeness(&passes->snapshot, announced->record, event);
    return parts;
}

double att_match_score(att_passes *passes, const att_announced *announced, uint32_t record) {
    score_parts p = weigh(passes, announced, record);
    return p.excluded ? 0
                      : p.activity + p.codes + p.fields + p.time + p.instrument + p.place +
                            p.figure + p.text;
}

const char *att_match_reason(att_passes *passes, const att_announced *announced, uint32_t record) {
    score_parts p = weigh(passes, announced, record);
    return att_arena_format(passes->arena,
                            "activity %.2f, participants %.2f, fields %.2f, time %.2f, instrument "
                            "%.2f, place %.2f, figure %.2f, wording %.2f",
                            p.activity, p.codes, p.fields, p.time, p.instrument, p.place, p.figure,
                            p.text)
        .data;
}

/* ---- matching
 * -------------------------------------------------------------------------------------------- */

/* An act must be news after the announcement: told in no story of its day or before. */
static bool was_told_before(const att_passes *passes, const att_announced *announced,
                            uint32_t index) {
    const att_act *act = &passes->acts.items[passes->act_of[index]];
    for (uint32_t m = act->members.first; m < act->members.end; m++) {
        uint32_t member = passes->act_members.items[m];
        const snap_document *document = att_passes_document(passes, member);
        if (att_passes_record(passes, member)->document == announced->record->document ||
            (document->dated && document->date < announced->from))
            return true;
    }
    return false;
}

/* A new undertaking is for later than what was called off, and not told before that was. */
static bool is_no_new_date(const att_passes *passes, const att_announced *announced,
                           uint32_t index) {
    const snap_record *record = att_passes_record(passes, index);
    const snap_document *document = att_passes_document(passes, index);
    if (document->dated && document->date < announced->from)
        return true;
    return record->timed && record->interval.first != ATT_DAY_OPEN_START &&
           record->interval.first <= announced->record->interval.last;
}

static bool is_out(const att_passes *passes, const att_announced *announced, uint32_t index) {
    const snap_record *record = att_passes_record(passes, index);
    if (record->kind == ATT_KIND_COMMITMENT)
        return is_no_new_date(passes, announced, index);
    return record->interval.last < announced->from || passes->act_of[index] == announced->own_act ||
           was_told_before(passes, announced, index);
}

static void match_list(const att_index *index, att_passes *passes, const att_announced *announced,
                       uint64_t key, att_match_take *take, void *context) {
    uint32_t low = 0, high = index->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const att_listed *entry = &index->entries[middle];
        if (entry->key < key || (entry->key == key && entry->first < announced->from - EARLY))
            low = middle + 1;
        else
            high = middle;
    }
    att_day until = announced->has_term ? announced->term.last + LATE : announced->from + HORIZON;
    for (;
         low < index->count && index->entries[low].key == key && index->entries[low].first <= until;
         low++) {
        uint32_t record = index->entries[low].record;
        if (is_out(passes, announced, record))
            continue;
        att_match match = {record, att_match_score(passes, announced, record)};
        if (match.score > 0)
            take(context, &match);
    }
}

/* The families in which an answer can stand: its own, and those of its lines of effort. */
static uint64_t families_of(const att_announced *announced) {
    uint64_t families = UINT64_C(1) << att_family(announced->record->activity);
    for (int activity = 0; activity < ATT_ACTIVITY_COUNT; activity++)
        if (activity != ATT_ACTIVITY_STATEMENT && answers_by_field(announced, (uint8_t)activity))
            families |= UINT64_C(1) << att_family((uint8_t)activity);
    return families;
}

void att_index_match(const att_index *index, att_passes *passes, const att_announced *announced,
                     att_match_take *take, void *context) {
    const uint32_t *pool = passes->snapshot.pool.items;
    att_range codes = paired_codes(announced->record);
    uint64_t families = families_of(announced);
    for (int family = 0; family < ATT_ACTIVITY_COUNT; family++) {
        if (!(families & UINT64_C(1) << family) || !att_range_count(codes))
            continue;
        if (att_range_count(codes) == 1)
            match_list(index, passes, announced, make_key(pool[codes.first], 0, family), take,
                       context);
        else
            match_list(index, passes, announced,
                       make_key(pool[codes.first], pool[codes.first + 1], family), take, context);
    }
}
