/* building.c - asking the material: which acts, how many states, how many reports. */
#include "review/building.h"

#include <stdlib.h>

bool att_within(att_interval period, att_day day) {
    return day != ATT_DAY_NONE && period.first <= day && day <= period.last;
}

int att_year_of(att_day day) {
    return att_day_civil(day).year;
}

att_interval att_year_days(const att_review *review, int year) {
    att_interval days = {att_day_of(year, 1, 1), att_day_of(year, 12, 31)};
    if (days.first < review->period.first)
        days.first = review->period.first;
    if (days.last > review->period.last)
        days.last = review->period.last;
    return days;
}

/* ---- one act -------------------------------------------------------------------------------- */

static bool is_other_state(const att_review *review, att_slice code) {
    const att_state_row *state = att_names_state(&review->names, code);
    return state && state->is_state && !att_slice_equal(code, review->country);
}

static const att_party *party_at(const att_review *review, const att_act_row *act, uint32_t index) {
    return &review->material.parties.items[act->parties.first + index];
}

static bool seen_before(const att_review *review, const att_act_row *act, uint32_t index) {
    for (uint32_t i = 0; i < index; i++)
        if (att_slice_equal(party_at(review, act, i)->code, party_at(review, act, index)->code))
            return true;
    return false;
}

/* Forums and what three or more take part in are multilateral. */
att_scope att_act_scope(const att_review *review, const att_act_row *act) {
    uint32_t others = 0;
    for (uint32_t i = 0; i < act->parties.count; i++)
        if (!att_slice_equal(party_at(review, act, i)->code, review->country) &&
            !seen_before(review, act, i))
            others++;
    if (act->activity == ATT_ACTIVITY_FORUM || others > 1)
        return SCOPE_MULTILATERAL;
    return others ? SCOPE_BILATERAL : SCOPE_OWN;
}

static bool has_group_member(const att_review *review, const att_act_row *act, att_slice group) {
    for (uint32_t i = 0; i < act->parties.count; i++) {
        att_slice code = party_at(review, act, i)->code;
        if (!att_slice_equal(code, review->country) &&
            att_names_in_group(&review->names, group, code, act->first))
            return true;
    }
    return false;
}

static bool has_direction(const att_review *review, const att_act_row *act, att_record_role own) {
    bool country = false, other = false;
    for (uint32_t i = 0; i < act->parties.count; i++) {
        const att_party *party = party_at(review, act, i);
        if (att_slice_equal(party->code, review->country))
            country = country || party->role == own;
        else
            other = other || party->role == (own == ATT_RECORD_ACTOR ? ATT_RECORD_RECIPIENT
                                                                     : ATT_RECORD_ACTOR);
    }
    return country && other;
}

const char *att_act_direction(const att_review *review, const att_act_row *act) {
    if (has_direction(review, act, ATT_RECORD_ACTOR))
        return "given";
    return has_direction(review, act, ATT_RECORD_RECIPIENT) ? "received" : "mutual or own";
}

static bool subject_fits(const att_act_row *act, const att_asked *asked) {
    return (!asked->activities || (asked->activities >> act->activity & 1)) &&
           (!asked->fields || (asked->fields & act->fields));
}

static bool fits(const att_review *review, const att_act_row *act, const att_asked *asked) {
    if (!att_within(asked->period, act->first))
        return false;
    if ((act->status == ATT_CANCELLED) != asked->cancelled || !subject_fits(act, asked))
        return false;
    if (asked->level && (!act->level || act->level > asked->level))
        return false;
    if (asked->scope && att_act_scope(review, act) != asked->scope)
        return false;
    if (asked->group.size && !has_group_member(review, act, asked->group))
        return false;
    if ((asked->giving && !has_direction(review, act, ATT_RECORD_ACTOR)) ||
        (asked->receiving && !has_direction(review, act, ATT_RECORD_RECIPIENT)))
        return false;
    return (!asked->one_source || act->sources <= 1) && (!asked->disputed || act->disputed);
}

/* ---- many acts ------------------------------------------------------------------------------ */

void att_pick(att_review *review, att_picks *picks, uint32_t index) {
    *ATT_PUSH(&review->arena, picks) = index;
}

static int compare_numbers(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

att_refs att_picked(att_review *review, const att_picks *picks, ref_kind kind) {
    uint32_t count = 0;
    if (picks->count > 1)
        qsort(picks->items, picks->count, sizeof *picks->items, compare_numbers);
    for (uint32_t i = 0; i < picks->count; i++)
        if (!i || picks->items[i] != picks->items[count - 1])
            picks->items[count++] = picks->items[i];
    return (att_refs){kind, picks->items, count};
}

const att_partner *att_partner_of(const att_review *review, att_slice code) {
    uint32_t index = att_map_get(&review->partner_index, code);
    return index == ATT_NONE ? NULL : &review->partners.items[index];
}

att_refs att_ask_acts(att_review *review, const att_asked *asked) {
    att_picks picks = {0};
    const att_act_row *acts = review->material.acts.items;
    const att_partner *partner =
        asked->partner.size ? att_partner_of(review, asked->partner) : NULL;
    if (asked->partner.size && !partner)
        return (att_refs){REF_ACT, NULL, 0};
    uint32_t count = partner ? partner->act_count : review->material.acts.count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t index = partner ? partner->acts[i] : i;
        if (fits(review, &acts[index], asked))
            att_pick(review, &picks, index);
    }
    return (att_refs){REF_ACT, picks.items, picks.count};
}

att_refs att_acts_under(const att_review *review, int64_t mechanism) {
    uint32_t index = att_lookup_get(&review->material.mechanism_of, mechanism);
    return index == ATT_NONE ? (att_refs){REF_ACT, NULL, 0} : review->under[index];
}

att_refs att_sessions_of(att_review *review, const att_mechanism_row *mechanism) {
    att_refs under = att_acts_under(review, mechanism->number);
    att_picks picks = {0};
    for (uint32_t i = 0; i < under.count && mechanism->nature != ATT_DOCUMENT; i++) {
        const att_act_row *act = &review->material.acts.items[under.items[i]];
        if (act->status != ATT_CANCELLED && (ATT_SESSIONS >> act->activity & 1) &&
            att_within(att_up_to_now(review), act->first))
            att_pick(review, &picks, under.items[i]);
    }
    return (att_refs){REF_ACT, picks.items, picks.count};
}

/* ---- undertakings --------------------------------------------------------------------------- */

att_interval att_up_to_now(const att_review *review) {
    return (att_interval){ATT_DAY_OPEN_START, review->period.last};
}

static bool is_on(const att_undertaking_row *row, const att_owed *asked) {
    return (!asked->activities && !asked->fields) || (asked->activities >> row->activity & 1) ||
           (asked->fields & row->fields);
}

static bool has_term(const att_review *review, const att_undertaking_row *row,
                     const att_owed *asked) {
    if (row->term_last == ATT_DAY_NONE)
        return false;
    return !asked->due_later ||
           (row->term_last != ATT_DAY_OPEN_END && row->term_last > review->period.last);
}

static bool is_owed(const att_review *review, const att_undertaking_row *row,
                    const att_owed *asked) {
    if (!att_within(asked->period, row->first) || !is_on(row, asked))
        return false;
    if ((asked->forces && !(asked->forces >> row->force & 1)) ||
        (asked->fates && !(asked->fates >> row->fate & 1)))
        return false;
    if ((asked->with_term || asked->due_later) && !has_term(review, row, asked))
        return false;
    return !asked->partner.size || att_takes_part(&review->material, row->parties, asked->partner);
}

att_refs att_ask_undertakings(att_review *review, const att_owed *asked) {
    const att_refs *among = asked->among;
    uint32_t count = among ? among->count : review->material.undertakings.count;
    att_picks picks = {0};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t index = among ? among->items[i] : i;
        if (is_owed(review, &review->material.undertakings.items[index], asked))
            att_pick(review, &picks, index);
    }
    return (att_refs){REF_UNDERTAKING, picks.items, picks.count};
}

/* ---- in order, and counted ------------------------------------------------------------------ */

typedef struct dated {
    att_day day;
    uint32_t index;
} dated;

static int compare_dated(const void *left, const void *right) {
    const dated *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

const uint32_t *att_by_day(att_review *review, att_refs refs) {
    dated *list = ATT_NEW_ARRAY(&review->arena, dated, refs.count + 1);
    uint32_t *out = ATT_NEW_ARRAY(&review->arena, uint32_t, refs.count + 1);
    for (uint32_t i = 0; i < refs.count; i++)
        list[i] = (dated){review->material.acts.items[refs.items[i]].first, refs.items[i]};
    if (refs.count)
        qsort(list, refs.count, sizeof *list, compare_dated);
    for (uint32_t i = 0; i < refs.count; i++)
        out[i] = list[i].index;
    return out;
}

uint32_t att_count_states(att_review *review, att_refs refs, att_slice group) {
    att_map seen;
    att_map_init(&seen, &review->arena);
    for (uint32_t i = 0; i < refs.count; i++) {
        const att_act_row *act = &review->material.acts.items[refs.items[i]];
        for (uint32_t p = 0; p < act->parties.count; p++) {
            att_slice code = party_at(review, act, p)->code;
            if (is_other_state(review, code) &&
                (!group.size || att_names_in_group(&review->names, group, code, act->first)))
                att_map_put(&seen, code, 1);
        }
    }
    return seen.entries.count;
}

uint32_t att_count_reports(const att_review *review, att_refs refs) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < refs.count; i++)
        count += review->material.acts.items[refs.items[i]].reports.count;
    return count;
}

uint32_t att_count_mechanisms(att_review *review, att_refs refs) {
    const att_material *material = &review->material;
    uint8_t *seen = att_arena_alloc(&review->arena, material->mechanisms.count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < refs.count; i++) {
        const att_act_row *act = &material->acts.items[refs.items[i]];
        uint32_t index = att_lookup_get(&material->mechanism_of, act->mechanism);
        if (index == ATT_NONE || seen[index] || !(ATT_SESSIONS >> act->activity & 1) ||
            material->mechanisms.items[index].nature == ATT_DOCUMENT)
            continue;
        seen[index] = 1;
        count++;
    }
    return count;
}

uint32_t att_count_stories(const att_review *review, att_interval period, att_picks *picks) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < review->material.stories.count; i++) {
        const att_story_row *story = &review->material.stories.items[i];
        if (!story->story || !att_within(period, story->date))
            continue;
        count++;
        if (picks)
            att_pick((att_review *)review, picks, i);
    }
    return count;
}
