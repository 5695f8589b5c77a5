/* route.h - which handler answers which path: the table of contents of the service. */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include "http/reply.h"
#include "http/request.h"

/* Answers one route.  false: err says why, and rp is ignored. */
typedef bool handler_fn(const struct request *rq, struct reply *rp, struct err *err);

enum route_is {
    ROUTE_PUBLIC = 1, /* readable from other origins (CORS *) */
    ROUTE_SLOW = 2,   /* may take long (bulk): runs on the worker queue, not in the pool thread */
    ROUTE_WRITES = 4, /* changes the register: runs on a queue of its own, whose threads may wait */
    ROUTE_FILES = 8,  /* its body is a file: see the list in body_type.c; else JSON or CSV */
    ROUTE_FORM = 16,  /* its body is a form of a page */
    ROUTE_SHAPES = 32, /* its body is a shape, in one of several formats */
};

struct route {
    enum method method; /* METHOD_GET answers HEAD as well */
    const char *path;   /* "/api/v1/places/{code}"; a last part "{*}" takes the rest of the path */
    handler_fn *handle;
    size_t max_body; /* 0: a body is refused */
    unsigned is;     /* enum route_is, or-ed */
};

/* Finds the route for rq->path and fills rq->parts.  NULL with err: 404, or 405 with the methods
 * the path does have in *allow (comma-separated, in the arena). */
const struct route *route_find(const struct route *routes, size_t n_routes, struct request *rq,
                               const char **allow, struct err *err);

/* The same, with what a refusal has to say: which methods the path has (NULL: there is no such
 * path) and whether other origins may read about it. */
struct route_match {
    const struct route *route;
    const char *allow;
    bool is_public;
};
bool route_match(const struct route *routes, size_t n_routes, struct request *rq,
                 struct route_match *out, struct err *err);
/* Runs the handler; a failure becomes a problem reply. */
void route_run(const struct route *route, const struct request *rq, struct reply *rp);
/* The reply when nothing matched: 404, 405 with Allow, or 204 where OPTIONS was asked. */
void route_refuse(const struct route_match *match, const struct request *rq, const struct err *err,
                  struct reply *rp);

/* Splits and decodes the query into rq->query.  Refuses bad percent-escapes, text that is not
 * UTF-8, NUL, and more parameters than there is room for.  '+' is a space. */
bool query_parse(struct request *rq, struct err *err);

/* Find, run, and turn any failure into a problem reply.  Never fails itself. */
void route_answer(const struct route *routes, size_t n_routes, struct request *rq,
                  struct reply *rp);

#endif
