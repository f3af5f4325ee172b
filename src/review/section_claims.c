/* section_claims.c - what officials counted, against what the register counts. */
#include "review/building.h"

#include <stdlib.h>

static att_slice claimed(att_review *review, const att_claim_row *claim) {
    return ATT_FORMAT(review, "%.*s%s %.*s", ATT_TEXT_OF(att_bound_text(claim->bound)),
                      att_number_text(&review->arena, claim->number).data,
                      ATT_TEXT_OF(claim->unit));
}

/* ---- figures against counts ----------------------------------------------------------------- */

/* The country's partners by the same definition as the key figure, from the start of the archive or
 * of the claim's period to the day on which the claim was made. */
static att_figure *partners_by(att_review *review, const att_claim_row *claim) {
    att_day last = claim->last == ATT_DAY_NONE || claim->last == ATT_DAY_OPEN_END
                       ? att_claim_day(&review->material, claim)
                       : claim->last;
    att_asked asked = {.period = {claim->first, last}, .activities = ATT_CONTACTS};
    att_refs refs = att_ask_acts(review, &asked);
    att_figure *figure = att_model_figure(
        &review->model, ATT_FORMAT(review, "claim.%s.partners", claim->id.data),
        ATT_FORMAT(review, "Partner states %s", att_days(review, claim->first, last).data),
        "Distinct other states with at least one dated contact in the claim's period, or up to the "
        "day of the claim.",
        refs);
    att_model_value(&review->model, figure, att_count_states(review, refs, ATT_SLICE_EMPTY),
                    ATT_SLICE_EMPTY);
    return figure;
}

static bool counts_states(const att_claim_row *claim) {
    return (claim->activity == ATT_ACTIVITY_COOPERATION) &&
           (strcasestr(claim->unit.data, "countr") || strcasestr(claim->unit.data, "state") ||
            strcasestr(claim->unit.data, "nation") || strcasestr(claim->unit.data, "partner"));
}

/* The register's explanation without how many stories were read, which is told once above. */
static att_slice reasons(const att_claim_row *claim) {
    att_slice text = claim->explanation;
    if (!att_slice_starts(text, "counted in "))
        return text;
    const char *end = memmem(text.data, text.size, "; ", 2);
    return end ? att_slice_part(text, (uint32_t)(end + 2 - text.data), text.size) : ATT_SLICE_EMPTY;
}

/* A count can be held against a claim only where the archive covers the claim's period. */
static bool is_covered(const att_review *review, const att_claim_row *claim) {
    return claim->first != ATT_DAY_NONE && claim->first >= review->material.first;
}

static void difference_cells(att_review *review, att_row *row, const att_claim_row *claim,
                             double difference, att_slice definition) {
    att_model *model = &review->model;
    att_slice why = reasons(claim);
    att_row_number(model, row, difference);
    att_row_text(model, row,
                 ATT_FORMAT(review, "%.*s%s%.*s%s", ATT_TEXT_OF(definition), why.size ? "; " : "",
                            ATT_TEXT_OF(why),
                            is_covered(review, claim) || strstr(why.data, "before the first")
                                ? ""
                                : "; the period begins before the archive"));
}

static void counted_cells(att_review *review, att_row *row, const att_claim_row *claim) {
    att_model *model = &review->model;
    if (counts_states(claim)) {
        att_figure *figure = partners_by(review, claim);
        att_row_figure(model, row, figure);
        difference_cells(review, row, claim, figure->value - claim->number,
                         att_slice_of("partner states with a dated contact"));
    } else if (claim->counted_known) {
        att_row_number(model, row, (double)claim->counted);
        difference_cells(review, row, claim, claim->difference, claim->definition);
    } else {
        att_row_text(model, row, att_slice_of("not counted"));
        att_row_text(model, row, att_slice_of("—"));
        att_row_text(model, row, att_slice_of("nothing that the register counts"));
    }
}

static void check_row(att_review *review, att_table_block *table, uint32_t index) {
    att_model *model = &review->model;
    const att_claim_row *claim = &review->material.claims.items[index];
    att_row *row = att_table_block_row(model, table);
    att_row_ref(model, row, att_day_text(review, att_claim_day(&review->material, claim)),
                REF_CLAIM, index);
    att_row_text(model, row, att_speakers(review, claim->parties));
    att_row_text(model, row, claimed(review, claim));
    att_row_text(model, row, att_days(review, claim->first, claim->last));
    counted_cells(review, row, claim);
    att_row_quote(model, row,
                  att_material_quote(&review->material, claim->record, ATT_QUOTE_BYTES));
}

static void check_table(att_review *review, att_section *section, att_refs refs) {
    static const att_column columns[] = {{"Said", COLUMN_TEXT},
                                         {"By", COLUMN_TEXT},
                                         {"Claimed", COLUMN_TEXT},
                                         {"Period claimed", COLUMN_TEXT},
                                         {"Counted", COLUMN_NUMBER},
                                         {"Difference", COLUMN_NUMBER},
                                         {"Counted as, and why it differs", COLUMN_WIDE},
                                         {"As reported", COLUMN_TEXT}};
    att_table_block *table = att_section_table(
        &review->model, section, "claims-check",
        att_slice_of("Each figure once for each speaker, against the register's count"),
        ATT_COLUMNS(columns));
    for (uint32_t i = 0; i < refs.count && i < ATT_TABLE_ROWS; i++)
        check_row(review, table, refs.items[i]);
}

/* ---- series --------------------------------------------------------------------------------- */

/* ", 2015 to 2019"; "" for a figure that is told up to the day of the story. */
static att_slice scope_of(att_review *review, const att_claim_row *claim) {
    if (claim->first == ATT_DAY_NONE)
        return att_slice_of("");
    return ATT_FORMAT(review, ", %s", att_days(review, claim->first, claim->last).data);
}

/* Whose figure it is besides the country's: "training, with Spain". */
static att_slice subject_of(att_review *review, const att_claim_row *claim) {
    att_slice what = att_activity_words(review, claim->activity),
              others = att_others(review, claim->parties);
    return others.size
               ? ATT_FORMAT(review, "%.*s, with %.*s", ATT_TEXT_OF(what), ATT_TEXT_OF(others))
               : what;
}

static void series_row(att_review *review, att_table_block *table, const att_picks *picks) {
    att_model *model = &review->model;
    att_buffer out;
    att_buffer_init(&out);
    const att_claim_row *first = &review->material.claims.items[picks->items[0]];
    uint32_t statements = 0;
    for (uint32_t i = 0; i < picks->count; i++) {
        const att_claim_row *claim = &review->material.claims.items[picks->items[i]];
        statements += !claim->repeats;
        att_buffer_format(&out, "%s%s: %s%s%s", out.size ? "; " : "",
                          att_day_text(review, att_claim_day(&review->material, claim)).data,
                          claimed(review, claim).data, scope_of(review, claim).data,
                          claim->repeats ? " (again)" : "");
    }
    att_row *row = att_table_block_row(model, table);
    att_row_text(model, row, subject_of(review, first));
    att_row_text(model, row, att_arena_copy(&review->arena, att_buffer_slice(&out)));
    att_buffer_release(&out);
    att_row_number(model, row, statements);
    att_row_figure(model, row,
                   att_model_figure(
                       model, ATT_FORMAT(review, "series.%s", first->id.data),
                       ATT_FORMAT(review, "Claims of the series “%.*s”", ATT_TEXT_OF(first->unit)),
                       "Records that state the figure, repetitions included.",
                       att_picked(review, picks, REF_CLAIM)));
}

typedef struct lined {
    int64_t line;
    uint32_t claim;
} lined;

static int compare_lined(const void *left, const void *right) {
    const lined *a = left, *b = right;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return (a->claim > b->claim) - (a->claim < b->claim);
}

static lined *by_line(att_review *review, uint32_t *count) {
    lined *list = ATT_NEW_ARRAY(&review->arena, lined, review->material.claims.count + 1);
    *count = 0;
    for (uint32_t i = 0; i < review->material.claims.count; i++)
        if (review->material.claims.items[i].line)
            list[(*count)++] = (lined){review->material.claims.items[i].line, i};
    if (*count)
        qsort(list, *count, sizeof *list, compare_lined);
    return list;
}

static void series(att_review *review, att_section *section) {
    static const att_column columns[] = {{"About", COLUMN_TEXT},
                                         {"The figure as it was told, with its scope", COLUMN_TEXT},
                                         {"Statements", COLUMN_NUMBER},
                                         {"Records", COLUMN_NUMBER}};
    att_table_block *table = NULL;
    uint32_t count, end, rows = 0;
    const lined *list = by_line(review, &count);
    for (uint32_t i = 0; i < count && rows < ATT_TABLE_ROWS; i = end) {
        att_picks picks = {0};
        for (end = i; end < count && list[end].line == list[i].line; end++)
            att_pick(review, &picks, list[end].claim);
        if (picks.count < 2)
            continue;
        if (!table)
            table = att_section_table(&review->model, section, "claim-series",
                                      att_slice_of("The same figure over the years, of all times"),
                                      ATT_COLUMNS(columns));
        rows++;
        series_row(review, table, &picks);
    }
}

/* ---- achievements --------------------------------------------------------------------------- */

static void achievements(att_review *review, att_section *section, att_refs refs) {
    static const att_column columns[] = {{"Said", COLUMN_TEXT},
                                         {"By", COLUMN_TEXT},
                                         {"Period claimed", COLUMN_TEXT},
                                         {"As reported", COLUMN_TEXT}};
    att_section_heading(&review->model, section, "Achievements claimed without a figure");
    if (!refs.count) {
        att_section_none(&review->model, section, att_searched(review, "Achievements claimed"));
        return;
    }
    att_table_block *table = att_section_table(
        &review->model, section, "achievements",
        att_slice_of("Quoted as they were said; the register holds no measure for them"),
        ATT_COLUMNS(columns));
    for (uint32_t i = 0; i < refs.count && i < ATT_TABLE_ROWS; i++)
        att_claim_table_row(review, table, refs.items[i], true);
}

static att_refs claims_where(att_review *review, bool figure, bool repeats) {
    att_picks picks = {0};
    for (uint32_t i = 0; i < review->material.claims.count; i++) {
        const att_claim_row *claim = &review->material.claims.items[i];
        if (att_within(review->period, att_claim_day(&review->material, claim)) &&
            claim->figure == figure && (!figure || (claim->repeats != 0) == repeats))
            att_pick(review, &picks, i);
    }
    return att_picked(review, &picks, REF_CLAIM);
}

void att_section_claims(att_review *review) {
    att_section *section = att_model_section(&review->model, "claims", "Claims check");
    att_refs figures = claims_where(review, true, false), again = claims_where(review, true, true),
             plain = claims_where(review, false, false);
    att_block *block = att_section_figures(&review->model, section);
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("claims.figures"),
                                    att_slice_of("Figures claimed"),
                                    "Claims with a quantity in stories of the period; the same "
                                    "claim by the same speaker counts once.",
                                    figures));
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("claims.again"),
                                    att_slice_of("Repetitions of them"),
                                    "The same figure by the same speaker in another story.",
                                    again));
    att_block_take(&review->model, block,
                   att_model_figure(&review->model, att_slice_of("claims.achievements"),
                                    att_slice_of("Achievements claimed"),
                                    "Claims without a quantity in stories of the period.", plain));
    if (figures.count) {
        att_section_text(
            &review->model, section,
            ATT_FORMAT(review,
                       "Counted in %u stories of the archive, which begins on %s and ends on %s. "
                       "A difference measures the archive as much as the claim: what no story "
                       "tells is not counted, and a claim about years before the archive cannot "
                       "be tested by it.",
                       review->material.stories.count,
                       att_day_text(review, review->material.first).data,
                       att_day_text(review, review->material.until).data));
        check_table(review, section, figures);
    } else
        att_section_none(&review->model, section, att_searched(review, "Figures claimed"));
    series(review, section);
    achievements(review, section, plain);
}
