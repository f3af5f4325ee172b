/* check.c - `attache check`: the data's own examples, run through the whole coder. */
#include "cli/batch.h"
#include "cli/print.h"
#include "engine/engine.h"

const att_option att_cli_check_options[] = {
    {"verbose", 'v', ATT_OPTION_FLAG, NULL, "also list the examples that come out right"},
    ATT_OPTION_DATA,
    ATT_OPTION_END};

/* The day on which every example is told. */
#define EXAMPLE_DATE "2022-06-15"

typedef struct check_run {
    const att_engine *engine;
    bool verbose;
    uint32_t right, wrong;
} check_run;

static bool holds(att_slice text, att_slice part) {
    return part.size == 0 ||
           (text.size >= part.size && memmem(text.data, text.size, part.data, part.size) != NULL);
}

static bool has_party(const att_document *document, const att_indexes *list, att_slice party) {
    for (uint32_t i = 0; i < list->count; i++) {
        const att_entity *entity = &document->entities.items[list->items[i]];
        char text[128];
        snprintf(text, sizeof text, "%.*s/%s", ATT_TEXT(entity->code),
                 att_sector_name(entity->sector));
        if (att_slice_is(party, text) || att_slice_equal(party, entity->code))
            return true;
    }
    return false;
}

/* "event talks IND/MIL JPN/MIL": kind, activity, and whoever takes part, in any role. */
static bool is_expected(const att_document *document, const att_record *record,
                        att_slice expected) {
    att_slice word;
    uint32_t parties = 0;
    for (int i = 0; expected.data && att_slice_next(&expected, ' ', &word); i++) {
        if (!word.size)
            continue;
        if (i == 0 && !att_slice_is(word, att_kind_name(record->kind)))
            return false;
        if (i == 1 && !att_slice_is(word, att_activity_name(record->activity)))
            return false;
        if (i < 2)
            continue;
        parties++;
        if (!has_party(document, &record->actors, word) &&
            !has_party(document, &record->recipients, word))
            return false;
    }
    return parties == 0 || parties == record->actors.count + record->recipients.count;
}

static bool comes_out(const att_document *document, const att_rule *rule,
                      const att_example *example) {
    bool fires = false, expected = example->expected.size == 0;
    for (uint32_t i = 0; i < document->records.count; i++) {
        const att_record *record = &document->records.items[i];
        fires = fires || holds(record->rule, rule->name);
        expected = expected || is_expected(document, record, example->expected);
    }
    if (!example->positive)
        return !fires;
    return example->expected.size ? expected : fires;
}

static void report(const check_run *run, const att_rule *rule, const att_example *example,
                   const att_document *document, bool right) {
    if (right && !run->verbose)
        return;
    printf("%s:%u: %s: rule %.*s %s: %.*s\n", rule->path ? rule->path : "", example->line,
           right ? "ok" : "wrong", ATT_TEXT(rule->name),
           example->positive ? "must match" : "must not match", ATT_TEXT(example->text));
    if (right)
        return;
    if (example->expected.size)
        printf("    expected  %.*s\n", ATT_TEXT(example->expected));
    att_style style = att_style_for(stdout);
    for (uint32_t i = 0; i < document->records.count; i++)
        att_print_record(document, &document->records.items[i], &style, "    ");
}

static att_status check_example(check_run *run, const att_rule *rule, const att_example *example,
                                att_error *error) {
    att_story story = {.id = "example",
                       .date = EXAMPLE_DATE,
                       .text = example->text.data,
                       .size = example->text.size};
    att_document *document;
    att_status status = att_engine_code(&document, run->engine, &story, error);
    if (status)
        return status;
    bool right = comes_out(document, rule, example);
    run->right += right;
    run->wrong += !right;
    report(run, rule, example, document, right);
    att_document_free(document);
    return ATT_OK;
}

static att_status check_rules(check_run *run, att_error *error) {
    const att_rules *rules = att_engine_rules(run->engine);
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < rules->rules.count && !status; i++) {
        const att_rule *rule = &rules->rules.items[i];
        for (uint32_t j = 0; j < rule->examples.count && !status; j++)
            status = check_example(run, rule, &rule->examples.items[j], error);
    }
    return status;
}

int att_cli_check(const att_arguments *arguments) {
    att_engine *engine = att_cli_open_engine(arguments);
    if (!engine)
        return ATT_EXIT_FAILED;
    check_run run = {.engine = engine, .verbose = att_arguments_flag(arguments, "verbose")};
    att_error error = {0};
    att_status status = check_rules(&run, &error);
    uint32_t rules = att_engine_rules(engine)->rules.count;
    att_engine_close(engine);
    if (status)
        return att_cli_fail(&error);
    printf("%u rules, %u examples: %u right, %u wrong\n", rules, run.right + run.wrong, run.right,
           run.wrong);
    return run.wrong ? ATT_EXIT_PARTLY : ATT_EXIT_DONE;
}
