/* page_guard.c - what a page must keep to before the parser sees it. The parser's time grows with
 * the square of open elements and of a tag's attributes; both are counted here in one pass. */
#include "base/error.h"
#include "input/page.h"

enum { MOST_ATTRIBUTES = 1000, BUCKETS = 1024 };

static bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == ':';
}

static bool is_one_of(att_slice name, const char *const *names) {
    for (; *names; names++)
        if (att_slice_is_caseless(name, *names))
            return true;
    return false;
}

/* Elements that never stay open, or that the next of their kind closes. */
static bool closes_itself(att_slice name) {
    static const char *const names[] = {
        "area",  "base",  "br",     "col",      "embed", "hr",   "img",  "input",
        "link",  "meta",  "param",  "source",   "track", "wbr",  "p",    "li",
        "dd",    "dt",    "option", "optgroup", "tr",    "td",   "th",   "tbody",
        "thead", "tfoot", "rp",     "rt",       "html",  "head", "body", NULL};
    return is_one_of(name, names);
}

static uint32_t bucket(att_slice name) {
    uint32_t hash = 2166136261u;
    for (uint32_t i = 0; i < name.size; i++)
        hash = (hash ^ (unsigned char)(name.data[i] | 32)) * 16777619u;
    return hash % BUCKETS;
}

/* The end of a tag that begins at `at`, counting the pieces outside quotation marks. */
static uint32_t tag_end(att_slice page, uint32_t at, uint32_t *pieces, bool *closed) {
    char quote = 0;
    *pieces = 0;
    *closed = false;
    for (; at < page.size; at++) {
        char c = page.data[at];
        if (quote) {
            if (c == quote)
                quote = 0;
            continue;
        }
        if (c == '>')
            break;
        if ((c == '"' || c == '\'') && at && page.data[at - 1] == '=')
            quote = c;
        bool gap = (unsigned char)c <= ' ' || c == '/' || c == '"' || c == '\'';
        *pieces += gap && at + 1 < page.size && (unsigned char)page.data[at + 1] > ' ';
        *closed = c == '/';
    }
    return at;
}

/* Past the text of an element in which tags are no tags. */
static uint32_t skip_raw(att_slice page, uint32_t at, att_slice name) {
    static const char *const raw[] = {"script", "style", "textarea", "title", "xmp", NULL};
    if (!is_one_of(name, raw))
        return at;
    for (uint32_t i = at; i + name.size + 2 < page.size; i++) {
        const char *less = memchr(page.data + i, '<', page.size - i);
        if (!less)
            return page.size;
        i = (uint32_t)(less - page.data);
        if (i + name.size + 2 < page.size && page.data[i + 1] == '/' &&
            strncasecmp(page.data + i + 2, name.data, name.size) == 0)
            return i;
    }
    return page.size;
}

att_status att_page_guard(att_slice page, uint32_t nesting, const char *name, att_error *error) {
    uint32_t open[BUCKETS] = {0}, depth = 0;
    for (uint32_t at = 0; at < page.size; at++) {
        const char *less = memchr(page.data + at, '<', page.size - at);
        if (!less)
            break;
        uint32_t tag = at = (uint32_t)(less - page.data);
        bool closing = at + 1 < page.size && page.data[at + 1] == '/', closed;
        uint32_t start = at + 1 + closing, end = start, pieces;
        while (end < page.size && is_name_byte(page.data[end]))
            end++;
        if (end == start)
            continue;
        att_slice element = att_slice_part(page, start, end);
        at = tag_end(page, end, &pieces, &closed);
        uint32_t *count = &open[bucket(element)];
        if (closing && *count) {
            --*count;
            depth--;
        } else if (!closing && !closes_itself(element)) {
            ++*count;
            depth++;
        }
        if (pieces > MOST_ATTRIBUTES || depth > nesting * 2)
            return att_error_set(error, ATT_ERROR_LIMIT, tag, "%s: %s at byte %u, refused", name,
                                 pieces > MOST_ATTRIBUTES ? "a tag with too many attributes"
                                                          : "elements nested too deep",
                                 tag);
        if (!closing)
            at = skip_raw(page, at < page.size ? at : page.size, element);
        at -= at > tag && at < page.size && page.data[at] == '<';
    }
    return ATT_OK;
}
