/* place_words.c - the words around a name that make it a place or forbid it. */
#include "mentions/place_read.h"

#include "base/utf8.h"
#include "mentions/forms.h"

att_slice att_place_form(const place_reader *reader, uint32_t token) {
    return att_document_form(reader->document, token);
}

bool att_place_capital(const place_reader *reader, uint32_t token) {
    return att_utf8_starts_upper(att_place_form(reader, token));
}

bool att_place_word(const place_reader *reader, uint32_t token, const char *word) {
    return att_slice_is_caseless(att_place_form(reader, token), word);
}

static const char *const leads_in[] = {"in",     "at",      "off",        "near",
                                       "inside", "outside", "within",     "around",
                                       "aboard", "across",  "throughout", NULL};
static const char *const leads_to[] = {
    "to",       "into",    "toward",  "towards",   "reach",      "visit",   "visited",
    "visiting", "visits",  "reached", "toured",    "tour",       "left",    "enter",
    "entering", "enters",  "patrol",  "patrolled", "patrolling", "crossed", "transited",
    "leave",    "leaving", "entered", NULL};
static const char *const leads_from[] = {"from", "for",   "through", "via", "on",
                                         "over", "above", "along",   NULL};

static const char *const types[] = {
    "province",    "provinces",  "city",      "cities",    "town",        "towns",
    "district",    "districts",  "county",    "region",    "regions",     "island",
    "islands",     "isle",       "bay",       "harbour",   "harbor",      "airport",
    "airbase",     "base",       "port",      "ports",     "camp",        "prefecture",
    "governorate", "village",    "villages",  "river",     "strait",      "straits",
    "sea",         "gulf",       "peninsula", "zone",      "area",        "municipality",
    "oblast",      "crossing",   "gate",      "fort",      "airfield",    "airfields",
    "coasts",      "hills",      "shores",    "lakes",     "rivers",      "shipyard",
    "archipelago", "waters",     "coast",     "commune",   "capital",     "state",
    "border",      "shoal",      "reef",      "lake",      "valley",      "mountains",
    "desert",      "basin",      "canal",     "naval",     "air",         "international",
    "autonomous",  "military",   "ocean",     "cape",      "atoll",       "garrison",
    "barracks",    "range",      "station",   "territory", "territories", "highlands",
    "cemetery",    "department", "sector",    "front",     NULL};

static const char *const directions[] = {
    "north",        "south",        "east",      "west",         "northern",
    "southern",     "eastern",      "western",   "central",      "northwest",
    "northeast",    "southwest",    "southeast", "northwestern", "northeastern",
    "southwestern", "southeastern", "upper",     "lower",        "greater",
    "downtown",     "nearby",       NULL};

static const char *const bodies[] = {
    "ministry",    "department",  "army",          "navy",         "force",       "forces",
    "council",     "parliament",  "committee",     "party",        "government",  "conference",
    "meeting",     "summit",      "dialogue",      "forum",        "congress",    "assembly",
    "university",  "command",     "corps",         "group",        "union",       "nations",
    "treaty",      "agreement",   "week",          "day",          "games",       "cup",
    "war",         "operation",   "exercise",      "academy",      "college",     "school",
    "institute",   "agency",      "court",         "police",       "guard",       "bank",
    "company",     "corporation", "organization",  "organisation", "association", "commission",
    "mission",     "airlines",    "times",         "news",         "declaration", "statement",
    "brigade",     "battalion",   "regiment",      "division",     "fleet",       "secretary",
    "minister",    "president",   "general",       "admiral",      "ambassador",  "chief",
    "resolution",  "show",        "airshow",       "exhibition",   "expo",        "festival",
    "initiative",  "strategy",    "vision",        "programme",    "program",     "plan",
    "policy",      "people",      "unit",          "team",         "accord",      "convention",
    "protocol",    "charter",     "festival",      "office",       "embassy",     "house",
    "senate",      "media",       "press",         "phase",        "rotation",    "covid",
    "memorandum",  "talks",       "consultations", "workshop",     "seminar",     "mechanism",
    "partnership", "god",         "hall",          "palace",       "museum",      "center",
    "centre",      NULL};

bool att_place_is_type(const place_reader *reader, uint32_t token) {
    return form_is_any(att_place_form(reader, token), types);
}

bool att_place_is_site(const place_reader *reader, uint32_t token) {
    static const char *const sites[] = {"crossing", "port",     "airport", "airbase",  "base",
                                        "river",    "gate",     "village", "airfield", "shipyard",
                                        "province", "district", "island",  NULL};
    return form_is_any(att_place_form(reader, token), sites);
}

bool att_place_is_water(const place_reader *reader, uint32_t token) {
    static const char *const waters[] = {"river", "sea",   "gulf",   "strait", "straits",
                                         "lake",  "ocean", "waters", NULL};
    return form_is_any(att_place_form(reader, token), waters);
}

bool att_place_is_opening(const place_reader *reader, uint32_t token) {
    static const char *const openings[] = {"the", "a",  "an", "in",   "on",  "at",   "from",
                                           "to",  "of", "by", "with", "for", "this", NULL};
    return form_is_any(att_place_form(reader, token), openings);
}

bool att_place_is_calendar(const place_reader *reader, uint32_t token) {
    static const char *const words[] = {
        "january",   "february",  "march",   "april",    "may",      "june",   "july",
        "august",    "september", "october", "november", "december", "monday", "tuesday",
        "wednesday", "thursday",  "friday",  "saturday", "sunday",   NULL};
    return form_is_any(att_place_form(reader, token), words);
}

bool att_place_is_direction(const place_reader *reader, uint32_t token) {
    return form_is_any(att_place_form(reader, token), directions);
}

bool att_place_is_body(const place_reader *reader, uint32_t token) {
    return form_is_any(att_place_form(reader, token), bodies);
}

/* "the" and such, and words in lower case that may stand between a preposition and a name. */
static bool is_modifier(const place_reader *reader, uint32_t token) {
    static const char *const determiners[] = {"the", "a", "an", "its", "their", "his", "her", NULL};
    att_slice form = att_place_form(reader, token);
    if (form_is_any(form, determiners) || att_place_is_direction(reader, token) ||
        att_place_is_type(reader, token))
        return true;
    if (att_place_capital(reader, token) || form.data[0] < 'a' || form.data[0] > 'z')
        return false;
    if (!reader->document->words)
        return false;
    uint8_t upos = reader->document->words[token].upos;
    return upos == ATT_UPOS_ADJ || upos == ATT_UPOS_NOUN;
}

/* A state's or town's genitive before the name: "Vietnam's", "Laos'"; the token before it, or `at`.
 */
static uint32_t before_genitive(const place_reader *reader, uint32_t at) {
    if (!form_is_genitive(att_place_form(reader, at)) || at == reader->first)
        return at;
    uint32_t before = at - 1;
    while (before > reader->first && at - before < 4 && att_place_capital(reader, before) &&
           att_place_capital(reader, before - 1))
        before--;
    return att_place_capital(reader, before) && before > reader->first ? before - 1 : at;
}

static bool is_list_mark(att_slice form) {
    return att_slice_is_caseless(form, "and") || att_slice_is(form, ",") ||
           att_slice_is_caseless(form, "or") || att_slice_is_caseless(form, "&");
}

/* A list goes on from the last place of the sentence: ", ", "and", ", and". */
static bool continues_list(const place_reader *reader, uint32_t at) {
    if (reader->document->places.count <= reader->first_place || !reader->last_lead)
        return false;
    uint32_t end = reader->document->places.items[reader->document->places.count - 1].end;
    while (end < at && att_place_is_type(reader, end))
        end++;
    return end == at || (end + 1 == at && is_list_mark(att_place_form(reader, end)));
}

/* "at Harbour House, Kingston", "at the Army Headquarters, Suva": a town behind a venue. */
static bool is_behind_venue(const place_reader *reader, uint32_t comma) {
    enum { LONGEST_VENUE = 8 };
    static const char *const small[] = {"the", "of", "de", "da", "and", NULL};
    for (uint32_t at = comma; at > reader->first && comma - at < LONGEST_VENUE;) {
        at--;
        if (att_place_word(reader, at, "at"))
            return at + 1 < comma;
        if (!att_place_capital(reader, at) && !form_is_any(att_place_form(reader, at), small))
            return false;
    }
    return false;
}

static bool closes_at(const place_reader *reader, uint32_t end) {
    static const char *const closing[] = {",", ".", ")", ";", "on", "to", "for", "as", NULL};
    return end >= reader->end || form_is_any(att_place_form(reader, end), closing);
}

place_lead att_place_lead(const place_reader *reader, uint32_t first) {
    enum { REACH = 6 };
    bool typed = false, adjoins = true; /* nothing but a determiner so far */
    for (uint32_t at = first; at > reader->first && first - at < REACH;) {
        at--;
        att_slice form = att_place_form(reader, at);
        if (form_is_any(form, leads_in))
            return PLACE_LED_IN;
        if (form_is_any(form, leads_to))
            return PLACE_LED_TO;
        if (form_is_any(form, leads_from))
            return PLACE_LED_FROM;
        if (adjoins && is_list_mark(form) && continues_list(reader, at))
            return reader->last_lead;
        if (at + 1 == first && att_slice_is(form, ",") && is_behind_venue(reader, at))
            return closes_at(reader, att_place_name_end(reader, first)) ? PLACE_LED_IN
                                                                        : PLACE_NOT_LED;
        if (att_slice_is_caseless(form, "of")) {
            bool type = at > reader->first && att_place_is_type(reader, at - 1);
            bool side = at > reader->first && att_place_is_direction(reader, at - 1);
            if (side)
                return PLACE_LED_IN;
            if (!type)
                break;
            typed = true;
            continue;
        }
        uint32_t genitive = before_genitive(reader, at);
        if (genitive < at) {
            at = genitive + 1;
            continue;
        }
        if (!is_modifier(reader, at))
            break;
        adjoins = adjoins && att_slice_is_caseless(form, "the");
    }
    return typed ? PLACE_LED_FROM : PLACE_NOT_LED;
}

static bool is_inner(const place_reader *reader, uint32_t token) {
    static const char *const inner[] = {"of", "de",  "da", "do",  "la", "al",
                                        "el", "del", "-",  "bin", "e",  NULL};
    return form_is_any(att_place_form(reader, token), inner);
}

uint32_t att_place_name_end(const place_reader *reader, uint32_t first) {
    uint32_t end = first;
    while (end < reader->end) {
        if (att_place_capital(reader, end))
            end++;
        else if (end > first && is_inner(reader, end) && end + 1 < reader->end &&
                 att_place_capital(reader, end + 1))
            end += 2;
        else
            break;
    }
    return end;
}
