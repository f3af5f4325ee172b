/* Fuzzes the reading of robots.txt: the first line is the path asked for. */
#include "cli/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    att_slice robots = {(const char *)data, (uint32_t)size}, path;
    if (size == 0 || !att_slice_next(&robots, '\n', &path) || !robots.data)
        return 0;
    att_robots_allow(robots, path);
    att_robots_pause(robots);
    return 0;
}
