/* gold.h - documents made from annotations by hand, in the form of examples/gold. */
#ifndef ATT_TESTS_GOLD_H
#define ATT_TESTS_GOLD_H

#include "document/document.h"

/* Reads DIR/NAME.json and the text TEXT_DIR/NAME.txt. */
att_status test_gold_read(att_document **out, const char *dir, const char *text_dir,
                          const char *name, att_error *error);

#endif
