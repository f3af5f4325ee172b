/* archive.c - a made-up archive of coded stories, and how long the register takes over it.
 * bench-archive STORE [STORIES]; with 0 stories it computes the register of a store that is there
 *
 * Acts take place between random partners; one to four stories tell each, some as copies.
 * Commitments announce acts, claims add them up. The same seed gives the same archive. */
#include "base/arena.h"
#include "store/register.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { YEARS = 12, PERSONS = 400, WORDS = 4000 };

static const char *const codes[] = {
    "VNM", "CHN", "USA", "RUS", "FRA", "GBR", "JPN", "IND", "AUS", "KOR", "LAO", "KHM", "THA",
    "SGP", "MYS", "IDN", "PHL", "BRN", "MMR", "CUB", "DEU", "ITA", "NZL", "CAN", "MNG", "KAZ",
    "BLR", "CZE", "POL", "ESP", "NLD", "SWE", "ISR", "ARE", "TUR", "ZAF", "BRA", "ARG", "CHL",
    "MEX", "EGY", "UKR", "HUN", "BGD", "LKA", "PAK", "IRN", "SAU", "QAT", "DZA"};
enum { CODES = sizeof codes / sizeof codes[0] };

static const char *const towns[] = {"Hanoi",    "Da Nang", "Paris",     "Tokyo",   "Delhi",
                                    "Canberra", "Seoul",   "Vientiane", "Bangkok", "London"};

typedef struct happening {
    att_activity activity;
    int a, b, day, town, edition, people, persons;
} happening;

typedef struct archive_state {
    uint64_t random;
    att_store *store;
    att_error *error;
    int stories;
    uint64_t original; /* the random state in which the act's first story was written */
} archive_state;

static uint32_t roll(archive_state *archive, uint32_t sides) {
    archive->random ^= archive->random << 13;
    archive->random ^= archive->random >> 7;
    archive->random ^= archive->random << 17;
    return (uint32_t)(archive->random >> 33) % sides;
}

/* CLOCK_PROCESS_CPUTIME_ID: what the machine does besides counts for nothing. */
static double seconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- texts
 * ---------------------------------------------------------------------------------------- */

/* A word of the made-up language, commoner ones more often. */
static void add_word(archive_state *archive, char **out) {
    uint32_t number = roll(archive, WORDS) * roll(archive, 1000) / 1000;
    static const char syllables[] = "baceditofugalanorsumekipyvoratinel";
    *out += sprintf(*out, "%.2s%.2s%.2s ", syllables + number % 16 * 2,
                    syllables + number / 16 % 16 * 2, syllables + number / 256 % 16 * 2);
}

static att_span add_sentence(archive_state *archive, char *text, char **out, const happening *act) {
    uint32_t start = (uint32_t)(*out - text);
    *out += sprintf(*out, "%s and %s in %s %s ", codes[act->a], codes[act->b], towns[act->town],
                    att_activity_name(act->activity));
    for (int i = 0; i < 16; i++)
        add_word(archive, out);
    (*out)[-1] = '.';
    att_span span = {start, (uint32_t)(*out - text)};
    *(*out)++ = ' ';
    return span;
}

/* ---- records
 * ----------------------------------------------------------------------------------------- */

static void add_entity(att_document *document, att_indexes *list, int code, int person) {
    *ATT_PUSH(&document->arena, list) = document->entities.count;
    att_entity *entity = ATT_PUSH(&document->arena, &document->entities);
    entity->code = att_slice_of(codes[code]);
    entity->sector = ATT_SECTOR_MIL;
    entity->office = att_slice_of(person >= 0 ? "Deputy Minister of Defence" : "");
    entity->name = person >= 0 ? att_arena_format(&document->arena, "Nar%c Ved%c Tor%d",
                                                  'a' + person % 26, 'a' + person / 26 % 26, person)
                               : ATT_SLICE_EMPTY;
    entity->text = entity->code;
    entity->level = person >= 0 ? 3 : 0;
}

static att_record *add_record(att_document *document, att_kind kind, const happening *act,
                              att_span span) {
    att_record *record = ATT_PUSH(&document->arena, &document->records);
    record->kind = kind;
    record->activity = act->activity;
    record->plover = att_activity_plover(act->activity);
    record->mode = "";
    record->fields = 1u << att_activity_field(act->activity);
    record->place = record->instrument = record->trigger = ATT_NONE;
    record->rule = att_slice_of("archive");
    record->confidence = 1;
    add_entity(document, &record->actors, act->a, act->persons);
    add_entity(document, &record->actors, act->b, -1);
    *ATT_PUSH(&document->arena, &record->evidence) = span;
    char anchor[128];
    int size = snprintf(anchor, sizeof anchor, "%s %d %u", document->hash, kind, span.start);
    snprintf(record->id, sizeof record->id, "%016llx",
             (unsigned long long)att_hash(anchor, (size_t)size));
    return record;
}

static void set_days(att_document *document, att_record *record, int first, int last) {
    record->interval = (att_interval){first, last};
    record->time = att_interval_format(&document->arena, record->interval);
}

static void add_figure(att_document *document, att_record *record, double number,
                       const char *unit) {
    *ATT_PUSH(&document->arena, &record->quantities) = document->quantities.count;
    att_quantity *quantity = ATT_PUSH(&document->arena, &document->quantities);
    *quantity = (att_quantity){.number = number};
    quantity->unit = quantity->what = att_slice_of(unit);
}

static void add_instrument(att_document *document, att_record *record, const happening *act) {
    record->instrument = document->instruments.count;
    att_instrument *instrument = ATT_PUSH(&document->arena, &document->instruments);
    instrument->name = att_slice_of("Defence Policy Dialogue");
    instrument->code = instrument->country = ATT_SLICE_EMPTY;
    instrument->kind = att_slice_of("mechanism");
    instrument->edition = act->edition;
    instrument->year = -1;
}

static void add_event(archive_state *archive, att_document *document, const happening *act,
                      att_span span) {
    att_record *record = add_record(document, ATT_KIND_EVENT, act, span);
    set_days(document, record, act->day, act->day);
    record->status = roll(archive, 50) ? ATT_DONE : ATT_CANCELLED;
    record->place = document->places.count;
    att_place *place = ATT_PUSH(&document->arena, &document->places);
    place->text = att_slice_of(towns[act->town]);
    place->country = att_slice_of(codes[act->a]);
    if (act->activity == ATT_ACTIVITY_DIALOGUE)
        add_instrument(document, record, act);
    if (act->people)
        add_figure(document, record, act->people + (roll(archive, 20) ? 0 : 2), "officers");
}

static void add_commitment(archive_state *archive, att_document *document, const happening *act,
                           att_span span) {
    att_record *record = add_record(document, ATT_KIND_COMMITMENT, act, span);
    record->force = (att_force)roll(archive, 4);
    if (roll(archive, 2))
        set_days(document, record, act->day + 20 + (int)roll(archive, 300), act->day + 400);
}

static void add_claim(archive_state *archive, att_document *document, const happening *act,
                      att_span span) {
    att_record *record = add_record(document, ATT_KIND_CLAIM, act, span);
    record->actors.count = 1;
    record->form = ATT_FIGURE;
    set_days(document, record, act->day - 365 * (1 + (int)roll(archive, 5)), act->day);
    if (!roll(archive, 40))
        record->activity = ATT_ACTIVITY_COOPERATION, add_figure(document, record, 100, "countries");
    else
        add_figure(document, record, 10 + roll(archive, 400), "officers");
}

/* ---- stories
 * -------------------------------------------------------------------------------------------- */

static happening imagine(archive_state *archive) {
    happening act = {.activity = (att_activity)roll(archive, ATT_ACTIVITY_COUNT)};
    act.a = roll(archive, 2) ? 0 : (int)roll(archive, CODES); /* a national agency's archive */
    act.b = (int)(roll(archive, CODES) * roll(archive, 100) / 100);
    if (act.b == act.a)
        act.b = (act.a + 1) % CODES;
    act.day = att_day_of(2010, 1, 1) + (int)roll(archive, YEARS * 365);
    act.town = (int)roll(archive, sizeof towns / sizeof towns[0]);
    act.edition = 1 + (act.day - att_day_of(2010, 1, 1)) / 365;
    act.people = roll(archive, 3) ? 0 : 20 + (int)roll(archive, 300);
    act.persons = roll(archive, 2) ? (int)roll(archive, PERSONS) : -1;
    return act;
}

static att_status add_story(archive_state *archive, const happening *act, int version) {
    static char text[16384];
    char *out = text;
    att_span spans[6];
    happening others[6] = {*act};
    uint64_t now = archive->random;
    bool copy = version && !roll(archive, 3); /* an agency's text, with a line of the paper's own */
    if (!version)
        archive->original = archive->random;
    if (copy)
        archive->random = archive->original;
    roll(archive, 3);
    out += sprintf(out, " date %d ", act->day + version % 2);
    for (int i = 0; i < 6; i++) {
        if (i)
            others[i] = imagine(archive), others[i].a = act->a, others[i].b = act->b,
            others[i].day = act->day;
        spans[i] = add_sentence(archive, text, &out, &others[i]);
    }
    if (copy) {
        archive->random = now + (uint64_t)version;
        add_sentence(archive, text, &out, act);
    }
    att_document *document = NULL;
    att_status status =
        att_document_new(&document, (att_slice){text, (uint32_t)(out - text)}, archive->error);
    if (status)
        return status;
    document->id = att_arena_format(&document->arena, "s%06d", archive->stories);
    document->date_known = true;
    document->date = act->day + version % 2;
    document->agency = att_slice_of(roll(archive, 3) ? "VNA" : "");
    add_event(archive, document, act, spans[0]);
    if (roll(archive, 2))
        add_event(archive, document, &others[1], spans[1]);
    if (roll(archive, 3))
        add_commitment(archive, document, &others[2], spans[2]);
    if (roll(archive, 3))
        add_commitment(archive, document, &others[3], spans[3]);
    if (!roll(archive, 3))
        add_claim(archive, document, &others[4], spans[4]);
    att_outcome outcome;
    status = att_store_add(&outcome, archive->store, document->id.data, document, archive->error);
    att_document_free(document);
    archive->stories++;
    return status;
}

static att_status fill(archive_state *archive, int wanted) {
    att_status status = ATT_OK;
    while (!status && archive->stories < wanted) {
        happening act = imagine(archive);
        int told = 1 + (int)(roll(archive, 4) * roll(archive, 2));
        for (int i = 0; i < told && archive->stories < wanted && !status; i++)
            status = add_story(archive, &act, i);
    }
    return status;
}

static att_status run(archive_state *archive, const char *path, int wanted) {
    att_tally tally = {0};
    att_run_info info = {.data_hash = "archive", .batch = 1000};
    att_status status = att_store_open(&archive->store, path, ATT_STORE_CREATE, archive->error);
    double start = seconds(CLOCK_MONOTONIC), start_cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    if (!status && wanted)
        status = att_store_begin(archive->store, &info, archive->error);
    if (!status && wanted)
        status = fill(archive, wanted);
    if (!status && wanted)
        status = att_store_finish(&tally, archive->store, archive->error);
    double added = seconds(CLOCK_MONOTONIC), added_cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    if (!status)
        status = att_register_update(archive->store, &(att_register_options){.force = true},
                                     archive->error);
    double done = seconds(CLOCK_MONOTONIC), done_cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    if (!status)
        printf("%d stories, %lld records: added in %.1f s (processor %.1f s), register in %.1f s "
               "(processor %.1f s), peak memory %ld MB\n",
               wanted, (long long)tally.added, added - start, added_cpu - start_cpu, done - added,
               done_cpu - added_cpu, usage.ru_maxrss / 1024);
    att_store_close(archive->store);
    return status;
}

int main(int count, char **arguments) {
    att_error error = {0};
    archive_state archive = {.random = 88172645463325252u, .error = &error};
    if (count < 2) {
        fprintf(stderr, "bench-archive STORE [STORIES]\n");
        return 2;
    }
    att_status status = run(&archive, arguments[1], count > 2 ? atoi(arguments[2]) : 100000);
    if (status)
        fprintf(stderr, "bench-archive: %s\n", error.message);
    return status ? 1 : 0;
}
