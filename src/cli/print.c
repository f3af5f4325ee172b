/* print.c - see print.h. */
#include "cli/print.h"

static void print_parties(const att_document *document, const att_indexes *list,
                          const char *separator) {
    for (uint32_t i = 0; i < list->count; i++) {
        const att_entity *entity = &document->entities.items[list->items[i]];
        const char *sector = att_sector_name(entity->sector);
        printf("%s%.*s%s%s", i ? separator : "", ATT_TEXT(entity->code), *sector ? "/" : "",
               sector);
    }
}

static void print_named(const char *label, const att_document *document, const att_indexes *list,
                        const char *indent) {
    for (uint32_t i = 0; i < list->count; i++) {
        const att_entity *entity = &document->entities.items[list->items[i]];
        printf("%s  %-11s %.*s/%s  \"%.*s\"", indent, i ? "" : label, ATT_TEXT(entity->code),
               att_sector_name(entity->sector), ATT_TEXT(entity->text));
        if (entity->name.size)
            printf("  %.*s", ATT_TEXT(entity->name));
        if (entity->office.size)
            printf(", %.*s", ATT_TEXT(entity->office));
        printf("\n");
    }
}

static void print_fields(const att_record *record, const char *indent) {
    if (!record->fields)
        return;
    printf("%s  %-11s", indent, "fields");
    for (int i = 0; i < ATT_FIELD_COUNT; i++)
        if (record->fields & (1u << i))
            printf(" %s", att_field_name((att_field)i));
    printf("\n");
}

static void print_quantities(const att_document *document, const att_record *record,
                             const char *indent) {
    for (uint32_t i = 0; i < record->quantities.count; i++) {
        const att_quantity *quantity = &document->quantities.items[record->quantities.items[i]];
        printf("%s  %-11s %s %.15g %.*s", indent, i ? "" : "quantities",
               att_bound_sign(quantity->bound), quantity->number, ATT_TEXT(quantity->unit));
        if (quantity->what.size && !att_slice_equal(quantity->what, quantity->unit))
            printf(" (%.*s)", ATT_TEXT(quantity->what));
        printf("\n");
    }
}

static void print_when_and_where(const att_document *document, const att_record *record,
                                 const char *indent) {
    if (record->time.size)
        printf("%s  %-11s %.*s (%s)\n", indent, "time", ATT_TEXT(record->time),
               att_basis_name(record->basis));
    if (record->place != ATT_NONE) {
        const att_place *place = &document->places.items[record->place];
        printf("%s  %-11s %.*s, %.*s\n", indent, "place", ATT_TEXT(place->text),
               ATT_TEXT(place->country));
    }
    if (record->instrument != ATT_NONE) {
        const att_instrument *instrument = &document->instruments.items[record->instrument];
        printf("%s  %-11s %.*s (%.*s)\n", indent, "instrument", ATT_TEXT(instrument->name),
               ATT_TEXT(instrument->kind));
    }
}

void att_print_record(const att_document *document, const att_record *record,
                      const att_style *style, const char *indent) {
    printf("%s%s%s %s%s  ", indent, style->bold, att_kind_name(record->kind),
           att_activity_name(record->activity), style->plain);
    print_parties(document, &record->actors, ", ");
    if (record->recipients.count) {
        printf(" > ");
        print_parties(document, &record->recipients, ", ");
    }
    printf("  %s%s", att_record_state(record), record->recalled ? ", recalled" : "");
    if (record->plover != ATT_PLOVER_NONE)
        printf("  %s%s%s", att_plover_name(record->plover),
               record->mode && *record->mode ? " " : "", record->mode ? record->mode : "");
    printf("  %s%s%s\n", style->dim, record->id, style->plain);
    print_named("actors", document, &record->actors, indent);
    print_named("recipients", document, &record->recipients, indent);
    print_named("speakers", document, &record->speakers, indent);
    print_fields(record, indent);
    print_when_and_where(document, record, indent);
    print_quantities(document, record, indent);
    printf("%s  %-11s %s%.*s%s\n", indent, "rule", style->rule, ATT_TEXT(record->rule),
           style->plain);
}

void att_print_line(att_slice text) {
    text = att_slice_trim(text);
    for (uint32_t i = 0; i < text.size; i++)
        putchar((unsigned char)text.data[i] < ' ' ? ' ' : text.data[i]);
}
