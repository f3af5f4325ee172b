/* xml.c - see xml.h. */
#include "input/xml.h"

#include "base/error.h"

#include <ctype.h>
#include <strings.h>

enum { CHUNK = 64 * 1024, LONGEST_NAME = 64 };

static void refuse(att_xml *xml, att_status status, const char *reason) {
    if (!xml->refusal) {
        xml->refusal = reason;
        xml->status = status;
    }
    XML_StopParser(xml->parser, XML_FALSE);
}

/* The local part of "media:content" in lower case. */
static const char *local_name(const char *name, char out[LONGEST_NAME]) {
    const char *colon = strrchr(name, ':');
    const char *local = colon ? colon + 1 : name;
    int size = 0;
    for (; local[size] && size < LONGEST_NAME - 1; size++)
        out[size] = (char)tolower((unsigned char)local[size]);
    out[size] = '\0';
    /* "content:encoded" and "media:title" must not be taken for "encoded" and "title" */
    if (colon && strncasecmp(name, "media:", 6) == 0)
        out[0] = '\0';
    return out;
}

static void on_start(void *data, const XML_Char *name, const XML_Char **attributes) {
    att_xml *xml = data;
    char local[LONGEST_NAME];
    if (++xml->depth > xml->options->nesting_limit) {
        refuse(xml, ATT_ERROR_LIMIT, "elements nested too deep");
        return;
    }
    xml->handlers.start(xml, local_name(name, local), (const char *const *)attributes);
}

static void on_end(void *data, const XML_Char *name) {
    att_xml *xml = data;
    char local[LONGEST_NAME];
    xml->depth--;
    xml->handlers.end(xml, local_name(name, local));
}

static void on_text(void *data, const XML_Char *text, int size) {
    att_xml *xml = data;
    att_buffer_append(&xml->text, text, (size_t)size);
    if (xml->text.size > xml->options->document_limit)
        refuse(xml, ATT_ERROR_LIMIT, "a text over the limit of a document");
    if (xml->text.failed)
        refuse(xml, ATT_ERROR_MEMORY, "memory ended");
}

static void on_entity(void *data, const XML_Char *name, int is_parameter, const XML_Char *value,
                      int value_size, const XML_Char *base, const XML_Char *system_id,
                      const XML_Char *public_id, const XML_Char *notation) {
    refuse(data, ATT_ERROR_INPUT, "declares entities, refused");
}

/* Encodings that expat does not know itself: windows-1252 and its like by one byte a character. */
static int on_encoding(void *data, const XML_Char *name, XML_Encoding *info) {
    if (strcasecmp(name, "windows-1252") != 0 && strcasecmp(name, "cp1252") != 0)
        return XML_STATUS_ERROR;
    for (int i = 0; i < 256; i++)
        info->map[i] = (int)att_encoding_windows((unsigned char)i);
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    return XML_STATUS_OK;
}

att_status att_xml_open(att_xml *xml, const att_reader_options *options, att_stream *stream,
                        att_error *error) {
    xml->stream = stream;
    xml->options = options;
    att_buffer_init(&xml->text);
    xml->parser = XML_ParserCreate(NULL);
    if (!xml->parser)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetEntityDeclHandler(xml->parser, on_entity);
    XML_SetUnknownEncodingHandler(xml->parser, on_encoding, NULL);
    return ATT_OK;
}

void att_xml_close(att_xml *xml) {
    if (xml->parser)
        XML_ParserFree(xml->parser);
    att_buffer_release(&xml->text);
}

void att_xml_suspend(att_xml *xml) {
    xml->suspended = true;
    XML_StopParser(xml->parser, XML_TRUE);
}

static att_status fail(const att_xml *xml, att_error *error) {
    long long at = (long long)XML_GetCurrentByteIndex(xml->parser);
    const char *reason =
        xml->refusal ? xml->refusal : XML_ErrorString(XML_GetErrorCode(xml->parser));
    return att_error_set(error, xml->refusal ? xml->status : ATT_ERROR_INPUT,
                         at < 0 ? ATT_NO_OFFSET : (uint64_t)at, "%s: %s at byte %lld",
                         att_stream_name(xml->stream), reason, at);
}

/* Gives the parser what the stream has next. */
static att_status feed(att_xml *xml, enum XML_Status *result, att_error *error) {
    void *room = XML_GetBuffer(xml->parser, CHUNK);
    if (!room)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    size_t got;
    att_status status = att_stream_read(xml->stream, room, CHUNK, &got, error);
    if (status)
        return status;
    xml->ended = got == 0;
    *result = XML_ParseBuffer(xml->parser, (int)got, xml->ended);
    return ATT_OK;
}

static att_status pull(att_xml *xml, att_error *error) {
    enum XML_Status result = XML_STATUS_OK;
    if (xml->suspended) {
        xml->suspended = false;
        result = XML_ResumeParser(xml->parser);
    }
    while (result == XML_STATUS_OK && !xml->ended) {
        att_status status = feed(xml, &result, error);
        if (status)
            return status;
    }
    return result == XML_STATUS_ERROR ? fail(xml, error) : ATT_OK;
}

att_status att_xml_next(att_xml *xml, att_item *item, att_arena *arena, att_error *error) {
    att_status status = xml->failed ? ATT_OK : pull(xml, error);
    if (status == ATT_ERROR_IO || status == ATT_ERROR_MEMORY)
        return status;
    item->kind = ATT_ITEM_END;
    xml->failed |= status != ATT_OK;
    if (!status && xml->suspended && !xml->failed) {
        item->kind = ATT_ITEM_STORY;
        status = xml->handlers.fill(xml, item->story, arena, error);
    }
    if (status) {
        item->kind = ATT_ITEM_STORY;
        att_item_failed(item, status, error);
    }
    return ATT_OK;
}

const char *att_xml_attribute(const char *const *attributes, const char *name) {
    for (; attributes[0]; attributes += 2)
        if (strcasecmp(attributes[0], name) == 0)
            return attributes[1];
    return "";
}
