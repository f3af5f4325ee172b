/* fetch.c - see fetch.h. */
#include "cli/fetch.h"

#include "base/error.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

bool att_fetch_is_address(const char *text) {
    return strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0;
}

att_slice att_fetch_server(att_slice address) {
    const char *host = memmem(address.data, address.size, "://", 3);
    uint32_t end = host ? (uint32_t)(host + 3 - address.data) : 0;
    while (end < address.size && !strchr("/?#", address.data[end]))
        end++;
    return att_slice_part(address, 0, end);
}

#ifdef ATT_WITH_CURL
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct arriving {
    att_fetch *fetch;
    att_buffer *body;
    bool too_long;
    char tag[256], modified[64];
} arriving;

static size_t take_body(char *bytes, size_t one, size_t size, void *context) {
    arriving *now = context;
    uint64_t limit = now->fetch->size_limit ? now->fetch->size_limit : ATT_FETCH_SIZE;
    now->too_long |= now->body->size + size > limit;
    if (now->too_long)
        return 0;
    att_buffer_append(now->body, bytes, size);
    return now->body->failed ? 0 : size;
}

/* Keeps the value of "Name: value"; what is too long for its place is as good as absent. */
static void take_value(char *out, size_t room, att_slice line, const char *name) {
    size_t size = strlen(name);
    if (line.size <= size || strncasecmp(line.data, name, size) != 0 || line.data[size] != ':')
        return;
    att_slice value = att_slice_trim(att_slice_part(line, (uint32_t)size + 1, line.size));
    if (value.size < room)
        snprintf(out, room, "%.*s", (int)value.size, value.data);
}

static size_t take_header(char *bytes, size_t one, size_t size, void *context) {
    arriving *now = context;
    att_slice line = {bytes, (uint32_t)size};
    if (att_slice_starts(line, "HTTP/")) { /* the head of another answer, after a redirect */
        now->tag[0] = now->modified[0] = '\0';
        att_buffer_clear(now->body);
    }
    take_value(now->tag, sizeof now->tag, line, "ETag");
    take_value(now->modified, sizeof now->modified, line, "Last-Modified");
    return size;
}

/* ---- whom to ask ---------------------------------------------------------------------------- */

static const struct {
    uint32_t network, mask;
} local_networks[] = {
    {0x00000000, 0xff000000}, {0x0a000000, 0xff000000}, {0x64400000, 0xffc00000},
    {0x7f000000, 0xff000000}, {0xa9fe0000, 0xffff0000}, {0xac100000, 0xfff00000},
    {0xc0a80000, 0xffff0000},
};

static bool is_local_four(uint32_t address) {
    for (size_t i = 0; i < sizeof local_networks / sizeof *local_networks; i++)
        if ((address & local_networks[i].mask) == local_networks[i].network)
            return true;
    return false;
}

/* This machine, private networks and what stands for the present one. */
static bool is_local(const struct sockaddr *address) {
    if (address->sa_family == AF_INET)
        return is_local_four(ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr));
    if (address->sa_family != AF_INET6)
        return true;
    const struct in6_addr *six = &((const struct sockaddr_in6 *)address)->sin6_addr;
    uint32_t last;
    memcpy(&last, six->s6_addr + 12, sizeof last);
    if (IN6_IS_ADDR_V4MAPPED(six) || IN6_IS_ADDR_V4COMPAT(six)) /* ::1 and :: are among these */
        return is_local_four(ntohl(last)) || !(ntohl(last) >> 24);
    return (six->s6_addr[0] & 0xfe) == 0xfc || IN6_IS_ADDR_LINKLOCAL(six);
}

/* Asked at every connection, when names are addresses: a name that leads here does not get by. */
static curl_socket_t open_socket(void *context, curlsocktype purpose,
                                 struct curl_sockaddr *address) {
    att_fetch *fetch = context;
    fetch->local = is_local(&address->addr);
    if (fetch->public_only && fetch->local)
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- asking --------------------------------------------------------------------------------- */

static void set_limits(CURL *curl, att_fetch *fetch) {
    uint64_t limit = fetch->size_limit ? fetch->size_limit : ATT_FETCH_SIZE;
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)ATT_FETCH_REDIRECTS);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)ATT_FETCH_CONNECT_SECONDS);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)ATT_FETCH_SECONDS);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)limit);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, ""); /* the limit is on what it unpacks to */
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "attache/" ATT_VERSION);
    curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, fetch);
}

static struct curl_slist *conditions(const att_fetch *fetch) {
    char line[320];
    snprintf(line, sizeof line, "Accept: %s", fetch->accept);
    struct curl_slist *list = curl_slist_append(NULL, line);
    snprintf(line, sizeof line, "If-None-Match: %s", fetch->tag);
    if (list && fetch->tag[0])
        curl_slist_append(list, line);
    snprintf(line, sizeof line, "If-Modified-Since: %s", fetch->modified);
    if (list && fetch->modified[0])
        curl_slist_append(list, line);
    return list;
}

static void take_charset(CURL *curl, att_fetch *fetch) {
    const char *type = NULL;
    curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
    const char *found = type ? strcasestr(type, "charset=") : NULL;
    fetch->charset[0] = '\0';
    if (found)
        snprintf(fetch->charset, sizeof fetch->charset, "%.*s",
                 (int)strcspn(found + 8 + (found[8] == '"'), "\"; "),
                 found + 8 + (found[8] == '"'));
}

static att_status answer(CURL *curl, CURLcode code, const char *reason, arriving *now,
                         att_error *error) {
    att_fetch *fetch = now->fetch;
    curl_off_t wait = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &fetch->status);
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &wait);
    fetch->retry_after = (long)wait;
    take_charset(curl, fetch);
    if (now->too_long || code == CURLE_FILESIZE_EXCEEDED)
        return att_error_set(error, ATT_ERROR_LIMIT, ATT_NO_OFFSET,
                             "%s: longer than what is fetched may be (see --feed-limit)",
                             fetch->address);
    if (fetch->public_only && fetch->local)
        return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET,
                             "%s: leads into this machine's own network, refused", fetch->address);
    if (now->body->failed || code == CURLE_OUT_OF_MEMORY)
        return att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    if (code)
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET, "%s: %s", fetch->address,
                             *reason ? reason : curl_easy_strerror(code));
    if (fetch->status != 200 && fetch->status != 304)
        return att_error_set(error, ATT_ERROR_IO, ATT_NO_OFFSET, "%s: the server answered %ld",
                             fetch->address, fetch->status);
    if (fetch->status == 200) {
        memcpy(fetch->tag, now->tag, sizeof fetch->tag);
        memcpy(fetch->modified, now->modified, sizeof fetch->modified);
    }
    return ATT_OK;
}

att_status att_fetch_get(att_fetch *fetch, att_buffer *body, att_error *error) {
    char reason[CURL_ERROR_SIZE] = "";
    arriving now = {.fetch = fetch, .body = body};
    fetch->status = 0;
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl ? conditions(fetch) : NULL;
    att_status status;
    if (!headers) {
        status = att_error_set(error, ATT_ERROR_MEMORY, ATT_NO_OFFSET, "memory ended");
    } else {
        set_limits(curl, fetch);
        curl_easy_setopt(curl, CURLOPT_URL, fetch->address);
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &now);
        curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
        curl_easy_setopt(curl, CURLOPT_HEADERDATA, &now);
        CURLcode code = curl_easy_perform(curl);
        status = answer(curl, code, reason, &now, error);
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return status;
}

#else

att_status att_fetch_get(att_fetch *fetch, att_buffer *body, att_error *error) {
    return att_error_set(error, ATT_ERROR_USAGE, ATT_NO_OFFSET,
                         "%s: this program was built without libcurl and reads no addresses",
                         fetch->address);
}

#endif
