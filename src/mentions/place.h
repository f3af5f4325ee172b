/* place.h - where: towns, provinces, seas, bases and states in which something is told to happen.
 *
 * A name is a place where the words before it say so ("in", "at", "the port of", a list that began
 * so), where a type stands after it ("Cao Bang Province"), in the dateline, or in "here" and "the
 * Chadian capital". A capital or state that acts is none, nor is a name inside a longer one
 * ("Paul Jordan", "the Paris Air Show"). Of towns with one name, that of a state which the text
 * sets beside it ("Gori, Georgia") is meant, else the one that size and the states in the story
 * speak for. A capitalised name that no table knows is a place without coordinates where "in",
 * "near" or a type makes it one. */
#ifndef ATT_MENTIONS_PLACE_H
#define ATT_MENTIONS_PLACE_H

#include "mentions/gazetteer.h"

/* The stage, after times, quantities and instruments: fills `places`, by first token. */
att_status att_places_run(const att_gazetteer *gazetteer, const att_squashed *squashed,
                          att_document *document, att_error *error);

#endif
