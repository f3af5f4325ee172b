/* file.c - see file.h. */
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"

#include "base/error.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { UNKNOWN_SIZE = 64 * 1024 };

/* Reads until the end or one byte over the limit. `capacity` is over the size that the file is said
 * to have; it grows by doubling, so pipes work too. */
static att_status read_stream(att_slice *out, att_arena *arena, FILE *file, const char *path,
                              size_t capacity, uint32_t limit, att_error *error) {
    size_t size = 0;
    char *bytes = att_arena_alloc(arena, capacity + 1);
    for (;;) {
        size += fread(bytes + size, 1, capacity - size, file);
        if (ferror(file))
            return att_error_set_errno(error, path, "read");
        if (size > limit)
            return att_error_set(error, ATT_ERROR_LIMIT, limit, "%s: longer than %u bytes", path,
                                 limit);
        if (size < capacity)
            break;
        char *grown = att_arena_alloc(arena, capacity * 2 + 1);
        memcpy(grown, bytes, size);
        bytes = grown;
        capacity *= 2;
    }
    bytes[size] = '\0';
    *out = (att_slice){bytes, (uint32_t)size};
    return ATT_OK;
}

att_status att_file_read(att_slice *out, att_arena *arena, const char *path, uint32_t limit,
                         att_error *error) {
    if (strcmp(path, "-") == 0)
        return read_stream(out, arena, stdin, "standard input", UNKNOWN_SIZE, limit, error);
    struct stat about = {0};
    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET, "%s: is a directory", path);
    FILE *file = fopen(path, "rb");
    if (!file)
        return att_error_set_errno(error, path, "open");
    bool sized = S_ISREG(about.st_mode) && about.st_size > 0 && about.st_size < limit;
    size_t capacity = sized ? (size_t)about.st_size + 1 : UNKNOWN_SIZE;
    /* The arena may jump away when memory ends: the file must not leak then. */
    jmp_buf here, *outer = arena->recovery;
    arena->recovery = &here;
    att_status status;
    if (setjmp(here))
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended", path);
    else
        status = read_stream(out, arena, file, path, capacity, limit, error);
    arena->recovery = outer;
    fclose(file);
    return status;
}

static att_status write_whole(int descriptor, att_slice bytes) {
    for (uint32_t done = 0; done < bytes.size;) {
        ssize_t written = write(descriptor, bytes.data + done, bytes.size - done);
        if (written < 0)
            return ATT_ERROR_IO;
        done += (uint32_t)written;
    }
    return fsync(descriptor) == 0 ? ATT_OK : ATT_ERROR_IO;
}

att_status att_file_write(const char *path, att_slice bytes, att_error *error) {
    char beside[4096];
    if (snprintf(beside, sizeof beside, "%s.XXXXXX", path) >= (int)sizeof beside)
        return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET, "path too long");
    int descriptor = mkstemp(beside);
    if (descriptor < 0)
        return att_error_set_errno(error, path, "write");
    att_status status = write_whole(descriptor, bytes);
    if (status)
        status = att_error_set_errno(error, path, "write");
    else
        fchmod(descriptor, 0644);
    close(descriptor);
    if (!status && rename(beside, path) != 0)
        status = att_error_set_errno(error, path, "write");
    if (status)
        unlink(beside);
    return status;
}

att_status att_folder_temporary(char *path, size_t size, att_error *error) {
    const char *folder = getenv("TMPDIR");
    folder = folder && *folder ? folder : "/tmp";
    if (snprintf(path, size, "%s/attache-XXXXXX", folder) >= (int)size)
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET, "%s: path too long", folder);
    return mkdtemp(path) ? ATT_OK : att_error_set_errno(error, path, "make");
}

att_status att_mapping_open(att_mapping *out, const char *path, att_error *error) {
    *out = (att_mapping){0};
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return att_error_set_errno(error, path, "open");
    struct stat about;
    att_status status = ATT_OK;
    if (fstat(descriptor, &about) != 0) {
        status = att_error_set_errno(error, path, "read");
    } else if (about.st_size == 0) {
        status = att_error_set(error, ATT_ERROR_DATA, 0, "%s: is empty", path);
    } else {
        void *data = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_SHARED, descriptor, 0);
        if (data == MAP_FAILED)
            status = att_error_set_errno(error, path, "map");
        else
            *out = (att_mapping){data, (size_t)about.st_size};
    }
    close(descriptor);
    return status;
}

void att_mapping_close(att_mapping *mapping) {
    if (mapping->data)
        munmap((void *)mapping->data, mapping->size);
    *mapping = (att_mapping){0};
}
