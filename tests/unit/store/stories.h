/* stories.h - small coded stories and a store of one's own for each test. */
#ifndef ATT_TESTS_STORIES_H
#define ATT_TESTS_STORIES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "store/register.h"

typedef struct test_store {
    char dir[200], path[256];
    att_store *store;
    att_error error;
} test_store;

static inline int open_fixture(void **state) {
    test_store *fixture = calloc(1, sizeof *fixture);
    assert_int_equal(att_folder_temporary(fixture->dir, sizeof fixture->dir, NULL), ATT_OK);
    snprintf(fixture->path, sizeof fixture->path, "%s/desk.db", fixture->dir);
    *state = fixture;
    return att_store_open(&fixture->store, fixture->path, ATT_STORE_CREATE, &fixture->error);
}

static inline int close_fixture(void **state) {
    test_store *fixture = *state;
    char command[256];
    att_store_close(fixture->store);
    snprintf(command, sizeof command, "rm -rf %s", fixture->dir);
    int result = system(command);
    free(fixture);
    return result;
}

#define OK(call) assert_ok((call), &fixture->error)
static inline void assert_ok(att_status status, const att_error *error) {
    if (status)
        fail_msg("%s", error->message);
}

static inline att_document *make_story(const char *name, const char *date, const char *text) {
    att_document *document = NULL;
    assert_int_equal(att_document_new(&document, att_slice_of(text), NULL), ATT_OK);
    document->id = att_arena_copy(&document->arena, att_slice_of(name));
    document->date_known = att_day_parse(&document->date, att_slice_of(date));
    return document;
}

static inline void add_party(att_document *document, att_indexes *list, const char *code,
                             const char *name) {
    *ATT_PUSH(&document->arena, list) = document->entities.count;
    att_entity *entity = ATT_PUSH(&document->arena, &document->entities);
    entity->code = att_slice_of(code);
    entity->sector = ATT_SECTOR_MIL;
    entity->name = att_slice_of(name);
    entity->office = att_slice_of(*name ? "Minister" : "");
    entity->text = att_slice_of(code);
    entity->level = *name ? 2 : 0;
}

/* A record that rests on the whole text, of two parties, at a time in EDTF. */
static inline att_record *add_record(att_document *document, att_kind kind, att_activity activity,
                                     const char *a, const char *b, const char *time) {
    att_record *record = ATT_PUSH(&document->arena, &document->records);
    record->kind = kind;
    record->activity = activity;
    record->plover = att_activity_plover(activity);
    record->mode = "";
    record->fields = 1u << att_activity_field(activity);
    record->time = att_slice_of(time);
    att_interval_parse(&record->interval, record->time);
    record->place = record->instrument = record->trigger = ATT_NONE;
    record->rule = att_slice_of("test");
    record->confidence = 1;
    add_party(document, &record->actors, a, "");
    if (*b)
        add_party(document, &record->actors, b, "");
    *ATT_PUSH(&document->arena, &record->evidence) = (att_span){0, document->text.size};
    char anchor[128];
    int size =
        snprintf(anchor, sizeof anchor, "%s %d %u", document->hash, kind, document->records.count);
    snprintf(record->id, sizeof record->id, "%016llx",
             (unsigned long long)att_hash(anchor, (size_t)size));
    return record;
}

static inline void add_place(att_document *document, att_record *record, const char *country,
                             const char *town) {
    record->place = document->places.count;
    att_place *place = ATT_PUSH(&document->arena, &document->places);
    place->country = att_slice_of(country);
    place->text = att_slice_of(town);
}

static inline void add_instrument(att_document *document, att_record *record, const char *name,
                                  int edition) {
    record->instrument = document->instruments.count;
    att_instrument *instrument = ATT_PUSH(&document->arena, &document->instruments);
    instrument->name = att_slice_of(name);
    instrument->code = instrument->kind = instrument->country = ATT_SLICE_EMPTY;
    instrument->edition = edition;
    instrument->year = -1;
}

static inline void add_quantity(att_document *document, att_record *record, double number,
                                att_bound bound, const char *unit) {
    *ATT_PUSH(&document->arena, &record->quantities) = document->quantities.count;
    att_quantity *quantity = ATT_PUSH(&document->arena, &document->quantities);
    quantity->number = number;
    quantity->bound = bound;
    quantity->unit = quantity->what = att_slice_of(unit);
}

/* Adds a story under its own name and frees it. */
static inline att_outcome keep(test_store *fixture, att_document *document) {
    att_outcome outcome = ATT_OUTCOME_COUNT;
    OK(att_store_add(&outcome, fixture->store, document->id.data, document, &fixture->error));
    att_document_free(document);
    return outcome;
}

static inline void begin(test_store *fixture, const char *data) {
    att_run_info info = {.data_hash = data, .batch = 2};
    OK(att_store_begin(fixture->store, &info, &fixture->error));
}

static inline att_tally finish(test_store *fixture) {
    att_tally tally;
    OK(att_store_finish(&tally, fixture->store, &fixture->error));
    OK(att_register_update(fixture->store, NULL, &fixture->error));
    return tally;
}

static inline int64_t ask(test_store *fixture, const char *sql) {
    att_query query;
    att_query_begin(&query, fixture->store, sql, &fixture->error);
    int64_t value = att_query_next(&query) ? att_query_number(&query, 0) : -1;
    OK(att_query_end(&query));
    return value;
}

static inline void assert_text(test_store *fixture, const char *sql, const char *expected) {
    att_query query;
    att_query_begin(&query, fixture->store, sql, &fixture->error);
    assert_true(att_query_next(&query));
    assert_string_equal(att_query_column(&query, 0).data, expected);
    OK(att_query_end(&query));
}

#endif
