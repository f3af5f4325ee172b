/* tokens.c - how well and how fast sentences and words are found in the raw text of a treebank.
 *
 *     bench-tokens LANGUAGE_DIR FILE.conllu[.xz]…
 *
 * The raw text is rebuilt from "# text", paragraphs from "# newpar" and "# newdoc". A word or a
 * sentence counts when it has both ends of a gold one. With ATTACHE_SHOW=words or =sentences the
 * differences are printed. */
#include "tokens/tokens.h"
#include "base/buffer.h"
#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { REPETITIONS = 5, LINE_SIZE = 1 << 16 };

typedef ATT_ARRAY(att_span) spans;

typedef struct treebank {
    att_arena arena;
    att_buffer text;
    spans words, sentences;
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

/* How many spans are in both; both are in text order. */
static uint32_t agreement(const spans *gold, const spans *found, att_slice text, bool print) {
    uint32_t i = 0, j = 0, same = 0;
    while (i < gold->count && j < found->count) {
        att_span a = gold->items[i], b = found->items[j];
        if (a.start == b.start && a.end == b.end) {
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

static void report(const char *what, const treebank *bank, const spans *gold, const spans *found) {
    const char *wanted = getenv("ATTACHE_SHOW");
    uint32_t same =
        agreement(gold, found, att_buffer_slice(&bank->text), wanted && strcmp(wanted, what) == 0);
    printf("  %-9s precision %6.2f  recall %6.2f  F1 %6.2f  (gold %u, found %u)\n", what,
           100.0 * same / found->count, 100.0 * same / gold->count,
           200.0 * same / (gold->count + found->count), gold->count, found->count);
}

static att_status run(const att_tokenizer *tokenizer, const char *path, att_error *error) {
    treebank bank = {0};
    if (!read_treebank(&bank, path))
        return att_error_set_errno(error, path, "read");
    spans words = {0}, sentences = {0};
    double spent = 0;
    for (int i = 0; i < REPETITIONS; i++) {
        att_document *document;
        att_status status = att_document_new(&document, att_buffer_slice(&bank.text), error);
        if (status)
            return status;
        *ATT_PUSH(&document->arena, &document->parts) =
            (att_part){ATT_PART_BODY, {0, document->text.size}};
        double begun = seconds();
        status = att_tokens_run(tokenizer, document, error);
        spent += seconds() - begun;
        for (uint32_t j = 0; !i && j < document->tokens.count; j++)
            *ATT_PUSH(&bank.arena, &words) = document->tokens.items[j].span;
        for (uint32_t j = 0; !i && j < document->sentences.count; j++)
            *ATT_PUSH(&bank.arena, &sentences) = document->sentences.items[j].span;
        att_document_free(document);
        if (status)
            return status;
    }
    printf("%s\n", path);
    report("words", &bank, &bank.words, &words);
    report("sentences", &bank, &bank.sentences, &sentences);
    printf("  %.1f million tokens/s\n", REPETITIONS * words.count / spent / 1e6);
    att_buffer_release(&bank.text);
    att_arena_release(&bank.arena);
    return ATT_OK;
}

int main(int argc, char **argv) {
    att_tokenizer *tokenizer;
    att_error error = {0};
    if (argc < 3) {
        fprintf(stderr, "usage: bench-tokens LANGUAGE_DIR FILE.conllu[.xz]...\n");
        return 2;
    }
    att_status status = att_tokenizer_open(&tokenizer, argv[1], &error);
    for (int i = 2; !status && i < argc; i++)
        status = run(tokenizer, argv[i], &error);
    if (status)
        fprintf(stderr, "bench-tokens: %s\n", error.message);
    att_tokenizer_close(tokenizer);
    return status ? 1 : 0;
}
