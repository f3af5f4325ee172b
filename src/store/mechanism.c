/* mechanism.c - standing_judgement mechanisms, forums, exercises, missions, agreements and
 * resolutions, and the editions of those that are numbered.
 *
 * A mechanism is its name without edition, year and parties; what belongs to two or three parties
 * is theirs alone, an agreement also has its year. */
#include "store/passes.h"

#include "base/buffer.h"
#include "store/database.h"

enum { MOST_PARTIES = 3 };

typedef struct kind_word {
    const char *word, *kind;
} kind_word;

/* In order: the first that is found decides. */
static const kind_word kind_words[] = {
    {"resolution", "resolution"}, {"agreement", "agreement"}, {"memorandum", "agreement"},
    {"mou", "agreement"},         {"protocol", "agreement"},  {"treaty", "agreement"},
    {"pact", "agreement"},        {"statement", "agreement"}, {"accord", "agreement"},
    {"convention", "agreement"},  {"minutes", "agreement"},   {"letter", "agreement"},
    {"dialogue", "mechanism"},    {"talks", "mechanism"},     {"committee", "mechanism"},
    {"exercise", "exercise"},     {"drill", "exercise"},      {"expo", "exhibition"},
    {"exhibition", "exhibition"}, {"exchange", "mechanism"},  {"patrol", "mechanism"},
    {"forum", "forum"},           {"meeting", "forum"},       {"conference", "forum"},
    {"congress", "resolution"}};

static const char *kind_of(const att_snapshot *snapshot, const snap_record *record) {
    if (record->instrument_kind)
        return att_snapshot_text(snapshot, record->instrument_kind).data;
    att_slice name = att_snapshot_text(snapshot, record->mechanism);
    for (size_t i = 0; i < sizeof kind_words / sizeof kind_words[0]; i++)
        if (att_has_word(name, att_slice_of(kind_words[i].word)))
            return kind_words[i].kind;
    switch (record->activity) {
    case ATT_ACTIVITY_PEACEKEEPING:
        return "mission";
    case ATT_ACTIVITY_EXERCISE:
        return "exercise";
    case ATT_ACTIVITY_SIGNING:
        return "agreement";
    case ATT_ACTIVITY_FORUM:
        return "forum";
    default:
        return "mechanism";
    }
}

/* Names under which a forum met: talks on its margin do not make it a mechanism of two. */
static bool *find_forums(att_passes *passes) {
    const att_snapshot *snapshot = &passes->snapshot;
    bool *forums = ATT_NEW_ARRAY(passes->arena, bool, snapshot->texts.count);
    for (uint32_t i = 0; i < snapshot->records.count; i++) {
        const snap_record *record = &snapshot->records.items[i];
        if (record->activity == ATT_ACTIVITY_FORUM || att_range_count(record->codes) > MOST_PARTIES)
            forums[record->mechanism] = true;
    }
    return forums;
}

/* Whether the parties make the mechanism: not for what an organisation or one state holds. */
static bool is_between_parties(const char *kind, const snap_record *record, const bool *forums) {
    uint32_t parties = att_range_count(record->codes);
    return !record->instrument_code && !forums[record->mechanism] && parties >= 2 &&
           parties <= MOST_PARTIES &&
           (!strcmp(kind, "mechanism") || !strcmp(kind, "agreement") ||
            !strcmp(kind, "memorandum"));
}

/* The name for display: as written, without edition and article. */
static att_status insert_mechanism(att_passes *passes, uint32_t number, const snap_record *record,
                                   const char *kind, att_slice parties) {
    const att_snapshot *snapshot = &passes->snapshot;
    att_query query;
    att_query_begin(&query, passes->store,
                    "INSERT INTO mechanism VALUES (?1, ?2, ?3, ?4, ?5, 0, NULL, NULL)",
                    passes->error);
    att_query_integer(&query, 1, number);
    att_query_text(&query, 2, att_snapshot_text(snapshot, record->instrument));
    att_query_string(&query, 3, kind);
    att_query_text(&query, 4, att_snapshot_text(snapshot, record->instrument_code));
    att_query_text(&query, 5, parties);
    return att_query_run(&query);
}

static att_status insert_member(att_passes *passes, const snap_record *record, uint32_t number) {
    att_query query;
    att_query_begin(&query, passes->store, "INSERT INTO mechanism_record VALUES (?1, ?2)",
                    passes->error);
    att_query_integer(&query, 1, record->number);
    att_query_integer(&query, 2, number);
    return att_query_run(&query);
}

static void write_key(att_buffer *key, att_buffer *parties, const att_snapshot *snapshot,
                      const snap_record *record, const char *kind, const bool *forums) {
    att_buffer_clear(key);
    att_buffer_clear(parties);
    if (record->instrument_code) {
        att_buffer_add_slice(key, att_snapshot_text(snapshot, record->instrument_code));
        return;
    }
    if (is_between_parties(kind, record, forums))
        att_snapshot_add_codes(parties, snapshot, record->codes);
    att_buffer_add_slice(key, att_snapshot_text(snapshot, record->mechanism));
    att_buffer_add_char(key, '|');
    att_buffer_add_slice(key, att_buffer_slice(parties));
    if (!strcmp(kind, "agreement") && record->year >= 0)
        att_buffer_format(key, "|%d", record->year);
}

att_status att_pass_mechanisms(att_passes *passes) {
    const att_snapshot *snapshot = &passes->snapshot;
    passes->mechanism_of = ATT_NEW_ARRAY(passes->arena, uint32_t, snapshot->records.count + 1);
    const bool *forums = find_forums(passes);
    att_map numbers;
    att_map_init(&numbers, passes->arena);
    att_buffer key, parties;
    att_buffer_init(&key);
    att_buffer_init(&parties);
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < snapshot->records.count && !status; i++) {
        const snap_record *record = &snapshot->records.items[i];
        if (!record->mechanism)
            continue;
        const char *kind = kind_of(snapshot, record);
        write_key(&key, &parties, snapshot, record, kind, forums);
        uint32_t number = att_map_get(&numbers, att_buffer_slice(&key));
        if (number == ATT_NONE) {
            number = numbers.count + 1;
            att_map_put(&numbers, att_arena_copy(passes->arena, att_buffer_slice(&key)), number);
            att_slice text = parties.size ? att_buffer_slice(&parties) : ATT_SLICE_EMPTY;
            status = insert_mechanism(passes, number, record, kind, text);
        }
        passes->mechanism_of[i] = number;
        if (!status)
            status = insert_member(passes, record, number);
    }
    att_buffer_release(&key);
    att_buffer_release(&parties);
    return status;
}

/* ---- editions
 * --------------------------------------------------------------------------------------- */

/* An edition is held if an act of it took place, else cancelled, else planned. */
static const char editions_sql[] =
    "INSERT INTO edition "
    "SELECT mechanism, edition, CASE max(rank) WHEN 3 THEN 'held' WHEN 2 THEN 'cancelled' "
    "  ELSE 'planned' END, act, number, first_date, last_date FROM ("
    "  SELECT m.mechanism, r.edition, p.act, r.number, r.first_date, r.last_date, "
    "    CASE WHEN r.kind = 'event' AND r.status <> 'cancelled' THEN 3 WHEN r.kind = 'event' THEN "
    "2 "
    "      ELSE 1 END AS rank "
    "  FROM record_now r JOIN mechanism_record m ON m.record = r.number "
    "  LEFT JOIN report p ON p.record = r.number "
    "  WHERE r.edition IS NOT NULL AND r.kind <> 'claim' ORDER BY r.number) "
    "GROUP BY mechanism, edition";

/* What lies between the first and the last edition seen and was told nowhere. */
static const char missing_sql[] =
    "INSERT INTO edition "
    "WITH RECURSIVE span(mechanism, edition, last) AS ("
    "  SELECT mechanism, min(edition), max(edition) FROM edition GROUP BY mechanism "
    "  HAVING max(edition) - min(edition) < 200 "
    "  UNION ALL SELECT mechanism, edition + 1, last FROM span WHERE edition < last) "
    "SELECT mechanism, edition, 'missing', NULL, NULL, NULL, NULL FROM span s WHERE NOT EXISTS "
    "  (SELECT 1 FROM edition e WHERE e.mechanism = s.mechanism AND e.edition = s.edition)";

static const char sums_sql[] =
    "UPDATE mechanism SET (records, first_date, last_date) = ("
    "  SELECT count(*), min(d.date), max(d.date) FROM mechanism_record m "
    "  JOIN record r ON r.number = m.record JOIN document d ON d.number = r.document "
    "  WHERE m.mechanism = mechanism.number)";

att_status att_pass_editions(att_passes *passes) {
    static const char *const steps[] = {editions_sql, missing_sql, sums_sql};
    att_status status = ATT_OK;
    for (int i = 0; i < 3 && !status; i++)
        status = att_store_execute(passes->store, steps[i], passes->error);
    return status;
}
