/* add.c - `attache add`: stories into the database. */
#include "cli/batch.h"
#include "engine/engine.h"
#include "store/register.h"

#include <inttypes.h>

const att_option att_cli_add_options[] = {ATT_OPTION_DB, ATT_OPTIONS_READER, ATT_OPTION_END};

static att_slice input_name(const att_batch_job *job) {
    return job->story.origin;
}

static att_status admit(att_batch *batch, att_batch_job *job, att_error *error) {
    const char *name = att_arena_copy(&job->arena, input_name(job)).data;
    return att_store_seen(&job->done_before, batch->context, name, error);
}

static att_status take(att_batch *batch, att_batch_job *job, att_error *error) {
    if (job->done_before)
        return ATT_OK;
    const char *name = att_arena_copy(&job->arena, input_name(job)).data;
    if (!job->document)
        return att_store_account(batch->context, name, job->outcome, job->reason.message, error);
    return att_store_add(&job->outcome, batch->context, name, job->document, error);
}

static void print_tally(const att_tally *tally) {
    fprintf(stderr,
            "attache: run %" PRId64 ": records %" PRId64 " added, %" PRId64 " changed, %" PRId64
            " withdrawn, %" PRId64 " kept\n",
            tally->run, tally->added, tally->changed, tally->withdrawn, tally->kept);
}

static att_status begin(att_store *store, const att_engine *engine, const char *overlay,
                        att_error *error) {
    char hash[65];
    const char *data = att_engine_data_dir(engine);
    att_status status = att_cli_data_hash(hash, data, overlay, error);
    att_run_info info = {.data_hash = hash};
    if (!status)
        status = att_store_begin(store, &info, error);
    if (!status)
        status = att_store_load_world(store, data, overlay, error);
    return status;
}

static att_status finish(att_store *store, att_tally *tally, att_error *error) {
    att_status status = att_store_finish(tally, store, error);
    return status ? status : att_register_update(store, NULL, error);
}

static int add(att_batch *batch, att_store *store) {
    att_error error = {0};
    const char *overlay = att_arguments_value(batch->arguments, "data");
    if (begin(store, batch->engine, overlay, &error))
        return att_cli_fail(&error);
    batch->context = store;
    batch->admit = admit;
    batch->take = take;
    int code = att_batch_run(batch);
    att_tally tally;
    if (batch->stopped)
        return code;
    if (finish(store, &tally, &error))
        return att_cli_fail(&error);
    if (!att_arguments_flag(batch->arguments, "quiet"))
        print_tally(&tally);
    return code;
}

int att_cli_add(const att_arguments *arguments) {
    const char *path = att_cli_db(arguments);
    if (!path)
        return ATT_EXIT_USAGE;
    att_engine *engine = att_cli_open_engine(arguments);
    if (!engine)
        return ATT_EXIT_FAILED;
    att_store *store;
    att_error error = {0};
    int code;
    if (att_store_open(&store, path, ATT_STORE_CREATE, &error)) {
        code = att_cli_fail(&error);
    } else {
        att_batch batch = {.arguments = arguments, .engine = engine};
        code = add(&batch, store);
        att_store_close(store);
    }
    att_engine_close(engine);
    return code;
}
