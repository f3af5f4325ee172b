/* directives.c - conferences and resolutions as parents of the tasks that they set. */
#include "store/passes.h"

#include "store/database.h"

/* A conference is named by what it met under, else by its place; what it carries out is a directive
 * of its own. */
static const char conferences_sql[] =
    "INSERT INTO directive (kind, name, act, mechanism, first_date) "
    "SELECT 'conference', coalesce(CASE WHEN mechanism IN "
    "  (SELECT number FROM mechanism WHERE kind = 'resolution') THEN NULL ELSE instrument END, "
    "  'Conference in ' || place, 'Conference'), number, mechanism, first_date FROM act "
    "WHERE activity = 'conference' AND status <> 'cancelled' ORDER BY number";

static const char resolutions_sql[] =
    "INSERT INTO directive (kind, name, act, mechanism, first_date) "
    "SELECT 'resolution', name, NULL, number, first_date FROM mechanism "
    "WHERE kind = 'resolution' ORDER BY number";

/* What the stories of a conference tell as ordered or planned by those who held it; of several
 * conferences in a story, by those of the last one told before. One that a story names twice by
 * place and day is one. */
static const char conference_tasks_sql[] =
    "INSERT OR IGNORE INTO task WITH told AS MATERIALIZED ("
    "  SELECT min(d.number) AS directive, x.document AS document, min(e.start) AS start, d.act AS "
    "act "
    "  FROM directive d JOIN report p ON p.act = d.act JOIN record x ON x.number = p.record "
    "  JOIN evidence e ON e.record = x.number AND e.ordinal = 0 "
    "  GROUP BY x.document, d.name, d.first_date) "
    "SELECT directive, undertaking FROM (SELECT t.directive, u.undertaking, row_number() OVER ("
    "    PARTITION BY c.number ORDER BY t.start > e.start, abs(t.start - e.start), t.directive) "
    "    AS place "
    "  FROM told t JOIN record_now c ON c.document = t.document "
    "  JOIN undertaking_record u ON u.record = c.number "
    "  JOIN evidence e ON e.record = c.number AND e.ordinal = 0 "
    "  WHERE c.kind = 'commitment' AND c.force IN ('directed', 'planned') AND EXISTS ("
    "    SELECT 1 FROM participant_now o JOIN act_participant a ON a.code = o.code "
    "    AND a.act = t.act WHERE o.record = c.number AND o.role = 'actor')) WHERE place = 1";

/* What is undertaken under a resolution by its name. */
static const char resolution_tasks_sql[] =
    "INSERT OR IGNORE INTO task SELECT d.number, u.undertaking FROM directive d "
    "JOIN mechanism_record m ON m.mechanism = d.mechanism "
    "JOIN undertaking_record u ON u.record = m.record WHERE d.kind = 'resolution'";

static const char idle_sql[] =
    "DELETE FROM directive WHERE number NOT IN (SELECT directive FROM task)";

att_status att_pass_directives(att_passes *passes) {
    static const char *const steps[] = {conferences_sql, resolutions_sql, conference_tasks_sql,
                                        resolution_tasks_sql, idle_sql};
    att_status status = ATT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !status; i++)
        status = att_store_execute(passes->store, steps[i], passes->error);
    return status;
}
