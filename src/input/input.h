/* input.h - the stage that divides a document's text into its parts.
 *
 * Parts stand in text order and cover every byte that is no white space; none
 * overlap. What cannot be told for certain is body: a lead paragraph taken for a
 * caption would be lost to the coder, a caption taken for body merely disturbs. */
#ifndef ATT_INPUT_INPUT_H
#define ATT_INPUT_INPUT_H

#include "document/document.h"

/* Fills `parts`; `date` from the header unless it is known already; `agency` and
 * `source` unless they are set. */
att_status att_input_split(att_document *document, att_error *error);

#endif
