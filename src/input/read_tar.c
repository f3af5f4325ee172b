/* read_tar.c - tar archives (ustar, GNU long names, pax paths). Regular files are members; links
 * and devices are passed over, never followed. */
#include "base/error.h"
#include "input/format.h"
#include "input/member.h"

#include <stdlib.h>

enum { BLOCK = 512, LONGEST_NAME = 4096 };

typedef struct tar_state {
    att_stream *stream;
    const att_reader_options *options;
    att_member member;
    char name[LONGEST_NAME + 1]; /* of the next member, when a record before it gave it */
    bool done;
} tar_state;

static bool recognises_tar(att_slice head) {
    return head.size >= BLOCK && memcmp(head.data + 257, "ustar", 5) == 0;
}

static att_status open_tar(void **state, const att_reader_options *options, att_stream *stream,
                           att_error *error) {
    tar_state *tar = calloc(1, sizeof *tar);
    if (!tar)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    tar->stream = stream;
    tar->options = options;
    *state = tar;
    return ATT_OK;
}

static uint64_t octal(const char *field, size_t size) {
    uint64_t value = 0;
    if ((unsigned char)field[0] & 0x80) { /* base 256, of GNU tar */
        for (size_t i = 1; i < size; i++)
            value = value << 8 | (unsigned char)field[i];
        return value;
    }
    for (size_t i = 0; i < size; i++)
        if (field[i] >= '0' && field[i] <= '7')
            value = value << 3 | (uint64_t)(field[i] - '0');
    return value;
}

static bool checksum_fits(const char *block) {
    uint64_t sum = 0;
    for (int i = 0; i < BLOCK; i++)
        sum += i >= 148 && i < 156 ? ' ' : (unsigned char)block[i];
    return sum == octal(block + 148, 8);
}

static uint64_t padding_of(uint64_t size) {
    return (BLOCK - size % BLOCK) % BLOCK;
}

/* "27 path=name\n" of a pax record. */
static void take_pax_path(tar_state *tar, att_slice records) {
    att_slice line;
    while (att_slice_next(&records, '\n', &line)) {
        const char *found = line.size ? memmem(line.data, line.size, " path=", 6) : NULL;
        if (!found)
            continue;
        size_t size = (size_t)(line.data + line.size - found) - 6;
        size = size > LONGEST_NAME ? LONGEST_NAME : size;
        memcpy(tar->name, found + 6, size);
        tar->name[size] = '\0';
    }
}

/* A record that only tells the next member's name. */
static att_status take_name(tar_state *tar, char type, uint64_t size, att_error *error) {
    att_slice ahead;
    if (size > 64 * BLOCK)
        return att_stream_fault(tar->stream, ATT_ERROR_LIMIT, "a name too long", error);
    att_status status = att_stream_peek(tar->stream, size, &ahead, error);
    if (status)
        return status;
    if (ahead.size < size)
        return att_stream_fault(tar->stream, ATT_ERROR_INPUT, "ends in the middle of a member",
                                error);
    ahead.size = (uint32_t)size;
    if (type == 'x') {
        take_pax_path(tar, ahead);
    } else {
        uint32_t length = ahead.size < LONGEST_NAME ? ahead.size : LONGEST_NAME;
        memcpy(tar->name, ahead.data, length);
        tar->name[length] = '\0';
    }
    return att_stream_discard(tar->stream, size + padding_of(size), error);
}

static void name_from_header(tar_state *tar, const char *block) {
    if (tar->name[0])
        return;
    if (block[345] && memcmp(block + 257, "ustar", 6) == 0)
        snprintf(tar->name, sizeof tar->name, "%.155s/%.100s", block + 345, block);
    else
        snprintf(tar->name, sizeof tar->name, "%.100s", block);
}

/* The member whose header was just read. */
static att_status take_member(tar_state *tar, char type, uint64_t size, att_item *item,
                              att_arena *arena, att_error *error) {
    tar->member = (att_member){.archive = tar->stream, .left = size, .padding = padding_of(size)};
    const char *reason = att_member_name_fault(att_slice_of(tar->name));
    if (type == '0' || type == '\0')
        item->member_name =
            att_arena_format(arena, "%s!%s", att_stream_name(tar->stream), tar->name);
    tar->name[0] = '\0';
    if (!item->member_name.size)
        return ATT_OK;
    if (reason) {
        item->kind = ATT_ITEM_STORY;
        item->story->origin = item->member_name;
        att_item_failed(item, att_stream_fault(tar->stream, ATT_ERROR_INPUT, reason, error), error);
        return ATT_OK;
    }
    item->kind = ATT_ITEM_MEMBER;
    return att_member_open(&item->member, &tar->member, tar->stream, size, padding_of(size),
                           item->member_name.data, error);
}

static att_status next_tar(void *state, att_item *item, att_arena *arena, att_error *error) {
    tar_state *tar = state;
    item->kind = ATT_ITEM_END;
    att_status status = att_member_finish(&tar->member, error);
    while (!status && item->kind == ATT_ITEM_END && !tar->done) {
        status = att_member_finish(&tar->member, error);
        att_slice ahead;
        if (!status)
            status = att_stream_peek(tar->stream, BLOCK, &ahead, error);
        if (status)
            break;
        if (ahead.size < BLOCK || !ahead.data[0]) {
            tar->done = true;
            break;
        }
        char block[BLOCK];
        memcpy(block, ahead.data, BLOCK);
        if (!checksum_fits(block))
            return att_stream_fault(tar->stream, ATT_ERROR_INPUT, "no tar header", error);
        att_stream_skip(tar->stream, BLOCK);
        uint64_t size = octal(block + 124, 12);
        char type = block[156];
        if (type == 'x' || type == 'L') {
            status = take_name(tar, type, size, error);
            continue;
        }
        name_from_header(tar, block);
        status = take_member(tar, type, size, item, arena, error);
    }
    return status;
}

ATT_FORMAT_DEFINE(tar, .recognises = recognises_tar, .open = open_tar, .next = next_tar,
                  .close = free);
