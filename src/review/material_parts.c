/* material_parts.c - the parties and fields of undertakings and claims.
 *
 * Participants and fields of all records are read through once, in the order of their records,
 * which is faster than asking for each; those of records that a person corrected are asked for
 * again. What an undertaking is about is what all its records say. */
#include "review/material_read.h"

typedef struct record_parts {
    att_span_of parties;
    att_fields fields;
    bool wanted;
} record_parts;

typedef struct parts_reader {
    att_material *material;
    record_parts *parts; /* by the number of a record */
    att_error *error;
} parts_reader;

static bool has_party(const att_material *material, att_span_of span, const att_party *party) {
    for (uint32_t i = 0; i < span.count; i++) {
        const att_party *before = &material->parties.items[span.first + i];
        if (before->role == party->role && before->sector == party->sector &&
            att_slice_equal(before->code, party->code))
            return true;
    }
    return false;
}

static void add_party(att_material *material, att_span_of *span, const att_party *party) {
    if (has_party(material, *span, party))
        return;
    att_party copy = *party; /* the list may move */
    att_material_extend(span, material->parties.count);
    *ATT_PUSH(material->arena, &material->parties) = copy;
}

void att_material_take_party(att_material *material, const att_query *query, int first,
                             att_span_of *span) {
    att_record_role role = ATT_RECORD_SPEAKER;
    att_sector sector = ATT_SECTOR_NONE;
    att_record_role_find(&role, att_query_column(query, first));
    att_sector_find(&sector, att_query_column(query, first + 2));
    att_party party = {att_material_shared(material, query, first + 1), (uint8_t)role,
                       (uint8_t)sector, (uint8_t)att_query_number(query, first + 3)};
    add_party(material, span, &party);
}

/* NULL for a record that is not wanted. */
static record_parts *parts_of(parts_reader *reading, int64_t record) {
    bool known = record >= 0 && record < reading->material->mine_count;
    return known && reading->parts[record].wanted ? &reading->parts[record] : NULL;
}

static void want(parts_reader *reading) {
    const att_material *material = reading->material;
    for (uint32_t i = 0; i < material->undertakings.count; i++) {
        att_span_of rows = material->undertakings.items[i].rows;
        for (uint32_t r = 0; r < rows.count; r++)
            reading->parts[att_material_row(material, rows, r)->number].wanted = true;
    }
    for (uint32_t i = 0; i < material->claims.count; i++)
        reading->parts[material->claims.items[i].record].wanted = true;
}

static att_status read_participants(parts_reader *reading) {
    att_query query;
    att_query_begin(&query, reading->material->store,
                    "SELECT record, role, code, sector, level FROM participant "
                    "ORDER BY record, role, ordinal",
                    reading->error);
    while (att_query_next(&query)) {
        record_parts *parts = parts_of(reading, att_query_number(&query, 0));
        if (parts)
            att_material_take_party(reading->material, &query, 1, &parts->parties);
    }
    return att_query_end(&query);
}

static att_status read_fields(parts_reader *reading) {
    att_query query;
    att_query_begin(&query, reading->material->store, "SELECT record, field FROM field_now",
                    reading->error);
    while (att_query_next(&query)) {
        record_parts *parts = parts_of(reading, att_query_number(&query, 0));
        if (parts)
            parts->fields |= att_material_field(&query, 1);
    }
    return att_query_end(&query);
}

/* A correction replaces all participants of its role. */
static att_status read_corrected(parts_reader *reading) {
    att_query query;
    int64_t last = -1;
    att_query_begin(&query, reading->material->store,
                    "SELECT record, role, code, sector, level FROM participant_now WHERE record IN "
                    "(SELECT record FROM participant_correction) ORDER BY record, role, ordinal",
                    reading->error);
    while (att_query_next(&query)) {
        int64_t record = att_query_number(&query, 0);
        record_parts *parts = parts_of(reading, record);
        if (parts && record != last)
            parts->parties = (att_span_of){0, 0};
        last = record;
        if (parts)
            att_material_take_party(reading->material, &query, 1, &parts->parties);
    }
    return att_query_end(&query);
}

static void give_undertakings(const parts_reader *reading) {
    att_material *material = reading->material;
    for (uint32_t i = 0; i < material->undertakings.count; i++) {
        att_undertaking_row *item = &material->undertakings.items[i];
        for (uint32_t r = 0; r < item->rows.count; r++) {
            int64_t record = att_material_row(material, item->rows, r)->number;
            const record_parts *parts = &reading->parts[record];
            item->fields |= parts->fields;
            if (item->rows.count == 1)
                item->parties = parts->parties;
            for (uint32_t p = 0; p < parts->parties.count && item->rows.count > 1; p++)
                add_party(material, &item->parties,
                          &material->parties.items[parts->parties.first + p]);
        }
    }
}

static void give_claims(const parts_reader *reading) {
    att_material *material = reading->material;
    for (uint32_t i = 0; i < material->claims.count; i++) {
        att_claim_row *claim = &material->claims.items[i];
        claim->parties = reading->parts[claim->record].parties;
        claim->fields = reading->parts[claim->record].fields;
    }
}

att_status att_material_read_parts(att_material *material, att_error *error) {
    parts_reader reading = {.material = material, .error = error};
    reading.parts = ATT_NEW_ARRAY(material->arena, record_parts, material->mine_count + 1);
    want(&reading);
    att_status status = read_participants(&reading);
    if (!status)
        status = read_corrected(&reading);
    if (!status)
        status = read_fields(&reading);
    if (!status) {
        give_undertakings(&reading);
        give_claims(&reading);
    }
    return status;
}
