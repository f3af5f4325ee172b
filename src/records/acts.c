/* acts.c - acts told as done, under way or called off become events; told as coming or ordered,
 * they become commitments of their own. */
#include "records/coding.h"

att_record *att_coding_add(att_coder *coder, att_kind kind, const att_rule *rule,
                           uint32_t trigger) {
    att_document *document = coder->document;
    att_record *record = ATT_PUSH(&document->arena, &document->records);
    *record = (att_record){.kind = kind,
                           .activity = ATT_ACTIVITY_COOPERATION,
                           .mode = "",
                           .place = ATT_NONE,
                           .instrument = ATT_NONE,
                           .trigger = trigger,
                           .basis = ATT_BASIS_DOCUMENT,
                           .time = ATT_SLICE_EMPTY,
                           .confidence = 0.8};
    record->plover = att_activity_plover(record->activity);
    if (rule) {
        record->rule = rule->name;
        record->activity = rule->activity;
        record->plover = rule->plover;
        record->mode = rule->mode;
        record->fields = rule->fields;
    }
    uint32_t sentence = document->tokens.items[trigger].sentence;
    *ATT_PUSH(&document->arena, &record->evidence) = document->sentences.items[sentence].span;
    return record;
}

att_record *att_coding_copy(att_coder *coder, const att_record *record) {
    att_record copy = *record; /* the push may move it */
    copy.actors.capacity = copy.actors.count;
    copy.recipients.capacity = copy.recipients.count;
    copy.speakers.capacity = copy.speakers.count;
    copy.quantities.capacity = copy.quantities.count;
    copy.evidence.capacity = copy.evidence.count;
    att_record *added = ATT_PUSH(&coder->document->arena, &coder->document->records);
    *added = copy;
    return added;
}

void att_coding_drop(att_coder *coder, uint32_t token, const char *reason) {
    const att_record *record = &coder->document->records.items[--coder->document->records.count];
    att_note(coder, token, "%s makes no record: %s", record->rule.data, reason);
}

/* ---- who
 * ------------------------------------------------------------------------------------------ */

static bool is_loose(const att_rule *rule) {
    return rule->loose || rule->activity == ATT_ACTIVITY_STATEMENT ||
           rule->activity == ATT_ACTIVITY_CONFLICT;
}

/* Whoever stands beside the verb, but nobody of the actor's own house ("withdrew its troops"). */
static void add_beside(const att_coder *coder, const att_match *match, const att_record *record,
                       att_indexes *others) {
    att_indexes beside = {0};
    att_parties_beside(coder, match, &beside);
    att_people_complete(coder, others, &record->actors, &beside);
    for (uint32_t i = 0; i < beside.count; i++)
        if (!att_people_entity(coder, beside.items[i])->code.size)
            att_people_add(coder, others, beside.items[i]);
}

void att_coding_participants(att_coder *coder, att_record *record, const att_match *match) {
    const att_rule *rule = att_match_rule(coder, match);
    att_indexes others = {0};
    att_people_of_choices(coder, match, &rule->actors, &record->actors);
    att_people_of_choices(coder, match, &rule->recipients, &others);
    if (is_loose(rule)) {
        if (!record->actors.count)
            att_parties_of_choices(coder, match, &rule->actors, &record->actors);
        if (!others.count)
            att_parties_of_choices(coder, match, &rule->recipients, &others);
        if (!others.count && rule->recipients.count)
            add_beside(coder, match, record, &others);
    }
    if (rule->mutual) {
        for (uint32_t i = 0; i < others.count; i++)
            att_people_add(coder, &record->actors, others.items[i]);
        return;
    }
    for (uint32_t i = 0; i < others.count; i++)
        if (!att_people_has(coder, &record->actors, others.items[i]))
            att_people_add(coder, &record->recipients, others.items[i]);
}

/* Who takes part but is not said: of a mutual act those whom its sentence names, if they are two
 * sides; else whom the story told of last; else who the story is about. */
static void complete_from(att_coder *coder, att_record *record, const att_rule *rule,
                          const att_indexes *people) {
    if (rule->mutual) {
        att_people_complete(coder, &record->actors, NULL, people);
    } else if (!record->actors.count && rule->actors.count) {
        att_people_complete(coder, &record->actors, &record->recipients, people);
    } else if (!record->recipients.count && rule->recipients.count && !rule->alone) {
        att_people_complete(coder, &record->recipients, &record->actors, people);
    }
}

/* "The rebels said they will release …": a pronoun left open in what somebody says is himself. */
static void bind_speaker(const att_coder *coder, att_record *record, const att_match *match) {
    uint32_t subject = att_tree_subject(&coder->tree, match->anchor);
    const att_rule *rule = att_match_rule(coder, match);
    if (record->actors.count || !is_loose(rule) || subject == ATT_NONE ||
        !att_tree_lemma_in(&coder->tree, subject, "they|it|he|she|we|i"))
        return;
    att_people_speakers(coder, match->anchor, &record->actors);
}

static bool lacks_people(const att_coder *coder, const att_record *record, const att_rule *rule) {
    if (rule->mutual)
        return att_people_sides(coder, &record->actors) < 2;
    return (!record->actors.count && rule->actors.count) ||
           (!record->recipients.count && rule->recipients.count && !rule->alone);
}

static void people_of_sentence(const att_coder *coder, uint32_t trigger, att_indexes *out) {
    const att_document *document = coder->document;
    uint32_t sentence = document->tokens.items[trigger].sentence;
    uint32_t end = att_list_end(coder, ATT_LIST_MENTIONS, sentence);
    for (uint32_t m = att_list_first(coder, ATT_LIST_MENTIONS, sentence); m < end; m++) {
        const att_mention *mention = &document->mentions.items[m];
        bool where = mention->kind == ATT_MENTION_STATE && mention->first > 0 &&
                     document->words[mention->first - 1].upos == ATT_UPOS_ADP &&
                     !att_slice_is(document->words[mention->first - 1].lower, "with") &&
                     !att_slice_is(document->words[mention->first - 1].lower, "between");
        if (mention->kind <= ATT_MENTION_ROLE && mention->kind != ATT_MENTION_DEMONYM && !where)
            att_people_of_token(coder, mention->head, out);
    }
}

/* Whether a private person or a thing stands where the rule looks for somebody: then nobody else is
 * meant. */
static bool has_stranger(const att_coder *coder, const att_record *record, const att_rule *rule) {
    if (!is_loose(rule))
        return false;
    if (!record->actors.count)
        return att_tree_subject(&coder->tree, record->trigger) != ATT_NONE;
    return !record->recipients.count && att_tree_object(&coder->tree, record->trigger) != ATT_NONE;
}

bool att_coding_is_known(const att_coder *coder, uint32_t token) {
    return att_tree_word(&coder->tree, token)->upos == ATT_UPOS_NOUN &&
           att_tree_child_lemma(&coder->tree, token, "the|this|these|their") != ATT_NONE;
}

void att_coding_complete(att_coder *coder, att_record *record, const att_rule *rule) {
    att_told_complete(coder, record);
    if (rule->activity == ATT_ACTIVITY_CONFLICT)
        return; /* an unknown attacker stays unknown (codebook, section 6, decision 4) */
    if (rule->alone ? record->actors.count != 0 : !lacks_people(coder, record, rule))
        return;
    if (rule->meeting && coder->focus.count >= 2 && att_coding_is_known(coder, record->trigger))
        complete_from(coder, record, rule, &coder->focus); /* "the meeting": of whom was told */
    att_indexes sentence = {0};
    people_of_sentence(coder, record->trigger, &sentence);
    uint32_t named = att_people_codes(coder, &sentence);
    if (rule->alone ? named == 1 : named == 2)
        complete_from(coder, record, rule, &sentence);
    if (has_stranger(coder, record, rule))
        return;
    if (!rule->alone && lacks_people(coder, record, rule) && coder->focus.count >= 2 &&
        (!rule->open || att_people_codes(coder, &coder->focus) == 2))
        complete_from(coder, record, rule, &coder->focus);
    if (!rule->alone && lacks_people(coder, record, rule) && coder->pair.count == 2)
        complete_from(coder, record, rule, &coder->pair);
    if (coder->principal != ATT_NONE && lacks_people(coder, record, rule)) {
        att_indexes principal = {.items = &coder->principal, .count = 1};
        bool found = att_people_has(coder, &record->actors, coder->principal);
        if (!found && (rule->mutual ? record->actors.count : !record->actors.count))
            complete_from(coder, record, rule, &principal);
    }
}

/* Acts that come in editions, to which "the next one" refers. */
static void remember_series(att_coder *coder, const att_record *record) {
    switch (record->activity) {
    case ATT_ACTIVITY_DIALOGUE:
    case ATT_ACTIVITY_EXCHANGE:
    case ATT_ACTIVITY_EXERCISE:
    case ATT_ACTIVITY_FORUM:
    case ATT_ACTIVITY_SEA_PATROL:
    case ATT_ACTIVITY_BORDER_PATROL:
    case ATT_ACTIVITY_SPORT:
        coder->series = record->activity;
        coder->series_people = record->actors;
        break;
    default:
        break;
    }
}

/* Acts of a kind that orders and plans in the same story are about. */
static void remember_topic(att_coder *coder, const att_record *record) {
    remember_series(coder, record);
    switch (record->activity) {
    case ATT_ACTIVITY_PEACEKEEPING:
    case ATT_ACTIVITY_WAR_LEGACY:
    case ATT_ACTIVITY_SEA_PATROL:
    case ATT_ACTIVITY_BORDER_PATROL:
    case ATT_ACTIVITY_RELIEF:
        coder->topic = record->activity;
        coder->topic_fields = 1u << att_activity_field(record->activity);
        break;
    default:
        coder->topic_fields = 0;
    }
}

static void remember_focus(att_coder *coder, const att_record *record) {
    att_indexes people = {0};
    att_people_of_record(coder, record, &people);
    if (att_people_codes(coder, &people) >= 2 && people.count <= 6)
        coder->focus = people;
}

/* ---- what
 * ----------------------------------------------------------------------------------------- */

/* Whether anybody but a company has a code, or is an organ of an unnamed state. */
static bool has_official(const att_coder *coder, const att_indexes *people) {
    for (uint32_t i = 0; i < people->count; i++) {
        const att_entity *entity = att_people_entity(coder, people->items[i]);
        if (entity->sector != ATT_SECTOR_BUS &&
            (entity->code.size ||
             (entity->sector != ATT_SECTOR_NONE && entity->sector != ATT_SECTOR_CVL &&
              entity->sector != ATT_SECTOR_EDU)))
            return true;
    }
    return false;
}

/* A ship that comes home calls on nobody. */
static bool is_at_home(const att_coder *coder, const att_record *record) {
    if (record->activity != ATT_ACTIVITY_PORT_CALL || record->recipients.count ||
        !record->actors.count || record->place == ATT_NONE)
        return false;
    return att_slice_equal(coder->document->places.items[record->place].country,
                           att_people_entity(coder, record->actors.items[0])->code);
}

/* Other bodies without a state are not enough. */
static bool enough_people(const att_coder *coder, const att_record *record, const att_rule *rule) {
    uint32_t all = record->actors.count + record->recipients.count;
    if (is_loose(rule) && !has_official(coder, &record->actors) &&
        !has_official(coder, &record->recipients))
        return false;
    if (is_at_home(coder, record))
        return false;
    if (rule->alone)
        return record->actors.count || !rule->actors.count ||
               (rule->activity == ATT_ACTIVITY_CONFLICT && all);
    if (rule->mutual) /* a meeting between unequals is a reception, with guest and host */
        return att_people_sides(coder, &record->actors) >= 2 || record->recipients.count;
    return record->actors.count &&
           (record->recipients.count || !rule->recipients.count || rule->open);
}

/* "is on a visit to Oman", "is in Oman for a visit" */
static bool is_there_now(const att_coder *coder, const att_match *match) {
    const att_tree *tree = &coder->tree;
    uint32_t copula = att_tree_child(tree, match->base, ATT_RELATION_COP);
    uint32_t above = att_tree_word(tree, match->base)->head;
    if (copula == ATT_NONE && above != ATT_NONE)
        copula = att_tree_child(tree, above, ATT_RELATION_COP);
    return match->bare && att_match_rule(coder, match)->purpose && copula != ATT_NONE &&
           ATT_HAS(att_tree_word(tree, copula)->features, TENSE, PRESENT);
}

static att_event_status status_of(const att_coder *coder, const att_match *match,
                                  const att_modality *modality, const att_record *record) {
    const att_document *document = coder->document;
    bool open = record->interval.last > document->date && record->interval.first <= document->date;
    if (record->time.size && document->date_known && open)
        return ATT_ONGOING;
    bool present = !modality->past && !modality->perfect;
    if (modality->progressive && present && !record->time.size)
        return ATT_ONGOING;
    return is_there_now(coder, match) && !record->time.size ? ATT_ONGOING : ATT_DONE;
}

static void finish_event(att_coder *coder, const att_match *match, const att_modality *modality,
                         att_record *record) {
    const att_rule *rule = att_match_rule(coder, match);
    att_coding_circumstances(coder, record, match->anchor, match->trigger);
    att_coding_complete(coder, record, rule);
    if (rule->meeting)
        att_coding_settle_meeting(coder, record);
    record->fields |= 1u << att_activity_field(record->activity);
    record->fields |= att_fields_of_clause(coder, match->anchor);
    record->status = status_of(coder, match, modality, record);
}

static void subject_people(const att_coder *coder, uint32_t verb, uint32_t trigger,
                           att_indexes *out) {
    uint32_t subject = att_tree_surface_subject(&coder->tree, verb);
    /* below the subject too where the clause describes it: "X, who is in Oman on a visit" */
    if (subject != ATT_NONE && (!att_tree_is_below(&coder->tree, trigger, subject) ||
                                att_tree_is_below(&coder->tree, verb, subject)))
        att_people_of_all(coder, subject, out);
}

enum { CLAUSES_UP = 4 };

/* "At a video meeting, A and B reviewed …": who met is the subject of the clause, or of one around
 * it. */
static void add_clause_subject(const att_coder *coder, const att_match *match, att_record *record) {
    uint32_t clause = match->trigger;
    for (int i = 0; i < CLAUSES_UP && att_people_sides(coder, &record->actors) < 2; i++) {
        clause = att_tree_clause(&coder->tree, clause);
        att_indexes people = {0};
        subject_people(coder, clause, match->trigger, &people);
        att_people_complete(coder, &record->actors, &record->recipients, &people);
        clause = att_tree_word(&coder->tree, clause)->head;
        if (clause == ATT_NONE || (people.count && !att_match_rule(coder, match)->mutual))
            return;
    }
}

/* "Separate meetings with X and Y", "talks with X, Y and Z, respectively": one act for each
 * partner. */
static bool is_apart(const att_coder *coder, const att_match *match, const att_record *record) {
    if (!att_match_rule(coder, match)->mutual || att_people_codes(coder, &record->actors) < 3)
        return false;
    const att_tree *tree = &coder->tree;
    att_tokens partners = {.count = 0};
    att_tree_prepositional(tree, match->trigger, att_slice_of("with"), &partners);
    att_tree_prepositional(tree, match->anchor, att_slice_of("with"), &partners);
    bool counterparts = partners.count && att_tree_lemma_in(tree, partners.items[0],
                                                            "counterpart|minister|chief|leader");
    return counterparts ||
           att_tree_child_lemma(tree, match->trigger, "separate|bilateral|respective|individual") !=
               ATT_NONE ||
           att_tree_child_lemma(tree, match->anchor, "respectively|separately") != ATT_NONE;
}

static void code_apart(att_coder *coder) {
    att_document *document = coder->document;
    att_record whole = document->records.items[--document->records.count];
    for (uint32_t i = 1; i < whole.actors.count; i++) {
        att_record *record = att_coding_copy(coder, &whole);
        record->actors = (att_indexes){0};
        *ATT_PUSH(&document->arena, &record->actors) = whole.actors.items[0];
        *ATT_PUSH(&document->arena, &record->actors) = whole.actors.items[i];
    }
}

static void code_event(att_coder *coder, const att_match *match, const att_modality *modality,
                       bool cancelled) {
    const att_rule *rule = att_match_rule(coder, match);
    att_record *record = att_coding_add(coder, ATT_KIND_EVENT, rule, match->trigger);
    att_coding_participants(coder, record, match);
    bind_speaker(coder, record, match);
    if (match->bare && rule->activity != ATT_ACTIVITY_CONFLICT &&
        (rule->mutual || !record->actors.count))
        add_clause_subject(coder, match, record);
    if (match->bare && !cancelled &&
        att_people_codes(coder, &record->actors) + att_people_codes(coder, &record->recipients) <
            (rule->alone ? 1u : 2u)) {
        att_coding_drop(coder, match->trigger, "a noun without a verb, and too few who take part");
        return;
    }
    finish_event(coder, match, modality, record);
    if (cancelled)
        record->status = ATT_CANCELLED;
    att_coding_settle_time(coder, record);
    if (!enough_people(coder, record, rule)) {
        att_coding_drop(coder, match->trigger, "too few who take part");
        return;
    }
    att_people_speakers(coder, match->anchor, &record->speakers);
    remember_focus(coder, record);
    remember_topic(coder, record);
    if (is_apart(coder, match, record))
        code_apart(coder);
}

void att_coding_propose(const att_coder *coder, att_record *record, const att_indexes *bound) {
    att_indexes others = {0};
    att_people_complete(coder, &others, &record->speakers, bound);
    if (!others.count)
        return;
    record->force = ATT_PROPOSED;
    record->actors = record->speakers;
    record->recipients = others;
}

static void code_coming(att_coder *coder, const att_match *match, att_force force) {
    const att_rule *rule = att_match_rule(coder, match);
    att_record *record = att_coding_add(coder, ATT_KIND_COMMITMENT, rule, match->trigger);
    record->force = force;
    att_coding_participants(coder, record, match);
    bind_speaker(coder, record, match);
    att_coding_circumstances(coder, record, match->anchor, match->trigger);
    att_coding_complete(coder, record, rule);
    record->fields |= att_fields_of_clause(coder, match->anchor);
    if (att_rule_is_undertaken(rule, force))
        record->fields |= 1u << att_activity_field(record->activity);
    else
        record->activity = att_fields_activity(coder, record);
    att_fields_refine(coder, record);
    att_people_speakers(coder, match->anchor, &record->speakers);
    if (force == ATT_DIRECTED && record->speakers.count) {
        att_coding_propose(coder, record, &record->actors);
        record->actors = record->speakers;
    }
    if (!record->actors.count)
        att_coding_drop(coder, match->trigger, "nobody is bound");
}

/* Whether the preposition before a bare noun tells it as taking place ("during talks with X"). */
static bool is_told(const att_coder *coder, const att_match *match) {
    uint32_t base = match->base;
    if (att_tree_has_case_in(&coder->tree, base,
                             "during|at|in|on|after|following|of|through|via|as"))
        return true;
    /* "is in Oman for a visit", "arrived for an exchange", "returned from a visit" */
    uint32_t above = att_tree_word(&coder->tree, base)->head;
    if (att_match_rule(coder, match)->purpose && above != ATT_NONE &&
        (att_tree_has_case_in(&coder->tree, base, "from") ||
         (att_tree_has_case_in(&coder->tree, base, "for") &&
          (att_tree_lemma_in(&coder->tree, above, "arrive|come|land|gather") ||
           att_tree_child(&coder->tree, above, ATT_RELATION_COP) != ATT_NONE))))
        return true;
    att_relation relation = att_tree_word(&coder->tree, base)->relation;
    return relation == ATT_RELATION_NSUBJ || relation == ATT_RELATION_NSUBJ_PASS ||
           relation == ATT_RELATION_OBJ || relation == ATT_RELATION_ROOT ||
           relation == ATT_RELATION_APPOS;
}

/* "Radars donated by Japan", "the officers sent abroad": a participle without a time of its own
 * describes its noun. */
static bool is_description(const att_coder *coder, const att_match *match) {
    const att_word *word = att_tree_word(&coder->tree, match->anchor);
    if (att_coder_is_disowned(coder, match->anchor))
        return true;
    if (word->relation != ATT_RELATION_ACL && word->relation != ATT_RELATION_AMOD)
        return false;
    if (word->upos != ATT_UPOS_VERB || word->head == match->trigger || word->head == match->base ||
        att_tree_is_verb_of_name(&coder->tree, match->anchor) ||
        att_coder_is_wording(coder, match->anchor))
        return false;
    /* ", speaking by telephone with X, …" tells what the subject does besides */
    bool besides = ATT_HAS(word->features, TENSE, PRESENT) && match->anchor > 0 &&
                   att_tree_lemma_is(&coder->tree, match->anchor - 1, ",");
    uint32_t kinds = 1u << ATT_TIME_POINT | 1u << ATT_TIME_PERIOD;
    return !besides && att_coding_time(coder, match->anchor, kinds, true) == ATT_NONE;
}

/* "Postponed to May": the new date is a plan. */
static void code_new_date(att_coder *coder, uint32_t verb) {
    att_document *document = coder->document;
    uint32_t sentence = document->tokens.items[verb].sentence;
    uint32_t end = att_list_end(coder, ATT_LIST_TIMES, sentence);
    for (uint32_t i = att_list_first(coder, ATT_LIST_TIMES, sentence); i < end; i++) {
        const att_time *time = &document->times.items[i];
        const att_word *word = att_tree_word(&coder->tree, time->head);
        bool to = att_tree_has_case_in(&coder->tree, time->head, "to|until|till");
        if (word->head != verb || !to || time->interval.last <= document->date)
            continue;
        const att_record *last = &document->records.items[document->records.count - 1];
        att_record *record = att_coding_copy(coder, last);
        memset(&record->evidence, 0, sizeof record->evidence);
        *ATT_PUSH(&document->arena, &record->evidence) = document->sentences.items[sentence].span;
        record->kind = ATT_KIND_COMMITMENT;
        record->force = ATT_PLANNED;
        record->status = ATT_DONE;
        record->basis = time->basis;
        record->interval = time->interval;
        record->time = time->edtf;
        if (att_slice_starts(time->edtf, "../"))
            record->time = att_slice_part(time->edtf, 3, time->edtf.size);
        return;
    }
}

static void note_no_record(att_coder *coder, const att_match *match, const char *reason) {
    att_note(coder, match->trigger, "%s makes no record: %s",
             att_match_rule(coder, match)->name.data, reason);
}

/* An act in the content of a frame is the frame's to code; it makes an event only if called off. */
static void code_framed(att_coder *coder, const att_match *match, const att_match *over,
                        const att_modality *modality) {
    bool cancelled = att_match_rule(coder, over)->frame == ATT_FRAME_CANCELLED;
    att_note(coder, match->trigger, "%s stands under %s", att_match_rule(coder, match)->name.data,
             att_match_rule(coder, over)->name.data);
    att_modality above = att_modality_of(coder, over->anchor);
    uint32_t before = coder->document->records.count;
    if (cancelled && !above.negated && above.mood != ATT_MOOD_POSSIBLE)
        code_event(coder, match, modality, true);
    if (coder->document->records.count == before + 1)
        code_new_date(coder, over->anchor);
}

/* Why an act that is told makes no record, or NULL. */
static const char *unreal(const att_modality *modality) {
    return modality->negated                     ? "told as not done"
           : modality->conditional               ? "told as a condition"
           : modality->mood == ATT_MOOD_POSSIBLE ? "told as possible"
                                                 : NULL;
}

static const char *untold(const att_coder *coder, const att_match *match,
                          const att_modality *modality) {
    if (modality->mood == ATT_MOOD_PURPOSE && !att_match_rule(coder, match)->purpose)
        return "a purpose";
    return is_description(coder, match) ? "describes a noun" : NULL;
}

/* "Has hosted festivals", of the period under review, with no day of its own. */
static bool is_reviewed(const att_coder *coder, uint32_t verb, const att_modality *modality) {
    return coder->has_period && modality->perfect &&
           att_coding_time(coder, verb, 1u << ATT_TIME_POINT, false) == ATT_NONE;
}

/* What sums up a period, or stands as a strength, is claimed. */
static bool code_as_claim(att_coder *coder, const att_match *match, const att_modality *modality) {
    uint32_t verb = match->anchor, time = att_coding_period(coder, verb);
    if (time != ATT_NONE && !att_coding_is_recent(coder, time) &&
        att_code_claim(coder, verb, match, time))
        return true;
    if (match->bare)
        return false;
    bool sums_up = is_reviewed(coder, verb, modality) ||
                   (att_coding_in_review(coder) && att_coding_sums_up(coder, verb, modality));
    return (sums_up && att_code_claim(coder, verb, match, ATT_NONE)) ||
           att_code_strength(coder, verb, match, modality);
}

static void code_told(att_coder *coder, const att_match *match, const att_modality *modality) {
    bool coming =
        modality->mood == ATT_MOOD_FUTURE || att_coding_is_coming(coder, match->anchor, modality);
    if (coming || modality->mood == ATT_MOOD_OBLIGATION) {
        if (!match->bare)
            code_coming(coder, match, coming ? ATT_PLANNED : ATT_DIRECTED);
        return;
    }
    const char *lack = untold(coder, match, modality);
    if (lack)
        note_no_record(coder, match, lack);
    else if (!code_as_claim(coder, match, modality))
        code_event(coder, match, modality, false);
}

void att_code_act(att_coder *coder, const att_match *match) {
    const att_rule *rule = att_match_rule(coder, match);
    uint32_t frame = att_modality_frame(coder, match->anchor);
    if (frame == ATT_NONE && match->bare)
        frame = att_modality_frame(coder, match->base);
    att_modality modality = att_modality_of(coder, match->anchor);
    if (frame != ATT_NONE)
        code_framed(coder, match, &coder->frames.items[frame], &modality);
    else if (rule->refused)
        code_event(coder, match, &modality, false);
    else if (unreal(&modality))
        note_no_record(coder, match, unreal(&modality));
    else if (match->bare && att_code_total(coder, match))
        return;
    else if (match->bare && (!rule->bare || !is_told(coder, match)))
        note_no_record(coder, match, "the noun is only named");
    else
        code_told(coder, match, &modality);
}
