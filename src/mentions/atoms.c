/* atoms.c - see atoms.h. One pass over the bytes of each token; the words of dates and numbers are
 * known by a sorted list. */
#include "mentions/atoms.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

typedef struct time_word {
    att_slice text;
    att_word_class word;
    int32_t value;
    bool plural;
} time_word;

static const time_word time_words[] = {
#define ATT_TIME_WORD(text, word, value, plural)                                                   \
    {{text, sizeof text - 1}, ATT_WORD_##word, value, plural},
#include "mentions/words.def"
#undef ATT_TIME_WORD
};

static int compare_word(const void *key, const void *item) {
    const att_slice *text = key;
    return att_slice_compare(*text, ((const time_word *)item)->text);
}

static void classify(att_atom *atom) {
    enum { COUNT = sizeof time_words / sizeof *time_words };
    const time_word *found =
        bsearch(&atom->text, time_words, COUNT, sizeof *time_words, compare_word);
    if (!found)
        return;
    atom->word = found->word;
    atom->value = found->value;
    atom->plural = found->plural;
    if ((found->word == ATT_WORD_MONTH || found->word == ATT_WORD_WEEKDAY) && !atom->capital)
        atom->word = ATT_WORD_OTHER;
}

static bool is_digit(unsigned char byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_letter(unsigned char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
}

/* The ASCII mark that stands for the sign at `offset`, with its bytes; 0 when it is a letter. */
static char mark_at(att_slice text, uint32_t offset, uint32_t *size) {
    unsigned char byte = (unsigned char)text.data[offset];
    *size = 1;
    if (byte < 0x80)
        return is_letter(byte) || is_digit(byte) ? 0 : (char)byte;
    uint32_t point = att_utf8_decode(text, offset, size);
    if ((point >= 0x2010 && point <= 0x2015) || point == 0x2212)
        return '-';
    if (point == 0x2018 || point == 0x2019)
        return '\'';
    if (point == 0x201c || point == 0x201d || point == 0xab || point == 0xbb)
        return '"';
    if (point == 0x20ac || point == 0xa3 || point == 0xa5)
        return '$';
    return (point >= 0x2000 && point < 0x2070) || point == 0xa0 || point == 0xfffd ? '.' : 0;
}

/* Digits with separators: a comma or full stop counts when digits follow. Three digits after every
 * separator make thousands, but a single full stop is a decimal point unless "000" follows. */
static uint32_t scan_number(att_atom *atom, att_slice text, uint32_t from, uint32_t limit) {
    uint32_t at = from, groups = 0, separators = 0, last = 0;
    char separator = 0, digits[32];
    uint32_t size = 0, size_before_last = 0;
    bool thousands = true;
    for (; at < limit; at++) {
        unsigned char byte = (unsigned char)text.data[at];
        bool cut = (byte == ',' || byte == '.') && at + 1 < limit &&
                   is_digit((unsigned char)text.data[at + 1]);
        if (!is_digit(byte) && !cut)
            break;
        if (!cut) {
            if (size < sizeof digits - 1)
                digits[size++] = (char)byte;
            groups++;
            continue;
        }
        thousands = thousands && (separators == 0 ? groups <= 3 : groups == 3) &&
                    (!separator || separator == (char)byte);
        separator = (char)byte;
        separators++;
        size_before_last = size;
        last = at;
        groups = 0;
    }
    digits[size] = 0;
    atom->digits = separators ? 0 : (uint8_t)(size > 200 ? 200 : size);
    atom->number = strtod(digits, NULL);
    bool zeros = separators == 1 && last + 4 == at && memcmp(text.data + last, ".000", 4) == 0;
    thousands = thousands && groups == 3 && (separator == ',' || separators > 1 || zeros);
    if (separators && !thousands) /* the last separator is a decimal sign */
        atom->number /= pow(10, size - size_before_last);
    return at;
}

/* Letters, with dashes and marks of other scripts cut off. */
static uint32_t scan_word(att_slice text, uint32_t from, uint32_t limit) {
    uint32_t at = from, size;
    while (at < limit && is_letter((unsigned char)text.data[at]) && !mark_at(text, at, &size))
        at += (unsigned char)text.data[at] < 0x80 ? 1 : size;
    return at < limit ? at : limit;
}

static uint32_t scan(att_atom *atom, att_slice text, uint32_t from, uint32_t limit) {
    uint32_t size;
    if (is_digit((unsigned char)text.data[from])) {
        atom->kind = ATT_ATOM_NUMBER;
        return scan_number(atom, text, from, limit);
    }
    atom->mark = mark_at(text, from, &size);
    if (atom->mark) {
        atom->kind = ATT_ATOM_MARK;
        return from + size < limit ? from + size : limit;
    }
    atom->kind = ATT_ATOM_WORD;
    atom->capital = att_utf8_is_upper(att_utf8_decode(text, from, &size));
    return scan_word(text, from, limit);
}

static char *lower_ascii(att_arena *arena, att_slice text) {
    char *lower = att_arena_alloc(arena, text.size + 1);
    for (uint32_t i = 0; i < text.size; i++)
        lower[i] =
            (char)(text.data[i] >= 'A' && text.data[i] <= 'Z' ? text.data[i] + 32 : text.data[i]);
    return lower;
}

static bool space_before(att_slice text, uint32_t offset) {
    return offset == 0 || (unsigned char)text.data[offset - 1] <= ' ' ||
           (offset > 1 && memcmp(text.data + offset - 2, "\xc2\xa0", 2) == 0);
}

void att_atoms_make(att_atoms *out, att_document *document) {
    ATT_ARRAY(att_atom) atoms = {0};
    att_arena *arena = &document->arena;
    const char *lower = lower_ascii(arena, document->text);
    out->first = ATT_NEW_ARRAY(arena, uint32_t, document->sentences.count + 1);
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const att_sentence *sentence = &document->sentences.items[s];
        out->first[s] = atoms.count;
        for (uint32_t t = sentence->first; t < sentence->end; t++) {
            att_span span = document->tokens.items[t].span;
            for (uint32_t at = span.start; at < span.end;) {
                att_atom *atom = ATT_PUSH(arena, &atoms);
                uint32_t next = scan(atom, document->text, at, span.end);
                atom->span = (att_span){at, next};
                atom->text = (att_slice){lower + at, next - at};
                atom->token = t;
                atom->spaced = space_before(document->text, at);
                if (atom->kind == ATT_ATOM_WORD)
                    classify(atom);
                at = next;
            }
        }
    }
    out->first[document->sentences.count] = atoms.count;
    out->items = atoms.items;
    out->count = atoms.count;
}

/* "hundred", "thousand", "m", "bn" after a number; a single letter must be glued to it. */
static bool scale_at(double *out, const att_atoms *atoms, uint32_t at, uint32_t end) {
    if (at >= end)
        return false;
    const att_atom *atom = &atoms->items[at];
    if (atom->word == ATT_WORD_SCALE && !(atom->text.size == 2 && atom->spaced)) {
        *out = pow(10, atom->value);
        return true;
    }
    if (atom->spaced || atom->text.size != 1 || atoms->items[at - 1].kind != ATT_ATOM_NUMBER)
        return false;
    *out = atom->text.data[0] == 'm' ? 1e6 : atom->text.data[0] == 'k' ? 1e3 : 0;
    return *out > 0 && at >= 2 && atoms->items[at - 2].mark == '$';
}

/* One to ninety-nine in words. */
static uint32_t small_number(double *out, const att_atoms *atoms, uint32_t at, uint32_t end) {
    if (!att_atom_class(atoms, at, end, ATT_WORD_NUMBER))
        return at;
    *out = atoms->items[at++].value;
    uint32_t next = att_atom_mark(atoms, at, end, '-') ? at + 1 : at;
    if (*out >= 20 && att_atom_class(atoms, next, end, ATT_WORD_NUMBER) &&
        atoms->items[next].value < 10 && atoms->items[next].value > 0) {
        *out += atoms->items[next].value;
        return next + 1;
    }
    return at;
}

static uint32_t one_part(double *out, const att_atoms *atoms, uint32_t at, uint32_t end) {
    uint32_t next = at;
    if (at < end && atoms->items[at].kind == ATT_ATOM_NUMBER) {
        *out = atoms->items[at].number;
        next = at + 1;
    } else if ((att_atom_is(atoms, at, end, "a") || att_atom_is(atoms, at, end, "half")) &&
               at + 1 < end) {
        bool half = atoms->items[at].text.size == 4;
        *out = half ? 0.5 : 1;
        next = half && att_atom_is(atoms, at + 1, end, "a") ? at + 2 : at + 1;
        if (att_atom_is(atoms, next, end, "dozen") && next == at + 1) {
            *out *= 12;
            return next + 1;
        }
        if (!att_atom_class(atoms, next, end, ATT_WORD_SCALE))
            return at;
    } else {
        next = small_number(out, atoms, at, end);
    }
    double scale;
    while (next > at && scale_at(&scale, atoms, next, end)) {
        *out *= scale;
        next++;
    }
    if (next > at && att_atom_is(atoms, next, end, "dozen")) {
        *out *= 12;
        next++;
    }
    return next;
}

uint32_t att_atoms_number(double *out, const att_atoms *atoms, uint32_t at, uint32_t end) {
    uint32_t next = one_part(out, atoms, at, end);
    double least = *out;
    while (next > at && least >= 100 && atoms->items[next - 1].word == ATT_WORD_SCALE) {
        uint32_t from = att_atom_is(atoms, next, end, "and") ? next + 1 : next;
        double part = 0;
        if (from < end && atoms->items[from].kind != ATT_ATOM_WORD)
            break;
        uint32_t after = one_part(&part, atoms, from, end);
        /* "a hundred and two ships" continues; "two million and three officers" may as well */
        if (after == from || part >= pow(10, atoms->items[next - 1].value))
            break;
        *out += part;
        least = part;
        next = after;
    }
    return next;
}

uint32_t att_atoms_ordinal(int32_t *out, const att_atoms *atoms, uint32_t at, uint32_t end) {
    if (at >= end)
        return at;
    const att_atom *atom = &atoms->items[at];
    if (atom->kind == ATT_ATOM_NUMBER && atom->digits && atom->digits < 5 && at + 1 < end) {
        const att_atom *suffix = atom + 1;
        bool fits = !suffix->spaced &&
                    (att_slice_is(suffix->text, "th") || att_slice_is(suffix->text, "st") ||
                     att_slice_is(suffix->text, "nd") || att_slice_is(suffix->text, "rd"));
        *out = (int32_t)atom->number;
        return fits ? at + 2 : at;
    }
    if (atom->word == ATT_WORD_ORDINAL) {
        *out = atom->value;
        return at + 1;
    }
    uint32_t next = at + 1;
    if (atom->word != ATT_WORD_NUMBER || atom->value < 20 ||
        !att_atom_mark(atoms, next, end, '-') ||
        !att_atom_class(atoms, next + 1, end, ATT_WORD_ORDINAL) || atoms->items[next + 1].value > 9)
        return at;
    *out = atom->value + atoms->items[next + 1].value;
    return next + 2;
}
