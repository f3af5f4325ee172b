/* alert_feed.c - see alert_feed.h. An entry's id is made from the alert's key alone, so that a
 * reader shows each alert once. */
#include "cli/alert_feed.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"

#include <stdio.h>

att_status att_alerts_print(att_store *store, int64_t first, uint64_t *count, att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT coalesce(date, ''), title, detail, record FROM alert WHERE number >= "
                    "?1 AND quiet = 0 ORDER BY number",
                    error);
    att_query_integer(&query, 1, first);
    for (*count = 0; att_query_next(&query); ++*count) {
        printf("%-10s  %s\n            %s\n", att_query_column(&query, 0).data,
               att_query_column(&query, 1).data, att_query_column(&query, 2).data);
        if (att_query_column(&query, 3).size)
            printf("            attache show %s\n", att_query_column(&query, 3).data);
    }
    fflush(stdout);
    return att_query_end(&query);
}

static void add_element(att_buffer *out, const char *name, att_slice text) {
    att_buffer_format(out, "    <%s>", name);
    for (uint32_t i = 0; i < text.size; i++) /* XML 1.0 has no place for controls */
        if ((unsigned char)text.data[i] >= ' ' || text.data[i] == '\n' || text.data[i] == '\t')
            att_buffer_add_html(out, att_slice_part(text, i, i + 1));
        else
            att_buffer_add_char(out, ' ');
    att_buffer_format(out, "</%s>\n", name);
}

static void add_entry(att_buffer *out, const att_query *query) {
    char hash[65];
    att_text_hash(hash, att_query_column(query, 0));
    att_buffer_format(out, "  <entry>\n    <id>urn:attache:alert:%.32s</id>\n", hash);
    att_buffer_format(out, "    <category term=\"%s\"/>\n", att_query_column(query, 1).data);
    add_element(out, "updated", att_query_column(query, 2));
    add_element(out, "title", att_query_column(query, 3));
    add_element(out, "summary", att_query_column(query, 4));
    att_buffer_add(out, "  </entry>\n");
}

static att_status add_entries(att_buffer *out, att_store *store, att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT key, kind, made, coalesce(date || ', ', '') || title, detail FROM "
                    "alert WHERE quiet = 0 ORDER BY number DESC LIMIT ?1",
                    error);
    att_query_integer(&query, 1, ATT_ALERT_FEED_MOST);
    while (att_query_next(&query))
        add_entry(out, &query);
    return att_query_end(&query);
}

static att_status add_head(att_buffer *out, att_store *store, att_error *error) {
    att_query query;
    att_query_begin(&query, store,
                    "SELECT coalesce(max(made), strftime('%Y-%m-%dT%H:%M:%SZ')) FROM alert WHERE "
                    "quiet = 0",
                    error);
    att_buffer_add(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                        "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
                        "  <id>urn:attache:alerts</id>\n  <title>Alerts of attaché</title>\n"
                        "  <author><name>attaché</name></author>\n");
    if (att_query_next(&query))
        att_buffer_format(out, "  <updated>%s</updated>\n", att_query_column(&query, 0).data);
    return att_query_end(&query);
}

att_status att_alerts_write_feed(att_store *store, const char *path, att_error *error) {
    att_buffer out;
    att_buffer_init(&out);
    att_status status = add_head(&out, store, error);
    if (!status)
        status = add_entries(&out, store, error);
    att_buffer_add(&out, "</feed>\n");
    if (!status && out.failed)
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    if (!status)
        status = att_file_write(path, att_buffer_slice(&out), error);
    att_buffer_release(&out);
    return status;
}
