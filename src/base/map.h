/* map.h - from a run of bytes to a number, in an arena.
 *
 * Open addressing, keys borrowed, nothing is ever removed. Values are the
 * caller's (usually an index); a key that is absent gives ATT_NONE. */
#ifndef ATT_BASE_MAP_H
#define ATT_BASE_MAP_H

#include "base/arena.h"

#define ATT_NONE UINT32_MAX

typedef struct att_map_slot {
    att_slice key;
    uint32_t hash, value;
} att_map_slot;

typedef struct att_map {
    att_arena *arena;
    att_map_slot *slots;
    uint32_t count, capacity; /* capacity is zero or a power of two */
} att_map;

void att_map_init(att_map *map, att_arena *arena);
uint32_t att_map_get(const att_map *map, att_slice key);

/* The key must live as long as the map. An existing key gets the new value. */
void att_map_put(att_map *map, att_slice key, uint32_t value);

/* FNV-1a, 64 bits. */
uint64_t att_hash(const void *bytes, size_t size);

#endif
