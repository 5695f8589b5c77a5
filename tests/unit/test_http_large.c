/* test_http_large.c - many large answers read slowly, or many large bodies sent slowly, are refused
 * before they take all memory; when they have gone there is room again. */
#include "http_service.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MEBIBYTE = 1024 * 1024, LARGE = 16 * MEBIBYTE, MOST = 40 * MEBIBYTE, BODY = 8 * MEBIBYTE };

static char ready[LARGE];

/* Larger than a socket takes in at once, so that it waits for a reader. */
static bool large(const struct request *rq, struct reply *rp, struct err *err)
{
    struct buf out = {0};

    (void)rq;
    (void)err;
    buf_reserve(&out, LARGE);
    memset(out.data, 'x', LARGE);
    out.len = LARGE;
    reply_take(rp, 200, "application/octet-stream", &out);
    return true;
}

static bool packed(const struct request *rq, struct reply *rp, struct err *err)
{
    if (!large(rq, rp, err))
        return false;
    rp->type = TYPE_TEXT;
    return true;
}

static bool kept(const struct request *rq, struct reply *rp, struct err *err)
{
    (void)rq;
    (void)err;
    reply_borrow(rp, 200, "application/octet-stream", (struct bytes){ready, sizeof ready}, NULL,
                 NULL);
    return true;
}

static const struct route large_routes[] = {
    {METHOD_GET, "/large", large, 0, 0},   {METHOD_GET, "/slow", large, 0, ROUTE_SLOW},
    {METHOD_GET, "/packed", packed, 0, 0}, {METHOD_GET, "/kept", kept, 0, 0},
    {METHOD_GET, "/hello", hello, 0, 0},   {METHOD_POST, "/echo", echo, BODY, 0},
};

static struct server *start(void)
{
    const struct server_options options = {.address = "127.0.0.1",
                                           .n_threads = 2,
                                           .max_held = MOST,
                                           .routes = large_routes,
                                           .n_routes = COUNT(large_routes)};
    struct err err = {0};
    struct server *s;

    if (!server_start(&s, &options, &err))
        fail_msg("%s", err.text);
    return s;
}

static size_t held(struct server *s)
{
    struct buf text = {0};
    const char *at;

    server_metrics(s, &text);
    at = strstr(text.data, "\nsizhi_http_large_bytes ");
    size_t n = strtoul(at + strlen("\nsizhi_http_large_bytes "), NULL, 10);
    buf_free(&text);
    return n;
}

static void wait_until_held(struct server *s, size_t wanted)
{
    for (int i = 0; i < 5000 && held(s) != wanted; i++)
        usleep(1000);
    assert_int_equal(held(s), wanted);
}

/* Sends a question and leaves the answer where it is. */
static int asked(struct server *s, const char *path, const char *more)
{
    int fd = client_connect(server_port(s));
    char text[256];
    int len = snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n", path, more);

    assert_true(client_send(fd, text, (size_t)len));
    return fd;
}

static int status_of(struct server *s, const char *path)
{
    int fd = asked(s, path, "Connection: close\r\n");
    char head[16] = "";

    assert_true(client_take(fd, head, 12));
    close(fd);
    return (int)strtol(head + 9, NULL, 10);
}

static void answers_nobody_reads_leave_room_for_others(void **state)
{
    static const char *const paths[] = {"/large", "/slow"};

    (void)state;
    for (size_t i = 0; i < COUNT(paths); i++) {
        struct server *s = start();
        int first = asked(s, paths[i], "");
        wait_until_held(s, LARGE);
        int second = asked(s, paths[i], "");
        wait_until_held(s, 2 * LARGE);
        assert_int_equal(status_of(s, paths[i]), 503);
        assert_int_equal(status_of(s, "/hello"), 200); /* what is small goes on */
        assert_int_equal(status_of(s, "/kept"), 200);  /* what is there already, too */
        wait_until_held(s, 2 * LARGE);
        close(first);
        wait_until_held(s, LARGE);
        assert_int_equal(status_of(s, paths[i]), 200);
        wait_until_held(s, LARGE);
        close(second);
        wait_until_held(s, 0);
        server_stop(s, 1);
    }
}

static void what_is_packed_counts_as_it_is_sent(void **state)
{
    struct server *s = start();
    int fds[8];

    (void)state;
    for (int i = 0; i < 8; i++)
        fds[i] = asked(s, "/packed", "Accept-Encoding: gzip\r\n");
    for (int i = 0; i < 8; i++) {
        char head[16] = "";
        assert_true(client_take(fds[i], head, 12));
        assert_memory_equal(head, "HTTP/1.1 200", 12);
        close(fds[i]);
    }
    assert_int_equal(held(s), 0);
    server_stop(s, 1);
}

static int sending(struct server *s, const char *framing, const char *first)
{
    int fd = client_connect(server_port(s));
    char text[256];
    int len = snprintf(text, sizeof text,
                       "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                       "%s\r\n\r\n%s",
                       framing, first);

    assert_true(client_send(fd, text, (size_t)len));
    return fd;
}

static void bodies_that_do_not_come_leave_room_for_others(void **state)
{
    struct server *s = start();
    int fds[5];

    (void)state;
    for (int i = 0; i < 5; i++) /* 8 MiB each, of 40 */
        fds[i] = sending(s, "Content-Length: 8388608", "{");
    wait_until_held(s, MOST);
    struct answer_read refused = client_read(sending(s, "Content-Length: 8388608", "{"), false);
    assert_int_equal(refused.status, 503);
    assert_true(is_problem(&refused));
    struct answer_read small = client_read(sending(s, "Content-Length: 2", "{}"), false);
    assert_int_equal(small.status, 200);
    for (int i = 0; i < 5; i++)
        close(fds[i]);
    wait_until_held(s, 0);
    server_stop(s, 1);
}

/* Without a length it is seen only while it comes. */
static void a_chunked_body_is_refused_when_it_is_there(void **state)
{
    struct server *s = start();
    static char piece[MEBIBYTE];
    int fds[5];

    (void)state;
    memset(piece, ' ', sizeof piece);
    for (int i = 0; i < 5; i++)
        fds[i] = sending(s, "Content-Length: 8388608", "{");
    wait_until_held(s, MOST);
    int fd = sending(s, "Transfer-Encoding: chunked", "100000\r\n");
    assert_true(client_send(fd, piece, sizeof piece));
    assert_true(client_send(fd, "\r\n0\r\n\r\n", 7));
    struct answer_read refused = client_read(fd, false);
    assert_int_equal(refused.status, 503);
    assert_true(is_problem(&refused));
    assert_int_equal(held(s), MOST);
    close(fd);
    for (int i = 0; i < 5; i++)
        close(fds[i]);
    wait_until_held(s, 0);
    server_stop(s, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_nobody_reads_leave_room_for_others),
        cmocka_unit_test(what_is_packed_counts_as_it_is_sent),
        cmocka_unit_test(bodies_that_do_not_come_leave_room_for_others),
        cmocka_unit_test(a_chunked_body_is_refused_when_it_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
