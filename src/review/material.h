/* material.h - what a review is made from, read once: the acts, undertakings and claims in which
 * the country takes part, of all times, and all stories.
 *
 * Indexes into these lists are what figures refer to. Lists are in the order of date and id, so
 * that they do not depend on the order of arrival. Quotations are read when they are shown. */
#ifndef ATT_REVIEW_MATERIAL_H
#define ATT_REVIEW_MATERIAL_H

#include "document/document.h"
#include "review/names.h"
#include "store/register.h"

#define ATT_DAY_NONE ATT_DAY_OPEN_START

typedef struct att_story_row {
    int64_t number;
    att_slice hash, name, title, agency, source, url;
    att_day date; /* ATT_DAY_NONE: undated */
    bool story;   /* false: records of the user's own */
    bool copy;    /* of an earlier story */
} att_story_row;

typedef struct att_party {
    att_slice code;
    uint8_t role, sector, level;
} att_party;

/* A record as a review shows it: its story, and its sentence on demand. */
typedef struct att_source_row {
    int64_t number;
    att_slice id, rule;
    uint32_t story;
    double confidence;
    bool recalled;
} att_source_row;

typedef struct att_span_of {
    uint32_t first, count;
} att_span_of;

typedef struct att_act_row {
    int64_t number, record, mechanism; /* 0: none */
    att_slice id, place, country, instrument;
    uint8_t activity, status, level;
    att_day first, last;
    uint32_t sources; /* independent ones */
    bool disputed;
    att_fields fields;
    att_span_of parties, reports, sums; /* in `parties`, `rows`, `sums` */
} att_act_row;

/* What the reports of one act say in one unit: the least and the most of them. */
typedef struct att_sum_row {
    att_slice unit;
    double least, most;
} att_sum_row;

typedef enum att_fate {
    FATE_OPEN,
    FATE_FOUND,
    FATE_DONE,
    FATE_OVERDUE,
    FATE_CANCELLED,
    FATE_SUPERSEDED,
    FATE_COUNT
} att_fate;

typedef struct att_outcome_row {
    int64_t record, act; /* act 0: the record is no event */
    att_slice kind;
    double score;
} att_outcome_row;

typedef struct att_undertaking_row {
    int64_t number, record;
    att_slice id, reason;
    uint8_t activity, force, fate;
    att_day term_first, term_last, first, last, evidence, until;
    uint32_t times, searched;
    att_fields fields;
    att_span_of parties, rows, outcomes;
} att_undertaking_row;

typedef struct att_claim_row {
    int64_t record, line; /* line 0: no figure, or none of a series */
    att_slice id, speaker, bound, unit, definition, explanation, time;
    double number, difference;
    bool figure, counted_known;
    int64_t counted, repeats;
    uint8_t activity;
    att_day first, last;
    att_fields fields;
    att_span_of parties, rows; /* one row */
} att_claim_row;

typedef struct att_mechanism_row {
    int64_t number;
    att_slice name, kind, code, parties;
    att_instrument_nature nature;
} att_mechanism_row;

/* From a number in the store to an index here. */
typedef struct att_lookup {
    uint32_t *items, count;
} att_lookup;

void att_lookup_put(att_arena *arena, att_lookup *lookup, int64_t number, uint32_t index);

static inline uint32_t att_lookup_get(const att_lookup *lookup, int64_t number) {
    return number >= 0 && number < lookup->count ? lookup->items[number] : ATT_NONE;
}

typedef struct att_material {
    att_store *store;
    att_arena *arena;
    att_slice country;
    att_status status; /* of what is read on demand */
    att_error *error;
    ATT_ARRAY(att_story_row) stories;
    ATT_ARRAY(att_act_row) acts;
    ATT_ARRAY(att_undertaking_row) undertakings;
    ATT_ARRAY(att_claim_row) claims;
    ATT_ARRAY(att_mechanism_row) mechanisms;
    ATT_ARRAY(att_party) parties;
    ATT_ARRAY(att_source_row) rows;
    ATT_ARRAY(att_outcome_row) outcomes;
    ATT_ARRAY(att_sum_row) sums;
    ATT_ARRAY(att_slice) texts;
    att_map text_index; /* codes, units and the like are kept once */
    att_lookup act_of, story_of, mechanism_of, undertaking_of; /* by their numbers in the store */
    att_lookup claim_of; /* by the record's number: its first row */
    uint8_t *mine;       /* by the number of a record: whether the country takes part in it */
    int64_t mine_count;
    att_day first, until; /* the first and last day of which there are stories; or ATT_DAY_NONE */
    int64_t runs;
    att_slice version, data_hash; /* of the last run */
} att_material;

att_status att_material_read(att_material *out, att_arena *arena, att_store *store,
                             const char *country, att_error *error);

const char *att_fate_name(att_fate fate);
const char *att_level_name(uint8_t level); /* "not stated" for 0 */

static inline const att_source_row *att_material_row(const att_material *material, att_span_of span,
                                                     uint32_t index) {
    return &material->rows.items[span.first + index];
}

static inline const att_story_row *att_material_story(const att_material *material,
                                                      const att_source_row *row) {
    return &material->stories.items[row->story];
}

/* The day of the story that tells a claim. */
static inline att_day att_claim_day(const att_material *material, const att_claim_row *claim) {
    return att_material_story(material, att_material_row(material, claim->rows, 0))->date;
}

/* The row of the record that tells an act best. */
const att_source_row *att_act_best(const att_material *material, const att_act_row *act);

/* Ends a query of what is read on demand; its failure is the material's. */
void att_material_end(att_material *material, att_query *query);

/* The sentence that carries a record best, white space made single; cut at `most` bytes. */
att_slice att_material_quote(att_material *material, int64_t record, uint32_t most);

/* Why a later record was held to be an outcome of an undertaking, by their numbers in the store. */
att_slice att_material_reason(att_material *material, int64_t undertaking, int64_t record);

/* "Gen. A (minister), B" of the side `code`, as a record names them; "" if it names none. */
att_slice att_material_persons(att_material *material, int64_t record, att_slice code);

/* What a record is under, as written; "" if it is under nothing. */
att_slice att_material_instrument(att_material *material, int64_t record);

/* "more than ", "at least " …, "" for an exact figure. */
att_slice att_bound_text(att_slice bound);

/* "203 members; more than 1,200 hectares": the figures of a record; "" if it has none. */
att_slice att_material_numbers(att_material *material, int64_t record);

/* Whether the country takes part in a record, by its number in the store. */
static inline bool att_material_is_mine(const att_material *material, int64_t record) {
    return record >= 0 && record < material->mine_count && material->mine[record];
}

bool att_takes_part(const att_material *material, att_span_of parties, att_slice code);

#endif
