/* member.c - see member.h. */
#include "input/member.h"

#include "base/error.h"

static att_status read_member(void *state, char *bytes, size_t size, size_t *got,
                              att_error *error) {
    att_member *member = state;
    *got = 0;
    if (!member->left)
        return ATT_OK;
    size_t wanted = size < member->left ? size : (size_t)member->left;
    att_status status = att_stream_read(member->archive, bytes, wanted, got, error);
    if (!status && !*got)
        status =
            att_error_set(error, ATT_ERROR_INPUT, att_stream_offset(member->archive),
                          "%s: ends in the middle of a member", att_stream_name(member->archive));
    member->left -= *got;
    return status;
}

static void close_member(void *state) {
    att_member *member = state;
    member->open = false;
}

att_status att_member_open(att_stream **out, att_member *member, att_stream *archive, uint64_t size,
                           uint64_t padding, const char *name, att_error *error) {
    *member = (att_member){.archive = archive, .left = size, .padding = padding, .open = true};
    return att_stream_new(out, (att_source){read_member, close_member, member}, name, error);
}

att_status att_member_finish(att_member *member, att_error *error) {
    uint64_t left = member->left + member->padding;
    member->left = member->padding = 0;
    return left ? att_stream_discard(member->archive, left, error) : ATT_OK;
}

const char *att_member_name_fault(att_slice name) {
    if (!name.size)
        return "a member without a name";
    if (name.data[0] == '/' || name.data[0] == '\\' || (name.size > 1 && name.data[1] == ':'))
        return "a member with an absolute path, refused";
    att_slice part;
    for (uint32_t i = 0; i < name.size; i++)
        if (name.data[i] == '\0')
            return "a member with a NUL in its name, refused";
    while (att_slice_next(&name, '/', &part))
        if (att_slice_is(part, ".."))
            return "a member whose path leads out of the archive, refused";
    return NULL;
}
