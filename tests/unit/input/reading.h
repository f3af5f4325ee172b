/* reading.h - files in a folder of the test's own, and all that a reader gives of one. */
#ifndef TESTS_INPUT_READING_H
#define TESTS_INPUT_READING_H

#include "base/file.h"
#include "input/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { MOST_STORIES = 64 };

/* All that a reader gave, in one arena. */
typedef struct reading {
    att_arena arena;
    att_source_story stories[MOST_STORIES];
    uint32_t count;
    uint64_t passed_over;
} reading;

static char folder[200];

static inline int make_folder(void **state) {
    return att_folder_temporary(folder, sizeof folder, NULL) == ATT_OK ? 0 : -1;
}

static inline int remove_folder(void **state) {
    char command[sizeof folder + 16];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static inline const char *path_of(const char *name) {
    static char path[4][256];
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof path[turn], "%s/%s", folder, name);
    return path[turn];
}

static inline const char *put_bytes(const char *name, const char *bytes, size_t size) {
    const char *path = path_of(name);
    assert_int_equal(att_file_write(path, (att_slice){bytes, (uint32_t)size}, NULL), ATT_OK);
    return path;
}

static inline const char *put(const char *name, const char *text) {
    return put_bytes(name, text, strlen(text));
}

static inline void read_all(reading *out, const char *path, const att_reader_options *options) {
    att_reader *reader;
    *out = (reading){0};
    att_arena_init(&out->arena);
    att_error error = {0};
    att_status status = att_reader_open(&reader, path, options, &error);
    if (status)
        fprintf(stderr, "%s\n", error.message);
    assert_int_equal(status, ATT_OK);
    bool more = true;
    while (out->count < MOST_STORIES) {
        assert_int_equal(
            att_reader_next(reader, &out->stories[out->count], &more, &out->arena, &error), ATT_OK);
        if (!more)
            break;
        out->count++;
    }
    out->passed_over = att_reader_passed_over(reader);
    att_reader_close(reader);
}

static inline void release(reading *r) {
    att_arena_release(&r->arena);
}

/* One story that failed with `status` at `offset`, whose reason holds `words`. */
static inline void check_failure(const char *path, const att_reader_options *options,
                                 att_status status, uint64_t offset, const char *words) {
    reading r;
    read_all(&r, path, options);
    assert_int_equal(r.count, 1);
    if (r.stories[0].status != status || !strstr(r.stories[0].reason.message, words))
        fprintf(stderr, "%s: %d %s\n", path, r.stories[0].status, r.stories[0].reason.message);
    assert_int_equal(r.stories[0].status, status);
    assert_int_equal(r.stories[0].reason.offset, offset);
    assert_non_null(strstr(r.stories[0].reason.message, words));
    assert_non_null(strstr(r.stories[0].reason.message, path));
    assert_null(strchr(r.stories[0].reason.message, '\n'));
    release(&r);
}

#endif
