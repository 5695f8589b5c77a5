/* deadline.c - the thread that cuts, and the lingering close.
 *
 * A watch leaves the list before its socket is closed, and cutting happens with the list locked, so
 * the descriptor that is shut down is always the one that was meant. */
#include "http/deadline.h"

#include "base/mem.h"
#include "http/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    SWEEP_MS = 200,
    LINGER_US = 2000000,
    MAX_LINGERING = 64,
    LINGER_BYTES = 32 * 1024 * 1024,
};

struct lingering {
    int fd;
    int64_t until;
    size_t read;
};

struct deadlines {
    pthread_mutex_t lock; /* of everything down to n_lingering */
    struct watch *first;
    bool stopping;
    struct lingering lingering[MAX_LINGERING];
    size_t n_lingering;
    int wake; /* eventfd */
    pthread_t thread;
    _Atomic unsigned n_open;
    _Atomic uint64_t n_missed;
};

static void cut_overdue(struct deadlines *d, int64_t now)
{
    for (struct watch *w = d->first; w; w = w->next) {
        if (atomic_load_explicit(&w->deadline, memory_order_relaxed) > now)
            continue;
        atomic_store_explicit(&w->deadline, DEADLINE_NEVER, memory_order_relaxed);
        atomic_fetch_add(&d->n_missed, 1);
        shutdown(w->fd, SHUT_RDWR);
    }
}

/* true: nothing more will come, or enough has. */
static bool drain(struct lingering *l, int64_t now)
{
    char sink[16 * 1024];

    for (int round = 0; round < 64; round++) {
        ssize_t n = recv(l->fd, sink, sizeof sink, MSG_DONTWAIT);
        if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
            return true;
        if (n < 0)
            break;
        l->read += (size_t)n;
    }
    return now >= l->until || l->read > LINGER_BYTES;
}

static void drain_all(struct deadlines *d, int64_t now)
{
    for (size_t i = 0; i < d->n_lingering;) {
        if (drain(&d->lingering[i], now)) {
            close(d->lingering[i].fd);
            d->lingering[i] = d->lingering[--d->n_lingering];
        } else {
            i++;
        }
    }
}

static void wait_for_work(struct deadlines *d)
{
    struct pollfd fds[MAX_LINGERING + 1] = {{.fd = d->wake, .events = POLLIN}};
    nfds_t n = 1;
    uint64_t count;

    for (size_t i = 0; i < d->n_lingering; i++)
        fds[n++] = (struct pollfd){.fd = d->lingering[i].fd, .events = POLLIN};
    pthread_mutex_unlock(&d->lock);
    poll(fds, n, SWEEP_MS);
    if (fds[0].revents && read(d->wake, &count, sizeof count) < 0)
        count = 0; /* only ever woken; how often does not matter */
    pthread_mutex_lock(&d->lock);
}

static void *sweeper(void *arg)
{
    struct deadlines *d = arg;
    int64_t swept = 0;

    pthread_mutex_lock(&d->lock);
    while (!d->stopping) {
        wait_for_work(d);
        int64_t now = clock_microseconds();
        drain_all(d, now);
        if (now - swept >= SWEEP_MS * 1000 / 2) {
            cut_overdue(d, now);
            swept = now;
        }
    }
    for (size_t i = 0; i < d->n_lingering; i++)
        close(d->lingering[i].fd);
    pthread_mutex_unlock(&d->lock);
    return NULL;
}

static void wake_up(struct deadlines *d)
{
    static const uint64_t one = 1;

    if (write(d->wake, &one, sizeof one) < 0)
        return; /* it is awake already */
}

bool deadlines_start(struct deadlines **out, struct err *err)
{
    struct deadlines *d = mem_alloc(1, sizeof *d);

    *out = NULL;
    pthread_mutex_init(&d->lock, NULL);
    d->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (d->wake < 0 || pthread_create(&d->thread, NULL, sweeper, d) != 0) {
        err_set(err, ERR_INTERNAL, "no thread for deadlines: %s", strerror(errno));
        if (d->wake >= 0)
            close(d->wake);
        pthread_mutex_destroy(&d->lock);
        free(d);
        return false;
    }
    *out = d;
    return true;
}

void deadlines_stop(struct deadlines *d)
{
    if (!d)
        return;
    pthread_mutex_lock(&d->lock);
    d->stopping = true;
    pthread_mutex_unlock(&d->lock);
    wake_up(d);
    pthread_join(d->thread, NULL);
    close(d->wake);
    pthread_mutex_destroy(&d->lock);
    free(d);
}

void deadlines_add(struct deadlines *d, struct watch *w, int fd, int64_t deadline)
{
    w->fd = fd;
    atomic_store_explicit(&w->deadline, deadline, memory_order_relaxed);
    pthread_mutex_lock(&d->lock);
    w->prev = NULL;
    w->next = d->first;
    if (w->next)
        w->next->prev = w;
    d->first = w;
    pthread_mutex_unlock(&d->lock);
    atomic_fetch_add(&d->n_open, 1);
}

void deadlines_remove(struct deadlines *d, struct watch *w, bool lingers)
{
    bool added = false;

    pthread_mutex_lock(&d->lock);
    if (w->prev)
        w->prev->next = w->next;
    else
        d->first = w->next;
    if (w->next)
        w->next->prev = w->prev;
    if (lingers && d->n_lingering < MAX_LINGERING && !d->stopping) {
        int fd = fcntl(w->fd, F_DUPFD_CLOEXEC, 0);
        added = fd >= 0;
        if (added)
            d->lingering[d->n_lingering++] =
                (struct lingering){.fd = fd, .until = clock_microseconds() + LINGER_US};
    }
    pthread_mutex_unlock(&d->lock);
    atomic_fetch_sub(&d->n_open, 1);
    if (added)
        wake_up(d);
}

unsigned deadlines_open(const struct deadlines *d)
{
    return atomic_load(&d->n_open);
}

uint64_t deadlines_missed(const struct deadlines *d)
{
    return atomic_load(&d->n_missed);
}
