/* Fuzzes the reading of tar archives. */
#include "stream_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_stream(&att_input_tar, data, size, false);
}
