/* modality.h - whether a clause tells an act as done, coming, ordered, possible or not at all. */
#ifndef ATT_RECORDS_MODALITY_H
#define ATT_RECORDS_MODALITY_H

#include "records/match.h"

typedef enum att_mood {
    ATT_MOOD_REAL,       /* done or under way */
    ATT_MOOD_FUTURE,     /* will, is to, shall */
    ATT_MOOD_OBLIGATION, /* should, must, needs to */
    ATT_MOOD_POSSIBLE,   /* may, can, would, if …: tells nothing */
    ATT_MOOD_PURPOSE     /* "to hold talks": an infinitive of no frame */
} att_mood;

typedef struct att_modality {
    att_mood mood;
    bool negated;
    bool perfect;     /* "has trained" */
    bool progressive; /* "is visiting" */
    bool past;        /* a finite past, or a past participle without auxiliary */
    bool conditional; /* stands under "if", "unless", "should …" */
} att_modality;

/* The modality of a verb, or of the clause that a bare noun stands in. */
att_modality att_modality_of(const att_coder *coder, uint32_t anchor);

/* The outermost frame whose content holds the token (reported ones do not count), or ATT_NONE.
 * A finite past clause that describes a noun within is an island: it is not under the frame. */
uint32_t att_modality_frame(const att_coder *coder, uint32_t token);

#endif
