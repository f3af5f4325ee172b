/* setting.h - the four stages that come before actors: when, how many, under what, where.
 *
 * They read the same squashed text and atoms, which are made once for a document. */
#ifndef ATT_MENTIONS_SETTING_H
#define ATT_MENTIONS_SETTING_H

#include "mentions/gazetteer.h"

typedef struct att_setting att_setting; /* the tables of places and titles */

/* `world` is data/world; a user's folder of the same form may be laid over it, or NULL. The
 * caller closes it; threads may share it. */
att_status att_setting_open(att_setting **out, const char *world, const char *overlay,
                            att_error *error);
void att_setting_close(att_setting *setting);

/* Its gazetteer, for the stage of actors. */
const att_gazetteer *att_setting_places(const att_setting *setting);

/* The stage, after the parse (or without one): fills `times`, `quantities`, `instruments` and
 * `places`. */
att_status att_setting_run(const att_setting *setting, att_document *document, att_error *error);

#endif
