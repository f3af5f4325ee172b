/* sql.h - pieces of SQL that several queries share, as string literals.
 *
 * PEOPLE and FIELDS say what participant_now and field_now say, written out for one record: inside
 * a correlated list SQLite does not push the record's number down into a view of two parts. */
#ifndef ATT_SERVE_SQL_H
#define ATT_SERVE_SQL_H

/* A list of texts as one column: see att_rows_object. */
#define LIST(column, rest) "(SELECT group_concat(" column ", char(31)) FROM (" rest "))"

#define QUOTE(record)                                                                              \
    "(SELECT quote FROM evidence WHERE record = " record " AND ordinal = 0) AS quote"

/* `value` of the participants in a role, in order. */
#define PEOPLE_AS(value, record, role)                                                             \
    LIST("e", "SELECT e FROM (SELECT ordinal, " value " AS e FROM participant WHERE record = "     \
              "" record " AND role = '" role "' AND NOT EXISTS (SELECT 1 FROM "                    \
              "participant_correction c WHERE c.record = " record " AND c.role = '" role "') "     \
              "UNION ALL SELECT ordinal, code || '/' || sector FROM participant_correction WHERE " \
              "record = " record " AND role = '" role "') ORDER BY ordinal")

/* VNM/MIL, and the person's name where there is one. */
#define PEOPLE(record, role)                                                                       \
    PEOPLE_AS("code || '/' || sector || CASE WHEN name <> '' THEN '/' || name ELSE '' END",        \
              record, role)
#define CODES(record, role) PEOPLE_AS("code || '/' || sector", record, role)

#define FIELDS_OF(record)                                                                          \
    LIST("field", "SELECT field FROM field WHERE record = " record " AND NOT EXISTS (SELECT 1 "    \
                  "FROM field_correction c WHERE c.record = " record ") UNION ALL SELECT field "   \
                  "FROM field_correction WHERE record = " record)

#define FIGURES(record)                                                                            \
    LIST("e", "SELECT bound || printf('%g', number) || ' ' || unit AS e FROM quantity WHERE "      \
              "record = " record " ORDER BY ordinal")

#define VERDICTS_ON(records)                                                                       \
    LIST("verdict", "SELECT DISTINCT verdict FROM judgement WHERE undone IS NULL AND record IN "   \
                    "(" records ")")

/* What a story is called; one's own record is called by the source that it gives. d: its document.
 */
#define TITLE                                                                                      \
    "coalesce(nullif(d.title, ''), CASE d.kind WHEN 'import' THEN nullif(d.source, '') END, "      \
    "d.name)"

/* Whom a story is from; d is its document. */
#define AGENCY                                                                                     \
    "(SELECT coalesce(nullif(o.agency, ''), o.source) FROM origin o WHERE o.document = d.number) " \
    "AS agency"

#endif
