/* Dates, moments, CSV, UTF-8, hashes and errors: rows of cases. */
#include "base/buf.h"
#include "base/csv.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void days_that_exist_are_read_and_others_refused(void **state)
{
    static const struct {
        const char *text;
        bool good;
    } rows[] = {
        {"2024-02-29", true},  {"2023-02-29", false}, {"1900-02-29", false},  {"2000-02-29", true},
        {"2023-04-31", false}, {"2023-00-01", false}, {"2023-13-01", false},  {"0000-01-01", false},
        {"9999-12-31", true},  {"2023-1-01", false},  {"2023-01-01 ", false}, {"", false},
        {"+023-01-01", false}, {"2023/01/01", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        date_t d = DATE_NONE;
        char text[DATE_TEXT];
        if (date_parse(rows[i].text, &d) != rows[i].good)
            fail_msg("row %zu: %s", i, rows[i].text);
        if (rows[i].good)
            assert_string_equal(date_format(d, text), rows[i].text);
    }
}

static void every_day_of_four_centuries_comes_back(void **state)
{
    date_t first = date_from_civil(1801, 1, 1), last = date_from_civil(2200, 12, 31);
    (void)state;
    assert_int_equal(date_from_civil(1970, 1, 1), 0);
    for (date_t d = first; d <= last; d++) {
        int y, m, day;
        date_to_civil(d, &y, &m, &day);
        assert_int_equal(date_from_civil(y, m, day), d);
    }
    assert_int_equal(date_weekday(0), 4);
    assert_int_equal(date_weekday(date_from_civil(2026, 11, 21)), 6);
}

static void moments_of_every_offset_are_the_same_instant(void **state)
{
    static const struct {
        const char *text, *shanghai; /* NULL: refused */
    } rows[] = {
        {"2024-01-01T00:00:00Z", "2024-01-01"},
        {"2023-12-31T16:00:00Z", "2024-01-01"},
        {"2023-12-31T15:59:59.999Z", "2023-12-31"},
        {"2024-01-01T00:00:00+08:00", "2024-01-01"},
        {"2024-01-01T00:00:00 08:00", "2024-01-01"},
        {"2023-12-31 12:00:00-05:00", "2024-01-01"},
        {"2024-01-01T00:00:00", NULL},
        {"2024-01-01T24:00:00Z", NULL},
        {"2024-01-01T00:00:00+8:00", NULL},
        {"2024-01-01T00:00:00.Z", NULL},
        {"2024-01-01", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        moment_t m;
        char text[DATE_TEXT];
        bool good = moment_parse(rows[i].text, &m);
        if (good != (rows[i].shanghai != NULL))
            fail_msg("row %zu: %s", i, rows[i].text);
        if (good)
            assert_string_equal(date_format(moment_shanghai_date(m), text), rows[i].shanghai);
    }
    char text[MOMENT_TEXT];
    assert_string_equal(moment_format(1500, text), "1970-01-01T08:00:01.500+08:00");
    assert_string_equal(moment_format_utc(0, text), "1970-01-01T00:00:00Z");
}

static void csv_rows_are_read_as_rfc_4180_says(void **state)
{
    static const char text[] = "\xEF\xBB\xBF"
                               "a,b\r\n\"x,\"\"y\"\"\nz\",2\n,\nlast";
    struct arena *arena = arena_new();
    struct csv_reader r;
    struct err err = {0};
    (void)state;
    csv_reader_init(&r, text, strlen(text), arena);
    assert_int_equal(csv_next(&r, &err), 1);
    assert_string_equal(r.fields[0], "a");
    assert_int_equal(csv_next(&r, &err), 1);
    assert_int_equal(r.line, 2);
    assert_string_equal(r.fields[0], "x,\"y\"\nz");
    assert_int_equal(csv_next(&r, &err), 1);
    assert_int_equal(r.line, 4);
    assert_int_equal(r.n_fields, 2);
    assert_int_equal(csv_next(&r, &err), 1);
    assert_string_equal(r.fields[0], "last");
    assert_int_equal(csv_next(&r, &err), 0);
    arena_free(arena);
}

static void broken_csv_names_its_line(void **state)
{
    static const char *const rows[] = {"a\n\"open", "a\nb\"c", "a\n\"b\"c", "a\n\xff"};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *arena = arena_new();
        struct csv_reader r;
        struct err err = {0};
        csv_reader_init(&r, rows[i], strlen(rows[i]), arena);
        assert_int_equal(csv_next(&r, &err), 1);
        assert_int_equal(csv_next(&r, &err), -1);
        assert_string_equal(err.field, "line 2");
        arena_free(arena);
    }
}

static void csv_fields_that_a_spreadsheet_would_run_are_defused(void **state)
{
    struct buf out = {0};
    (void)state;
    csv_put(&out, true, "=1+1");
    csv_put(&out, false, "-3.5");
    csv_put(&out, false, "a,\"b\"");
    csv_put(&out, false, NULL);
    csv_end_row(&out);
    assert_string_equal(out.data, "\"'=1+1\",-3.5,\"a,\"\"b\"\"\",\r\n");
    buf_free(&out);
}

static void known_digests_come_out(void **state)
{
    char hex[SHA256_HEX];
    struct sha256 h = sha256_of("abc", 3), s = sm3_of("abc", 3);
    (void)state;
    assert_string_equal(sha256_hex(&h, hex),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(sha256_hex(&s, hex),
                        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    struct hasher *pieces = hasher_new();
    hasher_add(pieces, "a", 1);
    hasher_add(pieces, "bc", 2);
    struct sha256 joined = hasher_done(pieces);
    assert_memory_equal(joined.bytes, h.bytes, sizeof h.bytes);
}

static void a_long_chinese_message_is_cut_between_characters(void **state)
{
    struct err err = {0};
    struct buf lots = {0};

    (void)state;
    buf_puts(&lots, "aaa");
    for (int i = 0; i < 300; i++)
        buf_puts(&lots, "四至");
    for (int shift = 0; shift < 4; shift++) {
        err_clear(&err);
        err_say(&err, ERR_BAD_BODY, "x", "%s", "%s", lots.data + shift);
        assert_true(utf8_valid(err.zh, strlen(err.zh)));
    }
    buf_free(&lots);
    assert_false(err_set(&err, ERR_INTERNAL, "later"));
    assert_int_equal(err.kind, ERR_BAD_BODY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_that_exist_are_read_and_others_refused),
        cmocka_unit_test(every_day_of_four_centuries_comes_back),
        cmocka_unit_test(moments_of_every_offset_are_the_same_instant),
        cmocka_unit_test(csv_rows_are_read_as_rfc_4180_says),
        cmocka_unit_test(broken_csv_names_its_line),
        cmocka_unit_test(csv_fields_that_a_spreadsheet_would_run_are_defused),
        cmocka_unit_test(known_digests_come_out),
        cmocka_unit_test(a_long_chinese_message_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
