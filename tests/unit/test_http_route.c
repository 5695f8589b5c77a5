/* Which handler answers which path, and what is said when none does. */
#include "base/mem.h"
#include "http/route.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static bool answer_good(const struct request *rq, struct reply *rp, struct err *err)
{
    (void)rq;
    (void)err;
    reply_borrow(rp, 200, TYPE_TEXT, (struct bytes){"good", 4}, NULL, NULL);
    return true;
}

static void count_release(void *held)
{
    ++*(int *)held;
}

static int released;

static bool answer_then_fail(const struct request *rq, struct reply *rp, struct err *err)
{
    (void)rq;
    reply_borrow(rp, 200, TYPE_TEXT, (struct bytes){"good", 4}, count_release, &released);
    return err_say(err, ERR_GONE, "code", "it became '%s'", "已改为“%s”", "540481");
}

static bool fail_silently(const struct request *rq, struct reply *rp, struct err *err)
{
    (void)rq;
    (void)rp;
    (void)err;
    return false;
}

static const struct route routes[] = {
    {METHOD_GET, "/{*}", answer_good, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/places/{code}", answer_good, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/places/{code}/titles", answer_good, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/api/places/top", answer_good, 0, ROUTE_PUBLIC},
    {METHOD_POST, "/api/lookup", answer_good, 10, ROUTE_PUBLIC},
    {METHOD_GET, "/api/lookup", answer_good, 0, ROUTE_PUBLIC},
    {METHOD_PUT, "/api/{a}/{b}/{c}", answer_good, 10, 0},
    {METHOD_GET, "/ogc", answer_good, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/ogc/", answer_good, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/gone/{code}", answer_then_fail, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/silent", fail_silently, 0, ROUTE_PUBLIC},
    {METHOD_GET, "/", answer_good, 0, ROUTE_PUBLIC},
};

static void the_most_exact_pattern_answers(void **state)
{
    static const struct {
        enum method method;
        int route; /* index; -1: none */
        const char *path;
        const char *parts; /* part|part| */
    } rows[] = {
        {METHOD_GET, 11, "/", ""},
        {METHOD_GET, 1, "/api/places/110108", "110108|"},
        {METHOD_HEAD, 1, "/api/places/110108", "110108|"},
        {METHOD_GET, 3, "/api/places/top", ""},
        {METHOD_GET, 3, "/api/places/t%6Fp", ""},
        {METHOD_GET, 1, "/api/places/a%2Fb", "a/b|"},
        {METHOD_GET, 1, "/api/places/%E6%B5%B7", "海|"},
        {METHOD_GET, 2, "/api/places/1/titles", "1|"},
        {METHOD_GET, 0, "/api/places/1/other", "api/places/1/other|"},
        {METHOD_GET, 0, "/api/places/", "api/places/|"}, /* a part is never empty */
        {METHOD_GET, 5, "/api/lookup", ""},
        {METHOD_POST, 4, "/api/lookup", ""},
        {METHOD_PUT, 6, "/api/1/2/3", "1|2|3|"},
        {METHOD_PUT, -1, "/api/1/2", ""},
        {METHOD_PUT, -1, "/api/1//3", ""},
        {METHOD_GET, 7, "/ogc", ""},
        {METHOD_GET, 8, "/ogc/", ""},
        {METHOD_GET, 0, "/js/main.js", "js/main.js|"},
        {METHOD_GET, -1, "/a/../b", ""},
        {METHOD_GET, -1, "/%2e%2e/b", ""},
        {METHOD_GET, -1, "/a%2F..%2Fb", ""},
        {METHOD_GET, -1, "/a\\b", ""},
        {METHOD_GET, -1, "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/22/23/24/25", ""},
        {METHOD_GET, -1, "relative", ""},
        {METHOD_GET, -1, "", ""},
        {METHOD_GET, -1, "*", ""},
        {METHOD_GET, -1, "/a\nb", ""},
        {METHOD_GET, -1, "/%", ""},
        {METHOD_GET, -1, "/%00", ""},
        {METHOD_GET, -1, "/%FF", ""},
        {METHOD_DELETE, -1, "/api/lookup", ""},
        {METHOD_OTHER, -1, "/api/lookup", ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct request rq = {.arena = arena, .method = rows[i].method, .path = rows[i].path};
        struct err err = {0};
        const char *allow;
        char parts[256] = "";
        const struct route *r = route_find(routes, COUNT(routes), &rq, &allow, &err);
        for (size_t k = 0; r && k < rq.n_parts; k++)
            snprintf(parts + strlen(parts), sizeof parts - strlen(parts), "%s|", rq.parts[k]);
        if ((r ? (int)(r - routes) : -1) != rows[i].route || strcmp(parts, rows[i].parts) != 0)
            fail_msg("%s: route %d parts '%s'", rows[i].path, r ? (int)(r - routes) : -1, parts);
        assert_int_equal(r == NULL, err.kind != ERR_NONE);
    }
}

static void refusals_say_why(void **state)
{
    static const struct {
        enum method method;
        unsigned status;
        const char *path;
        const char *allow, *words;
    } rows[] = {
        {METHOD_DELETE, 405, "/api/lookup", "GET, HEAD, POST, OPTIONS", "method-not-allowed"},
        {METHOD_POST, 405, "/api/places/1", "GET, HEAD, OPTIONS", "method-not-allowed"},
        {METHOD_OPTIONS, 204, "/api/lookup", "GET, HEAD, POST, OPTIONS", NULL},
        {METHOD_GET, 404, "/a/../b", NULL, "not-found"},
        {METHOD_GET, 400, "/%00", NULL, "bad-request"},
        {METHOD_GET, 410, "/gone/540422", NULL,
         "\"errors\":[{\"field\":\"code\",\"message\":\"it became '540481'\"}]"},
        {METHOD_GET, 500, "/silent", NULL, "internal"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct request rq = {.arena = arena,
                             .method = rows[i].method,
                             .path = rows[i].path,
                             .query_text = "",
                             .lang = LANG_EN};
        struct reply rp = {.revision = -1};
        route_answer(routes, COUNT(routes), &rq, &rp);
        const char *allow = NULL;
        for (size_t k = 0; k < rp.n_headers; k++)
            if (strcmp(rp.headers[k].name, "Allow") == 0)
                allow = rp.headers[k].value;
        assert_int_equal(rp.status, rows[i].status);
        assert_string_equal(allow ? allow : "-", rows[i].allow ? rows[i].allow : "-");
        if (rows[i].words && !strstr(rp.body[ENC_IDENTITY].at, rows[i].words))
            fail_msg("%s: %s", rows[i].path, rp.body[ENC_IDENTITY].at);
        reply_clear(&rp);
    }
    assert_int_equal(released, 1); /* what the failed handler had borrowed */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_most_exact_pattern_answers),
        cmocka_unit_test(refusals_say_why),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
