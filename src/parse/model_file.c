/* Opening a model: everything that the run time will index is checked here, so that it need not
 * look again. One message for all damage, with the offset where it shows. */
#include "parse/model_file.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "document/document.h"
#include "parse/features.h"

enum { NAMES = ATT_NAME_PLACE_INSIDE + 1, XPOS_MOST = 64, WIDEST = 512, ROWS_MOST = 1 << 22 };

typedef struct reading {
    att_model *model;
    const unsigned char *bytes;
    const char *name;
    att_error *error;
    bool damaged;
} reading;

uint64_t att_format_checksum(const void *bytes, size_t size) {
    const unsigned char *at = bytes;
    const size_t skip = offsetof(att_format_header, version);
    uint64_t lanes[4] = {1, 2, 3, 4}, word;
    for (size_t i = skip, lane = 0; i + 8 <= size; i += 8, lane = (lane + 1) & 3) {
        memcpy(&word, at + i, 8);
        lanes[lane] = (lanes[lane] ^ word) * 0x9E3779B97F4A7C15u;
        lanes[lane] ^= lanes[lane] >> 32;
    }
    uint64_t sum = size;
    for (int lane = 0; lane < 4; lane++)
        sum = (sum ^ lanes[lane]) * 0xD6E8FEB86659FD93u;
    return sum ^ sum >> 32;
}

static const void *section(reading *r, int number, uint64_t size) {
    const att_format_span *span = &r->model->header->sections[number];
    uint32_t total = r->model->header->size;
    if (span->size != size || span->offset % ATT_FORMAT_ALIGNMENT != 0 || span->offset > total ||
        total - span->offset < span->size) {
        r->damaged = true;
        return NULL;
    }
    return r->bytes + span->offset;
}

static uint32_t rounded(uint32_t count, uint32_t to) {
    return (count + to - 1) / to * to;
}

static att_matrix matrix(reading *r, int number, uint32_t columns, uint32_t depth) {
    uint32_t wide = rounded(columns, ATT_KERNEL_COLUMNS);
    att_matrix m = {.columns = wide, .depth = depth};
    m.weights = section(r, number, (uint64_t)wide * depth);
    m.scale = section(r, number + 1, (uint64_t)wide * 2 * sizeof(float));
    m.bias = m.scale != NULL ? m.scale + wide : NULL;
    m.offset = section(r, number + 2, (uint64_t)wide * sizeof(int32_t));
    return m;
}

static bool is_width(uint32_t width, uint32_t multiple) {
    return width > 0 && width <= WIDEST && width % multiple == 0;
}

static bool is_power(uint32_t count) {
    return count > 0 && count <= ROWS_MOST && (count & (count - 1)) == 0;
}

static bool sizes_agree(const att_format_header *h) {
    return is_width(h->embedding, 32) && is_width(h->width, 32) && h->embedding <= h->width &&
           is_width(h->arc, 16) && is_width(h->label, 16) && h->layers >= 1 &&
           h->layers <= ATT_FORMAT_LAYERS && h->piece_bits >= 1 && h->piece_bits <= 20 &&
           is_power(h->word_slots) && h->word_rows < h->word_slots && is_power(h->lemma_slots) &&
           h->lemma_rules >= 1 && h->lemma_rules <= UINT16_MAX &&
           h->relations == ATT_RELATION_COUNT && h->tags[0] == ATT_UPOS_COUNT && h->tags[1] >= 1 &&
           h->tags[1] <= XPOS_MOST && h->tags[2] >= 1 && h->tags[2] <= XPOS_MOST &&
           h->tags[3] == NAMES;
}

static void read_tables(reading *r) {
    att_model *m = r->model;
    const att_format_header *h = m->header;
    uint64_t e = h->embedding, rows = h->word_rows, pieces = (uint64_t)1 << h->piece_bits;
    m->word_slots = section(r, ATT_SECTION_WORD_SLOTS, (uint64_t)h->word_slots * 4);
    m->word_prints = section(r, ATT_SECTION_WORD_PRINTS, rows * 4);
    m->word_rows = section(r, ATT_SECTION_WORD_ROWS, rows * e / 2);
    m->word_scales = section(r, ATT_SECTION_WORD_SCALES, rows * sizeof(float));
    m->piece_rows = section(r, ATT_SECTION_PIECE_ROWS, pieces * e / 2);
    m->piece_scales = section(r, ATT_SECTION_PIECE_SCALES, pieces * sizeof(float));
    m->gain = section(r, ATT_SECTION_NORM, 3 * e * sizeof(float));
    m->bias = m->gain != NULL ? m->gain + e : NULL;
    m->root = m->gain != NULL ? m->gain + 2 * e : NULL;
    m->classes = section(r, ATT_SECTION_CLASSES, (uint64_t)h->tags[2] * sizeof(uint16_t));
    m->distance = section(r, ATT_SECTION_DISTANCE, ATT_FORMAT_DISTANCES * sizeof(float));
    m->lemma_rules =
        section(r, ATT_SECTION_LEMMA_RULES, (uint64_t)h->lemma_rules * sizeof(att_lemma_rule));
    m->lemma_slots =
        section(r, ATT_SECTION_LEMMA_SLOTS, (uint64_t)h->lemma_slots * sizeof(att_lemma_slot));
    m->gates = section(r, ATT_SECTION_GATES, (uint64_t)h->layers * 4 * h->width * sizeof(float));
}

static void read_matrices(reading *r) {
    att_model *m = r->model;
    const att_format_header *h = m->header;
    uint32_t columns = 2 * h->arc;
    for (int k = 0; k < ATT_FORMAT_TAGS; k++) {
        m->tag_columns[k] = columns;
        m->tag_counts[k] = h->tags[k];
        columns += h->tags[k];
    }
    m->convolution = matrix(r, ATT_SECTION_CONVOLUTION, h->width, 3 * h->embedding);
    m->tags = matrix(r, ATT_SECTION_TAGS, columns, h->width);
    m->bilinear = matrix(r, ATT_SECTION_BILINEAR, h->arc, h->arc);
    m->labels = matrix(r, ATT_SECTION_LABELS, 2 * h->label, h->width);
    m->relations = matrix(r, ATT_SECTION_RELATIONS, h->relations, h->label);
    for (uint32_t l = 0; l < h->layers; l++)
        m->recur[l] = matrix(r, ATT_SECTION_RECUR + 3 * (int)l, 3 * h->width, h->width);
}

static void check_indexes(reading *r) {
    const att_model *m = r->model;
    const att_format_header *h = m->header;
    uint32_t used = 0;
    for (uint32_t i = 0; i < h->word_slots; i++) {
        used += m->word_slots[i] != 0;
        r->damaged |= m->word_slots[i] > h->word_rows;
    }
    r->damaged |= used == h->word_slots;
    for (uint32_t i = 0; i < h->lemma_slots; i++)
        r->damaged |= m->lemma_slots[i].rule >= h->lemma_rules;
    for (uint32_t i = 0; i < h->lemma_rules; i++)
        r->damaged |= m->lemma_rules[i].size > ATT_FORMAT_LEMMA_TEXT ||
                      m->lemma_rules[i].letter_case >= ATT_LEMMA_CASES;
}

static att_status damaged(const reading *r, uint64_t offset, const char *how) {
    return att_error_set(r->error, ATT_ERROR_DATA, offset, "%s: the model %s", r->name, how);
}

att_status att_model_read_unsummed(att_model *out, const void *bytes, size_t size, const char *name,
                                   att_error *error) {
    reading r = {.model = out, .bytes = bytes, .name = name, .error = error};
    const att_format_header *h = bytes;
    if (size < sizeof *h || memcmp(h->magic, ATT_FORMAT_MAGIC, sizeof h->magic) != 0)
        return damaged(&r, 0, "is not one: its first bytes are wrong");
    if (h->version != ATT_FORMAT_VERSION || h->features_version != ATT_FEATURES_VERSION)
        return damaged(&r, offsetof(att_format_header, version), "is of another version");
    if (h->size != size)
        return damaged(&r, size, "is truncated or too long");
    out->header = h;
    if (!sizes_agree(h))
        return damaged(&r, offsetof(att_format_header, word_rows), "has sizes that cannot be");
    read_tables(&r);
    read_matrices(&r);
    if (!r.damaged)
        check_indexes(&r);
    if (r.damaged)
        return damaged(&r, offsetof(att_format_header, sections), "has sections that cannot be");
    return ATT_OK;
}

att_status att_model_read(att_model *out, const void *bytes, size_t size, const char *name,
                          att_error *error) {
    reading r = {.name = name, .error = error};
    att_status status = att_model_read_unsummed(out, bytes, size, name, error);
    if (!status && out->header->checksum != att_format_checksum(bytes, size))
        status =
            damaged(&r, offsetof(att_format_header, checksum), "is damaged: its checksum is wrong");
    return status;
}

att_status att_model_open(att_model **out, const char *path, att_error *error) {
    att_model *model = calloc(1, sizeof *model);
    *out = NULL;
    if (model == NULL)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_status status = att_mapping_open(&model->mapping, path, error);
    if (status != ATT_OK) {
        free(model);
        return status;
    }
    status = att_model_read(model, model->mapping.data, model->mapping.size, path, error);
    if (status != ATT_OK) {
        att_model_close(model);
        return status;
    }
    *out = model;
    return ATT_OK;
}

void att_model_close(att_model *model) {
    if (model == NULL)
        return;
    att_mapping_close(&model->mapping);
    free(model);
}
