/* network.c - addresses cut down to their networks.  An IPv4 address that came in through an IPv6
 * socket is still an IPv4 address: otherwise all of them would be one network. */
#include "http/network.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

static void network_v4(struct in_addr ip, char out[NETWORK_TEXT])
{
    char text[INET_ADDRSTRLEN] = "";

    ip.s_addr &= htonl(0xFFFFFF00u);
    inet_ntop(AF_INET, &ip, text, sizeof text);
    snprintf(out, NETWORK_TEXT, "%s/24", text);
}

static void network_v6(struct in6_addr ip, char out[NETWORK_TEXT])
{
    char text[INET6_ADDRSTRLEN] = "";
    struct in_addr v4;

    if (IN6_IS_ADDR_V4MAPPED(&ip)) {
        memcpy(&v4, &ip.s6_addr[12], sizeof v4);
        network_v4(v4, out);
        return;
    }
    memset(&ip.s6_addr[7], 0, 9);
    inet_ntop(AF_INET6, &ip, text, sizeof text);
    snprintf(out, NETWORK_TEXT, "%s/56", text);
}

void network_of(const struct sockaddr *address, char out[NETWORK_TEXT])
{
    if (address->sa_family == AF_INET)
        network_v4(((const struct sockaddr_in *)(const void *)address)->sin_addr, out);
    else if (address->sa_family == AF_INET6)
        network_v6(((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, out);
    else
        snprintf(out, NETWORK_TEXT, "-");
}

bool network_forwarded(const char *header, char out[NETWORK_TEXT])
{
    const char *comma = strrchr(header, ','), *at = comma ? comma + 1 : header;
    char text[INET6_ADDRSTRLEN];
    struct in6_addr v6;
    struct in_addr v4;

    at += strspn(at, " \t");
    size_t len = strcspn(at, " \t");
    if (len == 0 || len >= sizeof text || at[len + strspn(at + len, " \t")] != '\0')
        return false;
    memcpy(text, at, len);
    text[len] = '\0';
    if (inet_pton(AF_INET, text, &v4) == 1) {
        network_v4(v4, out);
        return true;
    }
    if (inet_pton(AF_INET6, text, &v6) != 1)
        return false;
    network_v6(v6, out);
    return true;
}
