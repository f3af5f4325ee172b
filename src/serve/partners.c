/* partners.c - who takes part with the desk's country, and who with whom. */
#include "output/write.h"
#include "serve/call.h"
#include "store/register.h"

#include <stdlib.h>

/* ---- partners ------------------------------------------------------------------------------- */

static const char *const levels[] = {
    "",
#define ATT_LEVEL(name, least, most) name,
#include "serve/levels.def"
};
enum { LEVELS = sizeof levels / sizeof *levels };

typedef struct partner_row {
    uint32_t value; /* of the partner facet */
    uint32_t events, recent;
    uint16_t level; /* index in `levels`; 0: none */
    att_day first, last;
    uint32_t open, overdue, claims;
    uint32_t agreements, mechanisms; /* standing ones between the two */
} partner_row;

typedef struct partner_table {
    att_call *call;
    att_slice country;
    partner_row *rows; /* by value of the events' partner facet */
    uint32_t count;
    att_day end; /* of the archive */
} partner_table;

static uint16_t level_of(const att_shelf *shelf, uint32_t item) {
    const att_column *column = &shelf->columns[FACET_LEVEL];
    att_slice name = column->names.items[column->values[item]];
    for (int i = 1; i < LEVELS; i++)
        if (att_slice_is(name, levels[i]))
            return (uint16_t)i;
    return 0;
}

static void count_event(partner_row *row, att_day day, uint16_t level, att_day end) {
    row->events++;
    row->recent += day != SHELF_NO_DAY && day > end - 365;
    if (level && (!row->level || level < row->level))
        row->level = level;
    if (day != SHELF_NO_DAY && (row->last == SHELF_NO_DAY || day > row->last))
        row->last = day;
    if (day != SHELF_NO_DAY && (row->first == SHELF_NO_DAY || day < row->first))
        row->first = day;
}

static bool count_events(partner_table *table) {
    att_selection selection;
    if (!att_call_select(&selection, table->call, SHELF_EVENTS, 0))
        return false;
    const att_shelf *shelf = selection.shelf;
    const att_column *column = &shelf->columns[FACET_PARTNER];
    uint32_t own = att_map_get(&column->numbers, table->country);
    table->count = column->names.count;
    table->rows = ATT_NEW_ARRAY(table->call->arena, partner_row, table->count);
    for (uint32_t i = 0; i < table->count; i++)
        table->rows[i] = (partner_row){.value = i, .first = SHELF_NO_DAY, .last = SHELF_NO_DAY};
    for (uint32_t n = 0; n < selection.count; n++) {
        uint32_t item = selection.items[n];
        if (!att_column_has(column, item, own))
            continue;
        uint16_t level = level_of(shelf, item);
        for (uint32_t i = column->offsets[item]; i < column->offsets[item + 1]; i++)
            if (column->values[i] != own)
                count_event(&table->rows[column->values[i]], shelf->days[item], level, table->end);
    }
    return true;
}

/* Adds one for each item of another shelf that the country and a partner share. */
static bool count_shared(partner_table *table, att_shelf_kind kind) {
    att_selection selection;
    if (!att_call_select(&selection, table->call, kind, 0))
        return false;
    const att_shelf *shelf = selection.shelf;
    const att_column *column = &shelf->columns[FACET_PARTNER],
                     *status = &shelf->columns[FACET_STATUS];
    const att_map *events =
        &table->call->shelves->shelf[SHELF_EVENTS].columns[FACET_PARTNER].numbers;
    uint32_t own = att_map_get(&column->numbers, table->country);
    for (uint32_t n = 0; n < selection.count; n++) {
        uint32_t item = selection.items[n];
        att_slice state = status->names.items[status->values[item]];
        if (!att_column_has(column, item, own))
            continue;
        for (uint32_t i = column->offsets[item]; i < column->offsets[item + 1]; i++) {
            uint32_t value = att_map_get(events, column->names.items[column->values[i]]);
            if (value == ATT_NONE || column->values[i] == own)
                continue;
            table->rows[value].claims += kind == SHELF_CLAIMS;
            table->rows[value].open += att_slice_is(state, "open");
            table->rows[value].overdue += att_slice_is(state, "overdue");
        }
    }
    return true;
}

/* A mechanism or agreement of the country counts for each other party of it; the parties stand in
 * order, with a space between. */
static void count_parties(partner_table *table, att_slice parties, att_instrument_nature nature) {
    const att_map *events =
        &table->call->shelves->shelf[SHELF_EVENTS].columns[FACET_PARTNER].numbers;
    att_slice rest = parties, code, last = ATT_SLICE_EMPTY;
    for (; att_slice_next(&rest, ' ', &code); last = code) {
        uint32_t value = att_map_get(events, code);
        if (value == ATT_NONE || att_slice_equal(code, last))
            continue;
        table->rows[value].agreements += nature == ATT_DOCUMENT;
        table->rows[value].mechanisms += nature == ATT_STANDING;
    }
}

static bool count_standing(partner_table *table) {
    att_query query;
    att_query_begin(
        &query, table->call->store,
        "SELECT parties, kind FROM mechanism WHERE ' ' || parties || ' ' LIKE '% ' || ?1 || ' %'",
        &table->call->error);
    att_query_text(&query, 1, table->country);
    while (att_query_next(&query))
        count_parties(table, att_query_column(&query, 0),
                      att_instrument_nature_of(att_query_column(&query, 1).data));
    return !att_query_end(&query);
}

static int compare_partners(const void *left, const void *right) {
    const partner_row *a = left, *b = right;
    if (a->events != b->events)
        return a->events < b->events ? 1 : -1;
    return (a->value > b->value) - (a->value < b->value);
}

static void write_day(att_buffer *out, const char *key, att_day day) {
    if (day == SHELF_NO_DAY) {
        att_buffer_format(out, ", \"%s\": null", key);
        return;
    }
    att_buffer_format(out, ", \"%s\": \"", key);
    att_write_day(out, day);
    att_buffer_add_char(out, '"');
}

static void write_groups(att_buffer *out, const att_names *names, att_slice code, att_day day) {
    static const char *const shown[] = {"UNSC-P5", "ASEAN", "NEIGHBOURS"};
    bool first = true;
    att_buffer_add(out, ", \"groups\": [");
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        if (!att_names_in_group(names, att_slice_of(shown[i]), code, day))
            continue;
        att_buffer_format(out, "%s\"%s\"", first ? "" : ", ", shown[i]);
        first = false;
    }
    att_buffer_add_char(out, ']');
}

static void write_partner(partner_table *table, const partner_row *row, bool first) {
    att_buffer *out = &table->call->response->body;
    const att_names *names = &table->call->server->names;
    att_slice code =
        table->call->shelves->shelf[SHELF_EVENTS].columns[FACET_PARTNER].names.items[row->value];
    att_buffer_add(out, first ? "{\"code\": " : ", {\"code\": ");
    att_buffer_add_json(out, code);
    att_buffer_add(out, ", \"name\": ");
    att_buffer_add_json(out, att_names_of(names, code));
    att_buffer_format(out,
                      ", \"state\": %s, \"events\": %u, \"recent\": %u, \"open\": %u, "
                      "\"overdue\": %u, \"claims\": %u, \"level\": \"%s\"",
                      att_names_state(names, code) ? "true" : "false", row->events, row->recent,
                      row->open, row->overdue, row->claims, levels[row->level]);
    write_day(out, "first", row->first);
    write_day(out, "last", row->last);
    write_groups(out, names, code, table->end);
    att_buffer_format(out, ", \"agreements\": %u, \"mechanisms\": %u}", row->agreements,
                      row->mechanisms);
}

void att_serve_partners(att_call *call) {
    att_buffer *out = &call->response->body;
    partner_table table = {.call = call, .country = att_call_country(call)};
    if (!att_day_parse(&table.end, att_slice_of(call->shelves->last)))
        table.end = 0;
    if (!count_events(&table) || !count_shared(&table, SHELF_COMMITMENTS) ||
        !count_shared(&table, SHELF_CLAIMS) || !count_standing(&table))
        return;
    qsort(table.rows, table.count, sizeof *table.rows, compare_partners);
    att_buffer_add(out, "{\"country\": ");
    att_buffer_add_json(out, table.country);
    att_buffer_add(out, ", \"items\": [");
    uint32_t shown = 0;
    for (uint32_t i = 0; i < table.count && table.rows[i].events; i++)
        if (table.rows[i].value)
            write_partner(&table, &table.rows[i], shown++ == 0);
    att_buffer_format(out, "], \"total\": %u}", shown);
    if (!call->error.status)
        att_rows_convert(call, "partners");
}

/* ---- the network ---------------------------------------------------------------------------- */

enum { NODES_MOST = 60, EDGES_MOST = 400, TOGETHER_MOST = 24 };

typedef struct edge {
    uint32_t a, b, count;
} edge;

static int compare_edges(const void *left, const void *right) {
    const edge *x = left, *y = right;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

/* Values of the partner facet that occur most, by their place in the list; ATT_NONE for others. */
static uint32_t rank_nodes(att_call *call, const att_selection *selection, att_value_count *nodes,
                           uint32_t *place) {
    const att_column *column = &selection->shelf->columns[FACET_PARTNER];
    att_value_count *all = ATT_NEW_ARRAY(call->arena, att_value_count, column->names.count);
    uint32_t count = 0;
    for (uint32_t value = 1; value < column->names.count; value++)
        all[count++] = (att_value_count){selection->counts[FACET_PARTNER][value], value};
    qsort(all, count, sizeof *all, att_value_count_compare);
    memset(place, 0xff, column->names.count * sizeof *place);
    uint32_t kept = 0;
    for (; kept < count && kept < NODES_MOST && all[kept].count; kept++) {
        nodes[kept] = all[kept];
        place[all[kept].value] = kept;
    }
    return kept;
}

/* Events with very many participants say little of any two of them: left out. */
static void count_pairs(const att_selection *selection, const uint32_t *place, uint32_t *pairs) {
    const att_column *column = &selection->shelf->columns[FACET_PARTNER];
    for (uint32_t n = 0; n < selection->count; n++) {
        uint32_t first = column->offsets[selection->items[n]];
        uint32_t end = column->offsets[selection->items[n] + 1];
        for (uint32_t i = first; end - first <= TOGETHER_MOST && i < end; i++)
            for (uint32_t k = i + 1; k < end; k++) {
                uint32_t a = place[column->values[i]], b = place[column->values[k]];
                if (a != ATT_NONE && b != ATT_NONE && a != b)
                    pairs[(a < b ? a : b) * NODES_MOST + (a < b ? b : a)]++;
            }
    }
}

void att_serve_network(att_call *call) {
    att_selection selection;
    if (!att_call_select(&selection, call, SHELF_EVENTS, 1u << FACET_PARTNER))
        return;
    const att_column *column = &selection.shelf->columns[FACET_PARTNER];
    att_value_count nodes[NODES_MOST];
    uint32_t *place = ATT_NEW_ARRAY(call->arena, uint32_t, column->names.count);
    uint32_t *pairs = ATT_NEW_ARRAY(call->arena, uint32_t, NODES_MOST * NODES_MOST);
    edge *edges = ATT_NEW_ARRAY(call->arena, edge, NODES_MOST * NODES_MOST);
    uint32_t count = rank_nodes(call, &selection, nodes, place), edge_count = 0;
    count_pairs(&selection, place, pairs);
    for (uint32_t i = 0; i < NODES_MOST * NODES_MOST; i++)
        if (pairs[i])
            edges[edge_count++] = (edge){i / NODES_MOST, i % NODES_MOST, pairs[i]};
    qsort(edges, edge_count, sizeof *edges, compare_edges);
    att_buffer *out = &call->response->body;
    att_buffer_format(out, "{\"total\": %u, \"nodes\": [", selection.count);
    for (uint32_t i = 0; i < count; i++) {
        att_buffer_add(out, i ? ", [" : "[");
        att_buffer_add_json(out, column->names.items[nodes[i].value]);
        att_buffer_format(out, ", %u]", nodes[i].count);
    }
    att_buffer_add(out, "], \"edges\": [");
    for (uint32_t i = 0; i < edge_count && i < EDGES_MOST; i++)
        att_buffer_format(out, "%s[%u, %u, %u]", i ? ", " : "", edges[i].a, edges[i].b,
                          edges[i].count);
    att_buffer_add(out, "]}");
}
