/* fields.c - see fields.h. */
#include "records/fields.h"

#include "records/people.h"

#include "base/error.h"
#include "base/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LONGEST_PHRASE = 7, KEY_SIZE = 200, FIELDS_MOST = 2 };

struct att_lexicon {
    att_arena arena;
    att_map phrases; /* "defence industry" → set of fields */
};

/* Hyphens do not count: a tokenizer may cut there or not. */
static att_slice plain(att_lexicon *lexicon, att_slice phrase) {
    char *out = att_arena_alloc(&lexicon->arena, (size_t)phrase.size + 1);
    uint32_t size = 0;
    for (uint32_t i = 0; i < phrase.size; i++) {
        char c = phrase.data[i] == '-' ? ' ' : phrase.data[i];
        if (c != ' ' || (size && out[size - 1] != ' '))
            out[size++] = c;
    }
    return att_slice_trim((att_slice){out, size});
}

static att_status read_row(att_lexicon *lexicon, const att_table *table, att_error *error) {
    att_field field;
    if (!att_field_find(&field, table->column[0]))
        return att_table_error(table, error, "no such field (codebook, section 4)");
    att_slice rest = table->column[1], phrase;
    while (att_slice_next(&rest, '|', &phrase)) {
        phrase = plain(lexicon, phrase);
        uint32_t before = att_map_get(&lexicon->phrases, phrase);
        if (phrase.size)
            att_map_put(&lexicon->phrases, phrase, (before == ATT_NONE ? 0 : before) | 1u << field);
    }
    return ATT_OK;
}

static att_status read_table(att_lexicon *lexicon, const char *dir, att_error *error) {
    att_table table;
    att_status status = att_table_open(&table, &lexicon->arena, dir, "fields.tsv", "field", error);
    while (!status && att_table_next(&table))
        status = read_row(lexicon, &table, error);
    return status;
}

static bool has_table(const char *dir) {
    char path[4096];
    return snprintf(path, sizeof path, "%s/fields.tsv", dir) < (int)sizeof path &&
           access(path, R_OK) == 0;
}

att_status att_lexicon_open(att_lexicon **out, const char *dir, const char *overlay,
                            att_error *error) {
    att_lexicon *lexicon = *out = calloc(1, sizeof *lexicon);
    if (!lexicon)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    jmp_buf here;
    lexicon->arena.recovery = &here;
    att_map_init(&lexicon->phrases, &lexicon->arena);
    if (setjmp(here))
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_status status = read_table(lexicon, dir, error);
    if (!status && overlay && has_table(overlay))
        status = read_table(lexicon, overlay, error);
    lexicon->arena.recovery = NULL;
    return status;
}

void att_lexicon_close(att_lexicon *lexicon) {
    if (!lexicon)
        return;
    att_arena_release(&lexicon->arena);
    free(lexicon);
}

/* Appends a lemma to the key; false when it does not fit. "defense" reads as "defence". */
static bool add_lemma(char *key, uint32_t *size, att_slice lemma) {
    if (att_slice_is(lemma, "-"))
        return true;
    if (att_slice_is(lemma, "defense"))
        lemma = att_slice_of("defence");
    if (*size + lemma.size + 1 >= KEY_SIZE)
        return false;
    if (*size)
        key[(*size)++] = ' ';
    for (uint32_t i = 0; i < lemma.size; i++)
        key[(*size)++] = lemma.data[i] == '-' ? ' ' : lemma.data[i];
    return true;
}

/* Marks the longest phrase from `token` on; returns the token after it. The verb of "according to"
 * is none. */
static uint32_t mark_phrase(att_coder *coder, const att_lexicon *lexicon, uint32_t token,
                            uint32_t end) {
    if (att_tree_relation_is(&coder->tree, token, ATT_RELATION_CASE))
        return token + 1;
    char key[KEY_SIZE];
    uint32_t size = 0, next = token + 1;
    att_fields found = 0;
    for (uint32_t i = token; i < end && i < token + LONGEST_PHRASE; i++) {
        const att_word *word = &coder->document->words[i];
        bool pronoun = word->upos == ATT_UPOS_PRON; /* "mine clearance" */
        if (!add_lemma(key, &size, pronoun ? word->lower : word->lemma))
            break;
        uint32_t fields = att_map_get(&lexicon->phrases, (att_slice){key, size});
        if (fields != ATT_NONE) {
            found = fields;
            next = i + 1;
        }
    }
    if (found)
        coder->fields_at[next - 1] = found;
    return next;
}

/* Who names a peace operation speaks of peacekeeping. */
static void mark_missions(att_coder *coder) {
    const att_document *document = coder->document;
    for (uint32_t i = 0; i < document->instruments.count; i++) {
        const att_instrument *instrument = &document->instruments.items[i];
        if (att_slice_is(instrument->kind, "mission") && instrument->end > instrument->first)
            coder->fields_at[instrument->end - 1] |= 1u << ATT_FIELD_PEACEKEEPING;
    }
}

/* "The permanent members of the UN Security Council" are with whom, not on what. */
static void unmark_groups(att_coder *coder) {
    const att_document *document = coder->document;
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        const att_mention *mention = &document->mentions.items[i];
        for (uint32_t t = mention->first; mention->kind == ATT_MENTION_GROUP && t < mention->end;
             t++)
            coder->fields_at[t] = 0;
    }
}

void att_fields_mark(att_coder *coder, const att_lexicon *lexicon) {
    const att_document *document = coder->document;
    coder->fields_at =
        ATT_NEW_ARRAY(&coder->document->arena, att_fields, document->tokens.count + 1);
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const att_sentence *sentence = &document->sentences.items[s];
        for (uint32_t t = sentence->first; t < sentence->end;)
            t = mark_phrase(coder, lexicon, t, sentence->end);
    }
    unmark_groups(coder);
    mark_missions(coder);
}

att_fields att_fields_between(const att_coder *coder, uint32_t first, uint32_t end) {
    att_fields fields = 0;
    for (uint32_t t = first; t < end; t++)
        fields |= coder->fields_at[t];
    return fields;
}

typedef struct att_reach {
    const att_tokens *except; /* what stands below these is not counted; or NULL */
    bool relative;            /* what relative clauses tell of their nouns is */
} att_reach;

static att_fields below(const att_coder *coder, uint32_t token, const att_reach *reach, int depth) {
    att_fields fields = coder->fields_at[token];
    uint32_t child = depth + 1 < ATT_CLIMB_MAX ? coder->tree.first_child[token] : ATT_NONE;
    for (; child != ATT_NONE; child = coder->tree.next_sibling[child]) {
        bool left_out =
            (reach->except && att_tokens_has(reach->except, child)) ||
            (!reach->relative && att_tree_relation_is(&coder->tree, child, ATT_RELATION_ACL_RELCL));
        if (!left_out)
            fields |= below(coder, child, reach, depth + 1);
    }
    return fields;
}

att_fields att_fields_below(const att_coder *coder, uint32_t token, const att_tokens *except) {
    return below(coder, token, &(att_reach){except, true}, 0);
}

att_fields att_fields_of_predicate(const att_coder *coder, uint32_t token,
                                   const att_tokens *except) {
    return below(coder, token, &(att_reach){except, false}, 0);
}

/* The verbs that are coordinated with one. */
static void fellows_of(const att_coder *coder, uint32_t verb, att_tokens *out) {
    att_tokens all = {.count = 0};
    att_tree_conjuncts(&coder->tree, verb, &all);
    for (uint32_t i = 0; i < all.count; i++)
        if (att_tree_word(&coder->tree, all.items[i])->upos == ATT_UPOS_VERB)
            att_tokens_add(out, all.items[i]);
}

att_fields att_fields_of_clause(const att_coder *coder, uint32_t verb) {
    att_tokens fellows = {.count = 0};
    fellows_of(coder, verb, &fellows);
    return att_fields_below(coder, verb, &fellows);
}

att_fields att_fields_of_plan(const att_coder *coder, uint32_t verb) {
    att_tokens fellows = {.count = 0};
    fellows_of(coder, verb, &fellows);
    return att_fields_of_predicate(coder, verb, &fellows);
}

/* What a clause without an act of the rules does, by its lines of effort: the first row all of
 * whose fields are there and whose company holds no other than the ones it allows. */
static const struct {
    att_fields fields, beside;
    att_activity activity;
} special[] = {
#define F(name) (1u << ATT_FIELD_##name)
    {F(EXERCISES), ~0u, ATT_ACTIVITY_EXERCISE},
    {F(WAR_LEGACIES), ~0u, ATT_ACTIVITY_WAR_LEGACY},
    {F(TRAINING), ~0u, ATT_ACTIVITY_TRAINING},
    {F(PEACEKEEPING), ~0u, ATT_ACTIVITY_PEACEKEEPING},
    {F(POLICE),
     F(CYBER) | F(STRATEGY) | F(NON_TRADITIONAL) | F(BORDER) | F(INTELLIGENCE) | F(MULTILATERAL) |
         F(DELEGATIONS),
     ATT_ACTIVITY_POLICE},
    {F(MEDICAL), 0, ATT_ACTIVITY_MEDICAL},
    {F(INDUSTRY), F(NAVY) | F(MARITIME_LAW), ATT_ACTIVITY_INDUSTRY},
    {F(NAVY) | F(MARITIME_LAW), 0, ATT_ACTIVITY_SEA_PATROL},
    {F(BORDER), F(MARITIME_LAW) | F(DIALOGUE), ATT_ACTIVITY_BORDER_PATROL},
    {F(LEGAL), F(INDUSTRY) | F(INTELLIGENCE) | F(POLICE), ATT_ACTIVITY_SIGNING},
    {F(DELEGATIONS) | F(PEOPLE), 0, ATT_ACTIVITY_EXCHANGE},
    {F(DELEGATIONS) | F(PARTY), 0, ATT_ACTIVITY_EXCHANGE},
    {F(SPORTS_CULTURE), F(NAVY), ATT_ACTIVITY_SPORT},
    {F(HUMANITARIAN), 0, ATT_ACTIVITY_RELIEF},
    {F(DIALOGUE), F(NAVY), ATT_ACTIVITY_DIALOGUE},
    {F(MULTILATERAL), F(POLICE), ATT_ACTIVITY_FORUM},
    {F(NAVY), 0, ATT_ACTIVITY_PORT_CALL},
    {F(MARITIME_LAW), 0, ATT_ACTIVITY_SEA_PATROL},
    {F(DELEGATIONS), 0, ATT_ACTIVITY_VISIT},
#undef F
};

/* Patrols and port calls are for those in uniform: others that speak of a border or the sea do
 * something else about it. */
static bool is_uniformed(const att_coder *coder, const att_record *record) {
    return att_people_service(coder, &record->actors) ||
           att_people_service(coder, &record->recipients);
}

/* Whether a paper is named at or below the token, not in a clause below it: law as such is none. */
static bool names_document(const att_coder *coder, uint32_t token, int depth) {
    if (att_coder_in_class(coder, token, "document"))
        return true;
    uint32_t child = depth < 6 ? coder->tree.first_child[token] : ATT_NONE;
    for (; child != ATT_NONE; child = coder->tree.next_sibling[child])
        if (att_relation_base(att_tree_word(&coder->tree, child)->relation) != ATT_RELATION_ADVCL &&
            names_document(coder, child, depth + 1))
            return true;
    return false;
}

/* Whether the record is of a kind to name the activity by the field alone: what is only asked for,
 * and what many fields are named of, is cooperation. */
static bool is_told(const att_coder *coder, const att_record *record, att_activity activity) {
    bool proposed = record->kind == ATT_KIND_COMMITMENT && record->force == ATT_PROPOSED;
    switch (activity) {
    case ATT_ACTIVITY_BORDER_PATROL:
    case ATT_ACTIVITY_SEA_PATROL:
    case ATT_ACTIVITY_PORT_CALL:
        return !proposed && is_uniformed(coder, record);
    case ATT_ACTIVITY_SIGNING:
        return record->kind == ATT_KIND_COMMITMENT &&
               (record->force == ATT_AGREED || record->force == ATT_PROPOSED) &&
               !att_coder_in_class(coder, record->trigger, "implementing") &&
               names_document(coder, record->trigger, 0);
    case ATT_ACTIVITY_VISIT:
        return record->kind == ATT_KIND_CLAIM || record->force == ATT_PLANNED;
    case ATT_ACTIVITY_FORUM:
    case ATT_ACTIVITY_DIALOGUE:
        return !proposed && record->force != ATT_DIRECTED;
    default:
        return __builtin_popcount(record->fields) <= FIELDS_MOST;
    }
}

att_activity att_fields_activity(const att_coder *coder, const att_record *record) {
    att_fields fields = record->fields & ~(1u << ATT_FIELD_GENERAL);
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++)
        if ((fields & special[i].fields) == special[i].fields &&
            !(fields & ~(special[i].fields | special[i].beside)))
            return is_told(coder, record, special[i].activity) ? special[i].activity
                                                               : ATT_ACTIVITY_COOPERATION;
    return ATT_ACTIVITY_COOPERATION;
}

void att_fields_refine(const att_coder *coder, att_record *record) {
    if (record->activity == ATT_ACTIVITY_COOPERATION && record->fields & 1u << ATT_FIELD_POLICE)
        record->activity = att_fields_activity(coder, record);
}

bool att_rule_is_undertaken(const att_rule *rule, att_force force) {
    switch (rule->activity) {
    case ATT_ACTIVITY_STATEMENT:
    case ATT_ACTIVITY_MESSAGE:
    case ATT_ACTIVITY_INVITATION:
        return false;
    case ATT_ACTIVITY_CONFLICT:
        return force == ATT_PLANNED || rule->plover == ATT_PLOVER_RETREAT ||
               rule->plover == ATT_PLOVER_CONCEDE ||
               (force == ATT_PROPOSED && rule->plover != ATT_PLOVER_ASSAULT &&
                rule->plover != ATT_PLOVER_COERCE);
    default:
        return true;
    }
}
