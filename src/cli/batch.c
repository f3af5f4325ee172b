/* batch.c - see batch.h. */
#include "cli/batch.h"

#include "base/clock.h"
#include "base/error.h"
#include "engine/engine.h"
#include "engine/workers.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PROGRESS_MILLISECONDS = 200 };

att_engine *att_cli_open_engine(const att_arguments *arguments) {
    att_engine_options options = {.overlay_dir = att_arguments_value(arguments, "data")};
    att_engine *engine;
    att_error error = {0};
    if (att_engine_open(&engine, &options, &error)) {
        att_cli_fail(&error);
        return NULL;
    }
    return engine;
}

/* ---- reading ---------------------------------------------------------------------------- */

static void fail_job(att_batch_job *job, const char *origin, const att_error *reason) {
    job->story = (att_source_story){.status = reason->status, .reason = *reason};
    job->story.origin = att_slice_of(origin);
    job->outcome = ATT_OUTCOME_FAILED;
    job->reason = *reason;
}

static void reset_job(att_batch_job *job) {
    att_arena_reset(&job->arena);
    att_buffer_clear(&job->output);
    job->story = (att_source_story){0};
    job->document = NULL;
    job->outcome = ATT_OUTCOME_CODED;
    job->reason = (att_error){0};
    job->done_before = false;
}

/* The next story of the open path, or of the next path that has one; a path that cannot be
 * read is a failed job of its own. */
static bool next_story(att_batch *batch, att_batch_job *job) {
    for (;;) {
        att_error error = {0};
        if (!batch->reader) {
            if (batch->path == batch->arguments->count)
                return false;
            const char *path = batch->arguments->positional[batch->path++];
            if (att_reader_open(&batch->reader, path, &batch->reader_options, &error)) {
                batch->reader = NULL;
                fail_job(job, path, &error);
                return true;
            }
        }
        bool more = false;
        att_status status = att_reader_next(batch->reader, &job->story, &more, &job->arena, &error);
        if (!status && more)
            return true;
        att_reader_close(batch->reader);
        batch->reader = NULL;
        if (status) {
            fail_job(job, batch->arguments->positional[batch->path - 1], &error);
            return true;
        }
    }
}

static att_status read_job(void *context, void *slot, bool *more, att_error *error) {
    att_batch_job *job = slot;
    reset_job(job);
    jmp_buf here;
    job->arena.recovery = &here;
    if (setjmp(here)) {
        job->arena.recovery = NULL;
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    }
    *more = next_story(context, job);
    job->arena.recovery = NULL;
    if (*more && job->story.status) {
        job->outcome = ATT_OUTCOME_FAILED;
        job->reason = job->story.reason;
    }
    return ATT_OK;
}

/* ---- coding ----------------------------------------------------------------------------- */

/* The slice as a C string in the job's arena, or NULL when it is empty. */
static const char *string_of(att_batch_job *job, att_slice text) {
    return text.size ? att_arena_copy(&job->arena, text).data : NULL;
}

/* A story's own id, else its file's name. */
static const char *id_of(att_batch_job *job) {
    if (job->story.id.size)
        return string_of(job, job->story.id);
    const char *origin = att_arena_copy(&job->arena, job->story.origin).data;
    const char *slash = strrchr(origin, '/');
    return slash && slash[1] ? slash + 1 : origin;
}

bool att_batch_is_english(att_slice language) {
    return !language.size ||
           (att_slice_starts(language, "en") && (language.size == 2 || language.data[2] == '-'));
}

static void code_story(att_batch *batch, att_batch_job *job) {
    att_story story = {.id = id_of(job),
                       .date = string_of(job, job->story.date),
                       .title = string_of(job, job->story.title),
                       .source = string_of(job, job->story.source),
                       .url = string_of(job, job->story.url),
                       .text = job->story.text.size ? job->story.text.data : "",
                       .size = job->story.text.size};
    att_status status = att_engine_document(&job->document, &story, &job->reason);
    if (!status) {
        job->document->explained = batch->explained;
        status = batch->only_parse ? att_engine_parse(batch->engine, job->document, &job->reason)
                                   : att_engine_run(batch->engine, job->document, &job->reason);
    }
    if (status) {
        att_document_free(job->document);
        job->document = NULL;
        job->outcome = ATT_OUTCOME_FAILED;
        return;
    }
    job->outcome = job->document->records.count ? ATT_OUTCOME_CODED : ATT_OUTCOME_EMPTY;
    if (batch->format)
        batch->format->document(&job->output, job->document);
}

static void work_job(void *context, void *slot) {
    att_batch *batch = context;
    att_batch_job *job = slot;
    if (job->outcome == ATT_OUTCOME_FAILED || job->done_before)
        return;
    if (!att_batch_is_english(job->story.language)) {
        job->outcome = ATT_OUTCOME_SKIPPED;
        att_error_set(&job->reason, ATT_ERROR_INPUT, ATT_NO_OFFSET, "not in English but \"%.*s\"",
                      (int)job->story.language.size, job->story.language.data);
        return;
    }
    jmp_buf here;
    job->arena.recovery = &here;
    if (setjmp(here)) {
        job->outcome = ATT_OUTCOME_FAILED;
        att_error_set(&job->reason, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    } else {
        code_story(batch, job);
    }
    job->arena.recovery = NULL;
    if (job->output.failed) {
        job->outcome = ATT_OUTCOME_FAILED;
        att_error_set(&job->reason, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    }
}

/* ---- account ---------------------------------------------------------------------------- */

static bool shows_progress(const att_batch *batch) {
    return isatty(STDERR_FILENO) && !att_arguments_flag(batch->arguments, "quiet");
}

static void clear_progress(att_batch *batch) {
    if (batch->shown)
        fputs("\r\033[K", stderr);
    batch->shown = 0;
}

static void show_progress(att_batch *batch) {
    int64_t now = att_milliseconds();
    if (!shows_progress(batch) || now - batch->shown < PROGRESS_MILLISECONDS ||
        now - batch->started < PROGRESS_MILLISECONDS)
        return;
    batch->shown = now;
    fprintf(stderr, "\r\033[K%" PRIu64 " stories, %" PRIu64 " records, %.0f stories/s",
            batch->inputs, batch->records,
            (double)batch->inputs * 1000 / (double)(now - batch->started));
}

/* The reason names the input already, or it is named in front. */
static void complain(att_batch *batch, const att_batch_job *job) {
    const char *message = job->reason.message;
    att_slice origin = job->story.origin;
    char name[512];
    snprintf(name, sizeof name, "%.*s", (int)origin.size, origin.data);
    const char *slash = strrchr(name, '/');
    clear_progress(batch);
    if (strstr(message, slash && slash[1] ? slash + 1 : name) == NULL)
        att_cli_complain("%s: %s", name, message);
    else
        att_cli_complain("%s", message);
}

static void write_manifest(att_batch *batch, const att_batch_job *job) {
    if (!batch->manifest)
        return;
    att_slice origin = job->story.origin;
    att_slice note = job->reason.message[0] ? att_slice_of(job->reason.message) : job->story.note;
    fprintf(batch->manifest, "%.*s\t%s\t%u\t%.*s\n", (int)origin.size, origin.data,
            att_outcome_name(job->outcome), job->document ? job->document->records.count : 0,
            (int)note.size, note.size ? note.data : "");
}

static att_status account(att_batch *batch, att_batch_job *job, att_error *error) {
    att_status status = batch->take ? batch->take(batch, job, error) : ATT_OK;
    batch->inputs++;
    if (job->done_before) {
        batch->done_before++;
        return status;
    }
    batch->outcomes[job->outcome]++;
    if (job->document) {
        batch->records += job->document->records.count;
        batch->undated += !job->document->date_known;
    }
    if (job->outcome == ATT_OUTCOME_FAILED)
        complain(batch, job);
    write_manifest(batch, job);
    return status;
}

static att_status emit_job(void *context, void *slot, att_error *error) {
    att_batch *batch = context;
    att_batch_job *job = slot;
    att_status status = account(batch, job, error);
    att_document_free(job->document);
    job->document = NULL;
    show_progress(batch);
    return status;
}

static att_status admit_job(void *context, void *slot, att_error *error) {
    att_batch *batch = context;
    return batch->admit(batch, slot, error);
}

static void print_summary(att_batch *batch) {
    clear_progress(batch);
    if (batch->undated)
        att_cli_complain("%" PRIu64 " %s without a date: coded with unknown time", batch->undated,
                         batch->undated == 1 ? "story" : "stories");
    if (att_arguments_flag(batch->arguments, "quiet") ||
        (batch->inputs < 2 && !isatty(STDERR_FILENO)))
        return;
    fprintf(stderr, "attache: %" PRIu64 " %s", batch->inputs,
            batch->inputs == 1 ? "story" : "stories");
    const char *separator = ":";
    for (int i = 0; i < ATT_OUTCOME_COUNT; i++)
        if (batch->outcomes[i]) {
            fprintf(stderr, "%s %" PRIu64 " %s", separator, batch->outcomes[i],
                    att_outcome_name((att_outcome)i));
            separator = ",";
        }
    if (batch->done_before)
        fprintf(stderr, "%s %" PRIu64 " done before", separator, batch->done_before);
    fprintf(stderr, "; %" PRIu64 " records\n", batch->records);
}

/* ---- the run ---------------------------------------------------------------------------- */

static uint32_t limit_of(const att_arguments *arguments, const char *name) {
    uint64_t value = att_arguments_number(arguments, name, 0);
    return value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

static void take_options(att_batch *batch) {
    const att_arguments *arguments = batch->arguments;
    batch->reader_options = (att_reader_options){
        .format = att_arguments_value(arguments, "input"),
        .date = att_arguments_value(arguments, "date"),
        .document_limit = limit_of(arguments, "document-limit"),
        .line_limit = limit_of(arguments, "line-limit"),
        .archive_limit = att_arguments_number(arguments, "archive-limit", 0),
        .ratio_limit = limit_of(arguments, "ratio-limit"),
        .depth_limit = limit_of(arguments, "depth-limit"),
        .nesting_limit = limit_of(arguments, "nesting-limit"),
        .hidden = att_arguments_flag(arguments, "hidden"),
    };
}

static int open_manifest(att_batch *batch) {
    const char *path = att_arguments_value(batch->arguments, "manifest");
    if (!path)
        return ATT_EXIT_DONE;
    batch->manifest = fopen(path, "w");
    if (!batch->manifest) {
        att_error error = {0};
        att_error_set_errno(&error, path, "write");
        return att_cli_fail(&error);
    }
    fputs("input\toutcome\trecords\treason\n", batch->manifest);
    return ATT_EXIT_DONE;
}

static int close_manifest(att_batch *batch, int code) {
    if (!batch->manifest)
        return code;
    bool failed = ferror(batch->manifest) != 0;
    if (fclose(batch->manifest) != 0 || failed) {
        att_cli_complain("%s: cannot write", att_arguments_value(batch->arguments, "manifest"));
        return ATT_EXIT_FAILED;
    }
    return code;
}

static att_status run_workers(att_batch *batch, att_error *error) {
    uint32_t threads = att_workers_threads(limit_of(batch->arguments, "threads"));
    uint32_t count = att_workers_jobs(threads);
    att_batch_job *jobs = calloc(count, sizeof *jobs);
    if (!jobs)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    for (uint32_t i = 0; i < count; i++)
        att_arena_init(&jobs[i].arena);
    att_workers workers = {.threads = threads,
                           .jobs = jobs,
                           .job_size = sizeof *jobs,
                           .job_count = count,
                           .context = batch,
                           .read = read_job,
                           .admit = batch->admit ? admit_job : NULL,
                           .work = work_job,
                           .emit = emit_job};
    att_status status = att_workers_run(&workers, error);
    for (uint32_t i = 0; i < count; i++) {
        att_document_free(jobs[i].document);
        att_buffer_release(&jobs[i].output);
        att_arena_release(&jobs[i].arena);
    }
    free(jobs);
    return status;
}

int att_batch_run(att_batch *batch) {
    take_options(batch);
    int code = open_manifest(batch);
    if (code)
        return code;
    batch->started = att_milliseconds();
    att_error error = {0};
    att_status status = run_workers(batch, &error);
    att_reader_close(batch->reader);
    batch->reader = NULL;
    clear_progress(batch);
    batch->stopped = status != ATT_OK;
    if (status) {
        close_manifest(batch, ATT_EXIT_FAILED);
        return att_cli_fail(&error);
    }
    print_summary(batch);
    uint64_t failed = batch->outcomes[ATT_OUTCOME_FAILED];
    code = failed == 0               ? ATT_EXIT_DONE
           : failed == batch->inputs ? ATT_EXIT_FAILED
                                     : ATT_EXIT_PARTLY;
    return close_manifest(batch, code);
}
