/* sectors.c - a state without an office acts in the service that the act is of: a drill "with
 * Thailand" is with its armed forces, an accord that a ministry of defence signs "with Chile" is
 * its counterpart's. Only a bare state is raised; who holds an office keeps the sector of the
 * office. */
#include "records/coding.h"

/* Acts that only services take part in. */
static bool is_of_services(att_activity activity) {
    switch (activity) {
    case ATT_ACTIVITY_EXERCISE:
    case ATT_ACTIVITY_SEA_PATROL:
    case ATT_ACTIVITY_BORDER_PATROL:
    case ATT_ACTIVITY_EXCHANGE:
        return true;
    default:
        return false;
    }
}

/* Acts in which both sides stand on one footing. */
static bool is_between_equals(const att_record *record) {
    switch (record->activity) {
    case ATT_ACTIVITY_TALKS:
    case ATT_ACTIVITY_CALL:
    case ATT_ACTIVITY_DIALOGUE:
    case ATT_ACTIVITY_SIGNING:
    case ATT_ACTIVITY_POLICE:
        return true;
    default:
        return is_of_services(record->activity) ||
               (record->kind == ATT_KIND_COMMITMENT && record->force == ATT_AGREED);
    }
}

static uint32_t service_of(att_coder *coder, uint32_t state, att_sector sector) {
    att_document *document = coder->document;
    att_entity raised = document->entities.items[state];
    for (uint32_t e = 0; e < document->entities.count; e++) {
        const att_entity *entity = &document->entities.items[e];
        if (entity->sector == sector && !entity->name.size && !entity->level &&
            att_slice_equal(entity->code, raised.code))
            return e;
    }
    raised.sector = sector;
    *ATT_PUSH(&document->arena, &document->entities) = raised;
    return document->entities.count - 1;
}

static bool is_bare_state(const att_entity *entity) {
    return entity->sector == ATT_SECTOR_GOV && !entity->level && !entity->name.size;
}

/* "The company" among peacekeepers is no firm. */
static bool is_firm(const att_entity *entity) {
    return entity->sector == ATT_SECTOR_BUS;
}

/* Puts the service of their state in the place of those that the test finds. */
static void enlist(att_coder *coder, att_indexes *list, att_sector sector,
                   bool (*is_meant)(const att_entity *)) {
    att_indexes out = {0};
    for (uint32_t i = 0; i < list->count; i++) {
        bool meant = is_meant(att_people_entity(coder, list->items[i]));
        att_people_add(coder, &out,
                       meant ? service_of(coder, list->items[i], sector) : list->items[i]);
    }
    *list = out;
}

void att_settle_sectors(att_coder *coder) {
    att_document *document = coder->document;
    for (uint32_t r = 0; r < document->records.count; r++) {
        att_record *record = &document->records.items[r];
        if (record->activity == ATT_ACTIVITY_PEACEKEEPING)
            enlist(coder, &record->actors, ATT_SECTOR_MIL, is_firm);
        att_sector sector = att_people_service(coder, &record->actors);
        if (!sector)
            sector = att_people_service(coder, &record->recipients);
        if (!sector && is_of_services(record->activity))
            sector = ATT_SECTOR_MIL;
        if (!sector || !is_between_equals(record))
            continue;
        enlist(coder, &record->actors, sector, is_bare_state);
        enlist(coder, &record->recipients, sector, is_bare_state);
    }
}
