/* arena.h - memory that is given back all at once.
 *
 * A document, a table or a request owns one arena. An allocation never returns
 * NULL: when memory ends, the arena jumps to the recovery point of its owner, as
 * Lua does, so that the stages hold no checks. Code that allocates from an arena
 * therefore keeps nothing on its stack that would leak. An owner without a
 * recovery point ends the program by abort(). */
#ifndef ATT_BASE_ARENA_H
#define ATT_BASE_ARENA_H

#include "base/slice.h"

#include <setjmp.h>
#include <stddef.h>

typedef struct att_arena_block att_arena_block;

typedef struct att_arena {
    att_arena_block *newest;
    char *next, *end;  /* free room in the newest block */
    size_t total;      /* bytes taken from the system */
    jmp_buf *recovery; /* where to go when memory ends; or NULL */
} att_arena;

void att_arena_init(att_arena *arena);
void att_arena_release(att_arena *arena);

/* Gives everything back but one block, for the next document. */
void att_arena_reset(att_arena *arena);

/* Zeroed memory, aligned to 16 bytes. */
void *att_arena_alloc(att_arena *arena, size_t size);

/* Gives back all but `kept` bytes of an allocation of `size`, where it is the latest. */
void att_arena_trim(att_arena *arena, void *memory, size_t size, size_t kept);

/* A copy with a terminating NUL (not counted in the size). */
att_slice att_arena_copy(att_arena *arena, att_slice text);
att_slice att_arena_format(att_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#define ATT_NEW(arena, type) ((type *)att_arena_alloc((arena), sizeof(type)))
#define ATT_NEW_ARRAY(arena, type, count)                                                          \
    ((type *)att_arena_alloc((arena), sizeof(type) * (size_t)(count)))

/* Growing arrays in an arena: a struct with `items`, `count`, `capacity`.
 * ATT_PUSH returns a pointer to the new, zeroed item; all such are valid until the next push. */
#define ATT_ARRAY(type)                                                                            \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t count, capacity;                                                                  \
    }

/* What the macros call: the items in larger room, of `capacity`, or of twice as much. */
void *att_array_move(att_arena *arena, const void *items, uint32_t count, uint32_t capacity,
                     size_t item_size);
void *att_array_grow(att_arena *arena, void *items, uint32_t count, uint32_t *capacity,
                     size_t item_size);

/* Room for `wanted` items, so that reading a large table moves nothing; it may be outgrown. */
#define ATT_RESERVE(arena, array, wanted)                                                          \
    ((array)->capacity < (wanted)                                                                  \
         ? (void)((array)->items = att_array_move((arena), (array)->items, (array)->count,         \
                                                  (wanted), sizeof *(array)->items),               \
                  (array)->capacity = (wanted))                                                    \
         : (void)0)

#define ATT_PUSH(arena, array)                                                                     \
    ((array)->count == (array)->capacity                                                           \
         ? (void)((array)->items = att_array_grow((arena), (array)->items, (array)->count,         \
                                                  &(array)->capacity, sizeof *(array)->items))     \
         : (void)0,                                                                                \
     &(array)->items[(array)->count++])

#endif
