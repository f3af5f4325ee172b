/* The model file. A header, then sections at 64-byte boundaries; numbers are little-endian, as on
 * every machine that the program supports. The checksum covers all bytes but its own, so damage is
 * found when the file is opened; sizes are checked as well, so that no file can make the run time
 * read outside the mapping. */
#ifndef ATT_PARSE_FORMAT_H
#define ATT_PARSE_FORMAT_H

#include <stddef.h>
#include <stdint.h>

enum {
    ATT_FORMAT_VERSION = 1,
    ATT_FORMAT_ALIGNMENT = 64,
    ATT_FORMAT_LAYERS = 4,
    ATT_FORMAT_TAGS = 4, /* upos, xpos, features, entity */
    ATT_FORMAT_DISTANCES = 20,
    ATT_FORMAT_LEMMA_TEXT = 24
};

#define ATT_FORMAT_MAGIC "attmodel"

/* Sections in the order of the file. A matrix is three: weights, then scales and biases (floats,
 * column by column: all scales, all biases), then offsets. */
typedef enum att_section {
    ATT_SECTION_WORD_SLOTS,  /* uint32: row + 1, open addressing by the low bits of the key */
    ATT_SECTION_WORD_PRINTS, /* uint32 per row: the high half of the key */
    ATT_SECTION_WORD_ROWS,   /* rows of embedding / 2 bytes, packed as kernels.h says */
    ATT_SECTION_WORD_SCALES, /* float per row */
    ATT_SECTION_PIECE_ROWS,
    ATT_SECTION_PIECE_SCALES,
    ATT_SECTION_NORM,     /* float: gain, bias, root; embedding each, root is ready made */
    ATT_SECTION_CLASSES,  /* uint16: packed features of each class */
    ATT_SECTION_DISTANCE, /* float × ATT_FORMAT_DISTANCES, in units of 1/1024 */
    ATT_SECTION_LEMMA_RULES,
    ATT_SECTION_LEMMA_SLOTS,
    ATT_SECTION_GATES, /* float: per layer and direction peep forget, reset, bias forget, reset */
    ATT_SECTION_CONVOLUTION,
    ATT_SECTION_CONVOLUTION_FLOATS,
    ATT_SECTION_CONVOLUTION_OFFSETS,
    ATT_SECTION_TAGS, /* arc dependent, arc head, upos, xpos, features, entity */
    ATT_SECTION_TAGS_FLOATS,
    ATT_SECTION_TAGS_OFFSETS,
    ATT_SECTION_BILINEAR,
    ATT_SECTION_BILINEAR_FLOATS,
    ATT_SECTION_BILINEAR_OFFSETS,
    ATT_SECTION_LABELS, /* label dependent, label head */
    ATT_SECTION_LABELS_FLOATS,
    ATT_SECTION_LABELS_OFFSETS,
    ATT_SECTION_RELATIONS,
    ATT_SECTION_RELATIONS_FLOATS,
    ATT_SECTION_RELATIONS_OFFSETS,
    ATT_SECTION_RECUR, /* and its two, for each layer */
    ATT_SECTION_COUNT = ATT_SECTION_RECUR + 3 * ATT_FORMAT_LAYERS
} att_section;

typedef struct att_format_span {
    uint32_t offset, size;
} att_format_span;

typedef struct att_format_header {
    char magic[8];
    uint64_t checksum;
    uint32_t version, features_version;
    uint32_t size; /* of the file */
    uint32_t word_rows, word_slots, piece_bits;
    uint32_t embedding, width, layers, arc, label; /* multiples of 16, the first two of 32 */
    uint32_t tags[ATT_FORMAT_TAGS];
    uint32_t relations, lemma_rules, lemma_slots;
    att_format_span sections[ATT_SECTION_COUNT];
} att_format_header;

/* How to make a lemma: case, bytes cut from the end, text put there. */
typedef struct att_lemma_rule {
    uint8_t letter_case; /* att_lemma_case */
    uint8_t cut;
    uint8_t size;
    char text[ATT_FORMAT_LEMMA_TEXT];
} att_lemma_rule;

enum att_lemma_case { ATT_LEMMA_LOWER, ATT_LEMMA_KEEP, ATT_LEMMA_CAPITAL, ATT_LEMMA_CASES };

/* One decision: words of this tag that end so take this rule. print 0: free slot. */
typedef struct att_lemma_slot {
    uint32_t print;
    uint16_t rule;
    uint16_t unused;
} att_lemma_slot;

/* The checksum of a file's bytes, those of the checksum itself left out. */
uint64_t att_format_checksum(const void *bytes, size_t size);

#endif
