/* Which place may stand on which track: the table of the notice, place by place. */
#include "base/mem.h"
#include "domain/track.h"
#include "domain/unit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void every_place_stands_on_the_track_of_its_kind(void **state)
{
    static const struct {
        const char *code, *name;
        enum place_level level;
        enum side side;
    } rows[] = {
        {"110108", "海淀区", LEVEL_COUNTY, SIDE_CITY},
        {"110106", "丰台区", LEVEL_COUNTY, SIDE_CITY},
        {"120116", "滨海新区", LEVEL_COUNTY, SIDE_CITY},
        {"310115", "浦东新区", LEVEL_COUNTY, SIDE_CITY},
        {"310151", "崇明区", LEVEL_COUNTY, SIDE_CITY},
        {"500101", "万州区", LEVEL_COUNTY, SIDE_CITY},
        {"500156", "武隆区", LEVEL_COUNTY, SIDE_CITY},
        {"320115", "江宁区", LEVEL_COUNTY, SIDE_COUNTY},
        {"440305", "南山区", LEVEL_COUNTY, SIDE_COUNTY},
        {"370211", "黄岛区", LEVEL_COUNTY, SIDE_COUNTY},
        {"130102", "长安区", LEVEL_COUNTY, SIDE_COUNTY},
        {"460321", "西沙区", LEVEL_COUNTY, SIDE_COUNTY},
        {"500241", "秀山土家族苗族自治县", LEVEL_COUNTY, SIDE_COUNTY},
        {"500231", "垫江县", LEVEL_COUNTY, SIDE_COUNTY},
        {"500235", "云阳县", LEVEL_COUNTY, SIDE_COUNTY},
        {"429004", "仙桃市", LEVEL_COUNTY, SIDE_COUNTY},
        {"419001", "济源市", LEVEL_COUNTY, SIDE_COUNTY},
        {"469001", "五指山市", LEVEL_COUNTY, SIDE_COUNTY},
        {"469021", "定安县", LEVEL_COUNTY, SIDE_COUNTY},
        {"659001", "石河子市", LEVEL_COUNTY, SIDE_COUNTY},
        {"659005", "北屯市", LEVEL_COUNTY, SIDE_COUNTY},
        {"659012", "白杨市", LEVEL_COUNTY, SIDE_COUNTY},
        {"320583", "昆山市", LEVEL_COUNTY, SIDE_COUNTY},
        {"320282", "宜兴市", LEVEL_COUNTY, SIDE_COUNTY},
        {"422801", "恩施市", LEVEL_COUNTY, SIDE_COUNTY},
        {"350527", "金门县", LEVEL_COUNTY, SIDE_COUNTY},
        {"130638", "雄县", LEVEL_COUNTY, SIDE_COUNTY},
        {"152221", "科尔沁右翼前旗", LEVEL_COUNTY, SIDE_COUNTY},
        {"150722", "莫力达瓦达斡尔族自治旗", LEVEL_COUNTY, SIDE_COUNTY},
        {"429021", "神农架林区", LEVEL_COUNTY, SIDE_COUNTY},
        {"520203", "六枝特区", LEVEL_COUNTY, SIDE_COUNTY},
        {"320100", "南京市", LEVEL_PREFECTURE, SIDE_CITY},
        {"440300", "深圳市", LEVEL_PREFECTURE, SIDE_CITY},
        {"211300", "朝阳市", LEVEL_PREFECTURE, SIDE_CITY},
        {"430200", "株洲市", LEVEL_PREFECTURE, SIDE_CITY},
        {"441900", "东莞市", LEVEL_PREFECTURE, SIDE_CITY},
        {"441900", "东莞市", LEVEL_COUNTY, SIDE_CITY},
        {"442000", "中山市", LEVEL_PREFECTURE, SIDE_CITY},
        {"460400", "儋州市", LEVEL_COUNTY, SIDE_CITY},
        {"620200", "嘉峪关市", LEVEL_PREFECTURE, SIDE_CITY},
        {"460300", "三沙市", LEVEL_PREFECTURE, SIDE_CITY},
        {"422800", "恩施土家族苗族自治州", LEVEL_PREFECTURE, SIDE_NONE},
        {"232700", "大兴安岭地区", LEVEL_PREFECTURE, SIDE_NONE},
        {"152200", "兴安盟", LEVEL_PREFECTURE, SIDE_NONE},
        {"652300", "昌吉回族自治州", LEVEL_PREFECTURE, SIDE_NONE},
        {"110000", "北京市", LEVEL_PROVINCE, SIDE_NONE},
        {"500000", "重庆市", LEVEL_PROVINCE, SIDE_NONE},
        {"320000", "江苏省", LEVEL_PROVINCE, SIDE_NONE},
        {"150000", "内蒙古自治区", LEVEL_PROVINCE, SIDE_NONE},
        {"810000", "香港特别行政区", LEVEL_PROVINCE, SIDE_NONE},
        {"820000", "澳门特别行政区", LEVEL_PROVINCE, SIDE_NONE},
        {"820000", "澳门特别行政区", LEVEL_COUNTY, SIDE_NONE},
        {"810101", "中西区", LEVEL_COUNTY, SIDE_NONE},
        {"710000", "台湾省", LEVEL_PROVINCE, SIDE_NONE},
        {"710001", "台北市", LEVEL_COUNTY, SIDE_NONE},
        {"710015", "花莲县", LEVEL_COUNTY, SIDE_NONE},
        {"629700", "中农发山丹马场", LEVEL_COUNTY, SIDE_NONE},
        {"629800", "莲花山风景林自然保护区", LEVEL_COUNTY, SIDE_NONE},
        {"629900", "太子山天然林保护区", LEVEL_COUNTY, SIDE_NONE},
        {"632857", "大柴旦行政委员会", LEVEL_COUNTY, SIDE_NONE},
    };
    static const enum side side_of[TRACKS] = {SIDE_CITY, SIDE_COUNTY, SIDE_CITY, SIDE_COUNTY};

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum place_kind kind;

        if (!place_kind_derive(rows[i].code, rows[i].name, rows[i].level, &kind))
            fail_msg("%s: no kind", rows[i].name);
        for (int track = 0; track < TRACKS; track++) {
            bool want = rows[i].side != SIDE_NONE && rows[i].side == side_of[track];

            if (track_admits((enum title_kind)track, kind) != want)
                fail_msg("%s %s on %s: want %d", rows[i].code, rows[i].name,
                         title_kind_name((enum title_kind)track), want);
        }
    }
}

static void zones_and_parks_are_no_track(void **state)
{
    enum title_kind kind;

    (void)state;
    for (int k = TRACKS; k < TITLE_KINDS; k++) {
        assert_false(title_kind_is_track((enum title_kind)k));
        assert_false(title_kind_is_pilot((enum title_kind)k));
        assert_int_equal(title_kind_sibling((enum title_kind)k), k);
        assert_false(track_parse(title_kind_name((enum title_kind)k), &kind));
        assert_false(track_admits((enum title_kind)k, KIND_PREFECTURE_CITY));
    }
}

static void names_lead_back_to_their_kind(void **state)
{
    (void)state;
    for (int k = 0; k < TITLE_KINDS; k++) {
        enum title_kind kind = TITLE_KINDS;

        assert_true(title_kind_parse(title_kind_name((enum title_kind)k), &kind));
        assert_int_equal(kind, k);
        assert_non_null(title_kind_label(kind, true));
        assert_non_null(title_kind_label(kind, false));
        assert_non_null(title_kind_short(kind, true));
    }
    enum title_kind kind;

    assert_false(title_kind_parse("demo_city", &kind));
    assert_false(title_kind_parse("", &kind));
}

static void a_track_knows_its_sibling_and_its_first_day(void **state)
{
    static const struct {
        enum title_kind kind, sibling;
        enum side side;
        int month;
    } rows[] = {
        {TITLE_DEMO_CITY, TITLE_PILOT_CITY, SIDE_CITY, 7},
        {TITLE_PILOT_CITY, TITLE_DEMO_CITY, SIDE_CITY, 7},
        {TITLE_DEMO_COUNTY, TITLE_PILOT_COUNTY, SIDE_COUNTY, 8},
        {TITLE_PILOT_COUNTY, TITLE_DEMO_COUNTY, SIDE_COUNTY, 8},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(title_kind_sibling(rows[i].kind), rows[i].sibling);
        assert_int_equal(title_kind_side(rows[i].kind), rows[i].side);
        assert_int_equal(title_kind_first_day(rows[i].kind),
                         date_from_civil(2022, rows[i].month, 1));
    }
    assert_int_equal(side_demonstration(SIDE_COUNTY), TITLE_DEMO_COUNTY);
    assert_int_equal(side_pilot(SIDE_CITY), TITLE_PILOT_CITY);
    assert_int_equal(title_kind_first_day(TITLE_DEMO_ZONE), DATE_NONE);
}

static void thirty_two_units_recommend(void **state)
{
    (void)state;
    for (size_t i = 0; i < UNITS; i++) {
        const struct unit *u = unit_at(i);

        assert_ptr_equal(unit_find(u->code), u);
        assert_ptr_equal(unit_find_name(u->zh), u);
        assert_ptr_equal(unit_find_name(u->short_zh), u);
        assert_true(i == 0 || strcmp(unit_at(i - 1)->code, u->code) < 0);
    }
    assert_non_null(unit_find("XPCC"));
    assert_null(unit_find("710000"));
    assert_null(unit_find("810000"));
    assert_null(unit_find("820000"));
    assert_null(unit_find("320100"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_stands_on_the_track_of_its_kind),
        cmocka_unit_test(zones_and_parks_are_no_track),
        cmocka_unit_test(names_lead_back_to_their_kind),
        cmocka_unit_test(a_track_knows_its_sibling_and_its_first_day),
        cmocka_unit_test(thirty_two_units_recommend),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
