/* Records of short texts, by the whole engine: roles in the tree, modality, conditions of rules,
 * merging, periods of claims. The table is cases.tsv, which says how a record is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/table.h"
#include "engine/engine.h"

static att_engine *engine;

static int open_engine(void **state) {
    att_engine_options options = {.data_dir = ATT_TEST_DATA};
    return att_engine_open(&engine, &options, NULL);
}

static int close_engine(void **state) {
    att_engine_close(engine);
    return 0;
}

static void add_people(att_buffer *out, const att_document *document, const att_indexes *list) {
    for (uint32_t i = 0; i < list->count; i++) {
        const att_entity *entity = &document->entities.items[list->items[i]];
        att_buffer_format(out, " %.*s/%s", (int)entity->code.size, entity->code.data,
                          att_sector_name(entity->sector));
    }
}

static void describe(att_buffer *out, const att_document *document, const att_record *record) {
    att_buffer_format(out, "%s %s", att_kind_name(record->kind),
                      att_activity_name(record->activity));
    add_people(out, document, &record->actors);
    if (record->recipients.count)
        att_buffer_add(out, " >");
    add_people(out, document, &record->recipients);
    att_buffer_format(out, " [%s] @%.*s", att_record_state(record), (int)record->time.size,
                      record->time.data);
}

/* Whether the words of `wanted` stand in `found` in their order, with nothing left out but a state,
 * a time and, where none are wanted, the participants. */
static bool fits(att_slice found, att_slice wanted) {
    bool people = memchr(wanted.data, '/', wanted.size) != NULL;
    att_slice have = found, rest = wanted, word, next = ATT_SLICE_EMPTY;
    bool more = att_slice_next(&rest, ' ', &word);
    while (att_slice_next(&have, ' ', &next)) {
        if (more && att_slice_equal(word, next)) {
            more = att_slice_next(&rest, ' ', &word);
            continue;
        }
        bool open = next.data == found.data || next.data[0] == '[' || next.data[0] == '@';
        if (!open && (people || (more && word.data[0] != '[' && word.data[0] != '@')))
            return false;
    }
    return !more;
}

static uint32_t wanted_count(att_slice records) {
    uint32_t count = 0;
    att_slice one;
    if (!att_slice_is(records, "nothing"))
        while (att_slice_next(&records, ';', &one))
            count++;
    return count;
}

static bool passes(const att_document *document, att_slice wanted, att_buffer *found) {
    uint32_t matched = 0;
    att_slice rest = wanted, one;
    for (uint32_t i = 0; i < document->records.count; i++) {
        att_buffer_add(found, i ? "; " : "");
        describe(found, document, &document->records.items[i]);
    }
    while (att_slice_next(&rest, ';', &one)) {
        att_slice all = att_buffer_slice(found), record;
        bool seen = false;
        while (all.size && att_slice_next(&all, ';', &record))
            seen = seen || fits(att_slice_trim(record), att_slice_trim(one));
        matched += seen;
    }
    return document->records.count == wanted_count(wanted) && matched == wanted_count(wanted);
}

static bool check_case(const att_table *table) {
    att_story story = {.id = "case",
                       .date = "2023-06-14",
                       .text = table->column[1].data,
                       .size = table->column[1].size};
    att_document *document;
    assert_int_equal(att_engine_code(&document, engine, &story, NULL), ATT_OK);
    att_buffer found;
    att_buffer_init(&found);
    bool good = passes(document, table->column[2], &found);
    att_slice text = att_buffer_slice(&found);
    if (!good)
        print_message("line %u: %.*s: %.*s\n  expected %.*s\n  found    %.*s\n", table->line,
                      (int)table->column[0].size, table->column[0].data, (int)table->column[1].size,
                      table->column[1].data, (int)table->column[2].size, table->column[2].data,
                      (int)text.size, text.data);
    att_buffer_release(&found);
    att_document_free(document);
    return good;
}

static void makes_the_records_of_the_table(void **state) {
    att_arena arena;
    att_arena_init(&arena);
    att_table table;
    uint32_t cases = 0, failed = 0;
    assert_int_equal(
        att_table_open(&table, &arena, ATT_TEST_FILES "/unit/records", "cases.tsv", "topic", NULL),
        ATT_OK);
    while (att_table_next(&table)) {
        cases++;
        failed += !check_case(&table);
    }
    print_message("%u cases, %u of them right\n", cases, cases - failed);
    assert_true(cases >= 60);
    assert_int_equal(failed, 0);
    att_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_the_records_of_the_table),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
