/* details.c - one item with all that hangs on it: event, undertaking, claim, story, record. */
#include "serve/call.h"
#include "serve/sql.h"

/* Who said it, where, when, and how it was coded: one sentence to cite by. */
#define CITATION                                                                                     \
    "'“' || (SELECT quote FROM evidence WHERE record = r.number AND ordinal = 0) || '” ' || "    \
    "coalesce((SELECT nullif(coalesce(nullif(o.agency, ''), o.source), '') || ', ' FROM origin o "   \
    "WHERE o.document = d.number), '') || CASE WHEN d.title <> '' THEN '“' || d.title || '”, ' " \
    "ELSE '' END || coalesce(d.date, 'undated') || CASE WHEN d.url <> '' THEN ', ' || d.url ELSE "   \
    "'' END || '. Coded by attaché as ' || r.kind || ' (' || r.activity || '), record ' || r.id "   \
    "|| ', rule ' || r.rule || '.' AS citation"

/* ---- events --------------------------------------------------------------------------------- */

/* clang-format off */
static const char event_head[] =
    "SELECT a.number, a.id, a.activity, a.status, a.first_date, a.last_date, a.place, a.country, "
    "a.instrument, a.mechanism, a.reports, a.documents, a.sources, a.disputed AS \"disputed?\", "
    "a.level, r.id AS record, r.confidence, r.plover, r.mode, r.basis, r.time, " LIST("field",
        "SELECT field FROM act_field WHERE act = a.number") " AS \"fields[]\", "
    CITATION " FROM act a JOIN record r ON r.number = a.record JOIN document d ON d.number = "
    "r.document WHERE a.number = ?1";

static const att_part_query event_parts[] = {
    {"participants", "SELECT role, code, sector, level FROM act_participant WHERE act = ?1"},
    {"reports", "SELECT r.id, r.document AS story, d.date, " TITLE " "
        "AS title, " AGENCY ", o.copy_of, p.score, p.reason, j.id AS joined, r.status, r.time, "
        "r.basis, r.place, r.country, r.instrument, r.confidence, r.rule, " QUOTE("r.number") ", "
        PEOPLE("r.number", "actor") " AS \"actors[]\", " PEOPLE("r.number", "recipient") " AS "
        "\"recipients[]\", " FIGURES("r.number") " AS \"quantities[]\", " VERDICTS_ON("r.id") " AS "
        "\"judged[]\" FROM report p JOIN record_now r ON r.number = p.record JOIN document d ON "
        "d.number = r.document LEFT JOIN origin o ON o.document = d.number LEFT JOIN record j ON "
        "j.number = p.joined WHERE p.act = ?1 ORDER BY d.date, d.number"},
    {"disagreements", "SELECT g.what, x.id AS a, y.id AS b, g.a_value, g.b_value, g.reason FROM "
        "disagreement g JOIN record x ON x.number = g.a JOIN record y ON y.number = g.b WHERE "
        "g.act = ?1"},
    {"undertakings", "SELECT DISTINCT u.id, u.activity, u.force, u.status, o.kind, o.score, "
        "o.reason, u.first_date, " QUOTE("u.record") " FROM outcome o JOIN undertaking u ON "
        "u.number = o.undertaking WHERE o.act = ?1"},
    {"resumptions", "SELECT s.score, s.reason, r.id, d.date, l.id AS later, " QUOTE("r.number") " "
        "FROM resumption s JOIN record r ON r.number = s.record JOIN document d ON d.number = "
        "r.document LEFT JOIN act l ON l.number = s.later WHERE s.act = ?1"},
    {"near", "SELECT b.id, b.activity, b.first_date, b.status, b.reports, c.id AS record, "
        QUOTE("b.record") " FROM act a JOIN act b ON b.number <> a.number AND b.first_date BETWEEN "
        "date(a.first_date, '-10 days') AND date(a.first_date, '+10 days') JOIN record c ON "
        "c.number = b.record WHERE a.number = ?1 AND (SELECT count(DISTINCT x.code) FROM "
        "act_participant x JOIN act_participant y ON y.act = b.number AND y.code = x.code WHERE "
        "x.act = a.number) > 1 ORDER BY b.activity <> a.activity, abs(julianday(b.first_date) - "
        "julianday(a.first_date)) LIMIT 12"},
    {0}};
/* clang-format on */

/* The number of what the record in the path belongs to; 0 with a 404. */
static int64_t find_number(att_call *call, const char *sql) {
    att_query query;
    att_query_begin(&query, call->store, sql, &call->error);
    att_query_text(&query, 1, call->request->arguments[0]);
    int64_t number = att_query_value(&query, 0);
    if (!number && !call->error.status)
        att_response_refuse(call->response, 404, "there is none of that id");
    return number;
}

void att_serve_event(att_call *call) {
    int64_t number = find_number(
        call, "SELECT p.act FROM record r JOIN report p ON p.record = r.number WHERE r.id = ?1 "
              "AND r.run_to IS NULL");
    if (number)
        att_rows_answer(call, number, event_head, event_parts);
}

/* ---- undertakings --------------------------------------------------------------------------- */

/* clang-format off */
static const char commitment_head[] =
    "SELECT u.number, u.id, u.activity, u.force, u.status, u.reason, u.term_first, u.term_last, "
    "u.first_date, u.last_date, u.times, u.evidence_date, u.searched, u.searched_until, r.id AS "
    "record, r.confidence, r.instrument, r.time, r.plover, " FIELDS_OF("r.number") " AS "
    "\"fields[]\", " PEOPLE("r.number", "actor") " AS \"actors[]\", " PEOPLE("r.number",
        "recipient") " AS \"recipients[]\", " CITATION " FROM undertaking u JOIN record r ON "
    "r.number = u.record JOIN document d ON d.number = r.document WHERE u.number = ?1";

static const att_part_query commitment_parts[] = {
    {"statements", "SELECT r.id, r.document AS story, d.date, " TITLE " AS title, "
        AGENCY ", u.reason, r.force, r.time, r.confidence, " QUOTE("r.number")
        ", " VERDICTS_ON("r.id") " AS \"judged[]\" FROM undertaking_record u JOIN record_now r ON "
        "r.number = u.record JOIN document d ON d.number = r.document WHERE u.undertaking = ?1 "
        "ORDER BY d.date, r.number"},
    {"outcomes", "SELECT r.id, r.document AS story, d.date, " TITLE " "
        "AS title, " AGENCY ", o.kind, o.score, o.reason, a.id AS event, r.kind AS record_kind, "
        "r.activity, r.status, " QUOTE("r.number") " FROM outcome o JOIN record r ON r.number = "
        "o.record JOIN document d ON d.number = r.document LEFT JOIN act a ON a.number = o.act "
        "WHERE o.undertaking = ?1 ORDER BY d.date, r.number"},
    {"directives", "SELECT v.number, v.kind, v.name, v.first_date FROM task t JOIN directive v ON "
        "v.number = t.directive WHERE t.undertaking = ?1"},
    {0}};
/* clang-format on */

void att_serve_commitment(att_call *call) {
    int64_t number =
        find_number(call, "SELECT u.undertaking FROM record r JOIN undertaking_record u ON "
                          "u.record = r.number WHERE r.id = ?1 AND r.run_to IS NULL");
    if (number)
        att_rows_answer(call, number, commitment_head, commitment_parts);
}

/* ---- claims --------------------------------------------------------------------------------- */

static const char
    claim_head
        [] =
            "SELECT r.number, r.id, r.id AS record, r.activity, r.form, r.time, r.first_date, "
            "r.last_date, r.confidence, r.rule, r.document AS story, d.date AS story_date, " TITLE
            " AS story_title, " AGENCY
            ", " QUOTE("r.number") ", " FIELDS_OF("r.number") " AS \"fields[]\", " PEOPLE(
                "r.number",
                "acto"
                "r") " AS \"actors[]\", " PEOPLE("r.number", "recipien"
                                                             "t") " AS "
                                                                  "\"re"
                                                                  "cipi"
                                                                  "ents"
                                                                  "[]"
                                                                  "\", "
                                                                  "" PEOPLE("r.number", "speaker") " AS \"speakers[]\", " FIGURES(
                                                                      "r."
                                                                      "numb"
                                                                      "er") " AS "
                                                                            "\"quantities[]"
                                                                            "\", " VERDICTS_ON(
                                                                                "r.id") " AS "
                                                                                        "\"judged[]"
                                                                                        "\","
                                                                                        " " CITATION
                                                                                        " FROM "
                                                                                        "record r "
                                                                                        "JOIN "
                                                                                        "document "
                                                                                        "d ON "
                                                                                        "d.number "
                                                                                        "= "
                                                                                        "r."
                                                                                        "document "
                                                                                        "WHERE "
                                                                                        "r.number "
                                                                                        "= ?1";

/* clang-format off */
static const att_part_query claim_parts[] = {
    {"figures", "SELECT c.bound, c.number, c.unit, c.counted, c.difference, c.explanation, c.line, "
        "l.definition, l.holder, l.unit AS counts, x.id AS repeats FROM claim c JOIN claim_line l "
        "ON l.number = c.line LEFT JOIN record x ON x.number = c.repeats WHERE c.record = ?1"},
    {"series", "SELECT r.id, d.date, r.document AS story, c.bound, c.number, c.unit, c.speaker, "
        "c.first_date, c.last_date, c.counted, c.difference, c.explanation, x.id AS repeats, "
        QUOTE("r.number") " FROM claim c JOIN record r ON r.number = c.record JOIN document d ON "
        "d.number = r.document LEFT JOIN record x ON x.number = c.repeats WHERE c.line IN (SELECT "
        "line FROM claim WHERE record = ?1) ORDER BY d.date, r.number"},
    {0}};
/* clang-format on */

void att_serve_claim(att_call *call) {
    int64_t number =
        find_number(call, "SELECT number FROM record_now WHERE id = ?1 AND kind = 'claim'");
    if (number)
        att_rows_answer(call, number, claim_head, claim_parts);
}

/* ---- stories -------------------------------------------------------------------------------- */

/* clang-format off */
static const char story_head[] =
    "SELECT d.number, d.name, d.date, d.title, d.agency, d.source, d.url, d.kind, d.text, "
    "d.first_run, d.last_run, o.source AS counts_as, o.similarity, c.number AS copy_of, c.title AS "
    "copy_title FROM document d LEFT JOIN origin o ON o.document = d.number LEFT JOIN document c "
    "ON c.number = o.copy_of WHERE d.number = ?1";
/* clang-format on */

/* Rejected records are listed too, so that a rejection can be seen and undone. */
/* clang-format off */
static const att_part_query story_parts[] = {
    {"parts", "SELECT kind, start, end FROM part WHERE document = ?1 ORDER BY ordinal"},
    {"records", "SELECT r.id, r.kind, coalesce(n.activity, r.activity) AS activity, "
        "coalesce(n.status, r.status) AS status, coalesce(n.force, r.force) AS force, "
        "coalesce(n.form, r.form) AS form, coalesce(n.time, r.time) AS time, r.place, r.country, "
        "r.instrument, r.confidence, r.rule, n.number IS NULL AS \"rejected?\", r.recalled AS "
        "\"recalled?\", " PEOPLE("r.number", "actor") " AS \"actors[]\", " PEOPLE("r.number",
            "recipient") " AS \"recipients[]\", " PEOPLE("r.number", "speaker") " AS "
        "\"speakers[]\", " FIELDS_OF("r.number") " AS \"fields[]\", " FIGURES("r.number") " AS "
        "\"quantities[]\", (SELECT '[' || group_concat('[' || start || ',' || end || ']') || ']' "
        "FROM (SELECT start, end FROM evidence WHERE record = r.number ORDER BY ordinal)) AS "
        "\"spans{}\", " VERDICTS_ON("r.id") " AS \"judged[]\" FROM record r LEFT JOIN record_now n "
        "ON n.number = r.number WHERE r.document = ?1 AND r.run_to IS NULL ORDER BY r.ordinal, "
        "r.number"},
    {"copies", "SELECT d.number, d.title, d.date, o.similarity FROM document x JOIN document d ON "
        "d.date BETWEEN x.date AND date(x.date, '+30 days') JOIN origin o ON o.document = d.number "
        "AND o.copy_of = x.number WHERE x.number = ?1"},
    {0}};
/* clang-format on */

void att_serve_story(att_call *call) {
    int64_t number = att_call_number(call);
    if (!number)
        att_response_refuse(call->response, 404, "there is no story of that number");
    else
        att_rows_answer(call, number, story_head, story_parts);
}

/* ---- records -------------------------------------------------------------------------------- */

/* clang-format off */
static const char record_head[] =
    "SELECT r.number, r.id, r.id AS record, r.kind, r.activity, r.plover, r.mode, r.time, r.basis, "
    "r.first_date, r.last_date, r.place, r.country, r.latitude, r.longitude, r.instrument, "
    "r.instrument_kind, r.edition, r.year, r.status, r.recalled AS \"recalled?\", r.force, r.form, "
    "r.rule, r.confidence, r.document AS story, d.date AS story_date, "
    TITLE " AS story_title, "
    "d.url, " AGENCY ", a.id AS event, u.id AS commitment, EXISTS (SELECT 1 FROM rejected x WHERE "
    "x.record = r.number) AS \"rejected?\", " LIST("field", "SELECT field FROM field_now WHERE "
        "record = r.number") " AS \"fields[]\", " PEOPLE("r.number", "actor") " AS \"actors[]\", "
    PEOPLE("r.number", "recipient") " AS \"recipients[]\", " PEOPLE("r.number", "speaker") " AS "
    "\"speakers[]\", " FIGURES("r.number") " AS \"quantities[]\", " CITATION " FROM record r JOIN "
    "document d ON d.number = r.document LEFT JOIN report p ON p.record = r.number LEFT JOIN act a "
    "ON a.number = p.act LEFT JOIN undertaking_record q ON q.record = r.number LEFT JOIN "
    "undertaking u ON u.number = q.undertaking WHERE r.number = ?1";

static const att_part_query record_parts[] = {
    {"evidence", "SELECT start, end, quote FROM evidence WHERE record = ?1 ORDER BY ordinal"},
    {"corrections", "SELECT field, value FROM correction WHERE record = ?1 UNION ALL SELECT role, "
        "group_concat(code || '/' || sector, ', ') FROM participant_correction WHERE record = ?1 "
        "GROUP BY role UNION ALL SELECT 'field', group_concat(field, ', ') FROM field_correction "
        "WHERE record = ?1 HAVING count(*)"},
    {"judgements", "SELECT j.number, j.verdict, j.field, j.value, j.was, j.other, j.author, "
        "j.made, j.undone, c.reason AS conflict FROM judgement j LEFT JOIN judgement_conflict c ON "
        "c.judgement = j.number WHERE j.record = (SELECT id FROM record WHERE number = ?1) ORDER "
        "BY j.number DESC"},
    {"versions", "SELECT o.run_from, o.run_to, o.change, o.activity, o.rule FROM record o WHERE "
        "o.id = (SELECT id FROM record WHERE number = ?1) ORDER BY o.run_from"},
    {0}};
/* clang-format on */

void att_serve_record(att_call *call) {
    int64_t number =
        find_number(call, "SELECT number FROM record WHERE id = ?1 AND run_to IS NULL");
    if (number)
        att_rows_answer(call, number, record_head, record_parts);
}
