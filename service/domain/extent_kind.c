/* extent_kind.c - what a limit's name says it is.
 *
 * The longest and most special ending stands first: 铁路 before 路, 河道 before 道, 街道 (a
 * division) before 道.  What only says which edge is meant (北侧, 中心线, 延伸段) is cut first; to
 * teach a new word, add a row. */
#include "domain/extent_read.h"

#include "base/mem.h"

#include <assert.h>
#include <string.h>

static const struct {
    const char *name, *en, *zh;
} kinds[LIMIT_KINDS] = {
    [LIMIT_ROAD] = {"road", "road", "道路"},
    [LIMIT_RAILWAY] = {"railway", "railway", "铁路轨道"},
    [LIMIT_WATER] = {"water", "water", "水系"},
    [LIMIT_BORDER] = {"border", "border", "边界"},
    [LIMIT_BLOCK] = {"block", "another block", "其他区块"},
    [LIMIT_OTHER] = {"other", "other", "其他"},
};

static const struct {
    const char *ending;
    enum limit_kind kind;
} endings[] = {
    {"铁路", LIMIT_RAILWAY},
    {"铁路线", LIMIT_RAILWAY},
    {"轨道", LIMIT_RAILWAY},
    {"高铁", LIMIT_RAILWAY},
    {"城际", LIMIT_RAILWAY},
    {"地铁", LIMIT_RAILWAY},
    {"轻轨", LIMIT_RAILWAY},
    {"有轨电车", LIMIT_RAILWAY},

    {"河道", LIMIT_WATER},
    {"水道", LIMIT_WATER},
    {"航道", LIMIT_WATER},
    {"渠道", LIMIT_WATER},
    {"海岸线", LIMIT_WATER},
    {"岸线", LIMIT_WATER},
    {"海塘", LIMIT_WATER},
    {"海堤", LIMIT_WATER},
    {"江堤", LIMIT_WATER},
    {"河堤", LIMIT_WATER},
    {"大堤", LIMIT_WATER},
    {"水库", LIMIT_WATER},
    {"水系", LIMIT_WATER},
    {"水域", LIMIT_WATER},
    {"滩涂", LIMIT_WATER},

    {"街道", LIMIT_BORDER},
    {"行政界", LIMIT_BORDER},
    {"边界", LIMIT_BORDER},
    {"边界线", LIMIT_BORDER},
    {"界线", LIMIT_BORDER},
    {"交界", LIMIT_BORDER},
    {"交界处", LIMIT_BORDER},
    {"国境线", LIMIT_BORDER},
    {"界", LIMIT_BORDER},

    {"区块", LIMIT_BLOCK},
    {"片区", LIMIT_BLOCK},
    {"地块", LIMIT_BLOCK},
    {"组团", LIMIT_BLOCK},
    {"区域", LIMIT_BLOCK},
    {"板块", LIMIT_BLOCK},
    {"核心区", LIMIT_BLOCK},
    {"拓展区", LIMIT_BLOCK},
    {"起步区", LIMIT_BLOCK},
    {"启动区", LIMIT_BLOCK},
    {"辐射区", LIMIT_BLOCK},
    {"联动区", LIMIT_BLOCK},

    {"高压线", LIMIT_OTHER},
    {"输电线", LIMIT_OTHER},
    {"管线", LIMIT_OTHER},
    {"河谷", LIMIT_OTHER},

    {"环线", LIMIT_ROAD},
    {"干线", LIMIT_ROAD},
    {"快速线", LIMIT_ROAD},
    {"公路线", LIMIT_ROAD},
    {"路", LIMIT_ROAD},
    {"街", LIMIT_ROAD},
    {"道", LIMIT_ROAD},
    {"高速", LIMIT_ROAD},
    {"高架", LIMIT_ROAD},
    {"高架桥", LIMIT_ROAD},
    {"大桥", LIMIT_ROAD},
    {"桥", LIMIT_ROAD},
    {"立交", LIMIT_ROAD},
    {"绕城", LIMIT_ROAD},
    {"外环", LIMIT_ROAD},
    {"中环", LIMIT_ROAD},
    {"内环", LIMIT_ROAD},
    {"环", LIMIT_ROAD},
    {"巷", LIMIT_ROAD},
    {"弄", LIMIT_ROAD},
    {"胡同", LIMIT_ROAD},

    {"轨道交通线", LIMIT_RAILWAY},
    {"线", LIMIT_RAILWAY},

    {"河", LIMIT_WATER},
    {"江", LIMIT_WATER},
    {"塘", LIMIT_WATER},
    {"泾", LIMIT_WATER},
    {"浦", LIMIT_WATER},
    {"港", LIMIT_WATER},
    {"湖", LIMIT_WATER},
    {"渠", LIMIT_WATER},
    {"涌", LIMIT_WATER},
    {"浜", LIMIT_WATER},
    {"海", LIMIT_WATER},
    {"溪", LIMIT_WATER},
    {"沟", LIMIT_WATER},
    {"湾", LIMIT_WATER},
    {"川", LIMIT_WATER},
    {"池", LIMIT_WATER},
    {"潭", LIMIT_WATER},
    {"洋", LIMIT_WATER},
    {"漾", LIMIT_WATER},
    {"荡", LIMIT_WATER},
    {"沥", LIMIT_WATER},
    {"圳", LIMIT_WATER},
    {"泊", LIMIT_WATER},
    {"堰", LIMIT_WATER},

    {"村", LIMIT_BORDER},
    {"镇", LIMIT_BORDER},
    {"乡", LIMIT_BORDER},
    {"县", LIMIT_BORDER},
    {"市", LIMIT_BORDER},
    {"省", LIMIT_BORDER},
    {"区", LIMIT_BORDER},
    {"公园", LIMIT_BORDER},
    {"园", LIMIT_BORDER},
    {"农场", LIMIT_BORDER},
    {"林场", LIMIT_BORDER},
    {"社区", LIMIT_BORDER},
};

/* Which line of it: cut before the ending is looked at, or 中心线 would be a railway. */
static const char *const lines[] = {
    "中心线", "中线", "道路红线", "红线",   "绿线",   "蓝线",
    "边线",   "沿线", "一线",     "延伸线", "延长线",
};

/* Which edge of it, or how far along it: cut when the ending says nothing. */
static const char *const edges[] = {
    "延伸段", "延长段", "规划段", "段",   "边缘", "外侧", "内侧", "以内", "以外", "交叉口", "口",
    "北岸",   "南岸",   "东岸",   "西岸", "左岸", "右岸", "岸",   "以东", "以南", "以西",   "以北",
    "东侧",   "南侧",   "西侧",   "北侧", "东边", "南边", "西边", "北边", "东面", "南面",   "西面",
    "北面",   "东缘",   "南缘",   "西缘", "北缘", "东段", "南段", "西段", "北段", "边",
};

/* 区块二, A片区3, 地块12号: a block and its number. */
static size_t without_number(const struct letter *l, size_t n)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七",
                                           "八", "九", "十", "甲", "乙", "丙", "丁"};
    size_t k = n;

    k -= letters_end(l, k, "号");
    for (bool cut = true; cut && k;) {
        uint32_t c = l[k - 1].c;
        cut = letter_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
              (c >= 0x2460 && c <= 0x2473) || (c >= 0x2160 && c <= 0x216B) || c == '-';
        for (size_t i = 0; i < COUNT(numerals) && !cut; i++)
            cut = letters_end(l, k, numerals[i]) > 0;
        k -= cut;
    }
    return k;
}

/* G1501, S20, X012: numbered roads. */
static bool numbered_road(const struct letter *l, size_t n)
{
    if (n < 2 || !(l[0].c == 'G' || l[0].c == 'S' || l[0].c == 'X' || l[0].c == 'Y'))
        return false;
    for (size_t i = 1; i < n; i++) {
        if (!letter_digit(l[i].c))
            return i > 1 && letters_are(l + i, n - i, "线");
    }
    return true;
}

static enum limit_kind by_ending(const struct letter *l, size_t n)
{
    for (size_t i = 0; i < COUNT(endings); i++) {
        if (letters_end(l, n, endings[i].ending))
            return endings[i].kind;
    }
    return LIMIT_OTHER;
}

static size_t without(const struct letter *l, size_t n, const char *const *words, size_t n_words)
{
    for (size_t i = 0; i < n_words; i++) {
        size_t k = letters_end(l, n, words[i]);
        if (k && k < n)
            return n - k;
    }
    return n;
}

enum limit_kind limit_kind_of(const struct letter *l, size_t n)
{
    size_t k = without_number(l, n);

    if (k < n && by_ending(l, k) == LIMIT_BLOCK)
        return LIMIT_BLOCK;
    for (int rounds = 0; rounds < 4 && n; rounds++) {
        n = without(l, n, lines, COUNT(lines));
        enum limit_kind kind = numbered_road(l, n) ? LIMIT_ROAD : by_ending(l, n);
        if (kind != LIMIT_OTHER)
            return kind;
        k = without(l, n, edges, COUNT(edges));
        if (k == n)
            break;
        n = k;
    }
    return LIMIT_OTHER;
}

bool extent_aside(const struct letter *l, size_t n)
{
    static const char *const beginnings[] = {
        "总面积",   "规划面积",     "用地面积",   "占地",       "面积",       "总用地", "合计",
        "共计",     "总计",         "四至范围以", "具体范围以", "具体四至以", "以上",   "具体以",
        "界址点",   "拐点坐标",     "顶点坐标",   "以界址点",   "以顶点",     "以坐标", "以拐点",
        "坐标",     "区块面积",     "详见",       "具体界址",   "净用地",     "总规划", "规划用地",
        "用地规模", "其中建设用地", "建设用地",
    };
    static const char *const units[] = {"平方公里", "平方千米", "平方米", "公顷", "亩",
                                        "km2",      "km²",      "hm2",    "hm²",  "㎡"};
    bool amount = n > 0 && (letter_digit(l[0].c) || letters_begin(l, n, "约"));

    for (size_t i = 0; i < COUNT(beginnings); i++) {
        if (letters_begin(l, n, beginnings[i]))
            return true;
    }
    for (size_t i = 0; i < COUNT(units) && amount; i++) {
        if (letters_end(l, n, units[i]))
            return true;
    }
    return false;
}

const char *limit_kind_name(enum limit_kind kind)
{
    assert(kind >= 0 && kind < LIMIT_KINDS);
    return kinds[kind].name;
}

const char *limit_kind_label(enum limit_kind kind, bool english)
{
    assert(kind >= 0 && kind < LIMIT_KINDS);
    return english ? kinds[kind].en : kinds[kind].zh;
}
