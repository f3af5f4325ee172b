/* page_tree.c - see page_tree.h. */
#include "input/page_tree.h"

#include "base/error.h"
#include "base/utf8.h"
#include "input/page.h"

typedef struct growth {
    att_arena *arena;
    size_t limit;
    jmp_buf over;
} growth;

static void *allocate(void *userdata, size_t size) {
    growth *g = userdata;
    if (g->arena->total > g->limit || size > g->limit)
        longjmp(g->over, 1);
    return att_arena_alloc(g->arena, size);
}

static void forget(void *userdata, void *memory) {
}

/* The children of an element; none for a text. */
static const GumboVector *children(const GumboNode *node) {
    return node->type == GUMBO_NODE_ELEMENT ? &node->v.element.children : NULL;
}

static bool is_kept(const GumboNode *node) {
    return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEXT ||
           node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE;
}

/* Appends a node and all below it; false when it is too deep. */
static bool append(att_page_tree *tree, const GumboNode *node, uint32_t parent, uint32_t depth) {
    uint32_t index = tree->nodes.count;
    att_page_node *new = ATT_PUSH(tree->arena, &tree->nodes);
    new->node = node;
    new->parent = parent;
    const GumboVector *below = children(node);
    bool fits = depth > 0;
    for (unsigned i = 0; below && fits && i < below->length; i++)
        if (is_kept(below->data[i]))
            fits = append(tree, below->data[i], index, depth - 1);
    tree->nodes.items[index].end = tree->nodes.count;
    return fits;
}

att_status att_page_parse(att_page_tree *out, att_arena *arena, att_slice bytes, size_t limit,
                          uint32_t nesting, const char *name, att_error *error) {
    att_status status = att_page_guard(bytes, nesting, name, error);
    if (status)
        return status;
    growth g = {.arena = arena, .limit = limit};
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = forget;
    options.userdata = &g;
    options.max_errors = 0;
    if (setjmp(g.over))
        return att_error_set(error, ATT_ERROR_LIMIT, ATT_NO_OFFSET,
                             "%s: a page whose elements take more than %zu bytes, refused", name,
                             limit);
    const GumboOutput *output = gumbo_parse_with_options(&options, bytes.data, bytes.size);
    *out = (att_page_tree){.arena = arena};
    if (!append(out, output->root, 0, nesting))
        return att_error_set(error, ATT_ERROR_LIMIT, ATT_NO_OFFSET,
                             "%s: elements nested more than %u deep", name, nesting);
    return ATT_OK;
}

att_slice att_page_attribute(const att_page_node *node, const char *name) {
    if (node->node->type != GUMBO_NODE_ELEMENT)
        return ATT_SLICE_EMPTY;
    const GumboAttribute *attribute = gumbo_get_attribute(&node->node->v.element.attributes, name);
    return attribute ? att_slice_of(attribute->value) : ATT_SLICE_EMPTY;
}

void att_page_collapse(char *out, uint32_t begun, uint32_t *size, bool *space, att_slice text) {
    for (uint32_t i = 0; i < text.size; i++) {
        bool no_break = (unsigned char)text.data[i] == 0xC2 && i + 1 < text.size &&
                        (unsigned char)text.data[i + 1] == 0xA0;
        if (no_break || (unsigned char)text.data[i] <= ' ') {
            *space = true;
            i += no_break;
            continue;
        }
        if (*space && *size > begun)
            out[(*size)++] = ' ';
        *space = false;
        out[(*size)++] = text.data[i];
    }
}

att_slice att_page_text(const att_page_tree *tree, uint32_t index, uint32_t limit,
                        att_arena *arena) {
    const att_page_node *nodes = tree->nodes.items;
    char *out = att_arena_alloc(arena, (size_t)limit * 2 + 4);
    uint32_t size = 0;
    bool space = false;
    for (uint32_t i = index; i < nodes[index].end && size < limit; i++) {
        if (att_page_tag(&nodes[i]) == GUMBO_TAG_BR)
            space = true;
        if (!att_page_is_text(&nodes[i]))
            continue;
        att_slice text = att_slice_of(nodes[i].node->v.text.text);
        text.size = text.size > limit ? limit : text.size;
        att_page_collapse(out, 0, &size, &space, text);
    }
    size = size > limit ? limit : size;
    return (att_slice){out, att_utf8_valid_prefix((att_slice){out, size})};
}
