/* tokens_test.c - tokens and sentences, as cases.tsv writes them; and what holds for any text. */
#include "tokens/tokens.h"

#include "base/buffer.h"
#include "base/table.h"
#include "base/utf8.h"

#include "../random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static att_tokenizer *tokenizer;

static int open_tokenizer(void **state) {
    att_error error = {0};
    if (att_tokenizer_open(&tokenizer, ATT_TEST_DATA "/lang/en", &error))
        fprintf(stderr, "%s\n", error.message);
    return tokenizer ? 0 : -1;
}

static int close_tokenizer(void **state) {
    att_tokenizer_close(tokenizer);
    return 0;
}

static att_document *tokenize(att_slice text) {
    att_document *document;
    assert_int_equal(att_document_new(&document, text, NULL), ATT_OK);
    *ATT_PUSH(&document->arena, &document->parts) = (att_part){ATT_PART_BODY, {0, text.size}};
    assert_int_equal(att_tokens_run(tokenizer, document, NULL), ATT_OK);
    return document;
}

/* The tokens in the notation of cases.tsv. */
static void render(att_buffer *out, const att_document *document) {
    for (uint32_t i = 0; i < document->tokens.count; i++) {
        const att_token *before = i ? &document->tokens.items[i - 1] : NULL;
        bool begins = i && before->sentence != document->tokens.items[i].sentence;
        if (before)
            att_buffer_add(out, begins                ? " | "
                                : before->joined      ? "+"
                                : before->space_after ? " "
                                                      : "_");
        att_buffer_add_slice(out, att_document_form(document, i));
    }
    att_buffer_add(out, "");
}

static att_slice with_line_feeds(att_arena *arena, att_slice text) {
    att_slice copy = att_arena_copy(arena, text);
    char *out = (char *)copy.data;
    copy.size = 0;
    for (uint32_t i = 0; i < text.size; i++) {
        bool feed = text.data[i] == '\\' && i + 1 < text.size && text.data[i + 1] == 'n';
        out[copy.size++] = feed ? '\n' : text.data[i];
        i += feed;
    }
    return copy;
}

static void cases_come_out(void **state) {
    att_arena arena;
    att_table table;
    att_arena_init(&arena);
    assert_int_equal(
        att_table_open(&table, &arena, ATT_TEST_FILES "/unit/tokens", "cases.tsv", "", NULL),
        ATT_OK);
    uint32_t wrong = 0, count = 0;
    while (att_table_next(&table)) {
        att_document *document = tokenize(with_line_feeds(&arena, table.column[0]));
        att_buffer found;
        att_buffer_init(&found);
        render(&found, document);
        if (!att_slice_equal(att_buffer_slice(&found), table.column[1])) {
            wrong++;
            fprintf(stderr, "line %u\n  wanted %.*s\n  found  %s\n", table.line,
                    (int)table.column[1].size, table.column[1].data, found.data);
        }
        count++;
        att_buffer_release(&found);
        att_document_free(document);
    }
    att_arena_release(&arena);
    assert_true(count > 40);
    assert_int_equal(wrong, 0);
}

/* Tokens in order, within their sentences, each sentence within one part; no letter left out. */
static void check_invariants(const att_document *document) {
    uint32_t end = 0, token = 0;
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        att_sentence sentence = document->sentences.items[i];
        att_span part = document->parts.items[sentence.part].span;
        assert_int_equal(sentence.first, token);
        assert_true(sentence.first < sentence.end);
        assert_true(part.start <= sentence.span.start && sentence.span.end <= part.end);
        for (token = sentence.first; token < sentence.end; token++) {
            att_token t = document->tokens.items[token];
            assert_true(t.span.start >= end && t.span.end > t.span.start);
            assert_int_equal(t.sentence, i);
            for (uint32_t at = end; at < t.span.start; at++)
                if (document->text.data[at] > 0)
                    assert_false(att_utf8_is_letter((uint32_t)document->text.data[at]));
            end = t.span.end;
        }
    }
    assert_int_equal(token, document->tokens.count);
}

static void any_bytes_give_ordered_tokens(void **state) {
    static const char alphabet[] = "aA1 .,'-\"()$&/@:#_!?\n\xe2\x80\x99z";
    uint32_t seed = 1;
    for (int round = 0; round < 3000; round++) {
        char text[64];
        uint32_t size = 0;
        while (size < sizeof text) {
            text[size++] = alphabet[(next_random(&seed) >> 16) % (sizeof alphabet - 1)];
        }
        att_document *document = tokenize((att_slice){text, size});
        check_invariants(document);
        att_document_free(document);
    }
}

static void parts_bound_sentences(void **state) {
    static const char text[] = "Hanoi (VNA) - The army met . It went on";
    att_document *document;
    assert_int_equal(att_document_new(&document, att_slice_of(text), NULL), ATT_OK);
    *ATT_PUSH(&document->arena, &document->parts) = (att_part){ATT_PART_DATELINE, {0, 13}};
    *ATT_PUSH(&document->arena, &document->parts) = (att_part){ATT_PART_BODY, {14, 28}};
    *ATT_PUSH(&document->arena, &document->parts) = (att_part){ATT_PART_BODY, {29, 39}};
    assert_int_equal(att_tokens_run(tokenizer, document, NULL), ATT_OK);
    assert_int_equal(document->sentences.count, 3);
    assert_int_equal(document->sentences.items[1].paragraph, 0);
    assert_int_equal(document->sentences.items[2].paragraph, 1);
    assert_int_equal(document->sentences.items[2].part, 2);
    check_invariants(document);
    att_document_free(document);
}

static void headers_and_end_marks_have_no_sentence(void **state) {
    att_document *document;
    assert_int_equal(att_document_new(&document, att_slice_of("date 2022-04-14 (END)"), NULL),
                     ATT_OK);
    *ATT_PUSH(&document->arena, &document->parts) = (att_part){ATT_PART_HEADER, {0, 15}};
    *ATT_PUSH(&document->arena, &document->parts) = (att_part){ATT_PART_END_MARK, {16, 21}};
    assert_int_equal(att_tokens_run(tokenizer, document, NULL), ATT_OK);
    assert_int_equal(document->sentences.count, 0);
    assert_int_equal(document->tokens.count, 0);
    att_document_free(document);
}

static void split_counts_beyond_its_room(void **state) {
    att_token tokens[2];
    assert_int_equal(att_tokens_split(tokenizer, att_slice_of("Guinea-Bissau's army"), tokens, 2),
                     5);
    assert_int_equal(tokens[1].span.start, 6);
    assert_int_equal(tokens[1].span.end, 7);
    assert_int_equal(att_tokens_split(tokenizer, ATT_SLICE_EMPTY, tokens, 2), 0);
}

static void a_folder_without_data_is_named(void **state) {
    att_tokenizer *none;
    att_error error = {0};
    assert_int_equal(att_tokenizer_open(&none, "/nonexistent", &error), ATT_ERROR_IO);
    assert_null(none);
    assert_non_null(strstr(error.message, "/nonexistent"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_come_out),
        cmocka_unit_test(any_bytes_give_ordered_tokens),
        cmocka_unit_test(parts_bound_sentences),
        cmocka_unit_test(headers_and_end_marks_have_no_sentence),
        cmocka_unit_test(split_counts_beyond_its_room),
        cmocka_unit_test(a_folder_without_data_is_named),
    };
    return cmocka_run_group_tests(tests, open_tokenizer, close_tokenizer);
}
