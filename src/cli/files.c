/* files.c - what several commands do with files. */
#include "base/error.h"
#include "base/file.h"
#include "base/hex.h"
#include "cli/batch.h"

#include <dirent.h>
#include <errno.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *att_cli_db(const att_arguments *arguments) {
    const char *path = att_arguments_value(arguments, "db");
    if (!path)
        att_cli_complain("%s wants a database: --db FILE", arguments->command->name);
    return path;
}

att_store *att_cli_open_store(const att_arguments *arguments, int *code) {
    const char *path = att_cli_db(arguments);
    *code = path ? ATT_EXIT_DONE : ATT_EXIT_USAGE;
    att_store *store = NULL;
    att_error error = {0};
    if (path && att_store_open(&store, path, ATT_STORE_READ, &error)) {
        *code = att_cli_fail(&error);
        store = NULL;
    }
    return store;
}

/* A document's id as a file name: what could leave the folder or hide is replaced. */
static att_slice file_name(att_arena *arena, att_slice id) {
    att_slice out = att_arena_copy(arena, id);
    char *bytes = (char *)out.data;
    for (uint32_t i = 0; i < out.size; i++)
        if ((unsigned char)bytes[i] <= ' ' || bytes[i] == '/' || bytes[i] == '\\' ||
            (bytes[i] == '.' && i == 0))
            bytes[i] = '_';
    if (att_slice_ends(out, ".txt"))
        out.size -= 4;
    return out;
}

att_status att_cli_write_pair(const char *folder, const att_format *format,
                              const att_document *document, att_error *error) {
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return att_error_set_errno(error, folder, "make");
    att_arena arena;
    att_arena_init(&arena);
    att_slice name = file_name(&arena, document->id);
    att_buffer bytes;
    att_buffer_init(&bytes);
    format->document(&bytes, document);
    att_slice path = att_arena_format(&arena, "%s/%.*s.txt", folder, (int)name.size, name.data);
    att_status status = att_file_write(path.data, document->text, error);
    if (!status) {
        path = att_arena_format(&arena, "%s/%.*s.%s", folder, (int)name.size, name.data,
                                format->ending);
        status = att_file_write(path.data, att_buffer_slice(&bytes), error);
    }
    att_buffer_release(&bytes);
    att_arena_release(&arena);
    return status;
}

/* ---- the hash of the data --------------------------------------------------------------- */

static int compare_names(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_visible(const struct dirent *entry) {
    return entry->d_name[0] != '.';
}

static att_status hash_path(struct sha256_ctx *hash, const char *path, const char *name,
                            att_error *error);

static att_status hash_folder(struct sha256_ctx *hash, const char *path, att_error *error) {
    struct dirent **entries;
    int count = scandir(path, &entries, is_visible, compare_names);
    if (count < 0)
        return att_error_set_errno(error, path, "read");
    att_status status = ATT_OK;
    for (int i = 0; i < count; i++) {
        char below[4096];
        snprintf(below, sizeof below, "%s/%s", path, entries[i]->d_name);
        if (!status)
            status = hash_path(hash, below, entries[i]->d_name, error);
        free(entries[i]);
    }
    free(entries);
    return status;
}

static att_status hash_path(struct sha256_ctx *hash, const char *path, const char *name,
                            att_error *error) {
    struct stat about;
    if (stat(path, &about) != 0)
        return att_error_set_errno(error, path, "read");
    sha256_update(hash, strlen(name) + 1, (const uint8_t *)name);
    if (S_ISDIR(about.st_mode))
        return hash_folder(hash, path, error);
    if (about.st_size == 0)
        return ATT_OK;
    att_mapping mapping;
    att_status status = att_mapping_open(&mapping, path, error);
    if (!status) {
        sha256_update(hash, mapping.size, mapping.data);
        att_mapping_close(&mapping);
    }
    return status;
}

att_status att_cli_data_hash(char out[65], const char *data_dir, const char *overlay,
                             att_error *error) {
    struct sha256_ctx hash;
    sha256_init(&hash);
    att_status status = hash_folder(&hash, data_dir, error);
    if (!status && overlay)
        status = hash_folder(&hash, overlay, error);
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&hash, sizeof digest, digest);
    att_hex(out, digest, sizeof digest);
    return status;
}
