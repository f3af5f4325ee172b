/* What att_model points at: the mapped file, seen as sections. Private to src/parse. */
#ifndef ATT_PARSE_MODEL_FILE_H
#define ATT_PARSE_MODEL_FILE_H

#include "base/file.h"
#include "parse/format.h"
#include "parse/kernels.h"
#include "parse/model.h"

struct att_model {
    att_mapping mapping;
    const att_format_header *header;
    const uint32_t *word_slots, *word_prints;
    const uint8_t *word_rows, *piece_rows;
    const float *word_scales, *piece_scales;
    const float *gain, *bias, *root, *distance, *gates;
    const uint16_t *classes;
    const att_lemma_rule *lemma_rules;
    const att_lemma_slot *lemma_slots;
    att_matrix convolution, tags, bilinear, labels, relations, recur[ATT_FORMAT_LAYERS];
    uint32_t tag_columns[ATT_FORMAT_TAGS]; /* first column of each in the matrix of tags */
    uint32_t tag_counts[ATT_FORMAT_TAGS];
};

/* Checks the bytes of a model and points `out` into them. The bytes must outlive it. */
att_status att_model_read(att_model *out, const void *bytes, size_t size, const char *name,
                          att_error *error);

/* The same but for the checksum: the other checks alone must do against hostile bytes. */
att_status att_model_read_unsummed(att_model *out, const void *bytes, size_t size, const char *name,
                                   att_error *error);

#endif
