/* page.h - a story out of a web page: title, date, address, language, main text. */
#ifndef ATT_INPUT_PAGE_H
#define ATT_INPUT_PAGE_H

#include "input/format.h"
#include "input/page_tree.h"

/* Fills `story` (text and all strings in `arena`) from a page in any encoding that it names.
 * `charset` and `url` are what a protocol told, or "". */
att_status att_page_read(att_source_story *story, att_arena *arena, att_slice page,
                         att_slice charset, att_slice url, const att_reader_options *options,
                         const char *name, att_error *error);

/* The whole text of a fragment of HTML, as feeds carry them: no furniture is sought. */
att_status att_page_fragment(att_slice *text, att_arena *arena, att_slice html,
                             const att_reader_options *options, const char *name, att_error *error);

/* page_guard.c: refuses what would take the parser too long. */
att_status att_page_guard(att_slice page, uint32_t nesting, const char *name, att_error *error);

/* page_facts.c: title, date, url, source, language as the page's head and markup tell them. */
void att_page_facts(att_source_story *story, const att_page_tree *tree, att_arena *arena);

/* page_text.c: the main text, paragraphs apart by a blank line; with `all`, every text shown. */
att_slice att_page_main_text(att_page_tree *tree, att_slice title, bool all, att_arena *arena);

#endif
