/* add.c - `attache add`: stories into the database. */
#include "cli/adding.h"
#include "engine/engine.h"
#include "store/register.h"

#include <inttypes.h>

const att_option att_cli_add_options[] = {ATT_OPTION_DB, ATT_OPTIONS_READER, ATT_OPTION_END};

static att_status admit(att_batch *batch, att_batch_job *job, att_error *error) {
    att_adding *adding = batch->context;
    if (adding->admit) {
        att_status status = adding->admit(adding, job, error);
        if (status || job->done_before)
            return status;
    }
    const char *name = att_arena_copy(&job->arena, job->story.origin).data;
    return att_store_seen(&job->done_before, adding->store, name, error);
}

static att_status take(att_batch *batch, att_batch_job *job, att_error *error) {
    att_adding *adding = batch->context;
    if (job->done_before)
        return ATT_OK;
    const char *name = att_arena_copy(&job->arena, job->story.origin).data;
    if (!job->document)
        return att_store_account(adding->store, name, job->outcome, job->reason.message, error);
    return att_store_add(&job->outcome, adding->store, name, job->document, error);
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

int att_cli_add_batch(att_batch *batch, att_adding *adding) {
    att_error error = {0};
    const char *overlay = att_arguments_value(batch->arguments, "data");
    if (begin(adding->store, batch->engine, overlay, &error))
        return att_cli_fail(&error);
    batch->context = adding;
    batch->admit = admit;
    batch->take = take;
    int code = att_batch_run(batch);
    if (batch->stopped)
        return code;
    if (finish(adding->store, &adding->tally, &error))
        return att_cli_fail(&error);
    if (!att_arguments_flag(batch->arguments, "quiet"))
        print_tally(&adding->tally);
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
        att_adding adding = {.store = store};
        code = att_cli_add_batch(&batch, &adding);
        att_store_close(store);
    }
    att_engine_close(engine);
    return code;
}
