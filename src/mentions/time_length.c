/* time_length.c - "a three-day visit" has dates where the sentence tells when it began or ended, or
 * which of its days this is. */
#include "mentions/time_read.h"

enum { REACH = 16, LONGEST = 60 };

static const char *const endings[] = {"conclud", "complet", "wrap", "rounded", "finish",   "ended",
                                      "ending",  "closed",  "left", "depart",  "culminat", NULL};
static const char *const beginnings[] = {"arriv",  "began",  "begin",   "begun",  "kick",
                                         "open",   "start",  "commenc", "launch", "since",
                                         "embark", "anchor", "dock",    NULL};

static bool starts_any(att_slice text, const char *const *prefixes) {
    for (; *prefixes; prefixes++)
        if (att_slice_starts(text, *prefixes))
            return true;
    return false;
}

/* 1 an ending, -1 a beginning, nearest to atoms [from, to): before first, then after. */
static int cue(const time_reader *reader, uint32_t from, uint32_t to) {
    const att_atom *atoms = reader->atoms->items;
    for (uint32_t at = from; at-- > reader->first && from - at <= REACH;) {
        if (starts_any(atoms[at].text, endings))
            return 1;
        if (starts_any(atoms[at].text, beginnings))
            return -1;
    }
    for (uint32_t at = to; at < reader->end && at - to <= REACH; at++) {
        if (atoms[at].mark == ';' || atoms[at].mark == '.')
            return 0;
        if (starts_any(atoms[at].text, endings))
            return 1;
        if (starts_any(atoms[at].text, beginnings))
            return -1;
    }
    return 0;
}

/* "the second day of his three-day visit": 2; the last day: `count`; else 0. */
static int which_day(const time_reader *reader, uint32_t from, int count) {
    uint32_t least = from > reader->first + 8 ? from - 8 : reader->first;
    for (uint32_t at = from; at-- > least;) {
        if (!att_atom_is(reader->atoms, at, from, "day"))
            continue;
        int32_t nth = 0;
        if (at > least && (att_atom_is(reader->atoms, at - 1, from, "last") ||
                           att_atom_is(reader->atoms, at - 1, from, "final")))
            return count;
        bool told = at > least && att_atoms_ordinal(&nth, reader->atoms, at - 1, from) == at;
        return told && nth <= count ? nth : 0;
    }
    return 0;
}

/* The day told nearest to token `token` in this sentence, else the story's. */
static att_day day_near(const att_document *document, const time_reader *reader, uint32_t token,
                        uint32_t first_time, bool *in_sentence) {
    att_day best = reader->anchor;
    uint32_t least = UINT32_MAX;
    *in_sentence = false;
    for (uint32_t i = first_time; i < document->times.count; i++) {
        const att_time *time = &document->times.items[i];
        bool since = time->kind == ATT_TIME_PERIOD && time->interval.last == reader->today &&
                     time->edtf.size == 21;
        if (time->interval.first != time->interval.last && !since)
            continue;
        uint32_t apart = time->first > token ? time->first - token : token - time->first;
        if (apart < least) {
            least = apart;
            best = time->interval.first;
            *in_sentence = true;
        }
    }
    return best;
}

static void add(att_document *document, const time_reader *reader, uint32_t from, uint32_t to,
                att_day first, int count) {
    const att_atom *a = atom_at(reader, from), *b = atom_at(reader, to - 1);
    att_time *time = ATT_PUSH(&document->arena, &document->times);
    time->kind = ATT_TIME_POINT;
    time->basis = ATT_BASIS_RELATIVE;
    time->interval = (att_interval){first, first + count - 1};
    time->edtf = att_interval_format(&document->arena, time->interval);
    time->span = (att_span){a->span.start, b->span.end};
    time->sentence = document->tokens.items[a->token].sentence;
    time->first = a->token;
    time->end = b->token + 1;
    time->head = b->token;
}

/* "three-day" before a noun: the atom after "day", or `at`. */
static uint32_t length_at(int *count, const time_reader *reader, uint32_t at) {
    double number = 0;
    uint32_t next = att_atoms_number(&number, reader->atoms, at, reader->end);
    if (next == at || number < 2 || number > LONGEST || !is_mark(reader, next, '-') ||
        !is_word(reader, next + 1, "day") || next + 2 >= reader->end ||
        atom_at(reader, next + 2)->kind != ATT_ATOM_WORD)
        return at;
    *count = (int)number;
    return next + 2;
}

void att_time_durations(att_document *document, time_reader *reader, uint32_t first_time) {
    uint32_t last_time = document->times.count;
    bool in_sentence = false;
    for (uint32_t at = reader->first; at < reader->end; at++) {
        int count = 0;
        uint32_t next = length_at(&count, reader, at);
        if (next == at)
            continue;
        int nth = which_day(reader, at, count), edge = nth ? -1 : cue(reader, at, next);
        att_day day =
            day_near(document, reader, atom_at(reader, at)->token, first_time, &in_sentence);
        if (!edge && reader->edge && !in_sentence) {
            edge = reader->edge;
            day = reader->edge_day;
        }
        if (nth)
            day -= nth - 1;
        if (edge)
            add(document, reader, at, next, edge > 0 ? day - count + 1 : day, count);
    }
    if (last_time == first_time)
        return;
    int edge = cue(reader, reader->end, reader->end);
    att_day day = day_near(document, reader, document->times.items[first_time].first, first_time,
                           &in_sentence);
    for (uint32_t at = reader->first; at < reader->end && !edge; at++)
        edge = starts_any(atom_at(reader, at)->text, endings);
    if (edge && in_sentence) {
        reader->edge = edge;
        reader->edge_day = day;
    }
}
