/* Jobs come out in order and complete, for any number of threads, and every failure ends the run.
 */
#include "engine/workers.h"
#include "base/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct test_job {
    uint32_t number, result;
    bool admitted;
} test_job;

typedef struct test_run {
    uint32_t next, limit, emitted;
    uint32_t fail_read, fail_emit; /* at this number; UINT32_MAX never */
    bool in_order;
} test_run;

static att_status read_job(void *context, void *slot, bool *more, att_error *error) {
    test_run *run = context;
    test_job *job = slot;
    if (run->next == run->fail_read)
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET, "read");
    *job = (test_job){.number = run->next};
    *more = run->next++ < run->limit;
    return ATT_OK;
}

static att_status admit_job(void *context, void *slot, att_error *error) {
    test_job *job = slot;
    job->admitted = true;
    return ATT_OK;
}

static void work_job(void *context, void *slot) {
    test_job *job = slot;
    uint32_t sum = job->number;
    for (uint32_t i = 0; i < job->number % 7 * 1000; i++)
        sum = sum * 1664525u + 1013904223u;
    job->result = sum;
}

static att_status emit_job(void *context, void *slot, att_error *error) {
    test_run *run = context;
    test_job *job = slot;
    if (job->number == run->fail_emit)
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET, "emit");
    test_job again = *job;
    work_job(context, &again);
    run->in_order = run->in_order && job->number == run->emitted && again.result == job->result;
    run->emitted++;
    return ATT_OK;
}

static att_status run_jobs(test_run *run, uint32_t threads, bool admit, att_error *error) {
    uint32_t count = att_workers_jobs(threads);
    test_job *jobs = calloc(count, sizeof *jobs);
    att_workers workers = {.threads = threads,
                           .jobs = jobs,
                           .job_size = sizeof *jobs,
                           .job_count = count,
                           .context = run,
                           .read = read_job,
                           .admit = admit ? admit_job : NULL,
                           .work = work_job,
                           .emit = emit_job};
    att_status status = att_workers_run(&workers, error);
    free(jobs);
    return status;
}

static void in_order_for_any_number_of_threads(void **state) {
    for (uint32_t threads = 1; threads <= 9; threads += 2)
        for (int admit = 0; admit < 2; admit++)
            for (uint32_t limit = 0; limit <= 2000; limit = limit * 4 + 1) {
                test_run run = {.limit = limit,
                                .fail_read = UINT32_MAX,
                                .fail_emit = UINT32_MAX,
                                .in_order = true};
                assert_int_equal(run_jobs(&run, threads, admit, NULL), ATT_OK);
                assert_true(run.in_order);
                assert_int_equal(run.emitted, limit);
            }
}

static void failure_ends_the_run(void **state) {
    for (uint32_t threads = 1; threads <= 5; threads += 2) {
        att_error error = {0};
        test_run run = {.limit = 500, .fail_read = 100, .fail_emit = UINT32_MAX, .in_order = true};
        assert_int_equal(run_jobs(&run, threads, true, &error), ATT_ERROR_IO);
        assert_string_equal(error.message, "read");
        assert_int_equal(run.emitted, 100);
        run = (test_run){.limit = 500, .fail_read = UINT32_MAX, .fail_emit = 50, .in_order = true};
        assert_int_equal(run_jobs(&run, threads, false, &error), ATT_ERROR_IO);
        assert_string_equal(error.message, "emit");
        assert_int_equal(run.emitted, 50);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_order_for_any_number_of_threads),
        cmocka_unit_test(failure_ends_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
