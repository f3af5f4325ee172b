/* registers.c - the smaller registers: lines of claims, mechanisms, persons, decisions, conflicts.
 */
#include "serve/call.h"
#include "serve/sql.h"

static void answer(att_call *call, const char *head, const att_part_query *parts) {
    int64_t number = att_call_number(call);
    if (number)
        att_rows_answer(call, number, head, parts);
    else
        att_response_refuse(call->response, 404, "there is none of that number");
}

/* ---- lines of claims ------------------------------------------------------------------------ */

/* Each line by its latest statement; the series stands with the claim. */
/* clang-format off */
static const char lines_sql[] =
    "SELECT l.number, r.id, l.holder, l.activity, l.unit AS counts, l.statements, l.records, "
    "l.definition, c.bound, c.number AS claimed, c.unit, c.speaker, d.date, c.counted, "
    "c.difference, c.explanation, (SELECT min(x.number) FROM claim x WHERE x.line = l.number) AS "
    "lowest, (SELECT max(x.number) FROM claim x WHERE x.line = l.number) AS highest FROM "
    "claim_line l JOIN claim c ON c.line = l.number AND c.record = (SELECT y.record FROM claim y "
    "JOIN record z ON z.number = y.record JOIN document w ON w.number = z.document WHERE y.line = "
    "l.number ORDER BY w.date DESC, y.record DESC LIMIT 1) JOIN record r ON r.number = c.record "
    "JOIN document d ON d.number = r.document WHERE ?1 IS NULL OR ' ' || replace(l.holder, ',', ' "
    "') || ' ' LIKE '% ' || ?1 || ' %' GROUP BY l.number ORDER BY l.definition = '', l.statements "
    "DESC, l.number LIMIT 2000";
/* clang-format on */

void att_serve_lines(att_call *call) {
    att_rows_listing(call, "lines", lines_sql, att_request_parameter(call->request, "partner"));
}

/* ---- mechanisms ----------------------------------------------------------------------------- */

/* clang-format off */
static const char mechanisms_sql[] =
    "SELECT m.number, m.name, m.kind, m.code, m.parties, m.records, m.first_date, m.last_date, "
    "(SELECT count(*) FROM edition e WHERE e.mechanism = m.number AND e.state = 'held') AS held, "
    "(SELECT count(*) FROM edition e WHERE e.mechanism = m.number AND e.state = 'missing') AS "
    "missing, (SELECT max(edition) FROM edition e WHERE e.mechanism = m.number) AS edition, "
    "coalesce(g.events, 0) AS events FROM mechanism m LEFT JOIN (SELECT mechanism, count(*) AS "
    "events FROM act GROUP BY mechanism) g ON g.mechanism = m.number WHERE ?1 IS NULL OR ' ' || "
    "m.parties || ' ' LIKE '% ' || ?1 || ' %' ORDER BY m.records DESC, m.name, m.number LIMIT 5000";

static const char mechanism_head[] =
    "SELECT number, name, kind, code, parties, records, first_date, last_date FROM mechanism WHERE "
    "number = ?1";

static const att_part_query mechanism_parts[] = {
    {"editions", "SELECT e.edition, e.state, e.first_date, e.last_date, a.id AS event, r.id AS "
        "record FROM edition e LEFT JOIN act a ON a.number = e.act LEFT JOIN record r ON r.number "
        "= e.record WHERE e.mechanism = ?1 ORDER BY e.edition"},
    {"events", "SELECT a.id, a.activity, a.status, a.first_date, a.last_date, a.place, a.country, "
        "a.reports, a.sources, a.disputed AS \"disputed?\", " LIST("e", "SELECT code || '/' || "
            "sector AS e FROM act_participant WHERE act = a.number AND role = 'actor'") " AS "
        "\"actors[]\", " LIST("e", "SELECT code || '/' || sector AS e FROM act_participant WHERE "
            "act = a.number AND role = 'recipient'") " AS \"recipients[]\", " QUOTE("a.record") " "
        "FROM act a WHERE a.number IN (SELECT p.act FROM mechanism_record m JOIN report p ON "
        "p.record = m.record WHERE m.mechanism = ?1) ORDER BY a.first_date DESC"},
    {"commitments", "SELECT u.id, u.activity, u.force, u.status, u.first_date, u.term_last, "
        QUOTE("u.record") " FROM undertaking u WHERE u.number IN (SELECT q.undertaking FROM "
        "mechanism_record m JOIN undertaking_record q ON q.record = m.record WHERE m.mechanism = "
        "?1) ORDER BY u.first_date DESC"},
    {"names", "SELECT r.instrument AS name, count(*) AS records FROM mechanism_record m JOIN "
        "record r ON r.number = m.record WHERE m.mechanism = ?1 GROUP BY 1 ORDER BY 2 DESC"},
    {0}};
/* clang-format on */

void att_serve_mechanisms(att_call *call) {
    att_rows_listing(call, "mechanisms", mechanisms_sql,
                     att_request_parameter(call->request, "partner"));
}

void att_serve_mechanism(att_call *call) {
    answer(call, mechanism_head, mechanism_parts);
}

/* ---- persons -------------------------------------------------------------------------------- */

/* clang-format off */
static const char persons_sql[] =
    "SELECT p.number, p.name, p.code, (SELECT sum(records) FROM person_name n WHERE n.person = "
    "p.number) AS records, (SELECT min(first_date) FROM person_office o WHERE o.person = p.number) "
    "AS first_date, (SELECT max(last_date) FROM person_office o WHERE o.person = p.number) AS "
    "last_date, " LIST("name", "SELECT name FROM person_name WHERE person = p.number AND name <> "
        "p.name ORDER BY records DESC") " AS \"variants[]\", " LIST("office", "SELECT office FROM "
        "person_office WHERE person = p.number AND office <> '' ORDER BY last_date DESC LIMIT 3")
    " AS \"offices[]\" FROM person p WHERE ?1 IS NULL OR p.code = ?1 ORDER BY records DESC, "
    "p.name, p.number LIMIT 5000";

static const char person_head[] =
    "SELECT number, name, code FROM person WHERE number = ?1";

static const att_part_query person_parts[] = {
    {"names", "SELECT name, records FROM person_name WHERE person = ?1 ORDER BY records DESC"},
    {"offices", "SELECT office, sector, first_date, last_date, records FROM person_office WHERE "
        "person = ?1 ORDER BY first_date"},
    {"records", "SELECT r.id, r.kind, r.activity, d.date, r.document AS story, p.role, p.office, "
        QUOTE("r.number") " FROM person h JOIN person_name n ON n.person = h.number JOIN "
        "participant p ON p.name = n.name AND p.code = h.code JOIN record_now r ON r.number = "
        "p.record JOIN document d ON d.number = r.document WHERE h.number = ?1 GROUP BY r.number "
        "ORDER BY d.date DESC LIMIT 300"},
    {0}};
/* clang-format on */

void att_serve_persons(att_call *call) {
    att_rows_listing(call, "persons", persons_sql, att_request_parameter(call->request, "partner"));
}

void att_serve_person(att_call *call) {
    answer(call, person_head, person_parts);
}

/* ---- decisions ------------------------------------------------------------------------------ */

/* clang-format off */
static const char judgements_sql[] =
    "SELECT j.number, j.record, j.verdict, j.field, j.value, j.was, j.other, j.quote, j.author, "
    "j.made, j.undone, c.reason AS conflict, d.number AS story, d.title AS story_title FROM "
    "judgement j LEFT JOIN judgement_conflict c ON c.judgement = j.number LEFT JOIN document d ON "
    "d.hash = j.document WHERE ?1 IS NULL OR j.author = ?1 ORDER BY j.number DESC LIMIT 2000";

static const char conflicts_sql[] =
    "SELECT j.number, j.record, j.verdict, j.field, j.value, j.was, j.quote, j.author, j.made, "
    "c.reason, d.number AS story, d.title AS story_title FROM judgement_conflict c JOIN judgement "
    "j ON j.number = c.judgement LEFT JOIN document d ON d.hash = j.document WHERE ?1 IS NULL OR "
    "j.author = ?1 ORDER BY j.number DESC";
/* clang-format on */

void att_serve_judgements(att_call *call) {
    att_rows_listing(call, "judgements", judgements_sql,
                     att_request_parameter(call->request, "author"));
}

void att_serve_conflicts(att_call *call) {
    att_rows_listing(call, "conflicts", conflicts_sql,
                     att_request_parameter(call->request, "author"));
}
