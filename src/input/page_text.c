/* page_text.c - the main text of a page by the density of its content. See page.h.
 *
 * Every block of running text gives points to its parent and grandparent, more for length and
 * commas; the element with the most, the share of its links taken off, holds the story. Its
 * siblings with a like share belong to it. Furniture is left out by element and by class. */
#include "input/marks.h"
#include "input/page.h"

#include <strings.h>

enum {
    LEAST_BLOCK = 25,       /* bytes of a block that counts */
    LEAST_STORY = 200,      /* less: the whole page is taken instead */
    SHORT_LINE = 80,        /* before a line break: a line of its own */
    LONGEST_CAPTION = 500,  /* of an element with a caption's class */
    LONGEST_FURNITURE = 600 /* an element of running text is no furniture, whatever its class */
};

typedef enum class_kind { CLASS_NONE, CLASS_FURNITURE, CLASS_MAIN, CLASS_CAPTION } class_kind;

static const struct {
    const char *word;
    class_kind kind;
} class_words[] = {
#define ATT_PAGE_WORD(word, kind) {word, CLASS_##kind},
#include "input/page_words.def"
#undef ATT_PAGE_WORD
};

static bool contains_any_case(att_slice text, const char *word) {
    uint32_t size = (uint32_t)strlen(word);
    for (uint32_t i = 0; i + size <= text.size; i++)
        if (strncasecmp(text.data + i, word, size) == 0)
            return true;
    return false;
}

static bool has_class(const att_page_node *node, class_kind kind) {
    att_slice names[2] = {att_page_attribute(node, "class"), att_page_attribute(node, "id")};
    for (int n = 0; n < 2; n++)
        for (size_t i = 0; names[n].size && i < sizeof class_words / sizeof *class_words; i++)
            if (class_words[i].kind == kind && contains_any_case(names[n], class_words[i].word))
                return true;
    return false;
}

static bool is_never_shown(GumboTag tag) {
    switch (tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_BUTTON:
        return true;
    default:
        return false;
    }
}

static bool is_furniture_tag(GumboTag tag) {
    return tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_FOOTER ||
           tag == GUMBO_TAG_FORM;
}

static bool is_block(GumboTag tag) {
    switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_ADDRESS:
        return true;
    default:
        return is_furniture_tag(tag);
    }
}

static bool is_styled_away(const att_page_node *node) {
    att_slice style = att_page_attribute(node, "style");
    return contains_any_case(style, "display:none") || contains_any_case(style, "display: none") ||
           att_slice_is(att_page_attribute(node, "aria-hidden"), "true") ||
           gumbo_get_attribute(&node->node->v.element.attributes, "hidden") != NULL;
}

/* Bytes of text, of links and commas below each node; a text counts itself. */
static void count_texts(att_page_tree *tree) {
    att_page_node *nodes = tree->nodes.items;
    for (uint32_t i = tree->nodes.count; i-- > 0;) {
        att_page_node *node = &nodes[i];
        if (att_page_is_text(node)) {
            bool space = true;
            for (const char *c = node->node->v.text.text; *c; c++) {
                bool blank = (unsigned char)*c <= ' ';
                node->text += !blank || !space;
                node->commas += *c == ',';
                space = blank;
            }
        } else if (is_never_shown(att_page_tag(node)) || is_styled_away(node)) {
            node->hidden = true;
            node->text = node->links = node->commas = 0;
        } else if (att_page_tag(node) == GUMBO_TAG_A) {
            node->links = node->text;
        }
        if (i) {
            nodes[node->parent].text += node->text;
            nodes[node->parent].links += node->links;
            nodes[node->parent].commas += node->commas;
        }
    }
}

static float link_share(const att_page_node *node) {
    return node->text ? (float)node->links / (float)node->text : 0;
}

/* Whether a node looks like running text: enough of it, with commas or periods, few links. */
static bool is_running_text(const att_page_node *node) {
    return node->text > LONGEST_FURNITURE && link_share(node) < 0.2f && node->commas > 4;
}

/* Hides furniture, and what stands below anything hidden. */
static void hide_furniture(att_page_tree *tree) {
    att_page_node *nodes = tree->nodes.items;
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        att_page_node *node = &nodes[i];
        GumboTag tag = att_page_tag(node);
        if (!node->hidden && nodes[node->parent].hidden)
            node->hidden = true;
        if (node->hidden || att_page_is_text(node) || tag == GUMBO_TAG_BODY)
            continue;
        if (is_furniture_tag(tag))
            node->hidden = !(tag == GUMBO_TAG_FORM && is_running_text(node));
        else if (tag != GUMBO_TAG_ARTICLE && tag != GUMBO_TAG_MAIN &&
                 has_class(node, CLASS_FURNITURE) && !has_class(node, CLASS_CAPTION))
            node->hidden = !has_class(node, CLASS_MAIN) && !is_running_text(node);
    }
}

/* Whether a block holds no other block: its texts are one paragraph. */
static bool is_leaf_block(const att_page_tree *tree, uint32_t index) {
    for (uint32_t i = index + 1; i < tree->nodes.items[index].end; i++)
        if (is_block(att_page_tag(&tree->nodes.items[i])))
            return false;
    return true;
}

static float own_score(const att_page_node *node) {
    switch (att_page_tag(node)) {
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
        return 15;
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SECTION:
        return has_class(node, CLASS_MAIN) ? 15 : 5;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_HEADER:
        return -5;
    default:
        return 0;
    }
}

static void give(att_page_tree *tree, uint32_t index, float points) {
    att_page_node *node = &tree->nodes.items[index];
    if (node->score == 0)
        node->score = own_score(node);
    node->score += points;
}

static void score_blocks(att_page_tree *tree) {
    const att_page_node *nodes = tree->nodes.items;
    for (uint32_t i = 1; i < tree->nodes.count; i++) {
        const att_page_node *node = &nodes[i];
        if (node->hidden || !is_block(att_page_tag(node)) || node->text < LEAST_BLOCK ||
            !is_leaf_block(tree, i))
            continue;
        float length = (float)node->text / 100;
        float points =
            (1 + (float)node->commas + (length > 3 ? 3 : length)) * (1 - link_share(node));
        give(tree, node->parent, points);
        if (node->parent)
            give(tree, nodes[node->parent].parent, points / 2);
    }
}

static uint32_t best_node(const att_page_tree *tree, float *score) {
    uint32_t best = 0;
    *score = 0;
    for (uint32_t i = 0; i < tree->nodes.count; i++) {
        const att_page_node *node = &tree->nodes.items[i];
        float points = node->score * (1 - link_share(node));
        if (!node->hidden && points > *score) {
            *score = points;
            best = i;
        }
    }
    return best;
}

/* ---- writing ------------------------------------------------------------------------------- */

typedef struct writer {
    const att_page_tree *tree;
    att_arena *arena;
    char *out;
    uint32_t size;       /* written */
    uint32_t begun;      /* where the present paragraph begins */
    bool space, caption; /* a space is due; the paragraph is a caption */
    att_slice title;
} writer;

static bool has_photo_word(att_slice text) {
    return contains_any_case(text, "photo") || contains_any_case(text, "image:") ||
           contains_any_case(text, "source:");
}

/* Ends the present paragraph: drops the title told again, marks captions. */
static void end_paragraph(writer *w) {
    static const char mark[] = "Photo: ";
    att_slice text = {w->out + w->begun, w->size - w->begun};
    if (!text.size)
        return;
    if (w->title.size && att_slice_equal(text, w->title)) {
        w->size = w->begun;
    } else {
        if (w->caption && !has_photo_word(text)) {
            memmove(w->out + w->begun + sizeof mark - 1, text.data, text.size);
            memcpy(w->out + w->begun, mark, sizeof mark - 1);
            w->size += sizeof mark - 1;
        }
        memcpy(w->out + w->size, "\n\n", 2);
        w->size += 2;
    }
    w->begun = w->size;
    w->space = false;
}

static bool is_caption(const att_page_node *node) {
    return att_page_tag(node) == GUMBO_TAG_FIGCAPTION ||
           (node->text < LONGEST_CAPTION && !att_page_is_text(node) &&
            att_page_tag(node) != GUMBO_TAG_IMG && has_class(node, CLASS_CAPTION));
}

/* A list or short block that is mostly links leads elsewhere. */
static bool leads_elsewhere(const att_page_tree *tree, uint32_t index) {
    const att_page_node *node = &tree->nodes.items[index];
    GumboTag tag = att_page_tag(node);
    bool list = tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL;
    float share = link_share(node);
    if (list)
        return share > 0.4f;
    return is_block(tag) && node->text > 0 && share > 0.7f && tag != GUMBO_TAG_H1 &&
           node->commas < 5;
}

/* Whether what stands before a single line break is a paragraph: a sentence that has ended, or a
 * short line. */
static bool line_stands_alone(const writer *w) {
    att_slice text = {w->out + w->begun, w->size - w->begun};
    return text.size < SHORT_LINE || att_marks_ends_sentence(text);
}

/* The end of the nearest block around a node; 0 at the root. */
static uint32_t enclosing_end(const writer *w, uint32_t index) {
    const att_page_node *nodes = w->tree->nodes.items;
    while (index) {
        index = nodes[index].parent;
        if (is_block(att_page_tag(&nodes[index])))
            return nodes[index].end;
    }
    return 0;
}

static void write_nodes(writer *w, uint32_t from, uint32_t end) {
    const att_page_node *nodes = w->tree->nodes.items;
    uint32_t breaks = 0, block_end = 0, caption_end = 0;
    for (uint32_t i = from; i < end; i++) {
        const att_page_node *node = &nodes[i];
        if (i >= block_end && block_end) {
            end_paragraph(w);
            block_end = enclosing_end(w, i);
        }
        w->caption = i < caption_end;
        if (node->hidden || leads_elsewhere(w->tree, i)) {
            i = node->end - 1;
            continue;
        }
        if (att_page_is_text(node)) {
            att_slice text = att_slice_of(node->node->v.text.text);
            if (att_slice_trim(text).size)
                breaks = 0;
            att_page_collapse(w->out, w->begun, &w->size, &w->space, text);
            continue;
        }
        if (att_page_tag(node) == GUMBO_TAG_BR) {
            if (++breaks >= 2 || line_stands_alone(w))
                end_paragraph(w);
            w->space = true;
        }
        if (is_block(att_page_tag(node)) || is_caption(node)) {
            end_paragraph(w);
            block_end = node->end;
            if (is_caption(node))
                caption_end = node->end;
            w->caption = i < caption_end;
        }
    }
    end_paragraph(w);
}

/* Whether two elements were made by the same template: of one class, or both sections. */
static bool is_alike(const att_page_node *a, const att_page_node *b) {
    att_slice class = att_page_attribute(a, "class");
    if (att_page_tag(a) != att_page_tag(b))
        return false;
    return (class.size && att_slice_equal(class, att_page_attribute(b, "class"))) ||
           att_page_tag(a) == GUMBO_TAG_SECTION;
}

/* Whether a sibling of the best node belongs to the story too. */
static bool belongs(const att_page_node *node, const att_page_node *best, float score) {
    if (node == best)
        return true;
    float points = node->score * (1 - link_share(node));
    bool paragraph = att_page_tag(node) == GUMBO_TAG_P || att_page_tag(node) == GUMBO_TAG_FIGURE ||
                     is_alike(node, best);
    return !node->hidden &&
           (points > 10 + score / 4 || (paragraph && node->text > 40 && link_share(node) < 0.25f));
}

static void write_story(writer *w, uint32_t best, float score) {
    const att_page_node *nodes = w->tree->nodes.items;
    uint32_t parent = nodes[best].parent;
    bool root = att_page_tag(&nodes[best]) == GUMBO_TAG_BODY || !best;
    if (root) {
        write_nodes(w, best, nodes[best].end);
        return;
    }
    for (uint32_t i = parent + 1; i < nodes[parent].end; i = nodes[i].end)
        if (belongs(&nodes[i], &nodes[best], score))
            write_nodes(w, i, nodes[i].end);
}

static void begin(writer *w, att_slice title) {
    w->size = w->begun = 0;
    w->space = false;
    w->title = title;
    if (!title.size)
        return;
    memcpy(w->out, title.data, title.size);
    memcpy(w->out + title.size, "\n\n", 2);
    w->size = w->begun = title.size + 2;
}

att_slice att_page_main_text(att_page_tree *tree, att_slice title, bool all, att_arena *arena) {
    count_texts(tree);
    if (!all) {
        hide_furniture(tree);
        score_blocks(tree);
    }
    size_t room = (size_t)title.size + 64;
    for (uint32_t i = 0; i < tree->nodes.count; i++)
        room += 12 + (att_page_is_text(&tree->nodes.items[i])
                          ? strlen(tree->nodes.items[i].node->v.text.text)
                          : 0);
    writer w = {.tree = tree, .arena = arena, .out = att_arena_alloc(arena, room)};
    float score;
    uint32_t best = all ? 0 : best_node(tree, &score);
    begin(&w, title);
    if (best)
        write_story(&w, best, score);
    if (!best || w.size < title.size + LEAST_STORY) {
        begin(&w, title);
        write_nodes(&w, 0, tree->nodes.count);
    }
    if (w.size <= title.size + 2 && !all)
        return ATT_SLICE_EMPTY;
    return att_slice_trim((att_slice){w.out, w.size});
}
