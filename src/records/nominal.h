/* nominal.h - a noun that tells what a verb tells: "the expulsion of three diplomats by Poland".
 *
 * A rule for a verb serves its nouns too (the rule files say which: "nominal expulsion: expel"),
 * since roles are deep ones. Such a noun is weaker than a verb: it tells an act only where another
 * verb carries it ("took place", "was announced") and it says itself who acts.
 *
 * Likewise a participle tells what the rules know of it as an adjective: "is poised to". */
#ifndef ATT_RECORDS_NOMINAL_H
#define ATT_RECORDS_NOMINAL_H

#include "records/match.h"

/* Adds what the word tells as the noun of a verb, or as an adjective. */
void att_nominal_match(att_coder *coder, uint32_t token);

#endif
