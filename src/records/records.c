/* records.c - see records.h: the order of the steps, and what a record has by default. */
#include "records/records.h"

#include "records/coding.h"

#include <stdio.h>

att_status att_codebook_open(att_codebook *out, const char *language_dir, const char *overlay,
                             att_error *error) {
    char rules[4096], own_rules[4096] = "";
    *out = (att_codebook){0};
    snprintf(rules, sizeof rules, "%s/rules", language_dir);
    if (overlay)
        snprintf(own_rules, sizeof own_rules, "%s/rules", overlay);
    att_status status = att_rules_open(&out->rules, rules, overlay ? own_rules : NULL, error);
    if (!status)
        status = att_lexicon_open(&out->lexicon, language_dir, overlay, error);
    if (status)
        att_codebook_close(out);
    return status;
}

void att_codebook_close(att_codebook *codebook) {
    att_rules_close(codebook->rules);
    att_lexicon_close(codebook->lexicon);
    *codebook = (att_codebook){0};
}

/* ---- one rule for each word --------------------------------------------------------------------
 */

static uint32_t specificity(const att_coder *coder, const att_match *match) {
    const att_rule *rule = att_match_rule(coder, match);
    uint32_t positive = 0;
    for (uint32_t i = 0; i < rule->conditions.count; i++)
        positive += !rule->conditions.items[i].negated;
    return (positive + !!rule->about) * 2 + !match->bare + (rule->refused ? 16 : 0);
}

/* Of equally specific rules the first in the files stays. */
static bool beats(const att_coder *coder, const att_match *a, const att_match *b) {
    uint32_t x = specificity(coder, a), y = specificity(coder, b);
    return x != y ? x > y : a->rule < b->rule;
}

/* Whether the noun is what the verb carries, so that both tell one act. */
static bool is_carried(const att_coder *coder, const att_match *match) {
    uint8_t relation = att_tree_word(&coder->tree, match->base)->relation;
    return match->trigger == match->anchor || relation == ATT_RELATION_OBJ ||
           relation == ATT_RELATION_NSUBJ || relation == ATT_RELATION_NSUBJ_PASS;
}

static bool coordinated(const att_coder *coder, uint32_t a, uint32_t b) {
    att_tokens all = {.count = 0};
    att_tree_conjuncts(&coder->tree, a, &all);
    if (att_tokens_has(&all, b))
        return true;
    all.count = 0;
    att_tree_conjuncts(&coder->tree, b, &all);
    return att_tokens_has(&all, a);
}

/* Of the rules that fired at one word, or at a verb and the noun it carries, the most specific one
 * stays; nouns side by side ("held talks and an exercise") each keep theirs. */
/* "A session of talks": the talks are told, not a session. */
static bool contains(const att_match *outer, const att_match *inner) {
    return inner->base == outer->trigger && inner->trigger != outer->trigger;
}

static bool are_rivals(const att_coder *coder, const att_match *a, const att_match *b) {
    return a->trigger == b->trigger || contains(a, b) || contains(b, a) ||
           (a->anchor == b->anchor && is_carried(coder, a) && is_carried(coder, b) &&
            !coordinated(coder, a->trigger, b->trigger));
}

static uint32_t sentence_of(const att_coder *coder, const att_match *match) {
    return coder->document->tokens.items[match->trigger].sentence;
}

static void keep_best(const att_coder *coder, att_matches *matches) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < matches->count; i++) {
        const att_match match = matches->items[i];
        bool lost = false;
        for (uint32_t k = kept; k-- > 0 && !lost;) {
            att_match *other = &matches->items[k];
            if (sentence_of(coder, other) != sentence_of(coder, &match))
                break;
            if (!are_rivals(coder, other, &match))
                continue;
            if (contains(other, &match) ||
                (!contains(&match, other) && beats(coder, &match, other)))
                *other = match;
            lost = true;
        }
        if (!lost)
            matches->items[kept++] = match;
    }
    matches->count = kept;
}

/* A frame whose content is not there frames nothing: another of the same word may. */
static void drop_empty_frames(att_coder *coder) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < coder->frames.count; i++) {
        const att_match *match = &coder->frames.items[i];
        const att_slot_choices *choices = &att_match_rule(coder, match)->contents;
        att_tokens tokens = {.count = 0};
        for (uint32_t c = 0; c < choices->count; c++)
            att_match_path(coder, match, &choices->items[c].path, &tokens);
        if (tokens.count)
            coder->frames.items[kept++] = *match;
    }
    coder->frames.count = kept;
}

static void link_acts(att_coder *coder) {
    for (uint32_t i = 0; i < coder->acts.count; i++) {
        const att_match *match = &coder->acts.items[i];
        uint32_t places[] = {match->anchor, match->trigger, match->base};
        for (size_t p = 0; p < 3; p++)
            if (coder->act_at[places[p]] == ATT_NONE)
                coder->act_at[places[p]] = i;
    }
}

static bool cancels(const att_coder *coder, uint32_t frame) {
    return att_match_rule(coder, &coder->frames.items[frame])->frame == ATT_FRAME_CANCELLED;
}

static void link_frames(att_coder *coder) {
    for (uint32_t i = 0; i < coder->frames.count; i++) {
        const att_match *match = &coder->frames.items[i];
        const att_slot_choices *choices = &att_match_rule(coder, match)->contents;
        uint32_t found_in = ATT_NONE;
        for (uint32_t c = 0; c < choices->count; c++) {
            if (found_in != ATT_NONE && choices->items[c].group != found_in)
                break;
            att_tokens tokens = {.count = 0};
            att_match_path(coder, match, &choices->items[c].path, &tokens);
            for (uint32_t t = 0; t < tokens.count; t++)
                if (coder->frame_of[tokens.items[t]] == ATT_NONE || cancels(coder, i))
                    coder->frame_of[tokens.items[t]] = i;
            if (tokens.count)
                found_in = choices->items[c].group;
        }
    }
}

/* ---- the story, sentence by sentence
 * --------------------------------------------------------------- */

/* The period named applies to what was claimed of the review before it was known. */
static void set_review_period(att_coder *coder, const att_time *time) {
    att_document *document = coder->document;
    for (uint32_t r = 0; coder->has_period && r < document->records.count; r++) {
        att_record *record = &document->records.items[r];
        if (record->kind == ATT_KIND_CLAIM && record->basis == ATT_BASIS_STATED &&
            record->interval.first == ATT_DAY_OPEN_START &&
            record->interval.last == coder->period.last) {
            record->time = time->edtf;
            record->interval = time->interval;
        }
    }
    coder->has_period = true;
    coder->period = time->interval;
}

/* A conference that looks back opens a review: what follows in the perfect tense is claimed of the
 * period it names. */
static void note_review(att_coder *coder, uint32_t sentence, uint32_t first_record) {
    att_document *document = coder->document;
    for (uint32_t r = first_record; r < document->records.count; r++) {
        const att_record *record = &document->records.items[r];
        if (record->kind != ATT_KIND_EVENT || record->activity != ATT_ACTIVITY_CONFERENCE)
            continue;
        if (record->actors.count)
            coder->review_speaker = record->actors.items[0];
        uint32_t end = att_list_end(coder, ATT_LIST_TIMES, sentence);
        for (uint32_t t = att_list_first(coder, ATT_LIST_TIMES, sentence); t < end; t++) {
            const att_time *time = &document->times.items[t];
            if (time->kind == ATT_TIME_PERIOD)
                set_review_period(coder, time);
        }
        if (!coder->has_period && document->date_known) {
            coder->has_period = true;
            coder->period = (att_interval){ATT_DAY_OPEN_START, document->date};
        }
    }
}

/* Whom the story is about: the first who is named in its body and can act. */
static uint32_t find_principal(const att_document *document) {
    for (uint32_t m = 0; m < document->mentions.count; m++) {
        const att_mention *mention = &document->mentions.items[m];
        att_part_kind part =
            document->parts.items[document->sentences.items[mention->sentence].part].kind;
        if (part == ATT_PART_BODY && mention->kind <= ATT_MENTION_OFFICE &&
            mention->kind != ATT_MENTION_DEMONYM && mention->entity_first < mention->entity_end)
            return document->mention_entities.items[mention->entity_first];
    }
    return ATT_NONE;
}

enum { SIDES_MAX = 64 };

typedef struct side {
    uint32_t entity; /* the one of the highest office that the story names */
    uint32_t count;
} side;

static bool outranks(const att_entity *a, const att_entity *b) {
    return a->level && (!b->level || a->level < b->level);
}

static void count_side(const att_document *document, uint32_t entity, side *sides, uint32_t *used) {
    const att_entity *one = &document->entities.items[entity];
    for (uint32_t i = 0; i < *used; i++) {
        const att_entity *other = &document->entities.items[sides[i].entity];
        if (!att_slice_equal(one->code, other->code))
            continue;
        sides[i].count++;
        if (outranks(one, other))
            sides[i].entity = entity;
        return;
    }
    if (*used < SIDES_MAX && one->code.size)
        sides[(*used)++] = (side){entity, 1};
}

/* Two sides that make up most of whom the story names. */
static void find_pair(att_coder *coder) {
    att_document *document = coder->document;
    side sides[SIDES_MAX];
    uint32_t used = 0, total = 0, first = 0, second = 0;
    for (uint32_t m = 0; m < document->mentions.count; m++) {
        const att_mention *mention = &document->mentions.items[m];
        bool counts = mention->kind <= ATT_MENTION_ROLE && mention->kind != ATT_MENTION_DEMONYM;
        for (uint32_t e = mention->entity_first; counts && e < mention->entity_end; e++, total++)
            count_side(document, document->mention_entities.items[e], sides, &used);
    }
    for (uint32_t i = 1; i < used; i++)
        if (sides[i].count > sides[first].count)
            first = i;
    second = first == 0 && used > 1 ? 1 : 0;
    for (uint32_t i = 0; i < used; i++)
        if (i != first && sides[i].count > sides[second].count)
            second = i;
    if (used < 2 || (sides[first].count + sides[second].count) * 4 < total * 3 ||
        sides[second].count * 6 < total)
        return;
    *ATT_PUSH(&document->arena, &coder->pair) = sides[first].entity;
    *ATT_PUSH(&document->arena, &coder->pair) = sides[second].entity;
}

static void code_sentence(att_coder *coder, uint32_t sentence) {
    const att_sentence *s = &coder->document->sentences.items[sentence];
    uint32_t before = coder->document->records.count;
    for (uint32_t t = s->first; t < s->end; t++) {
        uint32_t acts = att_list_end(coder, ATT_LIST_ACTS, sentence);
        uint32_t frames = att_list_end(coder, ATT_LIST_FRAMES, sentence);
        uint32_t told = coder->document->records.count;
        for (uint32_t i = att_list_first(coder, ATT_LIST_ACTS, sentence); i < acts; i++)
            if (coder->acts.items[i].trigger == t)
                att_code_act(coder, &coder->acts.items[i]);
        uint32_t framed = coder->document->records.count;
        for (uint32_t i = att_list_first(coder, ATT_LIST_FRAMES, sentence); i < frames; i++)
            if (coder->frames.items[i].trigger == t)
                att_code_frame(coder, i);
        att_code_asking(coder, told, framed);
        att_code_clause(coder, t);
    }
    bool known = coder->has_period;
    note_review(coder, sentence, before);
    for (uint32_t t = s->first; !known && coder->has_period && t < s->end; t++)
        att_code_reviewed(coder, t);
}

/* ---- defaults
 * ----------------------------------------------------------------------------------------- */

static void make_id(const att_document *document, att_record *record) {
    char key[160];
    int size = snprintf(key, sizeof key, "%s %s %s %u %d", document->hash,
                        att_kind_name(record->kind), att_activity_name(record->activity),
                        document->tokens.items[record->trigger].span.start, ATT_CODEBOOK_VERSION);
    snprintf(record->id, sizeof record->id, "%016llx",
             (unsigned long long)att_hash(key, (size_t)size));
}

/* What is announced against somebody: PLOVER has it as THREATEN. */
static bool is_hostile(att_plover plover) {
    return plover == ATT_PLOVER_THREATEN || plover == ATT_PLOVER_PROTEST ||
           plover == ATT_PLOVER_SANCTION || plover == ATT_PLOVER_MOBILIZE ||
           plover == ATT_PLOVER_COERCE || plover == ATT_PLOVER_ASSAULT;
}

/* What one side alone says it will do: of a friendly act AGREE; an act of conflict is announced,
 * and so THREATEN; who "will investigate" or "will refuse" accuses or refuses by saying so. */
static att_plover planned_plover(const att_record *record) {
    if (record->activity == ATT_ACTIVITY_STATEMENT || record->activity == ATT_ACTIVITY_CONFLICT) {
        if (is_hostile(record->plover))
            return ATT_PLOVER_THREATEN;
        if (record->plover == ATT_PLOVER_ACCUSE || record->plover == ATT_PLOVER_REJECT)
            return record->plover;
    }
    return ATT_PLOVER_AGREE;
}

/* A commitment is AGREE or REQUEST, or what is announced; an order and a claim have no PLOVER type
 * (codebook, section 3). */
static void set_plover(att_record *record) {
    if (record->kind == ATT_KIND_EVENT)
        return;
    record->mode = "";
    if (record->kind == ATT_KIND_CLAIM || record->force == ATT_DIRECTED)
        record->plover = ATT_PLOVER_NONE;
    else if (record->force == ATT_PLANNED)
        record->plover = planned_plover(record);
    else
        record->plover = record->force == ATT_PROPOSED ? ATT_PLOVER_REQUEST : ATT_PLOVER_AGREE;
}

/* ---- the day and place of the story
 * ------------------------------------------------------------------ */

static bool in_headline(const att_document *document, const att_record *record) {
    uint32_t sentence = document->tokens.items[record->trigger].sentence;
    return att_document_part_kind(document, &document->sentences.items[sentence]) ==
           ATT_PART_HEADLINE;
}

/* The days that the story is about: the first dated act near the document's date, widened by what
 * is under way over it. The header's date is often a day late. */
static att_interval story_days(const att_document *document) {
    att_interval days = {document->date, document->date};
    for (uint32_t i = 0; i < document->records.count; i++) {
        const att_record *record = &document->records.items[i];
        if (record->kind != ATT_KIND_EVENT || record->status == ATT_CANCELLED)
            continue;
        if (!record->time.size && in_headline(document, record))
            continue;
        if (!record->time.size)
            break; /* the first act is told without a day: it has the document's */
        att_day first = record->interval.first, last = record->interval.last;
        if (first == ATT_DAY_OPEN_START || last == ATT_DAY_OPEN_END)
            continue;
        if (last >= document->date - 7 && first <= document->date && last - first <= 31) {
            days = record->interval;
            break;
        }
    }
    for (uint32_t i = 0; i < document->records.count; i++) {
        const att_record *record = &document->records.items[i];
        if (record->kind == ATT_KIND_EVENT && record->time.size &&
            record->status != ATT_CANCELLED && record->interval.first != ATT_DAY_OPEN_START &&
            record->interval.first < days.first && record->interval.last >= days.first &&
            days.first - record->interval.first <= 31)
            days.first = record->interval.first;
    }
    return days;
}

/* The day of the act told last before this one, if it is one of the days of the story. */
static bool running_day(const att_document *document, const att_record *record, att_interval days,
                        att_day *out) {
    for (const att_record *before = record; before-- > document->records.items;) {
        if (before->kind == ATT_KIND_EVENT && before->basis != ATT_BASIS_DOCUMENT &&
            before->status != ATT_CANCELLED && before->interval.first == before->interval.last &&
            before->interval.first >= days.first && before->interval.first <= document->date) {
            *out = before->interval.first;
            return true;
        }
    }
    return false;
}

/* An undated act of the story has the day that is being told of, else that of the story. */
static void set_day(att_document *document, att_record *record, att_interval days) {
    if (record->kind != ATT_KIND_EVENT || record->time.size || !document->date_known)
        return;
    att_day day = days.last < document->date ? days.last : document->date;
    running_day(document, record, days, &day);
    record->time = att_day_format(&document->arena, day);
    record->interval = (att_interval){day, day};
    record->basis = ATT_BASIS_DOCUMENT;
}

static void set_recalled(const att_document *document, att_record *record, att_interval days) {
    if (record->kind == ATT_KIND_EVENT && record->status == ATT_DONE && document->date_known)
        record->recalled =
            record->basis != ATT_BASIS_DOCUMENT && record->interval.last < days.first;
}

/* Acts for which people come together have the place of the story where their sentence names none.
 */
static bool is_gathering(att_activity activity) {
    switch (activity) {
    case ATT_ACTIVITY_TALKS:
    case ATT_ACTIVITY_RECEPTION:
    case ATT_ACTIVITY_DIALOGUE:
    case ATT_ACTIVITY_FORUM:
    case ATT_ACTIVITY_CONFERENCE:
    case ATT_ACTIVITY_SIGNING:
    case ATT_ACTIVITY_HANDOVER:
    case ATT_ACTIVITY_HONOUR:
    case ATT_ACTIVITY_ACCREDITATION:
    case ATT_ACTIVITY_INVITATION:
    case ATT_ACTIVITY_DECLARATION:
    case ATT_ACTIVITY_PROPOSAL:
    case ATT_ACTIVITY_MEMORIAL:
    case ATT_ACTIVITY_PEACEKEEPING:
    case ATT_ACTIVITY_TRAINING:
    case ATT_ACTIVITY_EXCHANGE:
    case ATT_ACTIVITY_SPORT:
        return true;
    default:
        return false;
    }
}

static uint32_t story_place(const att_document *document) {
    for (uint32_t i = 0; i < document->records.count; i++) {
        const att_record *record = &document->records.items[i];
        if (record->kind == ATT_KIND_EVENT && record->place != ATT_NONE &&
            document->places.items[record->place].country.size && is_gathering(record->activity) &&
            record->status != ATT_CANCELLED && !record->recalled)
            return record->place;
    }
    for (uint32_t i = 0; i < document->places.count; i++)
        if (document->places.items[i].dateline)
            return i;
    /* a story of a visit takes place where it leads */
    for (uint32_t i = 0; i < document->records.count; i++) {
        const att_record *record = &document->records.items[i];
        if (record->kind == ATT_KIND_EVENT && record->activity == ATT_ACTIVITY_VISIT &&
            record->place != ATT_NONE && record->status != ATT_CANCELLED && !record->recalled)
            return record->place;
    }
    return ATT_NONE;
}

/* The host's country, as a place of its own; or the place of the story where it lies there. */
static uint32_t host_place(const att_coder *coder, const att_record *record, uint32_t story) {
    if (record->recipients.count != 1)
        return ATT_NONE;
    const att_entity *host = att_people_entity(coder, record->recipients.items[0]);
    if (host->code.size != 3 || host->sector == ATT_SECTOR_IGO)
        return ATT_NONE;
    att_document *document = coder->document;
    if (story != ATT_NONE && att_slice_equal(document->places.items[story].country, host->code))
        return story;
    for (uint32_t i = 0; i < document->places.count; i++)
        if (att_slice_equal(document->places.items[i].text, host->code))
            return i;
    att_place *place = ATT_PUSH(&document->arena, &document->places);
    att_slice code =
        att_arena_format(&document->arena, "%.*s", (int)host->code.size, host->code.data);
    *place = (att_place){.text = code, .country = code};
    place->first = place->end = place->head = record->trigger;
    return document->places.count - 1;
}

static void set_default_place(att_coder *coder, att_record *record, uint32_t story) {
    if (record->kind == ATT_KIND_EVENT && record->activity == ATT_ACTIVITY_CALL)
        record->place = ATT_NONE;
    if (record->kind != ATT_KIND_EVENT || record->place != ATT_NONE ||
        record->activity == ATT_ACTIVITY_CALL)
        return;
    if (record->activity == ATT_ACTIVITY_VISIT || record->activity == ATT_ACTIVITY_PORT_CALL)
        record->place = host_place(coder, record, story);
    else if (is_gathering(record->activity) && !record->recalled && record->status != ATT_CANCELLED)
        record->place = story;
    if (record->place == ATT_NONE && (record->activity == ATT_ACTIVITY_RECEPTION ||
                                      record->activity == ATT_ACTIVITY_ACCREDITATION))
        record->place = host_place(coder, record, story);
}

/* Acts that a word such as "visit" or "delegation" is about; in others it says how they came
 * together. */
static bool is_about_delegations(att_activity activity) {
    switch (activity) {
    case ATT_ACTIVITY_VISIT:
    case ATT_ACTIVITY_RECEPTION:
    case ATT_ACTIVITY_EXCHANGE:
    case ATT_ACTIVITY_ACCREDITATION:
    case ATT_ACTIVITY_INVITATION:
    case ATT_ACTIVITY_APPOINTMENT:
        return true;
    default:
        return false;
    }
}

static void drop_field(att_record *record, att_field field) {
    att_fields one = 1u << field;
    if (record->fields & ~one & ~(1u << ATT_FIELD_GENERAL))
        record->fields &= ~one;
}

/* A field that an act has by its kind alone gives way to what it is about. */
static void drop_formal(att_record *record) {
    if (record->kind == ATT_KIND_EVENT && !is_about_delegations(record->activity))
        drop_field(record, ATT_FIELD_DELEGATIONS);
    if (record->activity == ATT_ACTIVITY_PORT_CALL || record->activity == ATT_ACTIVITY_FORUM)
        drop_field(record, ATT_FIELD_DELEGATIONS);
    if (record->activity == ATT_ACTIVITY_BORDER_PATROL)
        drop_field(record, ATT_FIELD_MARITIME_LAW);
    if (record->activity == ATT_ACTIVITY_EXCHANGE)
        drop_field(record, ATT_FIELD_PEOPLE);
    if (record->activity == ATT_ACTIVITY_HANDOVER)
        drop_field(record, ATT_FIELD_INDUSTRY);
}

/* "General" only where nothing more special is named. */
static void set_fields(att_record *record) {
    att_fields general = 1u << ATT_FIELD_GENERAL;
    drop_formal(record);
    if (record->fields & ~general)
        record->fields &= ~general;
    if (!record->fields)
        record->fields = 1u << att_activity_field(record->activity);
}

/* Whom peacekeepers serve is no recipient (codebook, section 6, decision 3); who is asked for them
 * is. */
static void drop_served(att_record *record) {
    bool asked = record->kind == ATT_KIND_COMMITMENT && record->force == ATT_PROPOSED;
    if (record->activity == ATT_ACTIVITY_PEACEKEEPING && record->actors.count && !asked)
        record->recipients = (att_indexes){0};
}

void att_finish_records(att_coder *coder) {
    att_document *document = coder->document;
    att_interval days = story_days(document);
    for (uint32_t i = 0; i < document->records.count; i++) {
        att_record *record = &document->records.items[i];
        set_day(document, record, days);
        set_recalled(document, record, days);
        set_plover(record);
        set_fields(record);
        drop_served(record);
        make_id(document, record);
    }
    uint32_t place = story_place(document);
    for (uint32_t i = 0; i < document->records.count; i++)
        set_default_place(coder, &document->records.items[i], place);
}

att_status att_records_run(const att_codebook *codebook, att_document *document, att_error *error) {
    att_coder coder;
    att_coder_prepare(&coder, codebook->rules, document);
    coder.principal = find_principal(document);
    find_pair(&coder);
    att_fields_mark(&coder, codebook->lexicon);
    att_theme_find(&coder);
    att_match_all(&coder);
    drop_empty_frames(&coder);
    keep_best(&coder, &coder.acts);
    keep_best(&coder, &coder.frames);
    att_coder_index_matches(&coder);
    link_acts(&coder);
    link_frames(&coder);
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        if (att_part_is_coded(att_document_part_kind(document, &document->sentences.items[s])))
            code_sentence(&coder, s);
    }
    att_genre_filter(&coder);
    att_settle_counterparts(&coder);
    att_merge_records(&coder);
    att_settle_sectors(&coder);
    att_finish_records(&coder);
    return ATT_OK;
}
