/* verify.c - `attache verify`: which figures of a review no longer hold. */
#include "base/file.h"
#include "cli/batch.h"
#include "engine/engine.h"
#include "review/review.h"

#include <inttypes.h>

const att_option att_cli_verify_options[] = {
    ATT_OPTION_DB,
    {"desk", 0, ATT_OPTION_FILE, "FILE", "the desk file that the review was made with"},
    {"quiet", 'q', ATT_OPTION_FLAG, NULL, "only the last line"},
    ATT_OPTION_END};

enum { PAGE_LIMIT = 1 << 30 };

static void print_stale(void *context, const att_review_stale *stale) {
    if (*(const bool *)context)
        return;
    printf("%.*s: %.*s\n  was %.*s, ", (int)stale->key.size, stale->key.data,
           (int)stale->label.size, stale->label.data, (int)stale->was.size, stale->was.data);
    if (!stale->now.size)
        printf("is no longer made\n");
    else if (stale->same_value)
        printf("is the same, but rests on other records\n");
    else
        printf("is now %.*s\n", (int)stale->now.size, stale->now.data);
}

static const char *or_null(const char *text) {
    return text[0] ? text : NULL;
}

static att_status make_again(att_review **out, att_store *store, const att_arguments *arguments,
                             const att_review_page *page, att_error *error) {
    char data_dir[1024];
    att_status status = att_engine_find_data(data_dir, sizeof data_dir, NULL, error);
    att_review_options options = {.country = page->country,
                                  .from = page->from,
                                  .to = page->to,
                                  .compare_from = or_null(page->compare_from),
                                  .compare_to = or_null(page->compare_to),
                                  .desk = att_arguments_value(arguments, "desk"),
                                  .data_dir = data_dir};
    return status ? status : att_review_build(out, store, &options, error);
}

int att_cli_verify(const att_arguments *arguments) {
    int code;
    att_store *store = att_cli_open_store(arguments, &code);
    if (!store)
        return code;
    att_arena arena;
    att_arena_init(&arena);
    att_slice html;
    att_error error = {0};
    att_review_page page;
    att_review *review = NULL;
    att_review_tally tally = {0};
    bool quiet = att_arguments_flag(arguments, "quiet");
    att_status status = att_file_read(&html, &arena, arguments->positional[0], PAGE_LIMIT, &error);
    if (!status)
        status = att_review_page_read(&page, html, &error);
    if (!status)
        status = make_again(&review, store, arguments, &page, &error);
    if (!status)
        att_review_verify(&tally, html, review, print_stale, &quiet);
    att_review_free(review);
    att_store_close(store);
    att_arena_release(&arena);
    if (status)
        return att_cli_fail(&error);
    printf("%u figures: %u hold, %u changed, %u no longer made, %u new\n", tally.figures,
           tally.hold, tally.changed, tally.gone, tally.added);
    return tally.hold == tally.figures ? ATT_EXIT_DONE : ATT_EXIT_PARTLY;
}
