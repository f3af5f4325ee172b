/* failing.c - memory that ends: preloaded, it refuses the FAULT_AT-th allocation and, unless
 * FAULT_ONCE is set, every later one. With FAULT_COUNT the number of allocations is printed at
 * the end. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *bytes, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static long calls, at;
static int once;

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("FAULT_AT");
    once = getenv("FAULT_ONCE") != NULL;
    at = text ? atol(text) : 0;
    calls = 0; /* what the loader needed is not counted */
}

__attribute__((destructor)) static void end(void) {
    if (getenv("FAULT_COUNT"))
        dprintf(2, "allocations: %ld\n", calls);
}

static int ends_now(void) {
    long now = __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED);
    if (!at || now < at || (once && now > at))
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size) {
    return ends_now() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return ends_now() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *bytes, size_t size) {
    return ends_now() ? NULL : __libc_realloc(bytes, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    return ends_now() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size) {
    void *bytes = ends_now() ? NULL : __libc_memalign(alignment, size);
    if (!bytes)
        return ENOMEM;
    *out = bytes;
    return 0;
}
