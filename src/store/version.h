/* version.h - the versions of a document's records. */
#ifndef ATT_STORE_VERSION_H
#define ATT_STORE_VERSION_H

#include "store/store.h"

/* Holds the document's records against the current versions in the store: equal ones stay, others
 * are closed, added or changed by the open run. */
att_status att_version_write(att_store *store, int64_t number, const att_document *document,
                             att_error *error);

#endif
