/* The query string and its typed values: rows of what is taken and what is refused. */
#include "base/mem.h"
#include "http/problem.h"
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

static struct request request_of(const char *query)
{
    return (struct request){.arena = arena, .path = "/", .query_text = query};
}

static void queries_are_split_and_decoded(void **state)
{
    static const struct {
        const char *query;
        const char *want; /* name=value|name=value|; NULL: refused */
    } rows[] = {
        {"", ""},
        {"a=1", "a=1|"},
        {"a=1&b=2", "a=1|b=2|"},
        {"a=1&&b=2&", "a=1|b=2|"},
        {"a", "a=|"},
        {"a=", "a=|"},
        {"a=b=c", "a=b=c|"},
        {"q=%E6%B5%B7%E6%B7%80", "q=海淀|"},
        {"q=海淀", "q=海淀|"},
        {"on=2023-06-01T00:00:00+08:00", "on=2023-06-01T00:00:00 08:00|"},
        {"a=%2B+%26", "a=+ &|"},
        {"%61=1", "a=1|"},
        {"=1", NULL},
        {"a=%", NULL},
        {"a=%4", NULL},
        {"a=%4g", NULL},
        {"a=%00", NULL},
        {"%00=1", NULL},
        {"a=%FF", NULL},
        {"a=%ED%A0%80", NULL}, /* half a surrogate pair */
        {"a=%C0%80", NULL},    /* NUL, written too long */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct request rq = request_of(rows[i].query);
        struct err err = {0};
        char text[256] = "";
        bool good = query_parse(&rq, &err);
        for (size_t k = 0; good && k < rq.n_query; k++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s=%s|", rq.query[k].name,
                     rq.query[k].value);
        if (good != (rows[i].want != NULL) || (good && strcmp(text, rows[i].want) != 0))
            fail_msg("'%s' gives '%s' %s", rows[i].query, text, err.text);
        if (!good)
            assert_int_equal(problem_status(err.kind), 400);
    }
}

static void more_parameters_than_there_is_room_for_are_refused(void **state)
{
    struct buf query = {0};
    (void)state;
    for (int n = 1; n <= REQUEST_MAX_QUERY + 1; n++) {
        buf_puts(&query, "a=1&");
        struct request rq = request_of(query.data);
        assert_int_equal(query_parse(&rq, NULL), n <= REQUEST_MAX_QUERY);
    }
    buf_free(&query);
}

static void unknown_and_repeated_parameters_are_named(void **state)
{
    static const char *const allowed[] = {"lon", "lat", NULL};
    static const struct {
        const char *query;
        enum err_kind kind;
        const char *field;
    } rows[] = {
        {"lon=1&lat=2", ERR_NONE, ""},
        {"lat=2", ERR_NONE, ""},
        {"lon=1&lang=en&f=json", ERR_NONE, ""},
        {"lang=zh-CN", ERR_NONE, ""},
        {"long=1", ERR_UNKNOWN_PARAMETER, "long"},
        {"LON=1", ERR_UNKNOWN_PARAMETER, "LON"},
        {"lon=1&lon=1", ERR_BAD_PARAMETER, "lon"},
        {"f=json&f=html", ERR_BAD_PARAMETER, "f"},
        {"lang=fr", ERR_BAD_PARAMETER, "lang"},
        {"lang=", ERR_BAD_PARAMETER, "lang"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct request rq = request_of(rows[i].query);
        struct err err = {0};
        assert_true(query_parse(&rq, &err));
        bool good = request_allow(&rq, allowed, &err);
        if (good != (rows[i].kind == ERR_NONE) || err.kind != rows[i].kind ||
            strcmp(err.field, rows[i].field) != 0)
            fail_msg("'%s': kind %d field '%s' %s", rows[i].query, err.kind, err.field, err.text);
    }
    struct request rq = request_of("of=1");
    struct err err = {0};
    query_parse(&rq, &err);
    request_allow(&rq, allowed, &err);
    assert_string_equal(err.text, "the parameters here are lon, lat, lang, f; there is no 'of'");
    assert_string_equal(err.zh, "此处可用参数：lon, lat, lang, f；没有参数“of”");
}

static void numbers_are_plain_finite_and_in_range(void **state)
{
    static const struct {
        const char *text;
        bool good;
        double value;
    } rows[] = {
        {"116.3", true, 116.3}, {"-0.5", true, -0.5},    {"180", true, 180},
        {"1e2", true, 100},     {".5", true, 0.5},       {"5.", true, 5},
        {"1e-999", true, 0},    {"%2B1", true, 1},       {"180.0000001", false, 0},
        {"1e999", false, 0},    {"nan", false, 0},       {"NaN", false, 0},
        {"inf", false, 0},      {"-Infinity", false, 0}, {"0x10", false, 0},
        {"", false, 0},         {".", false, 0},         {"1e", false, 0},
        {"1%20", false, 0},     {"%201", false, 0},      {"1,5", false, 0},
        {"116.3abc", false, 0}, {"--1", false, 0},       {"１", false, 0},
        {"0x1.8p3", false, 0},  {"1_000", false, 0},     {"-180.1", false, 0},
        {"1e400000", false, 0}, {"+1", false, 0}, /* '+' is a space in a query */
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct request rq = request_of(arena_printf(arena, "lon=%s", rows[i].text));
        struct err err = {0};
        double value = 7;
        assert_true(query_parse(&rq, &err));
        bool good = request_number(&rq, "lon", -180, 180, &value, &err);
        if (good != rows[i].good || value != (good ? rows[i].value : 7))
            fail_msg("'%s': %d %g", rows[i].text, good, value);
        if (!good) {
            assert_string_equal(err.field, "lon");
            assert_string_equal(err.text, "'lon' is a number from -180 to 180");
        }
    }
}

static void whole_numbers_are_whole(void **state)
{
    static const struct {
        const char *text;
        bool good;
        long value;
    } rows[] = {
        {"10", true, 10},   {"0", false, 0},    {"-1", false, 0},
        {"010", true, 10},  {"100", true, 100}, {"101", false, 0},
        {"1.0", false, 0},  {"1e1", false, 0},  {"", false, 0},
        {"-", false, 0},    {"ten", false, 0},  {"99999999999999999999", false, 0},
        {"%201", false, 0}, {"1%20", false, 0},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct request rq = request_of(arena_printf(arena, "limit=%s", rows[i].text));
        struct err err = {0};
        long value = 7;
        assert_true(query_parse(&rq, &err));
        bool good = request_int(&rq, "limit", 1, 100, &value, &err);
        if (good != rows[i].good || value != (good ? rows[i].value : 7))
            fail_msg("'%s': %d %ld", rows[i].text, good, value);
    }
}

static void days_and_moments_are_read(void **state)
{
    static const struct {
        const char *text;
        bool date, moment;
        const char *day; /* in Shanghai */
    } rows[] = {
        {"2023-06-01", true, false, "2023-06-01"},
        {"2023-06-01T00:00:00Z", false, true, "2023-06-01"},
        {"2023-06-01T20:00:00Z", false, true, "2023-06-02"},
        {"2023-06-01T00:00:00+08:00", false, true, "2023-06-01"},
        {"2023-06-01T00:00:00%2B08:00", false, true, "2023-06-01"},
        {"2023-02-30", false, false, NULL},
        {"2023-06", false, false, NULL},
        {"yesterday", false, false, NULL},
        {"", false, false, NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct request rq = request_of(arena_printf(arena, "on=%s", rows[i].text));
        date_t date = DATE_NONE, day = DATE_NONE;
        moment_t moment = MOMENT_NONE;
        char text[DATE_TEXT];
        assert_true(query_parse(&rq, NULL));
        assert_int_equal(request_date(&rq, "on", &date, NULL), rows[i].date);
        assert_int_equal(request_moment(&rq, "on", &moment, NULL), rows[i].moment);
        assert_int_equal(request_day(&rq, "on", &day, NULL), rows[i].day != NULL);
        assert_string_equal(date_format(day, text), rows[i].day ? rows[i].day : "");
    }
}

static void what_is_absent_changes_nothing(void **state)
{
    struct request rq = request_of("other=1");
    double number = 1.5;
    long whole = 3;
    date_t date = 5;
    moment_t moment = 6;
    (void)state;
    assert_true(query_parse(&rq, NULL));
    assert_true(request_number(&rq, "a", 0, 1, &number, NULL));
    assert_true(request_int(&rq, "a", 0, 1, &whole, NULL));
    assert_true(request_date(&rq, "a", &date, NULL));
    assert_true(request_day(&rq, "a", &date, NULL));
    assert_true(request_moment(&rq, "a", &moment, NULL));
    assert_true(number == 1.5 && whole == 3 && date == 5 && moment == 6);
    assert_null(request_query(&rq, "a"));
    assert_string_equal(request_query(&rq, "other"), "1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(queries_are_split_and_decoded),
        cmocka_unit_test(more_parameters_than_there_is_room_for_are_refused),
        cmocka_unit_test(unknown_and_repeated_parameters_are_named),
        cmocka_unit_test(numbers_are_plain_finite_and_in_range),
        cmocka_unit_test(whole_numbers_are_whole),
        cmocka_unit_test(days_and_moments_are_read),
        cmocka_unit_test(what_is_absent_changes_nothing),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
