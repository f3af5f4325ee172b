/* section_directives.c - from a conference or resolution to its tasks, and from the tasks to what
 * was done. */
#include "review/building.h"

#include <string.h>

typedef struct directive {
    int64_t number;
    att_slice kind, name;
    int64_t act;
    att_day first;
    att_picks tasks;
} directive;

typedef ATT_ARRAY(directive) directives;

static void read_directives(att_review *review, directives *list) {
    att_material *material = &review->material;
    att_query query;
    att_query_begin(&query, material->store,
                    "SELECT number, kind, name, act, first_date FROM directive "
                    "ORDER BY first_date, number",
                    material->error);
    while (att_query_next(&query)) {
        directive *row = ATT_PUSH(&review->arena, list);
        row->number = att_query_number(&query, 0);
        row->kind = att_arena_copy(&review->arena, att_query_column(&query, 1));
        row->name = att_arena_copy(&review->arena, att_query_column(&query, 2));
        row->act = att_query_number(&query, 3);
        row->first = att_query_date(&query, 4);
    }
    att_material_end(material, &query);
}

static void read_tasks(att_review *review, directive *row) {
    att_material *material = &review->material;
    att_query query;
    att_query_begin(&query, material->store,
                    "SELECT undertaking FROM task WHERE directive = ?1 ORDER BY undertaking",
                    material->error);
    att_query_integer(&query, 1, row->number);
    while (att_query_next(&query)) {
        uint32_t index = att_lookup_get(&material->undertaking_of, att_query_number(&query, 0));
        if (index != ATT_NONE)
            att_pick(review, &row->tasks, index);
    }
    att_material_end(material, &query);
}

static att_refs with_evidence(att_review *review, att_refs refs, bool evidence) {
    att_owed asked = {.among = &refs,
                      .period = att_up_to_now(review),
                      .fates = evidence ? ATT_CARRIED_OUT : ~(uint32_t)ATT_CARRIED_OUT};
    return att_ask_undertakings(review, &asked);
}

static void show(att_review *review, att_section *section, directive *row) {
    att_model *model = &review->model;
    att_refs tasks = att_picked(review, &row->tasks, REF_UNDERTAKING);
    att_slice key = ATT_FORMAT(review, "directive.%u",
                               tasks.count ? (unsigned)tasks.items[0] : (unsigned)row->number);
    if (tasks.count)
        key = ATT_FORMAT(review, "directive.%.*s.%.*s", ATT_TEXT_OF(row->kind),
                         ATT_TEXT_OF(review->material.undertakings.items[tasks.items[0]].id));
    att_slice title = ATT_FORMAT(
        review, "%.*s%s%s", ATT_TEXT_OF(row->name), row->first == ATT_DAY_NONE ? "" : ", ",
        row->first == ATT_DAY_NONE ? "" : att_day_text(review, row->first).data);
    att_section_heading(model, section, title.data);
    att_block *block = att_section_figures(model, section);
    att_block_take(model, block,
                   att_model_figure(model, key, att_slice_of("Tasks"),
                                    "Directed and planned undertakings that a story puts under "
                                    "this conference or resolution.",
                                    tasks));
    att_block_take(model, block,
                   att_model_figure(model, ATT_FORMAT(review, "%s.with", key.data),
                                    att_slice_of("with activity behind them"),
                                    "Tasks of which a later story tells something that carries "
                                    "them out.",
                                    with_evidence(review, tasks, true)));
    att_block_take(model, block,
                   att_model_figure(model, ATT_FORMAT(review, "%s.without", key.data),
                                    att_slice_of("without"),
                                    "Tasks of which no later story of the archive tells anything.",
                                    with_evidence(review, tasks, false)));
    att_undertaking_table(review, section, key.data,
                          ATT_FORMAT(review, "Tasks: %.*s", ATT_TEXT_OF(title)), tasks);
}

void att_section_directives(att_review *review) {
    att_section *section =
        att_model_section(&review->model, "directives", "Directives, tasks and activities");
    directives list = {0};
    read_directives(review, &list);
    uint32_t shown = 0;
    for (uint32_t i = 0; i < list.count; i++) {
        directive *row = &list.items[i];
        if (row->first != ATT_DAY_NONE && row->first > review->period.last)
            continue;
        read_tasks(review, row);
        if (row->tasks.count && shown++ < ATT_TABLE_ROWS / 5)
            show(review, section, row);
    }
    if (!shown)
        att_section_none(&review->model, section,
                         att_searched(review, "Conferences or resolutions with tasks"));
}
