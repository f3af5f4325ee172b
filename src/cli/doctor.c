/* doctor.c - `attache doctor`: what this program is made of, where its data is, and proof that
 * it stays off the network. */
#include "base/file.h"
#include "cli/batch.h"
#include "cli/offline.h"
#include "cli/sandbox.h"
#include "engine/engine.h"
#include "engine/workers.h"

#include <cjson/cJSON.h>
#include <expat.h>
#include <microhttpd.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <utf8proc.h>
#include <zlib.h>
#include <zstd.h>
#ifdef ATT_WITH_CURL
#include <curl/curl.h>
#endif

const att_option att_cli_doctor_options[] = {
    {"offline", 0, ATT_OPTION_FLAG, NULL,
     "run the commands where any use of the network ends a process"},
    ATT_OPTION_DATA,
    ATT_OPTION_END};

static void print_libraries(void) {
    printf("libraries   sqlite %s, expat %s, zlib %s, zstd %s, utf8proc %s, cJSON %s,\n"
           "            libmicrohttpd %s",
           sqlite3_libversion(), XML_ExpatVersion(), zlibVersion(), ZSTD_versionString(),
           utf8proc_version(), cJSON_Version(), MHD_get_version());
#ifdef ATT_WITH_CURL
    printf(", libcurl %s", curl_version_info(CURLVERSION_NOW)->version);
#endif
    printf("\n");
}

static void print_features(void) {
    printf("features    threads (%u cores), full text %s, feeds by URL %s\n",
           att_workers_threads(0), sqlite3_compileoption_used("ENABLE_FTS5") ? "yes" : "NO",
#ifdef ATT_WITH_CURL
           "yes"
#else
           "no"
#endif
    );
}

static void print_system(void) {
    struct utsname name;
    if (uname(&name) == 0)
        printf("system      %s %s %s\n", name.sysname, name.release, name.machine);
}

static void print_sandbox(void) {
    att_sandbox holds = att_sandbox_probe();
    printf("sandbox     %s: seccomp %s, Landlock %s\n", holds.calls || holds.files ? "on" : "OFF",
           holds.calls ? "holds" : "is not to be had", holds.files ? "holds" : "is not to be had");
}

static int print_data(const att_arguments *arguments) {
    att_engine *engine = att_cli_open_engine(arguments);
    if (!engine)
        return ATT_EXIT_FAILED;
    att_error error = {0};
    const char *folder = att_engine_data_dir(engine);
    char hash[65], model[1200];
    att_status status =
        att_cli_data_hash(hash, folder, att_arguments_value(arguments, "data"), &error);
    printf("data        %s\n", folder);
    if (!status)
        printf("            %.16s, %u rules", hash, att_engine_rules(engine)->rules.count);
    struct stat about;
    snprintf(model, sizeof model, "%s/lang/en/model.bin", folder);
    if (stat(model, &about) == 0)
        printf(", model of %.1f MB", (double)about.st_size / 1e6);
    printf("\n");
    att_engine_close(engine);
    return status ? att_cli_fail(&error) : ATT_EXIT_DONE;
}

int att_cli_doctor(const att_arguments *arguments) {
    printf("attache     %s, codebook %d\n", att_version(), ATT_CODEBOOK_VERSION);
    print_system();
    print_features();
    print_libraries();
    print_sandbox();
    int code = print_data(arguments);
    if (!code && att_arguments_flag(arguments, "offline"))
        code = att_cli_prove_offline();
    return code;
}
