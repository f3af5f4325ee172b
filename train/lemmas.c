/* Every (form, tag) votes once for the rule of its commonest lemma, under each of its endings. An
 * ending is kept as a decision only where it changes what a shorter one says, a whole word only
 * where its ending errs. Regular forms of words that the treebanks lack are made from the words of
 * the vectors, so that "-osting" and "-osing" are decided by what words there are. */
#include "lemmas.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/lemma.h"
#include "strings.h"
#include "vocabulary.h"

/* A form of the irregular table outweighs that many forms of the treebanks, which have slips. */
enum { WORDS_KEPT = 120000, BASES_RANK = 60000, FORM_MOST = 200, IRREGULAR_WEIGHT = 3 };

#define LETTERS "abcdefghijklmnopqrstuvwxyz"

typedef struct pair {
    char *form;
    uint8_t xpos;
    int rule, count;
} pair;

typedef struct learner {
    lemma_table *out;
    strings rule_names;
    strings pair_names; /* "tag form" → pairs; */
    pair *pairs;        /* the commonest lemma of each */
    int pair_capacity;
    strings words; /* of the vectors, commonest first */
    strings bases; /* lemmas of verbs and nouns in the treebanks: "V…", "N…" */
} learner;

/* ---- rules ---- */

static size_t shared(const char *a, const char *b) {
    size_t i = 0;
    while (a[i] != '\0' && a[i] == b[i])
        i++;
    while (i > 0 && ((unsigned char)b[i] & 0xC0) == 0x80)
        i--;
    return i;
}

/* The number of the rule that makes `lemma` of `form`, or -1 where none can. Where several cases
 * do, names keep theirs and other words are in lower case. */
static int rule_for(learner *l, const char *form, const char *lemma, int xpos) {
    char lower[FORM_MOST], capital[FORM_MOST], name[FORM_MOST * 2];
    size_t size = strlen(form);
    if (size >= FORM_MOST - 1 || strlen(lemma) >= FORM_MOST - 1)
        return -1;
    att_lemma_lower(lower, form, size);
    lower[size] = '\0';
    strcpy(capital, lower);
    capital[0] = (unsigned char)form[0] < 0x80 ? form[0] : lower[0];
    const char *shapes[ATT_LEMMA_CASES] = {lower, form, capital};
    bool keeps = strncmp(corpus_xpos(xpos), "NNP", 3) == 0;
    int best = keeps ? ATT_LEMMA_KEEP : ATT_LEMMA_LOWER;
    for (int i = 0; i < ATT_LEMMA_CASES; i++)
        if (shared(shapes[i], lemma) > shared(shapes[best], lemma))
            best = i;
    size_t kept = shared(shapes[best], lemma), added = strlen(lemma) - kept;
    if (added > ATT_FORMAT_LEMMA_TEXT || size - kept > 255)
        return -1;
    snprintf(name, sizeof name, "%d %zu %s", best, size - kept, lemma + kept);
    int number = strings_add(&l->rule_names, name);
    if (number == l->out->rule_count) {
        l->out->rules =
            realloc(l->out->rules, (size_t)++l->out->rule_count * sizeof(att_lemma_rule));
        att_lemma_rule *rule = &l->out->rules[number];
        memset(rule, 0, sizeof *rule);
        rule->letter_case = (uint8_t)best;
        rule->cut = (uint8_t)(size - kept);
        rule->size = (uint8_t)added;
        memcpy(rule->text, lemma + kept, added);
    }
    return number;
}

/* ---- pairs ---- */

static void add_pair(learner *l, const char *form, int xpos, int rule, int count) {
    char name[FORM_MOST + 8];
    if (rule < 0 || strlen(form) >= FORM_MOST - 1)
        return;
    snprintf(name, sizeof name, "%d %s", xpos, form);
    int number = strings_add(&l->pair_names, name);
    if (number >= l->pair_capacity) {
        int before = l->pair_capacity;
        l->pair_capacity = number * 2 + 1024;
        l->pairs = realloc(l->pairs, (size_t)l->pair_capacity * sizeof *l->pairs);
        memset(l->pairs + before, 0, (size_t)(l->pair_capacity - before) * sizeof *l->pairs);
    }
    pair *p = &l->pairs[number];
    if (p->form != NULL && p->count >= count)
        return;
    if (p->form == NULL)
        p->form = strdup(form);
    p->xpos = (uint8_t)xpos;
    p->rule = rule;
    p->count = count;
}

static bool known_pair(const learner *l, const char *form, int xpos) {
    char name[FORM_MOST + 8];
    snprintf(name, sizeof name, "%d %s", xpos, form);
    return strings_find(&l->pair_names, name) >= 0;
}

/* The lower-case form under the tag, unless the tag keeps case. */
static void tally_form(char *out, const token *t) {
    const char *tag = corpus_xpos(t->xpos);
    bool keeps = strncmp(tag, "NNP", 3) == 0;
    size_t size = t->size < FORM_MOST - 1 ? t->size : FORM_MOST - 1;
    bool capitals = size > 1 && strcmp(tag, "NN") == 0;
    for (size_t i = 0; i < size; i++)
        capitals = capitals && !(t->form[i] >= 'a' && t->form[i] <= 'z');
    if (keeps || capitals)
        memcpy(out, t->form, size);
    else
        att_lemma_lower(out, t->form, size);
    out[size] = '\0';
}

static void take_treebanks(learner *l, const corpus *text) {
    char form[FORM_MOST], name[2 * FORM_MOST + 16];
    strings triples = {0};
    int *counts = calloc((size_t)text->words, sizeof *counts);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < text->count; i++)
            for (int j = 1; j <= text->sentences[i].count; j++) {
                const token *t = &text->sentences[i].tokens[j];
                const char *tag = corpus_xpos(t->xpos);
                if (strcmp(tag, "GW") == 0 || strlen(t->lemma) >= FORM_MOST)
                    continue;
                tally_form(form, t);
                snprintf(name, sizeof name, "%d %s %s", t->xpos, form, t->lemma);
                int number = strings_add(&triples, name);
                counts[number] += pass == 0;
                if (pass == 1)
                    add_pair(l, form, t->xpos, rule_for(l, form, t->lemma, t->xpos),
                             counts[number]);
                snprintf(name, sizeof name, "%c%s", tag[0] == 'V' ? 'V' : 'N', t->lemma);
                if (tag[0] == 'V' || strncmp(tag, "NN", 2) == 0)
                    strings_add(&l->bases, name);
            }
    free(counts);
}

static void add_forms(learner *l, const char *base, char *forms, const char *tag) {
    for (char *form = strtok(forms, " "); form != NULL; form = strtok(NULL, " "))
        add_pair(l, form, corpus_find_xpos(tag), rule_for(l, form, base, corpus_find_xpos(tag)),
                 IRREGULAR_WEIGHT);
}

static void take_irregular(learner *l, const char *path) {
    char line[FORM_MOST], name[FORM_MOST + 2];
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        char *second = strchr(line, '\t');
        if (line[0] == '#' || second == NULL)
            continue;
        *second++ = '\0';
        char *third = strchr(second, '\t');
        snprintf(name, sizeof name, "%c%s", third != NULL ? 'V' : 'N', line);
        strings_add(&l->bases, name);
        if (third == NULL) {
            add_forms(l, line, second, "NNS");
            continue;
        }
        *third++ = '\0';
        add_forms(l, line, second, "VBD");
        add_forms(l, line, third, "VBN");
    }
    fclose(file);
}

/* ---- regular forms of the words that there are ---- */

static bool is_vowel(char c) {
    return c != '\0' && strchr("aeiou", c) != NULL;
}

/* "hop", "plan": written twice before -ed and -ing, so "hoping" cannot come of it. */
static bool doubles(const char *stem, size_t size) {
    int vowels = 0;
    for (size_t i = 0; i < size; i++)
        vowels += is_vowel(stem[i]) || (stem[i] == 'y' && i > 0);
    return size >= 2 && vowels == 1 && is_vowel(stem[size - 2]) && !is_vowel(stem[size - 1]) &&
           strchr("wxy", stem[size - 1]) == NULL;
}

/* Lower is better; bases of the treebanks come before all others. */
static int rank_of(const learner *l, const char *base, char kind) {
    char name[FORM_MOST + 2];
    int rank = strings_find(&l->words, base);
    snprintf(name, sizeof name, "%c%s", kind, base);
    if (strings_find(&l->bases, name) >= 0)
        return rank < 0 ? 0 : rank;
    return rank < 0 || rank > BASES_RANK ? 1 << 20 : WORDS_KEPT + rank;
}

typedef struct choice {
    char base[FORM_MOST];
    int rank;
} choice;

static void consider(const learner *l, choice *c, char kind, const char *stem, size_t size,
                     const char *end) {
    char base[FORM_MOST];
    snprintf(base, sizeof base, "%.*s%s", (int)size, stem, end);
    int rank = rank_of(l, base, kind);
    if (size >= 2 && rank < c->rank) {
        c->rank = rank;
        strcpy(c->base, base);
    }
}

static bool ends(const char *form, size_t size, const char *end) {
    size_t length = strlen(end);
    return size > length && strncmp(form + size - length, end, length) == 0;
}

/* The base of a form in -ed or -ing, `cut` bytes of ending. */
static choice verb_base(const learner *l, const char *form, size_t cut) {
    choice c = {"", 1 << 20};
    size_t size = strlen(form) - cut;
    if (size >= 2 && form[size - 1] == form[size - 2] && !is_vowel(form[size - 1]))
        consider(l, &c, 'V', form, size - 1, "");
    if (!doubles(form, size))
        consider(l, &c, 'V', form, size, "");
    if (ends(form, size, "is") && size > 4)
        c = (choice){"", 1 << 20}; /* "emphasised" is not of "emphasis" */
    consider(l, &c, 'V', form, size, "e");
    if (cut == 2 && size >= 2 && form[size - 1] == 'i')
        consider(l, &c, 'V', form, size - 1, "y");
    return c;
}

static choice plural_base(const learner *l, const char *form, char kind) {
    choice c = {"", 1 << 20};
    size_t size = strlen(form);
    if (ends(form, size, "ss") || ends(form, size, "us") || ends(form, size, "is"))
        return c;
    if (ends(form, size, "ies"))
        consider(l, &c, kind, form, size - 3, "y");
    if (ends(form, size, "ses") || ends(form, size, "xes") || ends(form, size, "zes") ||
        ends(form, size, "ches") || ends(form, size, "shes") || ends(form, size, "oes"))
        consider(l, &c, kind, form, size - 2, "");
    if (kind == 'V' && ends(form, size, "ises"))
        c = (choice){"", 1 << 20};
    consider(l, &c, kind, form, size - 1, "");
    return c;
}

/* Common nouns in capitals, as in headlines, unless the treebanks keep them so (acronyms). */
static void take_capitals(learner *l) {
    char form[FORM_MOST];
    int tag = corpus_find_xpos("NN"), count = l->pair_names.count;
    for (int i = 0; i < count; i++) {
        const char *lower = l->pairs[i].form;
        size_t size = strlen(lower);
        if (l->pairs[i].xpos != tag || size < 3 || strspn(lower, LETTERS) != size)
            continue;
        for (size_t k = 0; k <= size; k++)
            form[k] = (char)(lower[k] & ~32);
        if (!known_pair(l, form, tag))
            add_pair(l, form, tag, rule_for(l, form, lower, tag), 1);
    }
}

static void take_form(learner *l, const char *form, const char *tag, choice c) {
    int xpos = corpus_find_xpos(tag);
    if (c.rank < 1 << 20 && !known_pair(l, form, xpos))
        add_pair(l, form, xpos, rule_for(l, form, c.base, xpos), 1);
}

static void take_words(learner *l) {
    for (int i = 0; i < l->words.count; i++) {
        const char *form = l->words.items[i];
        size_t size = strlen(form);
        if (size < 4 || size > 30 || strspn(form, LETTERS) != size)
            continue;
        if (ends(form, size, "ing"))
            take_form(l, form, "VBG", verb_base(l, form, 3));
        if (ends(form, size, "ed")) {
            take_form(l, form, "VBD", verb_base(l, form, 2));
            take_form(l, form, "VBN", verb_base(l, form, 2));
        }
        if (form[size - 1] == 's') {
            take_form(l, form, "VBZ", plural_base(l, form, 'V'));
            take_form(l, form, "NNS", plural_base(l, form, 'N'));
        }
    }
}

/* ---- decisions ---- */

/* Votes: for each print of an ending, a small list of (rule, count). */
typedef struct vote {
    uint32_t print;
    int rule, count;
} vote;

static int compare_votes(const void *a, const void *b) {
    const vote *x = a, *y = b;
    if (x->print != y->print)
        return x->print < y->print ? -1 : 1;
    return x->rule - y->rule;
}

static void set_slot(lemma_table *t, uint32_t print, int rule) {
    uint32_t at = (print >> 1) & (t->slot_count - 1);
    while (t->slots[at].print != 0 && t->slots[at].print != print)
        at = (at + 1) & (t->slot_count - 1);
    t->used += t->slots[at].print == 0;
    t->slots[at] = (att_lemma_slot){print, (uint16_t)rule, 0};
}

/* The votes of all forms for one length of ending, sorted by ending and rule. */
static int collect_votes(const learner *l, vote *votes, uint32_t length) {
    int count = 0;
    for (int i = 0; i < l->pair_names.count; i++) {
        const pair *p = &l->pairs[i];
        uint32_t size = (uint32_t)strlen(p->form);
        if (size >= length)
            votes[count++] = (vote){att_lemma_print(p->form, size, length, p->xpos, 0), p->rule, 1};
    }
    qsort(votes, (size_t)count, sizeof *votes, compare_votes);
    return count;
}

/* One winner for each ending that two forms share, in place. */
static int elect(vote *votes, int count, uint32_t length) {
    int winners = 0;
    for (int i = 0; i < count;) {
        vote best = {votes[i].print, -1, 0};
        int voters = 0;
        while (i < count && votes[i].print == best.print) {
            int rule = votes[i].rule, n = 0;
            for (; i < count && votes[i].print == best.print && votes[i].rule == rule; i++)
                n++;
            voters += n;
            if (n > best.count)
                best = (vote){best.print, rule, n};
        }
        if (voters >= 2 || length == 0)
            votes[winners++] = best;
    }
    return winners;
}

static vote *find_vote(vote *votes, int count, uint32_t print) {
    int low = 0, high = count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (votes[middle].print < print)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && votes[low].print == print ? &votes[low] : NULL;
}

/* Endings of one length: every form that has it votes, and the winner is kept where it differs from
 * what the shorter endings say of the form. Nothing is set before all are decided. */
static void decide_endings(learner *l, uint32_t length) {
    int total = l->pair_names.count, kept = 0;
    vote *votes = malloc((size_t)total * sizeof *votes), *winner;
    vote *list = malloc((size_t)total * sizeof *list);
    int count = elect(votes, collect_votes(l, votes, length), length);
    for (int i = 0; i < total; i++) {
        const pair *p = &l->pairs[i];
        uint32_t size = (uint32_t)strlen(p->form);
        if (size < length)
            continue;
        winner = find_vote(votes, count, att_lemma_print(p->form, size, length, p->xpos, 0));
        if (winner == NULL || winner->count == 0)
            continue;
        winner->count = 0; /* seen */
        if (length == 0 || att_lemma_decide(l->out->slots, l->out->slot_count, p->form, size,
                                            p->xpos) != winner->rule)
            list[kept++] = *winner;
    }
    for (int i = 0; i < kept; i++)
        set_slot(l->out, list[i].print, list[i].rule);
    free(list);
    free(votes);
}

static void decide_words(learner *l) {
    for (int i = 0; i < l->pair_names.count; i++) {
        const pair *p = &l->pairs[i];
        uint32_t size = (uint32_t)strlen(p->form);
        if (att_lemma_decide(l->out->slots, l->out->slot_count, p->form, size, p->xpos) != p->rule)
            set_slot(l->out, att_lemma_print(p->form, size, size, p->xpos, 1), p->rule);
    }
}

void lemmas_learn(lemma_table *out, const corpus *text, const char *irregular,
                  const char *vectors) {
    learner l = {.out = out};
    *out = (lemma_table){.slot_count = 1 << 15};
    out->slots = calloc(out->slot_count, sizeof *out->slots);
    vocabulary_words(&l.words, vectors, WORDS_KEPT);
    rule_for(&l, "x", "x", 0);
    take_treebanks(&l, text);
    take_irregular(&l, irregular);
    take_words(&l);
    take_capitals(&l);
    for (uint32_t length = 0; length <= ATT_LEMMA_ENDING; length++)
        decide_endings(&l, length);
    decide_words(&l);
    fprintf(stderr, "lemmas: %d pairs, %d rules, %d decisions\n", l.pair_names.count,
            out->rule_count, out->used);
}
