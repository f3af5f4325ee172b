/* parse.c - `attache parse`: stories to CoNLL-U, or the words of a CoNLL-U file parsed anew. */
#include "base/error.h"
#include "base/file.h"
#include "cli/batch.h"
#include "cli/gold_tokens.h"
#include "engine/engine.h"

#include <errno.h>
#include <string.h>

const att_option att_cli_parse_options[] = {
    {"gold-tokens", 0, ATT_OPTION_FILE, "FILE", "parse the words of this CoNLL-U file"},
    ATT_OPTIONS_READER,
    ATT_OPTION_NO_SANDBOX,
    ATT_OPTION_END};

enum { GOLD_LIMIT = 1u << 30 };

static int parse_gold(const att_engine *engine, const char *path) {
    att_arena arena;
    att_buffer out;
    att_slice bytes;
    att_error error = {0};
    jmp_buf here;
    att_arena_init(&arena);
    att_buffer_init(&out);
    arena.recovery = &here;
    att_status status;
    if (setjmp(here))
        status = att_error_set(&error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    else
        status = att_file_read(&bytes, &arena, path, GOLD_LIMIT, &error);
    arena.recovery = NULL;
    if (!status)
        status = att_gold_parse(&out, engine, bytes, path, &error);
    if (!status)
        fwrite(att_buffer_slice(&out).data, 1, out.size, stdout);
    att_buffer_release(&out);
    att_arena_release(&arena);
    return status ? att_cli_fail(&error) : ATT_EXIT_DONE;
}

static att_status take(att_batch *batch, att_batch_job *job, att_error *error) {
    if (job->output.size &&
        fwrite(job->output.data, 1, job->output.size, stdout) != job->output.size)
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET,
                             "standard output: cannot write: %s", strerror(errno));
    return ATT_OK;
}

int att_cli_parse(const att_arguments *arguments) {
    const char *gold = att_arguments_value(arguments, "gold-tokens");
    if (!gold && !arguments->count) {
        att_cli_complain("parse wants a file (see attache help parse)");
        return ATT_EXIT_USAGE;
    }
    att_engine *engine = att_cli_open_engine(arguments);
    if (!engine)
        return ATT_EXIT_FAILED;
    int code;
    if (gold) {
        code = parse_gold(engine, gold);
    } else {
        att_batch batch = {.arguments = arguments,
                           .engine = engine,
                           .format = att_format_find("conllu"),
                           .only_parse = true,
                           .take = take};
        code = att_batch_run(&batch);
    }
    att_engine_close(engine);
    return code;
}
