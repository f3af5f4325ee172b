/* cases.h - what every stage that reads settings is tested with: a table of cases, and noise. */
#ifndef TESTS_MENTIONS_CASES_H
#define TESTS_MENTIONS_CASES_H

#include "base/buffer.h"
#include "document/document.h"

typedef struct cases_stage {
    const char *name; /* the table is NAME_cases.tsv: text, what is expected */
    bool dated;       /* the story's date stands before them; else it is of 29 February 2024 */
    att_document *(*read)(att_slice text, att_slice date);
    void (*render)(att_buffer *out, const att_document *document);
} cases_stage;

/* Every case of the table gives what it expects, and there are at least so many. */
void check_cases(const cases_stage *stage, int least);

/* Any order of the words, with spaces and without, ends soon and in bounds. The first three runs
 * are of one, two and three words. */
void check_noise(const cases_stage *stage, const char *const *words, uint32_t count, int runs,
                 uint32_t seed);

#endif
