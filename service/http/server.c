/* server.c - starting and stopping the daemon, and its settings.
 *
 * libmicrohttpd gets a socket that listens already: binding is ours, so that "address in use" can
 * be said in words.  Its own timeout stays off; deadline.h is stricter. */
#include "http/server.h"

#include "base/log.h"
#include "base/mem.h"
#include "http/clock.h"
#include "http/wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    BACKLOG = 4096,
    SLOW_THREADS = 2,
    SLOW_WAITING = 64,
    /* They do nothing but wait for a commit that many share, so there are more of them. */
    WRITE_THREADS = 32,
    WRITES_WAITING = 1024,
    /* What waits for a server that may be gone; who comes when all of them wait is told no. */
    WAIT_THREADS = 8,
    WAITS_WAITING = 64,
    STOP_POLL_US = 2000,
    LAST_WORDS_US = 500000,
    MAX_THREADS = 256
};

static bool address_read(const struct server_options *o, struct sockaddr_storage *out,
                         socklen_t *size, struct err *err)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)out;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)out;

    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, o->address, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(o->port);
        *size = sizeof *v4;
        return true;
    }
    if (inet_pton(AF_INET6, o->address, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(o->port);
        *size = sizeof *v6;
        return true;
    }
    return err_set(err, ERR_BAD_PARAMETER, "'%s' is no address to listen on; 127.0.0.1 or ::1 is",
                   o->address);
}

static bool listen_on(struct server *s, struct err *err)
{
    struct sockaddr_storage address;
    socklen_t size = 0;
    const int yes = 1;

    if (!address_read(&s->options, &address, &size, err))
        return false;
    s->listen_fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (s->listen_fd < 0 ||
        setsockopt(s->listen_fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        bind(s->listen_fd, (struct sockaddr *)&address, size) != 0 ||
        listen(s->listen_fd, BACKLOG) != 0 ||
        getsockname(s->listen_fd, (struct sockaddr *)&address, &size) != 0)
        return err_set(err, ERR_BUSY, "cannot listen on port %u of %s: %s", s->options.port,
                       s->options.address, strerror(errno));
    bool is_v6 = address.ss_family == AF_INET6;
    s->port = ntohs(is_v6 ? ((struct sockaddr_in6 *)&address)->sin6_port
                          : ((struct sockaddr_in *)&address)->sin_port);
    struct buf url = {0};
    buf_printf(&url, is_v6 ? "http://[%s]:%u" : "http://%s:%u", s->options.address, s->port);
    s->local_url = buf_steal(&url, NULL);
    return true;
}

/* Addresses are decoded by percent.c; libmicrohttpd is to leave them alone. */
static size_t keep_escapes(void *cls, struct MHD_Connection *wire, char *text)
{
    (void)cls;
    (void)wire;
    return strlen(text);
}

static void on_library_message(void *cls, const char *fmt, va_list args)
{
    struct server *s = cls;
    char text[512];

    vsnprintf(text, sizeof text, fmt, args);
    text[strcspn(text, "\n")] = '\0';
    /* What one client did wrong is told by its request line in the log. */
    if (!atomic_load_explicit(&s->running, memory_order_relaxed))
        log_info("libmicrohttpd", "%s", text);
}

static void on_panic(void *cls, const char *file, unsigned int line, const char *reason)
{
    (void)cls;
    log_error("libmicrohttpd", "%s:%u: %s", file, line, reason ? reason : "panic");
    log_stop();
    abort();
}

/* Never as many events at once as libmicrohttpd has room for.  Its loop (0.9.75) fetches events
 * until a fetch brings less than 128; after exactly 128 it fetches once more with the same patience
 * as before, which may be for ever, and the connections it has in hand wait until something else
 * happens.  So this definition stands in front of the C library's (as in refuse.c) and leaves one
 * place empty; what found none comes with the next fetch.  test_http_crowd tells if a build of the
 * library does not call through its symbol. */
int epoll_wait(int epfd, struct epoll_event *events, int maxevents, int timeout)
{
    return epoll_pwait(epfd, events, maxevents > 1 ? maxevents - 1 : maxevents, timeout, NULL);
}

static bool daemon_start(struct server *s, struct err *err)
{
    const struct server_options *o = &s->options;
    unsigned flags =
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    struct MHD_OptionItem more[] = {
        {MHD_OPTION_PER_IP_CONNECTION_LIMIT, o->max_per_address, NULL},
        {s->n_workers > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, s->n_workers, NULL},
        {MHD_OPTION_END, 0, NULL},
    };

    if (strchr(o->address, ':'))
        flags |= MHD_USE_IPv6;
    MHD_set_panic_func(on_panic, NULL);
    s->daemon = MHD_start_daemon(
        flags, s->port, NULL, NULL, exchange_continue, s, MHD_OPTION_EXTERNAL_LOGGER,
        on_library_message, s, MHD_OPTION_LISTEN_SOCKET, s->listen_fd, MHD_OPTION_UNESCAPE_CALLBACK,
        keep_escapes, NULL, MHD_OPTION_URI_LOG_CALLBACK, exchange_begin, s,
        MHD_OPTION_NOTIFY_CONNECTION, connection_notify, s, MHD_OPTION_NOTIFY_COMPLETED,
        exchange_end, s, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)WIRE_MEMORY,
        MHD_OPTION_CONNECTION_LIMIT, o->max_connections, MHD_OPTION_CONNECTION_TIMEOUT, 0u,
        MHD_OPTION_ARRAY, more, MHD_OPTION_END);
    if (!s->daemon)
        return err_set(err, ERR_INTERNAL, "libmicrohttpd did not start; its reason stands above");
    return true;
}

static void defaults_fill(struct server *s)
{
    struct server_options *o = &s->options;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (o->n_threads == 0)
        o->n_threads = processors > 0 ? (unsigned)processors : 1;
    if (o->n_threads > MAX_THREADS)
        o->n_threads = MAX_THREADS;
    o->max_connections = o->max_connections ? o->max_connections : 4096;
    if (o->max_connections < o->n_threads)
        o->max_connections = o->n_threads; /* libmicrohttpd gives every thread its share */
    if (o->max_per_address == 0)           /* a proxy is one address, and many people */
        o->max_per_address = o->behind_proxy ? o->max_connections : 256;
    o->head_seconds = o->head_seconds ? o->head_seconds : 10;
    o->body_seconds = o->body_seconds ? o->body_seconds : 30;
    o->max_held = o->max_held ? o->max_held : (size_t)256 * 1024 * 1024;
    s->n_workers = o->n_threads;
    s->workers = mem_alloc(s->n_workers, sizeof *s->workers);
    for (unsigned i = 0; i < s->n_workers; i++)
        s->workers[i] = (struct worker){.server = s, .number = i};
}

static void server_free(struct server *s)
{
    deadlines_stop(s->deadlines);
    slow_free(s->slow);
    slow_free(s->writes);
    slow_free(s->waits);
    if (s->listen_fd >= 0)
        close(s->listen_fd);
    for (unsigned i = 0; i < s->n_workers; i++) {
        while (s->workers[i].spare) {
            struct exchange *next = s->workers[i].spare->next_spare;
            exchange_free(s->workers[i].spare);
            s->workers[i].spare = next;
        }
    }
    free(s->workers);
    metrics_free(s->metrics);
    free(s->local_url);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

bool server_open(struct server **out, const struct server_options *options, struct err *err)
{
    struct server *s = mem_alloc(1, sizeof *s);

    *out = NULL;
    s->options = *options;
    s->listen_fd = -1;
    pthread_mutex_init(&s->lock, NULL);
    defaults_fill(s);
    s->metrics = metrics_new(s->n_workers, options->routes, options->n_routes);
    s->queue_response = refuse_find_queue();
    if (!s->queue_response)
        err_set(err, ERR_INTERNAL, "libmicrohttpd is not a shared library here");
    if (!s->queue_response || !listen_on(s, err)) {
        server_free(s);
        return false;
    }
    *out = s;
    return true;
}

bool server_begin(struct server *s, struct err *err)
{
    if (!deadlines_start(&s->deadlines, err) ||
        !slow_start(&s->slow, SLOW_THREADS, SLOW_WAITING, exchange_run_slow, err) ||
        !slow_start(&s->writes, WRITE_THREADS, WRITES_WAITING, exchange_run_slow, err) ||
        !slow_start(&s->waits, WAIT_THREADS, WAITS_WAITING, exchange_run_slow, err) ||
        !daemon_start(s, err))
        return false;
    atomic_store(&s->running, true);
    return true;
}

bool server_start(struct server **out, const struct server_options *options, struct err *err)
{
    if (!server_open(out, options, err))
        return false;
    if (server_begin(*out, err))
        return true;
    server_stop(*out, 0);
    *out = NULL;
    return false;
}

uint16_t server_port(const struct server *s)
{
    return s->port;
}

static unsigned active_requests(struct server *s)
{
    unsigned n = 0;

    for (unsigned i = 0; i < s->n_workers; i++)
        n += atomic_load(&s->workers[i].n_active);
    return n;
}

static void wait_until_idle(struct server *s, int64_t until)
{
    while (active_requests(s) > 0 && clock_microseconds() < until)
        usleep(STOP_POLL_US);
}

void server_stop(struct server *s, unsigned seconds)
{
    if (!s)
        return;
    int64_t until = clock_microseconds() + (int64_t)seconds * 1000000;

    if (!s->daemon) { /* it never began */
        slow_stop(s->slow);
        slow_stop(s->writes);
        slow_stop(s->waits);
        server_free(s);
        return;
    }
    atomic_store(&s->stopping, true);
    MHD_quiesce_daemon(s->daemon); /* the socket is ours to close */
    wait_until_idle(s, until);
    /* What still waits is told no, which resumes it: the daemon must not stop with one suspended.
     */
    slow_stop(s->slow);
    slow_stop(s->writes);
    slow_stop(s->waits);
    /* However late it is: a no that was said must still reach those it was said to. */
    wait_until_idle(s, clock_microseconds() + LAST_WORDS_US);
    MHD_stop_daemon(s->daemon);
    server_free(s);
}

void server_metrics(struct server *s, struct buf *out)
{
    metrics_write(s->metrics, out);
    buf_printf(
        out,
        "# HELP sizhi_http_connections Open connections.\n"
        "# TYPE sizhi_http_connections gauge\n"
        "sizhi_http_connections %u\n"
        "# HELP sizhi_http_deadlines_missed_total Connections cut at their deadline.\n"
        "# TYPE sizhi_http_deadlines_missed_total counter\n"
        "sizhi_http_deadlines_missed_total %llu\n"
        "# HELP sizhi_http_slow_waiting Requests waiting for a slow thread.\n"
        "# TYPE sizhi_http_slow_waiting gauge\n"
        "sizhi_http_slow_waiting %u\n"
        "# HELP sizhi_http_writes_waiting Changes waiting for a thread.\n"
        "# TYPE sizhi_http_writes_waiting gauge\n"
        "sizhi_http_writes_waiting %u\n"
        "# HELP sizhi_http_waits_waiting Requests waiting for a thread that may ask others.\n"
        "# TYPE sizhi_http_waits_waiting gauge\n"
        "sizhi_http_waits_waiting %u\n"
        "# HELP sizhi_http_large_bytes Large bodies and answers under way.\n"
        "# TYPE sizhi_http_large_bytes gauge\n"
        "sizhi_http_large_bytes %zu\n",
        deadlines_open(s->deadlines), (unsigned long long)deadlines_missed(s->deadlines),
        slow_waiting(s->slow), slow_waiting(s->writes), slow_waiting(s->waits),
        atomic_load(&s->held));
}
