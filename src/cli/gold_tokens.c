/* gold_tokens.c - see gold_tokens.h. */
#include "cli/gold_tokens.h"

#include "base/error.h"
#include "engine/engine.h"
#include "output/write.h"
#include "parse/parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 10 };

typedef struct gold_file {
    att_arena arena;
    att_slice bytes;
    att_buffer text; /* the forms with the spaces that the file says */
    att_document *document;
    ATT_ARRAY(att_token) tokens;
    ATT_ARRAY(att_sentence) sentences;
} gold_file;

/* Splits a line at its tabs; returns how many columns there are. */
static int split_columns(att_slice line, att_slice columns[COLUMNS]) {
    int count = 0;
    while (count < COLUMNS && att_slice_next(&line, '\t', &columns[count]))
        count++;
    return count;
}

/* A word's line begins with a whole number: not 1-2 and not 8.1. */
static bool is_word(att_slice id) {
    for (uint32_t i = 0; i < id.size; i++)
        if (!isdigit((unsigned char)id.data[i]))
            return false;
    return id.size > 0;
}

static bool holds(att_slice text, const char *word) {
    return memmem(text.data, text.size, word, strlen(word)) != NULL;
}

/* The last word of a range "3-4" that begins here, or 0. */
static unsigned range_end(att_slice id) {
    const char *dash = id.size ? memchr(id.data, '-', id.size) : NULL;
    return dash ? (unsigned)strtoul(dash + 1, NULL, 10) : 0;
}

static void add_word(gold_file *file, att_slice form, bool space) {
    att_token *token = ATT_PUSH(&file->arena, &file->tokens);
    token->span.start = (uint32_t)file->text.size;
    att_buffer_add_slice(&file->text, form);
    token->span.end = (uint32_t)file->text.size;
    token->sentence = file->sentences.count;
    token->space_after = space;
    if (space)
        att_buffer_add_char(&file->text, ' ');
}

static void end_sentence(gold_file *file, uint32_t first) {
    if (file->tokens.count == first)
        return;
    att_sentence *sentence = ATT_PUSH(&file->arena, &file->sentences);
    sentence->first = first;
    sentence->end = file->tokens.count;
    sentence->span = (att_span){file->tokens.items[first].span.start,
                                file->tokens.items[file->tokens.count - 1].span.end};
    att_buffer_add_char(&file->text, '\n');
}

static void read_words(gold_file *file) {
    att_slice rest = file->bytes, line, columns[COLUMNS] = {{0}};
    uint32_t first = 0;
    unsigned range = 0; /* the last word of the range we are in */
    bool range_space = true;
    while (att_slice_next(&rest, '\n', &line)) {
        if (line.size && line.data[line.size - 1] == '\r')
            line.size--;
        if (!line.size) {
            end_sentence(file, first);
            first = file->tokens.count;
            range = 0;
        }
        if (!line.size || line.data[0] == '#' || split_columns(line, columns) < COLUMNS)
            continue;
        bool space = !holds(columns[9], "SpaceAfter=No");
        if (!is_word(columns[0])) {
            range = range_end(columns[0]) ? range_end(columns[0]) : range;
            range_space = space;
            continue;
        }
        unsigned number = (unsigned)strtoul(columns[0].data, NULL, 10);
        add_word(file, columns[1], number < range ? false : number == range ? range_space : space);
    }
    end_sentence(file, first);
}

static att_status make_document(gold_file *file, const att_engine *engine, att_error *error) {
    if (file->text.failed)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_status status = att_document_new(&file->document, att_buffer_slice(&file->text), error);
    if (status)
        return status;
    att_document *document = file->document;
    document->tokens.items = file->tokens.items;
    document->tokens.count = document->tokens.capacity = file->tokens.count;
    document->sentences.items = file->sentences.items;
    document->sentences.count = document->sentences.capacity = file->sentences.count;
    *ATT_PUSH(&document->arena, &document->parts) =
        (att_part){ATT_PART_BODY, {0, document->text.size}};
    return att_engine_parse_tokens(engine, document, error);
}

/* The line of a word with the parse in place of columns 3 to 8. */
static void print_word(const att_document *document, uint32_t token,
                       const att_slice columns[COLUMNS], att_buffer *out) {
    const att_word *word = &document->words[token];
    const att_sentence *sentence =
        &document->sentences.items[document->tokens.items[token].sentence];
    att_buffer_format(out, "%.*s\t%.*s\t%.*s\t%s\t%s\t", (int)columns[0].size, columns[0].data,
                      (int)columns[1].size, columns[1].data, (int)word->lemma_as_written.size,
                      word->lemma_as_written.data, att_upos_name((att_upos)word->upos),
                      att_xpos_name(word->xpos));
    att_features_write(out, word->features);
    att_buffer_format(
        out, "\t%u\t%s\t_\t%.*s\n", word->head == ATT_NONE ? 0 : word->head - sentence->first + 1,
        att_relation_name((att_relation)word->relation), (int)columns[9].size, columns[9].data);
}

static void write_parsed(const gold_file *file, att_buffer *out) {
    att_slice rest = file->bytes, line, columns[COLUMNS] = {{0}};
    uint32_t token = 0;
    while (att_slice_next(&rest, '\n', &line)) {
        if (line.size && line.data[line.size - 1] == '\r')
            line.size--;
        if (!rest.data && !line.size)
            break;
        if (line.size && line.data[0] != '#' && split_columns(line, columns) == COLUMNS &&
            is_word(columns[0])) {
            print_word(file->document, token++, columns, out);
        } else {
            att_buffer_add_slice(out, line);
            att_buffer_add_char(out, '\n');
        }
    }
}

static att_status parse(gold_file *file, const att_engine *engine, const char *path,
                        att_error *error) {
    jmp_buf here;
    file->arena.recovery = &here;
    att_status status;
    if (setjmp(here)) {
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    } else {
        read_words(file);
        status = file->tokens.count ? make_document(file, engine, error)
                                    : att_error_set(error, ATT_ERROR_INPUT, ATT_NO_OFFSET,
                                                    "%s: holds no words in CoNLL-U", path);
    }
    file->arena.recovery = NULL;
    return status;
}

att_status att_gold_parse(att_buffer *out, const att_engine *engine, att_slice bytes,
                          const char *path, att_error *error) {
    gold_file file = {.bytes = bytes};
    att_arena_init(&file.arena);
    att_status status = parse(&file, engine, path, error);
    if (!status)
        write_parsed(&file, out);
    if (!status && out->failed)
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_document_free(file.document);
    att_buffer_release(&file.text);
    att_arena_release(&file.arena);
    return status;
}
