/* pages.c - see pages.h. An item is looked up before it is asked for: unless the feed says
 * something new of it, its page is asked for once. */
#include "cli/pages.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "cli/robots.h"
#include "input/format.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FIRST_WAIT = 300, ROBOTS_SIZE = 512 << 10 };

void att_pages_open(att_pages *pages) {
    att_arena_init(&pages->arena);
    att_map_init(&pages->by_address, &pages->arena);
    att_map_init(&pages->by_path, &pages->arena);
    att_buffer_init(&pages->body);
}

void att_pages_close(att_pages *pages) {
    att_reader_close(pages->reader);
    att_buffer_release(&pages->body);
    att_arena_release(&pages->arena);
}

static att_page_item *item_at(const att_pages *pages, uint32_t index) {
    return index == ATT_NONE ? NULL : &pages->items.items[index];
}

att_page_item *att_pages_of_file(att_pages *pages, att_slice path) {
    return item_at(pages, att_map_get(&pages->by_path, path));
}

const att_page_item *att_pages_of_address(const att_pages *pages, att_slice address) {
    return item_at(pages, att_map_get(&pages->by_address, address));
}

/* ---- what a feed links to ------------------------------------------------------------------- */

/* The front page of a server is no story's. */
static bool is_story_address(att_slice address) {
    att_slice server = att_fetch_server(address);
    return address.size < 2048 && att_fetch_is_address(address.data) &&
           address.size > server.size + 1 && !memchr(address.data, '\n', address.size);
}

static bool wants_page(const att_source_story *story) {
    uint32_t title = story->title.size ? story->title.size + 2 : 0;
    return !story->status && story->text.size < ATT_PAGES_FULL + title &&
           att_batch_is_english(story->language) && is_story_address(story->url);
}

static void add_item(att_pages *pages, const att_source_story *story, uint32_t first) {
    att_page_item *item = item_at(pages, att_map_get(&pages->by_address, story->url));
    if (item) { /* of another feed it is the same story; of this one the link tells nothing */
        item->ambiguous |= item >= pages->items.items + first;
        return;
    }
    uint32_t index = pages->items.count;
    item = ATT_PUSH(&pages->arena, &pages->items);
    item->address = story->url;
    item->id = story->id;
    item->date = story->date;
    item->title = story->title;
    item->source = story->source;
    item->size = story->text.size;
    att_text_hash(item->hash, att_arena_format(&pages->arena, "%s\n%s\n%s", story->id.data,
                                               story->date.data, story->text.data));
    att_map_put(&pages->by_address, item->address, index);
}

static att_status read_feed(att_pages *pages, const char *feed, att_error *error) {
    att_reader_options options = {.format = "feed"};
    uint32_t first = pages->items.count;
    bool more = true;
    att_status status = att_reader_open(&pages->reader, feed, &options, error);
    while (!status && more) {
        att_source_story story;
        status = att_reader_next(pages->reader, &story, &more, &pages->arena, error);
        if (!status && more && wants_page(&story))
            add_item(pages, &story, first);
    }
    att_reader_close(pages->reader);
    pages->reader = NULL;
    return status;
}

/* ---- states --------------------------------------------------------------------------------- */

static void copy_column(char *out, size_t room, const att_query *query, int column) {
    snprintf(out, room, "%s", att_query_column(query, column).data);
}

/* What is remembered of the page decides what becomes of the item, until it is asked for. */
static att_status recall(att_page_item *item, att_store *store, att_error *error) {
    att_query query;
    att_query_begin(
        &query, store,
        "SELECT tag, modified, failures, next, item, used FROM watched_page WHERE address = ?1",
        error);
    att_query_text(&query, 1, item->address);
    bool same = false, used = false;
    if (att_query_next(&query)) {
        copy_column(item->state.tag, sizeof item->state.tag, &query, 0);
        copy_column(item->state.modified, sizeof item->state.modified, &query, 1);
        same = att_slice_is(att_query_column(&query, 4), item->hash);
        item->failures = same ? att_query_number(&query, 2) : 0;
        item->next = same ? att_query_number(&query, 3) : 0;
        used = att_query_number(&query, 5);
    }
    bool settled = same && (!item->failures || item->failures >= ATT_PAGES_FAILURES);
    item->fate = !settled || used ? ATT_PAGE_LATER : ATT_PAGE_ITEM;
    if (settled && used)
        item->fate = ATT_PAGE_USED;
    return att_query_end(&query);
}

att_status att_pages_write(const att_pages *pages, att_store *store, att_error *error) {
    att_status status = ATT_OK;
    for (uint32_t i = 0; i < pages->items.count && !status; i++) {
        const att_page_item *item = &pages->items.items[i];
        if (!item->asked)
            continue;
        att_query query;
        att_query_begin(&query, store,
                        "INSERT OR REPLACE INTO watched_page VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                        error);
        att_query_text(&query, 1, item->address);
        att_query_string(&query, 2, item->hash);
        att_query_integer(&query, 3, item->fate == ATT_PAGE_USED);
        att_query_string(&query, 4, item->state.tag);
        att_query_string(&query, 5, item->state.modified);
        att_query_integer(&query, 6, item->failures);
        att_query_integer(&query, 7, item->next);
        status = att_query_run(&query);
    }
    return status;
}

/* ---- servers -------------------------------------------------------------------------------- */

static void wait_for(const att_page_server *server) {
    int64_t wait = server->asked + 1000 * (int64_t)server->pause - att_milliseconds();
    if (wait > 0)
        nanosleep(&(struct timespec){wait / 1000, wait % 1000 * 1000000}, NULL);
}

static att_status ask(att_pages *pages, att_page_server *server, att_fetch *fetch,
                      att_error *error) {
    wait_for(server);
    att_buffer_clear(&pages->body);
    att_status status = att_fetch_get(fetch, &pages->body, error);
    server->asked = att_milliseconds();
    return status;
}

/* What may mend itself: no answer, an answer of trouble, or a wish to be left alone for now. */
static bool is_passing(const att_fetch *fetch) {
    return fetch->status == 0 || fetch->status >= 500 || fetch->status == 429 ||
           fetch->status == 408;
}

/* Nothing more is asked of the server in this round. */
static void close_server(att_page_server *server, const att_fetch *fetch) {
    bool refused = fetch->public_only && fetch->local;
    server->closed = refused || !is_passing(fetch) ? ATT_SERVER_REFUSED : ATT_SERVER_TROUBLED;
    server->wait = fetch->retry_after > 0 ? fetch->retry_after : 0;
}

/* Without a robots.txt everything is allowed; a server that cannot tell is not asked further. */
static void read_robots(att_pages *pages, att_page_server *server, bool public_only) {
    att_error error = {0};
    att_fetch fetch = {
        .accept = "text/plain", .size_limit = ROBOTS_SIZE, .public_only = public_only};
    fetch.address = att_arena_format(&pages->arena, "%.*s/robots.txt", (int)server->name.size,
                                     server->name.data)
                        .data;
    att_status status = ask(pages, server, &fetch, &error);
    if (!status) {
        server->robots = att_arena_copy(&pages->arena, att_buffer_slice(&pages->body));
        uint32_t pause = att_robots_pause(server->robots);
        server->pause = pause > server->pause ? pause : server->pause;
        server->closed = pause > ATT_PAGES_PAUSE_MOST ? ATT_SERVER_REFUSED : ATT_SERVER_OPEN;
    } else if (is_passing(&fetch) || fetch.status == 200) {
        close_server(server, &fetch);
        att_cli_complain("%s", error.message);
        pages->failures++;
    }
}

static att_page_server *server_of(att_pages *pages, const att_page_item *item, bool public_only) {
    att_slice name = att_fetch_server(item->address);
    for (uint32_t i = 0; i < pages->servers.count; i++)
        if (att_slice_equal(pages->servers.items[i].name, name))
            return &pages->servers.items[i];
    att_page_server *server = ATT_PUSH(&pages->arena, &pages->servers);
    *server = (att_page_server){.name = name, .robots = ATT_SLICE_EMPTY, .pause = pages->pause};
    server->asked = att_milliseconds(); /* perhaps for the feed */
    read_robots(pages, server, public_only);
    return server;
}

static bool is_allowed(const att_page_server *server, const att_page_item *item) {
    att_slice path = att_slice_part(item->address, server->name.size, item->address.size);
    return att_robots_allow(server->robots, path);
}

/* ---- one page ------------------------------------------------------------------------------- */

/* The file's bytes are UTF-8 where the server named an encoding: it knows better than the page. */
static att_status keep_page(att_pages *pages, att_page_item *item, att_error *error) {
    att_slice bytes = att_buffer_slice(&pages->body), note;
    att_status status = ATT_OK;
    if (!att_slice_starts(att_slice_trim(bytes), "<") && !att_slice_starts(bytes, "\xef\xbb\xbf"))
        return att_error_set(error, ATT_ERROR_INPUT, ATT_NO_OFFSET, "%s: is no web page",
                             item->address.data);
    if (item->state.charset[0] && strncasecmp(item->state.charset, "utf", 3) != 0)
        status = att_encoding_convert(&bytes, &note, &pages->arena, item->state.charset,
                                      item->address.data, error);
    att_slice path = att_arena_format(&pages->arena, "%s/page-%u.html", pages->folder,
                                      (unsigned)(item - pages->items.items));
    if (!status)
        status = att_file_write(path.data, bytes, error);
    if (status)
        return status;
    item->path = path.data;
    item->fate = ATT_PAGE_FETCHED;
    att_map_put(&pages->by_path, path, (uint32_t)(item - pages->items.items));
    return ATT_OK;
}

/* Tried again while that may help; then the item has to do. */
static void note_trouble(att_page_item *item, const att_page_server *server) {
    int64_t wait = FIRST_WAIT << item->failures;
    item->next = time(NULL) + (server->wait > wait ? server->wait : wait);
    item->fate = ++item->failures < ATT_PAGES_FAILURES ? ATT_PAGE_LATER : ATT_PAGE_ITEM;
}

static void note_failure(att_page_item *item, att_page_server *server) {
    const att_fetch *fetch = &item->state;
    if (fetch->status == 0 || fetch->status == 429 || fetch->retry_after > 0)
        close_server(server, fetch);
    if (is_passing(fetch) && server->closed != ATT_SERVER_REFUSED)
        note_trouble(item, server);
}

static void ask_for_page(att_pages *pages, att_page_item *item, att_page_server *server,
                         bool public_only) {
    att_error error = {0};
    item->state.address = item->address.data;
    item->state.accept = "text/html, application/xhtml+xml";
    item->state.size_limit = pages->size_limit;
    item->state.public_only = public_only;
    att_status status = ask(pages, server, &item->state, &error);
    if (status)
        note_failure(item, server);
    else if (item->state.status == 200)
        status = keep_page(pages, item, &error);
    if (!status) {
        item->failures = item->next = 0;
    } else {
        att_cli_complain("%s", error.message);
        pages->failures++;
    }
}

static void fetch_page(att_pages *pages, att_page_item *item, bool public_only) {
    att_page_server *server = server_of(pages, item, public_only);
    item->asked = true;
    item->fate = ATT_PAGE_ITEM;
    if (server->closed == ATT_SERVER_TROUBLED)
        note_trouble(item, server);
    else if (!server->closed && is_allowed(server, item))
        ask_for_page(pages, item, server, public_only);
}

/* ---- a feed --------------------------------------------------------------------------------- */

/* A round that is told to end leaves the rest for later. */
static bool is_told_to_end(void) {
    sigset_t waiting;
    return sigpending(&waiting) == 0 &&
           (sigismember(&waiting, SIGINT) || sigismember(&waiting, SIGTERM));
}

static att_status fetch_all(att_pages *pages, att_store *store, uint32_t first, bool local,
                            bool *later, att_error *error) {
    uint32_t asked = 0;
    for (uint32_t i = first; i < pages->items.count; i++) {
        att_page_item *item = &pages->items.items[i];
        if (item->ambiguous)
            continue;
        att_status status = recall(item, store, error);
        if (status)
            return status;
        if (item->fate == ATT_PAGE_LATER && item->next <= time(NULL) && asked < ATT_PAGES_MOST &&
            !is_told_to_end()) {
            fetch_page(pages, item, !local);
            asked++;
        }
        *later |= item->fate == ATT_PAGE_LATER;
    }
    return ATT_OK;
}

att_status att_pages_fetch(att_pages *pages, att_store *store, const char *feed, bool local,
                           bool *later, att_error *error) {
    uint32_t first = pages->items.count;
    jmp_buf here;
    att_status status;
    pages->arena.recovery = &here;
    if (setjmp(here)) {
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    } else {
        status = read_feed(pages, feed, error);
        if (!status)
            status = fetch_all(pages, store, first, local, later, error);
    }
    pages->arena.recovery = NULL;
    return status;
}
