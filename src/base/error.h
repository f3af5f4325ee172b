/* error.h - filling in an att_error.
 *
 * Every failing function names its reason once, where it knows most, and hands
 * the status up. A NULL error is allowed everywhere. */
#ifndef ATT_BASE_ERROR_H
#define ATT_BASE_ERROR_H

#include "attache.h"

/* Sets the error and returns `status`, so that callers write `return att_error_set(...)`. */
att_status att_error_set(att_error *error, att_status status, uint64_t offset, const char *format,
                         ...) __attribute__((format(printf, 4, 5)));

/* The same with the operating system's reason (errno) for a file. */
att_status att_error_set_errno(att_error *error, const char *path, const char *action);

#endif
