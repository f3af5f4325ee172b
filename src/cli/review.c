/* review.c - `attache review`: the page on one country in one period. */
#include "review/review.h"

#include "base/error.h"
#include "base/file.h"
#include "cli/batch.h"
#include "engine/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

const att_option att_cli_review_options[] = {
    ATT_OPTION_DB,
    {"country", 0, ATT_OPTION_TEXT, "CODE", "the state under review, as VNM"},
    {"from", 0, ATT_OPTION_DATE, "YYYY-MM-DD", "first day; the archive's first unless told"},
    {"to", 0, ATT_OPTION_DATE, "YYYY-MM-DD", "last day; the archive's last unless told"},
    {"compare-from", 0, ATT_OPTION_DATE, "YYYY-MM-DD", "first day of the period to compare with"},
    {"compare-to", 0, ATT_OPTION_DATE, "YYYY-MM-DD", "last day of the period to compare with"},
    {"desk", 0, ATT_OPTION_FILE, "FILE", "the desk's own names, groups and sources"},
    {"format", 'f', ATT_OPTION_CHOICE, "html|json|md|pdf", "by the output's ending unless told"},
    ATT_OPTION_OUTPUT,
    ATT_OPTION_DATA,
    ATT_OPTION_END};

static const char *format_of(const att_arguments *arguments) {
    static const char *const endings[] = {"html", "json", "md", "pdf"};
    const char *format = att_arguments_value(arguments, "format");
    const char *path = att_arguments_value(arguments, "output");
    const char *dot = path ? strrchr(path, '.') : NULL;
    for (size_t i = 0; !format && dot && i < sizeof endings / sizeof *endings; i++)
        if (strcmp(dot + 1, endings[i]) == 0)
            format = endings[i];
    return format ? format : "html";
}

static att_review_writer *writer_for(const char *format) {
    if (strcmp(format, "json") == 0)
        return att_review_write_json;
    if (strcmp(format, "md") == 0)
        return att_review_write_markdown;
    return att_review_write_html;
}

/* ---- PDF, by a program that is there -------------------------------------------------------- */

/* Runs a program with its output thrown away; true when it was there and ended well. */
static bool run_program(const char *const *words) {
    posix_spawn_file_actions_t actions;
    pid_t child;
    int state = 0;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    int failed = posix_spawnp(&child, words[0], &actions, NULL, (char *const *)words, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed)
        return false;
    while (waitpid(child, &state, 0) < 0 && errno == EINTR)
        continue;
    return WIFEXITED(state) && WEXITSTATUS(state) == 0;
}

static bool print_page(const char *page, const char *pdf) {
    static const char *const browsers[] = {"chromium", "chromium-browser", "google-chrome"};
    char output[4200];
    struct stat about;
    unlink(pdf);
    snprintf(output, sizeof output, "--print-to-pdf=%s", pdf);
    for (size_t i = 0; i < sizeof browsers / sizeof *browsers; i++) {
        const char *const words[] = {
            browsers[i], "--headless", "--disable-gpu", "--no-pdf-header-footer", output,
            page,        NULL};
        const char *const as_root[] = {browsers[i],
                                       "--headless",
                                       "--disable-gpu",
                                       "--no-sandbox",
                                       "--no-pdf-header-footer",
                                       output,
                                       page,
                                       NULL};
        run_program(geteuid() == 0 ? as_root : words);
        if (stat(pdf, &about) == 0)
            return true;
    }
    const char *const words[] = {"weasyprint", page, pdf, NULL};
    return run_program(words) && stat(pdf, &about) == 0;
}

static att_status write_pdf(const char *path, att_slice html, att_error *error) {
    char folder[4096], page[4200];
    att_status status = att_folder_temporary(folder, sizeof folder, error);
    if (status)
        return status;
    snprintf(page, sizeof page, "%s/review.html", folder);
    status = att_file_write(page, html, error);
    if (!status && !print_page(page, path))
        status = att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET,
                               "%s: a PDF is printed by Chromium or WeasyPrint, and neither is "
                               "installed or could do it; write HTML instead",
                               path);
    unlink(page);
    rmdir(folder);
    return status;
}

static att_status write_out(const att_arguments *arguments, att_review *review, att_error *error) {
    const char *format = format_of(arguments), *path = att_arguments_value(arguments, "output");
    att_buffer page;
    att_buffer_init(&page);
    att_status status = writer_for(format)(&page, review, error);
    if (!status && strcmp(format, "pdf") == 0)
        status = write_pdf(path, att_buffer_slice(&page), error);
    else if (!status && path)
        status = att_file_write(path, att_buffer_slice(&page), error);
    else if (!status)
        fwrite(att_buffer_slice(&page).data, 1, page.size, stdout);
    att_buffer_release(&page);
    return status;
}

static bool check_options(const att_arguments *arguments, const att_review_options *options) {
    bool pdf = strcmp(format_of(arguments), "pdf") == 0;
    if (!options->country)
        att_cli_complain("review wants a state: --country VNM");
    else if (!options->compare_from != !options->compare_to)
        att_cli_complain("--compare-from and --compare-to go together");
    else if (pdf && !att_arguments_value(arguments, "output"))
        att_cli_complain("a PDF wants a file: -o FILE.pdf");
    else
        return true;
    return false;
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
    if (!check_options(arguments, &options))
        return ATT_EXIT_USAGE;
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
