/* prepare.c - the indexes that matching needs: which mention, quantity, instrument, place or
 * hyphenated word stands at a token, and where the items of a sentence begin in each list. */
#include "records/match.h"

static uint32_t *new_index(att_document *document) {
    uint32_t *index = ATT_NEW_ARRAY(&document->arena, uint32_t, document->tokens.count + 1);
    for (uint32_t i = 0; i <= document->tokens.count; i++)
        index[i] = ATT_NONE;
    return index;
}

/* A mission is mostly where others serve; as a subject it acts itself. */
static bool acts(const att_document *document, const att_mention *mention) {
    uint8_t relation = document->words[mention->head].relation;
    return mention->kind <= ATT_MENTION_GROUP ||
           (mention->kind == ATT_MENTION_MISSION &&
            (relation == ATT_RELATION_NSUBJ || relation == ATT_RELATION_OBL_AGENT));
}

static void index_mentions(att_coder *coder) {
    const att_document *document = coder->document;
    for (uint32_t m = 0; m < document->mentions.count; m++) {
        const att_mention *mention = &document->mentions.items[m];
        if (!acts(document, mention))
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

/* ---- words joined by hyphens
 * ---------------------------------------------------------------------------- */

static bool is_hyphen(const att_document *document, uint32_t token) {
    return att_slice_is(document->words[token].lower, "-") &&
           !document->tokens.items[token].space_after;
}

/* The end of the words that hyphens without spaces join from `first` on. */
static uint32_t compound_end(const att_document *document, uint32_t first, uint32_t limit) {
    uint32_t last = first;
    while (last + 2 < limit && !document->tokens.items[last].space_after &&
           is_hyphen(document, last + 1))
        last += 2;
    return last + 1;
}

/* The last of its words that hangs on a word outside it. */
static uint32_t compound_head(const att_document *document, uint32_t first, uint32_t end) {
    uint32_t head = first;
    for (uint32_t t = first; t < end; t += 2)
        if (document->words[t].head < first || document->words[t].head >= end)
            head = t;
    return head;
}

/* As in a dictionary: of the last word the lemma, of the others the form. */
static att_slice compound_lemma(att_document *document, uint32_t first, uint32_t end) {
    att_slice lemma = document->words[first].lower;
    for (uint32_t t = first + 2; t < end; t += 2) {
        att_slice next = t + 1 == end ? document->words[t].lemma : document->words[t].lower;
        lemma = att_arena_format(&document->arena, "%.*s-%.*s", (int)lemma.size, lemma.data,
                                 (int)next.size, next.data);
    }
    return lemma;
}

/* A hyphen is a token of its own: rules that are written with one find the word at its head. */
static void index_compounds(att_coder *coder) {
    att_document *document = coder->document;
    coder->compound_of = ATT_NEW_ARRAY(&document->arena, att_slice, document->tokens.count + 1);
    for (uint32_t t = 0; t <= document->tokens.count; t++)
        coder->compound_of[t] = ATT_SLICE_EMPTY;
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        uint32_t limit = document->sentences.items[s].end;
        for (uint32_t t = document->sentences.items[s].first, end; t < limit; t = end) {
            end = compound_end(document, t, limit);
            if (end > t + 1)
                coder->compound_of[compound_head(document, t, end)] =
                    compound_lemma(document, t, end);
        }
    }
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
    index_compounds(coder);
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
