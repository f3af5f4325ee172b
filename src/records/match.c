/* match.c - see match.h. */
#include "records/match.h"
#include "records/carry.h"
#include "records/fields.h"
#include "records/nominal.h"

#include <stdarg.h>
#include <stdio.h>

void att_note_write(const att_coder *coder, uint32_t token, const char *format, ...) {
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    *ATT_PUSH(&coder->document->arena, &coder->document->decisions) =
        (att_decision){token, att_arena_copy(&coder->document->arena, att_slice_of(text))};
}

bool att_coder_in_class(const att_coder *coder, uint32_t token, const char *name) {
    uint32_t index = att_map_get(&coder->rules->classes, att_slice_of(name));
    if (index == ATT_NONE || token == ATT_NONE)
        return false;
    return att_map_get(&coder->rules->lists.items[index].words,
                       att_tree_word(&coder->tree, token)->lemma) != ATT_NONE;
}

/* ---- roles
 * --------------------------------------------------------------------------------------- */

static bool is_actor(const att_coder *coder, uint32_t token) {
    return coder->mention_of[token] != ATT_NONE;
}

static bool noun_trigger(const att_coder *coder, const att_match *match, uint32_t token) {
    uint8_t upos = att_tree_word(&coder->tree, token)->upos;
    return token == match->trigger && (upos == ATT_UPOS_NOUN || upos == ATT_UPOS_PROPN);
}

static void add_modifiers(const att_coder *coder, uint32_t token, att_tokens *out) {
    const att_tree *tree = &coder->tree;
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation relation = att_tree_word(tree, c)->relation;
        if (relation == ATT_RELATION_AMOD || relation == ATT_RELATION_COMPOUND ||
            relation == ATT_RELATION_NMOD_DESC || relation == ATT_RELATION_NMOD_UNMARKED)
            att_tokens_add(out, c);
    }
}

/* Where the parse has left a finite verb without subject: the first actor before it that no
 * preposition introduces. */
static uint32_t subject_before(const att_coder *coder, uint32_t verb) {
    const att_document *document = coder->document;
    const att_sentence *sentence =
        &document->sentences.items[document->tokens.items[verb].sentence];
    for (uint32_t t = sentence->first; t < verb; t++) {
        uint32_t mention = coder->mention_of[t];
        if (mention == ATT_NONE)
            continue;
        const att_mention *found = &document->mentions.items[mention];
        bool introduced = found->first > sentence->first &&
                          document->words[found->first - 1].upos == ATT_UPOS_ADP;
        if (!introduced && found->end <= verb && found->kind != ATT_MENTION_DEMONYM &&
            !att_slice_ends(att_document_part(document, found->span), "'s"))
            return found->head;
        t = found->end > t ? found->end - 1 : t;
    }
    return ATT_NONE;
}

static bool lacks_subject(const att_coder *coder, uint32_t verb) {
    const att_word *word = att_tree_word(&coder->tree, verb);
    return word->upos == ATT_UPOS_VERB && word->relation == ATT_RELATION_ROOT &&
           !att_tree_is_passive(&coder->tree, verb);
}

bool att_coder_is_disowned(const att_coder *coder, uint32_t verb) {
    const att_word *word = att_tree_word(&coder->tree, verb);
    if (word->head == ATT_NONE || !att_slice_ends(word->lower, "ing"))
        return false;
    uint32_t noun = word->relation == ATT_RELATION_ACL ? word->head
                    : word->relation == ATT_RELATION_ADVCL
                        ? att_tree_object(&coder->tree, word->head)
                        : ATT_NONE;
    return att_coder_in_class(coder, noun, "wording") &&
           att_coder_in_class(coder, att_tree_clause(&coder->tree, word->head), "unowned");
}

bool att_coder_is_wording(const att_coder *coder, uint32_t verb) {
    const att_word *word = att_tree_word(&coder->tree, verb);
    return word->relation == ATT_RELATION_ACL && word->upos == ATT_UPOS_VERB &&
           att_slice_ends(word->lower, "ing") && att_coder_in_class(coder, word->head, "wording") &&
           !att_coder_is_disowned(coder, verb);
}

/* Who speaks through a document: whose it is; else the subject of the clause that it stands in. */
static uint32_t issuer(const att_coder *coder, uint32_t document) {
    const att_tree *tree = &coder->tree;
    uint32_t own = att_tree_subject(tree, document);
    if (own != ATT_NONE)
        return own;
    for (uint32_t c = tree->first_child[document]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation relation = att_tree_word(tree, c)->relation;
        bool before = relation == ATT_RELATION_AMOD || relation == ATT_RELATION_COMPOUND;
        bool from = relation == ATT_RELATION_NMOD && att_tree_has_case_in(tree, c, "of|from");
        if ((before || from) && is_actor(coder, c))
            return c;
    }
    uint32_t clause = att_tree_clause(tree, document);
    return clause == document ? ATT_NONE : att_tree_subject(tree, clause);
}

static void add_verb_subject(const att_coder *coder, uint32_t verb, att_tokens *out) {
    uint32_t subject = att_tree_subject(&coder->tree, verb);
    if (att_coder_is_wording(coder, verb))
        subject = issuer(coder, subject);
    if (subject == ATT_NONE && lacks_subject(coder, verb))
        subject = subject_before(coder, verb);
    att_tokens_add(out, subject);
}

/* Of a noun: its possessor or by-phrase; else the subject of the verb that carries it; else an
 * actor that stands before it ("the Franco-German talks"). */
static void add_noun_subject(const att_coder *coder, const att_match *match, att_tokens *out) {
    uint32_t own = att_tree_subject(&coder->tree, match->trigger);
    if (own == ATT_NONE && match->base != match->trigger)
        own = att_tree_subject(&coder->tree, match->base);
    if (!match->bare) {
        att_tokens carried = {.count = 0};
        add_verb_subject(coder, match->anchor, &carried);
        if (carried.count && carried.items[0] != match->base)
            att_tokens_add(out, carried.items[0]);
    }
    if (own != ATT_NONE)
        att_tokens_add(out, own);
    uint32_t subject = att_tree_child(&coder->tree, match->trigger, ATT_RELATION_NSUBJ);
    if (!out->count && subject != ATT_NONE) /* "Chile is on track to …" */
        att_tokens_add(out, att_tree_antecedent(&coder->tree, subject));
    if (out->count)
        return;
    att_tokens before = {.count = 0};
    add_modifiers(coder, match->trigger, &before);
    for (uint32_t i = 0; i < before.count; i++) {
        uint32_t token = before.items[i];
        if (is_actor(coder, token))
            att_tokens_add(out, token);
        else if (att_tree_lemma_is(&coder->tree, token, "lead")) /* "the Saudi-led strike" */
            add_modifiers(coder, token, out);
    }
}

static bool is_purpose_of(const att_tree *tree, uint32_t token) {
    return att_tree_has_case(tree, token, att_slice_of("to")) &&
           ATT_HAS(att_tree_word(tree, token)->features, VERB_FORM, INFINITIVE);
}

/* "Called on the army to train": parsed as a clause on whom the verb addresses. */
static void add_content_of_addressee(const att_coder *coder, uint32_t verb, att_tokens *out) {
    const att_tree *tree = &coder->tree;
    for (uint32_t c = tree->first_child[verb]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation base = att_relation_base(att_tree_word(tree, c)->relation);
        if ((base != ATT_RELATION_OBJ && base != ATT_RELATION_OBL) || !is_actor(coder, c))
            continue;
        uint32_t clause = att_tree_child(tree, c, ATT_RELATION_ACL);
        if (clause != ATT_NONE && is_purpose_of(tree, clause))
            att_tokens_add(out, clause);
    }
}

static void add_content(const att_coder *coder, uint32_t token, att_tokens *out) {
    const att_tree *tree = &coder->tree;
    uint32_t before = out->count;
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation base = att_relation_base(att_tree_word(tree, c)->relation);
        bool that = att_tree_has_case(tree, c, att_slice_of("that"));
        bool name = att_tree_word(tree, c)->upos == ATT_UPOS_PROPN && is_actor(coder, c);
        if ((base == ATT_RELATION_XCOMP && !name) || base == ATT_RELATION_CCOMP ||
            base == ATT_RELATION_CSUBJ ||
            ((base == ATT_RELATION_ADVCL || base == ATT_RELATION_ACL) &&
             (that || is_purpose_of(tree, c))))
            att_tokens_add(out, c);
    }
    if (out->count == before && att_tree_word(tree, token)->upos == ATT_UPOS_VERB)
        add_content_of_addressee(coder, token, out);
}

/* A phrase may hang on a date, a place or a fellow noun beside the verb: looked for one level down.
 */
static void add_loose_prepositional(const att_coder *coder, uint32_t token, att_slice preposition,
                                    att_tokens *out) {
    const att_tree *tree = &coder->tree;
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation base = att_relation_base(att_tree_word(tree, c)->relation);
        bool nominal = att_tree_word(tree, c)->upos != ATT_UPOS_VERB;
        if ((base == ATT_RELATION_OBL || base == ATT_RELATION_NMOD ||
             (base == ATT_RELATION_CONJ && nominal)) &&
            (!is_actor(coder, c) || coder->place_of[c] != ATT_NONE))
            att_tree_prepositional(tree, c, preposition, out);
    }
}

enum { PHRASE_DEPTH = 3 };

/* "Handed over two suspects in a fraud case to X": a state or body that the parse has put deeper
 * into the verb's phrases than it belongs. */
static void add_deep_prepositional(const att_coder *coder, uint32_t token, att_slice preposition,
                                   int depth, att_tokens *out) {
    const att_tree *tree = &coder->tree;
    att_tokens found = {.count = 0};
    att_tree_prepositional(tree, token, preposition, &found);
    for (uint32_t i = 0; i < found.count; i++)
        if (is_actor(coder, found.items[i]) || coder->place_of[found.items[i]] != ATT_NONE)
            att_tokens_add(out, found.items[i]);
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE && depth < PHRASE_DEPTH;
         c = tree->next_sibling[c]) {
        att_relation base = att_relation_base(att_tree_word(tree, c)->relation);
        bool nominal = att_tree_word(tree, c)->upos != ATT_UPOS_VERB;
        if (base == ATT_RELATION_OBJ || base == ATT_RELATION_OBL || base == ATT_RELATION_NMOD ||
            (base == ATT_RELATION_CONJ && nominal))
            add_deep_prepositional(coder, c, preposition, depth + 1, out);
    }
}

/* "An exercise involving India and Japan": parsed as a clause of its own. */
static void add_involved(const att_coder *coder, uint32_t token, att_tokens *out) {
    uint32_t clause = att_tree_child_lemma(&coder->tree, token, "involve|include");
    if (clause != ATT_NONE)
        att_tokens_add(out, att_tree_child(&coder->tree, clause, ATT_RELATION_OBJ));
}

/* "The threats made by Iran", "a request filed by Chad": the participle only links the two. */
static void add_through_participle(const att_coder *coder, uint32_t noun, att_slice preposition,
                                   att_tokens *out) {
    const att_tree *tree = &coder->tree;
    for (uint32_t c = tree->first_child[noun]; c != ATT_NONE && !out->count;
         c = tree->next_sibling[c])
        if (att_tree_relation_is(tree, c, ATT_RELATION_ACL) && att_tree_is_passive(tree, c))
            att_tree_prepositional(tree, c, preposition, out);
}

static void add_prepositional(const att_coder *coder, const att_match *match, uint32_t token,
                              att_slice preposition, att_tokens *out) {
    const att_tree *tree = &coder->tree;
    att_tree_prepositional(tree, token, preposition, out);
    if (!out->count && att_tree_word(tree, token)->upos == ATT_UPOS_NOUN &&
        att_slice_is(preposition, "by"))
        add_through_participle(coder, token, preposition, out);
    if (att_slice_is(preposition, "involving"))
        add_involved(coder, token, out);
    if (token != match->trigger)
        return;
    if (match->base != match->trigger)
        att_tree_prepositional(tree, match->base, preposition, out);
    if (match->anchor != match->trigger)
        att_tree_prepositional(tree, match->anchor, preposition, out);
    if (!out->count && att_tree_word(tree, token)->upos == ATT_UPOS_VERB) {
        /* "sent officers to the mission": parsed as the officers' own phrase. */
        uint32_t object = att_tree_object(tree, token);
        if (object != ATT_NONE && !is_actor(coder, object))
            att_tree_prepositional(tree, object, preposition, out);
    }
    if (!out->count && att_tree_word(tree, token)->upos == ATT_UPOS_VERB &&
        (att_slice_is(preposition, "to") || att_slice_is(preposition, "from")))
        add_deep_prepositional(coder, token, preposition, 0, out);
    if (!out->count && att_slice_is(preposition, "for") && token == match->anchor) {
        /* "asked the police for help", parsed as the police's own phrase */
        for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c])
            if (is_actor(coder, c) && c > token)
                att_tree_prepositional(tree, c, preposition, out);
    }
    if (!out->count &&
        (att_slice_is(preposition, "with") || att_slice_is(preposition, "between"))) {
        add_loose_prepositional(coder, match->trigger, preposition, out);
        if (match->anchor != match->trigger)
            add_loose_prepositional(coder, match->anchor, preposition, out);
    }
}

/* "Will host the 18th ADMM": a name that the parse takes for an adverb. */
static void add_named_object(const att_coder *coder, uint32_t token, att_tokens *out) {
    const att_tree *tree = &coder->tree;
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation base = att_relation_base(att_tree_word(tree, c)->relation);
        if (c > token && coder->instrument_of[c] != ATT_NONE &&
            (base == ATT_RELATION_ADVMOD || base == ATT_RELATION_OBL || base == ATT_RELATION_DEP) &&
            att_tree_child(tree, c, ATT_RELATION_CASE) == ATT_NONE)
            att_tokens_add(out, c);
    }
}

static void add_step(const att_coder *coder, const att_match *match, uint32_t token,
                     const att_slot_step *step, att_tokens *out) {
    const att_tree *tree = &coder->tree;
    uint32_t child;
    switch (step->role) {
    case ATT_SLOT_SELF:
        att_tokens_add(out, token);
        break;
    case ATT_SLOT_SUBJECT:
        if (noun_trigger(coder, match, token))
            add_noun_subject(coder, match, out);
        else
            add_verb_subject(coder, token, out);
        break;
    case ATT_SLOT_OBJECT:
        att_tokens_add(out, att_tree_object(tree, token));
        if (!out->count)
            add_named_object(coder, token, out);
        break;
    case ATT_SLOT_INDIRECT:
        if ((child = att_tree_child(tree, token, ATT_RELATION_IOBJ)) != ATT_NONE)
            att_tokens_add(out, child);
        else if (att_tree_is_passive(tree, token) &&
                 att_tree_child(tree, token, ATT_RELATION_OBJ) != ATT_NONE)
            att_tokens_add(out,
                           att_tree_surface_subject(tree, token)); /* "they were given medals" */
        break;
    case ATT_SLOT_POSSESSOR:
        for (child = tree->first_child[token]; child != ATT_NONE; child = tree->next_sibling[child])
            if (att_tree_relation_is(tree, child, ATT_RELATION_NMOD_POSS))
                att_tokens_add(out, child);
        break;
    case ATT_SLOT_MODIFIER:
        add_modifiers(coder, token, out);
        break;
    case ATT_SLOT_CONTENT:
        add_content(coder, token, out);
        if (token == match->trigger && match->anchor != token)
            add_content(coder, match->anchor, out);
        break;
    case ATT_SLOT_GOVERNOR:
        att_tokens_add(out, att_tree_word(tree, token)->head);
        break;
    case ATT_SLOT_PREPOSITION:
        add_prepositional(coder, match, token, step->preposition, out);
        break;
    }
}

/* "A number of diplomats", "35 tonnes of supplies": what is measured stands in the role too. */
static void add_measured(const att_coder *coder, att_tokens *tokens) {
    for (uint32_t i = 0, count = tokens->count; i < count; i++)
        if (att_coder_in_class(coder, tokens->items[i], "measure"))
            att_tree_prepositional(&coder->tree, tokens->items[i], att_slice_of("of"), tokens);
}

void att_match_path(const att_coder *coder, const att_match *match, const att_slot_path *path,
                    att_tokens *out) {
    att_tokens now = {.count = 0};
    att_tokens_add(&now, match->trigger);
    for (uint32_t s = 0; s < path->count; s++) {
        att_tokens next = {.count = 0};
        for (uint32_t i = 0; i < now.count; i++)
            add_step(coder, match, now.items[i], &path->steps[s], &next);
        att_tokens all = {.count = 0};
        for (uint32_t i = 0; i < next.count; i++)
            att_tree_conjuncts(&coder->tree, next.items[i], &all);
        add_measured(coder, &all);
        now = all;
    }
    for (uint32_t i = 0; i < now.count; i++)
        att_tokens_add(out, now.items[i]);
}

/* ---- conditions
 * ---------------------------------------------------------------------------------- */

static bool is_of_kind(const att_coder *coder, uint32_t token, att_slice kind) {
    uint32_t mention = coder->mention_of[token];
    if (att_slice_is(kind, "actor"))
        return mention != ATT_NONE;
    if (att_slice_is(kind, "infinitive"))
        return att_tree_is_infinitive(&coder->tree, token);
    if (att_slice_is(kind, "plural"))
        return ATT_HAS(att_tree_word(&coder->tree, token)->features, NUMBER, PLURAL);
    if (att_slice_is(kind, "place"))
        return coder->place_of[token] != ATT_NONE;
    if (att_slice_is(kind, "quantity"))
        return coder->quantity_of[token] != ATT_NONE;
    if (att_slice_is(kind, "instrument"))
        return coder->instrument_of[token] != ATT_NONE;
    uint32_t instrument = coder->instrument_of[token];
    if (instrument != ATT_NONE &&
        att_slice_equal(coder->document->instruments.items[instrument].kind, kind))
        return true;
    return mention != ATT_NONE &&
           att_slice_is(kind, att_mention_kind_name(coder->document->mentions.items[mention].kind));
}

/* A plural that is its own lemma ("troops", "supplies") is also the singular's. */
static bool is_plural_of(att_slice word, att_slice value) {
    if (word.size == value.size + 1 && word.data[value.size] == 's')
        return memcmp(word.data, value.data, value.size) == 0;
    return value.size > 2 && value.data[value.size - 1] == 'y' && word.size == value.size + 2 &&
           att_slice_ends(word, "ies") && memcmp(word.data, value.data, value.size - 1) == 0;
}

static bool word_is(const att_coder *coder, uint32_t token, att_slice value) {
    const att_word *word = att_tree_word(&coder->tree, token);
    return att_slice_equal(word->lemma, value) || att_slice_equal(word->lower, value) ||
           att_slice_equal(coder->compound_of[token], value) || is_plural_of(word->lower, value);
}

/* A ship or unit may be headed by its own name: "the frigates Aconit and Surcouf". */
static bool names_word(const att_coder *coder, uint32_t token, att_slice value) {
    uint32_t index = coder->mention_of[token];
    if (index == ATT_NONE)
        return false;
    const att_mention *mention = &coder->document->mentions.items[index];
    if (mention->kind != ATT_MENTION_ORGAN || mention->head != token)
        return false;
    for (uint32_t t = mention->first; t < mention->end; t++)
        if (word_is(coder, t, value))
            return true;
    return false;
}

static bool value_fits(const att_coder *coder, uint32_t token, att_slice value) {
    if (att_slice_is(value, "*"))
        return true;
    if (value.size > 1 && value.data[0] == '#')
        return is_of_kind(coder, token, att_slice_part(value, 1, value.size));
    return word_is(coder, token, value) || names_word(coder, token, value);
}

static bool condition_holds(const att_coder *coder, const att_match *match,
                            const att_condition *condition) {
    att_tokens tokens = {.count = 0};
    att_match_path(coder, match, &condition->path, &tokens);
    for (uint32_t i = 0; i < tokens.count; i++)
        for (uint32_t v = 0; v < condition->values.count; v++)
            if (value_fits(coder, tokens.items[i], condition->values.items[v]))
                return !condition->negated;
    return condition->negated;
}

/* ---- triggers
 * ------------------------------------------------------------------------------------ */

static bool upos_fits(const att_tree *tree, uint8_t wanted, uint32_t token) {
    const att_word *word = att_tree_word(tree, token);
    uint8_t found = word->upos;
    if (wanted == ATT_UPOS_NOUN)
        return found == ATT_UPOS_NOUN || found == ATT_UPOS_PROPN;
    if (wanted == ATT_UPOS_ADJ)
        return found == ATT_UPOS_ADJ ||
               (found == ATT_UPOS_VERB && att_tree_is_passive(tree, token));
    /* "Is threatening to …": read as an adjective, with the verb's lemma. */
    bool participle = found == ATT_UPOS_ADJ && att_slice_ends(word->lower, "ing") &&
                      !att_slice_equal(word->lower, word->lemma) &&
                      att_tree_child(tree, token, ATT_RELATION_XCOMP) != ATT_NONE;
    return found == ATT_UPOS_VERB || participle ||
           (found == ATT_UPOS_AUX && att_tree_relation_is(tree, token, ATT_RELATION_ROOT));
}

static bool particle_fits(const att_tree *tree, uint32_t token, att_slice particle) {
    if (!particle.size)
        return true;
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation relation = att_tree_word(tree, c)->relation;
        if ((relation == ATT_RELATION_COMPOUND_PRT || relation == ATT_RELATION_ADVMOD ||
             relation == ATT_RELATION_CASE) &&
            att_slice_equal(att_tree_word(tree, c)->lemma, particle))
            return true;
    }
    return false;
}

/* "Meeting" in the name of a forum tells no talks; the name may tell the forum itself. */
static bool is_inside_name(const att_coder *coder, uint32_t token, const att_rule *rule) {
    uint32_t instrument = coder->instrument_of[token];
    if (instrument == ATT_NONE || !coder->document->instruments.items[instrument].code.size)
        return false;
    att_slice kind = coder->document->instruments.items[instrument].kind;
    if (!att_slice_is(kind, "forum") && !att_slice_is(kind, "mission"))
        return false;
    return rule->activity == ATT_ACTIVITY_TALKS || rule->activity == ATT_ACTIVITY_RECEPTION ||
           rule->activity == ATT_ACTIVITY_CALL || rule->activity == ATT_ACTIVITY_VISIT ||
           rule->activity == ATT_ACTIVITY_CONFERENCE;
}

/* "Will not accept", "would never lift". */
static bool is_refused(const att_tree *tree, uint32_t verb) {
    return att_tree_child_lemma(tree, verb, "not|never|n't") != ATT_NONE &&
           att_tree_child_lemma(tree, verb, "will|would|shall") != ATT_NONE;
}

/* Whether the sentence or the story names one of the lines of effort that the rule is about. */
static bool is_about(const att_coder *coder, uint32_t token, att_fields about) {
    const att_document *document = coder->document;
    const att_sentence *sentence =
        &document->sentences.items[document->tokens.items[token].sentence];
    return !about || coder->about & about ||
           att_fields_between(coder, sentence->first, sentence->end) & about;
}

bool att_match_try(const att_coder *coder, const att_trigger *trigger, uint32_t token,
                   att_match *out) {
    if (trigger->rule == ATT_NONE || !upos_fits(&coder->tree, trigger->upos, token) ||
        !particle_fits(&coder->tree, token, trigger->particle))
        return false;
    const att_rule *rule = &coder->rules->rules.items[trigger->rule];
    if (rule->frame == ATT_FRAME_NONE && is_inside_name(coder, token, rule))
        return false;
    if (rule->refused && !is_refused(&coder->tree, token))
        return false;
    *out = (att_match){trigger->rule, token, token, token, false};
    if (trigger->upos == ATT_UPOS_NOUN)
        att_carry_place(coder, out);
    att_carry_by_rule(coder, rule, out);
    for (uint32_t i = 0; i < rule->conditions.count; i++)
        if (!condition_holds(coder, out, &rule->conditions.items[i])) {
            const att_condition *failed = &rule->conditions.items[i];
            att_note(coder, token, "%s nearly fired: its condition %u (%s) does not hold",
                     rule->name.data, i + 1, failed->negated ? "unless" : "when");
            return false;
        }
    if (!is_about(coder, token, rule->about)) {
        att_note(coder, token, "%s nearly fired: the story is about something else",
                 rule->name.data);
        return false;
    }
    att_note(coder, token, "%s fires%s", rule->name.data, out->bare ? ", without a verb" : "");
    return true;
}

void att_match_add(att_coder *coder, const att_match *match) {
    bool is_act = att_match_rule(coder, match)->frame == ATT_FRAME_NONE;
    *ATT_PUSH(&coder->document->arena, is_act ? &coder->acts : &coder->frames) = *match;
}

static void match_lemma(att_coder *coder, uint32_t token, att_slice lemma) {
    uint32_t t = att_map_get(&coder->rules->by_lemma, lemma);
    for (; t != ATT_NONE; t = coder->rules->triggers.items[t].next) {
        att_match match;
        if (!att_match_try(coder, &coder->rules->triggers.items[t], token, &match))
            continue;
        att_match_add(coder, &match);
    }
}

/* "Flood-hit Libya", "the UN-led operation": the verb describes and tells nothing. */
static bool is_compound_adjective(const att_coder *coder, uint32_t token) {
    const att_word *word = att_tree_word(&coder->tree, token);
    return coder->compound_of[token].size && word->upos == ATT_UPOS_VERB &&
           word->relation == ATT_RELATION_AMOD;
}

void att_match_all(att_coder *coder) {
    const att_document *document = coder->document;
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const att_sentence *sentence = &document->sentences.items[s];
        if (!att_part_is_coded(att_document_part_kind(document, sentence)))
            continue;
        for (uint32_t t = sentence->first; t < sentence->end; t++) {
            if (!is_compound_adjective(coder, t))
                match_lemma(coder, t, att_tree_word(&coder->tree, t)->lemma);
            if (coder->compound_of[t].size)
                match_lemma(coder, t, coder->compound_of[t]);
            att_nominal_match(coder, t);
        }
    }
}
