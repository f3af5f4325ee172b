/* prepare.c - the indexes that matching needs: which mention, quantity, instrument or place stands
 * at a token, and where the items of a sentence begin in each list. */
#include "records/match.h"

static uint32_t *new_index(att_document *document) {
    uint32_t *index = ATT_NEW_ARRAY(&document->arena, uint32_t, document->tokens.count + 1);
    for (uint32_t i = 0; i <= document->tokens.count; i++)
        index[i] = ATT_NONE;
    return index;
}

static bool acts(const att_mention *mention) {
    return mention->kind <= ATT_MENTION_GROUP;
}

static void index_mentions(att_coder *coder) {
    const att_document *document = coder->document;
    for (uint32_t m = 0; m < document->mentions.count; m++) {
        const att_mention *mention = &document->mentions.items[m];
        if (!acts(mention))
            continue;
        for (uint32_t t = mention->first; t < mention->end; t++) {
            uint32_t before = coder->mention_of[t];
            const att_mention *old = before == ATT_NONE ? NULL : &document->mentions.items[before];
            if (!old || mention->end - mention->first < old->end - old->first)
                coder->mention_of[t] = m;
        }
    }
}

/* The sentence in which item `index` of a list stands. */
static uint32_t sentence_of(const att_coder *coder, att_list list, uint32_t index) {
    const att_document *document = coder->document;
    switch (list) {
    case ATT_LIST_MENTIONS:
        return document->mentions.items[index].sentence;
    case ATT_LIST_TIMES:
        return document->times.items[index].sentence;
    case ATT_LIST_PLACES:
        return document->places.items[index].sentence;
    case ATT_LIST_INSTRUMENTS:
        return document->tokens.items[document->instruments.items[index].first].sentence;
    case ATT_LIST_QUANTITIES:
        return document->quantities.items[index].sentence;
    case ATT_LIST_ACTS:
        return document->tokens.items[coder->acts.items[index].trigger].sentence;
    default:
        return document->tokens.items[coder->frames.items[index].trigger].sentence;
    }
}

static void index_list(att_coder *coder, att_list list, uint32_t count) {
    uint32_t sentences = coder->document->sentences.count, next = 0;
    uint32_t *first = ATT_NEW_ARRAY(&coder->document->arena, uint32_t, sentences + 2);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t s = sentence_of(coder, list, i); next <= s; next++)
            first[next] = i;
    for (; next <= sentences + 1; next++)
        first[next] = count;
    coder->first_of[list] = first;
}

void att_coder_index_matches(att_coder *coder) {
    index_list(coder, ATT_LIST_ACTS, coder->acts.count);
    index_list(coder, ATT_LIST_FRAMES, coder->frames.count);
}

void att_coder_prepare(att_coder *coder, const att_rules *rules, att_document *document) {
    *coder = (att_coder){
        .document = document, .rules = rules, .review_speaker = ATT_NONE, .principal = ATT_NONE};
    att_tree_build(&coder->tree, document);
    coder->mention_of = new_index(document);
    coder->instrument_of = new_index(document);
    coder->quantity_of = new_index(document);
    coder->place_of = new_index(document);
    coder->act_at = new_index(document);
    coder->frame_of = new_index(document);
    index_list(coder, ATT_LIST_MENTIONS, document->mentions.count);
    index_list(coder, ATT_LIST_TIMES, document->times.count);
    index_list(coder, ATT_LIST_PLACES, document->places.count);
    index_list(coder, ATT_LIST_INSTRUMENTS, document->instruments.count);
    index_list(coder, ATT_LIST_QUANTITIES, document->quantities.count);
    index_mentions(coder);
    for (uint32_t i = 0; i < document->instruments.count; i++)
        for (uint32_t t = document->instruments.items[i].first;
             t < document->instruments.items[i].end; t++)
            coder->instrument_of[t] = i;
    for (uint32_t i = 0; i < document->places.count; i++)
        for (uint32_t t = document->places.items[i].first; t < document->places.items[i].end; t++)
            coder->place_of[t] = i;
    for (uint32_t i = 0; i < document->quantities.count; i++)
        if (!document->quantities.items[i].ordinal)
            coder->quantity_of[document->quantities.items[i].head] = i;
}
