/* word.c - what holds a word together, and where it is cut. See scan.h. */
#include "tokens/scan.h"

enum { LONGEST_DOTTED = 32 };

static att_character kind_at(const att_scanner *scanner, uint32_t offset) {
    uint32_t size;
    return att_scan_at(scanner, offset, &size);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static uint32_t word_run(const att_scanner *scanner, uint32_t start, uint32_t limit) {
    uint32_t size;
    while (start < limit && att_character_is_word(att_scan_at(scanner, start, &size)))
        start += size;
    return start;
}

/* The digits right before `offset` and right after it. */
static uint32_t digits_before(const att_scanner *scanner, uint32_t offset, uint32_t start) {
    uint32_t count = 0;
    while (offset - count > start && is_digit(scanner->text.data[offset - count - 1]))
        count++;
    return count;
}

static uint32_t digits_after(const att_scanner *scanner, uint32_t offset, uint32_t limit) {
    uint32_t count = 0;
    while (offset + count < limit && is_digit(scanner->text.data[offset + count]))
        count++;
    return count;
}

/* Whether text[start, end) is single letters with periods between: "U.S", "e.g", "J". */
static bool is_dotted(const att_scanner *scanner, uint32_t start, uint32_t end) {
    if (end - start > LONGEST_DOTTED)
        return false;
    while (start < end) {
        uint32_t size;
        if (!att_character_is_letter(att_scan_at(scanner, start, &size)))
            return false;
        start += size;
        if (start == end)
            return true;
        if (scanner->text.data[start] != '.')
            return false;
        start++;
    }
    return false;
}

static bool is_capitalised(const att_scanner *scanner, uint32_t start) {
    uint32_t size;
    return att_scan_at(scanner, start, &size) == ATT_CHARACTER_UPPER &&
           kind_at(scanner, start + size) == ATT_CHARACTER_LOWER;
}

/* "operations.The", "1954.The": two sentences that lost the space between them. */
static bool is_glued_sentence(const att_scanner *scanner, uint32_t start, uint32_t period) {
    if (!is_capitalised(scanner, period + 1))
        return false;
    att_character last = att_scan_before(scanner, period, start);
    if (last == ATT_CHARACTER_DIGIT)
        return true;
    uint32_t end = word_run(scanner, period + 1, scanner->end);
    att_slice right = att_slice_part(scanner->text, period + 1, end);
    if (last == ATT_CHARACTER_UPPER && period - start >= 2 && right.size > 1 &&
        att_wordlist_find(scanner->wordlist, right).flags & ATT_LEXEME_STARTER)
        return true;
    return last == ATT_CHARACTER_LOWER && period - start >= 2 &&
           att_scan_before(scanner, period - 1, start) == ATT_CHARACTER_LOWER;
}

static bool period_holds(const att_scanner *scanner, uint32_t start, uint32_t period) {
    att_character next = kind_at(scanner, period + 1);
    att_character last = att_scan_before(scanner, period, start);
    if (!att_character_is_word(next) || !att_character_is_word(last))
        return false;
    att_slice left = att_slice_part(scanner->text, start, period);
    if (next == ATT_CHARACTER_DIGIT) {
        if (last == ATT_CHARACTER_DIGIT)
            return true;
        att_lexeme lexeme = att_wordlist_find(scanner->wordlist, left);
        return !(lexeme.flags & (ATT_LEXEME_NUMBER | ATT_LEXEME_DATE)) &&
               !(lexeme.flags & ATT_LEXEME_KNOWN && left.size > 3);
    }
    if (next == ATT_CHARACTER_UPPER && att_wordlist_abbreviation(scanner->wordlist, left) &&
        left.size > 1)
        return false;
    if (is_dotted(scanner, start, period) && is_capitalised(scanner, period + 1) && left.size != 2)
        return false;
    return !is_glued_sentence(scanner, start, period);
}

/* "1,200" and "1,00,000", not "13,14". */
static bool comma_holds(const att_scanner *scanner, uint32_t start, uint32_t comma,
                        uint32_t limit) {
    uint32_t left = digits_before(scanner, comma, start);
    uint32_t right = digits_after(scanner, comma + 1, limit);
    if (!left || left > 3)
        return false;
    bool more = comma + 1 + right < limit && scanner->text.data[comma + 1 + right] == ',';
    return right == 3 || (right == 2 && more);
}

/* "9/11", "16/11/2004", not "2001/02" and "and/or". */
static bool slash_holds(const att_scanner *scanner, uint32_t start, uint32_t slash,
                        uint32_t limit) {
    uint32_t left = digits_before(scanner, slash, start);
    uint32_t right = digits_after(scanner, slash + 1, limit);
    if (!left || !right)
        return false;
    if (left <= 2 && right <= 2)
        return true;
    uint32_t after = slash + 1 + right;
    return memchr(scanner->text.data + start, '/', slash - start) != NULL ||
           (right <= 2 && after < limit && scanner->text.data[after] == '/');
}

/* Telephone numbers, postal codes and dates keep their hyphens, ranges do not. */
static bool number_hyphen_holds(const att_scanner *scanner, uint32_t start, uint32_t hyphen,
                                uint32_t limit) {
    uint32_t left = digits_before(scanner, hyphen, start);
    uint32_t right = digits_after(scanner, hyphen + 1, limit);
    uint32_t after = hyphen + 1 + right;
    if (!left || !right || kind_at(scanner, after) == ATT_CHARACTER_LOWER)
        return false;
    if (memchr(scanner->text.data + start, '-', hyphen - start))
        return true;
    if (after < limit && scanner->text.data[after] == '-' &&
        digits_after(scanner, after + 1, limit))
        return true;
    return right == 4 && (left == 3 || left == 5);
}

/* "Jae-wook": a given name of two syllables, the second one no English word. */
static bool is_syllabic_name(const att_scanner *scanner, att_slice left, att_slice right) {
    if (left.size < 2 || left.size > 6 || right.size < 2 || right.size > 6)
        return false;
    for (uint32_t i = 0; i < left.size; i++)
        if ((left.data[i] >= 'a' && left.data[i] <= 'z') != (i > 0))
            return false;
    for (uint32_t i = 0; i < right.size; i++)
        if (right.data[i] < 'a' || right.data[i] > 'z')
            return false;
    return left.data[0] >= 'A' && left.data[0] <= 'Z' &&
           !(att_wordlist_find(scanner->wordlist, right).flags & ATT_LEXEME_KNOWN);
}

static bool is_prefix(const att_scanner *scanner, uint32_t start, uint32_t end) {
    att_slice part = att_slice_part(scanner->text, start, end);
    return att_wordlist_find(scanner->wordlist, part).flags & ATT_LEXEME_PREFIX;
}

static bool hyphen_holds(const att_scanner *scanner, uint32_t start, uint32_t hyphen, uint32_t size,
                         uint32_t limit) {
    uint32_t next = hyphen + size, end = word_run(scanner, next, limit);
    if (end == next)
        return false;
    if (is_digit(scanner->text.data[next]) && hyphen > start &&
        is_digit(scanner->text.data[hyphen - 1]))
        return number_hyphen_holds(scanner, start, hyphen, limit);
    uint32_t from = hyphen;
    while (from > start && scanner->text.data[from - 1] != '-')
        from--;
    att_slice left = att_slice_part(scanner->text, from, hyphen);
    att_slice right = att_slice_part(scanner->text, next, end);
    if (is_prefix(scanner, from, hyphen))
        return true;
    if (att_wordlist_find(scanner->wordlist, right).flags & ATT_LEXEME_SUFFIX)
        return true;
    bool more = end < limit && scanner->text.data[end] == '-';
    return from == start && !more && is_syllabic_name(scanner, left, right);
}

/* Whether the character at `at`, which is no letter or digit, is inside the word from `start`. */
static bool holds(const att_scanner *scanner, uint32_t start, uint32_t at, uint32_t size,
                  att_character kind, uint32_t limit) {
    if (at + size >= limit) /* "pre- and post-war" */
        return kind == ATT_CHARACTER_HYPHEN && is_prefix(scanner, start, at);
    const char *text = scanner->text.data;
    switch (kind) {
    case ATT_CHARACTER_PERIOD:
        return period_holds(scanner, start, at);
    case ATT_CHARACTER_HYPHEN:
        return hyphen_holds(scanner, start, at, size, limit);
    case ATT_CHARACTER_APOSTROPHE:
        return att_character_is_letter(kind_at(scanner, at + size)) && at > start;
    case ATT_CHARACTER_RUN:
        return text[at] == '_' && att_character_is_word(kind_at(scanner, at + 1));
    default:
        break;
    }
    if (text[at] == ',')
        return comma_holds(scanner, start, at, limit);
    if (text[at] == ':')
        return at > start && is_digit(text[at - 1]) && is_digit(text[at + 1]);
    if (text[at] == '/')
        return slash_holds(scanner, start, at, limit);
    if (text[at] == '&' && att_scan_before(scanner, at, start) == kind_at(scanner, at + 1))
        return kind_at(scanner, at + 1) == ATT_CHARACTER_UPPER ||
               (at == start + 1 && at + 2 == limit);
    return false;
}

/* The first character after `offset` and the spaces there; SPACE at the end or a blank line. */
static uint32_t next_visible(const att_scanner *scanner, uint32_t offset) {
    uint32_t size, lines = 0;
    while (offset < scanner->end && lines < 2 &&
           att_scan_at(scanner, offset, &size) == ATT_CHARACTER_SPACE) {
        lines += scanner->text.data[offset] == '\n';
        offset += size;
    }
    return lines < 2 ? offset : scanner->end;
}

/* Whether the token before the present word begins with a character of this kind. */
static bool previous_is(const att_scanner *scanner, att_character kind) {
    if (scanner->count == scanner->first || scanner->count > scanner->capacity)
        return false;
    return kind_at(scanner, scanner->items[scanner->count - 1].span.start) == kind;
}

/* An initial ("J. Smith"), but not the end of "plan B." */
static bool is_initial(const att_scanner *scanner, uint32_t next) {
    if (scanner->count == scanner->first)
        return true;
    if (previous_is(scanner, ATT_CHARACTER_DIGIT)) /* "35 C." */
        return false;
    att_character kind = kind_at(scanner, next);
    if (kind != ATT_CHARACTER_UPPER)
        return next < scanner->end && scanner->text.data[next] == ',';
    uint32_t end = word_run(scanner, next, scanner->end);
    att_slice word = att_slice_part(scanner->text, next, end);
    return !(previous_is(scanner, ATT_CHARACTER_LOWER) && word.size > 1 &&
             att_wordlist_find(scanner->wordlist, word).flags & ATT_LEXEME_STARTER);
}

static bool begins_number(const att_scanner *scanner, uint32_t next) {
    if (next >= scanner->end)
        return false;
    char c = scanner->text.data[next];
    if (is_digit(c) || c == '#')
        return true;
    uint32_t end = next;
    while (end < scanner->end && memchr("IVX", scanner->text.data[end], 3))
        end++;
    return end > next && !att_character_is_word(kind_at(scanner, end));
}

/* Where the part begins that an abbreviation's period may belong to: after a hyphen ("pro-U.S.")
 * and after the number a unit is written on to ("8:00a.m."). */
static uint32_t abbreviated_part(const att_scanner *scanner, uint32_t start, uint32_t period) {
    uint32_t at = period;
    while (at > start && scanner->text.data[at - 1] != '-')
        at--;
    uint32_t letters = at;
    while (letters < period && memchr("0123456789:.,", scanner->text.data[letters], 13))
        letters++;
    return letters < period ? letters : start;
}

/* Whether the period at `period` belongs to the word before it. */
static bool absorbs_period(const att_scanner *scanner, uint32_t start, uint32_t period) {
    if (period + 1 < scanner->end && scanner->text.data[period + 1] == '.')
        return false;
    start = abbreviated_part(scanner, start, period);
    att_slice word = att_slice_part(scanner->text, start, period);
    uint32_t next = next_visible(scanner, period + 1), size;
    uint32_t flags = att_wordlist_abbreviation(scanner->wordlist, word);
    if (is_dotted(scanner, start, period)) {
        att_character kind = att_scan_at(scanner, start, &size);
        if (start + size < period)
            return true;
        return kind == ATT_CHARACTER_UPPER ? is_initial(scanner, next)
                                           : flags && begins_number(scanner, next);
    }
    if (flags & ATT_LEXEME_NUMBER && begins_number(scanner, next))
        return true;
    if (flags & ATT_LEXEME_TITLE)
        return next < scanner->end;
    return flags & (ATT_LEXEME_INNER | ATT_LEXEME_DATE | ATT_LEXEME_END | ATT_LEXEME_OFTEN);
}

/* "US$", "A$": letters that name the dollar. */
static bool names_currency(const att_scanner *scanner, uint32_t start, uint32_t end) {
    if (end >= scanner->end || scanner->text.data[end] != '$' || end - start > 3)
        return false;
    for (uint32_t i = start; i < end; i++)
        if (scanner->text.data[i] < 'A' || scanner->text.data[i] > 'Z')
            return false;
    return true;
}

uint32_t att_scan_word_end(const att_scanner *scanner, uint32_t start, uint32_t limit) {
    uint32_t size, end = start;
    att_character kind = att_scan_at(scanner, start, &size);
    if (!att_character_is_word(kind))
        end += size; /* the sign it begins with */
    while (end < limit) {
        kind = att_scan_at(scanner, end, &size);
        if (!att_character_is_word(kind) && !holds(scanner, start, end, size, kind, limit))
            break;
        end += size;
    }
    if (names_currency(scanner, start, end))
        return end + 1;
    if (end < limit && scanner->text.data[end] == '.' && absorbs_period(scanner, start, end))
        return end + 1;
    return end;
}
