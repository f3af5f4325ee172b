/* Fuzzes the reading of zip archives. */
#include "stream_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_stream(&att_input_zip, data, size, false);
}
