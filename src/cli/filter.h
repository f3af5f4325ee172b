/* filter.h - which records a command is asked for. */
#ifndef ATT_CLI_FILTER_H
#define ATT_CLI_FILTER_H

#include "cli/command.h"
#include "document/document.h"

#define ATT_OPTIONS_FILTER                                                                         \
    {"country", 0, ATT_OPTION_TEXT, "CODE", "only records in which it takes part (VNM, ASEAN)"},   \
        {"partner", 0, ATT_OPTION_TEXT, "CODE", "only records in which it takes part too"},        \
        {"from", 0, ATT_OPTION_DATE, "YYYY-MM-DD", "only records that end on this day or later"},  \
        {"to", 0, ATT_OPTION_DATE, "YYYY-MM-DD", "only records that begin on this day or before"}, \
        {"kind", 0, ATT_OPTION_CHOICE, "event|commitment|claim", "only this kind"}, {              \
        "activity", 0, ATT_OPTION_TEXT, "NAME", "only this activity"                               \
    }

typedef struct att_filter {
    const char *country, *partner, *kind;
    bool by_activity, from_known, to_known;
    att_activity activity;
    att_day from, to;
} att_filter;

/* Reads the options; prints what is wrong and returns an exit code. */
int att_filter_read(att_filter *out, const att_arguments *arguments);

bool att_filter_keeps(const att_filter *filter, const att_document *document,
                      const att_record *record);

/* Leaves in the document only the records that the filter keeps. */
void att_filter_apply(const att_filter *filter, att_document *document);

#endif
