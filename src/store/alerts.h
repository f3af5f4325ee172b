/* alerts.h - what in the register is worth a word to somebody who watches.
 *
 * Alerts are kept in the database and given once: high-level visits, cancellations, claims that
 * contradict one another, commitments overdue, and an unusual number of contacts with a partner.
 * They read the register as att_register_update left it. */
#ifndef ATT_STORE_ALERTS_H
#define ATT_STORE_ALERTS_H

#include "store/store.h"

enum {
    ATT_HIGH_LEVEL = 3,        /* heads of state or government, and ministers */
    ATT_CONTACTS_DAYS = 30,    /* the length of a window */
    ATT_CONTACTS_WINDOWS = 24, /* before the last one, that tell what is usual */
    ATT_CONTACTS_WINDOWS_LEAST = 6,
    ATT_CONTACTS_LEAST = 3, /* fewer contacts in the last window are no rise, fewer usual no fall */
    ATT_UNUSUAL = 1000      /* one in so many is unusual */
};

typedef struct att_watching {
    const char *country; /* contacts with its partners; NULL: the state that takes part most */
    uint32_t unusual;    /* one in so many; 0: ATT_UNUSUAL */
    bool quiet;          /* all that is so now was so before: noted, not told */
} att_watching;

/* Makes the tables of watch.sql; `*fresh` says that they were not there. */
att_status att_watch_prepare(bool *fresh, att_store *store, att_error *error);

/* Notes what has become true since the last time; `*first` is the number of the first new alert. */
att_status att_alerts_update(int64_t *first, att_store *store, const att_watching *watching,
                             att_error *error);

/* ---- the count model ------------------------------------------------------------------------ */

/* How likely a window with as many contacts as the last one or more (`more`), or as few or fewer,
 * is after the counts of the windows before. See docs/watch.md. */
double att_contacts_chance(const uint32_t *before, uint32_t windows, uint32_t last, bool more);

#endif
