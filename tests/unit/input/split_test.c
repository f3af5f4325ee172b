/* split_test.c - the parts of documents, as split_cases.tsv writes them; that parts cover any text;
 * and the dates and datelines they rest on. */
#include "input/dateline.h"
#include "input/dates.h"
#include "input/input.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/table.h"

#include "../random.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static att_document *split(att_slice text) {
    att_document *document;
    assert_int_equal(att_document_new(&document, text, NULL), ATT_OK);
    assert_int_equal(att_input_split(document, NULL), ATT_OK);
    return document;
}

/* In order, not empty, trimmed, and every byte that is no white space in one. */
static void check_cover(const att_document *document) {
    uint32_t at = 0;
    for (uint32_t i = 0; i <= document->parts.count; i++) {
        bool last = i == document->parts.count;
        att_span span = last ? (att_span){document->text.size, document->text.size}
                             : document->parts.items[i].span;
        assert_true(span.start >= at && (last || span.end > span.start));
        for (; at < span.start; at++) {
            unsigned char byte = (unsigned char)document->text.data[at];
            bool space = byte <= ' ' || byte == 0xC2 || byte == 0xA0 || byte == 0xEF ||
                         byte == 0xBB || byte == 0xBF;
            if (!space)
                fprintf(stderr, "byte %u is in no part\n", at);
            assert_true(space);
        }
        at = span.end;
    }
}

static att_slice replaced(att_arena *arena, att_slice text, const char *from, char to) {
    att_slice copy = att_arena_copy(arena, text);
    char *out = (char *)copy.data;
    copy.size = 0;
    for (uint32_t i = 0; i < text.size; i++) {
        bool here = i + 1 < text.size && text.data[i] == from[0] && text.data[i + 1] == from[1];
        out[copy.size++] = here ? to : text.data[i];
        i += here;
    }
    return copy;
}

static att_slice unescaped(att_arena *arena, att_slice text) {
    return replaced(arena, replaced(arena, text, "\\n", '\n'), "\\r", '\r');
}

static void render(att_buffer *out, const att_document *document) {
    for (uint32_t i = 0; i < document->parts.count; i++) {
        att_part part = document->parts.items[i];
        att_buffer_format(out, "%s%s=", i ? " | " : "", att_part_kind_name(part.kind));
        att_buffer_add_slice(out, att_document_part(document, part.span));
    }
    att_buffer_add(out, "");
}

static void cases_come_out(void **state) {
    att_arena arena;
    att_table table;
    att_arena_init(&arena);
    assert_int_equal(
        att_table_open(&table, &arena, ATT_TEST_FILES "/unit/input", "split_cases.tsv", "", NULL),
        ATT_OK);
    uint32_t wrong = 0, count = 0;
    while (att_table_next(&table)) {
        att_document *document = split(unescaped(&arena, table.column[0]));
        att_slice day = att_slice_of("-");
        if (document->date_known)
            day = att_day_format(&arena, document->date);
        att_slice agency = document->agency.size ? document->agency : att_slice_of("-");
        att_slice source = document->source.size ? document->source : att_slice_of("-");
        att_slice facts =
            att_arena_format(&arena, "%.*s %.*s %.*s", (int)day.size, day.data, (int)agency.size,
                             agency.data, (int)source.size, source.data);
        att_buffer found;
        att_buffer_init(&found);
        render(&found, document);
        if (!att_slice_equal(att_buffer_slice(&found), unescaped(&arena, table.column[1])) ||
            !att_slice_equal(facts, table.column[2])) {
            wrong++;
            fprintf(stderr, "line %u\n  wanted %.*s (%.*s)\n  found  %s (%s)\n", table.line,
                    (int)table.column[1].size, table.column[1].data, (int)table.column[2].size,
                    table.column[2].data, found.data, facts.data);
        }
        check_cover(document);
        count++;
        att_buffer_release(&found);
        att_document_free(document);
    }
    att_arena_release(&arena);
    assert_true(count > 30);
    assert_int_equal(wrong, 0);
}

static void any_bytes_are_covered(void **state) {
    static const char *const pieces[] = {
        "Hanoi",  " (VNA)",  " - ",       " – ",    "—",        "\n",
        "\n\n",   ".",       "./.",       "Photo:", "(Photo",   ")",
        ":",      "date ",   "2022-",     "04-14",  " ",        "Source: VNA",
        "SEOUL,", "June 13", "See more:", "By ",    "\xc2\xa0", "The talks were held",
        "\t",     "(END)"};
    uint32_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        char text[400] = "";
        for (int i = 0; i < 18; i++)
            strcat(text, pieces[(next_random(&seed) >> 16) % (sizeof pieces / sizeof *pieces)]);
        att_document *document = split(att_slice_of(text));
        check_cover(document);
        att_document_free(document);
    }
    att_document *empty = split(ATT_SLICE_EMPTY);
    assert_int_equal(empty->parts.count, 0);
    att_document_free(empty);
}

static void what_is_known_stays(void **state) {
    static const char text[] = " date 2022-04-14 Hanoi (VNA) - The army met.\n\nSource: VNA";
    att_document *document;
    assert_int_equal(att_document_new(&document, att_slice_of(text), NULL), ATT_OK);
    document->date_known = true;
    document->date = att_day_of(2020, 1, 2);
    document->source = att_slice_of("desk");
    assert_int_equal(att_input_split(document, NULL), ATT_OK);
    assert_int_equal(document->date, att_day_of(2020, 1, 2));
    assert_true(att_slice_is(document->source, "desk"));
    assert_true(att_slice_is(document->agency, "VNA"));
    att_document_free(document);
}

static void a_known_title_is_the_headline(void **state) {
    static const char text[] = "Fleets sail home The two fleets sailed home on Monday.";
    att_document *document;
    assert_int_equal(att_document_new(&document, att_slice_of(text), NULL), ATT_OK);
    document->title = att_slice_of("Fleets sail home");
    assert_int_equal(att_input_split(document, NULL), ATT_OK);
    assert_int_equal(document->parts.count, 2);
    assert_int_equal(document->parts.items[0].kind, ATT_PART_HEADLINE);
    assert_int_equal(document->parts.items[0].span.end, 16);
    assert_int_equal(document->parts.items[1].kind, ATT_PART_BODY);
    att_document_free(document);
}

static void dates_are_found(void **state) {
    static const struct {
        const char *text;
        int year, month, day; /* year 0: none */
    } cases[] = {{"on 2022-04-14.", 2022, 4, 14},
                 {"12-July-2016 16:05", 2016, 7, 12},
                 {"17 May 2019 at", 2019, 5, 17},
                 {"AUG. 8, 2017", 2017, 8, 8},
                 {"Thứ sáu, 14/2/2020", 2020, 2, 14},
                 {"3/4/2020", 0, 0, 0},
                 {"4/4/2020", 2020, 4, 4},
                 {"31 February 2020", 0, 0, 0},
                 {"June 13", 0, 0, 0},
                 {"Sept. 3rd, 2021", 2021, 9, 3},
                 {"the 5th of March 2020", 2020, 3, 5},
                 {"20220414", 2022, 4, 14},
                 {"Marchers 12, 2020", 0, 0, 0},
                 {"2022/4/1", 2022, 4, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        att_day day = 0;
        att_span span;
        bool found = att_date_find(&day, &span, att_slice_of(cases[i].text));
        assert_int_equal(found, cases[i].year != 0);
        if (found)
            assert_int_equal(day, att_day_of(cases[i].year, cases[i].month, cases[i].day));
    }
}

/* The examples are divided without loss, and a header or a date line gives every one its date. */
static void examples_are_covered(void **state) {
    glob_t paths;
    if (glob(ATT_TEST_FILES "/../examples/stories/*.txt", 0, NULL, &paths))
        skip();
    for (size_t i = 0; i < paths.gl_pathc; i++) {
        att_arena arena;
        att_slice text;
        att_arena_init(&arena);
        assert_int_equal(att_file_read(&text, &arena, paths.gl_pathv[i], 1 << 24, NULL), ATT_OK);
        att_document *document = split(text);
        check_cover(document);
        att_document_free(document);
        att_arena_release(&arena);
    }
    globfree(&paths);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_come_out),      cmocka_unit_test(any_bytes_are_covered),
        cmocka_unit_test(what_is_known_stays), cmocka_unit_test(a_known_title_is_the_headline),
        cmocka_unit_test(dates_are_found),     cmocka_unit_test(examples_are_covered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
