/* annexes.c - the chronology, the registers, the sources, the method and the corrections.
 *
 * The long lists themselves are written from the material by the writers: every entry that a figure
 * or a table refers to has its place there. */
#include "review/building.h"

void att_section_chronology(att_review *review) {
    att_section *section =
        att_model_section(&review->model, "chronology", "Annex A. Chronology of acts");
    att_section_text(&review->model, section,
                     att_slice_of("Each act once, by the day on which it begins, acts before and "
                                  "after the period too, with the sentences of its reports. "
                                  "Quotations are as printed in the story; names in them are "
                                  "not changed."));
    att_section_entries(&review->model, section, REF_ACT);
}

/* ---- registers ------------------------------------------------------------------------------ */

static void persons(att_review *review, att_section *section) {
    static const att_column columns[] = {
        {"Name", COLUMN_TEXT},
        {"State or body", COLUMN_TEXT},
        {"Offices, with the days on which each is seen", COLUMN_TEXT},
        {"Also written", COLUMN_TEXT}};
    att_material *material = &review->material;
    att_table_block *table = NULL;
    att_query query;
    att_query_begin(
        &query, material->store,
        "SELECT p.name, p.code, (SELECT group_concat(o.office || ' (' || "
        "coalesce(o.first_date, '?') || CASE WHEN o.last_date > o.first_date THEN ' to ' || "
        "o.last_date ELSE '' END || ')', '; ') FROM (SELECT * FROM person_office WHERE person = "
        "p.number AND office <> '' ORDER BY first_date, office) o), (SELECT "
        "group_concat(n.name, '; ') FROM (SELECT * FROM person_name WHERE person = p.number AND "
        "name <> p.name ORDER BY name) n) FROM person p WHERE p.code = ?1 OR p.number IN (SELECT "
        "person FROM person_office WHERE first_date BETWEEN ?2 AND ?3) "
        "ORDER BY p.code <> ?1, p.code, p.name LIMIT 400",
        material->error);
    att_query_text(&query, 1, review->country);
    att_query_text(&query, 2, att_day_text(review, review->period.first));
    att_query_text(&query, 3, att_day_text(review, review->period.last));
    while (att_query_next(&query)) {
        if (!table)
            table = att_section_table(&review->model, section, "persons",
                                      att_slice_of("Office-holders as the stories show them"),
                                      ATT_COLUMNS(columns));
        att_row *row = att_table_block_row(&review->model, table);
        att_row_text(&review->model, row,
                     att_arena_copy(&review->arena, att_query_column(&query, 0)));
        att_slice code = att_arena_copy(&review->arena, att_query_column(&query, 1));
        att_row_text(&review->model, row, att_names_of(&review->names, code));
        for (int i = 2; i < 4; i++)
            att_row_text(&review->model, row,
                         att_arena_copy(&review->arena, att_query_column(&query, i)));
    }
    att_material_end(material, &query);
    if (!table)
        att_section_none(&review->model, section,
                         att_searched(review, "Office-holders named in the stories"));
}

void att_section_registers(att_review *review) {
    att_model *model = &review->model;
    att_section *section = att_model_section(model, "registers", "Annex B. Registers");
    att_section_heading(model, section, "Undertakings");
    att_section_entries(model, section, REF_UNDERTAKING);
    att_section_heading(model, section, "Claims");
    att_section_entries(model, section, REF_CLAIM);
    att_section_heading(model, section, "Persons in office");
    persons(review, section);
}

void att_section_sources(att_review *review) {
    att_model *model = &review->model;
    att_section *section = att_model_section(model, "sources", "Annex C. Sources and figures");
    att_section_heading(model, section, "Stories");
    att_section_entries(model, section, REF_STORY);
    att_section_heading(model, section, "Figures and the records behind them");
    att_section_index(model, section);
}

/* ---- method --------------------------------------------------------------------------------- */

void att_section_method(att_review *review) {
    static const char *const paragraphs[] = {
        "Stories were coded by rules over their grammar into events, commitments and claims, as "
        "the "
        "codebook defines them; each record keeps the sentence it rests on and the rule that "
        "decided. Nothing was added from outside the stories.",
        "Reports and events are two numbers. Reports of one act are joined when participants, "
        "kind of activity, time, place, instrument and figures agree; the reason is kept, and a "
        "person can undo it. Copies and rewrites of one agency's text count as one source.",
        "An undertaking gathers the commitments that state and repeat it. It is done when a later "
        "record of matching holders, activity, subject and term tells that it was carried out; "
        "evidence found when a later record tells a part of it; overdue when its term has passed "
        "without evidence. No evidence found is not evidence of nothing done.",
        "A claim is what somebody said and is attributed to the speaker; evaluations stand only in "
        "quotations. Counts set against claims cover this archive alone.",
        "Groups are counted by the membership of the day. States are the members and observers of "
        "the United Nations; other entities are listed apart unless the desk's file says "
        "otherwise. No figure or name implies an opinion on the status of any territory. The map "
        "shows land without boundaries (Natural Earth, public domain), with a circle at a rounded "
        "middle of each partner.",
        "Office levels are read from the stories. An act in which no office is named has no level, "
        "so that counts of ministerial contacts are a lower bound."};
    att_section *section = att_model_section(&review->model, "method", "Annex D. Method");
    for (size_t i = 0; i < sizeof paragraphs / sizeof *paragraphs; i++)
        att_section_text(&review->model, section, att_slice_of(paragraphs[i]));
    for (uint32_t i = 0; i < review->names.notes.count; i++)
        att_section_text(&review->model, section, review->names.notes.items[i]);
    att_section_text(&review->model, section,
                     ATT_FORMAT(review, "Program attaché %s, codebook %d, data %.12s, %u runs.",
                                review->material.version.data, ATT_CODEBOOK_VERSION,
                                review->material.data_hash.data, (unsigned)review->material.runs));
}

/* ---- corrections ---------------------------------------------------------------------------- */

static void query_table(att_review *review, att_section *section, const char *key,
                        const char *caption, const att_column *columns, uint32_t count,
                        const char *sql) {
    att_material *material = &review->material;
    att_table_block *table = NULL;
    att_query query;
    att_query_begin(&query, material->store, sql, material->error);
    while (att_query_next(&query)) {
        if (!table)
            table = att_section_table(&review->model, section, key, att_slice_of(caption), columns,
                                      count);
        att_row *row = att_table_block_row(&review->model, table);
        for (uint32_t i = 0; i < count; i++)
            att_row_text(&review->model, row,
                         att_arena_copy(&review->arena, att_query_column(&query, (int)i)));
    }
    att_material_end(material, &query);
    if (!table)
        att_section_none(&review->model, section,
                         ATT_FORMAT(review, "%s: none in the archive.", caption));
}

void att_section_corrections(att_review *review) {
    static const att_column judged[] = {
        {"When", COLUMN_TEXT},    {"By", COLUMN_TEXT},
        {"Verdict", COLUMN_TEXT}, {"Record", COLUMN_TEXT},
        {"Field", COLUMN_TEXT},   {"Was", COLUMN_TEXT},
        {"Now", COLUMN_TEXT},     {"Sentence judged on", COLUMN_TEXT}};
    static const att_column runs[] = {{"Run", COLUMN_NUMBER},     {"Program", COLUMN_TEXT},
                                      {"Finished", COLUMN_TEXT},  {"Records added", COLUMN_NUMBER},
                                      {"Changed", COLUMN_NUMBER}, {"Withdrawn", COLUMN_NUMBER}};
    static const att_column conflicts[] = {{"When", COLUMN_TEXT},
                                           {"By", COLUMN_TEXT},
                                           {"Record", COLUMN_TEXT},
                                           {"Fits no longer because", COLUMN_TEXT}};
    att_section *section = att_model_section(&review->model, "corrections", "Annex E. Corrections");
    query_table(review, section, "judgements", "Judgements by a person", ATT_COLUMNS(judged),
                "SELECT substr(made, 1, 10), author, verdict, record, field, was, value, quote "
                "FROM judgement WHERE undone IS NULL ORDER BY made, number LIMIT 400");
    query_table(review, section, "judgement-conflicts", "Judgements that fit no longer",
                ATT_COLUMNS(conflicts),
                "SELECT substr(j.made, 1, 10), j.author, j.record, c.reason FROM "
                "judgement_conflict c JOIN judgement j ON j.number = c.judgement "
                "ORDER BY j.made, j.number LIMIT 400");
    query_table(review, section, "runs", "Runs, with what each changed", ATT_COLUMNS(runs),
                "SELECT u.number, u.version, coalesce(substr(u.finished, 1, 10), 'not finished'), "
                "(SELECT count(*) FROM record WHERE run_from = u.number AND change = 'added'), "
                "(SELECT count(*) FROM record WHERE run_from = u.number AND change = 'changed'), "
                "(SELECT count(*) FROM record r WHERE r.run_to = u.number AND NOT EXISTS (SELECT 1 "
                "FROM record n WHERE n.id = r.id AND n.run_from = u.number)) "
                "FROM run u ORDER BY u.number");
}
