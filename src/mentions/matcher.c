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

/* Most forms and words are ASCII, which folds byte by byte. */
static att_slice squash_ascii(att_arena *arena, att_slice text) {
    char *out = att_arena_alloc(arena, text.size);
    uint32_t size = 0;
    for (uint32_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte - 'A' + 'a');
        if (is_kept(byte))
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

att_matcher *att_matcher_new(att_arena *arena) {
    att_matcher *matcher = ATT_NEW(arena, att_matcher);
    matcher->arena = arena;
    att_map_init(&matcher->phrases, arena);
    att_map_init(&matcher->starts, arena);
    return matcher;
}

/* The first word ends at white space, a hyphen, an apostrophe, a slash or inner full stop, where a
 * tokenizer might cut. */
static att_slice first_word(att_slice form) {
    uint32_t size = 0;
    while (size < form.size && !strchr(" -'/.,(", form.data[size]))
        size++;
    return size ? att_slice_part(form, 0, size) : form;
}

static void note_start(att_matcher *matcher, att_slice word, uint32_t phrase_size) {
    uint32_t longest = att_map_get(&matcher->starts, word);
    if (longest == ATT_NONE || longest < phrase_size)
        att_map_put(&matcher->starts, word, phrase_size);
}

void att_matcher_add(att_matcher *matcher, att_slice form, uint32_t kind, uint32_t value) {
    form = att_slice_trim(form);
    att_slice phrase = att_squash(matcher->arena, form);
    if (!phrase.size || phrase.size > LONGEST_PHRASE)
        return;
    uint32_t before = att_map_get(&matcher->phrases, phrase);
    att_match_entry *entry = ATT_PUSH(matcher->arena, &matcher->entries);
    *entry = (att_match_entry){form, kind, value, before};
    att_map_put(&matcher->phrases, phrase, matcher->entries.count - 1);
    /* Any way a tokenizer may cut the start leads here: the whole up to a space, and up to the
     * first inner mark. */
    uint32_t space = 0;
    while (space < form.size && form.data[space] != ' ')
        space++;
    note_start(matcher, att_squash(matcher->arena, att_slice_part(form, 0, space)), phrase.size);
    note_start(matcher, att_squash(matcher->arena, first_word(form)), phrase.size);
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
