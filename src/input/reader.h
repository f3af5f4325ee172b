/* reader.h - stories out of files, whatever their format.
 *
 * A reader walks a file, a folder (entries sorted by name, links to folders above
 * refused) or standard input, and hands out one story at a time. A story that
 * cannot be read is handed out too, with its status and reason, so that a batch
 * goes on; only what leaves nothing to read fails the call itself. */
#ifndef ATT_INPUT_READER_H
#define ATT_INPUT_READER_H

#include "attache.h"
#include "base/arena.h"

typedef struct att_reader att_reader;

/* Zero in any member means the default named there. */
typedef struct att_reader_options {
    const char *format;      /* a name of formats.def for every file; NULL: by name and content */
    const char *encoding;    /* of text that is not UTF-8: "windows-1252", "iso-8859-1"; NULL:
                                such text is an error, but where the format itself names one */
    const char *date;        /* YYYY-MM-DD for stories that name none; NULL: unknown */
    uint32_t document_limit; /* bytes of one story: 16 MiB */
    uint32_t line_limit;     /* bytes of one line of JSON Lines: 64 MiB */
    uint64_t archive_limit;  /* bytes out of one compressed file: 64 GiB */
    uint32_t ratio_limit;    /* bytes out for each byte in, past the first MiB: 1000 */
    uint32_t depth_limit;    /* folders and archives within one another: 16 */
    uint32_t nesting_limit;  /* elements of a page, XML or JSON within one another: 512 */
    bool hidden;             /* also files of a folder whose name starts with a dot */
} att_reader_options;

/* One story. Strings are empty when not given; all live in the caller's arena. */
typedef struct att_source_story {
    att_status status; /* ATT_OK, or why this story could not be read */
    att_error reason;  /* filled when `status` is not ATT_OK */
    att_slice id, date, title, text, source, url;
    att_slice language; /* "en", another code, "other", or "" where nothing tells */
    att_slice origin;   /* "file", "file:line", "archive!member" */
    att_slice note;     /* what was done to read it: "from windows-1252", … */
} att_source_story;

att_status att_reader_open(att_reader **out, const char *path, const att_reader_options *options,
                           att_error *error);
void att_reader_close(att_reader *reader);

/* The next story into `out`, its text in `arena`. `*more` is false, and `out` untouched, at the
 * end. Files of a folder or an archive whose suffix no format claims are passed over
 * and counted. */
att_status att_reader_next(att_reader *reader, att_source_story *out, bool *more, att_arena *arena,
                           att_error *error);
uint64_t att_reader_passed_over(const att_reader *reader);

#endif
