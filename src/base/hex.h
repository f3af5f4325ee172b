/* hex.h - bytes as hexadecimal digits. */
#ifndef ATT_BASE_HEX_H
#define ATT_BASE_HEX_H

#include <stddef.h>

/* Two small digits for each byte, and a NUL: `out` has room for 2 * count + 1. */
void att_hex(char *out, const void *bytes, size_t count);

#endif
