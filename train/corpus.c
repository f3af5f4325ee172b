/* Reads CoNLL-U. Labels outside the closed sets of src/document are mapped where the treebanks
 * themselves have renamed them, and stop the program otherwise. */
#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const relations[] = {
#define ATT_RELATION(id, name, base) name,
#include "document/relations.def"
#undef ATT_RELATION
};
static const char *const upos_names[] = {
#define ATT_UPOS(id, name) name,
#include "document/upos.def"
#undef ATT_UPOS
};
static const char *const xpos_names[] = {
#define ATT_XPOS(id, name) name,
#include "document/xpos.def"
#undef ATT_XPOS
};

static const struct {
    const char *name;
    int shift;
} features[] = {
#define ATT_FEATURE(id, name, shift, width) {name, shift},
#include "document/features.def"
};
enum {
#define ATT_FEATURE(id, name, shift, width) SHIFT_##id = shift,
#include "document/features.def"
    SHIFT_END
};
static const struct {
    int shift, number;
    const char *name;
} values[] = {
#define ATT_FEATURE_VALUE(feature, id, number, name) {SHIFT_##feature, number, name},
#include "document/features.def"
};

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

static int find(const char *const *names, int count, const char *name) {
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

int corpus_find_upos(const char *name) {
    return find(upos_names, LENGTH(upos_names), name);
}

int corpus_find_xpos(const char *name) {
    return find(xpos_names, LENGTH(xpos_names), name);
}

int corpus_find_relation(const char *name) {
    if (strcmp(name, "obl:npmod") == 0 || strcmp(name, "obl:tmod") == 0)
        name = "obl:unmarked";
    if (strcmp(name, "nmod:npmod") == 0 || strcmp(name, "nmod:tmod") == 0)
        name = "nmod:unmarked";
    return find(relations, LENGTH(relations), name);
}

const char *corpus_relation(int relation) {
    return relations[relation];
}

const char *corpus_upos(int upos) {
    return upos_names[upos];
}

const char *corpus_xpos(int xpos) {
    return xpos_names[xpos];
}

int corpus_relations(void) {
    return LENGTH(relations);
}

int corpus_upos_count(void) {
    return LENGTH(upos_names);
}

int corpus_xpos_count(void) {
    return LENGTH(xpos_names);
}

static uint16_t pack_one(const char *pair, size_t size) {
    for (int f = 0; f < LENGTH(features); f++) {
        size_t length = strlen(features[f].name);
        if (length >= size || strncmp(pair, features[f].name, length) != 0 || pair[length] != '=')
            continue;
        for (int v = 0; v < LENGTH(values); v++)
            if (values[v].shift == features[f].shift &&
                strlen(values[v].name) == size - length - 1 &&
                strncmp(pair + length + 1, values[v].name, size - length - 1) == 0)
                return (uint16_t)(values[v].number << values[v].shift);
    }
    return 0;
}

uint16_t corpus_pack_features(const char *text) {
    unsigned packed = 0;
    while (*text != '\0') {
        size_t size = strcspn(text, "|");
        packed |= pack_one(text, size);
        text += size + (text[size] == '|');
    }
    return (uint16_t)packed;
}

/* ---- the entity layer ---- */

typedef struct mention {
    long id;
    int kind; /* 0 person, 1 organisation, 2 place, -1 other */
    int begin, end;
} mention;

static int entity_kind(const char *name) {
    static const char *const kinds[] = {"person-", "organization-", "place-"};
    for (int i = 0; i < LENGTH(kinds); i++)
        if (strncmp(name, kinds[i], strlen(kinds[i])) == 0)
            return i;
    return -1;
}

/* Reads one Entity= value such as "(13-organization-new-…(14-place-…)" or "10)9)8)". */
static int read_mentions(mention *mentions, int count, const char *text, int word) {
    while (*text != '\0' && *text != '|') {
        if (*text == '(' && count < 256) {
            char *after;
            mention *m = &mentions[count++];
            m->id = strtol(text + 1, &after, 10);
            m->kind = *after == '-' ? entity_kind(after + 1) : -1;
            m->begin = word;
            m->end = 0;
            text++;
            text += strcspn(text, "()|");
            if (*text == ')') {
                m->end = word;
                text++;
            }
            continue;
        }
        char *after;
        long id = strtol(text, &after, 10);
        if (after != text && *after == ')')
            for (int i = count; i-- > 0;)
                if (mentions[i].id == id && mentions[i].end == 0) {
                    mentions[i].end = word;
                    break;
                }
        text = after == text ? text + 1 : after + (*after == ')');
    }
    return count;
}

static bool is_name(const token *t) {
    const char *tag = xpos_names[t->xpos];
    return strcmp(tag, "NNP") == 0 || strcmp(tag, "NNPS") == 0;
}

/* Words that a name may hold: "Bank of China", "Charles de Gaulle", "Zhou En-lai". */
static bool joins_names(const token *t, int kind) {
    static const char *const always[] = {"de", "del", "al", "van", "von", "bin", "-"};
    static const char *const bodies[] = {"of", "for", "the", "'s", "&", "and"};
    int most = kind == 0 ? 0 : kind == 1 ? LENGTH(bodies) : 3;
    return find(always, LENGTH(always), t->form) >= 0 || find(bodies, most, t->form) >= 0;
}

/* Widens a name from the head of its mention over the proper nouns around it. */
static void mark_name(sentence *s, const mention *m) {
    int head = 0;
    for (int i = m->begin; i <= m->end && head == 0; i++)
        if (s->tokens[i].head < m->begin || s->tokens[i].head > m->end)
            head = i;
    if (head == 0 || !is_name(&s->tokens[head]))
        return;
    int begin = head, end = head;
    while (begin > m->begin && (is_name(&s->tokens[begin - 1]) ||
                                (begin - 1 > m->begin && s->tokens[begin - 1].form[0] == '-' &&
                                 is_name(&s->tokens[begin - 2]))))
        begin--;
    for (int next = end + 1; next <= m->end; next++) {
        if (is_name(&s->tokens[next]))
            end = next;
        else if (!joins_names(&s->tokens[next], m->kind) || next - end > 2)
            break;
    }
    for (int i = begin; i <= end; i++)
        if (s->tokens[i].entity != 0)
            return;
    for (int i = begin; i <= end; i++)
        s->tokens[i].entity = (uint8_t)(1 + 2 * m->kind + (i > begin));
}

static int compare_mentions(const void *a, const void *b) {
    const mention *x = a, *y = b;
    int difference = (y->end - y->begin) - (x->end - x->begin);
    return difference != 0 ? difference : x->begin - y->begin;
}

static void mark_names(sentence *s, mention *mentions, int count) {
    qsort(mentions, (size_t)count, sizeof *mentions, compare_mentions);
    for (int i = 0; i < count; i++)
        if (mentions[i].kind >= 0 && mentions[i].end > 0)
            mark_name(s, &mentions[i]);
}

/* ---- lines ---- */

typedef struct reader {
    token tokens[WORDS_MOST + 1];
    int count;
    mention mentions[256];
    int mention_count;
    bool has_entities, news;
    const char *path;
} reader;

static void fail(const char *path, const char *what, const char *detail) {
    fprintf(stderr, "%s: %s: %s\n", path, what, detail);
    exit(1);
}

static int required(int label, const reader *r, const char *name) {
    if (label < 0)
        fail(r->path, "unknown label", name);
    return label;
}

static void take_token(reader *r, char **columns) {
    if (r->count == WORDS_MOST)
        return;
    token *t = &r->tokens[++r->count];
    t->form = strdup(columns[1]);
    t->size = (uint32_t)strlen(columns[1]);
    t->lemma = strdup(columns[2]);
    t->upos = (uint8_t)required(corpus_find_upos(columns[3]), r, columns[3]);
    t->xpos = (uint8_t)required(corpus_find_xpos(columns[4]), r, columns[4]);
    t->features = corpus_pack_features(columns[5]);
    t->head = (int16_t)atoi(columns[6]);
    t->relation = (uint8_t)required(corpus_find_relation(columns[7]), r, columns[7]);
    t->entity = 0;
    const char *entity = strstr(columns[9], "Entity=");
    if (entity != NULL)
        r->mention_count = read_mentions(r->mentions, r->mention_count, entity + 7, r->count);
}

static void take_line(reader *r, char *line) {
    char *columns[10] = {0};
    int count = 0;
    for (char *at = line; at != NULL && count < 10;) {
        columns[count++] = at;
        at = strchr(at, '\t');
        if (at != NULL)
            *at++ = '\0';
    }
    if (count == 10 && strpbrk(columns[0], "-.") == NULL)
        take_token(r, columns);
}

static void take_comment(reader *r, const char *line) {
    if (strncmp(line, "# global.Entity", 15) == 0)
        r->has_entities = true;
    if (strncmp(line, "# newdoc id = ", 14) == 0)
        r->news = strstr(line, "GUM_news") != NULL;
}

static void end_sentence(corpus *into, reader *r) {
    if (r->count == 0)
        return;
    if (into->count == into->capacity) {
        into->capacity = into->capacity ? 2 * into->capacity : 1024;
        into->sentences = realloc(into->sentences, (size_t)into->capacity * sizeof(sentence));
    }
    sentence *s = &into->sentences[into->count++];
    s->count = r->count;
    s->has_entities = r->has_entities;
    s->news = r->news;
    s->decorated = false;
    s->tokens = malloc((size_t)(r->count + 1) * sizeof(token));
    memcpy(s->tokens, r->tokens, (size_t)(r->count + 1) * sizeof(token));
    s->tokens[0] = (token){.form = "", .lemma = "", .head = -1};
    mark_names(s, r->mentions, r->mention_count);
    into->words += r->count;
    r->count = r->mention_count = 0;
}

void corpus_read(corpus *into, const char *path) {
    static char line[1 << 20];
    char command[1200];
    size_t length = strlen(path);
    bool packed = length > 3 && strcmp(path + length - 3, ".xz") == 0;
    snprintf(command, sizeof command, "xz -dc '%s'", path);
    FILE *file = packed ? popen(command, "r") : fopen(path, "r");
    if (file == NULL)
        fail(path, "cannot be read", "");
    reader *r = calloc(1, sizeof *r);
    r->path = path;
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0')
            end_sentence(into, r);
        else if (line[0] == '#')
            take_comment(r, line);
        else
            take_line(r, line);
    }
    end_sentence(into, r);
    free(r);
    if ((packed ? pclose(file) : fclose(file)) != 0)
        fail(path, "cannot be read to its end", "");
}
