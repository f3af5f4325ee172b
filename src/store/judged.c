/* judged.c - the standing judgements applied to the current records. */
#include "store/passes.h"

#include "store/database.h"

typedef struct standing_judgement {
    int64_t number;
    att_slice id, verdict, field, value, was, other, document;
    uint32_t start, end;
} standing_judgement;

typedef struct judging_state {
    att_store *store;
    att_error *error;
    att_arena arena;
    ATT_ARRAY(standing_judgement) list;
} judging_state;

static att_status read_standing(judging_state *judging) {
    att_query query;
    att_query_begin(
        &query, judging->store,
        "SELECT number, record, verdict, field, value, was, other, document, start, end "
        "FROM judgement WHERE undone IS NULL ORDER BY number",
        judging->error);
    while (att_query_next(&query)) {
        standing_judgement *standing = ATT_PUSH(&judging->arena, &judging->list);
        standing->number = att_query_number(&query, 0);
        att_slice *texts[] = {&standing->id,      &standing->verdict, &standing->field,
                              &standing->value,   &standing->was,     &standing->other,
                              &standing->document};
        for (int i = 0; i < 7; i++)
            *texts[i] = att_arena_copy(&judging->arena, att_query_column(&query, i + 1));
        standing->start = (uint32_t)att_query_number(&query, 8);
        standing->end = (uint32_t)att_query_number(&query, 9);
    }
    return att_query_end(&query);
}

/* ---- finding the record -------------------------------------------------------------------------
 */

static int64_t find_by_id(judging_state *judging, att_slice id) {
    int64_t number;
    att_record_current(&number, judging->store, id.data, judging->error);
    return number;
}

/* The one current record of the same story, kind and activity that rests on the quotation; 0 if
 * there is none, -1 if there are several. */
static int64_t find_by_quotation(judging_state *judging, const standing_judgement *standing) {
    att_query query;
    att_query_begin(
        &query, judging->store,
        "SELECT DISTINCT r.number FROM record r JOIN document d ON d.number = r.document "
        "JOIN evidence e ON e.record = r.number WHERE d.hash = ?1 AND r.run_to IS NULL "
        "AND e.start < ?3 AND e.end > ?2 AND EXISTS (SELECT 1 FROM record o WHERE o.id = ?4 "
        "AND o.kind = r.kind AND o.activity = r.activity)",
        judging->error);
    att_query_text(&query, 1, standing->document);
    att_query_integer(&query, 2, standing->start);
    att_query_integer(&query, 3, standing->end);
    att_query_text(&query, 4, standing->id);
    int64_t found = 0;
    while (att_query_next(&query))
        found = found ? -1 : att_query_number(&query, 0);
    att_query_end(&query);
    return found;
}

static att_status add_conflict(judging_state *judging, const standing_judgement *standing,
                               const char *reason) {
    att_query query;
    att_query_begin(&query, judging->store, "INSERT INTO judgement_conflict VALUES (?1, ?2)",
                    judging->error);
    att_query_integer(&query, 1, standing->number);
    att_query_string(&query, 2, reason);
    return att_query_run(&query);
}

static att_status add_judged(judging_state *judging, const standing_judgement *standing,
                             int64_t record, int64_t other) {
    att_query query;
    att_query_begin(&query, judging->store, "INSERT INTO judged VALUES (?1, ?2, ?3)",
                    judging->error);
    att_query_integer(&query, 1, standing->number);
    att_query_integer(&query, 2, record);
    if (other)
        att_query_integer(&query, 3, other);
    return att_query_run(&query);
}

/* ---- applying
 * -------------------------------------------------------------------------------------- */

static att_status add_correction(judging_state *judging, int64_t record, const char *field,
                                 att_slice value) {
    att_query query;
    att_query_begin(&query, judging->store, "INSERT OR REPLACE INTO correction VALUES (?1, ?2, ?3)",
                    judging->error);
    att_query_integer(&query, 1, record);
    att_query_string(&query, 2, field);
    att_query_text(&query, 3, value);
    return att_query_run(&query);
}

static att_status clear_list(judging_state *judging, const char *sql, int64_t record,
                             att_slice role) {
    att_query query;
    att_query_begin(&query, judging->store, sql, judging->error);
    att_query_integer(&query, 1, record);
    if (role.size)
        att_query_text(&query, 2, role);
    return att_query_run(&query);
}

static att_status correct_participants(judging_state *judging, int64_t record,
                                       const standing_judgement *standing) {
    att_status status =
        clear_list(judging, "DELETE FROM participant_correction WHERE record = ?1 AND role = ?2",
                   record, standing->field);
    att_slice rest = standing->value, item;
    for (int i = 0; !status && att_slice_next(&rest, ',', &item); i++) {
        att_slice code, sector = att_slice_trim(item);
        att_slice_next(&sector, '/', &code);
        att_query query;
        att_query_begin(&query, judging->store,
                        "INSERT INTO participant_correction VALUES (?1, ?2, ?3, ?4, ?5)",
                        judging->error);
        att_query_integer(&query, 1, record);
        att_query_text(&query, 2, standing->field);
        att_query_integer(&query, 3, i);
        att_query_text(&query, 4, code);
        att_query_text(&query, 5, sector.data ? sector : ATT_SLICE_EMPTY);
        status = att_query_run(&query);
    }
    return status;
}

static att_status correct_fields(judging_state *judging, int64_t record, att_slice value) {
    att_status status = clear_list(judging, "DELETE FROM field_correction WHERE record = ?1",
                                   record, ATT_SLICE_EMPTY);
    att_slice rest = value, item;
    while (!status && att_slice_next(&rest, ',', &item)) {
        att_query query;
        att_query_begin(&query, judging->store,
                        "INSERT OR IGNORE INTO field_correction VALUES (?1, ?2)", judging->error);
        att_query_integer(&query, 1, record);
        att_query_text(&query, 2, att_slice_trim(item));
        status = att_query_run(&query);
    }
    return status;
}

static att_status correct_time(judging_state *judging, int64_t record, att_slice value) {
    att_interval interval = {ATT_DAY_OPEN_START, ATT_DAY_OPEN_END};
    att_interval_parse(&interval, value);
    att_status status = add_correction(judging, record, "time", value);
    if (!status && interval.first != ATT_DAY_OPEN_START)
        status = add_correction(judging, record, "first_date",
                                att_day_format(&judging->arena, interval.first));
    if (!status && interval.last != ATT_DAY_OPEN_END)
        status = add_correction(judging, record, "last_date",
                                att_day_format(&judging->arena, interval.last));
    return status;
}

static att_status correct(judging_state *judging, int64_t record,
                          const standing_judgement *standing) {
    att_slice field = standing->field, place = standing->value, country;
    att_record_role role;
    if (att_record_role_find(&role, field))
        return correct_participants(judging, record, standing);
    if (att_slice_is(field, "field"))
        return correct_fields(judging, record, standing->value);
    if (att_slice_is(field, "time"))
        return correct_time(judging, record, standing->value);
    if (!att_slice_is(field, "place"))
        return add_correction(judging, record, field.data, standing->value);
    att_slice_next(&place, ':', &country);
    att_status status = add_correction(judging, record, "country", country);
    return status ? status
                  : add_correction(judging, record, "place", place.data ? place : ATT_SLICE_EMPTY);
}

static att_status reject(judging_state *judging, int64_t record) {
    att_query query;
    att_query_begin(&query, judging->store, "INSERT OR IGNORE INTO rejected VALUES (?1)",
                    judging->error);
    att_query_integer(&query, 1, record);
    return att_query_run(&query);
}

/* The coded value now: equal to what it was, or to what it should be, or a third thing. */
static bool moved_away(judging_state *judging, int64_t record, const standing_judgement *standing) {
    char now[4096];
    if (att_judged_value(now, sizeof now, judging->store, record, standing->field.data,
                         judging->error))
        return false;
    return strcmp(now, standing->was.data) != 0 && strcmp(now, standing->value.data) != 0;
}

static att_status apply(judging_state *judging, const standing_judgement *standing) {
    int64_t record = find_by_id(judging, standing->id), other = 0;
    if (!record)
        record = find_by_quotation(judging, standing);
    if (record <= 0)
        return add_conflict(judging, standing,
                            record ? "several records now rest on the sentence judged"
                                   : "no record rests on the sentence judged any more");
    if (standing->other.size && !(other = find_by_id(judging, standing->other)))
        return add_conflict(judging, standing, "the other record is there no more");
    bool correction = att_slice_is(standing->verdict, "correct");
    if (correction && moved_away(judging, record, standing))
        return add_conflict(judging, standing, "the coded value has changed since");
    att_status status = add_judged(judging, standing, record, other);
    if (!status && correction)
        status = correct(judging, record, standing);
    if (!status && att_slice_is(standing->verdict, "reject"))
        status = reject(judging, record);
    return status;
}

att_status att_pass_judgements(att_store *store, att_error *error) {
    judging_state judging = {.store = store, .error = error};
    att_arena_init(&judging.arena);
    att_status status = read_standing(&judging);
    for (uint32_t i = 0; i < judging.list.count && !status; i++)
        status = apply(&judging, &judging.list.items[i]);
    att_arena_release(&judging.arena);
    return status;
}

/* ---- merged and split
 * ------------------------------------------------------------------------------ */

static uint32_t find_record(const att_snapshot *snapshot, int64_t number) {
    for (uint32_t i = 0; i < snapshot->records.count; i++)
        if (snapshot->records.items[i].number == number)
            return i;
    return ATT_NONE;
}

/* The later of two decisions on one pair holds. */
static void decide_pair(att_arena *arena, att_pairs *list, att_pairs *other, att_pair pair) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < other->count; i++)
        if (other->items[i].a != pair.a || other->items[i].b != pair.b)
            other->items[kept++] = other->items[i];
    other->count = kept;
    *ATT_PUSH(arena, list) = pair;
}

/* Records of one kind are merged or split; an event or claim is linked to a commitment, or not. */
static void add_pair(att_passes *passes, uint32_t a, uint32_t b, bool together) {
    uint8_t kinds[] = {att_passes_record(passes, a)->kind, att_passes_record(passes, b)->kind};
    att_pairs *yes = &passes->merged, *no = &passes->split;
    att_pair pair = {a < b ? a : b, a < b ? b : a};
    if (kinds[0] != kinds[1]) {
        if (kinds[0] != ATT_KIND_COMMITMENT && kinds[1] != ATT_KIND_COMMITMENT)
            return;
        yes = &passes->linked;
        no = &passes->unlinked;
        pair = kinds[0] == ATT_KIND_COMMITMENT ? (att_pair){a, b} : (att_pair){b, a};
    }
    decide_pair(passes->arena, together ? yes : no, together ? no : yes, pair);
}

att_status att_pass_merges(att_passes *passes) {
    att_query query;
    att_query_begin(&query, passes->store,
                    "SELECT g.record, g.other, j.verdict FROM judged g JOIN judgement j "
                    "ON j.number = g.judgement WHERE j.verdict IN ('merge', 'split') ORDER BY 1, "
                    "2, g.judgement",
                    passes->error);
    while (att_query_next(&query)) {
        uint32_t a = find_record(&passes->snapshot, att_query_number(&query, 0));
        uint32_t b = find_record(&passes->snapshot, att_query_number(&query, 1));
        if (a != ATT_NONE && b != ATT_NONE)
            add_pair(passes, a, b, att_slice_is(att_query_column(&query, 2), "merge"));
    }
    return att_query_end(&query);
}
