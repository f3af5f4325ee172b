/* Fuzzes the opening of a database file that somebody else made, and what is read out of it. */
#include "fuzz_file.h"
#include "store/register.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void search(att_store *store) {
    att_query query;
    att_error error;
    att_store_search(&query, store, "minister", 10, &error);
    while (att_query_next(&query))
        ;
    att_query_end(&query);
}

static void read_documents(att_store *store) {
    for (int64_t number = 1; number < 4; number++) {
        att_document *document = NULL;
        att_error error;
        if (!att_store_read(&document, store, number, &error))
            att_document_free(document);
    }
}

static void open_to(att_store_mode mode) {
    att_store *store;
    att_error error;
    if (att_store_open(&store, fuzz_path("desk.db"), mode, &error))
        return;
    att_store_check(store, &error);
    read_documents(store);
    search(store);
    if (mode == ATT_STORE_WRITE)
        att_register_update(store, &(att_register_options){.force = true}, &error);
    att_store_close(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_empty_folder();
    fuzz_write(fuzz_path("desk.db"), data, size);
    open_to(ATT_STORE_READ);
    open_to(ATT_STORE_WRITE);
    return 0;
}
