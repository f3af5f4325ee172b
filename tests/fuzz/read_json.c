/* Fuzzes the reading of JSON Lines. */
#include "stream_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_stream(&att_input_json, data, size, false);
}
