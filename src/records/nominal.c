/* nominal.c - see nominal.h. */
#include "records/nominal.h"

/* The verb of a list may have a particle: "put+forward". */
static void match_verb(att_coder *coder, uint32_t token, att_slice verb) {
    const att_rules *rules = coder->rules;
    att_slice rest = att_slice_trim(verb), lemma, particle = ATT_SLICE_EMPTY;
    att_slice_next(&rest, '+', &lemma);
    if (rest.data)
        particle = rest;
    for (uint32_t t = att_map_get(&rules->by_lemma, lemma); t != ATT_NONE;
         t = rules->triggers.items[t].next) {
        att_trigger trigger = rules->triggers.items[t];
        if (trigger.upos != ATT_UPOS_VERB || trigger.rule == ATT_NONE ||
            rules->rules.items[trigger.rule].frame != ATT_FRAME_NONE ||
            !att_slice_equal(trigger.particle, particle))
            continue;
        trigger.upos = ATT_UPOS_NOUN;
        trigger.particle = ATT_SLICE_EMPTY;
        att_match match;
        if (att_match_try(coder, &trigger, token, &match) && !match.bare)
            att_match_add(coder, &match);
    }
}

static void match_participle(att_coder *coder, uint32_t token) {
    const att_rules *rules = coder->rules;
    const att_word *word = att_tree_word(&coder->tree, token);
    if (att_slice_equal(word->lower, word->lemma))
        return;
    for (uint32_t t = att_map_get(&rules->by_lemma, word->lower); t != ATT_NONE;
         t = rules->triggers.items[t].next) {
        const att_trigger *trigger = &rules->triggers.items[t];
        att_match match;
        if (trigger->upos == ATT_UPOS_ADJ && att_match_try(coder, trigger, token, &match))
            att_match_add(coder, &match);
    }
}

void att_nominal_match(att_coder *coder, uint32_t token) {
    const att_word *word = att_tree_word(&coder->tree, token);
    if (word->upos == ATT_UPOS_VERB)
        match_participle(coder, token);
    if (word->upos != ATT_UPOS_NOUN || att_tree_subject(&coder->tree, token) == ATT_NONE)
        return;
    uint32_t row = att_map_get(&coder->rules->nominals, word->lemma);
    if (row == ATT_NONE)
        return;
    att_slice rest = coder->rules->lists.items[row].text, verb;
    while (att_slice_next(&rest, ',', &verb))
        match_verb(coder, token, verb);
}
