/* instrument_read.h - what the files that read instruments share; private to them. */
#ifndef ATT_MENTIONS_INSTRUMENT_READ_H
#define ATT_MENTIONS_INSTRUMENT_READ_H

#include "mentions/instrument.h"

typedef enum instrument_need {
    NEED_ANY,
    NEED_MORE,
    NEED_FIELD,
    NEED_JOINT,
    NEED_NUMBERED,
    NEED_WORKING,
    NEED_EDITION,
    NEED_CAPITAL
} instrument_need;

typedef struct instrument_noun {
    const char *singular, *plural, *kind;
    instrument_need need;
} instrument_noun;

typedef struct instrument_reader {
    const att_titles *titles;
    const att_squashed *squashed;
    att_document *document;
    uint32_t first, end; /* tokens of the sentence */
    uint32_t taken;      /* tokens before this belong to an instrument already */
} instrument_reader;

/* A phrase: tokens [first, end), its noun at `head`. */
typedef struct instrument_phrase {
    uint32_t first, end, head;
    int32_t edition, year;
    uint32_t modifiers; /* words before the noun */
    bool field;         /* a word of defence, borders and policy among them */
    bool joint;         /* "joint", "border", "bilateral": it belongs to two states */
    bool working;       /* "working group" */
    bool capital;       /* the noun or the word before it is written with a capital */
    bool complement;    /* "on logistics" */
} instrument_phrase;

att_slice att_instrument_form(const instrument_reader *reader, uint32_t token);
bool att_instrument_word(const instrument_reader *reader, uint32_t token, const char *word);
bool att_instrument_capital(const instrument_reader *reader, uint32_t token);

/* The edition that token `at` tells ("14th", "fourteenth"), or -1; the year ("2011"), or -1. */
int32_t att_instrument_edition(const instrument_reader *reader, uint32_t at);
int32_t att_instrument_year(const instrument_reader *reader, uint32_t at);

/* Grows a phrase over what stands before and after its noun. */
void att_instrument_before(instrument_phrase *phrase, const instrument_reader *reader);
void att_instrument_after(instrument_phrase *phrase, const instrument_reader *reader);

/* The year of "signed in March 2016" soon after the phrase, or -1. */
int32_t att_instrument_signed(const instrument_reader *reader, uint32_t at);

/* "the sixth round of" before the phrase: 6, or -1. */
int32_t att_instrument_round(const instrument_reader *reader, uint32_t first);

#endif
