/* matcher.c - see matcher.h. A hash table of squashed phrases; and one of the squashed first words
 * with the longest phrase that starts so, which ends most searches after one look-up. */
#include "mentions/matcher.h"

#include "base/utf8.h"

enum { LONGEST_PHRASE = 120 };

struct att_matcher {
    att_arena *arena;
    att_map phrases; /* squashed phrase → first entry */
    att_map starts;  /* squashed first word → size of the longest phrase */
    ATT_ARRAY(att_match_entry) entries;
};

static bool is_ascii(att_slice text) {
    for (uint32_t i = 0; i < text.size; i++)
        if ((unsigned char)text.data[i] >= 0x80)
            return false;
    return true;
}

/* A dollar sign stays: "US$" is money, no state. */
static bool is_kept(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '$';
}

/* What is left of a byte of ASCII, or 0. */
static char squash_byte(char byte) {
    if (byte >= 'A' && byte <= 'Z')
        return (char)(byte - 'A' + 'a');
    return is_kept(byte) ? byte : 0;
}

/* Most forms and words are ASCII, which folds byte by byte. */
static att_slice squash_ascii(att_arena *arena, att_slice text) {
    char *out = att_arena_alloc(arena, text.size);
    uint32_t size = 0;
    for (uint32_t i = 0; i < text.size; i++) {
        char byte = squash_byte(text.data[i]);
        if (byte)
            out[size++] = byte;
    }
    return (att_slice){out, size};
}

att_slice att_squash(att_arena *arena, att_slice text) {
    if (is_ascii(text))
        return squash_ascii(arena, text);
    att_slice folded = att_utf8_fold(arena, text);
    char *out = (char *)folded.data;
    uint32_t size = 0;
    for (uint32_t i = 0; i < folded.size; i++) {
        char byte = folded.data[i];
        if (is_kept(byte) || (unsigned char)byte >= 0x80)
            out[size++] = byte;
    }
    return (att_slice){out, size};
}

void att_squash_document(att_squashed *out, att_document *document) {
    if (!document->squashed) {
        att_slice *tokens = ATT_NEW_ARRAY(&document->arena, att_slice, document->tokens.count);
        for (uint32_t i = 0; i < document->tokens.count; i++)
            tokens[i] = att_squash(&document->arena, att_document_form(document, i));
        document->squashed = tokens; /* last, for memory may end in between */
    }
    out->tokens = document->squashed;
}

att_matcher *att_matcher_new(att_arena *arena, uint32_t forms) {
    att_matcher *matcher = ATT_NEW(arena, att_matcher);
    matcher->arena = arena;
    att_map_init(&matcher->phrases, arena);
    att_map_init(&matcher->starts, arena);
    att_map_reserve(&matcher->phrases, forms);
    ATT_RESERVE(arena, &matcher->entries, forms);
    return matcher;
}

static bool ends_word(char byte) {
    return byte == ' ' || byte == '-' || byte == '\'' || byte == '/' || byte == '.' ||
           byte == ',' || byte == '(';
}

uint32_t att_first_word(att_slice form) {
    uint32_t size = 0;
    while (size < form.size && !ends_word(form.data[size]))
        size++;
    return size;
}

att_slice att_squash_start(att_arena *arena, att_slice squashed, att_slice form, uint32_t size) {
    att_slice start = att_slice_part(form, 0, size);
    if (!is_ascii(start))
        return att_squash(arena, start);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < size; i++)
        kept += squash_byte(start.data[i]) != 0;
    return att_slice_part(squashed, 0, kept);
}

static void note_start(att_matcher *matcher, att_slice word, uint32_t phrase_size) {
    uint32_t *longest = att_map_at(&matcher->starts, word);
    if (*longest == ATT_NONE || *longest < phrase_size)
        *longest = phrase_size;
}

void att_matcher_add(att_matcher *matcher, att_slice form, uint32_t kind, uint32_t value) {
    form = att_slice_trim(form);
    att_slice phrase = att_squash(matcher->arena, form);
    if (!phrase.size || phrase.size > LONGEST_PHRASE)
        return;
    uint32_t *first = att_map_at(&matcher->phrases, phrase);
    att_match_entry *entry = ATT_PUSH(matcher->arena, &matcher->entries);
    *entry = (att_match_entry){form, kind, value, *first};
    *first = matcher->entries.count - 1;
    /* Any way a tokenizer may cut the start leads here: the whole up to a space, and up to the
     * first inner mark. */
    uint32_t space = 0, word = att_first_word(form);
    while (space < form.size && form.data[space] != ' ')
        space++;
    note_start(matcher, att_squash_start(matcher->arena, phrase, form, space), phrase.size);
    if (word != space)
        note_start(matcher, att_squash_start(matcher->arena, phrase, form, word ? word : form.size),
                   phrase.size);
}

bool att_all_capitals(att_slice text) {
    bool any = false;
    for (uint32_t i = 0; i < text.size; i++) {
        if (text.data[i] >= 'a' && text.data[i] <= 'z')
            return false;
        any = any || (text.data[i] >= 'A' && text.data[i] <= 'Z');
    }
    return any;
}

static bool starts_lower(att_slice text) {
    return text.size && text.data[0] >= 'a' && text.data[0] <= 'z';
}

static bool case_fits(att_slice form, att_slice text) {
    if (att_all_capitals(form))
        return att_all_capitals(text);
    return starts_lower(form) || !starts_lower(text);
}

/* Whether any entry of the chain fits the case of the text; the chain is cut to start there. */
static uint32_t fitting_entry(const att_matcher *matcher, uint32_t entry, att_slice text) {
    while (entry != ATT_NONE && !case_fits(matcher->entries.items[entry].form, text))
        entry = matcher->entries.items[entry].next;
    return entry;
}

uint32_t att_matcher_find(const att_matcher *matcher, const att_document *document,
                          const att_squashed *squashed, uint32_t first, uint32_t limit,
                          uint32_t *end) {
    if (!squashed->tokens[first].size)
        return ATT_NONE;
    uint32_t longest = att_map_get(&matcher->starts, squashed->tokens[first]);
    if (longest == ATT_NONE)
        return ATT_NONE;
    char key[LONGEST_PHRASE];
    uint32_t size = 0, best = ATT_NONE;
    for (uint32_t i = first; i < limit; i++) {
        att_slice token = squashed->tokens[i];
        if (size + token.size > longest || size + token.size > LONGEST_PHRASE)
            break;
        memcpy(key + size, token.data, token.size);
        size += token.size;
        if (!token.size && i + 1 < limit && squashed->tokens[i + 1].size == 0)
            break;
        uint32_t entry =
            token.size ? att_map_get(&matcher->phrases, (att_slice){key, size}) : ATT_NONE;
        att_span span = {document->tokens.items[first].span.start,
                         document->tokens.items[i].span.end};
        entry = fitting_entry(matcher, entry, att_document_part(document, span));
        if (entry != ATT_NONE) {
            best = entry;
            *end = i + 1;
        }
    }
    return best;
}

const att_match_entry *att_matcher_entry(const att_matcher *matcher, uint32_t index) {
    return index == ATT_NONE ? NULL : &matcher->entries.items[index];
}
