/* language.c - see language.h. The share of each language's commonest words among the first few
 * thousand bytes; English stands at a third, and no other language of the table above a tenth
 * of English text. In a sentence or two that is full of names ("Van", "de la") shares say little:
 * there another language is told only by several different words of it and next to none of
 * English. Names are as far as possible left out: only words in lower case count for a language. */
#include "input/language.h"

#include "base/error.h"
#include "base/utf8.h"

#include <assert.h>
#include <utf8proc.h>

enum {
    LOOKED_AT = 3000,
    LEAST_WORDS = 12,
    ENOUGH_WORDS = 40, /* for shares to tell */
    LEAST_DIFFERENT = 4,
    MOST_ENGLISH = 1,
    LONGEST_WORD = 24,
    LEAST_PERCENT = 9,
    ENGLISH = 0 /* the first row of the table */
};

static const struct {
    const char *code, *words;
} table[] = {
#define ATT_LANGUAGE(code, words) {code, words},
#include "input/languages.def"
#undef ATT_LANGUAGE
};

enum { COUNT = sizeof table / sizeof *table };

typedef struct tally {
    uint32_t words, latin, foreign;         /* words; letters of Latin script, of others */
    uint32_t hits[COUNT], different[COUNT]; /* the latter: not shared with English */
    uint8_t seen[ATT_LANGUAGE_WORDS_MOST];  /* by the word's number */
} tally;

static void add_words(att_languages *languages) {
    for (uint32_t i = 0; i < COUNT; i++) {
        att_slice rest = att_slice_of(table[i].words), word;
        while (att_slice_next(&rest, ' ', &word)) {
            if (!word.size)
                continue;
            uint32_t number = att_map_get(&languages->words, word);
            if (number == ATT_NONE) {
                number = languages->count++;
                assert(number < ATT_LANGUAGE_WORDS_MOST);
                att_map_put(&languages->words, word, number);
            }
            languages->sets[number] |= 1u << i;
        }
    }
}

att_status att_languages_open(att_languages *languages, att_error *error) {
    jmp_buf ended;
    *languages = (att_languages){0};
    att_arena_init(&languages->arena);
    att_map_init(&languages->words, &languages->arena);
    languages->arena.recovery = &ended;
    if (setjmp(ended)) {
        att_languages_close(languages);
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    }
    add_words(languages);
    languages->arena.recovery = NULL;
    return ATT_OK;
}

void att_languages_close(att_languages *languages) {
    att_arena_release(&languages->arena);
}

static void count_word(tally *t, const att_languages *languages, att_slice word) {
    uint32_t number = att_map_get(&languages->words, word);
    if (number == ATT_NONE)
        return;
    bool english = languages->sets[number] >> ENGLISH & 1;
    for (int i = 0; i < COUNT; i++) {
        uint32_t is_of = languages->sets[number] >> i & 1;
        t->hits[i] += is_of;
        t->different[i] += is_of && !t->seen[number] && english == (i == ENGLISH);
    }
    t->seen[number] = 1;
}

static void count_letter(tally *t, uint32_t point) {
    bool latin =
        point < 0x250 || (point >= 0x1E00 && point < 0x1F00) || (point >= 0x300 && point < 0x370);
    t->latin += latin;
    t->foreign += !latin;
}

static void count_text(tally *t, const att_languages *languages, att_slice text) {
    char word[LONGEST_WORD + 8];
    uint32_t size = 0;
    bool capital = false;
    for (uint32_t at = 0; at <= text.size;) {
        char byte = at < text.size ? text.data[at] : ' ';
        if (byte >= 0 && size < LONGEST_WORD && ((byte | 32) >= 'a' && (byte | 32) <= 'z')) {
            capital |= !size && byte < 'a';
            word[size++] = (char)(byte | 32); /* the plain letters, which are most */
            t->latin++;
            at++;
            continue;
        }
        uint32_t step = 1, point = at < text.size ? att_utf8_decode(text, at, &step) : ' ';
        at += step;
        if (att_utf8_is_letter(point)) {
            count_letter(t, point);
            utf8proc_int32_t lower = utf8proc_tolower((utf8proc_int32_t)point);
            capital |= !size && (uint32_t)lower != point;
            if (size < LONGEST_WORD)
                size += (uint32_t)utf8proc_encode_char(lower, (utf8proc_uint8_t *)word + size);
            continue;
        }
        t->words += size > 0;
        if (size && !capital)
            count_word(t, languages, (att_slice){word, size});
        size = 0;
        capital = false;
    }
}

const char *att_language_identify(const att_languages *languages, att_slice text) {
    tally t = {0};
    if (text.size > LOOKED_AT)
        text.size = LOOKED_AT;
    count_text(&t, languages, text);
    if (t.foreign > t.latin)
        return "other";
    if (t.words < LEAST_WORDS)
        return "";
    int best = 0;
    for (int i = 1; i < COUNT; i++)
        if (t.hits[i] > t.hits[best])
            best = i;
    bool known = t.hits[best] * 100 >= t.words * LEAST_PERCENT;
    if (t.words < ENOUGH_WORDS && best != ENGLISH)
        known = t.different[best] >= LEAST_DIFFERENT && t.different[ENGLISH] <= MOST_ENGLISH;
    if (t.words < ENOUGH_WORDS && !known)
        return "";
    return known ? table[best].code : "other";
}
