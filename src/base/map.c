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

/* Where the search for a hash begins; its lowest bit says only that the slot is taken. */
static uint32_t place_of(uint32_t hash, uint32_t slot_count) {
    return hash >> 1 & (slot_count - 1);
}

/* The slot of a key, or the free one where it would be. */
static att_map_slot *find(const att_map *map, att_slice key, uint32_t hash) {
    uint32_t mask = map->slot_count - 1;
    for (uint32_t i = place_of(hash, map->slot_count);; i = (i + 1) & mask) {
        att_map_slot *slot = &map->slots[i];
        if (!slot->hash)
            return slot;
        if (slot->hash != hash)
            continue;
        const att_map_entry *entry = &map->entries.items[slot->entry];
        if (att_slice_equal((att_slice){entry->key, entry->size}, key))
            return slot;
    }
}

uint32_t att_map_get(const att_map *map, att_slice key) {
    if (!map->entries.count)
        return ATT_NONE;
    const att_map_slot *slot = find(map, key, key_hash(key));
    return slot->hash ? map->entries.items[slot->entry].value : ATT_NONE;
}

static void move_to(att_map *map, uint32_t slot_count) {
    att_map_slot *before = map->slots;
    att_map_slot *slots = ATT_NEW_ARRAY(map->arena, att_map_slot, slot_count);
    for (uint32_t i = 0; i < map->slot_count; i++) {
        uint32_t at = place_of(before[i].hash, slot_count);
        while (slots[at].hash)
            at = (at + 1) & (slot_count - 1);
        slots[at] = before[i];
    }
    map->slots = slots;
    map->slot_count = slot_count;
}

/* Three slots of four may be taken. */
static void make_room(att_map *map, uint32_t count) {
    uint32_t slots = map->slot_count ? map->slot_count : 64;
    while (count * 4 > slots * 3)
        slots *= 2;
    if (slots > map->slot_count)
        move_to(map, slots);
}

void att_map_reserve(att_map *map, uint32_t count) {
    make_room(map, count);
    ATT_RESERVE(map->arena, &map->entries, count);
}

uint32_t *att_map_at(att_map *map, att_slice key) {
    make_room(map, map->entries.count + 1);
    uint32_t hash = key_hash(key);
    att_map_slot *slot = find(map, key, hash);
    if (!slot->hash) {
        *ATT_PUSH(map->arena, &map->entries) = (att_map_entry){key.data, key.size, ATT_NONE};
        *slot = (att_map_slot){hash, map->entries.count - 1};
    }
    return &map->entries.items[slot->entry].value;
}

void att_map_put(att_map *map, att_slice key, uint32_t value) {
    *att_map_at(map, key) = value;
}
