/* The shipped model: damage is told with one clear error, all kernels and windows agree, and any
 * words at all give a tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/document.h"
#include "parse/model_file.h"

static const char path[] = ATT_TEST_DATA "/lang/en/model.bin";

static att_model *open_model(void) {
    att_model *model = NULL;
    att_error error = {0};
    assert_int_equal(att_model_open(&model, path, &error), ATT_OK);
    return model;
}

/* Splits at spaces. */
static size_t split(att_word_in *out, const char *text) {
    size_t count = 0;
    while (*text != '\0') {
        size_t size = strcspn(text, " ");
        out[count++] = (att_word_in){text, (uint32_t)size};
        text += size + (text[size] == ' ');
    }
    return count;
}

static void assert_tree(const att_word_out *words, size_t count) {
    size_t roots = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = i + 1, steps = 0;
        while (at != 0 && steps++ <= count) {
            assert_true(words[at - 1].head >= 0 && (size_t)words[at - 1].head <= count);
            at = (size_t)words[at - 1].head;
        }
        assert_int_equal(at, 0);
        roots += words[i].head == 0;
        assert_true((words[i].head == 0) == (words[i].relation == ATT_RELATION_ROOT));
    }
    assert_int_equal(roots, 1);
}

static void test_damage(void **state) {
    (void)state;
    att_model *model = open_model(), other = {0};
    size_t size = model->mapping.size;
    unsigned char *copy = malloc(size);
    memcpy(copy, model->mapping.data, size);
    for (size_t at = 0; at < size; at += 1 + size / 97) {
        att_error error = {0};
        copy[at] ^= 0x10;
        assert_int_equal(att_model_read(&other, copy, size, "m", &error), ATT_ERROR_DATA);
        assert_true(strstr(error.message, "m: the model ") == error.message);
        copy[at] ^= 0x10;
        assert_int_equal(att_model_read(&other, copy, at, "m", &error), ATT_ERROR_DATA);
    }
    assert_int_equal(att_model_read(&other, copy, size, "m", NULL), ATT_OK);
    free(copy);
    att_model_close(model);
}

static void test_missing(void **state) {
    (void)state;
    att_model *model = NULL;
    att_error error = {0};
    assert_int_equal(att_model_open(&model, "no/such/model.bin", &error), ATT_ERROR_IO);
    assert_null(model);
}

static const char *const sentences[] = {
    "Defence Minister Phan Văn Giang received his Lao counterpart in Hanoi on Monday .",
    "“ We have trained 1,200 troops since 2014 , ” Sen. Lieut. Gen. Hoàng Xuân Chiến said .",
    "JAPAN , PHILIPPINES SIGN DEFENCE PACT",
    "x",
    "\xff\xfe \xc3 \xe1\xba",
};

static void test_kernels_agree(void **state) {
    (void)state;
    att_model *model = open_model();
    att_model_scratch *scratch = att_model_scratch_open(model);
    const char *names[ATT_MODEL_KERNELS_MOST];
    size_t kernels = att_model_kernels(names);
    att_word_in in[64];
    att_word_out first[64], out[64];
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        size_t count = split(in, sentences[i]);
        memset(first, 0, sizeof first);
        att_model_use_kernel(scratch, 0);
        att_model_run(model, scratch, in, count, first);
        assert_tree(first, count);
        for (size_t k = 1; k < kernels; k++) {
            memset(out, 0, sizeof out);
            att_model_use_kernel(scratch, k);
            att_model_run(model, scratch, in, count, out);
            assert_memory_equal(first, out, sizeof out);
        }
    }
    att_model_scratch_close(scratch);
    att_model_close(model);
}

/* Sentences around and beyond the window, of words drawn from a few. */
static void test_windows(void **state) {
    (void)state;
    static const char *const words[] = {"ships", "the", "visited", ",", "and", "port", "Đà", "."};
    enum { MOST = 1601 };
    static att_word_in in[MOST];
    static att_word_out out[MOST];
    att_model *model = open_model();
    att_model_scratch *scratch = att_model_scratch_open(model);
    const size_t counts[] = {1, 2, 499, 500, 501, 1000, MOST};
    for (size_t i = 0; i < MOST; i++) {
        const char *word = words[(i * 7 + i / 5) % 8];
        in[i] = (att_word_in){word, (uint32_t)strlen(word)};
    }
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        att_model_run(model, scratch, in, counts[i], out);
        assert_tree(out, counts[i]);
    }
    att_model_scratch_close(scratch);
    att_model_close(model);
}

static void test_sentence(void **state) {
    (void)state;
    att_model *model = open_model();
    att_model_scratch *scratch = att_model_scratch_open(model);
    att_word_in in[64];
    att_word_out out[64];
    size_t count = split(in, "The two ministers signed an agreement in Hanoi on Monday .");
    att_model_run(model, scratch, in, count, out);
    assert_tree(out, count);
    assert_int_equal(out[3].head, 0);
    assert_int_equal(out[3].upos, ATT_UPOS_VERB);
    assert_true(ATT_HAS(out[3].features, TENSE, PAST));
    assert_int_equal(out[2].head, 4);
    assert_int_equal(out[2].relation, ATT_RELATION_NSUBJ);
    assert_true(ATT_HAS(out[2].features, NUMBER, PLURAL));
    assert_int_equal(out[5].relation, ATT_RELATION_OBJ);
    assert_int_equal(out[7].entity, ATT_NAME_PLACE);
    att_model_scratch_close(scratch);
    att_model_close(model);
}

/* What a thread needs above the model. */
static void test_scratch(void **state) {
    (void)state;
    att_model *model = open_model();
    att_model_scratch *scratch = att_model_scratch_open(model);
    assert_in_range(att_model_scratch_size(scratch), 1, 4000000);
    att_model_scratch_close(scratch);
    att_model_close(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_damage),        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_kernels_agree), cmocka_unit_test(test_windows),
        cmocka_unit_test(test_sentence),      cmocka_unit_test(test_scratch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
