/* atoms.h - the text below its tokens: words, numbers and marks.
 *
 * A tokenizer may leave "28-29", "US$300", "four-day" or "14th" whole or cut them; times,
 * quantities and editions must be read the same either way. An atom is a run of letters, a number
 * with its separators, or one mark; it knows the token it stands in. Marks are ASCII: every dash
 * is '-', every apostrophe '\'', every quotation mark '"', any other sign its first byte. */
#ifndef ATT_MENTIONS_ATOMS_H
#define ATT_MENTIONS_ATOMS_H

#include "document/document.h"

typedef enum att_atom_kind { ATT_ATOM_WORD, ATT_ATOM_NUMBER, ATT_ATOM_MARK } att_atom_kind;

/* What a word is in the grammar of dates and numbers; the lists are in words.def. */
typedef enum att_word_class {
    ATT_WORD_OTHER,
    ATT_WORD_NUMBER,   /* value: one to ninety */
    ATT_WORD_SCALE,    /* value: power of ten */
    ATT_WORD_ORDINAL,  /* value */
    ATT_WORD_MONTH,    /* value 1 to 12 */
    ATT_WORD_WEEKDAY,  /* value 0 Sunday to 6 Saturday */
    ATT_WORD_DEICTIC,  /* value: days from today */
    ATT_WORD_UNIT,     /* value: an att_time_unit */
    ATT_WORD_DAYPART,  /* morning, evening, night */
    ATT_WORD_RELATIVE, /* this, next, last: value 0, +1, -1 */
    ATT_WORD_PHASE,    /* early, late, mid, later, earlier */
    ATT_WORD_EDGE,     /* beginning, end: value 0, 1 */
    ATT_WORD_TO_DATE,  /* what follows "so", "to", "until" in "so far", "to date" */
    ATT_WORD_FUTURE,   /* will, scheduled, upcoming: what stands beside is to come */
    ATT_WORD_SERIES,   /* what is counted by editions: "rotation", "phase" */
    ATT_WORD_STRETCH,  /* "recent", "time", "period": in fixed phrases of time */
    ATT_WORD_OPENING,  /* may begin a time or a quantity: "so", "same", "twice" */
    ATT_WORD_PREPOSITION,
    ATT_WORD_DETERMINER
} att_word_class;

typedef enum att_time_unit {
    ATT_UNIT_HOUR,
    ATT_UNIT_DAY,
    ATT_UNIT_WEEK,
    ATT_UNIT_MONTH,
    ATT_UNIT_QUARTER,
    ATT_UNIT_HALF,
    ATT_UNIT_YEAR,
    ATT_UNIT_DECADE
} att_time_unit;

typedef struct att_atom {
    att_slice text; /* in lower case (ASCII) */
    att_span span;
    uint32_t token;
    att_atom_kind kind;
    att_word_class word; /* of a word; singular and plural alike */
    int32_t value;       /* of the word class */
    double number;       /* of a number */
    uint8_t digits;      /* how many digits it is written with; 0 when it has a separator */
    char mark;           /* of a mark */
    bool spaced;         /* white space before it */
    bool capital;        /* begins with a capital letter */
    bool plural;         /* a known word in the plural: "years" */
} att_atom;

typedef struct att_atoms {
    att_atom *items;
    uint32_t count;
    uint32_t *first; /* for each sentence its first atom; one more at the end */
} att_atoms;

/* Made once for a document, after its tokens; lives in its arena. */
void att_atoms_make(att_atoms *out, att_document *document);

/* Reads a number in digits or words at atom `at`, before `end`: "1.2 billion", "twenty-one", "two
 * hundred and fifty". Returns the atom after it, or `at` when there is none. */
uint32_t att_atoms_number(double *out, const att_atoms *atoms, uint32_t at, uint32_t end);

/* Reads an ordinal at `at`: "14th", "fourteenth", "twenty-first". Same return. */
uint32_t att_atoms_ordinal(int32_t *out, const att_atoms *atoms, uint32_t at, uint32_t end);

static inline bool att_atom_is(const att_atoms *atoms, uint32_t at, uint32_t end,
                               const char *text) {
    return at < end && atoms->items[at].text.data[0] == text[0] &&
           att_slice_is(atoms->items[at].text, text);
}

static inline bool att_atom_mark(const att_atoms *atoms, uint32_t at, uint32_t end, char mark) {
    return at < end && atoms->items[at].kind == ATT_ATOM_MARK && atoms->items[at].mark == mark;
}

static inline bool att_atom_class(const att_atoms *atoms, uint32_t at, uint32_t end,
                                  att_word_class word) {
    return at < end && atoms->items[at].word == word;
}

#endif
