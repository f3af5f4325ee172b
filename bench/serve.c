/* serve.c - how fast a running `attache serve` answers: bench-serve PORT SECONDS [CLIENTS].
 *
 * Clients on kept-open connections of this machine each ask one address after another, from a mix
 * of reading, for a bounded time. Prints requests per second and, by address, the median and the
 * 95th percentile of the time to the last byte. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS_MOST = 32, SAMPLES_MOST = 1 << 16, ANSWER_MOST = 4 << 20 };

static const char *const targets[] = {"/",
                                      "/api/overview",
                                      "/api/events?limit=20",
                                      "/api/events?activity=talks&limit=20",
                                      "/api/events?partner=CHN&partner=VNM&year=2020&limit=20",
                                      "/api/events?q=bace&limit=20",
                                      "/api/commitments?status=open&limit=20",
                                      "/api/claims?limit=20",
                                      "/api/stories/17",
                                      "/api/network"};
enum { TARGETS = sizeof targets / sizeof *targets };

typedef struct client {
    unsigned port;
    double until;
    unsigned number, failed, count;
    unsigned char *which;
    float *times; /* milliseconds */
} client;

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int connect_to(unsigned port) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int file = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(file, (struct sockaddr *)&address, sizeof address) == 0)
        return file;
    close(file);
    return -1;
}

/* Reads one answer with a Content-Length; false when the connection ends or it is no 200. */
static int read_answer(int file, char *buffer) {
    size_t size = 0, whole = 0;
    while (!whole || size < whole) {
        ssize_t got = read(file, buffer + size, ANSWER_MOST - size - 1);
        if (got <= 0)
            return 0;
        size += (size_t)got;
        buffer[size] = '\0';
        char *body = whole ? NULL : strstr(buffer, "\r\n\r\n");
        char *length = body ? strcasestr(buffer, "Content-Length:") : NULL;
        if (length)
            whole = (size_t)(body + 4 - buffer) + strtoul(length + 15, NULL, 10);
    }
    return strncmp(buffer, "HTTP/1.1 200", 12) == 0;
}

static int ask(int file, unsigned port, const char *target, char *buffer) {
    char request[512];
    int size = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nAccept-Encoding: gzip\r\n\r\n",
                        target, port);
    return write(file, request, (size_t)size) == size && read_answer(file, buffer);
}

static void *run(void *context) {
    client *own = context;
    char *buffer = malloc(ANSWER_MOST);
    int file = connect_to(own->port);
    unsigned which = own->number;
    while (buffer && file >= 0 && seconds() < own->until && own->count < SAMPLES_MOST) {
        double began = seconds();
        which = (which + 1) % TARGETS;
        if (!ask(file, own->port, targets[which], buffer)) {
            own->failed++;
            close(file);
            file = connect_to(own->port);
            continue;
        }
        own->which[own->count] = (unsigned char)which;
        own->times[own->count++] = (float)((seconds() - began) * 1000);
    }
    close(file);
    free(buffer);
    return NULL;
}

static int compare(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static void report(const client *clients, int count) {
    float *times = malloc(sizeof *times * SAMPLES_MOST * (size_t)count);
    for (int which = 0; times && which < TARGETS; which++) {
        size_t found = 0;
        for (int i = 0; i < count; i++)
            for (unsigned k = 0; k < clients[i].count; k++)
                if (clients[i].which[k] == which)
                    times[found++] = clients[i].times[k];
        if (!found)
            continue;
        qsort(times, found, sizeof *times, compare);
        printf("%-58s median %6.1f ms, 95 %% under %6.1f ms\n", targets[which],
               (double)times[found / 2], (double)times[found * 95 / 100]);
    }
    free(times);
}

int main(int count, char **arguments) {
    if (count < 3) {
        fprintf(stderr, "bench-serve PORT SECONDS [CLIENTS]\n");
        return 2;
    }
    unsigned port = (unsigned)atoi(arguments[1]);
    double length = atof(arguments[2]);
    int many = count > 3 ? atoi(arguments[3]) : 4;
    many = many < 1 ? 1 : many > CLIENTS_MOST ? CLIENTS_MOST : many;
    length = length > 60 ? 60 : length;
    static client clients[CLIENTS_MOST];
    pthread_t threads[CLIENTS_MOST];
    double began = seconds();
    for (int i = 0; i < many; i++) {
        clients[i] = (client){.port = port,
                              .until = began + length,
                              .number = (unsigned)i,
                              .which = malloc(SAMPLES_MOST),
                              .times = malloc(SAMPLES_MOST * sizeof(float))};
        pthread_create(&threads[i], NULL, run, &clients[i]);
    }
    unsigned total = 0, failed = 0;
    for (int i = 0; i < many; i++) {
        pthread_join(threads[i], NULL);
        total += clients[i].count;
        failed += clients[i].failed;
    }
    double took = seconds() - began;
    printf("%u answers in %.1f s: %.0f requests/s by %d clients, %u failed\n", total, took,
           total / took, many, failed);
    report(clients, many);
    return failed > 0;
}
