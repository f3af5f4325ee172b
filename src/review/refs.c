/* refs.c - the stable identities behind a figure, and which of them a page has room for. */
#include "review/html.h"

att_slice att_ref_id(const att_review *review, ref_kind kind, uint32_t index) {
    switch (kind) {
    case REF_ACT:
        return review->material.acts.items[index].id;
    case REF_UNDERTAKING:
        return review->material.undertakings.items[index].id;
    case REF_CLAIM:
        return review->material.claims.items[index].id;
    default:
        return att_slice_part(review->material.stories.items[index].hash, 0, 16);
    }
}

uint64_t att_figure_digest(const att_review *review, const att_figure *figure) {
    uint64_t sum = 0;
    for (uint32_t i = 0; i < figure->refs.count; i++) {
        att_slice id = att_ref_id(review, figure->refs.kind, figure->refs.items[i]);
        sum += att_hash(id.data, id.size);
    }
    return sum;
}

static uint32_t count_of(const att_review *review, ref_kind kind) {
    const att_material *material = &review->material;
    uint32_t counts[] = {material->acts.count, material->undertakings.count, material->claims.count,
                         material->stories.count};
    return counts[kind];
}

static void show(att_page *page, ref_kind kind, uint32_t index) {
    page->shown_count[kind] += !page->shown[kind][index];
    page->shown[kind][index] = 1;
}

static void show_refs(att_page *page, att_refs refs, uint32_t most) {
    for (uint32_t i = 0; i < refs.count && i < most; i++)
        show(page, refs.kind, refs.items[i]);
}

static void show_table(att_page *page, const att_table_block *table) {
    for (uint32_t r = 0; r < table->rows.count; r++)
        for (uint32_t c = 0; c < table->rows.items[r].count; c++)
            show_refs(page, table->rows.items[r].items[c].refs, 1);
}

static void show_period(att_page *page) {
    const att_review *review = page->review;
    const att_material *material = &review->material;
    if (material->acts.count <= ATT_PAGE_ENTRIES)
        for (uint32_t i = 0; i < material->acts.count; i++)
            if (att_within(review->period, material->acts.items[i].first))
                show(page, REF_ACT, i);
    if (material->undertakings.count <= ATT_PAGE_ENTRIES)
        for (uint32_t i = 0; i < material->undertakings.count; i++)
            if (att_within(review->period, material->undertakings.items[i].first))
                show(page, REF_UNDERTAKING, i);
    if (material->stories.count <= ATT_PAGE_ENTRIES)
        for (uint32_t i = 0; i < material->stories.count; i++)
            if (att_within(review->period, material->stories.items[i].date))
                show(page, REF_STORY, i);
}

/* What shown undertakings point at, and the stories of everything shown. */
static void show_dependents(att_page *page) {
    const att_material *material = &page->review->material;
    for (uint32_t i = 0; i < material->undertakings.count; i++) {
        const att_undertaking_row *row = &material->undertakings.items[i];
        for (uint32_t o = 0; page->shown[REF_UNDERTAKING][i] && o < row->outcomes.count; o++) {
            uint32_t act = att_lookup_get(&material->act_of,
                                          material->outcomes.items[row->outcomes.first + o].act);
            if (act != ATT_NONE && material->outcomes.items[row->outcomes.first + o].act)
                show(page, REF_ACT, act);
        }
    }
    for (ref_kind kind = REF_ACT; kind <= REF_CLAIM; kind++)
        for (uint32_t i = 0; i < page->of[kind]; i++) {
            if (!page->shown[kind][i])
                continue;
            const att_span_of *span = kind == REF_ACT ? &material->acts.items[i].reports
                                      : kind == REF_UNDERTAKING
                                          ? &material->undertakings.items[i].rows
                                          : &material->claims.items[i].rows;
            for (uint32_t r = 0; r < span->count; r++)
                show(page, REF_STORY, material->rows.items[span->first + r].story);
        }
}

void att_page_mark(att_page *page) {
    att_review *review = page->review;
    for (ref_kind kind = 0; kind < REF_KIND_COUNT; kind++) {
        page->of[kind] = count_of(review, kind);
        page->shown[kind] = att_arena_alloc(&review->arena, page->of[kind] + 1);
    }
    show_period(page);
    for (uint32_t i = 0; i < review->model.figures.count; i++)
        show_refs(page, review->model.figures.items[i]->refs, ATT_FIGURE_LINKS);
    for (uint32_t s = 0; s < review->model.sections.count; s++) {
        const att_section *section = &review->model.sections.items[s];
        for (uint32_t b = 0; b < section->blocks.count; b++)
            if (section->blocks.items[b].kind == BLOCK_TABLE)
                show_table(page, section->blocks.items[b].table);
    }
    show_dependents(page);
}
