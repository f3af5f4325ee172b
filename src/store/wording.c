/* wording.c - see wording.h. */
#include "store/wording.h"

#include "base/utf8.h"

static const char *const small_words[] = {
    "the",   "a",    "an",    "of",    "on",    "for",   "in",    "and",    "with",  "between",
    "to",    "by",   "at",    "from",  "as",    "that",  "this",  "his",    "her",   "its",
    "their", "he",   "she",   "it",    "they",  "was",   "were",  "is",     "are",   "be",
    "been",  "has",  "have",  "had",   "will",  "would", "who",   "which",  "said",  "also",
    "or",    "but",  "not",   "two",   "both",  "other", "after", "during", "while", "into",
    "than",  "more", "these", "those", "there", "first", "one",   "new",    "s"};

static bool is_small(const att_wording *wording, att_slice word) {
    return att_map_get(&wording->small, word) != ATT_NONE;
}

/* ---- names of states
 * ------------------------------------------------------------------------------ */

static void add_name(att_wording *wording, att_slice code, att_slice name) {
    uint32_t number = wording->forms.count;
    *ATT_PUSH(&wording->arena, &wording->forms) = att_arena_copy(&wording->arena, name);
    *ATT_PUSH(&wording->arena, &wording->next) = att_map_get(&wording->names, code);
    att_map_put(&wording->names, att_arena_copy(&wording->arena, code), number);
    if (name.size > 3 && !memchr(name.data, ' ', name.size))
        att_map_put(&wording->states, wording->forms.items[number], 1);
}

att_status wording_open(att_wording *wording, att_store *store, att_error *error) {
    att_arena_init(&wording->arena);
    att_arena_init(&wording->scratch);
    att_map_init(&wording->small, &wording->arena);
    att_map_init(&wording->states, &wording->arena);
    att_map_init(&wording->names, &wording->arena);
    for (size_t i = 0; i < sizeof small_words / sizeof small_words[0]; i++)
        att_map_put(&wording->small, att_slice_of(small_words[i]), 1);
    att_query query;
    att_query_begin(&query, store, "SELECT code, name FROM state_name ORDER BY code, length(name)",
                    error);
    while (att_query_next(&query)) {
        char code[32] = "";
        att_slice text = att_query_column(&query, 0);
        memcpy(code, text.data, text.size < sizeof code ? text.size : sizeof code - 1);
        add_name(wording, att_slice_of(code), att_query_column(&query, 1));
    }
    return att_query_end(&query);
}

void wording_close(att_wording *wording) {
    att_arena_release(&wording->arena);
    att_arena_release(&wording->scratch);
}

/* ---- words
 * ------------------------------------------------------------------------------------------- */

static bool is_word_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || (byte & 0x80);
}

/* Runs of letters and digits; a comma or point between digits belongs to them. */
bool wording_run(att_slice *rest, att_slice *run) {
    while (rest->size && !is_word_byte(rest->data[0]))
        rest->data++, rest->size--;
    uint32_t size = 0;
    while (size < rest->size && (is_word_byte(rest->data[size]) ||
                                 (size && size + 1 < rest->size && strchr(",.", rest->data[size]) &&
                                  rest->data[size - 1] <= '9' && rest->data[size - 1] >= '0' &&
                                  rest->data[size + 1] <= '9' && rest->data[size + 1] >= '0')))
        size++;
    *run = (att_slice){rest->data, size};
    rest->data += size;
    rest->size -= size;
    return size > 0;
}

/* Light: plural and the commonest endings of verbs, never to less than four letters. */
static att_slice stem(att_slice word) {
    static const struct {
        const char *ending;
        uint32_t cut;
    } endings[] = {{"ies", 3}, {"sses", 2}, {"ing", 3}, {"ed", 2},
                   {"es", 2},  {"s", 1},    {"e", 1},   {"y", 1}};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (att_slice_ends(word, endings[i].ending) && word.size - endings[i].cut >= 4 &&
            !att_slice_ends(word, "ss")) {
            word.size -= endings[i].cut;
            return word;
        }
    return word;
}

bool wording_next(att_wording *wording, att_slice *rest, att_slice *word) {
    while (wording_run(rest, word)) {
        if (is_small(wording, *word) || word->size < 2 ||
            att_map_get(&wording->states, *word) != ATT_NONE)
            continue;
        *word = stem(*word);
        return true;
    }
    return false;
}

/* ---- units
 * ------------------------------------------------------------------------------------------- */

static const struct {
    const char *word, *class;
} unit_classes[] = {
#define ATT_UNIT(word, class) {word, class},
#include "store/units.def"
#undef ATT_UNIT
};

static att_slice class_of(att_slice word) {
    for (size_t i = 0; i < sizeof unit_classes / sizeof unit_classes[0]; i++)
        if (att_slice_is(word, unit_classes[i].word))
            return att_slice_of(unit_classes[i].class);
    return ATT_SLICE_EMPTY;
}

static att_slice singular(att_wording *wording, att_slice word) {
    if (word.size > 4 && att_slice_ends(word, "ies"))
        return att_arena_format(&wording->scratch, "%.*sy", (int)word.size - 3, word.data);
    if (word.size > 4 && (att_slice_ends(word, "ches") || att_slice_ends(word, "shes") ||
                          att_slice_ends(word, "xes") || att_slice_ends(word, "sses")))
        word.size -= 2;
    else if (word.size > 3 && att_slice_ends(word, "s") && !att_slice_ends(word, "ss"))
        word.size--;
    return word;
}

/* The head is the noun before "of", "in", "from", "and", "sent"…, else the last; "sets of remains"
 * and "items of information" count remains and information, "percent women" women in percent. */
att_slice wording_unit_class(att_wording *wording, att_slice unit) {
    static const char *const containers[] = {"set", "item", "piece", "number", "total", "pair"};
    static const char *const stops[] = {"of",   "in",       "from", "and", "with",
                                        "sent", "received", "on",   "for", "per"};
    att_slice rest = unit, head = ATT_SLICE_EMPTY, word;
    while (rest.size) {
        uint32_t size = 0;
        while (size < rest.size && rest.data[size] != ' ')
            size++;
        word = (att_slice){rest.data, size};
        rest = (att_slice){rest.data + size, rest.size - size};
        rest = att_slice_trim(rest);
        bool stop = false, container = false;
        for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++)
            stop |= att_slice_is(word, stops[i]);
        for (size_t i = 0; i < sizeof containers / sizeof containers[0]; i++)
            container |= att_slice_is(head, containers[i]);
        if (stop && head.size && !(container && att_slice_is(word, "of")))
            break;
        if (!stop)
            head = singular(wording, word);
        if (att_slice_is(head, "percent") || att_slice_is(head, "%"))
            return att_arena_format(&wording->scratch, "percent %.*s", (int)rest.size, rest.data);
    }
    att_slice class = class_of(head);
    return class.size ? class : head;
}

/* ---- mechanisms
 * ------------------------------------------------------------------------------------------ */

int32_t wording_ordinal(att_slice word) {
    static const char *const ordinals[] = {"first",       "second",     "third",      "fourth",
                                           "fifth",       "sixth",      "seventh",    "eighth",
                                           "ninth",       "tenth",      "eleventh",   "twelfth",
                                           "thirteenth",  "fourteenth", "fifteenth",  "sixteenth",
                                           "seventeenth", "eighteenth", "nineteenth", "twentieth"};
    for (size_t i = 0; i < sizeof ordinals / sizeof ordinals[0]; i++)
        if (att_slice_is(word, ordinals[i]))
            return (int32_t)i + 1;
    if (att_slice_is(word, "inaugural"))
        return 1;
    bool ending = att_slice_ends(word, "st") || att_slice_ends(word, "nd") ||
                  att_slice_ends(word, "rd") || att_slice_ends(word, "th");
    int32_t number = 0;
    for (uint32_t i = 0; ending && i + 2 < word.size; i++) {
        if (word.data[i] < '0' || word.data[i] > '9' || number > 9999)
            return 0;
        number = number * 10 + (word.data[i] - '0');
    }
    return number;
}

static bool is_year(att_slice word) {
    return word.size == 4 && (word.data[0] == '1' || word.data[0] == '2') && word.data[1] >= '0' &&
           word.data[1] <= '9' && word.data[3] >= '0' && word.data[3] <= '9';
}

/* Blanks out a name of a party wherever it stands as whole words. */
static void blank_name(char *text, uint32_t size, att_slice name) {
    for (uint32_t i = 0; name.size && i + name.size <= size; i++)
        if (memcmp(text + i, name.data, name.size) == 0 && (i == 0 || !is_word_byte(text[i - 1])) &&
            (i + name.size == size || !is_word_byte(text[i + name.size])))
            memset(text + i, ' ', name.size);
}

att_slice wording_mechanism(att_wording *wording, att_slice instrument,
                            const att_snapshot *snapshot, att_range codes) {
    att_slice folded = att_utf8_fold(&wording->scratch, instrument);
    char *text = (char *)att_arena_copy(&wording->scratch, folded).data;
    for (uint32_t c = codes.first; c < codes.end; c++) {
        att_slice code = att_snapshot_text(snapshot, snapshot->pool.items[c]);
        for (uint32_t n = att_map_get(&wording->names, code); n != ATT_NONE;
             n = wording->next.items[n])
            blank_name(text, folded.size, wording->forms.items[n]);
    }
    char *out = att_arena_alloc(&wording->scratch, (size_t)folded.size * 2 + 1);
    uint32_t size = 0;
    att_slice rest = {text, folded.size}, word;
    while (wording_run(&rest, &word)) {
        if (is_small(wording, word) || wording_ordinal(word) || is_year(word))
            continue;
        if (att_slice_is(word, "defense"))
            word = att_slice_of("defence");
        if (size)
            out[size++] = ' ';
        memcpy(out + size, word.data, word.size);
        size += word.size;
    }
    return (att_slice){out, size};
}

/* The ordinals are small letters; a capital may begin a title. */
static bool is_counting(att_slice word) {
    char small[16];
    if (word.size >= sizeof small)
        return false;
    for (uint32_t i = 0; i < word.size; i++)
        small[i] = (char)(word.data[i] | (word.data[i] >= 'A' && word.data[i] <= 'Z' ? 0x20 : 0));
    att_slice folded = {small, word.size};
    return wording_ordinal(folded) || (word.size == 3 && memcmp(small, "the", 3) == 0);
}

att_slice wording_title(att_slice instrument, bool standing) {
    att_slice title = instrument, word;
    for (att_slice rest = title; att_slice_next(&rest, ' ', &word) && rest.size; title = rest)
        if (!is_counting(word))
            break;
    uint32_t end = title.size;
    while (standing && end && title.data[end - 1] >= '0' && title.data[end - 1] <= '9')
        end--;
    if (end > 1 && end < title.size && (title.data[end - 1] == '-' || title.data[end - 1] == ' '))
        title.size = end - 1;
    return title;
}
