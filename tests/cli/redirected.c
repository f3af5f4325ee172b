/* Loaded before a program: what it connects to at 203.0.113.x, addresses that no machine has, is at
 * this machine. So a test can be of a server that is not of the local network. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

int connect(int descriptor, const struct sockaddr *address, socklen_t size) {
    int (*real)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "connect");
    struct sockaddr_in here;
    if (address->sa_family != AF_INET)
        return real(descriptor, address, size);
    memcpy(&here, address, sizeof here);
    if ((ntohl(here.sin_addr.s_addr) & 0xffffff00) == 0xcb007100)
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return real(descriptor, (const struct sockaddr *)&here, sizeof here);
}
