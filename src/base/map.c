/* map.c - see map.h. */
#include "base/map.h"

uint64_t att_hash(const void *bytes, size_t size) {
    const unsigned char *byte = bytes;
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ byte[i]) * 0x100000001b3u;
    return hash;
}

static uint64_t read_bytes(const char *bytes, uint32_t size) {
    uint64_t word = 0;
    memcpy(&word, bytes, size);
    return word;
}

/* Up to eight bytes at an end, read twice where they overlap. */
static uint64_t read_short(const char *bytes, uint32_t size) {
    if (size >= 4)
        return read_bytes(bytes, 4) | read_bytes(bytes + size - 4, 4) << 32;
    if (size == 0)
        return 0;
    return (uint64_t)(unsigned char)bytes[0] | (uint64_t)(unsigned char)bytes[size / 2] << 8 |
           (uint64_t)(unsigned char)bytes[size - 1] << 16;
}

/* Eight bytes at a time: this hash stays inside the map, so it need be neither simple nor lasting.
 */
static uint32_t key_hash(att_slice key) {
    const uint64_t factor = 0x9E3779B97F4A7C15u;
    uint64_t hash = key.size * factor;
    uint32_t at = 0;
    for (; at + 8 < key.size; at += 8)
        hash = ((hash ^ read_bytes(key.data + at, 8)) * factor) ^ hash >> 29;
    hash = (hash ^ read_short(key.data + at, key.size - at)) * factor;
    hash = (hash ^ hash >> 32) * factor;
    return (uint32_t)(hash >> 32) | 1u; /* zero marks a free slot */
}

void att_map_init(att_map *map, att_arena *arena) {
    *map = (att_map){.arena = arena};
}

static att_map_slot *find(const att_map *map, att_slice key, uint32_t hash) {
    uint32_t mask = map->capacity - 1;
    for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
        att_map_slot *slot = &map->slots[i];
        if (!slot->hash || (slot->hash == hash && att_slice_equal(slot->key, key)))
            return slot;
    }
}

uint32_t att_map_get(const att_map *map, att_slice key) {
    if (!map->count)
        return ATT_NONE;
    const att_map_slot *slot = find(map, key, key_hash(key));
    return slot->hash ? slot->value : ATT_NONE;
}

static void grow(att_map *map) {
    att_map larger = {.arena = map->arena, .capacity = map->capacity ? map->capacity * 2 : 64};
    larger.slots = ATT_NEW_ARRAY(map->arena, att_map_slot, larger.capacity);
    for (uint32_t i = 0; i < map->capacity; i++)
        if (map->slots[i].hash)
            *find(&larger, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    larger.count = map->count;
    *map = larger;
}

void att_map_put(att_map *map, att_slice key, uint32_t value) {
    if ((map->count + 1) * 4 > map->capacity * 3)
        grow(map);
    uint32_t hash = key_hash(key);
    att_map_slot *slot = find(map, key, hash);
    if (!slot->hash)
        map->count++;
    *slot = (att_map_slot){key, hash, value};
}
