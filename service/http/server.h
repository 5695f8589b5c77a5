/* server.h - libmicrohttpd, and everything about connections that a handler need not know. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "base/buf.h"
#include "base/err.h"
#include "http/route.h"

#include <stdint.h>

struct server;

struct server_options {
    const char *address;                 /* "127.0.0.1" or "::1", no names */
    uint16_t port;                       /* 0: any free one */
    unsigned n_threads;                  /* 0: as many as processors */
    unsigned max_connections;            /* 0: 4096 */
    unsigned max_per_address;            /* 0: 256 */
    unsigned head_seconds, body_seconds; /* absolute deadlines; 0: 10 and 30 */
    size_t max_held;        /* bytes of large bodies and answers under way; 0: 256 MiB */
    const char *public_url; /* NULL: taken from Host */
    bool behind_proxy; /* every request comes through our own proxy, which says X-Forwarded-For */
    const struct route *routes;
    size_t n_routes;
    void *context; /* given to handlers as rq->context */
    /* The last word on every answer, refusals among them, before it is packed; NULL: none. */
    void (*finish)(const struct request *rq, struct reply *rp);
};

/* Listens on its port, so that connections wait, but answers nobody yet: what handlers need to know
 * of the server can be put in place before the first of them runs. */
bool server_open(struct server **out, const struct server_options *options, struct err *err);
/* From now on answers.  Whatever it returns, s is the caller's to stop. */
bool server_begin(struct server *s, struct err *err);
/* Both in one. */
bool server_start(struct server **out, const struct server_options *options, struct err *err);
uint16_t server_port(const struct server *s);
/* No new connections; what was begun is finished, for at most `seconds`; then everything is freed.
 * NULL is fine. */
void server_stop(struct server *s, unsigned seconds);

/* Requests by route, method and status; latency histogram; open connections (Prometheus text).
 * revision and atlas bytes are the api's own to add. */
void server_metrics(struct server *s, struct buf *out);

#endif
