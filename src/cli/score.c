/* score.c - `attache score`: how near coded records come to a gold set. */
#include "output/score.h"

#include "base/buffer.h"
#include "cli/command.h"

const att_option att_cli_score_options[] = {
    {"misses", 0, ATT_OPTION_FLAG, NULL,
     "list what has no partner (or the wrong attributes), with its sentence"},
    {"stories", 0, ATT_OPTION_FOLDER, "DIR", "the stories, where they do not stand beside GOLD"},
    ATT_OPTION_JSON,
    ATT_OPTION_NO_SANDBOX,
    ATT_OPTION_END};

/* ---- tables ----------------------------------------------------------------------------- */

typedef struct figures {
    double precision, recall, f1;
} figures;

static figures figures_of(uint32_t gold, uint32_t gold_found, uint32_t coded,
                          uint32_t coded_found) {
    figures out = {att_score_ratio(coded_found, coded), att_score_ratio(gold_found, gold), 0};
    out.f1 = att_score_f1(out.precision, out.recall);
    return out;
}

static figures strict_of(const att_score_count *count) {
    return figures_of(count->gold, count->gold_strict, count->coded, count->coded_strict);
}

static figures lenient_of(const att_score_count *count) {
    return figures_of(count->gold, count->gold_lenient, count->coded, count->coded_lenient);
}

static const char *kind_name(int kind) {
    return kind == ATT_SCORE_ALL ? "all" : att_kind_name((att_kind)kind);
}

static void print_row(const char *name, const att_score_count *count) {
    figures strict = strict_of(count), lenient = lenient_of(count);
    printf("%-16s %5u %5u   %.3f %.3f %.3f   %.3f %.3f %.3f\n", name, count->gold, count->coded,
           strict.precision, strict.recall, strict.f1, lenient.precision, lenient.recall,
           lenient.f1);
}

static void print_attributes(const att_score *score) {
    printf("\n%-22s %12s %12s %12s %12s\n", "right, of matched", "all", "event", "commitment",
           "claim");
    static const int order[] = {ATT_SCORE_ALL, ATT_KIND_EVENT, ATT_KIND_COMMITMENT, ATT_KIND_CLAIM};
    for (int i = 0; i < ATT_SCORE_ATTRIBUTE_COUNT; i++) {
        printf("%-22s", att_score_attribute_name((att_score_attribute)i));
        for (int k = 0; k <= ATT_SCORE_KINDS; k++) {
            uint32_t of = score->attributes[order[k]][i].of;
            if (of)
                printf(" %5.3f (%4u)", att_score_ratio(score->attributes[order[k]][i].right, of),
                       of);
            else
                printf(" %12s", "-");
        }
        printf("\n");
    }
    double precision = att_score_ratio(score->fields_both, score->fields_coded);
    double recall = att_score_ratio(score->fields_both, score->fields_gold);
    printf("%-22s precision %.3f, recall %.3f, F1 %.3f\n", "fields", precision, recall,
           att_score_f1(precision, recall));
}

static void print_text(const att_score *score) {
    printf("%u documents of gold", score->documents);
    if (score->without_gold)
        printf("; %u coded documents have no gold and are left out", score->without_gold);
    if (score->empty)
        printf("; %u should yield nothing and yield %u records", score->empty, score->empty_coded);
    printf("\n\n%-16s %5s %5s   %-17s   %s\n", "", "gold", "coded", "strict P, R, F1",
           "lenient P, R, F1");
    print_row("all", &score->kinds[ATT_SCORE_ALL]);
    for (int kind = 0; kind < ATT_SCORE_KINDS; kind++)
        print_row(kind_name(kind), &score->kinds[kind]);
    printf("\n");
    for (int i = 0; i < ATT_ACTIVITY_COUNT; i++)
        if (score->activities[i].gold || score->activities[i].coded)
            print_row(att_activity_name((att_activity)i), &score->activities[i]);
    print_attributes(score);
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void json_count(const char *name, const att_score_count *count) {
    figures strict = strict_of(count), lenient = lenient_of(count);
    printf("\"%s\": {\"gold\": %u, \"coded\": %u, "
           "\"strict\": {\"precision\": %.4f, \"recall\": %.4f, \"f1\": %.4f}, "
           "\"lenient\": {\"precision\": %.4f, \"recall\": %.4f, \"f1\": %.4f}}",
           name, count->gold, count->coded, strict.precision, strict.recall, strict.f1,
           lenient.precision, lenient.recall, lenient.f1);
}

static void print_json(const att_score *score) {
    printf("{\"documents\": %u, \"without_gold\": %u, \"empty\": %u, \"empty_coded\": %u,\n"
           " \"kinds\": {",
           score->documents, score->without_gold, score->empty, score->empty_coded);
    for (int kind = 0; kind <= ATT_SCORE_KINDS; kind++) {
        printf("%s\n  ", kind ? "," : "");
        json_count(kind_name(kind), &score->kinds[kind]);
    }
    printf("},\n \"activities\": {");
    const char *separator = "";
    for (int i = 0; i < ATT_ACTIVITY_COUNT; i++) {
        if (!score->activities[i].gold && !score->activities[i].coded)
            continue;
        printf("%s\n  ", separator);
        json_count(att_activity_name((att_activity)i), &score->activities[i]);
        separator = ",";
    }
    printf("},\n \"attributes\": {");
    for (int kind = 0; kind <= ATT_SCORE_KINDS; kind++) {
        printf("%s\n  \"%s\": {", kind ? "," : "", kind_name(kind));
        for (int i = 0; i < ATT_SCORE_ATTRIBUTE_COUNT; i++)
            printf("%s\"%s\": {\"right\": %u, \"of\": %u}", i ? ", " : "",
                   att_score_attribute_name((att_score_attribute)i),
                   score->attributes[kind][i].right, score->attributes[kind][i].of);
        printf("}");
    }
    printf("},\n \"fields\": {\"gold\": %u, \"coded\": %u, \"both\": %u}}\n", score->fields_gold,
           score->fields_coded, score->fields_both);
}

/* ---- misses ----------------------------------------------------------------------------- */

static void print_parties(const char *name, const att_score_parties *parties) {
    if (!parties->count)
        return;
    printf(" %s", name);
    for (uint32_t i = 0; i < parties->count; i++)
        printf("%c%.*s/%.*s", i ? ',' : '=', (int)parties->items[i].code.size,
               parties->items[i].code.data, (int)parties->items[i].sector.size,
               parties->items[i].sector.data);
}

static void print_record(const char *mark, const att_score_record *record) {
    printf("  %-7s %s %s", mark, att_kind_name(record->kind), att_activity_name(record->activity));
    print_parties("actors", &record->actors);
    print_parties("recipients", &record->recipients);
    printf(" fields=");
    const char *separator = "";
    for (int i = 0; i < ATT_FIELD_COUNT; i++)
        if (record->fields & (1u << i)) {
            printf("%s%s", separator, att_field_name((att_field)i));
            separator = ",";
        }
    printf(" %.*s%s", (int)record->state.size, record->state.data,
           record->recalled ? " recalled" : "");
    if (record->time.size)
        printf(" time=%.*s", (int)record->time.size, record->time.data);
    if (record->country.size || record->town.size)
        printf(" place=%.*s:%.*s", (int)record->country.size, record->country.data,
               (int)record->town.size, record->town.data);
    for (uint32_t i = 0; i < record->numbers.count; i++)
        printf(" number=%.15g", record->numbers.items[i]);
    print_parties("speakers", &record->speakers);
    printf("\n");
}

/* Gold quotes only a sentence's first words: the story, if at hand, gives the rest of the line. */
static att_slice whole_line(att_slice quote, att_slice text) {
    for (uint32_t i = 0; quote.size && i + quote.size <= text.size; i++) {
        if (memcmp(text.data + i, quote.data, quote.size) != 0)
            continue;
        const char *end = memchr(text.data + i, '\n', text.size - i);
        return att_slice_part(text, i, end ? (uint32_t)(end - text.data) : text.size);
    }
    return quote;
}

static void print_sentence(const att_score_record *record, att_slice text) {
    att_slice sentence = att_score_sentence(record, text);
    if (record->quoted)
        sentence = whole_line(sentence, text);
    if (sentence.size)
        printf("          \"%.*s\"\n", (int)sentence.size, sentence.data);
}

static bool wrong_in_part(const att_score_record *a, const att_score_record *b) {
    return a->activity != b->activity || a->fields != b->fields || a->recalled != b->recalled ||
           !att_slice_equal(a->time, b->time) || !att_slice_equal(a->state, b->state) ||
           !att_slice_equal(a->country, b->country);
}

static void print_misses(const att_score_document *gold, const att_score_document *coded) {
    printf("\n%.*s\n", (int)gold->id.size, gold->id.data);
    for (uint32_t i = 0; i < gold->records.count; i++) {
        const att_score_record *record = &gold->records.items[i];
        if (record->match == ATT_NONE) {
            print_record("missed", record);
            print_sentence(record, gold->text);
        } else if (wrong_in_part(record, &coded->records.items[record->match])) {
            print_record("gold", record);
            print_record("coded", &coded->records.items[record->match]);
        }
    }
    for (uint32_t i = 0; coded && i < coded->records.count; i++) {
        const att_score_record *record = &coded->records.items[i];
        if (record->match != ATT_NONE)
            continue;
        print_record("extra", record);
        print_sentence(record, gold->text);
    }
}

int att_cli_score(const att_arguments *arguments) {
    const char *stories = att_arguments_value(arguments, "stories");
    att_arena arena;
    att_arena_init(&arena);
    att_score_set gold, coded;
    att_error error = {0};
    att_status status = att_score_read(&gold, &arena, arguments->positional[0], stories, &error);
    if (!status)
        status = att_score_read(&coded, &arena, arguments->positional[1], stories, &error);
    if (status) {
        att_arena_release(&arena);
        return att_cli_fail(&error);
    }
    att_score score;
    att_score_compare(&score, &arena, &gold, &coded);
    if (att_arguments_flag(arguments, "json"))
        print_json(&score);
    else
        print_text(&score);
    for (uint32_t i = 0; att_arguments_flag(arguments, "misses") && i < gold.documents.count; i++)
        print_misses(&gold.documents.items[i], att_score_find(&coded, &gold.documents.items[i]));
    att_arena_release(&arena);
    return ATT_EXIT_DONE;
}
