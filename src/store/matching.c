/* matching.c - see matching.h. */
#include "store/matching.h"

#include "base/error.h"

#include <stdlib.h>

enum {
    MOST_CODES = 12,      /* of an event, for pairs */
    HORIZON = 1100,       /* days after an announcement without a term */
    LATE = 400,           /* days after a term */
    LATE_FOR_A_DAY = 100, /* … of a day or a month */
    EARLY = 31            /* days before a term */
};

/* ---- the index
 * -------------------------------------------------------------------------------------- */

static uint64_t make_key(uint32_t a, uint32_t b, int list) {
    uint64_t key = ((uint64_t)a << 32 | b) * 0x9e3779b97f4a7c15u;
    return (key ^ key >> 29) * 64 + (uint64_t)list;
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

/* Lines of effort that say what an act is about; the others say only that there was one. */
enum {
    TELLING_FIELDS = ~(1 << ATT_FIELD_GENERAL | 1 << ATT_FIELD_DELEGATIONS |
                       1 << ATT_FIELD_DIALOGUE | 1 << ATT_FIELD_SITUATION | 1 << ATT_FIELD_STRATEGY)
};

/* The lists in which an event stands: of its family, and of its lines of effort. */
static uint64_t lists_of(uint8_t activity, att_fields fields) {
    fields = (fields | 1u << att_activity_field((att_activity)activity)) & (uint32_t)TELLING_FIELDS;
    return (uint64_t)fields << 32 | UINT64_C(1) << att_family(activity);
}

static uint32_t count_entries(const att_passes *passes) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < passes->snapshot.records.count; i++) {
        const snap_record *record = &passes->snapshot.records.items[i];
        uint32_t paired = att_range_count(paired_codes(record));
        uint32_t keys = att_range_count(record->codes) + paired * (paired - (paired > 0)) / 2;
        count += keys * (uint32_t)__builtin_popcountll(lists_of(record->activity, record->fields));
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

static void add_keys(att_index *index, const att_snapshot *snapshot, uint32_t record, att_day day,
                     int list) {
    const snap_record *event = &snapshot->records.items[record];
    const uint32_t *pool = snapshot->pool.items;
    att_range paired = paired_codes(event);
    for (uint32_t c = event->codes.first; c < event->codes.end; c++)
        index->entries[index->count++] = (att_listed){make_key(pool[c], 0, list), day, record};
    for (uint32_t c = paired.first; c < paired.end; c++)
        for (uint32_t d = c + 1; d < paired.end; d++)
            index->entries[index->count++] =
                (att_listed){make_key(pool[c], pool[d], list), day, record};
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
        uint64_t lists = lists_of(record->activity, record->fields);
        for (int list = 0; list < 64; list++)
            if (lists & UINT64_C(1) << list)
                add_keys(index, snapshot, i, day, list);
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
    double activity, codes, fields, time, instrument, place, figure, text, phrases;
    bool excluded;
} score_parts;

static void score_activity(score_parts *parts, const att_announced *announced,
                           const snap_record *event) {
    const snap_record *record = announced->record;
    att_fields own = announced->fields | 1u << att_activity_field((att_activity)record->activity);
    att_fields answer = event->fields | 1u << att_activity_field((att_activity)event->activity);
    if (record->activity == event->activity)
        parts->activity = 0.25;
    else if (att_family(record->activity) == att_family(event->activity))
        parts->activity = 0.15;
    else if (own & answer & (uint32_t)TELLING_FIELDS && event->activity != ATT_ACTIVITY_STATEMENT)
        parts->activity = 0.08;
    else
        parts->excluded = true;
    parts->fields = 0.1 * att_fields_jaccard(announced->fields, event->fields);
}

static void score_codes(score_parts *parts, const att_snapshot *snapshot, const snap_record *record,
                        const snap_record *event) {
    uint32_t x = att_range_count(record->codes), y = att_range_count(event->codes);
    uint32_t common = att_snapshot_common(snapshot, record->codes, event->codes);
    if (!common || (common < x && common < y))
        parts->excluded = true;
    else if (x == y)
        parts->codes = x > 1 ? 0.2 : 0.1;
    else
        parts->codes = common > 1 ? 0.2 * common / (x > y ? x : y) : 0.05;
    if (att_persons_compare(snapshot, record, event) == ATT_PERSONS_OTHER &&
        att_family(record->activity) == att_family(event->activity))
        parts->codes -= 0.1;
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
        parts->time = span <= 31 ? 0.3 : span <= 100 ? 0.25 : span <= 370 ? 0.15 : 0.1;
    else if (early > 0)
        parts->time = early <= 7 ? 0.2 : span <= 7 ? -0.1 : 0.05;
    else
        parts->time = late <= 3 ? 0.25 : late <= 31 ? 0.12 : late <= 100 ? 0.05 : 0;
    bool numbered = announced->record->edition >= 0;
    parts->excluded |= early > EARLY || late > (span <= 31 && !numbered ? LATE_FOR_A_DAY : LATE);
}

/* What one acts on behalf of, not what one acts in: it says nothing about the answer. */
static bool is_mandate(const att_snapshot *snapshot, const snap_record *record) {
    static const char *const words[] = {"resolution", "congress", "policy", "plan", "strategy"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(att_snapshot_text(snapshot, record->mechanism).data, words[i]))
            return true;
    return false;
}

static void score_instrument(score_parts *parts, const att_passes *passes,
                             const att_announced *announced, uint32_t index) {
    const snap_record *record = announced->record, *event = att_passes_record(passes, index);
    if (record->edition >= 0 && !event->mechanism)
        parts->instrument = record->activity == event->activity ? -0.05 : -0.2;
    if (!record->mechanism || !event->mechanism)
        return;
    bool same = announced->mechanism && announced->mechanism == passes->mechanism_of[index];
    double likeness = same ? 1 : att_mechanism_likeness(&passes->snapshot, record, event);
    if (likeness >= 0.5) {
        bool numbered = record->edition >= 0 && record->edition == event->edition;
        /* what goes on for years says little by its name alone */
        bool standing = record->activity == ATT_ACTIVITY_PEACEKEEPING ||
                        (record->edition < 0 && event->edition >= 0);
        parts->instrument = numbered ? 0.35 : standing ? 0.1 : same ? 0.2 : 0.15;
        parts->excluded |= att_editions_differ(record, event);
    } else if (record->activity == event->activity && !is_mandate(&passes->snapshot, record)) {
        parts->instrument = -0.15;
    }
}

/* A unit sent abroad is told at its departure or its arrival; what was put off may be held
 * elsewhere. */
static void score_place(score_parts *parts, const att_announced *announced,
                        const snap_record *event) {
    const snap_record *record = announced->record;
    if (!record->placed || !event->placed)
        return;
    bool elsewhere =
        announced->own_act != ATT_NONE || record->activity == ATT_ACTIVITY_PEACEKEEPING;
    if (record->place == event->place)
        parts->place = 0.12;
    else if (record->country && record->country == event->country)
        parts->place = 0.04;
    else if (record->country && event->country && !elsewhere)
        parts->place = record->activity == event->activity ? -0.3 : -0.15;
}

/* Something of its own must tie an answer to what was announced, beside the same partners doing the
 * same kind of thing. */
static bool is_unspecific(const score_parts *parts, const att_announced *announced) {
    bool day = announced->has_term && parts->time >= 0.2;
    bool year = announced->has_term && parts->time >= 0.15 && parts->codes >= 0.15;
    int ties = (parts->instrument >= 0.15) + (parts->place >= 0.12) + (parts->figure > 0) + day +
               year + (parts->text >= 0.06) + (parts->phrases > 0) + (parts->phrases > 0.1);
    return ties < (parts->activity < 0.15 ? 2 : 1);
}

static score_parts weigh(att_passes *passes, const att_announced *announced, uint32_t index) {
    const snap_record *event = att_passes_record(passes, index);
    score_parts parts = {0};
    score_activity(&parts, announced, event);
    score_codes(&parts, &passes->snapshot, announced->record, event);
    score_time(&parts, announced, event);
    score_instrument(&parts, passes, announced, index);
    if (parts.excluded)
        return parts;
    score_place(&parts, announced, event);
    parts.figure = att_figure_shared(&passes->snapshot, announced->record, event) ? 0.1 : 0;
    uint32_t phrases = att_snapshot_phrases(&passes->snapshot, announced->record, event);
    parts.phrases = 0.06 * (phrases < 4 ? phrases : 4);
    parts.text = 0.3 * att_snapshot_coverage(&passes->snapshot, announced->record, event);
    parts.excluded |= is_unspecific(&parts, announced);
    return parts;
}

double att_match_score(att_passes *passes, const att_announced *announced, uint32_t record) {
    score_parts p = weigh(passes, announced, record);
    return p.excluded ? 0
                      : p.activity + p.codes + p.fields + p.time + p.instrument + p.place +
                            p.figure + p.text + p.phrases;
}

const char *att_match_reason(att_passes *passes, const att_announced *announced, uint32_t record) {
    score_parts p = weigh(passes, announced, record);
    return att_arena_format(passes->arena,
                            "activity %.2f, participants %.2f, fields %.2f, time %.2f, instrument "
                            "%.2f, place %.2f, figure %.2f, wording %.2f, phrases %.2f",
                            p.activity, p.codes, p.fields, p.time, p.instrument, p.place, p.figure,
                            p.text, p.phrases)
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

void att_index_match(const att_index *index, att_passes *passes, const att_announced *announced,
                     att_match_take *take, void *context) {
    const uint32_t *pool = passes->snapshot.pool.items;
    att_range codes = paired_codes(announced->record);
    uint64_t lists = lists_of(announced->record->activity, announced->fields);
    for (int list = 0; list < 64 && att_range_count(codes); list++) {
        if (!(lists & UINT64_C(1) << list))
            continue;
        if (att_range_count(codes) == 1)
            match_list(index, passes, announced, make_key(pool[codes.first], 0, list), take,
                       context);
        else
            match_list(index, passes, announced,
                       make_key(pool[codes.first], pool[codes.first + 1], list), take, context);
    }
}
