/* raw.c - how well and how fast sentences, words and trees are found in the raw text of a treebank,
 * and how long the engine takes to open.
 *
 *     bench-raw DATA_DIR FILE.conllu[.xz]…
 *
 * The raw text is rebuilt from "# text", paragraphs from "# newpar" and "# newdoc". As in the CoNLL
 * 2018 shared task, a word or a sentence counts when it has both ends of a gold one, and what is
 * said of a word when the word counts and so, for trees, does its head. Trees are those that the
 * product works with, mended after the model. With ATTACHE_SHOW=words or =sentences the differences
 * are printed. */
#include "base/buffer.h"
#include "base/error.h"
#include "engine/engine.h"
#include "tokens/tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { REPETITIONS = 5, LINE_SIZE = 1 << 16 };

typedef ATT_ARRAY(att_span) spans;

/* What the treebank, or the program, says of a word. */
typedef struct analysis {
    att_slice upos, lemma, relation;
    uint32_t head; /* ATT_NONE: root */
} analysis;

typedef ATT_ARRAY(analysis) analyses;

typedef struct treebank {
    att_arena arena;
    att_buffer text;
    spans words, sentences;
    analyses trees;
    uint32_t sentence_first;
    uint32_t cursor;     /* in the text, after the last word */
    long multiword_last; /* id of the last word of the present multiword token */
    uint32_t multiword_end;
    bool paragraph; /* one begins */
} treebank;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void add_sentence(treebank *bank, const char *text) {
    if (bank->text.size)
        att_buffer_add(&bank->text, bank->paragraph ? "\n\n" : " ");
    bank->paragraph = false;
    bank->sentence_first = bank->words.count;
    bank->cursor = (uint32_t)bank->text.size;
    bank->multiword_last = 0;
    att_buffer_add(&bank->text, text);
    *ATT_PUSH(&bank->arena, &bank->sentences) = (att_span){bank->cursor, (uint32_t)bank->text.size};
}

/* The bytes of the text that `form` covers at the cursor, spaces within it included. */
static uint32_t covered(const treebank *bank, const char *form) {
    const char *text = bank->text.data + bank->cursor, *at = text;
    for (const char *c = form; *c && *at; c++, at++)
        while (*at == ' ' && *c != ' ')
            at++;
    return (uint32_t)(at - text);
}

static att_slice without_subtype(att_slice relation) {
    att_slice part = relation;
    att_slice_next(&relation, ':', &part);
    return part;
}

/* The columns after the form: lemma, upos, xpos, features, head, relation. */
static void add_analysis(treebank *bank, const char *columns) {
    att_slice rest = att_arena_copy(&bank->arena, att_slice_of(columns)), column[6] = {0};
    for (int i = 0; i < 6; i++)
        att_slice_next(&rest, '\t', &column[i]);
    long head = atol(column[4].data);
    *ATT_PUSH(&bank->arena, &bank->trees) =
        (analysis){column[1], column[0], without_subtype(column[5]),
                   head ? bank->sentence_first + (uint32_t)head - 1 : ATT_NONE};
}

/* A line "id form …": the text must be NUL-terminated there, which a buffer is. */
static void add_word(treebank *bank, char *line) {
    char *form = strchr(line, '\t');
    if (!form || memchr(line, '.', (size_t)(form - line)))
        return;
    char *end = strchr(++form, '\t');
    *end = '\0';
    while (bank->text.data[bank->cursor] == ' ')
        bank->cursor++;
    char *dash = memchr(line, '-', (size_t)(form - line));
    if (dash) {
        bank->multiword_last = atol(dash + 1);
        bank->multiword_end = bank->cursor + covered(bank, form);
        return;
    }
    uint32_t size = (uint32_t)strlen(form);
    bool there = strncmp(bank->text.data + bank->cursor, form, size) == 0;
    long id = atol(line);
    if (id <= bank->multiword_last && (!there || id == bank->multiword_last))
        size = id == bank->multiword_last ? bank->multiword_end - bank->cursor : 1;
    else if (!there)
        size = covered(bank, form);
    *ATT_PUSH(&bank->arena, &bank->words) = (att_span){bank->cursor, bank->cursor + size};
    bank->cursor += size;
    add_analysis(bank, end + 1);
}

static bool read_treebank(treebank *bank, const char *path) {
    char command[1024];
    bool packed = att_slice_ends(att_slice_of(path), ".xz");
    snprintf(command, sizeof command, "xz -dc '%s'", path);
    FILE *file = packed ? popen(command, "r") : fopen(path, "r");
    if (!file)
        return false;
    static char line[LINE_SIZE];
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "# newdoc", 8) == 0 || strncmp(line, "# newpar", 8) == 0)
            bank->paragraph = true;
        else if (strncmp(line, "# text = ", 9) == 0)
            add_sentence(bank, line + 9);
        else if (line[0] >= '0' && line[0] <= '9')
            add_word(bank, line);
    }
    if (packed)
        pclose(file);
    else
        fclose(file);
    return bank->words.count > 0;
}

static void show(const char *what, att_slice text, att_span span) {
    printf("    %s [%.*s]\n", what, (int)(span.end - span.start), text.data + span.start);
}

/* How many spans are in both; both are in text order. `partner` gets for each gold one the number
 * of the same one found, or ATT_NONE. */
static uint32_t agreement(const spans *gold, const spans *found, att_slice text, uint32_t *partner,
                          bool print) {
    uint32_t i = 0, j = 0, same = 0;
    memset(partner, 0xFF, gold->count * sizeof *partner);
    while (i < gold->count && j < found->count) {
        att_span a = gold->items[i], b = found->items[j];
        if (a.start == b.start && a.end == b.end) {
            partner[i] = j;
            same++, i++, j++;
            continue;
        }
        bool gold_first = a.end < b.end || (a.end == b.end && a.start > b.start);
        if (print)
            show(gold_first ? "gold " : "found", text, gold_first ? a : b);
        if (gold_first)
            i++;
        else
            j++;
    }
    return same;
}

static uint32_t *report(const char *what, treebank *bank, const spans *gold, const spans *found) {
    const char *wanted = getenv("ATTACHE_SHOW");
    uint32_t *partner = ATT_NEW_ARRAY(&bank->arena, uint32_t, gold->count);
    uint32_t same = agreement(gold, found, att_buffer_slice(&bank->text), partner,
                              wanted && strcmp(wanted, what) == 0);
    printf("  %-9s precision %6.2f  recall %6.2f  F1 %6.2f  (gold %u, found %u)\n", what,
           100.0 * same / found->count, 100.0 * same / gold->count,
           200.0 * same / (gold->count + found->count), gold->count, found->count);
    return partner;
}

/* What was found, copied out of the document. */
typedef struct findings {
    spans words, sentences;
    analyses trees;
} findings;

static void keep(findings *found, att_arena *arena, const att_document *document) {
    for (uint32_t i = 0; i < document->sentences.count; i++)
        *ATT_PUSH(arena, &found->sentences) = document->sentences.items[i].span;
    for (uint32_t i = 0; i < document->tokens.count; i++) {
        const att_word *word = &document->words[i];
        *ATT_PUSH(arena, &found->words) = document->tokens.items[i].span;
        *ATT_PUSH(arena, &found->trees) = (analysis){
            att_slice_of(att_upos_name(word->upos)), att_arena_copy(arena, word->lemma_as_written),
            without_subtype(att_slice_of(att_relation_name(word->relation))), word->head};
    }
}

static void report_trees(const treebank *bank, const findings *found, const uint32_t *partner) {
    uint32_t upos = 0, lemmas = 0, heads = 0, labels = 0;
    for (uint32_t i = 0; i < bank->words.count; i++) {
        if (partner[i] == ATT_NONE)
            continue;
        const analysis *gold = &bank->trees.items[i], *word = &found->trees.items[partner[i]];
        uint32_t head = gold->head == ATT_NONE ? ATT_NONE : partner[gold->head];
        bool same = word->head == head && (head != ATT_NONE || gold->head == ATT_NONE);
        upos += att_slice_equal(gold->upos, word->upos);
        lemmas += att_slice_equal(gold->lemma, word->lemma);
        heads += same;
        labels += same && att_slice_equal(gold->relation, word->relation);
    }
    double both = (double)(bank->words.count + found->words.count) / 200.0;
    printf("  F1 of UPOS %.2f  lemma %.2f  UAS %.2f  LAS %.2f\n", upos / both, lemmas / both,
           heads / both, labels / both);
}

/* One pass over the text; what it took of the processor's time is added to `spent`. */
static att_status pass(const att_tokenizer *tokenizer, const att_engine *engine, treebank *bank,
                       findings *found, double spent[2], att_error *error) {
    att_document *document;
    att_status status = att_document_new(&document, att_buffer_slice(&bank->text), error);
    if (status)
        return status;
    *ATT_PUSH(&document->arena, &document->parts) =
        (att_part){ATT_PART_BODY, {0, document->text.size}};
    double begun = seconds();
    status = att_tokens_run(tokenizer, document, error);
    double cut = seconds();
    if (!status)
        status = att_engine_parse_tokens(engine, document, error);
    spent[0] += cut - begun;
    spent[1] += seconds() - begun;
    if (!status && !found->words.count)
        keep(found, &bank->arena, document);
    att_document_free(document);
    return status;
}

static att_status run(const att_tokenizer *tokenizer, const att_engine *engine, const char *path,
                      att_error *error) {
    treebank bank = {0};
    findings found = {0};
    double spent[2] = {0, 0};
    att_status status = ATT_OK;
    if (!read_treebank(&bank, path))
        return att_error_set_errno(error, path, "read");
    for (int i = 0; i < REPETITIONS && !status; i++)
        status = pass(tokenizer, engine, &bank, &found, spent, error);
    if (!status) {
        printf("%s\n", path);
        report_trees(&bank, &found, report("words", &bank, &bank.words, &found.words));
        report("sentences", &bank, &bank.sentences, &found.sentences);
        double tokens = (double)REPETITIONS * found.words.count;
        printf("  raw text to tokens %.1f million tokens/s, to parse %.0f tokens/s on one core\n",
               tokens / spent[0] / 1e6, tokens / spent[1]);
    }
    att_buffer_release(&bank.text);
    att_arena_release(&bank.arena);
    return status;
}

/* The least of a few openings, in milliseconds of the processor. */
static att_status time_opening(const att_engine_options *options, att_error *error) {
    double least = 1e9;
    for (int i = 0; i < REPETITIONS; i++) {
        att_engine *engine;
        double begun = seconds();
        att_status status = att_engine_open(&engine, options, error);
        if (status)
            return status;
        double spent = 1e3 * (seconds() - begun);
        least = spent < least ? spent : least;
        att_engine_close(engine);
    }
    printf("engine with its model opened in %.1f ms\n", least);
    return ATT_OK;
}

int main(int argc, char **argv) {
    att_tokenizer *tokenizer = NULL;
    att_engine *engine = NULL;
    att_error error = {0};
    char language[1024];
    if (argc < 3) {
        fprintf(stderr, "usage: bench-raw DATA_DIR FILE.conllu[.xz]...\n");
        return 2;
    }
    att_engine_options options = {.data_dir = argv[1]};
    snprintf(language, sizeof language, "%s/lang/en", argv[1]);
    att_status status = time_opening(&options, &error);
    if (!status)
        status = att_tokenizer_open(&tokenizer, language, &error);
    if (!status)
        status = att_engine_open(&engine, &options, &error);
    for (int i = 2; !status && i < argc; i++)
        status = run(tokenizer, engine, argv[i], &error);
    if (status)
        fprintf(stderr, "bench-raw: %s\n", error.message);
    att_engine_close(engine);
    att_tokenizer_close(tokenizer);
    return status ? 1 : 0;
}
