/* Fuzzes the reading of a model and a run over it. The checksum is made right first, since it would
 * turn away nearly every input; what is left must be stopped by the checks of sizes and indexes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parse/model_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    att_model model = {0};
    att_format_header header;
    unsigned char *copy = malloc(size + 1);
    if (copy == NULL)
        return 0;
    memcpy(copy, data, size);
    if (size >= sizeof header) {
        memcpy(&header, copy, sizeof header);
        header.size = (uint32_t)size;
        memcpy(copy, &header, sizeof header);
        header.checksum = att_format_checksum(copy, size);
        memcpy(copy, &header, sizeof header);
    }
    if (att_model_read(&model, copy, size, "model", NULL) == ATT_OK)
        run(&model);
    free(copy);
    return 0;
}
