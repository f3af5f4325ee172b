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

/* Texts of which few values are shared by many rows. */
static inline att_slice att_material_shared(att_material *material, const att_query *query,
                                            int column) {
    att_slice text = att_query_column(query, column);
    if (!text.size)
        return ATT_SLICE_EMPTY;
    uint32_t index = att_map_get(&material->text_index, text);
    if (index != ATT_NONE)
        return material->texts.items[index];
    text = att_arena_copy(material->arena, text);
    att_map_put(&material->text_index, text, material->texts.count);
    *ATT_PUSH(material->arena, &material->texts) = text;
    return text;
}

static inline att_fields att_material_field(const att_query *query, int column) {
    att_field field;
    return att_field_find(&field, att_query_column(query, column)) ? 1u << field : 0;
}

/* Grows a span whose items are pushed one after another. */
static inline void att_material_extend(att_span_of *span, uint32_t index) {
    if (!span->count)
        span->first = index;
    span->count++;
}

/* Adds a party, from the columns role, code, sector, level, to the span that is the last of
 * `parties`, once: material_parts.c. */
void att_material_take_party(att_material *material, const att_query *query, int first,
                             att_span_of *span);

/* Parties and fields of the undertakings and claims: material_parts.c. */
att_status att_material_read_parts(att_material *material, att_error *error);

/* The country's claims, one row for each figure and one for each achievement: material_claims.c. */
att_status att_material_read_claims(att_material *material, att_error *error);

#endif
