/* test_api_contract.c - the document and the table of addresses say the same. */
#include "api/contract.h"
#include "api/service.h"
#include "base/json_read.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 400 };

static const struct {
    const char *name;
    enum method method;
} methods[] = {
    {"get", METHOD_GET}, {"post", METHOD_POST}, {"put", METHOD_PUT}, {"delete", METHOD_DELETE}};

struct documented {
    struct {
        const char *path;
        enum method method;
    } rows[MOST];
    size_t n;
};

static void read_path(struct json_reader *r, const char *path, struct documented *out)
{
    assert_int_equal(json_next(r), JSON_OBJECT_BEGIN);
    while (json_next(r) == JSON_KEY) {
        for (size_t i = 0; i < COUNT(methods); i++) {
            if (strcmp(r->string, methods[i].name) != 0)
                continue;
            assert_true(out->n < MOST);
            out->rows[out->n].path = path;
            out->rows[out->n++].method = methods[i].method;
        }
        assert_true(json_skip_value(r));
    }
}

static void read_contract(struct bytes text, struct arena *a, struct documented *out)
{
    struct err err = {0};
    struct json_reader r;

    out->n = 0;
    json_reader_init(&r, text.at, text.size, JSON_READ_DEPTH, a, &err);
    assert_int_equal(json_next(&r), JSON_OBJECT_BEGIN);
    while (json_next(&r) == JSON_KEY) {
        if (strcmp(r.string, "paths") != 0) {
            assert_true(json_skip_value(&r));
            continue;
        }
        assert_int_equal(json_next(&r), JSON_OBJECT_BEGIN);
        while (json_next(&r) == JSON_KEY)
            read_path(&r, r.string, out);
    }
    assert_int_equal(json_next(&r), JSON_END);
}

static bool is_documented(const struct documented *d, const struct route *route)
{
    for (size_t i = 0; i < d->n; i++) {
        if (d->rows[i].method == route->method && strcmp(d->rows[i].path, route->path) == 0)
            return true;
    }
    return false;
}

static bool is_answered(const struct documented *d, size_t row)
{
    for (size_t i = 0; i < n_service_routes; i++) {
        if (service_routes[i].method == d->rows[row].method &&
            strcmp(service_routes[i].path, d->rows[row].path) == 0)
            return true;
    }
    return false;
}

static void every_address_is_documented_and_every_document_answered(void **state)
{
    struct arena *a = arena_new();
    struct documented *d = mem_alloc(1, sizeof *d);
    struct buf text = {0};
    struct err err = {0};
    size_t n_wrong = 0;

    (void)state;
    if (!contract_make(&text, &err))
        fail_msg("%s", err.text);
    read_contract((struct bytes){text.data, text.len}, a, d);
    for (size_t i = 0; i < n_service_routes; i++) {
        const struct route *r = &service_routes[i];

        if (strncmp(r->path, "/api/v1/", 8) == 0 && !is_documented(d, r)) {
            print_error("%s, method %d: not documented\n", r->path, (int)r->method);
            n_wrong++;
        }
    }
    for (size_t i = 0; i < d->n; i++) {
        if (!is_answered(d, i)) {
            print_error("%s, method %d: not answered\n", d->rows[i].path, (int)d->rows[i].method);
            n_wrong++;
        }
    }
    buf_free(&text);
    free(d);
    arena_free(a);
    assert_int_equal(n_wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_address_is_documented_and_every_document_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
