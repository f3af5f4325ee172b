/* place_read.h - what the files that read places share; private to them. */
#ifndef ATT_MENTIONS_PLACE_READ_H
#define ATT_MENTIONS_PLACE_READ_H

#include "mentions/gazetteer.h"

/* How strongly the words before a name make it a place. */
typedef enum place_lead {
    PLACE_NOT_LED,
    PLACE_LED_FROM, /* from, for, through, via; or a type alone: "the port of" */
    PLACE_LED_TO,   /* to, into, towards; "visited" */
    PLACE_LED_IN    /* in, at, off, near, outside */
} place_lead;

typedef struct place_reader {
    const att_gazetteer *gazetteer;
    const att_squashed *squashed;
    att_document *document;
    att_map evidence;        /* state → how often the story names it */
    uint32_t first, end;     /* tokens of the sentence */
    uint32_t first_place;    /* of the sentence, in document->places */
    place_lead last_lead;    /* of the last place: a list goes on with it */
    bool last_state;         /* whether the last place was a state */
    uint32_t time;           /* the first time that may still cover a token */
    uint32_t dateline_place; /* or ATT_NONE */
    bool dateline;           /* the sentence is one */
} place_reader;

att_slice att_place_form(const place_reader *reader, uint32_t token);
bool att_place_capital(const place_reader *reader, uint32_t token); /* begins with a capital */
bool att_place_word(const place_reader *reader, uint32_t token, const char *word); /* any case */

/* What the words before token `first` say. */
place_lead att_place_lead(const place_reader *reader, uint32_t first);

/* Whether a token is a type of place: "province", "Airport"; a direction: "North". */
bool att_place_is_type(const place_reader *reader, uint32_t token);
bool att_place_is_site(const place_reader *reader, uint32_t token);     /* "crossing", "port" */
bool att_place_is_water(const place_reader *reader, uint32_t token);    /* "river", "Sea" */
bool att_place_is_opening(const place_reader *reader, uint32_t token);  /* "The", "In" */
bool att_place_is_calendar(const place_reader *reader, uint32_t token); /* "March", "Friday" */
bool att_place_is_direction(const place_reader *reader, uint32_t token);

/* Whether a capitalised word makes a name one of a body, meeting or act. */
bool att_place_is_body(const place_reader *reader, uint32_t token);

/* The end of a capitalised name from `first`: "Noi Bai International Airport". */
uint32_t att_place_name_end(const place_reader *reader, uint32_t first);

#endif
