/* pages.h - the web pages that items of a feed link to, where the feed does not hold the whole
 * story.
 *
 * Pages are fetched before a round's run begins, one at a time, with a pause between two requests
 * to one server, and as its robots.txt allows. A page stands in a file and is read as any other;
 * its item is then left out. Where the page has no longer text than the item, the item stays. */
#ifndef ATT_CLI_PAGES_H
#define ATT_CLI_PAGES_H

#include "base/map.h"
#include "cli/batch.h"
#include "cli/fetch.h"

enum {
    ATT_PAGES_FULL = 1500,     /* bytes of an item's text: so long it needs no page */
    ATT_PAGES_PAUSE = 2,       /* seconds */
    ATT_PAGES_PAUSE_MOST = 30, /* a server that asks for more is not asked at all */
    ATT_PAGES_MOST = 100,      /* of one feed in a round; the others wait for the next */
    ATT_PAGES_FAILURES = 3
};

typedef enum att_page_fate {
    ATT_PAGE_ITEM,    /* the item alone: there is no page, or it is of no use */
    ATT_PAGE_LATER,   /* to be asked again in a later round; the item waits for it */
    ATT_PAGE_FETCHED, /* in its file */
    ATT_PAGE_USED,    /* its story stands for the item, now or in an earlier round */
} att_page_fate;

typedef struct att_page_item {
    att_slice address, id, date, title, source; /* as the feed has them */
    char hash[65];                              /* of all these and the text */
    uint32_t size;                              /* of the text */
    const char *path;                           /* where a fetched page is */
    att_fetch state;
    int64_t failures, next;
    att_page_fate fate;
    bool asked;     /* in this round: there is a state to keep */
    bool ambiguous; /* several items of the feed link to it */
} att_page_item;

typedef struct att_page_server {
    att_slice name;
    att_slice robots;
    int64_t asked; /* milliseconds */
    uint64_t pause;
    enum { ATT_SERVER_OPEN, ATT_SERVER_TROUBLED, ATT_SERVER_REFUSED } closed; /* for this round */
    int64_t wait; /* seconds that it asks to be left alone */
} att_page_server;

typedef struct att_pages {
    const char *folder; /* of the files, which are the caller's to remove */
    uint64_t size_limit;
    uint64_t pause;    /* seconds between two requests to a server */
    uint32_t failures; /* what went wrong, and was printed */
    /* private */
    att_arena arena;
    att_map by_address, by_path;
    ATT_ARRAY(att_page_item) items;
    ATT_ARRAY(att_page_server) servers;
    att_reader *reader;
    att_buffer body;
} att_pages;

/* For one round; the caller has set the members above. */
void att_pages_open(att_pages *pages);
void att_pages_close(att_pages *pages);

/* Reads a feed that was fetched into `feed`, from this network if `local`, and fetches what its
 * items link to. `*later` is set where something is left for a later round, which must then see the
 * feed again. What goes wrong with a page is printed and counted. */
att_status att_pages_fetch(att_pages *pages, att_store *store, const char *feed, bool local,
                           bool *later, att_error *error);

/* The item whose page is in the file, or NULL. */
att_page_item *att_pages_of_file(att_pages *pages, att_slice path);

/* The item that links to the address, or NULL where its page was not to be fetched. */
const att_page_item *att_pages_of_address(const att_pages *pages, att_slice address);

/* Keeps what was asked: after the stories are safely in the database. */
att_status att_pages_write(const att_pages *pages, att_store *store, att_error *error);

#endif
