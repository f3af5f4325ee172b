/* review.c - `attache review`: the page on one country in one period. */
#include "review/review.h"

#include "base/file.h"
#include "cli/batch.h"
#include "engine/engine.h"

#include <stdlib.h>
#include <string.h>

const att_option att_cli_review_options[] = {
    ATT_OPTION_DB,
    {"country", 0, ATT_OPTION_TEXT, "CODE", "the state under review, as VNM"},
    {"from", 0, ATT_OPTION_DATE, "YYYY-MM-DD", "first day; the archive's first unless told"},
    {"to", 0, ATT_OPTION_DATE, "YYYY-MM-DD", "last day; the archive's last unless told"},
    {"compare-from", 0, ATT_OPTION_DATE, "YYYY-MM-DD", "first day of the period to compare with"},
    {"compare-to", 0, ATT_OPTION_DATE, "YYYY-MM-DD", "last day of the period to compare with"},
    {"desk", 0, ATT_OPTION_FILE, "FILE", "the desk's own names, groups and sources"},
    {"format", 'f', ATT_OPTION_CHOICE, "html|json|md", "html unless told"},
    ATT_OPTION_OUTPUT,
    ATT_OPTION_DATA,
    ATT_OPTION_END};

static att_review_writer *writer_for(const char *format) {
    if (format && strcmp(format, "json") == 0)
        return att_review_write_json;
    if (format && strcmp(format, "md") == 0)
        return att_review_write_markdown;
    return att_review_write_html;
}

static att_status write_out(const att_arguments *arguments, att_review *review, att_error *error) {
    att_buffer page;
    att_buffer_init(&page);
    att_status status = writer_for(att_arguments_value(arguments, "format"))(&page, review, error);
    const char *path = att_arguments_value(arguments, "output");
    if (!status && path)
        status = att_file_write(path, att_buffer_slice(&page), error);
    else if (!status)
        fwrite(att_buffer_slice(&page).data, 1, page.size, stdout);
    att_buffer_release(&page);
    return status;
}

int att_cli_review(const att_arguments *arguments) {
    att_review_options options = {
        .country = att_arguments_value(arguments, "country"),
        .from = att_arguments_value(arguments, "from"),
        .to = att_arguments_value(arguments, "to"),
        .compare_from = att_arguments_value(arguments, "compare-from"),
        .compare_to = att_arguments_value(arguments, "compare-to"),
        .desk = att_arguments_value(arguments, "desk"),
    };
    if (!options.country || !options.compare_from != !options.compare_to) {
        att_cli_complain(options.country ? "--compare-from and --compare-to go together"
                                         : "review wants a state: --country VNM");
        return ATT_EXIT_USAGE;
    }
    char data_dir[1024];
    att_error error = {0};
    if (att_engine_find_data(data_dir, sizeof data_dir, NULL, &error))
        return att_cli_fail(&error);
    options.data_dir = data_dir;
    int code;
    att_store *store = att_cli_open_store(arguments, &code);
    if (!store)
        return code;
    att_review *review = NULL;
    att_status status = att_review_build(&review, store, &options, &error);
    if (!status)
        status = write_out(arguments, review, &error);
    att_review_free(review);
    att_store_close(store);
    return status ? att_cli_fail(&error) : ATT_EXIT_DONE;
}
