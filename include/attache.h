/* attache.h - the whole public interface of libattache.
 *
 * attaché reads dated news stories and codes each into events, commitments and
 * claims. A program opens one engine (immutable, shared by any number of
 * threads), gives it stories, and reads the records of each document.
 *
 * Conventions. Every function that can fail returns an att_status, zero being
 * success; results go out through the first argument; the last argument, which
 * may be NULL, receives the reason in plain words. Offsets and sizes are in
 * bytes of the document as read (UTF-8). Strings handed out belong to the
 * object they came from and live as long as it does. */
#ifndef ATTACHE_H
#define ATTACHE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ATT_VERSION "0.1.0"
#define ATT_CODEBOOK_VERSION 1

#if defined(__GNUC__)
#define ATT_API __attribute__((visibility("default")))
#else
#define ATT_API
#endif

typedef enum att_status {
    ATT_OK = 0,
    ATT_ERROR_USAGE,  /* an argument that makes no sense */
    ATT_ERROR_IO,     /* the operating system refused: file, directory, disk */
    ATT_ERROR_MEMORY, /* memory ended */
    ATT_ERROR_INPUT,  /* a document that cannot be read: not UTF-8, truncated … */
    ATT_ERROR_LIMIT,  /* a document over a stated limit */
    ATT_ERROR_DATA,   /* the engine's own data: a rule, a table, the model */
    ATT_ERROR_STORE   /* the database: damaged, of another version, busy */
} att_status;

#define ATT_NO_OFFSET UINT64_MAX

typedef struct att_error {
    att_status status;
    uint64_t offset;   /* byte offset in the file named in the message, or ATT_NO_OFFSET */
    char message[480]; /* one line, without a newline */
} att_error;

typedef struct att_engine att_engine;
typedef struct att_document att_document;

typedef struct att_engine_options {
    const char *data_dir;    /* built-in data; NULL: ATTACHE_DATA, else where it was installed */
    const char *overlay_dir; /* the user's own data, added to and overriding the former; or NULL */
} att_engine_options;

/* One story. `text` is UTF-8 and is copied. Any other member may be NULL. */
typedef struct att_story {
    const char *id;   /* identifier; NULL: the hash of the text */
    const char *date; /* YYYY-MM-DD; NULL: taken from the text's own header, else unknown */
    const char *title;
    const char *source;
    const char *url;
    const char *text;
    size_t size;
} att_story;

/* The library's version, as ATT_VERSION at the time it was built. */
ATT_API const char *att_version(void);

/* A status in one or two words, e.g. "input". */
ATT_API const char *att_status_name(att_status status);

/* Opens the engine with its data and model. Options may be NULL. The caller
 * closes it; it must outlive no document, since documents do not refer to it. */
ATT_API att_status att_engine_open(att_engine **out, const att_engine_options *options,
                                   att_error *error);
ATT_API void att_engine_close(att_engine *engine);

/* Codes one story. May be called from several threads with one engine. The
 * caller frees the document. */
ATT_API att_status att_engine_code(att_document **out, const att_engine *engine,
                                   const att_story *story, att_error *error);
ATT_API void att_document_free(att_document *document);

/* The number of records coded, and one of them as a line of JSON in the form
 * that docs/formats.md describes (without a newline). `*out` is allocated with
 * malloc and belongs to the caller. */
ATT_API size_t att_document_record_count(const att_document *document);
ATT_API att_status att_document_record_json(char **out, const att_document *document, size_t index,
                                            att_error *error);

#ifdef __cplusplus
}
#endif
#endif
