/* snapshot.c - see snapshot.h. Each table is read once, in the order of its records, so that what
 * belongs to a record lies together. */
#include "store/snapshot.h"

#include "base/error.h"
#include "base/utf8.h"
#include "store/database.h"
#include "store/wording.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_CODES = 8 }; /* as text */

typedef struct reading_state {
    att_snapshot *snapshot;
    att_store *store;
    att_error *error;
    uint32_t *document_index, *record_index; /* by number; ATT_NONE: not there */
    int64_t document_top, record_top;
    att_wording wording;
    uint32_t *frequency; /* of each text as a term */
    uint32_t frequency_size;
    ATT_ARRAY(uint32_t) phrases; /* of the record at hand */
    uint32_t *phrase_document;   /* the last document that a phrase was counted in, plus 1 */
} reading_state;

att_text att_snapshot_intern(att_snapshot *snapshot, att_slice text) {
    uint32_t number = att_map_get(&snapshot->numbers, text);
    if (number != ATT_NONE)
        return number;
    att_slice kept = att_arena_copy(&snapshot->arena, text);
    *ATT_PUSH(&snapshot->arena, &snapshot->texts) = kept;
    att_map_put(&snapshot->numbers, kept, snapshot->texts.count - 1);
    return snapshot->texts.count - 1;
}

static att_text column_text(reading_state *reading, const att_query *query, int column) {
    return att_snapshot_intern(reading->snapshot, att_query_column(query, column));
}

static uint32_t *make_index(att_snapshot *snapshot, int64_t top) {
    uint32_t *index = ATT_NEW_ARRAY(&snapshot->arena, uint32_t, top + 1);
    memset(index, 0xff, ((size_t)top + 1) * sizeof *index);
    return index;
}

static int64_t top_number(reading_state *reading, const char *sql) {
    att_query query;
    att_query_begin(&query, reading->store, sql, reading->error);
    int64_t top = att_query_value(&query, 0);
    return query.status ? -1 : top;
}

/* ---- documents ------------------------------------------------------------------------------- */

static att_status read_documents(reading_state *reading) {
    att_snapshot *snapshot = reading->snapshot;
    reading->document_top = top_number(reading, "SELECT max(number) FROM document");
    if (reading->document_top < 0)
        return ATT_ERROR_STORE;
    reading->document_index = make_index(snapshot, reading->document_top);
    att_query query;
    att_query_begin(&query, reading->store,
                    "SELECT d.number, d.date, d.kind, d.agency, d.source, o.source FROM document d "
                    "LEFT JOIN origin o ON o.document = d.number "
                    "ORDER BY d.date IS NULL, d.date, d.hash",
                    reading->error);
    while (att_query_next(&query)) {
        reading->document_index[att_query_number(&query, 0)] = snapshot->documents.count;
        snap_document *document = ATT_PUSH(&snapshot->arena, &snapshot->documents);
        document->number = att_query_number(&query, 0);
        document->dated = att_day_parse(&document->date, att_query_column(&query, 1));
        document->story = att_slice_is(att_query_column(&query, 2), "story");
        document->agency = column_text(reading, &query, 3);
        document->publisher = column_text(reading, &query, 4);
        document->source = column_text(reading, &query, 5);
        if (document->dated && document->story &&
            (!snapshot->any || document->date > snapshot->until)) {
            snapshot->until = document->date;
            snapshot->any = true;
        }
    }
    return att_query_end(&query);
}

/* ---- records --------------------------------------------------------------------------------- */

static void take_kind(snap_record *record, const att_query *query) {
    att_kind kind = ATT_KIND_EVENT;
    att_activity activity = ATT_ACTIVITY_COOPERATION;
    att_plover plover = ATT_PLOVER_NONE;
    att_event_status status = ATT_DONE;
    att_force force = ATT_AGREED;
    att_form form = ATT_FIGURE;
    att_basis basis = ATT_BASIS_STATED;
    att_kind_find(&kind, att_query_column(query, 3));
    att_activity_find(&activity, att_query_column(query, 4));
    att_plover_find(&plover, att_query_column(query, 5));
    att_event_status_find(&status, att_query_column(query, 16));
    att_force_find(&force, att_query_column(query, 18));
    att_form_find(&form, att_query_column(query, 19));
    att_basis_find(&basis, att_query_column(query, 6));
    record->kind = (uint8_t)kind;
    record->activity = (uint8_t)activity;
    record->plover = (uint8_t)plover;
    record->status = (uint8_t)status;
    record->recalled = att_query_number(query, 17) != 0;
    record->force = (uint8_t)force;
    record->form = (uint8_t)form;
    record->basis = (uint8_t)basis;
}

static void take_time(snap_record *record, const att_query *query) {
    record->interval = (att_interval){ATT_DAY_OPEN_START, ATT_DAY_OPEN_END};
    bool first = att_day_parse(&record->interval.first, att_query_column(query, 7));
    bool last = att_day_parse(&record->interval.last, att_query_column(query, 8));
    record->timed = first || last;
}

/* What is told as done lies before the story, or on the next day where the story is from the other
 * side of the globe; a later time is of something else that the sentence names. */
static void correct_time(snap_record *record, const snap_document *document) {
    if (record->kind != ATT_KIND_EVENT || record->status == ATT_CANCELLED || !record->timed ||
        !document->dated || record->interval.first <= document->date + 1)
        return;
    record->early = true;
    record->coded = record->interval;
    record->interval = (att_interval){document->date, document->date};
    record->basis = ATT_BASIS_DOCUMENT;
}

static void take_record(reading_state *reading, snap_record *record, const att_query *query) {
    att_snapshot *snapshot = reading->snapshot;
    record->number = att_query_number(query, 0);
    record->id = att_arena_copy(&snapshot->arena, att_query_column(query, 1)).data;
    record->document = reading->document_index[att_query_number(query, 2)];
    take_kind(record, query);
    take_time(record, query);
    correct_time(record, &snapshot->documents.items[record->document]);
    record->placed = !att_query_is_null(query, 9);
    record->place = att_snapshot_intern(
        snapshot, att_utf8_fold(&reading->wording.scratch, att_query_column(query, 9)));
    record->country = column_text(reading, query, 10);
    record->instrument = column_text(reading, query, 11);
    record->instrument_code = column_text(reading, query, 12);
    record->instrument_kind = column_text(reading, query, 13);
    record->edition = att_query_is_null(query, 14) ? -1 : (int32_t)att_query_number(query, 14);
    record->year = att_query_is_null(query, 15) ? -1 : (int32_t)att_query_number(query, 15);
}

static int compare_records(const void *left, const void *right) {
    const snap_record *a = left, *b = right;
    if (a->document != b->document)
        return a->document < b->document ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* Versions of one document that were kept and added by different runs come in the order of their
 * numbers, not of the text: good enough for a stable order. */
static att_status read_records(reading_state *reading) {
    att_snapshot *snapshot = reading->snapshot;
    reading->record_top = top_number(reading, "SELECT max(number) FROM record");
    if (reading->record_top < 0)
        return ATT_ERROR_STORE;
    reading->record_index = make_index(snapshot, reading->record_top);
    att_query query;
    att_query_begin(&query, reading->store,
                    "SELECT number, id, document, kind, activity, plover, basis, first_date, "
                    "last_date, place, country, instrument, instrument_code, instrument_kind, "
                    "edition, year, status, recalled, force, form FROM record_now",
                    reading->error);
    while (att_query_next(&query)) {
        att_arena_reset(&reading->wording.scratch);
        take_record(reading, ATT_PUSH(&snapshot->arena, &snapshot->records), &query);
    }
    if (snapshot->records.count)
        qsort(snapshot->records.items, snapshot->records.count, sizeof(snap_record),
              compare_records);
    for (uint32_t i = 0; i < snapshot->records.count; i++)
        reading->record_index[snapshot->records.items[i].number] = i;
    return att_query_end(&query);
}

/* The record that a row of a hanging table belongs to, or NULL if it is not current. */
static snap_record *record_of(reading_state *reading, const att_query *query) {
    int64_t number = att_query_number(query, 0);
    uint32_t index = number <= reading->record_top ? reading->record_index[number] : ATT_NONE;
    return index == ATT_NONE ? NULL : &reading->snapshot->records.items[index];
}

/* ---- what hangs on a record
 * ------------------------------------------------------------------------------ */

static att_status read_participants(reading_state *reading) {
    att_snapshot *snapshot = reading->snapshot;
    att_query query;
    att_query_begin(&query, reading->store,
                    "SELECT record, role, code, sector, name, office, level FROM participant_now "
                    "ORDER BY record, role, ordinal",
                    reading->error);
    while (att_query_next(&query)) {
        snap_record *record = record_of(reading, &query);
        if (!record)
            continue;
        if (!record->participants.end)
            record->participants.first = snapshot->participants.count;
        snap_participant *participant = ATT_PUSH(&snapshot->arena, &snapshot->participants);
        record->participants.end = snapshot->participants.count;
        att_record_role role = ATT_RECORD_SPEAKER;
        att_record_role_find(&role, att_query_column(&query, 1));
        participant->role = (uint8_t)role;
        participant->code = column_text(reading, &query, 2);
        att_sector sector = ATT_SECTOR_NONE;
        att_sector_find(&sector, att_query_column(&query, 3));
        participant->sector = (uint8_t)sector;
        att_arena_reset(&reading->wording.scratch);
        participant->name = att_snapshot_intern(
            snapshot, att_utf8_fold(&reading->wording.scratch, att_query_column(&query, 4)));
        participant->written = column_text(reading, &query, 4);
        participant->office = column_text(reading, &query, 5);
        participant->level = (uint8_t)att_query_number(&query, 6);
    }
    return att_query_end(&query);
}

static att_status read_fields(reading_state *reading) {
    att_query query;
    att_query_begin(&query, reading->store, "SELECT record, field FROM field_now", reading->error);
    while (att_query_next(&query)) {
        snap_record *record = record_of(reading, &query);
        att_field field;
        if (record && att_field_find(&field, att_query_column(&query, 1)))
            record->fields |= 1u << field;
    }
    return att_query_end(&query);
}

static void set_bounds(snap_quantity *quantity, att_slice sign) {
    double number = quantity->number, step = number >= 1 ? 1 : 0;
    quantity->low = quantity->high = number;
    att_bound bound = ATT_BOUND_ABOUT;
    att_bound_find(&bound, sign);
    quantity->bound = (uint8_t)bound;
    if (quantity->bound == ATT_BOUND_MORE)
        quantity->low = number + step, quantity->high = INFINITY;
    else if (quantity->bound == ATT_BOUND_AT_LEAST)
        quantity->high = INFINITY;
    else if (quantity->bound == ATT_BOUND_LESS)
        quantity->low = 0;
    else if (quantity->bound == ATT_BOUND_ABOUT)
        quantity->low = number * 0.95, quantity->high = number * 1.05;
}

static att_status read_quantities(reading_state *reading) {
    att_snapshot *snapshot = reading->snapshot;
    att_query query;
    att_query_begin(&query, reading->store,
                    "SELECT record, ordinal, number, bound, unit FROM quantity "
                    "ORDER BY record, ordinal",
                    reading->error);
    while (att_query_next(&query)) {
        snap_record *record = record_of(reading, &query);
        if (!record)
            continue;
        att_arena_reset(&reading->wording.scratch);
        if (!record->quantities.end)
            record->quantities.first = snapshot->quantities.count;
        snap_quantity *quantity = ATT_PUSH(&snapshot->arena, &snapshot->quantities);
        record->quantities.end = snapshot->quantities.count;
        quantity->ordinal = (uint32_t)att_query_number(&query, 1);
        quantity->number = att_query_double(&query, 2);
        set_bounds(quantity, att_query_column(&query, 3));
        att_slice unit = att_utf8_fold(&reading->wording.scratch, att_query_column(&query, 4));
        quantity->unit = att_snapshot_intern(snapshot, unit);
        quantity->class =
            att_snapshot_intern(snapshot, wording_unit_class(&reading->wording, unit));
    }
    return att_query_end(&query);
}

static int compare_numbers(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

att_range att_snapshot_close(att_snapshot *snapshot, uint32_t first) {
    uint32_t count = snapshot->pool.count - first, kept = first;
    if (!count)
        return (att_range){first, first};
    uint32_t *items = snapshot->pool.items;
    qsort(items + first, count, sizeof *items, compare_numbers);
    for (uint32_t i = first; i < snapshot->pool.count; i++)
        if (i == first || items[i] != items[kept - 1])
            items[kept++] = items[i];
    snapshot->pool.count = kept;
    return (att_range){first, kept};
}

void att_snapshot_add_codes(att_buffer *out, const att_snapshot *snapshot, att_range codes) {
    for (uint32_t i = codes.first; i < codes.end && i < codes.first + MOST_CODES; i++) {
        att_buffer_add(out, i == codes.first ? "" : " ");
        att_buffer_add_slice(out, att_snapshot_text(snapshot, snapshot->pool.items[i]));
    }
}

static void collect_codes(att_snapshot *snapshot) {
    for (uint32_t i = 0; i < snapshot->records.count; i++) {
        snap_record *record = &snapshot->records.items[i];
        uint32_t first = snapshot->pool.count;
        for (uint32_t p = record->participants.first; p < record->participants.end; p++) {
            const snap_participant *participant = &snapshot->participants.items[p];
            if (participant->role != ATT_RECORD_SPEAKER && participant->code)
                *ATT_PUSH(&snapshot->arena, &snapshot->pool) = participant->code;
        }
        record->codes = att_snapshot_close(snapshot, first);
    }
}

static void count_terms(reading_state *reading, att_range terms) {
    att_snapshot *snapshot = reading->snapshot;
    if (snapshot->texts.count > reading->frequency_size) {
        uint32_t size = snapshot->texts.count * 2;
        uint32_t *frequency = ATT_NEW_ARRAY(&snapshot->arena, uint32_t, size);
        if (reading->frequency_size)
            memcpy(frequency, reading->frequency, reading->frequency_size * sizeof *frequency);
        reading->frequency = frequency;
        reading->frequency_size = size;
    }
    for (uint32_t i = terms.first; i < terms.end; i++)
        reading->frequency[snapshot->pool.items[i]]++;
}

static void close_terms(reading_state *reading, snap_record *record, uint32_t first) {
    att_snapshot *snapshot = reading->snapshot;
    if (!record)
        return;
    record->terms = att_snapshot_close(snapshot, first);
    count_terms(reading, record->terms);
    first = snapshot->pool.count;
    for (uint32_t i = 0; i < reading->phrases.count; i++)
        *ATT_PUSH(&snapshot->arena, &snapshot->pool) = reading->phrases.items[i];
    reading->phrases.count = 0;
    record->phrases = att_snapshot_close(snapshot, first);
    for (uint32_t i = record->phrases.first; i < record->phrases.end; i++) {
        uint32_t counter = snapshot->pool.items[i] % ATT_PHRASE_COUNTERS;
        if (reading->phrase_document[counter] == record->document + 1)
            continue; /* several records rest on one sentence */
        reading->phrase_document[counter] = record->document + 1;
        snapshot->phrase_counts[counter] += snapshot->phrase_counts[counter] < UINT16_MAX;
    }
}

static void take_terms(reading_state *reading, att_slice text) {
    att_snapshot *snapshot = reading->snapshot;
    att_slice word;
    uint64_t last = 0;
    while (wording_next(&reading->wording, &text, &word)) {
        uint32_t term = att_snapshot_intern(snapshot, word);
        *ATT_PUSH(&snapshot->arena, &snapshot->pool) = term;
        uint64_t both[2] = {att_hash(word.data, word.size), last};
        if (last)
            *ATT_PUSH(&snapshot->arena, &reading->phrases) =
                (uint32_t)(att_hash(both, sizeof both) >> 16);
        last = both[0];
    }
}

static att_status read_terms(reading_state *reading) {
    att_snapshot *snapshot = reading->snapshot;
    snapshot->phrase_counts = ATT_NEW_ARRAY(&snapshot->arena, uint16_t, ATT_PHRASE_COUNTERS);
    reading->phrase_document = ATT_NEW_ARRAY(&snapshot->arena, uint32_t, ATT_PHRASE_COUNTERS);
    att_query query;
    att_query_begin(&query, reading->store,
                    "SELECT record, quote FROM evidence ORDER BY record, ordinal", reading->error);
    snap_record *last = NULL;
    uint32_t first = snapshot->pool.count;
    while (att_query_next(&query)) {
        snap_record *record = record_of(reading, &query);
        if (record != last) {
            close_terms(reading, last, first);
            first = snapshot->pool.count;
            last = record;
        }
        if (!record)
            continue;
        att_arena_reset(&reading->wording.scratch);
        take_terms(reading, att_utf8_fold(&reading->wording.scratch, att_query_column(&query, 1)));
    }
    close_terms(reading, last, first);
    return att_query_end(&query);
}

/* ---- numbers by the order of texts
 * ----------------------------------------------------------------- */

typedef struct numbered {
    att_slice text;
    uint32_t number;
} numbered;

static int compare_texts(const void *left, const void *right) {
    const numbered *a = left, *b = right;
    return att_slice_compare(a->text, b->text);
}

static void renumber_record(snap_record *record, const uint32_t *now) {
    att_text *texts[] = {&record->place, &record->country, &record->instrument,
                         &record->instrument_code, &record->instrument_kind};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        *texts[i] = now[*texts[i]];
}

static void renumber_range(att_snapshot *snapshot, att_range range, const uint32_t *now) {
    uint32_t *items = snapshot->pool.items + range.first;
    for (uint32_t i = 0; i < att_range_count(range); i++)
        items[i] = now[items[i]];
    if (att_range_count(range))
        qsort(items, att_range_count(range), sizeof *items, compare_numbers);
}

static void renumber_all(att_snapshot *snapshot, const uint32_t *now) {
    for (uint32_t i = 0; i < snapshot->documents.count; i++) {
        snap_document *document = &snapshot->documents.items[i];
        document->agency = now[document->agency];
        document->publisher = now[document->publisher];
        document->source = now[document->source];
    }
    for (uint32_t i = 0; i < snapshot->records.count; i++) {
        snap_record *record = &snapshot->records.items[i];
        renumber_record(record, now);
        renumber_range(snapshot, record->codes, now);
        renumber_range(snapshot, record->terms, now);
    }
    for (uint32_t i = 0; i < snapshot->participants.count; i++) {
        snap_participant *participant = &snapshot->participants.items[i];
        att_text *texts[] = {&participant->code, &participant->name, &participant->office,
                             &participant->written};
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++)
            *texts[k] = now[*texts[k]];
    }
    for (uint32_t i = 0; i < snapshot->quantities.count; i++) {
        snapshot->quantities.items[i].unit = now[snapshot->quantities.items[i].unit];
        snapshot->quantities.items[i].class = now[snapshot->quantities.items[i].class];
    }
}

/* Numbers came in the order of arrival, which must decide nothing. The empty text stays number 0.
 */
static att_status renumber(reading_state *reading) {
    att_snapshot *snapshot = reading->snapshot;
    uint32_t count = snapshot->texts.count;
    numbered *order = malloc((count + 1) * sizeof *order);
    if (!order)
        return att_error_set(reading->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    for (uint32_t i = 0; i < count; i++)
        order[i] = (numbered){snapshot->texts.items[i], i};
    qsort(order, count, sizeof *order, compare_texts);
    uint32_t *now = ATT_NEW_ARRAY(&snapshot->arena, uint32_t, count + 1);
    uint32_t *frequency = ATT_NEW_ARRAY(&snapshot->arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        now[order[i].number] = i;
        snapshot->texts.items[i] = order[i].text;
        frequency[i] =
            order[i].number < reading->frequency_size ? reading->frequency[order[i].number] : 0;
        att_map_put(&snapshot->numbers, order[i].text, i);
    }
    free(order);
    reading->frequency = frequency;
    reading->frequency_size = count;
    renumber_all(snapshot, now);
    return ATT_OK;
}

static void weigh_terms(reading_state *reading) {
    att_snapshot *snapshot = reading->snapshot;
    snapshot->weights = ATT_NEW_ARRAY(&snapshot->arena, double, snapshot->texts.count);
    for (uint32_t i = 0; i < snapshot->texts.count && i < reading->frequency_size; i++)
        if (reading->frequency[i]) {
            double inverse = log(1 + (double)snapshot->records.count / reading->frequency[i]);
            snapshot->weights[i] = inverse * inverse;
        }
    for (uint32_t i = 0; i < snapshot->records.count; i++) {
        snap_record *record = &snapshot->records.items[i];
        for (uint32_t t = record->terms.first; t < record->terms.end; t++)
            record->norm += snapshot->weights[snapshot->pool.items[t]];
        record->norm = sqrt(record->norm);
    }
}

static void name_mechanisms(reading_state *reading) {
    att_snapshot *snapshot = reading->snapshot;
    for (uint32_t i = 0; i < snapshot->records.count; i++) {
        snap_record *record = &snapshot->records.items[i];
        if (!record->instrument)
            continue;
        att_arena_reset(&reading->wording.scratch);
        record->mechanism = att_snapshot_intern(
            snapshot,
            wording_mechanism(&reading->wording, att_snapshot_text(snapshot, record->instrument),
                              snapshot, record->codes));
    }
}

/* ---- the whole
 * -----------------------------------------------------------------------------------------------
 */

static att_status read_all(reading_state *reading) {
    att_status status = wording_open(&reading->wording, reading->store, reading->error);
    if (!status)
        status = read_documents(reading);
    if (!status)
        status = read_records(reading);
    if (!status)
        status = read_participants(reading);
    if (!status)
        status = read_fields(reading);
    if (!status)
        status = read_quantities(reading);
    if (status)
        return status;
    collect_codes(reading->snapshot);
    status = read_terms(reading);
    if (!status)
        status = renumber(reading);
    if (status)
        return status;
    weigh_terms(reading);
    name_mechanisms(reading);
    return ATT_OK;
}

att_status att_snapshot_read(att_snapshot *out, att_store *store, att_error *error) {
    *out = (att_snapshot){.store = store};
    att_arena_init(&out->arena);
    att_map_init(&out->numbers, &out->arena);
    reading_state reading = {.snapshot = out, .store = store, .error = error};
    jmp_buf here; /* where the arena jumps when memory ends */
    out->arena.recovery = &here;
    att_status status;
    if (setjmp(here)) {
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    } else {
        att_snapshot_intern(out, ATT_SLICE_EMPTY);
        status = read_all(&reading);
    }
    out->arena.recovery = NULL;
    wording_close(&reading.wording);
    return status;
}

void att_snapshot_release(att_snapshot *snapshot) {
    att_arena_release(&snapshot->arena);
}
