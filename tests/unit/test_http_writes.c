/* test_http_writes.c - changes, and what asks other servers, wait on threads of their own, and
 * files are taken where a route says so. */
#include "http_service.h"

#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include <cmocka.h>

#define HOST "Host: a.example\r\n"

static struct counts counts;

static int start(void **state)
{
    *state = service_start(&counts, 2, 10, 10);
    return 0;
}

static int stop(void **state)
{
    server_stop(*state, 4);
    return 0;
}

static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int begin(struct server *s, const char *line)
{
    int fd = client_connect(server_port(s));
    char raw[200];
    int n = snprintf(raw, sizeof raw,
                     "%s HTTP/1.1\r\n" HOST
                     "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                     line);

    client_send(fd, raw, (size_t)n);
    return fd;
}

static struct answer_read end(int fd)
{
    struct answer_read a = client_read(fd, false);

    close(fd);
    return a;
}

/* Thirty-two wait for the same commit, not one behind the other. */
static void changes_wait_side_by_side(void **state)
{
    enum { MANY = 32 };
    double began = seconds();
    int fds[MANY];

    for (int i = 0; i < MANY; i++)
        fds[i] = begin(*state, "POST /write?ms=300");
    for (int i = 0; i < MANY; i++)
        assert_int_equal(end(fds[i]).status, 200);
    assert_true(seconds() - began < 3); /* one after the other would take nearly ten */
}

static void reading_and_slow_routes_do_not_wait_for_them(void **state)
{
    enum { MANY = 80 };
    int fds[MANY];

    for (int i = 0; i < MANY; i++)
        fds[i] = begin(*state, "POST /write?ms=200");
    double began = seconds();
    assert_int_equal(end(begin(*state, "POST /echo")).status, 200);
    assert_int_equal(end(begin(*state, "POST /slow?ms=1")).status, 200);
    assert_true(seconds() - began < 0.2);
    for (int i = 0; i < MANY; i++) /* more than threads: the rest waits its turn */
        assert_int_equal(end(fds[i]).status, 200);
}

static void who_waits_for_another_server_keeps_nobody_and_is_no_crowd(void **state)
{
    enum { MANY = 90, AT_LEAST = 8 + 64 }; /* those at it, and those in the queue */
    int fds[MANY], done = 0, refused = 0;

    for (int i = 0; i < MANY; i++)
        fds[i] = begin(*state, "POST /wait?ms=300");
    double began = seconds();
    assert_int_equal(end(begin(*state, "POST /wait")).status, 200);
    assert_int_equal(end(begin(*state, "POST /slow?ms=1")).status, 200);
    assert_int_equal(end(begin(*state, "POST /write?ms=1")).status, 200);
    assert_true(seconds() - began < 2); /* the last of those in the queue waits for longer */
    for (int i = 0; i < MANY; i++) {
        struct answer_read a = end(fds[i]);

        done += a.status == 200;
        refused += a.status == 503 && is_problem(&a);
    }
    assert_int_equal(done + refused, MANY);
    assert_true(done >= AT_LEAST);
}

static void changes_that_wait_when_it_stops_are_told_no_and_none_is_lost(void **state)
{
    enum { MANY = 60 };
    struct server *s = service_start(&counts, 2, 10, 10);
    int fds[MANY], done = 0, refused = 0;

    (void)state;
    for (int i = 0; i < MANY; i++)
        fds[i] = begin(s, "POST /write?ms=400");
    usleep(200000);
    server_stop(s, 0);
    for (int i = 0; i < MANY; i++) {
        int status = end(fds[i]).status;

        done += status == 200;
        refused += status == 503;
    }
    assert_int_equal(done + refused, MANY);
    assert_int_equal(done, 32);
}

static void a_body_is_of_a_type_its_route_takes(void **state)
{
    static const struct {
        const char *line, *type;
        int status;
    } rows[] = {
        {"POST /echo", "application/json", 200},
        {"POST /echo", "application/geo+json", 200},
        {"POST /echo", "Text/CSV; charset=utf-8", 200},
        {"POST /echo", "application/pdf", 415},
        {"POST /echo", "text/plain", 415},
        {"POST /write", "text/plain", 415},
        {"PUT /file", "application/pdf", 200},
        {"PUT /file", "image/png", 200},
        {"PUT /file", "text/plain", 200},
        {"PUT /file", "application/vnd.oasis.opendocument.text", 200},
        {"PUT /file", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         200},
        {"PUT /file", "application/json", 415},
        {"PUT /file", "text/html", 415},
        {"PUT /file", "image/svg+xml", 415},
        {"PUT /file", "multipart/form-data; boundary=x", 415},
        {"PUT /file", "application/x-www-form-urlencoded", 415},
        {"PUT /file", "", 415},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char raw[300];
        int n = snprintf(raw, sizeof raw,
                         "%s HTTP/1.1\r\n" HOST "Content-Type: %s\r\nContent-Length: 2\r\n\r\n{}",
                         rows[i].line, rows[i].type);
        struct answer_read a = client_ask(server_port(*state), raw, (size_t)n);

        if (a.status != rows[i].status || (a.status == 415 && !is_problem(&a)))
            fail_msg("%s %s: %d", rows[i].line, rows[i].type, a.status);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_wait_side_by_side),
        cmocka_unit_test(reading_and_slow_routes_do_not_wait_for_them),
        cmocka_unit_test(who_waits_for_another_server_keeps_nobody_and_is_no_crowd),
        cmocka_unit_test(changes_that_wait_when_it_stops_are_told_no_and_none_is_lost),
        cmocka_unit_test(a_body_is_of_a_type_its_route_takes),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
