/* standing.c - what the register makes of a record, and why: the act it reports and with what other
 * reports, the undertaking it states or answers, the count it is held against, what a person
 * decided.
 *
 * Each part is a question whose answers are lines of text. */
#include "cli/standing.h"

#include "cli/print.h"

typedef struct part {
    const char *label, *sql; /* of the record ?1: one line of text in each row */
} part;

/* A record of another story: its id, its story's day and name. */
#define RECORD(r, d) r ".id || ' of ' || coalesce(" d ".date, 'no date') || ', ' || " d ".name"
#define STORY_OF(r, d) " JOIN document " d " ON " d ".number = " r ".document "
#define SCORE(s) "printf(' (score %.2f: %s)', " s ".score, " s ".reason)"

/* clang-format off */
static const part parts[] = {
    {"source", "SELECT 'counts as ' || CASE o.source WHEN '' THEN 'a source of its own' ELSE "
        "o.source END || CASE WHEN d.number IS NULL THEN '' ELSE printf('; copies or rewrites %s "
        "(%.2f)', d.name, o.similarity) END FROM record r JOIN origin o ON o.document = r.document "
        "LEFT JOIN document d ON d.number = o.copy_of WHERE r.number = ?1"},
    {"act", "SELECT printf('%d report%s in %d stor%s of %d source%s', a.reports, CASE a.reports "
        "WHEN 1 THEN '' ELSE 's' END, a.documents, CASE a.documents WHEN 1 THEN 'y' ELSE 'ies' "
        "END, a.sources, CASE a.sources WHEN 1 THEN '' ELSE 's' END) || CASE a.reports WHEN 1 "
        "THEN '' ELSE ', told best by ' || b.id END FROM report p JOIN act a ON a.number = p.act "
        "JOIN record b ON b.number = a.record WHERE p.record = ?1"},
    {"report", "SELECT " RECORD("r", "d") " || coalesce(', joined with ' || j.id || " SCORE("p")
        ", '') FROM report p JOIN record r ON r.number = p.record" STORY_OF("r", "d") "LEFT JOIN "
        "record j ON j.number = p.joined WHERE p.act = (SELECT q.act FROM report q JOIN act a ON "
        "a.number = q.act WHERE q.record = ?1 AND a.reports > 1) ORDER BY d.date, r.number"},
    {"disagrees", "SELECT g.what || ': ' || g.a_value || ' in ' || x.id || ', ' || g.b_value || "
        "' in ' || y.id || ' (' || g.reason || ')' FROM disagreement g JOIN record x ON x.number = "
        "g.a JOIN record y ON y.number = g.b WHERE g.a = ?1 OR g.b = ?1 OR g.act = (SELECT act "
        "FROM report WHERE record = ?1) ORDER BY g.number"},
    {"under", "SELECT m.name || CASE m.parties WHEN '' THEN '' ELSE ' (' || m.parties || ')' END "
        "|| printf(', %s of %d record%s', m.kind, m.records, CASE m.records WHEN 1 THEN '' ELSE "
        "'s' END) FROM mechanism_record x JOIN mechanism m ON m.number = x.mechanism WHERE "
        "x.record = ?1"},
    {"answers", "SELECT o.kind || ' ' || u.force || ' ' || u.activity || ' ' || u.id || "
        SCORE("o") " FROM outcome o JOIN undertaking u ON u.number = o.undertaking WHERE o.record "
        "= ?1 ORDER BY o.score DESC, u.id"},
    {"later", "SELECT CASE WHEN s.later IS NULL THEN 'set again by ' ELSE 'held, ' END || "
        RECORD("r", "d") " || " SCORE("s") " FROM report p JOIN resumption s ON s.act = p.act JOIN "
        "record r ON r.number = s.record" STORY_OF("r", "d") "WHERE p.record = ?1 ORDER BY "
        "s.score DESC, r.id"},
    {"undertaking", "SELECT u.status || ': ' || u.reason || printf('; stated %d time%s from %s to "
        "%s; sought in %d later stories up to %s', u.times, CASE u.times WHEN 1 THEN '' ELSE 's' "
        "END, u.first_date, u.last_date, u.searched, u.searched_until) FROM undertaking_record x "
        "JOIN undertaking u ON u.number = x.undertaking WHERE x.record = ?1"},
    {"stated", "SELECT " RECORD("r", "d") " || ' (' || x.reason || ')' FROM undertaking_record y "
        "JOIN undertaking_record x ON x.undertaking = y.undertaking AND x.record <> y.record JOIN "
        "record r ON r.number = x.record" STORY_OF("r", "d") "WHERE y.record = ?1 ORDER BY d.date, "
        "r.number"},
    {"outcome", "SELECT o.kind || ': ' || " RECORD("r", "d") " || " SCORE("o") " FROM "
        "undertaking_record x JOIN outcome o ON o.undertaking = x.undertaking JOIN record r ON "
        "r.number = o.record" STORY_OF("r", "d") "WHERE x.record = ?1 ORDER BY o.score DESC, r.id"},
    {"task of", "SELECT d.name || coalesce(', ' || d.first_date, '') FROM undertaking_record x "
        "JOIN task t ON t.undertaking = x.undertaking JOIN directive d ON d.number = t.directive "
        "WHERE x.record = ?1 ORDER BY d.number"},
    {"counted", "SELECT c.bound || printf(' %.15g ', c.number) || c.unit || ': ' || "
        "coalesce(printf('counted %d, difference %.15g; ', c.counted, c.difference) || "
        "l.definition || '; ' || c.explanation, 'nothing that the register counts') || "
        "coalesce('; said before by ' || b.id, '') FROM claim c JOIN claim_line l ON l.number = "
        "c.line LEFT JOIN record b ON b.number = c.repeats WHERE c.record = ?1 ORDER BY "
        "c.quantity"},
    {"series", "SELECT c.bound || printf(' %.15g ', c.number) || c.unit || ' in ' || "
        RECORD("r", "d") " FROM claim x JOIN claim c ON c.line = x.line AND c.record <> x.record "
        "JOIN record r ON r.number = c.record" STORY_OF("r", "d") "WHERE x.record = ?1 ORDER BY "
        "d.date, r.number"},
    {"judged", "SELECT '#' || j.number || ' ' || j.verdict || CASE j.field WHEN '' THEN '' ELSE "
        "' ' || j.field END || CASE j.value WHEN '' THEN '' ELSE ' ' || j.value END || CASE "
        "j.other WHEN '' THEN '' ELSE ' ' || j.other END || ' by ' || j.author || ', ' || j.made "
        "|| coalesce(', undone ' || j.undone, '') FROM judgement j JOIN record r ON r.id = "
        "j.record OR r.id = j.other WHERE r.number = ?1 ORDER BY j.number"}};
/* clang-format on */

static att_status print_part(att_store *store, const part *item, int64_t record, att_error *error) {
    att_query query;
    att_query_begin(&query, store, item->sql, error);
    att_query_integer(&query, 1, record);
    const char *label = item->label;
    while (att_query_next(&query)) {
        printf("  %-11s %.*s\n", label, ATT_TEXT(att_query_column(&query, 0)));
        label = "";
    }
    return att_query_end(&query);
}

att_status att_standing_print(att_store *store, int64_t record, att_error *error) {
    att_status status = ATT_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !status; i++)
        status = print_part(store, &parts[i], record, error);
    return status;
}
