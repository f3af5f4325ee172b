/* Fuzzes the parts, sentences and tokens of any valid text: parts must cover it, and tokens must
 * stand in order within their sentences. */
#include "tokens/tokens.h"
#include "base/utf8.h"
#include "input/input.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const att_tokenizer *tokenizer(void) {
    static att_tokenizer *open;
    if (!open && att_tokenizer_open(&open, ATT_SOURCE_DATA "/lang/en", NULL))
        abort();
    return open;
}

static void require(bool truth) {
    if (!truth)
        abort();
}

static void check_parts(const att_document *document) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < document->parts.count; i++) {
        att_span span = document->parts.items[i].span;
        require(span.start >= at && span.end > span.start && span.end <= document->text.size);
        for (; at < span.start; at++)
            require((unsigned char)document->text.data[at] <= ' ' ||
                    (unsigned char)document->text.data[at] >= 0x80);
        at = span.end;
    }
}

static void check_tokens(const att_document *document) {
    uint32_t end = 0, token = 0;
    for (uint32_t i = 0; i < document->sentences.count; i++) {
        att_sentence sentence = document->sentences.items[i];
        att_span part = document->parts.items[sentence.part].span;
        require(sentence.first == token && sentence.end > token);
        require(part.start <= sentence.span.start && sentence.span.end <= part.end);
        for (; token < sentence.end; token++) {
            att_span span = document->tokens.items[token].span;
            require(span.start >= end && span.end > span.start);
            end = span.end;
        }
    }
    require(token == document->tokens.count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    att_slice text = {(const char *)data, (uint32_t)size};
    att_document *document;
    if (size > 1 << 20 || att_utf8_valid_prefix(text) < size ||
        att_document_new(&document, text, NULL))
        return 0;
    require(att_input_split(document, NULL) == ATT_OK);
    check_parts(document);
    require(att_tokens_run(tokenizer(), document, NULL) == ATT_OK);
    check_tokens(document);
    att_document_free(document);
    return 0;
}
