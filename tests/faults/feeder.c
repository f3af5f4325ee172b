/* feeder.c - keeps made-up stories in a store, going on where an earlier one stopped; the program
 * that the fault tests kill and starve. feeder STORE COUNT [BATCH] adds; feeder STORE check looks.
 */
#include "store/register.h"

#include <stdio.h>
#include <stdlib.h>

static att_status make_story(att_document **out, int number, att_error *error) {
    char text[600];
    int size =
        snprintf(text, sizeof text,
                 "Story %d. The ministers of state %d held talks on day %d, and what they said "
                 "filled a page that must not be lost, whatever becomes of the machine.",
                 number, number % 17, number);
    att_status status = att_document_new(out, (att_slice){text, (uint32_t)size}, error);
    if (status)
        return status;
    att_document *document = *out;
    document->id = att_arena_format(&document->arena, "story-%d", number);
    document->date_known = true;
    document->date = att_day_of(2020, 1, 1) + number / 4;
    att_record *record = ATT_PUSH(&document->arena, &document->records);
    record->activity = ATT_ACTIVITY_TALKS;
    record->plover = ATT_PLOVER_CONSULT;
    record->mode = "";
    record->fields = 1u << ATT_FIELD_DIALOGUE;
    record->interval = (att_interval){document->date, document->date};
    record->time = att_day_format(&document->arena, document->date);
    record->place = record->instrument = record->trigger = ATT_NONE;
    record->rule = att_slice_of("feeder");
    *ATT_PUSH(&document->arena, &record->evidence) = (att_span){0, (uint32_t)size};
    for (int i = 0; i < 2; i++) {
        *ATT_PUSH(&document->arena, &record->actors) = document->entities.count;
        att_entity *entity = ATT_PUSH(&document->arena, &document->entities);
        entity->code = att_arena_format(&document->arena, "S%02d", i ? number % 17 : 99);
        entity->sector = ATT_SECTOR_MIL;
        entity->name = entity->office = entity->text = ATT_SLICE_EMPTY;
    }
    memcpy(record->id, document->hash, 16);
    return ATT_OK;
}

static att_status add_story(att_store *store, int number, att_error *error) {
    char name[32];
    bool seen;
    snprintf(name, sizeof name, "story-%d", number);
    att_status status = att_store_seen(&seen, store, name, error);
    if (status || seen)
        return status;
    att_document *document = NULL;
    att_outcome outcome;
    status = make_story(&document, number, error);
    if (!status)
        status = att_store_add(&outcome, store, name, document, error);
    att_document_free(document);
    return status;
}

static att_status add_all(att_store *store, int count, int batch, att_error *error) {
    att_tally tally;
    att_run_info info = {.data_hash = "feeder", .batch = (uint32_t)batch};
    att_status status = att_store_begin(store, &info, error);
    for (int i = 0; i < count && !status; i++)
        status = add_story(store, i, error);
    if (!status)
        status = att_store_finish(&tally, store, error);
    if (!status)
        status = att_register_update(store, NULL, error);
    return status;
}

int main(int count, char **arguments) {
    att_error error = {0};
    att_store *store = NULL;
    if (count < 3) {
        fprintf(stderr, "feeder STORE COUNT [BATCH] | feeder STORE check\n");
        return 2;
    }
    bool check = strcmp(arguments[2], "check") == 0;
    att_status status =
        att_store_open(&store, arguments[1], check ? ATT_STORE_WRITE : ATT_STORE_CREATE, &error);
    if (!status && check)
        status = att_store_check(store, &error);
    else if (!status)
        status = add_all(store, atoi(arguments[2]), count > 3 ? atoi(arguments[3]) : 8, &error);
    att_store_close(store);
    if (status)
        fprintf(stderr, "feeder: %s\n", error.message);
    return status ? 1 : 0;
}
