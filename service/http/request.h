/* request.h - what a handler is given.
 *
 * Nothing here mentions libmicrohttpd, so a test can call a handler as a plain function.  server.c
 * is the only file that knows both sides. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum method {
    METHOD_GET,
    METHOD_HEAD,
    METHOD_POST,
    METHOD_PUT,
    METHOD_DELETE,
    METHOD_OPTIONS,
    METHOD_OTHER
};
enum lang { LANG_ZH, LANG_EN };
enum format { FORMAT_JSON, FORMAT_GEOJSON, FORMAT_HTML, FORMAT_CSV, FORMAT_ICS, FORMATS };

enum { REQUEST_MAX_PARTS = 6, REQUEST_MAX_QUERY = 48 };

struct query_pair {
    const char *name, *value; /* decoded, valid UTF-8, NUL-terminated */
};

struct request {
    enum method method;
    const char *path;                     /* as it came, without the query */
    const char *query_text;               /* as it came, without the '?'; "" when there is none */
    const char *parts[REQUEST_MAX_PARTS]; /* the {parts} of the route, in order, decoded */
    size_t n_parts;
    struct query_pair query[REQUEST_MAX_QUERY];
    size_t n_query;
    struct bytes body;
    const char *content_type; /* "" when there is none; without its parameters, lower case */
    const char *accept;       /* "" when there is none, likewise below */
    const char *accept_language;
    const char *accept_encoding;
    const char *if_none_match;
    const char *if_match;
    const char *authorization, *cookie, *csrf; /* csrf: X-CSRF-Token */
    const char *idempotency_key;
    const char *origin;     /* the site whose page sent it, as the browser says */
    const char *fetch_site; /* Sec-Fetch-Site: how that site stands to ours, as the browser says */
    const char *client;     /* the network of the other end, never an address */
    const char *base_url;   /* "http://host:port", from Host (or the configured public address) */
    enum lang lang;         /* from lang= or Accept-Language; Chinese unless English is asked */
    moment_t now;           /* when the request came in */
    date_t today;           /* in Shanghai */
    bool may_wait;          /* on a thread that may; see reply.must_wait */
    struct arena *arena;    /* lives until the reply has been sent */
    void *context;          /* what server_start was given: struct service of api/ */
};

/* The value of a query parameter, NULL when it was not given. */
const char *request_query(const struct request *rq, const char *name);

/* Refuses every query parameter that is not in the NULL-terminated list (lang and f always are),
 * and any that is given twice, naming it and saying what is allowed. */
bool request_allow(const struct request *rq, const char *const *names, struct err *err);

/* Typed values.  An absent parameter leaves *out as it was and is no error; a bad one names itself.
 */
bool request_number(const struct request *rq, const char *name, double min, double max, double *out,
                    struct err *err);
bool request_int(const struct request *rq, const char *name, long min, long max, long *out,
                 struct err *err);
bool request_date(const struct request *rq, const char *name, date_t *out, struct err *err);
/* A date, or a moment whose Shanghai date counts. */
bool request_day(const struct request *rq, const char *name, date_t *out, struct err *err);
bool request_moment(const struct request *rq, const char *name, moment_t *out, struct err *err);

/* Which of the offered formats is wanted: f= first ("json", "geojson", "html", "csv", "ics"), then
 * Accept by its q values, then the first offered.  An f that is not offered is a 400 naming the
 * choices; an Accept that matches none falls back to the first.  offered ends with FORMATS. */
bool request_format(const struct request *rq, const enum format *offered, enum format *out,
                    struct err *err);

/* For what is answered as JSON alone: the names, and no other f. */
bool request_allow_json(const struct request *rq, const char *const *names, struct err *err);

#endif
