/* check.c - `attache check`: the data's own examples, run through the whole coder. */
#include "engine/check.h"

#include "cli/batch.h"

const att_option att_cli_check_options[] = {ATT_OPTION_DATA, ATT_OPTION_NO_SANDBOX, ATT_OPTION_END};

int att_cli_check(const att_arguments *arguments) {
    att_engine *engine = att_cli_open_engine(arguments);
    if (!engine)
        return ATT_EXIT_FAILED;
    att_check_result result;
    att_buffer report;
    att_error error = {0};
    att_buffer_init(&report);
    att_status status = att_check_rules(&result, engine, &report, &error);
    uint32_t rules = att_engine_rules(engine)->rules.count;
    att_engine_close(engine);
    if (!status) {
        fwrite(att_buffer_slice(&report).data, 1, report.size, stdout);
        printf("%u rules, %u without an example; %u examples: %u right, %u wrong\n", rules,
               result.without, result.passed + result.failed, result.passed, result.failed);
    }
    att_buffer_release(&report);
    if (status)
        return att_cli_fail(&error);
    return result.failed ? ATT_EXIT_PARTLY : ATT_EXIT_DONE;
}
