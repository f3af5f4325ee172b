/* claims.c - what is asserted of a period or up to a day: figures and achievements; and clauses
 * that tell the future or a duty without an act of the rules. */
#include "records/coding.h"

#include "base/utf8.h"

/* ---- of a period, or of a count
 * ----------------------------------------------------------------------------------------- */

uint32_t att_coding_period(const att_coder *coder, uint32_t verb) {
    uint32_t kinds = 1u << ATT_TIME_PERIOD | 1u << ATT_TIME_TO_DATE;
    uint32_t time = att_coding_time(coder, verb, kinds, true);
    const att_word *word = att_tree_word(&coder->tree, verb);
    /* "Between 2014 and 2018, 29 officers served there, said X": parsed as when X said it. */
    bool quoted =
        word->relation == ATT_RELATION_CCOMP && word->head != ATT_NONE && word->head > verb;
    bool shared = word->relation == ATT_RELATION_CONJ || quoted ||
                  att_tree_is_thanked_for(&coder->tree, verb);
    if (time == ATT_NONE && shared && word->head != ATT_NONE)
        return att_coding_time(coder, word->head, kinds, true);
    return time;
}

/* "has been on a visit since Wednesday" is under way; "since 2014" sums up. */
bool att_coding_is_recent(const att_coder *coder, uint32_t time) {
    const att_time *found = &coder->document->times.items[time];
    return found->interval.first != ATT_DAY_OPEN_START && coder->document->date_known &&
           coder->document->date - found->interval.first <= 31 &&
           coder->document->date >= found->interval.first;
}

/* Whether the noun stands in the verb's own phrases, and not in a clause below it. */
static bool is_of_verb(const att_coder *coder, uint32_t noun, uint32_t verb) {
    uint32_t token = noun;
    for (int i = 0; i < 3 && token != ATT_NONE; i++) {
        const att_word *word = att_tree_word(&coder->tree, token);
        att_relation base = att_relation_base(word->relation);
        if (base != ATT_RELATION_OBJ && base != ATT_RELATION_OBL && base != ATT_RELATION_NMOD &&
            word->relation != ATT_RELATION_NSUBJ_PASS)
            return false;
        token = word->head;
        if (token == verb)
            return true;
    }
    return false;
}

/* Ten of whatever, or several states. */
static bool is_many(const att_coder *coder, uint32_t noun) {
    if (noun == ATT_NONE || coder->quantity_of[noun] == ATT_NONE)
        return false;
    double number = coder->document->quantities.items[coder->quantity_of[noun]].number;
    return number >= 10 ||
           (number >= 5 && att_tree_lemma_in(&coder->tree, noun, "country|state|nation|partner"));
}

/* Whether the verb's own object, subject or adjunct gives a count. */
static bool counts(const att_coder *coder, uint32_t verb) {
    uint32_t first, end;
    att_tree_extent(&coder->tree, verb, &first, &end);
    for (uint32_t t = first; t < end; t++)
        if (is_many(coder, t) && is_of_verb(coder, t, verb))
            return true;
    return false;
}

bool att_coding_in_review(const att_coder *coder) {
    const att_document *document = coder->document;
    return coder->has_period ||
           (document->records.count &&
            document->records.items[document->records.count - 1].kind == ATT_KIND_CLAIM);
}

/* "It has opened offices in 34 countries": a perfect with a count and no day of its own; or a past
 * told on in a review ("It signed 21 documents"). */
bool att_coding_sums_up(const att_coder *coder, uint32_t verb, const att_modality *modality) {
    const att_document *document = coder->document;
    if (modality->progressive || !document->date_known || !counts(coder, verb))
        return false;
    uint32_t time = att_coding_time(coder, verb, 1u << ATT_TIME_POINT, false);
    if (time != ATT_NONE && document->times.items[time].interval.first != ATT_DAY_OPEN_START)
        return false;
    return modality->perfect || (modality->past && att_coding_in_review(coder));
}

/* ---- one claim
 * ----------------------------------------------------------------------------------------- */

static void claim_people(att_coder *coder, att_record *record, uint32_t verb,
                         const att_match *act) {
    if (act)
        att_coding_participants(coder, record, act);
    if (record->actors.count || record->recipients.count)
        return;
    att_people_of_all(coder, att_tree_subject(&coder->tree, verb), &record->actors);
    if (!record->actors.count && att_tree_is_passive(&coder->tree, verb)) {
        uint32_t object = att_tree_object(&coder->tree, verb);
        if (object != ATT_NONE)
            att_people_of_token(coder, object, &record->actors);
    }
}

/* A count of countries, patrols, officers …; not a count of days or a share of something else. */
static bool has_figure(const att_coder *coder, const att_record *record) {
    static const char *const spans[] = {"day",  "days",  "week", "weeks", "month", "months",
                                        "year", "years", "hour", "hours", "time",  "minutes"};
    for (uint32_t i = 0; i < record->quantities.count; i++) {
        const att_quantity *quantity =
            &coder->document->quantities.items[record->quantities.items[i]];
        bool span = false;
        for (size_t s = 0; s < sizeof spans / sizeof spans[0]; s++)
            span |= att_slice_is(quantity->unit, spans[s]);
        if (!span)
            return true;
    }
    return false;
}

static void claim_period(att_coder *coder, att_record *record, uint32_t time) {
    const att_document *document = coder->document;
    if (time == ATT_NONE && record->time.size && record->interval.first == ATT_DAY_OPEN_START)
        return; /* "had by the end of 2015 set up relations" */
    const att_record *before = document->records.count > 1 ? record - 1 : NULL;
    if (time == ATT_NONE && before && before->kind == ATT_KIND_CLAIM && before->time.size) {
        record->interval = before->interval;
        record->time = before->time;
        record->basis = before->basis;
    } else if (time == ATT_NONE && !coder->has_period) {
        record->interval = (att_interval){ATT_DAY_OPEN_START, coder->document->date};
        record->time = att_interval_format(&coder->document->arena, record->interval);
        record->basis = ATT_BASIS_DOCUMENT;
    } else if (time != ATT_NONE) {
        const att_time *found = &coder->document->times.items[time];
        record->time = found->edtf;
        record->interval = found->interval;
        record->basis = found->basis;
    } else {
        record->interval = coder->period;
        record->time = att_interval_format(&coder->document->arena, coder->period);
        record->basis = ATT_BASIS_STATED;
    }
}

/* Nobody is named: what is claimed is the speaker's own, else that of whom the story is about. */
static void complete_claim(att_coder *coder, att_record *record, const att_rule *rule) {
    if (rule && rule->mutual && record->actors.count)
        att_coding_complete(coder, record, rule);
    if (record->actors.count)
        return;
    for (uint32_t i = 0; i < record->speakers.count; i++)
        if (!att_people_has(coder, &record->recipients, record->speakers.items[i]))
            att_people_add(coder, &record->actors, record->speakers.items[i]);
    if (!record->actors.count && !record->recipients.count && coder->principal != ATT_NONE)
        att_people_add(coder, &record->actors, coder->principal);
}

/* The lines of effort and the activity: of the act's rule, of the words, or of the story. */
static void set_claim_fields(att_coder *coder, att_record *record, uint32_t verb,
                             const att_rule *rule) {
    record->fields |= att_fields_of_clause(coder, verb);
    if (rule)
        record->fields |= 1u << att_activity_field(rule->activity);
    else if (record->quantities.count)
        att_theme_apply(coder, record);
    if (!record->fields && record->quantities.count)
        record->fields = att_coding_topic(coder);
    if (!rule)
        record->activity = att_fields_activity(coder, record);
    att_fields_refine(coder, record);
}

/* What a claim lacks to be one, or NULL. */
static const char *lack_of(const att_coder *coder, const att_record *record, uint32_t verb,
                           const att_rule *rule) {
    if (!record->fields)
        return "no field is named";
    if (!record->actors.count && !record->recipients.count)
        return "nobody is named";
    return !rule && record->form == ATT_ACHIEVEMENT && att_coder_in_class(coder, verb, "appraising")
               ? "it only looks back"
               : NULL;
}

bool att_code_claim(att_coder *coder, uint32_t verb, const att_match *act, uint32_t time) {
    if (act && !att_rule_is_undertaken(att_match_rule(coder, act), ATT_PLANNED))
        act = NULL;
    const att_rule *rule = act ? att_match_rule(coder, act) : NULL;
    att_record *record = att_coding_add(coder, ATT_KIND_CLAIM, rule, act ? act->trigger : verb);
    claim_people(coder, record, verb, act);
    att_coding_circumstances(coder, record, verb, act ? act->trigger : verb);
    claim_period(coder, record, time);
    set_claim_fields(coder, record, verb, rule);
    record->plover = ATT_PLOVER_NONE;
    record->mode = "";
    record->form = has_figure(coder, record) ? ATT_FIGURE : ATT_ACHIEVEMENT;
    if (!rule)
        record->rule =
            att_slice_of(record->form == ATT_FIGURE ? "claim-figure" : "claim-achievement");
    att_people_speakers(coder, verb, &record->speakers);
    if (!record->speakers.count && coder->review_speaker != ATT_NONE)
        att_people_add(coder, &record->speakers, coder->review_speaker);
    complete_claim(coder, record, rule);
    if ((!rule || !rule->mutual) && !record->recipients.count)
        att_people_served(coder, verb, &record->actors, &record->recipients);
    const char *lack = lack_of(coder, record, verb, rule);
    if (lack)
        att_coding_drop(coder, verb, lack);
    return !lack;
}

/* "It is the ninth visit by a Danish ship since 2010". */
bool att_code_total(att_coder *coder, const att_match *match) {
    uint32_t time = att_coding_period(coder, match->base);
    return time != ATT_NONE && !att_coding_is_recent(coder, time) &&
           att_tree_child(&coder->tree, match->base, ATT_RELATION_COP) != ATT_NONE &&
           att_code_claim(coder, match->anchor, match, time);
}

/* What a state has, not what a unit consists of. */
static bool has_strength(const att_coder *coder, uint32_t verb) {
    uint32_t subject = att_tree_surface_subject(&coder->tree, verb);
    if (subject == ATT_NONE || !att_tree_lemma_is(&coder->tree, verb, "have"))
        return is_many(coder, subject) || is_many(coder, att_tree_object(&coder->tree, verb));
    uint32_t mention = coder->mention_of[subject];
    return mention != ATT_NONE &&
           coder->document->mentions.items[mention].kind == ATT_MENTION_STATE &&
           is_many(coder, att_tree_object(&coder->tree, verb));
}

bool att_code_strength(att_coder *coder, uint32_t verb, const att_match *act,
                       const att_modality *modality) {
    att_document *document = coder->document;
    bool now = modality->mood == ATT_MOOD_REAL && !modality->past && !modality->perfect;
    if (!now || !document->date_known || !att_coder_in_class(coder, verb, "standing") ||
        !has_strength(coder, verb) || !att_code_claim(coder, verb, act, ATT_NONE))
        return false;
    att_record *record = &document->records.items[document->records.count - 1];
    record->interval = (att_interval){document->date, document->date};
    record->time = att_day_format(&document->arena, document->date);
    record->basis = ATT_BASIS_DOCUMENT;
    return true;
}

static bool is_predicate(const att_coder *coder, uint32_t token) {
    const att_word *word = att_tree_word(&coder->tree, token);
    if (word->upos == ATT_UPOS_VERB)
        return word->relation != ATT_RELATION_AMOD && word->relation != ATT_RELATION_XCOMP &&
               word->relation != ATT_RELATION_COMPOUND;
    return att_tree_child(&coder->tree, token, ATT_RELATION_COP) != ATT_NONE;
}

/* What the future or a duty is about: its own words, or what the story told of last. */
static void set_future_fields(const att_coder *coder, att_record *record, uint32_t verb,
                              const att_indexes *subject) {
    record->fields = att_fields_of_plan(coder, verb) | att_people_fields(coder, subject);
    if (!subject->count)
        return;
    att_theme_apply(coder, record);
    if (!record->fields &&
        !att_tree_lemma_in(&coder->tree, verb, "leave|reply|be|have|come|go|return|stay|arrive"))
        record->fields = att_coding_topic(coder);
}

/* "The visit would help …" is said of a thing: nobody undertakes it. */
static bool is_of_thing(const att_coder *coder, uint32_t verb, const att_indexes *subject) {
    uint32_t noun = att_tree_surface_subject(&coder->tree, verb);
    if (noun == ATT_NONE || att_tree_is_passive(&coder->tree, verb))
        return false;
    return !subject->count ||
           (coder->mention_of[noun] == ATT_NONE && att_coder_in_class(coder, noun, "outcome"));
}

static void code_future(att_coder *coder, uint32_t verb, att_force force) {
    att_record *record = att_coding_add(coder, ATT_KIND_COMMITMENT, NULL, verb);
    record->force = force;
    record->rule = att_slice_of(force == ATT_PLANNED ? "future" : "obligation");
    att_indexes subject = {0};
    att_people_of_all(coder, att_tree_surface_subject(&coder->tree, verb), &subject);
    att_coding_circumstances(coder, record, verb, verb);
    att_people_speakers(coder, verb, &record->speakers);
    set_future_fields(coder, record, verb, &subject);
    if (force != ATT_PLANNED || !is_of_thing(coder, verb, &subject))
        record->actors = subject.count ? subject : record->speakers;
    if (!record->actors.count && force == ATT_DIRECTED)
        att_people_last_subject(coder, verb, &record->actors);
    if (force == ATT_DIRECTED && record->speakers.count == 1)
        att_coding_propose(coder, record, &subject);
    record->activity = att_fields_activity(coder, record);
    if (att_code_is_next(coder, verb)) {
        record->activity = coder->series;
        record->fields |= 1u << att_activity_field(coder->series);
        record->actors = coder->series_people;
    }
    if (force == ATT_PLANNED && !record->recipients.count)
        att_people_served(coder, verb, &record->actors, &record->recipients);
    if (!record->fields || !record->actors.count) {
        att_coding_drop(coder, verb, record->fields ? "nobody is bound" : "no field is named");
    }
}

/* Whether the verb's own subtree holds an act or frame that will be coded by itself. */
static bool holds_record(const att_coder *coder, uint32_t verb) {
    uint32_t sentence = coder->document->tokens.items[verb].sentence;
    uint32_t end = att_list_end(coder, ATT_LIST_ACTS, sentence);
    for (uint32_t i = att_list_first(coder, ATT_LIST_ACTS, sentence); i < end; i++)
        if (coder->acts.items[i].anchor == verb)
            return true;
    end = att_list_end(coder, ATT_LIST_FRAMES, sentence);
    for (uint32_t i = att_list_first(coder, ATT_LIST_FRAMES, sentence); i < end; i++)
        if (coder->frames.items[i].trigger == verb || coder->frames.items[i].anchor == verb)
            return true;
    return false;
}

void att_code_reviewed(att_coder *coder, uint32_t verb) {
    if (!is_predicate(coder, verb) || holds_record(coder, verb) ||
        att_modality_frame(coder, verb) != ATT_NONE)
        return;
    att_modality modality = att_modality_of(coder, verb);
    if (modality.mood == ATT_MOOD_REAL && modality.perfect && !modality.negated)
        att_code_claim(coder, verb, NULL, ATT_NONE);
}

/* "Will expel 60 diplomats, joining others in …": a participle says how, and plans nothing more. */
static bool is_manner(const att_coder *coder, uint32_t verb) {
    return att_tree_relation_is(&coder->tree, verb, ATT_RELATION_ADVCL) &&
           att_slice_ends(att_tree_word(&coder->tree, verb)->lower, "ing") &&
           att_tree_child(&coder->tree, verb, ATT_RELATION_AUX) == ATT_NONE;
}

/* "Thanked Chad for sending 20 officers since May": what is claimed is told below. */
static bool thanks(const att_coder *coder, uint32_t verb) {
    uint32_t below = att_tree_child(&coder->tree, verb, ATT_RELATION_ADVCL);
    return below != ATT_NONE && att_tree_is_thanked_for(&coder->tree, below);
}

void att_code_clause(att_coder *coder, uint32_t verb) {
    if (!is_predicate(coder, verb) || holds_record(coder, verb) ||
        att_modality_frame(coder, verb) != ATT_NONE)
        return;
    att_modality modality = att_modality_of(coder, verb);
    if (modality.negated || modality.conditional || modality.mood == ATT_MOOD_POSSIBLE ||
        modality.mood == ATT_MOOD_PURPOSE)
        return;
    if (modality.mood == ATT_MOOD_FUTURE || att_coding_is_coming(coder, verb, &modality)) {
        if (!is_manner(coder, verb))
            code_future(coder, verb, ATT_PLANNED);
        return;
    }
    if (modality.mood == ATT_MOOD_OBLIGATION) {
        code_future(coder, verb, ATT_DIRECTED);
        return;
    }
    if (thanks(coder, verb))
        return;
    uint32_t time = att_coding_period(coder, verb);
    if (time != ATT_NONE)
        att_code_claim(coder, verb, NULL, time);
    else if (att_coding_sums_up(coder, verb, &modality))
        att_code_claim(coder, verb, NULL, ATT_NONE);
    else if (coder->has_period && modality.perfect)
        att_code_claim(coder, verb, NULL, ATT_NONE);
    else
        att_code_strength(coder, verb, NULL, &modality);
}
