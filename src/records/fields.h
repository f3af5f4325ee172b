/* fields.h - which lines of effort a stretch of text is about.
 *
 * data/lang/XX/fields.tsv lists phrases of lemmas for each field. The longest
 * phrase that starts at a word wins and covers its words. */
#ifndef ATT_RECORDS_FIELDS_H
#define ATT_RECORDS_FIELDS_H

#include "records/match.h"

typedef struct att_lexicon att_lexicon;

att_status att_lexicon_open(att_lexicon **out, const char *dir, const char *overlay,
                            att_error *error);
void att_lexicon_close(att_lexicon *lexicon);

/* Fills coder->fields_at. */
void att_fields_mark(att_coder *coder, const att_lexicon *lexicon);

/* The fields named below a token, not counting what stands below `except` (or ATT_NONE). */
att_fields att_fields_below(const att_coder *coder, uint32_t token, const att_tokens *except);

/* The same without what relative clauses tell of their nouns: what somebody undertakes. */
att_fields att_fields_of_predicate(const att_coder *coder, uint32_t token,
                                   const att_tokens *except);
att_fields att_fields_of_plan(const att_coder *coder, uint32_t verb);

/* The fields that a clause names, not those of the clauses that are coordinated with it. */
att_fields att_fields_of_clause(const att_coder *coder, uint32_t verb);

/* The fields named in tokens [first, end). */
att_fields att_fields_between(const att_coder *coder, uint32_t first, uint32_t end);

/* The activity that a commitment or claim with its fields and people has where no rule names one.
 */
att_activity att_fields_activity(const att_coder *coder, const att_record *record);

/* Cooperation told by a rule is police work where its fields say so. */
void att_fields_refine(const att_coder *coder, att_record *record);

/* Whether an act of the rule can be undertaken with that force or claimed (ATT_PLANNED): words are
 * none, and two sides that agree to fight crime attack nobody. */
bool att_rule_is_undertaken(const att_rule *rule, att_force force);

#endif
