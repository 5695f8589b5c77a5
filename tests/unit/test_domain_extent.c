/* test_domain_extent.c - texts of four limits, published ones first, and what is read out of them.
 *
 * The published ones are the industrial parks of Shanghai's list
 * (app.sheitc.sh.gov.cn/gg/693682.htm); they only show how such texts are written, none of them is
 * a zone here.  The rest was written for these tests in the same manner. */
#include "base/mem.h"
#include "extent_spelled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct row {
    const char *text, *wanted;
};

static void check(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct arena *a = arena_new();
        struct extent e;
        struct err err = {.kind = ERR_NONE};

        if (!extent_parse(a, rows[i].text, &e, &err))
            fail_msg("%s\n  is refused: %s", rows[i].text, err.text);
        char *spelled = spell_extent(&e);
        if (strcmp(spelled, rows[i].wanted) != 0)
            fail_msg("%s\n  is read as %s\n  not as     %s", rows[i].text, spelled, rows[i].wanted);
        free(spelled);
        arena_free(a);
    }
}

static void published_texts_are_read(void **state)
{
    static const struct row rows[] = {
        {"东至外环高速路,南至高科中路,西至中环路(申江路),北至龙东大道",
         "东=外环高速路 南=高科中路 西=中环路(申江路) 北=龙东大道"},
        {"东至妙香路-规划路-云淡路-江山路-妙香路-规划路-玉宇路-芦五公路-妙香路,南至沧海路,"
         "西至云水路,北至两港大道",
         "东=妙香路-规划路-云淡路-江山路-妙香路-规划路-玉宇路-芦五公路-妙香路 南=沧海路 西=云水路 "
         "北=两港大道"},
        {"东至规划路-规划路-新元南路,南至沧海路,西至鸿音路,北至万水路-新元南路-规划路",
         "东=规划路-规划路-新元南路 南=沧海路 西=鸿音路 北=万水路-新元南路-规划路"},
        {"东至海基三路-海洋三路-规划路-海洋四路-规划路,南至海洋五路,西至规划路,北至海港大道",
         "东=海基三路-海洋三路-规划路-海洋四路-规划路 南=海洋五路 西=规划路 北=海港大道"},
        {"东至Y五路,南至东大公路,西至规划路,北至规划路",
         "东=Y五路 南=东大公路 西=规划路 北=规划路"},
        {"核心区: 东至城北路,南至绿意路,西至胜辛北路,北至汇源路",
         "核心区: 东=城北路 南=绿意路 西=胜辛北路 北=汇源路"},
        {"徐行区域: 东至小宅沟泾,南至徐潘路,西至浏翔公路,北至朝阳河",
         "徐行区域: 东=小宅沟泾 南=徐潘路 西=浏翔公路 北=朝阳河"},
        {"安亭区域: 东至河道,南至曹安公路南150米,西至河道,北至曹安公路北200米",
         "安亭区域: 东=河道 南=曹安公路+南150 西=河道 北=曹安公路+北200"},
        {"东至新仁路延伸段,南至立跃路-三友河-周浦塘,西至浦星公路,北至中心河",
         "东=新仁路延伸段 南=立跃路-三友河-周浦塘 西=浦星公路 北=中心河"},
        /* The blocks of one park in one text. */
        {"核心区: 东至城北路,南至绿意路,西至胜辛北路,北至汇源路\n"
         "徐行区域: 东至小宅沟泾,南至徐潘路,西至浏翔公路,北至朝阳河\n"
         "安亭区域: 东至河道,南至曹安公路南150米,西至河道,北至曹安公路北200米",
         "核心区: 东=城北路 南=绿意路 西=胜辛北路 北=汇源路 | "
         "徐行区域: 东=小宅沟泾 南=徐潘路 西=浏翔公路 北=朝阳河 | "
         "安亭区域: 东=河道 南=曹安公路+南150 西=河道 北=曹安公路+北200"},
        {"东至规划路-规划路-新元南路,南至沧海路,西至鸿音路,北至万水路-新元南路-规划路;"
         "东至Y五路,南至东大公路,西至规划路,北至规划路",
         "东=规划路-规划路-新元南路 南=沧海路 西=鸿音路 北=万水路-新元南路-规划路 | "
         "东=Y五路 南=东大公路 西=规划路 北=规划路"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void a_side_may_be_missing_or_stand_anywhere(void **state)
{
    static const struct row rows[] = {
        {"东至城北路,南至绿意路,西至胜辛北路", "东=城北路 南=绿意路 西=胜辛北路"},
        {"北至汇源路", "北=汇源路"},
        {"南至绿意路,北至汇源路", "南=绿意路 北=汇源路"},
        {"北至汇源路,西至胜辛北路,南至绿意路,东至城北路",
         "东=城北路 南=绿意路 西=胜辛北路 北=汇源路"},
        {"西至胜辛北路,东至城北路,北至汇源路,南至绿意路。",
         "东=城北路 南=绿意路 西=胜辛北路 北=汇源路"},
        {"东、北至河道，南、西至规划路", "东=河道 南=规划路 西=规划路 北=河道"},
        {"东和南至外扩后的规划路", "东=外扩后的规划路 南=外扩后的规划路"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void separators_may_be_mixed(void **state)
{
    static const struct row rows[] = {
        {"东至甲路，南至乙路、西至丙路；北至丁路。", "东=甲路 南=乙路 西=丙路 北=丁路"},
        {"东至甲路;南至乙路;西至丙路;北至丁路", "东=甲路 南=乙路 西=丙路 北=丁路"},
        {"东至甲路。南至乙路。西至丙路。北至丁路。", "东=甲路 南=乙路 西=丙路 北=丁路"},
        {"东至甲路 南至乙路  西至丙路\t北至丁路", "东=甲路 南=乙路 西=丙路 北=丁路"},
        {"东至甲路\n南至乙路\r\n西至丙路\n北至丁路\n", "东=甲路 南=乙路 西=丙路 北=丁路"},
        {"　 东 至 甲路 ， 南 至 乙路 ， 西 至 丙路 ， 北 至 丁路 ",
         "东=甲路 南=乙路 西=丙路 北=丁路"},
        {"东至甲路,，南至乙路、，西至丙路。\n\n北至丁路.", "东=甲路 南=乙路 西=丙路 北=丁路"},
        {"东至甲路南至乙路西至丙路北至丁路", "东=甲路 南=乙路 西=丙路 北=丁路"},
        {"东至外环高\n速路，南至立跃路-三友河-\n周浦塘，西至浦星公路", "东=外环高速路 "
                                                                       "南=立跃路-三友河-周浦塘 "
                                                                       "西=浦星公路"},
        {"1. 东至甲路；2. 南至乙路；3. 西至丙路；4. 北至丁路", "东=甲路 南=乙路 西=丙路 北=丁路"},
        {"（一）东至甲路（二）南至乙路", "东=甲路 南=乙路"},
        {"一、东至甲路，二、南至乙路，三、西至丙路", "东=甲路 南=乙路 西=丙路"},
        {"①东至甲路；②南至乙路", "东=甲路 南=乙路"},
        {"东至甲路，南至乙路，西至丙路，北至丁路，总面积2.67平方公里。",
         "东=甲路 南=乙路 西=丙路 北=丁路"},
        {"规划面积1,"
         "200亩，东至甲路，南至乙路，约80公顷，其中建设用地60公顷。具体以界址点坐标为准。",
         "东=甲路 南=乙路"},
        {"\xEF\xBB\xBF东至甲路", "东=甲路"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void words_that_lead_to_a_limit_are_many(void **state)
{
    static const struct row rows[] = {
        {"东起外环路西至申江路", "东=外环路 西=申江路"},
        {"东起外环路，西止申江路，南起高科路，北止龙东大道",
         "东=外环路 南=高科路 西=申江路 北=龙东大道"},
        {"东到外环路，南到高科路，西到申江路，北到龙东大道",
         "东=外环路 南=高科路 西=申江路 北=龙东大道"},
        {"东临黄浦江，南邻周浦塘，西接浦星公路，北靠中心河",
         "东=黄浦江 南=周浦塘 西=浦星公路 北=中心河"},
        {"东抵外环路，南抵高科路，西抵申江路，北抵龙东大道",
         "东=外环路 南=高科路 西=申江路 北=龙东大道"},
        {"东以外环路为界，南以高科路为界，西以申江路为界，北以龙东大道为界",
         "东=外环路 南=高科路 西=申江路 北=龙东大道"},
        {"以外环路为东界，以高科路、三友河为南界，以申江路为西边界，以龙东大道为北界",
         "东=外环路 南=高科路-三友河 西=申江路 北=龙东大道"},
        {"东侧至外环路，南侧至高科路，西侧至申江路，北侧至龙东大道",
         "东=外环路 南=高科路 西=申江路 北=龙东大道"},
        {"东面以外环路为界，南面临高科路，西面：申江路，北边界为龙东大道",
         "东=外环路 南=高科路 西=申江路 北=龙东大道"},
        {"东：外环路 南：高科路 西：申江路 北：龙东大道",
         "东=外环路 南=高科路 西=申江路 北=龙东大道"},
        {"东至：外环路；南至：高科路；西至：申江路；北至：龙东大道",
         "东=外环路 南=高科路 西=申江路 北=龙东大道"},
        {"东与昆山市接壤，南与青浦区相邻，西与太仓市交界，北与宝山区毗邻",
         "东=昆山市 南=青浦区 西=太仓市 北=宝山区"},
        {"东临黄浦江南靠周浦塘西接浦星公路北邻中心河", "东=黄浦江 南=周浦塘 西=浦星公路 北=中心河"},
        {"东界为外环路，南界为高科路，西界至申江路，北界为龙东大道",
         "东=外环路 南=高科路 西=申江路 北=龙东大道"},
        {"正东至外环路，正西至申江路", "东=外环路 西=申江路"},
        {"向东至外环路，向西至申江路，其南至高科路", "东=外环路 南=高科路 西=申江路"},
        {"东：至外环路，西：至申江路", "东=外环路 西=申江路"},
        {"东以东三环为界，北以北三环中路为界", "东=东三环 北=北三环中路"},
        {"东沿外环路，南连高科路，西为申江路，北濒长江", "东=外环路 南=高科路 西=申江路 北=长江"},
        {"东起于外环路，西止于申江路", "东=外环路 西=申江路"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void blocks_have_labels_in_many_forms(void **state)
{
    static const struct row rows[] = {
        {"核心区:东至甲路,南至乙路;拓展区:东至丙路,南至丁路",
         "核心区: 东=甲路 南=乙路 | 拓展区: 东=丙路 南=丁路"},
        {"核心区东至甲路，南至乙路，西至丙路，北至丁路；拓展区东至戊路，南至己路",
         "核心区: 东=甲路 南=乙路 西=丙路 北=丁路 | 拓展区: 东=戊路 南=己路"},
        {"区块一 东至甲路,南至乙路\n区块二 东至丙路,南至丁路",
         "区块一: 东=甲路 南=乙路 | 区块二: 东=丙路 南=丁路"},
        {"区块1（东至甲路，南至乙路），区块2（东至丙路，南至丁路）。",
         "区块1: 东=甲路 南=乙路 | 区块2: 东=丙路 南=丁路"},
        {"区块1（张江片）：东至甲路，南至乙路；区块2（康桥片）：东至丙路，南至丁路",
         "区块1（张江片）: 东=甲路 南=乙路 | 区块2（康桥片）: 东=丙路 南=丁路"},
        {"一、核心区四至范围为：东至甲路；南至乙路。\n二、拓展区四至范围为：东至丙路；南至丁路。",
         "核心区: 东=甲路 南=乙路 | 拓展区: 东=丙路 南=丁路"},
        {"（一）核心区：东至甲路，南至乙路。（二）拓展区：东至丙路，南至丁路。",
         "核心区: 东=甲路 南=乙路 | 拓展区: 东=丙路 南=丁路"},
        {"核心区东、南至甲路，西至浦东、北至乙路", "核心区: 东=甲路 南=甲路 西=浦东 北=乙路"},
        {"四至范围：东至甲路，南至乙路", "东=甲路 南=乙路"},
        {"集成电路设计产业园，四至为东至甲路，南至乙路", "集成电路设计产业园: 东=甲路 南=乙路"},
        {"【东片区】东至甲路，南至乙路 【西片区】东至丙路，南至丁路",
         "【东片区】: 东=甲路 南=乙路 | 【西片区】: 东=丙路 南=丁路"},
        {"区块一\n东至甲路\n南至乙路\n区块二\n东至丙路\n南至丁路",
         "区块一: 东=甲路 南=乙路 | 区块二: 东=丙路 南=丁路"},
        {"东至甲路，南至乙路，西至丙路，北至丁路\n东至戊路，南至己路，西至庚路，北至辛路",
         "东=甲路 南=乙路 西=丙路 北=丁路 | 东=戊路 南=己路 西=庚路 北=辛路"},
        {"东至甲路；南至乙路；西至丙路；北至丁路；东至戊路；南至己路；西至庚路；北至辛路",
         "东=甲路 南=乙路 西=丙路 北=丁路 | 东=戊路 南=己路 西=庚路 北=辛路"},
        {"东至甲路,南至乙路;东至丙路,南至丁路", "东=甲路 南=乙路 | 东=丙路 南=丁路"},
        {"东区：东至甲路，南至乙路；西区：东至丙路，南至丁路",
         "东区: 东=甲路 南=乙路 | 西区: 东=丙路 南=丁路"},
        {"Ａ地块：东至甲路，南至乙路，Ｂ地块：东至丙路，南至丁路",
         "Ａ地块: 东=甲路 南=乙路 | Ｂ地块: 东=丙路 南=丁路"},
        {"园区共两片，其中北片：东至甲路，南至乙路", "园区共两片，其中北片: 东=甲路 南=乙路"},
        {"北至汇源路 徐行区域: 东至小宅沟泾", "北=汇源路 | 徐行区域: 东=小宅沟泾"},
        {"核心区，东至甲路，南至乙路", "核心区: 东=甲路 南=乙路"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void names_keep_their_own_letters(void **state)
{
    static const struct row rows[] = {
        {"东至东大公路，南至南京路，西至北京西路，北至龙东大道",
         "东=东大公路 南=南京路 西=北京西路 北=龙东大道"},
        {"东至西安路，南至东方红河，西至南大河，北至北翟路",
         "东=西安路 南=东方红河 西=南大河 北=北翟路"},
        {"东至浦东南路，南至西藏北路，西至北横泾，北至东西通道",
         "东=浦东南路 南=西藏北路 西=北横泾 北=东西通道"},
        {"北至东至县界，东至东至县城", "东=东至县城 北=东至县界"},
        {"东至南沿江高速，南至东临路，西至西连大道-南沿江城际铁路，北至北滨路",
         "东=南沿江高速 南=东临路 西=西连大道-南沿江城际铁路 北=北滨路"},
        {"东至中山东一路、东接路，南至南北高架路", "东=中山东一路-东接路 南=南北高架路"},
        {"东至城东以南区块，南至西以村", "东=城东以南区块 南=西以村"},
        {"东至东部沿海大道、东部沿海铁路，南至南部湾", "东=东部沿海大道-东部沿海铁路 南=南部湾"},
        {"东至以北路为起点的规划路", "东=以北路为起点的规划路"},
        {"东至Ｙ５路，南至Ｇ１５０１，西至S20外环高速，北至A9公路",
         "东=Ｙ５路 南=Ｇ１５０１ 西=S20外环高速 北=A9公路"},
        {"东至2.5环路，南至1-3号地块", "东=2.5环路 南=1-3号地块"},
        {"东至南翔镇东社区居委会", "东=南翔镇东社区居委会"},
        {"西至东至路", "西=东至路"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void brackets_hold_another_name(void **state)
{
    static const struct row rows[] = {
        {"西至中环路（申江路），东至外环路(S20)", "东=外环路(S20) 西=中环路(申江路)"},
        {"西至中环路（申江路)", "西=中环路(申江路)"},
        {"西至中环路〔申江路〕，南至[乙]路", "南=路(乙) 西=中环路(申江路)"},
        {"西至中环路（申江路（原名））北段", "西=中环路北段(申江路（原名）)"},
        {"西至中环路（申江路）-三友河（规划）", "西=中环路(申江路)-三友河(规划)"},
        {"西至中环路（申江路，不含）、三友河，南至乙路", "南=乙路 西=中环路(申江路，不含)-三友河"},
        {"西至中环路（申江路）（不含）", "西=中环路(申江路、不含)"},
        {"西至中环路()", "西=中环路"},
        {"西至中环路（南至乙路段）", "西=中环路(南至乙路段)"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void pieces_are_joined_by_any_dash(void **state)
{
    static const struct row rows[] = {
        {"南至甲路－乙河", "南=甲路-乙河"},
        {"南至甲路—乙河", "南=甲路-乙河"},
        {"南至甲路——乙河", "南=甲路-乙河"},
        {"南至甲路～乙河", "南=甲路-乙河"},
        {"南至甲路~乙河→丙塘", "南=甲路-乙河-丙塘"},
        {"南至甲路 – 乙河 ― 丙塘", "南=甲路-乙河-丙塘"},
        {"南至甲路、乙河、丙塘，北至丁路", "南=甲路-乙河-丙塘 北=丁路"},
        {"南至甲路，乙河，丙塘，北至丁路", "南=甲路-乙河-丙塘 北=丁路"},
        {"东至规划路，区块二，南至乙路", "东=规划路-区块二 南=乙路"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static void offsets_are_read_off_the_end(void **state)
{
    static const struct row rows[] = {
        {"南至曹安公路南150米", "南=曹安公路+南150"},
        {"南至曹安公路以南150m", "南=曹安公路+南150"},
        {"南至曹安公路以南约１５０ｍ处", "南=曹安公路+南150"},
        {"南至曹安公路南侧150米", "南=曹安公路+南150"},
        {"南至曹安公路向南150米", "南=曹安公路+南150"},
        {"南至曹安公路 北侧 200 米", "南=曹安公路+北200"},
        {"南至曹安公路南一百五十米", "南=曹安公路+南150"},
        {"南至曹安公路南十五米，北至龙东大道北两百米", "南=曹安公路+南15 北=龙东大道+北200"},
        {"南至曹安公路南1.5公里", "南=曹安公路+南1500"},
        {"南至曹安公路南1,500米", "南=曹安公路+南1500"},
        {"南至曹安公路外扩50米，东至城北路内缩20米", "东=城北路+西20 南=曹安公路+南50"},
        {"南至曹安公路以南外扩50米", "南=曹安公路+南50"},
        {"南至曹安公路（以南150米）", "南=曹安公路+南150"},
        {"南至曹安公路（沪宁线）南150米", "南=曹安公路(沪宁线)+南150"},
        {"南至曹安公路南150米-三友河北20米-周浦塘", "南=曹安公路+南150-三友河+北20-周浦塘"},
        {"南至北京西路西10米，西至西安路东10米", "南=北京西路+西10 西=西安路+东10"},
        {"东至区块（一），南至规划路（二）南岸", "东=区块(一) 南=规划路南岸(二)"},
        {"东侧至甲路东0米", "东=甲路+东0"},
        {"南至曹安公路以南150米为界", "南=曹安公路+南150"},
        {"南至高科路北侧，北至龙东大道以南", "南=高科路北侧 北=龙东大道以南"},
        {"东至八百米，西至三公里", "东=八百米 西=三公里"},
    };
    (void)state;
    check(rows, COUNT(rows));
}

static const struct extent_limit *only_limit(struct arena *a, const char *text)
{
    static struct extent e;
    struct err err = {.kind = ERR_NONE};

    if (!extent_parse(a, text, &e, &err))
        fail_msg("%s: %s", text, err.text);
    return &e.blocks[0].sides[EXTENT_EAST];
}

static void a_limit_is_what_its_name_ends_in(void **state)
{
    static const struct {
        const char *name;
        enum limit_kind kind;
    } rows[] = {
        {"城北路", LIMIT_ROAD},
        {"南京东街", LIMIT_ROAD},
        {"人民大道", LIMIT_ROAD},
        {"曹安公路", LIMIT_ROAD},
        {"沪宁高速", LIMIT_ROAD},
        {"北环线", LIMIT_ROAD},
        {"外环", LIMIT_ROAD},
        {"南北高架", LIMIT_ROAD},
        {"新仁路延伸段", LIMIT_ROAD},
        {"龙东大道以南", LIMIT_ROAD},
        {"高科路北侧边线", LIMIT_ROAD},
        {"高科路中心线", LIMIT_ROAD},
        {"312国道", LIMIT_ROAD},
        {"G1501", LIMIT_ROAD},
        {"Ｓ２０", LIMIT_ROAD},
        {"X012线", LIMIT_ROAD},
        {"规划隧道", LIMIT_ROAD},
        {"杨高路口", LIMIT_ROAD},
        {"京沪铁路", LIMIT_RAILWAY},
        {"轨道", LIMIT_RAILWAY},
        {"13号线", LIMIT_RAILWAY},
        {"沪昆高铁", LIMIT_RAILWAY},
        {"地铁2号线", LIMIT_RAILWAY},
        {"京九线", LIMIT_RAILWAY},
        {"朝阳河", LIMIT_WATER},
        {"长江", LIMIT_WATER},
        {"周浦塘", LIMIT_WATER},
        {"小宅沟泾", LIMIT_WATER},
        {"大治浦", LIMIT_WATER},
        {"芦潮港", LIMIT_WATER},
        {"滴水湖", LIMIT_WATER},
        {"团结渠", LIMIT_WATER},
        {"沙河涌", LIMIT_WATER},
        {"杨树浜", LIMIT_WATER},
        {"东海", LIMIT_WATER},
        {"河道", LIMIT_WATER},
        {"黄浦江西岸", LIMIT_WATER},
        {"青年水库", LIMIT_WATER},
        {"江边", LIMIT_WATER},
        {"昆山市界", LIMIT_BORDER},
        {"园区边界", LIMIT_BORDER},
        {"行政界", LIMIT_BORDER},
        {"李家村", LIMIT_BORDER},
        {"安亭镇", LIMIT_BORDER},
        {"江桥街道", LIMIT_BORDER},
        {"森林公园", LIMIT_BORDER},
        {"青浦区", LIMIT_BORDER},
        {"两省交界处", LIMIT_BORDER},
        {"区块二", LIMIT_BLOCK},
        {"区块２", LIMIT_BLOCK},
        {"西片区", LIMIT_BLOCK},
        {"B地块", LIMIT_BLOCK},
        {"地块12号", LIMIT_BLOCK},
        {"核心区", LIMIT_BLOCK},
        {"徐行区域", LIMIT_BLOCK},
        {"组团三", LIMIT_BLOCK},
        {"紫金山", LIMIT_OTHER},
        {"东南大学围墙", LIMIT_OTHER},
        {"高压线", LIMIT_OTHER},
        {"Ｙ", LIMIT_OTHER},
        {"火车站", LIMIT_OTHER},
        {"路", LIMIT_ROAD},
        {"海", LIMIT_WATER},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new();
        const struct extent_limit *limit = only_limit(a, arena_printf(a, "东至%s", rows[i].name));
        if (limit->n_pieces != 1 || strcmp(limit->pieces[0].name, rows[i].name) != 0)
            fail_msg("%s is read as %s", rows[i].name, limit->pieces[0].name);
        if (limit->pieces[0].kind != rows[i].kind)
            fail_msg("%s is a %s, not a %s", rows[i].name, limit_kind_name(limit->pieces[0].kind),
                     limit_kind_name(rows[i].kind));
        arena_free(a);
    }
}

static void a_neighbour_named_like_a_block_is_that_block(void **state)
{
    struct arena *a = arena_new();
    struct extent e;
    (void)state;

    assert_true(extent_parse(a, "创芯谷（一期）：东至甲路，南至乙路；云谷：东至创芯谷，南至丁路",
                             &e, NULL));
    assert_int_equal(e.n_blocks, 2);
    assert_string_equal(e.blocks[1].label, "云谷");
    assert_int_equal(e.blocks[1].sides[EXTENT_EAST].pieces[0].kind, LIMIT_BLOCK);
    arena_free(a);
}

static void the_words_of_a_side_stay_as_they_stand(void **state)
{
    static const struct row rows[] = {
        {"东至 中环路（申江路）——三友河南１５０米 ，南至乙路",
         "中环路（申江路）——三友河南１５０米"},
        {"东以外环路为界，南至乙路", "外环路"},
        {"东至甲路、乙河，总面积3公顷", "甲路、乙河"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new();
        assert_string_equal(only_limit(a, rows[i].text)->text, rows[i].wanted);
        arena_free(a);
    }
}

static void what_was_read_is_written_in_one_manner(void **state)
{
    static const struct row rows[] = {
        {"北邻龙东大道、东起外环路（S20）以东1.5公里", "东至外环路（S20）东1500米，北至龙东大道"},
        {"核心区（西至甲路；南到乙河~丙塘）。拓展区南临核心区",
         "核心区：南至乙河—丙塘，西至甲路\n拓展区：南至核心区"},
    };
    (void)state;

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct arena *a = arena_new();
        struct extent e;
        assert_true(extent_parse(a, rows[i].text, &e, NULL));
        assert_string_equal(extent_write(a, &e), rows[i].wanted);
        arena_free(a);
    }
}

static void sides_and_kinds_have_names(void **state)
{
    enum extent_side side = EXTENT_SIDES;
    (void)state;

    for (int i = 0; i < EXTENT_SIDES; i++) {
        assert_true(extent_side_parse(extent_side_name((enum extent_side)i), &side));
        assert_int_equal(side, i);
        assert_string_not_equal(extent_side_label(side, true), extent_side_label(side, false));
    }
    side = EXTENT_WEST;
    assert_false(extent_side_parse("up", &side));
    assert_false(extent_side_parse("", &side));
    assert_int_equal(side, EXTENT_WEST);
    for (int i = 0; i < LIMIT_KINDS; i++) {
        assert_true(limit_kind_name((enum limit_kind)i)[0]);
        assert_true(limit_kind_label((enum limit_kind)i, true)[0]);
        assert_true(limit_kind_label((enum limit_kind)i, false)[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_texts_are_read),
        cmocka_unit_test(a_side_may_be_missing_or_stand_anywhere),
        cmocka_unit_test(separators_may_be_mixed),
        cmocka_unit_test(words_that_lead_to_a_limit_are_many),
        cmocka_unit_test(blocks_have_labels_in_many_forms),
        cmocka_unit_test(names_keep_their_own_letters),
        cmocka_unit_test(brackets_hold_another_name),
        cmocka_unit_test(pieces_are_joined_by_any_dash),
        cmocka_unit_test(offsets_are_read_off_the_end),
        cmocka_unit_test(a_limit_is_what_its_name_ends_in),
        cmocka_unit_test(a_neighbour_named_like_a_block_is_that_block),
        cmocka_unit_test(the_words_of_a_side_stay_as_they_stand),
        cmocka_unit_test(what_was_read_is_written_in_one_manner),
        cmocka_unit_test(sides_and_kinds_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
