/* search.c - `attache search`: full text over the stories, with filters on their records. */
#include "cli/batch.h"
#include "cli/filter.h"
#include "cli/print.h"

const att_option att_cli_search_options[] = {
    ATT_OPTION_DB,
    {"limit", 'n', ATT_OPTION_NUMBER, "N", "at most so many stories; 20 unless told"},
    {"records", 'r', ATT_OPTION_FLAG, NULL, "also print the records of each story"},
    ATT_OPTIONS_FILTER,
    ATT_OPTION_JSON,
    ATT_OPTION_END};

enum { LIMIT = 20, SEARCHED_MOST = 1000000 };

typedef struct search_job {
    att_store *store;
    att_filter filter;
    bool filtered, records, json;
    att_style style;
} search_job;

static bool any_filter(const att_filter *filter) {
    return filter->country || filter->partner || filter->kind || filter->by_activity ||
           filter->from_known || filter->to_known;
}

static void print_json(const att_query *query, const att_document *document) {
    att_buffer line;
    att_buffer_init(&line);
    att_buffer_add(&line, "{\"doc\": ");
    att_buffer_add_json(&line, document->id);
    att_buffer_add(&line, ", \"date\": ");
    if (att_query_is_null(query, 1))
        att_buffer_add(&line, "null");
    else
        att_buffer_add_json(&line, att_query_column(query, 1));
    att_buffer_add(&line, ", \"title\": ");
    att_buffer_add_json(&line, att_query_column(query, 2));
    att_buffer_add(&line, ", \"snippet\": ");
    att_buffer_add_json(&line, att_query_column(query, 3));
    att_buffer_add(&line, ", \"records\": [");
    for (uint32_t i = 0; i < document->records.count; i++)
        att_buffer_format(&line, "%s\"%s\"", i ? ", " : "", document->records.items[i].id);
    att_buffer_add(&line, "]}");
    puts(att_buffer_slice(&line).data);
    att_buffer_release(&line);
}

static void print_text(const search_job *job, const att_query *query,
                       const att_document *document) {
    att_slice date = att_query_column(query, 1), title = att_query_column(query, 2);
    printf("%s%.*s%s  %.*s  %.*s  (%u records)\n    ", job->style.bold,
           date.size ? (int)date.size : 10, date.size ? date.data : "no date   ", job->style.plain,
           ATT_TEXT(document->id), ATT_TEXT(title), document->records.count);
    att_print_line(att_query_column(query, 3));
    printf("\n");
    for (uint32_t i = 0; job->records && i < document->records.count; i++)
        att_print_record(document, &document->records.items[i], &job->style, "    ");
}

/* Prints a story that passes the filter; `*found` counts it. */
static att_status take(search_job *job, const att_query *query, uint64_t *found, att_error *error) {
    att_document *document;
    att_status status = att_store_read(&document, job->store, att_query_number(query, 0), error);
    if (status)
        return status;
    att_filter_apply(&job->filter, document);
    if (!job->filtered || document->records.count) {
        ++*found;
        if (job->json)
            print_json(query, document);
        else
            print_text(job, query, document);
    }
    att_document_free(document);
    return ATT_OK;
}

static int search(search_job *job, const char *words, uint64_t limit) {
    att_error error = {0};
    att_query query;
    att_store_search(&query, job->store, words, job->filtered ? SEARCHED_MOST : (int64_t)limit,
                     &error);
    uint64_t found = 0;
    att_status status = ATT_OK;
    while (!status && found < limit && att_query_next(&query))
        status = take(job, &query, &found, &error);
    att_status ended = att_query_end(&query);
    if (status || ended)
        return att_cli_fail(&error);
    if (!found)
        att_cli_complain("no story has these words");
    return ATT_EXIT_DONE;
}

int att_cli_search(const att_arguments *arguments) {
    search_job job = {.records = att_arguments_flag(arguments, "records"),
                      .json = att_arguments_flag(arguments, "json"),
                      .style = att_style_for(stdout)};
    int code = att_filter_read(&job.filter, arguments);
    if (code)
        return code;
    job.filtered = any_filter(&job.filter);
    job.store = att_cli_open_store(arguments, &code);
    if (!job.store)
        return code;
    /* Words given apart are words all the same. */
    att_buffer words;
    att_buffer_init(&words);
    for (uint32_t i = 0; i < arguments->count; i++)
        att_buffer_format(&words, "%s%s", i ? " " : "", arguments->positional[i]);
    code = search(&job, att_buffer_slice(&words).data,
                  att_arguments_number(arguments, "limit", LIMIT));
    att_buffer_release(&words);
    att_store_close(job.store);
    return code;
}
