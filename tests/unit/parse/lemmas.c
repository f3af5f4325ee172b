/* Lemmas of the shipped model: a table of forms, and every inflected form of every verb and noun
 * that the rules of data/lang/en/rules name, since a rule whose lemma is missed never fires. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <dirent.h>

#include "parse/lemma.h"
#include "parse/model_file.h"

static const char *const tags[] = {
#define ATT_XPOS(id, name) name,
#include "document/xpos.def"
#undef ATT_XPOS
};

static uint8_t tag_of(const char *name) {
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strcmp(tags[i], name) == 0)
            return (uint8_t)i;
    fail_msg("no tag %s", name);
    return 0;
}

typedef struct checker {
    att_model *model;
    int checked, missed;
} checker;

static bool lemma_is(const checker *c, const char *form, const char *tag, const char *lemma,
                     char *found, size_t capacity) {
    const att_format_header *h = c->model->header;
    uint32_t size = (uint32_t)strlen(form);
    uint16_t rule =
        att_lemma_decide(c->model->lemma_slots, h->lemma_slots, form, size, tag_of(tag));
    found[att_model_lemma(c->model, form, size, rule, found, capacity - 1)] = '\0';
    return strcmp(found, lemma) == 0;
}

static void check(checker *c, const char *form, const char *tag, const char *lemma) {
    char found[128];
    c->checked++;
    if (lemma_is(c, form, tag, lemma, found, sizeof found))
        return;
    c->missed++;
    print_message("%s %s: %s, not %s\n", form, tag, found, lemma);
}

static void open_checker(checker *c) {
    *c = (checker){0};
    assert_int_equal(att_model_open(&c->model, ATT_TEST_DATA "/lang/en/model.bin", NULL), ATT_OK);
}

static void close_checker(checker *c) {
    print_message("%d forms, %d missed\n", c->checked, c->missed);
    att_model_close(c->model);
    assert_true(c->checked > 0);
    assert_int_equal(c->missed, 0);
}

static void test_table(void **state) {
    (void)state;
    checker c;
    char line[256];
    FILE *file = fopen(ATT_TEST_FILES "/unit/parse/lemma_cases.tsv", "r");
    assert_non_null(file);
    open_checker(&c);
    while (fgets(line, sizeof line, file) != NULL) {
        char *form = strtok(line, "\t\n"), *tag = strtok(NULL, "\t\n"),
             *lemma = strtok(NULL, "\t\n");
        if (form != NULL && form[0] != '#' && lemma != NULL)
            check(&c, form, tag, lemma);
    }
    fclose(file);
    close_checker(&c);
}

/* ---- inflection ---- */

static bool is_vowel(char c) {
    return c != '\0' && strchr("aeiou", c) != NULL;
}

static bool ends(const char *word, const char *end) {
    size_t size = strlen(word), length = strlen(end);
    return size > length && strcmp(word + size - length, end) == 0;
}

/* Whether a verb ends in one vowel and one consonant, which may be written twice before an ending:
 * "plan", "confer", but also "offer", for which it is not. */
static bool may_double(const char *verb) {
    size_t size = strlen(verb);
    return size > 2 && is_vowel(verb[size - 2]) && !is_vowel(verb[size - 1]) &&
           (size == 3 || !is_vowel(verb[size - 3]) ||
            (size > 3 && strncmp(verb + size - 4, "qui", 3) == 0)) &&
           strchr("wxy", verb[size - 1]) == NULL;
}

static bool is_short(const char *verb) {
    size_t vowels = 0;
    for (size_t i = 0; verb[i] != '\0'; i++)
        vowels += is_vowel(verb[i]) || (verb[i] == 'y' && i > 0);
    return vowels == 1;
}

static void add_s(char *out, const char *word) {
    size_t size = strlen(word);
    if (word[size - 1] == 'y' && !is_vowel(word[size - 2]))
        sprintf(out, "%.*sies", (int)size - 1, word);
    else if (ends(word, "s") || ends(word, "x") || ends(word, "z") || ends(word, "ch") ||
             ends(word, "sh") || strcmp(word, "go") == 0 || strcmp(word, "do") == 0 ||
             strcmp(word, "veto") == 0 || strcmp(word, "undergo") == 0)
        sprintf(out, "%ses", word);
    else
        sprintf(out, "%ss", word);
}

static void add_ending(char *out, const char *verb, const char *ending) {
    int size = (int)strlen(verb);
    if (ending[0] == 'e' && verb[size - 1] == 'y' && !is_vowel(verb[size - 2]))
        sprintf(out, "%.*si%s", size - 1, verb, ending);
    else if (ends(verb, "ie") && ending[0] == 'i')
        sprintf(out, "%.*sy%s", size - 2, verb, ending);
    else if (ends(verb, "ee") || ends(verb, "ye") || ends(verb, "oe"))
        sprintf(out, "%s%s", verb, ending[0] == 'e' ? "d" : ending);
    else if (verb[size - 1] == 'e')
        sprintf(out, "%.*s%s", size - 1, verb, ending);
    else if (is_short(verb) && may_double(verb))
        sprintf(out, "%s%c%s", verb, verb[size - 1], ending);
    else
        sprintf(out, "%s%s", verb, ending);
}

/* Of a longer verb, the form with one consonant or the one with two must be known: which of them is
 * English is a matter of stress. */
static void check_ending(checker *c, const char *verb, const char *ending, const char *tag) {
    char form[128], found[128];
    if (!is_short(verb) && may_double(verb)) {
        sprintf(form, "%s%c%s", verb, verb[strlen(verb) - 1], ending);
        if (lemma_is(c, form, tag, verb, found, sizeof found)) {
            c->checked++;
            return;
        }
    }
    add_ending(form, verb, ending);
    check(c, form, tag, verb);
}

/* Whether the verb's past is in the table of irregular forms; checks those forms if so. A prefix
 * ("co-host", "re-open") is looked through. */
static bool check_irregular(checker *c, const char *verb) {
    char line[256];
    bool found = false;
    FILE *file = fopen(ATT_TEST_FILES "/../train/irregular.tsv", "r");
    assert_non_null(file);
    while (!found && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        char *past = strchr(line, '\t'), *participle = past ? strchr(past + 1, '\t') : NULL;
        if (participle == NULL)
            continue;
        *past++ = *participle++ = '\0';
        if (strcmp(line, verb) != 0)
            continue;
        found = true;
        for (char *form = strtok(past, " "); form != NULL; form = strtok(NULL, " "))
            check(c, form, "VBD", verb);
        for (char *form = strtok(participle, " "); form != NULL; form = strtok(NULL, " "))
            check(c, form, "VBN", verb);
    }
    fclose(file);
    return found;
}

static void check_verb(checker *c, const char *verb) {
    char form[128];
    static const char *const bare[] = {"VB", "VBP"};
    static const char *const skipped[] = {
        "be",     "have",    /* two bases: */ "enroll",  "enrol",
        "fulfil", "fulfill", /* two forms: */ "medevac", "lambast"};
    for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++)
        if (strcmp(verb, skipped[i]) == 0)
            return;
    for (int i = 0; i < 2; i++)
        check(c, verb, bare[i], verb);
    add_s(form, verb);
    check(c, form, "VBZ", verb);
    check_ending(c, verb, "ing", "VBG");
    if (check_irregular(c, verb))
        return;
    check_ending(c, verb, "ed", "VBD");
    check_ending(c, verb, "ed", "VBN");
}

/* Plurals of regular nouns; words that look like plurals themselves are checked as they stand. */
static void check_noun(checker *c, const char *noun) {
    char form[128];
    check(c, noun, "NN", noun);
    if (ends(noun, "s") || ends(noun, "man") || ends(noun, "woman") || ends(noun, "sis") ||
        ends(noun, "um") || ends(noun, "ing") || ends(noun, "child") || ends(noun, "craft") ||
        ends(noun, "people") || ends(noun, "staff") || strcmp(noun, "aid") == 0 ||
        ends(noun, "fe") || ends(noun, "lf"))
        return;
    add_s(form, noun);
    check(c, form, "NNS", noun);
}

static void check_list(checker *c, char *list, void (*one)(checker *, const char *)) {
    for (char *word = strtok(list, ",\n"); word != NULL; word = strtok(NULL, ",\n")) {
        word += strspn(word, " \t");
        word[strcspn(word, "+ \t")] = '\0';
        size_t size = strlen(word);
        if (size > 1 && size < 40 && strspn(word, "abcdefghijklmnopqrstuvwxyz-") == size)
            one(c, word);
    }
}

static void check_rules(checker *c, const char *path) {
    static char line[1 << 16];
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        char *at = line + strspn(line, " \t");
        char *copy = strdup(at);
        if (strncmp(at, "verb ", 5) == 0)
            check_list(c, copy + 5, check_verb);
        else if (strncmp(at, "noun ", 5) == 0)
            check_list(c, copy + 5, check_noun);
        free(copy);
    }
    fclose(file);
}

static void test_rules(void **state) {
    (void)state;
    checker c;
    char path[512];
    DIR *folder = opendir(ATT_TEST_DATA "/lang/en/rules");
    if (folder == NULL)
        skip();
    open_checker(&c);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (!ends(entry->d_name, ".rules"))
            continue;
        snprintf(path, sizeof path, "%s/%.200s", ATT_TEST_DATA "/lang/en/rules", entry->d_name);
        check_rules(&c, path);
    }
    closedir(folder);
    close_checker(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
