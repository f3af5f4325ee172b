/* marks.h - what a single block tells of itself: that it is a caption, a credit, a tail … */
#ifndef ATT_INPUT_MARKS_H
#define ATT_INPUT_MARKS_H

#include "document/document.h"

/* What the block is by its first words (marks.def) or as a whole; BODY if nothing tells. */
att_part_kind att_marks_block(att_slice block);

/* A part at the end of a block: "./.", "(Photo: VNA)", "— VNS". Its first byte in `block`, or
 * block.size if there is none. */
uint32_t att_marks_ending(att_slice block, att_part_kind *kind);

/* Whether the block ends as sentences do, closing marks aside. */
bool att_marks_ends_sentence(att_slice block);

/* Whether a sentence ends within the block and another begins. */
bool att_marks_several_sentences(att_slice block);

/* A short line that tells the day of publication, "AUG. 8, 2017"; its date. */
bool att_marks_date_line(att_day *out, att_slice block);

/* The name in "Source: VNA", "— VNS", "(PNA)". */
att_slice att_marks_source_name(att_slice part);

#endif
