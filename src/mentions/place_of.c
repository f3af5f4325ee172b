/* place_of.c - the place of an act: what hangs on its word, else its sentence's, else the
 * dateline's. */
#include "mentions/place.h"

static bool led_by(const att_document *document, const att_place *place, const char *const *words) {
    uint32_t least = place->first > 6 ? place->first - 6 : 0;
    for (uint32_t at = place->first; at-- > least;) {
        att_slice form = att_document_form(document, at);
        for (const char *const *word = words; *word; word++)
            if (att_slice_is(form, *word))
                return true;
        if (form.size && strchr(",;()", form.data[0]))
            return false;
    }
    return false;
}

/* How well the preposition suits where something happens. */
static int fitness(const att_document *document, const att_place *place) {
    static const char *const in[] = {"in",      "In", "at",     "At",     "near",  "off", "aboard",
                                     "outside", "on", "inside", "around", "along", NULL};
    static const char *const to[] = {"to", "into", "for", "visit", "visited", "through", NULL};
    if (place->first + 1 == place->end &&
        att_slice_is(att_document_form(document, place->first), "here"))
        return 3;
    if (led_by(document, place, in))
        return 3;
    return led_by(document, place, to) ? 1 : 0;
}

/* How many steps lead from the place up to the token in the parse; -1 where none of the first few
 * does. Steps over another clause do not count. */
static int steps_to(const att_document *document, const att_place *place, uint32_t token) {
    enum { MOST = 5 };
    uint32_t at = place->head;
    for (int steps = 0; document->words && steps <= MOST; steps++) {
        if (at == token)
            return steps;
        const att_word *word = &document->words[at];
        bool clause = word->relation == ATT_RELATION_ACL_RELCL ||
                      word->relation == ATT_RELATION_ADVCL || word->relation == ATT_RELATION_CCOMP;
        if (word->head == ATT_NONE || (clause && steps))
            return -1;
        at = word->head;
    }
    return -1;
}

uint32_t att_place_of(const att_document *document, uint32_t sentence, uint32_t token) {
    uint32_t best = ATT_NONE, dateline = ATT_NONE;
    int most = 0;
    for (uint32_t i = 0; i < document->places.count; i++) {
        const att_place *place = &document->places.items[i];
        if (place->dateline && dateline == ATT_NONE)
            dateline = i;
        if (place->sentence != sentence || (place->dateline && i == dateline))
            continue;
        int fit = fitness(document, place);
        int steps = steps_to(document, place, token);
        uint32_t apart = place->first > token ? place->first - token : token - place->first;
        int value = 1 + fit * 100 - (int)(apart < 90 ? apart : 90);
        if (steps >= 0 && fit)
            value += 1000 - 50 * steps;
        if (fit < 3 && steps < 0)
            continue; /* told of something else */
        if (best == ATT_NONE || value > most) {
            best = i;
            most = value;
        }
    }
    return best != ATT_NONE ? best : dateline;
}
