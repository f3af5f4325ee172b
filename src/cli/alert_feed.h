/* alert_feed.h - alerts told: on standard output, and as an Atom feed. */
#ifndef ATT_CLI_ALERT_FEED_H
#define ATT_CLI_ALERT_FEED_H

#include "store/store.h"

enum { ATT_ALERT_FEED_MOST = 100 };

/* Prints the alerts from number `first` on, without those that were so before the watch. */
att_status att_alerts_print(att_store *store, int64_t first, uint64_t *count, att_error *error);

/* Writes the newest alerts as Atom; the path holds the old feed or the new one, never half. */
att_status att_alerts_write_feed(att_store *store, const char *path, att_error *error);

#endif
