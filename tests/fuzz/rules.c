/* Fuzzes the rule language: any bytes are a rule file. */
#include "records/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    att_rules *rules;
    if (size > 1 << 20 || att_rules_new(&rules, NULL))
        return 0;
    att_error error;
    att_rules_parse(rules, "fuzz.rules", (att_slice){(const char *)data, (uint32_t)size}, &error);
    att_rules_close(rules);
    return 0;
}
