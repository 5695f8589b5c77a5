/* rules_zone.c - who may apply for a zone, and what is asked of it: Z/二(一) for the nation's, J/四
 * for those of Jiangsu.
 *
 * Most of it hangs on the zone that is proposed, so a question that names none leaves it open.
 * What the register cannot tell a person finds; what it can tell, no finding outweighs. */
#include "domain/rules_zone.h"

#include "base/mem.h"

#include <assert.h>

#define DECIDES true, false, 0
#define FOUND true, true, 0 /* looked up, and found by a person where the register is silent */
#define FOUND_EITHER true, true, 1
#define TOLD false, false, 0

#define APPLICANT_ZH                                                                               \
    "由所在地市级以上人民政府申报；直辖市的区县、地区、盟和兵团是否在内，通知未写明。"
#define APPLICANT_EN                                                                               \
    "The government at prefecture level or above where the zone lies applies; whether districts "  \
    "of municipalities, prefectures, leagues and the corps are meant, the notice leaves open."
#define HOST_ZH "设在省级以上的产业园区，或产业集聚的县级行政区域，并在申报地境内。"
#define HOST_EN                                                                                    \
    "It lies in an industrial park at provincial level or above, or in a county-level area with "  \
    "an industry cluster, within the applicant's territory."
#define SUPPORT_ZH                                                                                                                               \
    "知识产权服务业写入本地强国建设纲要或发展规划，有支持政策，代理监管到位，非正常申请和恶意注册" \
    "整治有力。"
#define SUPPORT_EN                                                                                 \
    "The service industry stands in the local plans with policies to support it; agencies are "    \
    "supervised, and abnormal filings and malicious registrations are acted against."
#define FOUNDATION_ZH "产业和人才集聚，服务全类别、全链条，产值和税收较高，形成可以示范的经验。"
#define FOUNDATION_EN                                                                              \
    "Industry and talent are gathered, services cover every kind and link of the chain, output "   \
    "and taxes are considerable, and the experience can be shown to others."
#define EXTENT_ZH "四至范围和总面积明确；涵盖多个园区或城区的，各自功能定位明确。"
#define EXTENT_EN                                                                                  \
    "The four limits and the total area are clear; where it spans several parks or districts, so " \
    "is the function of each."
#define PLAN_ZH "实施方案思路和目标清晰，符合目标定位，任务措施有创新，可行并能见成效。"
#define PLAN_EN                                                                                    \
    "The plan is clear in aim and approach, fits what such zones are for, breaks new ground and "  \
    "can be carried out with effect."
#define SAFEGUARDS_ZH "有推进和考核机制，保障条件完善，对实施跟踪监测。"
#define SAFEGUARDS_EN                                                                              \
    "Work is driven and assessed, the means are there, and progress is followed and measured."
#define BAR_ZH                                                                                                                                   \
    "没有因弄虚作假被取消申报资格；通知未写期限，除非另录截止日期，只及于所涉批次（本系统的理解）" \
    "。"
#define BAR_EN                                                                                     \
    "The applicant is not barred for fraud; the notice names no length, so a bar covers its "      \
    "round, longer only by an entered end date (our reading)."

#define FIVE_CONDITIONS                                                                            \
    {CONDITION_GOVERNMENT_SUPPORT, "Z/二(一)2", FOUND, SUPPORT_ZH, SUPPORT_EN},                    \
        {CONDITION_FOUNDATION, "Z/二(一)2", FOUND, FOUNDATION_ZH, FOUNDATION_EN},                  \
        {CONDITION_EXTENT_CLEAR, "Z/二(一)2", FOUND, EXTENT_ZH, EXTENT_EN},                        \
        {CONDITION_PLAN_FEASIBLE, "Z/二(一)2", FOUND, PLAN_ZH, PLAN_EN},                           \
    {                                                                                              \
        CONDITION_SAFEGUARDS, "Z/二(一)2", FOUND, SAFEGUARDS_ZH, SAFEGUARDS_EN                     \
    }

static const struct rule demo_zone[] = {
    {CONDITION_PLACE_KIND, "Z/二(一)1", FOUND, APPLICANT_ZH, APPLICANT_EN},
    {CONDITION_HOST, "Z/二(一)1", FOUND, HOST_ZH, HOST_EN},
    {CONDITION_FORMER_ZONE, "Z/二(一)1", FOUND_EITHER,
     "是原国家知识产权服务业集聚发展示范区（与下一条满足其一）。",
     "It is an earlier national demonstration zone (this or the next)."},
    {CONDITION_OUTSTANDING, "Z/二(一)1", FOUND_EITHER,
     "原试验区或其他集聚区，发展条件和工作推进特别突出，申报时写明理由（与上一条满足其一）。",
     "It is an earlier trial zone or another cluster whose conditions and progress are "
     "outstanding, with the reason stated in the application (this or the one before)."},
    {CONDITION_NOT_ALREADY_TITLED, "Z/二(一)1", FOUND,
     "当日没有仍然有效的示范区称号（本系统的理解）。",
     "The zone holds no demonstration title in force on the day (our reading)."},
    FIVE_CONDITIONS,
    {CONDITION_NOT_BARRED, "Z/三(二)", DECIDES, BAR_ZH, BAR_EN},
};

static const struct rule trial_zone[] = {
    {CONDITION_PLACE_KIND, "Z/二(一)1", FOUND, APPLICANT_ZH, APPLICANT_EN},
    {CONDITION_HOST, "Z/二(一)1", FOUND, HOST_ZH, HOST_EN},
    {CONDITION_FORMER_ZONE, "Z/二(一)1", FOUND,
     "是原国家知识产权服务业集聚发展试验区或其他集聚区；原示范区可否申报试验区，通知未写明。",
     "It is an earlier national trial zone or another cluster; whether an earlier demonstration "
     "zone may apply for trial, the notice leaves open."},
    {CONDITION_NOT_ALREADY_TITLED, "Z/二(一)1", FOUND,
     "当日没有仍然有效的示范区或试验区称号（本系统的理解）。",
     "The zone holds no demonstration or trial title in force on the day (our reading)."},
    FIVE_CONDITIONS,
    {CONDITION_PROVINCIAL_EXCELLENCE, "J/四(六)2", TOLD,
     "江苏省集聚区期满考核优秀的，优先推荐申报国家试验区；只作提示，不影响结论。",
     "A zone of Jiangsu that ended excellent is recommended for trial first; told, but without "
     "weight in the verdict."},
    {CONDITION_NOT_BARRED, "Z/三(二)", DECIDES, BAR_ZH, BAR_EN},
};

static const struct rule js_zone[] = {
    {CONDITION_PLACE_KIND, "J/四(一)", DECIDES, "由江苏省内县（市、区）所在地人民政府申报。",
     "The government of a county, county-level city or district in Jiangsu applies."},
    {CONDITION_GOVERNMENT_SUPPORT, "J/四(二)1", FOUND,
     "政府高度重视，知识产权管理机构健全，有服务业发展规划和政策，有专项经费来源。",
     "The government gives it weight: an able IP office, a plan and policies for the service "
     "industry, and funds set aside for it."},
    {CONDITION_INDUSTRY_BASE, "J/四(二)2", FOUND,
     "产业优势明显，集聚一批创新型企业、龙头企业、高校院所，对知识产权服务需求强、要求高。",
     "Industry is strong; innovative and leading firms, universities and institutes are gathered, "
     "with much need of good IP services."},
    {CONDITION_INSTITUTIONS, "J/四(二)3", FOUND, "区内已有知识产权服务机构15家以上。",
     "There are at least 15 IP service institutions in the zone already."},
    {CONDITION_SERVICE_RANGE, "J/四(二)3", FOUND,
     "各类知识产权的信息咨询、维权、代理、评估、法律、商用等服务需求基本能得到保障。",
     "Needs of every kind are met on the whole: information, enforcement, agency, valuation, law "
     "and commercial use, for every kind of IP."},
    {CONDITION_NOT_ALREADY_TITLED, "J/四(一)", FOUND,
     "当日没有仍然有效的省级集聚区称号（本系统的理解）。",
     "The zone holds no title of the province in force on the day (our reading)."},
    {CONDITION_IN_SEASON, "J/四(三)", TOLD, "原则上每年6月30日前申报；逾期只作提示，不影响结论。",
     "Applications come in before 30 June, in principle; later is told, but without weight in the "
     "verdict."},
    {CONDITION_NOT_BARRED, "J/四(三)4", DECIDES,
     "没有因申报材料弄虚作假被取消申报资格；方案只要求真实性承诺，取消资格是本系统的理解。",
     "The applicant is not barred for untrue papers; the plan asks for a promise of truth alone, "
     "the bar is our reading."},
};

static const struct rule_list lists[] = {
    {demo_zone, COUNT(demo_zone), "z-1"},
    {trial_zone, COUNT(trial_zone), "z-1"},
    {js_zone, COUNT(js_zone), "j-1"},
};

_Static_assert(COUNT(demo_zone) <= RULES_MOST && COUNT(trial_zone) <= RULES_MOST &&
                   COUNT(js_zone) <= RULES_MOST,
               "RULES_MOST is the longest list");
_Static_assert(COUNT(lists) == APPLIED_KINDS - TRACKS, "a list for every zone one applies for");

const struct rule_list *rules_of_zone(enum title_kind track)
{
    assert(title_kind_is_zone(track));
    return &lists[track - TITLE_DEMO_ZONE];
}
