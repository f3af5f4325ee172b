/* counting.c - see counting.h. */
#include "store/counting.h"

#include "base/error.h"

#include <stdlib.h>

typedef enum count_measure { NOTHING, PARTNERS, ACTS, MECHANISMS, SUM } count_measure;

static const char *const definitions[] = {
    "", "distinct states with at least one dated act shared with the holder",
    "dated acts of the activity, each counted once however many stories tell it",
    "distinct missions, forums or agreements named in dated acts of the activity",
    "sum of the figures told in dated acts of the activity, the greatest of each act"};

/* Units that count acts of an activity; with no activity of its own, the claim's. */
static const struct {
    const char *class;
    count_measure measure;
} measures[] = {{"country", PARTNERS}, {"patrol", ACTS},    {"call", ACTS},
                {"visit", ACTS},       {"exercise", ACTS},  {"exchange", ACTS},
                {"meeting", ACTS},     {"agreement", ACTS}, {"ceremony", ACTS},
                {"delegation", ACTS},  {"course", ACTS},    {"mission", MECHANISMS},
                {"conference", ACTS},  {"operation", ACTS}, {"percent", NOTHING}};

static count_measure measure_of(const act_counting *counting, const snap_quantity *quantity) {
    att_slice class = att_snapshot_text(&counting->passes->snapshot, quantity->class);
    if (!class.size || att_slice_starts(class, "percent"))
        return NOTHING;
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++)
        if (att_slice_is(class, measures[i].class))
            return measures[i].measure;
    return SUM;
}

/* ---- the lists
 * -------------------------------------------------------------------------------------- */

static int compare_acts(const void *left, const void *right) {
    const counted_act *a = left, *b = right;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    if (a->activity != b->activity)
        return a->activity < b->activity ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->act > b->act) - (a->act < b->act);
}

att_status counting_open(act_counting *counting, att_passes *passes) {
    *counting = (act_counting){.passes = passes};
    size_t room = 1;
    for (uint32_t i = 0; i < passes->acts.count; i++)
        room += att_range_count(passes->acts.items[i].codes);
    counting->stamp_size = passes->snapshot.texts.count;
    counting->acts = malloc(room * sizeof *counting->acts);
    counting->stamps = calloc(counting->stamp_size, sizeof *counting->stamps);
    if (!counting->acts || !counting->stamps)
        return att_error_set(passes->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    for (uint32_t i = 0; i < passes->acts.count; i++) {
        const att_act *act = &passes->acts.items[i];
        if (!act->timed || act->status == ATT_CANCELLED ||
            act->interval.first == ATT_DAY_OPEN_START)
            continue;
        for (uint32_t c = act->codes.first; c < act->codes.end; c++)
            counting->acts[counting->count++] = (counted_act){
                passes->snapshot.pool.items[c], act->activity, act->interval.first, i};
    }
    qsort(counting->acts, counting->count, sizeof *counting->acts, compare_acts);
    return ATT_OK;
}

void counting_close(act_counting *counting) {
    free(counting->acts);
    free(counting->stamps);
}

/* ---- counting
 * ------------------------------------------------------------------------------------------ */

static uint32_t lower_bound(const act_counting *counting, counted_act wanted) {
    uint32_t low = 0, high = counting->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_acts(&counting->acts[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_state(const att_snapshot *snapshot, uint32_t code) {
    att_slice text = att_snapshot_text(snapshot, code);
    if (text.size != 3)
        return false;
    for (uint32_t i = 0; i < 3; i++)
        if (text.data[i] < 'A' || text.data[i] > 'Z')
            return false;
    return true;
}

/* Meets a number for the first time in this question. */
static bool is_new(act_counting *counting, uint32_t number) {
    if (number >= counting->stamp_size || counting->stamps[number] == counting->stamp)
        return false;
    counting->stamps[number] = counting->stamp;
    return true;
}

static double greatest_figure(const act_counting *counting, const att_act *act, att_text class) {
    const att_passes *passes = counting->passes;
    double greatest = 0;
    for (uint32_t m = act->members.first; m < act->members.end; m++) {
        const snap_record *record = att_passes_record(passes, passes->act_members.items[m]);
        for (uint32_t q = record->quantities.first; q < record->quantities.end; q++) {
            const snap_quantity *quantity = &passes->snapshot.quantities.items[q];
            if (quantity->class == class && quantity->number > greatest)
                greatest = quantity->number;
        }
    }
    return greatest;
}

static double add_act(act_counting *counting, count_measure measure, uint32_t holder,
                      const att_act *act, att_text class) {
    const att_snapshot *snapshot = &counting->passes->snapshot;
    double value = 0;
    switch (measure) {
    case PARTNERS:
        for (uint32_t c = act->codes.first; c < act->codes.end; c++) {
            uint32_t code = snapshot->pool.items[c];
            value += code != holder && is_state(snapshot, code) && is_new(counting, code);
        }
        return value;
    case MECHANISMS:
        return act->mechanism && is_new(counting, act->mechanism);
    case SUM:
        return greatest_figure(counting, act, class);
    default:
        return 1;
    }
}

/* Whether all that the claim names besides the holder take part, where the claim is between few. */
static bool takes_part(const att_snapshot *snapshot, const snap_record *claim, const att_act *act) {
    uint32_t named = att_range_count(claim->codes);
    return named < 2 || named > 3 ||
           att_snapshot_common(snapshot, claim->codes, act->codes) == named;
}

static double count_activity(act_counting *counting, count_measure measure,
                             const snap_record *claim, att_text class, uint32_t holder,
                             uint8_t activity) {
    const att_passes *passes = counting->passes;
    double value = 0;
    uint32_t i = lower_bound(counting, (counted_act){holder, activity, claim->interval.first, 0});
    for (; i < counting->count && counting->acts[i].code == holder &&
           counting->acts[i].activity == activity && counting->acts[i].day <= claim->interval.last;
         i++) {
        const att_act *act = &passes->acts.items[counting->acts[i].act];
        if (measure == PARTNERS || takes_part(&passes->snapshot, claim, act))
            value += add_act(counting, measure, holder, act, class);
    }
    return value;
}

/* The state whose doing the claim is about: its first actor, else the first of all. */
static uint32_t holder_of(const att_passes *passes, const snap_record *claim) {
    for (uint32_t p = claim->participants.first; p < claim->participants.end; p++)
        if (passes->snapshot.participants.items[p].role == ATT_RECORD_ACTOR)
            return passes->snapshot.participants.items[p].code;
    return att_range_count(claim->codes) ? passes->snapshot.pool.items[claim->codes.first] : 0;
}

static const char *explain(act_counting *counting, const snap_record *claim,
                           const snap_quantity *quantity) {
    const att_snapshot *snapshot = &counting->passes->snapshot;
    att_arena *arena = counting->passes->arena;
    const snap_document *first = &snapshot->documents.items[0];
    att_slice unit = att_snapshot_text(snapshot, quantity->unit);
    bool before = first->dated && claim->interval.first < first->date;
    bool after = snapshot->any && claim->interval.last > snapshot->until;
    return att_arena_format(
               arena, "counted in %u stories up to %s%s%s%s", snapshot->documents.count,
               snapshot->any ? att_day_format(arena, snapshot->until).data : "no date",
               before ? "; the period begins before the first story" : "",
               after ? "; the period ends after the last story" : "",
               strstr(unit.data, "organi") ? "; the claim counts organisations too" : "")
        .data;
}

const char *counting_definition(const act_counting *counting, const snap_record *claim,
                                const snap_quantity *quantity) {
    return holder_of(counting->passes, claim) ? definitions[measure_of(counting, quantity)] : "";
}

att_count counting_count(act_counting *counting, const snap_record *claim,
                         const snap_quantity *quantity) {
    att_count result = {.explanation = ""};
    count_measure measure = measure_of(counting, quantity);
    uint32_t holder = holder_of(counting->passes, claim);
    if (measure == NOTHING || !holder || !claim->timed ||
        !counting->passes->snapshot.documents.count)
        return result;
    counting->stamp++;
    result.known = true;
    bool any = claim->activity == ATT_ACTIVITY_COOPERATION && measure == PARTNERS;
    for (int activity = 0; activity < ATT_ACTIVITY_COUNT; activity++)
        if (any || activity == claim->activity ||
            (claim->activity == ATT_ACTIVITY_VISIT && activity == ATT_ACTIVITY_RECEPTION))
            result.value += count_activity(counting, measure, claim, quantity->class, holder,
                                           (uint8_t)activity);
    result.explanation = explain(counting, claim, quantity);
    return result;
}
