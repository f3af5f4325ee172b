/* hex.c - see hex.h. */
#include "base/hex.h"

void att_hex(char *out, const void *bytes, size_t count) {
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < count; i++) {
        out[2 * i] = "0123456789abcdef"[byte[i] >> 4];
        out[2 * i + 1] = "0123456789abcdef"[byte[i] & 15];
    }
    out[2 * count] = '\0';
}
