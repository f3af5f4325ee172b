/* grammar.h - the parts of the phrase grammar, which call one another.
 *
 * Each reads from piece `k` on and returns the piece after what it read, or `k` itself when
 * nothing fits. Look-ahead is bounded, so that reading a document takes linear time. */
#ifndef ATT_MENTIONS_GRAMMAR_H
#define ATT_MENTIONS_GRAMMAR_H

#include "mentions/phrase.h"

enum {
    ATT_GRAMMAR_DEPTH = 5,   /* nested phrases */
    ATT_GRAMMAR_LOOSE = 5,   /* plain words between a state and its organ */
    ATT_GRAMMAR_BRACKET = 12 /* pieces in a bracket that is passed over */
};

typedef struct att_grammar {
    const att_pieces *pieces;
    att_phrases *out;
    uint32_t sentence;
    int depth;
} att_grammar;

static inline const att_piece *att_grammar_at(const att_grammar *grammar, uint32_t k) {
    return &grammar->pieces->items.items[k];
}

static inline att_piece_kind att_grammar_kind(const att_grammar *grammar, uint32_t k) {
    return att_grammar_at(grammar, k)->kind;
}

bool att_grammar_word(const att_grammar *grammar, uint32_t k, const char *word);

/* core.c: determiner, modifiers, head; and a list of states. */
uint32_t att_grammar_core(att_grammar *grammar, uint32_t k, att_phrase *phrase);
uint32_t att_grammar_states(att_grammar *grammar, uint32_t k, att_phrase *phrase);
uint32_t att_grammar_bracket(const att_grammar *grammar, uint32_t k);
void att_grammar_add_code(att_phrase *phrase, att_slice code);

/* The phrase acts for whom the mission acts. */
void att_grammar_mission(att_phrase *phrase, const att_sense *mission);

/* person.c: ranks and names. */
uint32_t att_grammar_name(const att_grammar *grammar, uint32_t k, att_run *name);
uint32_t att_grammar_person(att_grammar *grammar, uint32_t k, att_phrase *phrase);
uint32_t att_grammar_stack(att_grammar *grammar, uint32_t k, att_phrase *phrase);
uint32_t att_grammar_apposition(att_grammar *grammar, uint32_t k, att_phrase *phrase);

/* complement.c: "of …", "from …", "to …" after the head. */
uint32_t att_grammar_complements(att_grammar *grammar, uint32_t k, att_phrase *phrase);

/* phrase.c: a whole phrase; without its person inside another phrase. */
uint32_t att_grammar_phrase(att_grammar *grammar, uint32_t k, bool with_person, att_phrase *phrase);

#endif
