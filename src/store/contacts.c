/* contacts.c - whether there were unusually many or few contacts with a partner.
 *
 * Windows of 30 days, the last one ending with the last story. The mean of the windows before it
 * has half a contact added, so that silence is no certainty. The last window is then negative
 * binomial of that mean and of a variance that is the larger of mean and sample variance, plus the
 * mean's own error: nearly Poisson where contacts are steady and well known, wider where not. */
#include "store/watching.h"

#include "base/error.h"
#include "store/database.h"

#include <math.h>
#include <stdio.h>

static double chance_of(uint32_t count, double mean, double variance) {
    double size = mean * mean / (variance - mean), share = size / (size + mean);
    return exp(lgamma(count + size) - lgamma(size) - lgamma(count + 1.0) + size * log(share) +
               count * log1p(-share));
}

double att_contacts_chance(const uint32_t *before, uint32_t windows, uint32_t last, bool more) {
    double sum = 0, squares = 0;
    for (uint32_t i = 0; i < windows; i++) {
        sum += before[i];
        squares += (double)before[i] * before[i];
    }
    double mean = (sum + 0.5) / windows;
    double spread = windows > 1 ? (squares - sum * sum / windows) / (windows - 1) : 0;
    double variance = (spread > mean ? spread : mean) + mean / windows;
    double below = 0, at_last = chance_of(last, mean, variance);
    for (uint32_t i = 0; i < last; i++)
        below += chance_of(i, mean, variance);
    double chance = more ? 1 - below : below + at_last;
    return chance < at_last ? at_last : chance; /* what rounding left */
}

/* ---- the partners --------------------------------------------------------------------------- */

/* Counts of one partner by window, the last one first. */
typedef struct partner {
    char code[24];
    uint32_t counts[ATT_CONTACTS_WINDOWS + 1];
} partner;

static const char contacts_sql[] =
    "WITH mine AS (SELECT DISTINCT act FROM act_participant WHERE code = ?1 AND role <> "
    "'speaker'), "
    "met AS (SELECT DISTINCT p.code, a.number, "
    "CAST((julianday(?2) - julianday(a.first_date)) / ?3 AS INTEGER) AS window "
    "FROM mine JOIN act a ON a.number = mine.act JOIN act_participant p ON p.act = a.number "
    "WHERE p.code <> ?1 AND length(p.code) = 3 AND p.role <> 'speaker' AND a.status <> 'cancelled' "
    "AND a.activity NOT IN ('statement', 'conflict', 'appointment') "
    "AND a.first_date BETWEEN date(?2, '-' || (?3 * (?4 + 1) - 1) || ' days') AND ?2) "
    "SELECT code, window, count(*) FROM met WHERE window <= ?4 GROUP BY code, window "
    "ORDER BY code, window";

static att_status say(alerting *now, const partner *one, uint32_t windows, bool more) {
    char title[200], detail[300], key[80];
    uint32_t sum = 0;
    for (uint32_t i = 1; i <= windows; i++)
        sum += one->counts[i];
    double usual = (double)sum / windows;
    double chance = att_contacts_chance(one->counts + 1, windows, one->counts[0], more);
    if (chance * now->unusual >= 1 || (more && one->counts[0] < ATT_CONTACTS_LEAST) ||
        (!more && usual < ATT_CONTACTS_LEAST))
        return ATT_OK;
    snprintf(title, sizeof title, "unusually %s contacts of %s with %s: %u in %d days",
             more ? "many" : "few", now->country, one->code, one->counts[0], ATT_CONTACTS_DAYS);
    snprintf(detail, sizeof detail,
             "%.1f in %d days before, over %u such windows; the chance of %u or %s is %.2g", usual,
             ATT_CONTACTS_DAYS, windows, one->counts[0], more ? "more" : "fewer", chance);
    snprintf(key, sizeof key, "contacts/%s/%s/%.7s/%s", now->country, one->code, now->until,
             more ? "many" : "few");
    return att_alert_add(
        now, &(att_alert){"contacts", key, now->until, title, att_slice_of(detail), ""});
}

static att_status judge(alerting *now, const partner *one, uint32_t windows) {
    if (!one->code[0])
        return ATT_OK;
    att_status status = say(now, one, windows, true);
    return status ? status : say(now, one, windows, false);
}

/* Windows before the last one in which the archive has stories. */
static uint32_t count_windows(alerting *now) {
    att_query query;
    att_query_begin(&query, now->store,
                    "SELECT CAST((julianday(?1) - julianday(min(date)) + 1) / ?2 AS INTEGER) - 1 "
                    "FROM document",
                    now->error);
    att_query_string(&query, 1, now->until);
    att_query_integer(&query, 2, ATT_CONTACTS_DAYS);
    int64_t windows = att_query_value(&query, 0);
    return windows < 0                      ? 0
           : windows > ATT_CONTACTS_WINDOWS ? ATT_CONTACTS_WINDOWS
                                            : (uint32_t)windows;
}

att_status att_alerts_contacts(alerting *now) {
    uint32_t windows = count_windows(now);
    if (windows < ATT_CONTACTS_WINDOWS_LEAST || !now->country[0])
        return ATT_OK;
    att_query query;
    att_query_begin(&query, now->store, contacts_sql, now->error);
    att_query_string(&query, 1, now->country);
    att_query_string(&query, 2, now->until);
    att_query_integer(&query, 3, ATT_CONTACTS_DAYS);
    att_query_integer(&query, 4, windows);
    partner one = {.code = ""};
    att_status status = ATT_OK;
    while (!status && att_query_next(&query)) {
        if (!att_slice_is(att_query_column(&query, 0), one.code)) {
            status = judge(now, &one, windows);
            one = (partner){.code = ""};
            snprintf(one.code, sizeof one.code, "%s", att_query_column(&query, 0).data);
        }
        one.counts[att_query_number(&query, 1)] = (uint32_t)att_query_number(&query, 2);
    }
    att_status ended = att_query_end(&query);
    status = status ? status : ended;
    return status ? status : judge(now, &one, windows);
}
