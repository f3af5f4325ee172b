/* parse.c - `attache parse`: stories to CoNLL-U, or the words of a CoNLL-U file parsed anew.
 *
 * With --gold-tokens the file's lines go through as they are; only the columns of
 * its words from LEMMA to DEPREL are replaced, so that an evaluation script finds
 * the same tokens on both sides. */
#include "parse/parse.h"
#include "base/error.h"
#include "base/file.h"
#include "cli/batch.h"
#include "engine/engine.h"
#include "output/write.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

const att_option att_cli_parse_options[] = {
    {"gold-tokens", 0, ATT_OPTION_FILE, "FILE", "parse the words of this CoNLL-U file"},
    ATT_OPTIONS_READER,
    ATT_OPTION_NO_SANDBOX,
    ATT_OPTION_END};

enum { COLUMNS = 10, GOLD_LIMIT = 1u << 30 };

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
    att_slice rest = file->bytes, line, columns[COLUMNS];
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
                      (int)columns[1].size, columns[1].data, (int)word->lemma.size,
                      word->lemma.data, att_upos_name((att_upos)word->upos),
                      att_xpos_name(word->xpos));
    att_features_write(out, word->features);
    att_buffer_format(
        out, "\t%u\t%s\t_\t%.*s\n", word->head == ATT_NONE ? 0 : word->head - sentence->first + 1,
        att_relation_name((att_relation)word->relation), (int)columns[9].size, columns[9].data);
}

static void write_parsed(const gold_file *file, att_buffer *out) {
    att_slice rest = file->bytes, line, columns[COLUMNS];
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

static int parse_gold(const att_engine *engine, const char *path) {
    gold_file file = {0};
    att_error error = {0};
    att_arena_init(&file.arena);
    att_status status = att_file_read(&file.bytes, &file.arena, path, GOLD_LIMIT, &error);
    if (!status) {
        read_words(&file);
        status = file.tokens.count ? make_document(&file, engine, &error)
                                   : att_error_set(&error, ATT_ERROR_INPUT, ATT_NO_OFFSET,
                                                   "%s: holds no words in CoNLL-U", path);
    }
    if (!status) {
        att_buffer out;
        att_buffer_init(&out);
        write_parsed(&file, &out);
        fwrite(att_buffer_slice(&out).data, 1, out.size, stdout);
        att_buffer_release(&out);
    }
    att_document_free(file.document);
    att_buffer_release(&file.text);
    att_arena_release(&file.arena);
    return status ? att_cli_fail(&error) : ATT_EXIT_DONE;
}

static att_status take(att_batch *batch, att_batch_job *job, att_error *error) {
    if (job->output.size &&
        fwrite(job->output.data, 1, job->output.size, stdout) != job->output.size)
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET,
                             "standard output: cannot write: %s", strerror(errno));
    return ATT_OK;
}

int att_cli_parse(const att_arguments *arguments) {
    const char *gold = att_arguments_value(arguments, "gold-tokens");
    if (!gold && !arguments->count) {
        att_cli_complain("parse wants a file (see attache help parse)");
        return ATT_EXIT_USAGE;
    }
    att_engine *engine = att_cli_open_engine(arguments);
    if (!engine)
        return ATT_EXIT_FAILED;
    int code;
    if (gold) {
        code = parse_gold(engine, gold);
    } else {
        att_batch batch = {.arguments = arguments,
                           .engine = engine,
                           .format = att_format_find("conllu"),
                           .only_parse = true,
                           .take = take};
        code = att_batch_run(&batch);
    }
    att_engine_close(engine);
    return code;
}
