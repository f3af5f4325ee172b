/* theme.c - the lines of effort that a whole story is about, and the one it is told about most, so
 * that a clause that names none ("field activities are to resume in October") still has it. Counted
 * in sentences, not in words. */
#include "records/coding.h"

enum { SENTENCES_LEAST = 3, SHARE_ABOUT = 3 }; /* one sentence in three */

/* Lines of effort that a story is told about; the others are of all kinds of stories. */
static const att_field themes[] = {
    ATT_FIELD_PEACEKEEPING, ATT_FIELD_WAR_LEGACIES, ATT_FIELD_POLICE,
    ATT_FIELD_MEDICAL,      ATT_FIELD_MARITIME_LAW, ATT_FIELD_HUMANITARIAN,
};
enum { THEMES = sizeof themes / sizeof themes[0] };

static void count_sentence(att_fields fields, uint32_t *counts) {
    for (uint32_t f = 0; f < ATT_FIELD_COUNT; f++)
        counts[f] += (fields & 1u << f) != 0;
}

void att_theme_find(att_coder *coder) {
    const att_document *document = coder->document;
    uint32_t counts[ATT_FIELD_COUNT] = {0}, all = 0, best = 0;
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const att_sentence *sentence = &document->sentences.items[s];
        if (!att_part_is_coded(att_document_part_kind(document, sentence)))
            continue;
        count_sentence(att_fields_between(coder, sentence->first, sentence->end), counts);
        all++;
    }
    for (uint32_t f = 0; f < ATT_FIELD_COUNT; f++)
        if (counts[f] * SHARE_ABOUT >= all)
            coder->about |= 1u << f;
    for (size_t f = 0; f < THEMES; f++)
        if (counts[themes[f]] >= SENTENCES_LEAST && counts[themes[f]] * 3 >= all &&
            counts[themes[f]] > best) {
            best = counts[themes[f]];
            coder->theme = 1u << themes[f];
        }
}

/* Peacekeepers are doctors and engineers, too. */
static att_fields served_by(att_fields theme) {
    return theme == 1u << ATT_FIELD_PEACEKEEPING
               ? 1u << ATT_FIELD_MEDICAL | 1u << ATT_FIELD_INDUSTRY
               : 0;
}

void att_theme_apply(const att_coder *coder, att_record *record) {
    const att_fields broad = 1u << ATT_FIELD_GENERAL | 1u << ATT_FIELD_MULTILATERAL |
                             1u << ATT_FIELD_DELEGATIONS | 1u << ATT_FIELD_HUMANITARIAN |
                             served_by(coder->theme);
    if (coder->theme && !(record->fields & ~broad & ~coder->theme))
        record->fields |= coder->theme;
}
