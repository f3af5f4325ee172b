/* json.c - the review as JSON: the same tree, with every figure's records in full. */
#include "review/html.h"

#include <inttypes.h>

typedef struct json {
    att_buffer *out;
    att_review *review;
} json;

static void add(json *json_now, const char *text) {
    att_buffer_add(json_now->out, text);
}

static void pair(json *json_now, const char *key, att_slice value, bool first) {
    att_buffer_format(json_now->out, "%s\"%s\": ", first ? "" : ", ", key);
    att_buffer_add_json(json_now->out, value);
}

static const char *const lists[] = {"acts", "undertakings", "claims", "stories"};

static void figure(json *json_now, const att_figure *item) {
    add(json_now, "{");
    pair(json_now, "key", item->key, true);
    pair(json_now, "label", item->label, false);
    att_buffer_format(json_now->out, ", \"value\": %.10g", item->value);
    pair(json_now, "text", item->text, false);
    pair(json_now, "definition", item->definition, false);
    att_buffer_format(json_now->out, ", \"of\": \"%s\", \"ids\": [", lists[item->refs.kind]);
    for (uint32_t i = 0; i < item->refs.count; i++) {
        add(json_now, i ? ", " : "");
        att_buffer_add_json(json_now->out,
                            att_ref_id(json_now->review, item->refs.kind, item->refs.items[i]));
    }
    add(json_now, "]}");
}

static void cell(json *json_now, const att_cell *item) {
    add(json_now, "{");
    pair(json_now, "text", item->text, true);
    if (item->kind == CELL_FIGURE)
        pair(json_now, "figure", item->figure->key, false);
    if (item->kind == CELL_REF) {
        pair(json_now, "of", att_slice_of(lists[item->refs.kind]), false);
        pair(json_now, "id", att_ref_id(json_now->review, item->refs.kind, item->refs.items[0]),
             false);
    }
    add(json_now, "}");
}

static void table(json *json_now, const att_table_block *item) {
    add(json_now, "{\"kind\": \"table\"");
    pair(json_now, "key", item->key, false);
    pair(json_now, "caption", item->caption, false);
    add(json_now, ", \"columns\": [");
    for (uint32_t c = 0; c < item->column_count; c++) {
        add(json_now, c ? ", " : "");
        att_buffer_add_json(json_now->out, att_slice_of(item->columns[c].title));
    }
    add(json_now, "], \"rows\": [");
    for (uint32_t r = 0; r < item->rows.count; r++) {
        add(json_now, r ? ",\n    [" : "\n    [");
        for (uint32_t c = 0; c < item->rows.items[r].count; c++) {
            add(json_now, c ? ", " : "");
            cell(json_now, &item->rows.items[r].items[c]);
        }
        add(json_now, "]");
    }
    add(json_now, "]}");
}

static void block(json *json_now, const att_block *item) {
    static const char *const texts[] = {"heading", "text", "none"};
    switch (item->kind) {
    case BLOCK_TABLE:
        table(json_now, item->table);
        break;
    case BLOCK_CHART:
        add(json_now, "{\"kind\": \"chart\"");
        pair(json_now, "key", item->chart->key, false);
        pair(json_now, "title", item->chart->title, false);
        pair(json_now, "description", item->chart->description, false);
        add(json_now, "}");
        break;
    case BLOCK_FIGURES:
        add(json_now, "{\"kind\": \"figures\", \"figures\": [");
        for (uint32_t i = 0; i < item->figures.count; i++) {
            add(json_now, i ? ", " : "");
            att_buffer_add_json(json_now->out, item->figures.items[i]->key);
        }
        add(json_now, "]}");
        break;
    case BLOCK_ENTRIES:
        att_buffer_format(json_now->out, "{\"kind\": \"list\", \"of\": \"%s\"}",
                          lists[item->entries]);
        break;
    case BLOCK_INDEX:
        add(json_now, "{\"kind\": \"list\", \"of\": \"figures\"}");
        break;
    default:
        att_buffer_format(json_now->out, "{\"kind\": \"%s\"", texts[item->kind]);
        pair(json_now, "text", item->text, false);
        add(json_now, "}");
    }
}

/* ---- the records ---------------------------------------------------------------------------- */

static void parties(json *json_now, att_span_of span) {
    add(json_now, ", \"parties\": [");
    for (uint32_t i = 0; i < span.count; i++) {
        const att_party *party = &json_now->review->material.parties.items[span.first + i];
        add(json_now, i ? ", {" : "{");
        pair(json_now, "role", att_slice_of(att_record_role_name((att_record_role)party->role)),
             true);
        pair(json_now, "code", party->code, false);
        pair(json_now, "sector", att_slice_of(att_sector_name((att_sector)party->sector)), false);
        att_buffer_format(json_now->out, ", \"level\": %u}", party->level);
    }
    add(json_now, "]");
}

static void records(json *json_now, att_span_of span) {
    att_material *material = &json_now->review->material;
    add(json_now, ", \"records\": [");
    for (uint32_t i = 0; i < span.count; i++) {
        const att_source_row *row = att_material_row(material, span, i);
        const att_story_row *story = att_material_story(material, row);
        add(json_now, i ? ", {" : "{");
        pair(json_now, "id", row->id, true);
        pair(json_now, "story", story->name, false);
        pair(json_now, "date", att_day_text(json_now->review, story->date), false);
        pair(json_now, "agency", story->agency, false);
        pair(json_now, "rule", row->rule, false);
        att_buffer_format(json_now->out, ", \"confidence\": %.3g", row->confidence);
        pair(json_now, "quote", att_material_quote(material, row->number, 4000), false);
        add(json_now, "}");
    }
    add(json_now, "]");
}

static void act(json *json_now, uint32_t index) {
    att_review *review = json_now->review;
    const att_act_row *row = &review->material.acts.items[index];
    pair(json_now, "id", row->id, true);
    pair(json_now, "activity", att_slice_of(att_activity_name((att_activity)row->activity)), false);
    pair(json_now, "status", att_slice_of(att_event_status_name((att_event_status)row->status)),
         false);
    pair(json_now, "time", att_days(review, row->first, row->last), false);
    pair(json_now, "place", att_where(review, row->place, row->country), false);
    pair(json_now, "instrument", row->instrument, false);
    att_buffer_format(json_now->out, ", \"sources\": %u, \"disputed\": %s", row->sources,
                      row->disputed ? "true" : "false");
    parties(json_now, row->parties);
    records(json_now, row->reports);
}

static void undertaking(json *json_now, uint32_t index) {
    att_review *review = json_now->review;
    const att_undertaking_row *row = &review->material.undertakings.items[index];
    pair(json_now, "id", row->id, true);
    pair(json_now, "activity", att_slice_of(att_activity_name((att_activity)row->activity)), false);
    pair(json_now, "force", att_slice_of(att_force_name((att_force)row->force)), false);
    pair(json_now, "status", att_slice_of(att_fate_name((att_fate)row->fate)), false);
    pair(json_now, "reason", row->reason, false);
    pair(json_now, "stated", att_day_text(review, row->first), false);
    pair(json_now, "term", att_days(review, row->term_first, row->term_last), false);
    pair(json_now, "evidence", att_day_text(review, row->evidence), false);
    att_buffer_format(json_now->out, ", \"searched\": %u", row->searched);
    pair(json_now, "until", att_day_text(review, row->until), false);
    parties(json_now, row->parties);
    records(json_now, row->rows);
}

static void claim(json *json_now, uint32_t index) {
    att_review *review = json_now->review;
    const att_claim_row *row = &review->material.claims.items[index];
    pair(json_now, "id", row->id, true);
    pair(json_now, "activity", att_slice_of(att_activity_name((att_activity)row->activity)), false);
    if (row->figure) {
        att_buffer_format(json_now->out, ", \"number\": %.10g", row->number);
        pair(json_now, "bound", row->bound, false);
        pair(json_now, "unit", row->unit, false);
    }
    pair(json_now, "time", row->time, false);
    parties(json_now, row->parties);
    records(json_now, row->rows);
}

static void story(json *json_now, uint32_t index) {
    att_review *review = json_now->review;
    const att_story_row *row = &review->material.stories.items[index];
    pair(json_now, "id", att_ref_id(review, REF_STORY, index), true);
    pair(json_now, "name", row->name, false);
    pair(json_now, "date", att_day_text(review, row->date), false);
    pair(json_now, "title", row->title, false);
    pair(json_now, "agency", row->agency, false);
    pair(json_now, "source", row->source, false);
    pair(json_now, "url", row->url, false);
    pair(json_now, "sha256", row->hash, false);
}

/* The archive's records that the review was made from, of all times. */
static void list(json *json_now, ref_kind kind) {
    static void (*const writers[])(json *, uint32_t) = {act, undertaking, claim, story};
    const att_material *material = &json_now->review->material;
    const uint32_t counts[] = {material->acts.count, material->undertakings.count,
                               material->claims.count, material->stories.count};
    att_buffer_format(json_now->out, ",\n\"%s\": [", lists[kind]);
    for (uint32_t i = 0; i < counts[kind]; i++) {
        add(json_now, i ? ",\n  {" : "\n  {");
        writers[kind](json_now, i);
        add(json_now, "}");
    }
    add(json_now, "]");
}

static void sections(json *json_now) {
    const att_model *model = &json_now->review->model;
    add(json_now, ",\n\"sections\": [");
    for (uint32_t s = 0; s < model->sections.count; s++) {
        const att_section *section = &model->sections.items[s];
        add(json_now, s ? ",\n {" : "\n {");
        pair(json_now, "key", att_slice_of(section->key), true);
        pair(json_now, "title", att_slice_of(section->title), false);
        add(json_now, ", \"blocks\": [");
        for (uint32_t b = 0; b < section->blocks.count; b++) {
            add(json_now, b ? ",\n  " : "\n  ");
            block(json_now, &section->blocks.items[b]);
        }
        add(json_now, "]}");
    }
    add(json_now, "],\n\"figures\": [");
    for (uint32_t i = 0; i < model->figures.count; i++) {
        add(json_now, i ? ",\n  " : "\n  ");
        figure(json_now, model->figures.items[i]);
    }
    add(json_now, "]");
}

att_status att_write_json(att_buffer *out, att_review *review, att_error *error) {
    json json_now = {out, review};
    add(&json_now, "{");
    pair(&json_now, "country", review->country, true);
    pair(&json_now, "name", review->country_name, false);
    pair(&json_now, "from", att_day_text(review, review->period.first), false);
    pair(&json_now, "to", att_day_text(review, review->period.last), false);
    if (review->compares) {
        pair(&json_now, "compare_from", att_day_text(review, review->compared.first), false);
        pair(&json_now, "compare_to", att_day_text(review, review->compared.last), false);
    }
    sections(&json_now);
    for (ref_kind kind = 0; kind < REF_KIND_COUNT; kind++)
        list(&json_now, kind);
    add(&json_now, "}\n");
    return att_written(out, review, error);
}
