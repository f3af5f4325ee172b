/* mechanism.c - standing mechanisms, forums, exercises, missions, agreements and resolutions, and
 * the editions of those that are numbered.
 *
 * A mechanism is its name without edition, year and parties; what belongs to two or three parties
 * is theirs alone, an agreement also has its year. Two names between the same parties are one
 * mechanism when reports of one act give them, or when one is short for the other and for no third;
 * never when both name an edition, or a signing, of their own. */
#include "store/passes.h"

#include "base/buffer.h"
#include "base/error.h"
#include "store/database.h"
#include "store/register.h"
#include "store/wording.h"

#include <stdlib.h>

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

att_instrument_nature att_instrument_nature_of(const char *kind) {
    static const struct {
        const char *kind;
        att_instrument_nature nature;
    } kinds[] = {
#define ATT_INSTRUMENT_KIND(kind, nature) {kind, ATT_##nature},
#include "store/instruments.def"
#undef ATT_INSTRUMENT_KIND
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i].kind, kind) == 0)
            return kinds[i].nature;
    return ATT_NO_NATURE;
}

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

/* Whether the parties make the mechanism: each pair has its own policy dialogue, by whatever code
 * the world's tables know such dialogues; but not what an organisation or one state holds. */
static bool is_between_parties(const char *kind, const snap_record *record, const bool *forums) {
    uint32_t parties = att_range_count(record->codes);
    bool own = strcmp(kind, "mechanism") == 0 ||
               (!record->instrument_code && att_instrument_nature_of(kind) == ATT_DOCUMENT);
    return own && !forums[record->mechanism] && parties >= 2 && parties <= MOST_PARTIES;
}

static void write_key(att_buffer *key, const att_snapshot *snapshot, const snap_record *record,
                      const char *kind, att_slice parties) {
    att_buffer_clear(key);
    att_text name = record->instrument_code ? record->instrument_code : record->mechanism;
    att_buffer_add_slice(key, att_snapshot_text(snapshot, name));
    att_buffer_add_char(key, '|');
    att_buffer_add_slice(key, parties);
    if (att_instrument_nature_of(kind) == ATT_DOCUMENT && record->year >= 0)
        att_buffer_format(key, "|%d", record->year);
}

/* ---- names that are one mechanism ------------------------------------------------------------ */

typedef struct named {
    const snap_record *record; /* the first that gives the name */
    const char *kind;
    att_instrument_nature nature;
    att_slice parties;
    uint32_t parent; /* union-find: the earlier one stays */
    uint32_t next;   /* the next name of the mechanism, ATT_NONE; last: of a root, the last one */
    uint32_t last, number;
} named;

typedef struct naming {
    att_passes *passes;
    ATT_ARRAY(named) names;
    uint32_t *of;    /* of each record: its name, or ATT_NONE */
    uint32_t *first; /* of each name: the start of its records in `records`; one more at the end */
    uint32_t *records;
} naming;

static uint32_t root_of(naming *state, uint32_t name) {
    named *names = state->names.items;
    while (names[name].parent != name)
        name = names[name].parent = names[names[name].parent].parent;
    return name;
}

static void join(naming *state, uint32_t a, uint32_t b) {
    named *names = state->names.items;
    a = root_of(state, a);
    b = root_of(state, b);
    if (a == b)
        return;
    uint32_t first = a < b ? a : b, second = a < b ? b : a;
    names[second].parent = first;
    names[names[first].last].next = second;
    names[first].last = names[second].last;
}

static uint32_t add_name(naming *state, const snap_record *record, const char *kind,
                         att_slice parties) {
    att_arena *arena = state->passes->arena;
    uint32_t name = state->names.count;
    *ATT_PUSH(arena, &state->names) = (named){.record = record,
                                              .kind = kind,
                                              .nature = att_instrument_nature_of(kind),
                                              .parties = att_arena_copy(arena, parties),
                                              .parent = name,
                                              .next = ATT_NONE,
                                              .last = name};
    return name;
}

static void find_names(naming *state) {
    att_passes *passes = state->passes;
    const att_snapshot *snapshot = &passes->snapshot;
    const bool *forums = find_forums(passes);
    att_map numbers;
    att_map_init(&numbers, passes->arena);
    att_buffer key, parties;
    att_buffer_init(&key);
    att_buffer_init(&parties);
    for (uint32_t i = 0; i < snapshot->records.count; i++) {
        const snap_record *record = &snapshot->records.items[i];
        state->of[i] = ATT_NONE;
        if (!record->mechanism)
            continue;
        const char *kind = kind_of(snapshot, record);
        att_buffer_clear(&parties);
        if (is_between_parties(kind, record, forums))
            att_snapshot_add_codes(&parties, snapshot, record->codes);
        att_slice codes = parties.size ? att_buffer_slice(&parties) : ATT_SLICE_EMPTY;
        write_key(&key, snapshot, record, kind, codes);
        uint32_t name = att_map_get(&numbers, att_buffer_slice(&key));
        if (name == ATT_NONE) {
            name = add_name(state, record, kind, codes);
            att_map_put(&numbers, att_arena_copy(passes->arena, att_buffer_slice(&key)), name);
        }
        state->of[i] = name;
    }
    att_buffer_release(&key);
    att_buffer_release(&parties);
}

/* The records of each name, in order. */
static void list_records(naming *state) {
    att_passes *passes = state->passes;
    uint32_t names = state->names.count, count = passes->snapshot.records.count;
    state->first = ATT_NEW_ARRAY(passes->arena, uint32_t, names + 2);
    state->records = ATT_NEW_ARRAY(passes->arena, uint32_t, count + 1);
    uint32_t *next = state->first + 1; /* shifted by one while it fills */
    for (uint32_t i = 0; i < count; i++)
        if (state->of[i] != ATT_NONE && state->of[i] + 1 < names)
            next[state->of[i] + 1]++;
    for (uint32_t name = 1; name < names; name++)
        next[name] += next[name - 1];
    for (uint32_t i = 0; i < count; i++)
        if (state->of[i] != ATT_NONE)
            state->records[next[state->of[i]]++] = i;
}

/* Whether two records tell of two sessions with one number, or of two signings. */
static bool are_two(const att_passes *passes, att_instrument_nature nature, uint32_t a,
                    uint32_t b) {
    const snap_record *x = att_passes_record(passes, a), *y = att_passes_record(passes, b);
    if (x->kind != ATT_KIND_EVENT || y->kind != ATT_KIND_EVENT ||
        passes->act_of[a] == passes->act_of[b])
        return false;
    if (nature == ATT_DOCUMENT)
        return x->activity == ATT_ACTIVITY_SIGNING && y->activity == ATT_ACTIVITY_SIGNING;
    return x->edition >= 0 && x->edition == y->edition;
}

static bool exclude(const naming *state, uint32_t a, uint32_t b) {
    const named *x = &state->names.items[a];
    for (uint32_t i = state->first[a]; i < state->first[a + 1]; i++)
        for (uint32_t k = state->first[b]; k < state->first[b + 1]; k++)
            if (are_two(state->passes, x->nature, state->records[i], state->records[k]))
                return true;
    return false;
}

static bool is_acronym(att_slice word, att_slice name) {
    att_slice part;
    uint32_t size = 0;
    while (name.size && att_slice_next(&name, ' ', &part)) {
        if (size >= word.size || word.data[size] != part.data[0])
            return false;
        size++;
    }
    return size > 1 && size == word.size;
}

/* "dpd" of "defence policy dialogue"; "friendship exchange" of "friendship exchange young
 * officers". One word alone is short for everything. */
static bool is_short_for(att_slice name, att_slice longer) {
    att_slice rest = name, word;
    uint32_t words = 0;
    for (; rest.size && att_slice_next(&rest, ' ', &word); words++)
        if (!att_has_word(longer, word))
            return is_acronym(name, longer);
    return words > 1 && longer.size > name.size;
}

static bool may_be_one(const naming *state, uint32_t a, uint32_t b) {
    const named *x = &state->names.items[a], *y = &state->names.items[b];
    bool coded = x->record->instrument_code && y->record->instrument_code;
    bool years = x->record->year >= 0 && y->record->year >= 0 && x->nature == ATT_DOCUMENT;
    return x->parties.size && x->nature == y->nature && att_slice_equal(x->parties, y->parties) &&
           !coded && !(years && x->record->year != y->record->year) && !exclude(state, a, b);
}

typedef struct by_parties {
    att_slice parties;
    uint32_t name;
} by_parties;

static int compare_parties(const void *left, const void *right) {
    const by_parties *a = left, *b = right;
    int order = att_slice_compare(a->parties, b->parties);
    return order ? order : (a->name > b->name) - (a->name < b->name);
}

static bool share_edition(const naming *state, uint32_t a, uint32_t b) {
    const att_passes *passes = state->passes;
    for (uint32_t i = state->first[a]; i < state->first[a + 1]; i++)
        for (uint32_t k = state->first[b]; k < state->first[b + 1]; k++) {
            int32_t edition = att_passes_record(passes, state->records[i])->edition;
            if (edition >= 0 && edition == att_passes_record(passes, state->records[k])->edition)
                return true;
        }
    return false;
}

/* Joins a name to the one of the same parties that it is short for; of several, to the one that
 * counts as it does. */
static void join_short(naming *state, const by_parties *list, uint32_t count, uint32_t name) {
    const att_snapshot *snapshot = &state->passes->snapshot;
    att_slice text = att_snapshot_text(snapshot, state->names.items[name].record->mechanism);
    uint32_t found[2] = {ATT_NONE, ATT_NONE}; /* by word, by word and edition */
    bool several[2] = {false, false};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t other = list[i].name;
        att_text longer = state->names.items[other].record->mechanism;
        if (other == name || !is_short_for(text, att_snapshot_text(snapshot, longer)) ||
            !may_be_one(state, name, other))
            continue;
        for (int k = 0; k <= share_edition(state, name, other); k++) {
            several[k] |= found[k] != ATT_NONE && root_of(state, found[k]) != root_of(state, other);
            found[k] = other;
        }
    }
    for (int k = 1; k >= 0; k--)
        if (found[k] != ATT_NONE && !several[k]) {
            join(state, name, found[k]);
            return;
        }
}

static att_status join_by_names(naming *state) {
    uint32_t count = 0;
    by_parties *list = malloc((state->names.count + 1) * sizeof *list);
    if (!list)
        return att_error_set(state->passes->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    for (uint32_t name = 0; name < state->names.count; name++)
        if (state->names.items[name].parties.size)
            list[count++] = (by_parties){state->names.items[name].parties, name};
    qsort(list, count, sizeof *list, compare_parties);
    for (uint32_t first = 0, end; first < count; first = end) {
        for (end = first + 1;
             end < count && att_slice_equal(list[end].parties, list[first].parties);)
            end++;
        for (uint32_t i = first; i < end; i++)
            join_short(state, list + first, end - first, list[i].name);
    }
    free(list);
    return ATT_OK;
}

/* What reports of one act call it, where the names have most of their words in common. */
static void join_by_acts(naming *state) {
    att_passes *passes = state->passes;
    for (uint32_t a = 0; a < passes->acts.count; a++) {
        att_range members = passes->acts.items[a].members;
        uint32_t first = ATT_NONE;
        for (uint32_t m = members.first; m < members.end; m++) {
            uint32_t record = passes->act_members.items[m];
            if (state->of[record] == ATT_NONE)
                continue;
            if (first != ATT_NONE && state->of[first] != state->of[record] &&
                may_be_one(state, state->of[first], state->of[record]) &&
                att_mechanism_likeness(&passes->snapshot, att_passes_record(passes, first),
                                       att_passes_record(passes, record)) >= 0.5)
                join(state, state->of[first], state->of[record]);
            first = first == ATT_NONE ? record : first;
        }
    }
}

/* ---- writing --------------------------------------------------------------------------------- */

/* The title that most records of the mechanism give, the first of equals. */
static att_slice title_of(naming *state, uint32_t root) {
    att_passes *passes = state->passes;
    att_map counts;
    att_map_init(&counts, passes->arena);
    att_slice best = ATT_SLICE_EMPTY;
    uint32_t most = 0;
    for (uint32_t name = root; name != ATT_NONE; name = state->names.items[name].next) {
        bool standing = state->names.items[name].nature == ATT_STANDING;
        for (uint32_t i = state->first[name]; i < state->first[name + 1]; i++) {
            const snap_record *record = att_passes_record(passes, state->records[i]);
            att_slice title =
                wording_title(att_snapshot_text(&passes->snapshot, record->instrument), standing);
            uint32_t count = att_map_get(&counts, title);
            count = count == ATT_NONE ? 1 : count + 1;
            att_map_put(&counts, title, count);
            if (count > most) {
                most = count;
                best = title;
            }
        }
    }
    return best;
}

static att_status insert_mechanism(naming *state, uint32_t root) {
    att_passes *passes = state->passes;
    const named *name = &state->names.items[root];
    att_text code = name->record->instrument_code;
    for (uint32_t i = root; i != ATT_NONE && !code; i = state->names.items[i].next)
        code = state->names.items[i].record->instrument_code;
    att_query query;
    att_query_begin(&query, passes->store,
                    "INSERT INTO mechanism VALUES (?1, ?2, ?3, ?4, ?5, 0, NULL, NULL)",
                    passes->error);
    att_query_integer(&query, 1, name->number);
    att_query_text(&query, 2, title_of(state, root));
    att_query_string(&query, 3, name->kind);
    att_query_text(&query, 4, att_snapshot_text(&passes->snapshot, code));
    att_query_text(&query, 5, name->parties);
    return att_query_run(&query);
}

static att_status insert_member(att_passes *passes, uint32_t record) {
    att_query query;
    att_query_begin(&query, passes->store, "INSERT INTO mechanism_record VALUES (?1, ?2)",
                    passes->error);
    att_query_integer(&query, 1, att_passes_record(passes, record)->number);
    att_query_integer(&query, 2, passes->mechanism_of[record]);
    return att_query_run(&query);
}

static att_status write_all(naming *state) {
    att_passes *passes = state->passes;
    att_status status = ATT_OK;
    uint32_t count = 0;
    for (uint32_t name = 0; name < state->names.count && !status; name++)
        if (root_of(state, name) == name) {
            state->names.items[name].number = ++count;
            status = insert_mechanism(state, name);
        }
    for (uint32_t i = 0; i < passes->snapshot.records.count && !status; i++)
        if (state->of[i] != ATT_NONE) {
            passes->mechanism_of[i] = state->names.items[root_of(state, state->of[i])].number;
            status = insert_member(passes, i);
        }
    return status;
}

att_status att_pass_mechanisms(att_passes *passes) {
    uint32_t count = passes->snapshot.records.count;
    naming state = {.passes = passes};
    passes->mechanism_of = ATT_NEW_ARRAY(passes->arena, uint32_t, count + 1);
    state.of = ATT_NEW_ARRAY(passes->arena, uint32_t, count + 1);
    find_names(&state);
    list_records(&state);
    join_by_acts(&state);
    att_status status = join_by_names(&state);
    return status ? status : write_all(&state);
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

/* A number below that of a session already held when the story was written is told of a past one.
 */
static const char past_sql[] =
    "DELETE FROM edition WHERE state = 'planned' AND EXISTS ("
    "  SELECT 1 FROM edition h JOIN record r ON r.number = edition.record "
    "  JOIN document d ON d.number = r.document WHERE h.mechanism = edition.mechanism "
    "  AND h.state = 'held' AND h.edition > edition.edition AND h.first_date <= d.date)";

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
    static const char *const steps[] = {editions_sql, past_sql, missing_sql, sums_sql};
    att_status status = ATT_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !status; i++)
        status = att_store_execute(passes->store, steps[i], passes->error);
    return status;
}
