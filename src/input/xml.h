/* xml.h - expat as the readers use it: pushed bytes of a stream, pulled stories.
 *
 * Entities that a document declares are refused, so nothing can expand; elements
 * nested too deep are refused; text is gathered up to a limit. */
#ifndef ATT_INPUT_XML_H
#define ATT_INPUT_XML_H

#include "base/buffer.h"
#include "input/format.h"

#include <expat.h>

typedef struct att_xml att_xml;

/* What a format does at each element. Names are local, without prefix, in lower case. `fill` makes
 * the story of what they gathered. */
typedef struct att_xml_handlers {
    void (*start)(att_xml *xml, const char *name, const char *const *attributes);
    void (*end)(att_xml *xml, const char *name);
    att_status (*fill)(att_xml *xml, att_source_story *story, att_arena *arena, att_error *error);
} att_xml_handlers;

struct att_xml {
    att_stream *stream;
    const att_reader_options *options;
    att_xml_handlers handlers;
    void *owner; /* the format's own state */
    XML_Parser parser;
    att_buffer text; /* characters since the format last cleared it */
    uint32_t depth;
    bool suspended; /* the format has a story: parsing goes on from there for the next one */
    bool ended;
    bool failed;         /* no XML from here on */
    const char *refusal; /* why parsing was given up, or NULL */
    att_status status;   /* of the refusal */
};

att_status att_xml_open(att_xml *xml, const att_reader_options *options, att_stream *stream,
                        att_error *error);
void att_xml_close(att_xml *xml);

/* Parses on until the format suspends (att_xml_suspend in a handler) or the end: `next` of the
 * formats. Broken XML is a story that failed, and the last. */
att_status att_xml_next(att_xml *xml, att_item *item, att_arena *arena, att_error *error);
void att_xml_suspend(att_xml *xml);

/* The value of an attribute, or "". */
const char *att_xml_attribute(const char *const *attributes, const char *name);

#endif
