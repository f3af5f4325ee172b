/* words.c - the review's own words: days, places, parties, what was searched. */
#include "review/building.h"

#include "base/buffer.h"
#include "base/error.h"

att_slice att_activity_words(att_review *review, uint8_t activity) {
    att_slice name =
        att_arena_copy(&review->arena, att_slice_of(att_activity_name((att_activity)activity)));
    char *bytes = (char *)name.data;
    for (uint32_t i = 0; i < name.size; i++)
        if (bytes[i] == '-')
            bytes[i] = ' ';
    return name;
}

att_slice att_about(att_review *review, uint8_t activity, att_fields fields) {
    att_buffer out;
    att_buffer_init(&out);
    for (int i = 0; activity == ATT_ACTIVITY_COOPERATION && i < ATT_FIELD_COUNT; i++)
        if ((fields >> i & 1) && i != ATT_FIELD_GENERAL)
            att_buffer_format(&out, "%s%s", out.size ? ", " : "", att_field_name((att_field)i));
    att_slice text = out.size ? att_arena_copy(&review->arena, att_buffer_slice(&out))
                              : att_activity_words(review, activity);
    att_buffer_release(&out);
    return text;
}

att_slice att_day_text(att_review *review, att_day day) {
    if (day == ATT_DAY_NONE || day == ATT_DAY_OPEN_END)
        return att_slice_of("no date");
    return att_day_format(&review->arena, day);
}

att_slice att_days(att_review *review, att_day first, att_day last) {
    bool open_first = first == ATT_DAY_NONE,
         open_last = last == ATT_DAY_NONE || last == ATT_DAY_OPEN_END;
    if (open_first && open_last)
        return att_slice_of("no date");
    if (open_first)
        return ATT_FORMAT(review, "until %s", att_day_text(review, last).data);
    if (open_last)
        return ATT_FORMAT(review, "since %s", att_day_text(review, first).data);
    att_slice text = att_interval_format(&review->arena, (att_interval){first, last});
    const char *slash = memchr(text.data, '/', text.size);
    if (!slash)
        return text;
    return ATT_FORMAT(review, "%.*s to %.*s", (int)(slash - text.data), text.data,
                      (int)(text.data + text.size - slash - 1), slash + 1);
}

att_slice att_period_text(att_review *review, att_interval period) {
    return ATT_FORMAT(review, "%s to %s", att_day_text(review, period.first).data,
                      att_day_text(review, period.last).data);
}

att_slice att_others(att_review *review, att_span_of parties) {
    att_buffer out;
    att_buffer_init(&out);
    const att_party *party = parties.count ? &review->material.parties.items[parties.first] : NULL;
    for (uint32_t i = 0; i < parties.count; i++) {
        bool skip = att_slice_equal(party[i].code, review->country) ||
                    party[i].role == ATT_RECORD_SPEAKER || !party[i].code.size;
        for (uint32_t before = 0; before < i && !skip; before++)
            skip = att_slice_equal(party[before].code, party[i].code) &&
                   party[before].role != ATT_RECORD_SPEAKER;
        if (skip)
            continue;
        att_buffer_add(&out, out.size ? "; " : "");
        att_buffer_add_slice(&out, att_names_of(&review->names, party[i].code));
    }
    att_slice text = att_arena_copy(&review->arena, att_buffer_slice(&out));
    att_buffer_release(&out);
    return text;
}

att_slice att_mechanism_parties(att_review *review, const att_mechanism_row *mechanism) {
    att_buffer out;
    att_buffer_init(&out);
    att_slice rest = mechanism->parties, code;
    while (rest.size && att_slice_next(&rest, ' ', &code))
        if (!att_slice_equal(code, review->country)) {
            att_slice name = att_names_of(&review->names, code);
            att_buffer_format(&out, "%s%.*s", out.size ? ", " : "", ATT_TEXT_OF(name));
        }
    att_slice text =
        out.size ? att_arena_copy(&review->arena, att_buffer_slice(&out)) : ATT_SLICE_EMPTY;
    att_buffer_release(&out);
    return text;
}

att_slice att_mechanism_name(att_review *review, const att_mechanism_row *mechanism) {
    att_slice parties = att_mechanism_parties(review, mechanism), name = mechanism->name;
    if (!parties.size || memmem(name.data, name.size, parties.data, parties.size))
        return name;
    return ATT_FORMAT(review, "%.*s (%.*s)", ATT_TEXT_OF(name), ATT_TEXT_OF(parties));
}

att_slice att_speakers(att_review *review, att_span_of parties) {
    att_buffer out;
    att_buffer_init(&out);
    for (uint32_t i = 0; i < parties.count; i++) {
        const att_party *party = &review->material.parties.items[parties.first + i];
        if (party->role != ATT_RECORD_SPEAKER)
            continue;
        att_slice name = att_names_of(&review->names, party->code);
        att_buffer_format(&out, "%s%.*s", out.size ? "; " : "", ATT_TEXT_OF(name));
        if (party->sector)
            att_buffer_format(&out, " (%s)", att_sector_name((att_sector)party->sector));
    }
    att_slice text = out.size ? att_arena_copy(&review->arena, att_buffer_slice(&out))
                              : att_slice_of("the story");
    att_buffer_release(&out);
    return text;
}

att_slice att_where(att_review *review, att_slice place, att_slice country) {
    if (!place.size && !country.size)
        return ATT_SLICE_EMPTY;
    att_slice state = country.size ? att_names_of(&review->names, country) : ATT_SLICE_EMPTY;
    att_slice town = att_names_place(&review->names, place);
    if (!town.size || att_slice_equal(town, country) || att_slice_equal(town, state))
        return state;
    if (!state.size)
        return town;
    return ATT_FORMAT(review, "%.*s, %.*s", ATT_TEXT_OF(town), ATT_TEXT_OF(state));
}

att_slice att_searched(att_review *review, const char *what) {
    const att_material *material = &review->material;
    if (material->until == ATT_DAY_NONE)
        return ATT_FORMAT(review, "%s: none found; the archive holds no dated story.", what);
    return ATT_FORMAT(review, "%s: none found in %s stories of the period, sought up to %s.", what,
                      att_number_text(&review->arena, review->stories).data,
                      att_day_text(review, material->until < review->period.last
                                               ? material->until
                                               : review->period.last)
                          .data);
}

bool att_is_state_media(const att_review *review, const att_story_row *story) {
    att_slice owner = att_names_ownership(&review->names, story->agency);
    if (!owner.size)
        owner = att_names_ownership(&review->names, story->source);
    return att_slice_is(owner, "state");
}

bool att_state_media_only(const att_review *review, const att_act_row *act) {
    for (uint32_t i = 0; i < act->reports.count; i++) {
        const att_source_row *row = att_material_row(&review->material, act->reports, i);
        if (!att_is_state_media(review, att_material_story(&review->material, row)))
            return false;
    }
    return act->reports.count > 0;
}

att_slice att_sources_text(att_review *review, const att_act_row *act) {
    att_buffer out;
    att_buffer_init(&out);
    uint32_t reports = act->reports.count;
    att_buffer_format(&out, "%u report%s, %u source%s", reports, reports == 1 ? "" : "s",
                      act->sources, act->sources == 1 ? "" : "s");
    if (att_state_media_only(review, act))
        att_buffer_add(&out, "; state media only");
    if (act->disputed)
        att_buffer_add(&out, "; figures disagree");
    att_slice text = att_arena_copy(&review->arena, att_buffer_slice(&out));
    att_buffer_release(&out);
    return text;
}

/* ---- pieces of sections --------------------------------------------------------------------- */

att_figure *att_act_figure(att_review *review, att_slice key, att_slice label,
                           const char *definition, const att_asked *asked) {
    return att_model_figure(&review->model, key, label, definition, att_ask_acts(review, asked));
}

static void act_row(att_review *review, att_table_block *table, uint32_t index) {
    att_model *model = &review->model;
    const att_act_row *act = &review->material.acts.items[index];
    att_row *row = att_table_block_row(model, table);
    att_row_ref(model, row, att_days(review, act->first, act->last), REF_ACT, index);
    att_slice kind = att_activity_words(review, act->activity);
    if (act->status == ATT_CANCELLED)
        kind = ATT_FORMAT(review, "%s (called off)", kind.data);
    att_row_text(model, row, kind);
    att_slice others = att_others(review, act->parties);
    att_row_text(model, row, others.size ? others : att_slice_of("—"));
    att_row_text(model, row, att_where(review, act->place, act->country));
    att_row_text(model, row, att_material_numbers(&review->material, act->record));
    att_row_quote(model, row, att_material_quote(&review->material, act->record, ATT_QUOTE_BYTES));
    att_row_text(model, row, att_sources_text(review, act));
}

void att_act_table(att_review *review, att_section *section, const char *key, att_slice caption,
                   att_refs refs) {
    static const att_column columns[] = {{"Date", COLUMN_TEXT},    {"Activity", COLUMN_TEXT},
                                         {"With", COLUMN_TEXT},    {"Where", COLUMN_TEXT},
                                         {"Figures", COLUMN_TEXT}, {"As reported", COLUMN_TEXT},
                                         {"Reports", COLUMN_TEXT}};
    if (!refs.count)
        return;
    att_table_block *table =
        att_section_table(&review->model, section, key, caption, ATT_COLUMNS(columns));
    const uint32_t *order = att_by_day(review, refs);
    uint32_t first = refs.count > ATT_TABLE_ROWS ? refs.count - ATT_TABLE_ROWS : 0;
    for (uint32_t i = first; i < refs.count; i++)
        act_row(review, table, order[i]);
    if (first)
        att_section_text(&review->model, section,
                         ATT_FORMAT(review,
                                    "The table shows the latest %u of %u; all are in the "
                                    "review as JSON.",
                                    (unsigned)ATT_TABLE_ROWS, refs.count));
}

void att_claim_table_row(att_review *review, att_table_block *table, uint32_t index, bool period) {
    att_model *model = &review->model;
    const att_claim_row *claim = &review->material.claims.items[index];
    att_day said = att_claim_day(&review->material, claim);
    att_row *row = att_table_block_row(model, table);
    att_row_ref(model, row, att_day_text(review, said), REF_CLAIM, index);
    att_row_text(model, row, att_speakers(review, claim->parties));
    if (period)
        att_row_text(model, row, att_days(review, claim->first, claim->last));
    att_row_quote(model, row,
                  att_material_quote(&review->material, claim->record, ATT_QUOTE_BYTES));
}

att_slice att_ref_text(att_review *review, ref_kind kind, uint32_t index) {
    const att_material *material = &review->material;
    if (kind == REF_ACT) {
        const att_act_row *act = &material->acts.items[index];
        return ATT_FORMAT(review, "%s, %s", att_days(review, act->first, act->last).data,
                          att_activity_words(review, act->activity).data);
    }
    if (kind == REF_UNDERTAKING) {
        const att_undertaking_row *row = &material->undertakings.items[index];
        return ATT_FORMAT(review, "%s, %s", att_day_text(review, row->first).data,
                          att_activity_words(review, row->activity).data);
    }
    if (kind == REF_CLAIM) {
        const att_claim_row *claim = &material->claims.items[index];
        return ATT_FORMAT(review, "%s, claim",
                          att_day_text(review, att_claim_day(material, claim)).data);
    }
    const att_story_row *story = &material->stories.items[index];
    return ATT_FORMAT(review, "%s, %.*s", att_day_text(review, story->date).data,
                      ATT_TEXT_OF(story->name));
}

att_status att_written(const att_buffer *out, att_review *review, att_error *error) {
    if (out->failed)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    return review->material.status;
}
