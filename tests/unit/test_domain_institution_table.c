/* Tables of institutions to be admitted: columns in any order and language, and every fault with
 * its line and column. */
#include "base/buf.h"
#include "base/mem.h"
#include "domain/institution_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define CODE "91350100M000100Y43"
#define HEAD "name,uscc,forms,ip_kinds,size,address,lon,lat,datum,admitted,reason,source\n"
#define GOOD "甲所," CODE ",代理;法律,专利,规模以上,某路1号,118.8,31.9,gcj02,2026-05-01,申请,函\n"

static void a_whole_table_is_read(void **state)
{
    static const char text[] = "\xEF\xBB\xBF" HEAD GOOD;
    struct arena *a = arena_new();
    struct institution_table t;
    struct err err = {0};

    (void)state;
    assert_true(institution_table_read(a, text, strlen(text), &t, &err));
    assert_int_equal(t.n_rows, 1);
    assert_int_equal(t.faults.n, 0);
    assert_string_equal(t.rows[0].name, "甲所");
    assert_string_equal(t.rows[0].uscc, CODE);
    assert_int_equal(t.rows[0].forms, 1U << FORM_AGENCY | 1U << FORM_LEGAL);
    assert_int_equal(t.rows[0].ip_kinds, 1);
    assert_int_equal(t.rows[0].size, SIZE_ABOVE);
    assert_true(t.rows[0].has_point);
    assert_true(t.rows[0].given[0] == 118.8 && t.rows[0].given[1] == 31.9);
    assert_string_equal(t.rows[0].datum, "gcj02");
    assert_string_equal(t.rows[0].reason, "申请");
    assert_int_equal(t.rows[0].line, 2);
    arena_free(a);
}

static void columns_may_be_chinese_few_and_in_any_order(void **state)
{
    static const char text[] =
        "依据,入驻理由,入驻日期,统一社会信用代码,机构名称\r\n函,申请,2026-05-01," CODE
        ",甲所\r\n\r\n";
    struct arena *a = arena_new();
    struct institution_table t;
    struct err err = {0};

    (void)state;
    assert_true(institution_table_read(a, text, strlen(text), &t, &err));
    assert_int_equal(t.n_rows, 1);
    assert_int_equal(t.faults.n, 0);
    assert_int_equal(t.rows[0].size, WORD_NONE);
    assert_false(t.rows[0].has_point);
    assert_null(t.rows[0].address);
    arena_free(a);
}

static const struct bad_table {
    const char *text, *field, *words;
} bad_tables[] = {
    {"", "", "empty"},
    {"name,uscc\n", "line 1", "'admitted'"},
    {"name,name\n", "line 1", "twice"},
    {"name,colour\n", "line 1", "no column 'colour'"},
    {HEAD "a,b\n", "line 2", "2 fields, the first row 12"},
    {HEAD "\"a", "line 2", "does not end"},
    {HEAD "\xff", "line 2", "UTF-8"},
};

static void what_is_no_such_table_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad_tables); i++) {
        struct arena *a = arena_new();
        struct institution_table t;
        struct err err = {0};

        if (institution_table_read(a, bad_tables[i].text, strlen(bad_tables[i].text), &t, &err))
            fail_msg("%s was read", bad_tables[i].text);
        assert_string_equal(err.field, bad_tables[i].field);
        if (!strstr(err.text, bad_tables[i].words) || !err.zh[0])
            fail_msg("%s", err.text);
        arena_free(a);
    }
}

/* A row, and the columns at fault. */
static const struct bad_row {
    const char *row, *fields;
} bad_rows[] = {
    {GOOD, ""},
    {"," CODE ",,,,,,,,2026-05-01,申请,函\n", "name"},
    {"甲所,,,,,,,,,2026-05-01,申请,函\n", "uscc"},
    {"甲所,91350100M000100Y44,,,,,,,,2026-05-01,申请,函\n", "uscc"},
    {"甲所," CODE ",翻译,,,,,,,2026-05-01,申请,函\n", "forms"},
    {"甲所," CODE ",,专利;梦,,,,,,2026-05-01,申请,函\n", "ip_kinds"},
    {"甲所," CODE ",,,巨型,,,,,2026-05-01,申请,函\n", "size"},
    {"甲所," CODE ",,,,,118.8,,,2026-05-01,申请,函\n", "lat"},
    {"甲所," CODE ",,,,,,31.9,,2026-05-01,申请,函\n", "lon"},
    {"甲所," CODE ",,,,,118.8,31.9,,2026-05-01,申请,函\n", "datum"},
    {"甲所," CODE ",,,,,0x10,31.9,wgs84,2026-05-01,申请,函\n", "lon"},
    {"甲所," CODE ",,,,,nan,31.9,wgs84,2026-05-01,申请,函\n", "lon"},
    {"甲所," CODE ",,,,,118.8,91,wgs84,2026-05-01,申请,函\n", "lat"},
    {"甲所," CODE ",,,,,,,,2026-02-30,申请,函\n", "admitted"},
    {"甲所," CODE ",,,,,,,,,,\n", "admitted reason source"},
    {"\"甲\n所\"," CODE ",,,,,,,,2026-05-01,申请,函\n", "name"},
    {",x,y,z,w,,1,,,t,,\n", "name uscc forms ip_kinds size lat admitted reason source"},
};

static void every_fault_is_told_with_line_and_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad_rows); i++) {
        struct arena *a = arena_new();
        struct institution_table t;
        struct err err = {0};
        struct buf text = {0}, fields = {0};

        buf_printf(&text, "%s%s", HEAD, bad_rows[i].row);
        if (!institution_table_read(a, text.data, text.len, &t, &err))
            fail_msg("%s: %s", bad_rows[i].row, err.text);
        for (size_t k = 0; k < t.faults.n; k++) {
            assert_int_equal(t.faults.at[k].line, 2);
            assert_true(t.faults.at[k].en[0] && t.faults.at[k].zh[0]);
            buf_printf(&fields, "%s%s", k ? " " : "", t.faults.at[k].field);
        }
        assert_string_equal(fields.data ? fields.data : "", bad_rows[i].fields);
        buf_free(&text);
        buf_free(&fields);
        arena_free(a);
    }
}

static void one_code_may_stand_once(void **state)
{
    static const char text[] = HEAD GOOD GOOD GOOD;
    struct arena *a = arena_new();
    struct institution_table t;
    struct err err = {0};

    (void)state;
    assert_true(institution_table_read(a, text, strlen(text), &t, &err));
    assert_int_equal(t.faults.n, 2);
    assert_int_equal(t.faults.at[0].line, 3);
    assert_int_equal(t.faults.at[1].line, 4);
    assert_string_equal(t.faults.at[1].field, "uscc");
    assert_non_null(strstr(t.faults.at[1].en, "line 3"));
    arena_free(a);
}

static void
faults_beyond_a_thousand_are_counted_and_more_than_five_thousand_rows_refused(void **state)
{
    struct arena *a = arena_new();
    struct institution_table t;
    struct err err = {0};
    struct buf text = {0};

    (void)state;
    buf_puts(&text, HEAD);
    for (int i = 0; i < INSTITUTION_ROWS_MOST; i++)
        buf_puts(&text, "甲,x,,,,,,,,2026-05-01,申请,函\n");
    assert_true(institution_table_read(a, text.data, text.len, &t, &err));
    assert_int_equal(t.n_rows, INSTITUTION_ROWS_MOST);
    assert_int_equal(t.faults.n, INSTITUTION_ROWS_MOST);
    buf_puts(&text, GOOD);
    assert_false(institution_table_read(a, text.data, text.len, &t, &err));
    assert_int_equal(err.kind, ERR_TOO_LARGE);
    buf_free(&text);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_table_is_read),
        cmocka_unit_test(columns_may_be_chinese_few_and_in_any_order),
        cmocka_unit_test(what_is_no_such_table_is_refused),
        cmocka_unit_test(every_fault_is_told_with_line_and_column),
        cmocka_unit_test(one_code_may_stand_once),
        cmocka_unit_test(
            faults_beyond_a_thousand_are_counted_and_more_than_five_thousand_rows_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
