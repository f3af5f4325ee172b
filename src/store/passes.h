/* passes.h - the passes of att_register_update and what they hand on.
 *
 * Each pass reads the snapshot and what earlier passes left here, and writes its own derived
 * tables. Acts, undertakings and the rest are numbered from 1 in the order of their first record.
 */
#ifndef ATT_STORE_PASSES_H
#define ATT_STORE_PASSES_H

#include "store/snapshot.h"

/* A found link between two records: why they are held to be one. */
typedef struct att_link {
    uint32_t to; /* the earlier record; ATT_NONE: the first of its cluster */
    double score;
    const char *reason;
} att_link;

typedef struct att_act {
    att_range members; /* in `act_members`, in the order of records */
    uint32_t best;     /* the record that tells it best */
    att_interval interval;
    bool timed;
    uint8_t activity, status;
    att_range codes; /* in the snapshot's pool */
    uint32_t mechanism;
} att_act;

typedef struct att_undertaking {
    att_range members; /* in `undertaking_members` */
    att_interval term;
    bool has_term;
    att_fields fields;
    uint8_t force;
    uint32_t mechanism;
    att_day first, last; /* of the stories that state it */
} att_undertaking;

typedef struct att_pair {
    uint32_t a, b; /* records, a < b */
} att_pair;

typedef ATT_ARRAY(att_pair) att_pairs;

typedef struct att_passes {
    att_store *store;
    att_snapshot snapshot;
    att_arena *arena; /* the snapshot's */
    att_error *error;

    att_pairs merged, split;    /* by judgement */
    att_pairs linked, unlinked; /* by judgement: a commitment, and what bears on it */

    ATT_ARRAY(att_act) acts;
    ATT_ARRAY(uint32_t) act_members;
    uint32_t *act_of; /* of each record: index in `acts`, or ATT_NONE */
    att_link *links;  /* of each record */

    uint32_t *mechanism_of; /* of each record: number of its mechanism, 0 for none */

    ATT_ARRAY(att_undertaking) undertakings;
    ATT_ARRAY(uint32_t) undertaking_members;
    uint32_t *undertaking_of;
} att_passes;

/* In the order in which they run; each returns its status. */
att_status att_pass_judgements(att_store *store, att_error *error); /* judged.c */
att_status att_pass_origins(att_store *store, att_error *error);    /* neardup.c */
att_status att_pass_merges(att_passes *passes);                     /* judge.c */
att_status att_pass_clusters(att_passes *passes);                   /* cluster.c */
att_status att_pass_mechanisms(att_passes *passes);                 /* mechanism.c */
att_status att_pass_acts(att_passes *passes);                       /* acts.c */
att_status att_pass_deployments(att_passes *passes);                /* deployments.c */
att_status att_pass_editions(att_passes *passes);                   /* mechanism.c */
att_status att_pass_undertakings(att_passes *passes);               /* undertakings.c */
att_status att_pass_ledger(att_passes *passes);                     /* ledger.c */
att_status att_pass_directives(att_passes *passes);                 /* directives.c */
att_status att_pass_claims(att_passes *passes);                     /* claims.c */
att_status att_pass_persons(att_passes *passes);                    /* persons.c */

/* The number of the current record of that id, 0 if there is none: judge.c. */
att_status att_record_current(int64_t *out, att_store *store, const char *id, att_error *error);

/* The coded value of a record's field, as corrections write it: judge.c. */
att_status att_judged_value(char *out, size_t size, att_store *store, int64_t record,
                            const char *field, att_error *error);

/* ---- shared by passes
 * ---------------------------------------------------------------------------- */

static inline snap_record *att_passes_record(const att_passes *passes, uint32_t index) {
    return &passes->snapshot.records.items[index];
}

static inline const snap_document *att_passes_document(const att_passes *passes, uint32_t record) {
    return &passes->snapshot.documents.items[passes->snapshot.records.items[record].document];
}

/* A score as the register keeps it, to two digits. */
static inline double att_score_rounded(double score) {
    return (int)(score * 100 + 0.5) / 100.0;
}

/* Activities that tell of one kind of act in different words: same number, same family. */
int att_family(uint8_t activity);

/* The share of the fields of either that both have. */
double att_fields_jaccard(att_fields a, att_fields b);

/* Whether a text of words with a space between has the word. */
bool att_has_word(att_slice text, att_slice wanted);

/* Whether two mechanisms, by their words, may be one: share of the shorter one's words, 0 to 1. */
double att_mechanism_likeness(const att_snapshot *snapshot, const snap_record *a,
                              const snap_record *b);

/* Editions, or years of agreements, that exclude each other. */
bool att_editions_differ(const snap_record *a, const snap_record *b);

/* Whether two records have a quantity in common. */
bool att_figure_shared(const att_snapshot *snapshot, const snap_record *a, const snap_record *b);

/* The first class of figures on which two records that tell the same disagree; false if none. */
typedef struct att_figure_pair {
    const snap_quantity *a, *b;
} att_figure_pair;
bool att_figures_disagree(att_figure_pair *out, uint32_t *cursor, const att_snapshot *snapshot,
                          const snap_record *a, const snap_record *b);

/* Whether two records have figures of one class that nearly agree: they speak of one body. */
bool att_figures_near(const att_snapshot *snapshot, const snap_record *a, const snap_record *b);

/* A figure as text: ">1080 officers". */
const char *att_figure_text(att_passes *passes, const snap_quantity *quantity);

/* Whether the persons whom two records name for the same states can be the same. */
typedef enum att_persons { ATT_PERSONS_UNKNOWN, ATT_PERSONS_SAME, ATT_PERSONS_OTHER } att_persons;
att_persons att_persons_compare(const att_snapshot *snapshot, const snap_record *a,
                                const snap_record *b);

/* Whether two folded names of persons can be one: all words of the shorter one are in the longer
 * one, in order, an initial standing for its name and one letter of spelling forgiven in long
 * words. */
bool att_name_fits(att_slice shorter, att_slice longer);

#endif
