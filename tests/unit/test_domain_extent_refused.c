/* test_domain_extent_refused.c - what cannot be read is refused with its place: the number of the
 * character, counted from one, and the words that stand there. */
#include "base/buf.h"
#include "base/mem.h"
#include "domain/extent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

struct row {
    const char *text;
    int character;
    const char *words, *en, *zh;
};

static void refuse(const char *text, struct err *err)
{
    struct arena *a = arena_new();
    struct extent e = {.n_blocks = 77};

    if (extent_parse(a, text, &e, err))
        fail_msg("%s is read", text);
    assert_int_equal(e.n_blocks, 77);
    assert_int_equal(err->kind, ERR_BAD_BODY);
    assert_string_equal(err->field, "extent_text");
    arena_free(a);
}

static void holds(const char *text, const char *said, const char *wanted)
{
    if (!strstr(said, wanted))
        fail_msg("%s\n  is refused with: %s\n  without:         %s", text, said, wanted);
}

static void check(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct err err = {.kind = ERR_NONE};
        char place[200];

        refuse(rows[i].text, &err);
        snprintf(place, sizeof place, "character %d (“%s", rows[i].character, rows[i].words);
        holds(rows[i].text, err.text, place);
        holds(rows[i].text, err.text, rows[i].en);
        snprintf(place, sizeof place, "第%d个字起（“%s", rows[i].character, rows[i].words);
        holds(rows[i].text, err.zh, place);
        holds(rows[i].text, err.zh, rows[i].zh);
    }
}

static void a_text_without_sides_is_refused(void **state)
{
    static const struct row rows[] = {
        {"", 1, "", "no side", "没有写明"},
        {" \n ", 1, "", "no side", "没有写明"},
        {"hello world", 1, "hello world", "no side", "没有写明"},
        {"东方红河", 1, "东方红河", "no side", "没有写明"},
        {"北京西路、南京路", 1, "北京西路、南京路", "no side", "没有写明"},
        {"东外环路，南高科路", 1, "东外环路", "no side", "没有写明"},
        {"总面积4平方公里", 1, "总面积4平方公里", "no side", "没有写明"},
        {"龙东大道以南、申江路以东", 1, "龙东大道以南", "no side", "没有写明"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void a_side_without_a_limit_is_refused(void **state)
{
    static const struct row rows[] = {
        {"东至", 1, "东至", "east limit has no name", "东界没有写出名称"},
        {"东至，南至乙路", 1, "东至，南至乙路", "east limit has no name", "东界"},
        {"东至甲路，南至。", 6, "南至。", "south limit has no name", "南界"},
        {"东至南至乙路", 1, "东至南至乙路", "east limit has no name", "东界"},
        {"东至甲路，西：，北至丁路", 6, "西：", "west limit has no name", "西界"},
        {"东至为界", 1, "东至为界", "east limit has no name", "东界"},
        {"东至（申江路）", 3, "（申江路）", "piece of the east limit has no name", "东界"},
        {"东至南150米", 3, "南150米", "piece of the east limit has no name", "东界"},
        {"东至甲路-", 5, "-", "piece of the east limit", "东界"},
        {"东至-甲路", 3, "-甲路", "piece of the east limit", "东界"},
        {"北至甲路——，南至乙路", 5, "——", "piece of the north limit", "北界"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void a_side_twice_in_one_block_is_refused(void **state)
{
    static const struct row rows[] = {
        {"东至甲路，东至乙路", 6, "东至乙路", "east limit stands twice", "东界出现两次"},
        {"东至甲路；东至乙路", 6, "东至乙路", "east limit stands twice", "东界"},
        {"东至甲路，南至乙路，西至丙路，北至丁路，东至戊路", 21, "东至戊路", "stands twice",
         "出现两次"},
        {"东至甲路；南至乙路；南至丙路；北至丁路", 11, "南至丙路", "south limit stands twice",
         "南界"},
        {"核心区：东至甲路，南至乙路，东至丙路", 15, "东至丙路", "east limit", "东界"},
        {"东、南至甲路，南至乙路", 8, "南至乙路", "south limit", "南界"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void words_that_belong_nowhere_are_refused(void **state)
{
    static const struct row rows[] = {
        {"东至甲路，某某人，南至乙路", 6, "某某人", "belong to no side", "不属于任何方向"},
        {"东至甲路；某某人，南至乙路", 6, "某某人", "belong to no side", "不属于任何方向"},
        {"东至甲路。谢谢！", 6, "谢谢！", "belong to no side", "不属于任何方向"},
        {"东至甲路，南至乙路\n张三", 11, "张三", "belong to no side", "不属于任何方向"},
        {"东至甲路，总面积3公顷，某某人", 13, "某某人", "belong to no side", "不属于任何方向"},
        {"以甲路为东界，某某人，以乙路为南界", 8, "某某人", "belong to no side", "不属于任何方向"},
        {"东至甲路，南至乙路；核心区：", 11, "核心区：", "belong to no side", "不属于任何方向"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void what_can_be_read_in_two_ways_is_refused(void **state)
{
    static const struct row rows[] = {
        {"北至汇源路，开发区西至乙路", 7, "开发区西至乙路", "a side or a label",
         "是否开始另一方向"},
        {"东至甲路，西至浦东南至乙路", 10, "南至乙路", "a side or a label", "是否开始另一方向"},
        {"东至甲路南侧至乙路", 5, "南侧至乙路", "a side or a label", "是否开始另一方向"},
        {"东至浦\n东新区，南至乙路", 5, "东新区", "a side or a label", "是否开始另一方向"},
        {"东至甲路\n核心区，南至乙路", 6, "核心区", "a side or a label", "是否开始另一方向"},
        {"徐行区域：东至甲路，徐行区域南至乙路", 11, "徐行区域南至乙路", "a side or a label",
         "是否开始另一方向"},
        {"东南至甲路，北至乙路", 1, "东南至甲路", "not between two", "两个方向之间"},
        {"东至甲路，西北至乙路", 6, "西北至乙路", "not between two", "两个方向之间"},
        {"北至丁路徐行区域：东至甲路", 9, "：东至甲路", "what this colon", "这个冒号"},
        {"东至甲：乙路，南至丙路", 4, "：乙路", "what this colon", "这个冒号"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void brackets_that_do_not_fit_are_refused(void **state)
{
    static const struct row rows[] = {
        {"东至甲路（乙路，南至丙路", 5, "（乙路", "a bracket", "括号"},
        {"东至甲路）乙路", 5, "）乙路", "a bracket", "括号"},
        {"东至甲路（乙】，南至丙路", 5, "（乙】", "a bracket", "括号"},
        {"东至甲路（乙（丙），南至丙路", 5, "（乙（丙）", "a bracket", "括号"},
        {"((((((((((((((((((((((((((((((((东至甲路", 1, "((((", "a bracket", "括号"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void distances_that_lead_nowhere_are_refused(void **state)
{
    static const struct row rows[] = {
        {"南至曹安公路150米", 3, "曹安公路150米", "no direction", "没有方向"},
        {"南至甲路-曹安公路约150米", 6, "曹安公路约150米", "no direction", "没有方向"},
        {"南至曹安公路东南150米", 3, "曹安公路东南150米", "four sides", "东、南、西、北之一"},
        {"南至曹安公路南200公里", 3, "曹安公路南200公里", "100 km", "100公里"},
        {"南至曹安公路南1.2.3米", 3, "曹安公路南1.2.3米", "cannot be read", "读不懂"},
        {"南至曹安公路南二二米", 3, "曹安公路南二二米", "cannot be read", "读不懂"},
        {"南至曹安公路南99999999999999999999999999米", 3, "曹安公路南", "cannot be read", "读不懂"},
        {"南至曹安公路（南,米）", 3, "曹安公路（南,米）", "cannot be read", "读不懂"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    static const struct {
        const char *text, *en, *zh;
    } rows[] = {
        {"东至\xE5\xA4", "character 3 (byte 7) is not UTF-8", "第3个字（第7字节）"},
        {"\xFF东至甲路", "character 1 (byte 1) is not UTF-8", "第1个字（第1字节）"},
        {"东至\xC0\xAF路", "character 3 (byte 7)", "第3个字（第7字节）"},
        {"东至\xED\xA0\x80路", "character 3 (byte 7)", "第3个字（第7字节）"},
        {"东至\xF4\x90\x80\x80", "character 3 (byte 7)", "第3个字（第7字节）"},
        {"\xB6\xAB\xD6\xC1", "character 1 (byte 1)", "第1个字（第1字节）"}, /* GB 18030 */
        {"东至\x01路", "character 3 (“ ”): a control character", "第3个字起"},
        {"东至甲\x7F", "character 4 (“ ”): a control character", "第4个字起"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {.kind = ERR_NONE};
        refuse(rows[i].text, &err);
        holds(rows[i].text, err.text, rows[i].en);
        holds(rows[i].text, err.zh, rows[i].zh);
    }
}

static char *repeated(const char *first, const char *again, int n, const char *last)
{
    struct buf b = {.data = NULL};

    buf_puts(&b, first);
    for (int i = 0; i < n; i++)
        buf_puts(&b, again);
    buf_puts(&b, last);
    return buf_steal(&b, NULL);
}

static void what_is_too_large_is_refused_with_the_limit(void **state)
{
    const struct {
        char *fits, *over;
        const char *limit;
    } rows[] = {
        {repeated("东至甲路", " ", EXTENT_TEXT_MOST - 12, ""),
         repeated("东至甲路", " ", EXTENT_TEXT_MOST - 11, ""), "20000"},
        {repeated("", "东至甲，南至乙；", EXTENT_BLOCKS_MOST, ""),
         repeated("", "东至甲，南至乙；", EXTENT_BLOCKS_MOST + 1, ""), "100"},
        {repeated("东至甲", "-路", EXTENT_PIECES_MOST - 1, ""),
         repeated("东至甲", "-路", EXTENT_PIECES_MOST, ""), "200"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new();
        struct extent e;
        struct err err = {.kind = ERR_NONE};

        if (!extent_parse(a, rows[i].fits, &e, &err))
            fail_msg("up to %s: %s", rows[i].limit, err.text);
        refuse(rows[i].over, &err);
        holds(rows[i].limit, err.text, rows[i].limit);
        holds(rows[i].limit, err.zh, rows[i].limit);
        arena_free(a);
        free(rows[i].fits);
        free(rows[i].over);
    }
}

static void the_largest_texts_take_no_time(void **state)
{
    static const char *const again[] = {"东至", "以",   "以、", "（",         "东到",
                                        "东\n", "、东", "一",   "（）",       "东至甲（",
                                        "1、",  "-",    "东和", "（东至东至", "："};
    (void)state;

    for (size_t i = 0; i < COUNT(again); i++) {
        struct arena *a = arena_new();
        struct extent e;
        int n = (EXTENT_TEXT_MOST - 9) / (int)strlen(again[i]);
        char *text = repeated("东至甲", again[i], n, "");
        clock_t start = clock();

        extent_parse(a, text, &e, NULL);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        if (seconds > 2)
            fail_msg("%s, %d times: %.1f s", again[i], n, seconds);
        free(text);
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_without_sides_is_refused),
        cmocka_unit_test(a_side_without_a_limit_is_refused),
        cmocka_unit_test(a_side_twice_in_one_block_is_refused),
        cmocka_unit_test(words_that_belong_nowhere_are_refused),
        cmocka_unit_test(what_can_be_read_in_two_ways_is_refused),
        cmocka_unit_test(brackets_that_do_not_fit_are_refused),
        cmocka_unit_test(distances_that_lead_nowhere_are_refused),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(what_is_too_large_is_refused_with_the_limit),
        cmocka_unit_test(the_largest_texts_take_no_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
