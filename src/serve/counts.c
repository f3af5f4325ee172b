/* counts.c - what was counted lately, so that what is asked for again and again is counted once.
 * See shelf.h. */
#include "serve/shelf.h"

#include <stdlib.h>

bool att_counts_find(att_buffer *out, att_counts *counts, att_slice key) {
    bool found = false;
    pthread_mutex_lock(&counts->lock);
    for (int i = 0; i < COUNTS_KEPT && !found; i++) {
        found = counts->kept[i].key && counts->kept[i].key_size == key.size &&
                !memcmp(counts->kept[i].key, key.data, key.size);
        if (found)
            att_buffer_append(out, counts->kept[i].text, counts->kept[i].size);
    }
    pthread_mutex_unlock(&counts->lock);
    return found;
}

static char *copied(att_slice text) {
    char *copy = malloc(text.size + 1u);
    if (copy)
        memcpy(copy, text.data, text.size);
    return copy;
}

void att_counts_keep(att_counts *counts, att_slice key, att_slice text) {
    if (text.size > COUNTS_SIZE_MOST)
        return;
    char *key_copy = copied(key), *text_copy = copied(text);
    if (!key_copy || !text_copy) {
        free(key_copy);
        free(text_copy);
        return;
    }
    pthread_mutex_lock(&counts->lock);
    uint32_t at = counts->next++ % COUNTS_KEPT;
    free(counts->kept[at].key);
    free(counts->kept[at].text);
    counts->kept[at].key = key_copy;
    counts->kept[at].text = text_copy;
    counts->kept[at].key_size = key.size;
    counts->kept[at].size = text.size;
    pthread_mutex_unlock(&counts->lock);
}
