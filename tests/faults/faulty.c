/* faulty.c - a disk that fails: preloaded, it stands before the C library's calls on files whose
 * names hold FAULT_PATH. From the FAULT_AT-th call on, FAULT_KIND decides: ENOSPC and EIO refuse to
 * write or sync, SHORT writes half of what is asked, EROFS refuses to open for writing from the
 * start. With FAULT_ONCE only that one call fails. READ-EIO fails reading by fread, READ-SHORT
 * gives half of what is asked. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long calls;

static int is_kind(const char *kind) {
    const char *wanted = getenv("FAULT_KIND");
    return wanted && strcmp(wanted, kind) == 0;
}

static int is_ours(int file) {
    char link[64], path[4096];
    const char *part = getenv("FAULT_PATH");
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t size = readlink(link, path, sizeof path - 1);
    if (size < 0 || !part)
        return 0;
    path[size] = '\0';
    return strstr(path, part) != NULL;
}

static int fails_now(int file) {
    if (!is_ours(file))
        return 0;
    long at = atol(getenv("FAULT_AT") ? getenv("FAULT_AT") : "1");
    calls++;
    return getenv("FAULT_ONCE") ? calls == at : calls >= at;
}

static int refuse(void) {
    errno = is_kind("ENOSPC") ? ENOSPC : EIO;
    return -1;
}

#define REAL(name, type) ((type)dlsym(RTLD_NEXT, name))

#define DEFINE_PWRITE(name, offset_type)                                                           \
    ssize_t name(int file, const void *bytes, size_t size, offset_type offset) {                   \
        ssize_t (*real)(int, const void *, size_t, offset_type) =                                  \
            REAL(#name, ssize_t(*)(int, const void *, size_t, offset_type));                       \
        if (fails_now(file)) {                                                                     \
            if (!is_kind("SHORT"))                                                                 \
                return refuse();                                                                   \
            size = size > 1 ? size / 2 : size;                                                     \
        }                                                                                          \
        return real(file, bytes, size, offset);                                                    \
    }

DEFINE_PWRITE(pwrite, off_t)
DEFINE_PWRITE(pwrite64, off64_t)

ssize_t write(int file, const void *bytes, size_t size) {
    ssize_t (*real)(int, const void *, size_t) =
        REAL("write", ssize_t(*)(int, const void *, size_t));
    if (fails_now(file)) {
        if (!is_kind("SHORT"))
            return refuse();
        size = size > 1 ? size / 2 : size;
    }
    return real(file, bytes, size);
}

#define DEFINE_SYNC(name)                                                                          \
    int name(int file) {                                                                           \
        int (*real)(int) = REAL(#name, int (*)(int));                                              \
        return is_kind("EIO") && fails_now(file) ? refuse() : real(file);                          \
    }

DEFINE_SYNC(fsync)
DEFINE_SYNC(fdatasync)

#define DEFINE_OPEN(name)                                                                          \
    int name(const char *path, int flags, ...) {                                                   \
        int (*real)(const char *, int, mode_t) = REAL(#name, int (*)(const char *, int, mode_t));  \
        const char *part = getenv("FAULT_PATH");                                                   \
        va_list list;                                                                              \
        va_start(list, flags);                                                                     \
        mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;                                  \
        va_end(list);                                                                              \
        if (is_kind("EROFS") && part && strstr(path, part) && (flags & O_ACCMODE) != O_RDONLY) {   \
            errno = EROFS;                                                                         \
            return -1;                                                                             \
        }                                                                                          \
        return real(path, flags, mode);                                                            \
    }

DEFINE_OPEN(open)
DEFINE_OPEN(open64)

size_t fread(void *bytes, size_t one, size_t count, FILE *file) {
    size_t (*real)(void *, size_t, size_t, FILE *) =
        REAL("fread", size_t(*)(void *, size_t, size_t, FILE *));
    if ((is_kind("READ-EIO") || is_kind("READ-SHORT")) && fails_now(fileno(file))) {
        if (is_kind("READ-SHORT") && one == 1)
            return real(bytes, one, count > 1 ? count / 2 : count, file);
        file->_flags |= 0x20; /* as glibc marks a stream that failed */
        errno = EIO;
        return 0;
    }
    return real(bytes, one, count, file);
}
