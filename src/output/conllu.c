/* conllu.c - tokens and parse in CoNLL-U, ten columns a word.
 *
 * Only a document coded just now has them: the store keeps neither. */
#include "output/write.h"

static const struct {
    const char *name;
    int shift;
    unsigned mask;
} features[] = {
#define ATT_FEATURE(id, name, shift, width) {name, shift, ATT_FEATURE_##id##_MASK},
#include "document/features.def"
};
enum { FEATURE_COUNT = sizeof features / sizeof features[0] };

static const struct {
    const char *feature;
    unsigned number;
    const char *name;
} values[] = {
#define ATT_FEATURE_VALUE(feature, id, number, name) {#feature, number, name},
#include "document/features.def"
};

static const char *const feature_ids[] = {
#define ATT_FEATURE(id, name, shift, width) #id,
#include "document/features.def"
};

static const char *const xpos_names[] = {
#define ATT_XPOS(id, name) name,
#include "document/xpos.def"
#undef ATT_XPOS
};

static const char *value_name(int feature, unsigned number) {
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        if (values[i].number == number && strcmp(values[i].feature, feature_ids[feature]) == 0)
            return values[i].name;
    return "_";
}

/* The feature whose name follows `after` in the alphabet, as CoNLL-U orders them. */
static int next_feature(const char *after) {
    int next = -1;
    for (int i = 0; i < FEATURE_COUNT; i++)
        if (strcmp(features[i].name, after) > 0 &&
            (next < 0 || strcmp(features[i].name, features[next].name) < 0))
            next = i;
    return next;
}

static void add_features(att_buffer *out, uint16_t packed) {
    const char *separator = "";
    for (int i = next_feature(""); i >= 0; i = next_feature(features[i].name)) {
        unsigned number = (packed & features[i].mask) >> features[i].shift;
        if (!number)
            continue;
        att_buffer_format(out, "%s%s=%s", separator, features[i].name, value_name(i, number));
        separator = "|";
    }
    att_buffer_add(out, *separator ? "" : "_");
}

/* A cell: no white space but a space inside a word, and never empty. */
static void add_cell(att_buffer *out, att_slice text) {
    if (text.size)
        att_write_tsv(out, text);
    else
        att_buffer_add_char(out, '_');
    att_buffer_add_char(out, '\t');
}

static void add_word(att_buffer *out, const att_document *document, uint32_t token,
                     const att_sentence *sentence, bool inside) {
    att_buffer_format(out, "%u\t", token - sentence->first + 1);
    add_cell(out, att_document_form(document, token));
    if (document->words) {
        const att_word *word = &document->words[token];
        add_cell(out, word->lemma_as_written);
        add_cell(out, att_slice_of(att_upos_name((att_upos)word->upos)));
        add_cell(out, att_slice_of(xpos_names[word->xpos]));
        add_features(out, word->features);
        att_buffer_format(out, "\t%u\t%s\t_\t",
                          word->head == ATT_NONE ? 0 : word->head - sentence->first + 1,
                          att_relation_name((att_relation)word->relation));
    } else {
        att_buffer_add(out, "_\t_\t_\t_\t_\t_\t_\t");
    }
    bool space = inside || document->tokens.items[token].space_after;
    att_buffer_add(out, space ? "_\n" : "SpaceAfter=No\n");
}

/* The last token of the orthographic word that starts at `token`. */
static uint32_t word_end(const att_document *document, uint32_t token, uint32_t limit) {
    while (token + 1 < limit && document->tokens.items[token].joined)
        token++;
    return token;
}

static void add_range(att_buffer *out, const att_document *document, const att_sentence *sentence,
                      uint32_t first, uint32_t last) {
    att_span span = {document->tokens.items[first].span.start,
                     document->tokens.items[last].span.end};
    att_buffer_format(out, "%u-%u\t", first - sentence->first + 1, last - sentence->first + 1);
    add_cell(out, att_document_part(document, span));
    att_buffer_add(out, "_\t_\t_\t_\t_\t_\t_\t");
    att_buffer_add(out, document->tokens.items[last].space_after ? "_\n" : "SpaceAfter=No\n");
}

static void add_sentence(att_buffer *out, const att_document *document, uint32_t index) {
    const att_sentence *sentence = &document->sentences.items[index];
    att_buffer_add(out, "# sent_id = ");
    att_write_tsv(out, document->id);
    att_buffer_format(out, "-%u\n# text = ", index + 1);
    att_write_tsv(out, att_document_part(document, sentence->span));
    att_buffer_add_char(out, '\n');
    for (uint32_t first = sentence->first; first < sentence->end;) {
        uint32_t last = word_end(document, first, sentence->end);
        if (last > first)
            add_range(out, document, sentence, first, last);
        for (uint32_t token = first; token <= last; token++)
            add_word(out, document, token, sentence, last > first);
        first = last + 1;
    }
    att_buffer_add_char(out, '\n');
}

void att_output_conllu_head(att_buffer *out) {
}

void att_output_conllu_document(att_buffer *out, const att_document *document) {
    att_buffer_add(out, "# newdoc id = ");
    att_write_tsv(out, document->id);
    att_buffer_add_char(out, '\n');
    for (uint32_t i = 0; i < document->sentences.count; i++)
        if (document->sentences.items[i].first < document->sentences.items[i].end)
            add_sentence(out, document, i);
}
