/* code.c - `attache code`: stories in, records out. */
#include "base/error.h"
#include "cli/batch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const att_option att_cli_code_options[] = {
    {"format", 'f', ATT_OPTION_CHOICE, "jsonl|csv|plover|polecat|icews|brat|annotation|conllu",
     "output format; jsonl unless told"},
    {"output", 'o', ATT_OPTION_FILE, "FILE", "write there, for brat a folder"},
    ATT_OPTIONS_READER,
    ATT_OPTION_NO_SANDBOX,
    ATT_OPTION_END};

static att_status cannot_write(const att_batch *batch, att_error *error) {
    const char *path = att_arguments_value(batch->arguments, "output");
    return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET, "%s: cannot write: %s",
                         path ? path : "standard output", strerror(errno));
}

static att_status take_document(att_batch *batch, att_batch_job *job, att_error *error) {
    FILE *file = batch->context;
    att_slice bytes = att_buffer_slice(&job->output);
    if (job->output.size && fwrite(bytes.data, 1, job->output.size, file) != job->output.size)
        return cannot_write(batch, error);
    return ATT_OK;
}

static int run(att_batch *batch, FILE *file) {
    att_buffer head;
    att_buffer_init(&head);
    batch->format->head(&head);
    fwrite(att_buffer_slice(&head).data, 1, head.size, file);
    att_buffer_release(&head);
    batch->context = file;
    batch->take = take_document;
    return att_batch_run(batch);
}

static int run_to_file(att_batch *batch, const char *path) {
    FILE *file = fopen(path, "w");
    att_error error = {0};
    if (!file) {
        att_error_set_errno(&error, path, "write");
        return att_cli_fail(&error);
    }
    int code = run(batch, file);
    bool failed = ferror(file) != 0;
    failed |= fclose(file) != 0;
    if (failed && code != ATT_EXIT_FAILED) { /* else it is said already */
        cannot_write(batch, &error);
        return att_cli_fail(&error);
    }
    return code;
}

static att_status take_into_folder(att_batch *batch, att_batch_job *job, att_error *error) {
    if (!job->document)
        return ATT_OK;
    return att_cli_write_pair(batch->context, batch->format, job->document, error);
}

static int run_to_folder(att_batch *batch, const char *folder) {
    if (!folder) {
        att_cli_complain("--format %s writes two files for each story: name a folder by --output",
                         batch->format->name);
        return ATT_EXIT_USAGE;
    }
    batch->context = (void *)folder;
    batch->take = take_into_folder;
    return att_batch_run(batch);
}

int att_cli_code(const att_arguments *arguments) {
    const char *name = att_arguments_value(arguments, "format");
    const char *path = att_arguments_value(arguments, "output");
    att_batch batch = {.arguments = arguments, .format = att_format_find(name ? name : "jsonl")};
    att_engine *engine = att_cli_open_engine(arguments);
    if (!engine)
        return ATT_EXIT_FAILED;
    batch.engine = engine;
    int code = batch.format->folder ? run_to_folder(&batch, path)
               : path               ? run_to_file(&batch, path)
                                    : run(&batch, stdout);
    att_engine_close(engine);
    return code;
}
