/* Fuzzes the reading of the XML of PETRARCH. */
#include "stream_target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    return fuzz_stream(&att_input_sentences, data, size, false);
}
