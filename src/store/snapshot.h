/* snapshot.h - all current records in memory, as the register's passes need them.
 *
 * Documents are in the order of date and hash, records in the order of their documents, so that
 * what is computed does not depend on the order of arrival. Texts are interned: equal numbers,
 * equal texts; number 0 is the empty text. Lists lie in shared pools, as ranges. */
#ifndef ATT_STORE_SNAPSHOT_H
#define ATT_STORE_SNAPSHOT_H

#include "base/buffer.h"
#include "store/store.h"

enum { ATT_PHRASE_COUNTERS = 1 << 20 };

typedef uint32_t att_text; /* an interned text */

typedef struct att_range {
    uint32_t first, end;
} att_range;

typedef struct snap_document {
    int64_t number;
    att_day date;
    bool dated;
    bool story;
    att_text agency, publisher, source; /* source: what counts as one, see origin */
} snap_document;

typedef struct snap_participant {
    att_text code, name, office; /* name: folded */
    att_text written;            /* the name as written */
    uint8_t role, sector, level;
} snap_participant;

typedef struct snap_quantity {
    double number, low, high; /* low and high: what the bound allows */
    att_text unit;            /* as written, folded */
    att_text class;           /* what is counted: see units.def */
    uint32_t ordinal;
    uint8_t bound;
} snap_quantity;

typedef struct snap_record {
    int64_t number;
    const char *id;
    uint32_t document;
    uint8_t kind, activity, plover, status, force, form, basis;
    bool recalled, timed; /* timed: at least one side of the interval is known */
    bool early;           /* an act told before its own time: it has the day of its story */
    att_fields fields;
    att_interval interval;
    att_interval coded;      /* of an early one: the time that was coded */
    att_text place, country; /* place: folded; country 0: none or not a state's */
    bool placed;
    att_text instrument; /* as written */
    att_text instrument_code, instrument_kind;
    int32_t edition, year; /* -1: none */
    att_text mechanism;    /* the instrument's name without edition, year and parties, folded */
    att_range participants, quantities;
    att_range codes;   /* of actors and recipients: sorted, once each, in `pool` */
    att_range terms;   /* words of the evidence: sorted, once each, in `pool` */
    att_range phrases; /* pairs of words that follow each other: hashes, sorted, once each */
    double norm;       /* of the terms' weights */
} snap_record;

typedef struct att_snapshot {
    att_store *store;
    att_arena arena;
    att_map numbers; /* interned texts */
    ATT_ARRAY(att_slice) texts;
    ATT_ARRAY(snap_document) documents;
    ATT_ARRAY(snap_record) records;
    ATT_ARRAY(snap_participant) participants;
    ATT_ARRAY(snap_quantity) quantities;
    ATT_ARRAY(uint32_t) pool;
    uint16_t *phrase_counts; /* in how many stories a phrase occurs, nearly */
    double *weights;         /* of each interned text as a term: its inverse frequency */
    att_day until;           /* the last day of which there are stories */
    bool any;                /* there is such a day */
} att_snapshot;

att_status att_snapshot_read(att_snapshot *out, att_store *store, att_error *error);
void att_snapshot_release(att_snapshot *snapshot);

att_text att_snapshot_intern(att_snapshot *snapshot, att_slice text);
static inline att_slice att_snapshot_text(const att_snapshot *snapshot, att_text text) {
    return snapshot->texts.items[text];
}

/* Sorts the end of the pool from `first` on, each number once. */
att_range att_snapshot_close(att_snapshot *snapshot, uint32_t first);

/* A record's codes, the first eight of them, with a space between: they lie in the order of their
 * letters. */
void att_snapshot_add_codes(att_buffer *out, const att_snapshot *snapshot, att_range codes);

/* What records have in common. */
uint32_t att_snapshot_common(const att_snapshot *snapshot, att_range a, att_range b);
double att_snapshot_jaccard(const att_snapshot *snapshot, att_range a, att_range b);
double att_snapshot_likeness(const att_snapshot *snapshot, const snap_record *a,
                             const snap_record *b); /* of the evidence: 0 to 1 */

/* … by the shorter of the two: how much of it the other one says. */
double att_snapshot_coverage(const att_snapshot *snapshot, const snap_record *a,
                             const snap_record *b);

/* How many telling phrases two records have in common. */
uint32_t att_snapshot_phrases(const att_snapshot *snapshot, const snap_record *a,
                              const snap_record *b);

static inline uint32_t att_range_count(att_range range) {
    return range.end - range.first;
}

/* Days between two intervals; 0 when they meet; INT32_MAX when one has no time. */
int32_t att_snapshot_gap(const snap_record *a, const snap_record *b);

/* The days that an interval covers; INT32_MAX for an open or unknown one. */
int32_t att_snapshot_span(const snap_record *record);

#endif
