/* formats.c - the table of formats. */
#include "output/write.h"

const att_format att_formats[] = {
#define ATT_FORMAT(id, name, ending, folder, summary)                                              \
    {name, ending, summary, folder, att_output_##id##_head, att_output_##id##_document},
#include "output/formats.def"
    {NULL, NULL, NULL, false, NULL, NULL}};

const att_format *att_format_find(const char *name) {
    for (const att_format *format = att_formats; format->name; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}
