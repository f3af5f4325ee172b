/* carry.h - the verb that carries an act noun ("held talks", "talks took place"): the noun tells
 * its act in the tense, voice and negation of that verb. */
#ifndef ATT_RECORDS_CARRY_H
#define ATT_RECORDS_CARRY_H

#include "records/match.h"

/* Finds base and anchor of a noun that fired; without a verb it stands bare. */
void att_carry_place(const att_coder *coder, att_match *match);

/* The same for a bare noun whose rule itself names the verbs above it. */
void att_carry_by_rule(const att_coder *coder, const att_rule *rule, att_match *match);

#endif
