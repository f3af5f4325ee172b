/* batch.h - many inputs through the engine: read, coded by the worker threads, accounted for.
 *
 * Every input ends as one of the outcomes of the store's manifest, with a reason where
 * there is one. What cannot be read or coded costs one line on standard error and
 * never stops the others. Results are taken in input order. */
#ifndef ATT_CLI_BATCH_H
#define ATT_CLI_BATCH_H

#include "base/buffer.h"
#include "cli/command.h"
#include "document/document.h"
#include "input/reader.h"
#include "output/output.h"
#include "store/store.h"

/* Rows of an options table for commands that read stories. */
#define ATT_OPTIONS_READER                                                                         \
    {"date", 0, ATT_OPTION_DATE, "YYYY-MM-DD", "the date of stories that name none"},              \
        {"input", 0, ATT_OPTION_TEXT, "FORMAT", "input format, instead of finding out"},           \
        {"hidden", 0, ATT_OPTION_FLAG, NULL, "also read files whose name starts with a dot"},      \
        {"document-limit", 0, ATT_OPTION_NUMBER, "BYTES", "longest story; 16 MiB unless told"},    \
        {"line-limit", 0, ATT_OPTION_NUMBER, "BYTES", "longest line of JSON Lines; 64 MiB"},       \
        {"archive-limit", 0, ATT_OPTION_NUMBER, "BYTES", "most bytes out of one archive; 64 GiB"}, \
        {"ratio-limit", 0, ATT_OPTION_NUMBER, "N", "most bytes out for each byte in; 1000"},       \
        {"depth-limit", 0, ATT_OPTION_NUMBER, "N", "deepest nesting of folders; 16"},              \
        {"nesting-limit", 0, ATT_OPTION_NUMBER, "N", "deepest nesting of elements; 512"},          \
        {"manifest", 0, ATT_OPTION_FILE, "FILE", "write there what became of every input"},        \
        {"quiet", 'q', ATT_OPTION_FLAG, NULL, "no progress and no summary"}, ATT_OPTION_THREADS,   \
        ATT_OPTION_DATA

typedef struct att_batch att_batch;

typedef struct att_batch_job {
    att_arena arena; /* the story as read */
    att_source_story story;
    att_document *document; /* NULL when it failed or was skipped */
    att_buffer output;      /* the document in the batch's format */
    att_outcome outcome;
    att_error reason;
    bool done_before; /* by an interrupted run: neither coded nor accounted for again */
} att_batch_job;

struct att_batch {
    const att_arguments *arguments;
    const att_engine *engine;
    const att_format *format; /* or NULL */
    bool only_parse;          /* stop after the parse: no records */
    bool explained;           /* have the decisions noted */
    void *context;
    /* Either may be NULL. `take` may change the outcome. */
    att_status (*admit)(att_batch *batch, att_batch_job *job, att_error *error);
    att_status (*take)(att_batch *batch, att_batch_job *job, att_error *error);

    uint64_t outcomes[ATT_OUTCOME_COUNT];
    uint64_t inputs, records, undated, done_before;
    bool stopped; /* before the end of the input */
    /* private */
    att_reader_options reader_options;
    att_reader *reader;
    uint32_t path;
    FILE *manifest;
    int64_t started, shown; /* milliseconds, for the progress line */
};

/* Opens the engine as --data says; on failure prints the reason and returns NULL. */
att_engine *att_cli_open_engine(const att_arguments *arguments);

/* The path that --db names; complains and returns NULL when it is missing. */
const char *att_cli_db(const att_arguments *arguments);

/* Opens the database to read. On failure says why and returns NULL, the exit code in `*code`. */
att_store *att_cli_open_store(const att_arguments *arguments, int *code);

/* Reads every path given, codes, takes. Returns the exit code; what went wrong is printed. The
 * caller has set arguments, engine, format, context and functions, the rest is zero. */
int att_batch_run(att_batch *batch);

/* Whether a story told to be in this language ("" where nothing tells) is coded. */
bool att_batch_is_english(att_slice language);

/* Writes a document and its text as two files of the folder, which is made if need be. */
att_status att_cli_write_pair(const char *folder, const att_format *format,
                              const att_document *document, att_error *error);

/* A hash of every file of the built-in data and the user's own: which knowledge coded. */
att_status att_cli_data_hash(char out[65], const char *data_dir, const char *overlay,
                             att_error *error);

#endif
