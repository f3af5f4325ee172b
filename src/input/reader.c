/* reader.c - see reader.h. The reader keeps a stack of frames, each a folder or a stream with its
 * format; a member of an archive and an entry of a folder push one more. */
#include "input/reader.h"

#include "base/error.h"
#include "document/date.h"
#include "input/format.h"
#include "input/language.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

enum {
    DOCUMENT_LIMIT = 16 * 1024 * 1024,
    LINE_LIMIT = 64 * 1024 * 1024,
    RATIO_LIMIT = 1000,
    DEPTH_LIMIT = 16,
    NESTING_LIMIT = 512,
    HEAD_SIZE = 2048 /* looked at to tell the format */
};

static const struct {
    const char *name, *suffixes;
    const att_input_format *format;
} formats[] = {
#define ATT_FORMAT(id, name, suffixes) {name, suffixes, &att_input_##id},
#include "input/formats.def"
#undef ATT_FORMAT
};

enum { FORMAT_COUNT = sizeof formats / sizeof *formats };

typedef struct frame {
    struct frame *outer;
    /* a folder: its entries, sorted, the next one, and which it is */
    char *path;
    struct dirent **entries;
    int count, next;
    dev_t device;
    ino_t inode;
    /* or a stream */
    att_stream *stream;
    const att_input_format *format;
    void *state;
} frame;

struct att_reader {
    att_reader_options options;
    att_languages languages;
    frame *top;
    uint32_t depth;
    uint64_t passed_over;
};

uint64_t att_reader_passed_over(const att_reader *reader) {
    return reader->passed_over;
}

void att_item_failed(att_item *item, att_status status, const att_error *error) {
    item->story->status = status;
    item->story->reason = *error;
    item->story->reason.status = status;
}

static void pop(att_reader *reader) {
    frame *old = reader->top;
    reader->top = old->outer;
    reader->depth--;
    for (int i = 0; i < old->count; i++)
        free(old->entries[i]);
    free(old->entries);
    free(old->path);
    if (old->state)
        old->format->close(old->state);
    att_stream_close(old->stream);
    free(old);
}

void att_reader_close(att_reader *reader) {
    if (!reader)
        return;
    while (reader->top)
        pop(reader);
    att_languages_close(&reader->languages);
    free((char *)reader->options.format);
    free((char *)reader->options.encoding);
    free((char *)reader->options.date);
    free(reader);
}

/* ---- formats ---------------------------------------------------------------------------- */

/* Whether one of the suffixes, separated by spaces, ends `name`. */
static bool has_suffix(att_slice name, const char *suffixes) {
    att_slice rest = att_slice_of(suffixes), suffix;
    while (att_slice_next(&rest, ' ', &suffix))
        if (suffix.size && name.size > suffix.size &&
            strncasecmp(name.data + name.size - suffix.size, suffix.data, suffix.size) == 0)
            return true;
    return false;
}

/* A name without the suffixes of compression. */
static att_slice without_compression(att_slice name) {
    while (has_suffix(name, ".gz .zst"))
        name.size -= name.data[name.size - 1] == 't' || name.data[name.size - 1] == 'T' ? 4 : 3;
    return name;
}

static const att_input_format *format_named(const char *name) {
    for (int i = 0; i < FORMAT_COUNT; i++)
        if (strcmp(name, formats[i].name) == 0)
            return formats[i].format;
    return NULL;
}

static const att_input_format *format_by_suffix(const char *name) {
    att_slice plain = without_compression(att_slice_of(name));
    for (int i = 0; i < FORMAT_COUNT; i++)
        if (has_suffix(plain, formats[i].suffixes))
            return formats[i].format;
    return NULL;
}

/* The option decides; then the name, unless the content is for certain another format's; then the
 * content; then it is plain text. */
static att_status find_format(const att_reader *reader, att_stream *stream, const char *name,
                              const att_input_format **out, att_error *error) {
    att_slice head;
    att_error later; /* what fails further on does not take the stories before it */
    if (att_stream_peek(stream, HEAD_SIZE, &head, &later)) {
        att_status status = att_stream_peek(stream, 1, &head, error);
        if (status)
            return status;
    }
    if (head.size > HEAD_SIZE)
        head.size = HEAD_SIZE;
    *out = reader->options.format ? format_named(reader->options.format) : format_by_suffix(name);
    if (*out && (reader->options.format || !(*out)->recognises || (*out)->recognises(head)))
        return ATT_OK;
    for (int i = 0; i < FORMAT_COUNT; i++)
        if (formats[i].format->recognises && formats[i].format->recognises(head)) {
            *out = formats[i].format;
            return ATT_OK;
        }
    if (!*out)
        *out = &att_input_text;
    return ATT_OK;
}

/* ---- frames ----------------------------------------------------------------------------- */

static att_status push(att_reader *reader, frame **out, const char *name, att_error *error) {
    if (reader->depth >= reader->options.depth_limit) {
        att_error_set(error, ATT_ERROR_LIMIT, ATT_NO_OFFSET,
                      "%s: folders or archives nested more than %u deep", name,
                      reader->options.depth_limit);
        return ATT_ERROR_LIMIT;
    }
    frame *new = calloc(1, sizeof *new);
    if (!new) {
        att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended", name);
        return ATT_ERROR_MEMORY;
    }
    new->outer = reader->top;
    reader->top = new;
    reader->depth++;
    *out = new;
    return ATT_OK;
}

/* Takes over `stream`, expands it, finds its format and opens that. */
static att_status push_stream(att_reader *reader, att_stream *stream, const char *name,
                              const att_input_format *format, att_error *error) {
    frame *new = NULL;
    att_expansion limits = {reader->options.archive_limit, reader->options.ratio_limit};
    bool expanded = true;
    att_status status = ATT_OK;
    for (uint32_t i = 0; expanded && !status; i++)
        status = i < reader->options.depth_limit
                     ? att_stream_expand(&stream, limits, &expanded, error)
                     : att_error_set(error, ATT_ERROR_LIMIT, ATT_NO_OFFSET,
                                     "%s: compressed more than %u times", name, i);
    if (!status)
        status = push(reader, &new, name, error);
    if (status) {
        att_stream_close(stream);
        return status;
    }
    new->stream = stream;
    new->format = format;
    if (!format)
        status = find_format(reader, stream, name, &new->format, error);
    if (!status)
        status = new->format->open(&new->state, &reader->options, stream, error);
    if (status)
        pop(reader);
    return status;
}

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_entry(const struct dirent *entry) {
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static att_status push_folder(att_reader *reader, const char *path, const struct stat *about,
                              att_error *error) {
    for (const frame *outer = reader->top; outer; outer = outer->outer)
        if (outer->path && outer->device == about->st_dev && outer->inode == about->st_ino)
            return att_error_set(error, ATT_ERROR_INPUT, ATT_NO_OFFSET,
                                 "%s: leads back to a folder above it, refused", path);
    struct dirent **entries;
    int count = scandir(path, &entries, is_entry, by_name);
    if (count < 0)
        return att_error_set_errno(error, path, "read the folder");
    frame *new = NULL;
    att_status status = push(reader, &new, path, error);
    char *copy = status ? NULL : strdup(path);
    if (!copy) {
        for (int i = 0; i < count; i++)
            free(entries[i]);
        free(entries);
        if (status)
            return status;
        pop(reader);
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended", path);
    }
    new->path = copy;
    new->entries = entries;
    new->count = count;
    new->device = about->st_dev;
    new->inode = about->st_ino;
    return ATT_OK;
}

static att_status push_path(att_reader *reader, const char *path, att_error *error) {
    struct stat about;
    bool standard = strcmp(path, "-") == 0;
    if (!standard && stat(path, &about) != 0)
        return att_error_set_errno(error, path, "open");
    if (!standard && S_ISDIR(about.st_mode))
        return push_folder(reader, path, &about, error);
    att_stream *stream;
    att_status status = att_stream_open_file(&stream, path, error);
    return status ? status : push_stream(reader, stream, path, NULL, error);
}

/* ---- the walk --------------------------------------------------------------------------- */

/* The next entry of the folder on top; a failure is the story. True when there is something. */
static bool next_entry(att_reader *reader, att_item *item, att_arena *arena) {
    frame *folder = reader->top;
    const char *name = folder->entries[folder->next++]->d_name;
    if (name[0] == '.' && !reader->options.hidden)
        return false;
    char path[PATH_MAX];
    struct stat about;
    int size = snprintf(path, sizeof path, "%s/%s", folder->path, name);
    bool file = stat(path, &about) == 0 && S_ISREG(about.st_mode);
    if (file && !reader->options.format && !format_by_suffix(name)) {
        reader->passed_over++;
        return false;
    }
    att_error error = {0};
    att_status status = size < (int)sizeof path ? push_path(reader, path, &error)
                                                : att_error_set(&error, ATT_ERROR_IO, ATT_NO_OFFSET,
                                                                "%s: the path is too long", path);
    if (!status)
        return false;
    item->story->origin = att_arena_copy(arena, att_slice_of(path));
    att_item_failed(item, status, &error);
    return true;
}

/* One step of the stream on top; true when a story came of it. */
static bool next_item(att_reader *reader, att_item *item, att_arena *arena) {
    frame *top = reader->top;
    att_error error = {0};
    const char *name = att_stream_name(top->stream);
    att_status status = top->format->next(top->state, item, arena, &error);
    if (status) {
        item->story->origin = att_arena_copy(arena, att_slice_of(name));
        att_item_failed(item, status, &error);
        pop(reader);
        return true;
    }
    if (item->kind == ATT_ITEM_END) {
        pop(reader);
        return false;
    }
    if (item->kind == ATT_ITEM_MEMBER) {
        if (!reader->options.format && !item->member_format &&
            !format_by_suffix(item->member_name.data)) {
            att_stream_close(item->member);
            reader->passed_over++;
            return false;
        }
        status =
            push_stream(reader, item->member, item->member_name.data, item->member_format, &error);
        if (!status)
            return false;
        item->story->origin = item->member_name;
        att_item_failed(item, status, &error);
        return true;
    }
    if (!item->story->origin.size)
        item->story->origin = att_arena_copy(arena, att_slice_of(name));
    return true;
}

/* What a page says of its language is believed only where the text is too short to tell. */
static void tell_language(const att_reader *reader, att_source_story *story) {
    const char *told = att_language_identify(&reader->languages, story->text);
    if (*told)
        story->language = att_slice_of(told);
}

att_status att_reader_next(att_reader *reader, att_source_story *out, bool *more, att_arena *arena,
                           att_error *error) {
    att_source_story story = {0};
    story.id = story.date = story.title = story.text = story.source = story.url = ATT_SLICE_EMPTY;
    story.language = story.origin = story.note = ATT_SLICE_EMPTY;
    while (reader->top) {
        att_item item = {.story = &story, .member_name = ATT_SLICE_EMPTY};
        bool found;
        if (!reader->top->path)
            found = next_item(reader, &item, arena);
        else if (reader->top->next < reader->top->count)
            found = next_entry(reader, &item, arena);
        else {
            pop(reader);
            continue;
        }
        if (!found)
            continue;
        if (!story.status && !item.language_told)
            tell_language(reader, &story);
        if (!story.date.size && reader->options.date)
            story.date = att_arena_copy(arena, att_slice_of(reader->options.date));
        *out = story;
        *more = true;
        return ATT_OK;
    }
    *more = false;
    return ATT_OK;
}

static char *copy_or_null(const char *text) {
    return text ? strdup(text) : NULL;
}

static att_status check_options(const att_reader_options *options, att_error *error) {
    att_day day;
    if (options->format && !format_named(options->format))
        return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET, "'%s' is no input format",
                             options->format);
    if (options->date && !att_day_parse(&day, att_slice_of(options->date)))
        return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET,
                             "the date '%s' is no day YYYY-MM-DD", options->date);
    return ATT_OK;
}

att_status att_reader_open(att_reader **out, const char *path, const att_reader_options *options,
                           att_error *error) {
    static const att_reader_options none;
    options = options ? options : &none;
    att_status status = check_options(options, error);
    if (status)
        return status;
    att_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_reader_options *mine = &reader->options;
    *mine = *options;
    mine->format = copy_or_null(options->format);
    mine->encoding = copy_or_null(options->encoding);
    mine->date = copy_or_null(options->date);
    mine->document_limit = options->document_limit ? options->document_limit : DOCUMENT_LIMIT;
    mine->line_limit = options->line_limit ? options->line_limit : LINE_LIMIT;
    mine->archive_limit = options->archive_limit ? options->archive_limit : UINT64_C(64) << 30;
    mine->ratio_limit = options->ratio_limit ? options->ratio_limit : RATIO_LIMIT;
    mine->depth_limit = options->depth_limit ? options->depth_limit : DEPTH_LIMIT;
    mine->nesting_limit = options->nesting_limit ? options->nesting_limit : NESTING_LIMIT;
    status = att_languages_open(&reader->languages, error);
    if (!status)
        status = push_path(reader, path, error);
    if (status)
        att_reader_close(reader);
    else
        *out = reader;
    return status;
}
