/* explain_json.c - the same as explain.c for programs: one JSON object for each story. */
#include "cli/explain.h"

#include "base/buffer.h"
#include "cli/print.h"
#include "output/write.h"
#include "parse/parse.h"

static void add_text(att_buffer *out, const char *key, att_slice text) {
    att_write_key(out, key);
    att_write_json_or_null(out, text);
}

static void add_span(att_buffer *out, att_span span) {
    att_write_key(out, "start");
    att_buffer_format(out, "%u", span.start);
    att_write_key(out, "end");
    att_buffer_format(out, "%u", span.end);
}

static void add_words(att_buffer *out, const att_document *document, const att_sentence *sentence) {
    att_write_key(out, "tokens");
    att_buffer_add_char(out, '[');
    for (uint32_t i = sentence->first; document->words && i < sentence->end; i++) {
        const att_word *word = &document->words[i];
        att_buffer_add(out, i > sentence->first ? ", {" : "{");
        add_text(out, "form", att_document_form(document, i));
        add_text(out, "lemma", word->lemma);
        add_text(out, "upos", att_slice_of(att_upos_name((att_upos)word->upos)));
        add_text(out, "xpos", att_slice_of(att_xpos_name(word->xpos)));
        add_text(out, "deprel", att_slice_of(att_relation_name((att_relation)word->relation)));
        att_write_key(out, "head");
        att_buffer_format(out, "%u", word->head == ATT_NONE ? 0 : word->head - sentence->first + 1);
        att_buffer_add_char(out, '}');
    }
    att_buffer_add_char(out, ']');
}

static void add_mention(att_buffer *out, const att_document *document, const att_mention *mention) {
    att_buffer_add_char(out, '{');
    add_text(out, "kind", att_slice_of(att_mention_kind_name(mention->kind)));
    add_text(out, "text", att_document_part(document, mention->span));
    add_span(out, mention->span);
    att_write_key(out, "resolved");
    att_buffer_add(out, mention->resolved ? "true" : "false");
    att_write_key(out, "entities");
    att_buffer_add_char(out, '[');
    for (uint32_t i = mention->entity_first; i < mention->entity_end; i++) {
        const att_entity *entity = &document->entities.items[document->mention_entities.items[i]];
        att_buffer_add(out, i > mention->entity_first ? ", {" : "{");
        add_text(out, "code", entity->code);
        add_text(out, "sector", att_slice_of(att_sector_name(entity->sector)));
        add_text(out, "name", entity->name);
        att_buffer_add_char(out, '}');
    }
    att_buffer_add_char(out, ']');
    add_text(out, "rule", mention->rule);
    att_buffer_add_char(out, '}');
}

/* A comma unless the list has just begun. */
static void next_item(att_buffer *out) {
    if (out->size && out->data[out->size - 1] != '[')
        att_buffer_add(out, ", ");
}

static void add_mentions(att_buffer *out, const att_document *document, uint32_t sentence) {
    att_write_key(out, "mentions");
    att_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < document->mentions.count; i++)
        if (document->mentions.items[i].sentence == sentence) {
            next_item(out);
            add_mention(out, document, &document->mentions.items[i]);
        }
    att_buffer_add_char(out, ']');
}

static void add_times(att_buffer *out, const att_document *document, uint32_t sentence) {
    att_write_key(out, "times");
    att_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < document->times.count; i++) {
        const att_time *time = &document->times.items[i];
        if (time->sentence != sentence)
            continue;
        next_item(out);
        att_buffer_add_char(out, '{');
        add_text(out, "text", att_document_part(document, time->span));
        add_text(out, "edtf", time->edtf);
        add_text(out, "basis", att_slice_of(att_basis_name(time->basis)));
        att_buffer_add_char(out, '}');
    }
    att_buffer_add_char(out, ']');
}

static void add_places(att_buffer *out, const att_document *document, uint32_t sentence) {
    att_write_key(out, "places");
    att_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < document->places.count; i++) {
        const att_place *place = &document->places.items[i];
        if (place->sentence != sentence)
            continue;
        next_item(out);
        att_buffer_add_char(out, '{');
        add_text(out, "text", place->text);
        add_text(out, "country", place->country);
        att_buffer_add_char(out, '}');
    }
    att_buffer_add_char(out, ']');
}

static void add_quantities(att_buffer *out, const att_document *document, uint32_t sentence) {
    att_write_key(out, "quantities");
    att_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < document->quantities.count; i++) {
        const att_quantity *quantity = &document->quantities.items[i];
        if (quantity->sentence != sentence)
            continue;
        next_item(out);
        att_buffer_add_char(out, '{');
        add_text(out, "text", att_document_part(document, quantity->span));
        att_write_key(out, "number");
        att_write_number(out, quantity->number);
        add_text(out, "bound", att_slice_of(att_bound_sign(quantity->bound)));
        add_text(out, "unit", quantity->unit);
        att_buffer_add_char(out, '}');
    }
    att_buffer_add_char(out, ']');
}

static void add_instruments(att_buffer *out, const att_document *document, uint32_t sentence) {
    att_write_key(out, "instruments");
    att_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < document->instruments.count; i++) {
        const att_instrument *instrument = &document->instruments.items[i];
        if (document->tokens.items[instrument->head].sentence != sentence)
            continue;
        next_item(out);
        att_buffer_add_char(out, '{');
        add_text(out, "name", instrument->name);
        add_text(out, "kind", instrument->kind);
        add_text(out, "code", instrument->code);
        att_buffer_add_char(out, '}');
    }
    att_buffer_add_char(out, ']');
}

static void add_decisions(att_buffer *out, const att_document *document, uint32_t sentence) {
    att_write_key(out, "decisions");
    att_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < document->decisions.count; i++) {
        const att_decision *decision = &document->decisions.items[i];
        if (document->tokens.items[decision->token].sentence != sentence)
            continue;
        next_item(out);
        att_buffer_add_char(out, '{');
        add_text(out, "word", att_document_form(document, decision->token));
        add_text(out, "what", decision->what);
        att_buffer_add_char(out, '}');
    }
    att_buffer_add_char(out, ']');
}

static void add_records(att_buffer *out, const att_document *document,
                        const att_sentence *sentence) {
    att_write_key(out, "records");
    att_buffer_add_char(out, '[');
    for (uint32_t i = 0; i < document->records.count; i++) {
        const att_record *record = &document->records.items[i];
        if (!att_explain_carries(record, sentence))
            continue;
        next_item(out);
        att_buffer_add(out, "{\"record\": ");
        att_output_record(out, document, record);
        att_buffer_add_char(out, '}');
    }
    att_buffer_add_char(out, ']');
}

static void add_sentence(att_buffer *out, const att_document *document, uint32_t index) {
    const att_sentence *sentence = &document->sentences.items[index];
    next_item(out);
    att_buffer_add_char(out, '{');
    if (sentence->part < document->parts.count)
        add_text(out, "part",
                 att_slice_of(att_part_kind_name(document->parts.items[sentence->part].kind)));
    add_text(out, "text", att_document_part(document, sentence->span));
    add_span(out, sentence->span);
    add_words(out, document, sentence);
    add_mentions(out, document, index);
    add_times(out, document, index);
    add_places(out, document, index);
    add_quantities(out, document, index);
    add_instruments(out, document, index);
    add_decisions(out, document, index);
    add_records(out, document, sentence);
    att_buffer_add_char(out, '}');
}

void att_explain_json(const att_document *document, const char *record) {
    att_buffer out;
    att_buffer_init(&out);
    att_buffer_add_char(&out, '{');
    add_text(&out, "doc", document->id);
    att_write_key(&out, "sentences");
    att_buffer_add_char(&out, '[');
    for (uint32_t i = 0; i < document->sentences.count; i++)
        if (att_explain_wants(document, record, &document->sentences.items[i]))
            add_sentence(&out, document, i);
    att_buffer_add(&out, "]}");
    puts(att_buffer_slice(&out).data);
    att_buffer_release(&out);
}
