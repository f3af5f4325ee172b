/* tree.h - grammatical functions read off the dependency tree.
 *
 * "Deep" subject and object are who acts and what is acted upon, whatever the
 * voice: the by-phrase of a passive is its deep subject, the possessor or
 * by-phrase of an act noun likewise. What the tree leaves unsaid is looked for
 * where English leaves it: in the governing clause (control, coordination,
 * participles) or in the noun that a relative clause describes. */
#ifndef ATT_RECORDS_TREE_H
#define ATT_RECORDS_TREE_H

#include "document/document.h"

/* Steps of the longest climb: a parse may be wrong in any way. */
enum { ATT_CLIMB_MAX = 64 };

typedef struct att_tree {
    const att_document *document;
    uint32_t *first_child; /* of each token, or ATT_NONE; children in text order */
    uint32_t *next_sibling;
} att_tree;

/* A short list of tokens; what does not fit is dropped. */
enum { ATT_TOKENS_MAX = 24 };

typedef struct att_tokens {
    uint32_t items[ATT_TOKENS_MAX];
    uint32_t count;
} att_tokens;

void att_tokens_add(att_tokens *tokens, uint32_t token); /* once only */
bool att_tokens_has(const att_tokens *tokens, uint32_t token);

void att_tree_build(att_tree *tree, att_document *document);

static inline const att_word *att_tree_word(const att_tree *tree, uint32_t token) {
    return &tree->document->words[token];
}

bool att_tree_lemma_is(const att_tree *tree, uint32_t token, const char *lemma);

/* Whether the lemma is one of a list written "a|b|c". */
bool att_tree_lemma_in(const att_tree *tree, uint32_t token, const char *lemmas);

bool att_tree_relation_is(const att_tree *tree, uint32_t token, att_relation relation);

/* The first child with the relation (or any subtype of it), or ATT_NONE. */
uint32_t att_tree_child(const att_tree *tree, uint32_t token, att_relation relation);

/* The first child whose lemma is one of "a|b|c", or ATT_NONE. */
uint32_t att_tree_child_lemma(const att_tree *tree, uint32_t token, const char *lemmas);

/* Whether `token` stands below `ancestor`, or is it. */
bool att_tree_is_below(const att_tree *tree, uint32_t token, uint32_t ancestor);

/* The token and its coordinated fellows: for a first conjunct all, for a later one itself. */
void att_tree_conjuncts(const att_tree *tree, uint32_t token, att_tokens *out);

bool att_tree_is_verbal(const att_tree *tree, uint32_t token);

/* "Secretary X on Monday called on Y.": a participle in a sentence that is read as one name is its
 * finite verb. The name that is its subject, or ATT_NONE. */
uint32_t att_tree_name_above(const att_tree *tree, uint32_t token);
bool att_tree_is_verb_of_name(const att_tree *tree, uint32_t token);

bool att_tree_is_passive(const att_tree *tree, uint32_t token);

/* The nearest verb (or copular predicate) above or at the token: the clause it stands in. */
uint32_t att_tree_clause(const att_tree *tree, uint32_t token);

/* Whether the verb tells for what somebody is thanked or blamed ("thanked Chad for sending …"): the
 * object of the verb above it does it. */
bool att_tree_is_thanked_for(const att_tree *tree, uint32_t verb);

/* The surface subject of a verb, found through control and coordination if it has none of its own.
 */
uint32_t att_tree_surface_subject(const att_tree *tree, uint32_t verb);

/* The noun that a relative pronoun stands for, or the token itself. */
uint32_t att_tree_antecedent(const att_tree *tree, uint32_t token);

/* Deep subject and object of a verb or an act noun; ATT_NONE if unsaid. */
uint32_t att_tree_subject(const att_tree *tree, uint32_t token);
uint32_t att_tree_object(const att_tree *tree, uint32_t token);

/* Adds the dependents that the preposition (a lemma, "a_b" for a compound one) introduces. */
void att_tree_prepositional(const att_tree *tree, uint32_t token, att_slice preposition,
                            att_tokens *out);

/* Whether a preposition of the token is the lemma. */
bool att_tree_has_case(const att_tree *tree, uint32_t token, att_slice preposition);

/* Whether one of them is in the list "a|b|c". */
bool att_tree_has_case_in(const att_tree *tree, uint32_t token, const char *prepositions);

/* "to visit": a verb after "to". */
bool att_tree_is_infinitive(const att_tree *tree, uint32_t token);

/* The tokens [*first, *end) that the subtree of the token spans. */
void att_tree_extent(const att_tree *tree, uint32_t token, uint32_t *first, uint32_t *end);

#endif
