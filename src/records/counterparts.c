/* counterparts.c - what a reception or a gift turns out to be, once it is known who takes part.
 *
 * Host and guest of one office hold talks, whoever "received" whom (codebook, section 6, decision
 * 5); guests who came one after another were received one by one; a gift of medical goods is
 * medical aid. */
#include "records/coding.h"

/* Talks are between equals: both hold an office of one level, or neither's is known. */
static bool are_equals(const att_coder *coder, const att_indexes *people) {
    if (people->count < 2)
        return true;
    const att_entity *first = att_people_entity(coder, people->items[0]);
    for (uint32_t i = 1; i < people->count; i++) {
        const att_entity *other = att_people_entity(coder, people->items[i]);
        if (att_slice_equal(first->code, other->code))
            continue;
        if (att_people_is_counterpart(first) || att_people_is_counterpart(other))
            return true;
        if (!first->level || !other->level)
            return first->sector == other->sector || !first->level == !other->level;
        return first->level == other->level && first->sector == other->sector;
    }
    return true;
}

void att_coding_settle_meeting(att_coder *coder, att_record *record) {
    if (record->actors.count < 2 || are_equals(coder, &record->actors))
        return;
    record->activity = ATT_ACTIVITY_RECEPTION;
    record->mode = att_activity_mode(record->activity);
    /* The one who travels or calls is the guest: who is not of the place's country; else the one of
     * the lower office. */
    att_document *document = coder->document;
    uint32_t guest = 0;
    const att_entity *a = att_people_entity(coder, record->actors.items[0]);
    const att_entity *b = att_people_entity(coder, record->actors.items[1]);
    att_slice country =
        record->place == ATT_NONE ? ATT_SLICE_EMPTY : document->places.items[record->place].country;
    if (country.size && att_slice_equal(country, a->code))
        guest = 1;
    else if (!(country.size && att_slice_equal(country, b->code)) && a->level && b->level &&
             a->level < b->level)
        guest = 1;
    att_indexes guests = {0};
    *ATT_PUSH(&document->arena, &guests) = record->actors.items[guest];
    *ATT_PUSH(&document->arena, &record->recipients) = record->actors.items[1 - guest];
    record->actors = guests;
}

/* "Received separately", "one after another": looked for in the whole sentence. */
static bool one_by_one(const att_coder *coder, uint32_t trigger) {
    const att_document *document = coder->document;
    const att_sentence *sentence =
        &document->sentences.items[document->tokens.items[trigger].sentence];
    for (uint32_t t = sentence->first; t < sentence->end; t++) {
        if (att_tree_lemma_in(&coder->tree, t, "separately|successively|respectively"))
            return true;
        if (t + 2 < sentence->end && att_tree_lemma_is(&coder->tree, t, "one") &&
            att_tree_lemma_is(&coder->tree, t + 1, "after") &&
            att_tree_lemma_is(&coder->tree, t + 2, "another"))
            return true;
    }
    return false;
}

static void make_talks(att_coder *coder, att_record *record) {
    if (record->actors.count != 1 || record->recipients.count != 1)
        return;
    const att_entity *guest = att_people_entity(coder, record->actors.items[0]);
    const att_entity *host = att_people_entity(coder, record->recipients.items[0]);
    bool equals = (guest->level && guest->level == host->level) ||
                  att_people_is_counterpart(guest) || att_people_is_counterpart(host);
    if (!equals || guest->sector != host->sector || att_slice_equal(guest->code, host->code))
        return;
    att_field before = att_activity_field(record->activity);
    record->activity = ATT_ACTIVITY_TALKS;
    record->mode = att_activity_mode(record->activity);
    record->fields =
        (record->fields & ~(1u << before)) | 1u << att_activity_field(record->activity);
    *ATT_PUSH(&coder->document->arena, &record->actors) = record->recipients.items[0];
    record->recipients = (att_indexes){0};
}

/* The other guests of the record at `index` get records of their own at the end. */
static void split_guests(att_coder *coder, uint32_t index) {
    att_document *document = coder->document;
    att_indexes guests = document->records.items[index].actors;
    for (uint32_t g = 0; g < guests.count; g++) {
        att_record *record = &document->records.items[index];
        if (g)
            record = att_coding_copy(coder, record);
        record->actors = (att_indexes){0};
        *ATT_PUSH(&document->arena, &record->actors) = guests.items[g];
    }
}

/* Those in the name of what was held: "the Chile-Peru Defence Ministers' Meeting". */
static void add_named(const att_coder *coder, att_record *record) {
    att_document *document = coder->document;
    const att_instrument *of = &document->instruments.items[record->instrument];
    att_indexes named = {0};
    for (uint32_t t = of->first; t < of->end; t++)
        if (coder->mention_of[t] != ATT_NONE)
            att_people_of_token(coder, t, &named);
    if (att_people_codes(coder, &named) == 2 &&
        att_people_within(coder, &record->actors, &named, NULL))
        att_people_complete(coder, &record->actors, NULL, &named);
}

static bool are_states(const att_coder *coder, const att_indexes *people) {
    for (uint32_t i = 0; i < people->count; i++) {
        const att_entity *entity = att_people_entity(coder, people->items[i]);
        if (entity->code.size != 3 || entity->sector == ATT_SECTOR_IGO)
            return false;
    }
    return true;
}

/* A meeting of two states alone, and of no forum that is known, is a session of theirs. */
static void make_dialogue(const att_coder *coder, att_record *record) {
    if (record->kind == ATT_KIND_CLAIM || record->activity != ATT_ACTIVITY_FORUM ||
        record->instrument == ATT_NONE ||
        coder->document->instruments.items[record->instrument].code.size)
        return;
    add_named(coder, record);
    if (att_people_codes(coder, &record->actors) != 2 || !are_states(coder, &record->actors))
        return;
    record->activity = ATT_ACTIVITY_DIALOGUE;
    record->mode = att_activity_mode(record->activity);
    record->fields = (record->fields & ~(1u << ATT_FIELD_MULTILATERAL)) | 1u << ATT_FIELD_DIALOGUE;
}

/* What is given is medical where nothing else is named; or where nothing is, in a story of it. */
static void name_gift(const att_coder *coder, att_record *record) {
    att_fields own = record->fields & ~(1u << ATT_FIELD_INDUSTRY | 1u << ATT_FIELD_GENERAL |
                                        1u << ATT_FIELD_DELEGATIONS);
    att_fields medical = 1u << ATT_FIELD_MEDICAL;
    if (own != medical && !(own == 0 && coder->theme == medical))
        return;
    record->activity = ATT_ACTIVITY_MEDICAL;
    record->fields = medical;
}

void att_settle_counterparts(att_coder *coder) {
    att_document *document = coder->document;
    uint32_t count = document->records.count;
    for (uint32_t r = 0; r < count; r++) {
        const att_record *record = &document->records.items[r];
        if (record->activity == ATT_ACTIVITY_RECEPTION && record->kind == ATT_KIND_EVENT &&
            record->actors.count > 1 && one_by_one(coder, record->trigger))
            split_guests(coder, r);
    }
    for (uint32_t r = 0; r < document->records.count; r++) {
        att_record *record = &document->records.items[r];
        make_dialogue(coder, record);
        if (record->activity == ATT_ACTIVITY_HANDOVER && record->kind != ATT_KIND_CLAIM)
            name_gift(coder, record);
        if (record->kind == ATT_KIND_EVENT && record->activity == ATT_ACTIVITY_RECEPTION)
            make_talks(coder, record);
    }
}
