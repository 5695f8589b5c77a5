/* route.c - from a path to its handler.
 *
 * Segments are compared decoded, one by one; a written segment beats a {part}, and that beats the
 * rest {*}, whatever the order of the table.  A {part} is never empty; what {*} takes never climbs
 * ("..") and never hides a slash, so a handler may look it up in a list of files as it is. */
#include "http/route.h"

#include "base/mem.h"
#include "http/percent.h"

#include <string.h>

enum { MAX_SEGMENTS = 24 };

struct segments {
    const char *at[MAX_SEGMENTS]; /* decoded */
    size_t n;
};

static const char *const method_names[] = {
    [METHOD_GET] = "GET", [METHOD_HEAD] = "HEAD",     [METHOD_POST] = "POST",
    [METHOD_PUT] = "PUT", [METHOD_DELETE] = "DELETE", [METHOD_OPTIONS] = "OPTIONS",
};

static bool path_has_controls(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s <= ' ' || *s == 0x7F)
            return true;
    return false;
}

static bool path_split(const struct request *rq, struct segments *out, struct err *err)
{
    const char *at = rq->path;

    out->n = 0;
    if (*at != '/' || path_has_controls(at))
        return err_say(err, ERR_BAD_REQUEST, NULL, "the path is not one", "路径格式有误");
    while (*at == '/') {
        size_t len = strcspn(++at, "/");
        if (out->n == MAX_SEGMENTS)
            return err_say(err, ERR_NOT_FOUND, NULL, "there is nothing at this path",
                           "此路径下没有内容");
        if (!percent_decode(rq->arena, at, len, false, &out->at[out->n++], err))
            return false;
        at += len;
    }
    return true;
}

/* Every segment from i on, joined; NULL when one of them is no plain name. */
static const char *rest_of(const struct request *rq, const struct segments *path, size_t i)
{
    struct buf rest = {0};
    bool plain = true;

    for (size_t k = i; k < path->n; k++) {
        const char *s = path->at[k];
        plain &= strcmp(s, ".") != 0 && strcmp(s, "..") != 0 && !strpbrk(s, "/\\");
        if (k > i)
            buf_putc(&rest, '/');
        buf_puts(&rest, s);
    }
    const char *copy = plain ? arena_strdup(rq->arena, rest.data ? rest.data : "") : NULL;
    buf_free(&rest);
    return copy;
}

/* One number for "how exactly does the pattern say this path": two bits a segment, 0 for no match.
 * 3: written out, 2: a {part}, 1: the rest. */
static unsigned long long pattern_rank(const char *pattern, const struct segments *path)
{
    unsigned long long rank = 0;
    size_t i = 0;

    while (*pattern == '/') {
        size_t len = strcspn(++pattern, "/");
        bool is_part = len > 1 && *pattern == '{';
        if (is_part && pattern[1] == '*')
            return (rank * 4 + 1) << 2 * (MAX_SEGMENTS - i);
        if (i == path->n)
            return 0;
        const char *s = path->at[i++];
        if (is_part ? *s == '\0' : strncmp(s, pattern, len) != 0 || s[len] != '\0')
            return 0;
        rank = rank * 4 + (is_part ? 2 : 3);
        pattern += len;
    }
    return i == path->n ? (rank * 4 + 1) << 2 * (MAX_SEGMENTS - i) : 0;
}

static bool parts_fill(const char *pattern, const struct segments *path, struct request *rq)
{
    rq->n_parts = 0;
    for (size_t i = 0; *pattern == '/'; i++) {
        size_t len = strcspn(++pattern, "/");
        if (len > 1 && *pattern == '{' && rq->n_parts < REQUEST_MAX_PARTS) {
            const char *part = pattern[1] == '*' ? rest_of(rq, path, i) : path->at[i];
            if (!part)
                return false;
            rq->parts[rq->n_parts++] = part;
        }
        pattern += len;
    }
    return true;
}

static bool method_fits(enum method offered, enum method asked)
{
    return offered == asked || (offered == METHOD_GET && asked == METHOD_HEAD);
}

static const char *allow_text(const struct request *rq, const bool *has)
{
    struct buf text = {0};

    for (size_t m = 0; m < COUNT(method_names); m++) {
        bool there = has[m] || m == METHOD_OPTIONS || (m == METHOD_HEAD && has[METHOD_GET]);
        if (!there)
            continue;
        buf_puts(&text, text.len ? ", " : "");
        buf_puts(&text, method_names[m]);
    }
    const char *copy = arena_strdup(rq->arena, text.data);
    buf_free(&text);
    return copy;
}

bool route_match(const struct route *routes, size_t n_routes, struct request *rq,
                 struct route_match *out, struct err *err)
{
    struct segments path = {.n = 0};
    unsigned long long best = 0;
    bool has[COUNT(method_names)] = {false}, known = false;

    *out = (struct route_match){0};
    if (!path_split(rq, &path, err))
        return false;
    for (size_t i = 0; i < n_routes; i++) {
        unsigned long long rank = pattern_rank(routes[i].path, &path);
        if (rank == 0)
            continue;
        known = true;
        has[routes[i].method] = true;
        out->is_public |= (routes[i].is & ROUTE_PUBLIC) != 0;
        if (method_fits(routes[i].method, rq->method) && rank > best) {
            best = rank;
            out->route = &routes[i];
        }
    }
    if (out->route && parts_fill(out->route->path, &path, rq)) {
        out->is_public = (out->route->is & ROUTE_PUBLIC) != 0;
        return true;
    }
    if (!known || out->route) {
        *out = (struct route_match){0};
        return err_say(err, ERR_NOT_FOUND, NULL, "there is nothing at this path",
                       "此路径下没有内容");
    }
    out->allow = allow_text(rq, has);
    return err_say(err, ERR_METHOD, NULL, "this path answers %s", "此路径支持的方法：%s",
                   out->allow);
}

const struct route *route_find(const struct route *routes, size_t n_routes, struct request *rq,
                               const char **allow, struct err *err)
{
    struct route_match match;

    route_match(routes, n_routes, rq, &match, err);
    *allow = match.allow;
    return match.route;
}

void route_run(const struct route *route, const struct request *rq, struct reply *rp)
{
    struct err err = {0};

    if (route->handle(rq, rp, &err))
        return;
    if (err.kind == ERR_NONE)
        err_set(&err, ERR_INTERNAL, "the handler of %s failed without a reason", route->path);
    reply_clear(rp);
    reply_problem(rp, rq, &err);
}

void route_refuse(const struct route_match *match, const struct request *rq, const struct err *err,
                  struct reply *rp)
{
    if (match->allow && rq->method == METHOD_OPTIONS)
        reply_borrow(rp, 204, NULL, (struct bytes){0}, NULL, NULL);
    else
        reply_problem(rp, rq, err);
    if (match->allow)
        reply_header(rp, "Allow", match->allow);
}

void route_answer(const struct route *routes, size_t n_routes, struct request *rq, struct reply *rp)
{
    struct route_match match;
    struct err err = {0};

    route_match(routes, n_routes, rq, &match, &err);
    if (!match.route)
        route_refuse(&match, rq, &err, rp);
    else if (!query_parse(rq, &err))
        reply_problem(rp, rq, &err);
    else
        route_run(match.route, rq, rp);
}
