/* read.c - how fast stories are read, and what they are.
 *
 *     bench-read [--json] PATH…
 *
 * Prints for each path a line of columns: path, stories, those of them that failed, bytes of text,
 * seconds of the processor; with --json each story as a line of JSON instead. */
#include "base/buffer.h"
#include "input/reader.h"

#include <stdio.h>
#include <time.h>

typedef struct totals {
    uint64_t stories, failed, bytes;
} totals;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void print_json(const att_source_story *story) {
    const struct {
        const char *name;
        att_slice value;
    } members[] = {
        {"origin", story->origin}, {"id", story->id},
        {"date", story->date},     {"title", story->title},
        {"source", story->source}, {"url", story->url},
        {"text", story->text},     {"language", story->language},
    };
    att_buffer line;
    att_buffer_init(&line);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        att_buffer_format(&line, "%s\"%s\":", i ? "," : "{", members[i].name);
        att_buffer_add_json(&line, members[i].value);
    }
    att_buffer_add(&line, "}");
    puts(line.data);
    att_buffer_release(&line);
}

static att_status read_path(totals *sum, const char *path, bool json, att_error *error) {
    att_reader *reader;
    att_status status = att_reader_open(&reader, path, NULL, error);
    if (status)
        return status;
    att_arena arena;
    att_arena_init(&arena);
    bool more = true;
    while (!status && more) {
        att_source_story story;
        att_arena_reset(&arena);
        status = att_reader_next(reader, &story, &more, &arena, error);
        if (status || !more)
            break;
        sum->stories++;
        sum->failed += story.status != ATT_OK;
        sum->bytes += story.status ? 0 : story.text.size;
        if (json && !story.status)
            print_json(&story);
        else if (story.status)
            fprintf(stderr, "%s\n", story.reason.message);
    }
    att_arena_release(&arena);
    att_reader_close(reader);
    return status;
}

int main(int argc, char **argv) {
    bool json = argc > 1 && strcmp(argv[1], "--json") == 0;
    att_error error = {0};
    if (argc < 2 + json) {
        fprintf(stderr, "usage: bench-read [--json] PATH...\n");
        return 2;
    }
    for (int i = 1 + json; i < argc; i++) {
        totals sum = {0};
        double begun = seconds();
        if (read_path(&sum, argv[i], json, &error)) {
            fprintf(stderr, "bench-read: %s\n", error.message);
            return 1;
        }
        double spent = seconds() - begun;
        if (!json)
            printf("%s\t%llu\t%llu\t%llu\t%.4f\n", argv[i], (unsigned long long)sum.stories,
                   (unsigned long long)sum.failed, (unsigned long long)sum.bytes, spent);
    }
    return 0;
}
