/* diff.c - `attache diff`: what changed between two runs, and why. */
#include "cli/batch.h"
#include "store/register.h"

#include <inttypes.h>
#include <stdlib.h>

const att_option att_cli_diff_options[] = {ATT_OPTION_DB, ATT_OPTION_JSON, ATT_OPTION_END};

static void print_text(void *context, const att_difference *difference) {
    printf("%-9s %s  %s\n", difference->change, difference->id, difference->document);
    if (difference->before[0])
        printf("    - %s\n", difference->before);
    if (difference->after[0])
        printf("    + %s\n", difference->after);
    if (difference->columns[0])
        printf("    differs in %s\n", difference->columns);
    if (difference->why[0])
        printf("    because %s\n", difference->why);
}

static void print_json(void *context, const att_difference *difference) {
    const struct {
        const char *key, *value;
    } members[] = {
        {"change", difference->change}, {"id", difference->id},
        {"doc", difference->document},  {"columns", difference->columns},
        {"before", difference->before}, {"after", difference->after},
        {"why", difference->why},
    };
    att_buffer line;
    att_buffer_init(&line);
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        att_buffer_format(&line, "%s\"%s\": ", i ? ", " : "{", members[i].key);
        att_buffer_add_json(&line, att_slice_of(members[i].value));
    }
    att_buffer_add(&line, "}");
    puts(att_buffer_slice(&line).data);
    att_buffer_release(&line);
}

/* A run's number, or the last run but `back` where none is given. */
static int64_t run_number(att_store *store, const char *text, int64_t back, att_error *error) {
    if (text)
        return (int64_t)strtoll(text, NULL, 10);
    att_query query;
    att_query_begin(&query, store, "SELECT coalesce(max(number), 0) FROM run", error);
    int64_t last = att_query_value(&query, 0);
    return last > back ? last - back : 0;
}

int att_cli_diff(const att_arguments *arguments) {
    int code;
    att_store *store = att_cli_open_store(arguments, &code);
    if (!store)
        return code;
    att_error error = {0};
    const char *from = arguments->count > 0 ? arguments->positional[0] : NULL;
    const char *to = arguments->count > 1 ? arguments->positional[1] : NULL;
    int64_t first = run_number(store, from, 1, &error);
    int64_t last = run_number(store, to, 0, &error);
    att_status status = att_store_diff(
        store, first, last, att_arguments_flag(arguments, "json") ? print_json : print_text, NULL,
        &error);
    att_store_close(store);
    return status ? att_cli_fail(&error) : ATT_EXIT_DONE;
}
