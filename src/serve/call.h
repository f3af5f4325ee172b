/* call.h - what the routes share: the server, one request on its way, and the pieces of an answer.
 *
 * A call holds one reader of the database and the shelves of one moment; both go back when it ends.
 * A route writes its answer to `response` and returns; where it fails, `error` says why, or it has
 * refused the request by att_response_refuse. Texts that live as long as the call are in `arena`.
 */
#ifndef ATT_SERVE_CALL_H
#define ATT_SERVE_CALL_H

#include "review/names.h"
#include "serve/guard.h"
#include "serve/serve.h"
#include "serve/shelf.h"

typedef struct att_keeper att_keeper;
typedef struct att_studio att_studio;

struct att_server {
    att_guard guard;
    char *database, *data_dir, *desk;
    char country[24]; /* "": the shelves' */
    bool read_only;
    att_arena arena;
    att_names names;
    att_keeper *keeper; /* readers, shelves and the writer: keeper.c */
    att_studio *studio; /* reviews being made: reviews.c */
    struct MHD_Daemon *daemon;
};

typedef struct att_call {
    att_server *server;
    att_arena *arena;
    att_request *request;
    att_response *response;
    att_store *store;
    att_shelves *shelves;
    att_buffer key, kept; /* of an answer that is kept with the shelves */
    att_error error;
} att_call;

/* ---- routes --------------------------------------------------------------------------------- */

typedef void att_route_function(att_call *call);

typedef enum att_route_flags {
    ROUTE_READS = 0,
    ROUTE_WRITES = 1,
    ROUTE_OPEN = 2,  /* gives nothing of the archive away: no token needed */
    ROUTE_LIGHT = 4, /* needs neither reader nor shelves */
    ROUTE_KEPT = 8,  /* the same answer until the shelves are renewed, but for words of stories */
} att_route_flags;

typedef struct att_route {
    const char *method, *path, *summary;
    unsigned flags;
    att_route_function *run;
} att_route;

/* All rows of routes.def, ended by one without a method. */
extern const att_route att_routes[];

#define ATT_ROUTE(id, method, path, flags, summary) att_route_function att_serve_##id;
#include "serve/routes.def"

/* The whole way of a request: the guard, its route, its answer. */
void att_server_answer(att_server *server, att_request *request, att_response *response);

/* Names in call->key what is asked; the pages of one list have one name. False where words of
 * stories are asked for, which may come in at any time: not to be kept. */
bool att_call_key(att_call *call);

/* The number that stands first in the path; 0 where that is none. */
int64_t att_call_number(const att_call *call);

/* ---- answers: rows.c ------------------------------------------------------------------------ */

/* Columns become members of their names. A name that ends in "[]" is a list: parts separated by
 * U+001F; one that ends in "{}" is JSON already; one that ends in "?" is true or false. */
void att_rows_object(att_buffer *out, const att_query *query);
void att_rows_csv_head(att_buffer *out, const att_query *query);

/* A part of an answer: a member `key` that lists the rows of `sql`, whose ?1 is a number. */
typedef struct att_part_query {
    const char *key, *sql;
} att_part_query;

/* Writes the one row of `head`, then each part up to one without a key, as one object; 404 where
 * there is no row. */
void att_rows_answer(att_call *call, int64_t number, const char *head, const att_part_query *parts);

/* Lists the rows of a query whose ?1 is the text given (or NULL), in the format asked for. */
void att_rows_listing(att_call *call, const char *name, const char *sql, att_slice text);

/* Turns an answer {"items": [{…}, …]} into the format asked for. */
void att_rows_convert(att_call *call, const char *name);

/* csv, jsonl or json, as the request asks; sets the answer's type and file name. */
typedef enum att_rows_format { ROWS_JSON, ROWS_JSONL, ROWS_CSV } att_rows_format;
bool att_rows_format_read(att_rows_format *out, att_call *call, const char *name);

/* One row of a list in its format; a CSV's head stands before the first. */
void att_rows_row(att_buffer *out, const att_query *query, att_rows_format format, bool first);

/* ---- others --------------------------------------------------------------------------------- */

/* Reads the filters of the request and chooses; `counted` has a bit for each facet to be counted.
 * False where refused: lists.c. */
bool att_call_select(att_selection *out, att_call *call, att_shelf_kind kind, uint32_t counted);

/* The desk's own state: asked for, else the server's, else the archive's. */
att_slice att_call_country(const att_call *call);

/* Gives the call a reader of one state of the database and the shelves that go with it; false, with
 * the reason, where they are not to be had: keeper.c. */
bool att_keeper_take(att_keeper *keeper, att_call *call);
void att_keeper_give(att_keeper *keeper, att_store *store);
void att_keeper_release(att_keeper *keeper, att_shelves *shelves);

/* The one connection that writes, held until given back. */
att_store *att_keeper_write(att_keeper *keeper, att_error *error);

/* Gives it back. `decided`: something was written that the register knows; waits a moment for it,
 * and says whether it is in the register and on the shelves. */
bool att_keeper_wrote(att_keeper *keeper, bool decided);

att_status att_keeper_open(att_keeper **out, att_server *server, att_error *error);
void att_keeper_close(att_keeper *keeper);

att_status att_studio_open(att_studio **out, att_server *server, att_error *error);
void att_studio_close(att_studio *studio);

/* The page, its script and style: assets.c. */
bool att_asset_find(att_response *out, const att_request *request);

/* The request's body as JSON; NULL where refused. Freed by cJSON_Delete. */
struct cJSON *att_call_json(att_call *call);
const char *att_json_text(const struct cJSON *object, const char *name); /* or NULL */

#endif
