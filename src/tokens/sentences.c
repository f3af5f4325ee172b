/* sentences.c - see sentences.h. A sentence ends at a mark that ends sentences, with the closing
 * quotation marks and brackets after it; what follows decides about abbreviations and about "?"
 * and "!" within a sentence. */
#include "tokens/sentences.h"

/* Bounds on looking around, so that no text takes more than linear time. */
enum { SPEECH_WINDOW = 5, QUOTE_WINDOW = 64, MOST_CLOSERS = 8 };

static att_slice form(const att_scanner *scanner, uint32_t token) {
    att_span span = scanner->items[token].span;
    return att_slice_part(scanner->text, span.start, span.end);
}

static att_character kind(const att_scanner *scanner, uint32_t token) {
    uint32_t size;
    return att_character_at(scanner->text, scanner->items[token].span.start, &size);
}

static uint32_t flags(const att_scanner *scanner, uint32_t token) {
    return att_wordlist_find(scanner->wordlist, form(scanner, token)).flags;
}

/* Line feeds between a token and the one before. */
static uint32_t lines_before(const att_scanner *scanner, uint32_t token) {
    uint32_t lines = 0;
    for (uint32_t i = scanner->items[token - 1].span.end; i < scanner->items[token].span.start; i++)
        lines += scanner->text.data[i] == '\n';
    return lines;
}

/* Whether a straight quotation mark closes: by the space around it, else by counting. */
static bool quote_closes(const att_scanner *scanner, uint32_t begun, uint32_t token) {
    bool before = token > begun && scanner->items[token - 1].space_after;
    bool after = scanner->items[token].space_after;
    if (before != after)
        return !before;
    bool open = false;
    if (token - begun > QUOTE_WINDOW)
        begun = token - QUOTE_WINDOW;
    for (uint32_t i = begun; i < token; i++)
        open ^= kind(scanner, i) == ATT_CHARACTER_QUOTE;
    return open;
}

static bool is_closer(const att_scanner *scanner, uint32_t begun, uint32_t token) {
    switch (kind(scanner, token)) {
    case ATT_CHARACTER_CLOSE:
        return true;
    case ATT_CHARACTER_QUOTE:
        return quote_closes(scanner, begun, token);
    case ATT_CHARACTER_APOSTROPHE:
        return form(scanner, token).size <= 3 && !scanner->items[token - 1].space_after &&
               form(scanner, token).data[0] != '`' && flags(scanner, token) == 0 &&
               (form(scanner, token).size == 1 ||
                (unsigned char)form(scanner, token).data[0] > 127);
    default:
        return false;
    }
}

static bool is_opener(const att_scanner *scanner, uint32_t begun, uint32_t token) {
    att_character what = kind(scanner, token);
    return what == ATT_CHARACTER_OPEN || what == ATT_CHARACTER_APOSTROPHE ||
           (what == ATT_CHARACTER_QUOTE && !quote_closes(scanner, begun, token));
}

/* "…?" he asked: a verb of saying soon after a closing quotation mark. */
static bool speech_follows(const att_scanner *scanner, uint32_t token) {
    for (uint32_t i = token; i < scanner->count && i < token + SPEECH_WINDOW; i++) {
        if (i > token && !scanner->items[i - 1].space_after &&
            !att_character_is_word(kind(scanner, i)))
            return false;
        if (flags(scanner, i) & ATT_LEXEME_SPEECH)
            return true;
    }
    return false;
}

static bool is_known_lower(const att_scanner *scanner, uint32_t token) {
    return kind(scanner, token) == ATT_CHARACTER_LOWER && flags(scanner, token) & ATT_LEXEME_KNOWN;
}

/* The abbreviation `end` before `next`: does it end the sentence too? */
static bool abbreviation_ends(const att_scanner *scanner, uint32_t end, uint32_t next) {
    if (kind(scanner, next) != ATT_CHARACTER_UPPER)
        return false;
    att_slice word = form(scanner, end);
    word.size--;
    uint32_t class = att_wordlist_abbreviation(scanner->wordlist, word);
    uint32_t after = flags(scanner, next);
    if (class & ATT_LEXEME_OFTEN)
        return !(after & ATT_LEXEME_CLOCK);
    bool dotted = word.size > 2 && memchr(word.data, '.', word.size);
    if (class & (ATT_LEXEME_END | ATT_LEXEME_DATE) || (!class && dotted))
        return after & ATT_LEXEME_STARTER;
    return false;
}

/* Whether a sentence may begin in lower case at `next`: when the word before the mark is no
 * abbreviation for certain, or the next one is a usual beginning. */
static bool lower_begins(const att_scanner *scanner, uint32_t end, uint32_t next) {
    return end > scanner->first &&
           (is_known_lower(scanner, end - 1) || (kind(scanner, end - 1) != ATT_CHARACTER_UPPER &&
                                                 flags(scanner, next) & ATT_LEXEME_STARTER));
}

/* What follows a plain period, or "?" and "!" when `mark`. */
static bool mark_ends(const att_scanner *scanner, uint32_t end, uint32_t next, bool closed,
                      bool mark) {
    switch (kind(scanner, next)) {
    case ATT_CHARACTER_LOWER:
        return !closed && scanner->items[next - 1].space_after && lower_begins(scanner, end, next);
    case ATT_CHARACTER_SYMBOL:
        return !memchr(",;:/%", form(scanner, next).data[0], 5);
    default:
        return !mark || !closed || !speech_follows(scanner, next);
    }
}

/* "1." and "a)" that open an item of a list. */
static bool is_item_number(const att_scanner *scanner, uint32_t begun, uint32_t end) {
    att_character what = kind(scanner, begun);
    return end == begun + 1 && form(scanner, begun).size <= 2 &&
           (what == ATT_CHARACTER_DIGIT || form(scanner, begun).size == 1);
}

/* "[17]" and "[…]" after a sentence belong to it: the token after the bracket that closes the
 * reference which opens at `token`, or `token`. */
static uint32_t after_reference(const att_scanner *scanner, uint32_t token) {
    if (token + 2 >= scanner->count || !att_slice_is(form(scanner, token), "[") ||
        !att_slice_is(form(scanner, token + 2), "]"))
        return token;
    att_character inside = kind(scanner, token + 1);
    bool reference = inside == ATT_CHARACTER_DIGIT || inside == ATT_CHARACTER_RUN ||
                     inside == ATT_CHARACTER_PERIOD;
    return reference ? token + 3 : token;
}

static bool is_bullet(const att_scanner *scanner, uint32_t token) {
    att_slice word = form(scanner, token);
    return att_slice_is(word, "*") || att_slice_is(word, "-") || att_slice_is(word, "•") ||
           att_slice_is(word, "+") || att_slice_is(word, "–");
}

bool att_sentence_begins(const att_scanner *scanner, uint32_t begun, uint32_t token) {
    uint32_t lines = lines_before(scanner, token);
    if (lines >= 2 || (lines && is_bullet(scanner, token)))
        return true;
    bool space = scanner->items[token - 1].space_after;
    if (is_closer(scanner, begun, token) && !(space && kind(scanner, token) != ATT_CHARACTER_QUOTE))
        return false;
    if (kind(scanner, token) == ATT_CHARACTER_PERIOD || after_reference(scanner, token) > token)
        return false;
    uint32_t end = token - 1, least = token - begun > MOST_CLOSERS ? token - MOST_CLOSERS : begun;
    while (end > least + 2 && after_reference(scanner, end - 2) == end + 1)
        end -= 3;
    while (end > least && is_closer(scanner, begun, end))
        end--;
    bool closed = end < token - 1;
    uint32_t next = token;
    while (next + 1 < scanner->count && next < token + MOST_CLOSERS &&
           is_opener(scanner, begun, next))
        next++;
    if (!space && kind(scanner, next) != ATT_CHARACTER_UPPER)
        return false;
    att_slice mark = form(scanner, end);
    char last = mark.data[mark.size - 1];
    if (att_slice_is(mark, "."))
        return !is_item_number(scanner, begun, end) && mark_ends(scanner, end, next, closed, false);
    if (mark.data[0] == '?' || mark.data[0] == '!')
        return mark_ends(scanner, end, next, closed, true);
    if (att_slice_is(mark, "…") || (last == '.' && mark.data[0] == '.'))
        return kind(scanner, next) == ATT_CHARACTER_UPPER;
    return last == '.' && space && abbreviation_ends(scanner, end, next);
}
