/* blocks.h - the lines or paragraphs of a document, before it is known what each is. */
#ifndef ATT_INPUT_BLOCKS_H
#define ATT_INPUT_BLOCKS_H

#include "document/document.h"

typedef struct att_input_block {
    att_span span;  /* without the white space around it */
    uint32_t group; /* counts from 0, a blank line between groups */
} att_input_block;

typedef ATT_ARRAY(att_input_block) att_input_blocks;

/* Cuts text[start, …) at blank lines, and at single line ends too unless the text is wrapped to a
 * width: then those are mere spaces. */
void att_input_blocks_cut(att_input_blocks *out, att_arena *arena, att_slice text, uint32_t start);

#endif
