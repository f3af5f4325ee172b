/* matching.h - what was announced against what came after. */
#ifndef ATT_STORE_MATCHING_H
#define ATT_STORE_MATCHING_H

#include "store/passes.h"

/* Events by two participants, or one, and family of activity; each list in the order of days. */
typedef struct att_listed {
    uint64_t key;
    att_day first;
    uint32_t record;
} att_listed;

typedef struct att_index {
    att_listed *entries;
    uint32_t count;
} att_index;

/* Of the records of one kind; commitments by their term, else by the day of their story. */
att_status att_index_open(att_index *index, att_passes *passes, att_kind kind);
void att_index_close(att_index *index);

/* What is announced: a commitment, or an act that was called off and may be held later. */
typedef struct att_announced {
    const snap_record *record; /* its first statement */
    att_interval term;
    bool has_term;
    att_fields fields;
    uint32_t mechanism;
    att_day from;     /* what answers it is later than this */
    uint32_t own_act; /* the act that is called off; ATT_NONE */
} att_announced;

typedef struct att_match {
    uint32_t record;
    double score;
} att_match;

typedef void att_match_take(void *context, const att_match *match);

/* Hands over every later record that may answer the announcement, with its score: events that are
 * news after it, commitments that stand in later stories or, for what was called off, beside it. */
void att_index_match(const att_index *index, att_passes *passes, const att_announced *announced,
                     att_match_take *take, void *context);

double att_match_score(att_passes *passes, const att_announced *announced, uint32_t record);
const char *att_match_reason(att_passes *passes, const att_announced *announced, uint32_t record);

#endif
