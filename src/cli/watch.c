/* watch.c - `attache watch`: what is new in feeds and folders goes into the database as `add` puts
 * it there, once or at an interval, and what is worth a word is told.
 *
 * A round leaves nothing half done: stories are committed first, then the state of their sources.
 * Killed in between, the next round reads them again and finds every story there. */
#include "base/error.h"
#include "base/file.h"
#include "cli/adding.h"
#include "cli/alert_feed.h"
#include "cli/pages.h"
#include "cli/watched.h"
#include "engine/engine.h"
#include "store/alerts.h"
#include "store/register.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    INTERVAL = 900,
    INTERVAL_LEAST = 60,
    HASH_SHOWN = 12,
    BETWEEN_ADDRESSES = 1,
    PAUSE_MOST = 3600
};

const att_option att_cli_watch_options[] = {
    ATT_OPTION_DB,
    {"once", 0, ATT_OPTION_FLAG, NULL, "one round, then end"},
    {"interval", 0, ATT_OPTION_NUMBER, "SECONDS",
     "between rounds; 900 unless told, with addresses at least 60"},
    {"feed-out", 0, ATT_OPTION_FILE, "FILE", "write the alerts there as an Atom feed"},
    {"feed-limit", 0, ATT_OPTION_NUMBER, "BYTES",
     "longest feed or page fetched; 16 MiB unless told"},
    {"no-pages", 0, ATT_OPTION_FLAG, NULL, "leave alone the pages that items of feeds link to"},
    {"pause", 0, ATT_OPTION_NUMBER, "SECONDS", "between two pages of a server; 2 unless told"},
    {"country", 0, ATT_OPTION_TEXT, "CODE",
     "whose contacts are counted; the most frequent unless told"},
    {"unusual", 0, ATT_OPTION_NUMBER, "N",
     "contacts are unusual at a chance of one in N; 1000 unless told"},
    ATT_OPTIONS_READER,
    ATT_OPTION_END};

typedef struct watch {
    const att_arguments *arguments;
    att_engine *engine;
    att_store *store; /* during a round */
    att_watched *sources;
    att_pages pages;    /* during a round */
    const char **paths; /* of the sources that have changed, and of their pages */
    uint32_t path_count;
    char folder[64]; /* of what is fetched; "": nothing is */
    int code;        /* of the worst that happened */
} watch;

static void note(watch *now, int code) {
    now->code = code > now->code ? code : now->code;
}

static void complain(watch *now, const att_error *error) {
    att_cli_complain("%s", error->message);
    note(now, ATT_EXIT_PARTLY);
}

static att_watched *source_of(watch *now, att_slice origin) {
    for (uint32_t i = 0; i < now->arguments->count; i++) {
        att_watched *source = &now->sources[i];
        if (source->changed && att_slice_starts(origin, source->path) &&
            att_fetch_is_address(source->source))
            return source;
    }
    return NULL;
}

/* ---- one story ------------------------------------------------------------------------------ */

/* Whether the text is there, coded by the program and data of the open run. */
static att_status is_known(bool *out, att_store *store, const char *hash, att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT 1 FROM document d JOIN run r ON r.number = d.last_run JOIN run now ON "
                    "now.number = (SELECT max(number) FROM run) AND now.version = r.version AND "
                    "now.data_hash = r.data_hash WHERE d.hash = ?1",
                    error);
    att_query_string(&query, 1, hash);
    *out = att_query_next(&query);
    return att_query_end(&query);
}

/* The page's story in place of the item's, with what the feed alone tells. */
static void admit_page(att_batch_job *job, att_page_item *item) {
    att_source_story *story = &job->story;
    story->origin = item->address;
    story->id = item->id;
    story->url = item->address;
    story->date = item->date.size ? item->date : story->date;
    story->title = story->title.size ? story->title : item->title;
    story->source = story->source.size ? story->source : item->source;
    if (!story->status && story->text.size > item->size && att_batch_is_english(story->language))
        item->fate = ATT_PAGE_USED;
    else if (!story->status)
        job->done_before = true;
}

static void admit_item(watch *now, att_batch_job *job, const att_watched *source) {
    att_source_story *story = &job->story;
    size_t size = strlen(source->path);
    story->origin = att_arena_format(&job->arena, "%s%.*s", source->source,
                                     (int)(story->origin.size - size), story->origin.data + size);
    const att_page_item *item = att_pages_of_address(&now->pages, story->url);
    job->done_before = item && (item->fate == ATT_PAGE_USED || item->fate == ATT_PAGE_LATER);
}

static void name_story(att_batch_job *job, const char *hash) {
    att_source_story *story = &job->story;
    if (!story->id.size) {
        const char *slash = memrchr(story->origin.data, '/', story->origin.size);
        uint32_t start = slash ? (uint32_t)(slash + 1 - story->origin.data) : 0;
        story->id = att_slice_part(story->origin, start, story->origin.size);
    }
    story->origin = att_arena_format(&job->arena, "%.*s#%.*s", (int)story->origin.size,
                                     story->origin.data, HASH_SHOWN, hash);
}

/* A story is named by its source and its text: a feed's third item is another one tomorrow. */
static att_status admit(att_adding *adding, att_batch_job *job, att_error *error) {
    watch *now = adding->context;
    att_watched *source = source_of(now, job->story.origin);
    att_page_item *item = att_pages_of_file(&now->pages, job->story.origin);
    if (item)
        admit_page(job, item);
    else if (source)
        admit_item(now, job, source);
    if (job->story.status || job->done_before)
        return ATT_OK;
    char hash[65];
    att_text_hash(hash, job->story.text);
    name_story(job, hash);
    return is_known(&job->done_before, adding->store, hash, error);
}

/* ---- one round ------------------------------------------------------------------------------ */

/* What is so already when a database is watched for the first time is no news. */
static att_status prepare(watch *now, const att_watching *watching, att_error *error) {
    bool fresh;
    int64_t first;
    att_watching quiet = *watching;
    quiet.quiet = true;
    att_status status = att_watch_prepare(&fresh, now->store, error);
    if (status || !fresh)
        return status;
    status = att_register_update(now->store, NULL, error);
    return status ? status : att_alerts_update(&first, now->store, &quiet, error);
}

/* Returns the round's own copy, or NULL when memory ended. */
static const char *add_path(watch *now, const char *path) {
    const char **more = realloc(now->paths, (now->path_count + 1) * sizeof *more);
    char *copy = more ? strdup(path) : NULL;
    now->paths = more ? more : now->paths;
    if (copy)
        now->paths[now->path_count++] = copy;
    else
        complain(now, &(att_error){.message = "memory ended"});
    return copy;
}

/* Pages come before their feed: by then it is known whether they can stand for its items. */
static void look_at_pages(watch *now, att_watched *source) {
    uint32_t first = now->pages.items.count;
    bool later = false;
    att_error error = {0};
    if (att_pages_fetch(&now->pages, now->store, source->path, source->state.local, &later, &error))
        complain(now, &error);
    for (uint32_t i = first; i < now->pages.items.count; i++)
        if (now->pages.items.items[i].fate == ATT_PAGE_FETCHED)
            add_path(now, now->pages.items.items[i].path);
    if (later) /* or the server would say that the feed has not changed */
        source->state.tag[0] = source->state.modified[0] = '\0';
}

static void look(watch *now, uint32_t index) {
    att_watched *source = &now->sources[index];
    char file[128];
    att_error error = {0};
    snprintf(file, sizeof file, "%s/%u.xml", now->folder, index);
    source->changed = false;
    source->source = now->arguments->positional[index];
    att_status status = att_watched_read(source, now->store, &error);
    source->state.size_limit = att_arguments_number(now->arguments, "feed-limit", 0);
    if (!status)
        status = att_watched_look(source, file, time(NULL), &error);
    bool address = att_fetch_is_address(source->source);
    if (status)
        complain(now, &error);
    if (status && address && att_watched_write(source, now->store, &error))
        complain(now, &error);
    if (source->changed && address && !att_arguments_flag(now->arguments, "no-pages"))
        look_at_pages(now, source);
    source->path = source->changed ? add_path(now, source->path) : NULL;
    source->changed = source->path != NULL;
}

static void look_at_all(watch *now) {
    bool asked = false;
    now->path_count = 0;
    for (uint32_t i = 0; i < now->arguments->count; i++) {
        bool address = att_fetch_is_address(now->arguments->positional[i]);
        if (address && asked)
            sleep(BETWEEN_ADDRESSES);
        asked |= address;
        look(now, i);
    }
    if (now->pages.failures)
        note(now, ATT_EXIT_PARTLY);
}

static void forget_paths(watch *now) {
    for (uint32_t i = 0; i < now->path_count; i++) {
        if (now->folder[0] && strncmp(now->paths[i], now->folder, strlen(now->folder)) == 0)
            unlink(now->paths[i]);
        free((void *)(uintptr_t)now->paths[i]);
    }
    now->path_count = 0;
}

/* False where the run did not come to its end. */
static bool add_changed(watch *now) {
    att_arguments arguments = *now->arguments;
    arguments.positional = now->paths;
    arguments.count = now->path_count;
    att_batch batch = {.arguments = &arguments, .engine = now->engine};
    att_adding adding = {.store = now->store, .admit = admit, .context = now};
    int code = att_cli_add_batch(&batch, &adding);
    note(now, code == ATT_EXIT_FAILED && batch.inputs ? ATT_EXIT_PARTLY : code);
    return adding.tally.run != 0;
}

static att_status keep_states(watch *now, att_error *error) {
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < now->arguments->count && !status; i++)
        if (now->sources[i].changed)
            status = att_watched_write(&now->sources[i], now->store, error);
    return status ? status : att_pages_write(&now->pages, now->store, error);
}

static att_status tell(watch *now, const att_watching *watching, att_error *error) {
    int64_t first;
    uint64_t count = 0;
    const char *feed = att_arguments_value(now->arguments, "feed-out");
    att_status status = att_alerts_update(&first, now->store, watching, error);
    if (!status)
        status = att_alerts_print(now->store, first, &count, error);
    if (!status && feed && (count || access(feed, F_OK) != 0))
        status = att_alerts_write_feed(now->store, feed, error);
    return status;
}

static att_status add_new(watch *now, att_error *error) {
    att_status status = ATT_OK;
    now->pages =
        (att_pages){.folder = now->folder,
                    .size_limit = att_arguments_number(now->arguments, "feed-limit", 0),
                    .pause = att_arguments_number(now->arguments, "pause", ATT_PAGES_PAUSE)};
    att_pages_open(&now->pages);
    look_at_all(now);
    if (now->path_count && add_changed(now))
        status = keep_states(now, error);
    forget_paths(now);
    att_pages_close(&now->pages);
    return status;
}

static att_status round_in_store(watch *now, att_error *error) {
    uint64_t unusual = att_arguments_number(now->arguments, "unusual", 0);
    att_watching watching = {.country = att_arguments_value(now->arguments, "country"),
                             .unusual = unusual > UINT32_MAX ? UINT32_MAX : (uint32_t)unusual};
    att_status status = prepare(now, &watching, error);
    if (!status)
        status = add_new(now, error);
    return status ? status : tell(now, &watching, error);
}

static void make_round(watch *now) {
    att_error error = {0};
    const char *path = att_arguments_value(now->arguments, "db");
    if (att_store_open(&now->store, path, ATT_STORE_CREATE, &error)) {
        note(now, att_cli_fail(&error));
        return;
    }
    if (round_in_store(now, &error))
        note(now, att_cli_fail(&error));
    att_store_close(now->store);
}

/* ---- rounds --------------------------------------------------------------------------------- */

static sigset_t ends(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

/* A round that has begun is finished first. */
static void make_rounds(watch *now, uint64_t interval) {
    sigset_t signals = ends();
    struct timespec wait = {.tv_sec = (time_t)interval};
    sigprocmask(SIG_BLOCK, &signals, NULL);
    do
        make_round(now);
    while (sigtimedwait(&signals, NULL, &wait) < 0);
    sigprocmask(SIG_UNBLOCK, &signals, NULL);
}

static bool has_addresses(const att_arguments *arguments) {
    bool has = false;
    for (uint32_t i = 0; i < arguments->count; i++)
        has |= att_fetch_is_address(arguments->positional[i]);
    return has;
}

static bool make_folder(watch *now) {
    att_error error = {0};
    if (!has_addresses(now->arguments) ||
        !att_folder_temporary(now->folder, sizeof now->folder, &error))
        return true;
    att_cli_complain("%s", error.message);
    now->folder[0] = '\0';
    return false;
}

static int run(watch *now) {
    const att_arguments *arguments = now->arguments;
    uint64_t interval = att_arguments_number(arguments, "interval", INTERVAL);
    if (!now->sources) {
        att_cli_complain("memory ended");
        return ATT_EXIT_FAILED;
    }
    if (!make_folder(now))
        return ATT_EXIT_FAILED;
    if (att_arguments_flag(arguments, "once"))
        make_round(now);
    else
        make_rounds(now, interval);
    if (now->folder[0])
        rmdir(now->folder);
    return now->code;
}

int att_cli_watch(const att_arguments *arguments) {
    uint64_t interval = att_arguments_number(arguments, "interval", INTERVAL);
    if (!att_cli_db(arguments))
        return ATT_EXIT_USAGE;
    if (interval < 1 || (has_addresses(arguments) && interval < INTERVAL_LEAST)) {
        att_cli_complain("--interval: at least %d seconds where addresses are watched",
                         interval < 1 ? 1 : INTERVAL_LEAST);
        return ATT_EXIT_USAGE;
    }
    if (att_arguments_number(arguments, "pause", 0) > PAUSE_MOST) {
        att_cli_complain("--pause: at most %d seconds", PAUSE_MOST);
        return ATT_EXIT_USAGE;
    }
    watch now = {.arguments = arguments, .code = ATT_EXIT_DONE};
    now.engine = att_cli_open_engine(arguments);
    if (!now.engine)
        return ATT_EXIT_FAILED;
    now.sources = calloc(arguments->count, sizeof *now.sources);
    int code = run(&now);
    free(now.paths);
    free(now.sources);
    att_engine_close(now.engine);
    return code;
}
