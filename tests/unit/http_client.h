/* http_client.h - the smallest client that sends exactly the bytes it is given, for the tests of
 * the server.  Reads one answer at a time and gives up after ten seconds. */
#ifndef TEST_HTTP_CLIENT_H
#define TEST_HTTP_CLIENT_H

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CLIENT_HEAD = 4096, CLIENT_BODY = 32 * 1024 };

struct answer_read {
    int status; /* 0: the connection ended, or nothing came, before an answer was complete */
    char head[CLIENT_HEAD];
    char body[CLIENT_BODY];
    size_t body_len;
};

static inline int client_connect(uint16_t port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0) {
        perror("connect");
        exit(1);
    }
    return fd;
}

/* Sends what can be sent: a server that refuses may stop listening half-way. */
static inline bool client_send(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t n = send(fd, data, len, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        data += n;
        len -= (size_t)n;
    }
    return true;
}

static inline bool client_readable(int fd, int ms)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};

    return poll(&p, 1, ms) == 1;
}

static inline const char *answer_header(const struct answer_read *a, const char *name)
{
    static _Thread_local char value[1024];
    size_t len = strlen(name);

    for (const char *line = strstr(a->head, "\r\n"); line; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, len) != 0 || line[len] != ':')
            continue;
        const char *v = line + len + 1 + strspn(line + len + 1, " ");
        snprintf(value, sizeof value, "%.*s", (int)strcspn(v, "\r"), v);
        return value;
    }
    return NULL;
}

/* false: nothing came for ten seconds, or the connection ended. */
static inline bool client_take(int fd, char *to, size_t size)
{
    for (size_t len = 0; len < size;) {
        ssize_t n = client_readable(fd, 10000) ? recv(fd, to + len, size - len, 0) : 0;
        if (n <= 0)
            return false;
        len += (size_t)n;
    }
    return true;
}

/* Reads one answer; bytes of the next one stay in the socket. */
static inline struct answer_read client_read(int fd, bool no_body)
{
    struct answer_read a = {0};
    size_t len = 0;

    while (len < 4 || memcmp(a.head + len - 4, "\r\n\r\n", 4) != 0) {
        if (len + 1 == CLIENT_HEAD || !client_take(fd, a.head + len, 1))
            return a;
        len++;
    }
    const char *length = answer_header(&a, "Content-Length");
    a.body_len = no_body || !length ? 0 : strtoul(length, NULL, 10);
    if (a.body_len < CLIENT_BODY && client_take(fd, a.body, a.body_len) &&
        strncmp(a.head, "HTTP/1.", 7) == 0)
        a.status = (int)strtol(a.head + 9, NULL, 10);
    return a;
}

/* One connection, one request, one answer. */
static inline struct answer_read client_ask(uint16_t port, const char *raw, size_t len)
{
    int fd = client_connect(port);

    client_send(fd, raw, len);
    struct answer_read a = client_read(fd, strncmp(raw, "HEAD ", 5) == 0);
    close(fd);
    return a;
}

#endif
