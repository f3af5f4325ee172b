/* split.c - the stage of input.h. Blocks are walked once, in order; each becomes one part or a few
 * that follow one another, so that parts cover the text by construction. Until the first body
 * part the walk is in the head: there alone headlines are sought. */
#include "input/blocks.h"
#include "input/dateline.h"
#include "input/dates.h"
#include "input/input.h"
#include "input/marks.h"

#include <strings.h>

enum {
    LONGEST_HEADLINE = 220,
    LONGEST_CAPTION = 320,
    LEAST_REPEATED = 40, /* bytes of a block that may be told twice by mistake */
    HEAD_BLOCKS = 8,     /* blocks among which a dateline is sought */
    SHORTEST_LEAD = 60
};

typedef struct walk {
    att_document *document;
    att_slice text;
    att_input_blocks blocks;
    att_map seen; /* blocks already told */
    uint32_t next;
    bool body, headline, dateline, tail, head_taken;
} walk;

static att_slice slice(const walk *w, att_span span) {
    return att_slice_part(w->text, span.start, span.end);
}

static att_slice block(const walk *w, uint32_t index) {
    return slice(w, w->blocks.items[index].span);
}

static void add(walk *w, att_part_kind kind, uint32_t start, uint32_t end) {
    while (start < end && (unsigned char)w->text.data[start] <= ' ')
        start++;
    while (end > start && (unsigned char)w->text.data[end - 1] <= ' ')
        end--;
    if (start == end)
        return;
    *ATT_PUSH(&w->document->arena, &w->document->parts) = (att_part){kind, {start, end}};
    w->body |= kind == ATT_PART_BODY;
    w->headline |= kind == ATT_PART_HEADLINE;
    if (kind == ATT_PART_SOURCE) {
        att_slice name = att_marks_source_name(att_slice_part(w->text, start, end));
        att_slice known = att_agency_find(name);
        if (!w->document->source.size)
            w->document->source = name;
        if (!w->document->agency.size && known.size)
            w->document->agency = known;
    }
}

static void set_date(walk *w, att_day day) {
    if (w->document->date_known)
        return;
    w->document->date_known = true;
    w->document->date = day;
}

/* " date 2022-04-14 ", also "Date: 2022-04-14"; more than one may follow. */
static uint32_t take_header(walk *w) {
    uint32_t at = att_slice_starts(w->text, "\xef\xbb\xbf") ? 3 : 0, end = 0;
    for (;;) {
        while (at < w->text.size && (unsigned char)w->text.data[at] <= ' ')
            at++;
        att_slice rest = att_slice_part(w->text, at, w->text.size);
        uint32_t size = 4;
        if (rest.size < 15 || strncasecmp(rest.data, "date", 4) != 0)
            break;
        while (size < rest.size && memchr(" :=\t", rest.data[size], 4))
            size++;
        att_day day;
        att_slice word = att_slice_part(rest, size, size + 10 < rest.size ? size + 10 : rest.size);
        if (size == 4 || !att_day_parse(&day, word))
            break;
        if (size + 10 < rest.size && (unsigned char)rest.data[size + 10] > ' ')
            break;
        set_date(w, day);
        add(w, ATT_PART_HEADER, at, at + size + 10);
        at = end = at + size + 10;
    }
    return end;
}

/* Body with what stands at its end: source, credit, end mark. */
static void add_body(walk *w, uint32_t start, uint32_t end) {
    struct {
        att_part_kind kind;
        att_span span;
    } endings[4];
    uint32_t count = 0;
    while (count < 4) {
        att_part_kind kind;
        att_slice part = att_slice_part(w->text, start, end);
        while (part.size && (unsigned char)part.data[part.size - 1] <= ' ')
            part.size--;
        uint32_t at = att_marks_ending(part, &kind);
        if (at == part.size || at == 0)
            break;
        endings[count].kind = kind;
        endings[count++].span = (att_span){start + at, end};
        end = start + at;
    }
    add(w, ATT_PART_BODY, start, end);
    while (count--)
        add(w, endings[count].kind, endings[count].span.start, endings[count].span.end);
}

static void add_dateline(walk *w, const att_dateline *line, uint32_t start) {
    add(w, ATT_PART_DATELINE, start + line->span.start, start + line->span.end);
    w->dateline = true;
    if (line->dated)
        set_date(w, line->date);
    if (!w->document->agency.size)
        w->document->agency = line->agency;
}

/* Whether a short text carries a photograph's credit at its end. */
static bool has_photo_credit(att_slice text) {
    att_part_kind kind;
    text = att_slice_trim(text);
    uint32_t at = att_marks_ending(text, &kind);
    if (at == text.size || kind == ATT_PART_END_MARK)
        return false;
    att_slice credit = att_slice_part(text, at, text.size);
    return kind == ATT_PART_CREDIT ||
           (att_slice_starts(credit, "(") && memchr(credit.data, ':', credit.size));
}

/* What stands before a dateline in its own block: a caption or a headline, or both. */
static void add_before_dateline(walk *w, uint32_t start, uint32_t end) {
    att_slice text = att_slice_trim(att_slice_part(w->text, start, end));
    bool caption = has_photo_credit(text) || att_marks_block(text) == ATT_PART_CAPTION;
    add(w, caption ? ATT_PART_CAPTION : ATT_PART_HEADLINE, start, end);
}

/* A dateline in block `index`: at its start, or glued to what stands before. */
static bool take_dateline(walk *w, uint32_t index) {
    att_span span = w->blocks.items[index].span;
    att_slice text = slice(w, span);
    att_dateline line;
    bool lead = text.size > SHORTEST_LEAD && att_marks_ends_sentence(text);
    if (att_dateline_at_start(&line, text, !lead)) {
        add_dateline(w, &line, span.start);
        add_body(w, span.start + line.span.end, span.end);
        return true;
    }
    if (w->body || !att_dateline_inside(&line, text) || line.span.start > LONGEST_CAPTION ||
        att_marks_several_sentences(att_slice_part(text, 0, line.span.start)))
        return false;
    add_before_dateline(w, span.start, span.start + line.span.start);
    add_dateline(w, &line, span.start);
    add_body(w, span.start + line.span.end, span.end);
    return true;
}

static bool is_short_line(att_slice text) {
    att_part_kind kind;
    att_slice core = att_slice_trim(att_slice_part(text, 0, att_marks_ending(text, &kind)));
    if (core.size && att_marks_ends_sentence(core))
        return false;
    return text.size <= LONGEST_HEADLINE && !att_marks_ends_sentence(text) &&
           text.data[text.size - 1] != ':' && !att_marks_several_sentences(text) &&
           !(text.data[0] >= 'a' && text.data[0] <= 'z');
}

/* Whether block `index` looks like the lead of a story. */
static bool is_lead(const walk *w, uint32_t index) {
    att_dateline line;
    if (index >= w->blocks.count)
        return false;
    att_slice text = block(w, index);
    if (att_dateline_at_start(&line, text, true))
        return true;
    return text.size > SHORTEST_LEAD &&
           (att_marks_ends_sentence(text) || att_slice_ends(text, "/.") ||
            text.data[text.size - 1] == ':');
}

/* "Press Information Bureau … 12-July-2016 16:05 IST Indian Naval Ships at Da Nang": the letterhead
 * and the headline on one line. Returns where the headline begins. */
static uint32_t glued_letterhead(const walk *w, att_span span, att_day *day) {
    att_span date;
    att_slice text = slice(w, span);
    if (!att_date_find(day, &date, text) || date.start < 20)
        return span.start;
    uint32_t at = date.end;
    while (at < text.size && strchr(" 0123456789:.,-", text.data[at]))
        at++;
    for (int i = 0; i < 2; i++) { /* "IST", "GMT+7", "by PIB Delhi" */
        uint32_t end = at;
        while (end < text.size && ((text.data[end] >= 'A' && text.data[end] <= 'Z') ||
                                   (end > at && strchr("+0123456789", text.data[end]))))
            end++;
        if (end >= at + 2 && end - at <= 6 && end < text.size && text.data[end] == ' ')
            at = end + 1;
    }
    return text.size - at > 12 ? span.start + at : span.start;
}

static void add_headline(walk *w, att_span span) {
    att_day day;
    uint32_t start = glued_letterhead(w, span, &day);
    if (start > span.start) {
        add(w, ATT_PART_CREDIT, span.start, start);
        set_date(w, day);
    }
    add(w, ATT_PART_HEADLINE, start, span.end);
}

/* The story's title is known and the text begins with it. */
static bool take_title(walk *w, uint32_t index) {
    att_slice title = att_slice_trim(w->document->title);
    att_span span = w->blocks.items[index].span;
    att_slice text = slice(w, span);
    if (w->headline || title.size < 8 || text.size < title.size ||
        memcmp(text.data, title.data, title.size) != 0)
        return false;
    add(w, ATT_PART_HEADLINE, span.start, span.start + title.size);
    w->blocks.items[index].span.start += title.size;
    att_slice rest = att_slice_trim(slice(w, w->blocks.items[index].span));
    if (!rest.size)
        return true;
    w->blocks.items[index].span.start = (uint32_t)(rest.data - w->text.data);
    return false;
}

static bool is_caption(att_slice text) {
    return text.size <= LONGEST_CAPTION && has_photo_credit(text) &&
           !att_marks_several_sentences(text);
}

static uint32_t count_words(att_slice text) {
    uint32_t words = 0;
    att_slice word;
    while (att_slice_next(&text, ' ', &word))
        words += word.size > 0;
    return words;
}

/* The groups of the head are those between blank lines, or single lines where none are blank. */
static uint32_t group_of(const walk *w, uint32_t index, uint32_t lead) {
    const att_input_block *blocks = w->blocks.items;
    return blocks[index].group == blocks[lead].group ? index : blocks[index].group;
}

static bool may_be_headline(const walk *w, uint32_t index) {
    att_day day;
    att_slice text = block(w, index);
    if (att_marks_block(text) != ATT_PART_BODY || is_caption(text) || count_words(text) < 3)
        return false;
    if (!att_marks_date_line(&day, text))
        return true;
    att_span span = w->blocks.items[index].span;
    uint32_t start = glued_letterhead(w, span, &day);
    return start > span.start && count_words(att_slice_part(w->text, start, span.end)) > 2;
}

/* Whether the line at `index` belongs to a letterhead: its group tells the date or is a name of a
 * few words, and another group that may hold the headline follows. */
static bool is_letterhead(const walk *w, uint32_t index, uint32_t lead) {
    uint32_t group = group_of(w, index, lead);
    bool dated = false, later = false;
    for (uint32_t i = index; i < lead; i++) {
        att_day day;
        if (group_of(w, i, lead) == group)
            dated |= att_marks_date_line(&day, block(w, i));
        else
            later |= may_be_headline(w, i);
    }
    return later && (dated || count_words(block(w, index)) <= 4);
}

/* The index of the headline among [first, lead); `lead` if there is none. */
static uint32_t headline_among(const walk *w, uint32_t first, uint32_t lead) {
    uint32_t skipped = UINT32_MAX;
    for (uint32_t i = first; i < lead && !w->headline; i++) {
        if (!may_be_headline(w, i) || group_of(w, i, lead) == skipped)
            continue;
        if (!is_letterhead(w, i, lead))
            return i;
        skipped = group_of(w, i, lead);
    }
    return lead;
}

/* The index of the lead when only short lines and marked blocks stand before it; else `first`. */
static uint32_t find_lead(const walk *w, uint32_t first) {
    for (uint32_t i = first; i < w->blocks.count && i < first + HEAD_BLOCKS; i++) {
        att_slice text = block(w, i);
        if (is_lead(w, i) && !is_caption(text))
            return i;
        if (!is_short_line(text) && !is_caption(text) && att_marks_block(text) == ATT_PART_BODY)
            return first;
    }
    return first;
}

/* A few capitalised words, "Staff Correspondent". */
static bool is_name_line(att_slice text) {
    att_slice word;
    bool capitals = count_words(text) <= 4;
    while (att_slice_next(&text, ' ', &word))
        capitals &= !word.size || !(word.data[0] >= 'a' && word.data[0] <= 'z');
    return capitals;
}

static void add_head_line(walk *w, uint32_t index, uint32_t headline, uint32_t lead) {
    att_span span = w->blocks.items[index].span;
    att_slice text = block(w, index);
    att_part_kind kind = att_marks_block(text);
    att_day day;
    if (index != headline && att_marks_date_line(&day, text)) {
        set_date(w, day);
        kind = kind == ATT_PART_BODY ? ATT_PART_CREDIT : kind;
    }
    if (kind == ATT_PART_BODY && is_caption(text))
        kind = ATT_PART_CAPTION;
    if (kind == ATT_PART_BODY && headline < lead && (index < headline || is_name_line(text)))
        kind = ATT_PART_CREDIT;
    if (index == headline)
        add_headline(w, span);
    else
        add(w, kind, span.start, span.end);
}

/* The lines before the lead: letterhead, headline, date, by-line, captions. */
static bool take_head(walk *w, uint32_t first) {
    w->head_taken = true;
    uint32_t lead = find_lead(w, first);
    uint32_t headline = headline_among(w, first, lead);
    for (uint32_t i = first; i < lead; i++)
        add_head_line(w, i, headline, lead);
    w->next = lead > first ? lead : w->next;
    return lead > first;
}

/* The same block again is told twice by mistake of extraction. */
static bool is_repeated(walk *w, att_slice text) {
    if (text.size < LEAST_REPEATED)
        return false;
    if (att_map_get(&w->seen, text) != ATT_NONE)
        return true;
    att_map_put(&w->seen, text, 1);
    return false;
}

static void take_block(walk *w, uint32_t index) {
    if (!w->body && take_title(w, index))
        return;
    if (!w->head_taken && take_head(w, index))
        return;
    att_span span = w->blocks.items[index].span;
    att_slice text = slice(w, span);
    att_part_kind kind = att_marks_block(text);
    if (is_repeated(w, text) && kind == ATT_PART_BODY)
        kind = ATT_PART_TAIL;
    /* a tail that begins before the story does is a site's furniture; one after it goes on */
    bool furniture =
        w->tail && w->body && !att_marks_ends_sentence(text) && text.size < LONGEST_HEADLINE;
    if (kind == ATT_PART_BODY && furniture)
        kind = ATT_PART_TAIL;
    w->tail |= kind == ATT_PART_TAIL && w->body;
    if (kind == ATT_PART_BODY && is_caption(text))
        kind = ATT_PART_CAPTION;
    if (kind != ATT_PART_BODY) {
        att_day day;
        if (kind == ATT_PART_CREDIT && !w->body && att_marks_date_line(&day, text))
            set_date(w, day);
        add(w, kind, span.start, span.end);
        return;
    }
    if (!w->dateline && index < HEAD_BLOCKS && take_dateline(w, index))
        return;
    add_body(w, span.start, span.end);
}

att_status att_input_split(att_document *document, att_error *error) {
    walk w = {.document = document, .text = document->text};
    att_map_init(&w.seen, &document->arena);
    document->parts.count = 0;
    uint32_t start = take_header(&w);
    att_input_blocks_cut(&w.blocks, &document->arena, w.text, start);
    for (uint32_t i = 0; i < w.blocks.count; i = w.next) {
        w.next = i + 1;
        take_block(&w, i);
    }
    return ATT_OK;
}
