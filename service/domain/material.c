/* material.c - the table.  A column is a programme, because the list of the notice is one for city
 * and county alike.
 *
 * N23/四 speaks of those who apply for demonstration and for pilots alike but for the demonstration
 * plan; what a province asks of its pilots beyond it stands in that province's own standard. */
#include "domain/material.h"

#include "domain/application_table.h"

#include <assert.h>
#include <string.h>

#define EVERY_TRACK                                                                                \
    {                                                                                              \
        true, true                                                                                 \
    }
#define DEMONSTRATION_ONLY                                                                         \
    {                                                                                              \
        true, false                                                                                \
    }

static const struct {
    const char *name, *zh, *en, *clause;
    bool asked[PROGRAMMES];
} kinds[MATERIAL_KINDS] = {
    [MATERIAL_RECOMMENDATION_LETTER] = {"recommendation_letter", "省级知识产权局推荐函",
                                        "recommendation letter of the provincial office", "N23/四",
                                        EVERY_TRACK},
    [MATERIAL_APPLICATION_LETTER] = {"application_letter", "市、县政府申报函",
                                     "application letter of the city or county government",
                                     "N23/四", EVERY_TRACK},
    [MATERIAL_CREATION_REPORT] = {"creation_report", "创建工作报告",
                                  "report on the work so far, with the conditions and the last "
                                  "three years",
                                  "N23/四", EVERY_TRACK},
    [MATERIAL_DEMONSTRATION_PLAN] = {"demonstration_plan", "示范工作方案", "demonstration plan",
                                     "N23/四", DEMONSTRATION_ONLY},
    [MATERIAL_BASIC_STATE_TABLE] = {"basic_state_table", "基本工作状况表", "table of basic data",
                                    "N23/四", EVERY_TRACK},
    [MATERIAL_GOVERNMENT_CONSENT] = {"government_consent", "本级政府同意申报的文件",
                                     "consent of the place's own government", "N23/三(一)1",
                                     EVERY_TRACK},
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
    return kinds[k].asked[programme_of(track)];
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
