/* Adam over the dense parameters and the touched rows of the two tables. Work is split between two
 * threads by position and by row, so the sums have one order whatever the threads do. */
#ifndef TRAIN_OPTIMISER_H
#define TRAIN_OPTIMISER_H

#include "network.h"

typedef struct moments {
    float *first, *second;
} moments;

typedef struct table_sum {
    int32_t *slot; /* per row of the table: its slot in sums, or -1 */
    int32_t *touched;
    float *sums;
    int count;
} table_sum;

typedef struct optimiser {
    network *net;
    moments dense, words, pieces;
    table_sum word_sums[2], piece_sums[2]; /* per thread: even and odd rows */
    double norm[2];
    long step;
    float rate; /* of this step */
} optimiser;

void optimiser_init(optimiser *o, network *net);

/* Both threads call each of these in turn with their number, a barrier between them. */
void optimiser_gather(optimiser *o, worker *workers, int thread);
void optimiser_apply(optimiser *o, worker *workers, int thread);

#endif
