/* application_names.c - what states, events and refusals are called: for machines, which rely on
 * the first column, and for people in two languages. */
#include "domain/application.h"

#include <assert.h>
#include <string.h>

struct words {
    const char *name, *zh, *en;
};

static const struct words states[APPLICATION_STATES] = {
    [STATE_DRAFT] = {"draft", "草稿", "draft"},
    [STATE_FILED] = {"filed", "已提交", "filed"},
    [STATE_CHECKED] = {"checked", "省级审核通过", "checked by the province"},
    [STATE_IN_PROVINCIAL_NOTICE] = {"in_provincial_notice", "省级公示中", "in provincial notice"},
    [STATE_RECOMMENDED] = {"recommended", "已推荐", "recommended"},
    [STATE_IN_REVIEW] = {"in_review", "评审中", "in review"},
    [STATE_IN_NOTICE] = {"in_notice", "国家级公示中", "in national notice"},
    [STATE_DESIGNATED] = {"designated", "已确定", "designated"},
    [STATE_DECLINED] = {"declined", "未予确定", "declined"},
    [STATE_REJECTED] = {"rejected", "不予通过", "rejected"},
    [STATE_WITHDRAWN] = {"withdrawn", "已撤回", "withdrawn"},
    [STATE_CANCELLED] = {"cancelled", "已取消资格", "cancelled for fraud"},
    [STATE_ENDORSED] = {"endorsed", "设区市已推荐", "endorsed by the prefecture"},
    [STATE_VISITED] = {"visited", "已现场考察", "visited by the province"},
};

static const struct words events[APPLICATION_EVENTS] = {
    [EVENT_FILE] = {"file", "提交", "file"},
    [EVENT_RETURN] = {"return", "退回补正", "return for correction"},
    [EVENT_REJECT] = {"reject", "不予通过", "reject"},
    [EVENT_CHECK] = {"check", "审核通过", "check"},
    [EVENT_RECOMMEND] = {"recommend", "推荐", "recommend"},
    [EVENT_RECALL] = {"recall", "收回推荐", "recall"},
    [EVENT_SEND_BACK] = {"send_back", "退回省级", "send back"},
    [EVENT_ACCEPT] = {"accept", "形式审查通过", "accept"},
    [EVENT_SCORE] = {"score", "评分", "score"},
    [EVENT_PUBLISH] = {"publish", "公示", "publish"},
    [EVENT_OBJECT] = {"object", "提出异议", "object"},
    [EVENT_ANSWER] = {"answer", "答复异议", "answer an objection"},
    [EVENT_DESIGNATE] = {"designate", "确定", "designate"},
    [EVENT_DECLINE] = {"decline", "不予确定", "decline"},
    [EVENT_WITHDRAW] = {"withdraw", "撤回", "withdraw"},
    [EVENT_CANCEL_FRAUD] = {"cancel_fraud", "因弄虚作假取消资格", "cancel for fraud"},
    [EVENT_ENDORSE] = {"endorse", "设区市推荐", "endorse"},
    [EVENT_VISIT] = {"visit", "现场考察", "visit the site"},
    [EVENT_FINDING_CHANGED] = {"finding_changed", "认定变更", "a finding changed"},
};

static const struct words refusals[REFUSALS] = {
    [REFUSAL_NONE] = {NULL, "可以。", "It may happen."},
    [REFUSAL_FORBIDDEN] = {"forbidden", "该角色不能办理这一步。",
                           "This role does not take this step."},
    [REFUSAL_NOT_YOUR_PROVINCE] = {"not-your-province", "该申报不由你所在的推荐单位推荐。",
                                   "The application is not recommended by your unit."},
    [REFUSAL_NOT_YOUR_PLACE] = {"not-your-place", "该申报不属于你所在的地方。",
                                "The application is not that of your place."},
    [REFUSAL_CONFLICT_OF_INTEREST] = {"conflict-of-interest", "专家不评审来自本省的申报。",
                                      "An expert does not judge applications from home."},
    [REFUSAL_WRONG_STATE] = {"wrong-state", "申报目前的状态没有这一步。",
                             "There is no such step from where the application stands."},
    [REFUSAL_STALE] = {"stale", "申报在你查看之后已经变化，请重新读取。",
                       "The application has changed since you saw it; read it again."},
    [REFUSAL_REASON_MISSING] = {"reason-missing", "这一步要写明理由或答复。",
                                "This step wants a reason, or the text of the answer."},
    [REFUSAL_MATERIAL_MISSING] = {"material-missing", "缺少这一步要求先交的材料。",
                                  "What this step wants handed in before is not there."},
    [REFUSAL_DEADLINE_PASSED] = {"deadline-passed", "已过截止日期，也没有准予逾期的记录。",
                                 "The deadline has passed and no exception is on record."},
    [REFUSAL_BARRED] = {"barred", "该地在本批次已被取消申报资格。",
                        "The place is barred from this round."},
    [REFUSAL_NOT_ELIGIBLE] = {"not-eligible", "不符合申报条件。",
                              "The conditions of the track are not met."},
    [REFUSAL_UNDETERMINED] = {"undetermined", "是否符合条件尚未确定。",
                              "Whether the conditions are met is not known yet."},
    [REFUSAL_RANK_TAKEN] = {"rank-taken", "该名次已被同省同类别的另一申报占用。",
                            "Another application of the unit and track has this rank."},
    [REFUSAL_CALENDAR_UNKNOWN] = {"calendar-unknown", "公示截止日无法推定：放假调休安排未知。",
                                  "The last day of the notice cannot be named: the working days "
                                  "of that year are not known."},
    [REFUSAL_NOTICE_CLOSED] = {"notice-closed", "公示今日不接受这一步。",
                               "The notice does not admit this step today."},
    [REFUSAL_NOTHING_TO_ANSWER] = {"nothing-to-answer", "没有待答复的异议。",
                                   "No objection waits for an answer."},
    [REFUSAL_NOTICE_RUNNING] = {"notice-running", "公示期尚未结束。", "The notice is still open."},
    [REFUSAL_OBJECTION_OPEN] = {"objection-open", "还有异议没有答复。",
                                "An objection has not been answered."},
    [REFUSAL_QUOTA_UNKNOWN] = {"quota-unknown", "推荐名额未公布。",
                               "The number of places was not published."},
    [REFUSAL_QUOTA_EXHAUSTED] = {"quota-exhausted", "推荐名额已用完。", "No places are left."},
};

static bool find(const struct words *words, int n, const char *s, int *out)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(words[i].name, s) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

const char *application_state_name(enum application_state s)
{
    assert((int)s >= 0 && s < APPLICATION_STATES);
    return states[s].name;
}

bool application_state_parse(const char *s, enum application_state *out)
{
    int i;

    if (!find(states, APPLICATION_STATES, s, &i))
        return false;
    *out = (enum application_state)i;
    return true;
}

const char *application_state_label(enum application_state s, bool english)
{
    assert((int)s >= 0 && s < APPLICATION_STATES);
    return english ? states[s].en : states[s].zh;
}

const char *application_event_name(enum application_event e)
{
    assert((int)e >= 0 && e < APPLICATION_EVENTS);
    return events[e].name;
}

bool application_event_parse(const char *s, enum application_event *out)
{
    int i;

    if (!find(events, EVENTS_TOLD, s, &i))
        return false;
    *out = (enum application_event)i;
    return true;
}

const char *application_event_label(enum application_event e, bool english)
{
    assert((int)e >= 0 && e < APPLICATION_EVENTS);
    return english ? events[e].en : events[e].zh;
}

const char *refusal_slug(enum refusal r)
{
    assert((int)r >= 0 && r < REFUSALS);
    return refusals[r].name;
}

const char *refusal_text(enum refusal r, bool english)
{
    assert((int)r >= 0 && r < REFUSALS);
    return english ? refusals[r].en : refusals[r].zh;
}
