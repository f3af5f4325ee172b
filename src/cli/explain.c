/* explain.c - `attache explain`: tokens, trees, mentions, and which rule decided what. */
#include "cli/explain.h"

#include "base/file.h"
#include "cli/batch.h"
#include "cli/print.h"
#include "engine/engine.h"
#include "parse/parse.h"

#include <stdlib.h>

const att_option att_cli_explain_options[] = {
    {"record", 0, ATT_OPTION_TEXT, "ID", "only the sentences that carry this record"},
    {"date", 0, ATT_OPTION_DATE, "YYYY-MM-DD", "the date of stories that name none"},
    ATT_OPTION_JSON,
    ATT_OPTION_DATA,
    ATT_OPTION_NO_SANDBOX,
    ATT_OPTION_END};

bool att_explain_carries(const att_record *record, const att_sentence *sentence) {
    for (uint32_t i = 0; i < record->evidence.count; i++)
        if (record->evidence.items[i].start < sentence->span.end &&
            record->evidence.items[i].end > sentence->span.start)
            return true;
    return false;
}

bool att_explain_wants(const att_document *document, const char *record,
                       const att_sentence *sentence) {
    if (!record)
        return true;
    for (uint32_t i = 0; i < document->records.count; i++)
        if (strcmp(document->records.items[i].id, record) == 0 &&
            att_explain_carries(&document->records.items[i], sentence))
            return true;
    return false;
}

/* ---- text ------------------------------------------------------------------------------- */

static void print_words(const att_document *document, const att_sentence *sentence,
                        const att_style *style) {
    for (uint32_t i = sentence->first; i < sentence->end; i++) {
        const att_word *word = &document->words[i];
        uint32_t head = word->head == ATT_NONE ? 0 : word->head - sentence->first + 1;
        printf("  %s%4u%s  %-20.*s %-20.*s %-6s %-5s %-12s %u\n", style->dim,
               i - sentence->first + 1, style->plain, ATT_TEXT(att_document_form(document, i)),
               ATT_TEXT(word->lemma), att_upos_name((att_upos)word->upos),
               att_xpos_name(word->xpos), att_relation_name((att_relation)word->relation), head);
    }
}

static void print_label(const char *kind, att_slice text, const att_style *style) {
    printf("  %-12s %s\"", kind, style->name);
    att_print_line(text);
    printf("\"%s", style->plain);
}

static void print_mention(const att_document *document, const att_mention *mention,
                          const att_style *style) {
    print_label(att_mention_kind_name(mention->kind), att_document_part(document, mention->span),
                style);
    if (!mention->resolved && mention->entity_first == mention->entity_end)
        printf(" : unresolved");
    for (uint32_t i = mention->entity_first; i < mention->entity_end; i++) {
        const att_entity *entity = &document->entities.items[document->mention_entities.items[i]];
        printf("%s %.*s/%s", i == mention->entity_first ? " :" : ",", ATT_TEXT(entity->code),
               att_sector_name(entity->sector));
        if (entity->name.size)
            printf(" %.*s", ATT_TEXT(entity->name));
    }
    if (mention->rule.size)
        printf("  %s(%.*s)%s", style->dim, ATT_TEXT(mention->rule), style->plain);
    printf("\n");
}

static void print_times(const att_document *document, uint32_t sentence, const att_style *style) {
    for (uint32_t i = 0; i < document->times.count; i++) {
        const att_time *time = &document->times.items[i];
        if (time->sentence != sentence)
            continue;
        print_label("time", att_document_part(document, time->span), style);
        printf(" : %.*s (%s)\n", ATT_TEXT(time->edtf), att_basis_name(time->basis));
    }
}

static void print_things(const att_document *document, uint32_t sentence, const att_style *style) {
    for (uint32_t i = 0; i < document->places.count; i++) {
        const att_place *place = &document->places.items[i];
        if (place->sentence != sentence)
            continue;
        print_label("place", att_document_part(document, place->span), style);
        printf(" : %.*s, %.*s%s\n", ATT_TEXT(place->text), ATT_TEXT(place->country),
               place->dateline ? " (dateline)" : "");
    }
    for (uint32_t i = 0; i < document->quantities.count; i++) {
        const att_quantity *quantity = &document->quantities.items[i];
        if (quantity->sentence != sentence)
            continue;
        print_label("quantity", att_document_part(document, quantity->span), style);
        printf(" : %s %.15g %.*s%s\n", att_bound_sign(quantity->bound), quantity->number,
               ATT_TEXT(quantity->unit), quantity->ordinal ? " (ordinal)" : "");
    }
}

static void print_instruments(const att_document *document, uint32_t sentence,
                              const att_style *style) {
    for (uint32_t i = 0; i < document->instruments.count; i++) {
        const att_instrument *instrument = &document->instruments.items[i];
        if (document->tokens.items[instrument->head].sentence != sentence)
            continue;
        print_label("instrument", instrument->name, style);
        printf(" : %.*s", ATT_TEXT(instrument->kind));
        if (instrument->code.size)
            printf(", %.*s", ATT_TEXT(instrument->code));
        if (instrument->edition >= 0)
            printf(", edition %d", instrument->edition);
        if (instrument->year >= 0)
            printf(", %d", instrument->year);
        printf("\n");
    }
}

static void print_decisions(const att_document *document, uint32_t sentence,
                            const att_style *style) {
    for (uint32_t i = 0; i < document->decisions.count; i++) {
        const att_decision *decision = &document->decisions.items[i];
        if (document->tokens.items[decision->token].sentence != sentence)
            continue;
        print_label("decision", att_document_form(document, decision->token), style);
        printf(" : %.*s\n", ATT_TEXT(decision->what));
    }
}

static void print_sentence(const att_document *document, uint32_t index, const att_style *style) {
    const att_sentence *sentence = &document->sentences.items[index];
    const char *part = sentence->part < document->parts.count
                           ? att_part_kind_name(document->parts.items[sentence->part].kind)
                           : "";
    printf("%s[%u] %s%s  ", style->bold, index + 1, part, style->plain);
    att_print_line(att_document_part(document, sentence->span));
    printf("\n");
    if (document->words)
        print_words(document, sentence, style);
    for (uint32_t i = 0; i < document->mentions.count; i++)
        if (document->mentions.items[i].sentence == index)
            print_mention(document, &document->mentions.items[i], style);
    print_times(document, index, style);
    print_things(document, index, style);
    print_instruments(document, index, style);
    print_decisions(document, index, style);
    for (uint32_t i = 0; i < document->records.count; i++) {
        const att_record *record = &document->records.items[i];
        if (!att_explain_carries(record, sentence))
            continue;
        att_print_record(document, record, style, "    ");
    }
    printf("\n");
}

void att_explain_text(const att_document *document, const char *record, const att_style *style) {
    printf("%s%.*s%s", style->bold, ATT_TEXT(document->id), style->plain);
    if (document->date_known) {
        att_civil day = att_day_civil(document->date);
        printf(", %04d-%02d-%02d", day.year, day.month, day.day);
    }
    if (document->agency.size)
        printf(", %.*s", ATT_TEXT(document->agency));
    printf(", %u records\n\n", document->records.count);
    for (uint32_t i = 0; i < document->sentences.count; i++)
        if (att_explain_wants(document, record, &document->sentences.items[i]))
            print_sentence(document, i, style);
}

/* ---- the command ------------------------------------------------------------------------ */

static att_status take(att_batch *batch, att_batch_job *job, att_error *error) {
    if (!job->document)
        return ATT_OK;
    const char *record = att_arguments_value(batch->arguments, "record");
    att_style style = att_style_for(stdout);
    if (att_arguments_flag(batch->arguments, "json"))
        att_explain_json(job->document, record);
    else
        att_explain_text(job->document, record, &style);
    return ATT_OK;
}

int att_cli_explain(const att_arguments *arguments) {
    att_engine *engine = att_cli_open_engine(arguments);
    if (!engine)
        return ATT_EXIT_FAILED;
    att_batch batch = {.arguments = arguments, .engine = engine, .explained = true, .take = take};
    int code = att_batch_run(&batch);
    att_engine_close(engine);
    return code;
}
