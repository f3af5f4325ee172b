/* replay.c - runs a fuzz target over files, where libFuzzer's own engine is not there: replay FILE…
 * Prints how many. A finding ends the process, with the file's name as the last line. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        fprintf(stderr, "%s: cannot read\n", path);
        return 1;
    }
    size_t size = (size_t)ftell(file);
    rewind(file);
    /* as long as the bytes, so that a sanitizer sees a step beyond them */
    uint8_t *bytes = malloc(size ? size : 1);
    if (!bytes || fread(bytes, 1, size, file) != size) {
        fprintf(stderr, "%s: cannot read\n", path);
        return 1;
    }
    fclose(file);
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(bytes, size);
    free(bytes);
    return 0;
}

int main(int count, char **paths) {
    for (int i = 1; i < count; i++)
        if (replay(paths[i]))
            return 1;
    printf("%d replayed\n", count - 1);
    return 0;
}
