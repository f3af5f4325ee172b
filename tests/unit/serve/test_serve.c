/* The desk's server below HTTP: requests as they are read, the guard, choosing on a shelf,
 * agreement, and whole answers over a small store of imported records. */
#include "base/file.h"
#include "serve/agreement.h"
#include "serve/call.h"
#include "store/register.h"

#include <cjson/cJSON.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct fixture {
    char folder[200], database[256];
    att_server *server;
} fixture;

static const char table[] =
    "kind,activity,date,actors,recipients,fields,status,force,number,unit,source,note\n"
    "event,visit,2021-03-02,VNM/MIL,JPN/MIL,training,done,,,,VNA,a visit to Tokyo\n"
    "event,talks,2021-04-02,VNM/MIL;JPN/MIL,,navy,done,,,,VNA,talks on ships\n"
    "event,talks,2022-05-02,VNM/MIL;CHN/MIL,,border,cancelled,,,,Xinhua,talks put off\n"
    "event,exercise,2022-06-02,JPN/MIL;USA/MIL,,navy,done,,,,Kyodo,=HYPERLINK\n"
    "commitment,training,2022-07-01,VNM/MIL;LAO/MIL,,training,,agreed,,,VNA,courses agreed\n"
    "claim,peacekeeping,2014/2022,VNM/MIL,,peacekeeping,,,500,officers,VNA,500 officers so far\n";

static void write_text(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int open_fixture(void **state) {
    fixture *fix = calloc(1, sizeof *fix);
    char path[256];
    att_error error = {0};
    att_store *store;
    att_tally tally;
    assert_int_equal(att_folder_temporary(fix->folder, sizeof fix->folder, NULL), ATT_OK);
    snprintf(fix->database, sizeof fix->database, "%s/desk.db", fix->folder);
    snprintf(path, sizeof path, "%s/table.csv", fix->folder);
    write_text(path, table);
    assert_int_equal(att_store_open(&store, fix->database, ATT_STORE_CREATE, &error), ATT_OK);
    assert_int_equal(att_store_load_world(store, ATT_TEST_DATA, NULL, &error), ATT_OK);
    assert_int_equal(att_store_import(&tally, store, path, &error), ATT_OK);
    assert_int_equal(tally.added, 6);
    assert_int_equal(att_register_update(store, NULL, &error), ATT_OK);
    att_store_close(store);
    unlink(path);
    att_serve_options options = {.database = fix->database, .data_dir = ATT_TEST_DATA};
    assert_int_equal(att_server_open(&fix->server, &options, &error), ATT_OK);
    *state = fix;
    return 0;
}

static int close_fixture(void **state) {
    fixture *fix = *state;
    char path[256];
    static const char *const endings[] = {"", "-wal", "-shm", ".lock", "-lock"};
    att_server_close(fix->server);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(path, sizeof path, "%s%s", fix->database, endings[i]);
        unlink(path);
    }
    rmdir(fix->folder);
    free(fix);
    return 0;
}

/* ---- asking -----------------------------------------------------------------------------------
 */

typedef struct asking {
    att_arena arena;
    att_request request;
    att_response response;
    char host[32], cookie[160], token[GUARD_HEX];
} asking;

static void begin(asking *ask, const att_server *server, const char *method, const char *target) {
    memset(ask, 0, sizeof *ask);
    att_arena_init(&ask->arena);
    att_response_init(&ask->response);
    ask->request.arena = &ask->arena;
    snprintf(ask->host, sizeof ask->host, "127.0.0.1:%u", server->guard.port);
    ask->request.host = att_slice_of(ask->host);
    ask->request.method = att_slice_of(method);
    att_slice rest = att_slice_of(target), path;
    att_slice_next(&rest, '?', &path);
    ask->request.path = att_arena_copy(&ask->arena, path);
    if (rest.data)
        assert_true(att_request_query(&ask->request, rest));
}

static void end(asking *ask) {
    att_response_release(&ask->response);
    att_arena_release(&ask->arena);
}

/* What a browser with this server's page open sends along. */
static void let_in(asking *ask, const att_server *server, const char *body) {
    att_response first;
    att_response_init(&first);
    att_guard_token(ask->token, &server->guard, &ask->request, &first);
    snprintf(ask->cookie, sizeof ask->cookie, "other=1; %.*s", (int)strcspn(first.cookie, ";"),
             first.cookie);
    att_response_release(&first);
    ask->request.cookie = att_slice_of(ask->cookie);
    ask->request.token = att_slice_of(ask->token);
    ask->request.type = att_slice_of("application/json");
    ask->request.body = att_slice_of(body);
}

static cJSON *answer(asking *ask, att_server *server, unsigned status) {
    att_server_answer(server, &ask->request, &ask->response);
    assert_int_equal(ask->response.status, status);
    cJSON *json = cJSON_ParseWithLength(ask->response.body.data, ask->response.body.size);
    assert_non_null(json);
    return json;
}

static cJSON *get(att_server *server, const char *target, unsigned status) {
    asking ask;
    begin(&ask, server, "GET", target);
    cJSON *json = answer(&ask, server, status);
    end(&ask);
    return json;
}

static cJSON *post(att_server *server, const char *target, const char *body, unsigned status) {
    asking ask;
    begin(&ask, server, "POST", target);
    let_in(&ask, server, body);
    cJSON *json = answer(&ask, server, status);
    end(&ask);
    return json;
}

static int number_of(const cJSON *json, const char *name) {
    const cJSON *value = cJSON_GetObjectItem(json, name);
    assert_true(cJSON_IsNumber(value));
    return value->valueint;
}

static int total(att_server *server, const char *target) {
    cJSON *json = get(server, target, 200);
    int count = number_of(json, "total");
    cJSON_Delete(json);
    return count;
}

static const char *item_text(const cJSON *json, int index, const char *name) {
    const cJSON *item = cJSON_GetArrayItem(cJSON_GetObjectItem(json, "items"), index);
    return cJSON_GetStringValue(cJSON_GetObjectItem(item, name));
}

/* ---- requests ---------------------------------------------------------------------------------
 */

static void test_parameters(void **state) {
    att_arena arena;
    att_arena_init(&arena);
    att_request request = {.arena = &arena};
    assert_true(
        att_request_query(&request, att_slice_of("q=port+visit&a=%C3%A9&a=b%2Bc&empty=&x")));
    assert_string_equal(att_request_parameter(&request, "q").data, "port visit");
    assert_string_equal(att_request_parameter(&request, "a").data, "é");
    assert_int_equal(request.parameters.count, 5);
    assert_null(att_request_parameter(&request, "none").data);
    static const char *const broken[] = {"a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "a=%c3%28"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_false(att_request_query(&request, att_slice_of(broken[i])));
    att_request many = {.arena = &arena};
    for (int i = 0; i < REQUEST_PARAMETERS_MOST; i++)
        assert_true(att_request_add(&many, att_slice_of("a"), att_slice_of("b")));
    assert_false(att_request_add(&many, att_slice_of("a"), att_slice_of("b")));
    att_arena_release(&arena);
}

static void test_paths(void **state) {
    att_arena arena;
    att_arena_init(&arena);
    att_request request = {.arena = &arena, .path = att_slice_of("/api/events/a%2Fb")};
    assert_true(att_request_matches(&request, "/api/events/{id}"));
    assert_string_equal(request.arguments[0].data, "a/b");
    assert_false(att_request_matches(&request, "/api/events"));
    assert_false(att_request_matches(&request, "/api/events/{id}/more"));
    request.path = att_slice_of("/api/events/");
    assert_false(att_request_matches(&request, "/api/events/{id}"));
    att_arena_release(&arena);
}

/* ---- the guard --------------------------------------------------------------------------------
 */

static void test_names(void **state) {
    fixture *fix = *state;
    static const char *const foreign[] = {"evil.example", "127.0.0.1:1", "evil.example:8710",
                                          "127.0.0.1.evil.example", ""};
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        asking ask;
        begin(&ask, fix->server, "GET", "/api/overview");
        ask.request.host = att_slice_of(foreign[i]);
        cJSON_Delete(answer(&ask, fix->server, 421));
        end(&ask);
    }
    asking ask;
    begin(&ask, fix->server, "GET", "/api/overview");
    ask.request.origin = att_slice_of("http://evil.example");
    cJSON_Delete(answer(&ask, fix->server, 403));
    end(&ask);
}

static void test_writes_are_guarded(void **state) {
    fixture *fix = *state;
    static const char body[] = "{\"name\": \"s\", \"size\": 2}";
    for (int what = 0; what < 5; what++) {
        asking ask;
        begin(&ask, fix->server, "POST", "/api/samples");
        let_in(&ask, fix->server, body);
        unsigned status = 403;
        if (what == 0)
            ask.request.token = att_slice_of("");
        else if (what == 1)
            ask.request.cookie = att_slice_of("attache-session=00112233445566778899aabbccddeeff");
        else if (what == 2)
            ask.request.site = att_slice_of("cross-site");
        else if (what == 3)
            ask.request.origin = att_slice_of("null");
        else {
            ask.request.type = att_slice_of("text/plain");
            status = 415;
        }
        cJSON_Delete(answer(&ask, fix->server, status));
        end(&ask);
    }
}

static void test_token(void **state) {
    fixture *fix = *state;
    char path[256];
    att_error error;
    att_guard guard;
    snprintf(path, sizeof path, "%s/token", fix->folder);
    assert_int_not_equal(att_guard_init(&guard, "0.0.0.0", 1, NULL, &error), ATT_OK);
    write_text(path, "short\n");
    assert_int_not_equal(att_guard_init(&guard, "0.0.0.0", 1, path, &error), ATT_OK);
    write_text(path, "a-long-enough-secret\n");
    assert_int_equal(att_guard_init(&guard, "0.0.0.0", 8710, path, &error), ATT_OK);
    unlink(path);
    att_response response;
    att_response_init(&response);
    att_request request = {.host = att_slice_of("desk.example:8710")};
    assert_false(att_guard_admits(&guard, &request, false, false, &response));
    assert_int_equal(response.status, 401);
    request.authorization = att_slice_of("Bearer a-long-enough-secret");
    assert_true(att_guard_admits(&guard, &request, false, false, &response));
    request.authorization = (att_slice){NULL, 0};
    assert_false(att_guard_enter(&guard, att_slice_of("a-long-enough-secreT"), &response));
    assert_true(att_guard_enter(&guard, att_slice_of("a-long-enough-secret"), &response));
    char cookie[160];
    snprintf(cookie, sizeof cookie, "%.*s", (int)strcspn(response.cookie, ";"), response.cookie);
    assert_non_null(strstr(response.cookie, "SameSite=Strict"));
    request.cookie = att_slice_of(cookie);
    assert_true(att_guard_admits(&guard, &request, false, false, &response));
    att_response_release(&response);
}

/* ---- answers ----------------------------------------------------------------------------------
 */

static void test_choices(void **state) {
    att_server *server = ((fixture *)*state)->server;
    assert_int_equal(total(server, "/api/events"), 4);
    assert_int_equal(total(server, "/api/events?partner=VNM"), 3);
    assert_int_equal(total(server, "/api/events?partner=VNM&partner=JPN"), 2);
    assert_int_equal(total(server, "/api/events?activity=visit&activity=exercise"), 2);
    assert_int_equal(total(server, "/api/events?activity=talks&status=cancelled"), 1);
    assert_int_equal(total(server, "/api/events?activity=nothing"), 0);
    assert_int_equal(total(server, "/api/events?from=2022&to=2022-05"), 1);
    assert_int_equal(total(server, "/api/events?group=UNSC-P5"), 2);
    assert_int_equal(total(server, "/api/events?q=ships"), 1);
    assert_int_equal(total(server, "/api/events?q=%22%20OR%20*%20NEAR("), 0);
    assert_int_equal(total(server, "/api/commitments"), 1);
    assert_int_equal(total(server, "/api/claims"), 1);
    assert_int_equal(total(server, "/api/stories"), 6);
    cJSON_Delete(get(server, "/api/events?from=soon", 400));
    cJSON_Delete(get(server, "/api/events?order=random", 400));
    cJSON_Delete(get(server, "/api/events?format=xml", 400));
}

static void test_facets_and_order(void **state) {
    att_server *server = ((fixture *)*state)->server;
    cJSON *json = get(server, "/api/events?activity=talks&order=oldest&limit=1", 200);
    assert_string_equal(item_text(json, 0, "first_date"), "2021-04-02");
    const cJSON *activity = cJSON_GetObjectItem(cJSON_GetObjectItem(json, "facets"), "activity");
    assert_int_equal(cJSON_GetArraySize(activity), 3); /* its own choice does not narrow it */
    cJSON_Delete(json);
    json = get(server, "/api/events?offset=3", 200);
    assert_string_equal(item_text(json, 0, "first_date"), "2021-03-02");
    cJSON_Delete(json);
}

static void test_every_route_answers(void **state) {
    att_server *server = ((fixture *)*state)->server;
    for (const att_route *route = att_routes; route->method; route++)
        if (!strcmp(route->method, "GET") && !strchr(route->path, '{'))
            cJSON_Delete(get(server, route->path, 200));
    cJSON_Delete(get(server, "/api/stories/1", 200));
    cJSON_Delete(get(server, "/api/stories/99", 404));
    cJSON_Delete(get(server, "/api/stories/1x", 404));
    cJSON_Delete(get(server, "/api/events/none", 404));
    cJSON_Delete(get(server, "/api/nothing", 404));
    cJSON_Delete(get(server, "/api/../secret", 404));
}

static void read_stream(att_buffer *out, att_response *response) {
    att_buffer_init(out);
    while (response->stream(response->stream_state, out))
        continue;
}

static void test_downloads(void **state) {
    att_server *server = ((fixture *)*state)->server;
    asking ask;
    att_buffer text;
    begin(&ask, server, "GET", "/api/events?format=csv&activity=exercise");
    att_server_answer(server, &ask.request, &ask.response);
    assert_non_null(ask.response.stream);
    read_stream(&text, &ask.response);
    assert_non_null(strstr(text.data, "actors"));
    assert_non_null(strstr(text.data, "JPN/MIL; USA/MIL"));
    assert_null(strstr(text.data, ",=HYPERLINK")); /* no formulas for spreadsheets */
    assert_string_equal(ask.response.file, "attache-events.csv");
    att_buffer_release(&text);
    end(&ask);
}

static void test_judging(void **state) {
    att_server *server = ((fixture *)*state)->server;
    cJSON *json = get(server, "/api/events?activity=visit", 200);
    char body[256], record[24], target[64];
    snprintf(record, sizeof record, "%s", item_text(json, 0, "record"));
    cJSON_Delete(json);
    snprintf(body, sizeof body,
             "{\"record\": \"%s\", \"verdict\": \"correct\", \"field\": \"activity\", "
             "\"value\": \"training\", \"author\": \"Tester\"}",
             record);
    json = post(server, "/api/judgements", body, 200);
    assert_true(cJSON_IsTrue(cJSON_GetObjectItem(json, "settled")));
    snprintf(target, sizeof target, "/api/judgements/%d", number_of(json, "number"));
    cJSON_Delete(json);
    assert_int_equal(total(server, "/api/events?activity=visit"), 0);
    assert_int_equal(total(server, "/api/events?activity=training&judged=correct"), 1);
    asking ask;
    begin(&ask, server, "DELETE", target);
    let_in(&ask, server, "");
    cJSON_Delete(answer(&ask, server, 200));
    end(&ask);
    assert_int_equal(total(server, "/api/events?activity=visit"), 1);
    cJSON_Delete(post(server, "/api/judgements", "{\"record\": \"x\"}", 400));
    cJSON_Delete(post(server, "/api/judgements", "[1]", 400));
    cJSON_Delete(post(server, "/api/judgements", "{broken", 400));
}

/* A list that was kept with the shelves gives the same pages as one that is made, and what is
 * accepted is on the shelves although nothing was computed. */
static void test_accepting(void **state) {
    att_server *server = ((fixture *)*state)->server;
    cJSON *both = get(server, "/api/events?limit=2&order=oldest", 200);
    cJSON *second = get(server, "/api/events?limit=1&offset=1&order=oldest", 200);
    assert_string_equal(item_text(both, 1, "id"), item_text(second, 0, "id"));
    assert_int_equal(number_of(both, "total"), number_of(second, "total"));
    assert_true(cJSON_Compare(cJSON_GetObjectItem(both, "facets"),
                              cJSON_GetObjectItem(second, "facets"), true));
    int before = total(server, "/api/events?judged=accept");
    char body[128], target[64];
    snprintf(body, sizeof body, "{\"record\": \"%s\", \"verdict\": \"accept\", \"author\": \"T\"}",
             item_text(both, 1, "record"));
    cJSON_Delete(both);
    cJSON_Delete(second);
    cJSON *json = post(server, "/api/judgements", body, 200);
    assert_true(cJSON_IsTrue(cJSON_GetObjectItem(json, "settled")));
    snprintf(target, sizeof target, "/api/judgements/%d", number_of(json, "number"));
    cJSON_Delete(json);
    assert_int_equal(total(server, "/api/events?judged=accept"), before + 1);
    json = get(server, "/api/overview", 200);
    assert_true(cJSON_IsFalse(cJSON_GetObjectItem(json, "stale")));
    assert_int_equal(number_of(json, "judgements"), 1);
    cJSON_Delete(json);
    asking ask;
    begin(&ask, server, "DELETE", target);
    let_in(&ask, server, "");
    cJSON_Delete(answer(&ask, server, 200));
    end(&ask);
    assert_int_equal(total(server, "/api/events?judged=accept"), before);
}

/* ---- agreement --------------------------------------------------------------------------------
 */

/* Krippendorff's own example of two coders with binary data (Computing alpha, 2011, B): alpha
 * 0.095, and Cohen's kappa of the same answers by hand: (0.6 - 0.56) / 0.44. */
static void test_agreement(void **state) {
    static const char *const answers[] = {"0100000010", "1110010000"};
    att_arena arena;
    att_ratings ratings;
    att_arena_init(&arena);
    att_ratings_init(&ratings, &arena, false);
    for (int unit = 0; unit < 10; unit++)
        for (int coder = 0; coder < 2; coder++)
            att_ratings_add(&ratings, att_arena_format(&arena, "%d", unit),
                            att_slice_of(coder ? "B" : "A"), (att_slice){&answers[coder][unit], 1});
    att_agreement found = att_ratings_agreement(&ratings);
    assert_int_equal(found.both, 10);
    assert_int_equal(found.same, 6);
    assert_true(found.alpha > 0.0952 && found.alpha < 0.0953);
    assert_true(found.kappa > 0.0909 && found.kappa < 0.0910);
    att_arena_release(&arena);
}

static void test_agreement_of_sets(void **state) {
    att_arena arena;
    att_ratings ratings;
    att_arena_init(&arena);
    att_ratings_init(&ratings, &arena, true);
    static const char *const answers[][2] = {{"a,b", "a,b"}, {"a,b", "a"}, {"c", "c"}, {"d", "a"}};
    for (int unit = 0; unit < 4; unit++)
        for (int coder = 0; coder < 2; coder++)
            att_ratings_add(&ratings, att_arena_format(&arena, "%d", unit),
                            att_slice_of(coder ? "B" : "A"), att_slice_of(answers[unit][coder]));
    att_agreement found = att_ratings_agreement(&ratings);
    assert_int_equal(found.same, 2);
    assert_true(found.alpha_known && found.alpha > 0.4 && found.alpha < 0.7);
    att_arena_release(&arena);
}

/* ---- the description --------------------------------------------------------------------------
 */

static char *read_whole(const char *path) {
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *text = calloc(1, 1 << 20);
    assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

static void lower(char *out, const char *text) {
    for (; *text; text++)
        *out++ = (char)(*text | 32);
    *out = '\0';
}

/* docs/openapi.json and routes.def name the same operations. */
static void test_description(void **state) {
    char *text = read_whole(ATT_TEST_FILES "/../docs/openapi.json"), method[16];
    cJSON *api = cJSON_Parse(text), *paths = cJSON_GetObjectItem(api, "paths"), *path;
    int described = 0, routes = 0;
    assert_non_null(paths);
    cJSON_ArrayForEach(path, paths) described += cJSON_GetArraySize(path);
    for (const att_route *route = att_routes; route->method; route++, routes++) {
        lower(method, route->method);
        path = cJSON_GetObjectItemCaseSensitive(paths, route->path);
        if (!cJSON_GetObjectItem(path, method))
            fail_msg("%s %s is not described", route->method, route->path);
    }
    assert_int_equal(described, routes);
    cJSON_Delete(api);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_parameters),
                                       cmocka_unit_test(test_paths),
                                       cmocka_unit_test(test_names),
                                       cmocka_unit_test(test_writes_are_guarded),
                                       cmocka_unit_test(test_token),
                                       cmocka_unit_test(test_choices),
                                       cmocka_unit_test(test_facets_and_order),
                                       cmocka_unit_test(test_every_route_answers),
                                       cmocka_unit_test(test_downloads),
                                       cmocka_unit_test(test_judging),
                                       cmocka_unit_test(test_accepting),
                                       cmocka_unit_test(test_agreement),
                                       cmocka_unit_test(test_agreement_of_sets),
                                       cmocka_unit_test(test_description)};
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
