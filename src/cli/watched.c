/* watched.c - see watched.h.
 *
 * An address has changed when its server says so; a path when any name, size or time below it has.
 */
#include "cli/watched.h"

#include "base/error.h"
#include "base/file.h"
#include "base/hex.h"
#include "input/format.h"

#include <fts.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { FIRST_WAIT = 300, LONGEST_WAIT = 86400 };

att_status att_watched_read(att_watched *watched, att_store *store, att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT tag, modified, failures, next FROM watched WHERE source = ?1", error);
    att_query_string(&query, 1, watched->source);
    watched->state = (att_fetch){.address = watched->source};
    watched->failures = watched->next = 0;
    if (att_query_next(&query)) {
        snprintf(watched->state.tag, sizeof watched->state.tag, "%s",
                 att_query_column(&query, 0).data);
        snprintf(watched->state.modified, sizeof watched->state.modified, "%s",
                 att_query_column(&query, 1).data);
        watched->failures = att_query_number(&query, 2);
        watched->next = att_query_number(&query, 3);
    }
    return att_query_end(&query);
}

att_status att_watched_write(const att_watched *watched, att_store *store, att_error *error) {
    att_query query;
    att_query_begin(&query, store, "INSERT OR REPLACE INTO watched VALUES (?1, ?2, ?3, ?4, ?5)",
                    error);
    att_query_string(&query, 1, watched->source);
    att_query_string(&query, 2, watched->state.tag);
    att_query_string(&query, 3, watched->state.modified);
    att_query_integer(&query, 4, watched->failures);
    att_query_integer(&query, 5, watched->next);
    return att_query_run(&query);
}

/* ---- paths ---------------------------------------------------------------------------------- */

static int by_name(const FTSENT **a, const FTSENT **b) {
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void add_entry(struct sha256_ctx *hash, const FTSENT *entry) {
    char line[96];
    const struct stat *about = entry->fts_statp;
    int size = snprintf(line, sizeof line, "%lld %lld.%09ld", (long long)about->st_size,
                        (long long)about->st_mtim.tv_sec, about->st_mtim.tv_nsec);
    sha256_update(hash, strlen(entry->fts_path) + 1, (const uint8_t *)entry->fts_path);
    sha256_update(hash, (size_t)size + 1, (const uint8_t *)line);
}

static att_status look_at_path(att_watched *watched, att_error *error) {
    struct sha256_ctx hash;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char tag[2 * SHA256_DIGEST_SIZE + 1];
    char *const paths[] = {(char *)(uintptr_t)watched->source, NULL};
    struct stat about;
    if (stat(watched->source, &about) != 0)
        return att_error_set_errno(error, watched->source, "read");
    FTS *tree = fts_open(paths, FTS_LOGICAL | FTS_NOCHDIR, by_name);
    if (!tree)
        return att_error_set_errno(error, watched->source, "read");
    sha256_init(&hash);
    for (FTSENT *entry = fts_read(tree); entry; entry = fts_read(tree))
        if (entry->fts_info == FTS_F)
            add_entry(&hash, entry);
    fts_close(tree);
    sha256_digest(&hash, sizeof digest, digest);
    att_hex(tag, digest, sizeof digest);
    watched->changed = strcmp(tag, watched->state.tag) != 0;
    memcpy(watched->state.tag, tag, sizeof tag);
    watched->path = watched->source;
    return ATT_OK;
}

/* ---- addresses ------------------------------------------------------------------------------ */

static att_status fetch_into(att_watched *watched, const char *file, att_error *error) {
    att_buffer body;
    att_buffer_init(&body);
    watched->state.accept = "application/rss+xml, application/atom+xml, application/xml;q=0.9, "
                            "text/xml;q=0.8";
    att_status status = att_fetch_get(&watched->state, &body, error);
    att_slice bytes = att_buffer_slice(&body);
    if (!status && watched->state.status == 200) {
        if (!att_input_feed.recognises(
                att_slice_part(bytes, 0, bytes.size < 2048 ? bytes.size : 2048)))
            status = att_error_set(error, ATT_ERROR_INPUT, ATT_NO_OFFSET,
                                   "%s: is neither RSS nor Atom", watched->source);
        else
            status = att_file_write(file, bytes, error);
        watched->changed = !status;
        watched->path = file;
        if (status) /* or the server would say next time that it has not changed */
            watched->state.tag[0] = watched->state.modified[0] = '\0';
    }
    att_buffer_release(&body);
    return status;
}

/* Twice as long after each failure in a row; never less than the server asks for. */
static int64_t wait_after(const att_watched *watched) {
    int64_t wait = FIRST_WAIT;
    for (int64_t i = 1; i < watched->failures && wait < LONGEST_WAIT; i++)
        wait *= 2;
    wait = wait > LONGEST_WAIT ? LONGEST_WAIT : wait;
    int64_t asked = watched->state.retry_after;
    asked = asked > LONGEST_WAIT ? LONGEST_WAIT : asked;
    return asked > wait ? asked : wait;
}

att_status att_watched_look(att_watched *watched, const char *file, int64_t now, att_error *error) {
    watched->changed = false;
    if (!att_fetch_is_address(watched->source))
        return look_at_path(watched, error);
    if (now < watched->next)
        return ATT_OK;
    att_status status = fetch_into(watched, file, error);
    watched->failures = status ? watched->failures + 1 : 0;
    watched->next = status ? now + wait_after(watched) : 0;
    return status;
}
