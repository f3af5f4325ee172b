/* Changes keep every label, since none of them touches the syntax: a headline in capitals, a line
 * in title case or in lower case, a sentence without its last full stop, names of persons replaced
 * by names from many countries. */
#include "examples.h"

#include <stdlib.h>
#include <string.h>

/* Syllables and names of many languages, none favoured: what matters is only that they are rare. */
static const char *const names[] = {
    "Nguyễn",     "Nguyen",     "Trần",      "Tran",       "Phan",     "Văn",
    "Van",        "Giang",      "Xuân",      "Xuan",       "Chiến",    "Chien",
    "Hoàng",      "Hoang",      "Lương",     "Luong",      "Cường",    "Cuong",
    "Thị",        "Minh",       "Đức",       "Duc",        "Quang",    "Tô",
    "Lâm",        "Phạm",       "Pham",      "Chính",      "Hải",      "Tân",
    "Trịnh",      "Nghĩa",      "Wang",      "Zhang",      "Wei",      "Xiaoming",
    "Dong",       "Jun",        "Li",        "Shangfu",    "Kishida",  "Nakatani",
    "Gen",        "Takeshi",    "Iwaya",     "Yoshimasa",  "Kim",      "Yong-hyun",
    "Shin",       "Won-sik",    "Prabowo",   "Subianto",   "Sjafrie",  "Sjamsoeddin",
    "Teodoro",    "Gilberto",   "Marcos",    "Anwar",      "Khaled",   "Nordin",
    "Saifuddin",  "Hun",        "Manet",     "Tea",        "Seiha",    "Chansamone",
    "Chanyalath", "Rajnath",    "Singh",     "Jaishankar", "Belousov", "Andrei",
    "Sergei",     "Shoigu",     "Oleksii",   "Umerov",     "Rustem",   "Crosetto",
    "Guido",      "Lecornu",    "Sébastien", "Pistorius",  "Boris",    "Szalay-Bobrovniczky",
    "Kristóf",    "Blinken",    "Austin",    "Hegseth",    "Marles",   "Richard",
    "Collins",    "Judith",     "Güler",     "Yaşar",      "Mujahid",  "Asif",
    "Khawaja",    "Al-Attiyah", "Khalid",    "Ng",         "Eng",      "Hen",
    "Okafor",     "Adebayo",    "Mwangi",    "Traoré",     "Moreira",  "González",
    "Castro",     "Álvaro",     "López",
};
static const char *const places[] = {
    "Hanoi",     "Vientiane", "Suva",     "Pune",      "Oslo",       "Lima",     "Quito",
    "Nairobi",   "Accra",     "Dakar",    "Tashkent",  "Astana",     "Baku",     "Tbilisi",
    "Manila",    "Jakarta",   "Dili",     "Naypyidaw", "Colombo",    "Dhaka",    "Kathmandu",
    "Tehran",    "Ankara",    "Cairo",    "Rabat",     "Tunis",      "Kyiv",     "Warsaw",
    "Prague",    "Sofia",     "Zagreb",   "Tirana",    "Vilnius",    "Riga",     "Tallinn",
    "Helsinki",  "Dublin",    "Lisbon",   "Madrid",    "Athens",     "Nicosia",  "Canberra",
    "Laos",      "Cambodia",  "Fiji",     "Chile",     "Peru",       "Ghana",    "Kenya",
    "Angola",    "Kuwait",    "Qatar",    "Oman",      "Yemen",      "Iraq",     "Nepal",
    "Bhutan",    "Vietnam",   "Thailand", "Australia", "Japan",      "Poland",   "Mongolia",
    "Darwin",    "Busan",     "Beijing",  "Moscow",    "Washington", "Brussels", "Brunei",
    "Singapore", "Cuba",
};
enum { PLACES = sizeof places / sizeof *places };
enum { NAMES = sizeof names / sizeof *names };

const char *examples_name(uint64_t random) {
    return names[random % NAMES];
}

typedef enum change { AS_IS, CAPITALS, TITLE, LOWER } change;

static uint64_t draw(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 11;
}

static int word_of(const vocabulary *v, uint64_t key) {
    return vocabulary_find(v, key);
}

example *examples_prepare(const corpus *c, const vocabulary *v) {
    example *all = calloc((size_t)c->count, sizeof *all);
    for (int i = 0; i < c->count; i++) {
        const sentence *s = &c->sentences[i];
        size_t rows = (size_t)s->count + 1;
        example *e = &all[i];
        e->source = s;
        e->word = calloc(rows, sizeof *e->word);
        e->pieces = calloc(rows, sizeof *e->pieces);
        e->classes = calloc(rows, sizeof *e->classes);
        e->word[0] = -2;
        for (int j = 1; j <= s->count; j++) {
            att_features f;
            att_features_read(&f, s->tokens[j].form, s->tokens[j].size);
            e->word[j] = word_of(v, f.word);
            memcpy(e->pieces[j], f.pieces, sizeof f.pieces);
            e->classes[j] = vocabulary_class(v, s->tokens[j].features);
        }
    }
    return all;
}

void batch_clear(batch *b) {
    b->rows = b->count = 0;
}

static void add_labels(batch *b, const example *e, int row, int i) {
    const token *t = &e->source->tokens[i];
    b->label[HEAD_UPOS][row] = i ? t->upos : -1;
    b->label[HEAD_XPOS][row] = i ? t->xpos : -1;
    b->label[HEAD_FEATURES][row] = i ? e->classes[i] : -1;
    b->label[HEAD_ENTITY][row] = i && e->source->has_entities ? t->entity : -1;
    b->head[row] = i ? t->head : 0;
    b->relation[row] = i ? t->relation : -1;
}

static void set_word(batch *b, const vocabulary *v, int row, int32_t word) {
    b->word[row] = word;
    b->frequency[row] = word >= 0 ? v->frequency[word] : 0;
}

static bool add(batch *b, const example *e, const vocabulary *v, int count) {
    if (count > SENTENCE_MOST || b->rows + count + 1 > BATCH_ROWS || b->count == BATCH_SENTENCES)
        return false;
    int start = b->rows;
    b->start[b->count] = start;
    b->length[b->count] = count + 1;
    b->soft[b->count++] = count == e->source->count ? e->soft : NULL;
    for (int i = 0; i <= count; i++) {
        set_word(b, v, start + i, e->word[i]);
        memcpy(b->pieces[start + i], e->pieces[i], sizeof e->pieces[i]);
        add_labels(b, e, start + i, i);
    }
    b->rows += count + 1;
    return true;
}

bool batch_add(batch *b, const example *e, const vocabulary *v) {
    return add(b, e, v, e->source->count);
}

/* The length of the sentence without its final full stop, if nothing hangs on that. */
static int without_stop(const sentence *s) {
    if (s->count < 3 || strcmp(s->tokens[s->count].form, ".") != 0)
        return s->count;
    for (int i = 1; i < s->count; i++)
        if (s->tokens[i].head == s->count)
            return s->count;
    return s->tokens[s->count].head == 0 ? s->count : s->count - 1;
}

static void recase(char *form, uint32_t size, change c) {
    for (uint32_t i = 0; i < size; i++) {
        bool lower = form[i] >= 'a' && form[i] <= 'z', upper = form[i] >= 'A' && form[i] <= 'Z';
        if (lower && (c == CAPITALS || (c == TITLE && i == 0 && size > 3)))
            form[i] = (char)(form[i] - 32);
        else if (upper && c == LOWER)
            form[i] = (char)(form[i] + 32);
    }
}

static void rewrite(batch *b, const vocabulary *v, int row, const char *form, change c) {
    char copy[256];
    size_t size = strlen(form);
    if (size >= sizeof copy)
        return;
    memcpy(copy, form, size);
    recase(copy, (uint32_t)size, c);
    att_features f;
    att_features_read(&f, copy, (uint32_t)size);
    set_word(b, v, row, word_of(v, f.word));
    memcpy(b->pieces[row], f.pieces, sizeof f.pieces);
}

/* A person's name, not a rank or an initial, as far as the labels tell. */
static bool may_rename(const token *t) {
    bool person = t->entity == 1 || t->entity == 2;
    return person && t->size > 3 && t->form[t->size - 1] != '.' && t->form[0] >= 'A' &&
           t->form[0] <= 'Z' && t->upos == corpus_find_upos("PROPN");
}

/* A place of one word. */
static bool may_move(const sentence *s, int i) {
    const token *t = &s->tokens[i];
    bool alone = i == s->count || s->tokens[i + 1].entity != 6;
    return t->entity == 5 && alone && t->size > 2 && t->upos == corpus_find_upos("PROPN");
}

/* A name to put in the place of a word, or NULL. */
static const char *other_name(const sentence *s, int i, uint64_t *random) {
    if (draw(random) % 2 == 0)
        return NULL;
    if (may_rename(&s->tokens[i]))
        return names[draw(random) % NAMES];
    return may_move(s, i) ? places[draw(random) % PLACES] : NULL;
}

bool batch_add_changed(batch *b, const example *e, const vocabulary *v, uint64_t *random) {
    uint64_t dice = draw(random) % 100;
    change c = dice < 4 ? CAPITALS : dice < 7 ? TITLE : dice < 9 ? LOWER : AS_IS;
    bool rename = draw(random) % 100 < 30;
    if (e->varied)
        return batch_add(b, e, v);
    bool cut = draw(random) % 100 < (c == CAPITALS || c == TITLE ? 70 : 3);
    int count = cut ? without_stop(e->source) : e->source->count;
    int start = b->rows;
    if (!add(b, e, v, count))
        return false;
    for (int i = 1; i <= count; i++) {
        const char *other = rename ? other_name(e->source, i, random) : NULL;
        if (other != NULL)
            rewrite(b, v, start + i, other, c);
        else if (c != AS_IS)
            rewrite(b, v, start + i, e->source->tokens[i].form, c);
    }
    return true;
}
