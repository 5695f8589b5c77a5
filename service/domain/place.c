/* place.c - the tables behind place.h.
 *
 * The order of the suffix table matters: the longest and most special suffix stands first.  Ranges
 * of code digits are never used to tell districts from cities; nearly a hundred places break them.
 */
#include "domain/place.h"

#include "base/mem.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static const char *const level_names[LEVELS] = {"province", "prefecture", "county"};

static const struct kind_row {
    const char *name, *zh, *en;
} kinds[PLACE_KINDS] = {
    [KIND_PROVINCE] = {"province", "省", "province"},
    [KIND_AUTONOMOUS_REGION] = {"autonomous_region", "自治区", "autonomous region"},
    [KIND_MUNICIPALITY] = {"municipality", "直辖市", "municipality"},
    [KIND_SAR] = {"sar", "特别行政区", "special administrative region"},
    [KIND_PREFECTURE_CITY] = {"prefecture_city", "地级市", "prefecture-level city"},
    [KIND_AUTONOMOUS_PREFECTURE] = {"autonomous_prefecture", "自治州", "autonomous prefecture"},
    [KIND_PREFECTURE] = {"prefecture", "地区", "prefecture"},
    [KIND_LEAGUE] = {"league", "盟", "league"},
    [KIND_MUNICIPALITY_DISTRICT] = {"municipality_district", "直辖市的区",
                                    "district of a municipality"},
    [KIND_DISTRICT] = {"district", "市辖区", "district of a city"},
    [KIND_COUNTY] = {"county", "县", "county"},
    [KIND_AUTONOMOUS_COUNTY] = {"autonomous_county", "自治县", "autonomous county"},
    [KIND_BANNER] = {"banner", "旗", "banner"},
    [KIND_AUTONOMOUS_BANNER] = {"autonomous_banner", "自治旗", "autonomous banner"},
    [KIND_COUNTY_CITY] = {"county_city", "县级市", "county-level city"},
    [KIND_FOREST_DISTRICT] = {"forest_district", "林区", "forest district"},
    [KIND_SPECIAL_DISTRICT] = {"special_district", "特区", "special district"},
    [KIND_SPECIAL_AREA] = {"special_area", "特殊区域", "special area"},
    [KIND_SAR_DISTRICT] = {"sar_district", "特别行政区的区",
                           "district of a special administrative region"},
    [KIND_TAIWAN_UNIT] = {"taiwan_unit", "台湾省的县市", "county or city of Taiwan"},
};

const char *place_level_name(enum place_level level)
{
    assert(level >= 0 && level < LEVELS);
    return level_names[level];
}

bool place_level_parse(const char *s, enum place_level *out)
{
    for (int i = 0; i < LEVELS; i++) {
        if (strcmp(level_names[i], s) == 0) {
            *out = (enum place_level)i;
            return true;
        }
    }
    return false;
}

const char *place_kind_name(enum place_kind kind)
{
    assert(kind >= 0 && kind < PLACE_KINDS);
    return kinds[kind].name;
}

const char *place_kind_label(enum place_kind kind, bool english)
{
    assert(kind >= 0 && kind < PLACE_KINDS);
    return english ? kinds[kind].en : kinds[kind].zh;
}

bool place_kind_parse(const char *s, enum place_kind *out)
{
    for (int i = 0; i < PLACE_KINDS; i++) {
        if (strcmp(kinds[i].name, s) == 0) {
            *out = (enum place_kind)i;
            return true;
        }
    }
    return false;
}

bool place_code_valid(const char *code)
{
    return strspn(code, "0123456789") == 6 && code[6] == '\0';
}

static bool ends_with(const char *s, const char *suffix)
{
    size_t n = strlen(s), k = strlen(suffix);
    return n > k && strcmp(s + n - k, suffix) == 0;
}

static bool starts_with(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

/* Places that a suffix would lead astray, by the beginning of their code. */
static const struct {
    const char *prefix;
    enum place_level level;
    enum place_kind kind;
} by_code[] = {
    {"629700", LEVEL_COUNTY, KIND_SPECIAL_AREA},
    {"629800", LEVEL_COUNTY, KIND_SPECIAL_AREA},
    {"629900", LEVEL_COUNTY, KIND_SPECIAL_AREA},
    {"632857", LEVEL_COUNTY, KIND_SPECIAL_AREA},
    {"429021", LEVEL_COUNTY, KIND_FOREST_DISTRICT},
    {"520203", LEVEL_COUNTY, KIND_SPECIAL_DISTRICT},
    {"820000", LEVEL_COUNTY, KIND_SAR},
    {"81", LEVEL_COUNTY, KIND_SAR_DISTRICT},
    {"71", LEVEL_COUNTY, KIND_TAIWAN_UNIT},
    {"11", LEVEL_PROVINCE, KIND_MUNICIPALITY},
    {"12", LEVEL_PROVINCE, KIND_MUNICIPALITY},
    {"31", LEVEL_PROVINCE, KIND_MUNICIPALITY},
    {"50", LEVEL_PROVINCE, KIND_MUNICIPALITY},
    {"81", LEVEL_PROVINCE, KIND_SAR},
    {"82", LEVEL_PROVINCE, KIND_SAR},
};

static const struct {
    const char *suffix;
    enum place_level level;
    enum place_kind kind;
} by_suffix[] = {
    {"自治区", LEVEL_PROVINCE, KIND_AUTONOMOUS_REGION},
    {"省", LEVEL_PROVINCE, KIND_PROVINCE},
    {"自治州", LEVEL_PREFECTURE, KIND_AUTONOMOUS_PREFECTURE},
    {"地区", LEVEL_PREFECTURE, KIND_PREFECTURE},
    {"盟", LEVEL_PREFECTURE, KIND_LEAGUE},
    {"市", LEVEL_PREFECTURE, KIND_PREFECTURE_CITY},
    {"自治县", LEVEL_COUNTY, KIND_AUTONOMOUS_COUNTY},
    {"自治旗", LEVEL_COUNTY, KIND_AUTONOMOUS_BANNER},
    {"旗", LEVEL_COUNTY, KIND_BANNER},
    {"县", LEVEL_COUNTY, KIND_COUNTY},
    {"市", LEVEL_COUNTY, KIND_COUNTY_CITY},
    {"区", LEVEL_COUNTY, KIND_DISTRICT},
};

bool place_in_municipality(const char *code)
{
    return starts_with(code, "11") || starts_with(code, "12") || starts_with(code, "31") ||
           starts_with(code, "50");
}

bool place_kind_derive(const char *code, const char *name, enum place_level level,
                       enum place_kind *out)
{
    for (size_t i = 0; i < COUNT(by_code); i++) {
        if (by_code[i].level == level && starts_with(code, by_code[i].prefix)) {
            *out = by_code[i].kind;
            return true;
        }
    }
    for (size_t i = 0; i < COUNT(by_suffix); i++) {
        if (by_suffix[i].level != level || !ends_with(name, by_suffix[i].suffix))
            continue;
        *out = by_suffix[i].kind;
        if (*out == KIND_DISTRICT && place_in_municipality(code))
            *out = KIND_MUNICIPALITY_DISTRICT;
        /* A city without districts stands among the counties with its own prefecture-level code. */
        if (*out == KIND_COUNTY_CITY && strcmp(code + 4, "00") == 0)
            *out = KIND_PREFECTURE_CITY;
        return true;
    }
    return false;
}

bool place_is_sub_provincial(const char *code)
{
    static const char *const cities[] = {"210100", "210200", "220100", "230100", "320100",
                                         "330100", "330200", "350200", "370100", "370200",
                                         "420100", "440100", "440300", "510100", "610100"};
    for (size_t i = 0; i < COUNT(cities); i++) {
        if (strcmp(cities[i], code) == 0)
            return true;
    }
    return false;
}

bool place_kind_is_county_level(enum place_kind kind)
{
    return kind >= KIND_MUNICIPALITY_DISTRICT && kind <= KIND_SPECIAL_DISTRICT;
}

const char *place_recommending_unit(const char *code, char province[7])
{
    assert(strlen(code) >= 2);
    if (starts_with(code, "6590") && strcmp(code, "659001") >= 0 && strcmp(code, "659012") <= 0)
        return "XPCC";
    memcpy(province, code, 2);
    memcpy(province + 2, "0000", 5);
    return province;
}
