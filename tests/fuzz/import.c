/* Fuzzes the import of a CSV table into a store, which must then be whole. */
#include "fuzz_file.h"
#include "store/register.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { IMPORTS_BETWEEN_NEW_STORES = 256 };

static att_store *store(void) {
    static att_store *open;
    static int used;
    if (open && ++used % IMPORTS_BETWEEN_NEW_STORES == 0) {
        att_store_close(open);
        open = NULL;
        fuzz_empty_folder();
    }
    if (!open && att_store_open(&open, fuzz_path("desk.db"), ATT_STORE_CREATE, NULL))
        abort();
    return open;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    att_tally tally;
    att_error error;
    att_store *open = store();
    fuzz_write(fuzz_path("table.csv"), data, size);
    if (!att_store_import(&tally, open, fuzz_path("table.csv"), &error) && tally.added &&
        att_store_check(open, &error))
        abort();
    return 0;
}
