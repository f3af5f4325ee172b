/* wordlist.c - see wordlist.h. A few small files, each with its own columns; one reader each. */
#include "tokens/wordlist.h"

#include "base/error.h"
#include "base/table.h"

enum {
    LONGEST = 48, /* no word of the files is longer */
    USUAL = 29000 /* words of all files */
};

static bool lower_ascii(char *out, att_slice word) {
    if (!word.size || word.size > LONGEST)
        return false;
    for (uint32_t i = 0; i < word.size; i++) {
        char c = word.data[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    return true;
}

/* The word itself where it is in lower case, as nearly all of the files are. */
static att_slice lowered(att_wordlist *wordlist, att_slice word) {
    char lower[LONGEST];
    if (!lower_ascii(lower, word) || memcmp(lower, word.data, word.size) == 0)
        return word;
    return att_arena_copy(&wordlist->arena, (att_slice){lower, word.size});
}

/* The word's bytes live in the wordlist's arena: they are those of a file. */
static att_lexeme *add(att_wordlist *wordlist, att_map *map, att_slice word, uint32_t flags) {
    uint32_t *index = att_map_at(map, map == &wordlist->map ? lowered(wordlist, word) : word);
    if (*index == ATT_NONE) {
        *index = wordlist->lexemes.count;
        *ATT_PUSH(&wordlist->arena, &wordlist->lexemes) = (att_lexeme){0};
    }
    wordlist->lexemes.items[*index].flags |= flags;
    return &wordlist->lexemes.items[*index];
}

typedef bool row_reader(att_wordlist *wordlist, const att_table *row);

static bool read_word(att_wordlist *wordlist, const att_table *row) {
    add(wordlist, &wordlist->map, row->column[0], ATT_LEXEME_KNOWN);
    return true;
}

static bool read_symbol(att_wordlist *wordlist, const att_table *row) {
    add(wordlist, &wordlist->exact, row->column[0], ATT_LEXEME_SYMBOL);
    return true;
}

/* "x-" gets `before`, "-x" and "x" get `after`. */
static void add_hyphened(att_wordlist *wordlist, att_map *map, att_slice word, uint32_t before,
                         uint32_t after) {
    if (att_slice_ends(word, "-")) {
        word.size--;
        add(wordlist, map, word, before);
    } else {
        if (att_slice_starts(word, "-"))
            word = att_slice_part(word, 1, word.size);
        add(wordlist, map, word, after);
    }
}

static bool read_unit(att_wordlist *wordlist, const att_table *row) {
    add_hyphened(wordlist, &wordlist->exact, row->column[0], ATT_LEXEME_UNIT_BEFORE,
                 ATT_LEXEME_UNIT);
    return true;
}

static bool read_affix(att_wordlist *wordlist, const att_table *row) {
    add_hyphened(wordlist, &wordlist->map, row->column[0], ATT_LEXEME_PREFIX, ATT_LEXEME_SUFFIX);
    return true;
}

static bool read_glue(att_wordlist *wordlist, const att_table *row) {
    add_hyphened(wordlist, &wordlist->map, row->column[0], ATT_LEXEME_GLUE_HEAD,
                 ATT_LEXEME_GLUE_TAIL);
    return true;
}

static bool read_contraction(att_wordlist *wordlist, const att_table *row) {
    att_slice rest = row->column[0], piece;
    char *whole = att_arena_alloc(&wordlist->arena, LONGEST);
    uint32_t size = 0, count = 0;
    uint8_t cuts[4] = {0};
    while (att_slice_next(&rest, '|', &piece)) {
        if (!piece.size || size + piece.size > LONGEST || count > 3)
            return false;
        if (size)
            cuts[count++] = (uint8_t)size;
        memcpy(whole + size, piece.data, piece.size);
        size += piece.size;
    }
    if (!count || count > 3)
        return false;
    att_lexeme *lexeme =
        add(wordlist, &wordlist->map, (att_slice){whole, size}, ATT_LEXEME_CONTRACTION);
    memcpy(lexeme->cuts, cuts, sizeof cuts);
    return true;
}

static uint32_t flag_named(att_slice name) {
    static const struct {
        const char *name;
        uint32_t flag;
    } names[] = {
        {"title", ATT_LEXEME_TITLE},     {"inner", ATT_LEXEME_INNER},
        {"number", ATT_LEXEME_NUMBER},   {"date", ATT_LEXEME_DATE},
        {"end", ATT_LEXEME_END},         {"often", ATT_LEXEME_OFTEN},
        {"starter", ATT_LEXEME_STARTER}, {"speech", ATT_LEXEME_SPEECH},
        {"clock", ATT_LEXEME_CLOCK},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (att_slice_is(name, names[i].name))
            return names[i].flag;
    return 0;
}

static bool read_sentence_word(att_wordlist *wordlist, const att_table *row) {
    uint32_t flag = flag_named(row->column[1]);
    add(wordlist, &wordlist->map, row->column[0], flag);
    return flag != 0;
}

static bool read_abbreviation(att_wordlist *wordlist, const att_table *row) {
    att_slice form = row->column[0];
    uint32_t flag = flag_named(row->column[1]);
    if (!flag || !att_slice_ends(form, "."))
        return false;
    if (form.data[0] >= 'A' && form.data[0] <= 'Z')
        flag |= ATT_LEXEME_CAPITAL;
    form.size--;
    /* A form that stands there in both cases needs no capital. */
    uint32_t before = att_wordlist_find(wordlist, form).flags;
    att_lexeme *lexeme = add(wordlist, &wordlist->map, form, flag);
    if (before & ATT_LEXEME_ABBREVIATION && !(before & flag & ATT_LEXEME_CAPITAL))
        lexeme->flags &= ~(uint32_t)ATT_LEXEME_CAPITAL;
    return true;
}

static const struct {
    const char *name;
    row_reader *read;
} files[] = {
    {"words.txt", read_word},
    {"contractions.txt", read_contraction},
    {"affixes.txt", read_affix},
    {"units.txt", read_unit},
    {"symbols.txt", read_symbol},
    {"glue.txt", read_glue},
    {"sentences.txt", read_sentence_word},
    {"abbreviations.txt", read_abbreviation},
};

static att_status read_files(att_wordlist *wordlist, const char *dir, att_error *error) {
    att_map_reserve(&wordlist->map, USUAL);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        att_table table;
        att_status status = att_table_open(&table, &wordlist->arena, dir, files[i].name, "", error);
        if (status)
            return status;
        while (att_table_next(&table))
            if (table.column[0].size > LONGEST || !files[i].read(wordlist, &table))
                return att_table_error(&table, error, "a line that cannot be read");
    }
    return ATT_OK;
}

att_status att_wordlist_read(att_wordlist *wordlist, const char *dir, att_error *error) {
    *wordlist = (att_wordlist){0};
    att_arena_init(&wordlist->arena);
    att_map_init(&wordlist->map, &wordlist->arena);
    att_map_init(&wordlist->exact, &wordlist->arena);
    jmp_buf memory_ended;
    wordlist->arena.recovery = &memory_ended;
    att_status status;
    if (setjmp(memory_ended))
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended", dir);
    else
        status = read_files(wordlist, dir, error);
    wordlist->arena.recovery = NULL;
    if (status)
        att_wordlist_release(wordlist);
    return status;
}

void att_wordlist_release(att_wordlist *wordlist) {
    att_arena_release(&wordlist->arena);
    *wordlist = (att_wordlist){0};
}

static att_lexeme lexeme_at(const att_wordlist *wordlist, uint32_t index) {
    return index == ATT_NONE ? (att_lexeme){0} : wordlist->lexemes.items[index];
}

att_lexeme att_wordlist_find(const att_wordlist *wordlist, att_slice word) {
    char lower[LONGEST];
    if (!lower_ascii(lower, word))
        return (att_lexeme){0};
    return lexeme_at(wordlist, att_map_get(&wordlist->map, (att_slice){lower, word.size}));
}

uint32_t att_wordlist_exact(const att_wordlist *wordlist, att_slice word) {
    return lexeme_at(wordlist, att_map_get(&wordlist->exact, word)).flags;
}

uint32_t att_wordlist_abbreviation(const att_wordlist *wordlist, att_slice word) {
    uint32_t flags = att_wordlist_find(wordlist, word).flags;
    if (!(flags & ATT_LEXEME_ABBREVIATION))
        return 0;
    bool capital = word.data[0] >= 'A' && word.data[0] <= 'Z';
    return flags & ATT_LEXEME_CAPITAL && !capital ? 0 : flags & ATT_LEXEME_ABBREVIATION;
}
