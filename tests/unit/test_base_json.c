/* What the scanner takes, what it refuses, and that what the writer writes is taken. */
#include "base/json_read.h"
#include "base/json_write.h"
#include "base/mem.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void sound_documents_are_taken_and_broken_ones_refused(void **state)
{
    static const struct {
        const char *text;
        size_t len; /* 0: strlen */
        bool good;
    } rows[] = {
        {"{}", 0, true},
        {"[]", 0, true},
        {" [1, -0.5, 1e3, 0] ", 0, true},
        {"\"x\"", 0, true},
        {"null", 0, true},
        {"{\"a\":{\"b\":[true,false,null]},\"c\":\"\\u4e2d\\ud83d\\ude00\"}", 0, true},
        {"{\"a\":1,\"b\":{\"a\":1}}", 0, true},
        {"[{\"a\":1},{\"a\":1}]", 0, true},
        {"", 0, false},
        {" ", 0, false},
        {"[1,]", 0, false},
        {"[,1]", 0, false},
        {"{,}", 0, false},
        {"{\"a\":1,}", 0, false},
        {"{\"a\"}", 0, false},
        {"{\"a\":}", 0, false},
        {"{a:1}", 0, false},
        {"{\"a\":1,\"a\":2}", 0, false},
        {"{\"a\":1,\"\\u0061\":2}", 0, false},
        {"[1 2]", 0, false},
        {"[1", 0, false},
        {"{\"a\":[1}", 0, false},
        {"[1]]", 0, false},
        {"[] []", 0, false},
        {"01", 0, false},
        {"1.", 0, false},
        {".5", 0, false},
        {"+1", 0, false},
        {"1e", 0, false},
        {"1e999", 0, false},
        {"NaN", 0, false},
        {"Infinity", 0, false},
        {"tru", 0, false},
        {"\"\\u0000\"", 0, false},
        {"\"\\ud800\"", 0, false},
        {"\"\\udc00\"", 0, false},
        {"\"\\x\"", 0, false},
        {"\"a\nb\"", 0, false},
        {"\"abc", 0, false},
        {"\"abc\\", 0, false},
        {"\"\xff\"", 0, false},
        {"\"\xc0\xaf\"", 0, false},
        {"\xef\xbb\xbf[]", 0, false},
        {"[1]\0", 4, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {0};
        size_t len = rows[i].len ? rows[i].len : strlen(rows[i].text);
        bool good = json_check(rows[i].text, len, 8, &err);

        if (good != rows[i].good)
            fail_msg("row %zu (%s): %s", i, rows[i].text, good ? "taken" : err.text);
        assert_int_equal(err.kind, good ? ERR_NONE : ERR_BAD_BODY);
        assert_true(good || strstr(err.zh, "字节") != NULL);
    }
}

static void ten_thousand_brackets_are_refused_at_the_limit(void **state)
{
    char *text = malloc(10000);
    struct err err = {0};
    (void)state;
    memset(text, '[', 10000);
    assert_false(json_check(text, 10000, 64, &err));
    assert_non_null(strstr(err.text, "byte 64"));
    free(text);
}

static void numbers_are_the_doubles_that_strtod_gives(void **state)
{
    struct arena *arena = arena_new();
    struct json_reader r;
    struct err err = {0};
    char text[64];
    (void)state;
    srand(7);
    for (int i = 0; i < 20000; i++) {
        int n = snprintf(text, sizeof text, "%s%d.%0*d", i % 2 ? "-" : "", rand() % 1000,
                         1 + rand() % 9, rand());
        if (i % 5 == 0)
            n += snprintf(text + n, sizeof text - (size_t)n, "e%d", rand() % 40 - 20);
        json_reader_init(&r, text, (size_t)n, 2, arena, &err);
        assert_int_equal(json_next(&r), JSON_NUMBER);
        assert_true(r.number == strtod(text, NULL));
    }
    arena_free(arena);
}

static void values_can_be_passed_over(void **state)
{
    static const char text[] = "{\"a\":{\"x\":[1,{\"y\":2}]},\"b\":7}";
    struct arena *arena = arena_new();
    struct err err = {0};
    struct json_reader r;
    (void)state;
    json_reader_init(&r, text, strlen(text), 8, arena, &err);
    assert_int_equal(json_next(&r), JSON_OBJECT_BEGIN);
    assert_int_equal(json_next(&r), JSON_KEY);
    assert_true(json_skip_value(&r));
    assert_int_equal(json_next(&r), JSON_KEY);
    assert_string_equal(r.string, "b");
    assert_int_equal(json_next(&r), JSON_NUMBER);
    assert_true(r.number == 7);
    assert_int_equal(json_next(&r), JSON_OBJECT_END);
    assert_int_equal(json_next(&r), JSON_END);
    arena_free(arena);
}

static void what_is_written_is_read_back(void **state)
{
    struct buf out = {0};
    struct json_writer w = json_writer_to(&out);
    struct err err = {0};
    (void)state;
    json_object(&w);
    json_put_string(&w, "text", "a\"b\\c\n\t<img> 中文");
    json_put_int(&w, "least", INT64_MIN);
    json_put_number(&w, "lon", 116.3, 6);
    json_put_number(&w, "nothing", -0.0000001, 6);
    json_put_number(&w, "inf", (double)INFINITY, 3);
    json_put_array(&w, "list");
    json_bool(&w, true);
    json_null(&w);
    json_end(&w);
    json_end(&w);
    assert_string_equal(out.data, "{\"text\":\"a\\\"b\\\\c\\n\\u0009\\u003cimg> 中文\","
                                  "\"least\":-9223372036854775808,\"lon\":116.3,\"nothing\":0,"
                                  "\"inf\":null,\"list\":[true,null]}");
    assert_true(json_check(out.data, out.len, 8, &err));
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sound_documents_are_taken_and_broken_ones_refused),
        cmocka_unit_test(ten_thousand_brackets_are_refused_at_the_limit),
        cmocka_unit_test(numbers_are_the_doubles_that_strtod_gives),
        cmocka_unit_test(values_can_be_passed_over),
        cmocka_unit_test(what_is_written_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
