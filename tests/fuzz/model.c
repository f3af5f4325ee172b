/* Fuzzes the reading of a model and a run over it. Bytes that begin as a model does are one; others
 * are changes to the shipped model, eight bytes each: where, counted over header and file in turn,
 * and the number to put there. The checksum is not looked at, since it would turn away nearly every
 * input; what is left must be stopped by the checks of sizes and indexes. */
#include "base/file.h"
#include "parse/model_file.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CHANGES_MOST = 64 };

static void run(const att_model *model) {
    static const att_word_in words[] = {{"Ships", 5}, {"visited", 7}, {"Đà", 4}, {".", 1}};
    att_word_out out[4];
    char lemma[64];
    att_model_scratch *scratch = att_model_scratch_open(model);
    if (scratch == NULL)
        return;
    att_model_run(model, scratch, words, 4, out);
    for (int i = 0; i < 4; i++)
        att_model_lemma(model, words[i].form, words[i].size, out[i].lemma_rule, lemma,
                        sizeof lemma);
    att_model_scratch_close(scratch);
}

static void read_and_run(const unsigned char *bytes, size_t size) {
    att_model model = {0};
    if (att_model_read_unsummed(&model, bytes, size, "model", NULL) == ATT_OK)
        run(&model);
}

static void run_alone(const uint8_t *data, size_t size) {
    unsigned char *copy = malloc(size + 1);
    if (copy == NULL)
        return;
    memcpy(copy, data, size);
    uint32_t whole = (uint32_t)size;
    if (size >= sizeof(att_format_header))
        memcpy(copy + offsetof(att_format_header, size), &whole, sizeof whole);
    read_and_run(copy, size);
    free(copy);
}

/* The shipped model in memory that may be written. */
static unsigned char *shipped(size_t *size) {
    static unsigned char *bytes;
    static size_t bytes_size;
    att_mapping file;
    if (!bytes) {
        if (att_mapping_open(&file, ATT_SOURCE_DATA "/lang/en/model.bin", NULL) ||
            !(bytes = malloc(file.size)))
            abort();
        memcpy(bytes, file.data, bytes_size = file.size);
        att_mapping_close(&file);
    }
    *size = bytes_size;
    return bytes;
}

/* Where the change at `at` goes: every second one into the header. */
static size_t place_of(const uint8_t *change, size_t index, size_t size) {
    uint32_t where;
    memcpy(&where, change, sizeof where);
    return where % ((index % 2 ? size : sizeof(att_format_header)) - sizeof where);
}

static void run_changed(const uint8_t *data, size_t count) {
    size_t size;
    unsigned char *bytes = shipped(&size), kept[CHANGES_MOST][4];
    for (size_t i = 0; i < count; i++) {
        size_t place = place_of(data + 8 * i, i, size);
        memcpy(kept[i], bytes + place, 4);
        memcpy(bytes + place, data + 8 * i + 4, 4);
    }
    read_and_run(bytes, size);
    for (size_t i = count; i-- > 0;)
        memcpy(bytes + place_of(data + 8 * i, i, size), kept[i], 4);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size >= 8 && memcmp(data, ATT_FORMAT_MAGIC, 8) == 0)
        run_alone(data, size);
    else
        run_changed(data, size / 8 < CHANGES_MOST ? size / 8 : CHANGES_MOST);
    return 0;
}
