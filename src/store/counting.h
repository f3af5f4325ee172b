/* counting.h - what the register counts against a claimed figure, each time on a stated definition.
 */
#ifndef ATT_STORE_COUNTING_H
#define ATT_STORE_COUNTING_H

#include "store/passes.h"

/* The acts of a state, by activity, in the order of days. */
typedef struct counted_act {
    uint32_t code;
    uint8_t activity;
    att_day day;
    uint32_t act;
} counted_act;

typedef struct act_counting {
    att_passes *passes;
    counted_act *acts;
    uint32_t count;
    uint32_t *stamps; /* of each interned text: the last question that met it */
    uint32_t stamp, stamp_size;
} act_counting;

typedef struct att_count {
    bool known; /* there is a definition to count on */
    double value;
    const char *explanation;
} att_count;

att_status counting_open(act_counting *counting, att_passes *passes);
void counting_close(act_counting *counting);

/* "" where the register has nothing to count. */
const char *counting_definition(const act_counting *counting, const snap_record *claim,
                                const snap_quantity *quantity);
att_count counting_count(act_counting *counting, const snap_record *claim,
                         const snap_quantity *quantity);

#endif
