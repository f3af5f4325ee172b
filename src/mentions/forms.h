/* forms.h - tests of a token's form that the readers of places and instruments share; private to
 * them. */
#ifndef ATT_MENTIONS_FORMS_H
#define ATT_MENTIONS_FORMS_H

#include "base/slice.h"

/* Whether a list that NULL ends holds the form, in any case. */
static inline bool form_is_any(att_slice form, const char *const *list) {
    for (; *list; list++)
        if (att_slice_is_caseless(form, *list))
            return true;
    return false;
}

static inline bool form_is_genitive(att_slice form) {
    return att_slice_is_caseless(form, "'s") || att_slice_is(form, "'") ||
           att_slice_is(form, "\xe2\x80\x99s") || att_slice_is(form, "\xe2\x80\x99");
}

#endif
