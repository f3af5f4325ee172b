/* instrument_titles.c - the tables of forums, exercises and missions in one matcher. */
#include "base/error.h"
#include "base/table.h"
#include "mentions/instrument.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TITLES = 2000 }; /* forms of the three tables, about */

struct att_titles {
    att_arena arena;
    att_matcher *matcher;
    ATT_ARRAY(att_title) items;
    att_map nouns; /* squashed noun → row of instruments.def */
};

static void read_nouns(att_titles *titles) {
    static const char *const nouns[][2] = {
#define ATT_INSTRUMENT_NOUN(singular, plural, kind, need) {singular, plural},
#include "mentions/instruments.def"
#undef ATT_INSTRUMENT_NOUN
    };
    att_map_init(&titles->nouns, &titles->arena);
    for (uint32_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        att_map_put(&titles->nouns, att_slice_of(nouns[i][1]), i);
        att_map_put(&titles->nouns, att_slice_of(nouns[i][0]), i);
    }
}

uint32_t att_titles_noun(const att_titles *titles, att_slice squashed) {
    return att_map_get(&titles->nouns, squashed);
}

/* The columns of a table that hold the country, the members and the note; 0 where there is none. */
typedef struct title_table {
    const char *name, *kind;
    int country, members, note;
} title_table;

static att_status read_table(att_titles *titles, const char *dir, const title_table *of,
                             att_error *error) {
    att_table table;
    att_status status = att_table_open(&table, &titles->arena, dir, of->name, "code", error);
    while (!status && att_table_next(&table)) {
        att_title *title = ATT_PUSH(&titles->arena, &titles->items);
        *title = (att_title){
            .code = table.column[0], .name = table.column[1], .country = ATT_SLICE_EMPTY};
        bool pair = of->members && att_slice_is(table.column[of->members], "pair");
        title->kind = att_slice_of(pair ? "mechanism" : of->kind);
        title->generic = pair;
        if (of->country)
            title->country = table.column[of->country];
        title->ambiguous = att_table_note_has(table.column[of->note], "ambiguous") &&
                           att_slice_is(title->kind, "exercise");
        uint32_t index = titles->items.count - 1;
        att_matcher_add(titles->matcher, title->name, 0, index);
        att_slice forms = table.column[2], form;
        while (forms.size && att_slice_next(&forms, '|', &form))
            if (form.size)
                att_matcher_add(titles->matcher, form, 0, index);
    }
    return status;
}

static att_status read_folder(att_titles *titles, const char *dir, att_error *error) {
    static const title_table tables[] = {{"forums.tsv", "forum", 0, 5, 6},
                                         {"exercises.tsv", "exercise", 0, 0, 4},
                                         {"missions.tsv", "mission", 4, 0, 7}};
    att_status status = ATT_OK;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && !status; i++) {
        char path[2048];
        snprintf(path, sizeof path, "%s/%s", dir, tables[i].name);
        if (access(path, R_OK) == 0)
            status = read_table(titles, dir, &tables[i], error);
    }
    return status;
}

att_status att_titles_open(att_titles **out, const char *world, const char *overlay,
                           att_error *error) {
    *out = NULL;
    att_titles *titles = calloc(1, sizeof *titles);
    if (!titles)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_arena_init(&titles->arena);
    jmp_buf here;
    titles->arena.recovery = &here;
    volatile att_status status = ATT_OK;
    if (setjmp(here)) {
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    } else {
        titles->matcher = att_matcher_new(&titles->arena, TITLES);
        read_nouns(titles);
        status = read_folder(titles, world, error);
        if (!status && overlay)
            status = read_folder(titles, overlay, error);
    }
    titles->arena.recovery = NULL;
    if (status)
        att_titles_close(titles);
    else
        *out = titles;
    return status;
}

void att_titles_close(att_titles *titles) {
    if (!titles)
        return;
    att_arena_release(&titles->arena);
    free(titles);
}

/* "2+2" and "ADMM+" squash to "22" and "admm": the sign must stand in both or in neither. */
static bool has_plus(att_slice text) {
    return text.size && memchr(text.data, '+', text.size) != NULL;
}

const att_title *att_titles_find(const att_titles *titles, const att_document *document,
                                 const att_squashed *squashed, uint32_t first, uint32_t limit,
                                 uint32_t *end) {
    uint32_t entry = att_matcher_find(titles->matcher, document, squashed, first, limit, end);
    const att_match_entry *found = att_matcher_entry(titles->matcher, entry);
    if (!found)
        return NULL;
    bool sign = *end < limit && att_slice_is(att_document_form(document, *end), "+") &&
                !document->tokens.items[*end - 1].space_after;
    att_span span = {document->tokens.items[first].span.start,
                     document->tokens.items[*end - 1 + sign].span.end};
    bool plus = has_plus(att_document_part(document, span));
    while (found && has_plus(found->form) != plus)
        found = att_matcher_entry(titles->matcher, found->next);
    if (!found)
        return NULL;
    *end += sign;
    return &titles->items.items[found->value];
}
