/* map.h - from a run of bytes to a number, in an arena.
 *
 * Open addressing, keys borrowed, nothing is ever removed. Values are the
 * caller's (usually an index); a key that is absent gives ATT_NONE. Slots are small
 * and keys lie in the order of their coming, so that searches of large maps stay
 * in the cache. */
#ifndef ATT_BASE_MAP_H
#define ATT_BASE_MAP_H

#include "base/arena.h"

#define ATT_NONE UINT32_MAX

typedef struct att_map_slot {
    uint32_t hash, entry; /* hash 0: free */
} att_map_slot;

typedef struct att_map_entry {
    const char *key;
    uint32_t size, value;
} att_map_entry;

typedef struct att_map {
    att_arena *arena;
    att_map_slot *slots;
    uint32_t slot_count; /* zero or a power of two */
    ATT_ARRAY(att_map_entry) entries;
} att_map;

void att_map_init(att_map *map, att_arena *arena);
uint32_t att_map_get(const att_map *map, att_slice key);

/* The key must live as long as the map. An existing key gets the new value. */
void att_map_put(att_map *map, att_slice key, uint32_t value);

/* The place of a key's value; a key that was absent is put there with ATT_NONE. The place holds
 * until the map is next added to. */
uint32_t *att_map_at(att_map *map, att_slice key);

/* Room for so many keys, so that reading a large table moves nothing; the map may outgrow it. */
void att_map_reserve(att_map *map, uint32_t count);

/* FNV-1a, 64 bits. */
uint64_t att_hash(const void *bytes, size_t size);

#endif
