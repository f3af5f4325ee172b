/* brat.c - brat stand-off: the evidence as text-bound annotations, each record an event on it.
 *
 * brat counts code points and knows no line end inside an annotation, so a
 * sentence over several lines is cut into fragments. Parties are text-bound
 * where the document still has its mentions; what brat has no type for stands in a
 * note as JSON. */
#include "output/write.h"

#include <ctype.h>
#include <stdio.h>

typedef struct brat_writer {
    att_buffer *out;
    const att_document *document;
    uint32_t texts, events, attributes, notes;
} brat_writer;

/* brat allows letters, digits, '-' and '_' in a type. */
static void add_type(att_buffer *out, const char *name) {
    for (; *name; name++)
        att_buffer_add_char(out, isalnum((unsigned char)*name) ? *name : '_');
}

/* The lines of a span, with white space at their ends left out. */
static bool next_line(const att_document *document, att_span span, uint32_t *at, att_span *line) {
    const char *text = document->text.data;
    while (*at < span.end && (unsigned char)text[*at] <= ' ')
        ++*at;
    if (*at >= span.end)
        return false;
    line->start = *at;
    while (*at < span.end && text[*at] != '\n' && text[*at] != '\r')
        ++*at;
    line->end = *at;
    while ((unsigned char)text[line->end - 1] <= ' ')
        line->end--;
    return true;
}

/* T1<tab>Type 0 12;14 20<tab>text. Returns the number of the annotation. */
static uint32_t add_text_bound(brat_writer *writer, const char *type, att_span span) {
    att_buffer_format(writer->out, "T%u\t", ++writer->texts);
    add_type(writer->out, type);
    const char *separator = " ";
    att_span line;
    for (uint32_t at = span.start; next_line(writer->document, span, &at, &line);) {
        att_buffer_format(writer->out, "%s%u %u", separator,
                          att_code_points(writer->document->text, line.start),
                          att_code_points(writer->document->text, line.end));
        separator = ";";
    }
    separator = "\t";
    for (uint32_t at = span.start; next_line(writer->document, span, &at, &line);) {
        att_buffer_add(writer->out, separator);
        att_buffer_add_slice(writer->out, att_document_part(writer->document, line));
        separator = " ";
    }
    att_buffer_add_char(writer->out, '\n');
    return writer->texts;
}

/* The mention of an entity: in the evidence if there is one, else the first anywhere. */
static bool mention_span(const att_document *document, const att_record *record, uint32_t entity,
                         att_span *out) {
    att_span evidence = att_record_span(record);
    bool found = false;
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        const att_mention *mention = &document->mentions.items[i];
        bool refers = false;
        for (uint32_t j = mention->entity_first; j < mention->entity_end; j++)
            refers = refers || document->mention_entities.items[j] == entity;
        if (!refers)
            continue;
        bool inside = mention->span.start >= evidence.start && mention->span.end <= evidence.end;
        if (!found || inside)
            *out = mention->span;
        found = true;
        if (inside)
            break;
    }
    return found;
}

enum { PARTIES_MOST = 32 };

typedef struct brat_roles {
    struct {
        const char *role;
        uint32_t text;
    } items[PARTIES_MOST];
    int count;
} brat_roles;

static void add_parties(brat_writer *writer, brat_roles *roles, const char *role,
                        const att_record *record, const att_indexes *list) {
    for (uint32_t i = 0; i < list->count && roles->count < PARTIES_MOST; i++) {
        const att_entity *entity = &writer->document->entities.items[list->items[i]];
        att_span span;
        if (!mention_span(writer->document, record, list->items[i], &span))
            continue;
        const char *sector = att_sector_name(entity->sector);
        roles->items[roles->count].role = role;
        roles->items[roles->count++].text =
            add_text_bound(writer, *sector ? sector : "Entity", span);
    }
}

static void add_attribute(brat_writer *writer, const char *name, const char *value) {
    att_buffer_format(writer->out, "A%u\t%s E%u %s\n", ++writer->attributes, name, writer->events,
                      value);
}

static void add_state(brat_writer *writer, const att_record *record) {
    if (record->kind == ATT_KIND_EVENT)
        add_attribute(writer, "Status", att_event_status_name(record->status));
    else if (record->kind == ATT_KIND_COMMITMENT)
        add_attribute(writer, "Force", att_force_name(record->force));
    else
        add_attribute(writer, "Form", att_form_name(record->form));
    if (record->kind == ATT_KIND_EVENT && record->recalled)
        att_buffer_format(writer->out, "A%u\tRecalled E%u\n", ++writer->attributes, writer->events);
}

static void add_record(brat_writer *writer, const att_record *record) {
    char type[64];
    snprintf(type, sizeof type, "%s_%s", att_kind_name(record->kind),
             att_activity_name(record->activity));
    uint32_t trigger = add_text_bound(writer, type, att_record_span(record));
    brat_roles roles = {.count = 0};
    add_parties(writer, &roles, "Actor", record, &record->actors);
    add_parties(writer, &roles, "Recipient", record, &record->recipients);
    add_parties(writer, &roles, "Speaker", record, &record->speakers);
    att_buffer_format(writer->out, "E%u\t", ++writer->events);
    add_type(writer->out, type);
    att_buffer_format(writer->out, ":T%u", trigger);
    for (int i = 0; i < roles.count; i++)
        att_buffer_format(writer->out, " %s:T%u", roles.items[i].role, roles.items[i].text);
    att_buffer_add_char(writer->out, '\n');
    add_state(writer, record);
    att_buffer_format(writer->out, "#%u\tAnnotatorNotes E%u\t", ++writer->notes, writer->events);
    att_output_record(writer->out, writer->document, record);
    att_buffer_add_char(writer->out, '\n');
}

void att_output_brat_head(att_buffer *out) {
}

void att_output_brat_document(att_buffer *out, const att_document *document) {
    brat_writer writer = {.out = out, .document = document};
    for (uint32_t i = 0; i < document->records.count; i++)
        add_record(&writer, &document->records.items[i]);
}
