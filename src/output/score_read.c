/* score_read.c - reads gold and coded records into one shape; see score.h.
 *
 * The two written forms differ in how they name things ("VNM/MIL" against an
 * object, "numbers" against "quantities"): every difference ends in this file. */
#include "base/error.h"
#include "base/file.h"
#include "output/score.h"

#include <cjson/cJSON.h>
#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { FILE_LIMIT = 1u << 30 };

typedef struct gold_reader {
    att_score_set *set;
    att_arena *arena;
    const char *path;    /* of the file being read */
    const char *stories; /* folder of texts, or NULL */
    att_error *error;
} gold_reader;

static att_slice text_of(gold_reader *reader, const cJSON *object, const char *key) {
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, key));
    return text ? att_arena_copy(reader->arena, att_slice_of(text)) : ATT_SLICE_EMPTY;
}

/* "dir/101.txt" → "101". */
static att_slice stem(att_slice name) {
    for (uint32_t i = name.size; i > 0; i--)
        if (name.data[i - 1] == '/') {
            name = att_slice_part(name, i, name.size);
            break;
        }
    static const char *const endings[] = {".txt", ".json", ".jsonl", ".html"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (att_slice_ends(name, endings[i]))
            name.size -= (uint32_t)strlen(endings[i]);
    return name;
}

static bool same_document(const att_score_document *a, const att_score_document *b) {
    return att_slice_equal(a->id, b->id) || (a->file.size && att_slice_equal(a->file, b->id)) ||
           (b->file.size && att_slice_equal(b->file, a->id));
}

att_score_document *att_score_find(const att_score_set *set, const att_score_document *like) {
    for (uint32_t i = 0; i < set->documents.count; i++)
        if (same_document(&set->documents.items[i], like))
            return &set->documents.items[i];
    return NULL;
}

/* The text of a story from the first place that has it. */
static att_slice story_text(gold_reader *reader, const att_score_document *document) {
    const char *slash = strrchr(reader->path, '/');
    int folder = slash ? (int)(slash - reader->path) : 1;
    const char *base = slash ? reader->path : ".";
    att_slice tries[] = {att_arena_format(reader->arena, "%s/%.*s.txt",
                                          reader->stories ? reader->stories : ".",
                                          (int)document->id.size, document->id.data),
                         att_arena_format(reader->arena, "%.*s/%.*s.txt", folder, base,
                                          (int)document->id.size, document->id.data),
                         att_arena_format(reader->arena, "%.*s/../stories/%.*s.txt", folder, base,
                                          (int)document->id.size, document->id.data)};
    for (size_t i = reader->stories ? 0 : 1; i < sizeof tries / sizeof tries[0]; i++) {
        att_slice text;
        if (att_file_read(&text, reader->arena, tries[i].data, FILE_LIMIT, NULL) == ATT_OK)
            return text;
    }
    return ATT_SLICE_EMPTY;
}

static att_score_document *document_for(gold_reader *reader, const cJSON *object) {
    att_score_document like = {.id = stem(text_of(reader, object, "doc")),
                               .file = stem(text_of(reader, object, "file"))};
    if (!like.id.size)
        like.id = stem(att_arena_copy(reader->arena, att_slice_of(reader->path)));
    att_score_document *found = att_score_find(reader->set, &like);
    if (found)
        return found;
    like.text = story_text(reader, &like);
    att_score_document *added = ATT_PUSH(reader->arena, &reader->set->documents);
    *added = like;
    return added;
}

/* An entity is "VNM/MIL" or {"code": "VNM", "sector": "MIL", …}; without a code it is nobody. */
static void read_parties(gold_reader *reader, att_score_parties *out, const cJSON *list) {
    const cJSON *item;
    cJSON_ArrayForEach(item, list) {
        att_score_party party;
        if (cJSON_IsString(item)) {
            att_slice rest = att_arena_copy(reader->arena, att_slice_of(item->valuestring));
            att_slice_next(&rest, '/', &party.code);
            party.sector = rest.data ? rest : ATT_SLICE_EMPTY;
        } else {
            party.code = text_of(reader, item, "code");
            party.sector = text_of(reader, item, "sector");
        }
        if (party.code.size)
            *ATT_PUSH(reader->arena, out) = party;
    }
}

static bool next_word_is(const char **text, const char *word) {
    size_t size = strlen(word);
    if (strncmp(*text, word, size) != 0 || isalpha((unsigned char)(*text)[size]))
        return false;
    *text += size;
    return true;
}

/* "~1,310 exhibitors" → 1310, "VND 7.2 billion" → 7.2e9. */
static bool parse_number(double *out, const char *text) {
    char digits[64];
    size_t size = 0;
    while (*text && !isdigit((unsigned char)*text))
        text++;
    for (; (isdigit((unsigned char)*text) || *text == ',' || *text == '.') && size < 63; text++)
        if (*text != ',')
            digits[size++] = *text;
    if (!size)
        return false;
    digits[size] = '\0';
    *out = strtod(digits, NULL);
    while (*text == ' ')
        text++;
    if (next_word_is(&text, "thousand"))
        *out *= 1e3;
    else if (next_word_is(&text, "million"))
        *out *= 1e6;
    else if (next_word_is(&text, "billion"))
        *out *= 1e9;
    return true;
}

static void read_numbers(gold_reader *reader, att_score_record *record, const cJSON *object) {
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(object, "numbers")) {
        double number;
        if (cJSON_IsString(item) && parse_number(&number, item->valuestring))
            *ATT_PUSH(reader->arena, &record->numbers) = number;
    }
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(object, "quantities")) {
        const cJSON *number = cJSON_GetObjectItemCaseSensitive(item, "number");
        if (cJSON_IsNumber(number))
            *ATT_PUSH(reader->arena, &record->numbers) = number->valuedouble;
    }
}

/* "VNM:Hanoi" or {"text": "Hanoi", "country": "VNM", …}. */
static void read_place(gold_reader *reader, att_score_record *record, const cJSON *place) {
    record->country = record->town = ATT_SLICE_EMPTY;
    if (cJSON_IsObject(place)) {
        record->country = text_of(reader, place, "country");
        record->town = text_of(reader, place, "text");
    } else if (cJSON_IsString(place)) {
        att_slice rest = att_arena_copy(reader->arena, att_slice_of(place->valuestring));
        att_slice_next(&rest, ':', &record->country);
        if (rest.data)
            record->town = rest;
    }
}

static void read_evidence(gold_reader *reader, att_score_record *record, const cJSON *list) {
    const cJSON *first = cJSON_GetArrayItem(list, 0);
    record->quoted = !cJSON_IsObject(first);
    record->quote = ATT_SLICE_EMPTY;
    if (cJSON_IsString(first))
        record->quote = att_arena_copy(reader->arena, att_slice_of(first->valuestring));
    const cJSON *start = cJSON_GetObjectItemCaseSensitive(first, "start");
    const cJSON *end = cJSON_GetObjectItemCaseSensitive(first, "end");
    if (cJSON_IsNumber(start) && cJSON_IsNumber(end) && start->valuedouble >= 0 &&
        end->valuedouble >= start->valuedouble && end->valuedouble < 4e9)
        record->span = (att_span){(uint32_t)start->valuedouble, (uint32_t)end->valuedouble};
}

static void read_plover(gold_reader *reader, att_score_record *record, const cJSON *plover) {
    att_slice name = cJSON_IsObject(plover) ? text_of(reader, plover, "type") : ATT_SLICE_EMPTY;
    if (cJSON_IsString(plover))
        name = att_slice_of(plover->valuestring);
    if (!att_plover_find(&record->plover, name))
        record->plover = ATT_PLOVER_NONE;
}

static att_status wrong(gold_reader *reader, const char *what, att_slice value) {
    return att_error_set(reader->error, ATT_ERROR_INPUT, ATT_NO_OFFSET,
                         "%s: a record has no known %s (\"%.*s\")", reader->path, what,
                         (int)value.size, value.data);
}

static att_status read_record(gold_reader *reader, att_score_record *record, const cJSON *object) {
    static const char *const states[] = {"status", "force", "form"};
    att_slice kind = text_of(reader, object, "kind");
    att_slice activity = text_of(reader, object, "activity");
    if (!att_kind_find(&record->kind, kind))
        return wrong(reader, "kind", kind);
    if (!att_activity_find(&record->activity, activity))
        return wrong(reader, "activity", activity);
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(object, "fields")) {
        att_field field;
        if (cJSON_IsString(item) && att_field_find(&field, att_slice_of(item->valuestring)))
            record->fields |= 1u << field;
    }
    const cJSON *time = cJSON_GetObjectItemCaseSensitive(object, "time");
    record->time =
        cJSON_IsObject(time) ? text_of(reader, time, "edtf") : text_of(reader, object, "time");
    record->state = text_of(reader, object, states[record->kind]);
    record->recalled = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, "recalled"));
    const cJSON *instrument = cJSON_GetObjectItemCaseSensitive(object, "instrument");
    record->instrument = cJSON_IsObject(instrument) || cJSON_IsString(instrument);
    record->match = ATT_NONE;
    read_plover(reader, record, cJSON_GetObjectItemCaseSensitive(object, "plover"));
    read_parties(reader, &record->actors, cJSON_GetObjectItemCaseSensitive(object, "actors"));
    read_parties(reader, &record->recipients,
                 cJSON_GetObjectItemCaseSensitive(object, "recipients"));
    read_parties(reader, &record->speakers, cJSON_GetObjectItemCaseSensitive(object, "speakers"));
    read_numbers(reader, record, object);
    read_place(reader, record, cJSON_GetObjectItemCaseSensitive(object, "place"));
    read_evidence(reader, record, cJSON_GetObjectItemCaseSensitive(object, "evidence"));
    return ATT_OK;
}

/* A gold document with its `records`, or one coded record. */
static att_status read_object(gold_reader *reader, const cJSON *object) {
    att_score_document *document = document_for(reader, object);
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(object, "records");
    if (!list)
        return read_record(reader, ATT_PUSH(reader->arena, &document->records), object);
    const cJSON *item;
    cJSON_ArrayForEach(item, list) {
        att_status status = read_record(reader, ATT_PUSH(reader->arena, &document->records), item);
        if (status)
            return status;
    }
    return ATT_OK;
}

/* Any number of JSON values after one another: a document over many lines, or JSON Lines. */
static att_status read_file(gold_reader *reader, const char *path) {
    att_slice bytes;
    att_status status = att_file_read(&bytes, reader->arena, path, FILE_LIMIT, reader->error);
    if (status)
        return status;
    reader->path = path;
    const char *next = bytes.data, *end = bytes.data + bytes.size;
    for (;;) {
        while (next < end && isspace((unsigned char)*next))
            next++;
        if (next == end)
            return ATT_OK;
        const char *rest = NULL;
        cJSON *value = cJSON_ParseWithLengthOpts(next, (size_t)(end - next), &rest, 0);
        if (!cJSON_IsObject(value)) {
            cJSON_Delete(value);
            return att_error_set(reader->error, ATT_ERROR_INPUT, (uint64_t)(next - bytes.data),
                                 "%s: no JSON object at byte %zu", path,
                                 (size_t)(next - bytes.data));
        }
        status = read_object(reader, value);
        cJSON_Delete(value);
        if (status)
            return status;
        next = rest;
    }
}

static int is_json(const struct dirent *entry) {
    att_slice name = att_slice_of(entry->d_name);
    return att_slice_ends(name, ".json") || att_slice_ends(name, ".jsonl");
}

att_status att_score_read(att_score_set *out, att_arena *arena, const char *path,
                          const char *stories, att_error *error) {
    *out = (att_score_set){0};
    gold_reader reader = {out, arena, path, stories, error};
    struct stat about;
    if (stat(path, &about) != 0 || !S_ISDIR(about.st_mode))
        return read_file(&reader, path);
    struct dirent **entries;
    int count = scandir(path, &entries, is_json, alphasort);
    if (count < 0)
        return att_error_set_errno(error, path, "open");
    att_status status = ATT_OK;
    for (int i = 0; i < count; i++) {
        if (!status)
            status =
                read_file(&reader, att_arena_format(arena, "%s/%s", path, entries[i]->d_name).data);
        free(entries[i]);
    }
    free(entries);
    return status;
}
