/* contexts.c - see contexts.h. */
#include "output/contexts.h"

static const struct {
    att_field field;
    const char *context;
} contexts[] = {
#define ATT_CONTEXT(field, context) {ATT_FIELD_##field, context},
#include "output/contexts.def"
};
enum { CONTEXT_COUNT = sizeof contexts / sizeof contexts[0] };

static bool given_before(const att_record *record, int row) {
    for (int i = 0; i < row; i++)
        if ((record->fields & (1u << contexts[i].field)) &&
            strcmp(contexts[i].context, contexts[row].context) == 0)
            return true;
    return false;
}

void att_write_contexts(att_buffer *out, const att_record *record, const char *quote,
                        const char *separator) {
    const char *before = "";
    for (int i = 0; i < CONTEXT_COUNT; i++) {
        if (!(record->fields & (1u << contexts[i].field)) || given_before(record, i))
            continue;
        att_buffer_format(out, "%s%s%s%s", before, quote, contexts[i].context, quote);
        before = separator;
    }
}

const char *att_record_auxiliary(const att_record *record) {
    if (record->kind == ATT_KIND_EVENT && record->recalled)
        return "historical";
    return record->kind == ATT_KIND_COMMITMENT ? "future" : "";
}
