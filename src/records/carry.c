/* carry.c - see carry.h. */
#include "records/carry.h"

/* "A round of talks", "a series of exercises": the function of the first noun places the second. */
static uint32_t base_of(const att_coder *coder, uint32_t noun) {
    const att_tree *tree = &coder->tree;
    for (int i = 0; i < 2; i++) {
        const att_word *word = att_tree_word(tree, noun);
        if (word->head == ATT_NONE)
            return noun;
        bool conjunct = word->relation == ATT_RELATION_CONJ &&
                        att_tree_word(tree, word->head)->upos == word->upos;
        bool part = att_relation_base(word->relation) == ATT_RELATION_NMOD &&
                    att_coder_in_class(coder, word->head, "container") &&
                    (att_tree_child(tree, noun, ATT_RELATION_CASE) == ATT_NONE ||
                     att_tree_has_case_in(tree, noun, "of|for"));
        bool compound = word->relation == ATT_RELATION_COMPOUND &&
                        att_coder_in_class(coder, word->head, "container");
        bool apposition = word->relation == ATT_RELATION_APPOS; /* "Cobra Gold, a joint drill" */
        if (!conjunct && !part && !compound && !apposition)
            return noun;
        noun = word->head;
    }
    return noun;
}

/* The verb that supports an act noun, or ATT_NONE. */
static uint32_t support_of(const att_coder *coder, uint32_t base) {
    const att_tree *tree = &coder->tree;
    const att_word *word = att_tree_word(tree, base);
    uint32_t verb = word->head;
    if (verb == ATT_NONE || (att_tree_word(tree, verb)->upos != ATT_UPOS_VERB &&
                             att_tree_child(tree, verb, ATT_RELATION_EXPL) == ATT_NONE))
        return ATT_NONE;
    switch (word->relation) {
    case ATT_RELATION_OBJ:
    case ATT_RELATION_NSUBJ_PASS:
        return att_coder_in_class(coder, verb, "support") ? verb : ATT_NONE;
    case ATT_RELATION_NSUBJ:
        if (att_coder_in_class(coder, verb, "happening") ||
            att_tree_child(tree, verb, ATT_RELATION_EXPL) != ATT_NONE)
            return verb; /* "talks began", "there have been 105 patrols" */
        return att_tree_lemma_is(tree, verb, "take") &&
                       att_tree_child_lemma(tree, verb, "place") != ATT_NONE
                   ? verb
                   : ATT_NONE;
    case ATT_RELATION_OBL:
        /* "engaged in talks", "took part in an exercise", "embarked on a visit" */
        if (att_tree_lemma_is(tree, verb, "preside") ||
            (att_tree_lemma_in(tree, verb, "stay|gather") &&
             att_tree_has_case(tree, base, att_slice_of("for"))))
            return verb;
        return att_coder_in_class(coder, verb, "engaging") &&
                       att_tree_has_case_in(tree, base, "in|on")
                   ? verb
                   : ATT_NONE;
    default:
        /* "The patrol held in March", "a drill slated for May": the participle describes it. */
        return ATT_NONE;
    }
}

/* "talks held in Hanoi", "the meeting, which took place on Friday": a clause on the noun. */
static uint32_t support_below(const att_coder *coder, uint32_t noun) {
    const att_tree *tree = &coder->tree;
    for (uint32_t c = tree->first_child[noun]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation base = att_relation_base(att_tree_word(tree, c)->relation);
        if (base == ATT_RELATION_ACL &&
            (att_coder_in_class(coder, c, "support") || att_coder_in_class(coder, c, "happening") ||
             att_tree_lemma_is(tree, c, "take")))
            return c;
    }
    return ATT_NONE;
}

void att_carry_place(const att_coder *coder, att_match *match) {
    match->base = base_of(coder, match->trigger);
    match->anchor = support_of(coder, match->base);
    if (match->anchor == ATT_NONE)
        match->anchor = support_below(coder, match->trigger);
    match->bare = match->anchor == ATT_NONE;
    if (match->bare)
        match->anchor = match->trigger;
}

/* A rule that asks for the verb above its noun says itself which verbs carry it ("reiterated its
 * demand"). */
void att_carry_by_rule(const att_coder *coder, const att_rule *rule, att_match *match) {
    const att_word *word = att_tree_word(&coder->tree, match->trigger);
    bool names_verb = false;
    for (uint32_t i = 0; i < rule->conditions.count; i++) {
        const att_condition *condition = &rule->conditions.items[i];
        names_verb |= !condition->negated && condition->path.count == 1 &&
                      condition->path.steps[0].role == ATT_SLOT_GOVERNOR;
    }
    if (!match->bare || !names_verb || word->head == ATT_NONE ||
        att_tree_word(&coder->tree, word->head)->upos != ATT_UPOS_VERB ||
        word->relation == ATT_RELATION_NSUBJ)
        return;
    match->anchor = word->head;
    match->bare = false;
}
