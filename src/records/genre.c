/* genre.c - a report of a match speaks of sieges, attacks and truces and means none; one of a
 * market or a trial has acts, but none between states. A story is of such a genre if it uses
 * several of the genre's own words (classes in data/lang/XX/rules) often enough; a sentence or two
 * tell no genre. */
#include "records/coding.h"

/* What a story of the genre may still tell. */
typedef enum keeping {
    KEEP_SPORT,    /* matches of armed forces */
    KEEP_OFFICIAL, /* what officials or services of two states do with one another */
    KEEP_BETWEEN,  /* what passes between two states or organisations */
    KEEP_SERVICE   /* the same, and what armed forces and police do */
} keeping;

static const struct {
    const char *class;
    uint32_t words; /* so many different ones make the genre */
    keeping keep;
} genres[] = {
    {"match-report", 4, KEEP_SPORT},     {"leisure-report", 4, KEEP_OFFICIAL},
    {"market-report", 4, KEEP_OFFICIAL}, {"court-report", 4, KEEP_BETWEEN},
    {"home-report", 4, KEEP_BETWEEN},    {"weather-report", 3, KEEP_SERVICE},
};

enum { SENTENCES = 3 }; /* at least; and at most so many to each word */

static bool is_new(const att_coder *coder, const att_tokens *words, uint32_t token) {
    for (uint32_t i = 0; i < words->count; i++)
        if (att_slice_equal(att_tree_word(&coder->tree, words->items[i])->lemma,
                            att_tree_word(&coder->tree, token)->lemma))
            return false;
    return true;
}

static bool is_of(const att_coder *coder, size_t genre) {
    const att_document *document = coder->document;
    if (document->sentences.count < SENTENCES)
        return false;
    att_tokens words = {.count = 0};
    uint32_t count = 0;
    for (uint32_t t = 0; t < document->tokens.count; t++) {
        if (coder->mention_of[t] != ATT_NONE &&
            att_tree_word(&coder->tree, t)->upos != ATT_UPOS_NOUN)
            continue; /* "Wine" and "Storm" may be names */
        if (!att_coder_in_class(coder, t, genres[genre].class))
            continue;
        count++;
        if (words.count < genres[genre].words && is_new(coder, &words, t))
            att_tokens_add(&words, t);
    }
    return words.count == genres[genre].words && document->sentences.count <= count * SENTENCES;
}

static bool is_service(const att_coder *coder, const att_indexes *list) {
    return att_people_service(coder, list) != ATT_SECTOR_NONE;
}

static bool is_official(const att_coder *coder, const att_indexes *list) {
    for (uint32_t i = 0; i < list->count; i++) {
        const att_entity *entity = att_people_entity(coder, list->items[i]);
        if (!entity->level && entity->sector != ATT_SECTOR_MIL && entity->sector != ATT_SECTOR_IGO)
            return false;
    }
    return true;
}

static bool is_kept(const att_coder *coder, const att_record *record, keeping keep) {
    if (keep == KEEP_SERVICE && is_service(coder, &record->actors))
        return true;
    if (keep == KEEP_SPORT)
        return record->activity == ATT_ACTIVITY_SPORT && is_service(coder, &record->actors);
    if (!att_people_between(coder, record))
        return false;
    return keep != KEEP_OFFICIAL ||
           (is_official(coder, &record->actors) && is_official(coder, &record->recipients));
}

static void filter(att_coder *coder, keeping keep) {
    att_document *document = coder->document;
    uint32_t kept = 0;
    for (uint32_t r = 0; r < document->records.count; r++) {
        const att_record *record = &document->records.items[r];
        if (is_kept(coder, record, keep))
            document->records.items[kept++] = *record;
        else
            att_note(coder, record->trigger, "%s makes no record: the story is of another genre",
                     record->rule.data);
    }
    document->records.count = kept;
}

void att_genre_filter(att_coder *coder) {
    for (size_t g = 0; g < sizeof genres / sizeof genres[0] && coder->document->records.count; g++)
        if (is_of(coder, g))
            filter(coder, genres[g].keep);
}
