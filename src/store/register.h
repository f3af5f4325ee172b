/* register.h - from coded records to the register: acts, undertakings, lines of claims.
 *
 * Everything here is derived: att_register_update empties the derived tables of schema.sql and
 * computes them again from the current records and the judgements, the same from the same input,
 * whatever the order of arrival. Cheap when nothing has changed. */
#ifndef ATT_STORE_REGISTER_H
#define ATT_STORE_REGISTER_H

#include "store/store.h"

typedef struct att_register_options {
    bool force; /* compute again even if nothing has changed */
} att_register_options;

/* Options may be NULL. */
att_status att_register_update(att_store *store, const att_register_options *options,
                               att_error *error);

/* ---- judgements ---------------------------------------------------------------------------------
 */

typedef struct att_judgement {
    const char *record;  /* record.id */
    const char *verdict; /* accept, reject, correct, merge, split, note */
    const char *field;   /* correct: actor, recipient, speaker, field, activity, plover, status,
                            force,   form, time, place ("VNM:Hanoi"), instrument; else NULL */
    const char *value;   /* correct, note */
    const char *other;   /* merge, split: the other record.id */
    const char *author;
    const char *made; /* an ISO time; NULL: now */
} att_judgement;

/* Keeps a judgement, anchored by the record's id and the sentence it rests on. It takes effect with
 * the next att_register_update. */
att_status att_store_judge(int64_t *out, att_store *store, const att_judgement *judgement,
                           att_error *error);
att_status att_store_undo(att_store *store, int64_t judgement, att_error *error);

/* ---- differences between runs
 * -------------------------------------------------------------------- */

typedef struct att_difference {
    const char *change; /* added, changed, withdrawn */
    const char *id;
    const char *document;       /* its name */
    const char *columns;        /* changed: the names of what differs, with a space between */
    const char *before, *after; /* kind, activity and participants in one line; "" if absent */
    const char *why;            /* the rule, version or data that made the difference */
} att_difference;

typedef void att_difference_take(void *context, const att_difference *difference);

/* What changed between the states after run `from` and after run `to`, in the order of documents.
 */
att_status att_store_diff(att_store *store, int64_t from, int64_t to, att_difference_take *take,
                          void *context, att_error *error);

/* ---- records of the user's own
 * --------------------------------------------------------------------- */

/* Reads a CSV table (RFC 4180, with a header; columns in docs/formats.md): each row becomes a
 * record whose evidence is the row itself, in a document of kind 'import'. */
att_status att_store_import(att_tally *out, att_store *store, const char *path, att_error *error);

/* What a kind of instrument is; ATT_NO_NATURE for a kind that is not in instruments.def. */
typedef enum att_instrument_nature {
    ATT_NO_NATURE,
    ATT_DOCUMENT,
    ATT_STANDING,
    ATT_MANDATE
} att_instrument_nature;

att_instrument_nature att_instrument_nature_of(const char *kind);

#endif
