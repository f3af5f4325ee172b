/* One document, made by hand, in every format. */
#include "output/output.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* "é" is two bytes and one code point: offsets of other tools shift by one behind it. */
static const char text[] =
    "Café talks.\nMinister A of Norway met Minister B of\nChile in Oslo on Monday.";

static uint32_t find(const char *needle) {
    return (uint32_t)(strstr(text, needle) - text);
}

static uint32_t add_entity(att_document *document, const char *code, att_sector sector,
                           const char *name) {
    *ATT_PUSH(&document->arena, &document->entities) =
        (att_entity){.code = att_slice_of(code),
                     .sector = sector,
                     .name = att_slice_of(name),
                     .office = att_slice_of("Minister"),
                     .text = att_slice_of(name)};
    return document->entities.count - 1;
}

static att_record *add_record(att_document *document, const char *id, att_kind kind) {
    att_record *record = ATT_PUSH(&document->arena, &document->records);
    strcpy(record->id, id);
    record->kind = kind;
    record->place = record->instrument = ATT_NONE;
    record->rule = att_slice_of("a-rule");
    uint32_t start = find("Minister A");
    *ATT_PUSH(&document->arena, &record->evidence) = (att_span){start, (uint32_t)strlen(text)};
    return record;
}

static void fill_event(att_document *document) {
    uint32_t norway = add_entity(document, "NOR", ATT_SECTOR_MIL, "A");
    uint32_t chile = add_entity(document, "CHL", ATT_SECTOR_MIL, "B \"the\" Bold");
    *ATT_PUSH(&document->arena, &document->places) = (att_place){.text = att_slice_of("Oslo"),
                                                                 .country = att_slice_of("NOR"),
                                                                 .latitude = 59.91,
                                                                 .longitude = 10.75,
                                                                 .located = true};
    *ATT_PUSH(&document->arena, &document->quantities) =
        (att_quantity){.number = 300000000,
                       .bound = ATT_BOUND_MORE,
                       .unit = att_slice_of("dollars"),
                       .what = att_slice_of("dollars of aid")};
    att_record *record = add_record(document, "0123456789abcdef", ATT_KIND_EVENT);
    record->activity = ATT_ACTIVITY_TALKS;
    record->plover = ATT_PLOVER_CONSULT;
    record->mode = "";
    record->fields = 1u << ATT_FIELD_DIALOGUE | 1u << ATT_FIELD_NAVY;
    record->time = att_slice_of("2022-04-11");
    att_interval_parse(&record->interval, record->time);
    record->basis = ATT_BASIS_RELATIVE;
    record->place = 0;
    *ATT_PUSH(&document->arena, &record->actors) = norway;
    *ATT_PUSH(&document->arena, &record->actors) = chile;
    *ATT_PUSH(&document->arena, &record->quantities) = 0;
}

static void fill_claim(att_document *document) {
    att_record *record = add_record(document, "fedcba9876543210", ATT_KIND_CLAIM);
    record->activity = ATT_ACTIVITY_COOPERATION;
    record->fields = 1u << ATT_FIELD_GENERAL;
    record->form = ATT_ACHIEVEMENT;
    *ATT_PUSH(&document->arena, &record->actors) = 0;
}

static int make_document(void **state) {
    att_document *document;
    assert_int_equal(att_document_new(&document, att_slice_of(text), NULL), ATT_OK);
    document->id = att_slice_of("story-1");
    document->agency = att_slice_of("NTB");
    document->date_known = att_day_parse(&document->date, att_slice_of("2022-04-13"));
    fill_event(document);
    fill_claim(document);
    *state = document;
    return 0;
}

static int free_document(void **state) {
    att_document_free(*state);
    return 0;
}

static const char *written(att_buffer *out, const char *format, const att_document *document) {
    att_buffer_init(out);
    att_format_find(format)->head(out);
    att_format_find(format)->document(out, document);
    return out->data;
}

/* How many columns the line has. */
static int columns(const char *line) {
    int count = 1;
    for (; *line && *line != '\n'; line++)
        count += *line == '\t';
    return count;
}

static int lines(const char *bytes) {
    int count = 0;
    for (; *bytes; bytes++)
        count += *bytes == '\n';
    return count;
}

static void jsonl_has_every_key(void **state) {
    att_buffer out;
    const char *expected =
        "{\"id\": \"0123456789abcdef\", \"doc\": \"story-1\", \"date\": \"2022-04-13\", "
        "\"kind\": \"event\", \"actors\": [{\"code\": \"NOR\", \"sector\": \"MIL\", \"name\": "
        "\"A\", \"office\": \"Minister\", \"text\": \"A\"}, {\"code\": \"CHL\", \"sector\": "
        "\"MIL\", \"name\": \"B \\\"the\\\" Bold\", \"office\": \"Minister\", \"text\": \"B "
        "\\\"the\\\" Bold\"}], \"recipients\": [], \"activity\": \"talks\", \"fields\": "
        "[\"dialogue\", \"navy\"], \"plover\": {\"type\": \"CONSULT\", \"mode\": null}, \"time\": "
        "{\"edtf\": \"2022-04-11\", \"basis\": \"relative\"}, \"place\": {\"text\": \"Oslo\", "
        "\"country\": \"NOR\", \"lat\": 59.91, \"lon\": 10.75}, \"instrument\": null, "
        "\"quantities\": [{\"number\": 300000000, \"bound\": \">\", \"unit\": \"dollars\", "
        "\"what\": \"dollars of aid\"}], \"speakers\": [], \"status\": \"done\", \"recalled\": "
        "false, \"evidence\": [{\"start\": 13, \"end\": 76}], \"rule\": \"a-rule\"}\n";
    written(&out, "jsonl", *state);
    out.data[strlen(expected)] = '\0';
    assert_string_equal(out.data, expected);
    att_buffer_release(&out);
}

static void library_gives_the_same_line(void **state) {
    char *line;
    assert_int_equal(att_document_record_json(&line, *state, 1, NULL), ATT_OK);
    assert_non_null(strstr(line, "\"plover\": null"));
    assert_non_null(strstr(line, "\"form\": \"achievement\""));
    assert_null(strchr(line, '\n'));
    free(line);
    assert_int_equal(att_document_record_json(&line, *state, 2, NULL), ATT_ERROR_USAGE);
}

static void csv_quotes_what_needs_it(void **state) {
    att_buffer out;
    const char *bytes = written(&out, "csv", *state);
    assert_int_equal(lines(bytes), 3);
    assert_non_null(strstr(bytes, ",NOR/MIL;CHL/MIL,"));
    assert_non_null(strstr(bytes, ",\"A;B \"\"the\"\" Bold\","));
    assert_non_null(strstr(bytes, ",>300000000 dollars,"));
    att_buffer_release(&out);
}

static void dyads_have_their_columns(void **state) {
    att_buffer out;
    const char *bytes = written(&out, "polecat", *state);
    assert_int_equal(lines(bytes), 3); /* a head, and each actor with the other */
    for (const char *line = bytes; *line; line = strchr(line, '\n') + 1)
        assert_int_equal(columns(line), 40);
    assert_non_null(strstr(bytes, "\n0123456789abcdef-1\t2022-04-11\tCONSULT\t\t2.5\tVERBAL"));
    att_buffer_release(&out);
    bytes = written(&out, "icews", *state);
    assert_int_equal(lines(bytes), 3);
    for (const char *line = bytes; *line; line = strchr(line, '\n') + 1)
        assert_int_equal(columns(line), 20);
    assert_non_null(strstr(bytes, "\tEngage in negotiation\t046\t7.0\t"));
    att_buffer_release(&out);
}

static void plover_holds_events_with_a_type(void **state) {
    att_buffer out;
    const char *bytes = written(&out, "plover", *state);
    assert_int_equal(lines(bytes), 1);
    assert_non_null(strstr(bytes, "\"event\": \"CONSULT\""));
    assert_non_null(strstr(bytes, "\"context\": [\"diplomatic\", \"military\"]"));
    att_buffer_release(&out);
}

static void brat_counts_code_points_and_cuts_lines(void **state) {
    att_buffer out;
    const char *bytes = written(&out, "brat", *state);
    assert_non_null(strstr(bytes, "T1\tevent_talks 12 50;51 75\tMinister A of Norway met Minister "
                                  "B of Chile in Oslo on Monday.\n"));
    assert_non_null(strstr(bytes, "\nE1\tevent_talks:T1\n"));
    assert_non_null(strstr(bytes, "\nA1\tStatus E1 done\n"));
    att_buffer_release(&out);
}

static void annotation_quotes_its_sentence(void **state) {
    att_buffer out;
    const char *bytes = written(&out, "annotation", *state);
    assert_int_equal(lines(bytes), 2);
    assert_non_null(strstr(bytes, "\"TextPositionSelector\", \"start\": 12, \"end\": 75"));
    assert_non_null(strstr(bytes, "\"exact\": \"Minister A of Norway"));
    att_buffer_release(&out);
}

static void every_format_is_found_by_its_name(void **state) {
    for (const att_format *format = att_formats; format->name; format++)
        assert_ptr_equal(att_format_find(format->name), format);
    assert_null(att_format_find("no-such"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jsonl_has_every_key),
        cmocka_unit_test(library_gives_the_same_line),
        cmocka_unit_test(csv_quotes_what_needs_it),
        cmocka_unit_test(dyads_have_their_columns),
        cmocka_unit_test(plover_holds_events_with_a_type),
        cmocka_unit_test(brat_counts_code_points_and_cuts_lines),
        cmocka_unit_test(annotation_quotes_its_sentence),
        cmocka_unit_test(every_format_is_found_by_its_name),
    };
    return cmocka_run_group_tests(tests, make_document, free_document);
}
