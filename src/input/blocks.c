/* blocks.c - see blocks.h. */
#include "input/blocks.h"

enum { NARROWEST = 40, WIDEST = 120, LEAST_LINES = 5 };

static bool is_blank(char c) {
    return (unsigned char)c <= ' ';
}

static uint32_t line_end(att_slice text, uint32_t start) {
    const char *feed = memchr(text.data + start, '\n', text.size - start);
    return feed ? (uint32_t)(feed - text.data) : text.size;
}

/* Text[start, end) without the white space around it, no-break spaces included. */
static att_span trimmed(att_slice text, uint32_t start, uint32_t end) {
    for (;;) {
        if (start < end && is_blank(text.data[start]))
            start++;
        else if (start + 1 < end && memcmp(text.data + start, "\xc2\xa0", 2) == 0)
            start += 2;
        else if (start + 2 < end && memcmp(text.data + start, "\xef\xbb\xbf", 3) == 0)
            start += 3;
        else
            break;
    }
    for (;;) {
        if (end > start && is_blank(text.data[end - 1]))
            end--;
        else if (end > start + 1 && memcmp(text.data + end - 2, "\xc2\xa0", 2) == 0)
            end -= 2;
        else
            return (att_span){start, end};
    }
}

static bool ends_sentence(char c) {
    return c == '.' || c == '!' || c == '?' || c == '"' || c == ')' || c == ':';
}

/* Whether lines are cut at a width: most lines that another follows within the paragraph are of
 * nearly the same length and end in the middle of a sentence. */
static bool is_wrapped(att_slice text, uint32_t start) {
    uint32_t inner = 0, open = 0, longest = 0, total = 0;
    for (uint32_t at = start; at < text.size;) {
        uint32_t end = line_end(text, at);
        att_span line = trimmed(text, at, end);
        uint32_t size = line.end - line.start;
        bool more = end < text.size && size && end + 1 < text.size && !is_blank(text.data[end + 1]);
        if (more) {
            inner++;
            open += !ends_sentence(text.data[line.end - 1]);
            total += size;
            longest = size > longest ? size : longest;
        }
        at = end + 1;
    }
    return inner >= LEAST_LINES && longest >= NARROWEST && longest <= WIDEST &&
           open * 10 >= inner * 6 && total * 10 >= longest * inner * 7;
}

void att_input_blocks_cut(att_input_blocks *out, att_arena *arena, att_slice text, uint32_t start) {
    bool wrapped = is_wrapped(text, start);
    uint32_t group = 0;
    bool joined = false; /* the next line goes on with the last block */
    for (uint32_t at = start; at < text.size;) {
        uint32_t end = line_end(text, at);
        att_span line = trimmed(text, at, end);
        if (line.start == line.end) {
            group += out->count && out->items[out->count - 1].group == group;
            joined = false;
        } else if (joined) {
            out->items[out->count - 1].span.end = line.end;
        } else {
            *ATT_PUSH(arena, out) = (att_input_block){line, group};
            joined = wrapped;
        }
        at = end + 1;
    }
}
