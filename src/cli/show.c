/* show.c - `attache show`: one record, its sentences where they stand, and what the register makes
 * of it. */
#include "cli/batch.h"
#include "cli/print.h"
#include "cli/standing.h"

#include <stdlib.h>

const att_option att_cli_show_options[] = {ATT_OPTION_DB, ATT_OPTION_JSON, ATT_OPTION_END};

/* The paragraph around a span. */
static att_span paragraph_of(const att_document *document, att_span span) {
    const char *text = document->text.data;
    while (span.start > 0 && text[span.start - 1] != '\n')
        span.start--;
    while (span.end < document->text.size && text[span.end] != '\n')
        span.end++;
    return span;
}

static void print_evidence(const att_document *document, att_span span, const att_style *style) {
    att_span around = paragraph_of(document, span);
    printf("\n  ");
    att_print_line(att_slice_part(document->text, around.start, span.start));
    printf("%s%s[%s%s", around.start < span.start ? " " : "", style->name, style->plain,
           style->bold);
    att_print_line(att_document_part(document, span));
    printf("%s%s]%s%s", style->plain, style->name, style->plain, span.end < around.end ? " " : "");
    att_print_line(att_slice_part(document->text, span.end, around.end));
    printf("\n");
}

static void print_text(const att_document *document, const att_record *record) {
    att_style style = att_style_for(stdout);
    att_print_record(document, record, &style, "");
    printf("  %-11s %.*s", "story", ATT_TEXT(document->id));
    if (document->date_known) {
        att_civil day = att_day_civil(document->date);
        printf(", %04d-%02d-%02d", day.year, day.month, day.day);
    }
    if (document->agency.size)
        printf(", %.*s", ATT_TEXT(document->agency));
    if (document->url.size)
        printf(", %.*s", ATT_TEXT(document->url));
    printf("\n");
    for (uint32_t i = 0; i < record->evidence.count; i++)
        print_evidence(document, record->evidence.items[i], &style);
}

/* Its number and that of the document that holds it; false for no such record. */
static bool find_record(int64_t *number, int64_t *document, att_store *store, const char *id,
                        att_error *error) {
    att_query query;
    att_query_begin(&query, store, "SELECT number, document FROM record_now WHERE id = ?1", error);
    att_query_string(&query, 1, id);
    bool found = att_query_next(&query);
    if (found) {
        *number = att_query_number(&query, 0);
        *document = att_query_number(&query, 1);
    }
    return !att_query_end(&query) && found;
}

static int print_found(const att_document *document, const char *id, bool json) {
    for (uint32_t i = 0; i < document->records.count; i++) {
        const att_record *record = &document->records.items[i];
        if (strcmp(record->id, id) != 0)
            continue;
        if (json) {
            att_buffer line;
            att_buffer_init(&line);
            att_output_record(&line, document, record);
            puts(att_buffer_slice(&line).data);
            att_buffer_release(&line);
        } else {
            print_text(document, record);
        }
        return ATT_EXIT_DONE;
    }
    return ATT_EXIT_FAILED;
}

static int show(att_store *store, const char *id, bool json) {
    att_error error = {0};
    int64_t number, story;
    if (!find_record(&number, &story, store, id, &error)) {
        if (error.status)
            return att_cli_fail(&error);
        att_cli_complain("no record has the id \"%s\"", id);
        return ATT_EXIT_FAILED;
    }
    att_document *document;
    if (att_store_read(&document, store, story, &error))
        return att_cli_fail(&error);
    int code = print_found(document, id, json);
    att_document_free(document);
    if (!json)
        printf("\n");
    return !json && att_standing_print(store, number, &error) ? att_cli_fail(&error) : code;
}

int att_cli_show(const att_arguments *arguments) {
    int code;
    att_store *store = att_cli_open_store(arguments, &code);
    if (!store)
        return code;
    code = show(store, arguments->positional[0], att_arguments_flag(arguments, "json"));
    att_store_close(store);
    return code;
}
