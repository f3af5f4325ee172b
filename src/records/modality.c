/* modality.c - see modality.h. */
#include "records/modality.h"

static bool is_auxiliary(uint8_t relation) {
    return relation == ATT_RELATION_AUX || relation == ATT_RELATION_AUX_PASS ||
           relation == ATT_RELATION_COP;
}

/* The reporting verb above is in the past: "said it would" is a future, not a condition. */
static bool reported_in_past(const att_tree *tree, uint32_t verb) {
    uint32_t token = verb;
    for (int i = 0; i < 4; i++) {
        const att_word *word = att_tree_word(tree, token);
        if (word->head == ATT_NONE)
            return false;
        token = word->head;
        if (word->relation == ATT_RELATION_CCOMP || word->relation == ATT_RELATION_PARATAXIS ||
            att_relation_base(word->relation) == ATT_RELATION_CSUBJ)
            return true;
    }
    return false;
}

static void read_auxiliary(const att_tree *tree, uint32_t verb, uint32_t auxiliary,
                           att_modality *out) {
    const att_word *word = att_tree_word(tree, auxiliary);
    if (att_tree_lemma_in(tree, auxiliary, "will|shall|'ll|wo"))
        out->mood = ATT_MOOD_FUTURE;
    else if (att_slice_is(word->lower, "would") || att_tree_lemma_is(tree, auxiliary, "would"))
        out->mood = reported_in_past(tree, verb) ? ATT_MOOD_FUTURE : ATT_MOOD_POSSIBLE;
    else if (att_tree_lemma_in(tree, auxiliary, "should|must|ought"))
        out->mood = ATT_MOOD_OBLIGATION;
    else if (att_tree_lemma_in(tree, auxiliary, "may|might|can|could"))
        out->mood = ATT_MOOD_POSSIBLE;
    else if (att_tree_lemma_is(tree, auxiliary, "have"))
        out->perfect = true;
    if (att_tree_lemma_in(tree, auxiliary, "be|have|do") && ATT_HAS(word->features, TENSE, PAST) &&
        ATT_HAS(word->features, VERB_FORM, FINITE))
        out->past = true;
}

static bool is_negation(const att_tree *tree, uint32_t token) {
    return att_tree_lemma_in(tree, token, "not|never|n't|no|neither|nor|hardly");
}

/* Reads the words around a predicate: auxiliaries, negation, marks. */
static void read_children(const att_tree *tree, uint32_t verb, att_modality *out,
                          bool *infinitive) {
    for (uint32_t c = tree->first_child[verb]; c != ATT_NONE; c = tree->next_sibling[c]) {
        uint8_t relation = att_tree_word(tree, c)->relation;
        if (is_auxiliary(relation))
            read_auxiliary(tree, verb, c, out);
        else if ((relation == ATT_RELATION_ADVMOD || relation == ATT_RELATION_DET) &&
                 is_negation(tree, c))
            out->negated = true;
        else if (relation == ATT_RELATION_MARK || relation == ATT_RELATION_CASE) {
            if (att_tree_lemma_is(tree, c, "due") && relation == ATT_RELATION_MARK)
                out->mood = ATT_MOOD_FUTURE; /* "is due to take place" */
            else if (att_tree_lemma_is(tree, c, "to") && relation == ATT_RELATION_MARK)
                *infinitive = true;
            else if (att_tree_lemma_in(tree, c, "if|unless|whether"))
                out->conditional = true;
            else if (att_tree_lemma_in(tree, c, "without|instead"))
                out->negated = true;
        } else if ((relation == ATT_RELATION_NSUBJ || relation == ATT_RELATION_NSUBJ_PASS ||
                    relation == ATT_RELATION_OBJ) &&
                   att_tree_child_lemma(tree, c, "no|neither|none") != ATT_NONE)
            out->negated = true;
    }
}

/* "Is to deliver", "are to be delivered": a finite form of "be" is an auxiliary of the infinitive.
 */
static bool is_to(const att_tree *tree, uint32_t verb) {
    for (uint32_t c = tree->first_child[verb]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_slice form = att_tree_word(tree, c)->lower;
        if (is_auxiliary(att_tree_word(tree, c)->relation) &&
            (att_slice_is(form, "is") || att_slice_is(form, "are") || att_slice_is(form, "was") ||
             att_slice_is(form, "were")))
            return true;
    }
    return false;
}

/* An infinitive: "is to host" and "has to report" say more than a purpose. */
static att_mood infinitive_mood(const att_tree *tree, uint32_t verb) {
    const att_word *word = att_tree_word(tree, verb);
    if (word->head == ATT_NONE)
        return ATT_MOOD_FUTURE; /* a headline: "Ministers to meet in Hanoi" */
    if (att_tree_lemma_is(tree, word->head, "be") ||
        (word->relation == ATT_RELATION_XCOMP && att_tree_lemma_is(tree, word->head, "go")))
        return ATT_MOOD_FUTURE;
    if (att_tree_lemma_in(tree, word->head, "have|need") && word->relation == ATT_RELATION_XCOMP) {
        bool had = ATT_HAS(att_tree_word(tree, word->head)->features, TENSE, PAST);
        return had ? ATT_MOOD_REAL : ATT_MOOD_OBLIGATION; /* "had to be cut short": it was */
    }
    return is_to(tree, verb) ? ATT_MOOD_FUTURE : ATT_MOOD_PURPOSE;
}

static void inherit(const att_coder *coder, uint32_t verb, att_modality *out, int depth);

static void read_verb(const att_coder *coder, uint32_t verb, att_modality *out, int depth) {
    const att_tree *tree = &coder->tree;
    const att_word *word = att_tree_word(tree, verb);
    bool infinitive = false;
    read_children(tree, verb, out, &infinitive);
    bool has_auxiliary = att_tree_child(tree, verb, ATT_RELATION_AUX) != ATT_NONE;
    if (ATT_HAS(word->features, TENSE, PAST) && !out->perfect)
        out->past = true;
    if (ATT_HAS(word->features, VERB_FORM, PARTICIPLE) && ATT_HAS(word->features, TENSE, PRESENT) &&
        has_auxiliary)
        out->progressive = true;
    if (infinitive && out->mood == ATT_MOOD_REAL)
        out->mood = infinitive_mood(tree, verb);
    if (depth < ATT_CLIMB_MAX)
        inherit(coder, verb, out, depth);
}

/* "Has attended games, and recorded results": what reads as past is the participle of the perfect.
 */
static bool shares_perfect(const att_tree *tree, uint32_t verb) {
    const att_word *word = att_tree_word(tree, verb);
    uint32_t have = att_tree_child(tree, word->head, ATT_RELATION_AUX);
    return have != ATT_NONE && att_tree_lemma_is(tree, have, "have") &&
           att_slice_ends(word->lower, "ed");
}

/* What a clause takes over from the one above it: a later conjunct shares the auxiliary of the
 * first, a participle or nominal clause the mood of its governor. */
static void inherit(const att_coder *coder, uint32_t verb, att_modality *out, int depth) {
    const att_tree *tree = &coder->tree;
    const att_word *word = att_tree_word(tree, verb);
    if (word->head == ATT_NONE || out->mood != ATT_MOOD_REAL)
        return;
    att_relation base = att_relation_base(word->relation);
    bool own_subject = att_tree_child(tree, verb, ATT_RELATION_NSUBJ) != ATT_NONE;
    bool finite =
        ATT_HAS(word->features, VERB_FORM, FINITE) && out->past && !shares_perfect(tree, verb);
    if (base == ATT_RELATION_CONJ && !own_subject && !finite &&
        att_tree_is_verbal(tree, word->head)) {
        att_modality above = {0};
        read_verb(coder, word->head, &above, depth + 1);
        out->mood = above.mood;
        out->perfect |= above.perfect;
        out->progressive |= above.progressive;
        out->past |= above.past;
        out->conditional |= above.conditional;
    } else if (base == ATT_RELATION_XCOMP || att_coder_is_wording(coder, verb) ||
               (base == ATT_RELATION_ADVCL && !own_subject &&
                !ATT_HAS(word->features, VERB_FORM, FINITE))) {
        att_modality above = {0};
        read_verb(coder, att_tree_clause(tree, word->head), &above, depth + 1);
        if (above.mood != ATT_MOOD_PURPOSE)
            out->mood = above.mood;
        out->negated |= base == ATT_RELATION_XCOMP && above.negated;
        out->conditional |= above.conditional;
    }
}

/* "If …", "should Croatia go further": the clause or one above it is a condition. */
static bool under_condition(const att_tree *tree, uint32_t token) {
    for (int i = 0; i < ATT_CLIMB_MAX && token != ATT_NONE; i++) {
        if (att_tree_relation_is(tree, token, ATT_RELATION_ADVCL) &&
            att_tree_child_lemma(tree, token, "if|unless") != ATT_NONE)
            return true;
        token = att_tree_word(tree, token)->head;
    }
    return false;
}

att_modality att_modality_of(const att_coder *coder, uint32_t anchor) {
    att_modality out = {0};
    const att_tree *tree = &coder->tree;
    if (att_tree_word(tree, anchor)->upos != ATT_UPOS_VERB && !att_tree_is_verbal(tree, anchor)) {
        out.negated = att_tree_child_lemma(tree, anchor, "no|neither") != ATT_NONE;
        uint32_t clause = att_tree_clause(tree, anchor);
        if (clause != anchor)
            read_verb(coder, clause, &out, 0);
    } else {
        read_verb(coder, anchor, &out, 0);
    }
    out.conditional |= under_condition(tree, anchor);
    return out;
}

static bool is_island(const att_coder *coder, uint32_t token) {
    const att_word *word = att_tree_word(&coder->tree, token);
    if (att_relation_base(word->relation) != ATT_RELATION_ACL)
        return false;
    att_modality modality = {0};
    read_verb(coder, token, &modality, ATT_CLIMB_MAX);
    return modality.mood == ATT_MOOD_REAL && (modality.past || modality.perfect);
}

uint32_t att_modality_frame(const att_coder *coder, uint32_t token) {
    uint32_t found = ATT_NONE;
    for (int i = 0; i < ATT_CLIMB_MAX && token != ATT_NONE; i++) {
        uint32_t frame = coder->frame_of[token];
        if (frame != ATT_NONE &&
            att_match_rule(coder, &coder->frames.items[frame])->frame != ATT_FRAME_REPORTED)
            found = frame;
        if (frame == ATT_NONE && is_island(coder, token))
            break;
        token = att_tree_word(&coder->tree, token)->head;
    }
    return found;
}
