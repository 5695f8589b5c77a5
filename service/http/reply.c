/* reply.c - filling and emptying a reply.  A reply starts as {.revision = -1}. */
#include "http/reply.h"

#include "base/log.h"
#include "http/cookie.h"
#include "http/problem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const char TYPE_JSON[] = "application/json";
const char TYPE_GEOJSON[] = "application/geo+json";
const char TYPE_HTML[] = "text/html; charset=utf-8";
const char TYPE_CSV[] = "text/csv; charset=utf-8";
const char TYPE_ICS[] = "text/calendar; charset=utf-8";
const char TYPE_TEXT[] = "text/plain; charset=utf-8";
const char TYPE_OPENAPI[] = "application/vnd.oai.openapi+json;version=3.0";
const char TYPE_PROBLEM[] = "application/problem+json";
const char TYPE_SCHEMA[] = "application/schema+json";

static const char RETRY_AFTER[] = "Retry-After";

/* Headers and caching stay as they were set. */
void reply_drop_body(struct reply *rp)
{
    if (rp->release)
        rp->release(rp->held);
    free(rp->owned);
    rp->release = NULL;
    rp->held = NULL;
    rp->owned = NULL;
    for (int e = 0; e < ENCODINGS; e++)
        rp->body[e] = (struct bytes){0};
}

void reply_take(struct reply *rp, unsigned status, const char *type, struct buf *out)
{
    size_t len;

    reply_drop_body(rp);
    rp->status = status;
    rp->type = type;
    rp->owned = buf_steal(out, &len);
    rp->body[ENC_IDENTITY] = (struct bytes){rp->owned, len};
}

void reply_borrow(struct reply *rp, unsigned status, const char *type, struct bytes body,
                  void (*release)(void *held), void *held)
{
    reply_drop_body(rp);
    rp->status = status;
    rp->type = type;
    rp->body[ENC_IDENTITY] = body;
    rp->release = release;
    rp->held = held;
}

void reply_header(struct reply *rp, const char *name, const char *value)
{
    assert(rp->n_headers < REPLY_MAX_HEADERS);
    rp->headers[rp->n_headers].name = name;
    rp->headers[rp->n_headers].value = value;
    rp->n_headers++;
}

void reply_problem(struct reply *rp, const struct request *rq, const struct err *err)
{
    struct buf out = {0};
    unsigned status = problem_status(err->kind);

    problem_write(&out, err, rq->lang);
    reply_take(rp, status, TYPE_PROBLEM, &out);
    rp->cacheable = false;
    rp->cache_control = NULL;
    rp->etag_key = NULL;
    /* Being busy is told by the request lines, and another server's fault by whoever asked it. */
    if (status >= 500 && err->kind != ERR_BUSY && err->kind != ERR_UPSTREAM)
        log_error(err_kind_slug(err->kind), "%s: %s", rq->path ? rq->path : "", err->text);
    if (status == 503 || status == 429)
        reply_header(rp, RETRY_AFTER, "2");
    if (status == 401)
        reply_header(rp, "WWW-Authenticate", "Bearer");
    if (err->kind == ERR_SIGN_IN)
        reply_forget_session(rp, rq);
}

void reply_forget_session(struct reply *rp, const struct request *rq)
{
    bool secure;

    if (!rq->cookie || *rq->cookie == '\0' || *rq->authorization != '\0')
        return;
    secure = address_is_secure(rq->base_url);
    if (!cookie_read(rq->arena, rq->cookie, secure))
        return;
    rp->cacheable = false;
    reply_header(rp, "Set-Cookie", cookie_write(rq->arena, "", secure, 0));
}

void reply_retry_after(struct reply *rp, struct arena *a, int64_t milliseconds)
{
    const char *value = arena_printf(a, "%lld", (long long)(milliseconds + 999) / 1000);

    for (size_t i = 0; i < rp->n_headers; i++) {
        if (strcmp(rp->headers[i].name, RETRY_AFTER) == 0) {
            rp->headers[i].value = value;
            return;
        }
    }
    reply_header(rp, RETRY_AFTER, value);
}

void reply_clear(struct reply *rp)
{
    reply_drop_body(rp);
    *rp = (struct reply){.revision = -1};
}
