/* unit.c - the table behind unit.h. */
#include "domain/unit.h"

#include "base/mem.h"

#include <assert.h>
#include <string.h>

static const struct unit units[] = {
    {"110000", "北京市", "Beijing", "北京"},
    {"120000", "天津市", "Tianjin", "天津"},
    {"130000", "河北省", "Hebei", "河北"},
    {"140000", "山西省", "Shanxi", "山西"},
    {"150000", "内蒙古自治区", "Inner Mongolia", "内蒙古"},
    {"210000", "辽宁省", "Liaoning", "辽宁"},
    {"220000", "吉林省", "Jilin", "吉林"},
    {"230000", "黑龙江省", "Heilongjiang", "黑龙江"},
    {"310000", "上海市", "Shanghai", "上海"},
    {"320000", "江苏省", "Jiangsu", "江苏"},
    {"330000", "浙江省", "Zhejiang", "浙江"},
    {"340000", "安徽省", "Anhui", "安徽"},
    {"350000", "福建省", "Fujian", "福建"},
    {"360000", "江西省", "Jiangxi", "江西"},
    {"370000", "山东省", "Shandong", "山东"},
    {"410000", "河南省", "Henan", "河南"},
    {"420000", "湖北省", "Hubei", "湖北"},
    {"430000", "湖南省", "Hunan", "湖南"},
    {"440000", "广东省", "Guangdong", "广东"},
    {"450000", "广西壮族自治区", "Guangxi", "广西"},
    {"460000", "海南省", "Hainan", "海南"},
    {"500000", "重庆市", "Chongqing", "重庆"},
    {"510000", "四川省", "Sichuan", "四川"},
    {"520000", "贵州省", "Guizhou", "贵州"},
    {"530000", "云南省", "Yunnan", "云南"},
    {"540000", "西藏自治区", "Tibet", "西藏"},
    {"610000", "陕西省", "Shaanxi", "陕西"},
    {"620000", "甘肃省", "Gansu", "甘肃"},
    {"630000", "青海省", "Qinghai", "青海"},
    {"640000", "宁夏回族自治区", "Ningxia", "宁夏"},
    {"650000", "新疆维吾尔自治区", "Xinjiang", "新疆"},
    {"XPCC", "新疆生产建设兵团", "Xinjiang Production and Construction Corps", "兵团"},
};

_Static_assert(COUNT(units) == UNITS, "31 provinces and the corps");

const struct unit *unit_at(size_t i)
{
    assert(i < UNITS);
    return &units[i];
}

const struct unit *unit_find(const char *code)
{
    for (size_t i = 0; i < UNITS; i++) {
        if (strcmp(units[i].code, code) == 0)
            return &units[i];
    }
    return NULL;
}

const struct unit *unit_find_name(const char *zh)
{
    for (size_t i = 0; i < UNITS; i++) {
        if (strcmp(units[i].zh, zh) == 0 || strcmp(units[i].short_zh, zh) == 0)
            return &units[i];
    }
    return NULL;
}
