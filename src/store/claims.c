/* claims.c - figures that are asserted: the line each belongs to, who said it before, what
 * contradicts it, and what the register counts on a stated definition. */
#include "store/counting.h"

#include "base/buffer.h"
#include "store/database.h"

#include <math.h>
#include <stdlib.h>

enum { SAME_START = 200, SAME_END = 0, COMPARED = 60 };

/* One figure of one claim. */
typedef struct claim_figure {
    uint32_t record;
    const snap_quantity *quantity;
    uint32_t line;
    att_text speaker;
    uint32_t repeats; /* the record that said so before; ATT_NONE */
    bool alone;       /* the record has one figure of the class */
} claim_figure;

typedef struct claim_line {
    uint32_t first; /* its first figure */
    uint32_t statements, records;
    const char *definition;
} claim_line;

typedef struct claims_state {
    att_passes *passes;
    ATT_ARRAY(claim_figure) figures;
    ATT_ARRAY(claim_line) lines;
    att_map keys;
    act_counting counting;
} claims_state;

/* ---- lines --------------------------------------------------------------------------------------
 */

/* Who has it: police forces are counted apart from the armed forces and the state as such. */
static bool is_police(const att_passes *passes, const snap_record *record) {
    for (uint32_t p = record->participants.first; p < record->participants.end; p++) {
        const snap_participant *participant = &passes->snapshot.participants.items[p];
        if (participant->role == ATT_RECORD_ACTOR)
            return participant->sector == ATT_SECTOR_COP;
    }
    return false;
}

/* "delegations sent" and "delegations received" are two lines of one class. */
static const char *direction_of(att_slice unit) {
    return strstr(unit.data, " sent") ? " sent" : strstr(unit.data, " received") ? " received" : "";
}

static uint32_t line_of(claims_state *state, uint32_t record, const snap_quantity *quantity) {
    att_passes *passes = state->passes;
    const snap_record *claim = att_passes_record(passes, record);
    att_buffer key;
    att_buffer_init(&key);
    att_snapshot_add_codes(&key, &passes->snapshot, claim->codes);
    att_buffer_format(&key, "|%d|%d|%s%s|%s", claim->activity, is_police(passes, claim),
                      att_snapshot_text(&passes->snapshot, quantity->class).data,
                      direction_of(att_snapshot_text(&passes->snapshot, quantity->unit)),
                      claim->placed ? att_snapshot_text(&passes->snapshot, claim->place).data : "");
    uint32_t line = att_map_get(&state->keys, att_buffer_slice(&key));
    if (line == ATT_NONE) {
        line = state->lines.count;
        claim_line *fresh = ATT_PUSH(passes->arena, &state->lines);
        fresh->first = state->figures.count;
        att_map_put(&state->keys, att_arena_copy(passes->arena, att_buffer_slice(&key)), line);
    }
    att_buffer_release(&key);
    return line;
}

static att_text speaker_of(att_passes *passes, const snap_record *record) {
    att_buffer text;
    att_buffer_init(&text);
    for (uint32_t p = record->participants.first; p < record->participants.end; p++) {
        const snap_participant *participant = &passes->snapshot.participants.items[p];
        if (participant->role != ATT_RECORD_SPEAKER)
            continue;
        att_buffer_add(&text, text.size ? " " : "");
        att_buffer_add_slice(&text, att_snapshot_text(&passes->snapshot, participant->code));
        att_buffer_add(&text, "/");
        att_buffer_add(&text, att_sector_name((att_sector)participant->sector));
    }
    att_text speaker = att_snapshot_intern(&passes->snapshot,
                                           text.size ? att_buffer_slice(&text) : ATT_SLICE_EMPTY);
    att_buffer_release(&text);
    return speaker;
}

static uint32_t count_class(const att_passes *passes, const snap_record *record, att_text class) {
    uint32_t count = 0;
    for (uint32_t q = record->quantities.first; q < record->quantities.end; q++)
        count += passes->snapshot.quantities.items[q].class == class;
    return count;
}

static void collect(claims_state *state) {
    att_passes *passes = state->passes;
    for (uint32_t i = 0; i < passes->snapshot.records.count; i++) {
        const snap_record *record = att_passes_record(passes, i);
        if (record->kind != ATT_KIND_CLAIM || record->form != ATT_FIGURE)
            continue;
        att_text speaker = speaker_of(passes, record);
        for (uint32_t q = record->quantities.first; q < record->quantities.end; q++) {
            const snap_quantity *quantity = &passes->snapshot.quantities.items[q];
            uint32_t line = line_of(state, i, quantity);
            *ATT_PUSH(passes->arena, &state->figures) = (claim_figure){
                i,       quantity, line,
                speaker, ATT_NONE, count_class(passes, record, quantity->class) == 1};
            state->lines.items[line].records++;
        }
    }
}

/* ---- what two figures of a line say of each other
 * -------------------------------------------------- */

static bool same_start(const snap_record *a, const snap_record *b) {
    if (a->interval.first == ATT_DAY_OPEN_START || b->interval.first == ATT_DAY_OPEN_START)
        return a->interval.first == b->interval.first;
    return abs(a->interval.first - b->interval.first) <= SAME_START;
}

static bool is_inside(const snap_record *a, const snap_record *b) {
    return a->interval.first >= b->interval.first && a->interval.last <= b->interval.last;
}

/* Totals grow: over a longer stretch of the same period there cannot be less. What holds at one
 * day, or in percent, is held only against the same period. NULL: they can both be right. */
static const char *contradiction(const att_passes *passes, const claim_figure *a,
                                 const claim_figure *b) {
    const snap_record *x = att_passes_record(passes, a->record);
    const snap_record *y = att_passes_record(passes, b->record);
    if (x->document == y->document || !a->alone || !b->alone || !x->timed || !y->timed ||
        att_fields_jaccard(x->fields, y->fields) < 0.5)
        return NULL;
    if (a->quantity->low <= b->quantity->high && b->quantity->low <= a->quantity->high)
        return NULL;
    if (same_start(x, y) && x->interval.last == y->interval.last)
        return "different figures for one period";
    att_slice class = att_snapshot_text(&passes->snapshot, a->quantity->class);
    if (att_slice_starts(class, "percent") || att_snapshot_span(x) == 1 ||
        att_snapshot_span(y) == 1)
        return NULL;
    if ((same_start(x, y) && x->interval.last < y->interval.last) || is_inside(x, y))
        return a->quantity->low > b->quantity->high ? "less over a longer period" : NULL;
    if ((same_start(x, y) && y->interval.last < x->interval.last) || is_inside(y, x))
        return b->quantity->low > a->quantity->high ? "less over a longer period" : NULL;
    return NULL;
}

static att_status insert_contradiction(att_passes *passes, const claim_figure *a,
                                       const claim_figure *b, const char *reason) {
    att_query query;
    att_query_begin(&query, passes->store,
                    "INSERT INTO disagreement (kind, line, a, b, what, a_value, b_value, reason) "
                    "VALUES ('claim', ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    passes->error);
    att_query_integer(&query, 1, a->line + 1);
    att_query_integer(&query, 2, att_passes_record(passes, a->record)->number);
    att_query_integer(&query, 3, att_passes_record(passes, b->record)->number);
    att_query_text(&query, 4, att_snapshot_text(&passes->snapshot, a->quantity->class));
    att_query_string(&query, 5, att_figure_text(passes, a->quantity));
    att_query_string(&query, 6, att_figure_text(passes, b->quantity));
    att_query_string(&query, 7, reason);
    return att_query_run(&query);
}

static bool is_repeat(const att_passes *passes, const claim_figure *a, const claim_figure *b) {
    const snap_document *x = att_passes_document(passes, a->record);
    const snap_document *y = att_passes_document(passes, b->record);
    bool same_voice = a->speaker ? a->speaker == b->speaker : x->source == y->source;
    return same_voice && a->quantity->number == b->quantity->number &&
           a->quantity->bound == b->quantity->bound;
}

/* The figures of a line follow one another in `order`; each is held against those shortly before.
 */
static att_status compare_line(claims_state *state, const uint32_t *order, uint32_t count) {
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < count && !status; i++) {
        claim_figure *later = &state->figures.items[order[i]];
        uint32_t from = i > COMPARED ? i - COMPARED : 0;
        for (uint32_t k = from; k < i && !status; k++) {
            claim_figure *earlier = &state->figures.items[order[k]];
            if (later->repeats == ATT_NONE && is_repeat(state->passes, earlier, later))
                later->repeats = earlier->record;
            const char *reason = contradiction(state->passes, earlier, later);
            if (reason)
                status = insert_contradiction(state->passes, earlier, later, reason);
        }
        state->lines.items[later->line].statements += later->repeats == ATT_NONE;
    }
    return status;
}

static att_status compare_all(claims_state *state) {
    uint32_t count = state->figures.count;
    uint32_t *start = ATT_NEW_ARRAY(state->passes->arena, uint32_t, state->lines.count + 1);
    uint32_t *order = ATT_NEW_ARRAY(state->passes->arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++)
        start[state->figures.items[i].line + 1]++;
    for (uint32_t line = 0; line < state->lines.count; line++)
        start[line + 1] += start[line];
    uint32_t *next = ATT_NEW_ARRAY(state->passes->arena, uint32_t, state->lines.count + 1);
    memcpy(next, start, (state->lines.count + 1) * sizeof *next);
    for (uint32_t i = 0; i < count; i++)
        order[next[state->figures.items[i].line]++] = i;
    att_status status = ATT_OK;
    for (uint32_t line = 0; line < state->lines.count && !status; line++)
        status = compare_line(state, order + start[line], start[line + 1] - start[line]);
    return status;
}

/* ---- writing
 * ------------------------------------------------------------------------------------------ */

static att_status insert_line(claims_state *state, uint32_t index) {
    att_passes *passes = state->passes;
    const claim_line *line = &state->lines.items[index];
    const claim_figure *first = &state->figures.items[line->first];
    const snap_record *record = att_passes_record(passes, first->record);
    att_buffer holder;
    att_buffer_init(&holder);
    att_snapshot_add_codes(&holder, &passes->snapshot, record->codes);
    att_query query;
    att_query_begin(&query, passes->store,
                    "INSERT INTO claim_line VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    passes->error);
    att_query_integer(&query, 1, index + 1);
    att_query_string(&query, 2, record->id);
    att_query_text(&query, 3, holder.size ? att_buffer_slice(&holder) : ATT_SLICE_EMPTY);
    att_query_string(&query, 4, att_activity_name((att_activity)record->activity));
    att_query_string(
        &query, 5,
        att_arena_format(passes->arena, "%s%s",
                         att_snapshot_text(&passes->snapshot, first->quantity->class).data,
                         direction_of(att_snapshot_text(&passes->snapshot, first->quantity->unit)))
            .data);
    att_query_integer(&query, 6, line->statements);
    att_query_integer(&query, 7, line->records);
    att_query_string(&query, 8, counting_definition(&state->counting, record, first->quantity));
    att_buffer_release(&holder);
    return att_query_run(&query);
}

static att_status insert_claim(claims_state *state, const claim_figure *figure) {
    att_passes *passes = state->passes;
    const snap_record *record = att_passes_record(passes, figure->record);
    att_count counted = counting_count(&state->counting, record, figure->quantity);
    att_query query;
    att_query_begin(
        &query, passes->store,
        "INSERT INTO claim VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        passes->error);
    att_query_integer(&query, 1, record->number);
    att_query_integer(&query, 2, figure->quantity->ordinal);
    att_query_integer(&query, 3, figure->line + 1);
    att_query_text(&query, 4, att_snapshot_text(&passes->snapshot, figure->speaker));
    att_query_real(&query, 5, figure->quantity->number);
    att_query_string(&query, 6, att_bound_sign((att_bound)figure->quantity->bound));
    att_query_text(&query, 7, att_snapshot_text(&passes->snapshot, figure->quantity->unit));
    if (record->timed) {
        att_query_day(&query, 8, record->interval.first);
        att_query_day(&query, 9, record->interval.last);
    }
    if (figure->repeats != ATT_NONE)
        att_query_integer(&query, 10, att_passes_record(passes, figure->repeats)->number);
    if (counted.known) {
        att_query_integer(&query, 11, (int64_t)llround(counted.value));
        att_query_real(&query, 12, counted.value - figure->quantity->number);
    }
    att_query_string(&query, 13, counted.explanation);
    return att_query_run(&query);
}

att_status att_pass_claims(att_passes *passes) {
    claims_state state = {.passes = passes};
    att_map_init(&state.keys, passes->arena);
    collect(&state);
    att_status status = compare_all(&state);
    if (!status)
        status = counting_open(&state.counting, passes);
    for (uint32_t i = 0; i < state.lines.count && !status; i++)
        status = insert_line(&state, i);
    for (uint32_t i = 0; i < state.figures.count && !status; i++)
        status = insert_claim(&state, &state.figures.items[i]);
    counting_close(&state.counting);
    return status;
}
