/* told.c - an act that a later sentence takes up by its noun alone: "condemned the seizure",
 * "lifted the sanctions", "rejected the accusation". Whom that is about, the story told before. */
#include "records/coding.h"

static bool is_conflict(const att_record *record) {
    return record->kind == ATT_KIND_EVENT && record->activity == ATT_ACTIVITY_CONFLICT;
}

/* Blame is laid on whoever did what the story is about, its first act of conflict. */
static void blame(const att_coder *coder, att_record *record) {
    const att_document *document = coder->document;
    for (uint32_t r = 0; r + 1 < document->records.count && !record->recipients.count; r++)
        if (is_conflict(&document->records.items[r]))
            att_people_complete(coder, &record->recipients, &record->actors,
                                &document->records.items[r].actors);
}

/* What is lifted is what the same side imposed. */
static void lift(const att_coder *coder, att_record *record) {
    const att_document *document = coder->document;
    for (uint32_t r = document->records.count - 1; r-- > 0 && !record->recipients.count;) {
        const att_record *told = &document->records.items[r];
        bool imposed = told->plover == ATT_PLOVER_SANCTION || told->plover == ATT_PLOVER_COERCE;
        if (is_conflict(told) && imposed &&
            att_people_within(coder, &record->actors, &told->actors, NULL))
            att_people_complete(coder, &record->recipients, &record->actors, &told->recipients);
    }
}

/* What is rejected is what somebody has said to the one who rejects it. */
static void answer(const att_coder *coder, att_record *record) {
    const att_document *document = coder->document;
    for (uint32_t r = document->records.count - 1; r-- > 0 && !record->recipients.count;) {
        const att_record *told = &document->records.items[r];
        bool addressed = told->recipients.count &&
                         (told->activity == ATT_ACTIVITY_STATEMENT || told->force == ATT_PROPOSED);
        if (addressed && att_people_within(coder, &record->actors, &told->recipients, NULL))
            att_people_complete(coder, &record->recipients, &record->actors, &told->actors);
    }
}

void att_told_complete(const att_coder *coder, att_record *record) {
    uint32_t object = att_tree_object(&coder->tree, record->trigger);
    if (record->recipients.count || !record->actors.count || object == ATT_NONE ||
        !att_coding_is_known(coder, object))
        return;
    if (record->activity == ATT_ACTIVITY_STATEMENT && record->plover == ATT_PLOVER_ACCUSE)
        blame(coder, record);
    else if (record->activity == ATT_ACTIVITY_CONFLICT && record->plover == ATT_PLOVER_CONCEDE)
        lift(coder, record);
    else if (record->activity == ATT_ACTIVITY_STATEMENT && record->plover == ATT_PLOVER_REJECT)
        answer(coder, record);
}
