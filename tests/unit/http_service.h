/* http_service.h - a small service for the tests of the server: a few routes that answer in every
 * way a reply can. */
#ifndef TEST_HTTP_SERVICE_H
#define TEST_HTTP_SERVICE_H

#include "http_client.h"

#include "base/json_read.h"
#include "base/mem.h"
#include "http/server.h"

#include <stdatomic.h>

struct counts {
    _Atomic int released, slow_runs;
};

static inline void count_release(void *held)
{
    atomic_fetch_add((_Atomic int *)held, 1);
}

static inline bool hello(const struct request *rq, struct reply *rp, struct err *err)
{
    static const char text[] = "{\"hello\":\"world\"}";

    (void)rq;
    (void)err;
    reply_borrow(rp, 200, TYPE_JSON, (struct bytes){text, sizeof text - 1}, NULL, NULL);
    rp->revision = 7;
    rp->cacheable = true;
    return true;
}

/* Says back what it was asked: parts, base_url, language. */
static inline bool place(const struct request *rq, struct reply *rp, struct err *err)
{
    struct buf out = {0};
    static const char *const names[] = {"on", NULL};

    if (!request_allow(rq, names, err))
        return false;
    buf_printf(&out, "{\"code\":\"%s\",\"base\":\"%s\",\"lang\":%d}", rq->parts[0], rq->base_url,
               rq->lang);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

static inline bool big(const struct request *rq, struct reply *rp, struct err *err)
{
    struct buf out = {0};

    (void)rq;
    (void)err;
    buf_puts(&out, "{\"numbers\":[0");
    for (int i = 1; i < 2000; i++)
        buf_printf(&out, ",%d", i);
    buf_puts(&out, "]}");
    reply_take(rp, 200, TYPE_JSON, &out);
    rp->revision = 7;
    rp->cacheable = true;
    return true;
}

static inline bool ready_made(const struct request *rq, struct reply *rp, struct err *err)
{
    struct counts *counts = rq->context;

    (void)err;
    reply_borrow(rp, 200, TYPE_HTML, (struct bytes){"plain bytes", 11}, count_release,
                 &counts->released);
    rp->body[ENC_BR] = (struct bytes){"br bytes", 8};
    rp->cacheable = true;
    rp->etag_key = "page-1";
    rp->cache_control = "public, max-age=60";
    return true;
}

static inline bool echo(const struct request *rq, struct reply *rp, struct err *err)
{
    struct buf out = {0};

    (void)err;
    buf_put(&out, rq->body.at, rq->body.size);
    reply_take(rp, 200, TYPE_JSON, &out);
    return true;
}

static inline bool slow(const struct request *rq, struct reply *rp, struct err *err)
{
    struct counts *counts = rq->context;
    long ms = 0;

    if (!request_int(rq, "ms", 0, 10000, &ms, err))
        return false;
    atomic_fetch_add(&counts->slow_runs, 1);
    usleep((useconds_t)ms * 1000);
    return echo(rq, rp, err);
}

/* What lies ready is given at once; for the rest others must be waited for. */
static inline bool waits(const struct request *rq, struct reply *rp, struct err *err)
{
    if (request_query(rq, "ms") && !rq->may_wait) {
        rp->must_wait = true;
        return true;
    }
    return slow(rq, rp, err);
}

static inline bool fails(const struct request *rq, struct reply *rp, struct err *err)
{
    (void)rq;
    (void)rp;
    return err_set(err, ERR_INTERNAL, "a secret of the house");
}

static const struct route service_routes[] = {
    {METHOD_GET, "/hello", hello, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/places/{code}", place, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/big", big, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/ready", ready_made, 0, 0},
    {METHOD_POST, "/echo", echo, 1000, ROUTE_PUBLIC},
    {METHOD_POST, "/slow", slow, 1000, ROUTE_SLOW},
    {METHOD_GET, "/slow", slow, 0, ROUTE_SLOW},
    {METHOD_GET, "/fails", fails, 0, 0},
    {METHOD_POST, "/write", slow, 1000, ROUTE_WRITES},
    {METHOD_POST, "/wait", waits, 1000, 0},
    {METHOD_PUT, "/file", echo, 1000, ROUTE_FILES},
};

static inline struct server *service_start(struct counts *counts, unsigned n_threads,
                                           unsigned head_seconds, unsigned body_seconds)
{
    struct server *s;
    struct err err = {0};
    const struct server_options options = {
        .address = "127.0.0.1",
        .n_threads = n_threads,
        .head_seconds = head_seconds,
        .body_seconds = body_seconds,
        .routes = service_routes,
        .n_routes = COUNT(service_routes),
        .context = counts,
    };

    if (!server_start(&s, &options, &err)) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    return s;
}

/* Is the body a problem document that says this status? */
static inline bool is_problem(const struct answer_read *a)
{
    char status[32];
    const char *type = answer_header(a, "Content-Type");

    snprintf(status, sizeof status, "\"status\":%d,", a->status);
    return type && strcmp(type, TYPE_PROBLEM) == 0 && json_check(a->body, a->body_len, 8, NULL) &&
           strstr(a->body, status) && strncmp(a->body, "{\"type\":\"urn:sizhi:problem:", 27) == 0 &&
           strstr(a->body, "\"title\":\"") && strstr(a->body, "\"detail\":\"");
}

#endif
