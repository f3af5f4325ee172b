/* tree.c - see tree.h. Every climb is bounded, since a parse may be wrong in any way but cyclic. */
#include "records/tree.h"

void att_tokens_add(att_tokens *tokens, uint32_t token) {
    if (token != ATT_NONE && tokens->count < ATT_TOKENS_MAX && !att_tokens_has(tokens, token))
        tokens->items[tokens->count++] = token;
}

bool att_tokens_has(const att_tokens *tokens, uint32_t token) {
    for (uint32_t i = 0; i < tokens->count; i++)
        if (tokens->items[i] == token)
            return true;
    return false;
}

void att_tree_build(att_tree *tree, att_document *document) {
    uint32_t count = document->tokens.count;
    tree->document = document;
    tree->first_child = ATT_NEW_ARRAY(&document->arena, uint32_t, count + 1);
    tree->next_sibling = ATT_NEW_ARRAY(&document->arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++)
        tree->first_child[i] = tree->next_sibling[i] = ATT_NONE;
    for (uint32_t i = count; i-- > 0;) {
        uint32_t head = document->words[i].head;
        if (head == ATT_NONE)
            continue;
        tree->next_sibling[i] = tree->first_child[head];
        tree->first_child[head] = i;
    }
}

bool att_tree_lemma_is(const att_tree *tree, uint32_t token, const char *lemma) {
    return token != ATT_NONE && att_slice_is(att_tree_word(tree, token)->lemma, lemma);
}

bool att_tree_lemma_in(const att_tree *tree, uint32_t token, const char *lemmas) {
    return token != ATT_NONE && att_slice_in(att_tree_word(tree, token)->lemma, lemmas);
}

bool att_tree_relation_is(const att_tree *tree, uint32_t token, att_relation relation) {
    return token != ATT_NONE && att_tree_word(tree, token)->relation == relation;
}

uint32_t att_tree_child(const att_tree *tree, uint32_t token, att_relation relation) {
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation found = att_tree_word(tree, c)->relation;
        if (found == relation || att_relation_base(found) == relation)
            return c;
    }
    return ATT_NONE;
}

uint32_t att_tree_child_lemma(const att_tree *tree, uint32_t token, const char *lemmas) {
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c])
        if (att_tree_lemma_in(tree, c, lemmas))
            return c;
    return ATT_NONE;
}

bool att_tree_is_below(const att_tree *tree, uint32_t token, uint32_t ancestor) {
    for (int i = 0; i < ATT_CLIMB_MAX && token != ATT_NONE; i++) {
        if (token == ancestor)
            return true;
        token = att_tree_word(tree, token)->head;
    }
    return false;
}

void att_tree_conjuncts(const att_tree *tree, uint32_t token, att_tokens *out) {
    if (token == ATT_NONE)
        return;
    att_tokens_add(out, token);
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c])
        if (att_tree_relation_is(tree, c, ATT_RELATION_CONJ))
            att_tree_conjuncts(tree, c, out);
}

bool att_tree_is_verbal(const att_tree *tree, uint32_t token) {
    uint8_t upos = att_tree_word(tree, token)->upos;
    return upos == ATT_UPOS_VERB || upos == ATT_UPOS_AUX ||
           att_tree_child(tree, token, ATT_RELATION_COP) != ATT_NONE;
}

static bool is_past_participle(const att_tree *tree, uint32_t token) {
    const att_word *word = att_tree_word(tree, token);
    return word->upos == ATT_UPOS_VERB && ATT_HAS(word->features, VERB_FORM, PARTICIPLE) &&
           ATT_HAS(word->features, TENSE, PAST);
}

/* A bare participle ("troops deployed to …", "asked by X, he …") is passive unless it has an object
 * or an auxiliary. */
static bool is_bare_participle(const att_tree *tree, uint32_t token) {
    return is_past_participle(tree, token) &&
           att_tree_child(tree, token, ATT_RELATION_AUX) == ATT_NONE &&
           att_tree_child(tree, token, ATT_RELATION_OBJ) == ATT_NONE;
}

/* The noun that a sentence without a verb is read as, above the name at `token`. */
static uint32_t sentence_noun(const att_tree *tree, uint32_t token) {
    for (int i = 0; i < ATT_CLIMB_MAX; i++) {
        const att_word *word = att_tree_word(tree, token);
        if (word->head == ATT_NONE)
            return token;
        att_relation base = att_relation_base(word->relation);
        if (base != ATT_RELATION_APPOS && base != ATT_RELATION_CONJ && base != ATT_RELATION_NMOD &&
            base != ATT_RELATION_FLAT && base != ATT_RELATION_OBJ)
            return ATT_NONE;
        token = word->head;
    }
    return ATT_NONE;
}

static bool ends_with_stop(const att_tree *tree, uint32_t token) {
    const att_document *document = tree->document;
    const att_sentence *sentence =
        &document->sentences.items[document->tokens.items[token].sentence];
    return att_slice_is(document->words[sentence->end - 1].lemma, ".");
}

/* A name; or "the admiral", in a sentence that ends as one. */
static bool is_alone_name(const att_tree *tree, uint32_t token) {
    uint8_t upos = att_tree_word(tree, token)->upos;
    return upos == ATT_UPOS_PROPN || (upos == ATT_UPOS_NOUN && ends_with_stop(tree, token) &&
                                      att_tree_child_lemma(tree, token, "the") != ATT_NONE);
}

uint32_t att_tree_name_above(const att_tree *tree, uint32_t token) {
    const att_word *word = att_tree_word(tree, token);
    if (word->relation != ATT_RELATION_ACL || !is_past_participle(tree, token) ||
        word->head > token || !is_alone_name(tree, word->head) ||
        att_tree_child(tree, token, ATT_RELATION_OBL_AGENT) != ATT_NONE)
        return ATT_NONE;
    uint32_t noun = sentence_noun(tree, word->head);
    bool told = noun != ATT_NONE && is_alone_name(tree, noun) &&
                att_tree_child(tree, noun, ATT_RELATION_COP) == ATT_NONE;
    return told ? noun : ATT_NONE;
}

bool att_tree_is_verb_of_name(const att_tree *tree, uint32_t token) {
    return att_tree_name_above(tree, token) != ATT_NONE;
}

/* The verb of a whole sentence is passive with its auxiliary only: "X on Monday called on Y." is
 * tagged so and is active. In a headline it goes without ("Deal signed"). */
static bool is_told_actively(const att_tree *tree, uint32_t token) {
    return att_tree_word(tree, token)->head == ATT_NONE && ends_with_stop(tree, token) &&
           att_tree_child(tree, token, ATT_RELATION_OBL_AGENT) == ATT_NONE &&
           att_tree_child(tree, token, ATT_RELATION_AUX) == ATT_NONE &&
           att_tree_relation_is(tree, att_tree_child(tree, token, ATT_RELATION_NSUBJ),
                                ATT_RELATION_NSUBJ_PASS) &&
           att_tree_word(tree, att_tree_child(tree, token, ATT_RELATION_NSUBJ))->upos ==
               ATT_UPOS_PROPN;
}

bool att_tree_is_passive(const att_tree *tree, uint32_t token) {
    const att_word *word = att_tree_word(tree, token);
    if (is_told_actively(tree, token))
        return false;
    bool finite = ATT_HAS(word->features, VERB_FORM, FINITE);
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c]) {
        uint8_t relation = att_tree_word(tree, c)->relation;
        if (relation == ATT_RELATION_AUX_PASS || (!finite && (relation == ATT_RELATION_NSUBJ_PASS ||
                                                              relation == ATT_RELATION_CSUBJ_PASS)))
            return true;
    }
    att_relation base = att_relation_base(word->relation);
    if (base == ATT_RELATION_ACL || base == ATT_RELATION_ADVCL || base == ATT_RELATION_AMOD)
        return is_bare_participle(tree, token) && !att_tree_is_verb_of_name(tree, token);
    return base == ATT_RELATION_CONJ && word->head != ATT_NONE && is_bare_participle(tree, token) &&
           att_tree_child(tree, token, ATT_RELATION_NSUBJ) == ATT_NONE &&
           att_tree_is_passive(tree, word->head);
}

uint32_t att_tree_clause(const att_tree *tree, uint32_t token) {
    for (int i = 0; i < ATT_CLIMB_MAX; i++) {
        if (att_tree_is_verbal(tree, token) && att_tree_word(tree, token)->upos != ATT_UPOS_AUX)
            return token;
        uint32_t head = att_tree_word(tree, token)->head;
        if (head == ATT_NONE)
            return token;
        token = head;
    }
    return token;
}

static uint32_t own_subject(const att_tree *tree, uint32_t verb) {
    uint32_t subject = att_tree_child(tree, verb, ATT_RELATION_NSUBJ);
    return subject != ATT_NONE ? subject : att_tree_child(tree, verb, ATT_RELATION_CSUBJ);
}

uint32_t att_tree_antecedent(const att_tree *tree, uint32_t token) {
    if (!att_tree_lemma_in(tree, token, "who|which|that|whom|whose|where"))
        return token;
    uint32_t clause = token;
    for (int i = 0; i < ATT_CLIMB_MAX && clause != ATT_NONE; i++) {
        if (att_tree_relation_is(tree, clause, ATT_RELATION_ACL_RELCL))
            return att_tree_word(tree, clause)->head;
        clause = att_tree_word(tree, clause)->head;
    }
    return token;
}

/* Who does what a complement without subject tells: the object of "ask X to …", else the subject.
 */
static uint32_t controller(const att_tree *tree, uint32_t governor) {
    uint32_t object = att_tree_child(tree, governor, ATT_RELATION_OBJ);
    if (object == ATT_NONE)
        object = att_tree_child(tree, governor, ATT_RELATION_IOBJ);
    return object != ATT_NONE ? object : att_tree_surface_subject(tree, governor);
}

bool att_tree_is_thanked_for(const att_tree *tree, uint32_t verb) {
    const att_word *word = att_tree_word(tree, verb);
    return word->head != ATT_NONE && att_relation_base(word->relation) == ATT_RELATION_ADVCL &&
           att_tree_has_case_in(tree, verb, "for|of") &&
           att_tree_lemma_in(tree, word->head,
                             "thank|praise|commend|applaud|laud|credit|congratulate|accuse|"
                             "blame|criticise|criticize|condemn|denounce") &&
           att_tree_child(tree, word->head, ATT_RELATION_OBJ) != ATT_NONE;
}

static uint32_t subject_from_above(const att_tree *tree, uint32_t verb, int depth);

static uint32_t surface_subject(const att_tree *tree, uint32_t verb, int depth) {
    uint32_t own = own_subject(tree, verb);
    if (own != ATT_NONE)
        return att_tree_antecedent(tree, own);
    return depth < ATT_CLIMB_MAX ? subject_from_above(tree, verb, depth + 1) : ATT_NONE;
}

static uint32_t subject_from_above(const att_tree *tree, uint32_t verb, int depth) {
    const att_word *word = att_tree_word(tree, verb);
    if (word->head == ATT_NONE)
        return ATT_NONE;
    if (att_tree_is_thanked_for(tree, verb))
        return att_tree_child(tree, word->head, ATT_RELATION_OBJ);
    switch (att_relation_base(word->relation)) {
    case ATT_RELATION_CONJ:
    case ATT_RELATION_ADVCL:
    case ATT_RELATION_PARATAXIS:
        return att_tree_is_verbal(tree, word->head) ? surface_subject(tree, word->head, depth)
                                                    : ATT_NONE;
    case ATT_RELATION_XCOMP:
        return att_tree_is_verbal(tree, word->head) ||
                       att_tree_word(tree, word->head)->upos == ATT_UPOS_ADJ
                   ? controller(tree, word->head)
                   : ATT_NONE;
    case ATT_RELATION_ACL: {
        uint32_t name = att_tree_name_above(tree, verb);
        return name != ATT_NONE ? name : word->head;
    }
    default:
        return ATT_NONE;
    }
}

uint32_t att_tree_surface_subject(const att_tree *tree, uint32_t verb) {
    return surface_subject(tree, verb, 0);
}

static uint32_t first_prepositional(const att_tree *tree, uint32_t token, const char *preposition) {
    att_tokens found = {.count = 0};
    att_tree_prepositional(tree, token, att_slice_of(preposition), &found);
    return found.count ? found.items[0] : ATT_NONE;
}

static bool is_nominal(const att_tree *tree, uint32_t token) {
    uint8_t upos = att_tree_word(tree, token)->upos;
    return upos == ATT_UPOS_NOUN || upos == ATT_UPOS_PROPN;
}

uint32_t att_tree_subject(const att_tree *tree, uint32_t token) {
    if (is_nominal(tree, token)) {
        uint32_t possessor = att_tree_child(tree, token, ATT_RELATION_NMOD_POSS);
        return possessor != ATT_NONE ? possessor : first_prepositional(tree, token, "by");
    }
    if (!att_tree_is_passive(tree, token))
        return att_tree_surface_subject(tree, token);
    return first_prepositional(tree, token, "by");
}

uint32_t att_tree_object(const att_tree *tree, uint32_t token) {
    if (is_nominal(tree, token))
        return first_prepositional(tree, token, "of");
    uint32_t object = att_tree_child(tree, token, ATT_RELATION_OBJ);
    if (object == ATT_NONE && att_tree_is_passive(tree, token))
        return att_tree_surface_subject(tree, token);
    if (object == ATT_NONE) /* "asked Canada to send …": who is asked counts as indirect */
        object = att_tree_child(tree, token, ATT_RELATION_IOBJ);
    if (object != ATT_NONE)
        return att_tree_antecedent(tree, object);
    /* "undergone submarine training": an act noun read as a verb. */
    uint32_t gerund = att_tree_child(tree, token, ATT_RELATION_XCOMP);
    if (gerund != ATT_NONE && att_slice_ends(att_tree_word(tree, gerund)->lower, "ing") &&
        att_tree_child(tree, gerund, ATT_RELATION_MARK) == ATT_NONE)
        return gerund;
    /* "the memorandum that they signed": the relative clause's gap is its object. */
    const att_word *word = att_tree_word(tree, token);
    if (word->relation == ATT_RELATION_ACL_RELCL && own_subject(tree, token) != ATT_NONE &&
        att_tree_antecedent(tree, own_subject(tree, token)) == own_subject(tree, token))
        return word->head;
    return ATT_NONE;
}

bool att_tree_has_case(const att_tree *tree, uint32_t token, att_slice preposition) {
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation relation = att_tree_word(tree, c)->relation;
        if (relation != ATT_RELATION_CASE && relation != ATT_RELATION_MARK)
            continue;
        att_slice lemma = att_tree_word(tree, c)->lemma;
        if (att_slice_equal(lemma, preposition))
            return true;
        /* "along with", "together with": the last word decides too. */
        att_slice form = att_tree_word(tree, c)->lower;
        uint32_t fixed = att_tree_child(tree, c, ATT_RELATION_FIXED);
        if (fixed != ATT_NONE && att_slice_equal(att_tree_word(tree, fixed)->lemma, preposition) &&
            !att_slice_is(form, "according"))
            return true;
        uint32_t size = form.size;
        if (fixed != ATT_NONE &&
            preposition.size == size + 1 + att_tree_word(tree, fixed)->lemma.size &&
            memcmp(preposition.data, form.data, size) == 0 && preposition.data[size] == '_' &&
            att_slice_ends(preposition, att_tree_word(tree, fixed)->lemma.data))
            return true;
    }
    return false;
}

bool att_tree_has_case_in(const att_tree *tree, uint32_t token, const char *prepositions) {
    att_slice rest = att_slice_of(prepositions), one;
    while (att_slice_next(&rest, '|', &one))
        if (att_tree_has_case(tree, token, one))
            return true;
    return false;
}

bool att_tree_is_infinitive(const att_tree *tree, uint32_t token) {
    return att_tree_word(tree, token)->upos == ATT_UPOS_VERB &&
           att_tree_has_case(tree, token, att_slice_of("to"));
}

void att_tree_prepositional(const att_tree *tree, uint32_t token, att_slice preposition,
                            att_tokens *out) {
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation base = att_relation_base(att_tree_word(tree, c)->relation);
        bool fits = base == ATT_RELATION_OBL || base == ATT_RELATION_NMOD ||
                    base == ATT_RELATION_ADVCL || base == ATT_RELATION_ACL ||
                    base == ATT_RELATION_CONJ || base == ATT_RELATION_XCOMP ||
                    base == ATT_RELATION_OBJ;
        if (!fits || !att_tree_has_case(tree, c, preposition))
            continue;
        /* "approval for the UN to deliver aid": who does it is what the preposition introduces. */
        uint32_t subject = att_tree_child(tree, c, ATT_RELATION_NSUBJ);
        bool clause = att_tree_word(tree, c)->upos == ATT_UPOS_VERB && subject != ATT_NONE &&
                      att_slice_is(preposition, "for");
        att_tokens_add(out, clause ? subject : c);
    }
}

void att_tree_extent(const att_tree *tree, uint32_t token, uint32_t *first, uint32_t *end) {
    const att_sentence *sentence =
        &tree->document->sentences.items[tree->document->tokens.items[token].sentence];
    *first = token;
    *end = token + 1;
    for (uint32_t i = sentence->first; i < sentence->end; i++)
        if (att_tree_is_below(tree, i, token)) {
            if (i < *first)
                *first = i;
            if (i + 1 > *end)
                *end = i + 1;
        }
}
