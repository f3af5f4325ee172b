/* coding.h - the steps that turn matches into records, shared by acts, frames and claims. */
#ifndef ATT_RECORDS_CODING_H
#define ATT_RECORDS_CODING_H

#include "records/fields.h"
#include "records/modality.h"
#include "records/people.h"

/* Appends a record with its sentence as evidence; the rule's activity and PLOVER type if one is
 * given. Valid until the next call. */
att_record *att_coding_add(att_coder *coder, att_kind kind, const att_rule *rule, uint32_t trigger);

/* A copy at the end. Its lists stand apart: what is added to one is not added to the other. */
att_record *att_coding_copy(att_coder *coder, const att_record *record);

/* Takes back the last record, with a note at the token why. */
void att_coding_drop(att_coder *coder, uint32_t token, const char *reason);

/* Fills in when, where, how many and under what, from the clause at `anchor` and, for bare nouns,
 * the noun's own phrase. */
void att_coding_circumstances(att_coder *coder, att_record *record, uint32_t anchor,
                              uint32_t trigger);

/* A meeting is talks where those who took part are equals, else a reception of one by the other. */
void att_coding_settle_meeting(att_coder *coder, att_record *record);

/* What was called off has the time for which it was planned; what was done is not yet to come. */
void att_coding_settle_time(const att_coder *coder, att_record *record);

/* The time expression that belongs to a clause, of the wanted kinds (bit 1u << att_time_kind), or
 * ATT_NONE. `within`: only below the token, not in the clause around it. */
uint32_t att_coding_time(const att_coder *coder, uint32_t token, uint32_t kinds, bool within);

/* "Plans a drill in May": the day that the frame's verb names is the act's, if it is yet to come.
 */
void att_coding_frame_time(const att_coder *coder, att_record *record, uint32_t verb);

/* "Is coming on Friday": a present progressive with a date that is yet to come. */
bool att_coding_is_coming(const att_coder *coder, uint32_t verb, const att_modality *modality);

/* The lines of effort of the record before this one that has any of its own: what a clause that
 * names none is about. */
att_fields att_coding_topic(const att_coder *coder);

/* What one asks of another is a proposed commitment, of his own house a directed one; only where
 * that names nothing is asking itself a statement. The statements stand in [first, end), the
 * undertakings of the same verb behind them. */
void att_code_asking(att_coder *coder, uint32_t first, uint32_t end);

/* Takes back what a story of another genre tells of no state: a match report, a market report. */
void att_genre_filter(att_coder *coder);

/* Finds coder->theme; and gives it to a record that names no other special line of effort. */
void att_theme_find(att_coder *coder);
void att_theme_apply(const att_coder *coder, att_record *record);

/* The period that a clause sums up, its own or that of the clause it is coordinated with. */
uint32_t att_coding_period(const att_coder *coder, uint32_t verb);

/* "Since Wednesday": what is under way since then; it sums up nothing. */
bool att_coding_is_recent(const att_coder *coder, uint32_t time);

/* Whether the story is summing up: a review, or a claim told just before. */
bool att_coding_in_review(const att_coder *coder);

/* Whether a clause without a period sums up nevertheless: a perfect with a count. */
bool att_coding_sums_up(const att_coder *coder, uint32_t verb, const att_modality *modality);

/* Who takes part according to a rule: fills actors and recipients. */
void att_coding_participants(att_coder *coder, att_record *record, const att_match *match);

/* Whether the noun at `token` names an act as known: "the meeting", "their talks". */
bool att_coding_is_known(const att_coder *coder, uint32_t token);

/* Adds to the last record the other side of an act that its object takes up: "condemned the raid".
 */
void att_told_complete(const att_coder *coder, att_record *record);

/* Adds whom a rule needs and the clause leaves unsaid: from the sentence, the act told last, or the
 * one that the story is about. */
void att_coding_complete(att_coder *coder, att_record *record, const att_rule *rule);

/* "Russia should withdraw, Romania said": nobody orders another state; the speaker asks it. What is
 * directed becomes proposed where somebody of another state than the speakers' is bound. */
void att_coding_propose(const att_coder *coder, att_record *record, const att_indexes *bound);

/* Records the acts, undertakings and claims of a sentence. */
void att_code_act(att_coder *coder, const att_match *match);
void att_code_frame(att_coder *coder, uint32_t frame);
void att_code_clause(att_coder *coder, uint32_t verb);

/* Whether the predicate tells the next of the series that the story told of. */
bool att_code_is_next(const att_coder *coder, uint32_t predicate);

/* Only the clause's claim for the period under review, when that became known after the clause. */
void att_code_reviewed(att_coder *coder, uint32_t verb);

/* One claim of the clause at `verb`, whose act is `act` (or NULL), over the period of `time` (an
 * index in document->times, or ATT_NONE: the period under review). False if it claims nothing. */
bool att_code_claim(att_coder *coder, uint32_t verb, const att_match *act, uint32_t time);

/* The claim of a noun told with a copula and a period ("the ninth visit since 2010"), if it is one.
 */
bool att_code_total(att_coder *coder, const att_match *match);

/* The claim of a strength that stands at the story's day ("60 officers are serving in Mali"), if
 * the clause makes one. */
bool att_code_strength(att_coder *coder, uint32_t verb, const att_match *act,
                       const att_modality *modality);

/* Receptions of equals are talks, guests one by one are several; gifts by what is given. */
void att_settle_counterparts(att_coder *coder);

/* Gives bare states the service that the act is of. */
void att_settle_sectors(att_coder *coder);

/* One act of a document is one record: joins records that tell the same. */
void att_merge_records(att_coder *coder);

/* Orders, names and numbers the records: ids, EDTF, defaults. */
void att_finish_records(att_coder *coder);

#endif
