/* time.c - see time.h. Goes over each sentence once, takes the longest expression at each atom, and
 * leaves out dates that are part of a name. */
#include "mentions/time.h"

#include "mentions/time_read.h"

enum { STORY_DAYS = 10 };

static const char *const named_things[] = {
    "attack",     "attacks",    "agreement",  "agreements",   "accord",    "accords",
    "mou",        "memorandum", "treaty",     "statement",    "pact",      "declaration",
    "resolution", "revolution", "coup",       "war",          "movement",  "uprising",
    "protocol",   "communique", "consensus",  "truce",        "armistice", "convention",
    "massacre",   "bombings",   "communiqué", "constitution", NULL};

static bool is_named_thing(const time_reader *reader, uint32_t at) {
    for (const char *const *thing = named_things; *thing; thing++)
        if (is_word(reader, at, *thing))
            return true;
    return false;
}

/* The date tells which agreement or attack is meant, not when the story's act was. */
static bool is_part_of_name(const time_reader *reader, const time_expression *expression,
                            uint32_t from, uint32_t to) {
    if (expression->range)
        return false;
    if (is_named_thing(reader, to))
        return true;
    bool named =
        to + 1 < reader->end && atom_at(reader, to)->capital && is_named_thing(reader, to + 1);
    return named && from > reader->first && atom_at(reader, from - 1)->word == ATT_WORD_DETERMINER;
}

/* "the 77th anniversary of National Day (September 2)": the anniversary's own date. */
static bool is_anniversary(const time_reader *reader, uint32_t from) {
    enum { REACH = 24 };
    bool bracket = false;
    for (uint32_t at = from; at-- > reader->first && from - at < REACH;) {
        const att_atom *atom = atom_at(reader, at);
        if (atom->mark == ')')
            return false;
        bracket = bracket || atom->mark == '(';
        if (bracket &&
            (att_slice_starts(atom->text, "anniversar") || att_slice_is(atom->text, "birthday") ||
             att_slice_is(atom->text, "birth") || att_slice_is(atom->text, "founding")))
            return true;
    }
    return false;
}

/* The token that the rest hangs on: whose head lies outside. */
static uint32_t head_of(const att_document *document, uint32_t first, uint32_t end) {
    for (uint32_t i = end; document->words && i-- > first;) {
        uint32_t head = document->words[i].head;
        if ((head < first || head >= end) && document->words[i].upos != ATT_UPOS_PUNCT &&
            document->words[i].upos != ATT_UPOS_ADP)
            return i;
    }
    return end - 1;
}

static void remember(time_reader *reader, const time_expression *expression) {
    if (expression->kind == ATT_TIME_PERIOD) {
        reader->period = *expression;
        reader->period_known = true;
        bool closed = expression->from.grain >= TIME_MONTH && expression->to.grain >= TIME_MONTH &&
                      !expression->open_from && !expression->open_to;
        if (closed && !reader->main_known) {
            reader->main_period = *expression;
            reader->main_known = true;
        }
    }
    att_day day = expression->from.days.first;
    if (expression->kind == ATT_TIME_POINT && !expression->range && reader->known &&
        day == expression->to.days.last && day <= reader->today &&
        day >= reader->today - STORY_DAYS)
        reader->anchor = day;
}

static void add(att_document *document, const time_reader *reader,
                const time_expression *expression, uint32_t from, uint32_t to) {
    const att_atom *a = atom_at(reader, from), *b = atom_at(reader, to - 1);
    att_time *time = ATT_PUSH(&document->arena, &document->times);
    time->kind = expression->kind;
    time->basis = expression->basis;
    time->edtf = att_time_edtf(&document->arena, expression, &time->interval);
    time->span = (att_span){a->span.start, b->span.end};
    time->sentence = document->tokens.items[a->token].sentence;
    time->first = a->token;
    time->end = b->token + 1;
    time->head = head_of(document, time->first, time->end);
}

static void sort_from(att_document *document, uint32_t first) {
    att_time *times = document->times.items;
    for (uint32_t i = first + 1; i < document->times.count; i++) {
        att_time time = times[i];
        uint32_t at = i;
        for (; at > first && times[at - 1].first > time.first; at--)
            times[at] = times[at - 1];
        times[at] = time;
    }
}

static void read_sentence(att_document *document, time_reader *reader) {
    uint32_t first_time = document->times.count;
    for (uint32_t at = reader->first; at < reader->end;) {
        time_expression expression;
        const att_atom *atom = atom_at(reader, at);
        bool opens = atom->kind == ATT_ATOM_NUMBER || atom->word != ATT_WORD_OTHER;
        uint32_t next = opens ? att_time_expression(&expression, reader, at) : at;
        if (next == at) {
            at++;
            continue;
        }
        if (!is_part_of_name(reader, &expression, at, next) && !is_anniversary(reader, at)) {
            add(document, reader, &expression, at, next);
            remember(reader, &expression);
        }
        at = next;
    }
    if (reader->known)
        att_time_durations(document, reader, first_time);
    sort_from(document, first_time);
}

att_status att_times_run(const att_atoms *atoms, att_document *document, att_error *error) {
    time_reader reader = {.document = document, .atoms = atoms};
    reader.known = document->date_known;
    reader.today = reader.anchor = document->date;
    for (uint32_t s = 0; s < document->sentences.count; s++) {
        reader.first = atoms->first[s];
        reader.end = atoms->first[s + 1];
        att_part_kind kind = att_document_part_kind(document, &document->sentences.items[s]);
        if (kind == ATT_PART_DATELINE || att_part_is_told(kind))
            read_sentence(document, &reader);
    }
    return ATT_OK;
}
