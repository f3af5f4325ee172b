/* alike.h - the parser reads all states alike.
 *
 * A model trained on text knows some countries better than others, and reads a sentence on one
 * otherwise than the same sentence on another. So it is shown one name for all of them: where a
 * state's name, demonym or capital is one word without another meaning, the model sees the
 * stand-in. Everything after the parse sees what the story says. */
#ifndef ATT_PARSE_ALIKE_H
#define ATT_PARSE_ALIKE_H

#include "attache.h"
#include "base/arena.h"

typedef struct att_alike att_alike;

/* Reads state_names.tsv of the folder. */
att_status att_alike_open(att_alike **out, const char *world, att_error *error);
void att_alike_close(att_alike *alike);

/* What the model is to see of the word: the stand-in, in capitals if the word is, or the word. */
att_slice att_alike_form(const att_alike *alike, att_slice form);

/* A form that has a stand-in, without the ending of the plural. */
att_slice att_alike_singular(const att_alike *alike, att_slice form);

#endif
