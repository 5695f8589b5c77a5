/* place_name.c - the generic part of a name is cut from its end, and the peoples named in an
 * autonomous place from their first.  What would leave a single character stays whole: 赵县. */
#include "domain/place_name.h"

#include "base/mem.h"

#include <string.h>

enum { LEAST = 6 }; /* bytes of two Chinese characters */

static const char *const suffixes[] = {
    "特别行政区", "行政委员会", "自治区", "自治州", "自治县", "自治旗", "地区",
    "林区",       "特区",       "省",     "市",     "区",     "县",     "盟",
};

static const char *const peoples[] = {
    "维吾尔", "哈萨克", "柯尔克孜", "塔吉克", "锡伯",   "蒙古",     "壮族",     "回族",
    "藏族",   "苗族",   "彝族",     "布依族", "朝鲜族", "满族",     "侗族",     "瑶族",
    "白族",   "土家族", "哈尼族",   "傣族",   "黎族",   "傈僳族",   "佤族",     "畲族",
    "拉祜族", "水族",   "东乡族",   "纳西族", "景颇族", "土族",     "达斡尔族", "仫佬族",
    "羌族",   "布朗族", "撒拉族",   "毛南族", "仡佬族", "普米族",   "怒族",     "鄂温克族",
    "德昂族", "保安族", "裕固族",   "独龙族", "各族",   "鄂伦春族",
};

static size_t without_suffix(const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < COUNT(suffixes); i++) {
        size_t k = strlen(suffixes[i]);
        if (len >= k + LEAST && strcmp(name + len - k, suffixes[i]) == 0)
            return len - k;
    }
    return len;
}

size_t place_short_length(const char *name)
{
    size_t len = without_suffix(name), cut = len;

    if (!strstr(name, "自治"))
        return len;
    for (size_t i = 0; i < COUNT(peoples); i++) {
        const char *hit = strstr(name, peoples[i]);
        if (hit && (size_t)(hit - name) < cut && (size_t)(hit - name) >= LEAST)
            cut = (size_t)(hit - name);
    }
    return cut;
}
