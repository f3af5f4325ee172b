/* material.c - reading the register's tables into the lists of material.h.
 *
 * Each list is read in the order of its numbers in the store, which follow the stories' dates; what
 * hangs on an item is read in the same order, so that it lies together. */
#include "review/material_read.h"

#include "base/buffer.h"
#include "base/error.h"

#include <stdlib.h>

/* What the country takes part in. */
#define MINE "(SELECT act FROM act_participant WHERE code = ?1)"
typedef struct reader {
    att_material *material;
    att_query query;
    att_error *error;
} reader;

static void ask(reader *reading, const char *sql, bool by_country) {
    att_query_begin(&reading->query, reading->material->store, sql, reading->error);
    if (by_country)
        att_query_text(&reading->query, 1, reading->material->country);
}

static att_slice copied(reader *reading, int column) {
    return att_material_text(reading->material, &reading->query, column);
}

static att_slice shared(reader *reading, int column) {
    return att_material_shared(reading->material, &reading->query, column);
}

static att_day day_of(reader *reading, int column) {
    return att_query_date(&reading->query, column);
}

static int64_t number_of(reader *reading, int column) {
    return att_query_number(&reading->query, column);
}

void att_lookup_put(att_arena *arena, att_lookup *lookup, int64_t number, uint32_t index) {
    if (number >= lookup->count) {
        uint32_t count = (uint32_t)number * 2 + 64;
        uint32_t *items = ATT_NEW_ARRAY(arena, uint32_t, count);
        memset(items, 0xff, count * sizeof *items);
        if (lookup->count)
            memcpy(items, lookup->items, lookup->count * sizeof *items);
        lookup->items = items;
        lookup->count = count;
    }
    lookup->items[number] = index;
}

static void extend(att_span_of *span, uint32_t index) {
    att_material_extend(span, index);
}

static uint8_t activity_of(reader *reading, int column) {
    return att_material_activity(&reading->query, column);
}

/* ---- the country's records ------------------------------------------------------------------ */

static void mark(att_material *material, int64_t record, bool mine) {
    if (record >= 0 && record < material->mine_count)
        material->mine[record] = mine;
}

/* Participants as coded, then as corrected: a correction replaces all of its role. */
static att_status read_mine(reader *reading) {
    att_material *material = reading->material;
    ask(reading, "SELECT coalesce(max(number), 0) + 1 FROM record", false);
    if (att_query_next(&reading->query))
        material->mine_count = number_of(reading, 0);
    att_status status = att_query_end(&reading->query);
    if (status)
        return status;
    material->mine = att_arena_alloc(material->arena, (size_t)material->mine_count + 1);
    ask(reading, "SELECT record FROM participant WHERE code = ?1", true);
    while (att_query_next(&reading->query))
        mark(material, number_of(reading, 0), true);
    status = att_query_end(&reading->query);
    if (status)
        return status;
    ask(reading,
        "SELECT c.record, EXISTS (SELECT 1 FROM participant_now p WHERE p.record = c.record AND "
        "p.code = ?1) FROM participant_correction c",
        true);
    while (att_query_next(&reading->query))
        mark(material, number_of(reading, 0), number_of(reading, 1));
    return att_query_end(&reading->query);
}

/* ---- stories and mechanisms ----------------------------------------------------------------- */

static int compare_stories(const void *left, const void *right) {
    const att_story_row *a = left, *b = right;
    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    return att_slice_compare(a->hash, b->hash);
}

static void take_story(reader *reading) {
    att_material *material = reading->material;
    att_story_row *story = ATT_PUSH(material->arena, &material->stories);
    story->number = number_of(reading, 0);
    story->hash = copied(reading, 1);
    story->name = copied(reading, 2);
    story->date = day_of(reading, 3);
    story->title = copied(reading, 4);
    story->agency = shared(reading, 5);
    story->source = shared(reading, 6);
    story->url = copied(reading, 7);
    story->story = number_of(reading, 8);
    story->copy = number_of(reading, 9);
}

/* Read as they lie, sorted here. */
static att_status read_stories(reader *reading) {
    att_material *material = reading->material;
    ask(reading,
        "SELECT d.number, d.hash, d.name, d.date, d.title, d.agency, coalesce(o.source, d.source), "
        "d.url, d.kind = 'story', o.copy_of IS NOT NULL FROM document d "
        "LEFT JOIN origin o ON o.document = d.number",
        false);
    while (att_query_next(&reading->query))
        take_story(reading);
    if (material->stories.count)
        qsort(material->stories.items, material->stories.count, sizeof(att_story_row),
              compare_stories);
    for (uint32_t i = 0; i < material->stories.count; i++) {
        const att_story_row *story = &material->stories.items[i];
        att_lookup_put(material->arena, &material->story_of, story->number, i);
        if (!story->story || story->date == ATT_DAY_NONE)
            continue;
        if (material->first == ATT_DAY_NONE)
            material->first = story->date;
        material->until = story->date;
    }
    return att_query_end(&reading->query);
}

static att_status read_mechanisms(reader *reading) {
    att_material *material = reading->material;
    ask(reading, "SELECT number, name, kind, code, parties FROM mechanism ORDER BY number", false);
    while (att_query_next(&reading->query)) {
        att_lookup_put(material->arena, &material->mechanism_of, number_of(reading, 0),
                       material->mechanisms.count);
        att_slice kind = shared(reading, 2);
        *ATT_PUSH(material->arena, &material->mechanisms) = (att_mechanism_row){
            number_of(reading, 0), copied(reading, 1), kind,
            shared(reading, 3),    shared(reading, 4), att_instrument_nature_of(kind.data)};
    }
    return att_query_end(&reading->query);
}

static att_status read_runs(reader *reading) {
    att_material *material = reading->material;
    ask(reading, "SELECT number, version, data_hash FROM run WHERE kind = 'code' ORDER BY number",
        false);
    while (att_query_next(&reading->query)) {
        material->runs++;
        material->version = shared(reading, 1);
        material->data_hash = shared(reading, 2);
    }
    return att_query_end(&reading->query);
}

/* ---- acts ----------------------------------------------------------------------------------- */

static att_status read_acts(reader *reading) {
    att_material *material = reading->material;
    ask(reading,
        "SELECT number, record, mechanism, id, place, country, instrument, activity, status, "
        "level, first_date, last_date, sources, disputed FROM act WHERE number IN " MINE
        " ORDER BY number",
        true);
    while (att_query_next(&reading->query)) {
        att_lookup_put(material->arena, &material->act_of, number_of(reading, 0),
                       material->acts.count);
        att_act_row *act = ATT_PUSH(material->arena, &material->acts);
        act->number = number_of(reading, 0);
        act->record = number_of(reading, 1);
        act->mechanism = number_of(reading, 2);
        act->id = copied(reading, 3);
        act->place = shared(reading, 4);
        act->country = shared(reading, 5);
        act->instrument = shared(reading, 6);
        act->activity = activity_of(reading, 7);
        att_event_status status = ATT_DONE;
        att_event_status_find(&status, att_query_column(&reading->query, 8));
        act->status = (uint8_t)status;
        act->level = (uint8_t)number_of(reading, 9);
        act->first = day_of(reading, 10);
        act->last = day_of(reading, 11);
        act->sources = (uint32_t)number_of(reading, 12);
        act->disputed = number_of(reading, 13);
    }
    return att_query_end(&reading->query);
}

static att_act_row *act_at(reader *reading, int column) {
    uint32_t index = att_lookup_get(&reading->material->act_of, number_of(reading, column));
    return index == ATT_NONE ? NULL : &reading->material->acts.items[index];
}

static att_status read_act_parties(reader *reading) {
    ask(reading,
        "SELECT act, role, code, sector, level FROM act_participant WHERE act IN " MINE
        " ORDER BY act, role, code, sector",
        true);
    while (att_query_next(&reading->query)) {
        att_act_row *act = act_at(reading, 0);
        if (act)
            att_material_take_party(reading->material, &reading->query, 1, &act->parties);
    }
    return att_query_end(&reading->query);
}

static att_status read_act_fields(reader *reading) {
    ask(reading, "SELECT act, field FROM act_field WHERE act IN " MINE, true);
    while (att_query_next(&reading->query)) {
        att_act_row *act = act_at(reading, 0);
        if (act)
            act->fields |= att_material_field(&reading->query, 1);
    }
    return att_query_end(&reading->query);
}

/* The columns number, id, rule, document, confidence, recalled from `first` on. */
static void take_row(reader *reading, att_span_of *span, int first) {
    att_material *material = reading->material;
    extend(span, material->rows.count);
    att_source_row *row = ATT_PUSH(material->arena, &material->rows);
    row->number = number_of(reading, first);
    row->id = copied(reading, first + 1);
    row->rule = shared(reading, first + 2);
    row->story = att_lookup_get(&material->story_of, number_of(reading, first + 3));
    row->confidence = att_query_double(&reading->query, first + 4);
    row->recalled = number_of(reading, first + 5);
}

#define ROW_COLUMNS "r.number, r.id, r.rule, r.document, r.confidence, r.recalled"

static int compare_rows(const void *left, const void *right) {
    const att_source_row *a = left, *b = right;
    if (a->story != b->story)
        return a->story < b->story ? -1 : 1;
    return att_slice_compare(a->id, b->id);
}

/* Rows in the order of their stories, which are in the order of days. */
static void sort_rows(att_material *material, att_span_of span) {
    if (span.count > 1)
        qsort(&material->rows.items[span.first], span.count, sizeof(att_source_row), compare_rows);
}

static att_status read_reports(reader *reading) {
    ask(reading,
        "SELECT p.act, " ROW_COLUMNS " FROM report p JOIN record r ON r.number = p.record "
        "WHERE p.act IN " MINE " ORDER BY p.act",
        true);
    while (att_query_next(&reading->query)) {
        att_act_row *act = act_at(reading, 0);
        if (act)
            take_row(reading, &act->reports, 1);
    }
    for (uint32_t i = 0; i < reading->material->acts.count; i++)
        sort_rows(reading->material, reading->material->acts.items[i].reports);
    return att_query_end(&reading->query);
}

static att_status read_sums(reader *reading) {
    att_material *material = reading->material;
    ask(reading,
        "SELECT p.act, q.unit, min(q.number), max(q.number) FROM report p "
        "JOIN quantity q ON q.record = p.record WHERE q.unit <> '' AND p.act IN " MINE
        " GROUP BY p.act, q.unit ORDER BY p.act, q.unit",
        true);
    while (att_query_next(&reading->query)) {
        att_act_row *act = act_at(reading, 0);
        if (!act)
            continue;
        extend(&act->sums, material->sums.count);
        *ATT_PUSH(material->arena, &material->sums) =
            (att_sum_row){shared(reading, 1), att_query_double(&reading->query, 2),
                          att_query_double(&reading->query, 3)};
    }
    return att_query_end(&reading->query);
}

/* ---- undertakings --------------------------------------------------------------------------- */

static uint8_t force_of(att_slice name) {
    att_force force = ATT_PROPOSED;
    att_force_find(&force, name);
    return (uint8_t)force;
}

static const char *const fates[FATE_COUNT] = {"open",    "evidence found", "done",
                                              "overdue", "cancelled",      "superseded"};

const char *att_fate_name(att_fate fate) {
    return fates[fate];
}

static uint8_t fate_of(att_slice name) {
    for (int i = 0; i < FATE_COUNT; i++)
        if (att_slice_is(name, fates[i]))
            return (uint8_t)i;
    return FATE_OPEN;
}

static void take_undertaking(reader *reading) {
    att_material *material = reading->material;
    att_lookup_put(material->arena, &material->undertaking_of, number_of(reading, 0),
                   material->undertakings.count);
    att_undertaking_row *row = ATT_PUSH(material->arena, &material->undertakings);
    row->number = number_of(reading, 0);
    row->record = number_of(reading, 1);
    row->id = copied(reading, 2);
    row->reason = shared(reading, 3);
    row->activity = activity_of(reading, 4);
    row->force = force_of(att_query_column(&reading->query, 5));
    row->fate = fate_of(att_query_column(&reading->query, 6));
    row->term_first = day_of(reading, 7);
    row->term_last = day_of(reading, 8);
    row->first = day_of(reading, 9);
    row->last = day_of(reading, 10);
    row->evidence = day_of(reading, 11);
    row->until = day_of(reading, 12);
    row->times = (uint32_t)number_of(reading, 13);
    row->searched = (uint32_t)number_of(reading, 14);
}

/* The numbers of the undertakings that a record of the country's states. */
static att_status mark_undertakings(reader *reading, uint8_t **marks, int64_t *count) {
    att_material *material = reading->material;
    ask(reading, "SELECT coalesce(max(number), 0) + 1 FROM undertaking", false);
    if (att_query_next(&reading->query))
        *count = number_of(reading, 0);
    att_status status = att_query_end(&reading->query);
    *marks = att_arena_alloc(material->arena, (size_t)*count + 1);
    if (status)
        return status;
    ask(reading, "SELECT undertaking, record FROM undertaking_record", false);
    while (att_query_next(&reading->query))
        if (number_of(reading, 0) < *count && att_material_is_mine(material, number_of(reading, 1)))
            (*marks)[number_of(reading, 0)] = 1;
    return att_query_end(&reading->query);
}

static att_status read_undertakings(reader *reading) {
    uint8_t *marks = NULL;
    int64_t count = 0;
    att_status status = mark_undertakings(reading, &marks, &count);
    if (status)
        return status;
    ask(reading,
        "SELECT number, record, id, reason, activity, force, status, term_first, term_last, "
        "first_date, last_date, evidence_date, searched_until, times, searched FROM undertaking "
        "ORDER BY number",
        false);
    while (att_query_next(&reading->query))
        if (number_of(reading, 0) < count && marks[number_of(reading, 0)])
            take_undertaking(reading);
    return att_query_end(&reading->query);
}

static att_undertaking_row *undertaking_at(reader *reading, int column) {
    uint32_t index = att_lookup_get(&reading->material->undertaking_of, number_of(reading, column));
    return index == ATT_NONE ? NULL : &reading->material->undertakings.items[index];
}

/* The register is read through, which is faster than asking for the country's part of it. */
static att_status read_undertaking_rows(reader *reading) {
    att_material *material = reading->material;
    ask(reading,
        "SELECT u.undertaking, " ROW_COLUMNS " FROM undertaking_record u "
        "CROSS JOIN record r ON r.number = u.record ORDER BY u.undertaking",
        false);
    while (att_query_next(&reading->query)) {
        att_undertaking_row *row = undertaking_at(reading, 0);
        if (row)
            take_row(reading, &row->rows, 1);
    }
    for (uint32_t i = 0; i < material->undertakings.count; i++)
        sort_rows(material, material->undertakings.items[i].rows);
    return att_query_end(&reading->query);
}

/* The closest first. */
static int compare_outcomes(const void *left, const void *right) {
    const att_outcome_row *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->act != b->act)
        return a->act < b->act ? -1 : 1;
    return (a->record > b->record) - (a->record < b->record);
}

static att_status read_outcomes(reader *reading) {
    att_material *material = reading->material;
    ask(reading,
        "SELECT undertaking, record, act, kind, score FROM outcome ORDER BY undertaking, record",
        false);
    while (att_query_next(&reading->query)) {
        att_undertaking_row *row = undertaking_at(reading, 0);
        if (!row)
            continue;
        extend(&row->outcomes, material->outcomes.count);
        *ATT_PUSH(material->arena, &material->outcomes) =
            (att_outcome_row){number_of(reading, 1), number_of(reading, 2), shared(reading, 3),
                              att_query_double(&reading->query, 4)};
    }
    for (uint32_t i = 0; i < material->undertakings.count; i++) {
        att_span_of span = material->undertakings.items[i].outcomes;
        if (span.count > 1)
            qsort(&material->outcomes.items[span.first], span.count, sizeof(att_outcome_row),
                  compare_outcomes);
    }
    return att_query_end(&reading->query);
}

/* ---- all ------------------------------------------------------------------------------------ */

att_status att_material_read(att_material *out, att_arena *arena, att_store *store,
                             const char *country, att_error *error) {
    typedef att_status pass(reader * reading);
    static pass *const passes[] = {
        read_mine, read_stories,      read_mechanisms,       read_runs,
        read_acts, read_act_parties,  read_act_fields,       read_reports,
        read_sums, read_undertakings, read_undertaking_rows, read_outcomes};
    *out = (att_material){.store = store,
                          .arena = arena,
                          .error = error,
                          .first = ATT_DAY_NONE,
                          .until = ATT_DAY_NONE,
                          .version = ATT_SLICE_EMPTY,
                          .data_hash = ATT_SLICE_EMPTY};
    out->country = att_arena_copy(arena, att_slice_of(country));
    att_map_init(&out->text_index, arena);
    reader reading = {.material = out, .error = error};
    att_status status = ATT_OK;
    for (size_t i = 0; !status && i < sizeof passes / sizeof *passes; i++)
        status = passes[i](&reading);
    if (!status)
        status = att_material_read_claims(out, error);
    return status ? status : att_material_read_parts(out, error);
}
