/* read_json.c - JSON Lines: an object a line, {id?, date?, title?, text, source?, url?, language?}.
 * A file that is one JSON value over several lines, an object or an array of them, is read too. */
#include "base/error.h"
#include "base/utf8.h"
#include "document/date.h"
#include "input/format.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

typedef struct json_state {
    att_stream *stream;
    const att_reader_options *options;
    cJSON *value;          /* of the present line; freed at the next call, so that nothing leaks */
    cJSON *element;        /* the next one of an array */
    uint32_t line, number; /* the latter in an array, from 1 */
    bool found;            /* anything but blank lines */
    uint64_t offset;       /* of the present line */
} json_state;

static bool recognises_json(att_slice head) {
    att_slice text = att_slice_trim(head);
    return text.size > 1 &&
           (text.data[0] == '{' || (text.data[0] == '[' && memchr(text.data, '{', text.size)));
}

static att_status open_json(void **state, const att_reader_options *options, att_stream *stream,
                            att_error *error) {
    json_state *json = calloc(1, sizeof *json);
    if (!json)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    *json = (json_state){.stream = stream, .options = options};
    *state = json;
    return ATT_OK;
}

static void close_json(void *state) {
    json_state *json = state;
    cJSON_Delete(json->value);
    free(json);
}

static att_status fail(const json_state *json, uint32_t at, const char *reason, att_error *error) {
    uint64_t offset = json->offset + at;
    return att_error_set(error, ATT_ERROR_INPUT, offset, "%s:%u: %s at byte %llu",
                         att_stream_name(json->stream), json->line, reason,
                         (unsigned long long)offset);
}

/* Brackets within one another, those inside strings aside. */
static bool too_deep(att_slice line, uint32_t limit) {
    uint32_t depth = 0;
    bool inside = false;
    for (uint32_t i = 0; i < line.size; i++) {
        char c = line.data[i];
        if (inside && c == '\\')
            i++;
        else if (c == '"')
            inside = !inside;
        else if (!inside && (c == '{' || c == '['))
            depth++;
        else if (!inside && (c == '}' || c == ']') && depth)
            depth--;
        if (depth > limit)
            return true;
    }
    return false;
}

/* "\u0000" in a string would end it: an escaped backslash before it does not count. */
static const char *escaped_nul(att_slice line) {
    for (uint32_t i = 0; i + 5 < line.size; i++) {
        if (line.data[i] != '\\')
            continue;
        if (memcmp(line.data + i, "\\u0000", 6) == 0)
            return line.data + i;
        i++;
    }
    return NULL;
}

static att_status check_bytes(const json_state *json, att_slice line, att_error *error) {
    const char *nul = line.size ? memchr(line.data, '\0', line.size) : NULL;
    nul = nul ? nul : escaped_nul(line);
    if (nul)
        return fail(json, (uint32_t)(nul - line.data), "a NUL character", error);
    uint32_t valid = att_utf8_valid_prefix(line);
    if (valid < line.size)
        return fail(json, valid, "not UTF-8", error);
    if (too_deep(line, json->options->nesting_limit))
        return att_error_set(
            error, ATT_ERROR_LIMIT, json->offset, "%s:%u: brackets nested more than %u deep",
            att_stream_name(json->stream), json->line, json->options->nesting_limit);
    return ATT_OK;
}

static att_status parse(json_state *json, att_slice line, att_error *error) {
    att_status status = check_bytes(json, line, error);
    if (status)
        return status;
    const char *end = NULL;
    json->value = cJSON_ParseWithLengthOpts(line.data, line.size, &end, false);
    if (!json->value) {
        uint32_t at = end ? (uint32_t)(end - line.data) : 0;
        return fail(json, at, at + 1 >= line.size ? "JSON cut off" : "no JSON", error);
    }
    att_slice rest = att_slice_trim(att_slice_part(line, (uint32_t)(end - line.data), line.size));
    return rest.size
               ? fail(json, (uint32_t)(rest.data - line.data), "text after the JSON value", error)
               : ATT_OK;
}

/* A member that is a string (or a number, for identifiers), in the arena; empty if absent. */
static att_slice member(const cJSON *object, const char *name, att_arena *arena) {
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    if (cJSON_IsString(value))
        return att_arena_copy(arena, att_slice_of(value->valuestring));
    if (cJSON_IsNumber(value))
        return att_arena_format(arena, "%.15g", value->valuedouble);
    return ATT_SLICE_EMPTY;
}

/* The day of "2022-04-14" and of "2022-04-14T08:00:00Z". */
static bool take_day(att_slice *date) {
    att_day day;
    if (date->size > 10 && (date->data[10] == 'T' || date->data[10] == ' '))
        date->size = 10;
    return att_day_parse(&day, *date);
}

static att_status fill(const json_state *json, const cJSON *object, att_source_story *story,
                       att_arena *arena, att_error *error) {
    if (!cJSON_IsObject(object))
        return fail(json, 0, "no JSON object", error);
    story->id = member(object, "id", arena);
    story->title = member(object, "title", arena);
    story->source = member(object, "source", arena);
    story->url = member(object, "url", arena);
    story->language = member(object, "language", arena);
    story->date = member(object, "date", arena);
    if (story->date.size && !take_day(&story->date)) {
        att_slice wrong = story->date;
        story->date = ATT_SLICE_EMPTY;
        return att_error_set(error, ATT_ERROR_INPUT, json->offset,
                             "%s:%u: the date '%.*s' is no day YYYY-MM-DD",
                             att_stream_name(json->stream), json->line,
                             (int)(wrong.size > 40 ? 40 : wrong.size), wrong.data);
    }
    story->text = member(object, "text", arena);
    if (!att_slice_trim(story->text).size)
        return fail(json, 0, "no text in the object", error);
    if (story->text.size > json->options->document_limit)
        return att_error_set(error, ATT_ERROR_LIMIT, json->offset,
                             "%s:%u: a text longer than %u bytes", att_stream_name(json->stream),
                             json->line, json->options->document_limit);
    return ATT_OK;
}

/* The first line opened a value that goes on over the next ones. */
static bool is_opening(const json_state *json, att_slice line) {
    line = att_slice_trim(line);
    if (json->line != 1 || !line.size)
        return false;
    char last = line.data[line.size - 1];
    return line.data[0] == '[' || (line.data[0] == '{' && (last == '{' || last == ','));
}

static att_status read_whole(json_state *json, att_slice first, att_arena *arena,
                             att_error *error) {
    first = att_arena_copy(arena, first);
    att_slice rest;
    att_status status =
        att_stream_all(json->stream, arena, json->options->line_limit, &rest, error);
    if (status)
        return status;
    char *bytes = att_arena_alloc(arena, (size_t)first.size + rest.size + 2);
    memcpy(bytes, first.data, first.size);
    bytes[first.size] = '\n';
    memcpy(bytes + first.size + 1, rest.data, rest.size);
    return parse(json, (att_slice){bytes, first.size + 1 + rest.size}, error);
}

/* The next line that is not blank, parsed. */
static att_status next_line(json_state *json, bool *more, att_arena *arena, att_error *error) {
    att_slice line;
    do {
        json->line++;
        json->offset = att_stream_offset(json->stream);
        att_status status =
            att_stream_line(json->stream, json->options->line_limit, &line, more, error);
        if (status || !*more)
            return status;
        if (json->line == 1 && att_slice_starts(line, "\xef\xbb\xbf"))
            line = att_slice_part(line, 3, line.size);
    } while (!att_slice_trim(line).size);
    return is_opening(json, line) ? read_whole(json, line, arena, error) : parse(json, line, error);
}

/* "file:line", or in an array "file:line.element": what comes of no two stories may have one name.
 */
static void name_story(json_state *json, att_source_story *story, att_arena *arena) {
    const char *name = att_stream_name(json->stream);
    story->origin = cJSON_IsArray(json->value)
                        ? att_arena_format(arena, "%s:%u.%u", name, json->line, ++json->number)
                        : att_arena_format(arena, "%s:%u", name, json->line);
}

static att_status next_json(void *state, att_item *item, att_arena *arena, att_error *error) {
    json_state *json = state;
    const cJSON *object = json->element;
    item->kind = ATT_ITEM_STORY;
    if (!object) {
        bool more = true;
        cJSON_Delete(json->value);
        json->value = NULL;
        json->number = 0;
        att_status status = next_line(json, &more, arena, error);
        if (status == ATT_ERROR_IO || status == ATT_ERROR_MEMORY)
            return status;
        if (!status && !more && json->found) {
            item->kind = ATT_ITEM_END;
            return ATT_OK;
        }
        json->found = true;
        if (!status && !more)
            status = att_error_set(error, ATT_ERROR_INPUT, 0, "%s: is empty",
                                   att_stream_name(json->stream));
        if (status) {
            name_story(json, item->story, arena);
            att_item_failed(item, status, error);
            return ATT_OK;
        }
        object = cJSON_IsArray(json->value) ? json->value->child : json->value;
    }
    json->element = cJSON_IsArray(json->value) && object ? object->next : NULL;
    name_story(json, item->story, arena);
    att_status status = object ? fill(json, object, item->story, arena, error)
                               : fail(json, 0, "an empty array", error);
    item->language_told = item->story->language.size > 0;
    if (status)
        att_item_failed(item, status, error);
    return ATT_OK;
}

ATT_FORMAT_DEFINE(json, .recognises = recognises_json, .open = open_json, .next = next_json,
                  .close = close_json);
