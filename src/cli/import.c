/* import.c - `attache import`: records of the user's own, from a CSV table. */
#include "cli/batch.h"
#include "store/register.h"

#include <inttypes.h>

const att_option att_cli_import_options[] = {ATT_OPTION_DB, ATT_OPTION_END};

static att_status import(att_store *store, const char *path, att_error *error) {
    att_tally tally;
    att_status status = att_store_import(&tally, store, path, error);
    if (!status)
        fprintf(stderr,
                "attache: %s: records %" PRId64 " added, %" PRId64 " changed, %" PRId64 " kept\n",
                path, tally.added, tally.changed, tally.kept);
    return status;
}

int att_cli_import(const att_arguments *arguments) {
    const char *path = att_cli_db(arguments);
    if (!path)
        return ATT_EXIT_USAGE;
    att_store *store;
    att_error error = {0};
    if (att_store_open(&store, path, ATT_STORE_CREATE, &error))
        return att_cli_fail(&error);
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < arguments->count && !status; i++)
        status = import(store, arguments->positional[i], &error);
    if (!status)
        status = att_register_update(store, NULL, &error);
    att_store_close(store);
    return status ? att_cli_fail(&error) : ATT_EXIT_DONE;
}
