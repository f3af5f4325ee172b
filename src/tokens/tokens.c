/* tokens.c - the stage: each part scanned, then cut into sentences. See tokens.h. */
#include "tokens/tokens.h"

#include "base/error.h"
#include "tokens/sentences.h"

#include <stdlib.h>

struct att_tokenizer {
    att_wordlist wordlist;
};

att_status att_tokenizer_open(att_tokenizer **out, const char *language_dir, att_error *error) {
    *out = NULL;
    att_tokenizer *tokenizer = calloc(1, sizeof *tokenizer);
    if (!tokenizer)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_status status = att_wordlist_read(&tokenizer->wordlist, language_dir, error);
    if (status)
        free(tokenizer);
    else
        *out = tokenizer;
    return status;
}

void att_tokenizer_close(att_tokenizer *tokenizer) {
    if (!tokenizer)
        return;
    att_wordlist_release(&tokenizer->wordlist);
    free(tokenizer);
}

static void add_sentence(att_document *document, const att_scanner *scanner, uint32_t part,
                         uint32_t paragraph, uint32_t first, uint32_t end) {
    uint32_t index = document->sentences.count;
    for (uint32_t i = first; i < end; i++)
        scanner->items[i].sentence = index;
    att_span span = {scanner->items[first].span.start, scanner->items[end - 1].span.end};
    *ATT_PUSH(&document->arena, &document->sentences) =
        (att_sentence){span, first, end, part, paragraph};
}

/* The part's tokens begin at the scanner's `first`. */
static void cut_sentences(att_document *document, const att_scanner *scanner, uint32_t part,
                          uint32_t paragraph) {
    uint32_t begun = scanner->first;
    for (uint32_t i = begun + 1; i < scanner->count; i++)
        if (att_sentence_begins(scanner, begun, i)) {
            add_sentence(document, scanner, part, paragraph, begun, i);
            begun = i;
        }
    if (begun < scanner->count)
        add_sentence(document, scanner, part, paragraph, begun, scanner->count);
}

att_status att_tokens_run(const att_tokenizer *tokenizer, att_document *document,
                          att_error *error) {
    att_scanner scanner = {.wordlist = &tokenizer->wordlist,
                           .text = document->text,
                           .arena = &document->arena,
                           .capacity = document->text.size / 4 + 16};
    scanner.items = ATT_NEW_ARRAY(&document->arena, att_token, scanner.capacity);
    uint32_t paragraph = 0;
    for (uint32_t i = 0; i < document->parts.count; i++) {
        att_part part = document->parts.items[i];
        if (part.kind == ATT_PART_HEADER || part.kind == ATT_PART_END_MARK)
            continue;
        att_scan(&scanner, part.span.start, part.span.end);
        cut_sentences(document, &scanner, i, paragraph);
        paragraph += part.kind == ATT_PART_BODY;
    }
    document->tokens.items = scanner.items;
    document->tokens.count = scanner.count;
    document->tokens.capacity = scanner.capacity;
    return ATT_OK;
}

uint32_t att_tokens_split(const att_tokenizer *tokenizer, att_slice text, att_token *out,
                          uint32_t capacity) {
    att_scanner scanner = {
        .wordlist = &tokenizer->wordlist, .text = text, .items = out, .capacity = capacity};
    att_scan(&scanner, 0, text.size);
    return scanner.count;
}
