/* file.h - whole files in memory. */
#ifndef ATT_BASE_FILE_H
#define ATT_BASE_FILE_H

#include "attache.h"
#include "base/arena.h"

/* Reads a file (or "-", standard input) whole; the bytes live in the arena, with
 * a NUL after them. Files over `limit` bytes give ATT_ERROR_LIMIT. */
att_status att_file_read(att_slice *out, att_arena *arena, const char *path, uint32_t limit,
                         att_error *error);

/* Writes a file so that the path holds either the old bytes or all the new ones:
 * beside it first, then renamed. */
att_status att_file_write(const char *path, att_slice bytes, att_error *error);

/* Makes a folder of a new name in TMPDIR, else in /tmp, that nobody else may look into. `path` gets
 * its name; the caller removes it and what it has put there. */
att_status att_folder_temporary(char *path, size_t size, att_error *error);

/* A file mapped read-only, shared by every process that maps it. */
typedef struct att_mapping {
    const void *data;
    size_t size;
} att_mapping;

att_status att_mapping_open(att_mapping *out, const char *path, att_error *error);
void att_mapping_close(att_mapping *mapping);

#endif
