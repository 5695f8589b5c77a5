/* local_socket.c - the plumbing: names, rights, deadlines.
 *
 * The mode is set before the name appears (fchmod on the unbound socket), so there is no moment in
 * which others could connect.  A path too long for sockaddr_un is reached through its folder. */
#include "store/local_socket.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { BACKLOG = 8 };

static char *socket_path(const char *register_path)
{
    char *path = mem_alloc(strlen(register_path) + sizeof ".sock", 1);

    sprintf(path, "%s.sock", register_path);
    return path;
}

/* *folder: a descriptor to close once the address was used, -1 when none was needed. */
static bool make_address(const char *path, struct sockaddr_un *address, int *folder,
                         struct err *err)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    char *parent;
    int n;

    *folder = -1;
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (strlen(path) < sizeof address->sun_path) {
        snprintf(address->sun_path, sizeof address->sun_path, "%s", path);
        return true;
    }
    parent = name == path ? mem_strdup(".") : mem_strdup(path);
    if (name != path)
        parent[name - path] = '\0';
    *folder = open(parent, O_PATH | O_DIRECTORY | O_CLOEXEC);
    free(parent);
    if (*folder < 0)
        return err_set(err, ERR_INTERNAL, "%s: %s", path, strerror(errno));
    n = snprintf(address->sun_path, sizeof address->sun_path, "/proc/self/fd/%d/%s", *folder, name);
    if (n < (int)sizeof address->sun_path)
        return true;
    close(*folder);
    *folder = -1;
    return err_set(err, ERR_INTERNAL, "%s: the name is too long for a socket", path);
}

typedef int use_address(int fd, const struct sockaddr *address, socklen_t size);

static int bind_and_listen(int fd, const struct sockaddr *address, socklen_t size)
{
    return fchmod(fd, 0600) == 0 && bind(fd, address, size) == 0 ? listen(fd, BACKLOG) : -1;
}

static int make_socket(const char *path, use_address *use, struct err *err)
{
    struct sockaddr_un address;
    int folder, fd;

    if (!make_address(path, &address, &folder, err))
        return -1;
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || use(fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        err_set(err, ERR_INTERNAL, "%s: %s", path, strerror(errno));
        if (fd >= 0)
            close(fd);
        fd = -1;
    }
    if (folder >= 0)
        close(folder);
    return fd;
}

int local_listen(const char *register_path, struct err *err)
{
    char *path = socket_path(register_path);
    int fd;

    unlink(path);
    fd = make_socket(path, bind_and_listen, err);
    free(path);
    return fd;
}

int local_connect(const char *register_path, struct err *err)
{
    char *path = socket_path(register_path);
    int fd = make_socket(path, connect, err);

    free(path);
    return fd;
}

void local_remove(const char *register_path)
{
    char *path = socket_path(register_path);

    unlink(path);
    free(path);
}

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Waits until fd is ready for events: 1 ready, 0 woken, -1 too late. */
static int wait_for(int fd, short events, int wake, int64_t until)
{
    for (;;) {
        struct pollfd fds[] = {{.fd = fd, .events = events}, {.fd = wake, .events = POLLIN}};
        int64_t left = until - now_ms();
        int n = poll(fds, 2, left > 0 ? (int)left : 0);

        if (n > 0)
            return fds[1].revents ? 0 : 1;
        if (n == 0 || errno != EINTR)
            return -1;
    }
}

bool local_send(int fd, const char *data, size_t len, int ms)
{
    int64_t until = now_ms() + ms;

    while (len > 0) {
        ssize_t n = send(fd, data, len, MSG_NOSIGNAL | MSG_DONTWAIT);
        bool later = n < 0 && errno == EAGAIN;

        if (n > 0) {
            data += n;
            len -= (size_t)n;
        }
        if (later ? wait_for(fd, POLLOUT, -1, until) != 1 : n < 0 && errno != EINTR)
            return false;
    }
    return true;
}

static bool take_line(struct buf *pending, struct buf *line)
{
    char *end = pending->len ? memchr(pending->data, '\n', pending->len) : NULL;
    size_t len;

    if (!end)
        return false;
    len = (size_t)(end - pending->data);
    line->len = 0;
    buf_put(line, pending->data, len);
    memmove(pending->data, end + 1, pending->len - len - 1);
    pending->len -= len + 1;
    return true;
}

enum local_read local_read_line(int fd, int wake, struct buf *pending, struct buf *line, size_t max,
                                int ms)
{
    int64_t until = now_ms() + ms;
    char piece[4096];

    while (!take_line(pending, line)) {
        ssize_t n;
        int ready;

        if (pending->len > max)
            return LOCAL_TOO_LONG;
        ready = wait_for(fd, POLLIN, wake, until);
        if (ready != 1)
            return ready == 0 ? LOCAL_WOKEN : LOCAL_TOO_SLOW;
        n = recv(fd, piece, sizeof piece, MSG_DONTWAIT);
        if (n > 0)
            buf_put(pending, piece, (size_t)n);
        else if (n == 0 || (errno != EINTR && errno != EAGAIN))
            return LOCAL_CLOSED;
    }
    return line->len > max ? LOCAL_TOO_LONG : LOCAL_LINE;
}

void local_finish(int fd, int wake, int ms)
{
    int64_t until = now_ms() + ms;
    char rest[4096];
    ssize_t n = 1;

    shutdown(fd, SHUT_WR);
    while (n > 0 && wait_for(fd, POLLIN, wake, until) == 1)
        n = recv(fd, rest, sizeof rest, MSG_DONTWAIT);
    close(fd);
}
