/* names.h - what states, bodies and places are called in a review, and which groups they are in.
 *
 * Built-in names come from data/world; the desk's file changes how they are shown and never what
 * was counted. Quotations are never touched. Rows of a desk file, separated by tabs:
 *   name    CODE   display name            of a state or body
 *   place   as written   display name      of a sea, an island, a town
 *   source  agency       ownership         state, public, private
 *   box     GROUP        title             a box among the partners
 *   member  GROUP  CODE  [from]  [to]      a group of the desk's own; of STATES: counted as a state
 *   note    text                           printed with the method */
#ifndef ATT_REVIEW_NAMES_H
#define ATT_REVIEW_NAMES_H

#include "base/map.h"
#include "document/date.h"
#include "store/store.h"

typedef struct att_state_row {
    att_slice code, name, neighbours; /* neighbours: codes with | between */
    double latitude, longitude;
    bool is_state; /* counted among states: a member or observer of the UN, or by the desk's list */
} att_state_row;

typedef struct att_member {
    att_slice group, code;
    att_day first, last;
} att_member;

typedef struct att_box {
    att_slice group, title;
} att_box;

typedef struct att_names {
    att_arena *arena;
    ATT_ARRAY(att_state_row) states;
    att_map state_index; /* code to states */
    ATT_ARRAY(att_slice) texts;
    att_map bodies, full, places, sources; /* codes, folded place, agency to texts */
    ATT_ARRAY(att_member) members;
    ATT_ARRAY(att_box) boxes;
    ATT_ARRAY(att_slice) notes;
} att_names;

/* `desk` may be NULL. */
att_status att_names_read(att_names *out, att_arena *arena, att_store *store, const char *data_dir,
                          const char *desk, att_error *error);

/* The display name: a state's name, an organisation's acronym. */
att_slice att_names_of(const att_names *names, att_slice code);

/* "ASEAN, Association of Southeast Asian Nations". */
att_slice att_names_full(const att_names *names, att_slice code);

att_slice att_names_place(const att_names *names, att_slice written);
att_slice att_names_ownership(const att_names *names, att_slice source); /* "" if unknown */

/* NULL for what is no state. */
const att_state_row *att_names_state(const att_names *names, att_slice code);

bool att_names_in_group(const att_names *names, att_slice group, att_slice code, att_day day);

#endif
