/* mentions.c - see mentions.h. The stage on one screen: pieces, phrases, whom they mean; and the
 * result in the form of the document. */
#include "mentions/mentions.h"

#include "base/error.h"
#include "mentions/resolve.h"

/* A bare state that names no participant still is a mention, for the place stage and the rules. */
static bool worth_keeping(const att_phrase *phrase, const att_meaning *meaning) {
    if (meaning->dropped)
        return false;
    if (meaning->count)
        return true;
    return phrase->kind != ATT_MENTION_PERSON && phrase->kind != ATT_MENTION_DEMONYM;
}

/* A group is named as such and has no members here: "12 countries". */
static att_mention_kind final_kind(const att_phrase *phrase, const att_meaning *meaning) {
    if (phrase->role == ATT_ROLE_COUNTRIES && !meaning->count)
        return ATT_MENTION_GROUP;
    return meaning->kind;
}

static uint32_t head_of(const att_document *document, att_run span, uint32_t root) {
    if (root >= span.first && root < span.end)
        return root;
    uint32_t head = span.end - 1;
    for (uint32_t step = span.first; document->words && step < span.end; step++) {
        uint32_t above = document->words[head].head;
        if (above == ATT_NONE || above < span.first || above >= span.end)
            break;
        head = above;
    }
    return head;
}

static void write_mention(att_resolver *resolver, uint32_t index) {
    att_document *document = resolver->document;
    const att_phrase *phrase = &resolver->phrases.items[index];
    const att_meaning *meaning = &resolver->meanings[index];
    if (!worth_keeping(phrase, meaning))
        return;
    const att_token *tokens = document->tokens.items;
    att_mention *mention = ATT_PUSH(&document->arena, &document->mentions);
    *mention = (att_mention){
        .kind = final_kind(phrase, meaning),
        .span = {tokens[meaning->span.first].span.start, tokens[meaning->span.end - 1].span.end},
        .sentence = phrase->sentence,
        .first = meaning->span.first,
        .end = meaning->span.end,
        .head = head_of(document, meaning->span, resolver->roots[index]),
        .entity_first = document->mention_entities.count,
        .resolved = meaning->count > 0 || final_kind(phrase, meaning) == ATT_MENTION_GROUP,
        .instrument = ATT_NONE,
        .rule = att_slice_of(meaning->rule)};
    for (uint32_t i = 0; i < meaning->count; i++)
        *ATT_PUSH(&document->arena, &document->mention_entities) = meaning->entities[i];
    mention->entity_end = document->mention_entities.count;
}

static void run(const att_world *world, att_document *document) {
    att_pieces pieces;
    att_resolver resolver = {.world = world, .document = document, .pieces = &pieces};
    att_pieces_read(&pieces, world, document);
    att_phrases_read(&resolver.phrases, &pieces);
    if (!resolver.phrases.count)
        return;
    att_resolve_run(&resolver);
    for (uint32_t i = 0; i < resolver.phrases.count; i++)
        write_mention(&resolver, i);
}

att_status att_mentions_run(const att_world *world, att_document *document, att_error *error) {
    jmp_buf here, *outer = document->arena.recovery;
    document->arena.recovery = &here;
    if (setjmp(here)) {
        document->arena.recovery = outer;
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    }
    run(world, document);
    document->arena.recovery = outer;
    return ATT_OK;
}
