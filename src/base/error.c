/* error.c - see error.h. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

att_status att_error_set(att_error *error, att_status status, uint64_t offset, const char *format,
                         ...) {
    if (error) {
        va_list arguments;
        va_start(arguments, format);
        error->status = status;
        error->offset = offset;
        vsnprintf(error->message, sizeof error->message, format, arguments);
        va_end(arguments);
    }
    return status;
}

att_status att_error_set_errno(att_error *error, const char *path, const char *action) {
    int reason = errno;
    att_status status = reason == ENOMEM ? ATT_ERROR_MEMORY : ATT_ERROR_IO;
    return att_error_set(error, status, ATT_NO_OFFSET, "%s: cannot %s: %s", path, action,
                         strerror(reason));
}

const char *att_status_name(att_status status) {
    static const char *const names[] = {
        "ok", "usage", "input or output", "memory", "input", "limit", "data", "store"};
    size_t count = sizeof names / sizeof names[0];
    return (size_t)status < count ? names[status] : "unknown";
}

const char *att_version(void) {
    return ATT_VERSION;
}
