/* quantity_read.h - what the files that read quantities share; private to them. */
#ifndef ATT_MENTIONS_QUANTITY_READ_H
#define ATT_MENTIONS_QUANTITY_READ_H

#include "mentions/atoms.h"

typedef struct quantity_reader {
    const att_document *document;
    const att_atoms *atoms;
    uint32_t first, end;    /* atoms of the sentence */
    uint32_t time;          /* the first of the document's times that may still cover an atom */
    att_slice unit;         /* of the last quantity told, for numbers that stand alone */
    uint32_t unit_sentence; /* where it stood */
} quantity_reader;

static inline const att_atom *atom_at(const quantity_reader *reader, uint32_t at) {
    return &reader->atoms->items[at];
}

static inline bool is_mark(const quantity_reader *reader, uint32_t at, char mark) {
    return att_atom_mark(reader->atoms, at, reader->end, mark);
}

static inline bool is_word(const quantity_reader *reader, uint32_t at, const char *text) {
    return att_atom_is(reader->atoms, at, reader->end, text);
}

/* Whether a list that NULL ends holds a word of at least a byte. */
static inline bool is_any(att_slice text, const char *const *list) {
    for (; *list; list++)
        if (text.data[0] == **list && att_slice_is(text, *list))
            return true;
    return false;
}

/* Atoms of what a number counts: the phrase [first, end), the noun at `head`. */
typedef struct quantity_unit {
    uint32_t first, end, head;
    bool found;  /* false: the number stands alone */
    bool joined; /* "three-day": written with the number */
} quantity_unit;

/* What the number that ends before atom `at` counts. */
quantity_unit att_quantity_unit(const quantity_reader *reader, uint32_t at);

/* Whether the number in atoms [from, to) is a name, a clock, an age, a score … */
bool att_quantity_is_name(const quantity_reader *reader, uint32_t from, uint32_t to);

/* "more than", "about", before atom `at`; `*first` moves to where it begins. */
att_bound att_quantity_bound(const quantity_reader *reader, uint32_t *first, uint32_t after);

#endif
