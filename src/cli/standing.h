/* standing.h - what the register makes of a record, and why. */
#ifndef ATT_CLI_STANDING_H
#define ATT_CLI_STANDING_H

#include "store/store.h"

/* Lines for standard output, in the form of att_print_record. */
att_status att_standing_print(att_store *store, int64_t record, att_error *error);

#endif
