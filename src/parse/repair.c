/* repair.c - see repair.h.
 *
 * Each repair is of a fault that the parser makes in newswire:
 * an auxiliary governs nothing ("Vietnam has to date forged …": subject on "has"), and "has"
 * without an object is one before a participle ("has to date forged …": participle on "date"); a
 * bare infinitive is no fellow of a finite verb but of the infinitive below it ("agreed to open a
 * line, raise the number and …");
 * an infinitive behind somebody who is told to do it is the verb's ("ordered a diplomat to leave");
 * an object behind an infinitive is the infinitive's ("agreed to finish by 2025 the first phase");
 * a noun behind a verb that no preposition introduces is its object ("signed on Sunday a
 * memorandum"); a particle is no preposition ("handed over a ship", see phrasal.def); a noun beside
 * a clause without subject, both below a verb of saying, is the clause's subject ("A drill that …
 * has been put off, they said"); a sentence that ends in a period has a verb ("The attaché, Captain
 * X, handed …": root on "attaché"; "Rwandan troops crossed into
 * …": root on "troops"), and so has a participle with a subject ("Japan imposed sanctions
 * on …": root on "sanctions");
 * an infinitive after a semicolon is one more of a list ("asked them to …; to …; and to …");
 * a state before a number or article is no part of the noun behind ("received from Chile two sets
 * of …"); "who" goes back to the person before an apposition;
 * a by-phrase belongs to the act, not to what is acted upon ("the training of officers by the
 * army"), and so does what it is done to ("… by the army to the police");
 * "is due to" is an auxiliary; the first of two subjects of a verb of saying may be the one that
 * the clause below lacks. */
#include "parse/repair.h"

#include <ctype.h>
#include <stdio.h>

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

/* ---- objects
 * ------------------------------------------------------------------------------------- */

static uint32_t child_of(const att_document *document, const att_sentence *sentence, uint32_t head,
                         uint8_t relation) {
    for (uint32_t i = sentence->first; i < sentence->end; i++)
        if (document->words[i].head == head && document->words[i].relation == relation)
            return i;
    return ATT_NONE;
}

static void move_objects_down(att_document *document, const att_sentence *sentence) {
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        att_word *word = &document->words[i];
        if (word->relation != ATT_RELATION_OBJ || word->head == ATT_NONE || word->head > i)
            continue;
        uint32_t infinitive = child_of(document, sentence, word->head, ATT_RELATION_XCOMP);
        if (infinitive != ATT_NONE && infinitive < i &&
            document->words[infinitive].upos == ATT_UPOS_VERB &&
            child_of(document, sentence, infinitive, ATT_RELATION_OBJ) == ATT_NONE)
            word->head = infinitive;
    }
}

/* The participle of a perfect that was taken for one of the phrase between "has" and it. */
static uint32_t parted_participle(const att_document *document, const att_sentence *sentence,
                                  uint32_t have) {
    const att_word *word = &document->words[have];
    uint32_t between = child_of(document, sentence, have, ATT_RELATION_OBL);
    if (word->upos != ATT_UPOS_VERB || !att_slice_is(word->lemma, "have") || between == ATT_NONE ||
        between < have || child_of(document, sentence, have, ATT_RELATION_OBJ) != ATT_NONE)
        return ATT_NONE;
    uint32_t participle = child_of(document, sentence, between, ATT_RELATION_ACL);
    if (participle != between + 1)
        return ATT_NONE;
    uint16_t form = document->words[participle].features & ATT_FEATURE_VERB_FORM_MASK;
    return form == ATT_VERB_FORM_PARTICIPLE ? participle : ATT_NONE;
}

static void join_perfects(att_document *document, const att_sentence *sentence) {
    for (uint32_t have = sentence->first; have < sentence->end; have++) {
        uint32_t participle = parted_participle(document, sentence, have);
        if (participle == ATT_NONE)
            continue;
        att_word *word = &document->words[have], *verb = &document->words[participle];
        for (uint32_t i = sentence->first; i < sentence->end; i++)
            if (document->words[i].head == have)
                document->words[i].head = participle;
        verb->head = word->head;
        verb->relation = word->relation;
        word->head = participle;
        word->relation = ATT_RELATION_AUX;
        word->upos = ATT_UPOS_AUX;
    }
}

static bool has_marker(const att_document *document, const att_sentence *sentence, uint32_t noun) {
    return child_of(document, sentence, noun, ATT_RELATION_CASE) != ATT_NONE ||
           child_of(document, sentence, noun, ATT_RELATION_MARK) != ATT_NONE;
}

static void find_objects(att_document *document, const att_sentence *sentence) {
    for (uint32_t noun = sentence->first; noun < sentence->end; noun++) {
        att_word *word = &document->words[noun];
        if (word->relation != ATT_RELATION_OBL || word->upos != ATT_UPOS_NOUN ||
            word->head == ATT_NONE || word->head > noun || has_marker(document, sentence, noun))
            continue;
        uint32_t verb = word->head;
        if (document->words[verb].upos == ATT_UPOS_VERB &&
            child_of(document, sentence, verb, ATT_RELATION_OBJ) == ATT_NONE &&
            child_of(document, sentence, verb, ATT_RELATION_AUX_PASS) == ATT_NONE)
            word->relation = ATT_RELATION_OBJ;
    }
}

/* "Ordered a diplomat to leave", "allowed a lawmaker to visit": the infinitive is what is ordered.
 */
static bool takes_infinitive(const att_word *verb) {
    static const char verbs[] =
        " order allow permit ask tell urge force authorise authorize instruct "
        "request invite require enable persuade encourage want press "
        "compel oblige forbid advise warn direct command beg expect ";
    char wanted[40];
    return verb->upos == ATT_UPOS_VERB && verb->lemma.size < sizeof wanted - 3 &&
           snprintf(wanted, sizeof wanted, " %.*s ", (int)verb->lemma.size, verb->lemma.data) > 0 &&
           strstr(verbs, wanted) != NULL;
}

static void free_infinitives(att_document *document, const att_sentence *sentence) {
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        att_word *word = &document->words[i];
        if (word->relation != ATT_RELATION_ACL || word->upos != ATT_UPOS_VERB ||
            word->head == ATT_NONE || word->head > i)
            continue;
        const att_word *noun = &document->words[word->head];
        uint32_t mark = child_of(document, sentence, i, ATT_RELATION_MARK);
        if (noun->relation != ATT_RELATION_OBJ || mark == ATT_NONE ||
            !att_slice_is(document->words[mark].lower, "to") ||
            !takes_infinitive(&document->words[noun->head]))
            continue;
        word->head = noun->head;
        word->relation = ATT_RELATION_XCOMP;
    }
}

static const struct {
    const char *verb, *particles;
} phrasal[] = {
#define ATT_PHRASAL(verb, particles) {verb, particles},
#include "parse/phrasal.def"
#undef ATT_PHRASAL
};

static bool is_phrasal(att_slice verb, att_slice particle) {
    for (size_t i = 0; i < sizeof phrasal / sizeof phrasal[0]; i++) {
        if (!att_slice_is(verb, phrasal[i].verb))
            continue;
        att_slice rest = att_slice_of(phrasal[i].particles), one;
        while (att_slice_next(&rest, '|', &one))
            if (att_slice_equal(one, particle))
                return true;
    }
    return false;
}

static void mend_particles(att_document *document, const att_sentence *sentence) {
    for (uint32_t verb = sentence->first; verb + 1 < sentence->end; verb++) {
        att_word *particle = &document->words[verb + 1];
        if (document->words[verb].upos != ATT_UPOS_VERB || particle->head == ATT_NONE ||
            particle->relation != ATT_RELATION_CASE ||
            !is_phrasal(document->words[verb].lemma, particle->lower))
            continue;
        att_word *noun = &document->words[particle->head];
        if (noun->head != verb || noun->relation != ATT_RELATION_OBL)
            continue;
        if (child_of(document, sentence, verb, ATT_RELATION_OBJ) == ATT_NONE)
            noun->relation = ATT_RELATION_OBJ;
        particle->head = verb;
        particle->relation = ATT_RELATION_COMPOUND_PRT;
    }
}

/* ---- sentences without a verb
 * ------------------------------------------------------------------------- */

static bool ends_in_period(const att_document *document, const att_sentence *sentence) {
    for (uint32_t i = sentence->end; i-- > sentence->first;) {
        att_slice form = document->words[i].lower;
        if (att_slice_is(form, "."))
            return true;
        if (document->words[i].upos != ATT_UPOS_PUNCT)
            return false;
    }
    return false;
}

static void raise_verb(att_document *document, const att_sentence *sentence) {
    uint32_t root = ATT_NONE;
    for (uint32_t i = sentence->first; i < sentence->end; i++)
        if (document->words[i].head == ATT_NONE)
            root = i;
    if (root == ATT_NONE || !ends_in_period(document, sentence))
        return;
    uint8_t upos = document->words[root].upos;
    if ((upos != ATT_UPOS_NOUN && upos != ATT_UPOS_PROPN) ||
        child_of(document, sentence, root, ATT_RELATION_COP) != ATT_NONE ||
        child_of(document, sentence, root, ATT_RELATION_NSUBJ) != ATT_NONE)
        return;
    uint32_t verb = child_of(document, sentence, root, ATT_RELATION_ACL);
    if (verb == ATT_NONE || verb < root || document->words[verb].upos != ATT_UPOS_VERB ||
        (!att_slice_is(document->words[verb - 1].lower, ",") && verb != root + 1))
        return;
    document->words[verb].head = ATT_NONE;
    document->words[verb].relation = ATT_RELATION_ROOT;
    document->words[root].head = verb;
    document->words[root].relation = ATT_RELATION_NSUBJ;
    uint16_t mask = ATT_FEATURE_VERB_FORM_MASK;
    document->words[verb].features =
        (uint16_t)((document->words[verb].features & ~mask) | ATT_VERB_FORM_FINITE);
}

/* The subject that a participle before a noun has: its own; or, where the sentence has no other
 * verb, the name that stands right before it. */
static uint32_t participle_subject(const att_document *document, const att_sentence *sentence,
                                   uint32_t verb) {
    uint32_t own = child_of(document, sentence, verb, ATT_RELATION_NSUBJ);
    uint32_t noun = document->words[verb].head, before = verb - 1;
    if (own != ATT_NONE || verb == sentence->first || document->words[noun].head != ATT_NONE ||
        !ends_in_period(document, sentence))
        return own;
    const att_word *name = &document->words[before];
    bool modifies = name->relation == ATT_RELATION_AMOD || name->relation == ATT_RELATION_COMPOUND;
    bool capital = isupper((unsigned char)att_document_form(document, before).data[0]) != 0;
    return name->head == noun && modifies && capital && name->upos != ATT_UPOS_VERB ? before
                                                                                    : ATT_NONE;
}

/* What stood before the noun belongs to the verb or, next to it, to its subject. */
static void share_out(att_document *document, const att_sentence *sentence, uint32_t noun,
                      uint32_t verb, uint32_t subject) {
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        att_word *word = &document->words[i];
        if (word->head != noun || i == verb)
            continue;
        bool inside = word->relation == ATT_RELATION_DET || word->relation == ATT_RELATION_AMOD ||
                      word->relation == ATT_RELATION_COMPOUND;
        if (i < verb)
            word->head = inside && i < subject ? subject : verb;
        else if (word->relation == ATT_RELATION_PUNCT)
            word->head = verb;
    }
}

static void raise_participles(att_document *document, const att_sentence *sentence) {
    for (uint32_t verb = sentence->first; verb < sentence->end; verb++) {
        att_word *word = &document->words[verb];
        uint32_t noun = word->head;
        if (word->upos != ATT_UPOS_VERB || word->relation != ATT_RELATION_AMOD ||
            noun == ATT_NONE || noun < verb)
            continue;
        uint32_t subject = participle_subject(document, sentence, verb);
        if (subject == ATT_NONE || subject > verb)
            continue;
        word->head = document->words[noun].head;
        word->relation = document->words[noun].relation;
        word->features =
            (uint16_t)((word->features & ~ATT_FEATURE_VERB_FORM_MASK) | ATT_VERB_FORM_FINITE);
        document->words[noun].head = verb;
        document->words[noun].relation = ATT_RELATION_OBJ;
        share_out(document, sentence, noun, verb, subject);
        document->words[subject].head = verb;
        document->words[subject].relation = ATT_RELATION_NSUBJ;
    }
}

/* ---- subjects
 * ------------------------------------------------------------------------------------------ */

static bool is_noun(const att_word *word) {
    return word->upos == ATT_UPOS_NOUN || word->upos == ATT_UPOS_PROPN;
}

static bool has_subject(const att_document *document, const att_sentence *sentence, uint32_t verb) {
    return child_of(document, sentence, verb, ATT_RELATION_NSUBJ) != ATT_NONE ||
           child_of(document, sentence, verb, ATT_RELATION_NSUBJ_PASS) != ATT_NONE ||
           child_of(document, sentence, verb, ATT_RELATION_EXPL) != ATT_NONE;
}

/* The last subject of a verb, or 0. */
static uint32_t last_subject(const att_document *document, const att_sentence *sentence,
                             uint32_t verb) {
    for (uint32_t i = sentence->end; i-- > sentence->first;)
        if (document->words[i].head == verb && document->words[i].relation == ATT_RELATION_NSUBJ)
            return i;
    return 0;
}

static void find_subjects(att_document *document, const att_sentence *sentence) {
    for (uint32_t verb = sentence->first; verb < sentence->end; verb++) {
        const att_word *clause = &document->words[verb];
        bool passive = child_of(document, sentence, verb, ATT_RELATION_AUX_PASS) != ATT_NONE;
        bool finite = passive || child_of(document, sentence, verb, ATT_RELATION_AUX) != ATT_NONE;
        if (clause->upos != ATT_UPOS_VERB || clause->relation != ATT_RELATION_CCOMP || !finite ||
            has_subject(document, sentence, verb))
            continue;
        for (uint32_t noun = verb; noun-- > sentence->first;) {
            att_word *word = &document->words[noun];
            bool second = word->relation == ATT_RELATION_NSUBJ &&
                          last_subject(document, sentence, clause->head) > verb;
            if (word->head != clause->head || !is_noun(word) ||
                (word->relation != ATT_RELATION_CCOMP && !second) ||
                child_of(document, sentence, noun, ATT_RELATION_COP) != ATT_NONE)
                continue;
            word->head = verb;
            word->relation = passive ? ATT_RELATION_NSUBJ_PASS : ATT_RELATION_NSUBJ;
            break;
        }
    }
}

/* ---- lists, inverted objects, appositions
 * ---------------------------------------------------------------------------- */

static bool has_to(const att_document *document, const att_sentence *sentence, uint32_t verb) {
    uint32_t mark = child_of(document, sentence, verb, ATT_RELATION_MARK);
    return mark != ATT_NONE && att_slice_is(document->words[mark].lower, "to");
}

static bool after_semicolon(const att_document *document, const att_sentence *sentence,
                            uint32_t mark) {
    uint32_t i = mark;
    if (i > sentence->first && att_slice_is(document->words[i - 1].lower, "and"))
        i--;
    return i > sentence->first && att_slice_is(document->words[i - 1].lower, ";");
}

static void join_lists(att_document *document, const att_sentence *sentence) {
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        att_word *word = &document->words[i];
        if (word->upos != ATT_UPOS_VERB || word->relation != ATT_RELATION_ADVCL ||
            word->head == ATT_NONE || word->head > i || !has_to(document, sentence, i) ||
            !has_to(document, sentence, word->head))
            continue;
        if (after_semicolon(document, sentence, child_of(document, sentence, i, ATT_RELATION_MARK)))
            word->relation = ATT_RELATION_CONJ;
    }
}

/* The article or number inside a noun's phrase that stands behind a name, or ATT_NONE. */
static uint32_t second_start(const att_document *document, const att_sentence *sentence,
                             uint32_t noun, uint32_t *name) {
    uint32_t preposition = child_of(document, sentence, noun, ATT_RELATION_CASE);
    if (preposition == ATT_NONE || preposition + 1 >= noun)
        return ATT_NONE;
    *name = ATT_NONE;
    for (uint32_t i = preposition + 1; i < noun; i++) {
        const att_word *word = &document->words[i];
        if (word->head != noun)
            continue;
        if (word->upos == ATT_UPOS_PROPN && *name == ATT_NONE)
            *name = i;
        else if (*name != ATT_NONE &&
                 (word->relation == ATT_RELATION_NUMMOD || word->relation == ATT_RELATION_DET))
            return i;
    }
    return ATT_NONE;
}

static void split_inverted(att_document *document, const att_sentence *sentence) {
    for (uint32_t noun = sentence->first; noun < sentence->end; noun++) {
        att_word *word = &document->words[noun];
        uint32_t name;
        if (word->relation != ATT_RELATION_OBL || word->head == ATT_NONE || word->head > noun ||
            document->words[word->head].upos != ATT_UPOS_VERB ||
            child_of(document, sentence, word->head, ATT_RELATION_OBJ) != ATT_NONE ||
            second_start(document, sentence, noun, &name) == ATT_NONE)
            continue;
        uint32_t preposition = child_of(document, sentence, noun, ATT_RELATION_CASE);
        word->relation = ATT_RELATION_OBJ;
        document->words[name].head = word->head;
        document->words[name].relation = ATT_RELATION_OBL;
        document->words[preposition].head = name;
    }
}

static void lift_relatives(att_document *document, const att_sentence *sentence) {
    for (uint32_t who = sentence->first + 1; who < sentence->end; who++) {
        if (!att_slice_is(document->words[who].lower, "who") ||
            !att_slice_is(document->words[who - 1].lower, ",") ||
            document->words[who].head == ATT_NONE)
            continue;
        att_word *clause = &document->words[document->words[who].head];
        if (clause->relation != ATT_RELATION_ACL_RELCL || clause->head == ATT_NONE)
            continue;
        uint32_t top = clause->head;
        for (int i = 0; i < 4 && document->words[top].relation == ATT_RELATION_NMOD &&
                        document->words[top].head != ATT_NONE;
             i++)
            top = document->words[top].head;
        if (document->words[top].relation == ATT_RELATION_APPOS &&
            document->words[top].head != ATT_NONE && document->words[top].head < top)
            clause->head = document->words[top].head;
    }
}

/* "Received, one after another, the ministers": "one" says how. */
static void mend_one_by_one(att_document *document, const att_sentence *sentence) {
    for (uint32_t one = sentence->first; one + 2 < sentence->end; one++)
        if (att_slice_is(document->words[one].lower, "one") &&
            att_slice_is(document->words[one + 1].lower, "after") &&
            att_slice_is(document->words[one + 2].lower, "another") &&
            document->words[one].relation == ATT_RELATION_OBJ)
            document->words[one].relation = ATT_RELATION_ADVMOD;
}

static void mend_due(att_document *document, const att_sentence *sentence) {
    for (uint32_t due = sentence->first; due + 1 < sentence->end; due++) {
        uint32_t verb = document->words[due].head;
        if (!att_slice_is(document->words[due].lower, "due") || verb == ATT_NONE ||
            document->words[due].relation != ATT_RELATION_MARK ||
            document->words[verb].upos != ATT_UPOS_VERB)
            continue;
        for (uint32_t i = sentence->first; i < due; i++) {
            att_word *word = &document->words[i];
            if (word->head == verb && word->relation == ATT_RELATION_NSUBJ_OUTER)
                word->relation = ATT_RELATION_NSUBJ;
            else if (word->head == verb && word->relation == ATT_RELATION_COP)
                word->relation = ATT_RELATION_AUX;
        }
    }
}

/* "Training", "adoption", "withdrawal", or a word that is an act without such an ending. */
static bool looks_like_act(const att_word *word) {
    static const char *const endings[] = {"ing", "ion", "ment", "al", "ance", "ure", "over"};
    static const char words[] = " dispatch despatch release award arrest transfer recall rescue "
                                "gift visit attack raid order exchange delivery ";
    if (word->upos != ATT_UPOS_NOUN)
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (att_slice_ends(word->lemma, endings[i]))
            return true;
    char wanted[40];
    return word->lemma.size < sizeof wanted - 3 &&
           snprintf(wanted, sizeof wanted, " %.*s ", (int)word->lemma.size, word->lemma.data) > 0 &&
           strstr(words, wanted) != NULL;
}

static bool has_preposition(const att_document *document, const att_sentence *sentence,
                            uint32_t noun, const char *prepositions) {
    uint32_t found = child_of(document, sentence, noun, ATT_RELATION_CASE);
    if (found == ATT_NONE)
        return false;
    att_slice rest = att_slice_of(prepositions), one;
    while (att_slice_next(&rest, '|', &one))
        if (att_slice_equal(document->words[found].lower, one))
            return true;
    return false;
}

/* The act whose object `noun` is, up a chain of of-phrases: the highest; or ATT_NONE. */
static uint32_t act_above(const att_document *document, const att_sentence *sentence,
                          uint32_t noun) {
    uint32_t act = ATT_NONE;
    for (int i = 0; i < 4; i++) {
        const att_word *word = &document->words[noun];
        if (word->relation != ATT_RELATION_NMOD || word->head == ATT_NONE || word->head > noun ||
            !has_preposition(document, sentence, noun, "of"))
            return act;
        noun = word->head;
        if (looks_like_act(&document->words[noun]))
            act = noun;
    }
    return act;
}

static void raise_agents(att_document *document, const att_sentence *sentence) {
    uint32_t agent = ATT_NONE;
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        att_word *word = &document->words[i];
        if (word->relation == ATT_RELATION_OBL_AGENT)
            agent = i;
        if (word->relation != ATT_RELATION_NMOD || word->head == ATT_NONE || word->head > i)
            continue;
        if (has_preposition(document, sentence, i, "by")) {
            uint32_t act = act_above(document, sentence, word->head);
            word->head = act == ATT_NONE ? word->head : act;
            agent = looks_like_act(&document->words[word->head]) ? i : ATT_NONE;
        } else if (word->head == agent && has_preposition(document, sentence, i, "to|on|against")) {
            word->head = document->words[agent].head;
        }
    }
}

void att_parse_repair(att_document *document, const att_sentence *sentence) {
    lift_from_auxiliary(document, sentence);
    join_perfects(document, sentence);
    rejoin_infinitives(document, sentence);
    move_objects_down(document, sentence);
    mend_particles(document, sentence);
    free_infinitives(document, sentence);
    find_objects(document, sentence);
    find_subjects(document, sentence);
    raise_verb(document, sentence);
    raise_participles(document, sentence);
    join_lists(document, sentence);
    split_inverted(document, sentence);
    lift_relatives(document, sentence);
    mend_due(document, sentence);
    mend_one_by_one(document, sentence);
    raise_agents(document, sentence);
}
