/* What strangers send: every shape gets the status it deserves and a problem document, and
 * afterwards the service answers as before. */
#include "http_service.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define RAW(text) text, sizeof(text) - 1
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

static const struct {
    const char *name, *raw;
    size_t len;
    int status;
} golden[] = {
    {"a plain request", RAW("GET /hello HTTP/1.1\r\n" HOST "\r\n"), 200},
    {"HTTP/1.0 without Host", RAW("GET /hello HTTP/1.0\r\n\r\n"), 200},
    {"absolute form", RAW("GET http://b.example/hello HTTP/1.1\r\n" HOST "\r\n"), 200},
    {"no Host", RAW("GET /hello HTTP/1.1\r\n\r\n"), 400},
    {"two Hosts", RAW("GET /hello HTTP/1.1\r\n" HOST HOST "\r\n"), 400},
    {"a Host with a path", RAW("GET /hello HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400},
    {"a Host with a user", RAW("GET /hello HTTP/1.1\r\nHost: u@a\r\n\r\n"), 400},
    {"absolute form with a bad host", RAW("GET http://a<b/hello HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"length and chunks together",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\nContent-Length: 4\r\n"
         "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
     400},
    {"two lengths",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\nContent-Length: 2\r\n"
         "Content-Length: 3\r\n\r\n{}x"),
     400},
    {"the same length twice",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\nContent-Length: 2\r\n"
         "Content-Length: 2\r\n\r\n{}"),
     400},
    {"a length with a sign",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n"
         "Content-Length: +2\r\n\r\n{}"),
     400},
    {"a negative length", RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n{}"), 400},
    {"a list of lengths", RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 2, 2\r\n\r\n{}"),
     400},
    {"a length in hexadecimal", RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 0x2\r\n\r\n{}"),
     400},
    {"a length beyond 64 bits",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 100000000000000000000\r\n\r\n{}"), 413},
    {"a blank before the colon",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"), 400},
    {"an unknown transfer encoding",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), 400},
    {"a transfer encoding in disguise",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), 400},
    {"two transfer encodings",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n"
         "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
     400},
    {"chunks in HTTP/1.0",
     RAW("POST /echo HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400},
    {"a broken chunk size",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n"
         "Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n"),
     400},
    {"a chunk of 2^72 bytes",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n"
         "Transfer-Encoding: chunked\r\n\r\n1000000000000000000\r\n{}\r\n0\r\n\r\n"),
     413},
    {"a header without a colon", RAW("GET /hello HTTP/1.1\r\n" HOST "nonsense\r\n\r\n"), 400},
    {"a header without a name", RAW("GET /hello HTTP/1.1\r\n: value\r\n" HOST "\r\n"), 400},
    {"a control character in a header", RAW("GET /hello HTTP/1.1\r\n" HOST "X: a\001b\r\n\r\n"),
     400},
    {"NUL in a header", RAW("GET /hello HTTP/1.1\r\nX: a\0b\r\n" HOST "\r\n"), 400},
    {"NUL in the last header", RAW("GET /hello HTTP/1.1\r\n" HOST "X: a\0b\r\n\r\n"), 400},
    {"NUL in the path", RAW("GET /hel\0lo HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"%00 in the path", RAW("GET /places/11%000000 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"%00 in the query", RAW("GET /hello?a=%00 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a broken escape", RAW("GET /places/%zz HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"half an escape", RAW("GET /hello?a=%4 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"not UTF-8", RAW("GET /places/%ff HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"an overlong slash", RAW("GET /places/%c0%af HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a path without a slash", RAW("GET hello HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a blank in the path", RAW("GET /hel lo HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"an unknown parameter", RAW("GET /places/1?of=1 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a parameter twice", RAW("GET /places/1?on=1&on=1 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"an unknown language", RAW("GET /places/1?lang=fr HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a path that is not there", RAW("GET /nothing HTTP/1.1\r\n" HOST "\r\n"), 404},
    {"up and out", RAW("GET /../../etc/passwd HTTP/1.1\r\n" HOST "\r\n"), 404},
    {"another method", RAW("DELETE /hello HTTP/1.1\r\n" HOST "\r\n"), 405},
    {"a method nobody knows", RAW("BREW /hello HTTP/1.1\r\n" HOST "\r\n"), 405},
    {"a method in small letters", RAW("get /hello HTTP/1.1\r\n" HOST "\r\n"), 405},
    {"TRACE", RAW("TRACE /hello HTTP/1.1\r\n" HOST "\r\n"), 405},
    {"CONNECT", RAW("CONNECT a.example:443 HTTP/1.1\r\n" HOST "\r\n"), 400},
    {"a body where none belongs", RAW("GET /hello HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n{}"),
     400},
    {"a body without a type", RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n{}"),
     415},
    {"a body from a form",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/x-www-form-urlencoded\r\n"
         "Content-Length: 3\r\n\r\na=b"),
     415},
    {"a body that is too long",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n"
         "Content-Length: 1001\r\n\r\n"),
     413},
    {"an expectation we do not have",
     RAW("POST /echo HTTP/1.1\r\n" HOST "Expect: miracles\r\nContent-Length: 2\r\n\r\n{}"), 400},
    {"HTTP/1.2", RAW("GET /hello HTTP/1.2\r\n" HOST "\r\n"), 400},
    {"HTTP/2 preface", RAW("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 400},
    {"HTTP/0.9", RAW("GET /hello\r\n\r\n"), 400},
};

/* No HTTP at all, and no blank in the first line: there is nobody to answer, the connection ends.
 */
static void a_handshake_of_another_protocol_is_closed(void **state)
{
    struct answer_read a =
        client_ask(server_port(*state), RAW("\x16\x03\x01\x00\xa5\x01\x00\x00\r\n\r\n"));

    assert_int_equal(a.status, 0);
}

static void every_shape_gets_its_status_and_a_problem_document(void **state)
{
    uint16_t port = server_port(*state);
    int wrong = 0;

    for (size_t i = 0; i < COUNT(golden); i++) {
        struct answer_read a = client_ask(port, golden[i].raw, golden[i].len);
        bool good = a.status == golden[i].status && (a.status == 200 || is_problem(&a));
        if (!good)
            print_error("%s: %d, want %d: %s\n", golden[i].name, a.status, golden[i].status,
                        a.body);
        wrong += !good;
    }
    assert_int_equal(wrong, 0);
}

static void lengths_up_to_a_megabyte_are_answered(void **state)
{
    static const struct {
        const char *name, *before;
        char fill;
        size_t n;
        const char *after;
        int low, high;
    } rows[] = {
        {"address of 8 KiB", "GET /places/", 'a', 8192 - 8, " HTTP/1.1\r\n" HOST "\r\n", 200, 200},
        {"address of 9 KB", "GET /places/", 'a', 9000, " HTTP/1.1\r\n" HOST "\r\n", 414, 414},
        {"address of 40 KB", "GET /places/", 'a', 40000, " HTTP/1.1\r\n" HOST "\r\n", 414, 414},
        {"address of 1 MB", "GET /places/", 'a', 1000000, " HTTP/1.1\r\n" HOST "\r\n", 414, 414},
        {"query of 1 MB", "GET /hello?q=", '&', 1000000, " HTTP/1.1\r\n" HOST "\r\n", 414, 414},
        {"method of 1 MB", "", 'A', 1000000, " / HTTP/1.1\r\n" HOST "\r\n", 400, 431},
        {"header of 40 KB", "GET /hello HTTP/1.1\r\n" HOST "X: ", 'a', 40000, "\r\n\r\n", 431, 431},
        {"header of 1 MB", "GET /hello HTTP/1.1\r\n" HOST "X: ", 'a', 1000000, "\r\n\r\n", 431,
         431},
        {"blank lines", "", '\n', 100000, "GET /hello HTTP/1.1\r\n" HOST "\r\n", 200, 431},
    };
    uint16_t port = server_port(*state);
    int wrong = 0;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf raw = {0};
        buf_puts(&raw, rows[i].before);
        for (size_t k = 0; k < rows[i].n; k++)
            buf_putc(&raw, rows[i].fill);
        buf_puts(&raw, rows[i].after);
        struct answer_read a = client_ask(port, raw.data, raw.len);
        bool good = a.status >= rows[i].low && a.status <= rows[i].high &&
                    (a.status == 200 || is_problem(&a));
        if (!good)
            print_error("%s: %d: %s\n", rows[i].name, a.status, a.body);
        wrong += !good;
        buf_free(&raw);
    }
    assert_int_equal(wrong, 0);
}

/* The library's memory for a connection holds the head and the answer's head; near its edge there
 * must still be an answer. */
static void heads_near_the_limit_are_answered(void **state)
{
    uint16_t port = server_port(*state);

    for (size_t n = 24000; n < 34000; n += 97) {
        struct buf raw = {0};
        buf_puts(&raw, "GET /nothing HTTP/1.1\r\n" HOST);
        while (raw.len < n)
            buf_puts(&raw, "X-Filling: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n");
        buf_puts(&raw, "\r\n");
        struct answer_read a = client_ask(port, raw.data, raw.len);
        if ((a.status != 404 && a.status != 431) || !is_problem(&a))
            fail_msg("a head of %zu bytes: %d %s", raw.len, a.status, a.body);
        buf_free(&raw);
    }
}

static void many_headers_cookies_and_parameters_are_answered(void **state)
{
    static const struct {
        const char *name, *before, *each, *after;
    } rows[] = {
        {"parameters", "GET /nothing?a=1", "&b", " HTTP/1.1\r\n" HOST "\r\n"},
        {"question marks", "GET /nothing?a=1", "?b", " HTTP/1.1\r\n" HOST "\r\n"},
        {"headers", "GET /nothing HTTP/1.1\r\n" HOST, "a:b\r\n", "\r\n"},
        {"cookies", "GET /nothing HTTP/1.1\r\n" HOST "Cookie: a=1", ";b=c", "\r\n\r\n"},
        {"folds", "GET /nothing HTTP/1.1\r\n" HOST "A: b", "\r\n c", "\r\n\r\n"},
    };
    uint16_t port = server_port(*state);

    for (size_t n = 10; n <= 4000; n += 133) {
        for (size_t kind = 0; kind < COUNT(rows); kind++) {
            struct buf raw = {0};
            buf_puts(&raw, rows[kind].before);
            for (size_t i = 0; i < n; i++)
                buf_puts(&raw, rows[kind].each);
            buf_puts(&raw, rows[kind].after);
            struct answer_read a = client_ask(port, raw.data, raw.len);
            if (a.status < 400 || a.status > 499 || !is_problem(&a))
                fail_msg("%zu %s: %d %s", n, rows[kind].name, a.status, a.body);
            buf_free(&raw);
        }
    }
}

static void a_refused_body_does_not_hide_the_refusal(void **state)
{
    uint16_t port = server_port(*state);
    struct buf raw = {0};

    buf_puts(&raw, "POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n"
                   "Content-Length: 10000000\r\n\r\n");
    for (int i = 0; i < 10000000; i++)
        buf_putc(&raw, ' ');
    struct answer_read a = client_ask(port, raw.data, raw.len);
    assert_int_equal(a.status, 413);
    assert_true(is_problem(&a));
    buf_free(&raw);
}

static void smuggling_shapes_close_the_connection(void **state)
{
    uint16_t port = server_port(*state);
    static const char raw[] =
        "POST /echo HTTP/1.1\r\n" HOST "Content-Type: application/json\r\nContent-Length: 4\r\n"
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /hello HTTP/1.1\r\n" HOST "\r\n";
    int fd = client_connect(port);

    client_send(fd, raw, sizeof raw - 1);
    struct answer_read first = client_read(fd, false), second = client_read(fd, false);
    assert_int_equal(first.status, 400);
    assert_int_equal(second.status, 0);
    close(fd);
}

static void afterwards_the_service_answers_as_before(void **state)
{
    struct answer_read a =
        client_ask(server_port(*state), RAW("GET /hello HTTP/1.1\r\n" HOST "\r\n"));

    assert_int_equal(a.status, 200);
    assert_string_equal(a.body, "{\"hello\":\"world\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shape_gets_its_status_and_a_problem_document),
        cmocka_unit_test(a_handshake_of_another_protocol_is_closed),
        cmocka_unit_test(lengths_up_to_a_megabyte_are_answered),
        cmocka_unit_test(heads_near_the_limit_are_answered),
        cmocka_unit_test(many_headers_cookies_and_parameters_are_answered),
        cmocka_unit_test(a_refused_body_does_not_hide_the_refusal),
        cmocka_unit_test(smuggling_shapes_close_the_connection),
        cmocka_unit_test(afterwards_the_service_answers_as_before),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
