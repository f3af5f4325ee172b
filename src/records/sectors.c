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

static att_sector service_in(const att_coder *coder, const att_indexes *list) {
    for (uint32_t i = 0; i < list->count; i++) {
        att_sector sector = att_people_entity(coder, list->items[i])->sector;
        if (sector == ATT_SECTOR_MIL || sector == ATT_SECTOR_COP)
            return sector;
    }
    return ATT_SECTOR_NONE;
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

static void raise_states(att_coder *coder, att_indexes *list, att_sector sector) {
    att_indexes out = {0};
    for (uint32_t i = 0; i < list->count; i++) {
        const att_entity *entity = att_people_entity(coder, list->items[i]);
        bool bare = entity->sector == ATT_SECTOR_GOV && !entity->level && !entity->name.size;
        att_people_add(coder, &out,
                       bare ? service_of(coder, list->items[i], sector) : list->items[i]);
    }
    *list = out;
}

/* "The company" among peacekeepers is no firm. */
static void enlist(att_coder *coder, att_indexes *list) {
    att_indexes out = {0};
    for (uint32_t i = 0; i < list->count; i++) {
        bool firm = att_people_entity(coder, list->items[i])->sector == ATT_SECTOR_BUS;
        att_people_add(coder, &out,
                       firm ? service_of(coder, list->items[i], ATT_SECTOR_MIL) : list->items[i]);
    }
    *list = out;
}

void att_settle_sectors(att_coder *coder) {
    att_document *document = coder->document;
    for (uint32_t r = 0; r < document->records.count; r++) {
        att_record *record = &document->records.items[r];
        if (record->activity == ATT_ACTIVITY_PEACEKEEPING)
            enlist(coder, &record->actors);
        att_sector sector = service_in(coder, &record->actors);
        if (!sector)
            sector = service_in(coder, &record->recipients);
        if (!sector && is_of_services(record->activity))
            sector = ATT_SECTOR_MIL;
        if (!sector || !is_between_equals(record))
            continue;
        raise_states(coder, &record->actors, sector);
        raise_states(coder, &record->recipients, sector);
    }
}
