/* test_domain_place_name.c - short names as people say them, and those that mislead a simple rule.
 */
#include "base/mem.h"
#include "domain/place_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct row {
    const char *name, *wanted;
};

static void check(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = place_short_length(rows[i].name);

        if (len != strlen(rows[i].wanted) || strncmp(rows[i].name, rows[i].wanted, len) != 0)
            fail_msg("%s is called %.*s here, not %s", rows[i].name, (int)len, rows[i].name,
                     rows[i].wanted);
    }
}

static void the_generic_part_is_cut(void **state)
{
    static const struct row rows[] = {
        {"北京市", "北京"},
        {"江苏省", "江苏"},
        {"海淀区", "海淀"},
        {"宜兴市", "宜兴"},
        {"兴安盟", "兴安"},
        {"锡林郭勒盟", "锡林郭勒"},
        {"大兴安岭地区", "大兴安岭"},
        {"阿里地区", "阿里"},
        {"六枝特区", "六枝"},
        {"香港特别行政区", "香港"},
        {"澳门特别行政区", "澳门"},
        {"大柴旦行政委员会", "大柴旦"},
        {"克拉玛依区", "克拉玛依"},
        {"浦东新区", "浦东"},
        {"沈北新区", "沈北"},
        {"峰峰矿区", "峰峰"},
        {"鹰手营子矿区", "鹰手营子"},
        {"莲花山风景林自然保护区", "莲花山"},
        {"太子山天然林保护区", "太子山"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void two_characters_stay(void **state)
{
    static const struct row rows[] = {
        {"赵县", "赵县"}, {"芒市", "芒市"},   {"矿区", "矿区"},   {"郊区", "郊区"},
        {"东区", "东区"}, {"津市市", "津市"}, {"碑林区", "碑林"}, {"市中区", "市中"},
        {"市", "市"},     {"", ""},           {"新市区", "新市"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void only_one_place_is_a_forest_district(void **state)
{
    static const struct row rows[] = {
        {"神农架林区", "神农架"},
        {"万柏林区", "万柏林"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void banners_keep_their_name(void **state)
{
    static const struct row rows[] = {
        {"鄂托克旗", "鄂托克旗"},
        {"科尔沁右翼前旗", "科尔沁右翼前旗"},
        {"达尔罕茂明安联合旗", "达尔罕茂明安联合旗"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void peoples_are_cut_from_the_first(void **state)
{
    static const struct row rows[] = {
        {"内蒙古自治区", "内蒙古"},
        {"广西壮族自治区", "广西"},
        {"宁夏回族自治区", "宁夏"},
        {"新疆维吾尔自治区", "新疆"},
        {"西藏自治区", "西藏"},
        {"恩施土家族苗族自治州", "恩施"},
        {"克孜勒苏柯尔克孜自治州", "克孜勒苏"},
        {"巴音郭楞蒙古自治州", "巴音郭楞"},
        {"伊犁哈萨克自治州", "伊犁"},
        {"西双版纳傣族自治州", "西双版纳"},
        {"海西蒙古族藏族自治州", "海西"},
        {"黔西南布依族苗族自治州", "黔西南"},
        {"莫力达瓦达斡尔族自治旗", "莫力达瓦"},
        {"鄂伦春自治旗", "鄂伦春"},
        {"前郭尔罗斯蒙古族自治县", "前郭尔罗斯"},
        {"喀喇沁左翼蒙古族自治县", "喀喇沁左翼"},
        {"积石山保安族东乡族撒拉族自治县", "积石山"},
        {"双江拉祜族佤族布朗族傣族自治县", "双江"},
        {"大通回族土族自治县", "大通"},
        {"塔什库尔干塔吉克自治县", "塔什库尔干"},
        {"察布查尔锡伯自治县", "察布查尔"},
        {"隆林各族自治县", "隆林"},
        {"龙胜各族自治县", "龙胜"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void districts_may_name_a_people_too(void **state)
{
    static const struct row rows[] = {
        {"管城回族区", "管城"},
        {"瀍河回族区", "瀍河"},
        {"梅里斯达斡尔族区", "梅里斯"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void a_people_alone_is_the_name(void **state)
{
    static const struct row rows[] = {
        {"东乡族自治县", "东乡"},
        {"鄂温克族自治旗", "鄂温克"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_generic_part_is_cut),
        cmocka_unit_test(two_characters_stay),
        cmocka_unit_test(only_one_place_is_a_forest_district),
        cmocka_unit_test(banners_keep_their_name),
        cmocka_unit_test(peoples_are_cut_from_the_first),
        cmocka_unit_test(districts_may_name_a_people_too),
        cmocka_unit_test(a_people_alone_is_the_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
