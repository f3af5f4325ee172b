/* filter.c - see filter.h. */
#include "cli/filter.h"

int att_filter_read(att_filter *out, const att_arguments *arguments) {
    *out = (att_filter){.country = att_arguments_value(arguments, "country"),
                        .partner = att_arguments_value(arguments, "partner"),
                        .kind = att_arguments_value(arguments, "kind")};
    const char *activity = att_arguments_value(arguments, "activity");
    const char *from = att_arguments_value(arguments, "from");
    const char *to = att_arguments_value(arguments, "to");
    out->by_activity = activity != NULL;
    if (activity && !att_activity_find(&out->activity, att_slice_of(activity))) {
        att_cli_complain("there is no activity \"%s\" (see docs/codebook.md)", activity);
        return ATT_EXIT_USAGE;
    }
    out->from_known = from && att_day_parse(&out->from, att_slice_of(from));
    out->to_known = to && att_day_parse(&out->to, att_slice_of(to));
    return ATT_EXIT_DONE;
}

static bool names(const att_document *document, const att_indexes *list, const char *code) {
    for (uint32_t i = 0; i < list->count; i++)
        if (att_slice_is(document->entities.items[list->items[i]].code, code))
            return true;
    return false;
}

static bool takes_part(const att_document *document, const att_record *record, const char *code) {
    return !code || names(document, &record->actors, code) ||
           names(document, &record->recipients, code);
}

/* A record without a time counts on its document's date; without either it is never left out. */
static bool within(const att_filter *filter, const att_document *document,
                   const att_record *record) {
    att_interval interval = record->interval;
    if (!record->time.size) {
        if (!document->date_known)
            return true;
        interval = (att_interval){document->date, document->date};
    }
    return (!filter->from_known || interval.last >= filter->from) &&
           (!filter->to_known || interval.first <= filter->to);
}

bool att_filter_keeps(const att_filter *filter, const att_document *document,
                      const att_record *record) {
    return takes_part(document, record, filter->country) &&
           takes_part(document, record, filter->partner) &&
           (!filter->kind || strcmp(filter->kind, att_kind_name(record->kind)) == 0) &&
           (!filter->by_activity || filter->activity == record->activity) &&
           within(filter, document, record);
}

void att_filter_apply(const att_filter *filter, att_document *document) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < document->records.count; i++)
        if (att_filter_keeps(filter, document, &document->records.items[i]))
            document->records.items[kept++] = document->records.items[i];
    document->records.count = kept;
}
