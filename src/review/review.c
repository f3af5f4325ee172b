/* review.c - opening a review: its period, its material, its partners, then the sections in order.
 */
#include "review/building.h"

#include "base/error.h"

#include <stdlib.h>

/* ---- the period ----------------------------------------------------------------------------- */

static att_status read_day(att_day *out, const char *text, const char *what, att_error *error) {
    if (text && !att_day_parse(out, att_slice_of(text)))
        return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET,
                             "%s: \"%s\" is no date of the form YYYY-MM-DD", what, text);
    return ATT_OK;
}

static att_status check_order(att_interval period, const char *what, att_error *error) {
    if (period.first > period.last)
        return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET, "%s ends before it begins",
                             what);
    return ATT_OK;
}

static att_status read_periods(att_review *review, const att_review_options *options,
                               att_error *error) {
    review->period = (att_interval){review->material.first, review->material.until};
    if (review->material.until == ATT_DAY_NONE)
        review->period = (att_interval){0, 0};
    review->compares = options->compare_from && options->compare_to;
    att_status status = read_day(&review->period.first, options->from, "from", error);
    if (!status)
        status = read_day(&review->period.last, options->to, "to", error);
    if (!status)
        status = read_day(&review->compared.first, options->compare_from, "compare-from", error);
    if (!status)
        status = read_day(&review->compared.last, options->compare_to, "compare-to", error);
    if (!status)
        status = check_order(review->period, "the period", error);
    if (!status && review->compares)
        status = check_order(review->compared, "the comparison period", error);
    return status;
}

/* ---- the partners --------------------------------------------------------------------------- */

typedef struct joined {
    uint32_t partner, act;
} joined;

static int compare_joined(const void *left, const void *right) {
    const joined *a = left, *b = right;
    if (a->partner != b->partner)
        return a->partner < b->partner ? -1 : 1;
    return (a->act > b->act) - (a->act < b->act);
}

static uint32_t partner_number(att_review *review, att_slice code) {
    uint32_t index = att_map_get(&review->partner_index, code);
    if (index != ATT_NONE)
        return index;
    const att_state_row *state = att_names_state(&review->names, code);
    index = review->partners.count;
    att_partner *partner = ATT_PUSH(&review->arena, &review->partners);
    partner->code = code;
    partner->name = att_names_of(&review->names, code);
    partner->is_state = state && state->is_state;
    att_map_put(&review->partner_index, code, index);
    return index;
}

static void join_partners(att_review *review, joined *list, uint32_t *count) {
    for (uint32_t i = 0; i < review->material.acts.count; i++) {
        const att_act_row *act = &review->material.acts.items[i];
        for (uint32_t p = 0; p < act->parties.count; p++) {
            att_slice code = review->material.parties.items[act->parties.first + p].code;
            if (code.size && !att_slice_equal(code, review->country))
                list[(*count)++] = (joined){partner_number(review, code), i};
        }
    }
}

static int compare_partners(const void *left, const void *right) {
    const att_partner *a = left, *b = right;
    if (a->contacts != b->contacts)
        return a->contacts > b->contacts ? -1 : 1;
    return att_slice_compare(a->name, b->name);
}

static void give_acts(att_review *review, const joined *list, uint32_t count) {
    uint32_t *acts = ATT_NEW_ARRAY(&review->arena, uint32_t, count + 1);
    for (uint32_t i = 0, used = 0; i < count; i++) {
        if (i && compare_joined(&list[i - 1], &list[i]) == 0)
            continue;
        att_partner *partner = &review->partners.items[list[i].partner];
        const att_act_row *act = &review->material.acts.items[list[i].act];
        if (!partner->acts)
            partner->acts = acts + used;
        acts[used++] = list[i].act;
        partner->act_count++;
        if (act->status != ATT_CANCELLED && (ATT_CONTACTS >> act->activity & 1) &&
            att_within(review->period, act->first))
            partner->contacts++;
    }
}

static void find_partners(att_review *review) {
    att_map_init(&review->partner_index, &review->arena);
    joined *list = ATT_NEW_ARRAY(&review->arena, joined, review->material.parties.count + 1);
    uint32_t count = 0;
    join_partners(review, list, &count);
    if (count)
        qsort(list, count, sizeof *list, compare_joined);
    give_acts(review, list, count);
    if (review->partners.count)
        qsort(review->partners.items, review->partners.count, sizeof(att_partner),
              compare_partners);
    for (uint32_t i = 0; i < review->partners.count; i++)
        att_map_put(&review->partner_index, review->partners.items[i].code, i);
}

/* ---- the acts of mechanisms ----------------------------------------------------------------- */

static void find_acts_under(att_review *review) {
    const att_material *material = &review->material;
    uint32_t acts = material->acts.count, count = material->mechanisms.count, used = 0;
    uint32_t *of = ATT_NEW_ARRAY(&review->arena, uint32_t, acts + 1);
    uint32_t *items = ATT_NEW_ARRAY(&review->arena, uint32_t, acts + 1);
    uint32_t *end = ATT_NEW_ARRAY(&review->arena, uint32_t, count + 1);
    review->under = ATT_NEW_ARRAY(&review->arena, att_refs, count + 1);
    for (uint32_t i = 0; i < acts; i++) {
        of[i] = att_lookup_get(&material->mechanism_of, material->acts.items[i].mechanism);
        if (of[i] != ATT_NONE)
            review->under[of[i]].count++;
    }
    for (uint32_t m = 0; m < count; m++) {
        review->under[m].kind = REF_ACT;
        review->under[m].items = items + used;
        end[m] = used;
        used += review->under[m].count;
    }
    for (uint32_t i = 0; i < acts; i++)
        if (of[i] != ATT_NONE)
            items[end[of[i]]++] = i;
}

/* ---- building ------------------------------------------------------------------------------- */

static const struct {
    att_section_build *build;
} sections[] = {
#define ATT_SECTION(id) {att_section_##id},
#include "review/sections.def"
};

static att_status read_all(att_review *review, att_store *store, const att_review_options *options,
                           att_error *error) {
    att_status status = att_names_read(&review->names, &review->arena, store, options->data_dir,
                                       options->desk, error);
    if (!status && !att_names_state(&review->names, att_slice_of(options->country)))
        status = att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET,
                               "\"%s\" is no code of a state, such as VNM", options->country);
    if (!status)
        status =
            att_material_read(&review->material, &review->arena, store, options->country, error);
    return status ? status : read_periods(review, options, error);
}

att_status att_review_build(att_review **out, att_store *store, const att_review_options *options,
                            att_error *error) {
    att_review *review = calloc(1, sizeof *review);
    jmp_buf recovery;
    *out = NULL;
    if (!review)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_arena_init(&review->arena);
    review->arena.recovery = &recovery;
    if (setjmp(recovery)) {
        att_review_free(review);
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    }
    att_model_init(&review->model, &review->arena);
    att_status status = att_store_execute(store, "PRAGMA mmap_size = 1073741824", error);
    if (!status)
        status = att_store_execute(store, "BEGIN", error); /* one view of the archive */
    if (!status)
        status = read_all(review, store, options, error);
    if (!status) {
        review->country = review->material.country;
        review->country_name = att_names_of(&review->names, review->country);
        review->stories = att_count_stories(review, review->period, NULL);
        if (review->compares)
            review->stories_compared = att_count_stories(review, review->compared, NULL);
        find_partners(review);
        find_acts_under(review);
        for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
            sections[i].build(review);
        status = review->material.status;
    }
    att_store_execute(store, "COMMIT", NULL);
    if (status) {
        att_review_free(review);
        return status;
    }
    review->arena.recovery = NULL;
    *out = review;
    return ATT_OK;
}

/* ---- writing -------------------------------------------------------------------------------- */

static att_status write_guarded(att_review_writer *write, att_buffer *out, att_review *review,
                                att_error *error) {
    jmp_buf recovery;
    review->arena.recovery = &recovery;
    att_status status = ATT_ERROR_MEMORY;
    if (setjmp(recovery))
        att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    else
        status = write(out, review, error);
    review->arena.recovery = NULL;
    return status;
}

att_status att_review_write_html(att_buffer *out, att_review *review, att_error *error) {
    return write_guarded(att_write_html, out, review, error);
}

att_status att_review_write_json(att_buffer *out, att_review *review, att_error *error) {
    return write_guarded(att_write_json, out, review, error);
}

att_status att_review_write_markdown(att_buffer *out, att_review *review, att_error *error) {
    return write_guarded(att_write_markdown, out, review, error);
}

void att_review_free(att_review *review) {
    if (!review)
        return;
    att_arena_release(&review->arena);
    free(review);
}
