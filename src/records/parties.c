/* parties.c - who takes part where no mention names them: those of the place or state that
 * qualifies a noun ("an army camp in Mali"), else a body or crowd without a state ("the opposition
 * party", "protesters"). A private person is never anybody here: only nouns of the classes `body`
 * and, in the plural, `crowd`, and names that only a body has. */
#include "records/people.h"

#include <ctype.h>
#include <string.h>

/* ---- the noun's phrase -------------------------------------------------------------------------
 */

static bool is_clause(uint8_t relation) {
    att_relation base = att_relation_base(relation);
    return base == ATT_RELATION_ACL || base == ATT_RELATION_PARATAXIS ||
           base == ATT_RELATION_ADVCL || base == ATT_RELATION_PUNCT;
}

/* The tokens of the phrase up to the first comma or clause behind its head. */
static att_span phrase_of(const att_coder *coder, uint32_t token) {
    const att_document *document = coder->document;
    uint32_t first, end;
    att_tree_extent(&coder->tree, token, &first, &end);
    for (uint32_t t = token + 1; t < end; t++)
        if (att_tree_word(&coder->tree, t)->upos == ATT_UPOS_PUNCT ||
            is_clause(att_tree_word(&coder->tree, t)->relation))
            end = t;
    for (uint32_t t = token; t-- > first;)
        if (att_tree_word(&coder->tree, t)->upos == ATT_UPOS_PUNCT ||
            att_tree_word(&coder->tree, t)->upos == ATT_UPOS_ADP)
            first = t + 1;
    return (att_span){document->tokens.items[first].span.start,
                      document->tokens.items[end - 1].span.end};
}

/* ---- of a place or state that qualifies it
 * ------------------------------------------------------ */

static bool qualifies(const att_tree *tree, uint32_t child) {
    att_relation base = att_relation_base(att_tree_word(tree, child)->relation);
    if (base == ATT_RELATION_AMOD || base == ATT_RELATION_COMPOUND || base == ATT_RELATION_APPOS ||
        att_tree_relation_is(tree, child, ATT_RELATION_NMOD_POSS))
        return true;
    return base == ATT_RELATION_NMOD &&
           att_tree_has_case_in(tree, child,
                                "of|in|from|near|at|on|by|with|between|to|inside|around|along|for|"
                                "against|over|about|into|toward|towards|across|within|outside");
}

enum { DEPTH = 3 };

static void add_qualifier(const att_coder *coder, uint32_t token, int depth, att_indexes *out) {
    const att_tree *tree = &coder->tree;
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c]) {
        if (att_tree_lemma_in(tree, c, "loyal|faithful|allied") && depth < DEPTH) {
            att_tokens lords = {.count = 0}; /* "troops loyal to the Ivorian leader" */
            att_tree_prepositional(tree, c, att_slice_of("to"), &lords);
            for (uint32_t i = 0; i < lords.count; i++)
                att_people_of_token(coder, lords.items[i], out);
        } else if (!qualifies(tree, c)) {
            continue;
        } else if (coder->mention_of[c] != ATT_NONE || coder->place_of[c] != ATT_NONE)
            att_people_of_token(coder, c, out);
        else if (depth < DEPTH)
            add_qualifier(coder, c, depth + 1, out);
        if (out->count)
            return;
    }
}

/* ---- a body or crowd without a state
 * ------------------------------------------------------------ */

/* "ACLU", "the Taliban": a name in capitals, or with an article, is no person's. */
static bool is_body_name(const att_coder *coder, uint32_t token) {
    const att_tree *tree = &coder->tree;
    att_slice form = att_document_form(coder->document, token);
    bool capitals = form.size >= 3;
    for (uint32_t i = 0; i < form.size; i++)
        capitals &= isupper((unsigned char)form.data[i]) != 0;
    return capitals || att_tree_child_lemma(tree, token, "the") != ATT_NONE;
}

/* "President X", of a state that the text does not name. */
static bool is_office(const att_coder *coder, uint32_t token) {
    uint32_t mention = coder->mention_of[token];
    return mention != ATT_NONE &&
           coder->document->mentions.items[mention].kind == ATT_MENTION_OFFICE;
}

static bool is_party(const att_coder *coder, uint32_t token) {
    const att_word *word = att_tree_word(&coder->tree, token);
    uint32_t mention = coder->mention_of[token];
    if (mention != ATT_NONE && coder->document->mentions.items[mention].kind == ATT_MENTION_PERSON)
        return false;
    if (is_office(coder, token))
        return true;
    if (word->upos == ATT_UPOS_PROPN)
        return is_body_name(coder, token) || att_coder_in_class(coder, token, "body");
    if (word->upos != ATT_UPOS_NOUN)
        return false;
    return att_coder_in_class(coder, token, "body") ||
           (ATT_HAS(word->features, NUMBER, PLURAL) && att_coder_in_class(coder, token, "crowd"));
}

static void add_party(const att_coder *coder, uint32_t token, att_indexes *out) {
    att_document *document = coder->document;
    att_indexes house = {0};
    add_qualifier(coder, token, 0, &house);
    const att_entity *of = house.count ? att_people_entity(coder, house.items[0]) : NULL;
    att_slice code = of ? of->code : ATT_SLICE_EMPTY;
    att_sector sector = of                        ? of->sector
                        : is_office(coder, token) ? ATT_SECTOR_GOV
                                                  : ATT_SECTOR_NONE;
    att_entity *entity = ATT_PUSH(&document->arena, &document->entities);
    *entity =
        (att_entity){.code = code,
                     .sector = att_coder_in_class(coder, token, "crowd") ? ATT_SECTOR_CVL : sector,
                     .name = ATT_SLICE_EMPTY,
                     .office = ATT_SLICE_EMPTY,
                     .text = att_document_part(document, phrase_of(coder, token))};
    att_people_add(coder, out, document->entities.count - 1);
}

/* "Dozens of activists": whom the noun counts. */
static uint32_t counted(const att_coder *coder, uint32_t token) {
    att_tokens all = {.count = 0};
    if (att_coder_in_class(coder, token, "measure") && !is_party(coder, token))
        att_tree_prepositional(&coder->tree, token, att_slice_of("of"), &all);
    return all.count ? all.items[0] : token;
}

/* "UNIFIL condemned …": a mission speaks for the organisation that sent it. */
static void add_mission(const att_coder *coder, uint32_t token, att_indexes *out) {
    const att_document *document = coder->document;
    uint32_t sentence = document->tokens.items[token].sentence;
    uint32_t end = att_list_end(coder, ATT_LIST_MENTIONS, sentence);
    for (uint32_t m = att_list_first(coder, ATT_LIST_MENTIONS, sentence); m < end; m++) {
        const att_mention *mention = &document->mentions.items[m];
        if (mention->kind == ATT_MENTION_MISSION && mention->first <= token && token < mention->end)
            for (uint32_t e = mention->entity_first; e < mention->entity_end; e++)
                att_people_add(coder, out, document->mention_entities.items[e]);
    }
}

static void add_token(const att_coder *coder, uint32_t token, att_indexes *out) {
    uint8_t upos = att_tree_word(&coder->tree, token)->upos;
    if (upos != ATT_UPOS_NOUN && upos != ATT_UPOS_PROPN)
        return;
    add_mission(coder, token, out);
    if (out->count)
        return;
    if (is_party(coder, token))
        add_party(coder, token, out);
    else
        add_qualifier(coder, token, 0, out);
}

void att_parties_of_choices(const att_coder *coder, const att_match *match,
                            const att_slot_choices *choices, att_indexes *out) {
    for (uint32_t i = 0; i < choices->count && !out->count; i++) {
        att_tokens tokens = {.count = 0};
        att_match_path(coder, match, &choices->items[i].path, &tokens);
        for (uint32_t t = 0; t < tokens.count; t++) {
            uint32_t token = counted(coder, tokens.items[t]);
            add_token(coder, token, out);
            if (out->count && !is_party(coder, token))
                return;
        }
    }
}

enum { CLAUSES_DOWN = 2 };

static void add_any(const att_coder *coder, uint32_t token, att_indexes *out) {
    att_people_of_token(coder, token, out);
    if (!out->count)
        add_token(coder, token, out);
}

/* "To help people in Somalia": what the verb is done for names them. */
static void add_purpose(const att_coder *coder, uint32_t verb, int depth, att_indexes *out) {
    const att_tree *tree = &coder->tree;
    for (uint32_t c = tree->first_child[verb]; c != ATT_NONE && !out->count;
         c = tree->next_sibling[c]) {
        if (!att_tree_is_infinitive(tree, c))
            continue;
        att_tokens named = {.count = 0};
        att_tokens_add(&named, att_tree_child(tree, c, ATT_RELATION_OBJ));
        for (uint32_t below = tree->first_child[c]; below != ATT_NONE;
             below = tree->next_sibling[below])
            if (att_relation_base(att_tree_word(tree, below)->relation) == ATT_RELATION_OBL)
                att_tokens_add(&named, below);
        for (uint32_t i = 0; i < named.count && !out->count; i++)
            add_any(coder, named.items[i], out);
        if (!out->count && depth < CLAUSES_DOWN)
            add_purpose(coder, c, depth + 1, out);
    }
}

void att_parties_beside(const att_coder *coder, const att_match *match, att_indexes *out) {
    const att_tree *tree = &coder->tree;
    bool where = att_match_rule(coder, match)->activity != ATT_ACTIVITY_STATEMENT;
    uint32_t object = att_tree_object(tree, match->anchor);
    if (object != ATT_NONE)
        add_qualifier(coder, object, 0, out);
    for (uint32_t c = tree->first_child[match->anchor]; c != ATT_NONE && !out->count;
         c = tree->next_sibling[c]) {
        if (att_relation_base(att_tree_word(tree, c)->relation) != ATT_RELATION_OBL)
            continue;
        if (att_tree_has_case_in(tree, c, "of|to|on|for|from|by|with|against|into") ||
            (where && c > match->anchor && att_tree_has_case_in(tree, c, "in|across|along|inside")))
            add_any(coder, c, out);
    }
    if (!out->count)
        add_purpose(coder, match->anchor, 0, out);
}
