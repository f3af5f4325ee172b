/* Fuzzes the CoNLL-U that `parse --gold-tokens` reads, and the parse of its words. */
#include "attache.h"
#include "cli/gold_tokens.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const att_engine *engine(void) {
    static att_engine *open;
    if (!open && att_engine_open(&open, NULL, NULL))
        abort();
    return open;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    att_buffer out;
    att_error error;
    char *copy = malloc(size + 1);
    if (!copy)
        return 0;
    memcpy(copy, data, size);
    copy[size] = '\0';
    att_buffer_init(&out);
    att_gold_parse(&out, engine(), (att_slice){copy, (uint32_t)size}, "fuzz", &error);
    att_buffer_release(&out);
    free(copy);
    return 0;
}
