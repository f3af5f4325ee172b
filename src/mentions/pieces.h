/* pieces.h - a sentence as the phrase grammar sees it: the longest things that the world knows,
 * and between them words by their shape and part of speech.
 *
 * Pieces cover every token once, in order; one ATT_PIECE_END stands before and one after those of
 * a sentence. Ambiguous names are decided here from the whole document or turned into plain
 * names. */
#ifndef ATT_MENTIONS_PIECES_H
#define ATT_MENTIONS_PIECES_H

#include "mentions/world.h"

typedef struct att_piece {
    att_piece_kind kind;
    uint32_t first, end;     /* tokens */
    const att_sense *sense;  /* NULL for plain words */
    const att_sense *domain; /* where the same words also name a domain: "Justice" */
    bool undecided;          /* a state, but which was not decided */
    bool also_adjective;     /* "US": name or adjective */
    bool also_people;        /* "Vietnamese": adjective or people */
    bool located;            /* "in", "at", "from" … stands before it */
} att_piece;

typedef struct att_pieces {
    const att_world *world;
    att_document *document;
    att_squashed squashed;
    ATT_ARRAY(att_piece) items;
    uint32_t *sentence_first; /* index of the END before each sentence; one more at the end */
    uint32_t sentence;        /* being read */
    att_map evidence;         /* code → how often an unambiguous name of it occurs */
} att_pieces;

void att_pieces_read(att_pieces *out, const att_world *world, att_document *document);

/* How often the document names a state or organisation unambiguously. */
uint32_t att_pieces_evidence(const att_pieces *pieces, att_slice code);

/* The lower-case form of a token, with or without a parse. */
att_slice att_pieces_lower(const att_pieces *pieces, uint32_t token);
bool att_pieces_lower_is(const att_pieces *pieces, uint32_t token, const char *word);
bool att_pieces_capital(const att_pieces *pieces, uint32_t token);

#endif
