/* check.h - runs the examples that stand with the rules: `attache check`. */
#ifndef ATT_ENGINE_CHECK_H
#define ATT_ENGINE_CHECK_H

#include "base/buffer.h"
#include "engine/engine.h"

typedef struct att_check_result {
    uint32_t passed, failed;
    uint32_t without; /* rules that no example stands with */
} att_check_result;

/* Codes every example of every rule. Each failure adds one line to `report`, with the rule's file
 * and the example's line, what was expected and what came out. */
att_status att_check_rules(att_check_result *out, const att_engine *engine, att_buffer *report,
                           att_error *error);

#endif
