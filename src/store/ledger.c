/* ledger.c - what became of each undertaking, and of each act that was called off.
 *
 * Later events are held against every undertaking; the best answers are kept with their reasons.
 * What was called off is held against later events and new dates, so that a cancellation that turns
 * out a postponement is told as one. Finding nothing is told with where it was sought. */
#include "store/matching.h"

#include "store/database.h"

enum { MOST_ANSWERS = 6 };

static const double ANSWER = 0.62; /* the least score of an answer */
static const double DONE = 0.80;   /* from here on the undertaking is done, not just touched upon */
static const double BEHIND = 0.08; /* answers this far behind the best are dropped */
static const double RESUMED = 0.62;

typedef struct answer_list {
    att_passes *passes;
    att_match best[MOST_ANSWERS];
    uint32_t count;
    bool cancelled; /* whether acts that were called off are looked for, or those that took place */
} answer_list;

/* What bears on one undertaking. */
typedef struct answer_lists {
    answer_list fulfils, cancels;
} answer_lists;

typedef struct resumption {
    uint32_t record; /* the later record, ATT_NONE if there is none */
    double score;
} resumption;

typedef struct ledger_state {
    att_passes *passes;
    att_index events, commitments;
    resumption *resumed; /* of each act */
    int64_t *later;      /* of each document: the stories from it on, up to the undated ones */
} ledger_state;

/* ---- gathering answers
 * ----------------------------------------------------------------------------- */

static bool is_called_off(const att_passes *passes, uint32_t index) {
    const snap_record *record = att_passes_record(passes, index);
    return record->kind == ATT_KIND_EVENT && record->status == ATT_CANCELLED;
}

/* One record of each act: the first that is good enough stands for the others. */
static void take_answer(answer_list *answers, const att_match *found) {
    if (found->score < ANSWER)
        return;
    for (uint32_t k = 0; k < answers->count; k++)
        if (answers->best[k].record == found->record)
            return; /* met in another list */
    uint32_t i = answers->count;
    while (i && answers->best[i - 1].score < found->score)
        i--;
    if (i == MOST_ANSWERS)
        return;
    uint32_t kept = answers->count < MOST_ANSWERS ? answers->count++ : MOST_ANSWERS - 1;
    memmove(&answers->best[i + 1], &answers->best[i], (kept - i) * sizeof *answers->best);
    answers->best[i] = *found;
}

static void take_either(void *context, const att_match *found) {
    answer_lists *answers = context;
    bool off = is_called_off(answers->fulfils.passes, found->record);
    take_answer(off ? &answers->cancels : &answers->fulfils, found);
}

static void drop_weak(answer_list *answers) {
    while (answers->count &&
           answers->best[answers->count - 1].score < answers->best[0].score - BEHIND)
        answers->count--;
}

/* ---- what was called off
 * ---------------------------------------------------------------------------------- */

static att_status insert_resumption(ledger_state *ledger, uint32_t act_index,
                                    const att_announced *announced, resumption resumed) {
    att_passes *passes = ledger->passes;
    att_query query;
    att_query_begin(&query, passes->store, "INSERT INTO resumption VALUES (?1, ?2, ?3, ?4, ?5)",
                    passes->error);
    att_query_integer(&query, 1, act_index + 1);
    att_query_integer(&query, 2, att_passes_record(passes, resumed.record)->number);
    if (passes->act_of[resumed.record] != ATT_NONE)
        att_query_integer(&query, 3, passes->act_of[resumed.record] + 1);
    att_query_real(&query, 4, att_score_rounded(resumed.score));
    att_query_string(&query, 5, att_match_reason(passes, announced, resumed.record));
    return att_query_run(&query);
}

/* The same kind of act only: a field in common does not make a meeting the one put off. */
static void take_resumption(void *context, const att_match *found) {
    answer_list *answers = context;
    if (is_called_off(answers->passes, found->record))
        return;
    if (found->score >= RESUMED && (!answers->count || found->score > answers->best[0].score)) {
        answers->best[0] = *found;
        answers->count = 1;
    }
}

static att_status resume(ledger_state *ledger, uint32_t act_index) {
    att_passes *passes = ledger->passes;
    const att_act *act = &passes->acts.items[act_index];
    uint32_t first = passes->act_members.items[act->members.first];
    const snap_document *document = att_passes_document(passes, first);
    if (!document->dated || !att_passes_record(passes, first)->timed)
        return ATT_OK;
    att_announced announced = {.record = att_passes_record(passes, first),
                               .fields = 1u << att_activity_field((att_activity)act->activity),
                               .mechanism = act->mechanism,
                               .from = document->date,
                               .own_act = act_index};
    answer_list answers = {.passes = passes};
    att_index_match(&ledger->commitments, passes, &announced, take_resumption, &answers);
    att_index_match(&ledger->events, passes, &announced, take_resumption, &answers);
    if (!answers.count)
        return ATT_OK;
    ledger->resumed[act_index] = (resumption){answers.best[0].record, answers.best[0].score};
    return insert_resumption(ledger, act_index, &announced, ledger->resumed[act_index]);
}

static att_status resume_all(ledger_state *ledger) {
    att_passes *passes = ledger->passes;
    ledger->resumed = ATT_NEW_ARRAY(passes->arena, resumption, passes->acts.count + 1);
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < passes->acts.count && !status; i++) {
        ledger->resumed[i].record = ATT_NONE;
        if (passes->acts.items[i].status == ATT_CANCELLED)
            status = resume(ledger, i);
    }
    return status;
}

/* Whether a story speaks of putting off rather than of calling off. */
static bool speaks_of_delay(const att_passes *passes, uint32_t index) {
    static const char *const stems[] = {"postpon", "defer", "delay", "resched"};
    const snap_record *record = att_passes_record(passes, index);
    bool put = false, off = false;
    for (uint32_t t = record->terms.first; t < record->terms.end; t++) {
        att_slice word = att_snapshot_text(&passes->snapshot, passes->snapshot.pool.items[t]);
        for (size_t i = 0; i < sizeof stems / sizeof stems[0]; i++)
            if (att_slice_starts(word, stems[i]))
                return true;
        put |= att_slice_is(word, "put");
        off |= att_slice_is(word, "off") || att_slice_is(word, "back");
    }
    return put && off;
}

/* ---- what people linked -------------------------------------------------------------------- */

/* A person unlinks an act, whichever of its reports was named. */
static bool is_unlinked(const att_passes *passes, uint32_t undertaking, uint32_t record) {
    for (uint32_t i = 0; i < passes->unlinked.count; i++) {
        att_pair pair = passes->unlinked.items[i];
        uint32_t act = passes->act_of[pair.b];
        if (passes->undertaking_of[pair.a] == undertaking &&
            (pair.b == record || (act != ATT_NONE && act == passes->act_of[record])))
            return true;
    }
    return false;
}

static void drop_unlinked(uint32_t undertaking, answer_list *answers) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < answers->count; i++)
        if (!is_unlinked(answers->passes, undertaking, answers->best[i].record))
            answers->best[kept++] = answers->best[i];
    answers->count = kept;
}

static bool is_linked(const att_passes *passes, uint32_t undertaking, uint32_t record) {
    for (uint32_t i = 0; i < passes->linked.count; i++)
        if (passes->linked.items[i].b == record &&
            passes->undertaking_of[passes->linked.items[i].a] == undertaking)
            return true;
    return false;
}

/* What a person links stands before all that was found. */
static void add_linked(uint32_t undertaking, answer_list *answers) {
    att_passes *passes = answers->passes;
    for (uint32_t i = 0; i < passes->linked.count; i++) {
        att_pair pair = passes->linked.items[i];
        if (passes->undertaking_of[pair.a] == undertaking && passes->act_of[pair.b] != ATT_NONE &&
            is_called_off(passes, pair.b) == answers->cancelled)
            take_answer(answers, &(att_match){.record = pair.b, .score = 1});
    }
}

static void settle_list(uint32_t undertaking, answer_list *answers) {
    drop_unlinked(undertaking, answers);
    drop_weak(answers);
    add_linked(undertaking, answers);
}

/* ---- an undertaking's answers
 * ------------------------------------------------------------------------------- */

static att_status insert_outcome(att_passes *passes, uint32_t undertaking, uint32_t record,
                                 const char *kind, double score, const char *reason) {
    att_query query;
    att_query_begin(&query, passes->store,
                    "INSERT OR IGNORE INTO outcome VALUES (?1, ?2, ?3, ?4, ?5, ?6)", passes->error);
    att_query_integer(&query, 1, undertaking + 1);
    att_query_integer(&query, 2, att_passes_record(passes, record)->number);
    if (passes->act_of[record] != ATT_NONE)
        att_query_integer(&query, 3, passes->act_of[record] + 1);
    att_query_string(&query, 4, kind);
    att_query_real(&query, 5, att_score_rounded(score));
    att_query_string(&query, 6, reason);
    return att_query_run(&query);
}

static att_status write_list(ledger_state *ledger, uint32_t index, const att_announced *announced,
                             const answer_list *answers) {
    att_passes *passes = ledger->passes;
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < answers->count && !status; i++) {
        uint32_t record = answers->best[i].record;
        const resumption *resumed = &ledger->resumed[passes->act_of[record]];
        bool postponed = resumed->record != ATT_NONE || speaks_of_delay(passes, record);
        const char *kind = !answers->cancelled ? "fulfils" : postponed ? "postpones" : "cancels";
        status = insert_outcome(passes, index, record, kind, answers->best[i].score,
                                is_linked(passes, index, record)
                                    ? "linked by a person"
                                    : att_match_reason(passes, announced, record));
        if (!status && answers->cancelled && resumed->record != ATT_NONE &&
            att_passes_record(passes, resumed->record)->kind == ATT_KIND_COMMITMENT)
            status = insert_outcome(passes, index, resumed->record, "supersedes", resumed->score,
                                    "a new date for what was put off");
    }
    return status;
}

static att_status write_answers(ledger_state *ledger, uint32_t index,
                                const att_announced *announced, const answer_lists *answers) {
    att_status status = write_list(ledger, index, announced, &answers->cancels);
    return status ? status : write_list(ledger, index, announced, &answers->fulfils);
}

/* ---- status
 * --------------------------------------------------------------------------------------------------
 */

typedef struct ledger_verdict {
    const char *status, *reason;
    uint32_t evidence; /* the record of the first evidence; ATT_NONE */
} ledger_verdict;

static uint32_t earliest(const att_passes *passes, const answer_list *answers) {
    uint32_t found = ATT_NONE;
    for (uint32_t i = 0; i < answers->count; i++)
        if (found == ATT_NONE ||
            att_passes_record(passes, answers->best[i].record)->interval.first <
                att_passes_record(passes, found)->interval.first)
            found = answers->best[i].record;
    return found;
}

static bool is_superseded(const ledger_state *ledger, const answer_list *cancels) {
    for (uint32_t i = 0; i < cancels->count; i++) {
        uint32_t act = ledger->passes->act_of[cancels->best[i].record];
        uint32_t later = ledger->resumed[act].record;
        if (later != ATT_NONE &&
            att_passes_record(ledger->passes, later)->kind == ATT_KIND_COMMITMENT)
            return true;
    }
    return false;
}

static ledger_verdict decide(const ledger_state *ledger, const att_undertaking *undertaking,
                             const answer_lists *answers) {
    const att_passes *passes = ledger->passes;
    const answer_list *fulfils = &answers->fulfils, *cancels = &answers->cancels;
    uint32_t evidence = earliest(passes, fulfils);
    if (fulfils->count) {
        bool done = fulfils->best[0].score >= DONE;
        return (ledger_verdict){
            done ? "done" : "evidence found",
            done ? "a later act matches it closely"
                 : "later acts bear on it; whether they carry it out whole is open",
            evidence};
    }
    if (cancels->count && is_superseded(ledger, cancels))
        return (ledger_verdict){"superseded", "put off, with a new date", ATT_NONE};
    if (cancels->count)
        return (ledger_verdict){"cancelled", "called off or put off without a new date", ATT_NONE};
    if (undertaking->has_term && passes->snapshot.any &&
        undertaking->term.last < passes->snapshot.until)
        return (ledger_verdict){"overdue", "the term has passed and no later act matches it",
                                ATT_NONE};
    return (ledger_verdict){"open", "no later act matches it", ATT_NONE};
}

static void sum_later(ledger_state *ledger) {
    const att_snapshot *snapshot = &ledger->passes->snapshot;
    ledger->later = ATT_NEW_ARRAY(ledger->passes->arena, int64_t, snapshot->documents.count + 1);
    for (uint32_t i = snapshot->documents.count; i--;) {
        const snap_document *document = &snapshot->documents.items[i];
        ledger->later[i] = document->dated ? ledger->later[i + 1] + document->story : 0;
    }
}

/* Stories later than a day. */
static int64_t count_later(const ledger_state *ledger, att_day day) {
    const att_snapshot *snapshot = &ledger->passes->snapshot;
    uint32_t low = 0, high = snapshot->documents.count;
    while (low < high) { /* undated ones stand at the end */
        uint32_t middle = low + (high - low) / 2;
        const snap_document *document = &snapshot->documents.items[middle];
        if (document->dated && document->date <= day)
            low = middle + 1;
        else
            high = middle;
    }
    return ledger->later[low];
}

/* How often it was stated, what one source says in a day counting once. */
static int64_t count_times(const att_passes *passes, const att_undertaking *undertaking) {
    int64_t count = 0;
    for (uint32_t i = undertaking->members.first; i < undertaking->members.end; i++) {
        const snap_document *document =
            att_passes_document(passes, passes->undertaking_members.items[i]);
        bool fresh = true;
        for (uint32_t k = undertaking->members.first; k < i && fresh; k++) {
            const snap_document *other =
                att_passes_document(passes, passes->undertaking_members.items[k]);
            fresh = other->date != document->date || other->source != document->source;
        }
        count += fresh;
    }
    return count;
}

static att_status insert_undertaking(ledger_state *ledger, uint32_t index, ledger_verdict verdict) {
    att_passes *passes = ledger->passes;
    const att_undertaking *undertaking = &passes->undertakings.items[index];
    const snap_record *first =
        att_passes_record(passes, passes->undertaking_members.items[undertaking->members.first]);
    att_query query;
    att_query_begin(
        &query, passes->store,
        "INSERT INTO undertaking VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
        "?13, ?14, ?15)",
        passes->error);
    att_query_integer(&query, 1, index + 1);
    att_query_string(&query, 2, first->id);
    att_query_integer(&query, 3, first->number);
    att_query_string(&query, 4, att_activity_name((att_activity)first->activity));
    att_query_string(&query, 5, att_force_name((att_force)undertaking->force));
    if (undertaking->has_term) {
        att_query_day(&query, 6, undertaking->term.first);
        att_query_day(&query, 7, undertaking->term.last);
    }
    bool dated = passes->snapshot.documents.items[first->document].dated;
    if (dated) {
        att_query_day(&query, 8, undertaking->first);
        att_query_day(&query, 9, undertaking->last);
    }
    att_query_integer(&query, 10, count_times(passes, undertaking));
    att_query_string(&query, 11, verdict.status);
    att_query_string(&query, 12, verdict.reason);
    if (verdict.evidence != ATT_NONE)
        att_query_day(&query, 13, att_passes_record(passes, verdict.evidence)->interval.first);
    att_query_integer(&query, 14, dated ? count_later(ledger, undertaking->first) : 0);
    if (passes->snapshot.any)
        att_query_day(&query, 15, passes->snapshot.until);
    return att_query_run(&query);
}

static att_status settle(ledger_state *ledger, uint32_t index) {
    att_passes *passes = ledger->passes;
    const att_undertaking *undertaking = &passes->undertakings.items[index];
    uint32_t first = passes->undertaking_members.items[undertaking->members.first];
    att_announced announced = {.record = att_passes_record(passes, first),
                               .term = undertaking->term,
                               .has_term = undertaking->has_term,
                               .fields = undertaking->fields,
                               .mechanism = undertaking->mechanism,
                               .from = undertaking->first,
                               .own_act = ATT_NONE};
    if (announced.has_term && announced.term.first == ATT_DAY_OPEN_START)
        announced.term.first = undertaking->first; /* "before October 10" begins now */
    answer_lists answers = {.fulfils = {.passes = passes},
                            .cancels = {.passes = passes, .cancelled = true}};
    if (att_passes_document(passes, first)->dated)
        att_index_match(&ledger->events, passes, &announced, take_either, &answers);
    settle_list(index, &answers.fulfils);
    settle_list(index, &answers.cancels);
    att_status status = insert_undertaking(ledger, index, decide(ledger, undertaking, &answers));
    return status ? status : write_answers(ledger, index, &announced, &answers);
}

static att_status settle_all(ledger_state *ledger) {
    sum_later(ledger);
    att_status status = resume_all(ledger);
    for (uint32_t i = 0; i < ledger->passes->undertakings.count && !status; i++)
        status = settle(ledger, i);
    return status;
}

att_status att_pass_ledger(att_passes *passes) {
    ledger_state ledger = {.passes = passes};
    att_status status = att_index_open(&ledger.events, passes, ATT_KIND_EVENT);
    if (!status)
        status = att_index_open(&ledger.commitments, passes, ATT_KIND_COMMITMENT);
    if (!status)
        status = settle_all(&ledger);
    att_index_close(&ledger.events);
    att_index_close(&ledger.commitments);
    return status;
}
