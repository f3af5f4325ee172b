/* fuzz_file.h - bytes as a file, for what opens files by name: in memory where the system has such
 * a place, gone when the process ends. */
#ifndef TESTS_FUZZ_FILE_H
#define TESTS_FUZZ_FILE_H

#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A folder of this process, made once. */
static inline const char *fuzz_folder(void) {
    static char folder[64];
    if (!*folder) {
        snprintf(folder, sizeof folder, "%s/fuzz-XXXXXX",
                 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
        if (!mkdtemp(folder))
            abort();
    }
    return folder;
}

static inline void fuzz_empty_folder(void) {
    char path[512];
    DIR *folder = opendir(fuzz_folder());
    struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        snprintf(path, sizeof path, "%s/%s", fuzz_folder(), entry->d_name);
        unlink(path);
    }
    if (folder)
        closedir(folder);
}

__attribute__((destructor)) static void fuzz_remove_folder(void) {
    fuzz_empty_folder();
    rmdir(fuzz_folder());
}

static inline const char *fuzz_path(const char *name) {
    static char paths[2][128];
    static int turn;
    turn = !turn;
    snprintf(paths[turn], sizeof paths[turn], "%s/%s", fuzz_folder(), name);
    return paths[turn];
}

static inline void fuzz_write(const char *path, const uint8_t *data, size_t size) {
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || write(file, data, size) != (ssize_t)size)
        abort();
    close(file);
}

#endif
