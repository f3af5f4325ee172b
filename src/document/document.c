/* document.c - the life of a document, and the names of the closed sets. */
#include "document/document.h"

#include "base/error.h"
#include "base/hex.h"

#include <nettle/sha2.h>
#include <stdlib.h>

/* Defines the name function of a closed set from its table. */
#define NAME_OF(function, type, table)                                                             \
    const char *function(type value) {                                                             \
        return (size_t)value < sizeof table / sizeof table[0] ? table[value] : "";                 \
    }

/* Defines the look-up by name of a closed set whose first entry is `first`. */
#define FIND_IN(function, type, table, first)                                                      \
    bool function(type *out, att_slice name) {                                                     \
        for (size_t i = first; i < sizeof table / sizeof table[0]; i++)                            \
            if (att_slice_is(name, table[i])) {                                                    \
                *out = (type)i;                                                                    \
                return true;                                                                       \
            }                                                                                      \
        return false;                                                                              \
    }

static const char *const upos_names[] = {
#define ATT_UPOS(id, name) name,
#include "document/upos.def"
#undef ATT_UPOS
};
static const char *const relation_names[] = {
#define ATT_RELATION(id, name, base) name,
#include "document/relations.def"
#undef ATT_RELATION
};
static const att_relation relation_bases[] = {
#define ATT_RELATION(id, name, base) ATT_RELATION_##base,
#include "document/relations.def"
#undef ATT_RELATION
};
static const char *const plover_names[] = {
    "",
#define ATT_PLOVER(id, name, quad) name,
#include "document/plover.def"
#undef ATT_PLOVER
};
static const int plover_quads[] = {
    0,
#define ATT_PLOVER(id, name, quad) quad,
#include "document/plover.def"
#undef ATT_PLOVER
};
static const char *const field_names[] = {
#define ATT_FIELD(id, name) name,
#include "document/fields.def"
#undef ATT_FIELD
};
static const char *const sector_names[] = {
    "",
#define ATT_SECTOR(id, name, pillar) name,
#include "document/sectors.def"
#undef ATT_SECTOR
};
static const char *const sector_pillars[] = {
    "",
#define ATT_SECTOR(id, name, pillar) #pillar,
#include "document/sectors.def"
#undef ATT_SECTOR
};
static const char *const mention_kind_names[] = {
#define ATT_MENTION_KIND(id, name) name,
#include "document/mentions.def"
#undef ATT_MENTION_KIND
};
static const char *const activity_names[] = {
#define ATT_ACTIVITY(id, name, plover, mode, field) name,
#include "document/activities.def"
#undef ATT_ACTIVITY
};
static const struct {
    att_plover plover;
    const char *mode;
    att_field field;
} activity_defaults[] = {
#define ATT_ACTIVITY(id, name, plover, mode, field) {ATT_PLOVER_##plover, mode, ATT_FIELD_##field},
#include "document/activities.def"
#undef ATT_ACTIVITY
};
static const char *const part_kind_names[] = {
    "header", "headline", "dateline", "body", "caption", "credit", "tail", "source", "end mark"};
static const char *const kind_names[] = {"event", "commitment", "claim"};
static const char *const event_status_names[] = {"done", "ongoing", "cancelled"};
static const char *const force_names[] = {"agreed", "planned", "directed", "proposed"};
static const char *const form_names[] = {"figure", "achievement"};
static const char *const basis_names[] = {"stated", "relative", "document"};
static const char *const role_names[] = {"actor", "recipient", "speaker"};
static const char *const bound_signs[] = {"=", ">", ">=", "<", "~"};

NAME_OF(att_upos_name, att_upos, upos_names)
NAME_OF(att_relation_name, att_relation, relation_names)
NAME_OF(att_plover_name, att_plover, plover_names)
NAME_OF(att_activity_name, att_activity, activity_names)
NAME_OF(att_field_name, att_field, field_names)
NAME_OF(att_sector_name, att_sector, sector_names)
NAME_OF(att_sector_pillar, att_sector, sector_pillars)
NAME_OF(att_mention_kind_name, att_mention_kind, mention_kind_names)
NAME_OF(att_part_kind_name, att_part_kind, part_kind_names)
NAME_OF(att_kind_name, att_kind, kind_names)
NAME_OF(att_event_status_name, att_event_status, event_status_names)
NAME_OF(att_force_name, att_force, force_names)
NAME_OF(att_form_name, att_form, form_names)
NAME_OF(att_basis_name, att_basis, basis_names)
NAME_OF(att_record_role_name, att_record_role, role_names)
NAME_OF(att_bound_sign, att_bound, bound_signs)
FIND_IN(att_plover_find, att_plover, plover_names, 1)
FIND_IN(att_activity_find, att_activity, activity_names, 0)
FIND_IN(att_field_find, att_field, field_names, 0)
FIND_IN(att_sector_find, att_sector, sector_names, 1)
FIND_IN(att_kind_find, att_kind, kind_names, 0)
FIND_IN(att_part_kind_find, att_part_kind, part_kind_names, 0)
FIND_IN(att_event_status_find, att_event_status, event_status_names, 0)
FIND_IN(att_force_find, att_force, force_names, 0)
FIND_IN(att_form_find, att_form, form_names, 0)
FIND_IN(att_basis_find, att_basis, basis_names, 0)
FIND_IN(att_record_role_find, att_record_role, role_names, 0)
FIND_IN(att_bound_find, att_bound, bound_signs, 0)

const char *att_record_state(const att_record *record) {
    switch (record->kind) {
    case ATT_KIND_EVENT:
        return att_event_status_name(record->status);
    case ATT_KIND_COMMITMENT:
        return att_force_name(record->force);
    default:
        return att_form_name(record->form);
    }
}

att_relation att_relation_base(att_relation relation) {
    return relation_bases[relation];
}

int att_plover_quad(att_plover plover) {
    return plover_quads[plover];
}

att_plover att_activity_plover(att_activity activity) {
    return activity_defaults[activity].plover;
}

const char *att_activity_mode(att_activity activity) {
    return activity_defaults[activity].mode;
}

att_field att_activity_field(att_activity activity) {
    return activity_defaults[activity].field;
}

void att_text_hash(char out[65], att_slice text) {
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, text.size, (const uint8_t *)text.data);
    sha256_digest(&context, sizeof digest, digest);
    att_hex(out, digest, sizeof digest);
}

att_status att_document_new(att_document **out, att_slice text, att_error *error) {
    *out = NULL;
    att_document *document = calloc(1, sizeof *document);
    if (!document)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_arena_init(&document->arena);
    jmp_buf here;
    document->arena.recovery = &here;
    if (setjmp(here)) {
        att_document_free(document);
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    }
    document->text = att_arena_copy(&document->arena, text);
    document->id = document->title = document->source = ATT_SLICE_EMPTY;
    document->url = document->agency = ATT_SLICE_EMPTY;
    att_text_hash(document->hash, document->text);
    document->arena.recovery = NULL;
    *out = document;
    return ATT_OK;
}

void att_document_free(att_document *document) {
    if (!document)
        return;
    att_arena_release(&document->arena);
    free(document);
}
