/* plain.h - documents for unit tests of single stages, cut into tokens by the plainest rule, so
 * that a stage is tested without the tokenizer, the parser and their models. Not for other use. */
#ifndef TESTS_MENTIONS_PLAIN_H
#define TESTS_MENTIONS_PLAIN_H

#include "base/file.h"
#include "base/table.h"
#include "document/document.h"

/* A document of body sentences; " | " parts sentences, " || " paragraphs. `date` may be "". */
static inline att_document *plain_document(att_slice text, att_slice date);

static inline bool plain_is_edge(char byte) {
    return memchr(".,;:!?()\"/$%", byte, 12) != NULL;
}

static inline void plain_token(att_document *document, uint32_t start, uint32_t end) {
    att_token *token = ATT_PUSH(&document->arena, &document->tokens);
    bool space = end >= document->text.size || document->text.data[end] == ' ';
    *token = (att_token){{start, end}, document->sentences.count - 1, space, false};
}

/* One word between spaces: marks at its edges, "'s", and cut at hyphens. */
static inline void plain_word(att_document *document, uint32_t start, uint32_t end) {
    const char *text = document->text.data;
    while (start < end && plain_is_edge(text[start])) {
        plain_token(document, start, start + 1);
        start++;
    }
    uint32_t tail = end;
    while (tail > start && plain_is_edge(text[tail - 1]))
        tail--;
    bool genitive = tail > start + 2 && memcmp(text + tail - 2, "'s", 2) == 0;
    uint32_t stem = genitive ? tail - 2 : tail;
    for (uint32_t at = start + 1; at + 1 < stem; at++) {
        if (text[at] != '-' || at == start)
            continue;
        plain_token(document, start, at);
        plain_token(document, at, at + 1);
        start = at + 1;
    }
    if (stem > start)
        plain_token(document, start, stem);
    if (genitive)
        plain_token(document, tail - 2, tail);
    for (; tail < end; tail++)
        plain_token(document, tail, tail + 1);
}

static inline void plain_sentence(att_document *document, uint32_t start, uint32_t end,
                                  uint32_t part) {
    att_sentence *sentence = ATT_PUSH(&document->arena, &document->sentences);
    *sentence = (att_sentence){{start, end}, document->tokens.count, 0, part, part};
    uint32_t at = start;
    while (at < end) {
        while (at < end && document->text.data[at] == ' ')
            at++;
        uint32_t from = at;
        while (at < end && document->text.data[at] != ' ')
            at++;
        if (at > from)
            plain_word(document, from, at);
    }
    document->sentences.items[document->sentences.count - 1].end = document->tokens.count;
}

static inline att_document *plain_document(att_slice text, att_slice date) {
    att_document *document = NULL;
    if (att_document_new(&document, text, NULL) != ATT_OK)
        return NULL;
    document->date_known = att_day_parse(&document->date, date);
    uint32_t start = 0, part = 0;
    att_part *first = ATT_PUSH(&document->arena, &document->parts);
    *first = (att_part){ATT_PART_BODY, {0, text.size}};
    for (uint32_t at = 0; at <= text.size; at++) {
        if (at < text.size && text.data[at] != '|')
            continue;
        if (at > start)
            plain_sentence(document, start, at, part);
        if (at + 1 < text.size && text.data[at + 1] == '|') {
            att_part *next = ATT_PUSH(&document->arena, &document->parts);
            *next = (att_part){ATT_PART_BODY, {at + 2, text.size}};
            part++;
            at++;
        }
        start = at + 1;
    }
    return document;
}

#endif
