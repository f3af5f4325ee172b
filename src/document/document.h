/* document.h - what each stage knows about one story: the records of the whole program.
 *
 * A document owns one arena; everything below lives in it. The stages run in the
 * order of the arrays: each appends its own and never edits an earlier one. All
 * offsets are bytes of `text`, the document as read; spans are [start, end). */
#ifndef ATT_DOCUMENT_DOCUMENT_H
#define ATT_DOCUMENT_DOCUMENT_H

#include "attache.h"
#include "base/arena.h"
#include "base/map.h"
#include "document/date.h"

/* ---- closed sets, one list each ---------------------------------------------------------- */

typedef enum att_upos {
#define ATT_UPOS(id, name) ATT_UPOS_##id,
#include "document/upos.def"
#undef ATT_UPOS
    ATT_UPOS_COUNT
} att_upos;

typedef enum att_relation {
#define ATT_RELATION(id, name, base) ATT_RELATION_##id,
#include "document/relations.def"
#undef ATT_RELATION
    ATT_RELATION_COUNT
} att_relation;

typedef enum att_feature {
#define ATT_FEATURE(id, name, shift, width)                                                        \
    ATT_FEATURE_##id##_SHIFT = shift, ATT_FEATURE_##id##_MASK = ((1 << width) - 1) << shift,
#define ATT_FEATURE_VALUE(feature, id, number, name)                                               \
    ATT_##feature##_##id = number << ATT_FEATURE_##feature##_SHIFT,
#include "document/features.def"
} att_feature;

/* Whether packed `features` hold a value, e.g. ATT_HAS(word->features, VOICE, PASSIVE). */
#define ATT_HAS(features, feature, value)                                                          \
    (((features)&ATT_FEATURE_##feature##_MASK) == ATT_##feature##_##value)

typedef enum att_plover {
    ATT_PLOVER_NONE,
#define ATT_PLOVER(id, name, quad) ATT_PLOVER_##id,
#include "document/plover.def"
#undef ATT_PLOVER
    ATT_PLOVER_COUNT
} att_plover;

typedef enum att_activity {
#define ATT_ACTIVITY(id, name, plover, mode, field) ATT_ACTIVITY_##id,
#include "document/activities.def"
#undef ATT_ACTIVITY
    ATT_ACTIVITY_COUNT
} att_activity;

typedef enum att_field {
#define ATT_FIELD(id, name) ATT_FIELD_##id,
#include "document/fields.def"
#undef ATT_FIELD
    ATT_FIELD_COUNT
} att_field;

typedef uint32_t att_fields; /* a set: bit 1u << ATT_FIELD_X */

typedef enum att_sector {
    ATT_SECTOR_NONE,
#define ATT_SECTOR(id, name, pillar) ATT_SECTOR_##id,
#include "document/sectors.def"
#undef ATT_SECTOR
    ATT_SECTOR_COUNT
} att_sector;

typedef enum att_mention_kind {
#define ATT_MENTION_KIND(id, name) ATT_MENTION_##id,
#include "document/mentions.def"
#undef ATT_MENTION_KIND
    ATT_MENTION_KIND_COUNT
} att_mention_kind;

typedef enum att_kind { ATT_KIND_EVENT, ATT_KIND_COMMITMENT, ATT_KIND_CLAIM } att_kind;
typedef enum att_event_status { ATT_DONE, ATT_ONGOING, ATT_CANCELLED } att_event_status;
typedef enum att_force { ATT_AGREED, ATT_PLANNED, ATT_DIRECTED, ATT_PROPOSED } att_force;
typedef enum att_form { ATT_FIGURE, ATT_ACHIEVEMENT } att_form;
typedef enum att_basis { ATT_BASIS_STATED, ATT_BASIS_RELATIVE, ATT_BASIS_DOCUMENT } att_basis;
typedef enum att_bound {
    ATT_BOUND_EQUAL,
    ATT_BOUND_MORE,
    ATT_BOUND_AT_LEAST,
    ATT_BOUND_LESS,
    ATT_BOUND_ABOUT
} att_bound;

/* What an entity is to a record. */
typedef enum att_record_role {
    ATT_RECORD_ACTOR,
    ATT_RECORD_RECIPIENT,
    ATT_RECORD_SPEAKER
} att_record_role;

/* Names of the closed sets, as the codebook writes them, and back (false if unknown). */
const char *att_upos_name(att_upos upos);
const char *att_relation_name(att_relation relation);
att_relation att_relation_base(att_relation relation); /* NMOD for nmod:poss, OBL for obl:agent … */
const char *att_plover_name(att_plover plover);        /* "" for none */
int att_plover_quad(att_plover plover);
const char *att_activity_name(att_activity activity);
att_plover att_activity_plover(att_activity activity);
const char *att_activity_mode(att_activity activity);
att_field att_activity_field(att_activity activity);
const char *att_field_name(att_field field);
const char *att_sector_name(att_sector sector); /* "" for none */
const char *att_sector_pillar(att_sector sector);
const char *att_mention_kind_name(att_mention_kind kind);
const char *att_kind_name(att_kind kind);
const char *att_event_status_name(att_event_status status);
const char *att_force_name(att_force force);
const char *att_form_name(att_form form);
const char *att_basis_name(att_basis basis);
const char *att_record_role_name(att_record_role role);
const char *att_bound_sign(att_bound bound); /* "=", ">", ">=", "<", "~" */
bool att_plover_find(att_plover *out, att_slice name);
bool att_activity_find(att_activity *out, att_slice name);
bool att_field_find(att_field *out, att_slice name);
bool att_sector_find(att_sector *out, att_slice name);
bool att_kind_find(att_kind *out, att_slice name);
bool att_event_status_find(att_event_status *out, att_slice name);
bool att_force_find(att_force *out, att_slice name);
bool att_form_find(att_form *out, att_slice name);
bool att_basis_find(att_basis *out, att_slice name);
bool att_record_role_find(att_record_role *out, att_slice name);
bool att_bound_find(att_bound *out, att_slice sign);

/* ---- input: the parts of a document --------------------------------------------------------- */

typedef enum att_part_kind {
    ATT_PART_HEADER,   /* " date 2022-04-14 " */
    ATT_PART_HEADLINE, /* coded like the body, but told again there */
    ATT_PART_DATELINE, /* "Hanoi (VNA) -" */
    ATT_PART_BODY,     /* a paragraph of the story */
    ATT_PART_CAPTION,
    ATT_PART_CREDIT,   /* "(Photo: VNA)", a by-line */
    ATT_PART_TAIL,     /* "See more", related links, boilerplate */
    ATT_PART_SOURCE,   /* "Source: VNA" */
    ATT_PART_END_MARK, /* "./.", "(END)" */
    ATT_PART_KIND_COUNT
} att_part_kind;

/* Parts whose sentences are coded, and those that tell who, when and where. */
static inline bool att_part_is_coded(att_part_kind kind) {
    return kind == ATT_PART_HEADLINE || kind == ATT_PART_BODY;
}

static inline bool att_part_is_told(att_part_kind kind) {
    return att_part_is_coded(kind) || kind == ATT_PART_CAPTION;
}

const char *att_part_kind_name(att_part_kind kind);
bool att_part_kind_find(att_part_kind *out, att_slice name);

typedef struct att_part {
    att_part_kind kind;
    att_span span;
} att_part;

/* ---- tokens ------------------------------------------------------------------------------------
 */

typedef struct att_sentence {
    att_span span;
    uint32_t first, end; /* tokens [first, end) */
    uint32_t part;       /* index of the part it stands in */
    uint32_t paragraph;  /* counted from 0 over body parts */
} att_sentence;

/* A syntactic word. "don't" is two tokens, "do" and "n't", with adjoining spans. */
typedef struct att_token {
    att_span span;
    uint32_t sentence;
    bool space_after;
    bool joined; /* written together with the next as one orthographic word */
} att_token;

/* ---- parse: one word for each token, at the same index
 * ------------------------------------------- */

typedef struct att_word {
    att_slice lower; /* the form in lower case */
    att_slice lemma; /* in lower case, so that rules need not know how a headline is written */
    att_slice lemma_as_written; /* with the case that treebanks give it: "Hanoi", "NATO" */
    uint32_t head;              /* index of the governing token; ATT_NONE at the root */
    uint8_t upos, xpos, relation;
    uint8_t entity; /* the entity head's class: see parse/model.h */
    uint16_t features;
} att_word;

/* ---- mentions
 * ------------------------------------------------------------------------------------- */

/* Whom an actor is: one for each state, organ or person that the document names.
 * Two entities of the same code and sector are one participant of a record. */
typedef struct att_entity {
    att_slice code; /* ISO alpha-3, XKX, or an organisation's acronym; "" when unknown */
    att_sector sector;
    att_slice name;   /* the person's name as first given, or "" */
    att_slice office; /* as the document gives it, or "" */
    att_slice text;   /* the first mention in full */
    uint8_t level;    /* rank of the office in data/world/offices.tsv; 0 unknown, 1 highest */
} att_entity;

typedef struct att_mention {
    att_mention_kind kind;
    att_span span;
    uint32_t sentence;
    uint32_t first, end;               /* tokens [first, end) */
    uint32_t head;                     /* the token that heads it in the parse */
    uint32_t entity_first, entity_end; /* in document->mention_entities: whom it refers to */
    bool resolved;                     /* false: refers, but to whom was not decided */
    uint32_t instrument;               /* in document->instruments, or ATT_NONE */
    att_slice rule;                    /* what decided, for explain: "gazetteer", "host" … */
} att_mention;

typedef struct att_instrument {
    att_slice name; /* as written, without article */
    att_slice code; /* forum, exercise or mission code where the tables know it, or "" */
    att_slice kind; /* agreement, memorandum, mechanism, forum, exercise, mission, resolution … */
    att_slice country;         /* where a mission works, or "" */
    int32_t edition;           /* 14 for "the 14th …", or -1 */
    int32_t year;              /* 2011 for "the 2011 MoU", or -1 */
    uint32_t first, end, head; /* tokens, as in a mention */
} att_instrument;

typedef enum att_time_kind {
    ATT_TIME_POINT,   /* a day, month, quarter, year or a range in which something happens */
    ATT_TIME_PERIOD,  /* a period that something covers: "since 2014", "over the past five years" */
    ATT_TIME_TO_DATE, /* "so far", "to date": everything up to the document's date */
    ATT_TIME_FUTURE   /* "in the coming time", "next year" without a point of its own */
} att_time_kind;

typedef struct att_time {
    att_time_kind kind;
    att_basis basis;
    att_slice edtf; /* EDTF level 1, e.g. "2023-06-12/2023-06-14", "2016/2021", "../2022-04-14" */
    att_interval interval;
    att_span span;
    uint32_t sentence, first, end, head;
} att_time;

typedef struct att_place {
    att_slice text;
    att_slice country; /* ISO alpha-3 or "" (high sea, contested, unknown) */
    double latitude, longitude;
    bool located;
    bool dateline; /* stands in the dateline, or is "here" */
    att_span span;
    uint32_t sentence, first, end, head;
} att_place;

typedef struct att_quantity {
    double number;
    att_bound bound;
    att_slice unit; /* "countries", "hectares", "US dollars": the head noun counted, as written */
    att_slice what; /* the phrase counted: "hectares of land" */
    bool ordinal;   /* "the 14th": an edition; only a total counts it */
    att_span span;
    uint32_t sentence, first, end, head; /* head: the noun counted */
} att_quantity;

/* ---- records
 * -------------------------------------------------------------------------------------- */

typedef ATT_ARRAY(uint32_t) att_indexes;

typedef struct att_record {
    char id[17]; /* 16 hexadecimal digits */
    att_kind kind;
    att_activity activity;
    att_fields fields;
    att_plover plover;
    const char *mode;
    att_indexes actors, recipients, speakers; /* in document->entities */
    att_slice time;                           /* EDTF, "" when unknown */
    att_interval interval;                    /* the same as days */
    att_basis basis;
    uint32_t place;      /* in document->places, or ATT_NONE */
    uint32_t instrument; /* in document->instruments, or ATT_NONE */
    att_indexes quantities;
    att_event_status status;
    bool recalled;
    att_force force;
    att_form form;
    ATT_ARRAY(att_span) evidence; /* sentences, best first */
    att_slice rule;
    uint32_t trigger;  /* the token that carries it */
    double confidence; /* 0 to 1 */
} att_record;

/* The name of the status, force or form, whichever the record's kind has. */
const char *att_record_state(const att_record *record);

/* ---- the document
 * ----------------------------------------------------------------------------------- */

/* What a rule did at a word and why: it fired, nearly fired or made no record. */
typedef struct att_decision {
    uint32_t token;
    att_slice what;
} att_decision;

struct att_document {
    att_arena arena;
    att_slice id, title, source, url, agency; /* agency: "VNA" from dateline or source line */
    att_slice text;
    char hash[65]; /* SHA-256 of the text, hexadecimal */
    bool date_known;
    att_day date;

    ATT_ARRAY(att_part) parts;
    ATT_ARRAY(att_sentence) sentences;
    ATT_ARRAY(att_token) tokens;
    att_word *words;     /* tokens.count of them */
    att_slice *squashed; /* the tokens as the matchers compare them; NULL until one asks */

    ATT_ARRAY(att_entity) entities;
    ATT_ARRAY(uint32_t) mention_entities;
    ATT_ARRAY(att_mention) mentions;
    ATT_ARRAY(att_instrument) instruments;
    ATT_ARRAY(att_time) times;
    ATT_ARRAY(att_place) places;
    ATT_ARRAY(att_quantity) quantities;

    ATT_ARRAY(att_record) records;

    bool explained; /* set before the engine runs: it notes its decisions */
    ATT_ARRAY(att_decision) decisions;
};

/* SHA-256 of a text, hexadecimal: a document is known by its text's. */
void att_text_hash(char out[65], att_slice text);

/* A document with a copy of the text; freed by att_document_free (attache.h). */
att_status att_document_new(att_document **out, att_slice text, att_error *error);

static inline att_slice att_document_part(const att_document *document, att_span span) {
    return att_slice_part(document->text, span.start, span.end);
}

static inline att_slice att_document_form(const att_document *document, uint32_t token) {
    return att_document_part(document, document->tokens.items[token].span);
}

/* The kind of the part that a sentence stands in; where no part was told, the body. */
static inline att_part_kind att_document_part_kind(const att_document *document,
                                                   const att_sentence *sentence) {
    return sentence->part < document->parts.count ? document->parts.items[sentence->part].kind
                                                  : ATT_PART_BODY;
}

#endif
