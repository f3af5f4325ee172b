/* gold.c - see gold.h. Evidence is given by the first words of a sentence; where it ends is guessed
 * well enough for tests. */
#include "gold.h"

#include "base/error.h"
#include "base/file.h"
#include "input/input.h"

#include <cJSON.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

enum { FILE_LIMIT = 1 << 22 };

static const char *text_of(const cJSON *object, const char *key) {
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(object, key));
    return text ? text : "";
}

static att_slice kept(att_document *document, const char *text, size_t size) {
    return att_arena_copy(&document->arena, (att_slice){text, (uint32_t)size});
}

static void take_entities(att_document *document, att_indexes *list, const cJSON *array) {
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        const char *text = cJSON_GetStringValue(item), *slash = strchr(text, '/');
        *ATT_PUSH(&document->arena, list) = document->entities.count;
        att_entity *entity = ATT_PUSH(&document->arena, &document->entities);
        size_t size = slash ? (size_t)(slash - text) : strlen(text);
        entity->code = kept(document, text, size);
        entity->name = entity->office = ATT_SLICE_EMPTY;
        entity->text = kept(document, text, strlen(text));
        if (slash)
            att_sector_find(&entity->sector, att_slice_of(slash + 1));
    }
}

static void take_place(att_document *document, att_record *record, const char *text) {
    record->place = ATT_NONE;
    if (!*text)
        return;
    const char *colon = strchr(text, ':');
    size_t size = colon ? (size_t)(colon - text) : strlen(text);
    record->place = document->places.count;
    att_place *place = ATT_PUSH(&document->arena, &document->places);
    place->country = kept(document, text, size);
    place->text = colon ? kept(document, colon + 1, strlen(colon + 1)) : place->country;
}

static void take_instrument(att_document *document, att_record *record, const char *text) {
    record->instrument = ATT_NONE;
    if (!*text)
        return;
    record->instrument = document->instruments.count;
    att_instrument *instrument = ATT_PUSH(&document->arena, &document->instruments);
    char *end;
    long number = strtol(text, &end, 10);
    bool ordinal = end > text && (!strncmp(end, "st ", 3) || !strncmp(end, "nd ", 3) ||
                                  !strncmp(end, "rd ", 3) || !strncmp(end, "th ", 3));
    bool year = end > text && *end == ' ' && number > 1900 && number < 2100;
    instrument->name = kept(document, ordinal ? end + 3 : text, strlen(ordinal ? end + 3 : text));
    instrument->code = instrument->kind = instrument->country = ATT_SLICE_EMPTY;
    instrument->edition = ordinal ? (int32_t)number : -1;
    instrument->year = year ? (int32_t)number : -1;
}

/* "~18,000 hectares", "US$ 100 million", ">=2 missions". */
static void take_quantity(att_document *document, att_record *record, const char *text) {
    static const char *const signs[] = {">=", ">", "<", "~"};
    static const att_bound bounds[] = {ATT_BOUND_AT_LEAST, ATT_BOUND_MORE, ATT_BOUND_LESS,
                                       ATT_BOUND_ABOUT};
    *ATT_PUSH(&document->arena, &record->quantities) = document->quantities.count;
    att_quantity *quantity = ATT_PUSH(&document->arena, &document->quantities);
    for (int i = 0; i < 4 && quantity->bound == ATT_BOUND_EQUAL; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0) {
            quantity->bound = bounds[i];
            text += strlen(signs[i]);
        }
    const char *unit = text;
    while (*text && !isdigit((unsigned char)*text))
        text++;
    char digits[64] = "";
    size_t count = 0, before = (size_t)(text - unit);
    for (; isdigit((unsigned char)*text) || *text == ',' || *text == '.'; text++)
        if (*text != ',' && count + 1 < sizeof digits)
            digits[count++] = *text;
    quantity->number = atof(digits);
    while (*text == ' ')
        text++;
    if (strncmp(text, "million", 7) == 0)
        quantity->number *= 1e6, text += 7;
    else if (strncmp(text, "billion", 7) == 0)
        quantity->number *= 1e9, text += 7;
    while (*text == ' ')
        text++;
    quantity->unit = *text ? kept(document, text, strlen(text)) : kept(document, unit, before);
    quantity->unit = att_slice_trim(quantity->unit);
    quantity->what = quantity->unit;
}

/* Whether the full stop at `dot` ends an abbreviation or an initial. */
static bool abbreviates(att_slice text, uint32_t dot) {
    static const char *const words[] = {"Gen",  "Lt",   "Sr",    "Sen",  "Col",  "Maj", "Adm",
                                        "No",   "Mr",   "Ms",    "Mrs",  "Dr",   "St",  "Rear",
                                        "Capt", "Sept", "Lieut", "Sent", "Brig", "Vice"};
    uint32_t start = dot;
    while (start && isalpha((unsigned char)text.data[start - 1]))
        start--;
    if (dot - start <= 1)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (att_slice_is(att_slice_part(text, start, dot), words[i]))
            return true;
    return false;
}

static uint32_t sentence_end(att_slice text, uint32_t start) {
    for (uint32_t i = start; i < text.size; i++) {
        if (text.data[i] == '\n')
            return i;
        if (text.data[i] == '.' && i + 2 < text.size && text.data[i + 1] == ' ' &&
            !islower((unsigned char)text.data[i + 2]) && !abbreviates(text, i))
            return i + 1;
    }
    return text.size;
}

static void take_evidence(att_document *document, att_record *record, const cJSON *array) {
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        const char *words = cJSON_GetStringValue(item);
        const char *found = words && *words ? strstr(document->text.data, words) : NULL;
        if (!found)
            continue;
        att_span *span = ATT_PUSH(&document->arena, &record->evidence);
        span->start = (uint32_t)(found - document->text.data);
        span->end = sentence_end(document->text, span->start);
    }
    if (!record->evidence.count)
        ATT_PUSH(&document->arena, &record->evidence)->end = sentence_end(document->text, 0);
}

/* Annotations name no offices: the level is guessed from the words of the first sentence, well
 * enough for tests. */
static void guess_level(att_document *document, const att_record *record) {
    static const struct {
        const char *word;
        uint8_t level;
    } offices[] = {{"President", 1},         {"Prime Minister", 1},
                   {"Deputy Minister", 4},   {"Deputy Defence", 4},
                   {"Deputy Defense", 4},    {"Vice Minister", 4},
                   {"Minister", 3},          {"Defence Secretary", 3},
                   {"Defense Secretary", 3}, {"Chief of the", 4},
                   {"Commander", 5},         {"Ambassador", 6},
                   {"ambassador", 6},        {"ttaché", 7}};
    att_slice text = att_document_part(document, record->evidence.items[0]);
    for (size_t i = 0; i < sizeof offices / sizeof offices[0]; i++)
        if (memmem(text.data, text.size, offices[i].word, strlen(offices[i].word))) {
            for (uint32_t e = 0; e < record->actors.count; e++)
                document->entities.items[record->actors.items[e]].level = offices[i].level;
            return;
        }
}

static void take_record(att_document *document, const cJSON *object) {
    uint32_t index = document->records.count;
    att_record *record = ATT_PUSH(&document->arena, &document->records);
    att_kind_find(&record->kind, att_slice_of(text_of(object, "kind")));
    att_activity_find(&record->activity, att_slice_of(text_of(object, "activity")));
    att_plover_find(&record->plover, att_slice_of(text_of(object, "plover")));
    record->mode = "";
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(object, "fields")) {
        att_field field;
        if (att_field_find(&field, att_slice_of(cJSON_GetStringValue(item))))
            record->fields |= 1u << field;
    }
    take_entities(document, &record->actors, cJSON_GetObjectItem(object, "actors"));
    take_entities(document, &record->recipients, cJSON_GetObjectItem(object, "recipients"));
    take_entities(document, &record->speakers, cJSON_GetObjectItem(object, "speakers"));
    const char *time = text_of(object, "time");
    record->time = kept(document, time, strlen(time));
    att_interval_parse(&record->interval, record->time);
    take_place(document, record, text_of(object, "place"));
    take_instrument(document, record, text_of(object, "instrument"));
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(object, "numbers"))
        take_quantity(document, record, cJSON_GetStringValue(item));
    att_event_status_find(&record->status, att_slice_of(text_of(object, "status")));
    att_force_find(&record->force, att_slice_of(text_of(object, "force")));
    att_form_find(&record->form, att_slice_of(text_of(object, "form")));
    record->recalled = cJSON_IsTrue(cJSON_GetObjectItem(object, "recalled"));
    take_evidence(document, record, cJSON_GetObjectItem(object, "evidence"));
    guess_level(document, record);
    record->rule = att_slice_of("gold");
    record->confidence = 1;
    record->trigger = ATT_NONE;
    char anchor[160];
    int size = snprintf(anchor, sizeof anchor, "%s %d %u %u", document->hash, record->kind,
                        record->evidence.items[0].start, index);
    snprintf(record->id, sizeof record->id, "%016llx",
             (unsigned long long)att_hash(anchor, (size_t)size));
}

static att_status take(att_document **out, const char *name, att_slice text, const cJSON *json,
                       att_error *error) {
    att_status status = att_document_new(out, text, error);
    if (status)
        return status;
    (*out)->id = kept(*out, name, strlen(name));
    (*out)->date_known = att_day_parse(&(*out)->date, att_slice_of(text_of(json, "date")));
    status = att_input_split(*out, error); /* for the agency */
    if (status)
        return status;
    const cJSON *record;
    cJSON_ArrayForEach(record, cJSON_GetObjectItem(json, "records")) take_record(*out, record);
    return ATT_OK;
}

/* The text of a story that stands in DIR/more.jsonl; empty when it does not. */
static att_slice find_line(att_arena *arena, const char *dir, const char *name) {
    char path[1024];
    att_slice rest, line, found = ATT_SLICE_EMPTY;
    snprintf(path, sizeof path, "%s/more.jsonl", dir);
    if (att_file_read(&rest, arena, path, FILE_LIMIT, NULL))
        return found;
    while (!found.size && att_slice_next(&rest, '\n', &line)) {
        cJSON *json = cJSON_ParseWithLength(line.data, line.size);
        if (json && strcmp(text_of(json, "id"), name) == 0)
            found = att_arena_copy(arena, att_slice_of(text_of(json, "text")));
        cJSON_Delete(json);
    }
    return found;
}

att_status test_gold_read(att_document **out, const char *dir, const char *text_dir,
                          const char *name, att_error *error) {
    char path[1024];
    att_arena arena;
    att_arena_init(&arena);
    att_slice text, annotations;
    snprintf(path, sizeof path, "%s/%s.txt", text_dir, name);
    att_status status = att_file_read(&text, &arena, path, FILE_LIMIT, error);
    if (status && (text = find_line(&arena, text_dir, name)).size)
        status = ATT_OK;
    snprintf(path, sizeof path, "%s/%s.json", dir, name);
    if (!status)
        status = att_file_read(&annotations, &arena, path, FILE_LIMIT, error);
    if (!status) {
        cJSON *json = cJSON_Parse(annotations.data);
        status = json ? take(out, name, text, json, error)
                      : att_error_set(error, ATT_ERROR_INPUT, ATT_NO_OFFSET, "%s: no JSON", path);
        cJSON_Delete(json);
    }
    att_arena_release(&arena);
    return status;
}
