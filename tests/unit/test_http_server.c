/* The server over real sockets: what every answer carries, and what happens when clients or the
 * clock do not play along. */
#include "http_service.h"

#include <pthread.h>
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
    server_stop(*state, 2);
    return 0;
}

static struct answer_read ask(struct server *s, const char *raw)
{
    return client_ask(server_port(s), raw, strlen(raw));
}

static double seconds(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static void assert_header(const struct answer_read *a, const char *name, const char *want)
{
    const char *value = answer_header(a, name);

    if (want ? !value || strcmp(value, want) != 0 : value != NULL)
        fail_msg("%s is '%s', want '%s'", name, value ? value : "(none)", want ? want : "(none)");
}

static void a_public_answer_carries_its_headers(void **state)
{
    struct answer_read a = ask(*state, "GET /hello HTTP/1.1\r\n" HOST "\r\n");

    assert_int_equal(a.status, 200);
    assert_header(&a, "Content-Type", "application/json");
    assert_header(&a, "Content-Length", "17");
    assert_header(&a, "ETag", "\"7-zh-json-id\"");
    assert_header(&a, "Cache-Control", "no-cache");
    assert_header(&a, "Vary", "Accept, Accept-Encoding, Accept-Language");
    assert_header(&a, "X-Sizhi-Revision", "7");
    assert_header(&a, "X-Content-Type-Options", "nosniff");
    assert_header(&a, "Access-Control-Allow-Origin", "*");
    assert_header(&a, "Content-Security-Policy", NULL);
    assert_header(&a, "Connection", NULL);
}

static void head_is_get_without_the_body(void **state)
{
    int fd = client_connect(server_port(*state));
    static const char raw[] = "HEAD /big HTTP/1.1\r\n" HOST "\r\n"
                              "GET /hello HTTP/1.1\r\n" HOST "\r\n";

    client_send(fd, raw, sizeof raw - 1);
    struct answer_read head = client_read(fd, true), next = client_read(fd, false);
    assert_int_equal(head.status, 200);
    assert_header(&head, "Content-Length", "8903");
    assert_header(&head, "ETag", "\"7-zh-json-id\"");
    assert_string_equal(next.body, "{\"hello\":\"world\"}");
    close(fd);
}

static void a_known_tag_is_answered_without_the_body(void **state)
{
    struct answer_read a = ask(*state, "GET /hello HTTP/1.1\r\n" HOST
                                       "If-None-Match: \"x\", W/\"7-zh-json-id\"\r\n\r\n");
    assert_int_equal(a.status, 304);
    assert_header(&a, "ETag", "\"7-zh-json-id\"");
    assert_header(&a, "Vary", "Accept, Accept-Encoding, Accept-Language");
    assert_header(&a, "Cache-Control", "no-cache");
    assert_header(&a, "Content-Type", NULL);

    a = ask(*state, "GET /hello HTTP/1.1\r\n" HOST "If-None-Match: \"6-zh-json-id\"\r\n\r\n");
    assert_int_equal(a.status, 200);
}

static void bodies_are_compressed_as_asked(void **state)
{
    static const struct {
        const char *path, *accept, *encoding, *etag, *length;
    } rows[] = {
        {"/big", "gzip, deflate, br", "br", "\"7-zh-json-br\"", NULL},
        {"/big", "gzip", "gzip", "\"7-zh-json-gzip\"", NULL},
        {"/big", "br;q=0, gzip;q=0.1", "gzip", "\"7-zh-json-gzip\"", NULL},
        {"/big", "gzip;q=0", NULL, "\"7-zh-json-id\"", "8903"},
        {"/big", "*", "br", "\"7-zh-json-br\"", NULL},
        {"/hello", "br", NULL, "\"7-zh-json-id\"", "17"}, /* too small to gain anything */
        {"/ready", "gzip, br", "br", "\"page-1-br\"", "8"},
        {"/ready", "gzip", NULL, "\"page-1-id\"", "11"}, /* what is not there is not made */
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        char raw[256];
        snprintf(raw, sizeof raw, "GET %s HTTP/1.1\r\n" HOST "Accept-Encoding: %s\r\n\r\n",
                 rows[i].path, rows[i].accept);
        struct answer_read a = ask(*state, raw);
        assert_int_equal(a.status, 200);
        assert_header(&a, "Content-Encoding", rows[i].encoding);
        assert_header(&a, "ETag", rows[i].etag);
        if (rows[i].length)
            assert_header(&a, "Content-Length", rows[i].length);
        else
            assert_true(a.body_len < 8903);
    }
}

static void pages_are_fenced_in_and_borrowed_bytes_released_once(void **state)
{
    struct counts mine = {0};
    struct server *s = service_start(&mine, 2, 10, 10);
    struct answer_read a = ask(s, "GET /ready HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");

    (void)state;
    assert_header(&a, "Cache-Control", "public, max-age=60");
    assert_header(&a, "Access-Control-Allow-Origin", NULL);
    assert_non_null(answer_header(&a, "Content-Security-Policy"));
    server_stop(s, 2);
    assert_int_equal(atomic_load(&mine.released), 1);
}

static void options_says_what_a_path_can_do(void **state)
{
    struct answer_read a = ask(*state, "OPTIONS /echo HTTP/1.1\r\n" HOST "\r\n");

    assert_int_equal(a.status, 204);
    assert_header(&a, "Allow", "POST, OPTIONS");
    assert_header(&a, "Access-Control-Allow-Methods", "POST, OPTIONS");
    assert_header(&a, "Access-Control-Allow-Origin", "*");
    assert_header(&a, "Content-Length", NULL);
    a = ask(*state, "PUT /hello HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n");
    assert_int_equal(a.status, 405);
    assert_header(&a, "Allow", "GET, HEAD, OPTIONS");
    assert_true(is_problem(&a));
}

static void what_went_wrong_inside_is_not_told(void **state)
{
    struct answer_read a =
        ask(*state, "GET /fails HTTP/1.1\r\n" HOST "Accept-Language: en\r\n\r\n");

    assert_int_equal(a.status, 500);
    assert_true(is_problem(&a));
    assert_null(strstr(a.body, "secret"));
    assert_header(&a, "Cache-Control", "no-store");
}

static void parts_host_and_language_arrive(void **state)
{
    static const struct {
        const char *raw, *want;
    } rows[] = {
        {"GET /places/%E4%BA%AC HTTP/1.1\r\nHost: x.example:81\r\n\r\n",
         "{\"code\":\"京\",\"base\":\"http://x.example:81\",\"lang\":0}"},
        {"GET /places/1?lang=en HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
         "{\"code\":\"1\",\"base\":\"http://[::1]:8080\",\"lang\":1}"},
        {"GET http://y.example/places/a+b HTTP/1.1\r\nHost: x\r\n"
         "Accept-Language: en-GB, zh;q=0.5\r\n\r\n",
         "{\"code\":\"a+b\",\"base\":\"http://y.example\",\"lang\":1}"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer_read a = ask(*state, rows[i].raw);
        assert_int_equal(a.status, 200);
        assert_string_equal(a.body, rows[i].want);
    }
}

static void many_requests_share_a_connection(void **state)
{
    int fd = client_connect(server_port(*state));
    struct buf raw = {0};

    for (int i = 0; i < 50; i++)
        buf_puts(&raw, i % 2 ? "GET /hello HTTP/1.1\r\n" HOST "\r\n"
                             : "POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n"
                               "Content-Length: 2\r\n\r\n{}");
    client_send(fd, raw.data, raw.len);
    for (int i = 0; i < 50; i++) {
        struct answer_read a = client_read(fd, false);
        assert_int_equal(a.status, 200);
        assert_string_equal(a.body, i % 2 ? "{\"hello\":\"world\"}" : "{}");
    }
    buf_free(&raw);
    close(fd);
}

static void chunked_bodies_are_put_together_up_to_the_limit(void **state)
{
    static const char head[] = "POST /echo HTTP/1.1\r\n" HOST "Content-Type: text/csv\r\n"
                               "Transfer-Encoding: chunked\r\n\r\n";

    for (size_t n = 0; n <= 30; n += 5) {
        struct buf raw = {0};
        buf_puts(&raw, head);
        for (size_t i = 0; i < n; i++) /* 40 bytes each: 25 fit into the limit of 1000 */
            buf_puts(&raw, "28\r\n0123456789012345678901234567890123456789\r\n");
        buf_puts(&raw, "0\r\n\r\n");
        struct answer_read a = client_ask(server_port(*state), raw.data, raw.len);
        assert_int_equal(a.status, n <= 25 ? 200 : 413);
        if (n <= 25)
            assert_int_equal(a.body_len, n * 40);
        else
            assert_true(is_problem(&a));
        buf_free(&raw);
    }
}

static void a_body_is_asked_for_when_the_client_waits(void **state)
{
    int fd = client_connect(server_port(*state));
    static const char head[] = "POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n"
                               "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n";
    char go[64] = "";

    client_send(fd, head, sizeof head - 1);
    assert_true(client_readable(fd, 5000));
    assert_true(recv(fd, go, sizeof go - 1, 0) > 0);
    assert_memory_equal(go, "HTTP/1.1 100", 12);
    client_send(fd, "{}", 2);
    struct answer_read a = client_read(fd, false);
    assert_int_equal(a.status, 200);
    close(fd);
}

static void slow_routes_leave_the_others_quick(void **state)
{
    enum { SLOW = 6 };
    int fds[SLOW];

    for (int i = 0; i < SLOW; i++) {
        static const char raw[] = "POST /slow?ms=300 HTTP/1.1\r\n" HOST
                                  "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        fds[i] = client_connect(server_port(*state));
        client_send(fds[i], raw, sizeof raw - 1);
    }
    double began = seconds();
    for (int i = 0; i < 20; i++) {
        struct answer_read a = ask(*state, "GET /hello HTTP/1.1\r\n" HOST "\r\n");
        assert_int_equal(a.status, 200);
    }
    assert_true(seconds() - began < 0.3); /* none of them waited behind a slow one */
    for (int i = 0; i < SLOW; i++) {
        struct answer_read a = client_read(fds[i], false);
        assert_int_equal(a.status, 200);
        assert_string_equal(a.body, "{}");
        close(fds[i]);
    }
}

static void more_slow_requests_than_can_wait_are_told_so(void **state)
{
    enum { MANY = 100 };
    int fds[MANY], served = 0, refused = 0;

    for (int i = 0; i < MANY; i++) {
        static const char raw[] = "GET /slow?ms=20 HTTP/1.1\r\n" HOST "\r\n";
        fds[i] = client_connect(server_port(*state));
        client_send(fds[i], raw, sizeof raw - 1);
    }
    for (int i = 0; i < MANY; i++) {
        struct answer_read a = client_read(fds[i], false);
        served += a.status == 200;
        refused += a.status == 503 && is_problem(&a) && answer_header(&a, "Retry-After");
        close(fds[i]);
    }
    assert_int_equal(served + refused, MANY);
    assert_true(served >= 60 && refused >= 1);
}

static void a_client_may_leave_while_it_waits(void **state)
{
    int before = atomic_load(&counts.slow_runs);

    for (int i = 0; i < 8; i++) {
        static const char raw[] = "GET /slow?ms=30 HTTP/1.1\r\n" HOST "\r\n";
        static const char half[] = "POST /echo HTTP/1.1\r\n" HOST "Content-Type: text/csv\r\n"
                                   "Content-Length: 100\r\n\r\nhalf of it";
        int slow_fd = client_connect(server_port(*state));
        int half_fd = client_connect(server_port(*state));
        client_send(slow_fd, raw, sizeof raw - 1);
        client_send(half_fd, half, sizeof half - 1);
        usleep(2000);
        close(slow_fd);
        close(half_fd);
    }
    for (int i = 0; i < 400 && atomic_load(&counts.slow_runs) < before + 8; i++)
        usleep(5000);
    assert_int_equal(atomic_load(&counts.slow_runs), before + 8);
    struct answer_read a = ask(*state, "GET /hello HTTP/1.1\r\n" HOST "\r\n");
    assert_int_equal(a.status, 200);
}

/* Sends a byte every 50 ms and says after how many seconds the server had enough. */
static double drip(struct server *s, const char *head, char byte)
{
    int fd = client_connect(server_port(s));
    double began = seconds();

    client_send(fd, head, strlen(head));
    while (seconds() - began < 8) {
        if (client_readable(fd, 50))
            break;
        if (!client_send(fd, &byte, 1))
            break;
    }
    double took = seconds() - began;
    close(fd);
    return took;
}

static void dripping_is_cut_at_the_deadline(void **state)
{
    static const struct {
        const char *what, *head;
        double low, high;
    } rows[] = {
        {"request line", "GET /", 0.8, 2.0},
        {"head", "GET /hello HTTP/1.1\r\n" HOST "X: ", 0.8, 2.0},
        {"body",
         "POST /echo HTTP/1.1\r\n" HOST "Content-Type: text/csv\r\nContent-Length: 900\r\n\r\n",
         1.8, 3.0},
        {"chunked body",
         "POST /echo HTTP/1.1\r\n" HOST "Content-Type: text/csv\r\n"
         "Transfer-Encoding: chunked\r\n\r\n300\r\n",
         1.8, 3.0},
        {"nothing", "", 0.8, 2.0},
    };
    struct server *s = service_start(&counts, 2, 1, 2);

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        double took = drip(s, rows[i].head, 'a');
        if (took < rows[i].low || took > rows[i].high)
            fail_msg("%s: cut after %.2f s", rows[i].what, took);
    }
    struct buf text = {0};
    server_metrics(s, &text);
    assert_non_null(strstr(text.data, "sizhi_http_deadlines_missed_total 5\n"));
    buf_free(&text);
    server_stop(s, 1);
}

static void stopping_finishes_what_was_begun(void **state)
{
    static const char raw[] = "GET /slow?ms=400 HTTP/1.1\r\n" HOST "\r\n";
    struct server *s = service_start(&counts, 2, 10, 10);
    int idle = client_connect(server_port(s)), busy[4];

    (void)state;
    for (int i = 0; i < 4; i++) {
        busy[i] = client_connect(server_port(s));
        client_send(busy[i], raw, sizeof raw - 1);
    }
    usleep(100000);
    double began = seconds();
    server_stop(s, 5);
    assert_true(seconds() - began < 2.5);
    for (int i = 0; i < 4; i++) {
        struct answer_read a = client_read(busy[i], false);
        assert_int_equal(a.status, 200);
        assert_header(&a, "Connection", "close");
        close(busy[i]);
    }
    struct answer_read nothing = client_read(idle, false);
    assert_int_equal(nothing.status, 0);
    close(idle);
}

static void stopping_does_not_wait_for_ever(void **state)
{
    static const char raw[] = "GET /slow?ms=150 HTTP/1.1\r\n" HOST "\r\n";
    struct server *s = service_start(&counts, 2, 10, 10);
    int busy[40], served = 0, refused = 0;

    (void)state;
    for (int i = 0; i < 40; i++) {
        busy[i] = client_connect(server_port(s));
        client_send(busy[i], raw, sizeof raw - 1);
    }
    usleep(100000);
    double began = seconds();
    server_stop(s, 1);
    assert_true(seconds() - began < 2.5);
    for (int i = 0; i < 40; i++) {
        struct answer_read a = client_read(busy[i], false);
        served += a.status == 200;
        refused += a.status == 503 && is_problem(&a);
        close(busy[i]);
    }
    assert_true(served >= 2);
    assert_true(refused >= 1);
}

static void a_port_in_use_is_said(void **state)
{
    struct server *second;
    struct err err = {0};
    struct server_options options = {.address = "127.0.0.1",
                                     .port = server_port(*state),
                                     .routes = service_routes,
                                     .n_routes = COUNT(service_routes)};

    assert_false(server_start(&second, &options, &err));
    assert_null(second);
    assert_non_null(strstr(err.text, "Address already in use"));
    err_clear(&err);
    options.address = "localhost";
    assert_false(server_start(&second, &options, &err));
    assert_non_null(strstr(err.text, "localhost"));
}

static void one_address_gets_its_share_of_connections_and_no_more(void **state)
{
    const struct server_options options = {.address = "127.0.0.1",
                                           .n_threads = 2,
                                           .max_per_address = 3,
                                           .routes = service_routes,
                                           .n_routes = COUNT(service_routes)};
    static const char raw[] = "GET /hello HTTP/1.1\r\n" HOST "\r\n";
    struct server *s;
    int fds[4];

    (void)state;
    assert_true(server_start(&s, &options, NULL));
    for (int i = 0; i < 4; i++) {
        fds[i] = client_connect(server_port(s));
        client_send(fds[i], raw, sizeof raw - 1);
        struct answer_read a = client_read(fds[i], false);
        assert_int_equal(a.status, i < 3 ? 200 : 0);
    }
    for (int i = 0; i < 4; i++)
        close(fds[i]);
    server_stop(s, 1);
}

static void metrics_count_what_happened(void **state)
{
    struct server *s = service_start(&counts, 1, 10, 10);
    struct buf text = {0};
    static const char *const asked[] = {"GET /hello HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n",
                                        "HEAD /hello HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n",
                                        "GET /places/1?of=2 HTTP/1.0\r\n\r\n",
                                        "GET /nothing HTTP/1.0\r\n\r\n", "nonsense here\r\n\r\n"};
    static const char *const lines[] = {
        "sizhi_http_requests_total{route=\"/hello\",method=\"GET\",status=\"2xx\"} 2\n",
        "sizhi_http_requests_total{route=\"/places/{code}\",method=\"GET\",status=\"4xx\"} 1\n",
        "sizhi_http_requests_total{route=\"-\",method=\"-\",status=\"4xx\"} 2\n",
        "sizhi_http_request_seconds_count 5\n",
        "sizhi_http_request_seconds_bucket{le=\"+Inf\"} 5\n",
        "sizhi_http_connections 0\n",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(asked); i++)
        assert_true(ask(s, asked[i]).status != 0);
    for (int i = 0; i < 200; i++) {
        buf_free(&text);
        server_metrics(s, &text);
        if (strstr(text.data, lines[3]) && strstr(text.data, lines[5]))
            break;
        usleep(10000);
    }
    for (size_t i = 0; i < COUNT(lines); i++)
        if (!strstr(text.data, lines[i]))
            fail_msg("not there: %sin\n%s", lines[i], text.data);
    buf_free(&text);
    server_stop(s, 1);
}

static void *hammer(void *arg)
{
    struct server *s = arg;

    for (int i = 0; i < 60; i++) {
        static const char *const raws[] = {
            "GET /hello HTTP/1.1\r\n" HOST "\r\n", "GET /slow?ms=1 HTTP/1.1\r\n" HOST "\r\n",
            "GET /big HTTP/1.1\r\n" HOST "Accept-Encoding: br\r\n\r\n",
            "GET /ready HTTP/1.1\r\n" HOST "\r\n", "GET /%zz HTTP/1.1\r\n" HOST "\r\n"};
        struct answer_read a = ask(s, raws[(size_t)i % COUNT(raws)]);
        if (a.status == 0)
            return arg;
    }
    return NULL;
}

static void many_clients_at_once_get_their_answers(void **state)
{
    pthread_t threads[6];
    void *lost = NULL;

    for (size_t i = 0; i < COUNT(threads); i++)
        pthread_create(&threads[i], NULL, hammer, *state);
    for (size_t i = 0; i < COUNT(threads); i++) {
        void *result;
        pthread_join(threads[i], &result);
        lost = result ? result : lost;
    }
    assert_null(lost);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_public_answer_carries_its_headers),
        cmocka_unit_test(head_is_get_without_the_body),
        cmocka_unit_test(a_known_tag_is_answered_without_the_body),
        cmocka_unit_test(bodies_are_compressed_as_asked),
        cmocka_unit_test(pages_are_fenced_in_and_borrowed_bytes_released_once),
        cmocka_unit_test(options_says_what_a_path_can_do),
        cmocka_unit_test(what_went_wrong_inside_is_not_told),
        cmocka_unit_test(parts_host_and_language_arrive),
        cmocka_unit_test(many_requests_share_a_connection),
        cmocka_unit_test(chunked_bodies_are_put_together_up_to_the_limit),
        cmocka_unit_test(a_body_is_asked_for_when_the_client_waits),
        cmocka_unit_test(slow_routes_leave_the_others_quick),
        cmocka_unit_test(more_slow_requests_than_can_wait_are_told_so),
        cmocka_unit_test(a_client_may_leave_while_it_waits),
        cmocka_unit_test(dripping_is_cut_at_the_deadline),
        cmocka_unit_test(stopping_finishes_what_was_begun),
        cmocka_unit_test(stopping_does_not_wait_for_ever),
        cmocka_unit_test(a_port_in_use_is_said),
        cmocka_unit_test(one_address_gets_its_share_of_connections_and_no_more),
        cmocka_unit_test(metrics_count_what_happened),
        cmocka_unit_test(many_clients_at_once_get_their_answers),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
