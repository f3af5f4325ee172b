/* Decisions are hashed from the end of the word backwards, so that all endings of a form cost one
 * pass. Names and singular nouns in capitals have decisions of their own: acronyms keep their case,
 * headlines do not. */
#include "parse/lemma.h"

#include <string.h>

enum {
#define ATT_XPOS(id, name) XPOS_##id,
#include "document/xpos.def"
#undef ATT_XPOS
};

static uint64_t add_byte(uint64_t hash, unsigned char byte) {
    return (hash ^ byte) * 0x100000001B3u;
}

static unsigned char lower_ascii(char byte) {
    return (unsigned char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
}

static int in_capitals(const char *form, uint32_t size) {
    int capitals = 0;
    for (uint32_t i = 0; i < size; i++) {
        if (form[i] >= 'a' && form[i] <= 'z')
            return 0;
        capitals += form[i] >= 'A' && form[i] <= 'Z';
    }
    return capitals > 1;
}

static uint64_t start(const char *form, uint32_t size, uint8_t xpos) {
    int noun = xpos == XPOS_NN || xpos == XPOS_NNP || xpos == XPOS_NNPS;
    int capitals = noun && in_capitals(form, size);
    return add_byte(14695981039346656037u, (unsigned char)(xpos * 2 + capitals));
}

/* Never 0, which marks a free slot. */
static uint32_t print_of(uint64_t hash, int whole) {
    hash = add_byte(hash, whole ? '^' : 0);
    hash ^= hash >> 29;
    hash *= 0x9E3779B97F4A7C15u;
    return (uint32_t)(hash >> 32) | 1u;
}

uint32_t att_lemma_print(const char *form, uint32_t size, uint32_t ending, uint8_t xpos,
                         int whole) {
    uint64_t hash = start(form, size, xpos);
    for (uint32_t i = 0; i < ending; i++)
        hash = add_byte(hash, lower_ascii(form[size - 1 - i]));
    return print_of(hash, whole);
}

static const att_lemma_slot *look(const att_lemma_slot *table, uint32_t slots, uint32_t print) {
    for (uint32_t at = (print >> 1) & (slots - 1), tries = 0; tries < slots;
         at = (at + 1) & (slots - 1), tries++) {
        if (table[at].print == print)
            return &table[at];
        if (table[at].print == 0)
            return NULL;
    }
    return NULL;
}

uint16_t att_lemma_decide(const att_lemma_slot *table, uint32_t slots, const char *form,
                          uint32_t size, uint8_t xpos) {
    uint64_t hash = start(form, size, xpos);
    uint16_t rule = 0;
    const att_lemma_slot *found = look(table, slots, print_of(hash, 0));
    rule = found != NULL ? found->rule : rule;
    for (uint32_t i = 0; i < size; i++) {
        hash = add_byte(hash, lower_ascii(form[size - 1 - i]));
        if (i < ATT_LEMMA_ENDING && (found = look(table, slots, print_of(hash, 0))) != NULL)
            rule = found->rule;
    }
    found = look(table, slots, print_of(hash, 1));
    return found != NULL ? found->rule : rule;
}

/* The lower-case letter of a Latin capital above ASCII, or the same code point. */
static uint32_t lower_wide(uint32_t code) {
    if (code >= 0xC0 && code <= 0xDE && code != 0xD7)
        return code + 32;
    if ((code >= 0x100 && code <= 0x137) || (code >= 0x14A && code <= 0x177) ||
        (code >= 0x1E00 && code <= 0x1EFF) || code == 0x1A0)
        return code | 1;
    if ((code >= 0x139 && code <= 0x148) || code == 0x1AF)
        return code % 2 == 1 ? code + 1 : code;
    return code;
}

void att_lemma_lower(char *out, const char *form, size_t size) {
    const unsigned char *in = (const unsigned char *)form;
    for (size_t i = 0; i < size; i++) {
        out[i] = (char)lower_ascii(form[i]);
        if (i + 1 < size && (in[i] & 0xE0) == 0xC0 && (in[i + 1] & 0xC0) == 0x80) {
            uint32_t code = lower_wide((in[i] & 0x1Fu) << 6 | (in[i + 1] & 0x3Fu));
            out[i] = (char)(0xC0u | code >> 6);
            out[i + 1] = (char)(0x80u | (code & 0x3Fu));
            i += 1;
        } else if (i + 2 < size && in[i] == 0xE1 && (in[i + 1] & 0xC0) == 0x80 &&
                   (in[i + 2] & 0xC0) == 0x80) {
            uint32_t code = lower_wide(0x1000u | (in[i + 1] & 0x3Fu) << 6 | (in[i + 2] & 0x3Fu));
            out[i + 1] = (char)(0x80u | (code >> 6 & 0x3Fu));
            out[i + 2] = (char)(0x80u | (code & 0x3Fu));
            i += 2;
        }
    }
}

static int continues(char byte) {
    return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t att_lemma_apply(const att_lemma_rule *rule, const char *form, uint32_t size, char *out,
                       size_t capacity) {
    size_t kept = rule->cut < size ? size - rule->cut : 0;
    while (kept > 0 && kept < size && continues(form[kept]))
        kept--;
    kept = kept < capacity ? kept : capacity;
    if (rule->letter_case == ATT_LEMMA_KEEP)
        memcpy(out, form, kept);
    else
        att_lemma_lower(out, form, kept);
    if (rule->letter_case == ATT_LEMMA_CAPITAL && kept > 0 && (unsigned char)form[0] < 0x80)
        out[0] = form[0];
    size_t added = rule->size < capacity - kept ? rule->size : capacity - kept;
    memcpy(out + kept, rule->text, added);
    return kept + added;
}
