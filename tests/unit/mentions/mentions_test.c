/* mentions_test.c - whom texts name (cases.tsv), with the whole of the language core before it;
 * that exchanging two states exchanges them in the result; and that wrong parses do no harm. */
#include "base/buffer.h"
#include "base/file.h"
#include "base/table.h"
#include "input/input.h"
#include "mentions/mentions.h"
#include "parse/parse.h"
#include "tokens/tokens.h"

#include "../random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct tools {
    att_tokenizer *tokenizer;
    att_model *model;
    att_model_scratch *scratch;
    att_gazetteer *places;
    att_world *world;
} tools;

static att_document *parse(const tools *with, const char *text) {
    att_document *document;
    assert_int_equal(att_document_new(&document, att_slice_of(text), NULL), ATT_OK);
    *ATT_PUSH(&document->arena, &document->parts) =
        (att_part){ATT_PART_BODY, {0, document->text.size}};
    assert_int_equal(att_tokens_run(with->tokenizer, document, NULL), ATT_OK);
    assert_int_equal(att_parse_run(with->model, with->scratch, NULL, document, NULL), ATT_OK);
    return document;
}

static void check_bounds(const att_document *document) {
    uint32_t before = 0;
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        const att_mention *mention = &document->mentions.items[i];
        assert_true(mention->first >= before);
        assert_true(mention->first < mention->end && mention->end <= document->tokens.count);
        assert_true(mention->head >= mention->first && mention->head < mention->end);
        assert_true(mention->entity_first <= mention->entity_end);
        assert_true(mention->entity_end <= document->mention_entities.count);
        before = mention->first;
    }
}

/* All participants but those of demonyms, each once, with a space before and after. */
static void render(att_buffer *out, const att_document *document) {
    att_buffer_add_char(out, ' ');
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        const att_mention *mention = &document->mentions.items[i];
        if (mention->kind == ATT_MENTION_DEMONYM)
            continue;
        for (uint32_t e = mention->entity_first; e < mention->entity_end; e++) {
            const att_entity *entity =
                &document->entities.items[document->mention_entities.items[e]];
            char item[64];
            snprintf(item, sizeof item, " %.*s/%s ", (int)entity->code.size, entity->code.data,
                     att_sector_name(entity->sector));
            if (!out->data || !strstr(out->data, item))
                att_buffer_add(out, item + 1);
        }
    }
}

static unsigned count_items(att_slice list) {
    unsigned count = 0;
    att_slice item;
    while (att_slice_next(&list, ' ', &item))
        count += item.size > 1;
    return count;
}

/* Whether two lists hold the same items, in any order. */
static bool same_items(att_slice expected, const att_buffer *found) {
    if (count_items(expected) != count_items(att_buffer_slice(found)))
        return false;
    att_slice item;
    while (att_slice_next(&expected, ' ', &item)) {
        char key[64];
        snprintf(key, sizeof key, " %.*s ", (int)item.size, item.data);
        if (item.size > 1 && !strstr(found->data, key))
            return false;
    }
    return true;
}

static void test_cases(void **state) {
    const tools *with = *state;
    att_arena arena;
    att_arena_init(&arena);
    att_table table;
    assert_int_equal(
        att_table_open(&table, &arena, ATT_TEST_FILES, "unit/mentions/cases.tsv", "text", NULL),
        ATT_OK);
    int cases = 0, wrong = 0;
    while (att_table_next(&table)) {
        char text[1024];
        snprintf(text, sizeof text, "%.*s", (int)table.column[0].size, table.column[0].data);
        att_document *document = parse(with, text);
        assert_int_equal(att_mentions_run(with->world, document, NULL), ATT_OK);
        check_bounds(document);
        att_buffer found;
        att_buffer_init(&found);
        render(&found, document);
        if (!same_items(table.column[1], &found)) {
            fprintf(stderr, "line %u: %s\n  expected %.*s\n  found   %s\n", table.line, text,
                    (int)table.column[1].size, table.column[1].data, found.data);
            wrong++;
        }
        cases++;
        att_buffer_release(&found);
        att_document_free(document);
    }
    printf("%d of %d cases of mentions\n", cases - wrong, cases);
    assert_true(cases >= 120);
    assert_int_equal(wrong, 0);
    att_arena_release(&arena);
}

/* ---- exchanging two states ------------------------------------------------------------------- */

typedef struct state_words {
    const char *code, *name, *adjective, *capital;
} state_words;

static const state_words states[] = {
    {"VNM", "Vietnam", "Vietnamese", "Hanoi"},
    {"IND", "India", "Indian", "New Delhi"},
    {"USA", "the United States", "US", "Washington"},
    {"CHN", "China", "Chinese", "Beijing"},
    {"RUS", "Russia", "Russian", "Moscow"},
    {"UKR", "Ukraine", "Ukrainian", "Kyiv"},
    {"ISR", "Israel", "Israeli", "Jerusalem"},
    {"IRN", "Iran", "Iranian", "Tehran"},
    {"KEN", "Kenya", "Kenyan", "Nairobi"},
    {"BRA", "Brazil", "Brazilian", "Brasilia"},
    {"JPN", "Japan", "Japanese", "Tokyo"},
    {"FRA", "France", "French", "Paris"},
};

/* $1 $2 names, $a $b adjectives, $c $d capitals. */
static const char *const templates[] = {
    ("$c, May 3 - $a Defence Minister Alim Borova received $b Ambassador Ona Rel. The host thanked "
     "$2."),
    "The navies of $1 and $2 held a drill. The two navies agreed to repeat it.",
    "$1's coast guard met its $b counterpart in $c. Both sides agreed.",
    "$d accused $1 of shelling a village. The army denied it.",
    "The $a and $b foreign ministers met in $d. The two countries signed a pact.",
    "In $c, the Foreign Ministry summoned the $b ambassador. The ambassador rejected the charge.",
    "$a troops entered $2. It closed its border, and its army fired on the $a forces.",
};

static void fill(char *out, size_t size, const char *form, const state_words *a,
                 const state_words *b) {
    size_t at = 0;
    for (; *form && at + 32 < size; form++) {
        const char *put = NULL;
        if (*form == '$') {
            form++;
            put = *form == '1'   ? a->name
                  : *form == '2' ? b->name
                  : *form == 'a' ? a->adjective
                  : *form == 'b' ? b->adjective
                  : *form == 'c' ? a->capital
                                 : b->capital;
        }
        if (put)
            at += (size_t)snprintf(out + at, size - at, "%s", put);
        else
            out[at++] = *form;
    }
    out[at] = '\0';
}

/* Mentions with the first state as A and the second as B, without their text. */
static void render_exchanged(att_buffer *out, const att_document *document, const char *a,
                             const char *b) {
    for (uint32_t i = 0; i < document->mentions.count; i++) {
        const att_mention *mention = &document->mentions.items[i];
        att_buffer_format(out, "%s", att_mention_kind_name(mention->kind));
        for (uint32_t e = mention->entity_first; e < mention->entity_end; e++) {
            const att_entity *entity =
                &document->entities.items[document->mention_entities.items[e]];
            att_slice code = att_slice_is(entity->code, a)   ? att_slice_of("A")
                             : att_slice_is(entity->code, b) ? att_slice_of("B")
                                                             : entity->code;
            att_buffer_format(out, " %.*s/%s", (int)code.size, code.data,
                              att_sector_name(entity->sector));
        }
        att_buffer_add_char(out, '\n');
    }
}

static void run_template(const tools *with, const char *form, const state_words *a,
                         const state_words *b, att_buffer *out) {
    char text[1024];
    fill(text, sizeof text, form, a, b);
    att_document *document = parse(with, text);
    assert_int_equal(att_mentions_run(with->world, document, NULL), ATT_OK);
    render_exchanged(out, document, a->code, b->code);
    att_document_free(document);
}

static void test_exchange(void **state) {
    const tools *with = *state;
    unsigned different = 0, pairs = 0;
    for (size_t t = 0; t < sizeof templates / sizeof *templates; t++)
        for (size_t i = 0; i + 1 < sizeof states / sizeof *states; i += 2, pairs++) {
            att_buffer one, other;
            att_buffer_init(&one);
            att_buffer_init(&other);
            run_template(with, templates[t], &states[i], &states[i + 1], &one);
            run_template(with, templates[t], &states[i + 1], &states[i], &other);
            if (strcmp(one.data, other.data) != 0) {
                fprintf(stderr, "%s and %s in: %s\n%s---\n%s", states[i].code, states[i + 1].code,
                        templates[t], one.data, other.data);
                different++;
            }
            att_buffer_release(&one);
            att_buffer_release(&other);
        }
    printf("%u of %u exchanges the same\n", pairs - different, pairs);
    assert_int_equal(different, 0);
}

/* ---- wrong parses ------------------------------------------------------------------------------
 */

/* Any tree, any tag: nothing is read out of bounds, and the order holds. */
static void test_wrong_parses(void **state) {
    const tools *with = *state;
    static const char *const text =
        "In Hanoi, Vietnam's Deputy Minister of National Defence Sen. Lt. Gen. Vu Dinh Khoat, who "
        "is "
        "a member, met his counterpart from the Republic of Korea (RoK), Noh Jae-wook, and the "
        "ambassador to Laos. The host and the latter said the two sides' navies and its army of "
        "the "
        "UN (China, India and";
    uint32_t seed = 1;
    for (int round = 0; round < 300; round++) {
        att_document *document = parse(with, text);
        for (uint32_t i = 0; i < document->tokens.count; i++) {
            next_random(&seed);
            att_word *word = &document->words[i];
            word->head = seed >> 8 & 7 ? (seed >> 11) % document->tokens.count : ATT_NONE;
            word->upos = (uint8_t)((seed >> 3) % ATT_UPOS_COUNT);
            word->relation = (uint8_t)((seed >> 17) % ATT_RELATION_COUNT);
        }
        assert_int_equal(att_mentions_run(with->world, document, NULL), ATT_OK);
        check_bounds(document);
        att_document_free(document);
    }
}

/* A long document takes time in proportion. */
static void test_long(void **state) {
    const tools *with = *state;
    static const char piece[] = "the Minister of the Army of the Navy, the Chief of Staff and the "
                                "two ministers (of the, of India's, ";
    att_buffer text;
    att_buffer_init(&text);
    for (int i = 0; i < 2000; i++)
        att_buffer_add(&text, piece);
    att_document *document = parse(with, text.data);
    clock_t start = clock();
    assert_int_equal(att_mentions_run(with->world, document, NULL), ATT_OK);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    check_bounds(document);
    printf("%u tokens in %.0f ms\n", document->tokens.count, seconds * 1e3);
    assert_true(seconds < 10);
    att_document_free(document);
    att_buffer_release(&text);
}

static void test_membership(void **state) {
    const tools *with = *state;
    att_slice asean = att_slice_of("ASEAN"), state_code = att_slice_of("TLS");
    assert_false(att_world_is_member(with->world, asean, state_code, att_day_of(2025, 1, 1)));
    assert_true(att_world_is_member(with->world, asean, state_code, att_day_of(2025, 12, 1)));
    assert_false(
        att_world_is_member(with->world, asean, att_slice_of("IND"), att_day_of(2025, 1, 1)));
    assert_null(att_world_state(with->world, att_slice_of("XXX")));
    assert_non_null(att_world_state(with->world, att_slice_of("XKX")));
}

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

/* A user's folder adds a state's name and a word for an office. */
static void test_overlay(void **state) {
    tools with = **(tools **)state;
    char dir[200], path[256];
    assert_int_equal(att_folder_temporary(dir, sizeof dir, NULL), ATT_OK);
    static const char *const folders[] = {"world", "lang", "lang/en"};
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    snprintf(path, sizeof path, "%s/world/state_names.tsv", dir);
    write_file(path, "NOR\tFjordland\talias\t\n");
    snprintf(path, sizeof path, "%s/lang/en/actors.tsv", dir);
    write_file(path, "office\tforce warden\tMIL\t4\town\n");
    assert_int_equal(att_world_open(&with.world, ATT_TEST_DATA, dir, NULL), ATT_OK);
    att_document *document = parse(&with, "The force warden of Fjordland spoke.");
    assert_int_equal(att_mentions_run(with.world, document, NULL), ATT_OK);
    att_buffer found;
    att_buffer_init(&found);
    render(&found, document);
    assert_true(same_items(att_slice_of("NOR/MIL"), &found));
    att_buffer_release(&found);
    att_document_free(document);
    att_world_close(with.world);
    unlink(path);
    snprintf(path, sizeof path, "%s/world/state_names.tsv", dir);
    unlink(path);
    for (size_t i = 3; i-- > 0;) {
        snprintf(path, sizeof path, "%s/%s", dir, i == 0 ? "world" : i == 1 ? "lang" : "lang/en");
        rmdir(path);
    }
    rmdir(dir);
}

static int open_tools(void **state) {
    tools *with = calloc(1, sizeof *with);
    *state = with;
    if (att_world_open(&with->world, ATT_TEST_DATA, NULL, NULL) ||
        att_gazetteer_open(&with->places, ATT_TEST_DATA "/world", NULL, NULL) ||
        att_tokenizer_open(&with->tokenizer, ATT_TEST_DATA "/lang/en", NULL) ||
        att_model_open(&with->model, ATT_TEST_DATA "/lang/en/model.bin", NULL))
        return -1;
    att_world_use_places(with->world, with->places);
    with->scratch = att_model_scratch_open(with->model);
    return with->scratch ? 0 : -1;
}

static int close_tools(void **state) {
    tools *with = *state;
    att_model_scratch_close(with->scratch);
    att_model_close(with->model);
    att_tokenizer_close(with->tokenizer);
    att_world_close(with->world);
    att_gazetteer_close(with->places);
    free(with);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_membership), cmocka_unit_test(test_cases),
        cmocka_unit_test(test_exchange),   cmocka_unit_test(test_wrong_parses),
        cmocka_unit_test(test_long),       cmocka_unit_test(test_overlay),
    };
    return cmocka_run_group_tests(tests, open_tools, close_tools);
}
