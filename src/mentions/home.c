/* home.c - the state a story is told from: its ministries and ministers go without a name.
 *
 * The dateline decides where it names a place of one state. Else the state that the story names
 * most often, twice at least, where names count for it, and being the other side of an office
 * without a state counts against it: "the Secretary spoke with the Lao minister" is not told from
 * Laos. */
#include "mentions/resolve.h"

typedef struct vote_count {
    att_slice code;
    int count, times;
} vote_count;

typedef struct votes {
    att_map of; /* code → index */
    ATT_ARRAY(vote_count) items;
} votes;

static void vote(att_resolver *resolver, votes *out, att_slice code, int count) {
    if (!att_world_state(resolver->world, code))
        return;
    uint32_t index = att_map_get(&out->of, code);
    if (index == ATT_NONE) {
        index = out->items.count;
        ATT_PUSH(&resolver->document->arena, &out->items)->code = code;
        att_map_put(&out->of, code, index);
    }
    out->items.items[index].count += count;
    out->items.items[index].times++;
}

static bool in_dateline(const att_resolver *resolver, const att_phrase *phrase) {
    const att_document *document = resolver->document;
    const att_sentence *sentence = &document->sentences.items[phrase->sentence];
    return att_document_part_kind(document, sentence) == ATT_PART_DATELINE;
}

static att_slice dateline_state(const att_resolver *resolver) {
    const att_document *document = resolver->document;
    for (uint32_t i = 0; i < document->places.count; i++)
        if (document->places.items[i].dateline && document->places.items[i].country.size)
            return document->places.items[i].country;
    for (uint32_t i = 0; i < resolver->phrases.count; i++) {
        const att_phrase *phrase = &resolver->phrases.items[i];
        if (in_dateline(resolver, phrase) && phrase->code_count == 1)
            return phrase->codes[0];
    }
    return ATT_SLICE_EMPTY;
}

/* Whether the story names the state as more than a place to be in. */
static bool acts_in_story(const att_resolver *resolver, att_slice code) {
    for (uint32_t i = 0; i < resolver->phrases.count; i++) {
        const att_phrase *phrase = &resolver->phrases.items[i];
        if (in_dateline(resolver, phrase))
            continue;
        bool place = phrase->bare && phrase->first &&
                     (att_pieces_lower_is(resolver->pieces, phrase->first - 1, "in") ||
                      att_pieces_lower_is(resolver->pieces, phrase->first - 1, "at"));
        for (uint32_t c = 0; c < phrase->code_count && !place; c++)
            if (att_slice_equal(phrase->codes[c], code))
                return true;
    }
    return false;
}

/* The state of the agency in the dateline: "SINGAPORE (Jiji Press) -- Defense Minister X" is told
 * from Japan, where Singapore is only the place and Japan is named. */
static att_slice agency_state(const att_resolver *resolver) {
    for (uint32_t i = 0; i < resolver->phrases.count; i++) {
        const att_phrase *phrase = &resolver->phrases.items[i];
        if (in_dateline(resolver, phrase) && phrase->sector == ATT_SECTOR_JRN &&
            phrase->code_count == 1)
            return phrase->codes[0];
    }
    return ATT_SLICE_EMPTY;
}

static att_slice told_from(const att_resolver *resolver, att_slice dateline) {
    att_slice agency = agency_state(resolver);
    bool elsewhere = agency.size && !att_slice_equal(agency, dateline);
    return elsewhere && acts_in_story(resolver, agency) && !acts_in_story(resolver, dateline)
               ? agency
               : dateline;
}

/* "Jakarta - Indonesia on Monday sent off": a place, a dash, at the start of a body part. */
static att_slice opening_state(const att_resolver *resolver) {
    const att_document *document = resolver->document;
    uint32_t paragraph = ATT_NONE;
    for (uint32_t i = 0; i < resolver->phrases.count; i++) {
        const att_phrase *phrase = &resolver->phrases.items[i];
        const att_sentence *sentence = &document->sentences.items[phrase->sentence];
        bool body = att_document_part_kind(document, sentence) == ATT_PART_BODY;
        if (!body || sentence->paragraph == paragraph)
            continue;
        paragraph = sentence->paragraph;
        if (phrase->first != sentence->first || phrase->code_count != 1 || !phrase->bare)
            continue;
        for (uint32_t t = phrase->end; t < sentence->end && t < phrase->end + 8; t++)
            if (att_pieces_lower_is(resolver->pieces, t, "-") ||
                att_pieces_lower_is(resolver->pieces, t, "–") ||
                att_pieces_lower_is(resolver->pieces, t, "--") ||
                att_pieces_lower_is(resolver->pieces, t, "—"))
                return document->tokens.items[t].space_after ? phrase->codes[0] : ATT_SLICE_EMPTY;
    }
    return ATT_SLICE_EMPTY;
}

static bool is_office(const att_phrase *phrase) {
    return phrase->kind == ATT_MENTION_OFFICE || phrase->kind == ATT_MENTION_ORGAN;
}

/* "On a visit to Cuba", "will travel to Peru and Chile": told from elsewhere. */
static bool is_destination(const att_resolver *resolver, const att_phrase *phrase) {
    static const char *const ways[] = {
        "visit",     "visits",    "trip",       "trips", "tour",  "travel", "travels", "traveled",
        "travelled", "traveling", "travelling", "fly",   "flies", "flew",   "depart"};
    if (!phrase->bare || phrase->first < 2)
        return false;
    const att_pieces *pieces = resolver->pieces;
    if (att_pieces_lower_is(pieces, phrase->first - 1, "and") && phrase > resolver->phrases.items &&
        (phrase - 1)->end == phrase->first - 1)
        return is_destination(resolver, phrase - 1);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (att_pieces_lower_is(pieces, phrase->first - 1, "to") &&
            att_pieces_lower_is(pieces, phrase->first - 2, ways[i]))
            return true;
    return false;
}

/* The seat of a government is where its ministries act. */
static bool is_seat(const att_resolver *resolver, const att_phrase *phrase) {
    const att_gazetteer *places = att_world_places(resolver->world);
    const att_gazetteer_row *seat =
        places && phrase->code_count ? att_gazetteer_capital(places, phrase->codes[0]) : NULL;
    return seat &&
           att_slice_equal(att_resolve_text(resolver, (att_run){phrase->first, phrase->end}),
                           seat->name);
}

/* "In Turkey", "from South Sudan": where something is, not from where it is told. */
static bool is_located(const att_resolver *resolver, const att_phrase *phrase) {
    static const char *const prepositions[] = {"in",   "from",   "to",   "for",    "at",
                                               "into", "across", "near", "around", "off"};
    for (size_t i = 0; phrase->first && i < sizeof prepositions / sizeof *prepositions; i++)
        if (att_pieces_lower_is(resolver->pieces, phrase->first - 1, prepositions[i]))
            return phrase->bare && !is_seat(resolver, phrase);
    return false;
}

static void count_votes(att_resolver *resolver, votes *out) {
    bool first_organ = true;
    const att_phrase *stateless = NULL;
    for (uint32_t i = 0; i < resolver->phrases.count; i++) {
        const att_phrase *phrase = &resolver->phrases.items[i];
        if (phrase->kind == ATT_MENTION_OFFICE && !phrase->code_count && phrase->name_count &&
            (phrase->own_sector || (phrase->level && phrase->level <= 3)))
            stateless = phrase;
        bool across = phrase->role == ATT_ROLE_COUNTERPART ||
                      (stateless && stateless->sentence == phrase->sentence &&
                       phrase->kind == ATT_MENTION_OFFICE && phrase->code_count);
        int weight = is_destination(resolver, phrase) ? -6
                     : across                         ? -2
                     : is_located(resolver, phrase)   ? 0
                     : phrase->bare                   ? 2
                                                      : 1;
        for (uint32_t c = 0; c < phrase->code_count; c++)
            vote(resolver, out, phrase->codes[c], weight);
        if (is_office(phrase) && phrase->code_count && first_organ && !across) {
            first_organ = false;
            vote(resolver, out, phrase->codes[0], 2);
        }
    }
}

static att_slice most_voted(const votes *all) {
    att_slice state = ATT_SLICE_EMPTY;
    int best = 0;
    for (uint32_t i = 0; i < all->items.count; i++)
        if (all->items.items[i].count > best && all->items.items[i].times > 1) {
            best = all->items.items[i].count;
            state = all->items.items[i].code;
        }
    return state;
}

static att_slice most_named_beside(const votes *all, att_slice home) {
    att_slice state = ATT_SLICE_EMPTY;
    int best = 1;
    for (uint32_t i = 0; i < all->items.count; i++)
        if (all->items.items[i].times > best && !att_slice_equal(all->items.items[i].code, home)) {
            best = all->items.items[i].times;
            state = all->items.items[i].code;
        }
    return state;
}

void att_resolve_home(att_resolver *resolver) {
    votes all = {0};
    att_map_init(&all.of, &resolver->document->arena);
    count_votes(resolver, &all);
    resolver->home = dateline_state(resolver);
    if (!resolver->home.size)
        resolver->home = opening_state(resolver);
    resolver->home = resolver->home.size ? told_from(resolver, resolver->home) : most_voted(&all);
    resolver->away = most_named_beside(&all, resolver->home);
}
