/* setting.c - see setting.h. */
#include "mentions/setting.h"

#include "base/error.h"
#include "mentions/instrument.h"
#include "mentions/place.h"
#include "mentions/quantity.h"
#include "mentions/time.h"

#include <stdlib.h>

struct att_setting {
    att_gazetteer *gazetteer;
    att_titles *titles;
};

att_status att_setting_open(att_setting **out, const char *world, const char *overlay,
                            att_error *error) {
    *out = NULL;
    att_setting *setting = calloc(1, sizeof *setting);
    if (!setting)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    att_status status = att_gazetteer_open(&setting->gazetteer, world, overlay, error);
    if (!status)
        status = att_titles_open(&setting->titles, world, overlay, error);
    if (status)
        att_setting_close(setting);
    else
        *out = setting;
    return status;
}

void att_setting_close(att_setting *setting) {
    if (!setting)
        return;
    att_gazetteer_close(setting->gazetteer);
    att_titles_close(setting->titles);
    free(setting);
}

att_status att_setting_run(const att_setting *setting, att_document *document, att_error *error) {
    att_atoms atoms;
    att_squashed squashed;
    att_atoms_make(&atoms, document);
    att_squash_document(&squashed, document);
    att_status status = att_times_run(&atoms, document, error);
    if (!status)
        status = att_quantities_run(&atoms, document, error);
    if (!status)
        status = att_instruments_run(setting->titles, &squashed, document, error);
    if (!status)
        status = att_places_run(setting->gazetteer, &squashed, document, error);
    return status;
}

const att_gazetteer *att_setting_places(const att_setting *setting) {
    return setting->gazetteer;
}
