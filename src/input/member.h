/* member.h - members of archives as streams: a run of bytes of the archive's stream, which the
 * archive keeps and goes on with when the member is closed. */
#ifndef ATT_INPUT_MEMBER_H
#define ATT_INPUT_MEMBER_H

#include "input/stream.h"

/* Lives in the archive's state and outlives the member. */
typedef struct att_member {
    att_stream *archive;
    uint64_t left;    /* bytes of the member not yet read */
    uint64_t padding; /* bytes after it that belong to it */
    bool open;
} att_member;

/* The next `size` bytes of `archive` as a stream. Closing it leaves the rest in `member`. */
att_status att_member_open(att_stream **out, att_member *member, att_stream *archive, uint64_t size,
                           uint64_t padding, const char *name, att_error *error);

/* Passes over what the last member left. */
att_status att_member_finish(att_member *member, att_error *error);

/* A word against a name that would leave the archive's folder, or NULL. Nothing is ever written
 * to disk, but such an archive is hostile and what it holds is not taken. */
const char *att_member_name_fault(att_slice name);

#endif
