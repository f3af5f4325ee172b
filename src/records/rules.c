/* rules.c - opening the rule files of a folder and of the user's overlay. */
#include "records/rules.h"

#include "base/error.h"
#include "base/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum { RULE_FILE_LIMIT = 16 * 1024 * 1024 };

att_status att_rules_new(att_rules **out, att_error *error) {
    att_rules *rules = *out = calloc(1, sizeof *rules);
    if (!rules)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_arena_init(&rules->arena);
    att_map_init(&rules->by_lemma, &rules->arena);
    att_map_init(&rules->nominals, &rules->arena);
    att_map_init(&rules->classes, &rules->arena);
    att_map_init(&rules->names, &rules->arena);
    return ATT_OK;
}

void att_rules_close(att_rules *rules) {
    if (!rules)
        return;
    att_arena_release(&rules->arena);
    free(rules);
}

static int is_rule_file(const struct dirent *entry) {
    size_t size = strlen(entry->d_name);
    return size > 6 && strcmp(entry->d_name + size - 6, ".rules") == 0;
}

static att_status read_file(att_rules *rules, const char *dir, const char *name, att_error *error) {
    char path[4096];
    if (snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path)
        return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET, "%s: path too long", name);
    att_slice text;
    att_status status = att_file_read(&text, &rules->arena, path, RULE_FILE_LIMIT, error);
    return status ? status : att_rules_parse(rules, path, text, error);
}

static att_status read_folder(att_rules *rules, const char *dir, att_error *error) {
    struct dirent **entries;
    int count = scandir(dir, &entries, is_rule_file, alphasort);
    if (count < 0)
        return att_error_set_errno(error, dir, "open");
    att_status status = ATT_OK;
    for (int i = 0; i < count; i++) {
        if (!status)
            status = read_file(rules, dir, entries[i]->d_name, error);
        free(entries[i]);
    }
    free(entries);
    return status;
}

att_status att_rules_open(att_rules **out, const char *dir, const char *overlay, att_error *error) {
    att_rules *rules;
    att_status status = att_rules_new(&rules, error);
    if (!status)
        status = read_folder(rules, dir, error);
    if (!status && overlay)
        status = read_folder(rules, overlay, error);
    if (status) {
        att_rules_close(rules);
        rules = NULL;
    }
    *out = rules;
    return status;
}
