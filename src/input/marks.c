/* marks.c - see marks.h. All of it is about short blocks: a long one is body whatever its words. */
#include "input/marks.h"

#include "base/utf8.h"
#include "input/dateline.h"
#include "input/dates.h"

#include <strings.h>

enum { LONGEST_MARKED = 300, LONGEST_CREDIT = 90, LONGEST_DATE_LINE = 120, LONGEST_BY_LINE = 60 };

static const struct {
    const char *words;
    att_part_kind kind;
} openings[] = {
#define ATT_MARK(words, kind) {words, ATT_PART_##kind},
#include "input/marks.def"
#undef ATT_MARK
};

static const char *const end_marks[] = {"(END)", "[END]", "END",   "ENDS", "-ENDS-",  "- ENDS -",
                                        "-END-", "###",   "# # #", "-30-", "Enditem", "(ends)",
                                        "/END",  "./.",   "/.",    "(End)"};

static bool starts_any_case(att_slice text, const char *words) {
    size_t size = strlen(words);
    return text.size >= size && strncasecmp(text.data, words, size) == 0;
}

static bool is_end_mark(att_slice block) {
    for (size_t i = 0; i < sizeof end_marks / sizeof *end_marks; i++)
        if (att_slice_is(block, end_marks[i]))
            return true;
    return false;
}

static bool is_letter_at(att_slice text, uint32_t at) {
    uint32_t size;
    return at < text.size && att_utf8_is_letter(att_utf8_decode(text, at, &size));
}

/* "By Natthida K. | Published: …", "By JANE DOE": capitalised words after "By". */
static bool is_by_line(att_slice block) {
    if (!starts_any_case(block, "by ") || block.size > LONGEST_BY_LINE * 2)
        return false;
    if (starts_any_case(block, "by our ") || starts_any_case(block, "by staff"))
        return block.size <= LONGEST_BY_LINE;
    uint32_t words = 0;
    att_slice rest = att_slice_part(block, 3, block.size), word;
    while (att_slice_next(&rest, ' ', &word)) {
        if (!word.size)
            continue;
        if (word.data[0] == '|' || word.data[0] == ',' || word.data[0] == '-')
            return words > 0;
        if (!att_utf8_starts_upper(word) && !att_slice_is(word, "and"))
            return false;
        words++;
        if (word.data[word.size - 1] == ',') /* "By Jane Doe, defence reporter" */
            break;
    }
    return words > 0 && words <= 8 && !att_marks_several_sentences(block) &&
           block.data[block.size - 1] != '.';
}

/* A line that is an agency's name or initials, "VNA", "VNA/VNP", "DS/RKS". */
static att_part_kind signature(att_slice block) {
    if (block.size > 24)
        return ATT_PART_BODY;
    if (att_agency_find(block).size)
        return ATT_PART_SOURCE;
    att_slice rest = block, part;
    bool slash = false, agency = false;
    while (att_slice_next(&rest, '/', &part)) {
        slash |= rest.data != NULL;
        agency |= att_agency_find(part).size > 0;
        if (part.size < 2 || part.size > 5)
            return ATT_PART_BODY;
        for (uint32_t i = 0; i < part.size; i++)
            if (part.data[i] < 'A' || part.data[i] > 'Z')
                return ATT_PART_BODY;
    }
    if (!slash)
        return ATT_PART_BODY;
    return agency ? ATT_PART_SOURCE : ATT_PART_CREDIT;
}

att_part_kind att_marks_block(att_slice block) {
    if (is_end_mark(block))
        return ATT_PART_END_MARK;
    if (block.size > LONGEST_MARKED)
        return ATT_PART_BODY;
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (starts_any_case(block, openings[i].words) &&
            (!is_letter_at(block, (uint32_t)strlen(openings[i].words)) ||
             !is_letter_at(block, (uint32_t)strlen(openings[i].words) - 1)))
            return openings[i].kind;
    if (is_by_line(block))
        return ATT_PART_CREDIT;
    return signature(block);
}

static uint32_t closing_start(att_slice block) {
    uint32_t end = block.size;
    while (end) {
        if (strchr("\"')]", block.data[end - 1]))
            end--;
        else if (end > 2 && (memcmp(block.data + end - 3, "\xe2\x80\x9d", 3) == 0 ||
                             memcmp(block.data + end - 3, "\xe2\x80\x99", 3) == 0))
            end -= 3;
        else
            break;
    }
    return end;
}

bool att_marks_ends_sentence(att_slice block) {
    uint32_t end = closing_start(block);
    return end && strchr(".!?", block.data[end - 1]) && !att_slice_ends(block, "...");
}

bool att_marks_several_sentences(att_slice block) {
    for (uint32_t i = 2; i + 2 < block.size; i++) {
        char before = block.data[i - 1];
        bool lower = (before >= 'a' && before <= 'z') || before == ')' || before == '"' ||
                     (before >= '0' && before <= '9');
        bool two = block.data[i - 2] != ' ' && block.data[i - 2] != '.';
        if ((block.data[i] == '.' || block.data[i] == '?' || block.data[i] == '!') && lower &&
            two && block.data[i + 1] == ' ' && block.data[i + 2] >= 'A' &&
            block.data[i + 2] <= 'Z') {
            uint32_t start = i;
            while (start && (block.data[start - 1] | 32) >= 'a' &&
                   (block.data[start - 1] | 32) <= 'z')
                start--;
            /* a capitalised short word is a title: "Gen. Bao", "Capt. Noel" */
            bool title = block.data[start] >= 'A' && block.data[start] <= 'Z' && i - start <= 6;
            if (!title)
                return true;
        }
    }
    return false;
}

static bool is_lower_at(att_slice text, uint32_t at) {
    return at < text.size && text.data[at] >= 'a' && text.data[at] <= 'z';
}

static bool is_preposition(att_slice word) {
    return att_slice_in(word, "on|in|of|for|from|to|since|until");
}

/* Whether all words of `text` are names: no word but the smallest in lower case. */
static bool is_names(att_slice text) {
    att_slice word;
    while (att_slice_next(&text, ' ', &word))
        if (is_lower_at(word, 0) && word.size > 3)
            return false;
    return true;
}

bool att_marks_date_line(att_day *out, att_slice block) {
    static const char *const publication[] = {" | ", "ublished", "pdated", "osted", "elease"};
    att_span span;
    if (block.size > LONGEST_DATE_LINE || att_marks_several_sentences(block) ||
        !att_date_find(out, &span, block))
        return false;
    att_slice before = att_slice_trim(att_slice_part(block, 0, span.start));
    att_slice after = att_slice_part(block, span.end, block.size);
    uint32_t rest = before.size + after.size, last = before.size;
    if (rest <= 90)
        for (size_t i = 0; i < sizeof publication / sizeof *publication; i++)
            if (memmem(block.data, block.size, publication[i], strlen(publication[i])))
                return true;
    if (rest <= 90 && starts_any_case(block, "by "))
        return true;
    while (last && before.data[last - 1] != ' ')
        last--;
    if (is_preposition(att_slice_part(before, last, before.size)))
        return false; /* "… hold talks on April 3, 2020" */
    return rest <= 32 || (rest <= 64 && is_names(before) && is_names(after));
}

/* A bracket at the end that begins with a word of photographs, or holds an agency's name. */
static uint32_t bracket_ending(att_slice block, att_part_kind *kind) {
    static const char *const words[] = {"Photo",         "File photo", "Illustrat", "Image",
                                        "Picture",       "Source:",    "Courtesy",  "Screenshot",
                                        "VNA/VNS Photo", "Ảnh"};
    if (!block.size || block.data[block.size - 1] != ')')
        return block.size;
    uint32_t open = block.size - 1;
    while (open && block.data[open] != '(' && block.size - open < LONGEST_CREDIT)
        open--;
    if (block.data[open] != '(')
        return block.size;
    att_slice inside = att_slice_part(block, open + 1, block.size - 1);
    *kind = ATT_PART_CREDIT;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (starts_any_case(inside, words[i]))
            return open;
    *kind = ATT_PART_SOURCE;
    bool ended =
        open > 1 && att_marks_ends_sentence(att_slice_trim(att_slice_part(block, 0, open)));
    return ended && att_agency_find(inside).size ? open : block.size;
}

/* "… this year. — VNS", "… at home. - VNA", "… Photo: VNA" after a sentence or dash. */
static uint32_t dash_ending(att_slice block, att_part_kind *kind) {
    static const char *const dashes[] = {"\xe2\x80\x94", "\xe2\x80\x93", "-"};
    uint32_t from = block.size > LONGEST_CREDIT ? block.size - LONGEST_CREDIT : 0;
    for (int i = 0; i < 3; i++) {
        uint32_t size = (uint32_t)strlen(dashes[i]);
        for (uint32_t at = block.size; at-- > from;) {
            if (at + size > block.size || memcmp(block.data + at, dashes[i], size) != 0)
                continue;
            att_slice name = att_slice_trim(att_slice_part(block, at + size, block.size));
            att_slice before = att_slice_trim(att_slice_part(block, 0, at));
            bool photo = starts_any_case(name, "Photo") || starts_any_case(name, "VNA/VNS Photo");
            *kind = photo ? ATT_PART_CREDIT : ATT_PART_SOURCE;
            if (before.size &&
                (photo || (att_agency_find(name).size && att_marks_ends_sentence(before))))
                return at;
            break;
        }
    }
    return block.size;
}

/* "(END)", "Enditem", "./." after a sentence. Of "./." the first period is the sentence's. */
static uint32_t end_mark_ending(att_slice block) {
    if (att_slice_ends(block, "./.") && block.size > 3)
        return block.size - 2;
    for (size_t i = 0; i < sizeof end_marks / sizeof *end_marks; i++) {
        uint32_t size = (uint32_t)strlen(end_marks[i]);
        if (block.size <= size || !att_slice_ends(block, end_marks[i]))
            continue;
        att_slice before = att_slice_trim(att_slice_part(block, 0, block.size - size));
        if (att_marks_ends_sentence(before))
            return block.size - size;
    }
    return block.size;
}

uint32_t att_marks_ending(att_slice block, att_part_kind *kind) {
    *kind = ATT_PART_END_MARK;
    uint32_t at = end_mark_ending(block);
    if (at == block.size)
        at = bracket_ending(block, kind);
    if (at == block.size)
        at = dash_ending(block, kind);
    return at;
}

att_slice att_marks_source_name(att_slice part) {
    const char *colon = memchr(part.data, ':', part.size);
    if (colon)
        part = att_slice_part(part, (uint32_t)(colon + 1 - part.data), part.size);
    for (;;) {
        part = att_slice_trim(part);
        if (part.size && strchr("()-.[]", part.data[0]))
            part = att_slice_part(part, 1, part.size);
        else if (part.size && strchr("()-.[]", part.data[part.size - 1]))
            part.size--;
        else if (part.size > 2 && part.data[0] == '\xe2' && part.data[1] == '\x80')
            part = att_slice_part(part, 3, part.size);
        else
            break;
    }
    att_slice rest = part, first;
    if (!att_agency_find(part).size && att_slice_next(&rest, '/', &first) &&
        att_agency_find(first).size)
        return first;
    return part;
}
