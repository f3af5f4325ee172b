/* conflicts.c - `attache conflicts`: judgements that fit their record no longer. */
#include "cli/batch.h"
#include "cli/print.h"

#include <inttypes.h>

const att_option att_cli_conflicts_options[] = {ATT_OPTION_DB, ATT_OPTION_JSON, ATT_OPTION_END};

static const char *const names[] = {"judgement", "record", "verdict", "field", "value",
                                    "author",    "made",   "quote",   "reason"};
enum { COLUMN_COUNT = sizeof names / sizeof names[0] };

static void print_json(const att_query *query) {
    att_buffer line;
    att_buffer_init(&line);
    att_buffer_format(&line, "{\"judgement\": %" PRId64, att_query_number(query, 0));
    for (int i = 1; i < COLUMN_COUNT; i++) {
        att_buffer_format(&line, ", \"%s\": ", names[i]);
        att_buffer_add_json(&line, att_query_column(query, i));
    }
    att_buffer_add(&line, "}");
    puts(att_buffer_slice(&line).data);
    att_buffer_release(&line);
}

static void print_text(const att_query *query) {
    printf("%" PRId64 "  %.*s %.*s", att_query_number(query, 0),
           ATT_TEXT(att_query_column(query, 2)), ATT_TEXT(att_query_column(query, 1)));
    if (att_query_column(query, 3).size)
        printf(" %.*s = %.*s", ATT_TEXT(att_query_column(query, 3)),
               ATT_TEXT(att_query_column(query, 4)));
    printf("  (%.*s, %.*s)\n    \"", ATT_TEXT(att_query_column(query, 5)),
           ATT_TEXT(att_query_column(query, 6)));
    att_print_line(att_query_column(query, 7));
    printf("\"\n    %.*s\n", ATT_TEXT(att_query_column(query, 8)));
}

int att_cli_conflicts(const att_arguments *arguments) {
    int code;
    att_store *store = att_cli_open_store(arguments, &code);
    if (!store)
        return code;
    att_error error = {0};
    att_query query;
    att_query_begin(&query, store,
                    "SELECT j.number, j.record, j.verdict, j.field, j.value, j.author, j.made, "
                    "j.quote, c.reason FROM judgement_conflict c "
                    "JOIN judgement j ON j.number = c.judgement ORDER BY j.number",
                    &error);
    bool any = false;
    while (att_query_next(&query)) {
        any = true;
        if (att_arguments_flag(arguments, "json"))
            print_json(&query);
        else
            print_text(&query);
    }
    att_status status = att_query_end(&query);
    att_store_close(store);
    if (status)
        return att_cli_fail(&error);
    return any ? ATT_EXIT_PARTLY : ATT_EXIT_DONE;
}
