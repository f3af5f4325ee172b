/* register.c - how well the register finds what stories have to do with one another: precision and
 * recall on annotated pairs. bench-register STORE PAIRS.tsv… [-v]
 *
 * A pair is right when two stories are joined by the kind of link that is annotated. Putting off
 * and calling off are counted together, since stories say "cancelled" for both. A pair annotated as
 * one act "with A, or B" is annotated as disagreeing too; what follows from two annotated pairs,
 * one of them of one act, counts neither as right nor as wrong. */
#include "base/table.h"
#include "store/store.h"

#include <stdio.h>

typedef enum pair_kind { SAME_ACT, FULFILLED, CALLED_OFF, CONTRADICTS, KINDS } pair_kind;

static const char *const kind_names[] = {"same act", "fulfilled", "called off", "contradicts"};

static const char *const found_sql[] = {
    "SELECT DISTINCT a.name, b.name FROM report r JOIN report s ON s.act = r.act "
    "JOIN record x ON x.number = r.record JOIN record y ON y.number = s.record "
    "JOIN document a ON a.number = x.document JOIN document b ON b.number = y.document "
    "WHERE a.name < b.name",
    "SELECT DISTINCT a.name, b.name FROM outcome o JOIN undertaking_record u "
    "ON u.undertaking = o.undertaking JOIN record x ON x.number = u.record "
    "JOIN record y ON y.number = o.record JOIN document a ON a.number = x.document "
    "JOIN document b ON b.number = y.document WHERE o.kind = 'fulfils' AND a.date <= b.date "
    "AND a.number <> b.number",
    "SELECT DISTINCT a.name, b.name FROM outcome o JOIN undertaking_record u "
    "ON u.undertaking = o.undertaking JOIN record x ON x.number = u.record "
    "JOIN record y ON y.number = o.record JOIN document a ON a.number = x.document "
    "JOIN document b ON b.number = y.document WHERE o.kind IN ('cancels', 'postpones') "
    "AND a.number <> b.number "
    "UNION SELECT DISTINCT a.name, b.name FROM resumption s JOIN report r ON r.act = s.act "
    "JOIN record x ON x.number = r.record JOIN record y ON y.number = s.record "
    "JOIN document a ON a.number = x.document JOIN document b ON b.number = y.document "
    "WHERE a.number <> b.number",
    "SELECT DISTINCT a.name, b.name FROM disagreement d "
    "JOIN record x ON x.number = d.a JOIN record y ON y.number = d.b "
    "JOIN document a ON a.number = x.document JOIN document b ON b.number = y.document "
    "WHERE a.number <> b.number"};

typedef struct annotated {
    att_slice a, b, what;
    pair_kind kind;
    bool found;
} annotated;

typedef struct bench_state {
    att_arena arena;
    ATT_ARRAY(annotated) pairs;
    bool verbose;
} bench_state;

static void add_pair(bench_state *bench, att_slice a, att_slice b, pair_kind kind, att_slice what) {
    for (uint32_t i = 0; i < bench->pairs.count; i++) {
        annotated *pair = &bench->pairs.items[i];
        if (pair->kind == kind && ((att_slice_equal(pair->a, a) && att_slice_equal(pair->b, b)) ||
                                   (att_slice_equal(pair->a, b) && att_slice_equal(pair->b, a))))
            return;
    }
    *ATT_PUSH(&bench->arena, &bench->pairs) = (annotated){a, b, what, kind, false};
}

static att_status read_pairs(bench_state *bench, const char *path, att_error *error) {
    const char *slash = strrchr(path, '/');
    char dir[1024] = ".";
    if (slash)
        snprintf(dir, sizeof dir, "%.*s", (int)(slash - path), path);
    att_table table;
    att_status status =
        att_table_open(&table, &bench->arena, dir, slash ? slash + 1 : path, "story", error);
    while (!status && att_table_next(&table)) {
        att_slice name = table.column[2], what = table.column[3];
        pair_kind kind = att_slice_is(name, "same act")      ? SAME_ACT
                         : att_slice_is(name, "fulfilled")   ? FULFILLED
                         : att_slice_is(name, "contradicts") ? CONTRADICTS
                                                             : CALLED_OFF;
        add_pair(bench, table.column[0], table.column[1], kind, what);
        if (kind == SAME_ACT && strstr(what.data, " or ") &&
            strstr(what.data, " or ") < what.data + what.size)
            add_pair(bench, table.column[0], table.column[1], CONTRADICTS, what);
    }
    return status;
}

static annotated *find_pair(bench_state *bench, pair_kind kind, att_slice a, att_slice b) {
    for (uint32_t i = 0; i < bench->pairs.count; i++) {
        annotated *pair = &bench->pairs.items[i];
        if (pair->kind == kind && ((att_slice_equal(pair->a, a) && att_slice_equal(pair->b, b)) ||
                                   (att_slice_equal(pair->a, b) && att_slice_equal(pair->b, a))))
            return pair;
    }
    return NULL;
}

/* Whether a pair follows from annotated ones: what one of two reports of an act answers, the other
 * answers too. */
static bool is_implied(bench_state *bench, pair_kind kind, att_slice a, att_slice b) {
    for (uint32_t i = 0; i < bench->pairs.count; i++) {
        annotated *same = &bench->pairs.items[i];
        if (same->kind != SAME_ACT || kind == SAME_ACT)
            continue;
        for (int turn = 0; turn < 2; turn++) {
            att_slice x = turn ? same->a : same->b, y = turn ? same->b : same->a;
            if ((att_slice_equal(b, x) && find_pair(bench, kind, a, y)) ||
                (att_slice_equal(a, x) && find_pair(bench, kind, y, b)))
                return true;
        }
    }
    return false;
}

/* A story read from a file bears the file's name. */
static att_slice story_of(const att_query *query, int column) {
    att_slice name = att_query_column(query, column);
    if (att_slice_ends(name, ".txt"))
        name.size -= 4;
    return name;
}

static att_status measure(bench_state *bench, att_store *store, pair_kind kind, att_error *error) {
    int right = 0, wrong = 0, missed = 0;
    att_query query;
    att_query_begin(&query, store, found_sql[kind], error);
    while (att_query_next(&query)) {
        att_slice a = story_of(&query, 0), b = story_of(&query, 1);
        annotated *pair = find_pair(bench, kind, a, b);
        if (!pair && is_implied(bench, kind, a, b))
            continue;
        if (!pair && bench->verbose)
            printf("  not annotated: %.*s %.*s\n", (int)a.size, a.data, (int)b.size, b.data);
        wrong += !pair;
        right += pair && !pair->found;
        if (pair)
            pair->found = true;
    }
    for (uint32_t i = 0; i < bench->pairs.count; i++) {
        annotated *pair = &bench->pairs.items[i];
        if (pair->kind != kind || pair->found)
            continue;
        missed++;
        if (bench->verbose)
            printf("  missed: %.*s %.*s %.*s\n", (int)pair->a.size, pair->a.data, (int)pair->b.size,
                   pair->b.data, (int)pair->what.size, pair->what.data);
    }
    double precision = right + wrong ? (double)right / (right + wrong) : 0;
    double recall = right + missed ? (double)right / (right + missed) : 0;
    double sum = precision + recall;
    printf("%-12s precision %.2f  recall %.2f  F1 %.2f  (%d right, %d not annotated, %d missed)\n",
           kind_names[kind], precision, recall, sum > 0 ? 2 * precision * recall / sum : 0, right,
           wrong, missed);
    return att_query_end(&query);
}

int main(int count, char **arguments) {
    att_error error = {0};
    att_store *store = NULL;
    bench_state bench = {0};
    att_arena_init(&bench.arena);
    if (count < 3) {
        fprintf(stderr, "bench-register STORE PAIRS.tsv... [-v]\n");
        return 2;
    }
    att_status status = att_store_open(&store, arguments[1], ATT_STORE_READ, &error);
    for (int i = 2; i < count && !status; i++) {
        if (strcmp(arguments[i], "-v") == 0)
            bench.verbose = true;
        else
            status = read_pairs(&bench, arguments[i], &error);
    }
    for (int kind = 0; kind < KINDS && !status; kind++)
        status = measure(&bench, store, (pair_kind)kind, &error);
    att_store_close(store);
    att_arena_release(&bench.arena);
    if (status)
        fprintf(stderr, "bench-register: %s\n", error.message);
    return status ? 1 : 0;
}
