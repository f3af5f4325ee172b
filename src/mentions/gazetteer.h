/* gazetteer.h - names of places: towns, provinces, seas, bases, and states as places.
 *
 * Names are compared squashed (see matcher.h) and always begin with a capital in the text. Rows
 * of one name hang together in a chain; who asks decides between them. Read once from the tables
 * of data/world, then shared by all threads unchanged. */
#ifndef ATT_MENTIONS_GAZETTEER_H
#define ATT_MENTIONS_GAZETTEER_H

#include "mentions/matcher.h"

typedef enum att_place_kind {
    ATT_PLACE_STATE,
    ATT_PLACE_DEMONYM, /* no place: an adjective or noun of a state */
    ATT_PLACE_CAPITAL,
    ATT_PLACE_SEAT,
    ATT_PLACE_TOWN,
    ATT_PLACE_REGION, /* province, sea, island, base: whatever is no town */
} att_place_kind;

typedef struct att_gazetteer_row {
    att_slice name, country;       /* country "" for waters and contested places */
    att_slice namers;              /* codes of the states that use this form of a disputed name */
    att_slice other;               /* the second state of a border crossing, or "" */
    att_slice latitude, longitude; /* as the table writes them: few are ever asked for */
    float size;                    /* logarithm of the population, and more for capitals */
    uint8_t kind;
    bool ambiguous; /* also something else */
    bool contested;
    bool capitals;  /* matches capitals only: "US" */
    bool shortened; /* a form of its name without "City" */
    uint32_t next;  /* the next row of the same name, or ATT_NONE */
} att_gazetteer_row;

typedef struct att_gazetteer att_gazetteer;

double att_gazetteer_degrees(att_slice text);

/* `world` is the folder of the tables; a user's folder may be laid over it, or NULL. The caller
 * closes it. */
att_status att_gazetteer_open(att_gazetteer **out, const char *world, const char *overlay,
                              att_error *error);
void att_gazetteer_close(att_gazetteer *gazetteer);

/* The longest name that starts at token `first`, before `limit`: its first row or ATT_NONE. */
uint32_t att_gazetteer_find(const att_gazetteer *gazetteer, const att_document *document,
                            const att_squashed *squashed, uint32_t first, uint32_t limit,
                            uint32_t *end);

const att_gazetteer_row *att_gazetteer_row_at(const att_gazetteer *gazetteer, uint32_t index);

/* The seat of government of a state, or NULL. */
const att_gazetteer_row *att_gazetteer_capital(const att_gazetteer *gazetteer, att_slice country);

#endif
