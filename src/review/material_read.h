/* material_read.h - what the files that read the material share: columns as its lists keep them. */
#ifndef ATT_REVIEW_MATERIAL_READ_H
#define ATT_REVIEW_MATERIAL_READ_H

#include "review/material.h"

static inline att_slice att_material_text(att_material *material, const att_query *query,
                                          int column) {
    att_slice text = att_query_column(query, column);
    return text.size ? att_arena_copy(material->arena, text) : ATT_SLICE_EMPTY;
}

static inline uint8_t att_material_activity(const att_query *query, int column) {
    att_activity activity = ATT_ACTIVITY_COOPERATION;
    att_activity_find(&activity, att_query_column(query, column));
    return (uint8_t)activity;
}

/* The country's claims, one row for each figure and one for each achievement: material_claims.c. */
att_status att_material_read_claims(att_material *material, att_error *error);

#endif
