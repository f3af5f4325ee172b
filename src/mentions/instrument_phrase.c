/* instrument_phrase.c - how far the name of an instrument reaches before and after its noun. */
#include "mentions/instrument_read.h"

#include "base/utf8.h"
#include "mentions/forms.h"

#include <strings.h>

att_slice att_instrument_form(const instrument_reader *reader, uint32_t token) {
    return att_document_form(reader->document, token);
}

bool att_instrument_word(const instrument_reader *reader, uint32_t token, const char *word) {
    return token < reader->end && att_slice_is_caseless(att_instrument_form(reader, token), word);
}

bool att_instrument_capital(const instrument_reader *reader, uint32_t token) {
    return att_utf8_starts_upper(att_instrument_form(reader, token));
}

int32_t att_instrument_edition(const instrument_reader *reader, uint32_t at) {
    static const char *const words[] = {"first",       "second",     "third",      "fourth",
                                        "fifth",       "sixth",      "seventh",    "eighth",
                                        "ninth",       "tenth",      "eleventh",   "twelfth",
                                        "thirteenth",  "fourteenth", "fifteenth",  "sixteenth",
                                        "seventeenth", "eighteenth", "nineteenth", "twentieth"};
    att_slice form = att_instrument_form(reader, at);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (att_slice_is_caseless(form, words[i]))
            return (int32_t)i + 1;
    int32_t number = 0;
    uint32_t digits = 0;
    while (digits < form.size && form.data[digits] >= '0' && form.data[digits] <= '9' && digits < 4)
        number = number * 10 + (form.data[digits++] - '0');
    if (!digits || form.size != digits + 2)
        return -1;
    static const char *const endings[] = {"st", "nd", "rd", "th", NULL};
    return form_is_any(att_slice_part(form, digits, form.size), endings) ? number : -1;
}

int32_t att_instrument_year(const instrument_reader *reader, uint32_t at) {
    att_slice form = att_instrument_form(reader, at);
    int32_t year = 0;
    for (uint32_t i = 0; i < form.size; i++) {
        if (form.data[i] < '0' || form.data[i] > '9')
            return -1;
        year = year * 10 + (form.data[i] - '0');
        if (year > 9999)
            return -1;
    }
    return form.size == 4 && year >= 1900 && year <= 2100 ? year : -1;
}

static const char *const function_words[] = {
    "the",     "a",      "an",         "of",      "in",       "on",       "at",      "to",
    "for",     "with",   "by",         "from",    "and",      "or",       "that",    "which",
    "who",     "its",    "their",      "his",     "her",      "this",     "these",   "those",
    "is",      "are",    "was",        "were",    "be",       "been",     "has",     "have",
    "had",     "will",   "would",      "as",      "under",    "after",    "before",  "during",
    "between", "among",  "within",     "into",    "through",  "over",     "about",   "against",
    "since",   "until",  "than",       "not",     "no",       "they",     "he",      "she",
    "it",      "but",    "when",       "while",   "where",    "also",     "said",    "such",
    "some",    "all",    "both",       "each",    "other",    "another",  "signed",  "sign",
    "held",    "hold",   "convene",    "two",     "three",    "four",     "five",    "several",
    "many",    "new",    "existing",   "draft",   "various",  "upcoming", "annual",  "our",
    "any",     "more",   "respective", "similar", "separate", "key",      "related", "per",
    "via",     "around", "across",     "ink",     "inks",     "cited",    NULL};

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (unsigned char)byte >= 0x80;
}

/* A word that may stand before the noun as part of the name. */
static bool is_modifier(const instrument_reader *reader, uint32_t at) {
    att_slice form = att_instrument_form(reader, at);
    if (!is_letter(form.data[0]) && !(form.data[0] >= '0' && form.data[0] <= '9'))
        return false;
    bool title = att_instrument_capital(reader, at) && at > reader->first;
    if (!title && form_is_any(form, function_words))
        return false;
    if (title || !reader->document->words)
        return true;
    uint8_t upos = reader->document->words[at].upos;
    return upos == ATT_UPOS_ADJ || upos == ATT_UPOS_NOUN || upos == ATT_UPOS_PROPN ||
           upos == ATT_UPOS_X || (upos == ATT_UPOS_NUM && att_instrument_year(reader, at) > 0);
}

static bool is_hyphen(att_slice form) {
    return att_slice_is(form, "-") || att_slice_is(form, "\xe2\x80\x93") || att_slice_is(form, "/");
}

/* A dash with spaces on both sides parts sentences, unless it joins two names of states. */
static bool is_dash(const instrument_reader *reader, uint32_t at) {
    return at > reader->first && is_hyphen(att_instrument_form(reader, at)) &&
           reader->document->tokens.items[at - 1].space_after &&
           reader->document->tokens.items[at].space_after;
}

static const char *const fields[] = {"policy",
                                     "defence",
                                     "defense",
                                     "security",
                                     "strategic",
                                     "staff",
                                     "border",
                                     "joint",
                                     "ministerial",
                                     "vice-ministerial",
                                     "military",
                                     "maritime",
                                     "consular",
                                     "navy",
                                     "navy-to-navy",
                                     "army",
                                     "coast",
                                     "bilateral",
                                     "trilateral",
                                     "2+2",
                                     "peacekeeping",
                                     "un",
                                     "u.n.",
                                     "mixed",
                                     "deputy",
                                     "minister",
                                     "ministers",
                                     "steering",
                                     "military-technical",
                                     "counter-terrorism",
                                     "cyber",
                                     "nations",
                                     "au",
                                     "eu",
                                     "nato",
                                     NULL};

static bool is_field(att_slice form) {
    if (form_is_any(form, fields))
        return true;
    for (const char *const *field = fields; *field;
         field++) /* "Vietnam-India", "sub-ministerial" */
        if (strlen(*field) > 4 && form.size > strlen(*field) + 1 &&
            strncasecmp(form.data + form.size - strlen(*field), *field, strlen(*field)) == 0 &&
            form.data[form.size - strlen(*field) - 1] == '-')
            return true;
    return false;
}

static bool is_joint(att_slice form) {
    static const char *const words[] = {
        "joint",      "border", "boundary",          "bilateral",
        "trilateral", "mixed",  "intergovernmental", "inter-governmental",
        NULL};
    return form_is_any(form, words);
}

/* "foreign and defence ministers' dialogue": "and" between two modifiers. */
static bool joins_modifiers(const instrument_reader *reader, uint32_t at, uint32_t least) {
    return at > least &&
           (att_instrument_word(reader, at, "and") || att_instrument_word(reader, at, "&")) &&
           is_modifier(reader, at - 1) && is_modifier(reader, at + 1) &&
           (is_field(att_instrument_form(reader, at + 1)) ||
            is_field(att_instrument_form(reader, at - 1)));
}

/* "the 13th National Party Congress's Resolution": a genitive that belongs to the name. */
static bool owns(const instrument_reader *reader, uint32_t at, uint32_t least) {
    if (at <= least || !att_instrument_capital(reader, at - 1) ||
        !att_instrument_word(reader, at - 1, "congress"))
        return false;
    return form_is_genitive(att_instrument_form(reader, at));
}

void att_instrument_before(instrument_phrase *phrase, const instrument_reader *reader) {
    enum { REACH = 12 };
    uint32_t least = reader->first > reader->taken ? reader->first : reader->taken;
    if (phrase->head > least + REACH)
        least = phrase->head - REACH;
    uint32_t at = phrase->head;
    while (at > least) {
        uint32_t before = at - 1;
        att_slice form = att_instrument_form(reader, before);
        bool plural_genitive = form_is_genitive(form) && form.size != 2 && form.size != 4 &&
                               before > least && !att_slice_is_caseless(form, "'s");
        bool hyphen = is_hyphen(form) && before > least && is_modifier(reader, before - 1) &&
                      at < phrase->head + 1 && is_modifier(reader, at);
        if (!is_modifier(reader, before) && !hyphen && !plural_genitive &&
            !joins_modifiers(reader, before, least) && !owns(reader, before, least))
            break;
        if (is_modifier(reader, before)) {
            phrase->modifiers++;
            phrase->field = phrase->field || is_field(form);
            phrase->joint = phrase->joint || is_joint(form);
            phrase->working = phrase->working || att_slice_is_caseless(form, "working");
        }
        at = before;
        if (att_instrument_edition(reader, at) > 0) {
            phrase->edition = att_instrument_edition(reader, at);
            break;
        }
        if (att_instrument_year(reader, at) > 0) {
            phrase->year = att_instrument_year(reader, at);
            break;
        }
    }
    phrase->first = at;
    while (phrase->first < phrase->head && !is_modifier(reader, phrase->first))
        phrase->first++;
}

/* How many of the document's times begin at or before a token. */
static uint32_t times_up_to(const instrument_reader *reader, uint32_t at) {
    const att_document *document = reader->document;
    uint32_t low = 0, high = document->times.count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (document->times.items[middle].first <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_in_time(const instrument_reader *reader, uint32_t at) {
    uint32_t count = times_up_to(reader, at);
    return count > 0 && reader->document->times.items[count - 1].end > at;
}

/* A word that ends what an agreement is on. */
static bool ends_subject(const instrument_reader *reader, uint32_t at) {
    static const char *const ends[] = {
        "in",     "at",      "between", "with",  "by",    "to",   "from",  "during", "under",
        "after",  "since",   "that",    "which", "who",   "when", "while", "was",    "were",
        "is",     "are",     "has",     "have",  "had",   "will", "would", "as",     "signed",
        "before", "until",   "but",     "where", "whose", "they", "it",    "he",     "she",
        "within", "through", "among",   "and,",  NULL};
    att_slice form = att_instrument_form(reader, at);
    if (form_is_any(form, ends) || is_in_time(reader, at))
        return true;
    if (!is_letter(form.data[0]))
        return (!is_hyphen(form) || is_dash(reader, at)) && !form_is_genitive(form) &&
               att_instrument_edition(reader, at) < 0;
    if (!reader->document->words)
        return false;
    const att_word *word = &reader->document->words[at];
    bool gerund = att_slice_ends(form, "ing");
    return (word->upos == ATT_UPOS_VERB && !gerund && !att_slice_ends(form, "ed")) ||
           word->upos == ATT_UPOS_AUX || word->upos == ATT_UPOS_PRON ||
           word->upos == ATT_UPOS_SCONJ;
}

/* The end of "logistics", "the exchange of criminal intelligence" from `at`. */
static uint32_t subject_end(const instrument_reader *reader, uint32_t at) {
    enum { LONGEST = 12 };
    uint32_t end = at;
    while (end < reader->end && end < at + LONGEST && !ends_subject(reader, end))
        end++;
    static const char *const dangling[] = {"and", "or", "of", "the", "a", "on", "for", "an", NULL};
    while (end > at && (form_is_any(att_instrument_form(reader, end - 1), dangling) ||
                        is_hyphen(att_instrument_form(reader, end - 1))))
        end--;
    return end;
}

/* "Resolution 806", "Resolution No. 22-NQ/TW". */
static uint32_t number_after(const instrument_reader *reader, uint32_t at) {
    uint32_t next = at;
    if (att_instrument_word(reader, next, "no") || att_instrument_word(reader, next, "no.") ||
        att_instrument_word(reader, next, "number"))
        next++;
    if (next > at && att_instrument_word(reader, next, "."))
        next++;
    if (next >= reader->end)
        return at;
    att_slice form = att_instrument_form(reader, next);
    return form.data[0] >= '0' && form.data[0] <= '9' ? next + 1 : at;
}

void att_instrument_after(instrument_phrase *phrase, const instrument_reader *reader) {
    static const char *const leads[] = {"on",      "about", "concerning", "regarding",
                                        "against", "of",    NULL};
    uint32_t at = phrase->head + 1;
    phrase->end = at;
    if (att_instrument_word(reader, phrase->head, "resolution") ||
        att_instrument_word(reader, phrase->head, "resolutions")) {
        uint32_t next = number_after(reader, at);
        phrase->complement = next > at;
        phrase->end = at = next;
    }
    for (int part = 0; part < 2 && at < reader->end; part++) {
        bool for_name = att_instrument_word(reader, at, "for") && at + 1 < reader->end &&
                        att_instrument_capital(reader, at + 1) &&
                        att_instrument_capital(reader, phrase->head);
        if (!form_is_any(att_instrument_form(reader, at), leads) && !for_name)
            return;
        uint32_t end = subject_end(reader, at + 1);
        if (end == at + 1)
            return;
        for (uint32_t i = at + 1; i < end && phrase->edition < 0; i++)
            phrase->edition = att_instrument_edition(reader, i);
        phrase->complement = true;
        for (uint32_t i = at + 1; i < end; i++)
            phrase->field = phrase->field || is_field(att_instrument_form(reader, i));
        phrase->end = at = end;
    }
}

int32_t att_instrument_signed(const instrument_reader *reader, uint32_t at) {
    enum { REACH = 14 };
    static const char *const verbs[] = {"signed",     "concluded", "inked", "reached", "adopted",
                                        "initialled", "initialed", "dated", "issued",  NULL};
    for (uint32_t i = at; i < reader->end && i < at + REACH; i++) {
        att_slice form = att_instrument_form(reader, i);
        if (strchr(".;:", form.data[0]))
            return -1;
        if (!form_is_any(form, verbs))
            continue;
        uint32_t next = times_up_to(reader, i);
        if (next >= reader->document->times.count)
            return -1;
        const att_time *time = &reader->document->times.items[next];
        bool near = time->first <= i + 9 && time->first < reader->end;
        bool told = time->kind == ATT_TIME_POINT && time->basis == ATT_BASIS_STATED;
        return near && told ? att_day_civil(time->interval.first).year : -1;
    }
    return -1;
}

int32_t att_instrument_round(const instrument_reader *reader, uint32_t first) {
    static const char *const rounds[] = {"round", "session", "edition", "meeting", NULL};
    static const char *const determiners[] = {"the", "their", "its", NULL};
    uint32_t at = first;
    if (at > reader->first && form_is_any(att_instrument_form(reader, at - 1), determiners))
        at--;
    if (at < reader->first + 3 || !att_instrument_word(reader, at - 1, "of") ||
        !form_is_any(att_instrument_form(reader, at - 2), rounds))
        return -1;
    return att_instrument_edition(reader, at - 3);
}
