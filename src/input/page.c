/* page.c - see page.h: the encoding, then the tree, then what it tells. */
#include "input/page.h"

#include "base/error.h"
#include "base/utf8.h"

enum {
    TREE_FACTOR = 64, /* bytes of tree for each of the page, at most */
    TREE_LEAST = 32 * 1024 * 1024,
    META_WITHIN = 4096
};

/* charset=… within the first bytes, of a meta element or an XML declaration; "" if none. */
static att_slice declared_charset(att_slice page) {
    att_slice head = att_slice_part(page, 0, page.size < META_WITHIN ? page.size : META_WITHIN);
    for (uint32_t i = 0; i + 9 < head.size; i++) {
        bool meta = strncasecmp(head.data + i, "charset=", 8) == 0;
        bool xml = strncasecmp(head.data + i, "encoding=", 9) == 0;
        if (!meta && !xml)
            continue;
        uint32_t start = i + (meta ? 8 : 9), end;
        while (start < head.size && (head.data[start] == '"' || head.data[start] == '\''))
            start++;
        for (end = start; end < head.size && !strchr("\"'>;/ ?\t\r\n", head.data[end]);)
            end++;
        return att_slice_part(head, start, end);
    }
    return ATT_SLICE_EMPTY;
}

/* The page in UTF-8. Without a word about the encoding, what is not UTF-8 is windows-1252. */
static att_status decode(att_slice *page, att_slice *note, att_arena *arena, att_slice charset,
                         const att_reader_options *options, const char *name, att_error *error) {
    static const char fallback[] = "windows-1252";
    const char *encoding = options->encoding;
    if (!charset.size)
        charset = declared_charset(*page);
    att_slice copy = att_arena_copy(arena, charset);
    bool unicode = charset.size >= 4 && strncasecmp(charset.data, "utf", 3) == 0;
    if (!encoding)
        encoding = charset.size && !unicode ? copy.data : fallback;
    return att_encoding_convert(page, note, arena, encoding, name, error);
}

static att_status parse(att_page_tree *tree, att_arena *scratch, att_slice page,
                        const att_reader_options *options, const char *name, att_error *error) {
    size_t limit = (size_t)page.size * TREE_FACTOR;
    return att_page_parse(tree, scratch, page, limit < TREE_LEAST ? TREE_LEAST : limit,
                          options->nesting_limit, name, error);
}

static att_status read_tree(att_source_story *story, att_arena *arena, att_arena *scratch,
                            att_slice page, const att_reader_options *options, const char *name,
                            att_error *error) {
    att_page_tree tree;
    att_status status = parse(&tree, scratch, page, options, name, error);
    if (status)
        return status;
    att_page_facts(story, &tree, arena);
    story->text = att_page_main_text(&tree, story->title, false, arena);
    if (!story->text.size)
        return att_error_set(error, ATT_ERROR_INPUT, 0, "%s: a page without text", name);
    return ATT_OK;
}

/* Runs `read_tree` with a scratch arena that survives the end of memory in either. */
static att_status with_scratch(att_source_story *story, att_arena *arena, att_slice page,
                               const att_reader_options *options, const char *name,
                               att_error *error) {
    att_arena scratch;
    att_arena_init(&scratch);
    jmp_buf ended, *outer = arena->recovery;
    arena->recovery = scratch.recovery = &ended;
    att_status status;
    if (setjmp(ended))
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended", name);
    else
        status = read_tree(story, arena, &scratch, page, options, name, error);
    arena->recovery = outer;
    att_arena_release(&scratch);
    return status;
}

att_status att_page_read(att_source_story *story, att_arena *arena, att_slice page,
                         att_slice charset, att_slice url, const att_reader_options *options,
                         const char *name, att_error *error) {
    att_status status = decode(&page, &story->note, arena, charset, options, name, error);
    story->url = att_arena_copy(arena, url);
    return status ? status : with_scratch(story, arena, page, options, name, error);
}

att_status att_page_fragment(att_slice *text, att_arena *arena, att_slice html,
                             const att_reader_options *options, const char *name,
                             att_error *error) {
    att_arena scratch;
    att_page_tree tree;
    att_arena_init(&scratch);
    jmp_buf ended, *outer = arena->recovery;
    arena->recovery = scratch.recovery = &ended;
    att_status status;
    if (setjmp(ended)) {
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended", name);
    } else {
        status = parse(&tree, &scratch, html, options, name, error);
        if (!status)
            *text = att_page_main_text(&tree, ATT_SLICE_EMPTY, true, arena);
    }
    arena->recovery = outer;
    att_arena_release(&scratch);
    return status;
}
