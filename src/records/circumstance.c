/* circumstance.c - when, where, how many, under what: which expressions of a sentence belong to
 * which act. Nearness in the tree decides, not in the text. */
#include "records/coding.h"

enum { FAR = 1000 };

/* "A plan for 2023-2025" names its term; it sums up nothing. */
static bool is_term(const att_coder *coder, const att_time *time) {
    return time->kind == ATT_TIME_PERIOD && time->basis == ATT_BASIS_STATED &&
           att_tree_has_case(&coder->tree, time->head, att_slice_of("for"));
}

/* Steps from `token` up to `target` without leaving through another finite clause; FAR if not so.
 */
static int distance_up(const att_coder *coder, uint32_t token, uint32_t target) {
    const att_tree *tree = &coder->tree;
    int cost = 0;
    for (int i = 0; i < ATT_CLIMB_MAX && token != ATT_NONE; i++) {
        if (token == target)
            return cost;
        const att_word *word = att_tree_word(tree, token);
        att_relation base = att_relation_base(word->relation);
        bool other_clause =
            base == ATT_RELATION_ACL || base == ATT_RELATION_ADVCL || base == ATT_RELATION_CCOMP ||
            base == ATT_RELATION_PARATAXIS ||
            (base == ATT_RELATION_CONJ && word->upos == ATT_UPOS_VERB) ||
            (base == ATT_RELATION_XCOMP && att_tree_is_infinitive(&coder->tree, token));
        cost += other_clause ? 20 : 1;
        token = word->head;
    }
    return FAR;
}

/* How far an expression at `head` stands from the act: below it, or beside it under a governor that
 * only carries it ("On Monday he arrived and held talks"). */
static int distance(const att_coder *coder, uint32_t head, uint32_t anchor, uint32_t trigger,
                    bool beside) {
    int best = distance_up(coder, head, trigger);
    int other = distance_up(coder, head, anchor);
    if (other < best)
        best = other;
    uint32_t above = anchor;
    if (!beside)
        return best;
    for (int i = 1; i <= 4 && best >= 20; i++) {
        const att_word *word = att_tree_word(&coder->tree, above);
        if (word->head == ATT_NONE || (att_relation_base(word->relation) == ATT_RELATION_ACL &&
                                       !att_tree_is_verb_of_name(&coder->tree, above)))
            break;
        above = word->head;
        other = distance_up(coder, head, above) + 6 * i;
        if (other < best)
            best = other;
    }
    return best;
}

uint32_t att_coding_time(const att_coder *coder, uint32_t token, uint32_t kinds, bool within) {
    const att_document *document = coder->document;
    uint32_t sentence = document->tokens.items[token].sentence;
    uint32_t best = ATT_NONE;
    int best_distance = within ? 19 : 40;
    uint32_t end = att_list_end(coder, ATT_LIST_TIMES, sentence);
    for (uint32_t i = att_list_first(coder, ATT_LIST_TIMES, sentence); i < end; i++) {
        const att_time *time = &document->times.items[i];
        if (!(kinds & 1u << time->kind) || is_term(coder, time) ||
            att_tree_relation_is(&coder->tree, time->head, ATT_RELATION_NMOD_POSS))
            continue;
        int cost = within ? distance_up(coder, time->head, token)
                          : distance(coder, time->head, token, token, true);
        if (cost < best_distance) {
            best_distance = cost;
            best = i;
        }
    }
    return best;
}

bool att_coding_is_coming(const att_coder *coder, uint32_t verb, const att_modality *modality) {
    if (!modality->progressive || modality->past || modality->perfect ||
        modality->mood != ATT_MOOD_REAL || !coder->document->date_known)
        return false;
    uint32_t time = att_coding_time(coder, verb, 1u << ATT_TIME_POINT, true);
    return time != ATT_NONE &&
           coder->document->times.items[time].interval.first > coder->document->date;
}

/* "Docked on Monday for a five-day visit": the stay that begins on the day. */
static const att_time *whole_stay(const att_coder *coder, const att_time *day) {
    const att_document *document = coder->document;
    uint32_t end = att_list_end(coder, ATT_LIST_TIMES, day->sentence);
    for (uint32_t i = att_list_first(coder, ATT_LIST_TIMES, day->sentence); i < end; i++) {
        const att_time *stay = &document->times.items[i];
        if (stay->kind == ATT_TIME_POINT && stay->interval.first == day->interval.first &&
            stay->interval.last > day->interval.last &&
            stay->interval.last - stay->interval.first < 31)
            return stay;
    }
    return day;
}

/* "Earlier this week … on May 5": the day named within the span. */
static const att_time *narrowest(const att_coder *coder, const att_time *span, uint32_t trigger) {
    const att_document *document = coder->document;
    const att_time *best = span;
    uint32_t end = att_list_end(coder, ATT_LIST_TIMES, span->sentence);
    for (uint32_t i = att_list_first(coder, ATT_LIST_TIMES, span->sentence); i < end; i++) {
        const att_time *time = &document->times.items[i];
        bool inside = time->kind == ATT_TIME_POINT &&
                      time->interval.first >= best->interval.first &&
                      time->interval.last <= best->interval.last &&
                      (time->interval.first > best->interval.first ||
                       time->interval.last < best->interval.last);
        if (inside && distance_up(coder, time->head, trigger) < 20)
            best = time;
    }
    return best;
}

static void take_time(att_record *record, const att_time *time) {
    record->time = time->edtf;
    record->interval = time->interval;
    record->basis = time->basis;
}

static void set_time(att_coder *coder, att_record *record, uint32_t anchor, uint32_t trigger) {
    const uint32_t kinds = 1u << ATT_TIME_POINT;
    uint32_t time = att_coding_time(coder, trigger, kinds, true);
    if (time == ATT_NONE && record->kind == ATT_KIND_COMMITMENT)
        time = att_coding_time(coder, anchor, kinds, true);
    else if (time == ATT_NONE)
        time = att_coding_time(coder, anchor, kinds, false);
    if (time == ATT_NONE)
        return;
    const att_time *found = &coder->document->times.items[time];
    if (record->kind == ATT_KIND_EVENT && found->interval.first == ATT_DAY_OPEN_START &&
        found->interval.last > coder->document->date)
        return; /* "put off to 2022" */
    if (record->activity == ATT_ACTIVITY_VISIT || record->activity == ATT_ACTIVITY_PORT_CALL)
        found = whole_stay(coder, found);
    else
        found = narrowest(coder, found, trigger);
    take_time(record, found);
}

void att_coding_frame_time(const att_coder *coder, att_record *record, uint32_t verb) {
    uint32_t time = att_coding_time(coder, verb, 1u << ATT_TIME_POINT, true);
    if (!record->time.size && time != ATT_NONE && coder->document->date_known &&
        coder->document->times.items[time].interval.first > coder->document->date)
        take_time(record, &coder->document->times.items[time]);
}

/* "The exercise that was to start on Monday": the time in what is said of the act. */
static void take_planned_time(const att_coder *coder, att_record *record) {
    const att_document *document = coder->document;
    uint32_t sentence = document->tokens.items[record->trigger].sentence;
    uint32_t end = att_list_end(coder, ATT_LIST_TIMES, sentence);
    for (uint32_t i = att_list_first(coder, ATT_LIST_TIMES, sentence); i < end; i++) {
        const att_time *time = &document->times.items[i];
        if (time->kind == ATT_TIME_POINT && time->interval.first >= document->date &&
            att_tree_is_below(&coder->tree, time->head, record->trigger)) {
            take_time(record, time);
            return;
        }
    }
}

void att_coding_settle_time(const att_coder *coder, att_record *record) {
    if (!coder->document->date_known)
        return;
    if (record->status == ATT_CANCELLED && !record->time.size)
        take_planned_time(coder, record);
    else if (record->status != ATT_CANCELLED && record->time.size &&
             record->interval.first > coder->document->date + 1)
        record->time = ATT_SLICE_EMPTY; /* "has been appointed from November" */
}

/* A name without a state and without a point on the map is misread. */
static bool is_somewhere(const att_place *place) {
    return place->country.size || place->located;
}

static void set_place(att_coder *coder, att_record *record, uint32_t anchor, uint32_t trigger) {
    const att_document *document = coder->document;
    uint32_t sentence = document->tokens.items[trigger].sentence;
    int best = 30;
    uint32_t end = att_list_end(coder, ATT_LIST_PLACES, sentence);
    for (uint32_t i = att_list_first(coder, ATT_LIST_PLACES, sentence); i < end; i++) {
        const att_place *place = &document->places.items[i];
        if (!is_somewhere(place))
            continue;
        int cost = distance(coder, place->head, anchor, trigger, record->kind == ATT_KIND_EVENT);
        if (cost < best) {
            best = cost;
            record->place = i;
        }
    }
}

static void set_instrument(att_coder *coder, att_record *record, uint32_t anchor,
                           uint32_t trigger) {
    const att_document *document = coder->document;
    uint32_t sentence = document->tokens.items[trigger].sentence;
    int best = 20;
    uint32_t end = att_list_end(coder, ATT_LIST_INSTRUMENTS, sentence);
    for (uint32_t i = att_list_first(coder, ATT_LIST_INSTRUMENTS, sentence); i < end; i++) {
        const att_instrument *instrument = &document->instruments.items[i];
        int cost =
            distance(coder, instrument->head, anchor, trigger, record->kind == ATT_KIND_EVENT);
        if (cost < best) {
            best = cost;
            record->instrument = i;
        }
    }
}

static void set_quantities(att_coder *coder, att_record *record, uint32_t anchor,
                           uint32_t trigger) {
    att_document *document = coder->document;
    uint32_t sentence = document->tokens.items[trigger].sentence;
    uint32_t end = att_list_end(coder, ATT_LIST_QUANTITIES, sentence);
    for (uint32_t i = att_list_first(coder, ATT_LIST_QUANTITIES, sentence); i < end; i++) {
        const att_quantity *quantity = &document->quantities.items[i];
        bool counted = record->kind == ATT_KIND_CLAIM && quantity->head == trigger;
        if (quantity->ordinal && !counted) /* "the ninth visit since 2010" counts */
            continue;
        int cost = distance_up(coder, quantity->head, anchor);
        int other = distance_up(coder, quantity->head, trigger);
        if ((other < cost ? other : cost) < 20)
            *ATT_PUSH(&document->arena, &record->quantities) = i;
    }
}

void att_coding_circumstances(att_coder *coder, att_record *record, uint32_t anchor,
                              uint32_t trigger) {
    set_time(coder, record, anchor, trigger);
    set_place(coder, record, anchor, trigger);
    set_instrument(coder, record, anchor, trigger);
    set_quantities(coder, record, anchor, trigger);
}

att_fields att_coding_topic(const att_coder *coder) {
    const att_fields formal = 1u << ATT_FIELD_GENERAL | 1u << ATT_FIELD_DELEGATIONS |
                              1u << ATT_FIELD_DIALOGUE | 1u << ATT_FIELD_LEGAL |
                              1u << ATT_FIELD_MULTILATERAL;
    const att_document *document = coder->document;
    for (uint32_t i = document->records.count; i-- > 0;) {
        att_fields fields = document->records.items[i].fields & ~formal;
        if (fields)
            return fields;
    }
    return 0;
}
