/* watching.h - what the kinds of alerts share. */
#ifndef ATT_STORE_WATCHING_H
#define ATT_STORE_WATCHING_H

#include "store/alerts.h"

typedef struct alerting {
    att_store *store;
    att_error *error;
    char country[24], until[12]; /* until: the last day of which there are stories */
    uint32_t unusual;
    bool quiet;
} alerting;

typedef struct att_alert {
    const char *kind, *key, *date, *title;
    att_slice detail;
    const char *record;
} att_alert;

/* Keeps an alert unless there is one of its key. */
att_status att_alert_add(alerting *now, const att_alert *alert);

att_status att_alerts_contacts(alerting *now);

#endif
