/* Fuzzes the reading of RSS and Atom. */
#include "stream_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_stream(&att_input_feed, data, size, false);
}
