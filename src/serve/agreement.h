/* agreement.h - how far coders agree beyond chance.
 *
 * Cohen's kappa for the first two coders, on what both answered: (p - e) / (1 - e), p the share of
 * equal answers, e what their own frequencies would give by chance. Krippendorff's alpha for any
 * number of coders and missing answers: 1 - Do / De, the disagreement met over the one expected
 * when all answers are dealt out anew; the distance of two answers is 0 or 1, of two sets one less
 * their Jaccard index. Both are unknown where everybody always gives one and the same answer. */
#ifndef ATT_SERVE_AGREEMENT_H
#define ATT_SERVE_AGREEMENT_H

#include "base/map.h"

typedef struct att_answer {
    uint32_t unit, coder, value;
} att_answer;

typedef struct att_ratings {
    att_arena *arena;
    bool set; /* values are lists with a comma between */
    att_map units, coders, numbers;
    ATT_ARRAY(att_slice) values;
    ATT_ARRAY(att_answer) answers;
} att_ratings;

typedef struct att_agreement {
    uint32_t coders, both, same; /* both, same: units that the first two answered, alike */
    double kappa, alpha;
    bool kappa_known, alpha_known;
} att_agreement;

void att_ratings_init(att_ratings *ratings, att_arena *arena, bool set);
void att_ratings_add(att_ratings *ratings, att_slice unit, att_slice coder, att_slice value);
att_agreement att_ratings_agreement(const att_ratings *ratings);

#endif
