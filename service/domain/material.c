/* material.c - the table.  A column is a programme, because the list of a text is one for all its
 * tracks.
 *
 * N23/四 speaks of those who apply for demonstration and for pilots alike but for the demonstration
 * plan; what a province asks of its pilots beyond it stands in that province's own standard.  The
 * self-evaluation of a zone is a step of Z/二(一)4, not of its list. */
#include "domain/material.h"

#include "domain/application_table.h"

#include <assert.h>
#include <string.h>

#define DEMONSTRATION (1U << PROGRAMME_DEMONSTRATION)
#define CITIES_AND_COUNTIES (DEMONSTRATION | 1U << PROGRAMME_PILOT)
#define ZONE (1U << PROGRAMME_ZONE)
#define JIANGSU (1U << PROGRAMME_JIANGSU)

static const struct {
    const char *name, *zh, *en, *clause;
    unsigned asked; /* by which programmes */
} kinds[MATERIAL_KINDS] = {
    [MATERIAL_RECOMMENDATION_LETTER] = {"recommendation_letter", "省级知识产权局推荐函",
                                        "recommendation letter of the provincial office", "N23/四",
                                        CITIES_AND_COUNTIES | ZONE},
    [MATERIAL_APPLICATION_LETTER] = {"application_letter", "市、县政府申报函",
                                     "application letter of the city or county government",
                                     "N23/四", CITIES_AND_COUNTIES},
    [MATERIAL_CREATION_REPORT] = {"creation_report", "创建工作报告",
                                  "report on the work so far, with the conditions and the last "
                                  "three years",
                                  "N23/四", CITIES_AND_COUNTIES},
    [MATERIAL_DEMONSTRATION_PLAN] = {"demonstration_plan", "示范工作方案", "demonstration plan",
                                     "N23/四", DEMONSTRATION},
    [MATERIAL_BASIC_STATE_TABLE] = {"basic_state_table", "基本工作状况表", "table of basic data",
                                    "N23/四", CITIES_AND_COUNTIES},
    [MATERIAL_GOVERNMENT_CONSENT] = {"government_consent", "本级政府同意申报的文件",
                                     "consent of the place's own government", "N23/三(一)1",
                                     CITIES_AND_COUNTIES},
    [MATERIAL_ZONE_PLAN] = {"zone_plan", "申报方案（概况、思路目标、任务、保障四部分）",
                            "application plan in four parts: state, aims, tasks, management",
                            "Z/二(一)3", ZONE},
    [MATERIAL_CASES] = {"cases", "典型代表案例", "cases that stand for the work", "Z/二(一)3",
                        ZONE},
    [MATERIAL_SELF_EVALUATION] = {"self_evaluation", "对照评价指标的自评价",
                                  "self-evaluation along the indicators", "Z/二(一)4", ZONE},
    [MATERIAL_CITY_LETTER] = {"city_letter", "设区市知识产权局推荐函",
                              "recommendation letter of the office of the prefecture", "J/四(三)1",
                              JIANGSU},
    [MATERIAL_JS_APPLICATION_FORM] = {"js_application_form", "集聚发展区申报书",
                                      "application form of the province", "J/四(三)2", JIANGSU},
    [MATERIAL_JS_WORK_PLAN] = {"js_work_plan", "集聚发展区建设工作方案",
                               "work plan for building it", "J/四(三)3", JIANGSU},
    [MATERIAL_PROMISE_OF_TRUTH] = {"promise_of_truth", "申报材料真实性承诺书",
                                   "promise that the papers are true", "J/四(三)4", JIANGSU},
    [MATERIAL_PROOFS] = {"proofs", "相关证明材料", "papers in proof", "J/四(三)5", JIANGSU},
};

const char *material_name(enum material_kind k)
{
    assert((int)k >= 0 && k < MATERIAL_KINDS);
    return kinds[k].name;
}

const char *material_label(enum material_kind k, bool english)
{
    assert((int)k >= 0 && k < MATERIAL_KINDS);
    return english ? kinds[k].en : kinds[k].zh;
}

const char *material_clause(enum material_kind k)
{
    assert((int)k >= 0 && k < MATERIAL_KINDS);
    return kinds[k].clause;
}

bool material_parse(const char *s, enum material_kind *out)
{
    for (int k = 0; k < MATERIAL_KINDS; k++) {
        if (strcmp(kinds[k].name, s) == 0) {
            *out = (enum material_kind)k;
            return true;
        }
    }
    return false;
}

bool material_asked(enum title_kind track, enum material_kind k)
{
    assert((int)k >= 0 && k < MATERIAL_KINDS);
    return (kinds[k].asked & 1U << programme_of(track)) != 0;
}

bool material_open(enum application_state state)
{
    switch (state) {
    case STATE_DESIGNATED:
    case STATE_DECLINED:
    case STATE_REJECTED:
    case STATE_WITHDRAWN:
    case STATE_CANCELLED:
        return false;
    default:
        return true;
    }
}
