/* merge.c - one act of a document is one record, however often it is told: the headline, the lead
 * and the body agree in activity and participants and do not disagree in time, place or instrument.
 */
#include "records/coding.h"

enum {
    REACH = 500
}; /* records back that one is compared with: bounds the work on huge documents */

static bool covers(const att_coder *coder, const att_record *whole, const att_record *part) {
    return att_people_within(coder, &part->actors, &whole->actors, &whole->recipients) &&
           att_people_within(coder, &part->recipients, &whole->actors, &whole->recipients);
}

static bool times_agree(const att_record *a, const att_record *b) {
    if (!a->time.size || !b->time.size)
        return true;
    return a->interval.first <= b->interval.last && b->interval.first <= a->interval.last;
}

static bool instruments_agree(const att_coder *coder, const att_record *a, const att_record *b) {
    if (a->instrument == ATT_NONE || b->instrument == ATT_NONE)
        return true;
    const att_instrument *x = &coder->document->instruments.items[a->instrument];
    const att_instrument *y = &coder->document->instruments.items[b->instrument];
    if (x->edition >= 0 && y->edition >= 0 && x->edition != y->edition)
        return false;
    return !x->code.size || !y->code.size || att_slice_equal(x->code, y->code);
}

/* Two named persons of one state, or holders of two offices in two services, are not one. */
static bool are_others(const att_entity *x, const att_entity *y) {
    return (x != y && x->name.size && y->name.size) ||
           (x->sector != y->sector && x->level && y->level);
}

/* Whether somebody of each state that both name can be the same in both. */
static bool persons_agree(const att_coder *coder, const att_indexes *a, const att_indexes *b) {
    for (uint32_t i = 0; i < a->count; i++) {
        bool met = false, same = false;
        for (uint32_t j = 0; j < b->count; j++) {
            const att_entity *x = att_people_entity(coder, a->items[i]);
            const att_entity *y = att_people_entity(coder, b->items[j]);
            if (!att_slice_equal(x->code, y->code))
                continue;
            met = true;
            same |= !are_others(x, y);
        }
        if (met && !same)
            return false;
    }
    return true;
}

static bool is_meeting(att_activity activity) {
    return activity == ATT_ACTIVITY_TALKS || activity == ATT_ACTIVITY_RECEPTION ||
           activity == ATT_ACTIVITY_CALL || activity == ATT_ACTIVITY_DIALOGUE ||
           activity == ATT_ACTIVITY_ACCREDITATION;
}

/* "The meeting was held in …", "they discussed …": what a meeting told before was like, not
 * another one. */
static bool retells(const att_coder *coder, const att_record *told, const att_record *later) {
    if (told->kind != later->kind || told->force != later->force)
        return false;
    if (later->activity == ATT_ACTIVITY_ACCREDITATION)
        return told->activity == ATT_ACTIVITY_TALKS || told->activity == ATT_ACTIVITY_RECEPTION;
    return told->kind != ATT_KIND_CLAIM && is_meeting(told->activity) &&
           (later->activity == ATT_ACTIVITY_TALKS || later->activity == ATT_ACTIVITY_RECEPTION) &&
           (att_tree_lemma_in(&coder->tree, later->trigger, "discuss|exchange|negotiate|talk") ||
            att_coding_is_known(coder, later->trigger));
}

/* "A and B discuss ties": the headline, whose story tells how they met. */
static bool is_headline_of(const att_coder *coder, const att_record *told,
                           const att_record *later) {
    const att_document *document = coder->document;
    uint32_t sentence = document->tokens.items[told->trigger].sentence;
    return att_document_part_kind(document, &document->sentences.items[sentence]) ==
               ATT_PART_HEADLINE &&
           is_meeting(later->activity) && retells(coder, later, told);
}

static bool everybody_agrees(const att_coder *coder, const att_record *a, const att_record *b) {
    att_indexes all_a = {0}, all_b = {0};
    att_people_of_record(coder, a, &all_a);
    att_people_of_record(coder, b, &all_b);
    return persons_agree(coder, &all_a, &all_b);
}

/* Whether the two tell one act, when their activity is the same or the later one retells. */
static bool agree(const att_coder *coder, const att_record *a, const att_record *b) {
    if (a->kind != b->kind || (a->status == ATT_CANCELLED) != (b->status == ATT_CANCELLED))
        return false;
    if (a->kind == ATT_KIND_COMMITMENT && a->force != b->force)
        return false;
    if (a->kind == ATT_KIND_CLAIM &&
        (a->form != b->form || a->form == ATT_FIGURE || a->fields != b->fields ||
         a->evidence.items[0].start != b->evidence.items[0].start))
        return false;
    bool typed = a->activity == ATT_ACTIVITY_STATEMENT || a->activity == ATT_ACTIVITY_CONFLICT;
    if (a->kind == ATT_KIND_EVENT && typed && a->plover != b->plover)
        return false;
    if (!covers(coder, a, b) && !covers(coder, b, a))
        return false;
    return times_agree(a, b) && instruments_agree(coder, a, b) &&
           persons_agree(coder, &a->actors, &b->actors) &&
           persons_agree(coder, &a->recipients, &b->recipients);
}

static void add_evidence(att_coder *coder, att_record *into, const att_record *from) {
    for (uint32_t i = 0; i < from->evidence.count; i++) {
        bool known = false;
        for (uint32_t j = 0; j < into->evidence.count; j++)
            known |= into->evidence.items[j].start == from->evidence.items[i].start;
        if (!known)
            *ATT_PUSH(&coder->document->arena, &into->evidence) = from->evidence.items[i];
    }
}

static void absorb(att_coder *coder, att_record *into, const att_record *from) {
    bool better = into->activity != from->activity && is_headline_of(coder, into, from);
    if (better || from->activity == ATT_ACTIVITY_ACCREDITATION) { /* why the meeting was held */
        into->activity = from->activity;
        into->mode = from->mode;
        into->rule = from->rule;
    }
    add_evidence(coder, into, from);
    if (from->status == ATT_ONGOING) /* the headline tells what is under way as done */
        into->status = ATT_ONGOING;
    if (better || !covers(coder, into, from)) {
        into->actors = from->actors;
        into->recipients = from->recipients;
    }
    if (!into->time.size) {
        into->time = from->time;
        into->interval = from->interval;
        into->basis = from->basis;
    }
    if (into->place == ATT_NONE)
        into->place = from->place;
    if (into->instrument == ATT_NONE)
        into->instrument = from->instrument;
    for (uint32_t i = 0; i < from->quantities.count; i++)
        *ATT_PUSH(&coder->document->arena, &into->quantities) = from->quantities.items[i];
    into->fields |= from->fields;
}

/* Congratulation within a meeting is part of it (codebook, section 6, decision 10). */
static bool belongs_to_meeting(const att_coder *coder, const att_record *message) {
    const att_document *document = coder->document;
    if (message->kind != ATT_KIND_EVENT || message->activity != ATT_ACTIVITY_MESSAGE)
        return false;
    for (uint32_t i = 0; i < document->records.count; i++) {
        const att_record *other = &document->records.items[i];
        if (other->kind == ATT_KIND_EVENT && is_meeting(other->activity) &&
            covers(coder, other, message))
            return true;
    }
    return false;
}

/* Undertakings of one kind are one only where one's lines of effort are among the other's. */
static bool fields_agree(const att_record *a, const att_record *b) {
    return a->kind != ATT_KIND_COMMITMENT || (a->fields & b->fields) == a->fields ||
           (a->fields & b->fields) == b->fields;
}

/* The record of the same act among the first `kept`, or `kept`: an equal one, else the meeting told
 * last that it retells. */
static uint32_t find_same(const att_coder *coder, uint32_t kept, const att_record *record) {
    const att_record *records = coder->document->records.items;
    uint32_t first = kept > REACH ? kept - REACH : 0;
    for (uint32_t j = first; j < kept; j++)
        if (records[j].activity == record->activity && fields_agree(&records[j], record) &&
            agree(coder, &records[j], record))
            return j;
    for (uint32_t j = kept; j-- > first;)
        if ((retells(coder, &records[j], record) || is_headline_of(coder, &records[j], record)) &&
            everybody_agrees(coder, &records[j], record) && agree(coder, &records[j], record))
            return j;
    return kept;
}

/* What one side asks of another is a proposed commitment, and no statement besides (codebook,
 * section 6, decision 8). */
static bool belongs_to_proposal(const att_coder *coder, const att_record *request) {
    const att_document *document = coder->document;
    if (request->kind != ATT_KIND_EVENT || request->activity != ATT_ACTIVITY_STATEMENT ||
        request->plover != ATT_PLOVER_REQUEST)
        return false;
    for (uint32_t i = 0; i < document->records.count; i++) {
        const att_record *other = &document->records.items[i];
        if (other->kind == ATT_KIND_COMMITMENT && other->force == ATT_PROPOSED &&
            other->evidence.items[0].start == request->evidence.items[0].start &&
            att_people_within(coder, &request->actors, &other->actors, NULL))
            return true;
    }
    return false;
}

void att_merge_records(att_coder *coder) {
    att_document *document = coder->document;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < document->records.count; i++) {
        att_record *record = &document->records.items[i];
        if (belongs_to_meeting(coder, record) || belongs_to_proposal(coder, record))
            continue;
        uint32_t same = find_same(coder, kept, record);
        if (same < kept)
            absorb(coder, &document->records.items[same], record);
        else
            document->records.items[kept++] = *record;
    }
    document->records.count = kept;
}
