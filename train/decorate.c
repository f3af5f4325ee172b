/* Names are made longer, with words of many countries, and phrases put around them. A phrase is a
 * string of words "form/XPOS/relation/head", head counted within the phrase from 1, 0 for the word
 * that hangs on the name. Phrases before a name are ranks and offices; phrases after it are
 * appositions, with their commas. */
#include "decorate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "examples.h"

enum { PHRASE_MOST = 24 };

static const char *const before[] = {
    "Gen./NNP/nmod:desc/0",
    "Lt./NNP/compound/2 Gen./NNP/nmod:desc/0",
    "Maj./NNP/compound/2 Gen./NNP/nmod:desc/0",
    "Lieut./NNP/compound/2 Gen./NNP/nmod:desc/0",
    "Sen./NNP/compound/3 Lieut./NNP/compound/3 Gen./NNP/nmod:desc/0",
    "Senior/NNP/amod/3 Lieutenant/NNP/compound/3 General/NNP/nmod:desc/0",
    "Lieutenant/NNP/compound/2 General/NNP/nmod:desc/0",
    "Major/NNP/compound/2 General/NNP/nmod:desc/0",
    "Brigadier/NNP/compound/2 General/NNP/nmod:desc/0",
    "Brig./NNP/compound/2 Gen./NNP/nmod:desc/0",
    "Air/NNP/compound/3 Chief/NNP/compound/3 Marshal/NNP/nmod:desc/0",
    "Rear/NNP/compound/2 Admiral/NNP/nmod:desc/0",
    "Rear/NNP/compound/2 Adm./NNP/nmod:desc/0",
    "Vice/NNP/compound/2 Admiral/NNP/nmod:desc/0",
    "Vice/NNP/compound/2 Adm./NNP/nmod:desc/0",
    "Admiral/NNP/nmod:desc/0",
    "Adm./NNP/nmod:desc/0",
    "Colonel/NNP/nmod:desc/0",
    "Col./NNP/nmod:desc/0",
    "Sen./NNP/compound/2 Col./NNP/nmod:desc/0",
    "Captain/NNP/nmod:desc/0",
    "Capt./NNP/nmod:desc/0",
    "Commander/NNP/nmod:desc/0",
    "General/NNP/nmod:desc/0",
    "Ambassador/NNP/nmod:desc/0",
    "President/NNP/nmod:desc/0",
    "Chairman/NNP/nmod:desc/0",
    "Defence/NNP/compound/2 Minister/NNP/nmod:desc/0",
    "Defense/NNP/compound/2 Secretary/NNP/nmod:desc/0",
    "Foreign/NNP/amod/2 Minister/NNP/nmod:desc/0",
    "Prime/NNP/amod/2 Minister/NNP/nmod:desc/0",
    "Deputy/NNP/compound/2 Minister/NNP/nmod:desc/0",
    "Deputy/NNP/compound/3 Prime/NNP/amod/3 Minister/NNP/nmod:desc/0",
    "Deputy/NNP/compound/3 Defence/NNP/compound/3 Minister/NNP/nmod:desc/0",
    "Deputy/NNP/compound/3 Prime/NNP/amod/3 Minister/NNP/nmod:desc/0 and/CC/cc/6 "
    "Defence/NNP/compound/6 Minister/NNP/conj/3",
    "Defence/NNP/compound/2 Minister/NNP/nmod:desc/0 General/NNP/nmod:desc/0",
};

static const char *const after[] = {
    ",/,/punct/3 Deputy/NNP/compound/3 Minister/NNP/appos/0 of/IN/case/6 National/NNP/amod/6 "
    "Defence/NNP/nmod/3 ,/,/punct/3",
    ",/,/punct/2 Minister/NNP/appos/0 of/IN/case/4 Defence/NNP/nmod/2 ,/,/punct/2",
    ",/,/punct/2 Minister/NNP/appos/0 of/IN/case/5 Foreign/NNP/amod/5 Affairs/NNPS/nmod/2 "
    ",/,/punct/2",
    ",/,/punct/2 commander/NN/appos/0 of/IN/case/5 the/DT/det/5 navy/NN/nmod/2 ,/,/punct/2",
    ",/,/punct/2 Chief/NNP/appos/0 of/IN/case/6 the/DT/det/6 General/NNP/amod/6 Staff/NNP/nmod/2 "
    ",/,/punct/2",
    ",/,/punct/2 head/NN/appos/0 of/IN/case/5 the/DT/det/5 delegation/NN/nmod/2 ,/,/punct/2",
    ",/,/punct/4 the/DT/det/4 deputy/NN/compound/4 commander/NN/appos/0 ,/,/punct/4",
    ",/,/punct/4 who/WP/nsubj/4 is/VBZ/aux/4 leading/VBG/acl:relcl/0 a/DT/det/6 "
    "delegation/NN/obj/4 "
    ",/,/punct/4",
    ",/,/punct/3 who/WP/nsubj/3 chaired/VBD/acl:relcl/0 the/DT/det/5 meeting/NN/obj/3 ,/,/punct/3",
    ",/,/punct/3 Deputy/NNP/compound/3 Minister/NNP/appos/0 of/IN/case/5 Defence/NNP/nmod/3 "
    "and/CC/cc/7 head/NN/conj/3 of/IN/case/10 the/DT/det/10 committee/NN/nmod/7 ,/,/punct/3",
};

static uint64_t draw(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 11;
}

static uint8_t upos_of(const char *xpos) {
    static const char *const map[][2] = {{"NNP", "PROPN"}, {"NNPS", "PROPN"}, {"NN", "NOUN"},
                                         {"DT", "DET"},    {"IN", "ADP"},     {"CC", "CCONJ"},
                                         {",", "PUNCT"},   {"WP", "PRON"},    {"VBD", "VERB"},
                                         {"VBG", "VERB"},  {"VBZ", "AUX"}};
    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (strcmp(map[i][0], xpos) == 0)
            return (uint8_t)corpus_find_upos(map[i][1]);
    return (uint8_t)corpus_find_upos("X");
}

static uint16_t features_of(const char *xpos) {
    static const char *const map[][2] = {
        {"NNP", "Number=Sing"},
        {"NN", "Number=Sing"},
        {"NNPS", "Number=Plur"},
        {"VBD", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"},
        {"VBZ", "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"},
        {"VBG", "Tense=Pres|VerbForm=Part"}};
    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (strcmp(map[i][0], xpos) == 0)
            return corpus_pack_features(map[i][1]);
    return 0;
}

/* Reads a phrase; heads stay relative, 0 for the name. */
static int read_phrase(token *out, const char *phrase) {
    char form[64], xpos[16], relation[32];
    int head, used, count = 0;
    while (sscanf(phrase, " %63[^/]/%15[^/]/%31[^/]/%d%n", form, xpos, relation, &head, &used) ==
           4) {
        token *t = &out[count++];
        memset(t, 0, sizeof *t);
        t->form = strdup(form);
        t->lemma = strdup(form);
        t->size = (uint32_t)strlen(form);
        t->upos = upos_of(xpos);
        t->xpos = (uint8_t)corpus_find_xpos(xpos);
        t->features = features_of(xpos);
        t->relation = (uint8_t)corpus_find_relation(relation);
        t->head = (int16_t)head;
        phrase += used;
    }
    return count;
}

static bool is_proper(const token *t) {
    return t->upos == corpus_find_upos("PROPN");
}

/* The last word of the person's name that begins at `i`, or 0. A name begins a flat group, or is
 * one in the entity layer, and nothing that could be a title stands before it. */
static int name_end(const sentence *s, int i) {
    const token *t = &s->tokens[i];
    int flat = corpus_find_relation("flat"), end = i;
    if (!is_proper(t) || t->relation == flat || (i > 1 && is_proper(&s->tokens[i - 1])) ||
        (i > 1 && s->tokens[i - 1].head == i))
        return 0;
    while (end < s->count && s->tokens[end + 1].head == i && s->tokens[end + 1].relation == flat &&
           is_proper(&s->tokens[end + 1]))
        end++;
    bool named = s->has_entities ? t->entity == 1 : end > i && t->entity == 0;
    return named ? end : 0;
}

/* Puts a phrase before word `at`, hung on word `name`. */
static void insert(sentence *s, int at, int name, const char *phrase) {
    token words[PHRASE_MOST];
    int count = read_phrase(words, phrase);
    s->tokens = realloc(s->tokens, (size_t)(s->count + count + 1) * sizeof *s->tokens);
    for (int i = 1; i <= s->count; i++)
        if (s->tokens[i].head >= at)
            s->tokens[i].head = (int16_t)(s->tokens[i].head + count);
    memmove(s->tokens + at + count, s->tokens + at,
            (size_t)(s->count + 1 - at) * sizeof *s->tokens);
    int hook = name >= at ? name + count : name;
    for (int i = 0; i < count; i++) {
        words[i].head = (int16_t)(words[i].head == 0 ? hook : words[i].head + at - 1);
        s->tokens[at + i] = words[i];
    }
    s->count += count;
}

/* A title is part of the name in the entity layer. */
static void name_title(sentence *s, int at, int count) {
    for (int i = 0; i < count && s->has_entities; i++)
        s->tokens[at + i].entity = i == 0 ? 1 : 2;
    if (s->has_entities)
        s->tokens[at + count].entity = 2;
}

static void rename_word(token *t, uint64_t *random) {
    t->form = strdup(examples_name(draw(random)));
    t->size = (uint32_t)strlen(t->form);
}

/* Makes a name of one to three words more, all of them new. */
static void lengthen(sentence *s, int begin, int end, uint64_t *random) {
    char phrase[96];
    int more = 1 + (int)(draw(random) % 2);
    for (int k = 0; k < more; k++) {
        snprintf(phrase, sizeof phrase, "%s/NNP/flat/0", examples_name(draw(random)));
        insert(s, end + 1 + k, begin, phrase);
        s->tokens[end + 1 + k].entity = s->has_entities ? 2 : 0;
    }
    for (int i = begin; i <= end; i++)
        rename_word(&s->tokens[i], random);
}

static bool decorate(sentence *s, uint64_t *random) {
    bool changed = false;
    for (int i = 1; i <= s->count && s->count < 120; i++) {
        int end = name_end(s, i), size = s->count;
        if (end == 0 || draw(random) % 3 == 0)
            continue;
        if (draw(random) % 2 == 0) {
            lengthen(s, i, end, random);
            end += s->count - size;
        }
        uint64_t which = draw(random) % 14, longer = (uint64_t)(s->count - size);
        if (which >= 5 && which < 9 &&
            (end == s->count || s->tokens[end + 1].upos != corpus_find_upos("PUNCT")))
            insert(s, end + 1, i, after[draw(random) % (sizeof after / sizeof *after)]);
        if (which < 7) {
            int grown = s->count;
            insert(s, i, i, before[draw(random) % (sizeof before / sizeof *before)]);
            name_title(s, i, s->count - grown);
        }
        i = end + s->count - size - (int)longer;
        changed |= s->count != size;
    }
    return changed;
}

static sentence copy_of(const sentence *s) {
    sentence copy = *s;
    size_t size = (size_t)(s->count + 1) * sizeof *s->tokens;
    copy.tokens = malloc(size);
    memcpy(copy.tokens, s->tokens, size);
    return copy;
}

void corpus_decorate(corpus *text, int count, uint64_t seed) {
    text->capacity = text->count + count;
    text->sentences = realloc(text->sentences, (size_t)text->capacity * sizeof *text->sentences);
    for (int i = 0; i < count; i++) {
        sentence copy = copy_of(&text->sentences[i]);
        if (!decorate(&copy, &seed)) {
            free(copy.tokens);
            continue;
        }
        copy.decorated = true;
        text->words += copy.count;
        text->sentences[text->count++] = copy;
    }
}
