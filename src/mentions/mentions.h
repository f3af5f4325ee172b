/* mentions.h - the stage that finds whom a story names, and who is meant by it.
 *
 * It appends to document->mentions (in order of their first token; one inside another follows it),
 * document->mention_entities and document->entities. A mention covers title, name and apposition
 * of one participant, or of several where one head noun names several; its head is the topmost
 * token of it in the parse. A mention that refers, but to whom is not certain, has `resolved`
 * false and no entities. */
#ifndef ATT_MENTIONS_MENTIONS_H
#define ATT_MENTIONS_MENTIONS_H

#include "mentions/world.h"

att_status att_mentions_run(const att_world *world, att_document *document, att_error *error);

#endif
