/* rules_parse.c - the rule language: one statement a line, a keyword first.
 *
 * A line that starts in the first column opens a class, a rule or a frame;
 * indented lines belong to the rule above. An error stops the reading and names
 * file, line and column, with a hint where one is known. */
#include "base/error.h"
#include "records/rules.h"

#include <stdio.h>

typedef struct reader {
    att_rules *rules;
    const char *path;
    uint32_t line;
    att_slice text; /* the current line */
    att_error *error;
    uint32_t rule;  /* the open rule, or ATT_NONE */
    uint32_t depth; /* of classes in classes */
    uint32_t words; /* taken so far, those of classes each time */
} reader;

static att_rule *open_rule(reader *r) {
    return &r->rules->rules.items[r->rule];
}

static uint32_t column_of(const reader *r, att_slice where) {
    return where.data >= r->text.data && where.data <= r->text.data + r->text.size
               ? (uint32_t)(where.data - r->text.data) + 1
               : 1;
}

static att_status fail(reader *r, att_slice where, const char *reason, att_slice what) {
    return att_error_set(r->error, ATT_ERROR_DATA, ATT_NO_OFFSET, "%s:%u:%u: %s '%.*s'", r->path,
                         r->line, column_of(r, where), reason, (int)what.size, what.data);
}

static size_t folder_size(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) : 0;
}

/* A name stands once in a folder; in a later folder it replaces what stood at `path`. */
static att_status check_name(reader *r, att_slice name, const char *path, uint32_t line) {
    size_t size = folder_size(path);
    if (folder_size(r->path) != size || memcmp(path, r->path, size) != 0)
        return ATT_OK;
    return att_error_set(r->error, ATT_ERROR_DATA, ATT_NO_OFFSET,
                         "%s:%u:%u: a second '%.*s', after %s:%u; join the two, or name one anew",
                         r->path, r->line, column_of(r, name), (int)name.size, name.data,
                         path + size + (path[size] == '/'), line);
}

/* ---- roles --------------------------------------------------------------------------------------
 */

static const struct {
    const char *name;
    att_slot role;
} role_names[] = {
    {"self", ATT_SLOT_SELF},       {"subject", ATT_SLOT_SUBJECT},
    {"object", ATT_SLOT_OBJECT},   {"indirect", ATT_SLOT_INDIRECT},
    {"poss", ATT_SLOT_POSSESSOR},  {"modifier", ATT_SLOT_MODIFIER},
    {"content", ATT_SLOT_CONTENT}, {"governor", ATT_SLOT_GOVERNOR},
};

static const char prepositions[] =
    "|with|to|from|of|by|between|for|in|at|on|against|over|into|under|among|amongst|about|through|"
    "during|after|before|via|towards|toward|off|near|within|including|like|upon|as|alongside|"
    "involving|along|outside|ahead|following|concerning|regarding|aboard|across|behind|without|"
    "amid|onto|since|until|than|out|inside|around|throughout|";

static bool is_preposition(att_slice word) {
    char key[32];
    return word.size < sizeof key - 3 &&
           snprintf(key, sizeof key, "|%.*s|", (int)word.size, word.data) > 0 &&
           strstr(prepositions, key);
}

static att_status parse_step(reader *r, att_slice word, att_slot_step *out) {
    for (size_t i = 0; i < sizeof role_names / sizeof role_names[0]; i++)
        if (att_slice_is(word, role_names[i].name)) {
            *out = (att_slot_step){role_names[i].role, ATT_SLICE_EMPTY};
            return ATT_OK;
        }
    if (!is_preposition(word))
        return fail(r, word,
                    "no such role (subject, object, poss, modifier, content, … or a preposition)",
                    word);
    *out = (att_slot_step){ATT_SLOT_PREPOSITION, att_arena_copy(&r->rules->arena, word)};
    return ATT_OK;
}

static att_status parse_path(reader *r, att_slice text, att_slot_path *out) {
    att_slice rest = text, word;
    *out = (att_slot_path){.count = 0};
    while (att_slice_next(&rest, '.', &word)) {
        if (out->count == ATT_SLOT_PATH_MAX)
            return fail(r, word, "a role path has at most three steps:", text);
        att_status status = parse_step(r, word, &out->steps[out->count++]);
        if (status)
            return status;
    }
    return ATT_OK;
}

/* "subject, with | by": groups separated by '|', paths in a group by ','. */
static att_status parse_choices(reader *r, att_slice text, att_slot_choices *out) {
    att_slice groups = text, group, path;
    for (uint32_t number = 0; att_slice_next(&groups, '|', &group); number++)
        while (att_slice_next(&group, ',', &path)) {
            att_slot_choice *choice = ATT_PUSH(&r->rules->arena, out);
            choice->group = number;
            att_status status = parse_path(r, att_slice_trim(path), &choice->path);
            if (status)
                return status;
        }
    return ATT_OK;
}

/* ---- words --------------------------------------------------------------------------------------
 */

enum { CLASS_DEPTH = 3, WORDS_MOST = 1000000 };

/* Calls `use` for each word of a list "a, b, @class". */
static att_status each_word(reader *r, att_slice list,
                            att_status (*use)(reader *, att_slice, void *), void *context) {
    att_slice rest = list, word;
    while (att_slice_next(&rest, ',', &word)) {
        word = att_slice_trim(word);
        if (!word.size)
            continue;
        if (r->words++ == WORDS_MOST)
            return fail(r, word, "a file of rules has at most a million words:", word);
        att_status status;
        if (word.data[0] == '@') {
            uint32_t found = att_map_get(&r->rules->classes, att_slice_part(word, 1, word.size));
            if (found == ATT_NONE)
                return fail(
                    r, word,
                    "no such class; classes are written 'class NAME: a, b' before use:", word);
            if (r->depth == CLASS_DEPTH)
                return fail(r, word, "classes name one another in a circle, or too deep:", word);
            r->depth++;
            status = each_word(r, r->rules->lists.items[found].text, use, context);
            r->depth--;
        } else {
            status = use(r, word, context);
        }
        if (status)
            return status;
    }
    return ATT_OK;
}

static att_status add_value(reader *r, att_slice word, void *context) {
    att_condition *condition = context;
    *ATT_PUSH(&r->rules->arena, &condition->values) = word;
    return ATT_OK;
}

static att_status add_trigger(reader *r, att_slice word, void *context) {
    att_rules *rules = r->rules;
    att_slice rest = word, lemma, particle = ATT_SLICE_EMPTY;
    att_slice_next(&rest, '+', &lemma);
    if (rest.data)
        particle = rest;
    att_trigger *trigger = ATT_PUSH(&rules->arena, &rules->triggers);
    *trigger =
        (att_trigger){r->rule, *(uint8_t *)context, particle, att_map_get(&rules->by_lemma, lemma)};
    att_map_put(&rules->by_lemma, lemma, rules->triggers.count - 1);
    return ATT_OK;
}

static att_status add_field(reader *r, att_slice word, void *context) {
    att_field field;
    if (!att_field_find(&field, word))
        return fail(r, word, "no such field (codebook, section 4):", word);
    *(att_fields *)context |= 1u << field;
    return ATT_OK;
}

/* ---- statements ---------------------------------------------------------------------------------
 */

static att_status parse_triggers(reader *r, att_slice rest, att_upos upos) {
    uint8_t tag = (uint8_t)upos;
    return each_word(r, rest, add_trigger, &tag);
}

static att_status parse_condition(reader *r, att_slice rest, bool negated) {
    att_slice values = rest, path;
    att_slice_next(&values, ':', &path);
    if (!values.data)
        return fail(r, rest, "a condition is written 'when ROLE: words', not", rest);
    att_condition *condition = ATT_PUSH(&r->rules->arena, &open_rule(r)->conditions);
    condition->negated = negated;
    att_status status = parse_path(r, att_slice_trim(path), &condition->path);
    return status ? status : each_word(r, values, add_value, condition);
}

static att_status parse_example(reader *r, att_slice rest, bool positive) {
    att_example *example = ATT_PUSH(&r->rules->arena, &open_rule(r)->examples);
    uint32_t arrow = rest.size;
    for (uint32_t i = 0; i + 1 < rest.size; i++)
        if (rest.data[i] == '=' && rest.data[i + 1] == '>') {
            arrow = i;
            break;
        }
    att_slice expected = arrow < rest.size
                             ? att_slice_trim(att_slice_part(rest, arrow + 2, rest.size))
                             : ATT_SLICE_EMPTY;
    example->text =
        att_arena_copy(&r->rules->arena, att_slice_trim(att_slice_part(rest, 0, arrow)));
    example->expected = att_arena_copy(&r->rules->arena, expected);
    example->positive = positive;
    example->line = r->line;
    return ATT_OK;
}

static att_status parse_flag(reader *r, att_slice keyword) {
    att_rule *rule = open_rule(r);
    const struct {
        const char *name;
        bool *flag;
    } flags[] = {{"mutual", &rule->mutual},   {"alone", &rule->alone},     {"open", &rule->open},
                 {"special", &rule->special}, {"purpose", &rule->purpose}, {"bare", &rule->bare},
                 {"loose", &rule->loose},     {"refused", &rule->refused}};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (att_slice_is(keyword, flags[i].name)) {
            *flags[i].flag = true;
            return ATT_OK;
        }
    return fail(
        r, keyword,
        "no such keyword (verb, noun, adjective, when, unless, actor, recipient, content, "
        "field, about, mutual, alone, open, special, purpose, bare, loose, refused, yes, no):",
        keyword);
}

static att_status parse_statement(reader *r, att_slice keyword, att_slice rest) {
    if (r->rule == ATT_NONE)
        return fail(r, keyword, "an indented line needs a rule above it:", keyword);
    att_rule *rule = open_rule(r);
    if (att_slice_is(keyword, "verb"))
        return parse_triggers(r, rest, ATT_UPOS_VERB);
    if (att_slice_is(keyword, "noun"))
        return parse_triggers(r, rest, ATT_UPOS_NOUN);
    if (att_slice_is(keyword, "adjective"))
        return parse_triggers(r, rest, ATT_UPOS_ADJ);
    if (att_slice_is(keyword, "when") || att_slice_is(keyword, "unless"))
        return parse_condition(r, rest, keyword.data[0] == 'u');
    if (att_slice_is(keyword, "actor"))
        return parse_choices(r, rest, &rule->actors);
    if (att_slice_is(keyword, "recipient"))
        return parse_choices(r, rest, &rule->recipients);
    if (att_slice_is(keyword, "content"))
        return parse_choices(r, rest, &rule->contents);
    if (att_slice_is(keyword, "field"))
        return each_word(r, rest, add_field, &rule->fields);
    if (att_slice_is(keyword, "about"))
        return each_word(r, rest, add_field, &rule->about);
    if (att_slice_is(keyword, "yes") || att_slice_is(keyword, "no"))
        return parse_example(r, rest, keyword.data[0] == 'y');
    return parse_flag(r, keyword);
}

/* ---- headings -----------------------------------------------------------------------------------
 */

/* "talks", "meeting", "conflict ASSAULT aerial". */
static att_status parse_code(reader *r, att_rule *rule, att_slice code) {
    att_slice rest = code, activity, plover, mode;
    att_slice_next(&rest, ' ', &activity);
    rule->mode = "";
    if (att_slice_is(activity, "meeting")) {
        rule->meeting = true;
        rule->activity = ATT_ACTIVITY_TALKS;
    } else if (!att_activity_find(&rule->activity, activity)) {
        return fail(r, activity, "no such activity (codebook, section 3):", activity);
    }
    rule->plover = att_activity_plover(rule->activity);
    rule->mode = att_activity_mode(rule->activity);
    if (att_slice_next(&rest, ' ', &plover)) {
        if (!att_plover_find(&rule->plover, plover))
            return fail(r, plover, "no such PLOVER type:", plover);
        rule->mode = "";
        if (att_slice_next(&rest, ' ', &mode))
            rule->mode = att_arena_copy(&r->rules->arena, mode).data;
    }
    return ATT_OK;
}

static att_status parse_frame(reader *r, att_rule *rule, att_slice code) {
    static const char *const names[] = {"",         "agreed",    "planned", "directed",
                                        "proposed", "cancelled", "denied",  "reported"};
    for (size_t i = 1; i < sizeof names / sizeof names[0]; i++)
        if (att_slice_is(code, names[i])) {
            rule->frame = (att_frame)i;
            return ATT_OK;
        }
    return fail(
        r, code,
        "no such frame (agreed, planned, directed, proposed, cancelled, denied, reported):", code);
}

/* Takes the triggers of a rule that another of the same name replaces out of use. */
static void retire_rule(att_rules *rules, uint32_t index) {
    for (uint32_t i = 0; i < rules->triggers.count; i++)
        if (rules->triggers.items[i].rule == index)
            rules->triggers.items[i].rule = ATT_NONE;
}

static att_status parse_rule(reader *r, att_slice rest, bool is_frame) {
    att_slice code = rest, name;
    att_slice_next(&code, ':', &name);
    if (!code.data)
        return fail(r, rest, "a rule is opened by 'rule NAME: ACTIVITY', not", rest);
    name = att_slice_trim(name);
    uint32_t before = att_map_get(&r->rules->names, name);
    if (before != ATT_NONE) {
        const att_rule *first = &r->rules->rules.items[before];
        att_status status = check_name(r, name, first->path, first->line);
        if (status)
            return status;
        retire_rule(r->rules, before);
    }
    name = att_arena_copy(&r->rules->arena, name);
    att_rule *rule = ATT_PUSH(&r->rules->arena, &r->rules->rules);
    r->rule = r->rules->rules.count - 1;
    att_map_put(&r->rules->names, name, r->rule);
    rule->name = name;
    rule->path = r->path;
    rule->line = r->line;
    code = att_slice_trim(code);
    return is_frame ? parse_frame(r, rule, code) : parse_code(r, rule, code);
}

static void add_list(reader *r, att_slice text) {
    att_rule_list *list = ATT_PUSH(&r->rules->arena, &r->rules->lists);
    list->text = text;
    list->path = r->path;
    list->line = r->line;
    att_map_init(&list->words, &r->rules->arena);
    att_slice word;
    while (att_slice_next(&text, ',', &word))
        att_map_put(&list->words, att_slice_trim(word), 1);
}

static att_status parse_list(reader *r, att_map *names, att_slice rest) {
    att_slice values = rest, name;
    att_slice_next(&values, ':', &name);
    if (!values.data)
        return fail(r, rest, "a list is written 'NAME: a, b', not", rest);
    name = att_slice_trim(name);
    uint32_t before = att_map_get(names, name);
    if (before != ATT_NONE) {
        const att_rule_list *first = &r->rules->lists.items[before];
        att_status status = check_name(r, name, first->path, first->line);
        if (status)
            return status;
    }
    add_list(r, values);
    att_map_put(names, name, r->rules->lists.count - 1);
    r->rule = ATT_NONE;
    return ATT_OK;
}

static att_status parse_heading(reader *r, att_slice keyword, att_slice rest) {
    if (att_slice_is(keyword, "class"))
        return parse_list(r, &r->rules->classes, rest);
    if (att_slice_is(keyword, "nominal"))
        return parse_list(r, &r->rules->nominals, rest);
    if (att_slice_is(keyword, "rule") || att_slice_is(keyword, "frame"))
        return parse_rule(r, rest, keyword.data[0] == 'f');
    return fail(r, keyword,
                "a line in the first column begins with class, nominal, rule or frame, not",
                keyword);
}

static att_status parse_line(reader *r, att_slice line) {
    r->text = line;
    att_slice body = att_slice_trim(line), rest = body, keyword;
    if (!body.size || body.data[0] == '#')
        return ATT_OK;
    att_slice_next(&rest, ' ', &keyword);
    rest = rest.data ? att_slice_trim(rest) : ATT_SLICE_EMPTY;
    bool indented = line.data[0] == ' ' || line.data[0] == '\t';
    return indented ? parse_statement(r, keyword, rest) : parse_heading(r, keyword, rest);
}

static att_status parse_lines(reader *r, att_slice text) {
    att_slice rest = text, line;
    att_status status = ATT_OK;
    while (!status && att_slice_next(&rest, '\n', &line)) {
        r->line++;
        status = parse_line(r, line);
    }
    return status;
}

att_status att_rules_parse(att_rules *rules, const char *path, att_slice text, att_error *error) {
    reader r = {.rules = rules, .error = error, .rule = ATT_NONE};
    jmp_buf here;
    rules->arena.recovery = &here;
    if (setjmp(here)) {
        rules->arena.recovery = NULL;
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "%s: memory ended", path);
    }
    r.path = att_arena_copy(&rules->arena, att_slice_of(path)).data;
    /* Words are parts of this copy, or of a class in one. */
    att_status status = parse_lines(&r, att_arena_copy(&rules->arena, text));
    rules->arena.recovery = NULL;
    return status;
}
