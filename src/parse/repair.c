/* repair.c - see repair.h.
 *
 * Two repairs, each of a fault that the parser makes in newswire:
 * an auxiliary governs nothing ("Vietnam has to date forged …": subject on "has");
 * a bare infinitive is no fellow of a finite verb but of the infinitive below it ("agreed to open a
 * line, raise the number and …"). */
#include "parse/repair.h"

static bool is_auxiliary(const att_word *word) {
    return word->relation == ATT_RELATION_AUX || word->relation == ATT_RELATION_AUX_PASS ||
           word->relation == ATT_RELATION_COP;
}

static void lift_from_auxiliary(att_document *document, const att_sentence *sentence) {
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        att_word *word = &document->words[i];
        if (word->head == ATT_NONE || word->relation == ATT_RELATION_FIXED)
            continue;
        const att_word *head = &document->words[word->head];
        if (is_auxiliary(head) && head->head != ATT_NONE && head->head != i)
            word->head = head->head;
    }
}

/* A verb in its base form without subject, auxiliary or "to". */
static bool is_bare_infinitive(const att_document *document, const att_sentence *sentence,
                               uint32_t verb) {
    const att_word *word = &document->words[verb];
    if (word->upos != ATT_UPOS_VERB || !att_slice_equal(word->lower, word->lemma))
        return false;
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        if (document->words[i].head != verb)
            continue;
        uint8_t relation = document->words[i].relation;
        if (relation == ATT_RELATION_NSUBJ || relation == ATT_RELATION_NSUBJ_PASS ||
            is_auxiliary(&document->words[i]))
            return false;
    }
    return true;
}

/* The last infinitive that the governor has as its complement before `verb`. */
static uint32_t infinitive_before(const att_document *document, const att_sentence *sentence,
                                  uint32_t governor, uint32_t verb) {
    uint32_t found = ATT_NONE;
    for (uint32_t i = sentence->first; i < verb; i++) {
        const att_word *word = &document->words[i];
        if (word->head == governor && i > governor && word->upos == ATT_UPOS_VERB &&
            (word->relation == ATT_RELATION_XCOMP || word->relation == ATT_RELATION_ADVCL) &&
            att_slice_equal(word->lower, word->lemma))
            found = i;
    }
    return found;
}

static void rejoin_infinitives(att_document *document, const att_sentence *sentence) {
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        att_word *word = &document->words[i];
        if (word->relation != ATT_RELATION_CONJ || word->head == ATT_NONE || word->head > i ||
            !is_bare_infinitive(document, sentence, i))
            continue;
        const att_word *head = &document->words[word->head];
        bool finite = head->upos == ATT_UPOS_VERB && !att_slice_equal(head->lower, head->lemma);
        uint32_t fellow = finite ? infinitive_before(document, sentence, word->head, i) : ATT_NONE;
        if (fellow != ATT_NONE)
            word->head = fellow;
    }
}

void att_parse_repair(att_document *document, const att_sentence *sentence) {
    lift_from_auxiliary(document, sentence);
    rejoin_infinitives(document, sentence);
}
