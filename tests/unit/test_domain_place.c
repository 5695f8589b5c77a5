/* Kinds from code, name and level: the places that lead a careless rule astray. */
#include "base/mem.h"
#include "domain/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void kinds_follow_from_code_name_and_level(void **state)
{
    static const struct {
        const char *code, *name;
        enum place_level level;
        const char *kind; /* NULL: cannot be told */
    } rows[] = {
        {"110000", "北京市", LEVEL_PROVINCE, "municipality"},
        {"130000", "河北省", LEVEL_PROVINCE, "province"},
        {"450000", "广西壮族自治区", LEVEL_PROVINCE, "autonomous_region"},
        {"710000", "台湾省", LEVEL_PROVINCE, "province"},
        {"820000", "澳门特别行政区", LEVEL_PROVINCE, "sar"},
        {"320100", "南京市", LEVEL_PREFECTURE, "prefecture_city"},
        {"422800", "恩施土家族苗族自治州", LEVEL_PREFECTURE, "autonomous_prefecture"},
        {"232700", "大兴安岭地区", LEVEL_PREFECTURE, "prefecture"},
        {"152200", "兴安盟", LEVEL_PREFECTURE, "league"},
        {"110108", "海淀区", LEVEL_COUNTY, "municipality_district"},
        {"500101", "万州区", LEVEL_COUNTY, "municipality_district"},
        {"500241", "秀山土家族苗族自治县", LEVEL_COUNTY, "autonomous_county"},
        {"320115", "江宁区", LEVEL_COUNTY, "district"},
        {"140109", "万柏林区", LEVEL_COUNTY, "district"},
        {"610103", "碑林区", LEVEL_COUNTY, "district"},
        {"429021", "神农架林区", LEVEL_COUNTY, "forest_district"},
        {"520203", "六枝特区", LEVEL_COUNTY, "special_district"},
        {"429004", "仙桃市", LEVEL_COUNTY, "county_city"},
        {"659005", "北屯市", LEVEL_COUNTY, "county_city"},
        {"441900", "东莞市", LEVEL_COUNTY, "prefecture_city"},
        {"152221", "科尔沁右翼前旗", LEVEL_COUNTY, "banner"},
        {"150721", "阿荣旗", LEVEL_COUNTY, "banner"},
        {"150722", "莫力达瓦达斡尔族自治旗", LEVEL_COUNTY, "autonomous_banner"},
        {"629800", "莲花山风景林自然保护区", LEVEL_COUNTY, "special_area"},
        {"632857", "大柴旦行政委员会", LEVEL_COUNTY, "special_area"},
        {"810101", "中西区", LEVEL_COUNTY, "sar_district"},
        {"820000", "澳门特别行政区", LEVEL_COUNTY, "sar"},
        {"710001", "台北市", LEVEL_COUNTY, "taiwan_unit"},
        {"350527", "金门县", LEVEL_COUNTY, "county"},
        {"130100", "某处", LEVEL_COUNTY, NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum place_kind kind;
        bool known = place_kind_derive(rows[i].code, rows[i].name, rows[i].level, &kind);
        if (!rows[i].kind) {
            assert_false(known);
            continue;
        }
        assert_true(known);
        if (strcmp(place_kind_name(kind), rows[i].kind) != 0)
            fail_msg("%s: %s, want %s", rows[i].name, place_kind_name(kind), rows[i].kind);
    }
}

static void names_of_kinds_and_levels_come_back(void **state)
{
    (void)state;
    for (int i = 0; i < PLACE_KINDS; i++) {
        enum place_kind kind;
        assert_true(place_kind_parse(place_kind_name((enum place_kind)i), &kind));
        assert_int_equal(kind, i);
    }
    enum place_level level;
    assert_true(place_level_parse("county", &level));
    assert_false(place_level_parse("town", &level));
    assert_int_equal(place_kind_is_county_level(KIND_SPECIAL_AREA), false);
    assert_int_equal(place_kind_is_county_level(KIND_COUNTY_CITY), true);
}

static void the_corps_recommends_its_own_cities(void **state)
{
    char unit[7];
    (void)state;
    assert_string_equal(place_recommending_unit("659001", unit), "XPCC");
    assert_string_equal(place_recommending_unit("659012", unit), "XPCC");
    assert_string_equal(place_recommending_unit("650100", unit), "650000");
    assert_string_equal(place_recommending_unit("659013", unit), "650000");
    assert_true(place_is_sub_provincial("320100"));
    assert_false(place_is_sub_provincial("320500"));
    assert_true(place_code_valid("110108"));
    assert_false(place_code_valid("11010"));
    assert_false(place_code_valid("11010x"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_follow_from_code_name_and_level),
        cmocka_unit_test(names_of_kinds_and_levels_come_back),
        cmocka_unit_test(the_corps_recommends_its_own_cities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
