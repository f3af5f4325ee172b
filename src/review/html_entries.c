/* html_entries.c - the lists of the annexes: acts, undertakings, claims, stories, each with its
 * sentences, their stories, dates and agencies. */
#include "review/html.h"

#include <stdlib.h>

static void add(att_page *page, const char *text) {
    att_buffer_add(page->out, text);
}

static void html(att_page *page, att_slice text) {
    att_buffer_add_html(page->out, text);
}

static void open_entry(att_page *page, ref_kind kind, uint32_t index, att_slice date) {
    add(page, "<article class=\"entry\" id=\"");
    att_page_anchor(page, kind, index);
    add(page, "\"><h4><span class=\"date\">");
    html(page, date);
    add(page, "</span>");
}

/* ---- sentences ------------------------------------------------------------------------------ */

static void story_name(att_page *page, const att_story_row *story) {
    att_slice agency = story->agency.size ? story->agency : story->source;
    att_slice day = att_day_text(page->review, story->date);
    uint32_t index = (uint32_t)(story - page->review->material.stories.items);
    att_page_link(page, REF_STORY, index,
                  ATT_FORMAT(page->review, "%.*s, %.*s%sstory %.*s", ATT_TEXT_OF(day),
                             ATT_TEXT_OF(agency), agency.size ? ", " : "",
                             ATT_TEXT_OF(story->name)));
}

static void sentence(att_page *page, const att_source_row *row) {
    att_review *review = page->review;
    add(page, "<blockquote><p>“");
    html(page, att_material_quote(&review->material, row->number, 1200));
    add(page, "”</p><footer>");
    story_name(page, att_material_story(&review->material, row));
    add(page, row->recalled ? "; recalled" : "");
    add(page, "; rule ");
    html(page, row->rule);
    att_buffer_format(page->out, ", confidence %.2f, record %.*s</footer></blockquote>",
                      row->confidence, ATT_TEXT_OF(row->id));
}

static void sentences(att_page *page, att_span_of rows) {
    for (uint32_t i = 0; i < rows.count; i++)
        sentence(page, att_material_row(&page->review->material, rows, i));
}

/* ---- acts ----------------------------------------------------------------------------------- */

static void side(att_page *page, const att_act_row *act, att_record_role role) {
    att_review *review = page->review;
    bool first = true;
    for (uint32_t i = 0; i < act->parties.count; i++) {
        const att_party *party = &review->material.parties.items[act->parties.first + i];
        if (party->role != role)
            continue;
        add(page, first ? "" : ", ");
        first = false;
        html(page, att_names_of(&review->names, party->code));
        if (party->sector)
            att_buffer_format(page->out, " (%s)", att_sector_name((att_sector)party->sector));
    }
}

static bool has_role(const att_page *page, const att_act_row *act, att_record_role role) {
    for (uint32_t i = 0; i < act->parties.count; i++)
        if (page->review->material.parties.items[act->parties.first + i].role == role)
            return true;
    return false;
}

static void act_meta(att_page *page, const att_act_row *act) {
    att_review *review = page->review;
    att_slice where = att_where(review, act->place, act->country);
    att_slice numbers = att_material_numbers(&review->material, act->record);
    add(page, "<p class=\"meta\">");
    html(page, att_sources_text(review, act));
    const struct {
        const char *name;
        att_slice value;
    } items[] = {{"place", where}, {"under", act->instrument}, {"figures", numbers}};
    for (int i = 0; i < 3; i++)
        if (items[i].value.size) {
            att_buffer_format(page->out, "; %s: ", items[i].name);
            html(page, items[i].value);
        }
    if (act->level)
        att_buffer_format(page->out, "; highest level: %s", att_level_name(act->level));
    add(page, "</p>");
}

static void write_act(att_page *page, uint32_t index) {
    att_review *review = page->review;
    const att_act_row *act = &review->material.acts.items[index];
    open_entry(page, REF_ACT, index, att_days(review, act->first, act->last));
    html(page, att_activity_words(review, act->activity));
    add(page, act->status == ATT_CANCELLED ? " (called off)" : "");
    add(page, act->status == ATT_ONGOING ? " (under way)" : "");
    add(page, ": ");
    side(page, act, ATT_RECORD_ACTOR);
    if (has_role(page, act, ATT_RECORD_RECIPIENT)) {
        add(page, " → ");
        side(page, act, ATT_RECORD_RECIPIENT);
    }
    add(page, "</h4>");
    act_meta(page, act);
    sentences(page, act->reports);
    add(page, "</article>\n");
}

static void write_acts(att_page *page) {
    att_review *review = page->review;
    att_picks picks = {0};
    for (uint32_t i = 0; i < review->material.acts.count; i++)
        if (page->shown[REF_ACT][i])
            att_pick(review, &picks, i);
    att_refs refs = att_picked(review, &picks, REF_ACT);
    const uint32_t *order = att_by_day(review, refs);
    int year = 0;
    for (uint32_t i = 0; i < refs.count; i++) {
        const att_act_row *act = &review->material.acts.items[order[i]];
        if (act->first != ATT_DAY_NONE && att_year_of(act->first) != year) {
            year = att_year_of(act->first);
            att_buffer_format(page->out, "<h3>%d</h3>\n", year);
        } else if (i == 0) {
            add(page, "<h3>Without a date of its own</h3>\n");
        }
        write_act(page, order[i]);
    }
}

/* ---- undertakings --------------------------------------------------------------------------- */

static void write_outcomes(att_page *page, const att_undertaking_row *row) {
    att_review *review = page->review;
    for (uint32_t i = 0; i < row->outcomes.count; i++) {
        const att_outcome_row *outcome = &review->material.outcomes.items[row->outcomes.first + i];
        uint32_t act =
            outcome->act ? att_lookup_get(&review->material.act_of, outcome->act) : ATT_NONE;
        add(page, "<p class=\"meta\">");
        html(page, outcome->kind);
        add(page, ": ");
        if (act == ATT_NONE)
            html(page, att_material_quote(&review->material, outcome->record, ATT_QUOTE_BYTES));
        else
            att_page_link(page, REF_ACT, act, att_ref_text(review, REF_ACT, act));
        att_buffer_format(page->out, " (score %.2f: ", outcome->score);
        html(page, att_material_reason(&review->material, row->number, outcome->record));
        add(page, ")</p>");
    }
}

static void write_undertaking(att_page *page, uint32_t index) {
    att_review *review = page->review;
    const att_undertaking_row *row = &review->material.undertakings.items[index];
    att_slice others = att_others(review, row->parties);
    open_entry(page, REF_UNDERTAKING, index, att_day_text(review, row->first));
    att_buffer_format(page->out, "%s: ", att_force_name((att_force)row->force));
    html(page, att_about(review, row->activity, row->fields));
    if (others.size) {
        add(page, " with ");
        html(page, others);
    }
    att_buffer_format(page->out, "</h4><p class=\"meta\">%s", att_fate_name((att_fate)row->fate));
    if (row->term_first != ATT_DAY_NONE || row->term_last != ATT_DAY_NONE) {
        add(page, "; term ");
        html(page, att_days(review, row->term_first, row->term_last));
    }
    att_buffer_format(page->out, "; stated %u time%s; sought in %u later stories up to %s",
                      row->times, row->times == 1 ? "" : "s", row->searched,
                      att_day_text(review, row->until).data);
    if (row->reason.size) {
        add(page, "; ");
        html(page, row->reason);
    }
    add(page, "</p>");
    write_outcomes(page, row);
    sentences(page, row->rows);
    add(page, "</article>\n");
}

/* ---- claims --------------------------------------------------------------------------------- */

static void write_claim(att_page *page, uint32_t index) {
    att_review *review = page->review;
    const att_claim_row *claim = &review->material.claims.items[index];
    open_entry(page, REF_CLAIM, index,
               att_day_text(review, att_claim_day(&review->material, claim)));
    html(page, att_activity_words(review, claim->activity));
    if (claim->figure) {
        att_buffer_format(page->out, ": %.*s%s ", ATT_TEXT_OF(att_bound_text(claim->bound)),
                          att_number_text(&review->arena, claim->number).data);
        html(page, claim->unit);
    }
    add(page, "</h4><p class=\"meta\">said by ");
    html(page, att_speakers(review, claim->parties));
    add(page, "; period claimed: ");
    html(page, att_days(review, claim->first, claim->last));
    add(page, claim->repeats ? "; told again</p>" : "</p>");
    sentences(page, claim->rows);
    add(page, "</article>\n");
}

/* ---- stories -------------------------------------------------------------------------------- */

static void write_story(att_page *page, uint32_t index) {
    att_review *review = page->review;
    const att_story_row *story = &review->material.stories.items[index];
    open_entry(page, REF_STORY, index, att_day_text(review, story->date));
    html(page, story->title.size ? story->title
                                 : ATT_FORMAT(review, "Story %.*s", ATT_TEXT_OF(story->name)));
    add(page, "</h4><p class=\"meta\">");
    html(page, story->agency.size ? story->agency : att_slice_of("agency not named"));
    att_slice owner = att_names_ownership(&review->names, story->agency);
    if (owner.size)
        att_buffer_format(page->out, " (%.*s)", ATT_TEXT_OF(owner));
    if (story->source.size && !att_slice_equal(story->source, story->agency)) {
        add(page, "; counted as ");
        html(page, story->source);
    }
    add(page, story->copy ? "; copies or rewrites an earlier story" : "");
    add(page, "; name ");
    html(page, story->name);
    if (story->url.size) {
        add(page, "; ");
        html(page, story->url);
    }
    att_buffer_format(page->out, "; SHA-256 %.16s…</p></article>\n", story->hash.data);
}

void att_page_entries(att_page *page, ref_kind kind) {
    static void (*const writers[])(att_page *, uint32_t) = {write_act, write_undertaking,
                                                            write_claim, write_story};
    if (page->shown_count[kind] < page->of[kind])
        att_buffer_format(page->out,
                          "<p>This page quotes %u of the archive's %u: those of the period and "
                          "those that its figures open, as far as a page has room.</p>\n",
                          page->shown_count[kind], page->of[kind]);
    if (kind == REF_ACT) {
        write_acts(page);
        return;
    }
    for (uint32_t i = 0; i < page->of[kind]; i++)
        if (page->shown[kind][i])
            writers[kind](page, i);
}
