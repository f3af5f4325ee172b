/* write.c - see write.h. */
#include "output/write.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

void att_write_json_or_null(att_buffer *out, att_slice text) {
    if (text.size)
        att_buffer_add_json(out, text);
    else
        att_buffer_add(out, "null");
}

void att_write_key(att_buffer *out, const char *key) {
    char last = out->size ? out->data[out->size - 1] : '{';
    att_buffer_format(out, "%s\"%s\": ", last == '{' || last == '[' ? "" : ", ", key);
}

void att_write_number(att_buffer *out, double number) {
    char text[40];
    for (int digits = 6; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    /* Whole numbers without an exponent: 300000000, not 3e+08. */
    if (fabs(number) < 1e15 && number == floor(number))
        snprintf(text, sizeof text, "%.0f", number);
    att_buffer_add(out, isfinite(number) ? text : "null");
}

void att_write_csv(att_buffer *out, att_slice text) {
    bool plain = true;
    for (uint32_t i = 0; plain && i < text.size; i++)
        plain = !strchr(",\"\r\n", text.data[i]) || text.data[i] == '\0';
    if (plain) {
        att_buffer_add_slice(out, text);
        return;
    }
    att_buffer_add_char(out, '"');
    for (uint32_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            att_buffer_add_char(out, '"');
        att_buffer_add_char(out, text.data[i]);
    }
    att_buffer_add_char(out, '"');
}

void att_write_tsv(att_buffer *out, att_slice text) {
    for (uint32_t i = 0; i < text.size; i++)
        att_buffer_add_char(out, (unsigned char)text.data[i] < ' ' ? ' ' : text.data[i]);
}

void att_write_cell(att_buffer *out, att_slice text) {
    att_write_tsv(out, text);
    att_buffer_add_char(out, '\t');
}

void att_write_coordinates(att_buffer *out, const att_place *place) {
    if (place->located)
        att_write_number(out, place->latitude);
    att_buffer_add_char(out, '\t');
    if (place->located)
        att_write_number(out, place->longitude);
}

void att_write_pair_head(att_buffer *out, const att_document *document, const att_record *record,
                         uint32_t number) {
    att_day day;
    att_buffer_format(out, "%s-%u\t", record->id, number);
    if (att_record_day(&day, document, record))
        att_write_day(out, day);
    att_buffer_add_char(out, '\t');
}

att_slice att_document_publisher(const att_document *document) {
    return document->agency.size ? document->agency : document->source;
}

void att_write_day(att_buffer *out, att_day day) {
    att_civil civil = att_day_civil(day);
    att_buffer_format(out, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

void att_write_date(att_buffer *out, const att_document *document) {
    if (document->date_known)
        att_write_day(out, document->date);
}

att_span att_record_span(const att_record *record) {
    return record->evidence.count ? record->evidence.items[0] : (att_span){0, 0};
}

void att_write_sentence(att_buffer *out, const att_document *document, const att_record *record) {
    att_slice text = att_slice_trim(att_document_part(document, att_record_span(record)));
    att_write_tsv(out, text);
}

void att_write_fields(att_buffer *out, att_fields fields, const char *separator) {
    const char *before = "";
    for (int i = 0; i < ATT_FIELD_COUNT; i++)
        if (fields & (1u << i)) {
            att_buffer_add(out, before);
            att_buffer_add(out, att_field_name((att_field)i));
            before = separator;
        }
}

bool att_record_day(att_day *out, const att_document *document, const att_record *record) {
    *out = document->date;
    if (!record->time.size)
        return document->date_known;
    *out = record->interval.first != ATT_DAY_OPEN_START ? record->interval.first
                                                        : record->interval.last;
    return *out != ATT_DAY_OPEN_END && *out != ATT_DAY_OPEN_START;
}

uint32_t att_code_points(att_slice text, uint32_t offset) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < offset && i < text.size; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

void att_record_pairs(att_buffer *out, const att_document *document, const att_record *record,
                      att_pair_function *pair) {
    uint32_t number = 0;
    for (uint32_t i = 0; i < record->actors.count; i++) {
        uint32_t actor = record->actors.items[i];
        for (uint32_t j = 0; j < record->recipients.count; j++)
            pair(out, document, record, actor, record->recipients.items[j], ++number);
        if (record->recipients.count)
            continue;
        for (uint32_t j = 0; j < record->actors.count; j++)
            if (j != i)
                pair(out, document, record, actor, record->actors.items[j], ++number);
        if (record->actors.count == 1)
            pair(out, document, record, actor, ATT_NONE, ++number);
    }
    for (uint32_t j = 0; !record->actors.count && j < record->recipients.count; j++)
        pair(out, document, record, ATT_NONE, record->recipients.items[j], ++number);
}

/* ---- scales ----------------------------------------------------------------------------- */

static const struct {
    att_plover plover;
    const char *mode;
    double intensity;
    const char *cameo;
} scales[] = {
#define ATT_SCALE(plover, mode, intensity, cameo) {ATT_PLOVER_##plover, mode, intensity, cameo},
#include "output/scale.def"
};
enum { SCALE_COUNT = sizeof scales / sizeof scales[0] };

static const struct {
    const char *code;
    double goldstein;
    const char *text;
} cameos[] = {
#define ATT_SCALE_CAMEO(code, goldstein, text) {code, goldstein, text},
#include "output/scale.def"
};
enum { CAMEO_COUNT = sizeof cameos / sizeof cameos[0] };

/* The row of type and mode; of the type alone where the mode is unknown; else -1. */
static int scale_of(const att_record *record) {
    int found = -1;
    for (int i = 0; i < SCALE_COUNT; i++) {
        if (scales[i].plover != record->plover)
            continue;
        if (record->mode && strcmp(scales[i].mode, record->mode) == 0)
            return i;
        if (!*scales[i].mode)
            found = i;
    }
    return found;
}

static int cameo_of(const char *code) {
    for (int i = 0; i < CAMEO_COUNT; i++)
        if (strcmp(cameos[i].code, code) == 0)
            return i;
    return -1;
}

double att_scale_intensity(const att_record *record) {
    int scale = scale_of(record);
    return scale < 0 ? 0 : scales[scale].intensity;
}

const char *att_scale_cameo(const att_record *record) {
    if (record->plover == att_activity_plover(record->activity)) {
        switch (record->activity) {
#define ATT_SCALE_ACTIVITY(activity, cameo)                                                        \
    case ATT_ACTIVITY_##activity:                                                                  \
        return cameo;
#include "output/scale.def"
        default:
            break;
        }
    }
    int scale = scale_of(record);
    return scale < 0 ? "" : scales[scale].cameo;
}

double att_scale_goldstein(const char *cameo) {
    int found = cameo_of(cameo);
    return found < 0 ? 0 : cameos[found].goldstein;
}

const char *att_scale_text(const char *cameo) {
    int found = cameo_of(cameo);
    return found < 0 ? "" : cameos[found].text;
}
