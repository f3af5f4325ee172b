/* entity.c - entities of a document, one for each code, sector and person. */
#include "mentions/resolve.h"

#include "base/utf8.h"

att_slice att_resolve_text(const att_resolver *resolver, att_run run) {
    if (run.first >= run.end)
        return ATT_SLICE_EMPTY;
    const att_token *tokens = resolver->document->tokens.items;
    return att_document_part(
        resolver->document, (att_span){tokens[run.first].span.start, tokens[run.end - 1].span.end});
}

att_slice att_resolve_code(const att_resolver *resolver, uint32_t entity) {
    return entity == ATT_NONE ? ATT_SLICE_EMPTY : resolver->document->entities.items[entity].code;
}

/* The entity of that code, sector and name; a new one takes office and text from the phrase. */
uint32_t att_resolve_entity(att_resolver *resolver, att_slice code, att_sector sector,
                            const att_phrase *phrase, att_slice name) {
    att_document *document = resolver->document;
    att_slice folded = att_utf8_fold(&document->arena, name);
    att_slice key = att_arena_format(&document->arena, "%.*s/%d/%.*s", (int)code.size, code.data,
                                     (int)sector, (int)folded.size, folded.data);
    uint32_t known = att_map_get(&resolver->entity_of, key);
    if (known != ATT_NONE)
        return known;
    att_entity *entity = ATT_PUSH(&document->arena, &document->entities);
    *entity =
        (att_entity){.code = code,
                     .sector = sector,
                     .name = name,
                     .office = att_resolve_text(resolver, phrase->office),
                     .text = att_resolve_text(resolver, (att_run){phrase->first, phrase->end}),
                     .level = phrase->level};
    att_map_put(&resolver->entity_of, key, document->entities.count - 1);
    return document->entities.count - 1;
}
