/* cut.c - where a word is cut into tokens: clitics, contractions, units and glue. See scan.h. */
#include "tokens/scan.h"

enum { SHORTEST_GLUED = 6, LONGEST_GLUED = 40, SHORTEST_PART = 4 };

static bool is_capitals(att_slice word) {
    for (uint32_t i = 0; i < word.size; i++)
        if (word.data[i] >= 'a' && word.data[i] <= 'z')
            return false;
    return true;
}

static bool is_lower(att_slice word) {
    for (uint32_t i = 0; i < word.size; i++)
        if (word.data[i] < 'a' || word.data[i] > 'z')
            return false;
    return true;
}

/* Where "toregularly" or "membersof" is to be cut; 0 for nowhere. */
static uint32_t glue_cut(const att_scanner *scanner, att_slice word) {
    if (word.size < SHORTEST_GLUED || word.size > LONGEST_GLUED || !is_lower(word))
        return 0;
    for (uint32_t cut = 2; cut + 2 <= word.size; cut++) {
        att_slice head = att_slice_part(word, 0, cut);
        att_slice tail = att_slice_part(word, cut, word.size);
        bool by_head = tail.size >= SHORTEST_PART && cut <= 5 &&
                       att_wordlist_find(scanner->wordlist, head).flags & ATT_LEXEME_GLUE_HEAD &&
                       att_wordlist_find(scanner->wordlist, tail).flags & ATT_LEXEME_KNOWN;
        bool by_tail = cut >= SHORTEST_PART && tail.size <= 5 &&
                       att_wordlist_find(scanner->wordlist, tail).flags & ATT_LEXEME_GLUE_TAIL &&
                       att_wordlist_find(scanner->wordlist, head).flags & ATT_LEXEME_KNOWN;
        if (by_head || by_tail)
            return cut;
    }
    return 0;
}

/* A word without clitics. */
static void cut_base(att_scanner *scanner, uint32_t start, uint32_t end, bool joined) {
    att_slice word = att_slice_part(scanner->text, start, end);
    att_lexeme lexeme = att_wordlist_find(scanner->wordlist, word);
    if (lexeme.flags & ATT_LEXEME_CONTRACTION && !(word.size < 5 && is_capitals(word))) {
        uint32_t from = start;
        for (uint32_t i = 0; i < 4; i++) {
            uint32_t to = lexeme.cuts[i] ? start + lexeme.cuts[i] : end;
            att_scan_emit(scanner, from, to, i ? true : joined);
            from = to;
            if (!lexeme.cuts[i])
                break;
        }
        return;
    }
    uint32_t cut = lexeme.flags ? 0 : glue_cut(scanner, word);
    if (cut)
        att_scan_emit(scanner, start, start + cut, joined);
    att_scan_emit(scanner, start + cut, end, cut ? false : joined);
}

void att_scan_letters(att_scanner *scanner, uint32_t start, uint32_t end) {
    cut_base(scanner, start, end, false);
}

/* The bytes of an apostrophe at `offset`; 0 if there is none. */
static uint32_t apostrophe(const att_scanner *scanner, uint32_t offset) {
    uint32_t size;
    return att_scan_at(scanner, offset, &size) == ATT_CHARACTER_APOSTROPHE ? size : 0;
}

bool att_scan_is_clitic(att_slice letters) {
    static const char *const clitics[] = {"s", "m", "d", "re", "ve", "ll"};
    for (size_t i = 0; i < sizeof clitics / sizeof *clitics; i++)
        if (att_slice_is_caseless(letters, clitics[i]))
            return true;
    return false;
}

/* Decades ("1980's") are one token. */
static bool is_decade(const att_scanner *scanner, uint32_t start, uint32_t at) {
    if ((at - start != 2 && at - start != 4) || scanner->text.data[at - 1] != '0')
        return false;
    for (uint32_t i = start; i < at; i++)
        if (scanner->text.data[i] < '0' || scanner->text.data[i] > '9')
            return false;
    return true;
}

/* Where the last clitic of text[start, end) begins; `end` if it has none. */
static uint32_t last_clitic(const att_scanner *scanner, uint32_t start, uint32_t end) {
    const char *text = scanner->text.data;
    for (uint32_t back = 2; back <= 5 && back < end - start; back++) {
        uint32_t at = end - back, size = apostrophe(scanner, at);
        if (!size || at + size >= end)
            continue;
        att_slice letters = att_slice_part(scanner->text, at + size, end);
        if (letters.size == 1 && (letters.data[0] | 32) == 't' && (text[at - 1] | 32) == 'n' &&
            at - 1 > start)
            return at - 1;
        return att_scan_is_clitic(letters) && !is_decade(scanner, start, at) ? at : end;
    }
    return end;
}

/* A word without a number's unit: "you'd've" is three tokens. */
static void cut_clitics(att_scanner *scanner, uint32_t start, uint32_t end) {
    uint32_t cuts[3], count = 0, base = end;
    att_slice whole = att_slice_part(scanner->text, start, end);
    bool apostrophes = memchr(whole.data, '\'', whole.size) ||
                       memchr(whole.data, '`', whole.size) ||
                       memchr(whole.data, 0xE2, whole.size) ||
                       memchr(whole.data, 0xC2, whole.size) || memchr(whole.data, 0xCA, whole.size);
    if (apostrophes &&
        !(att_wordlist_find(scanner->wordlist, whole).flags & ATT_LEXEME_CONTRACTION))
        while (count < 3) {
            uint32_t at = last_clitic(scanner, start, base);
            if (at == base)
                break;
            cuts[count++] = base = at;
        }
    cut_base(scanner, start, base, false);
    while (count--)
        att_scan_emit(scanner, cuts[count], count ? cuts[count - 1] : end, true);
}

/* Where the unit begins that is written on to a number, or the number after a currency's code. */
static uint32_t unit_cut(const att_scanner *scanner, uint32_t start, uint32_t end) {
    const char *text = scanner->text.data;
    uint32_t at = start;
    if (text[at] >= 'A' && text[at] <= 'Z') {
        while (at < end && ((text[at] | 32) >= 'a' && (text[at] | 32) <= 'z'))
            at++;
        att_slice code = att_slice_part(scanner->text, start, at);
        bool number = at < end && text[at] >= '0' && text[at] <= '9';
        return number && att_wordlist_exact(scanner->wordlist, code) & ATT_LEXEME_UNIT_BEFORE ? at
                                                                                              : end;
    }
    while (at < end && memchr("0123456789.,:", text[at], 13))
        at++;
    if (at == start || at == end)
        return end;
    att_slice unit = att_slice_part(scanner->text, at, end);
    if (start > 1 && text[start - 1] == '-' && unit.size == 1 && text[start - 2] >= 'A' &&
        text[start - 2] <= 'Z')
        return end; /* "F-15K" */
    if (unit.size > 2 && unit.data[unit.size - 1] == '.')
        unit.size--;
    return att_wordlist_exact(scanner->wordlist, unit) & ATT_LEXEME_UNIT ? at : end;
}

void att_scan_word(att_scanner *scanner, uint32_t start, uint32_t end) {
    uint32_t cut = unit_cut(scanner, start, end);
    cut_clitics(scanner, start, cut);
    if (cut < end)
        att_scan_emit(scanner, cut, end, false);
}
