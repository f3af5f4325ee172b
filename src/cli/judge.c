/* judge.c - `attache judge`: a person's decision on a record, kept apart from what was coded. */
#include "base/error.h"
#include "cli/batch.h"
#include "store/register.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const att_option att_cli_judge_options[] = {
    ATT_OPTION_DB,
    {"field", 0, ATT_OPTION_CHOICE,
     "actor|recipient|speaker|field|activity|plover|status|force|form|time|place|instrument",
     "correct: what is wrong"},
    {"value", 0, ATT_OPTION_TEXT, "VALUE", "correct: what is right; note: the note"},
    {"other", 0, ATT_OPTION_TEXT, "ID", "merge, split: the other record"},
    {"author", 0, ATT_OPTION_TEXT, "NAME", "who decides; the user's name unless told"},
    {"undo", 0, ATT_OPTION_NUMBER, "NUMBER", "take back this judgement"},
    ATT_OPTION_END};

static const char *author(const att_arguments *arguments) {
    const char *name = att_arguments_value(arguments, "author");
    if (!name)
        name = getenv("USER");
    return name && *name ? name : "unknown";
}

static att_status judge(att_store *store, const att_arguments *arguments, att_error *error) {
    const char *undo = att_arguments_value(arguments, "undo");
    if (undo)
        return att_store_undo(store, (int64_t)strtoll(undo, NULL, 10), error);
    att_judgement judgement = {.record = arguments->positional[0],
                               .verdict = arguments->positional[1],
                               .field = att_arguments_value(arguments, "field"),
                               .value = att_arguments_value(arguments, "value"),
                               .other = att_arguments_value(arguments, "other"),
                               .author = author(arguments)};
    int64_t number;
    att_status status = att_store_judge(&number, store, &judgement, error);
    if (!status)
        printf("judgement %" PRId64 "\n", number);
    return status;
}

int att_cli_judge(const att_arguments *arguments) {
    const char *path = att_cli_db(arguments);
    if (!path)
        return ATT_EXIT_USAGE;
    if (!att_arguments_flag(arguments, "undo") && arguments->count < 2) {
        att_cli_complain("judge wants a record's ID and a verdict: accept, reject, correct, merge, "
                         "split or note");
        return ATT_EXIT_USAGE;
    }
    att_store *store;
    att_error error = {0};
    if (att_store_open(&store, path, ATT_STORE_WRITE, &error))
        return att_cli_fail(&error);
    att_status status = judge(store, arguments, &error);
    if (!status)
        status = att_register_update(store, NULL, &error);
    att_store_close(store);
    return status ? att_cli_fail(&error) : ATT_EXIT_DONE;
}
