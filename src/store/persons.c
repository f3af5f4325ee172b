/* persons.c - persons in office: variants of a name joined with care, offices with the days on
 * which they are seen.
 *
 * Names are looked at from the longest to the shortest. A name joins a person of the same state
 * when it fits exactly one of those who share a word with it; a surname that fits two stands alone.
 */
#include "store/passes.h"

#include "base/error.h"
#include "store/database.h"

#include <stdlib.h>

typedef struct name_sighting {
    att_text code, name, written, office;
    uint8_t sector;
    uint32_t document;
    uint32_t person;
} name_sighting;

typedef struct known_person {
    att_text code, name, written;
    uint32_t number;
} known_person;

typedef struct holder { /* of a word in a name: a chain of persons */
    uint32_t person, next;
} holder;

typedef struct persons_state {
    att_passes *passes;
    name_sighting *sightings;
    uint32_t count;
    ATT_ARRAY(known_person) persons;
    ATT_ARRAY(holder) holders;
    att_map words; /* "CODE word" to the first holder */
} persons_state;

/* ---- sightings
 * ------------------------------------------------------------------------------------ */

static att_status collect(persons_state *state) {
    const att_snapshot *snapshot = &state->passes->snapshot;
    state->sightings = malloc((snapshot->participants.count + 1) * sizeof *state->sightings);
    if (!state->sightings)
        return att_error_set(state->passes->error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    for (uint32_t i = 0; i < snapshot->records.count; i++) {
        const snap_record *record = &snapshot->records.items[i];
        for (uint32_t p = record->participants.first; p < record->participants.end; p++) {
            const snap_participant *seen = &snapshot->participants.items[p];
            if (seen->name && seen->code)
                state->sightings[state->count++] =
                    (name_sighting){seen->code,   seen->name,       seen->written, seen->office,
                                    seen->sector, record->document, ATT_NONE};
        }
    }
    return ATT_OK;
}

/* Longest names first; equal names of one state together. */
static int compare_sightings(const void *left, const void *right, void *context) {
    const att_snapshot *snapshot = context;
    const name_sighting *a = left, *b = right;
    uint32_t x = att_snapshot_text(snapshot, a->name).size;
    uint32_t y = att_snapshot_text(snapshot, b->name).size;
    if (a->code != b->code)
        return a->code < b->code ? -1 : 1;
    if (x != y)
        return x > y ? -1 : 1;
    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    return (a->document > b->document) - (a->document < b->document);
}

/* ---- joining
 * ---------------------------------------------------------------------------------------- */

static att_slice word_key(persons_state *state, att_text code, att_slice word) {
    return att_arena_format(state->passes->arena, "%u %.*s", code, (int)word.size, word.data);
}

static void add_person(persons_state *state, const name_sighting *sighting) {
    uint32_t number = state->persons.count;
    *ATT_PUSH(state->passes->arena, &state->persons) =
        (known_person){sighting->code, sighting->name, sighting->written, number + 1};
    att_slice rest = att_snapshot_text(&state->passes->snapshot, sighting->name), word;
    while (rest.size && att_slice_next(&rest, ' ', &word)) {
        att_slice key = word_key(state, sighting->code, word);
        uint32_t chain = att_map_get(&state->words, key);
        *ATT_PUSH(state->passes->arena, &state->holders) = (holder){number, chain};
        att_map_put(&state->words, key, state->holders.count - 1);
    }
}

/* The one person whom the name fits; ATT_NONE for none or several. */
static uint32_t find_person(persons_state *state, const name_sighting *sighting) {
    const att_snapshot *snapshot = &state->passes->snapshot;
    att_slice name = att_snapshot_text(snapshot, sighting->name), rest = name, word;
    uint32_t found = ATT_NONE;
    while (rest.size && att_slice_next(&rest, ' ', &word)) {
        uint32_t chain = att_map_get(&state->words, word_key(state, sighting->code, word));
        for (; chain != ATT_NONE; chain = state->holders.items[chain].next) {
            uint32_t candidate = state->holders.items[chain].person;
            if (candidate == found ||
                !att_name_fits(name,
                               att_snapshot_text(snapshot, state->persons.items[candidate].name)))
                continue;
            if (found != ATT_NONE)
                return ATT_NONE;
            found = candidate;
        }
    }
    return found;
}

static void join_all(persons_state *state) {
    for (uint32_t i = 0; i < state->count; i++) {
        name_sighting *now = &state->sightings[i];
        if (i && now[-1].code == now->code && now[-1].name == now->name) {
            now->person = now[-1].person;
            continue;
        }
        now->person = find_person(state, now);
        if (now->person == ATT_NONE) {
            now->person = state->persons.count;
            add_person(state, now);
        }
    }
}

/* ---- writing
 * ------------------------------------------------------------------------------------------- */

static att_status write_persons(persons_state *state) {
    const att_snapshot *snapshot = &state->passes->snapshot;
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < state->persons.count && !status; i++) {
        const known_person *person = &state->persons.items[i];
        att_query query;
        att_query_begin(&query, state->passes->store, "INSERT INTO person VALUES (?1, ?2, ?3)",
                        state->passes->error);
        att_query_integer(&query, 1, person->number);
        att_query_text(&query, 2, att_snapshot_text(snapshot, person->written));
        att_query_text(&query, 3, att_snapshot_text(snapshot, person->code));
        status = att_query_run(&query);
    }
    return status;
}

static att_status write_name(persons_state *state, const name_sighting *sighting) {
    att_query query;
    att_query_begin(&query, state->passes->store,
                    "INSERT INTO person_name VALUES (?1, ?2, 1) "
                    "ON CONFLICT DO UPDATE SET records = records + 1",
                    state->passes->error);
    att_query_integer(&query, 1, sighting->person + 1);
    att_query_text(&query, 2, att_snapshot_text(&state->passes->snapshot, sighting->written));
    return att_query_run(&query);
}

static att_status write_office(persons_state *state, const name_sighting *sighting) {
    const snap_document *document = &state->passes->snapshot.documents.items[sighting->document];
    att_query query;
    att_query_begin(
        &query, state->passes->store,
        "INSERT INTO person_office VALUES (?1, ?2, ?3, ?4, ?4, 1) ON CONFLICT DO UPDATE SET "
        "records = records + 1, first_date = min(coalesce(first_date, excluded.first_date), "
        "coalesce(excluded.first_date, first_date)), "
        "last_date = max(coalesce(last_date, excluded.last_date), "
        "coalesce(excluded.last_date, last_date))",
        state->passes->error);
    att_query_integer(&query, 1, sighting->person + 1);
    att_query_text(&query, 2, att_snapshot_text(&state->passes->snapshot, sighting->office));
    att_query_string(&query, 3, att_sector_name((att_sector)sighting->sector));
    if (document->dated)
        att_query_day(&query, 4, document->date);
    return att_query_run(&query);
}

att_status att_pass_persons(att_passes *passes) {
    persons_state state = {.passes = passes};
    att_map_init(&state.words, passes->arena);
    att_status status = collect(&state);
    if (!status) {
        qsort_r(state.sightings, state.count, sizeof *state.sightings, compare_sightings,
                &passes->snapshot);
        join_all(&state);
        status = write_persons(&state);
    }
    for (uint32_t i = 0; i < state.count && !status; i++) {
        status = write_name(&state, &state.sightings[i]);
        if (!status)
            status = write_office(&state, &state.sightings[i]);
    }
    free(state.sightings);
    return status;
}
