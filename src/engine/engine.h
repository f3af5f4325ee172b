/* engine.h - the program on one screen: what each stage knows, and the order of the stages.
 *
 * An engine is immutable once open and shared by all threads. What a thread needs
 * while it parses comes from a pool, so that callers hold nothing between calls. */
#ifndef ATT_ENGINE_ENGINE_H
#define ATT_ENGINE_ENGINE_H

#include "document/document.h"
#include "records/rules.h"

/* Runs every stage over a document whose text, and date if known, are set. */
att_status att_engine_run(const att_engine *engine, att_document *document, att_error *error);

/* The same up to the parse: for `attache parse`. */
att_status att_engine_parse(const att_engine *engine, att_document *document, att_error *error);

/* Only the parse, of sentences and tokens that the caller has set: for given tokens. */
att_status att_engine_parse_tokens(const att_engine *engine, att_document *document,
                                   att_error *error);

/* A document of a story: its text and, where the story has them, id, date, title, source, url. */
att_status att_engine_document(att_document **out, const att_story *story, att_error *error);

/* Where the built-in data is: as named by the options or ATTACHE_DATA, where it was installed,
 * beside the program's build folder, or in the source. Options may be NULL. */
att_status att_engine_find_data(char *out, size_t size, const att_engine_options *options,
                                att_error *error);

/* The folder that the built-in data was read from. */
const char *att_engine_data_dir(const att_engine *engine);

const att_rules *att_engine_rules(const att_engine *engine);

#endif
