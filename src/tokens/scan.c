/* scan.c - chunks between white space, and the tokens that are no words. See scan.h. */
#include "tokens/scan.h"

#include <strings.h>

enum { LONGEST_TAG = 200 };

void att_scan_emit(att_scanner *scanner, uint32_t start, uint32_t end, bool joined) {
    if (scanner->count > scanner->first && scanner->count <= scanner->capacity) {
        att_token *before = &scanner->items[scanner->count - 1];
        before->space_after = start > before->span.end;
        before->joined = joined;
    }
    if (scanner->count == scanner->capacity && scanner->arena)
        scanner->items = att_array_grow(scanner->arena, scanner->items, scanner->count,
                                        &scanner->capacity, sizeof *scanner->items);
    if (scanner->count < scanner->capacity)
        scanner->items[scanner->count] = (att_token){.span = {start, end}, .space_after = true};
    scanner->count++;
}

att_character att_scan_before(const att_scanner *scanner, uint32_t offset, uint32_t start) {
    if (offset <= start)
        return ATT_CHARACTER_SPACE;
    uint32_t size;
    do
        offset--;
    while (offset > start && ((unsigned char)scanner->text.data[offset] & 0xC0) == 0x80);
    return att_character_at(scanner->text, offset, &size);
}

/* How far the same character repeats; "?" and "!" run together. */
static uint32_t run_end(const att_scanner *scanner, uint32_t start, uint32_t limit) {
    char c = scanner->text.data[start];
    uint32_t size;
    att_scan_at(scanner, start, &size);
    uint32_t end = start + size;
    while (end < limit) {
        char d = scanner->text.data[end];
        bool same = size == 1 && d == c;
        bool mixed = (c == '?' || c == '!') && (d == '?' || d == '!');
        if (size > 1 && end + size <= limit)
            same = memcmp(scanner->text.data + end, scanner->text.data + start, size) == 0;
        if (!same && !mixed)
            break;
        end += size;
    }
    return end;
}

static uint32_t digits_end(const att_scanner *scanner, uint32_t start, uint32_t limit) {
    while (start < limit && scanner->text.data[start] >= '0' && scanner->text.data[start] <= '9')
        start++;
    return start;
}

/* An apostrophe that is inside no word: a year's, a clitic's, a plural's, or a quotation mark. */
static uint32_t scan_apostrophe(att_scanner *scanner, uint32_t start, uint32_t limit,
                                uint32_t size) {
    uint32_t after = start + size;
    att_character before = att_scan_before(scanner, start, 0);
    bool attached = att_character_is_word(before) || before == ATT_CHARACTER_CLOSE ||
                    before == ATT_CHARACTER_QUOTE || before == ATT_CHARACTER_PERIOD;
    uint32_t digits = digits_end(scanner, after, limit);
    if (!attached && digits == after + 2) {
        uint32_t end = digits < limit && scanner->text.data[digits] == 's' ? digits + 1 : digits;
        att_scan_emit(scanner, start, end, false);
        return end;
    }
    uint32_t letters = after, step;
    while (letters < limit && att_character_is_letter(att_scan_at(scanner, letters, &step)))
        letters += step;
    if (att_scan_is_clitic(att_slice_part(scanner->text, after, letters))) {
        att_scan_emit(scanner, start, letters, attached);
        return letters;
    }
    if (after < limit &&
        memcmp(scanner->text.data + start, scanner->text.data + after,
               after + size <= limit ? size : 1) == 0 &&
        size == 1) {
        att_scan_emit(scanner, start, after + size, false); /* '' and `` */
        return after + size;
    }
    char last = start ? scanner->text.data[start - 1] : ' ';
    bool plural = !scanner->single_quote && (last == 's' || last == 'S');
    att_scan_emit(scanner, start, after, plural);
    scanner->single_quote = !attached || (plural && scanner->single_quote);
    return after;
}

/* What starts a word besides a word character: "+44", ".5", "#tag", "@name", "_name". */
static bool begins_word(const att_scanner *scanner, uint32_t start, uint32_t size, uint32_t limit) {
    char c = scanner->text.data[start];
    if (size != 1 || start + 1 >= limit)
        return false;
    uint32_t step;
    att_character next = att_scan_at(scanner, start + 1, &step);
    att_character before = att_scan_before(scanner, start, 0);
    if (att_character_is_word(before) || before == ATT_CHARACTER_CLOSE)
        return false;
    if (c == '+' || c == '.')
        return next == ATT_CHARACTER_DIGIT;
    return (c == '#' || c == '@' || c == '_') && att_character_is_letter(next);
}

static uint32_t scan_token(att_scanner *scanner, uint32_t start, uint32_t limit) {
    uint32_t size, end;
    att_character kind = att_scan_at(scanner, start, &size);
    if (att_character_is_word(kind) || begins_word(scanner, start, size, limit)) {
        end = att_scan_word_end(scanner, start, limit);
        att_scan_word(scanner, start, end);
        return end;
    }
    if (kind == ATT_CHARACTER_APOSTROPHE)
        return scan_apostrophe(scanner, start, limit, size);
    bool runs = kind == ATT_CHARACTER_RUN || kind == ATT_CHARACTER_PERIOD ||
                kind == ATT_CHARACTER_HYPHEN || kind == ATT_CHARACTER_CURRENCY;
    end = runs ? run_end(scanner, start, limit) : start + size;
    att_scan_emit(scanner, start, end, false);
    return end;
}

static bool has(att_slice chunk, const char *part) {
    return memmem(chunk.data, chunk.size, part, strlen(part)) != NULL;
}

/* The end of an address (URL, e-mail) that the chunk begins with, without the punctuation that
 * follows it; `start` if there is none. */
static uint32_t address_end(const att_scanner *scanner, uint32_t start, uint32_t limit) {
    att_slice chunk = att_slice_part(scanner->text, start, limit);
    const char *at = memchr(chunk.data, '@', chunk.size);
    bool mail = at && at > chunk.data && at + 1 < chunk.data + chunk.size;
    if (!mail && !has(chunk, "://") && !(chunk.size > 4 && strncasecmp(chunk.data, "www.", 4) == 0))
        return start;
    if (!mail && !att_character_is_letter(att_character_at(chunk, 0, &(uint32_t){0})))
        return start;
    uint32_t end = limit;
    if (mail || !has(chunk, "://")) {
        const char *stop = strpbrk(chunk.data, "<>()[]\",;");
        if (stop && stop < chunk.data + chunk.size)
            end = start + (uint32_t)(stop - chunk.data);
        if (mail && at >= scanner->text.data + end)
            return start;
    }
    while (end > start && strchr(".,;:!?)]}>'\"", scanner->text.data[end - 1]))
        end--;
    return end;
}

enum { MASK_LETTERS = 1 << ATT_CHARACTER_LOWER | 1 << ATT_CHARACTER_UPPER };

static void scan_chunk(att_scanner *scanner, uint32_t start, uint32_t limit, uint32_t mask) {
    if (!(mask & ~(uint32_t)MASK_LETTERS)) {
        att_scan_letters(scanner, start, limit);
        return;
    }
    if (mask & 1 << ATT_CHARACTER_SYMBOL || mask & 1 << ATT_CHARACTER_PERIOD) {
        while (start + 1 < limit && memchr("<([\"", scanner->text.data[start], 4))
            start = scan_token(scanner, start, start + 1);
        uint32_t end = address_end(scanner, start, limit);
        if (end > start)
            att_scan_emit(scanner, start, end, false);
        start = end;
    }
    att_slice chunk = att_slice_part(scanner->text, start, limit);
    if (chunk.size > 1 && chunk.size < 6 &&
        att_wordlist_exact(scanner->wordlist, chunk) & ATT_LEXEME_SYMBOL) {
        att_scan_emit(scanner, start, limit, false);
        return;
    }
    while (start < limit)
        start = scan_token(scanner, start, limit);
}

static bool is_tag_name(att_slice name) {
    static const char *const names[] = {"a",  "b",   "br",    "div", "em", "figcaption", "figure",
                                        "i",  "img", "li",    "ol",  "p",  "script",     "span",
                                        "td", "tr",  "table", "u",   "ul", "strong",     "iframe"};
    if (name.size == 2 && (name.data[0] | 32) == 'h' && name.data[1] >= '1' && name.data[1] <= '6')
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (att_slice_is_caseless(name, names[i]))
            return true;
    return false;
}

/* The bytes of a remnant of HTML at `offset` that stands for white space, "&nbsp;" or a tag; 0 if
 * there is none. */
static uint32_t remnant(const att_scanner *scanner, uint32_t offset) {
    static const char *const spaces[] = {"&nbsp;", "&ensp;", "&emsp;", "&thinsp;", "&#160;"};
    att_slice rest = att_slice_part(scanner->text, offset, scanner->end);
    if (rest.data[0] == '&') {
        for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
            if (att_slice_starts(rest, spaces[i]))
                return (uint32_t)strlen(spaces[i]);
        return 0;
    }
    const char *close = memchr(rest.data, '>', rest.size < LONGEST_TAG ? rest.size : LONGEST_TAG);
    if (rest.data[0] != '<' || !close)
        return 0;
    uint32_t start = rest.size > 1 && rest.data[1] == '/' ? 2 : 1, name = start;
    while (name < rest.size && ((rest.data[name] | 32) >= 'a' && (rest.data[name] | 32) <= 'z'))
        name++;
    if (name < rest.size && rest.data[name] >= '1' && rest.data[name] <= '6')
        name++;
    bool closed = rest.data[name] == '>' || rest.data[name] == ' ' || rest.data[name] == '/';
    return closed && is_tag_name(att_slice_part(rest, start, name))
               ? (uint32_t)(close + 1 - rest.data)
               : 0;
}

/* The end of the chunk that begins at `start`, the kinds of its characters in `*mask`, and in
 * `*gap` the bytes of white space after it. */
static uint32_t chunk_end(const att_scanner *scanner, uint32_t start, uint32_t *mask,
                          uint32_t *gap) {
    *mask = 0;
    *gap = 0;
    while (start < scanner->end) {
        uint32_t size;
        char byte = scanner->text.data[start];
        if ((byte == '&' || byte == '<') && (*gap = remnant(scanner, start)))
            break;
        att_character kind = att_scan_at(scanner, start, &size);
        if (kind == ATT_CHARACTER_SPACE) {
            *gap = size;
            break;
        }
        *mask |= 1u << kind;
        start += size;
    }
    return start;
}

void att_scan(att_scanner *scanner, uint32_t start, uint32_t end) {
    scanner->end = end;
    scanner->first = scanner->count;
    scanner->single_quote = false;
    while (start < end) {
        uint32_t mask, gap, limit = chunk_end(scanner, start, &mask, &gap);
        if (limit > start)
            scan_chunk(scanner, start, limit, mask);
        start = limit + gap;
    }
}
