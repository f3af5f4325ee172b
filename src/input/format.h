/* format.h - what each input format implements. See reader.h for the outside.
 *
 * A format reads a stream and yields items: stories, or members that are streams
 * of their own and which the reader then reads in turn. */
#ifndef ATT_INPUT_FORMAT_H
#define ATT_INPUT_FORMAT_H

#include "input/reader.h"
#include "input/stream.h"

typedef enum att_item_kind { ATT_ITEM_END, ATT_ITEM_STORY, ATT_ITEM_MEMBER } att_item_kind;

typedef struct att_item {
    att_item_kind kind;
    att_source_story *story; /* to be filled for ATT_ITEM_STORY */
    bool language_told;      /* the story's language is its maker's word, not to be doubted */
    att_stream *member;      /* for ATT_ITEM_MEMBER: the reader takes it over … */
    att_slice member_name;   /* … and calls it this, in the arena */
    const struct att_input_format *member_format; /* NULL: by name and content */
} att_item;

typedef struct att_input_format {
    const char *name, *suffixes;
    /* Whether the first bytes of a stream are this format's for certain. May be NULL. */
    bool (*recognises)(att_slice head);
    /* `stream` stays the reader's and lives until close. */
    att_status (*open)(void **state, const att_reader_options *options, att_stream *stream,
                       att_error *error);
    /* A failure that leaves the stream readable is a story with that status; any other ends it. */
    att_status (*next)(void *state, att_item *item, att_arena *arena, att_error *error);
    void (*close)(void *state);
} att_input_format;

#define ATT_FORMAT(id, name, suffixes) extern const att_input_format att_input_##id;
#include "input/formats.def"
#undef ATT_FORMAT

/* The format's suffixes from formats.def, for its own definition. */
#define ATT_FORMAT_DEFINE(id, ...) const att_input_format att_input_##id = {__VA_ARGS__}

/* encoding.c: makes `*text` valid UTF-8 without NUL. `encoding` may be NULL: then UTF-16 is told by
 * its byte order mark, and anything else that is not UTF-8 is an error at its byte. */
att_status att_encoding_convert(att_slice *text, att_slice *note, att_arena *arena,
                                const char *encoding, const char *name, att_error *error);

/* The code point of a byte in windows-1252; U+FFFD where it has none. */
uint32_t att_encoding_windows(unsigned char byte);

/* A story that failed: status and reason from `error`. */
void att_item_failed(att_item *item, att_status status, const att_error *error);

#endif
