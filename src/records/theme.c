/* theme.c - the line of effort that a whole story is about, so that a clause that names none
 * ("field activities are to resume in October") still has it. Counted in sentences, not in words.
 */
#include "records/coding.h"

enum { SENTENCES_LEAST = 3 };

/* Lines of effort that a story is told about; the others are of all kinds of stories. */
static const att_field themes[] = {
    ATT_FIELD_PEACEKEEPING, ATT_FIELD_WAR_LEGACIES, ATT_FIELD_POLICE,
    ATT_FIELD_MEDICAL,      ATT_FIELD_MARITIME_LAW, ATT_FIELD_HUMANITARIAN,
};
enum { THEMES = sizeof themes / sizeof themes[0] };

void att_theme_find(att_coder *coder) {
    const att_document *document = coder->document;
    uint32_t counts[THEMES] = {0}, all = 0, best = 0;
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        const att_sentence *sentence = &document->sentences.items[s];
        if (!att_part_is_coded(att_document_part_kind(document, sentence)))
            continue;
        att_fields fields = att_fields_between(coder, sentence->first, sentence->end);
        for (size_t f = 0; f < THEMES; f++)
            counts[f] += (fields & 1u << themes[f]) != 0;
        all++;
    }
    for (size_t f = 0; f < THEMES; f++)
        if (counts[f] >= SENTENCES_LEAST && counts[f] * 2 >= all && counts[f] > best) {
            best = counts[f];
            coder->theme = 1u << themes[f];
        }
}

void att_theme_apply(const att_coder *coder, att_record *record) {
    const att_fields broad = 1u << ATT_FIELD_GENERAL | 1u << ATT_FIELD_MULTILATERAL |
                             1u << ATT_FIELD_DELEGATIONS | 1u << ATT_FIELD_HUMANITARIAN;
    if (coder->theme && !(record->fields & ~broad & ~coder->theme))
        record->fields |= coder->theme;
}
