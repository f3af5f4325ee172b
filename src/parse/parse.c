/* parse.c - see parse.h. */
#include "parse/parse.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "parse/repair.h"

static const char *const xpos_names[] = {
#define ATT_XPOS(id, name) name,
#include "document/xpos.def"
#undef ATT_XPOS
};

const char *att_xpos_name(uint8_t xpos) {
    return xpos < sizeof xpos_names / sizeof xpos_names[0] ? xpos_names[xpos] : "_";
}

static const struct {
    const char *name;
    uint16_t mask, value;
    const char *value_name;
} feature_values[] = {
#define ATT_FEATURE_VALUE(feature, id, number, value_name)                                         \
    {#feature, ATT_FEATURE_##feature##_MASK, ATT_##feature##_##id, value_name},
#include "document/features.def"
};

static const struct {
    const char *id, *name;
} feature_names[] = {
#define ATT_FEATURE(id, name, shift, width) {#id, name},
#include "document/features.def"
};

static const char *feature_name(const char *id) {
    for (size_t i = 0; i < sizeof feature_names / sizeof feature_names[0]; i++)
        if (strcmp(feature_names[i].id, id) == 0)
            return feature_names[i].name;
    return id;
}

void att_features_write(struct att_buffer *out, uint16_t features) {
    bool any = false;
    for (size_t i = 0; i < sizeof feature_values / sizeof feature_values[0]; i++)
        if ((features & feature_values[i].mask) == feature_values[i].value) {
            att_buffer_format(out, "%s%s=%s", any ? "|" : "", feature_name(feature_values[i].name),
                              feature_values[i].value_name);
            any = true;
        }
    if (!any)
        att_buffer_add(out, "_");
}

/* The two lemmas of a word share their bytes where they are the same. */
static void set_lemma(att_document *document, att_word *word, att_slice lemma) {
    word->lemma = att_utf8_lower(&document->arena, lemma);
    lemma.size = att_utf8_valid_prefix(lemma); /* a very long one was cut somewhere */
    word->lemma_as_written =
        att_slice_equal(lemma, word->lemma) ? word->lemma : att_arena_copy(&document->arena, lemma);
}

static void find_lemma(const att_model *model, att_document *document, att_word *word,
                       att_slice form, uint16_t rule) {
    char lemma[512];
    size_t size = att_model_lemma(model, form.data, form.size, rule, lemma, sizeof lemma);
    set_lemma(document, word, (att_slice){lemma, (uint32_t)size});
}

static void parse_sentence(const att_model *model, att_model_scratch *scratch,
                           const att_alike *alike, att_document *document,
                           const att_sentence *sentence) {
    uint32_t count = sentence->end - sentence->first;
    if (!count)
        return;
    att_word_in *in = ATT_NEW_ARRAY(&document->arena, att_word_in, count);
    att_word_out *out = ATT_NEW_ARRAY(&document->arena, att_word_out, count);
    for (uint32_t i = 0; i < count; i++) {
        att_slice form = att_document_form(document, sentence->first + i);
        att_slice shown = alike ? att_alike_form(alike, form) : form;
        in[i] = (att_word_in){shown.data, shown.size};
    }
    att_model_run(model, scratch, in, count, out);
    for (uint32_t i = 0; i < count; i++) {
        att_slice form = att_document_form(document, sentence->first + i);
        att_word *word = &document->words[sentence->first + i];
        *word = (att_word){
            .lower = att_utf8_lower(&document->arena, form),
            .head = out[i].head ? sentence->first + (uint32_t)out[i].head - 1 : ATT_NONE,
            .upos = out[i].upos,
            .xpos = out[i].xpos,
            .relation = out[i].relation,
            .entity = out[i].entity,
            .features = out[i].features,
        };
        if (in[i].form == form.data)
            find_lemma(model, document, word, form, out[i].lemma_rule);
        else
            set_lemma(document, word, att_alike_singular(alike, form));
    }
    att_parse_repair(document, sentence);
}

att_status att_parse_run(const att_model *model, att_model_scratch *scratch, const att_alike *alike,
                         att_document *document, att_error *error) {
    document->words = ATT_NEW_ARRAY(&document->arena, att_word, document->tokens.count);
    for (uint32_t s = 0; s < document->sentences.count; s++)
        parse_sentence(model, scratch, alike, document, &document->sentences.items[s]);
    return ATT_OK;
}
