/* load_gold.c - makes a store of annotations by hand, so that the register can be built and
 * measured on perfect records: load_gold STORE DATA_DIR GOLD_DIR TEXT_DIR. */
#include "gold.h"
#include "store/register.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static int is_json(const struct dirent *entry) {
    size_t size = strlen(entry->d_name);
    return size > 5 && strcmp(entry->d_name + size - 5, ".json") == 0;
}

static att_status add_all(att_store *store, const char *dir, const char *text_dir,
                          att_error *error) {
    struct dirent **names;
    int count = scandir(dir, &names, is_json, alphasort);
    att_status status = ATT_OK;
    for (int i = 0; i < count; i++) {
        char *name = names[i]->d_name;
        name[strlen(name) - 5] = '\0';
        att_document *document = NULL;
        att_outcome outcome;
        if (!status && test_gold_read(&document, dir, text_dir, name, error))
            fprintf(stderr, "load_gold: %s, left out\n", error->message);
        if (!status && document)
            status = att_store_add(&outcome, store, name, document, error);
        att_document_free(document);
        free(names[i]);
    }
    if (count >= 0)
        free(names);
    return status;
}

int main(int count, char **arguments) {
    if (count != 5) {
        fprintf(stderr, "load_gold STORE DATA_DIR GOLD_DIR TEXT_DIR\n");
        return 2;
    }
    att_error error = {0};
    att_store *store = NULL;
    att_tally tally = {0};
    att_run_info info = {.data_hash = "gold"};
    att_status status = att_store_open(&store, arguments[1], ATT_STORE_CREATE, &error);
    if (!status)
        status = att_store_load_world(store, arguments[2], NULL, &error);
    if (!status)
        status = att_store_begin(store, &info, &error);
    if (!status)
        status = add_all(store, arguments[3], arguments[4], &error);
    if (!status)
        status = att_store_finish(&tally, store, &error);
    if (!status)
        status = att_register_update(store, NULL, &error);
    att_store_close(store);
    if (status)
        fprintf(stderr, "load_gold: %s\n", error.message);
    else
        printf("%lld coded, %lld empty, %lld records\n",
               (long long)tally.outcome[ATT_OUTCOME_CODED],
               (long long)tally.outcome[ATT_OUTCOME_EMPTY], (long long)tally.added);
    return status ? 1 : 0;
}
