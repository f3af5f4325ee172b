/* building.h - what the sections of a review share: the review itself, and asking its material.
 *
 * Definitions. An activity is an act, done or under way, in which the country takes part; cancelled
 * acts are counted apart. It belongs to the period in which it begins. A contact is an activity
 * that is no statement, no hostile act and no appointment. A partner is another state that takes
 * part in a contact. Reports are the records that tell acts. */
#ifndef ATT_REVIEW_BUILDING_H
#define ATT_REVIEW_BUILDING_H

#include "review/material.h"
#include "review/model.h"
#include "review/review.h"

typedef struct att_partner {
    att_slice code, name;
    bool is_state;
    const uint32_t *acts; /* all acts of all times with it, ascending */
    uint32_t act_count;
    uint32_t contacts; /* in the period */
} att_partner;

struct att_review {
    att_arena arena;
    att_model model;
    att_material material;
    att_names names;
    att_slice country, country_name;
    att_interval period, compared;
    bool compares;
    ATT_ARRAY(att_partner) partners; /* most contacts in the period first, then by name */
    att_map partner_index;
    att_refs *under;                    /* of each mechanism of the material: its acts */
    uint32_t stories, stories_compared; /* in the periods */
};

/* ---- sets of activities --------------------------------------------------------------------- */

#define ATT_A(id) (UINT64_C(1) << ATT_ACTIVITY_##id)
#define ATT_MEETINGS                                                                               \
    (ATT_A(TALKS) | ATT_A(RECEPTION) | ATT_A(VISIT) | ATT_A(CALL) | ATT_A(DIALOGUE))
#define ATT_NOT_CONTACTS (ATT_A(STATEMENT) | ATT_A(CONFLICT) | ATT_A(APPOINTMENT))
#define ATT_CONTACTS (~ATT_NOT_CONTACTS)
/* Sessions of what meets or is held again and again; talks under its name are on its margin. */
#define ATT_SESSIONS                                                                               \
    (ATT_A(DIALOGUE) | ATT_A(FORUM) | ATT_A(EXERCISE) | ATT_A(EXCHANGE) | ATT_A(BORDER_PATROL) |   \
     ATT_A(SEA_PATROL) | ATT_A(SPORT))

typedef enum att_scope { SCOPE_ANY, SCOPE_BILATERAL, SCOPE_MULTILATERAL, SCOPE_OWN } att_scope;

/* Which acts; what is zero does not restrict. */
typedef struct att_asked {
    att_interval period;
    uint64_t activities; /* ATT_A(...) | ... */
    att_fields fields;   /* at least one of them */
    att_slice partner;   /* takes part too */
    att_slice group;     /* a state that is in the group on that day takes part too */
    uint8_t level;       /* an office-holder of this level or higher takes part */
    att_scope scope;
    bool cancelled;         /* the cancelled ones instead of the activities */
    bool giving, receiving; /* the country is an actor, or a recipient, and there is the other */
    bool one_source, disputed;
} att_asked;

att_refs att_ask_acts(att_review *review, const att_asked *asked);

/* The acts of all times that stories put under a mechanism, by its number in the store. */
att_refs att_acts_under(const att_review *review, int64_t mechanism);

/* Those of them that are sessions, of all times up to the end of the period; none of a document. */
att_refs att_sessions_of(att_review *review, const att_mechanism_row *mechanism);

/* Which undertakings; what is zero does not restrict. */
typedef struct att_owed {
    const att_refs *among;     /* only these */
    att_interval period;       /* first stated in it; always restricts */
    uint32_t forces, fates;    /* 1 << ATT_AGREED | …, 1 << FATE_OPEN | … */
    uint64_t activities;       /* of one of these kinds, … */
    att_fields fields;         /* … or on one of these subjects */
    att_slice partner;         /* takes part */
    bool with_term, due_later; /* has a term; one that ends after the period of the review */
} att_owed;

enum {
    ATT_UNANSWERED = 1 << FATE_OPEN | 1 << FATE_OVERDUE,
    ATT_CARRIED_OUT = 1 << FATE_FOUND | 1 << FATE_DONE
};

att_refs att_ask_undertakings(att_review *review, const att_owed *asked);

/* From the beginning of the archive to the end of the period. */
att_interval att_up_to_now(const att_review *review);

/* Acts to be shown: in the order of their days. */
const uint32_t *att_by_day(att_review *review, att_refs refs);

/* ---- counting ------------------------------------------------------------------------------- */

typedef ATT_ARRAY(uint32_t) att_picks;

void att_pick(att_review *review, att_picks *picks, uint32_t index);
att_refs att_picked(att_review *review, const att_picks *picks, ref_kind kind);

bool att_within(att_interval period, att_day day);
att_scope att_act_scope(const att_review *review, const att_act_row *act);
const char *att_act_direction(const att_review *review, const att_act_row *act);

/* Distinct other states in the acts; the group "" is any. */
uint32_t att_count_states(att_review *review, att_refs refs, att_slice group);
uint32_t att_count_reports(const att_review *review, att_refs refs);

/* Distinct mechanisms of which the acts are sessions. */
uint32_t att_count_mechanisms(att_review *review, att_refs refs);
uint32_t att_count_stories(const att_review *review, att_interval period, att_picks *picks);

const att_partner *att_partner_of(const att_review *review, att_slice code);

/* ---- words ---------------------------------------------------------------------------------- */

#define ATT_FORMAT(review, ...) att_arena_format(&(review)->arena, __VA_ARGS__)
#define ATT_TEXT_OF(slice) (int)(slice).size, (slice).data

/* "talks", "port call". */
att_slice att_activity_words(att_review *review, uint8_t activity);

/* What a commitment is about: its activity, or its fields where no special activity is named. */
att_slice att_about(att_review *review, uint8_t activity, att_fields fields);

/* "2018-10-22 to 2018-10-26", "2018-10", "no date". */
att_slice att_days(att_review *review, att_day first, att_day last);
att_slice att_day_text(att_review *review, att_day day);
att_slice att_period_text(att_review *review, att_interval period);

/* The others who take part, by name: "France; Japan; ASEAN"; "" when the country acts alone. */
att_slice att_others(att_review *review, att_span_of parties);

/* Whose it is besides the country, by name: "India"; "" for what is nobody's own. */
att_slice att_mechanism_parties(att_review *review, const att_mechanism_row *mechanism);

/* "Defence Policy Dialogue (India)": with the other parties where it has parties. */
att_slice att_mechanism_name(att_review *review, const att_mechanism_row *mechanism);

/* "Viet Nam (MIL)": who says it; "the story" when nobody else does. */
att_slice att_speakers(att_review *review, att_span_of parties);

/* "Da Nang, Viet Nam". */
att_slice att_where(att_review *review, att_slice place, att_slice country);

/* "None found in 72 stories of 2016-04-13 to 2022-12-09." */
att_slice att_searched(att_review *review, const char *what);

/* "VNA; 2 sources" and marks: single source, state media only, disputed. */
att_slice att_sources_text(att_review *review, const att_act_row *act);
bool att_is_state_media(const att_review *review, const att_story_row *story);
bool att_state_media_only(const att_review *review, const att_act_row *act);

/* A record in a few words: "2018-10-22 to 2018-10-26, port call". */
att_slice att_ref_text(att_review *review, ref_kind kind, uint32_t index);

/* The writers; review.c guards them against the end of memory. */
att_review_writer att_write_html, att_write_json, att_write_markdown;

/* The status that a writer ends with. */
att_status att_written(const att_buffer *out, att_review *review, att_error *error);

int att_year_of(att_day day);
att_interval att_year_days(const att_review *review, int year); /* cut to the period */

/* ---- pieces of sections --------------------------------------------------------------------- */

/* A figure of acts with its value; the key is a format. */
att_figure *att_act_figure(att_review *review, att_slice key, att_slice label,
                           const char *definition, const att_asked *asked);

/* A table of acts by day: date, activity, with whom, where, figures, sentence, sources. */
void att_act_table(att_review *review, att_section *section, const char *key, att_slice caption,
                   att_refs refs);

/* A claim as a row of a table: said on which day, by whom, of which period where the table tells
 * it, as reported. */
void att_claim_table_row(att_review *review, att_table_block *table, uint32_t index, bool period);

/* A table of undertakings: stated, force, with whom, sentence, term, status, evidence. */
att_table_block *att_undertaking_table(att_review *review, att_section *section, const char *key,
                                       att_slice caption, att_refs refs);

/* Tables show so many rows; the rest is in the JSON and in the annexes. */
enum { ATT_TABLE_ROWS = 200, ATT_QUOTE_BYTES = 360 };

/* ---- the sections, in their order ----------------------------------------------------------- */

typedef void att_section_build(att_review *review);

#define ATT_SECTION(id) void att_section_##id(att_review *review);
#include "review/sections.def"

#endif
