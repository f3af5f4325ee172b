/* mentions.c - how many participants of gold records are among the entities of their documents.
 *
 *   bench-mentions DATA GOLD NUMBER...  recall over GOLD/NUMBER.txt and .json, and what is missed
 *   bench-mentions DATA --show FILE...  the mentions of each file
 *   bench-mentions DATA --lines FILE    one document for each line: "text" or "text TAB ..." */
#include "mentions/mentions.h"
#include "base/buffer.h"
#include "base/file.h"
#include "input/input.h"
#include "mentions/place.h"
#include "parse/parse.h"
#include "tokens/tokens.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct tools {
    att_tokenizer *tokenizer;
    att_model *model;
    att_model_scratch *scratch;
    att_world *world;
    att_gazetteer *places;
} tools;

static void stop(const att_error *error) {
    fprintf(stderr, "%s\n", error->message);
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double spent;
static size_t tokens;

static att_document *read_story(const tools *with, att_slice text) {
    att_error error;
    att_document *document;
    if (att_document_new(&document, text, &error))
        stop(&error);
    jmp_buf here;
    document->arena.recovery = &here;
    if (setjmp(here))
        exit(1);
    if (att_input_split(document, &error) || att_tokens_run(with->tokenizer, document, &error) ||
        att_parse_run(with->model, with->scratch, NULL, document, &error))
        stop(&error);
    att_squashed squashed;
    att_squash_document(&squashed, document);
    if (att_places_run(with->places, &squashed, document, &error))
        stop(&error);
    double start = now();
    if (att_mentions_run(with->world, document, &error))
        stop(&error);
    spent += now() - start;
    tokens += document->tokens.count;
    document->arena.recovery = NULL;
    return document;
}

static att_slice load(att_arena *arena, const char *path) {
    att_error error;
    att_slice text;
    if (att_file_read(&text, arena, path, UINT32_MAX / 16, &error))
        stop(&error);
    return text;
}

/* One line for each mention: text, kind, entities as CODE/SECTOR, and what decided. */
static void describe(const att_document *document, att_buffer *out) {
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        const att_mention *mention = &document->mentions.items[i];
        att_slice text = att_document_part(document, mention->span);
        for (uint32_t c = 0; c < text.size; c++)
            att_buffer_add_char(out, (unsigned char)text.data[c] < ' ' ? ' ' : text.data[c]);
        att_buffer_format(out, "\t%s\t", att_mention_kind_name(mention->kind));
        for (uint32_t e = mention->entity_first; e < mention->entity_end; e++) {
            const att_entity *entity =
                &document->entities.items[document->mention_entities.items[e]];
            att_buffer_format(out, "%s%.*s/%s", e > mention->entity_first ? " " : "",
                              (int)entity->code.size, entity->code.data,
                              att_sector_name(entity->sector));
        }
        att_buffer_add(out, mention->resolved ? "\t" : "?\t");
        att_buffer_add_slice(out, mention->rule);
        att_buffer_add_char(out, '\n');
    }
}

static void show(const att_document *document) {
    att_buffer out;
    att_buffer_init(&out);
    describe(document, &out);
    att_slice text = att_buffer_slice(&out);
    fwrite(text.data, 1, text.size, stdout);
    att_buffer_release(&out);
}

typedef struct recall {
    unsigned wanted, found, found_codes; /* among the entities of the document */
    unsigned said_found;                 /* among the mentions of the evidence's own sentences */
} recall;

static bool has(const att_document *document, const char *code, const char *sector) {
    for (uint32_t i = 0; i < document->entities.count; i++) {
        const att_entity *entity = &document->entities.items[i];
        if (att_slice_is(entity->code, code) &&
            (!sector || strcmp(att_sector_name(entity->sector), sector) == 0))
            return true;
    }
    return false;
}

static bool mentioned(const att_document *document, uint32_t sentence, const char *code,
                      const char *sector) {
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        const att_mention *mention = &document->mentions.items[i];
        for (uint32_t e = mention->entity_first;
             mention->sentence == sentence && e < mention->entity_end; e++) {
            const att_entity *entity =
                &document->entities.items[document->mention_entities.items[e]];
            if (att_slice_is(entity->code, code) &&
                strcmp(att_sector_name(entity->sector), sector) == 0)
                return true;
        }
    }
    return false;
}

/* Whether any evidence sentence mentions the participant; the first sentences of the evidence are
 * given by their first words. */
static bool mentioned_in(const att_document *document, const cJSON *evidence, const char *code,
                         const char *sector) {
    const cJSON *words;
    cJSON_ArrayForEach(words, evidence) {
        const char *at = strstr(document->text.data, words->valuestring);
        uint32_t offset = at ? (uint32_t)(at - document->text.data) : 0;
        for (uint32_t i = 0; at && i < document->sentences.count; i++) {
            att_span span = document->sentences.items[i].span;
            if (span.end > offset && span.start < offset + strlen(words->valuestring) &&
                mentioned(document, i, code, sector))
                return true;
        }
    }
    return false;
}

static void compare(const att_document *document, const cJSON *record, const char *list,
                    const char *number, recall *out) {
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(record, list)) {
        char code[64] = "", sector[16] = "";
        if (!cJSON_IsString(item) || sscanf(item->valuestring, "%63[^/]/%15s", code, sector) < 1)
            continue;
        bool exact = has(document, code, sector), loose = has(document, code, NULL);
        const cJSON *evidence = cJSON_GetObjectItem(record, "evidence");
        bool said = mentioned_in(document, evidence, code, sector);
        out->wanted++;
        out->found += exact;
        out->found_codes += loose;
        out->said_found += said;
        const cJSON *first = cJSON_GetArrayItem(evidence, 0);
        if (!exact || !said)
            printf("%s %s %s%s  %s\n", number, exact ? "unsaid" : "absent", item->valuestring,
                   loose ? "" : " (code)", first ? first->valuestring : "");
    }
}

static void measure(const tools *with, const char *gold, const char *number, recall *out) {
    char path[1024];
    att_arena arena;
    att_arena_init(&arena);
    snprintf(path, sizeof path, "%s/%s.txt", gold, number);
    att_document *document = read_story(with, load(&arena, path));
    snprintf(path, sizeof path, "%s/%s.json", gold, number);
    cJSON *json = cJSON_Parse(load(&arena, path).data);
    const cJSON *record;
    cJSON_ArrayForEach(record, cJSON_GetObjectItem(json, "records")) {
        compare(document, record, "actors", number, out);
        compare(document, record, "recipients", number, out);
        compare(document, record, "speakers", number, out);
    }
    cJSON_Delete(json);
    att_document_free(document);
    att_arena_release(&arena);
}

static void show_lines(const tools *with, const char *path) {
    att_arena arena;
    att_arena_init(&arena);
    att_slice rest = load(&arena, path), line;
    while (att_slice_next(&rest, '\n', &line)) {
        att_slice text;
        if (!line.size || line.data[0] == '#' || !att_slice_next(&line, '\t', &text))
            continue;
        att_document *document = read_story(with, text);
        printf("== %.*s\n", (int)text.size, text.data);
        show(document);
        att_document_free(document);
    }
    att_arena_release(&arena);
}

static void open_tools(tools *out, const char *data) {
    att_error error;
    char language[1024], model[1100];
    snprintf(language, sizeof language, "%s/lang/en", data);
    snprintf(model, sizeof model, "%s/model.bin", language);
    double start = now();
    if (att_world_open(&out->world, data, NULL, &error))
        stop(&error);
    fprintf(stderr, "world opened in %.1f ms\n", (now() - start) * 1e3);
    char world[1024];
    snprintf(world, sizeof world, "%s/world", data);
    if (att_gazetteer_open(&out->places, world, NULL, &error))
        stop(&error);
    att_world_use_places(out->world, out->places);
    if (att_tokenizer_open(&out->tokenizer, language, &error) ||
        att_model_open(&out->model, model, &error))
        stop(&error);
    out->scratch = att_model_scratch_open(out->model);
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: bench-mentions DATA GOLD NUMBER...\n");
        return 2;
    }
    tools with;
    open_tools(&with, argv[1]);
    recall total = {0};
    bool lines = strcmp(argv[2], "--lines") == 0, files = strcmp(argv[2], "--show") == 0;
    for (int i = 3; i < argc; i++) {
        if (lines) {
            show_lines(&with, argv[i]);
        } else if (files) {
            att_arena arena;
            att_arena_init(&arena);
            att_document *document = read_story(&with, load(&arena, argv[i]));
            show(document);
            att_document_free(document);
            att_arena_release(&arena);
        } else {
            measure(&with, argv[2], argv[i], &total);
        }
    }
    if (total.wanted)
        printf("gold participants %u; among the entities %.1f %%, by code alone %.1f %%; "
               "mentioned in the evidence %.1f %%\n",
               total.wanted, 100.0 * total.found / total.wanted,
               100.0 * total.found_codes / total.wanted, 100.0 * total.said_found / total.wanted);
    fprintf(stderr, "%zu tokens, %.0f tokens/s in this stage\n", tokens,
            spent > 0 ? (double)tokens / spent : 0);
    att_model_scratch_close(with.scratch);
    att_model_close(with.model);
    att_tokenizer_close(with.tokenizer);
    att_world_close(with.world);
    att_gazetteer_close(with.places);
    return 0;
}
