/* shelf.c - reads the shelves out of the database. See shelf.h.
 *
 * Each shelf has one main query: number, day, priority, and the facets with one value in the order
 * of facets.def; and one query (number, value) for each facet with many. All are ordered by number,
 * so that they are merged in one pass.
 *
 * Priority, for the queue of what to look at: doubt (one less the confidence; more where figures
 * disagree or one source alone tells) times weight (a high office, a signature, an undertaking that
 * is overdue or rests on a match). What was judged has none. */
#include "serve/shelf.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *name;
    bool many;
} facets[FACET_COUNT] = {
#define ATT_FACET(id, name, many) {name, many},
#include "serve/facets.def"
};

const char *att_facet_name(att_facet facet) {
    return facets[facet].name;
}

/* ---- the queries ---------------------------------------------------------------------------- */

#define BAND(confidence)                                                                           \
    "CASE WHEN " confidence " < 0.5 THEN 'low' WHEN " confidence                                   \
    " < 0.8 THEN 'middle' ELSE 'high' END"

#define WEIGHT(level)                                                                              \
    "(1.0 + CASE WHEN " level " BETWEEN 1 AND 3 THEN 1.0 WHEN " level " = 4 THEN 0.5 ELSE 0 END)"

/* Judgements that stand, by record; a later coding may have moved one: then `judged` knows. */
#define VERDICTS                                                                                   \
    "SELECT r.number AS record, j.verdict FROM judgement j CROSS JOIN record r ON r.id = "         \
    "j.record AND r.run_to IS NULL WHERE j.undone IS NULL"

/* What participant_now says, for many records: `number` of the item and the code, in order. */
#define PARTNERS(number, tables, condition)                                                        \
    "SELECT " number ", p.code FROM " tables " WHERE " condition " AND NOT EXISTS (SELECT 1 FROM " \
    "participant_correction c WHERE c.record = p.record AND c.role = p.role) UNION ALL SELECT "    \
    "" number ", c.code FROM participant_correction c JOIN " tables " AND p.ordinal = 0 AND "      \
    "p.record = c.record AND p.role = c.role WHERE " condition " ORDER BY 1"

typedef struct shelf_queries {
    const char *room; /* how many rows `main` has at most */
    const char *main, *stories;
    const char *many[FACET_COUNT]; /* NULL: the shelf has no such facet */
} shelf_queries;

/* clang-format off */
static const shelf_queries queries[SHELF_COUNT] = {
    [SHELF_EVENTS] =
    {"SELECT count(*) FROM act", "SELECT a.number, a.first_date, (1.1 - r.confidence + 0.5 * a.disputed + 0.2 * (a.sources = "
        "1)) * (" WEIGHT("a.level") " + 0.5 * (a.activity IN ('signing', 'declaration', "
        "'conflict'))), a.activity, a.status, NULL, substr(a.first_date, 1, 4), a.country, "
        BAND("r.confidence") ", " "CASE "
#define ATT_LEVEL(name, least, most) "WHEN a.level BETWEEN " least " AND " most " THEN '" name "' "
#include "serve/levels.def"
        "END FROM act a JOIN record r ON r.number = "
        "a.record ORDER BY a.number", "SELECT p.act, r.document FROM report p JOIN record r ON "
        "r.number = p.record ORDER BY 1",
        {
            [FACET_PARTNER] = "SELECT act, code FROM act_participant ORDER BY 1",
            [FACET_FIELD] = "SELECT act, field FROM act_field ORDER BY 1",
            [FACET_MARK] = ("SELECT number, 'disputed' FROM act WHERE disputed UNION ALL SELECT "
            "number, 'one source' FROM act WHERE sources = 1 UNION ALL SELECT number, 'several "
            "reports' FROM act WHERE reports > 1 UNION ALL SELECT a.number, 'recalled' FROM act a "
            "JOIN record r ON r.number = a.record WHERE r.recalled ORDER BY 1"),
            [FACET_JUDGED] = "SELECT DISTINCT p.act, v.verdict FROM (" VERDICTS ") v CROSS JOIN report p "
            "ON p.record = v.record ORDER BY 1"}},
    [SHELF_COMMITMENTS] =
    {"SELECT count(*) FROM undertaking", "SELECT u.number, u.first_date, (1.1 - r.confidence + 0.3 * (u.status IN ('evidence found', "
        "'done'))) * (1.0 + 0.7 * (u.force = 'agreed') + 0.5 * (u.status = 'overdue')), "
        "u.activity, u.status, u.force, substr(u.first_date, 1, 4), r.country, " BAND(
            "r.confidence") ", NULL FROM undertaking u JOIN record r ON r.number = u.record ORDER "
        "BY u.number", "SELECT u.undertaking, r.document FROM undertaking_record u JOIN record r "
        "ON r.number = u.record ORDER BY 1",
        {
            [FACET_PARTNER] = PARTNERS("u.undertaking", "undertaking_record u JOIN participant p "
                "ON p.record = u.record", "p.role <> 'speaker'"),
            [FACET_FIELD] = "SELECT DISTINCT u.undertaking, f.field FROM undertaking_record u JOIN "
            "field_now f ON f.record = u.record ORDER BY 1",
            [FACET_MARK] = ("SELECT number, 'repeated' FROM undertaking WHERE times > 1 UNION ALL "
            "SELECT number, 'with a term' FROM undertaking WHERE term_last IS NOT NULL ORDER BY 1"),
            [FACET_JUDGED] = "SELECT DISTINCT u.undertaking, v.verdict FROM (" VERDICTS ") v CROSS JOIN "
            "undertaking_record u ON u.record = v.record ORDER BY 1"}},
    [SHELF_CLAIMS] =
    {"SELECT count(*) FROM record WHERE kind = 'claim' AND run_to IS NULL", "SELECT r.number, d.date, (1.1 - r.confidence + 0.5 * EXISTS (SELECT 1 FROM claim c WHERE "
        "c.record = r.number AND c.difference < 0)) * (1.0 + 0.5 * (r.form = 'figure')), "
        "r.activity, r.form, NULL, substr(d.date, 1, 4), r.country, " BAND("r.confidence") ", NULL "
        "FROM record_now r JOIN document d ON d.number = r.document WHERE r.kind = 'claim' ORDER "
        "BY r.number", "SELECT number, document FROM record_now WHERE kind = 'claim' ORDER BY 1",
        {
            [FACET_PARTNER] = PARTNERS("r.number", "record r JOIN participant p ON p.record = "
                "r.number", "r.kind = 'claim' AND r.run_to IS NULL AND p.role <> 'speaker'"),
            [FACET_FIELD] = "SELECT r.number, f.field FROM record_now r JOIN field_now f ON "
            "f.record = r.number WHERE r.kind = 'claim' ORDER BY 1",
            [FACET_MARK] = ("SELECT DISTINCT record, 'counted' FROM claim WHERE counted IS NOT NULL "
            "UNION ALL SELECT DISTINCT record, 'differs' FROM claim WHERE difference <> 0 UNION "
            "ALL SELECT DISTINCT record, 'repeats' FROM claim WHERE repeats IS NOT NULL ORDER BY 1"),
            [FACET_JUDGED] = "SELECT DISTINCT r.number, v.verdict FROM (" VERDICTS ") v CROSS JOIN "
            "record r ON r.number = v.record WHERE r.kind = 'claim' ORDER BY 1"}},
    [SHELF_STORIES] =
    {"SELECT count(*) FROM document", "SELECT number, date, 0, NULL, NULL, NULL, substr(date, 1, 4), NULL, NULL, NULL FROM document "
        "ORDER BY number", "SELECT number, number FROM document ORDER BY 1",
        {
            [FACET_PARTNER] = PARTNERS("r.document", "record r JOIN participant p ON p.record = "
                "r.number", "r.run_to IS NULL"),
            [FACET_MARK] = ("SELECT document, 'copy' FROM origin WHERE copy_of IS NOT NULL UNION "
            "ALL SELECT d.number, 'no record' FROM document d WHERE NOT EXISTS (SELECT 1 FROM "
            "record r WHERE r.document = d.number AND r.run_to IS NULL) UNION ALL SELECT number, "
            "'imported' FROM document WHERE kind = 'import' ORDER BY 1")}}};
/* clang-format on */

/* ---- reading -------------------------------------------------------------------------------- */

/* Whom a story is from: agency, and what counts as one source, by their places in `texts`. */
typedef struct origin {
    uint32_t story;
    uint32_t names[2];
} origin;

typedef struct loading {
    att_shelves *shelves;
    att_store *store;
    att_error *error;
    att_arena scratch;
    ATT_ARRAY(origin) origins;  /* by number of the story */
    ATT_ARRAY(att_slice) texts; /* in the shelves' arena; texts[0] is "" */
    att_map text_numbers;
} loading;

static void begin_column(att_shelves *shelves, att_column *column) {
    att_map_init(&column->numbers, &shelves->arena);
    *ATT_PUSH(&shelves->arena, &column->names) = ATT_SLICE_EMPTY;
}

/* The number of a value that lives as long as the shelves; 0 for the empty one, and for those
 * beyond what fits. */
static uint16_t value_of_kept(att_shelves *shelves, att_column *column, att_slice kept) {
    uint32_t number = kept.size ? att_map_get(&column->numbers, kept) : 0;
    if (number != ATT_NONE)
        return (uint16_t)number;
    if (column->names.count == UINT16_MAX)
        return 0;
    number = column->names.count;
    *ATT_PUSH(&shelves->arena, &column->names) = kept;
    att_map_put(&column->numbers, kept, number);
    return (uint16_t)number;
}

static uint16_t value_of(att_shelves *shelves, att_column *column, att_slice text) {
    if (text.size && att_map_get(&column->numbers, text) == ATT_NONE)
        text = att_arena_copy(&shelves->arena, text);
    return value_of_kept(shelves, column, text);
}

static void make_room(att_arena *arena, att_shelf *shelf, size_t room) {
    shelf->numbers = ATT_NEW_ARRAY(arena, int64_t, room);
    shelf->days = ATT_NEW_ARRAY(arena, att_day, room);
    shelf->doubts = ATT_NEW_ARRAY(arena, float, room);
    shelf->none = ATT_NEW_ARRAY(arena, uint32_t, room);
    for (int facet = 0; facet < FACET_COUNT; facet++)
        if (!facets[facet].many)
            shelf->columns[facet].values = ATT_NEW_ARRAY(arena, uint16_t, room);
}

static void take_row(loading *load, att_shelf *shelf, const att_query *query) {
    uint32_t item = shelf->count++;
    int column = 3;
    shelf->numbers[item] = att_query_number(query, 0);
    shelf->days[item] = SHELF_NO_DAY;
    att_day_parse(&shelf->days[item], att_query_column(query, 1));
    shelf->doubts[item] = (float)att_query_double(query, 2);
    for (int facet = 0; facet < FACET_COUNT; facet++)
        if (!facets[facet].many)
            shelf->columns[facet].values[item] =
                value_of(load->shelves, &shelf->columns[facet], att_query_column(query, column++));
}

static att_status read_main(loading *load, att_shelf *shelf, const char *room, const char *main) {
    att_query query;
    att_query_begin(&query, load->store, room, load->error);
    size_t most = (size_t)att_query_value(&query, 0);
    if (query.status)
        return query.status;
    make_room(&load->shelves->arena, shelf, most + 1);
    att_query_begin(&query, load->store, main, load->error);
    while (shelf->count < most && att_query_next(&query))
        take_row(load, shelf, &query);
    return att_query_end(&query);
}

/* Merges the rows of (number, value) into offsets; `take` keeps the value, unless it is there. */
static att_status read_many(loading *load, att_shelf *shelf, const char *sql, uint32_t **offsets,
                            bool (*take)(loading *, att_shelf *, const att_query *, void *),
                            void *context) {
    uint32_t item = 0, count = 0;
    *offsets = sql ? ATT_NEW_ARRAY(&load->shelves->arena, uint32_t, shelf->count + 1) : shelf->none;
    if (!sql)
        return ATT_OK;
    att_query query;
    att_query_begin(&query, load->store, sql, load->error);
    while (att_query_next(&query)) {
        int64_t number = att_query_number(&query, 0);
        while (item < shelf->count && shelf->numbers[item] < number)
            (*offsets)[++item] = count;
        if (item == shelf->count || shelf->numbers[item] != number)
            continue;
        count += take(load, shelf, &query, context);
    }
    while (item < shelf->count)
        (*offsets)[++item] = count;
    return att_query_end(&query);
}

typedef ATT_ARRAY(uint32_t) number_list;

typedef struct taking {
    att_arena scratch;
    att_column *column;
    number_list list;
    int64_t number; /* of the item, and where its values begin */
    uint32_t first;
} taking;

static bool take_value(loading *load, att_shelf *shelf, const att_query *query, void *context) {
    taking *state = context;
    uint16_t value = value_of(load->shelves, state->column, att_query_column(query, 1));
    int64_t number = att_query_number(query, 0);
    if (number != state->number)
        state->first = state->list.count;
    state->number = number;
    for (uint32_t i = state->first; i < state->list.count; i++)
        if (state->list.items[i] == value)
            return false;
    *ATT_PUSH(&state->scratch, &state->list) = value;
    return true;
}

static bool take_story(loading *load, att_shelf *shelf, const att_query *query, void *context) {
    taking *state = context;
    *ATT_PUSH(&state->scratch, &state->list) = (uint32_t)att_query_number(query, 1);
    return true;
}

static void keep_values(loading *load, taking *state) {
    state->column->values = ATT_NEW_ARRAY(&load->shelves->arena, uint16_t, state->list.count + 1);
    for (uint32_t i = 0; i < state->list.count; i++)
        state->column->values[i] = (uint16_t)state->list.items[i];
    att_arena_release(&state->scratch);
}

static att_status read_facet(loading *load, att_shelf *shelf, att_facet facet, const char *sql) {
    taking state = {.column = &shelf->columns[facet]};
    att_arena_init(&state.scratch);
    att_status status = read_many(load, shelf, sql, &state.column->offsets, take_value, &state);
    keep_values(load, &state);
    return status;
}

static att_status read_stories(loading *load, att_shelf *shelf, const char *sql) {
    taking state = {0};
    att_arena_init(&state.scratch);
    att_status status = read_many(load, shelf, sql, &shelf->story_offsets, take_story, &state);
    shelf->stories = ATT_NEW_ARRAY(&load->shelves->arena, uint32_t, state.list.count + 1);
    for (uint32_t i = 0; i < state.list.count; i++) {
        shelf->stories[i] = state.list.items[i];
        if (load->shelves->stories_most < state.list.items[i])
            load->shelves->stories_most = state.list.items[i];
    }
    att_arena_release(&state.scratch);
    return status;
}

/* ---- whom the stories are from -------------------------------------------------------------- */

static uint32_t text_of(loading *load, att_slice text) {
    uint32_t number = text.size ? att_map_get(&load->text_numbers, text) : 0;
    if (number != ATT_NONE)
        return number;
    att_slice kept = att_arena_copy(&load->shelves->arena, text);
    number = load->texts.count;
    *ATT_PUSH(&load->scratch, &load->texts) = kept;
    att_map_put(&load->text_numbers, kept, number);
    return number;
}

static att_status read_origins(loading *load) {
    att_map_init(&load->text_numbers, &load->scratch);
    *ATT_PUSH(&load->scratch, &load->texts) = ATT_SLICE_EMPTY;
    att_query query;
    att_query_begin(&query, load->store, "SELECT document, agency, source FROM origin",
                    load->error);
    while (att_query_next(&query))
        *ATT_PUSH(&load->scratch, &load->origins) =
            (origin){(uint32_t)att_query_number(&query, 0),
                     {text_of(load, att_query_column(&query, 1)),
                      text_of(load, att_query_column(&query, 2))}};
    return att_query_end(&query);
}

static const origin *origin_of(const loading *load, uint32_t story) {
    uint32_t low = 0, high = load->origins.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (load->origins.items[middle].story < story)
            low = middle + 1;
        else
            high = middle;
    }
    return low < load->origins.count && load->origins.items[low].story == story
               ? &load->origins.items[low]
               : NULL;
}

/* Gives each item the agencies (0) or sources (1) of its stories. */
static void add_origins(loading *load, att_shelf *shelf, att_facet facet, int which) {
    taking state = {.column = &shelf->columns[facet]};
    uint32_t *offsets = ATT_NEW_ARRAY(&load->shelves->arena, uint32_t, shelf->count + 1);
    att_arena_init(&state.scratch);
    for (uint32_t item = 0; item < shelf->count; item++) {
        uint32_t first = state.list.count;
        for (uint32_t i = shelf->story_offsets[item]; i < shelf->story_offsets[item + 1]; i++) {
            const origin *found = origin_of(load, shelf->stories[i]);
            uint16_t value = found ? value_of_kept(load->shelves, state.column,
                                                   load->texts.items[found->names[which]])
                                   : 0;
            bool fresh = value != 0;
            for (uint32_t k = first; k < state.list.count; k++)
                fresh &= state.list.items[k] != value;
            if (fresh)
                *ATT_PUSH(&state.scratch, &state.list) = value;
        }
        offsets[item + 1] = state.list.count;
    }
    state.column->offsets = offsets;
    keep_values(load, &state);
}

/* What a person has decided on needs no second look. */
static void rank(loading *load, att_shelf *shelf) {
    const att_column *judged = &shelf->columns[FACET_JUDGED];
    shelf->priorities = ATT_NEW_ARRAY(&load->shelves->arena, float, shelf->count + 1);
    for (uint32_t i = 0; i < shelf->count; i++)
        shelf->priorities[i] = judged->offsets[i] < judged->offsets[i + 1] ? 0 : shelf->doubts[i];
}

static att_status read_shelf(loading *load, int kind) {
    att_shelf *shelf = &load->shelves->shelf[kind];
    for (int facet = 0; facet < FACET_COUNT; facet++)
        begin_column(load->shelves, &shelf->columns[facet]);
    att_status status = read_main(load, shelf, queries[kind].room, queries[kind].main);
    for (int facet = 0; facet < FACET_COUNT && !status; facet++)
        if (facets[facet].many)
            status = read_facet(load, shelf, (att_facet)facet, queries[kind].many[facet]);
    if (!status)
        status = read_stories(load, shelf, queries[kind].stories);
    if (status)
        return status;
    add_origins(load, shelf, FACET_AGENCY, 0);
    add_origins(load, shelf, FACET_SOURCE, 1);
    rank(load, shelf);
    return ATT_OK;
}

/* ---- the archive as a whole ----------------------------------------------------------------- */

static att_status read_span(loading *load) {
    att_query query;
    att_query_begin(&query, load->store,
                    "SELECT min(date), max(date) FROM document WHERE kind = 'story'", load->error);
    if (att_query_next(&query)) {
        snprintf(load->shelves->first, sizeof load->shelves->first, "%s",
                 att_query_column(&query, 0).data);
        snprintf(load->shelves->last, sizeof load->shelves->last, "%s",
                 att_query_column(&query, 1).data);
    }
    return att_query_end(&query);
}

static att_status read_country(loading *load) {
    att_query query;
    att_query_begin(&query, load->store,
                    "SELECT code FROM act_participant WHERE length(code) = 3 GROUP BY code "
                    "ORDER BY count(DISTINCT act) DESC, code LIMIT 1",
                    load->error);
    if (att_query_next(&query))
        snprintf(load->shelves->country, sizeof load->shelves->country, "%s",
                 att_query_column(&query, 0).data);
    return att_query_end(&query);
}

static att_status read_all(loading *load) {
    att_status status = read_origins(load);
    for (int kind = 0; kind < SHELF_COUNT && !status; kind++)
        status = read_shelf(load, kind);
    if (!status)
        status = read_span(load);
    return status ? status : read_country(load);
}

/* What was judged is read anew; all else is the base's. */
static att_status read_judged(loading *load) {
    att_status status = ATT_OK;
    for (int kind = 0; kind < SHELF_COUNT && !status; kind++) {
        att_shelf *shelf = &load->shelves->shelf[kind];
        begin_column(load->shelves, &shelf->columns[FACET_JUDGED]);
        status = read_facet(load, shelf, FACET_JUDGED, queries[kind].many[FACET_JUDGED]);
        if (!status)
            rank(load, shelf);
    }
    return status;
}

static att_shelves *new_shelves(void) {
    att_shelves *shelves = calloc(1, sizeof *shelves);
    if (!shelves)
        return NULL;
    att_arena_init(&shelves->arena);
    pthread_mutex_init(&shelves->counts.lock, NULL);
    shelves->holders = 1;
    return shelves;
}

/* When memory ends, an arena jumps back here. */
static att_status fill(loading *load, att_status (*read)(loading *)) {
    jmp_buf here;
    att_status status;
    load->shelves->arena.recovery = load->scratch.recovery = &here;
    if (setjmp(here))
        status = att_error_set(load->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    else
        status = read(load);
    load->shelves->arena.recovery = NULL;
    att_arena_release(&load->scratch);
    return status;
}

static att_status load_shelves(att_shelves **out, att_shelves *base, att_store *store,
                               att_status (*read)(loading *), att_error *error) {
    att_shelves *shelves = new_shelves();
    if (!shelves)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    if (base) {
        shelves->base = base;
        memcpy(shelves->shelf, base->shelf, sizeof shelves->shelf);
        memcpy(shelves->country, base->country, sizeof shelves->country);
        memcpy(shelves->first, base->first, sizeof shelves->first);
        memcpy(shelves->last, base->last, sizeof shelves->last);
        shelves->stories_most = base->stories_most;
    }
    loading load = {.shelves = shelves, .store = store, .error = error};
    att_arena_init(&load.scratch);
    att_status status = fill(&load, read);
    if (status)
        att_shelves_free(shelves);
    else
        *out = shelves;
    return status;
}

att_status att_shelves_load(att_shelves **out, att_store *store, att_error *error) {
    return load_shelves(out, NULL, store, read_all, error);
}

att_status att_shelves_rejudge(att_shelves **out, att_shelves *old, att_store *store,
                               att_error *error) {
    return load_shelves(out, old->base ? old->base : old, store, read_judged, error);
}

void att_shelves_free(att_shelves *shelves) {
    if (!shelves)
        return;
    for (int i = 0; i < COUNTS_KEPT; i++) {
        free(shelves->counts.kept[i].key);
        free(shelves->counts.kept[i].text);
    }
    pthread_mutex_destroy(&shelves->counts.lock);
    att_arena_release(&shelves->arena);
    free(shelves);
}
