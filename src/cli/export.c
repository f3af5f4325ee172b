/* export.c - `attache export`: stored records in any format. */
#include "base/error.h"
#include "cli/batch.h"
#include "cli/filter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const att_option att_cli_export_options[] = {
    ATT_OPTION_DB,
    {"format", 'f', ATT_OPTION_CHOICE, "jsonl|csv|plover|polecat|icews|brat|annotation",
     "output format; jsonl unless told"},
    {"output", 'o', ATT_OPTION_FILE, "FILE", "write there, for brat a folder"},
    ATT_OPTIONS_FILTER,
    ATT_OPTION_END};

typedef struct export_job {
    att_store *store;
    const att_format *format;
    const char *output; /* the path, or NULL */
    FILE *file;         /* NULL for a format of folders */
    att_filter filter;
    att_buffer buffer;
} export_job;

static att_status write_document(export_job *job, att_document *document, att_error *error) {
    att_filter_apply(&job->filter, document);
    if (!document->records.count)
        return ATT_OK;
    if (!job->file)
        return att_cli_write_pair(job->output, job->format, document, error);
    att_buffer_clear(&job->buffer);
    job->format->document(&job->buffer, document);
    if (job->buffer.failed)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    if (job->buffer.size &&
        fwrite(job->buffer.data, 1, job->buffer.size, job->file) != job->buffer.size)
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET, "%s: cannot write: %s",
                             job->output ? job->output : "standard output", strerror(errno));
    return ATT_OK;
}

static att_status write_all(export_job *job, att_error *error) {
    att_query query;
    att_query_begin(&query, job->store,
                    "SELECT DISTINCT document FROM record_now ORDER BY document", error);
    att_status status = ATT_OK;
    while (!status && att_query_next(&query)) {
        att_document *document;
        status = att_store_read(&document, job->store, att_query_number(&query, 0), error);
        if (status)
            break;
        status = write_document(job, document, error);
        att_document_free(document);
    }
    att_status ended = att_query_end(&query);
    return status ? status : ended;
}

static void write_head(export_job *job) {
    job->format->head(&job->buffer);
    if (job->file && job->buffer.size)
        fwrite(job->buffer.data, 1, job->buffer.size, job->file);
}

static int run(export_job *job) {
    att_error error = {0};
    if (!job->format->folder) {
        job->file = job->output ? fopen(job->output, "w") : stdout;
        if (!job->file) {
            att_error_set_errno(&error, job->output, "write");
            return att_cli_fail(&error);
        }
    }
    att_buffer_init(&job->buffer);
    write_head(job);
    att_status status = write_all(job, &error);
    att_buffer_release(&job->buffer);
    if (job->file && job->file != stdout) {
        bool failed = ferror(job->file) != 0;
        if ((fclose(job->file) != 0 || failed) && !status)
            status =
                att_error_set(&error, ATT_ERROR_IO, ATT_NO_OFFSET, "%s: cannot write", job->output);
    }
    return status ? att_cli_fail(&error) : ATT_EXIT_DONE;
}

int att_cli_export(const att_arguments *arguments) {
    const char *name = att_arguments_value(arguments, "format");
    export_job job = {.format = att_format_find(name ? name : "jsonl"),
                      .output = att_arguments_value(arguments, "output")};
    int code = att_filter_read(&job.filter, arguments);
    if (code)
        return code;
    if (job.format->folder && !job.output) {
        att_cli_complain("--format %s writes two files for each story: name a folder by --output",
                         job.format->name);
        return ATT_EXIT_USAGE;
    }
    job.store = att_cli_open_store(arguments, &code);
    if (!job.store)
        return code;
    code = run(&job);
    att_store_close(job.store);
    return code;
}
