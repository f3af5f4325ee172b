/* score.h - how near one coding of stories comes to another.
 *
 * Both sides are sets of documents with records, in either written form: the
 * JSON Lines of `attache code`, or the hand-written form of the gold sets
 * (docs/codebook.md). Records are matched one to one within a document and a
 * kind; a strict match is always a lenient one too. */
#ifndef ATT_OUTPUT_SCORE_H
#define ATT_OUTPUT_SCORE_H

#include "document/document.h"

/* One participant: the code decides a match, the sector is an attribute. */
typedef struct att_score_party {
    att_slice code, sector;
} att_score_party;

typedef ATT_ARRAY(att_score_party) att_score_parties;

typedef struct att_score_record {
    att_kind kind;
    att_activity activity;
    att_fields fields;
    att_plover plover;
    att_score_parties actors, recipients, speakers;
    att_slice time;          /* EDTF or "" */
    att_slice state;         /* status, force or form, by kind */
    att_slice country, town; /* of the place; town is the place's text in the coded form */
    ATT_ARRAY(double) numbers;
    bool recalled, instrument;
    bool quoted;     /* the sentence is given by its first words … */
    att_slice quote; /* … these */
    att_span span;   /* else by offsets */
    uint32_t match;  /* its lenient partner on the other side, or ATT_NONE */
} att_score_record;

typedef struct att_score_document {
    att_slice id, file; /* without folder and ending; `file` may be "" */
    att_slice text;     /* the story, where it stands beside the gold; else "" */
    ATT_ARRAY(att_score_record) records;
} att_score_document;

typedef struct att_score_set {
    ATT_ARRAY(att_score_document) documents;
} att_score_set;

/* Reads a file or a folder of files in either form. With `stories`, each
 * document's text is looked for there, else beside the file. */
att_status att_score_read(att_score_set *out, att_arena *arena, const char *path,
                          const char *stories, att_error *error);

/* The document of that id or file name, or NULL. */
att_score_document *att_score_find(const att_score_set *set, const att_score_document *like);

/* Found and missed, of gold and of coded records. */
typedef struct att_score_count {
    uint32_t gold, coded;
    uint32_t gold_strict, coded_strict;   /* equal but where activities differ in a row */
    uint32_t gold_lenient, coded_lenient; /* of an activity's own table */
} att_score_count;

/* The attributes counted on lenient matches. */
#define ATT_SCORE_ATTRIBUTES(X)                                                                    \
    X(TIME, "time")                                                                                \
    X(COUNTRY, "place, country")                                                                   \
    X(TOWN, "place, town")                                                                         \
    X(STATUS, "status")                                                                            \
    X(RECALLED, "recalled")                                                                        \
    X(FORCE, "force")                                                                              \
    X(FORM, "form")                                                                                \
    X(ACTIVITY, "activity")                                                                        \
    X(PLOVER, "plover type")                                                                       \
    X(ROLES, "actors and recipients")                                                              \
    X(SECTOR, "sector")                                                                            \
    X(SPEAKERS, "speakers")                                                                        \
    X(NUMBERS, "numbers")                                                                          \
    X(INSTRUMENT, "instrument given")

typedef enum att_score_attribute {
#define ATT_SCORE_ID(id, name) ATT_SCORE_##id,
    ATT_SCORE_ATTRIBUTES(ATT_SCORE_ID)
#undef ATT_SCORE_ID
        ATT_SCORE_ATTRIBUTE_COUNT
} att_score_attribute;

enum { ATT_SCORE_KINDS = 3, ATT_SCORE_ALL = ATT_SCORE_KINDS };

typedef struct att_score {
    uint32_t documents;          /* of gold */
    uint32_t without_gold;       /* coded documents that have no gold: left out */
    uint32_t empty, empty_coded; /* gold documents without records; records coded there */
    att_score_count kinds[ATT_SCORE_KINDS + 1]; /* the last is all */
    att_score_count activities[ATT_ACTIVITY_COUNT];
    struct {
        uint32_t right, of;
    } attributes[ATT_SCORE_KINDS + 1][ATT_SCORE_ATTRIBUTE_COUNT];
    uint32_t fields_gold, fields_coded, fields_both; /* on lenient matches */
} att_score;

/* Matches every document and counts; sets `match` of the records on both sides. */
void att_score_compare(att_score *out, att_arena *arena, att_score_set *gold, att_score_set *coded);

const char *att_score_attribute_name(att_score_attribute attribute);

/* Precision, recall and their harmonic mean; 0 where nothing was to divide by,
 * but 1 where there was nothing to find and nothing was found. */
double att_score_ratio(uint32_t part, uint32_t whole);
double att_score_f1(double precision, double recall);

/* The sentence of a record as far as it is known: gold's first words, or the
 * span of the story (`text` of the gold document). */
att_slice att_score_sentence(const att_score_record *record, att_slice text);

#endif
