/* check.c - see check.h.
 *
 * An example passes when its rule fired; or when a record comes out as it says:
 *   KIND [ACTIVITY [ACTOR … [> RECIPIENT …]]]      event visit IND/MIL > OMN/GOV
 * and one that must not match passes when its rule made no record. */
#include "engine/check.h"

#include "base/error.h"

/* The day on which examples are told: a Wednesday, so that weekdays lie before it. */
static const char example_day[] = "2023-06-14";

/* Whether the record was made by the rule: "agree > exercise" was made by both. */
static bool made_by(const att_record *record, att_slice rule) {
    att_slice rest = record->rule, part;
    while (att_slice_next(&rest, '>', &part))
        if (att_slice_equal(att_slice_trim(part), rule))
            return true;
    return false;
}

static void add_people(att_buffer *out, const att_document *document, const att_indexes *list) {
    for (uint32_t i = 0; i < list->count; i++) {
        const att_entity *entity = &document->entities.items[list->items[i]];
        att_buffer_format(out, " %.*s/%s", (int)entity->code.size, entity->code.data,
                          att_sector_name(entity->sector));
    }
}

/* A record in the words of an example. */
static void describe(att_buffer *out, const att_document *document, const att_record *record) {
    att_buffer_format(out, "%s %s", att_kind_name(record->kind),
                      att_activity_name(record->activity));
    add_people(out, document, &record->actors);
    if (record->recipients.count) {
        att_buffer_add(out, " >");
        add_people(out, document, &record->recipients);
    }
}

/* What is expected may stop early: "event talks" leaves open who took part. */
static bool as_expected(const att_document *document, const att_record *record,
                        att_slice expected) {
    att_buffer found;
    att_buffer_init(&found);
    describe(&found, document, record);
    att_slice text = att_buffer_slice(&found);
    bool equal = text.size >= expected.size &&
                 memcmp(text.data, expected.data, expected.size) == 0 &&
                 (text.size == expected.size || text.data[expected.size] == ' ');
    bool names_people = memchr(expected.data, '/', expected.size) != NULL;
    equal = equal && (!names_people || text.size == expected.size);
    att_buffer_release(&found);
    return equal;
}

static bool passes(const att_document *document, const att_rule *rule, const att_example *example) {
    for (uint32_t i = 0; i < document->records.count; i++) {
        const att_record *record = &document->records.items[i];
        bool hit = example->expected.size ? as_expected(document, record, example->expected)
                                          : made_by(record, rule->name);
        if (hit)
            return example->positive;
    }
    return !example->positive;
}

static void report_failure(att_buffer *report, const att_rule *rule, const att_example *example,
                           const att_document *document) {
    att_buffer_format(report, "%s:%u: %s: %s \"%.*s\"", rule->path, example->line, rule->name.data,
                      example->positive ? "must match" : "must not match", (int)example->text.size,
                      example->text.data);
    if (example->expected.size)
        att_buffer_format(report, "; expected %s", example->expected.data);
    att_buffer_add(report, "; found");
    for (uint32_t i = 0; i < document->records.count; i++) {
        att_buffer_add(report, i ? ", " : " ");
        describe(report, document, &document->records.items[i]);
        att_buffer_format(report, " (%s)", document->records.items[i].rule.data);
    }
    att_buffer_add(report, document->records.count ? "\n" : " nothing\n");
}

static att_status check_example(att_check_result *out, const att_engine *engine,
                                const att_rule *rule, const att_example *example,
                                att_buffer *report, att_error *error) {
    att_story story = {.id = rule->name.data,
                       .date = example_day,
                       .text = example->text.data,
                       .size = example->text.size};
    att_document *document;
    att_status status = att_engine_code(&document, engine, &story, error);
    if (status)
        return status;
    if (passes(document, rule, example)) {
        out->passed++;
    } else {
        out->failed++;
        report_failure(report, rule, example, document);
    }
    att_document_free(document);
    return ATT_OK;
}

att_status att_check_rules(att_check_result *out, const att_engine *engine, att_buffer *report,
                           att_error *error) {
    *out = (att_check_result){0};
    const att_rules *rules = att_engine_rules(engine);
    for (uint32_t r = 0; r < rules->rules.count; r++) {
        const att_rule *rule = &rules->rules.items[r];
        uint32_t retired = att_map_get(&rules->names, rule->name) != r;
        out->without += !retired && !rule->examples.count;
        for (uint32_t e = 0; !retired && e < rule->examples.count; e++) {
            att_status status =
                check_example(out, engine, rule, &rule->examples.items[e], report, error);
            if (status)
                return status;
        }
    }
    return ATT_OK;
}
