/* page_tree.h - a page as an array of its elements and texts in document order.
 *
 * gumbo builds the tree in an arena that is given back with it, so that nothing is
 * freed node by node, and that has a ceiling, so that a hostile page cannot take
 * all memory. Aggregates over a subtree are sums over [i, end). */
#ifndef ATT_INPUT_PAGE_TREE_H
#define ATT_INPUT_PAGE_TREE_H

#include "attache.h"
#include "base/arena.h"

#include <gumbo.h>

typedef struct att_page_node {
    const GumboNode *node; /* an element or a text */
    uint32_t parent, end;  /* indexes; the subtree is [own index, end) */
    uint32_t text, links;  /* bytes of visible text, and of those within links */
    uint32_t commas;
    bool hidden; /* never shown, or furniture of the site: as all below it */
    float score;
} att_page_node;

typedef struct att_page_tree {
    att_arena *arena;
    ATT_ARRAY(att_page_node) nodes; /* the first is the root element */
} att_page_tree;

/* Parses `bytes` (UTF-8). `arena` must have no use beside this; it is used up to a ceiling of
 * `limit` bytes. `nesting` limits how deep elements stand within one another. */
att_status att_page_parse(att_page_tree *out, att_arena *arena, att_slice bytes, size_t limit,
                          uint32_t nesting, const char *name, att_error *error);

static inline GumboTag att_page_tag(const att_page_node *node) {
    return node->node->type == GUMBO_NODE_ELEMENT ? node->node->v.element.tag : GUMBO_TAG_LAST;
}

static inline bool att_page_is_text(const att_page_node *node) {
    return node->node->type == GUMBO_NODE_TEXT || node->node->type == GUMBO_NODE_CDATA ||
           node->node->type == GUMBO_NODE_WHITESPACE;
}

/* The value of an attribute, or "". */
att_slice att_page_attribute(const att_page_node *node, const char *name);

/* The first `limit` bytes or a few more of the text below a node, white space collapsed. */
att_slice att_page_text(const att_page_tree *tree, uint32_t index, uint32_t limit,
                        att_arena *arena);

/* Appends `text` to out[begun, *size) with white space collapsed; `*space` says that a space is
 * due before it. */
void att_page_collapse(char *out, uint32_t begun, uint32_t *size, bool *space, att_slice text);

#endif
