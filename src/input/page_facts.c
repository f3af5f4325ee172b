/* page_facts.c - what a page tells of its story outside the text. See page.h. */
#include "document/date.h"
#include "input/dates.h"
#include "input/marks.h"
#include "input/page.h"

#include <cjson/cJSON.h>

enum {
    LONGEST_LINKED_DATA = 1 << 20,
    LINKED_DATA_DEPTH = 4,
    LONGEST_FACT = 1000,
    LONGEST_DATE_LINE = 100,
    DATE_LINE_NODES = 8,
    MOST_TEXTS = 500
};

typedef enum fact { FACT_DATE, FACT_TITLE, FACT_URL, FACT_SOURCE, FACT_LANGUAGE, FACT_COUNT } fact;

static const struct {
    const char *attribute, *value;
    fact fact;
} places[] = {
#define ATT_FACT(attribute, value, fact) {attribute, value, FACT_##fact},
#include "input/facts.def"
#undef ATT_FACT
};

enum { PLACE_COUNT = sizeof places / sizeof *places };

typedef struct facts {
    const att_page_tree *tree;
    att_arena *arena;
    att_slice found[FACT_COUNT];
    uint32_t texts;       /* taken so far */
    int rank[FACT_COUNT]; /* of the place it was found in; the least counts */
} facts;

static att_slice day_in(att_slice text, att_arena *arena) {
    att_day day;
    att_span span;
    text.size = text.size > LONGEST_FACT ? LONGEST_FACT : text.size;
    return att_date_find(&day, &span, text) ? att_day_format(arena, day) : ATT_SLICE_EMPTY;
}

/* The text of an element, of so many elements that no page can ask for too much. */
static att_slice text_below(facts *f, uint32_t index) {
    if (f->texts++ >= MOST_TEXTS)
        return ATT_SLICE_EMPTY;
    return att_page_text(f->tree, index, LONGEST_FACT, f->arena);
}

/* Whether the short texts below an element hold a digit. */
static bool may_be_date(const att_page_tree *tree, uint32_t index) {
    size_t size = 0;
    bool digit = false;
    for (uint32_t i = index; i < tree->nodes.items[index].end; i++) {
        if (!att_page_is_text(&tree->nodes.items[i]))
            continue;
        const char *text = tree->nodes.items[i].node->v.text.text;
        size += strlen(text);
        digit |= strpbrk(text, "0123456789") != NULL;
    }
    return digit && size < 4 * LONGEST_DATE_LINE;
}

static void offer(facts *f, fact which, att_slice value, int rank) {
    value = att_slice_trim(value);
    if (value.size > LONGEST_FACT || rank >= f->rank[which])
        return;
    if (which == FACT_DATE)
        value = day_in(value, f->arena);
    if (!value.size)
        return;
    f->found[which] = value;
    f->rank[which] = rank;
}

/* A meta element, or any element with an itemprop. */
static void read_meta(facts *f, const att_page_node *node) {
    for (int i = 0; i < PLACE_COUNT; i++)
        if (att_slice_is_caseless(att_page_attribute(node, places[i].attribute), places[i].value)) {
            att_slice value = att_page_attribute(node, "content");
            if (!value.size)
                value = att_page_attribute(node, "datetime");
            offer(f, places[i].fact, value, i);
        }
}

/* JSON-LD: the first object with the member, graphs and arrays included. */
static const cJSON *linked(const cJSON *value, const char *name, int depth) {
    if (cJSON_IsObject(value)) {
        const cJSON *member = cJSON_GetObjectItemCaseSensitive(value, name);
        if (cJSON_IsString(member))
            return member;
    }
    for (const cJSON *child = value && depth ? value->child : NULL; child; child = child->next) {
        const cJSON *found = linked(child, name, depth - 1);
        if (found)
            return found;
    }
    return NULL;
}

static void read_linked_data(facts *f, const att_page_node *script) {
    const GumboVector *children = &script->node->v.element.children;
    const GumboNode *text = children->length ? children->data[0] : NULL;
    if (!text || text->type != GUMBO_NODE_TEXT)
        return;
    att_slice bytes = att_slice_of(text->v.text.text);
    cJSON *root = bytes.size < LONGEST_LINKED_DATA ? cJSON_Parse(bytes.data) : NULL;
    const cJSON *day = linked(root, "datePublished", LINKED_DATA_DEPTH);
    const cJSON *title = linked(root, "headline", LINKED_DATA_DEPTH);
    char copy[2][LONGEST_FACT + 1] = {"", ""};
    if (day)
        strncpy(copy[0], day->valuestring, LONGEST_FACT);
    if (title)
        strncpy(copy[1], title->valuestring, LONGEST_FACT);
    cJSON_Delete(root); /* before the arena is touched, which may jump away */
    if (copy[0][0])
        offer(f, FACT_DATE, att_arena_copy(f->arena, att_slice_of(copy[0])), PLACE_COUNT);
    if (copy[1][0])
        offer(f, FACT_TITLE, att_arena_copy(f->arena, att_slice_of(copy[1])), PLACE_COUNT + 1);
}

/* "Talks end | The Herald": the title element without the site's name after the last bar. */
static att_slice without_site(att_slice title) {
    static const char *const bars[] = {" | ", " - ", " – ", " — ", " :: ", " » "};
    uint32_t cut = title.size;
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
        uint32_t size = (uint32_t)strlen(bars[i]);
        for (uint32_t at = title.size; at-- > 20;)
            if (at + size <= title.size && memcmp(title.data + at, bars[i], size) == 0) {
                cut = at < cut ? at : cut;
                break;
            }
    }
    return att_slice_part(title, 0, cut);
}

/* "Ministry: Talks end" is the title element's, "Talks end" a heading's: the heading counts. */
static void offer_part_of_title(facts *f, att_slice heading) {
    att_slice title = f->found[FACT_TITLE];
    if (f->rank[FACT_TITLE] == PLACE_COUNT + 3 && heading.size >= 12 &&
        memmem(title.data, title.size, heading.data, heading.size))
        offer(f, FACT_TITLE, heading, PLACE_COUNT + 2);
}

/* A short block that is no more than the day of publication. */
static void read_date_line(facts *f, uint32_t index) {
    const att_page_node *node = &f->tree->nodes.items[index];
    att_day day;
    if (node->end - index > DATE_LINE_NODES || f->rank[FACT_DATE] <= PLACE_COUNT + 2)
        return;
    if (!may_be_date(f->tree, index))
        return;
    att_slice text = text_below(f, index);
    if (text.size && text.size <= LONGEST_DATE_LINE && att_marks_date_line(&day, text))
        offer(f, FACT_DATE, text, PLACE_COUNT + 2);
}

static void read_element(facts *f, uint32_t index) {
    const att_page_node *node = &f->tree->nodes.items[index];
    switch (att_page_tag(node)) {
    case GUMBO_TAG_META:
        read_meta(f, node);
        break;
    case GUMBO_TAG_SCRIPT:
        if (att_slice_is_caseless(att_page_attribute(node, "type"), "application/ld+json"))
            read_linked_data(f, node);
        break;
    case GUMBO_TAG_TITLE:
        offer(f, FACT_TITLE, without_site(text_below(f, index)), PLACE_COUNT + 3);
        break;
    case GUMBO_TAG_H1:
        offer(f, FACT_TITLE, text_below(f, index), PLACE_COUNT + 2);
        break;
    case GUMBO_TAG_TIME: {
        att_slice value = att_page_attribute(node, "datetime");
        value = value.size ? value : text_below(f, index);
        offer(f, FACT_DATE, value, PLACE_COUNT + 1);
        break;
    }
    case GUMBO_TAG_HTML:
        offer(f, FACT_LANGUAGE, att_page_attribute(node, "lang"), 0);
        break;
    case GUMBO_TAG_LINK:
        if (att_slice_is_caseless(att_page_attribute(node, "rel"), "canonical"))
            offer(f, FACT_URL, att_page_attribute(node, "href"), -1);
        break;
    case GUMBO_TAG_H2:
        offer_part_of_title(f, text_below(f, index));
        break;
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_P:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_LI:
        read_date_line(f, index);
        break;
    default:
        break;
    }
    if (att_page_attribute(node, "itemprop").size)
        read_meta(f, node);
}

/* "/2022/04/14/" and "-20220414" in an address. */
static att_slice day_of_url(att_slice url, att_arena *arena) {
    for (uint32_t i = 0; i + 8 <= url.size; i++) {
        att_day day;
        uint32_t size;
        bool inside = i && url.data[i - 1] >= '0' && url.data[i - 1] <= '9';
        bool century = memcmp(url.data + i, "19", 2) == 0 || memcmp(url.data + i, "20", 2) == 0;
        if (inside || !century || !att_date_at(&day, &size, att_slice_part(url, i, url.size)) ||
            day == ATT_DAY_OPEN_START || size < 8)
            continue;
        return att_day_format(arena, day);
    }
    return ATT_SLICE_EMPTY;
}

void att_page_facts(att_source_story *story, const att_page_tree *tree, att_arena *arena) {
    facts f = {.tree = tree, .arena = arena};
    for (int i = 0; i < FACT_COUNT; i++) {
        f.found[i] = ATT_SLICE_EMPTY;
        f.rank[i] = PLACE_COUNT + 10;
    }
    for (uint32_t i = 0; i < tree->nodes.count; i++)
        if (!att_page_is_text(&tree->nodes.items[i]))
            read_element(&f, i);
    story->title = att_arena_copy(arena, f.found[FACT_TITLE]);
    story->source = att_arena_copy(arena, f.found[FACT_SOURCE]);
    if (!story->url.size)
        story->url = att_arena_copy(arena, f.found[FACT_URL]);
    story->date = f.found[FACT_DATE];
    if (!story->date.size)
        story->date = day_of_url(story->url, arena);
    att_slice language = f.found[FACT_LANGUAGE];
    if (language.size >= 2)
        story->language = att_arena_copy(arena, att_slice_part(language, 0, 2));
}
