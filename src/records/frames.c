/* frames.c - what is agreed, planned, ordered or proposed: commitments, one for each predicate of
 * the frame's content that has fields or an act of its own. */
#include "records/coding.h"

/* The act anchored at a predicate, or carried by a noun in its place. */
static const att_match *act_of(const att_coder *coder, uint32_t predicate) {
    uint32_t act = coder->act_at[predicate];
    return act == ATT_NONE ? NULL : &coder->acts.items[act];
}

/* "step up joint patrols", "prepare for the exhibition": the act is what the verb is about. */
static const att_match *act_below(const att_coder *coder, uint32_t predicate) {
    const att_tree *tree = &coder->tree;
    for (uint32_t c = tree->first_child[predicate]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation base = att_relation_base(att_tree_word(tree, c)->relation);
        bool about = base == ATT_RELATION_OBL && att_tree_has_case_in(tree, c, "for|in|to|with");
        if ((base == ATT_RELATION_OBJ || about ||
             att_tree_relation_is(tree, c, ATT_RELATION_NSUBJ_PASS)) &&
            coder->act_at[c] != ATT_NONE)
            return &coder->acts.items[coder->act_at[c]];
    }
    return NULL;
}

/* "continue to train", "consider sending", "plans to train": the verb below says what. Its fellows
 * come along. */
static void expand_aspect(const att_coder *coder, uint32_t predicate, att_tokens *out) {
    const att_tree *tree = &coder->tree;
    if (att_coder_in_class(coder, predicate, "aspect") && !act_of(coder, predicate)) {
        bool noun = att_tree_word(tree, predicate)->upos == ATT_UPOS_NOUN;
        uint32_t below =
            att_tree_child(tree, predicate, noun ? ATT_RELATION_ACL : ATT_RELATION_XCOMP);
        if (below != ATT_NONE && att_tree_is_verbal(tree, below)) {
            att_tokens all = {.count = 0};
            att_tree_conjuncts(tree, below, &all);
            for (uint32_t i = 0; i < all.count; i++)
                expand_aspect(coder, all.items[i], out);
            return;
        }
    }
    att_tokens_add(out, predicate);
}

/* The one who is asked is no content. */
static bool is_somebody(const att_coder *coder, uint32_t token) {
    return coder->mention_of[token] != ATT_NONE &&
           att_tree_word(&coder->tree, token)->upos != ATT_UPOS_VERB && !act_of(coder, token);
}

/* "A plan for 2023": the year is no content. */
static bool is_date(const att_coder *coder, uint32_t token) {
    const att_document *document = coder->document;
    uint32_t sentence = document->tokens.items[token].sentence;
    uint32_t end = att_list_end(coder, ATT_LIST_TIMES, sentence);
    for (uint32_t i = att_list_first(coder, ATT_LIST_TIMES, sentence); i < end; i++)
        if (document->times.items[i].first <= token && token < document->times.items[i].end)
            return true;
    return false;
}

/* The predicates that a frame's content consists of. */
static void predicates_of(const att_coder *coder, const att_match *frame, att_tokens *out) {
    const att_slot_choices *choices = &att_match_rule(coder, frame)->contents;
    for (uint32_t i = 0; i < choices->count; i++) {
        if (i && choices->items[i].group != choices->items[i - 1].group && out->count)
            return;
        att_tokens found = {.count = 0};
        att_match_path(coder, frame, &choices->items[i].path, &found);
        for (uint32_t t = 0; t < found.count; t++)
            if (!is_somebody(coder, found.items[t]) && !is_date(coder, found.items[t]))
                expand_aspect(coder, found.items[t], out);
    }
}

static att_force force_of(att_frame frame) {
    switch (frame) {
    case ATT_FRAME_AGREED:
        return ATT_AGREED;
    case ATT_FRAME_DIRECTED:
        return ATT_DIRECTED;
    case ATT_FRAME_PROPOSED:
        return ATT_PROPOSED;
    default:
        return ATT_PLANNED;
    }
}

/* What one side proposes it proposes to the other: of the act told last, else of the story. */
static void add_other_side(const att_coder *coder, att_record *record, const att_indexes *holders) {
    const att_indexes *sides =
        att_people_within(coder, holders, &coder->focus, NULL)  ? &coder->focus
        : att_people_within(coder, holders, &coder->pair, NULL) ? &coder->pair
                                                                : NULL;
    if (sides)
        att_people_complete(coder, &record->recipients, &record->actors, sides);
}

/* Who is bound: holders and addressees of the frame, then whoever the act itself names. */
/* All who agree are actors; whoever is missing is of the act, or whom the story is about. */
static void set_agreed_people(att_coder *coder, att_record *record, const att_indexes *addressees,
                              const att_match *act) {
    for (uint32_t i = 0; i < addressees->count; i++)
        att_people_add(coder, &record->actors, addressees->items[i]);
    if (act && att_people_codes(coder, &record->actors) < 2)
        att_coding_participants(coder, record, act);
    for (uint32_t i = 0; i < record->recipients.count; i++)
        att_people_add(coder, &record->actors, record->recipients.items[i]);
    record->recipients = (att_indexes){0};
    if (att_people_sides(coder, &record->actors) < 2)
        att_people_complete(coder, &record->actors, NULL, &coder->focus);
    if (att_people_sides(coder, &record->actors) < 2)
        att_people_complete(coder, &record->actors, NULL, &coder->pair);
}

/* Who takes part in what is planned, as the act itself tells it. */
static void set_planned_people(att_coder *coder, att_record *record, const att_match *act) {
    att_record own = {0};
    att_coding_participants(coder, &own, act);
    if (own.actors.count && att_match_rule(coder, act)->mutual) {
        att_people_complete(coder, &record->actors, NULL, &own.actors);
    } else if (own.actors.count) {
        record->actors = own.actors;
        record->recipients = own.recipients;
    } else if (own.recipients.count && !record->recipients.count) {
        att_people_complete(coder, &record->recipients, &record->actors, &own.recipients);
    }
}

static void set_people(att_coder *coder, att_record *record, const att_match *frame,
                       const att_match *act) {
    const att_rule *rule = att_match_rule(coder, frame);
    att_indexes holders = {0}, addressees = {0};
    att_people_of_choices(coder, frame, &rule->actors, &holders);
    att_people_of_choices(coder, frame, &rule->recipients, &addressees);
    record->actors = holders;
    /* "France decided to …": one side alone plans. */
    if (rule->frame == ATT_FRAME_AGREED && rule->mutual && att_people_sides(coder, &holders) == 1)
        record->force = ATT_PLANNED;
    if (record->force == ATT_AGREED) {
        set_agreed_people(coder, record, &addressees, act);
        return;
    }
    for (uint32_t i = 0; i < addressees.count; i++)
        if (!att_people_has(coder, &record->actors, addressees.items[i]))
            att_people_add(coder, &record->recipients, addressees.items[i]);
    if (rule->frame == ATT_FRAME_PROPOSED && !record->recipients.count && holders.count)
        add_other_side(coder, record, &holders);
    if (record->force == ATT_PLANNED && act)
        set_planned_people(coder, record, act);
}

/* "Hold the fourth exchange", "stage the next one": the series that the story told of. */
bool att_code_is_next(const att_coder *coder, uint32_t predicate) {
    if (!coder->series_people.count ||
        !att_tree_lemma_in(&coder->tree, predicate,
                           "hold|host|stage|convene|organise|organize|"
                           "take|conduct|meet|chair|be"))
        return false;
    uint32_t noun = att_tree_object(&coder->tree, predicate);
    if (noun == ATT_NONE)
        noun = att_tree_surface_subject(&coder->tree, predicate);
    if (noun == ATT_NONE ||
        !att_tree_lemma_in(&coder->tree, noun,
                           "one|edition|round|session|event|exchange|meeting|drill|patrol|exercise|"
                           "dialogue"))
        return false;
    for (uint32_t c = coder->tree.first_child[noun]; c != ATT_NONE;
         c = coder->tree.next_sibling[c]) {
        att_slice lemma = att_tree_word(&coder->tree, c)->lemma;
        if (att_slice_is(lemma, "next") || att_slice_is(lemma, "second") ||
            att_slice_is(lemma, "another") || att_slice_is(lemma, "third") ||
            att_slice_ends(lemma, "th"))
            return true;
    }
    return false;
}

/* "Agreed to negotiate an accord on the protection of secrets": what they will talk about is what
 * they have undertaken. */
static void settle_subject_of_talks(const att_coder *coder, att_record *record,
                                    const att_match *act) {
    const att_fields talks = 1u << ATT_FIELD_DIALOGUE | 1u << ATT_FIELD_DELEGATIONS;
    const att_fields broad = talks | 1u << ATT_FIELD_GENERAL | 1u << ATT_FIELD_MULTILATERAL;
    if (record->activity != ATT_ACTIVITY_TALKS || !(record->fields & ~broad) ||
        att_tree_lemma_in(&coder->tree, act->trigger, "meet|meeting|summit"))
        return;
    record->fields &= ~talks;
    record->activity = att_fields_activity(coder, record);
}

static void set_activity(att_coder *coder, att_record *record, const att_match *act,
                         uint32_t predicate, const att_tokens *siblings) {
    record->fields |= att_fields_of_predicate(coder, predicate, siblings);
    record->fields |= att_people_fields(coder, &record->actors);
    if (act) {
        const att_rule *rule = att_match_rule(coder, act);
        record->activity = rule->activity;
        record->fields |= rule->fields | 1u << att_activity_field(rule->activity);
        record->plover = rule->plover;
        record->mode = rule->mode;
        settle_subject_of_talks(coder, record, act);
        att_fields_refine(coder, record);
    } else if (att_code_is_next(coder, predicate)) {
        record->activity = coder->series;
        record->fields |= 1u << att_activity_field(coder->series);
    } else {
        record->activity = att_fields_activity(coder, record);
    }
}

static bool is_organ(const att_coder *coder, uint32_t mention) {
    return coder->document->mentions.items[mention].kind == ATT_MENTION_ORGAN;
}

/* Whether the frame addresses the holders' own house: a body that the text gives no state ("asked
 * units to …") or their own ("told the whole army …"). */
static bool addresses_own(const att_coder *coder, const att_record *record,
                          const att_match *frame) {
    const att_slot_choices *choices = &att_match_rule(coder, frame)->recipients;
    bool own = false;
    for (uint32_t i = 0; i < choices->count; i++) {
        att_tokens tokens = {.count = 0};
        att_match_path(coder, frame, &choices->items[i].path, &tokens);
        for (uint32_t t = 0; t < tokens.count; t++) {
            uint32_t mention = coder->mention_of[tokens.items[t]];
            bool noun = att_tree_word(&coder->tree, tokens.items[t])->upos == ATT_UPOS_NOUN;
            att_indexes addressed = {0};
            att_people_of_token(coder, tokens.items[t], &addressed);
            if (!att_people_within(coder, &addressed, &record->actors, NULL))
                return false;
            own |= addressed.count || (mention == ATT_NONE ? noun : is_organ(coder, mention));
        }
    }
    return own;
}

/* "The Navy was told to …": nobody is named who orders; whoever is bound stands for his house. */
static void settle_passive(att_record *record) {
    if (record->actors.count || !record->recipients.count ||
        (record->force != ATT_DIRECTED && record->force != ATT_PROPOSED))
        return;
    record->actors = record->recipients;
    record->recipients = (att_indexes){0};
    record->force = ATT_DIRECTED;
}

/* A superior tells his own house (directed); between states the same verb asks (proposed). */
static void settle_force(const att_coder *coder, att_record *record, const att_match *frame) {
    bool told = record->force == ATT_DIRECTED || record->force == ATT_PROPOSED;
    if (told && addresses_own(coder, record, frame))
        record->force = ATT_DIRECTED;
    else if (record->force == ATT_DIRECTED && att_people_between(coder, record))
        record->force = ATT_PROPOSED;
    else if (record->force == ATT_PROPOSED && record->recipients.count &&
             !att_people_between(coder, record)) {
        record->force = ATT_DIRECTED;
    }
    if (record->force == ATT_DIRECTED)
        record->recipients = (att_indexes){0};
}

/* What an order or plan leaves unsaid is what the story is about: the act told last, of a kind that
 * has a line of effort of its own; else what the sentence names around the predicate. */
static void inherit_topic(const att_coder *coder, att_record *record, const att_match *act,
                          uint32_t predicate, const att_match *frame) {
    bool own = record->force == ATT_DIRECTED || record->force == ATT_PLANNED;
    att_fields general = 1u << ATT_FIELD_GENERAL;
    if (own && coder->topic_fields) {
        if (!act && !(record->fields & ~general))
            record->activity = coder->topic;
        record->fields |= coder->topic_fields;
    }
    if (!record->fields)
        record->fields = att_fields_below(coder, frame->anchor, NULL);
    if (!act && (att_tree_is_verbal(&coder->tree, predicate) ||
                 coder->quantity_of[predicate] != ATT_NONE)) /* "pledged one million dollars" */
        att_theme_apply(coder, record);
    if (!act && record->activity == ATT_ACTIVITY_COOPERATION)
        record->activity = att_fields_activity(coder, record);
    if (!record->fields && att_tree_is_verbal(&coder->tree, predicate) &&
        !att_tree_lemma_in(&coder->tree, predicate, "leave|reply|be|have|come|go|return|stay")) {
        record->fields = att_coding_topic(coder);
        record->activity = att_fields_activity(coder, record);
    }
}

/* "Attention should be paid to …": whoever says it binds his own house. */
static void bind_speaker(const att_coder *coder, att_record *record, const att_match *frame) {
    if (record->actors.count || record->force == ATT_AGREED || record->force == ATT_PROPOSED)
        return;
    att_people_speakers(coder, frame->trigger, &record->actors);
    if (!record->actors.count)
        att_people_last_subject(coder, frame->trigger, &record->actors);
    if (!record->actors.count && coder->review_speaker != ATT_NONE)
        att_people_add(coder, &record->actors, coder->review_speaker);
}

/* What two sides or one agreed to is a commitment, whatever it is about. */
static void settle_general(const att_coder *coder, att_record *record, uint32_t predicate) {
    if (!record->fields && record->force == ATT_AGREED &&
        att_tree_is_verbal(&coder->tree, predicate))
        record->fields = 1u << ATT_FIELD_GENERAL;
}

static const att_match *undertaken_act(const att_coder *coder, uint32_t predicate,
                                       att_force force) {
    const att_match *act = act_of(coder, predicate);
    if (!act)
        act = act_below(coder, predicate);
    return act && att_rule_is_undertaken(att_match_rule(coder, act), force) ? act : NULL;
}

static att_record *add_undertaking(att_coder *coder, const att_rule *rule, const att_match *act,
                                   uint32_t predicate) {
    att_record *record = att_coding_add(coder, ATT_KIND_COMMITMENT, NULL, predicate);
    record->force = force_of(rule->frame);
    record->fields = rule->fields;
    record->rule = rule->name;
    if (act)
        record->rule = att_arena_format(&coder->document->arena, "%s > %s", rule->name.data,
                                        att_match_rule(coder, act)->name.data);
    return record;
}

/* Whom the plan is for, where its words do not say: the act's other side, or whom it serves. */
static void complete_people(att_coder *coder, att_record *record, const att_match *act,
                            uint32_t predicate) {
    const att_rule *rule = act ? att_match_rule(coder, act) : NULL;
    if (rule && rule->mutual)
        return;
    if (rule && record->force == ATT_PLANNED && record->actors.count)
        att_coding_complete(coder, record, rule);
    if ((record->force == ATT_PLANNED || record->force == ATT_PROPOSED) &&
        !record->recipients.count)
        att_people_served(coder, predicate, &record->actors, &record->recipients);
}

static void code_predicate(att_coder *coder, uint32_t frame_index, uint32_t predicate,
                           const att_tokens *siblings) {
    const att_match *frame = &coder->frames.items[frame_index];
    const att_rule *rule = att_match_rule(coder, frame);
    const att_match *act = undertaken_act(coder, predicate, force_of(rule->frame));
    att_record *record = add_undertaking(coder, rule, act, predicate);
    set_people(coder, record, frame, act);
    set_activity(coder, record, act, predicate, siblings);
    settle_passive(record);
    bind_speaker(coder, record, frame);
    complete_people(coder, record, act, predicate);
    settle_force(coder, record, frame);
    inherit_topic(coder, record, act, predicate, frame);
    settle_general(coder, record, predicate);
    att_coding_circumstances(coder, record, predicate, act ? act->trigger : predicate);
    if (!att_tree_is_verbal(&coder->tree, predicate))
        att_coding_frame_time(coder, record, frame->anchor);
    if (rule->special && !act && !(record->fields & ~(1u << ATT_FIELD_GENERAL)))
        record->fields = 0;
    if (!record->fields || !record->actors.count) {
        att_coding_drop(coder, predicate, record->fields ? "nobody is bound" : "no field is named");
        return;
    }
    att_people_speakers(coder, frame->trigger, &record->speakers);
    if (!record->speakers.count && record->force != ATT_AGREED)
        att_people_of_choices(coder, frame, &rule->actors, &record->speakers);
}

void att_code_frame(att_coder *coder, uint32_t index) {
    const att_match *frame = &coder->frames.items[index];
    const att_rule *rule = att_match_rule(coder, frame);
    if (rule->frame < ATT_FRAME_AGREED || rule->frame > ATT_FRAME_PROPOSED ||
        att_coder_is_disowned(coder, frame->anchor))
        return;
    uint32_t outer = att_modality_frame(coder, frame->anchor);
    if (outer != ATT_NONE && outer != index)
        return;
    att_modality modality = att_modality_of(coder, frame->anchor);
    att_note(coder, frame->trigger, "%s frames%s", rule->name.data,
             modality.negated       ? ", but is negated"
             : modality.conditional ? ", but on a condition"
                                    : "");
    bool unreal = modality.negated || modality.conditional || modality.mood == ATT_MOOD_POSSIBLE;
    if (unreal && rule->frame != ATT_FRAME_PROPOSED)
        return;
    if (modality.negated || modality.conditional)
        return;
    att_tokens predicates = {.count = 0};
    predicates_of(coder, frame, &predicates);
    for (uint32_t i = 0; i < predicates.count; i++)
        code_predicate(coder, index, predicates.items[i], &predicates);
}

static bool is_asking(const att_record *record) {
    return record->kind == ATT_KIND_EVENT && record->activity == ATT_ACTIVITY_STATEMENT &&
           record->plover == ATT_PLOVER_REQUEST;
}

void att_code_asking(att_coder *coder, uint32_t first, uint32_t end) {
    att_document *document = coder->document;
    bool asked = false, between = false, addressed = false;
    for (uint32_t r = first; r < document->records.count; r++) {
        const att_record *record = &document->records.items[r];
        asked |= r < end && is_asking(record);
        between |= r < end && is_asking(record) && record->recipients.count &&
                   att_people_between(coder, record);
        addressed |= r >= end && record->force == ATT_PROPOSED && record->recipients.count;
    }
    uint32_t kept = first, count = document->records.count;
    bool own = false; /* his own house is told */
    for (uint32_t r = end; r < count; r++)
        own |= document->records.items[r].force == ATT_DIRECTED && !between;
    for (uint32_t r = first; r < count && count > end && asked; r++) {
        const att_record *record = &document->records.items[r];
        bool told_else = r < end ? is_asking(record) && (addressed || own) : !addressed && !own;
        if (!told_else)
            document->records.items[kept++] = *record;
    }
    if (count > end && asked)
        document->records.count = kept;
}
