/* Published lists as tables: how cells are read, which place a name means, and what a row comes to,
 * held against the titles on record. */
#include "base/mem.h"
#include "domain/title_import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "kind,code,name,batch,since,until,document,source\n"

static date_t day(const char *s)
{
    date_t d;

    assert_true(date_parse(s, &d));
    return d;
}

/* ---- cells ---- */

static void a_row_is_read_in_either_language(void **state)
{
    static const char text[] =
        "\xEF\xBB\xBF称号类别,行政区划代码,名称,省份,批次,起始日期,终止日期,文号,页码,序号,来源,"
        "来源类别,备注,\r\n"
        "示范城市,110108,海淀区,北京,2022-city,2022年7月1日,2025/6/30,33号,2,7,函件,官方,附注,\r\n"
        ",,,,,,,,,,,,,\r\n"
        "trial-zone,,某集聚区,XPCC,2023,不详,,,,,x,,,\r\n";
    struct arena *a = arena_new();
    struct title_table t;
    struct err err = {0};

    (void)state;
    assert_true(title_table_read(a, text, strlen(text), &t, &err));
    assert_int_equal(t.n_rows, 2);
    assert_null(t.rows[0].field);
    assert_int_equal(t.rows[0].line, 2);
    assert_int_equal(t.rows[0].kind, TITLE_DEMO_CITY);
    assert_string_equal(t.rows[0].code, "110108");
    assert_string_equal(t.rows[0].unit, "110000");
    assert_int_equal(t.rows[0].since, day("2022-07-01"));
    assert_int_equal(t.rows[0].until, day("2025-06-30"));
    assert_int_equal(t.rows[0].source_kind, SOURCE_OFFICIAL);
    assert_int_equal(t.rows[0].confidence, -1);
    assert_string_equal(t.rows[0].note, "page 2, no. 7 of the list; 附注");
    assert_null(t.rows[1].field);
    assert_int_equal(t.rows[1].line, 4);
    assert_string_equal(t.rows[1].unit, "XPCC");
    assert_true(t.rows[1].says_since && !t.rows[1].says_until);
    assert_int_equal(t.rows[1].since, DATE_NONE);
    arena_free(a);
}

static void a_day_is_written_in_four_ways_and_no_other(void **state)
{
    static const char *const good[] = {"2022-07-01", "2022/7/1", "2022.7.01", "2022年7月1日"};
    static const char *const bad[] = {"",           "2022-13-01", "2022-02-30",  "22-7-1x",
                                      "2022-7",     "7/1/2022",   "2022-07-01 ", " 2022-7-1",
                                      "2022--7-1",  "2022- 7- 1", "20220701",    "2022-7-1-1",
                                      "+2022-7-01", "2022-+7-01", "２０２２-7-1"};
    date_t d;

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_true(title_table_day(good[i], &d));
        assert_int_equal(d, day("2022-07-01"));
    }
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_false(title_table_day(bad[i], &d));
}

/* Every fault of a row is told, with the name of its column. */
static const struct {
    const char *row, *field, *en, *zh;
} faults[] = {
    {"king,110108,,,,,,x", "kind", "kind: 'king' is no kind", "“称号类别”没有“king”"},
    {",110108,,,,,,x", "kind", "must not be empty", "不能为空"},
    {"demo-city,11010,,,,,,x", "code", "six digits", "六位"},
    {"demo-city,,,,,,,x", "code", "a code or a name", "至少填一项"},
    {"demo-city,110108,,,soon,later,,x", "since", "until: a day", "“终止日期”应为日期"},
    {"demo-city,110108,\"a\tb\x01\",,,,,x", "name", "control", "控制字符"},
    {"demo-city,110108", "line", "2 fields, the first one 8", "2 个字段"},
};

static void every_fault_of_a_row_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(faults); i++) {
        struct arena *a = arena_new();
        struct title_table t;
        struct err err = {0};
        char text[400];

        snprintf(text, sizeof text, HEAD "%s\n", faults[i].row);
        assert_true(title_table_read(a, text, strlen(text), &t, &err));
        assert_string_equal(t.rows[0].field, faults[i].field);
        assert_non_null(strstr(t.rows[0].en, faults[i].en));
        assert_non_null(strstr(t.rows[0].zh, faults[i].zh));
        arena_free(a);
    }
}

static const struct {
    const char *text, *words;
} no_tables[] = {
    {"", "empty"},
    {"kind\n", "names no title"},
    {"code,name\n", "among them 'kind'"},
    {"kind,colour\n", "no column 'colour'"},
    {"kind,称号类别\n", "twice"},
    {"kind\n\"a", "does not end"},
};

static void what_is_no_such_table_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(no_tables); i++) {
        struct arena *a = arena_new();
        struct title_table t;
        struct err err = {0};

        assert_false(title_table_read(a, no_tables[i].text, strlen(no_tables[i].text), &t, &err));
        assert_non_null(strstr(err.text, no_tables[i].words));
        assert_true(err.zh[0] != '\0');
        arena_free(a);
    }
}

/* ---- places ---- */

static const struct place_brief places[] = {
    {"110108", "海淀区", "北京市", "北京市", KIND_MUNICIPALITY_DISTRICT},
    {"320106", "鼓楼区", "南京市", "江苏省", KIND_DISTRICT},
    {"320302", "鼓楼区", "徐州市", "江苏省", KIND_DISTRICT},
    {"350102", "鼓楼区", "福州市", "福建省", KIND_DISTRICT},
    {"431000", "郴州市", "湖南省", "湖南省", KIND_PREFECTURE_CITY},
};

static const struct {
    int kind;
    const char *code, *name, *unit, *found, *says;
} named[] = {
    {TITLE_DEMO_CITY, "431000", NULL, NULL, "431000", NULL},
    {TITLE_DEMO_CITY, "431000", "郴州", NULL, "431000", NULL},
    {TITLE_DEMO_CITY, "431000", "湖南省郴州市", NULL, "431000", NULL},
    {TITLE_DEMO_CITY, "431000", "衡阳市", NULL, NULL, "431000 is 郴州市, not 衡阳市"},
    {TITLE_DEMO_CITY, "431001", NULL, NULL, NULL, NULL}, /* for the register to say */
    {TITLE_DEMO_CITY, NULL, "北京市海淀区", NULL, "110108", NULL},
    {TITLE_DEMO_CITY, NULL, "海淀", NULL, "110108", NULL},
    {TITLE_DEMO_COUNTY, NULL, "海淀区", NULL, NULL, "no place that this title can name"},
    {TITLE_DEMO_COUNTY, NULL, "鼓楼区", NULL, NULL, "3 places are called 鼓楼区"},
    {TITLE_DEMO_COUNTY, NULL, "鼓楼区", "320000", NULL, "320106, 320302"},
    {TITLE_DEMO_COUNTY, NULL, "鼓楼区", "350000", "350102", NULL},
    {TITLE_DEMO_COUNTY, NULL, "江苏省徐州市鼓楼区", NULL, "320302", NULL},
    {TITLE_TRIAL_ZONE, NULL, "鼓楼区", NULL, NULL, NULL}, /* the name of a zone */
};

static void a_name_means_one_place_or_is_asked_about(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(named); i++) {
        struct arena *a = arena_new();
        struct title_draft d = {.line = 2,
                                .kind = named[i].kind,
                                .code = named[i].code,
                                .name = named[i].name,
                                .unit = named[i].unit};
        const struct place_brief *p = title_place_find(places, COUNT(places), &d, a);

        assert_true((p != NULL) == (named[i].found != NULL));
        if (p)
            assert_string_equal(p->code, named[i].found);
        assert_true((d.field != NULL) == (named[i].says != NULL));
        if (named[i].says)
            assert_non_null(strstr(d.en, named[i].says));
        arena_free(a);
    }
}

/* ---- rows against the register ---- */

enum { ROOM = 8 };

struct scene {
    struct arena *a;
    struct roster rosters[2];
    struct title now[2];
    struct title_row rows[ROOM];
    struct title_table table;
};

/* On record: title 1, of Haidian by the list of 2022, and title 2, a pilot. */
static void judged(struct scene *s, const char *text)
{
    struct err err = {0};

    *s = (struct scene){.a = arena_new()};
    s->rosters[0] = (struct roster){.kind = TITLE_DEMO_CITY,
                                    .batch = "2022",
                                    .since = day("2022-07-01"),
                                    .until = day("2025-06-30"),
                                    .declared = 2,
                                    .retracted = MOMENT_NONE};
    s->rosters[1] = s->rosters[0];
    s->rosters[1].kind = TITLE_PILOT_CITY;
    s->rosters[1].declared = -1;
    s->now[0] = (struct title){.id = 1,
                               .kind = TITLE_DEMO_CITY,
                               .name = "海淀区",
                               .holder = "110108",
                               .unit = "110000",
                               .batch = "2022",
                               .source = "x",
                               .since = day("2022-07-01"),
                               .until = day("2025-06-30"),
                               .revoked = DATE_NONE,
                               .superseded = DATE_NONE,
                               .retracted = MOMENT_NONE};
    s->now[1] = s->now[0];
    s->now[1].id = 2;
    s->now[1].kind = TITLE_PILOT_CITY;
    s->now[1].holder = "431000";
    s->now[1].name = "郴州市";
    s->now[1].unit = "430000";
    s->now[1].revoked = day("2024-01-01");
    assert_true(title_table_read(s->a, text, strlen(text), &s->table, &err));
    assert_true(s->table.n_rows <= ROOM);
    for (size_t i = 0; i < s->table.n_rows; i++) {
        s->rows[i].draft = s->table.rows[i];
        s->rows[i].place = title_place_find(places, COUNT(places), &s->rows[i].draft, s->a);
    }
    const struct import_ground g = {
        .view = {.rosters = s->rosters, .n_rosters = 2, .as_of = MOMENT_NONE},
        .now = s->now,
        .n_now = 2};
    title_rows_judge(&g, s->rows, s->table.n_rows, s->a);
}

static void comes_to(const struct scene *s, size_t i, enum row_result result, const char *words)
{
    assert_int_equal(s->rows[i].result, result);
    assert_true((s->rows[i].en != NULL) == (words != NULL));
    if (words && s->rows[i].en)
        assert_non_null(strstr(s->rows[i].en, words));
}

static void a_row_is_new_the_same_or_a_correction(void **state)
{
    struct scene s;

    (void)state;
    judged(&s, HEAD "demo-city,,郴州,2022,,,,y\n"
                    "demo-city,110108,,2022,,,,\n");
    comes_to(&s, 0, ROW_NEW, NULL);
    assert_string_equal(s.rows[0].title.holder, "431000");
    assert_string_equal(s.rows[0].title.unit, "430000");
    assert_int_equal(s.rows[0].title.since, DATE_NONE);
    comes_to(&s, 1, ROW_SAME, NULL);
    assert_int_equal(s.rows[1].stands, 1);
    arena_free(s.a);

    judged(&s, HEAD "demo-city,110108,,2022,2022-08-01,unknown,33号,\n");
    comes_to(&s, 0, ROW_CHANGE, "since: 2022-07-01 → 2022-08-01; until: 2025-06-30 → ?; document");
    assert_string_equal(s.rows[0].title.source, "x"); /* it says none: what stands stays */
    arena_free(s.a);

    judged(&s, "do,title\nretract,1\nretract,1\nretract,9\nretract,2\n");
    comes_to(&s, 0, ROW_RETRACT, NULL);
    comes_to(&s, 1, ROW_REFUSED, "line 2 is about the same title already");
    comes_to(&s, 2, ROW_REFUSED, "no title 9 on record");
    comes_to(&s, 3, ROW_REFUSED, "was revoked");
    arena_free(s.a);
}

static void what_could_not_stand_is_refused(void **state)
{
    struct scene s;

    (void)state;
    judged(&s, HEAD "demo-city,431000,,2022,,,,\n"
                    "demo-city,110108,,2021,2023-01-01,2024-01-01,,y\n"
                    "demo-city,320106,,2022,,,,y\n"
                    "pilot-city,110108,,2022,2023-01-01,2024-01-01,,y\n"
                    "demo-city,110108,,2022,2026-01-01,,,y\n");
    comes_to(&s, 0, ROW_REFUSED, "say where it was read");
    comes_to(&s, 1, ROW_REFUSED, "list is not on record");
    assert_non_null(strstr(s.rows[1].en, "another title of this kind"));
    comes_to(&s, 2, ROW_REFUSED, "not a kind of place");
    comes_to(&s, 3, ROW_REFUSED, "while a demonstration title");
    comes_to(&s, 4, ROW_REFUSED, "before the first");
    arena_free(s.a);
}

/* The list was said to have two: one stands, and two more would be three. */
static void a_list_does_not_grow_beyond_what_it_was_said_to_have(void **state)
{
    struct scene s;

    (void)state;
    judged(&s, "kind,code,batch,source,title,until\n"
               "demo-city,431000,2022,y,,\n"
               ",,,,1,2025-01-01\n");
    comes_to(&s, 0, ROW_NEW, NULL);
    comes_to(&s, 1, ROW_CHANGE, "until");
    arena_free(s.a);
    judged(&s, "kind,code,batch,source,since,until,name\n"
               "demo-city,431000,2022,y,,,\n"
               "demo-city,110108,2022,y,,,\n"
               "demo-city,431000,2022,y,,,郴州市\n"
               "pilot-city,431000,2022,y,,,\n");
    comes_to(&s, 0, ROW_NEW, NULL);
    comes_to(&s, 1, ROW_CHANGE, "source: x → y");
    comes_to(&s, 2, ROW_REFUSED, "line 2 is about the same title");
    comes_to(&s, 3, ROW_REFUSED, "was revoked");
    arena_free(s.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_read_in_either_language),
        cmocka_unit_test(a_day_is_written_in_four_ways_and_no_other),
        cmocka_unit_test(every_fault_of_a_row_is_told),
        cmocka_unit_test(what_is_no_such_table_is_refused),
        cmocka_unit_test(a_name_means_one_place_or_is_asked_about),
        cmocka_unit_test(a_row_is_new_the_same_or_a_correction),
        cmocka_unit_test(what_could_not_stand_is_refused),
        cmocka_unit_test(a_list_does_not_grow_beyond_what_it_was_said_to_have),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
