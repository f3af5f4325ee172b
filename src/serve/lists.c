/* lists.c - the four shelves as lists: filters, facets, activity over time, pages, downloads.
 *
 * Filters are the facets' own names, any number of values each; q (words), from, to (days), group;
 * order newest, oldest or priority; limit and offset; facets=0 leaves the counts out. A list asked
 * for with a format and no limit is the whole of it, written while it is sent. */
#include "output/write.h"
#include "serve/call.h"
#include "serve/sql.h"

#include <stdio.h>
#include <stdlib.h>

enum { PAGE = 50, PAGE_MOST = 1000, HEAD_KEPT = 200, FACET_VALUES_MOST = 400, CHUNK = 64 << 10 };

/* ---- one row of each shelf ------------------------------------------------------------------ */

#define STORY_COLUMNS                                                                              \
    "d.number AS story, d.date AS story_date, " TITLE " AS "                                       \
    "story_title, " AGENCY ", d.url"

#define ACT_CODES(role)                                                                            \
    LIST("e", "SELECT code || '/' || sector AS e FROM act_participant WHERE act = a.number AND "   \
              "role = '" role "'")

/* clang-format off */
static const char *const row_sql[SHELF_COUNT] = {
    [SHELF_EVENTS] = "SELECT a.number, a.id, a.activity, a.status, a.first_date, a.last_date, "
    "a.place, a.country, a.instrument, " ACT_CODES("actor") " AS \"actors[]\", "
    ACT_CODES("recipient") " AS \"recipients[]\", " LIST("field", "SELECT field FROM act_field "
        "WHERE act = a.number") " AS \"fields[]\", a.reports, a.documents, a.sources, a.disputed "
    "AS \"disputed?\", r.recalled AS \"recalled?\", a.level, r.confidence, r.rule, r.id AS record, "
    QUOTE("r.number") ", " STORY_COLUMNS ", " VERDICTS_ON("SELECT x.id FROM report p JOIN record x "
        "ON x.number = p.record WHERE p.act = a.number") " AS \"judged[]\" FROM act a JOIN record "
    "r ON r.number = a.record JOIN document d ON d.number = r.document WHERE a.number = ?1",
    [SHELF_COMMITMENTS] = "SELECT u.number, u.id, u.activity, u.force, u.status, u.reason, "
    "u.term_first, u.term_last, u.first_date, u.last_date, u.times, u.evidence_date, u.searched, "
    "u.searched_until, " CODES("r.number", "actor") " AS \"actors[]\", " CODES("r.number",
        "recipient") " AS \"recipients[]\", " FIELDS_OF("r.number") " AS \"fields[]\", (SELECT "
    "count(*) FROM outcome o WHERE o.undertaking = u.number) AS outcomes, r.instrument, "
    "r.confidence, r.rule, r.id AS record, " QUOTE("r.number") ", " STORY_COLUMNS ", "
    VERDICTS_ON("SELECT x.id FROM undertaking_record p JOIN record x ON x.number = p.record WHERE "
        "p.undertaking = u.number") " AS \"judged[]\" FROM undertaking u JOIN record_now r ON "
    "r.number = u.record JOIN document d ON d.number = r.document WHERE u.number = ?1",
    [SHELF_CLAIMS] = "SELECT r.number, r.id, r.activity, r.form, r.time, r.first_date, "
    "r.last_date, " CODES("r.number", "actor") " AS \"actors[]\", " CODES("r.number", "recipient")
    " AS \"recipients[]\", " PEOPLE_AS("coalesce(nullif(name, ''), nullif(text, ''), code)",
        "r.number", "speaker") " AS \"speakers[]\", " FIELDS_OF("r.number") " AS \"fields[]\", "
    FIGURES("r.number") " AS \"quantities[]\", (SELECT min(line) FROM claim WHERE record = "
    "r.number) AS line, (SELECT counted FROM claim WHERE record = r.number AND counted IS NOT NULL "
    "ORDER BY quantity LIMIT 1) AS counted, (SELECT difference FROM claim WHERE record = r.number "
    "AND counted IS NOT NULL ORDER BY quantity LIMIT 1) AS difference, r.confidence, r.rule, r.id "
    "AS record, " QUOTE("r.number") ", " STORY_COLUMNS ", " VERDICTS_ON("r.id") " AS \"judged[]\" "
    "FROM record_now r JOIN document d ON d.number = r.document WHERE r.number = ?1",
    [SHELF_STORIES] = "SELECT d.number, d.name, d.date, d.title, o.agency, o.source, d.url, "
    "d.kind, o.copy_of, o.similarity, (SELECT count(*) FROM record_now r WHERE r.document = "
    "d.number) AS records, (SELECT group_concat(kind || ':' || n, char(31)) FROM (SELECT kind, "
    "count(*) AS n FROM record_now r WHERE r.document = d.number GROUP BY kind)) AS \"kinds[]\" "
    "FROM document d LEFT JOIN origin o ON o.document = d.number WHERE d.number = ?1"};
/* clang-format on */

static const char *const names[SHELF_COUNT] = {"events", "commitments", "claims", "stories"};

/* ---- the choice ----------------------------------------------------------------------------- */

static bool take_facet(att_selection *out, att_call *call, const att_parameter *parameter) {
    for (int facet = 0; facet < FACET_COUNT; facet++) {
        if (!att_slice_is(parameter->name, att_facet_name((att_facet)facet)))
            continue;
        if (out->choice_count == CHOICES_MOST) {
            att_response_refuse(call->response, 400, "too many filters");
            return false;
        }
        uint32_t value = att_map_get(&out->shelf->columns[facet].numbers, parameter->value);
        out->choices[out->choice_count++] =
            (att_choice){(att_facet)facet, value == ATT_NONE ? UINT16_MAX : (uint16_t)value};
    }
    return true;
}

static bool take_day(att_day *out, att_call *call, const char *name, bool end) {
    att_slice text = att_request_parameter(call->request, name);
    att_interval interval;
    *out = SHELF_NO_DAY;
    if (!text.size)
        return true;
    if (text.size > 10 || !att_interval_parse(&interval, text)) {
        att_response_refuse(call->response, 400, "from and to are days: YYYY-MM-DD");
        return false;
    }
    *out = end ? interval.last : interval.first;
    return true;
}

static void set_bit(uint8_t *bits, uint32_t number) {
    bits[number / 8] |= (uint8_t)(1 << number % 8);
}

/* The stories that have all the words. */
static void take_words(att_selection *out, att_call *call) {
    att_slice words = att_request_parameter(call->request, "q");
    if (!att_slice_trim(words).size)
        return;
    uint32_t most = call->shelves->stories_most;
    uint8_t *stories = att_arena_alloc(call->arena, most / 8 + 1);
    att_query query;
    att_store_match(&query, call->store, words, &call->error);
    while (att_query_next(&query)) {
        int64_t number = att_query_number(&query, 0);
        if (number > 0 && number <= most)
            set_bit(stories, (uint32_t)number);
    }
    att_query_end(&query);
    out->stories = stories;
}

/* Members of a group on any day of the archive; the review counts by the day of each act. */
static void take_group(att_selection *out, att_call *call) {
    att_slice group = att_request_parameter(call->request, "group");
    if (!group.size)
        return;
    const att_column *partners = &out->shelf->columns[FACET_PARTNER];
    uint8_t *members = att_arena_alloc(call->arena, partners->names.count / 8 + 1);
    const att_names *names_of = &call->server->names;
    for (uint32_t i = 0; i < names_of->members.count; i++) {
        if (!att_slice_equal(names_of->members.items[i].group, group))
            continue;
        uint32_t value = att_map_get(&partners->numbers, names_of->members.items[i].code);
        if (value != ATT_NONE)
            set_bit(members, value);
    }
    out->members = members;
}

bool att_call_select(att_selection *out, att_call *call, att_shelf_kind kind, uint32_t counted) {
    *out = (att_selection){.shelf = &call->shelves->shelf[kind], .counted = counted};
    for (uint32_t i = 0; i < call->request->parameters.count; i++)
        if (!take_facet(out, call, &call->request->parameters.items[i]))
            return false;
    if (!take_day(&out->from, call, "from", false) || !take_day(&out->to, call, "to", true))
        return false;
    take_group(out, call);
    take_words(out, call);
    if (!call->error.status)
        att_selection_run(out, call->arena);
    return !call->error.status;
}

att_slice att_call_country(const att_call *call) {
    att_slice asked = att_request_parameter(call->request, "country");
    if (asked.size)
        return asked;
    return att_slice_of(call->server->country[0] ? call->server->country : call->shelves->country);
}

/* ---- facets and time ------------------------------------------------------------------------ */

static void write_facet(att_buffer *out, att_call *call, const att_selection *selection,
                        att_facet facet) {
    const att_column *column = &selection->shelf->columns[facet];
    att_value_count *list = ATT_NEW_ARRAY(call->arena, att_value_count, column->names.count);
    uint32_t count = 0;
    for (uint32_t value = 1; value < column->names.count; value++)
        if (selection->counts[facet][value])
            list[count++] = (att_value_count){selection->counts[facet][value], value};
    qsort(list, count, sizeof *list, att_value_count_compare);
    att_buffer_format(out, "\"%s\": [", att_facet_name(facet));
    for (uint32_t i = 0; i < count && i < FACET_VALUES_MOST; i++) {
        att_buffer_add(out, i ? ", [" : "[");
        att_buffer_add_json(out, column->names.items[list[i].value]);
        att_buffer_format(out, ", %u]", list[i].count);
    }
    att_buffer_add_char(out, ']');
}

static void write_facets(att_buffer *out, att_call *call, const att_selection *selection) {
    att_buffer_add(out, ", \"facets\": {");
    bool first = true;
    for (int facet = 0; facet < FACET_COUNT; facet++) {
        if (selection->shelf->columns[facet].names.count < 2)
            continue;
        att_buffer_add(out, first ? "" : ", ");
        write_facet(out, call, selection, (att_facet)facet);
        first = false;
    }
    att_buffer_add_char(out, '}');
}

static int month_of(const att_shelf *shelf, uint32_t item) {
    att_civil civil = att_day_civil(shelf->days[item]);
    return civil.year * 12 + civil.month - 1;
}

/* Items by month: [["2023-06", 12], …], months without any left out. */
static void write_months(att_buffer *out, att_call *call, const att_selection *selection) {
    const att_shelf *shelf = selection->shelf;
    att_day first = INT32_MAX, last = SHELF_NO_DAY;
    uint32_t found = UINT32_MAX, least = 0, most = 0;
    for (uint32_t i = 0; i < selection->count; i++) {
        att_day day = shelf->days[selection->items[i]];
        if (day != SHELF_NO_DAY && day < first) {
            first = day;
            least = found = selection->items[i];
        }
        if (day != SHELF_NO_DAY && day > last) {
            last = day;
            most = selection->items[i];
        }
    }
    att_buffer_add(out, ", \"months\": [");
    int start = found == UINT32_MAX ? 1 : month_of(shelf, least);
    int end = found == UINT32_MAX ? 0 : month_of(shelf, most);
    uint32_t *counts = ATT_NEW_ARRAY(call->arena, uint32_t, end - start + 1);
    for (uint32_t i = 0; i < selection->count; i++)
        if (shelf->days[selection->items[i]] != SHELF_NO_DAY)
            counts[month_of(shelf, selection->items[i]) - start]++;
    bool comma = false;
    for (int month = start; month <= end; month++) {
        if (!counts[month - start])
            continue;
        att_buffer_format(out, "%s[\"%04d-%02d\", %u]", comma ? ", " : "", month / 12,
                          month % 12 + 1, counts[month - start]);
        comma = true;
    }
    att_buffer_add_char(out, ']');
}

/* ---- pages ---------------------------------------------------------------------------------- */

static void write_row(att_buffer *out, att_store *store, const char *sql, int64_t number,
                      att_rows_format format, bool first, att_error *error) {
    att_query query;
    att_query_begin(&query, store, sql, error);
    att_query_integer(&query, 1, number);
    if (att_query_next(&query))
        att_rows_row(out, &query, format, first);
    att_query_end(&query);
}

static void write_head(att_buffer *out, att_store *store, const char *sql, att_error *error) {
    att_query query;
    att_query_begin(&query, store, sql, error);
    if (!query.status)
        att_rows_csv_head(out, &query);
    att_query_end(&query);
}

/* The list under one choice of filters: how long it is, its head in order, and its counts as text.
 * In call->kept, one after the other, as they are kept with the shelves. */
typedef struct list_head {
    uint32_t total, count; /* count: of the items that follow */
} list_head;

static bool wants_counts(const att_call *call) {
    return att_request_number(call->request, "facets", 0, 1, 1) != 0;
}

/* Whether the list was made lately, as far as `end`. */
static bool find_list(att_call *call, uint32_t end) {
    if (!att_counts_find(&call->kept, &call->shelves->counts, att_buffer_slice(&call->key)))
        return false;
    const list_head *head = (const list_head *)(const void *)call->kept.data;
    if (head->count >= end || head->count == head->total)
        return true;
    att_buffer_clear(&call->kept);
    return false;
}

static bool make_list(att_call *call, att_shelf_kind kind, att_order order, uint32_t end) {
    att_selection selection;
    bool counts = wants_counts(call);
    if (!att_call_select(&selection, call, kind, counts ? UINT32_MAX : 0))
        return false;
    end = end < HEAD_KEPT ? HEAD_KEPT : end;
    list_head head = {selection.count, selection.count < end ? selection.count : end};
    att_selection_sort(&selection, order, head.count);
    att_buffer_append(&call->kept, &head, sizeof head);
    for (uint32_t i = 0; i < head.count; i++)
        att_buffer_append(&call->kept, &selection.items[i], sizeof *selection.items);
    if (counts) {
        write_facets(&call->kept, call, &selection);
        write_months(&call->kept, call, &selection);
    }
    return true;
}

static void write_page(att_call *call, att_shelf_kind kind, uint32_t first, uint32_t end) {
    att_buffer *out = &call->response->body;
    const list_head *head = (const list_head *)(const void *)call->kept.data;
    const uint32_t *items = (const uint32_t *)(head + 1);
    const int64_t *numbers = call->shelves->shelf[kind].numbers;
    att_slice kept = att_buffer_slice(&call->kept);
    att_buffer_format(out, "{\"total\": %u, \"offset\": %u, \"items\": [", head->total,
                      first < head->total ? first : head->total);
    for (uint32_t i = first; i < end && i < head->count && !call->error.status; i++)
        write_row(out, call->store, row_sql[kind], numbers[items[i]], ROWS_JSON, i == first,
                  &call->error);
    att_buffer_add_char(out, ']');
    att_buffer_add_slice(
        out,
        att_slice_part(kept, (uint32_t)(sizeof *head + head->count * sizeof *items), kept.size));
    att_buffer_add_char(out, '}');
}

/* ---- downloads ------------------------------------------------------------------------------ */

/* A list on its way out: it holds a reader of its own until the end. */
typedef struct download {
    att_server *server;
    att_store *store;
    const char *sql;
    att_rows_format format;
    int64_t *numbers;
    uint32_t count, at;
    bool started, ended;
} download;

static bool next_rows(void *state, att_buffer *out) {
    download *load = state;
    att_error error = {0};
    if (load->ended)
        return false;
    if (!load->started && load->format == ROWS_CSV)
        write_head(out, load->store, load->sql, &error);
    else if (!load->started && load->format == ROWS_JSON)
        att_buffer_add_char(out, '[');
    load->started = true;
    for (; load->at < load->count && out->size < CHUNK && !error.status; load->at++)
        write_row(out, load->store, load->sql, load->numbers[load->at], load->format, load->at == 0,
                  &error);
    load->ended = load->at == load->count || error.status;
    if (load->ended && load->format == ROWS_JSON)
        att_buffer_add(out, "]\n");
    return true;
}

static void end_download(void *state) {
    download *load = state;
    if (load->store)
        att_keeper_give(load->server->keeper, load->store);
    free(load->numbers);
    free(load);
}

static void begin_download(att_call *call, att_shelf_kind kind, att_rows_format format,
                           const att_selection *selection) {
    download *load = calloc(1, sizeof *load);
    int64_t *numbers = malloc((selection->count + 1) * sizeof *numbers);
    if (!load || !numbers) {
        free(load);
        free(numbers);
        att_response_refuse(call->response, 503, "memory ended");
        return;
    }
    for (uint32_t i = 0; i < selection->count; i++)
        numbers[i] = selection->shelf->numbers[selection->items[i]];
    *load = (download){.server = call->server,
                       .store = call->store,
                       .sql = row_sql[kind],
                       .format = format,
                       .numbers = numbers,
                       .count = selection->count};
    call->store = NULL; /* the download's from now on */
    call->response->stream = next_rows;
    call->response->stream_end = end_download;
    call->response->stream_state = load;
}

/* ---- the four lists ------------------------------------------------------------------------- */

static bool read_order(att_order *out, att_call *call) {
    static const char *const orders[] = {"newest", "oldest", "priority"};
    att_slice asked = att_request_parameter(call->request, "order");
    *out = ORDER_NEWEST;
    for (int i = 0; i < 3; i++)
        if (att_slice_is(asked, orders[i])) {
            *out = (att_order)i;
            return true;
        }
    if (asked.size)
        att_response_refuse(call->response, 400, "order is newest, oldest or priority");
    return !asked.size;
}

static void list_page(att_call *call, att_shelf_kind kind, att_order order) {
    uint32_t limit = (uint32_t)att_request_number(call->request, "limit", 0, PAGE_MOST, PAGE);
    uint32_t first = (uint32_t)att_request_number(call->request, "offset", 0, UINT32_MAX / 2, 0);
    bool keeps = att_call_key(call);
    if (!keeps || !find_list(call, first + limit)) {
        if (!make_list(call, kind, order, first + limit))
            return;
        call->response->body.failed |= call->kept.failed;
        if (keeps && !call->kept.failed)
            att_counts_keep(&call->shelves->counts, att_buffer_slice(&call->key),
                            att_buffer_slice(&call->kept));
    }
    if (!call->kept.failed)
        write_page(call, kind, first, first + limit);
}

static void list(att_call *call, att_shelf_kind kind) {
    att_selection selection;
    att_rows_format format;
    att_order order;
    if (!read_order(&order, call) || !att_rows_format_read(&format, call, names[kind]))
        return;
    if (!call->response->file[0]) {
        list_page(call, kind, order);
    } else if (att_call_select(&selection, call, kind, 0)) {
        att_selection_sort(&selection, order, selection.count);
        begin_download(call, kind, format, &selection);
    }
}

void att_serve_events(att_call *call) {
    list(call, SHELF_EVENTS);
}
void att_serve_commitments(att_call *call) {
    list(call, SHELF_COMMITMENTS);
}
void att_serve_claims(att_call *call) {
    list(call, SHELF_CLAIMS);
}
void att_serve_stories(att_call *call) {
    list(call, SHELF_STORIES);
}

/* The head of the queue: what is most doubtful and most consequential, of every kind. */
void att_serve_queue(att_call *call) {
    att_buffer *out = &call->response->body;
    uint32_t limit = (uint32_t)att_request_number(call->request, "limit", 1, 200, PAGE);
    att_buffer_add_char(out, '{');
    for (int kind = 0; kind < SHELF_STORIES; kind++) {
        att_selection selection;
        if (!att_call_select(&selection, call, (att_shelf_kind)kind, 0))
            return;
        att_selection_sort(&selection, ORDER_PRIORITY, limit);
        att_buffer_format(out, "%s\"%s\": [", kind ? ", " : "", names[kind]);
        for (uint32_t i = 0, shown = 0; i < limit && i < selection.count; i++) {
            uint32_t item = selection.items[i];
            if (selection.shelf->priorities[item] <= 0)
                break;
            att_buffer_format(out, "%s{\"priority\": %.2f, \"item\": ", shown++ ? ", " : "",
                              (double)selection.shelf->priorities[item]);
            write_row(out, call->store, row_sql[kind], selection.shelf->numbers[item], ROWS_JSON,
                      true, &call->error);
            att_buffer_add_char(out, '}');
        }
        att_buffer_add_char(out, ']');
    }
    att_buffer_add_char(out, '}');
}
