/* arena.c - see arena.h. Blocks form a list, newest first; each is twice the one before, up to a
 * ceiling, so that small documents stay small and large ones make few calls. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_BLOCK = 64 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024, ALIGNMENT = 16 };

struct att_arena_block {
    att_arena_block *older;
    size_t size;
    _Alignas(ALIGNMENT) char bytes[];
};

static size_t align_up(size_t size) {
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

void att_arena_init(att_arena *arena) {
    *arena = (att_arena){0};
}

static void release_from(att_arena *arena, att_arena_block *block) {
    while (block) {
        att_arena_block *older = block->older;
        arena->total -= block->size;
        free(block);
        block = older;
    }
}

void att_arena_release(att_arena *arena) {
    release_from(arena, arena->newest);
    att_arena_init(arena);
}

void att_arena_reset(att_arena *arena) {
    att_arena_block *block = arena->newest;
    if (!block)
        return;
    release_from(arena, block->older);
    block->older = NULL;
    arena->next = block->bytes;
    arena->end = block->bytes + block->size;
}

static _Noreturn void memory_ended(att_arena *arena) {
    if (arena->recovery)
        longjmp(*arena->recovery, 1);
    abort();
}

static void add_block(att_arena *arena, size_t least) {
    size_t size = arena->newest ? arena->newest->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    if (size < least)
        size = least;
    att_arena_block *block = malloc(sizeof *block + size);
    if (!block)
        memory_ended(arena);
    block->older = arena->newest;
    block->size = size;
    arena->newest = block;
    arena->next = block->bytes;
    arena->end = block->bytes + size;
    arena->total += size;
}

void *att_arena_alloc(att_arena *arena, size_t size) {
    if (size > SIZE_MAX / 4)
        memory_ended(arena);
    size = align_up(size ? size : 1);
    if ((size_t)(arena->end - arena->next) < size)
        add_block(arena, size);
    void *memory = arena->next;
    arena->next += size;
    return memset(memory, 0, size);
}

void att_arena_trim(att_arena *arena, void *memory, size_t size, size_t kept) {
    char *start = memory;
    if (start + align_up(size ? size : 1) == arena->next)
        arena->next = start + align_up(kept ? kept : 1);
}

att_slice att_arena_copy(att_arena *arena, att_slice text) {
    char *copy = att_arena_alloc(arena, (size_t)text.size + 1);
    if (text.size)
        memcpy(copy, text.data, text.size);
    return (att_slice){copy, text.size};
}

att_slice att_arena_format(att_arena *arena, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = att_arena_alloc(arena, (size_t)size + 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)size + 1, format, arguments);
    va_end(arguments);
    return (att_slice){text, (uint32_t)size};
}

void *att_array_move(att_arena *arena, const void *items, uint32_t count, uint32_t capacity,
                     size_t item_size) {
    void *moved = att_arena_alloc(arena, item_size * capacity);
    if (count)
        memcpy(moved, items, item_size * count);
    return moved;
}

/* The link to the block that holds nothing but an array, which therefore is larger than any other.
 */
static att_arena_block **find_own_block(att_arena *arena, const void *items, size_t size) {
    att_arena_block **link = &arena->newest;
    while (*link && ((*link)->bytes != items || (*link)->size != size))
        link = &(*link)->older;
    return *link ? link : NULL;
}

/* A block of its own grows where it stands, if the system can do so; else it moves. */
static void *grow_block(att_arena *arena, att_arena_block **link, size_t size) {
    size_t before = (*link)->size;
    att_arena_block *block = realloc(*link, sizeof *block + size);
    if (!block)
        memory_ended(arena);
    *link = block;
    block->size = size;
    arena->total += size - before;
    if (link == &arena->newest)
        arena->next = arena->end = block->bytes + size;
    memset(block->bytes + before, 0, size - before);
    return block->bytes;
}

/* An array that is the latest allocation grows in the room behind it. */
static bool grow_in_place(att_arena *arena, const void *items, size_t before, size_t after) {
    bool latest = before && (const char *)items + before == arena->next;
    if (!latest || after - before > (size_t)(arena->end - arena->next))
        return false;
    att_arena_alloc(arena, after - before);
    return true;
}

void *att_array_grow(att_arena *arena, void *items, uint32_t count, uint32_t *capacity,
                     size_t item_size) {
    size_t before = align_up(item_size * *capacity);
    bool large = before > LARGEST_BLOCK;
    uint32_t wanted = !*capacity ? 8 : large ? *capacity + *capacity / 4 : *capacity * 2;
    att_arena_block **own = large ? find_own_block(arena, items, before) : NULL;
    if (own)
        items = grow_block(arena, own, align_up(item_size * wanted));
    else if (!grow_in_place(arena, items, before, align_up(item_size * wanted)))
        items = att_array_move(arena, items, count, wanted, item_size);
    *capacity = wanted; /* last, for memory may end before */
    return items;
}
