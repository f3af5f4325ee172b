/* people.c - see people.h. */
#include "records/people.h"

#include "records/modality.h"

bool att_people_has(const att_coder *coder, const att_indexes *list, uint32_t entity) {
    const att_entity *one = att_people_entity(coder, entity);
    for (uint32_t i = 0; i < list->count; i++) {
        const att_entity *other = att_people_entity(coder, list->items[i]);
        if (list->items[i] == entity || (one->code.size && one->sector == other->sector &&
                                         att_slice_equal(one->code, other->code)))
            return true;
    }
    return false;
}

void att_people_add(const att_coder *coder, att_indexes *list, uint32_t entity) {
    if (!att_people_has(coder, list, entity))
        *ATT_PUSH(&coder->document->arena, list) = entity;
}

static bool code_in(const att_coder *coder, const att_indexes *list, att_slice code) {
    for (uint32_t i = 0; list && i < list->count; i++)
        if (att_slice_equal(att_people_entity(coder, list->items[i])->code, code))
            return true;
    return false;
}

uint32_t att_people_codes(const att_coder *coder, const att_indexes *list) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        att_indexes before = {.items = list->items, .count = i};
        count += !code_in(coder, &before, att_people_entity(coder, list->items[i])->code);
    }
    return count;
}

uint32_t att_people_sides(const att_coder *coder, const att_indexes *list) {
    uint32_t sides = att_people_codes(coder, list);
    for (uint32_t i = 0; i < list->count; i++)
        sides += att_people_entity(coder, list->items[i])->sector == ATT_SECTOR_IGO;
    return sides;
}

void att_people_complete(const att_coder *coder, att_indexes *list, const att_indexes *also,
                         const att_indexes *from) {
    for (uint32_t i = 0; i < from->count; i++) {
        att_slice code = att_people_entity(coder, from->items[i])->code;
        if (code.size && !code_in(coder, list, code) && !code_in(coder, also, code))
            att_people_add(coder, list, from->items[i]);
    }
}

bool att_people_within(const att_coder *coder, const att_indexes *list, const att_indexes *a,
                       const att_indexes *b) {
    for (uint32_t i = 0; i < list->count; i++) {
        att_slice code = att_people_entity(coder, list->items[i])->code;
        if (code.size && !code_in(coder, a, code) && !code_in(coder, b, code))
            return false;
    }
    return true;
}

att_sector att_people_service(const att_coder *coder, const att_indexes *list) {
    for (uint32_t i = 0; i < list->count; i++) {
        att_sector sector = att_people_entity(coder, list->items[i])->sector;
        if (sector == ATT_SECTOR_MIL || sector == ATT_SECTOR_COP)
            return sector;
    }
    return ATT_SECTOR_NONE;
}

void att_people_of_record(const att_coder *coder, const att_record *record, att_indexes *out) {
    for (uint32_t i = 0; i < record->actors.count; i++)
        att_people_add(coder, out, record->actors.items[i]);
    for (uint32_t i = 0; i < record->recipients.count; i++)
        att_people_add(coder, out, record->recipients.items[i]);
}

bool att_people_between(const att_coder *coder, const att_record *record) {
    att_indexes all = {0};
    att_people_of_record(coder, record, &all);
    return att_people_codes(coder, &all) - code_in(coder, &all, ATT_SLICE_EMPTY) >= 2;
}

static void add_mention(const att_coder *coder, uint32_t mention, att_indexes *out) {
    const att_document *document = coder->document;
    const att_mention *found = &document->mentions.items[mention];
    for (uint32_t i = found->entity_first; i < found->entity_end; i++)
        att_people_add(coder, out, document->mention_entities.items[i]);
}

/* Who stands for a town or region: its state, as the document names it elsewhere or as itself. */
static void add_place(const att_coder *coder, uint32_t place, att_indexes *out) {
    att_document *document = coder->document;
    att_slice country = document->places.items[place].country;
    if (!country.size)
        return;
    for (uint32_t e = 0; e < document->entities.count; e++)
        if (att_slice_equal(document->entities.items[e].code, country)) {
            att_people_add(coder, out, e);
            return;
        }
    att_entity *entity = ATT_PUSH(&document->arena, &document->entities);
    *entity = (att_entity){.code = country,
                           .sector = ATT_SECTOR_GOV,
                           .name = ATT_SLICE_EMPTY,
                           .office = ATT_SLICE_EMPTY,
                           .text = document->places.items[place].text};
    att_people_add(coder, out, document->entities.count - 1);
}

static bool is_subject(uint8_t relation) {
    return relation == ATT_RELATION_NSUBJ || relation == ATT_RELATION_NSUBJ_PASS ||
           relation == ATT_RELATION_OBL_AGENT;
}

enum { SENTENCES_BACK = 3 };

void att_people_last_subject(const att_coder *coder, uint32_t token, att_indexes *out) {
    const att_document *document = coder->document;
    uint32_t sentence = document->tokens.items[token].sentence;
    for (uint32_t m = att_list_end(coder, ATT_LIST_MENTIONS, sentence); m-- > 0;) {
        const att_mention *mention = &document->mentions.items[m];
        if (mention->head >= token ||
            (mention->kind != ATT_MENTION_OFFICE && mention->kind != ATT_MENTION_PERSON))
            continue;
        if (mention->sentence + SENTENCES_BACK < sentence)
            return;
        if (mention->entity_end - mention->entity_first == 1 &&
            is_subject(att_tree_word(&coder->tree, mention->head)->relation)) {
            att_people_add(coder, out, document->mention_entities.items[mention->entity_first]);
            return;
        }
    }
}

/* "The earthquake victims in Morocco": a body that nothing has resolved yet. */
static bool is_open(const att_coder *coder, uint32_t token) {
    const att_mention *mention = &coder->document->mentions.items[coder->mention_of[token]];
    return mention->kind == ATT_MENTION_ORGAN && mention->head == token;
}

void att_people_of_token(const att_coder *coder, uint32_t token, att_indexes *out) {
    const att_tree *tree = &coder->tree;
    uint32_t before = out->count;
    if (coder->mention_of[token] != ATT_NONE)
        add_mention(coder, coder->mention_of[token], out);
    if (out->count == before && att_tree_lemma_in(tree, token, "he|she"))
        att_people_last_subject(coder, token, out); /* "he", "she" left open */
    if (coder->mention_of[token] != ATT_NONE && (out->count > before || !is_open(coder, token)))
        return;
    if (coder->place_of[token] != ATT_NONE) {
        add_place(coder, coder->place_of[token], out);
        return;
    }
    uint8_t upos = att_tree_word(tree, token)->upos;
    if (upos != ATT_UPOS_NOUN && upos != ATT_UPOS_PROPN && upos != ATT_UPOS_NUM &&
        upos != ATT_UPOS_PRON)
        return;
    /* "officers of the Vietnam People's Navy", "Spain's offer", "a group from Japan" */
    for (uint32_t c = tree->first_child[token]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation base = att_relation_base(att_tree_word(tree, c)->relation);
        bool qualifies =
            base == ATT_RELATION_AMOD || base == ATT_RELATION_COMPOUND ||
            att_tree_relation_is(tree, c, ATT_RELATION_NMOD_POSS) ||
            (base == ATT_RELATION_NMOD &&
             att_tree_has_case_in(tree, c,
                                  coder->mention_of[token] == ATT_NONE ? "of|from" : "of|from|in"));
        if (!qualifies)
            continue;
        att_tokens all = {.count = 0};
        att_tree_conjuncts(tree, c, &all);
        for (uint32_t i = 0; i < all.count; i++)
            if (coder->mention_of[all.items[i]] != ATT_NONE)
                add_mention(coder, coder->mention_of[all.items[i]], out);
            else if (coder->place_of[all.items[i]] != ATT_NONE && base == ATT_RELATION_NMOD)
                add_place(coder, coder->place_of[all.items[i]], out); /* "pupils in Dansavan" */
    }
}

void att_people_of_all(const att_coder *coder, uint32_t token, att_indexes *out) {
    att_tokens all = {.count = 0};
    att_tree_conjuncts(&coder->tree, token, &all);
    for (uint32_t i = 0; i < all.count; i++)
        att_people_of_token(coder, all.items[i], out);
}

/* "X and Y signed": where the parse holds on to Y alone, X stands before "and". */
static void add_fellow_before(const att_coder *coder, uint32_t token, att_indexes *out) {
    const att_document *document = coder->document;
    uint32_t index = coder->mention_of[token];
    for (int i = 0; i < 8 && index != ATT_NONE; i++) {
        uint32_t first = document->mentions.items[index].first;
        if (first < 2 || !att_slice_is(document->words[first - 1].lower, "and"))
            return;
        uint32_t before = coder->mention_of[first - 2];
        if (before == ATT_NONE || before == index)
            return;
        uint32_t start = document->mentions.items[before].first;
        if (start && document->words[start - 1].upos == ATT_UPOS_ADP)
            return;
        add_mention(coder, before, out);
        index = before;
    }
}

void att_people_of_choices(const att_coder *coder, const att_match *match,
                           const att_slot_choices *choices, att_indexes *out) {
    uint32_t before = out->count;
    for (uint32_t i = 0; i < choices->count; i++) {
        if (i && choices->items[i].group != choices->items[i - 1].group && out->count > before)
            return;
        att_tokens tokens = {.count = 0};
        att_match_path(coder, match, &choices->items[i].path, &tokens);
        for (uint32_t t = 0; t < tokens.count; t++) {
            att_people_of_token(coder, tokens.items[t], out);
            if (is_subject(att_tree_word(&coder->tree, tokens.items[t])->relation))
                add_fellow_before(coder, tokens.items[t], out);
        }
    }
}

static bool is_saying(const att_coder *coder, uint32_t verb) {
    uint32_t sentence = coder->document->tokens.items[verb].sentence;
    uint32_t end = att_list_end(coder, ATT_LIST_FRAMES, sentence);
    for (uint32_t f = att_list_first(coder, ATT_LIST_FRAMES, sentence); f < end; f++)
        if (coder->frames.items[f].trigger == verb)
            return true;
    return false;
}

void att_people_speakers(const att_coder *coder, uint32_t token, att_indexes *out) {
    const att_tree *tree = &coder->tree;
    uint32_t climb = token;
    for (int i = 0; i < 32; i++) {
        const att_word *word = att_tree_word(tree, climb);
        att_tokens sources = {.count = 0};
        att_tree_prepositional(tree, climb, att_slice_of("according_to"), &sources);
        for (uint32_t s = 0; s < sources.count; s++)
            att_people_of_token(coder, sources.items[s], out);
        /* "…, he said" stands beside the clause in parataxis. */
        uint32_t beside = att_tree_child(tree, climb, ATT_RELATION_PARATAXIS);
        if (beside != ATT_NONE && is_saying(coder, beside)) {
            uint32_t subject = att_tree_subject(tree, beside);
            if (subject == ATT_NONE || coder->mention_of[subject] == ATT_NONE)
                subject = att_tree_child(tree, beside, ATT_RELATION_OBJ); /* "…, reported X" */
            if (subject != ATT_NONE)
                att_people_of_token(coder, subject, out);
        }
        if (word->head == ATT_NONE || out->count)
            return;
        bool content =
            word->relation == ATT_RELATION_CCOMP || att_tree_is_thanked_for(tree, climb) ||
            word->relation == ATT_RELATION_PARATAXIS || coder->frame_of[climb] != ATT_NONE;
        climb = word->head;
        if (content) {
            uint32_t subject = att_tree_subject(tree, climb);
            if (subject != ATT_NONE)
                att_people_of_token(coder, subject, out);
        }
    }
}

void att_people_served(const att_coder *coder, uint32_t predicate, const att_indexes *actors,
                       att_indexes *out) {
    const att_tree *tree = &coder->tree;
    if (!att_tree_is_verbal(tree, predicate))
        return;
    for (uint32_t c = tree->first_child[predicate]; c != ATT_NONE; c = tree->next_sibling[c]) {
        att_relation base = att_relation_base(att_tree_word(tree, c)->relation);
        bool served = base == ATT_RELATION_OBJ || base == ATT_RELATION_IOBJ ||
                      att_tree_relation_is(tree, c, ATT_RELATION_NSUBJ_PASS) ||
                      (base == ATT_RELATION_OBL && att_tree_has_case_in(tree, c, "to|for"));
        att_indexes people = {0};
        if (served)
            att_people_of_all(coder, c, &people);
        att_people_complete(coder, out, actors, &people);
    }
}

bool att_people_is_counterpart(const att_entity *entity) {
    for (uint32_t i = 0; i + 10 <= entity->text.size; i++)
        if (memcmp(entity->text.data + i, "ounterpart", 10) == 0)
            return true;
    return false;
}

static bool mentions_coast(att_slice text) {
    for (uint32_t i = 0; i + 5 <= text.size; i++)
        if (memcmp(text.data + i, "oast", 4) == 0 || memcmp(text.data + i, "ariti", 5) == 0)
            return true;
    return false;
}

att_fields att_people_fields(const att_coder *coder, const att_indexes *list) {
    for (uint32_t i = 0; i < list->count; i++) {
        const att_entity *entity = att_people_entity(coder, list->items[i]);
        if (entity->sector != ATT_SECTOR_COP)
            return 0;
        if (mentions_coast(entity->text) || mentions_coast(entity->office))
            return 1u << ATT_FIELD_MARITIME_LAW;
    }
    return list->count ? 1u << ATT_FIELD_POLICE : 0;
}
