/* language.h - which language a text is in, well enough to tell English from others. */
#ifndef ATT_INPUT_LANGUAGE_H
#define ATT_INPUT_LANGUAGE_H

#include "attache.h"
#include "base/map.h"

enum { ATT_LANGUAGE_WORDS_MOST = 1024 };

typedef struct att_languages {
    att_arena arena;
    att_map words; /* from a word to its number */
    uint32_t count;
    uint32_t sets[ATT_LANGUAGE_WORDS_MOST]; /* by number: the languages that use it */
} att_languages;

att_status att_languages_open(att_languages *languages, att_error *error);
void att_languages_close(att_languages *languages);

/* "en" or another code of languages.def; "other" for a script that is not Latin and for words
 * that none of them knows; "" when the text is too short to tell. */
const char *att_language_identify(const att_languages *languages, att_slice text);

#endif
