/* exchange.c - one request and its answer, through the calls libmicrohttpd makes about it:
 * the request line (begin), the head, pieces of the body, the end of the body (continue), and when
 * everything is sent or lost (end).
 *
 * What would surprise: an answer can be queued only at the first of those calls or at the last; a
 * body that turns out too long is therefore swallowed before it is refused.  And after a suspension
 * the answer is queued from the next call, never from the slow thread. */
#include "http/wire.h"

#include "base/mem.h"
#include "http/body_type.h"
#include "http/clock.h"
#include "http/guard.h"
#include "http/negotiate.h"
#include "http/request_log.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_SPARE = 64, SWALLOW = 4 * 1024 * 1024, FIRST_RESERVE = 64 * 1024 };

static const struct {
    const char *name;
    enum method method;
} methods[] = {
    {"GET", METHOD_GET}, {"HEAD", METHOD_HEAD},     {"POST", METHOD_POST},
    {"PUT", METHOD_PUT}, {"DELETE", METHOD_DELETE}, {"OPTIONS", METHOD_OPTIONS},
};

/* -------- beginning and end -------- */

static struct exchange *exchange_take(struct worker *w)
{
    struct exchange *ex = w->spare;

    if (ex) {
        w->spare = ex->next_spare;
        w->n_spare--;
        return ex;
    }
    ex = mem_alloc(1, sizeof *ex);
    ex->arena = arena_new();
    return ex;
}

void exchange_free(struct exchange *ex)
{
    if (!ex)
        return;
    arena_free(ex->arena);
    free(ex);
}

static void exchange_give_back(struct exchange *ex, struct worker *w)
{
    large_let_go(ex);
    reply_clear(&ex->rp);
    answer_free(&ex->answer);
    buf_free(&ex->body);
    if (w->n_spare >= MAX_SPARE) {
        exchange_free(ex);
        return;
    }
    struct arena *arena = ex->arena;
    arena_reset(arena);
    memset(ex, 0, sizeof *ex);
    ex->arena = arena;
    ex->next_spare = w->spare;
    w->spare = ex;
    w->n_spare++;
}

/* "http://host/path" is another way to write "/path"; its host then counts. */
static const char *origin_form(struct exchange *ex, char *uri)
{
    static const char *const schemes[] = {"http://", "https://"};

    for (size_t i = 0; i < COUNT(schemes); i++) {
        size_t len = strlen(schemes[i]);
        if (strncasecmp(uri, schemes[i], len) != 0)
            continue;
        char *host = uri + len;
        size_t host_len = strcspn(host, "/?");
        ex->rq.base_url = arena_strndup(ex->arena, host, host_len);
        host += host_len;
        return *host == '/' ? host : "/";
    }
    return uri;
}

static void address_split(struct exchange *ex, const char *uri)
{
    size_t len = strlen(uri);

    ex->uri_too_long = len > URI_LIMIT;
    char *copy = arena_strndup(ex->arena, uri, ex->uri_too_long ? URI_LIMIT : len);
    char *query = strchr(copy, '?');
    if (query)
        *query++ = '\0';
    ex->rq.path = origin_form(ex, copy);
    ex->rq.query_text = query ? query : "";
}

/* The library would now make a record of every query parameter in the connection's memory, and
 * 0.9.75 closes without a word when that is full.  Its buffer is writable, whatever the type says;
 * with the text cut at the '?' there is nothing for it to read. */
static void hide_query(const char *uri)
{
    char *query = strchr((char *)(uintptr_t)uri, '?');

    if (query)
        memset(query, '\0', strlen(query));
}

void *exchange_begin(void *cls, const char *uri, struct MHD_Connection *wire)
{
    const struct server *s = cls;
    struct connection *c = connection_of(wire);
    struct exchange *ex = exchange_take(c->worker);

    ex->connection = c;
    ex->wire = wire;
    ex->line_end = uri + strlen(uri);
    ex->started = clock_microseconds();
    ex->method_text = "-";
    ex->rp.revision = -1;
    ex->rq.arena = ex->arena;
    ex->rq.context = s->options.context;
    ex->rq.now = clock_moment();
    ex->rq.today = moment_shanghai_date(ex->rq.now);
    ex->rq.content_type = ex->rq.accept = ex->rq.accept_language = ex->rq.accept_encoding =
        ex->rq.if_none_match = ex->rq.if_match = ex->rq.authorization = ex->rq.cookie =
            ex->rq.csrf = ex->rq.idempotency_key = ex->rq.origin = ex->rq.fetch_site = "";
    ex->rq.client = c->client;
    address_split(ex, uri);
    hide_query(uri);
    int64_t head_until = ex->started + (int64_t)s->options.head_seconds * 1000000;
    if (head_until < atomic_load_explicit(&c->watch.deadline, memory_order_relaxed))
        atomic_store_explicit(&c->watch.deadline, head_until, memory_order_relaxed);
    c->current = ex;
    return ex;
}

static void set_deadline(struct exchange *ex, int64_t when)
{
    atomic_store_explicit(&ex->connection->watch.deadline, when, memory_order_relaxed);
}

static void tell(const struct exchange *ex, int64_t now)
{
    const struct route *route = ex->match.route;
    uint64_t took = (uint64_t)(now - ex->started);

    metrics_count(ex->connection->server->metrics, ex->connection->worker->number, route,
                  ex->status, took, ex->sent);
    request_log(&(struct request_record){.now = ex->rq.now,
                                         .method = ex->method_text,
                                         .path = ex->rq.path,
                                         .query_text = ex->rq.query_text,
                                         .route = route ? route->path : "-",
                                         .client = ex->rq.client,
                                         .status = ex->status,
                                         .bytes = ex->sent,
                                         .microseconds = took});
}

void exchange_end(void *cls, struct MHD_Connection *wire, void **con_cls,
                  enum MHD_RequestTerminationCode why)
{
    struct exchange *ex = *con_cls;

    (void)cls;
    (void)wire;
    if (!ex)
        return;
    struct connection *c = ex->connection;
    int64_t now = clock_microseconds();
    if (why != MHD_REQUEST_TERMINATED_COMPLETED_OK && !c->lingers)
        ex->status = 0;
    tell(ex, now);
    set_deadline(ex, now + (int64_t)IDLE_SECONDS * 1000000);
    if (ex->active)
        atomic_fetch_sub(&c->worker->n_active, 1);
    c->current = NULL;
    *con_cls = NULL;
    exchange_give_back(ex, c->worker);
}

/* -------- the head -------- */

struct header_walk {
    struct head head;
    const char *end; /* of the value before */
    bool hidden;
};

/* The library keeps header lines where they were received and ends them at the first NUL.  Whatever
 * but line ends and blanks lies between the end of one value and the next name was hidden by that.
 */
static bool hides_something(const char *from, const char *to)
{
    if (!from || to <= from || to - from > WIRE_MEMORY)
        return false;
    for (; from < to; from++)
        if (*from != '\0' && *from != '\r' && *from != '\n' && *from != ' ' && *from != '\t')
            return true;
    return false;
}

/* The library ends every line by turning its CR and LF into NUL.  So behind the last value stand
 * two of them for its own line and two for the empty one; anything else is a head of bare LFs, or
 * one that the library took for ended at a header without a name. */
static bool ends_plainly(const char *end)
{
    return end[0] == '\0' && end[1] == '\0' && end[2] == '\0' && end[3] == '\0';
}

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind, const char *name,
                                 size_t name_len, const char *value, size_t value_len)
{
    struct header_walk *walk = cls;

    (void)kind;
    head_add(&walk->head, name, name_len, value, value_len);
    walk->hidden |= hides_something(walk->end, name);
    walk->end = value ? value + value_len : NULL;
    return MHD_YES;
}

static const char *base_url(const struct exchange *ex, const struct head *head)
{
    const struct server *s = ex->connection->server;
    const char *host = ex->rq.base_url ? ex->rq.base_url : head->host;

    if (s->options.public_url)
        return s->options.public_url;
    if (*host == '\0')
        return s->local_url;
    char *url = arena_alloc(ex->arena, strlen(host) + sizeof "http://", 1);
    stpcpy(stpcpy(url, "http://"), host);
    return url;
}

static void method_read(struct exchange *ex, const char *method)
{
    ex->method_text = method;
    ex->rq.method = METHOD_OTHER;
    for (size_t i = 0; i < COUNT(methods); i++)
        if (strcmp(method, methods[i].name) == 0)
            ex->rq.method = methods[i].method;
}

/* Behind a proxy all connections are the proxy's. */
static const char *client_of(const struct exchange *ex, const struct head *head)
{
    const struct connection *c = ex->connection;
    char network[NETWORK_TEXT];

    if (c->server->options.behind_proxy && network_forwarded(head->forwarded_for, network))
        return arena_strdup(ex->arena, network);
    return c->client;
}

static bool head_read(struct exchange *ex, struct header_walk *walk, const char *version,
                      struct err *err)
{
    struct request *rq = &ex->rq;
    struct head *head = &walk->head;

    head_init(head);
    walk->hidden = hides_something(ex->line_end, version);
    walk->end = version + strlen(version);
    MHD_get_connection_values_n(ex->wire, MHD_HEADER_KIND, on_header, walk);
    walk->hidden |= walk->end && !ends_plainly(walk->end);
    rq->accept = head->accept;
    rq->accept_language = head->accept_language;
    rq->accept_encoding = head->accept_encoding;
    rq->if_none_match = head->if_none_match;
    rq->if_match = head->if_match;
    rq->authorization = head->authorization;
    rq->cookie = head->cookie;
    rq->csrf = head->csrf;
    rq->idempotency_key = head->idempotency_key;
    rq->origin = head->origin;
    rq->fetch_site = head->fetch_site;
    rq->client = client_of(ex, head);
    rq->lang = negotiate_lang(NULL, rq->accept_language);
    if (walk->hidden)
        return err_say(
            err, ERR_BAD_REQUEST, NULL,
            "the head of the request holds NUL, bare line feeds or a header without a name",
            "请求头含有空字符、单独的换行符，或有请求头没有名称");
    if (rq->base_url && !host_is_plain(rq->base_url))
        return err_say(err, ERR_BAD_REQUEST, NULL, "the host in the address is not one",
                       "地址中的主机格式有误");
    return head_check(head, version, err);
}

/* Lower case, without parameters. */
static const char *media_type(struct arena *arena, const char *value)
{
    size_t len = strcspn(value, "; \t");
    char *type = arena_strndup(arena, value, len);

    for (size_t i = 0; i < len; i++)
        if (type[i] >= 'A' && type[i] <= 'Z')
            type[i] = (char)(type[i] - 'A' + 'a');
    return type;
}

static bool body_is_welcome(struct exchange *ex, const struct head *head, struct err *err)
{
    size_t limit = ex->match.route->max_body;

    if (limit == 0)
        return err_say(err, ERR_BAD_REQUEST, NULL, "this path takes no body", "此路径不接受请求体");
    if (head->length > limit)
        return err_say(err, ERR_TOO_LARGE, NULL, "the body may have at most %zu bytes",
                       "请求体最多 %zu 字节", limit);
    if (!body_type_fits(ex->rq.content_type, ex->match.route->is, err))
        return false;
    ex->body_limit = limit;
    return large_hold(ex, head->length) || large_refuse(err);
}

/* Everything that can be said before the body: is there such a thing, and may this be sent to it?
 */
static bool target_find(struct exchange *ex, const struct head *head, bool has_body,
                        struct err *err)
{
    const struct server *s = ex->connection->server;
    struct request *rq = &ex->rq;

    if (ex->uri_too_long)
        return err_say(err, ERR_URI_TOO_LONG, NULL, "an address may have at most %d bytes",
                       "地址最多 %d 字节", URI_LIMIT);
    bool parsed = query_parse(rq, err);
    rq->lang = negotiate_lang(request_query(rq, "lang"), rq->accept_language);
    /* A path that is not there is said before a query that is wrong: hence the second err. */
    struct err missing = {0};
    if (!route_match(s->options.routes, s->options.n_routes, rq, &ex->match, &missing)) {
        *err = missing;
        return false;
    }
    return parsed && (!has_body || body_is_welcome(ex, head, err));
}

static enum MHD_Result send_answer(struct exchange *ex);

/* The first call.  What must be refused while a body is on its way is refused at once, and the
 * connection closed, because nobody wants to read that body; the rest waits for the last call. */
static enum MHD_Result exchange_open(struct exchange *ex, const char *method, const char *version)
{
    const struct server *s = ex->connection->server;
    struct header_walk walk = {0};
    struct err err = {0};

    ex->active = true;
    atomic_fetch_add(&ex->connection->worker->n_active, 1);
    method_read(ex, method);
    bool sound = head_read(ex, &walk, version, &err);
    ex->rq.base_url = base_url(ex, &walk.head);
    ex->rq.content_type = media_type(ex->arena, walk.head.content_type);
    bool has_body = walk.head.chunked || walk.head.length > 0 || !sound;
    ex->must_close = !sound;
    ex->stage = STAGE_BODY;
    if (sound && target_find(ex, &walk.head, has_body, &err)) {
        if (has_body)
            set_deadline(ex, ex->started + (int64_t)s->options.body_seconds * 1000000);
        if (walk.head.length > 0)
            buf_reserve(&ex->body,
                        walk.head.length < FIRST_RESERVE ? walk.head.length : FIRST_RESERVE);
        return MHD_YES;
    }
    if (sound && !ex->match.route)
        route_refuse(&ex->match, &ex->rq, &err, &ex->rp);
    else
        reply_problem(&ex->rp, &ex->rq, &err);
    ex->stage = STAGE_DONE;
    if (!has_body)
        return MHD_YES;
    ex->must_close = true;
    ex->connection->lingers = true;
    return send_answer(ex);
}

/* -------- the body -------- */

static enum MHD_Result exchange_collect(struct exchange *ex, const char *data, size_t size)
{
    bool fits = size <= ex->body_limit - ex->body.len;
    bool has_room = !fits || large_hold(ex, ex->body.len + size);
    if (ex->stage == STAGE_BODY && !ex->over_limit && !ex->crowded && fits && has_room) {
        buf_put(&ex->body, data, size);
        return MHD_YES;
    }
    /* Only a chunked body comes here: the length of the others was known. */
    ex->over_limit |= !fits;
    ex->crowded |= !has_room;
    buf_free(&ex->body);
    large_let_go(ex);
    ex->swallowed += size;
    if (ex->swallowed > SWALLOW)
        return MHD_NO; /* enough is enough: the connection closes */
    return MHD_YES;
}

/* -------- the answer -------- */

static enum MHD_Result send_answer(struct exchange *ex)
{
    struct server *s = ex->connection->server;
    struct answer *a = &ex->answer;

    if (a->n_headers == 0)
        large_answer(ex);
    struct MHD_Response *response = MHD_create_response_from_buffer(
        a->body.size, a->body.size ? (void *)(uintptr_t)a->body.at : NULL, MHD_RESPMEM_PERSISTENT);
    if (!response)
        return MHD_NO;
    for (size_t i = 0; i < a->n_headers; i++)
        MHD_add_response_header(response, a->headers[i].name, a->headers[i].value);
    if (ex->must_close || atomic_load_explicit(&s->stopping, memory_order_relaxed))
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    int64_t seconds = SEND_SECONDS + (int64_t)(a->body.size / SEND_BYTES_PER_SECOND);
    bool was_long = ex->body.len > 0 || ex->stage == STAGE_SLOW || ex->must_close;
    set_deadline(ex, (was_long ? clock_microseconds() : ex->started) + seconds * 1000000);
    enum MHD_Result queued = s->queue_response(ex->wire, a->status, response);
    MHD_destroy_response(response);
    ex->status = a->status;
    ex->sent = ex->rq.method == METHOD_HEAD ? 0 : a->body.size;
    return queued;
}

static enum MHD_Result exchange_answer(struct exchange *ex)
{
    const struct route *route = ex->match.route;
    struct err err = {0};

    if (ex->crowded) {
        large_refuse(&err);
        reply_problem(&ex->rp, &ex->rq, &err);
        return send_answer(ex);
    }
    if (ex->over_limit) {
        err_say(&err, ERR_TOO_LARGE, NULL, "the body may have at most %zu bytes",
                "请求体最多 %zu 字节", ex->body_limit);
        reply_problem(&ex->rp, &ex->rq, &err);
        return send_answer(ex);
    }
    ex->rq.body = (struct bytes){ex->body.data, ex->body.len};
    if (!(route->is & (ROUTE_SLOW | ROUTE_WRITES)))
        route_run(route, &ex->rq, &ex->rp);
    struct slow_queue *queue = queue_for(ex);
    if (!queue)
        return send_answer(ex);
    ex->rp.must_wait = false;
    ex->rq.may_wait = true;
    ex->stage = STAGE_SLOW;
    set_deadline(ex, DEADLINE_NEVER); /* the queues have limits of their own */
    MHD_suspend_connection(ex->wire);
    if (!slow_push(queue, &ex->job))
        exchange_run_slow(&ex->job, true);
    return MHD_YES;
}

enum MHD_Result exchange_continue(void *cls, struct MHD_Connection *wire, const char *url,
                                  const char *method, const char *version, const char *upload_data,
                                  size_t *upload_data_size, void **con_cls)
{
    struct exchange *ex = *con_cls;

    (void)cls;
    (void)wire;
    (void)url; /* ours comes from exchange_begin, before anything was decoded or cut */
    if (ex->stage == STAGE_HEAD)
        return exchange_open(ex, method, version);
    if (*upload_data_size > 0) {
        size_t size = *upload_data_size;
        *upload_data_size = 0;
        return exchange_collect(ex, upload_data, size);
    }
    return ex->stage == STAGE_BODY ? exchange_answer(ex) : send_answer(ex);
}
