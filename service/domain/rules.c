/* rules.c - the tables of the four tracks, and the way to those of zones (rules_zone.c).
 *
 * Order is that of the notice: who may apply (part two), how (part three), what fraud costs (part
 * five).  Where a text says "our reading", the notice is silent and the policy notes decide. */
#include "domain/rules.h"

#include "base/mem.h"
#include "domain/rules_zone.h"

#include <assert.h>
#include <string.h>

#define DECIDES true, false, 0
#define ATTESTED true, true, 0
#define ATTESTED_EITHER true, true, 1
#define TOLD false, false, 0

#define QUOTA_ZH "本批次所属省（区、市）或兵团在该类别还有推荐名额；只作提示，不影响结论。"
#define QUOTA_EN                                                                                   \
    "The recommending unit has places left on this track in this round; told, but without weight " \
    "in the verdict."
#define BAR_ZH                                                                                                                                   \
    "没有因弄虚作假被取消申报资格；通知未写期限，除非另录截止日期，只及于所涉批次（本系统的理解）" \
    "。"
#define BAR_EN                                                                                     \
    "The place is not barred for fraud; the notice names no length, so a bar covers its round, "   \
    "longer only by an entered end date (our reading)."

static const struct rule demo_city[] = {
    {CONDITION_PLACE_KIND, "N23/二(一)1", DECIDES, "申报地是地级市（含副省级城市）或直辖市的区。",
     "The place is a prefecture-level city (a sub-provincial one too) or a district of a "
     "municipality."},
    {CONDITION_PILOT_IN_FORCE, "N23/二(一)1", DECIDES,
     "已是强市建设试点城市，且称号在申报当日有效（当日有效是本系统的理解）。",
     "The place is a pilot city already, and the title is in force on the day (on the day: our "
     "reading)."},
    {CONDITION_NOT_ALREADY_TITLED, "N23/二(一)1", DECIDES,
     "当日没有仍然有效的强市建设示范城市称号（本系统的理解）。",
     "No demonstration city title of the place is in force on the day (our reading)."},
    {CONDITION_LEADERSHIP, "N23/二(一)2", ATTESTED,
     "市主要领导牵头协调，有专项规划，列入市政府工作和对区县的考核，有得力的管理队伍和条件。",
     "The city's main leader heads the coordination; there is a special plan; the work stands in "
     "the city's own agenda and in how it assesses its districts; management is able and "
     "equipped."},
    {CONDITION_LAWFUL_POLICY, "N23/二(一)3", ATTESTED,
     "市和各区县的资助奖励政策合规，治理非正常专利申请和恶意商标注册成效明显。",
     "Subsidies and rewards of the city and its districts are lawful, and action against abnormal "
     "patent filings and malicious trade mark registrations shows results."},
    {CONDITION_STRENGTH, "N23/二(一)4", ATTESTED,
     "创造、运营、导航、保护、治理各方面综合实力较强，能支撑创新和产业发展。",
     "The city is strong all round: creation, operation, navigation, protection and governance, to "
     "the benefit of innovation and industry."},
    {CONDITION_QUOTA_OPEN, "N23/三(一)3", TOLD, QUOTA_ZH, QUOTA_EN},
    {CONDITION_NOT_BARRED, "N23/五(二)", DECIDES, BAR_ZH, BAR_EN},
};

static const struct rule demo_county[] = {
    {CONDITION_PLACE_KIND, "N23/二(二)1", DECIDES,
     "申报地是县、自治县、旗、自治旗、林区、特区（含直辖市下辖的县）、县级市，或地级市、"
     "副省级城市的区。",
     "The place is a county, autonomous county, banner, autonomous banner, forest or special "
     "district (a county of a municipality too), a county-level city, or a district of a "
     "prefecture-level or sub-provincial city."},
    {CONDITION_PILOT_IN_FORCE, "N23/二(二)1", DECIDES,
     "已是强县建设试点县，且称号在申报当日有效（当日有效是本系统的理解）。",
     "The place is a pilot county already, and the title is in force on the day (on the day: our "
     "reading)."},
    {CONDITION_NOT_ALREADY_TITLED, "N23/二(二)1", DECIDES,
     "当日没有仍然有效的强县建设示范县称号（本系统的理解）。",
     "No demonstration county title of the place is in force on the day (our reading)."},
    {CONDITION_LEADERSHIP, "N23/二(二)2", ATTESTED,
     "党委、政府重视，写入发展规划，列入政府工作和年度考核，有得力的管理队伍和条件。",
     "Party committee and government put the work into the development plan, the agenda and the "
     "yearly assessment; management is able and equipped."},
    {CONDITION_LAWFUL_POLICY, "N23/二(二)3", ATTESTED,
     "资助奖励政策合规，治理非正常专利申请和恶意商标注册成效明显。",
     "Subsidies and rewards are lawful, and action against abnormal patent filings and malicious "
     "trade mark registrations shows results."},
    {CONDITION_INDUSTRY, "N23/二(二)4", ATTESTED_EITHER,
     "主导产业和龙头企业在专利质量、导航、品牌、质押融资、贯标上有成效，有一定数量的国家级或"
     "省级优势、示范企业（与下一条满足其一）。",
     "Leading industries and firms show results in patent quality, navigation, brands, pledge "
     "finance and standards, with a number of national or provincial advantage or demonstration "
     "enterprises (this or the next)."},
    {CONDITION_HERITAGE, "N23/二(二)5", ATTESTED_EITHER,
     "以地理标志、传统知识见长：在地理标志品牌、特色产业和传统知识保护运用上成效显著（与上一条"
     "满足其一）。",
     "Known for geographical indications or traditional knowledge, with marked results in their "
     "brands, industries, protection and use (this or the one before)."},
    {CONDITION_QUOTA_OPEN, "N23/三(一)3", TOLD, QUOTA_ZH, QUOTA_EN},
    {CONDITION_NOT_BARRED, "N23/五(二)", DECIDES, BAR_ZH, BAR_EN},
};

static const struct rule pilot_city[] = {
    {CONDITION_PLACE_KIND, "N23/二(一)1", DECIDES,
     "申报地是地级市（含副省级城市）或直辖市的区；通知只就示范类写明，试点类照用是本系统的理解。",
     "The place is a prefecture-level city (a sub-provincial one too) or a district of a "
     "municipality; the notice says so for demonstration, and for pilots it is our reading."},
    {CONDITION_NOT_ALREADY_TITLED, "N23/三(二)", DECIDES,
     "当日没有仍然有效的强市建设试点或示范城市称号（本系统的理解）。",
     "No pilot or demonstration city title of the place is in force on the day (our reading)."},
    {CONDITION_PROVINCIAL_STANDARD, "N23/三(二)", ATTESTED,
     "符合所属省级知识产权局自定的试点城市申报标准。",
     "The place meets the standard that its provincial office set for pilot cities."},
    {CONDITION_NOT_BARRED, "N23/五(二)", DECIDES, BAR_ZH, BAR_EN},
};

static const struct rule pilot_county[] = {
    {CONDITION_PLACE_KIND, "N23/二(二)1", DECIDES,
     "申报地是县、自治县、旗、自治旗、林区、特区（含直辖市下辖的县）、县级市，或地级市、"
     "副省级城市的区；通知只就示范类写明，试点类照用是本系统的理解。",
     "The place is a county, autonomous county, banner, autonomous banner, forest or special "
     "district (a county of a municipality too), a county-level city, or a district of a "
     "prefecture-level or sub-provincial city; the notice says so for demonstration, and for "
     "pilots it is our reading."},
    {CONDITION_NOT_ALREADY_TITLED, "N23/三(二)", DECIDES,
     "当日没有仍然有效的强县建设试点或示范县称号（本系统的理解）。",
     "No pilot or demonstration county title of the place is in force on the day (our reading)."},
    {CONDITION_PROVINCIAL_STANDARD, "N23/三(二)", ATTESTED,
     "符合所属省级知识产权局自定的试点县申报标准。",
     "The place meets the standard that its provincial office set for pilot counties."},
    {CONDITION_NOT_BARRED, "N23/五(二)", DECIDES, BAR_ZH, BAR_EN},
};

static const struct rule_list lists[TRACKS] = {
    [TITLE_DEMO_CITY] = {demo_city, COUNT(demo_city), RULES_VERSION},
    [TITLE_DEMO_COUNTY] = {demo_county, COUNT(demo_county), RULES_VERSION},
    [TITLE_PILOT_CITY] = {pilot_city, COUNT(pilot_city), RULES_VERSION},
    [TITLE_PILOT_COUNTY] = {pilot_county, COUNT(pilot_county), RULES_VERSION},
};

_Static_assert(COUNT(demo_city) <= RULES_MOST && COUNT(demo_county) <= RULES_MOST &&
                   COUNT(pilot_city) <= RULES_MOST && COUNT(pilot_county) <= RULES_MOST,
               "RULES_MOST is the longest list");

static const char *const condition_names[CONDITION_IDS] = {
    [CONDITION_PLACE_KIND] = "place-kind",
    [CONDITION_PILOT_IN_FORCE] = "pilot-in-force",
    [CONDITION_NOT_ALREADY_TITLED] = "not-already-titled",
    [CONDITION_NOT_BARRED] = "not-barred",
    [CONDITION_LEADERSHIP] = "leadership",
    [CONDITION_LAWFUL_POLICY] = "lawful-policy",
    [CONDITION_STRENGTH] = "strength",
    [CONDITION_INDUSTRY] = "industry",
    [CONDITION_HERITAGE] = "heritage",
    [CONDITION_PROVINCIAL_STANDARD] = "provincial-standard",
    [CONDITION_QUOTA_OPEN] = "quota-open",
    [CONDITION_HOST] = "host",
    [CONDITION_FORMER_ZONE] = "former-zone",
    [CONDITION_OUTSTANDING] = "outstanding",
    [CONDITION_GOVERNMENT_SUPPORT] = "government-support",
    [CONDITION_FOUNDATION] = "foundation",
    [CONDITION_EXTENT_CLEAR] = "extent-clear",
    [CONDITION_PLAN_FEASIBLE] = "plan-feasible",
    [CONDITION_SAFEGUARDS] = "safeguards",
    [CONDITION_PROVINCIAL_EXCELLENCE] = "provincial-excellence",
    [CONDITION_INDUSTRY_BASE] = "industry-base",
    [CONDITION_INSTITUTIONS] = "institutions",
    [CONDITION_SERVICE_RANGE] = "service-range",
    [CONDITION_IN_SEASON] = "in-season",
};

static const struct rule_list *list_of(enum title_kind track)
{
    assert(title_kind_is_applied(track));
    return title_kind_is_zone(track) ? rules_of_zone(track) : &lists[track];
}

const struct rule *rules_of(enum title_kind track, size_t *n)
{
    const struct rule_list *list = list_of(track);

    *n = list->n;
    return list->rules;
}

const char *rules_version(enum title_kind track)
{
    return list_of(track)->version;
}

const char *condition_name(enum condition_id id)
{
    assert((int)id >= 0 && id < CONDITION_IDS);
    return condition_names[id];
}

bool condition_parse(const char *s, enum condition_id *out)
{
    for (int i = 0; i < CONDITION_IDS; i++) {
        if (strcmp(condition_names[i], s) == 0) {
            *out = (enum condition_id)i;
            return true;
        }
    }
    return false;
}
