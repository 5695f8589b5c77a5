/* refuse.c - libmicrohttpd's own refusals, as problem documents.
 *
 * A first line that is too long, a header without a colon, a broken chunk: the library refuses
 * these before or without asking us, with a page in HTML, and 0.9.75 has no option to change that
 * (after a bad Content-Length it even sends the head of that page twice).  It does hand the page to
 * its public MHD_queue_response, and a program's own definition of a function goes before a shared
 * library's. So this definition stands in front for the library's calls; our own answers go
 * straight to the original (server->queue_response).  Should a build of the library not call
 * through its symbol, nothing breaks: the refusals are HTML again, and test_http_abuse says so. */
#include "http/wire.h"

#include "base/mem.h"
#include "http/clock.h"
#include "http/problem.h"
#include "http/request_log.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static const struct {
    unsigned status;
    const char *en, *zh;
} words[] = {
    {MHD_HTTP_URI_TOO_LONG, "an address may have at most 8192 bytes", "地址最多 8192 字节"},
    {MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE, "the header fields are more than can be taken",
     "请求头超出可接受的大小"},
    {MHD_HTTP_CONTENT_TOO_LARGE, "the body is more than can be taken", "请求体超出可接受的大小"},
    {MHD_HTTP_BAD_REQUEST, "the request does not follow HTTP/1.1", "请求不符合 HTTP/1.1"},
};

queue_fn *refuse_find_queue(void)
{
    void *symbol = dlsym(RTLD_NEXT, "MHD_queue_response");
    queue_fn *function = NULL;

    _Static_assert(sizeof symbol == sizeof function, "POSIX promises as much");
    memcpy(&function, &symbol, sizeof function);
    return function;
}

/* The whole answer, head and body. */
static void refusal_write(struct buf *out, unsigned status, struct err *err, size_t *body_size)
{
    struct buf body = {0};
    size_t i = 0;

    while (i < COUNT(words) - 1 && words[i].status != status)
        i++;
    err_set(err, problem_kind(status), "%s", words[i].en);
    snprintf(err->zh, sizeof err->zh, "%s", words[i].zh);
    problem_write(&body, err, LANG_ZH);
    status = problem_status(err->kind);
    buf_printf(out,
               "HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
               "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
               "Connection: close\r\n\r\n",
               status, MHD_get_reason_phrase_for(status), TYPE_PROBLEM, body.len);
    buf_put(out, body.data, body.len);
    *body_size = body.len;
    buf_free(&body);
}

/* A request of which not even the first line was read is told of here; the others when they end. */
static void tell(struct connection *c, unsigned status, size_t size)
{
    if (c->current) {
        c->current->status = status;
        c->current->sent = size;
        return;
    }
    metrics_count(c->server->metrics, c->worker->number, NULL, status, 0, size);
    request_log(&(struct request_record){.now = clock_moment(),
                                         .method = "-",
                                         .path = "-",
                                         .query_text = "",
                                         .route = "-",
                                         .client = c->client,
                                         .status = status,
                                         .bytes = size});
}

/* Our document is sent past the library, which has answered everything that came before on this
 * connection, and the sending side is shut.  The library then goes its usual way with its own page,
 * cannot send it, and closes. */
static void refuse(struct connection *c, unsigned status)
{
    struct err err = {0};
    struct buf text = {0};
    size_t size;

    if (status >= 500 && status != MHD_HTTP_INTERNAL_SERVER_ERROR)
        status = MHD_HTTP_BAD_REQUEST; /* 501, 505: the request is at fault, not we */
    refusal_write(&text, status, &err, &size);
    if (send(c->watch.fd, text.data, text.len, MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
        tell(c, problem_status(err.kind), size);
    shutdown(c->watch.fd, SHUT_WR);
    buf_free(&text);
    c->lingers = true;
}

enum MHD_Result MHD_queue_response(struct MHD_Connection *wire, unsigned int status,
                                   struct MHD_Response *theirs)
{
    struct connection *c = connection_of(wire);

    if (!c)
        return MHD_NO;
    if (!c->lingers) /* it may refuse twice */
        refuse(c, status);
    return c->server->queue_response(wire, status, theirs);
}
