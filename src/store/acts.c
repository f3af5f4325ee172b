/* acts.c - what a cluster of reports says together, and where its reports disagree. */
#include "store/passes.h"

#include "store/database.h"

/* Beyond so many reports each is compared with the first ones only. */
enum { COMPARED = 8 };

/* ---- what the reports say together -------------------------------------------------------------
 */

static uint32_t member(const att_passes *passes, const att_act *act, uint32_t index) {
    return passes->act_members.items[act->members.first + index];
}

/* How much a report tells: of its own day first, then by what it fills in. */
static uint32_t fullness(const snap_record *record) {
    return (record->recalled ? 0 : 1000) + att_range_count(record->participants) * 4 +
           att_range_count(record->quantities) * 4 + (record->placed ? 8 : 0) +
           (record->mechanism ? 8 : 0) + (att_snapshot_span(record) <= 3 ? 20 : 0);
}

static void choose(att_passes *passes, att_act *act) {
    act->best = member(passes, act, 0);
    int32_t narrowest = INT32_MAX;
    for (uint32_t i = 0; i < att_range_count(act->members); i++) {
        uint32_t index = member(passes, act, i);
        const snap_record *record = att_passes_record(passes, index);
        if (fullness(record) > fullness(att_passes_record(passes, act->best)))
            act->best = index;
        if (record->timed && (!act->timed || att_snapshot_span(record) < narrowest)) {
            narrowest = att_snapshot_span(record);
            act->interval = record->interval;
            act->timed = true;
        }
        if (passes->mechanism_of[index] && !act->mechanism)
            act->mechanism = passes->mechanism_of[index];
        /* ongoing in an earlier story, done in a later one */
        act->status = i && act->status == ATT_DONE ? (uint8_t)ATT_DONE : record->status;
    }
    act->activity = att_passes_record(passes, act->best)->activity;
}

static void unite_codes(att_passes *passes, att_act *act) {
    att_snapshot *snapshot = &passes->snapshot;
    if (att_range_count(act->members) == 1) {
        act->codes = att_passes_record(passes, member(passes, act, 0))->codes;
        return;
    }
    uint32_t first = snapshot->pool.count;
    for (uint32_t i = 0; i < att_range_count(act->members); i++) {
        att_range codes = att_passes_record(passes, member(passes, act, i))->codes;
        for (uint32_t c = codes.first; c < codes.end; c++) {
            uint32_t code = snapshot->pool.items[c];
            *ATT_PUSH(passes->arena, &snapshot->pool) = code;
        }
    }
    act->codes = att_snapshot_close(snapshot, first);
}

/* ---- writing
 * ------------------------------------------------------------------------------------------ */

static void bind_text(att_query *query, int parameter, const att_passes *passes, att_text text) {
    if (text)
        att_query_text(query, parameter, att_snapshot_text(&passes->snapshot, text));
}

typedef struct act_counts {
    int64_t documents, sources, level;
} act_counts;

static act_counts count_act(att_passes *passes, const att_act *act) {
    act_counts counts = {0};
    uint32_t size = att_range_count(act->members);
    for (uint32_t i = 0; i < size; i++) {
        const snap_record *record = att_passes_record(passes, member(passes, act, i));
        att_text source = att_passes_document(passes, member(passes, act, i))->source;
        bool new_document = true, new_source = true;
        for (uint32_t k = 0; k < i; k++) {
            uint32_t other = member(passes, act, k);
            new_document &= att_passes_record(passes, other)->document != record->document;
            new_source &= !source || att_passes_document(passes, other)->source != source;
        }
        counts.documents += new_document;
        counts.sources += new_source && (source || new_document);
        for (uint32_t p = record->participants.first; p < record->participants.end; p++) {
            int64_t level = passes->snapshot.participants.items[p].level;
            if (passes->snapshot.participants.items[p].role != ATT_RECORD_SPEAKER && level &&
                (!counts.level || level < counts.level))
                counts.level = level;
        }
    }
    return counts;
}

/* The first report that names a place, or an instrument. */
static const snap_record *first_with(att_passes *passes, const att_act *act, bool place) {
    const snap_record *best = att_passes_record(passes, act->best);
    if (place ? best->placed : best->instrument != 0)
        return best;
    for (uint32_t i = 0; i < att_range_count(act->members); i++) {
        const snap_record *record = att_passes_record(passes, member(passes, act, i));
        if (place ? record->placed : record->instrument != 0)
            return record;
    }
    return NULL;
}

static att_status insert_act(att_passes *passes, uint32_t index, int64_t disputed) {
    const att_act *act = &passes->acts.items[index];
    const snap_record *first = att_passes_record(passes, member(passes, act, 0));
    const snap_record *placed = first_with(passes, act, true);
    const snap_record *instrument = first_with(passes, act, false);
    act_counts counts = count_act(passes, act);
    att_query query;
    att_query_begin(
        &query, passes->store,
        "INSERT INTO act VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, (SELECT place FROM record_now "
        "WHERE number = ?8), ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        passes->error);
    att_query_integer(&query, 1, index + 1);
    att_query_string(&query, 2, first->id);
    att_query_integer(&query, 3, att_passes_record(passes, act->best)->number);
    att_query_string(&query, 4, att_activity_name((att_activity)act->activity));
    att_query_string(&query, 5, att_event_status_name((att_event_status)act->status));
    if (act->timed) {
        att_query_day(&query, 6, act->interval.first);
        att_query_day(&query, 7, act->interval.last);
    }
    if (placed) {
        att_query_integer(&query, 8, placed->number);
        att_query_text(&query, 9, att_snapshot_text(&passes->snapshot, placed->country));
    }
    if (instrument)
        bind_text(&query, 10, passes, instrument->instrument);
    if (act->mechanism)
        att_query_integer(&query, 11, act->mechanism);
    att_query_integer(&query, 12, att_range_count(act->members));
    att_query_integer(&query, 13, counts.documents);
    att_query_integer(&query, 14, counts.sources);
    att_query_integer(&query, 15, disputed);
    att_query_integer(&query, 16, counts.level);
    return att_query_run(&query);
}

static att_status insert_report(att_passes *passes, uint32_t index, uint32_t record) {
    const att_link *link = &passes->links[record];
    att_query query;
    att_query_begin(&query, passes->store, "INSERT INTO report VALUES (?1, ?2, ?3, ?4, ?5)",
                    passes->error);
    att_query_integer(&query, 1, att_passes_record(passes, record)->number);
    att_query_integer(&query, 2, index + 1);
    if (link->to != ATT_NONE)
        att_query_integer(&query, 3, att_passes_record(passes, link->to)->number);
    att_query_real(&query, 4, att_score_rounded(link->score));
    att_query_string(&query, 5, link->reason);
    return att_query_run(&query);
}

static att_status insert_participants(att_passes *passes, uint32_t index, uint32_t record) {
    const snap_record *report = att_passes_record(passes, record);
    att_status status = ATT_OK;
    for (uint32_t p = report->participants.first; p < report->participants.end && !status; p++) {
        const snap_participant *participant = &passes->snapshot.participants.items[p];
        if (participant->role == ATT_RECORD_SPEAKER)
            continue;
        att_query query;
        att_query_begin(
            &query, passes->store,
            "INSERT INTO act_participant VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE "
            "SET level = CASE WHEN level = 0 THEN excluded.level WHEN excluded.level = 0 "
            "THEN level ELSE min(level, excluded.level) END",
            passes->error);
        att_query_integer(&query, 1, index + 1);
        att_query_string(&query, 2, att_record_role_name((att_record_role)participant->role));
        att_query_text(&query, 3, att_snapshot_text(&passes->snapshot, participant->code));
        att_query_string(&query, 4, att_sector_name((att_sector)participant->sector));
        att_query_integer(&query, 5, participant->level);
        status = att_query_run(&query);
    }
    return status;
}

/* ---- disagreements
 * ---------------------------------------------------------------------------------- */

static att_status insert_disagreement(att_passes *passes, uint32_t index, const snap_record *a,
                                      const snap_record *b, att_slice what, const char *a_value,
                                      const char *b_value) {
    const char *reason = a == b ? "a time after the story that tells it" : "reports of one act";
    att_query query;
    att_query_begin(&query, passes->store,
                    "INSERT INTO disagreement (kind, act, a, b, what, a_value, b_value, reason) "
                    "VALUES ('report', ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    passes->error);
    att_query_integer(&query, 1, index + 1);
    att_query_integer(&query, 2, a->number);
    att_query_integer(&query, 3, b->number);
    att_query_text(&query, 4, what);
    att_query_string(&query, 5, a_value);
    att_query_string(&query, 6, b_value);
    att_query_string(&query, 7, reason);
    return att_query_run(&query);
}

typedef struct figure_dispute {
    att_passes *passes;
    uint32_t act;
    const snap_record *a, *b;
} figure_dispute;

static att_status dispute_figures(const figure_dispute *dispute, int64_t *disputed) {
    att_passes *passes = dispute->passes;
    att_figure_pair figures;
    uint32_t cursor = 0;
    att_status status = ATT_OK;
    while (!status &&
           att_figures_disagree(&figures, &cursor, &passes->snapshot, dispute->a, dispute->b)) {
        att_slice class = att_snapshot_text(&passes->snapshot, figures.a->class);
        status = insert_disagreement(passes, dispute->act, dispute->a, dispute->b, class,
                                     att_figure_text(passes, figures.a),
                                     att_figure_text(passes, figures.b));
        (*disputed)++;
    }
    return status;
}

static const char *edition_text(att_passes *passes, const snap_record *record) {
    return att_arena_format(passes->arena, "%d", record->edition).data;
}

static att_status compare_reports(att_passes *passes, uint32_t index, uint32_t a, uint32_t b,
                                  int64_t *disputed) {
    const snap_record *x = att_passes_record(passes, a), *y = att_passes_record(passes, b);
    figure_dispute dispute = {passes, index, x, y};
    att_status status = dispute_figures(&dispute, disputed);
    if (!status && att_snapshot_gap(x, y) > 0 && x->timed && y->timed) {
        status = insert_disagreement(passes, index, x, y, att_slice_of("date"),
                                     att_interval_format(passes->arena, x->interval).data,
                                     att_interval_format(passes->arena, y->interval).data);
        (*disputed)++;
    }
    if (!status && x->edition >= 0 && y->edition >= 0 && x->edition != y->edition) {
        status = insert_disagreement(passes, index, x, y, att_slice_of("edition"),
                                     edition_text(passes, x), edition_text(passes, y));
        (*disputed)++;
    }
    return status;
}

/* Another stage of the same matter in one story: the unit that was seen off arrives. */
static bool is_stage(const att_passes *passes, const snap_record *report,
                     const snap_record *other) {
    return other->kind == ATT_KIND_EVENT && other->activity == report->activity &&
           other != report && other->mechanism && other->mechanism == report->mechanism &&
           att_snapshot_jaccard(&passes->snapshot, other->codes, report->codes) >= 1;
}

static bool shares_act(const att_passes *passes, uint32_t record, uint32_t document) {
    const att_act *act = &passes->acts.items[passes->act_of[record]];
    for (uint32_t m = act->members.first; m < act->members.end; m++)
        if (att_passes_record(passes, passes->act_members.items[m])->document == document)
            return true;
    return false;
}

/* Figures of `a` against those that the story of `b` gives for another stage, where it is plainly
 * the same body that is counted and no report of that stage stands in the story of `a`. */
static att_status compare_stages(att_passes *passes, uint32_t index, uint32_t a, uint32_t b,
                                 int64_t *disputed) {
    const snap_record *x = att_passes_record(passes, a), *y = att_passes_record(passes, b);
    uint32_t first = b, count = passes->snapshot.records.count;
    att_status status = ATT_OK;
    while (first && att_passes_record(passes, first - 1)->document == y->document)
        first--;
    for (uint32_t i = first;
         !status && i < count && att_passes_record(passes, i)->document == y->document; i++) {
        const snap_record *stage = att_passes_record(passes, i);
        if (!is_stage(passes, y, stage) || shares_act(passes, i, x->document) ||
            !att_figures_near(&passes->snapshot, x, stage))
            continue;
        figure_dispute dispute = {passes, index, x, stage};
        status = dispute_figures(&dispute, disputed);
    }
    return status;
}

/* The time that was coded against the day that is taken instead. */
static att_status dispute_time(att_passes *passes, uint32_t index, const snap_record *record,
                               int64_t *disputed) {
    if (!record->early)
        return ATT_OK;
    (*disputed)++;
    return insert_disagreement(passes, index, record, record, att_slice_of("date"),
                               att_interval_format(passes->arena, record->coded).data,
                               att_interval_format(passes->arena, record->interval).data);
}

static att_status find_disagreements(att_passes *passes, uint32_t index, int64_t *disputed) {
    const att_act *act = &passes->acts.items[index];
    uint32_t size = att_range_count(act->members);
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < size && !status; i++)
        status = dispute_time(passes, index, att_passes_record(passes, member(passes, act, i)),
                              disputed);
    for (uint32_t i = 0; i < size && i < COMPARED; i++)
        for (uint32_t k = i + 1; k < size && !status; k++) {
            uint32_t a = member(passes, act, i), b = member(passes, act, k);
            status = compare_reports(passes, index, a, b, disputed);
            if (!status)
                status = compare_stages(passes, index, a, b, disputed);
            if (!status)
                status = compare_stages(passes, index, b, a, disputed);
        }
    return status;
}

static att_status write_act(att_passes *passes, uint32_t index) {
    const att_act *act = &passes->acts.items[index];
    int64_t disputed = 0;
    att_fields fields = 0;
    att_status status = find_disagreements(passes, index, &disputed);
    if (!status)
        status = insert_act(passes, index, disputed);
    for (uint32_t i = 0; i < att_range_count(act->members) && !status; i++) {
        uint32_t record = member(passes, act, i);
        fields |= att_passes_record(passes, record)->fields;
        status = insert_report(passes, index, record);
        if (!status)
            status = insert_participants(passes, index, record);
    }
    return status ? status
                  : att_store_insert_fields(passes->store, "INSERT INTO act_field VALUES (?1, ?2)",
                                            index + 1, fields, passes->error);
}

att_status att_pass_acts(att_passes *passes) {
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < passes->acts.count && !status; i++) {
        choose(passes, &passes->acts.items[i]);
        unite_codes(passes, &passes->acts.items[i]);
        status = write_act(passes, i);
    }
    return status;
}
