/* reviews.c - reviews made on request: one at a time, on a thread of their own, each on a reader of
 * its own. The last few are kept in memory; the register gives the same review again at any time.
 */
#include "base/clock.h"
#include "base/error.h"
#include "review/review.h"
#include "serve/call.h"

#include <cjson/cJSON.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { JOBS_MOST = 12 };

typedef enum job_state { JOB_WAITING, JOB_COUNTING, JOB_WRITING, JOB_DONE, JOB_FAILED } job_state;

static const char *const state_names[] = {"waiting", "counting", "writing", "done", "failed"};

typedef struct review_job {
    uint64_t number; /* 0: free */
    job_state state;
    char country[24], from[16], to[16], compare_from[16], compare_to[16];
    att_buffer html, json, markdown;
    char style[64]; /* of the page: its hash; "": it has none */
    att_error error;
    int64_t began, ended; /* milliseconds */
} review_job;

struct att_studio {
    att_server *server;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    review_job jobs[JOBS_MOST];
    uint64_t last;
    bool stop;
};

/* ---- making --------------------------------------------------------------------------------- */

static void set_state(att_studio *studio, review_job *job, job_state state) {
    pthread_mutex_lock(&studio->lock);
    job->state = state;
    pthread_mutex_unlock(&studio->lock);
}

/* The page's own style, by its hash: the answer lets it apply and nothing else. */
static void hash_style(review_job *job) {
    att_slice page = att_buffer_slice(&job->html);
    const char *start = memmem(page.data, page.size, "<style>", 7);
    const char *end = start ? strstr(start, "</style>") : NULL;
    if (!end)
        return;
    struct sha256_ctx hash;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&hash);
    sha256_update(&hash, (size_t)(end - start) - 7, (const uint8_t *)start + 7);
    sha256_digest(&hash, sizeof digest, digest);
    base64_encode_raw(job->style, sizeof digest, digest);
    job->style[BASE64_ENCODE_RAW_LENGTH(sizeof digest)] = '\0';
}

static att_status write_all(att_studio *studio, review_job *job, att_store *store) {
    att_review *review = NULL;
    att_review_options options = {.country = job->country,
                                  .from = job->from[0] ? job->from : NULL,
                                  .to = job->to[0] ? job->to : NULL,
                                  .compare_from = job->compare_from[0] ? job->compare_from : NULL,
                                  .compare_to = job->compare_to[0] ? job->compare_to : NULL,
                                  .desk = studio->server->desk,
                                  .data_dir = studio->server->data_dir};
    att_status status = att_review_build(&review, store, &options, &job->error);
    set_state(studio, job, JOB_WRITING);
    if (!status)
        status = att_review_write_html(&job->html, review, &job->error);
    if (!status)
        hash_style(job);
    if (!status)
        status = att_review_write_json(&job->json, review, &job->error);
    if (!status)
        status = att_review_write_markdown(&job->markdown, review, &job->error);
    att_review_free(review);
    return status;
}

static void make(att_studio *studio, review_job *job) {
    att_store *store = NULL;
    att_status status =
        att_store_open(&store, studio->server->database, ATT_STORE_READ, &job->error);
    if (!status)
        status = write_all(studio, job, store);
    att_store_close(store);
    pthread_mutex_lock(&studio->lock);
    job->ended = att_milliseconds();
    job->state = status ? JOB_FAILED : JOB_DONE;
    pthread_mutex_unlock(&studio->lock);
}

static review_job *next_job(att_studio *studio) {
    review_job *found = NULL;
    for (int i = 0; i < JOBS_MOST; i++) {
        review_job *job = &studio->jobs[i];
        if (job->number && job->state == JOB_WAITING && (!found || job->number < found->number))
            found = job;
    }
    return found;
}

static void *work(void *context) {
    att_studio *studio = context;
    pthread_mutex_lock(&studio->lock);
    while (!studio->stop) {
        review_job *job = next_job(studio);
        if (!job) {
            pthread_cond_wait(&studio->changed, &studio->lock);
            continue;
        }
        job->state = JOB_COUNTING;
        job->began = att_milliseconds();
        pthread_mutex_unlock(&studio->lock);
        make(studio, job);
        pthread_mutex_lock(&studio->lock);
    }
    pthread_mutex_unlock(&studio->lock);
    return NULL;
}

/* ---- asking --------------------------------------------------------------------------------- */

/* A free place, else that of the oldest finished one; NULL when all are at work. */
static review_job *find_place(att_studio *studio) {
    review_job *found = NULL;
    for (int i = 0; i < JOBS_MOST; i++) {
        review_job *job = &studio->jobs[i];
        bool free = !job->number || job->state >= JOB_DONE;
        if (free && (!found || job->number < found->number))
            found = job;
    }
    return found;
}

static void clear_job(review_job *job) {
    att_buffer_release(&job->html);
    att_buffer_release(&job->json);
    att_buffer_release(&job->markdown);
    memset(job, 0, sizeof *job);
    att_buffer_init(&job->html);
    att_buffer_init(&job->json);
    att_buffer_init(&job->markdown);
}

static void copy_text(char *out, size_t size, const cJSON *body, const char *name) {
    const char *text = att_json_text(body, name);
    snprintf(out, size, "%s", text ? text : "");
}

static bool is_day(const char *text) {
    att_day day;
    return !*text || att_day_parse(&day, att_slice_of(text));
}

static bool read_job(review_job *out, const cJSON *body) {
    copy_text(out->country, sizeof out->country, body, "country");
    copy_text(out->from, sizeof out->from, body, "from");
    copy_text(out->to, sizeof out->to, body, "to");
    copy_text(out->compare_from, sizeof out->compare_from, body, "compare_from");
    copy_text(out->compare_to, sizeof out->compare_to, body, "compare_to");
    return out->country[0] && is_day(out->from) && is_day(out->to) && is_day(out->compare_from) &&
           is_day(out->compare_to) && !out->compare_from[0] == !out->compare_to[0];
}

void att_serve_make_review(att_call *call) {
    att_studio *studio = call->server->studio;
    cJSON *body = att_call_json(call);
    if (!body)
        return;
    review_job wanted = {0};
    bool valid = read_job(&wanted, body);
    cJSON_Delete(body);
    if (!valid) {
        att_response_refuse(call->response, 400, "a review has a country, and days: YYYY-MM-DD");
        return;
    }
    pthread_mutex_lock(&studio->lock);
    review_job *job = find_place(studio);
    if (job) {
        clear_job(job);
        memcpy(job->country, wanted.country, sizeof job->country);
        memcpy(job->from, wanted.from, sizeof job->from);
        memcpy(job->to, wanted.to, sizeof job->to);
        memcpy(job->compare_from, wanted.compare_from, sizeof job->compare_from);
        memcpy(job->compare_to, wanted.compare_to, sizeof job->compare_to);
        job->number = ++studio->last;
        att_buffer_format(&call->response->body, "{\"number\": %llu}",
                          (unsigned long long)job->number);
        pthread_cond_signal(&studio->changed);
    } else {
        att_response_refuse(call->response, 503, "too many reviews at once");
    }
    pthread_mutex_unlock(&studio->lock);
}

/* ---- showing -------------------------------------------------------------------------------- */

static void write_job(att_buffer *out, const review_job *job) {
    int64_t end = job->ended ? job->ended : att_milliseconds();
    att_buffer_format(out, "{\"number\": %llu, \"state\": \"%s\", \"milliseconds\": %lld",
                      (unsigned long long)job->number, state_names[job->state],
                      (long long)(job->began ? end - job->began : 0));
    const char *const texts[][2] = {{"country", job->country},
                                    {"from", job->from},
                                    {"to", job->to},
                                    {"compare_from", job->compare_from},
                                    {"compare_to", job->compare_to},
                                    {"error", job->error.message}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        att_buffer_format(out, ", \"%s\": ", texts[i][0]);
        att_buffer_add_json(out, att_slice_of(texts[i][1]));
    }
    att_buffer_add_char(out, '}');
}

void att_serve_reviews(att_call *call) {
    att_studio *studio = call->server->studio;
    att_buffer *out = &call->response->body;
    uint32_t shown = 0;
    att_buffer_add(out, "{\"items\": [");
    pthread_mutex_lock(&studio->lock);
    for (uint64_t number = studio->last; number; number--)
        for (int i = 0; i < JOBS_MOST; i++)
            if (studio->jobs[i].number == number) {
                att_buffer_add(out, shown++ ? ", " : "");
                write_job(out, &studio->jobs[i]);
            }
    pthread_mutex_unlock(&studio->lock);
    att_buffer_format(out, "], \"total\": %u}", shown);
}

/* The job of the path, with the lock held; NULL with a 404. */
static review_job *find_job(att_call *call) {
    uint64_t number = (uint64_t)att_call_number(call);
    for (int i = 0; i < JOBS_MOST && number; i++)
        if (call->server->studio->jobs[i].number == number)
            return &call->server->studio->jobs[i];
    att_response_refuse(call->response, 404, "there is no review of that number");
    return NULL;
}

void att_serve_review(att_call *call) {
    pthread_mutex_lock(&call->server->studio->lock);
    review_job *job = find_job(call);
    if (job)
        write_job(&call->response->body, job);
    pthread_mutex_unlock(&call->server->studio->lock);
}

static void write_page(att_call *call, const review_job *job) {
    att_slice format = call->request->arguments[1];
    att_response *response = call->response;
    const att_buffer *page = &job->html;
    if (job->state != JOB_DONE) {
        att_response_refuse(response, 409, "the review is not finished");
        return;
    }
    if (att_slice_is(format, "json")) {
        page = &job->json;
    } else if (att_slice_is(format, "md")) {
        page = &job->markdown;
        response->type = "text/markdown; charset=utf-8";
    } else if (att_slice_is(format, "html")) {
        response->type = "text/html; charset=utf-8";
        memcpy(response->style, job->style, sizeof response->style);
    } else {
        att_response_refuse(response, 404, "a review is html, json or md");
        return;
    }
    att_buffer_append(&response->body, page->data, page->size);
    if (att_request_parameter(call->request, "download").size)
        snprintf(response->file, sizeof response->file, "review-%s.%s", job->country, format.data);
}

void att_serve_review_page(att_call *call) {
    pthread_mutex_lock(&call->server->studio->lock);
    review_job *job = find_job(call);
    if (job)
        write_page(call, job);
    pthread_mutex_unlock(&call->server->studio->lock);
}

/* ---- the studio ----------------------------------------------------------------------------- */

att_status att_studio_open(att_studio **out, att_server *server, att_error *error) {
    att_studio *studio = calloc(1, sizeof *studio);
    if (!studio)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    studio->server = server;
    pthread_mutex_init(&studio->lock, NULL);
    pthread_cond_init(&studio->changed, NULL);
    if (pthread_create(&studio->thread, NULL, work, studio)) {
        free(studio);
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "no thread to be had");
    }
    *out = studio;
    return ATT_OK;
}

void att_studio_close(att_studio *studio) {
    if (!studio)
        return;
    pthread_mutex_lock(&studio->lock);
    studio->stop = true;
    pthread_cond_signal(&studio->changed);
    pthread_mutex_unlock(&studio->lock);
    pthread_join(studio->thread, NULL);
    for (int i = 0; i < JOBS_MOST; i++)
        clear_job(&studio->jobs[i]);
    pthread_mutex_destroy(&studio->lock);
    pthread_cond_destroy(&studio->changed);
    free(studio);
}
