/* register.c - the order in which the register is computed: one transaction, so that readers see
 * the old register or the new one. */
#include "store/register.h"

#include "base/error.h"
#include "store/database.h"
#include "store/passes.h"

#include <stdio.h>

static const char *const derived[] = {"judged",
                                      "judgement_conflict",
                                      "rejected",
                                      "correction",
                                      "participant_correction",
                                      "field_correction",
                                      "origin",
                                      "act",
                                      "report",
                                      "act_participant",
                                      "act_field",
                                      "disagreement",
                                      "deployment",
                                      "person",
                                      "person_name",
                                      "person_office",
                                      "mechanism",
                                      "mechanism_record",
                                      "edition",
                                      "undertaking",
                                      "undertaking_record",
                                      "outcome",
                                      "resumption",
                                      "directive",
                                      "task",
                                      "claim_line",
                                      "claim"};

static att_status empty_derived(att_store *store, att_error *error) {
    att_status status = ATT_OK;
    for (size_t i = 0; i < sizeof derived / sizeof derived[0] && !status; i++) {
        char sql[80];
        snprintf(sql, sizeof sql, "DELETE FROM %s", derived[i]);
        status = att_store_execute(store, sql, error);
    }
    return status;
}

typedef att_status register_pass(att_passes *passes);

static register_pass *const passes_in_order[] = {
    att_pass_merges,      att_pass_clusters, att_pass_mechanisms,   att_pass_acts,
    att_pass_deployments, att_pass_editions, att_pass_undertakings, att_pass_ledger,
    att_pass_directives,  att_pass_claims,   att_pass_persons};

/* When memory ends, an arena jumps back here. */
static att_status run_passes(att_passes *passes) {
    jmp_buf here;
    passes->snapshot.arena.recovery = &here;
    if (setjmp(here))
        return att_error_set(passes->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_status status = ATT_OK;
    for (size_t i = 0; i < sizeof passes_in_order / sizeof passes_in_order[0] && !status; i++)
        status = passes_in_order[i](passes);
    return status;
}

static att_status note_state(att_passes *passes) {
    att_query query;
    att_query_begin(&query, passes->store,
                    "UPDATE register_state SET computed = changes, until = ?1", passes->error);
    if (passes->snapshot.any)
        att_query_day(&query, 1, passes->snapshot.until);
    return att_query_run(&query);
}

static att_status compute(att_store *store, att_error *error) {
    att_passes passes = {.store = store, .error = error};
    att_status status = empty_derived(store, error);
    if (!status)
        status = att_pass_judgements(store, error);
    if (!status)
        status = att_pass_origins(store, error);
    if (status)
        return status;
    passes.arena = &passes.snapshot.arena;
    status = att_snapshot_read(&passes.snapshot, store, error);
    if (!status)
        status = run_passes(&passes);
    if (!status)
        status = note_state(&passes);
    att_snapshot_release(&passes.snapshot);
    return status;
}

att_status att_register_update(att_store *store, const att_register_options *options,
                               att_error *error) {
    att_status status = att_store_transaction(store, error);
    if (status)
        return status;
    att_query query;
    att_query_begin(&query, store, "SELECT changes <> computed FROM register_state", error);
    int64_t stale = att_query_value(&query, 1);
    status = query.status;
    if (!status && (stale || (options && options->force)))
        status = compute(store, error);
    return att_store_commit(store, status, error);
}
