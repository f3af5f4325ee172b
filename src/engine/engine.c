/* engine.c - see engine.h. */
#include "engine/engine.h"

#include "base/error.h"
#include "base/utf8.h"
#include "input/input.h"
#include "mentions/mentions.h"
#include "mentions/setting.h"
#include "parse/parse.h"
#include "records/records.h"
#include "tokens/tokens.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { POOL_SIZE = 64 };

struct att_engine {
    char data_dir[1024];
    att_tokenizer *tokenizer;
    att_model *model;
    att_alike *alike;
    att_setting *setting;
    att_world *world;
    att_codebook codebook;
    pthread_mutex_t lock; /* guards the pool only */
    att_model_scratch *pool[POOL_SIZE];
    int pooled;
};

/* ---- opening
 * ------------------------------------------------------------------------------------- */

static bool is_data_dir(const char *dir) {
    char path[4096];
    return snprintf(path, sizeof path, "%s/lang/en/rules", dir) < (int)sizeof path &&
           access(path, R_OK) == 0;
}

/* Beside the program when it runs from its build folder: BUILD/attache, ../data. */
static bool data_beside_program(char *out, size_t size) {
    char program[1024];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return false;
    program[length] = '\0';
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(program, '/');
        if (!slash)
            return false;
        *slash = '\0';
    }
    return snprintf(out, size, "%s/data", program) < (int)size && is_data_dir(out);
}

att_status att_engine_find_data(char *out, size_t size, const att_engine_options *options,
                                att_error *error) {
    const char *named = options && options->data_dir ? options->data_dir : getenv("ATTACHE_DATA");
    if (named) {
        snprintf(out, size, "%s", named);
        if (is_data_dir(out))
            return ATT_OK;
        return att_error_set(error, ATT_ERROR_DATA, ATT_NO_OFFSET,
                             "%s: holds no data (no lang/en/rules in it)", named);
    }
    snprintf(out, size, "%s", ATT_INSTALLED_DATA);
    if (is_data_dir(out) || data_beside_program(out, size))
        return ATT_OK;
    snprintf(out, size, "%s", ATT_SOURCE_DATA);
    if (is_data_dir(out))
        return ATT_OK;
    return att_error_set(error, ATT_ERROR_DATA, ATT_NO_OFFSET,
                         "the data was not found at %s; set ATTACHE_DATA", ATT_INSTALLED_DATA);
}

static att_status open_knowledge(att_engine *engine, const char *overlay, att_error *error) {
    char language[1100], world[1100], own[1100], overlaid[1100], model[1200];
    snprintf(language, sizeof language, "%s/lang/en", engine->data_dir);
    snprintf(world, sizeof world, "%s/world", engine->data_dir);
    snprintf(model, sizeof model, "%s/model.bin", language);
    if (overlay) {
        snprintf(own, sizeof own, "%s/lang/en", overlay);
        snprintf(overlaid, sizeof overlaid, "%s/world", overlay);
    }
    const char *own_language = overlay ? own : NULL, *own_world = overlay ? overlaid : NULL;
    att_status status = att_tokenizer_open(&engine->tokenizer, language, error);
    if (!status)
        status = att_model_open(&engine->model, model, error);
    if (!status)
        status = att_alike_open(&engine->alike, world, error);
    if (!status)
        status = att_setting_open(&engine->setting, world, own_world, error);
    if (!status)
        status = att_world_open(&engine->world, engine->data_dir, overlay, error);
    if (!status)
        att_world_use_places(engine->world, att_setting_places(engine->setting));
    if (!status)
        status = att_codebook_open(&engine->codebook, language, own_language, error);
    return status;
}

att_status att_engine_open(att_engine **out, const att_engine_options *options, att_error *error) {
    *out = NULL;
    att_engine *engine = calloc(1, sizeof *engine);
    if (!engine)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    pthread_mutex_init(&engine->lock, NULL);
    att_status status =
        att_engine_find_data(engine->data_dir, sizeof engine->data_dir, options, error);
    if (!status)
        status = open_knowledge(engine, options ? options->overlay_dir : NULL, error);
    if (status) {
        att_engine_close(engine);
        return status;
    }
    *out = engine;
    return ATT_OK;
}

void att_engine_close(att_engine *engine) {
    if (!engine)
        return;
    while (engine->pooled)
        att_model_scratch_close(engine->pool[--engine->pooled]);
    att_codebook_close(&engine->codebook);
    att_world_close(engine->world);
    att_setting_close(engine->setting);
    att_alike_close(engine->alike);
    att_model_close(engine->model);
    att_tokenizer_close(engine->tokenizer);
    pthread_mutex_destroy(&engine->lock);
    free(engine);
}

const char *att_engine_data_dir(const att_engine *engine) {
    return engine->data_dir;
}

const att_rules *att_engine_rules(const att_engine *engine) {
    return engine->codebook.rules;
}

/* ---- scratch memory of the parser
 * ------------------------------------------------------------------ */

static att_model_scratch *borrow_scratch(att_engine *engine) {
    att_model_scratch *volatile scratch = NULL;
    pthread_mutex_lock(&engine->lock);
    if (engine->pooled)
        scratch = engine->pool[--engine->pooled];
    pthread_mutex_unlock(&engine->lock);
    return scratch ? scratch : att_model_scratch_open(engine->model);
}

static void return_scratch(att_engine *engine, att_model_scratch *scratch) {
    pthread_mutex_lock(&engine->lock);
    if (engine->pooled < POOL_SIZE) {
        engine->pool[engine->pooled++] = scratch;
        scratch = NULL;
    }
    pthread_mutex_unlock(&engine->lock);
    if (scratch)
        att_model_scratch_close(scratch);
}

/* ---- stages
 * -------------------------------------------------------------------------------------- */

typedef att_status stage(att_engine *, att_model_scratch *, att_document *, att_error *);

static att_status split(att_engine *e, att_model_scratch *s, att_document *d, att_error *error) {
    return att_input_split(d, error);
}

static att_status tokens(att_engine *e, att_model_scratch *s, att_document *d, att_error *error) {
    return att_tokens_run(e->tokenizer, d, error);
}

static att_status parse(att_engine *e, att_model_scratch *s, att_document *d, att_error *error) {
    return att_parse_run(e->model, s, e->alike, d, error);
}

static att_status setting(att_engine *e, att_model_scratch *s, att_document *d, att_error *error) {
    return att_setting_run(e->setting, d, error);
}

static att_status mentions(att_engine *e, att_model_scratch *s, att_document *d, att_error *error) {
    return att_mentions_run(e->world, d, error);
}

static att_status records(att_engine *e, att_model_scratch *s, att_document *d, att_error *error) {
    return att_records_run(&e->codebook, d, error);
}

static stage *const stages[] = {split, tokens, parse, setting, mentions, records};

enum { STAGE_PARSE = 2, STAGE_COUNT = sizeof stages / sizeof stages[0] };

/* Runs stages [first, end); when memory ends in one of them, the arena comes back here. */
static att_status run_stages(const att_engine *shared, att_document *document, size_t first,
                             size_t end, att_error *error) {
    att_engine *engine = (att_engine *)shared; /* only the pool changes, under its lock */
    att_model_scratch *scratch = borrow_scratch(engine);
    if (!scratch)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    jmp_buf here;
    document->arena.recovery = &here;
    volatile att_status status = ATT_OK;
    if (setjmp(here))
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended",
                               document->id.data);
    else
        for (size_t i = first; i < end && !status; i++)
            status = stages[i](engine, scratch, document, error);
    document->arena.recovery = NULL;
    return_scratch(engine, scratch);
    return status;
}

att_status att_engine_run(const att_engine *engine, att_document *document, att_error *error) {
    return run_stages(engine, document, 0, STAGE_COUNT, error);
}

att_status att_engine_parse(const att_engine *engine, att_document *document, att_error *error) {
    return run_stages(engine, document, 0, STAGE_PARSE + 1, error);
}

att_status att_engine_parse_tokens(const att_engine *engine, att_document *document,
                                   att_error *error) {
    return run_stages(engine, document, STAGE_PARSE, STAGE_PARSE + 1, error);
}

/* ---- documents ----------------------------------------------------------------------------------
 */

static void set_text(att_document *document, att_slice *member, const char *value) {
    if (value)
        *member = att_arena_copy(&document->arena, att_slice_of(value));
}

static att_status check_text(const att_story *story, att_error *error) {
    const char *name = story->id ? story->id : "story";
    if (story->size > UINT32_MAX / 16)
        return att_error_set(error, ATT_ERROR_LIMIT, ATT_NO_OFFSET, "%s: longer than %u bytes",
                             name, UINT32_MAX / 16);
    att_slice text = {story->text, (uint32_t)story->size};
    const char *nul = text.size ? memchr(text.data, 0, text.size) : NULL;
    if (nul)
        return att_error_set(error, ATT_ERROR_INPUT, (uint64_t)(nul - text.data),
                             "%s: a NUL byte at offset %u", name, (uint32_t)(nul - text.data));
    uint32_t valid = att_utf8_valid_prefix(text);
    if (valid < text.size)
        return att_error_set(error, ATT_ERROR_INPUT, valid, "%s: not UTF-8 at offset %u", name,
                             valid);
    return ATT_OK;
}

static void fill_document(att_document *document, const att_story *story) {
    set_text(document, &document->id, story->id ? story->id : document->hash);
    set_text(document, &document->title, story->title);
    set_text(document, &document->source, story->source);
    set_text(document, &document->url, story->url);
}

att_status att_engine_document(att_document **out, const att_story *story, att_error *error) {
    *out = NULL;
    att_day day = 0;
    if (story->date && !att_day_parse(&day, att_slice_of(story->date)))
        return att_error_set(error, ATT_ERROR_INPUT, ATT_NO_OFFSET,
                             "%s: '%s' is no date of the form YYYY-MM-DD",
                             story->id ? story->id : "story", story->date);
    att_status status = check_text(story, error);
    if (!status)
        status = att_document_new(out, (att_slice){story->text, (uint32_t)story->size}, error);
    if (status)
        return status;
    att_document *document = *out;
    document->date_known = story->date != NULL;
    document->date = day;
    jmp_buf here;
    document->arena.recovery = &here;
    if (setjmp(here)) {
        att_document_free(document);
        *out = NULL;
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    }
    fill_document(document, story);
    document->arena.recovery = NULL;
    return ATT_OK;
}

att_status att_engine_code(att_document **out, const att_engine *engine, const att_story *story,
                           att_error *error) {
    att_status status = att_engine_document(out, story, error);
    if (!status)
        status = att_engine_run(engine, *out, error);
    if (status) {
        att_document_free(*out);
        *out = NULL;
    }
    return status;
}

size_t att_document_record_count(const att_document *document) {
    return document->records.count;
}
