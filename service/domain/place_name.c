/* place_name.c - the generic part of a name is cut from its end, and the peoples named in an
 * autonomous place from their first.  What would leave a single character stays whole (赵县), and
 * so do banners, which nobody calls without their 旗. */
#include "domain/place_name.h"

#include "base/mem.h"

#include <stdbool.h>
#include <string.h>

enum { CHARACTER = 3, LEAST = 2 * CHARACTER }; /* in bytes */

/* A longer ending stands before those it ends in.  林区 is none by itself: 万柏林区 is the district
 * of 万柏林, and there is one forest district. */
static const struct {
    const char *ending;
    size_t keeps; /* bytes of the ending that belong to the short name */
} endings[] = {
    {"风景林自然保护区", 0},
    {"天然林保护区", 0},
    {"特别行政区", 0},
    {"行政委员会", 0},
    {"神农架林区", 3 * CHARACTER},
    {"自治区", 0},
    {"自治州", 0},
    {"自治县", 0},
    {"自治旗", 0},
    {"地区", 0},
    {"特区", 0},
    {"新区", 0},
    {"矿区", 0},
    {"省", 0},
    {"市", 0},
    {"区", 0},
    {"县", 0},
    {"盟", 0},
};

static const char *const peoples[] = {
    "维吾尔", "哈萨克", "柯尔克孜", "塔吉克", "锡伯",   "蒙古",     "壮族",     "回族",
    "藏族",   "苗族",   "彝族",     "布依族", "朝鲜族", "满族",     "侗族",     "瑶族",
    "白族",   "土家族", "哈尼族",   "傣族",   "黎族",   "傈僳族",   "佤族",     "畲族",
    "拉祜族", "水族",   "东乡族",   "纳西族", "景颇族", "土族",     "达斡尔族", "仫佬族",
    "羌族",   "布朗族", "撒拉族",   "毛南族", "仡佬族", "普米族",   "怒族",     "鄂温克族",
    "德昂族", "保安族", "裕固族",   "独龙族", "各族",   "鄂伦春族",
};

static bool ends_with(const char *name, size_t len, const char *ending)
{
    size_t k = strlen(ending);
    return len >= k && memcmp(name + len - k, ending, k) == 0;
}

static size_t without_ending(const char *name)
{
    size_t len = strlen(name);

    for (size_t i = 0; i < COUNT(endings); i++) {
        size_t cut = strlen(endings[i].ending) - endings[i].keeps;
        if (len >= cut + LEAST && ends_with(name, len, endings[i].ending))
            return len - cut;
    }
    return len;
}

/* Autonomous places, and the few districts called after a people: 管城回族区. */
static bool names_peoples(const char *name, size_t len)
{
    return strstr(name, "自治") || ends_with(name, len, "族");
}

size_t place_short_length(const char *name)
{
    size_t len = without_ending(name), cut = len;

    if (!names_peoples(name, len))
        return len;
    for (size_t i = 0; i < COUNT(peoples); i++) {
        const char *hit = strstr(name, peoples[i]);
        if (hit && (size_t)(hit - name) < cut && (size_t)(hit - name) >= LEAST)
            cut = (size_t)(hit - name);
    }
    /* What is called after nothing but its people: 东乡族自治县 is 东乡. */
    if (cut > LEAST && ends_with(name, cut, "族"))
        cut -= CHARACTER;
    return cut;
}
