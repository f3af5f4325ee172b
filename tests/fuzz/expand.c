/* Fuzzes gzip and zstd input, read as text. */
#include "stream_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_stream(&att_input_text, data, size, true);
}
